import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'

const read = (...lines: string[]) => importDocuments([{ path: 'PLAN.md', text: `${lines.join('\n')}\n` }])

describe('risks', () => {
  it('are sections whose headings are ids, wherever they stand', () => {
    const { risks, accounting } = read(
      '# Register',
      '',
      '## Open',
      '',
      '### RISK-001 - The rope is old',
      '',
      '- Severity: High',
      '- Mitigation: Buy a rope.',
      '- Owner / next action: the harbour master buys it',
      '- Colour: red',
      '',
      '### RISK-002 - Fog',
      '',
      '- Status: Open',
    )
    expect(risks).toMatchObject([
      { id: 'RISK-001', title: 'The rope is old', severity: 'High', mitigation: 'Buy a rope.', attributes: { Colour: 'red' } },
      { id: 'RISK-002', title: 'Fog', status: 'Open' },
    ])
    expect(risks[0]?.owner).toBe('the harbour master buys it')
    expect(accounting.unmapped).toBe(0)
  })

  it('stand in lines set with pipes though the line of dashes is missing', () => {
    const { risks } = read(
      'Register',
      '',
      'ID | Risk | Impact | Mitigation | Owner',
      'R-1 | Ice | High | Salt | Ann',
      'R-2 | Wind | Low | Wait | Bo',
    )
    expect(risks).toMatchObject([
      { id: 'R-1', title: 'Ice', impact: 'High', mitigation: 'Salt', owner: 'Ann' },
      { id: 'R-2', title: 'Wind' },
    ])
  })

  it('are not made of an id that a sentence speaks of together with another', () => {
    expect(read('# T', '', '## Update', '', '- R1 and R2: the rope held.', '- R3 and R4: the fog went.').risks).toEqual([])
  })

  it('have a rating and controls under the names of other registers, without the bold around a value', () => {
    const { risks } = read(
      '# Register',
      '',
      '| Risk ID | Risk Description | Risk Rating | Early mitigation | Trigger for action |',
      '|---|---|---|---|---|',
      '| RSK-1 | Ice | **High** | Salt | Frost |',
    )
    expect(risks).toMatchObject([{ id: 'RSK-1', title: 'Ice', severity: 'High', mitigation: 'Salt', trigger: 'Frost' }])
  })
})

describe('phases', () => {
  it('keep a state in brackets, which is no placeholder', () => {
    const { phases, genre } = read(
      '# Ferry',
      '',
      '## Phase 1: Dig [DONE]',
      '',
      'Dig the pit. [DONE]',
      '',
      '## Phase 2: Fill [IN PROGRESS]',
      '',
      '- Water [NOT STARTED]',
      '- Stone [DONE]',
    )
    expect(genre).toBe('phased-program')
    expect(phases.map(({ id, title, status }) => [id, title, status])).toEqual([
      ['P1', 'Dig', 'DONE'],
      ['P2', 'Fill', 'IN PROGRESS'],
    ])
  })

  it('are parts that another word numbers, where the plan has no phases by name', () => {
    const { phases } = read('# Ferry', '', '## BATCH 1: Hull', '', '- Plank', '', '## BATCH 2: Mast (2 weeks)', '', '- Sail')
    expect(phases.map(({ id, title, scope }) => [id, title, scope])).toEqual([
      ['Batch1', 'Hull', ['Plank']],
      ['Batch2', 'Mast', ['Sail']],
    ])
    expect(read('# Ferry', '', '## Phase 1: A', '', '## Step 1: B', '', '## Step 2: C').phases.map(({ id }) => id)).toEqual(['P1'])
    expect(read('# Ferry', '', '## Step 1: Alone').phases).toEqual([])
  })

  it('have entries as their scope whose words before a colon are no labels', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Stage 1 – Dig',
      '',
      '- Harden the wall: put stones on it, and mortar.',
      '- Mark the pit of the old harbour with posts: four of them.',
      '',
      '## Stage 2 – Fill',
      '',
      '- **Colour:** red',
      '- Owner: Ann',
    )
    expect(phases.map(({ scope }) => scope?.length)).toEqual([2, undefined])
    expect(phases[1]).toMatchObject({ attributes: { Colour: 'red' }, owner: 'Ann' })
  })

  it('take labels in bold that end with a full stop, where their words are known', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Phase 1: Dig',
      '',
      '**Exit criterion.** The pump runs dry; the wall holds.',
      '',
      '**The wall is old.** Nobody knows who built it.',
    )
    expect(phases[0]?.exit?.criteria.map(({ statement }) => statement)).toHaveLength(2)
    expect(phases[0]?.exit?.source).toEqual({ file: 'PLAN.md', lines: '5' })
    expect(phases[0]?.summary).toBe('**The wall is old.** Nobody knows who built it.')
  })

  it('are called by what they are for, where a table gives ids only', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Program phases',
      '',
      '| Phase | Objective | Current state |',
      '|---|---|---|',
      '| P0 | Dig the pit | **Complete** |',
      '| P1 | Fill the pit | Open |',
    )
    expect(phases.map(({ id, title, status }) => [id, title, status])).toEqual([
      ['P0', 'Dig the pit', 'Complete'],
      ['P1', 'Fill the pit', 'Open'],
    ])
  })

  it('do not take the day of a date for the end of a range', () => {
    const { phases } = read('# Ferry', '', '## Day 1 — 19/08 — Dig', '', '- Spade', '', '## Day 2 — 20/08 — Fill', '', '- Cart')
    expect(phases.map(({ id }) => id)).toEqual(['Day1', 'Day2'])
  })
})

describe('tasks', () => {
  it('are headings with an id and a box behind the title', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Phase 0a: Dig',
      '',
      '#### P0a-01: Buy spades [x]',
      '',
      '#### P0a-02: Dig [-]',
      '',
      '#### P0a-03: Rest [ ]',
    )
    expect(phases[0]?.tasks).toMatchObject([
      { id: 'P0a-01', title: 'Buy spades', state: { value: 'done', mark: '[x]' } },
      { id: 'P0a-02', title: 'Dig', state: { value: 'in-progress', mark: '[-]' } },
      { id: 'P0a-03', title: 'Rest', state: { value: 'open', mark: '[ ]' } },
    ])
  })

  it('do not take their ids from a column of priorities', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Milestone 1: Dig',
      '',
      '| Task | Priority | Effort |',
      '|---|---|---|',
      '| Spades | P0 | 1 day |',
      '| Carts | P0 | 2 days |',
    )
    expect(phases[0]?.milestones?.[0]?.tasks).toMatchObject([
      { id: 'M1.T1', title: 'Spades', priority: 'P0' },
      { id: 'M1.T2', title: 'Carts', priority: 'P0' },
    ])
  })

  it('may have id and title in one cell', () => {
    const { tasks } = read(
      '# Ferry',
      '',
      '| WP | Goal | Depends on |',
      '|---|---|---|',
      '| **A — Hull** | Planks and nails | — |',
      '| **B — Mast** | One tree | A |',
    )
    expect(tasks).toMatchObject([
      { id: 'A', title: 'Hull', attributes: { Goal: 'Planks and nails' } },
      { id: 'B', title: 'Mast', prerequisites: ['A'] },
    ])
  })

  it('name their prerequisites in a bracket of the title', () => {
    const { phases } = read(
      '# Tasks: Ferry',
      '',
      '## Phase 1: Dig',
      '',
      '- [x] T001 Buy spades',
      '- [ ] T002 [P] Buy carts',
      '- [ ] T003 Dig (depends on T001, T002 and the weather)',
    )
    expect(phases[0]?.tasks).toMatchObject([
      { id: 'T001' },
      { id: 'T002' },
      { id: 'T003', title: 'Dig (depends on T001, T002 and the weather)', prerequisites: ['T001', 'T002'] },
    ])
  })

  it('are done where a mark stands before the title and no column says it', () => {
    const { tasks } = read('# Ferry', '', '| # | Section | Task |', '|---|---|---|', '| 1 | 8.2 | ✅ Dig |', '| 2 | 8.3 | Fill |')
    expect(tasks[0]).toMatchObject({ id: '1', state: { value: 'done', mark: '✅' } })
    expect(tasks[1]?.state).toBeUndefined()
  })
})

describe('tasks with a place of their own', () => {
  it('are cards, and lines in bold with an id', () => {
    const { phases } = read(
      '# Ferry',
      '',
      '## Sprint 1: Hull',
      '',
      '### Card 1.1 — Planks',
      '**Status:** ✅ Done',
      '',
      '### Stories',
      '',
      '**HULL-001: Nails**',
      '- **Priority**: High',
      '',
      '**Acceptance criteria:**',
      '- [ ] They hold',
      '',
      '---',
      '',
      '**HULL-002: Rivets**',
      '- **Assignee**: Ann',
      '',
      '**Dependencies**: HULL-001',
    )
    expect(phases[0]?.tasks).toMatchObject([
      { id: '1.1', title: 'Planks', state: { value: 'done' } },
      { id: 'HULL-001', title: 'Nails', priority: 'High', acceptance: ['[ ] They hold'] },
      { id: 'HULL-002', title: 'Rivets', owner: 'Ann', prerequisites: ['HULL-001'] },
    ])
  })

  it('take the boxes below their headings as criteria, not as tasks', () => {
    const { genre, phases, counts } = read(
      '# Launch',
      '',
      '## Phase 4: Sea',
      '',
      '### Task 4.5: Try it (4 hours)',
      '',
      '**Owner:** Ann',
      '**Success criteria**:',
      '- [ ] It floats',
      '- [ ] It turns',
      '',
      '### Task 4.6: Sail',
      '',
      '**Success criteria**:',
      '- [ ] It is back',
      '- [ ] Nobody is wet',
    )
    expect(genre).toBe('phased-program')
    expect(counts).toMatchObject({ tasks: 2, checkboxes: 4 })
    expect(phases[0]?.tasks).toMatchObject([
      { id: '4.5', estimate: '4 hours', owner: 'Ann', acceptance: ['[ ] It floats', '[ ] It turns'] },
      { id: '4.6', acceptance: ['[ ] It is back', '[ ] Nobody is wet'] },
    ])
  })

  it('and phases tell a length in weeks from a place in weeks', () => {
    const { phases } = read('# План', '', '## Этап 1: Яма (1-2 недели)', '', '- а', '', '## Этап 2: Стена (недели 3–4)', '', '- б')
    expect(phases.map(({ duration, window }) => [duration, window])).toEqual([
      ['1-2 недели', undefined],
      [undefined, '3–4'],
    ])
  })
})

describe('other records', () => {
  it('are questions where the last word of a column says so', () => {
    const { questions, tasks } = read(
      '# Ferry',
      '',
      '## Registry',
      '',
      '| ID | Research question | Status |',
      '|---|---|---|',
      '| Q1 | How deep is it? | open |',
      '| Q2 | How wide is it? | answered |',
    )
    expect(questions.map(({ id }) => id)).toEqual(['Q1', 'Q2'])
    expect(tasks).toEqual([])
  })

  it('are requirements in a list with their ids', () => {
    const { requirements } = read(
      '# Ferry',
      '',
      '## Phase 1: Dig',
      '',
      '## Rules of the pit',
      '',
      '- **REQ-01:** The pit SHALL be dry.',
      '  - At night too.',
      '- **REQ-02:** The wall SHALL hold.',
    )
    expect(requirements).toMatchObject([
      { id: 'REQ-01', title: 'The pit SHALL be dry.', text: 'At night too.' },
      { id: 'REQ-02', title: 'The wall SHALL hold.' },
    ])
  })

  it('keep keys above the text, and lists under headings that no field stands for', () => {
    const { program, accounting } = read(
      '---',
      'layout: wide',
      'tags: [pit, wall]',
      '---',
      '# Ferry',
      '',
      '## Odds and ends',
      '',
      '- One thing',
      '- Another',
    )
    expect(program.attributes).toMatchObject({ layout: 'wide', tags: ['pit', 'wall'], 'Odds and ends': ['One thing', 'Another'] })
    expect(accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it('have a source though a table or the reader made them', () => {
    const { phases } = read(
      '# Ledger',
      '',
      '| ID | Deliverable | Exit condition | Evidence |',
      '|---|---|---|---|',
      '| M0 | A pit, a wall | It is dry | `a.csv` -- 3 rows, clean |',
      '| M1 | A door | It shuts | `b.csv` |',
    )
    const milestones = phases[0]?.milestones ?? []
    expect(phases[0]?.source).toEqual({ file: 'PLAN.md' })
    expect(milestones.map(({ title, deliverables }) => [title, deliverables?.length])).toEqual([
      ['A pit, a wall', 2],
      ['A door', 1],
    ])
    expect(milestones[0]?.deliverables?.[0]?.source).toEqual({ file: 'PLAN.md', lines: '5' })
    expect(milestones[0]?.acceptance?.[0]?.source).toEqual({ file: 'PLAN.md', lines: '5' })
    expect(milestones[0]?.attributes).toEqual({ Evidence: '`a.csv` -- 3 rows, clean' })
  })
})
