import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'

const read = (text: string, path = 'plan.md') => importDocuments([{ path, text }])

describe('work breakdowns', () => {
  it('reads a plan with tasks, phases, a map of risks and the template it was made from', () => {
    const program = read(`# Harbour_Plan.md

## 1. Objectives & Scope
- Dredge the basin by \`Survey_Notes.md\` (SN L1–L9) before the frost
- Keep to SN §2 and SN L4

## 2. Work Breakdown

| Task ID | Description | Owner/Role | Prereqs | Source |
|---|---|---|---|---|
| K-001 | Sound the basin | Survey | None | SN §1 |
| K-002 | Dredge the basin | Crew | K-001 | SN §2 |
| K-003 | Mark the fairway | Crew | K-002 | SN L7 |

## 3. Execution Phases

### Phase A — Survey
- Entrance: Boat ready.
- Tasks: K-001, K-002.
- Exit: Basin sounded; chart drawn.

### Phase B — Works
- Entrance: Phase A exit met.
- Tasks: K-002, K-009.
- Exit: Fairway marked.

## 4. Risk-to-Task Mapping
- R-1 → K-001, K-002
- R-2 → K-003
- R-3 → K-003

## 5. Observability & Validation
- QA Gates: Phase exit criteria above; two tides without grounding.

## Harbour Plan — <Name of the port>

### 1) Objectives & Scope
-

### 2) Work Breakdown
- Task Table (Task ID | Description)

### 3) Execution Phases
- Phase Name
  - Entrance Criteria:

### 4) Risk-to-Task Mapping
- R-### → [ids]

<!-- Rules: Every task must have at least one Source reference. Keep the log. -->
`)
    expect(program.genre).toBe('work-breakdown')
    expect(program.counts).toMatchObject({ phases: 2, tasks: 3, gates: 4, criteria: 5, risks: 3, riskEdges: 4 })
    expect(program.phases.map(({ id, tasks }) => [id, tasks])).toEqual([
      ['A', ['K-001', 'K-002']],
      ['B', ['K-002']],
    ])
    expect(program.program).toMatchObject({
      name: 'Harbour_Plan.md',
      sources: { SN: { title: 'Survey_Notes.md', path: 'Survey_Notes.md' } },
      rules: { taskNeedsSource: true },
      conventions: ['two tides without grounding', 'Every task must have at least one Source reference.', 'Keep the log.'],
    })
    expect(program.gates).toMatchObject([{ stage: 'quality', includes: ['A', 'B'], criteria: [] }])
    expect(program.diagnostics).toMatchObject([
      { code: 'import/template-left-out', severity: 'info', location: { file: 'plan.md', line: 35 } },
      { code: 'import/unknown-reference', message: 'tasks of phase B: the plan declares no task K-009' },
    ])
    expect(program.accounting).toMatchObject({ unmapped: 0, kept: 0 })
  })

  it('nests the lines of a decimal outline by their numbers', () => {
    const { tasks, accounting } = read(
      '# Work Breakdown Structure\n\n**1. Hull**\n\n    1.1 Keel\n        1.1.1 Oak\n    1.2 Planks\n\n2.1 Mast\n',
    )
    expect(tasks).toMatchObject([
      { id: '1', title: 'Hull', children: [{ id: '1.1', children: [{ id: '1.1.1', title: 'Oak' }] }, { id: '1.2' }] },
      { id: '2.1', title: 'Mast' },
    ])
    expect(accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it('reads entries that begin with ids, and "Task 1" as the first of the sequence', () => {
    const { tasks } = read(`# Plan

## Tasks (sequenced)
### All
- [01] BL-001 — Lay the keel → \`keel.md\`, \`oak/\`
  - Prerequisites: None
- [02] BL-002 — Plank it → and more
  - Prerequisites: Task 1
- [03] BL-003 — Launch
  - Owner: Yard
`)
    expect(tasks).toMatchObject([
      { id: 'BL-001', title: 'Lay the keel', outputs: ['keel.md', 'oak/'], attributes: { '#': '01' } },
      { id: 'BL-002', title: 'Plank it → and more', prerequisites: ['BL-001'] },
      { id: 'BL-003', title: 'Launch' },
    ])
  })
})

describe('lists of risks', () => {
  it('reads entries with ids, bold titles and labelled lines below', () => {
    const { risks } = read(`# Plan

## Risks
- R-1 (High): Storm at the narrows
- **Rot**: tar in time
  - Impact: High
  - Mitigation: Tar
  - seen before
- Fog
`)
    expect(risks).toMatchObject([
      { id: 'R-1', title: 'Storm at the narrows', severity: 'High' },
      { id: 'RISK-2', title: 'Rot', impact: 'High', mitigation: 'Tar', attributes: { detail: ['tar in time', 'seen before'] } },
      { id: 'RISK-3', title: 'Fog' },
    ])
  })

  it('reads headings with labelled lines, and prefers the title of a table', () => {
    const { risks } = read(`# Plan

## Risks

### Risk 1: Rot
**Impact**: High
**Mitigation**:
- Tar
- More tar

### In short
- R-7 – Storm

| ID | Risk | Impact | Mitigation |
|---|---|---|---|
| R-7 | Storm at the narrows | High | Wait |
`)
    expect(risks).toMatchObject([
      { id: 'RISK-1', title: 'Rot', impact: 'High', mitigation: 'Tar\nMore tar' },
      { id: 'R-7', title: 'Storm at the narrows', impact: 'High', attributes: { title: 'Storm' } },
    ])
  })

  it('takes no measures for risks', () => {
    expect(read('# Plan\n\n## Risk Mitigation\n- **Stand-ups** every day\n').risks).toEqual([])
  })
})

describe('numbered headings of a work breakdown', () => {
  it('are work above the lines of their outline, or above a plain list', () => {
    const outline = read('# Work Breakdown Structure\n\n### 1. Hull\n\n1.1 Keel\n\n1.2 Planks\n')
    expect(outline.tasks).toMatchObject([{ id: '1', title: 'Hull', children: [{ id: '1.1' }, { id: '1.2' }] }])
    const list = read('# Boat\n\n## 1. Hull\n\n- Keel\n- Planks\n  - oak\n\n## 2. Mast\n\n- Sails\n', 'docs/boat_WBS.md')
    expect(list.tasks).toMatchObject([
      { id: '1', title: 'Hull', detail: ['Keel', 'Planks', 'oak'] },
      { id: '2', title: 'Mast', detail: ['Sails'] },
    ])
    expect(list.accounting.kept).toBe(0)
  })

  it('are sections in every other document', () => {
    expect(read('# Boat\n\n## 1. Hull\n\n- Keel\n- Planks\n').tasks).toEqual([])
    expect(
      read('# Boat WBS\n\n| ID | Task | Owner |\n|---|---|---|\n| 1.1 | Keel | Yard |\n\n## 2 Basis\n\n- Days of six hours\n').tasks,
    ).toHaveLength(1)
  })
})

it('puts the declared tasks of a range into the phase that names it, and keeps the words', () => {
  const { phases } = read(`# Plan

## Phase 1: Hull
- **Tasks:** K-1 to K-3
- **Goals:** float

## Phase 2: Mast
- **Tasks:** cut it down

## Work

| ID | Task | Owner |
|---|---|---|
| K-1 | Keel | Yard |
| K-2 | Planks | Yard |
| K-3 | Tar | Yard |
`)
  expect(phases.map(({ tasks, attributes }) => [tasks, attributes])).toEqual([
    [['K-1', 'K-2', 'K-3'], { Tasks: 'K-1 to K-3' }],
    [undefined, { Tasks: 'cut it down' }],
  ])
})
