import { describe, expect, it } from 'vitest'
import type { Milestone, PhaseFile } from '../../src/schema/phase.ts'
import { processorTime } from '../growth.ts'
import { readTables } from './tables-reading.ts'

const work = `| Task ID | Description | Owner/Role | Inputs | Outputs | Prereqs | Priority | Source |
|---|---|---|---|---|---|---|---|
| K-001 | Draw the map of the harbour | Survey | N/A | map.svg, legend | None | P0 | HB §3; LG 4 |
| **K-002** | Sound the \`depths\` | Survey + Crew | map | depths.csv<br>depths.md | K-001 | P1 | HB §4 |
| K-003 | Mark the fairway | — | - | buoys | K-001, K-002; after the spring tide | P2 | LG 9 |
`

describe('tasks', () => {
  it('reads the columns of a work breakdown', () => {
    const { reading, unclaimed } = readTables(work)
    expect(reading.draft.tasks).toEqual([
      {
        id: 'K-001',
        title: 'Draw the map of the harbour',
        owner: 'Survey',
        outputs: ['map.svg, legend'],
        priority: 'P0',
        sourceRefs: ['HB §3', 'LG 4'],
      },
      {
        id: 'K-002',
        title: 'Sound the `depths`',
        owner: 'Survey + Crew',
        inputs: ['map'],
        outputs: ['depths.csv', 'depths.md'],
        prerequisites: ['K-001'],
        priority: 'P1',
        sourceRefs: ['HB §4'],
      },
      {
        id: 'K-003',
        title: 'Mark the fairway',
        outputs: ['buoys'],
        prerequisites: ['K-001', 'K-002'],
        priority: 'P2',
        sourceRefs: ['LG 9'],
        attributes: { Prereqs: 'K-001, K-002; after the spring tide' },
      },
    ])
    expect(unclaimed()).toEqual([])
  })

  it('keeps decimal ids apart and takes "Unblocks" the other way round', () => {
    const { reading } = readTables(`| WBS ID | Deliverable | Description | Dependencies | Unblocks |
|---|---|---|---|---|
| 0.1 | Charter | Write it | None | 0.10 |
| 0.2 | Ledger | Keep it | 0.1 | Later phases |
| 0.3 | Seal | Cut it | 0.1–0.2 | — |
| 0.10 | Signing | Sign it | 0.1–0.9 | |
`)
    expect(
      reading.draft.tasks.map(({ id, title, detail, prerequisites, attributes }) => [id, title, detail, prerequisites, attributes]),
    ).toEqual([
      ['0.1', 'Charter', 'Write it', undefined, undefined],
      ['0.2', 'Ledger', 'Keep it', ['0.1'], { Unblocks: 'Later phases' }],
      ['0.3', 'Seal', 'Cut it', ['0.1', '0.2'], { Dependencies: '0.1–0.2' }],
      ['0.10', 'Signing', 'Sign it', ['0.1'], { Dependencies: '0.1–0.9' }],
    ])
  })

  it.each([
    ['K-1, K-2', ['K-1', 'K-2'], undefined],
    ['#K-1 and K-2', ['K-1', 'K-2'], undefined],
    ['Task K-1', ['K-1'], undefined],
    ['`K-1`<br>**K-2**', ['K-1', 'K-2'], undefined],
    ['K-1..K-3', ['K-1', 'K-2', 'K-3'], 'K-1..K-3'],
    ['K-1 to K-9', undefined, 'K-1 to K-9'],
    ['All previous', undefined, 'All previous'],
    ['K-77', ['K-77'], undefined],
    ['Phase 0 bootstrap (0.5)', undefined, 'Phase 0 bootstrap (0.5)'],
    ['なし', undefined, undefined],
    ['无', undefined, undefined],
    ['n/a', undefined, undefined],
    ['–', undefined, undefined],
  ])('reads the prerequisites of "%s"', (cell, prerequisites, kept) => {
    const { reading } = readTables(`| ID | Task | Depends on |
|---|---|---|
| K-1 | One | |
| K-2 | Two | |
| K-3 | Three | |
| K-4 | Four | ${cell} |
`)
    expect(reading.draft.tasks[3]?.prerequisites).toEqual(prerequisites)
    expect(reading.draft.tasks[3]?.attributes).toEqual(kept === undefined ? undefined : { 'Depends on': kept })
  })

  it('keeps the words of a state beside the state', () => {
    const { reading } = readTables(`| ID | Task | Status | Notes |
|---|---|---|---|
| 1 | One | ✅ Complete | for the crew |
| 2 | Two | waiting for rain | |
| 3 | Three | 🚧 | |
`)
    expect(reading.draft.tasks.map(({ state, attributes }) => [state, attributes])).toEqual([
      [{ value: 'done', mark: '✅ Complete' }, { Notes: 'for the crew' }],
      [undefined, { Status: 'waiting for rain' }],
      [{ value: 'in-progress', mark: '🚧' }, undefined],
    ])
  })

  it('puts tasks into the phase or milestone that the table stands in, and makes ids where there are none', () => {
    const phase: PhaseFile = { format: 1, id: 'P2', title: 'Two' }
    const milestone: Milestone = { id: 'P2.M1', title: 'One' }
    const text = `| Task | Owner | Status |
|---|---|---|
| Caulk the seams | Yard | |
| | | |
| Tar the hull | Yard | open |
`
    readTables(text, () => ({ phase }))
    readTables(text, () => ({ phase, milestone }))
    expect(phase.tasks).toMatchObject([
      { id: 'P2.T1', title: 'Caulk the seams' },
      { id: 'P2.T2', title: 'Tar the hull' },
    ])
    expect(milestone.tasks).toMatchObject([{ id: 'P2.M1.T1' }, { id: 'P2.M1.T2' }])
  })

  it('adds to a task that another table declares, instead of declaring it twice', () => {
    const { reading } = readTables(`# Plan

| Task ID | Task name | Description |
|---|---|---|
| 1.1 | Survey | Walk the coast |

## When

| Task ID | Task name | Duration |
|---|---|---|
| 1.1 | Survey | 1 week |
`)
    expect(reading.draft.tasks).toEqual([{ id: '1.1', title: 'Survey', detail: 'Walk the coast', estimate: '1 week' }])
  })

  it('keeps two rows with one id in one table: it is the plan that has them', () => {
    const { reading } = readTables('| ID | Task | Owner |\n|---|---|---|\n| A1 | One | x |\n| A1 | Two | y |\n')
    expect(reading.draft.tasks.map(({ id, title }) => [id, title])).toEqual([
      ['A1', 'One'],
      ['A1', 'Two'],
    ])
  })

  it('leaves a row of totals out of the tasks, and a header without rows to the notes', () => {
    const { reading, read, unclaimed } = readTables(`| ID | Task | Points |
|---|---|---|
| 1 | One | 3 |
| **Total** | | **3** |

| ID | Task | Points |
|---|---|---|
`)
    expect(reading.draft.tasks).toHaveLength(1)
    expect(reading.draft.program.attributes).toEqual({ Total: 'Points: **3**' })
    expect(read).toEqual([true, false])
    expect(unclaimed()).toEqual([6, 7])
  })
})

describe('risks, roles and other records', () => {
  it('reads a register', () => {
    const { reading } = readTables(`| Risk ID | Category | Description | Impact | Likelihood | Mitigation | Owner | Trigger/Review | Tasks |
|---|---|---|---|---|---|---|---|---|
| R-1 | Weather | Storm at the narrows | High | Low | Wait in the lee | Pilot | Barometer falls | K-1, K-2 |
`)
    expect(reading.draft.risks).toEqual([
      {
        id: 'R-1',
        title: 'Storm at the narrows',
        category: 'Weather',
        impact: 'High',
        likelihood: 'Low',
        mitigation: 'Wait in the lee',
        owner: 'Pilot',
        trigger: 'Barometer falls',
        tasks: ['K-1', 'K-2'],
      },
    ])
  })

  it('makes ids for risks without one and keeps columns that it does not know', () => {
    const { reading } = readTables('| Risk | Impact | Mitigation | Seen in |\n|---|---|---|---|\n| **Rot** | High | Tar | 1802 |\n')
    expect(reading.draft.risks).toEqual([
      { id: 'RISK-1', title: '**Rot**', impact: 'High', mitigation: 'Tar', attributes: { 'Seen in': '1802' } },
    ])
  })

  it('takes the letters in brackets for the id of a role', () => {
    const { reading } = readTables(`| Role | Primary Owner | Core Responsibilities |
|---|---|---|
| Harbour Master (HM) | TBD | Berths, dues |
| Cook | Somebody | Soup |
`)
    expect(reading.draft.program.roles).toEqual([
      { id: 'HM', title: 'Harbour Master', owner: 'TBD', responsibilities: ['Berths, dues'] },
      { id: 'Cook', title: 'Cook', owner: 'Somebody', responsibilities: ['Soup'] },
    ])
  })

  it('reads a matrix of responsibilities', () => {
    const { reading } = readTables('| Activity | Pilot | Crew |\n|---|---|---|\n| Soundings | A | R |\n| Dues | I | A/R |\n')
    expect(reading.draft.program.roles?.map(({ id }) => id)).toEqual(['Pilot', 'Crew'])
    expect(reading.draft.program.attributes).toEqual({ Soundings: ['Pilot: A', 'Crew: R'], Dues: ['Pilot: I', 'Crew: A/R'] })
  })

  it('reads pairs into attributes, the header too where it only says so', () => {
    const { reading, unclaimed } = readTables('| Field | Value |\n|---|---|\n| **Version** | 1.0 |\n| __proto__ | x |\n| Empty | |\n')
    expect(Object.entries(reading.draft.program.attributes ?? {})).toEqual([
      ['Version', '1.0'],
      ['__proto__', 'x'],
      ['Field', 'Empty'],
    ])
    expect(unclaimed()).toEqual([])
  })
})

describe('phases and milestones', () => {
  it('reads phases where no heading declares them', () => {
    const { reading } = readTables('| Phase | Theme | Weeks |\n|---|---|---|\n| 0 | Survey | 0–2 |\n| Phase 1 — Build | Hull | May |\n')
    expect(reading.draft.phases).toMatchObject([
      { id: 'P0', window: '0–2' },
      { id: 'P1', title: 'Build', due: 'May' },
    ])
  })

  it('adds to the phases and milestones that headings declare', () => {
    const { reading } = readTables(
      '| Phase | Status |\n|---|---|\n| Phase 1 | ✅ Done |\n\n| Milestone | Target date | Owner |\n|---|---|---|\n| M1 | May | Yard |\n| M2 Launch | June | |\n',
      ({ reading: { draft } }) => {
        if (draft.phases.length === 0) draft.phases.push({ format: 1, id: 'P1', title: 'Build', milestones: [{ id: 'M1', title: 'Keel' }] })
        return {}
      },
    )
    expect(reading.draft.phases).toMatchObject([
      {
        id: 'P1',
        status: '✅ Done',
        milestones: [
          { id: 'M1', title: 'Keel', due: 'May', owner: 'Yard' },
          { id: 'M2', title: 'Launch', due: 'June' },
        ],
      },
    ])
  })
})

it('takes time that grows with the size only', () => {
  const columns = 10_000
  const wide = `|${' a |'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${`|${' x |'.repeat(columns)}\n`.repeat(20)}${'| y |\n'.repeat(20_000)}`
  const begin = processorTime()
  const { read } = readTables(wide)
  expect(read).toEqual([true])
  expect(processorTime() - begin).toBeLessThan(5000)
})
