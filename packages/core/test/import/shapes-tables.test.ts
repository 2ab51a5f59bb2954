import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const declaredPhases = `# Harbour Plan

Work in two phases.

## Phase 1: Quay
### Milestone P1.M1 — Piles

| Deliverable | Where |
|---|---|
| Pile log | \`logs/piles.md\` |

## Phase 2: Deck

## Phase plan
| Phase | Name | Weeks | Goals | Scope | Entry gate | Exit conditions | Depends on | Status | Inputs | Outputs | Tasks | Effort | Description | Wind |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| Phase 1 | Quay wall | 1-2 | Hold; last | North<br>South | Permit held | Wall stands<br>Wall signed | - | done | Maps | Report, log | H-1, H-9 | 3 days | Build it | East |
| Phase 1 | Quay | spring | | East | Money<br>Men | | | | More maps | | H-2 | | | |
| Phase 2 | Deck | 3-4 | Walk | Planks | | Planks nailed | Phase 1 | open | | Deck | | | | |
| Phase 2 | Deck | 3-4 | | | | | Phase 1 and Phase 7 | | | | | | | |
| Phase 2 | Deck | 5-6 | | | | | | | | | | | | |

## Tasks
| ID | Task | Owner |
|---|---|---|
| H-1 | Drive piles | Mason |
| H-2 | Pour wall | Mason |
`

const phaseRows = `# Ferry Plan

## Schedule
| Phase | Name | Scope | Exit conditions | Entry gate | Depends on | Tasks |
|---|---|---|---|---|---|---|
| 1 | 1 | Hull | Hull dry | Yard free | none | |
| 2 | Trials | Sea<br>Lake | Fast<br>Safe | | 1, 9 | T1 |
| 2 | Trials again | River | | | 1 | |

## Milestones
| Milestone | Name | Target date | Priority | Phase | Exit criteria | Status | Owner |
|---|---|---|---|---|---|---|---|
| M1 | M1 | 2030-01-02 | high | 1 | Floats<br>Steers | open | Ann |
| M2 | Launch | 2030-02-02 | low | 2 | Launched | open | Bob |
| M2 | Launch day | week 9 | | | | | |
| | | | | | | | nobody |
`

const recordRows = `# Mill Plan

## Decisions
| ID | Decision | Owner | Status | Date | Why |
|---|---|---|---|---|---|
| D-1 | Stone wheel | Ann | taken | 2031-05-06 | cheap |
| D-2 | Wood gears | Bob | open | soon | |

## Open Questions
| ID | Question | Owner | Status | Due | Answer |
|---|---|---|---|---|---|
| Q-1 | Which river | Ann | open | 2031-06-07 | The Wye |
| Q-2 | Which bank | | | later | |

## Risks
| Ref | Risk | Mitigation | Likelihood | Owner | Responsible | Contingency | Trigger | Type | Status | Severity | Impact |
|---|---|---|---|---|---|---|---|---|---|---|---|
| R1 | Flood | Dam | 3 | Ann | | Boats | Rain | Water | open | high | wet |
| R1 | Big flood | Higher dam | | | Bob | | | | | | |
| | | | | | | | | | | | lonely |

## Roles
| # | Role | Owner | Responsibilities | Scope | Phone |
|---|---|---|---|---|---|
| 1 | Miller (MI) | Ann | Grind | Wheat<br>Rye | 12 |
| 2 | Smith | Bob | Iron | | |
| 3 | Miller (MI) | Cid | Sweep | | |
| 4 | | Dan | | | |

`

const otherWords = `# Raft Plan

## Schedule
| Phase | Title | In scope | Exit conditions | Entry conditions | Depends on | Estimate | Summary |
|---|---|---|---|---|---|---|---|
| Stage P1 | P1 | Hull<br>Keel | Hull dry<br>Keel set | Yard free | none | 3 days | one |
| Phase 2 | Trials | Sea | Fast | | 1 | 2 | two |
| Phase 2 | Trials | Lake | Safe | | P1 | 2 | |

## Milestones
| ID | Milestone | Week | Phase |
|---|---|---|---|
| | | | |

## Risks
| ID | Risk | Mitigation | Impact | Role | Accountable | Team | Response | Responsible | Responsibility |
|---|---|---|---|---|---|---|---|---|---|
| R1 | Leak | Tar | wet | Tarman | Bo | Crew | swim | Al | Tar it |
| R2 | Rot | Oil | soft | | Bo | | | | |
| R3 | Worms | Salt | holes | | | Crew | | | |

## Team
| Name | Accountable | Email |
|---|---|---|
| Ann | Bob | a@x |

## RACI
| Work | Pilot | Cook |
|---|---|---|
| Steer | R | C |
| Eat | I | A |

## Tasks
| ID | Task | Accountable | Role | Deliverables | Unblocks | Timebox | Roles | Artifacts | Work products | Key deliverables | Responsible |
|---|---|---|---|---|---|---|---|---|---|---|---|
| A-1 | Saw | Al | Sawyer | Planks | A-2 | 2d | saws | x | Boards | Beams<br>Pegs | Cy |
| A-2 | Nail | | | | | | | | | Rails | Di |
| A-3 | | | | | | | | | | | |
`

const matrix = `# Tower Plan

## Roles
| Role | Owner |
|---|---|
| Mason (MA) | Ann |
| Clerk | Bob |

## Phase 1: Base
### Milestone M1: Footing
- **Acceptance Criteria:**
  - Set
### Milestone M2: Walls
### Milestone M3: Roof

## RACI Matrix
| Work | MA | Clerk | Roof Lead (RL) | Owner | column 5 |
|---|---|---|---|---|---|
| M1 Footing | A | R | S | | |
| M2 | R | A/R | C | | |
| M3 | C | C | I | | |
| Cleaning | A | R | I | | |
| | A | R | | | |
| M2 | A | | | | |
`

const taskRows = `# Road Plan

## Phase 1: Grade
| ID | Task | Description | Details | Inputs | Outputs | Deliverables | Role | Responsibilities | Status | Size | Source | Requirements | Commands | Expected | Milestone | Priority |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| RD-1 | Cut trees | With saws | With axes | Saws | Logs | Piles, stumps | Cutter | Cut | done | 2d | A.md; B.md | R1, R2 | \`make cut\` | no trees | | high |
| RD-2 | Level | Same | Same | | | Level ground | | | unknown thing | | | | | | | |
| Total | | | | | | | | | | 9d | | | | | | |

## Phase 2: Pave
| ID | Task | Owner |
|---|---|---|
| RD-1 | Cut trees | Ann |
| RD-3 | | Bob |
| 2.0 | Pave | Cid |

| Task | Owner | Depends on |
|---|---|---|
| ✅ Buy tar | Ann | |
| 🚧 Heat tar | Bob | Buy tar |
`

const ranges = `# Tab Plan

## Tasks
| ID | Task | Owner | Depends on |
|---|---|---|---|
| A1 | one | x | - |
| A2 | two | | A1-A9 |
| A3 | ** | | A1–A2 |
| 4 | num | | A1 to A3 |
| B-1 | b | | A1-3 |

## Things
| Field | Value |
|---|---|
| a | b |

| Value |
|---|
| lone |

## Roles
| Role | Who |
|---|---|
| | x |

## Milestones
| Deadline | Milestone | Phase |
|---|---|---|
| 2030-01-01 | M1: Gate | |
| 2030-02-01 | Bell | 7 |
`

describe('tables of a whole plan', () => {
  it('fills declared phases from their rows, and keeps what differs as attributes', () => {
    const imported = read(declaredPhases)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Quay',
        milestones: [{ id: 'P1.M1', title: 'Piles', deliverables: [{ id: 'P1.M1.D1', title: 'Pile log', path: 'logs/piles.md' }] }],
        attributes: { Name: 'Quay wall', Description: 'Build it', Wind: 'East', Scope: 'East', Tasks: 'H-1, H-9' },
        window: '1-2',
        goals: ['Hold; last'],
        summary: 'North<br>South',
        entry: {
          criteria: [
            { id: 'P1.entry.1', statement: 'Permit held' },
            { id: 'P1.entry.2', statement: 'Money' },
            { id: 'P1.entry.3', statement: 'Men' },
          ],
        },
        exit: {
          criteria: [
            { id: 'P1.1', statement: 'Wall stands' },
            { id: 'P1.2', statement: 'Wall signed' },
          ],
        },
        status: 'done',
        inputs: ['Maps', 'More maps'],
        deliverables: [
          { id: 'P1.D1', title: 'Report' },
          { id: 'P1.D2', title: 'log' },
        ],
        duration: '3 days',
        due: 'spring',
        tasks: ['H-1', 'H-2'],
      },
      {
        id: 'P2',
        title: 'Deck',
        window: '3-4',
        goals: ['Walk'],
        summary: 'Planks',
        exit: { criteria: [{ id: 'P2.1', statement: 'Planks nailed' }] },
        dependencies: ['P1'],
        status: 'open',
        deliverables: [{ id: 'P2.D1', title: 'Deck' }],
        attributes: { 'Depends on': 'Phase 1 and Phase 7' },
        due: '5-6',
      },
    ])
    expect(imported.tasks).toMatchObject([
      { id: 'H-1', title: 'Drive piles', owner: 'Mason' },
      { id: 'H-2', title: 'Pour wall', owner: 'Mason' },
    ])
    expect(linesOf(imported.phases)).toEqual(['P1: 5, 8-9, 17-18', 'P2: 12, 19-21'])
  })

  it('makes phases and milestones of rows where no heading declares them', () => {
    const imported = read(phaseRows)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: '1',
        summary: 'Hull',
        exit: { criteria: [{ id: 'P1.1', statement: 'Hull dry' }] },
        entry: { criteria: [{ id: 'P1.entry.1', statement: 'Yard free' }] },
        milestones: [
          {
            id: 'M1',
            title: 'M1',
            due: '2030-01-02',
            priority: 'high',
            acceptance: [
              { id: 'M1.1', statement: 'Floats' },
              { id: 'M1.2', statement: 'Steers' },
            ],
            status: 'open',
            owner: 'Ann',
          },
        ],
      },
      {
        id: 'P2',
        title: 'Trials',
        summary: 'Sea<br>Lake',
        exit: {
          criteria: [
            { id: 'P2.1', statement: 'Fast' },
            { id: 'P2.2', statement: 'Safe' },
          ],
        },
        dependencies: ['P1'],
        attributes: { 'Depends on': '1, 9', Name: 'Trials again', Scope: 'River', Tasks: 'T1' },
        milestones: [
          {
            id: 'M2',
            title: 'Launch',
            due: '2030-02-02',
            priority: 'low',
            acceptance: [{ id: 'M2.1', statement: 'Launched' }],
            status: 'open',
            owner: 'Bob',
            attributes: { Name: 'Launch day', 'Target date': 'week 9' },
          },
        ],
      },
    ])
    expect(imported.program).toMatchObject({ name: 'Ferry Plan', genre: 'milestone-plan', attributes: { Owner: 'nobody' } })
    expect(linesOf(imported.phases)).toEqual(['P1: 6', 'P2: 7-8'])
  })

  it('reads decisions, questions, risks and roles with every column', () => {
    const imported = read(recordRows)
    expect(imported.risks).toMatchObject([
      {
        id: 'R1',
        title: 'Flood',
        mitigation: 'Dam',
        likelihood: '3',
        owner: 'Ann',
        contingency: 'Boats',
        trigger: 'Rain',
        category: 'Water',
        status: 'open',
        severity: 'high',
        impact: 'wet',
      },
      { title: 'Big flood', mitigation: 'Higher dam', owner: 'Bob' },
    ])
    expect(imported.questions).toMatchObject([
      { id: 'Q-1', title: 'Which river', owner: 'Ann', state: 'open', due: '2031-06-07', answer: 'The Wye' },
      { id: 'Q-2', title: 'Which bank', attributes: { Due: 'later' } },
    ])
    expect(imported.decisions).toMatchObject([
      { id: 'D-1', title: 'Stone wheel', owner: 'Ann', state: 'taken', date: '2031-05-06', attributes: { Why: 'cheap' } },
      { id: 'D-2', title: 'Wood gears', owner: 'Bob', state: 'open', attributes: { Date: 'soon' } },
    ])
    expect(imported.program.roles).toMatchObject([
      {
        id: 'MI',
        title: 'Miller',
        attributes: { '#': ['1', '3'], Phone: '12', Owner: 'Cid' },
        owner: 'Ann',
        responsibilities: ['Grind', 'Wheat', 'Rye', 'Sweep'],
      },
      { id: 'Smith', title: 'Smith', attributes: { '#': '2' }, owner: 'Bob', responsibilities: ['Iron'] },
    ])
    expect(imported.program).toMatchObject({
      name: 'Mill Plan',
      genre: 'work-breakdown',
      attributes: { '4': 'Owner: Dan', Impact: 'lonely' },
    })
  })

  it('reads columns that say the same in other words', () => {
    const imported = read(otherWords)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'P1',
        scope: ['Hull', 'Keel'],
        exit: {
          criteria: [
            { id: 'P1.1', statement: 'Hull dry' },
            { id: 'P1.2', statement: 'Keel set' },
          ],
        },
        entry: { criteria: [{ id: 'P1.entry.1', statement: 'Yard free' }] },
        duration: '3 days',
        summary: 'one',
      },
      {
        id: 'P2',
        title: 'Trials',
        scope: ['Sea', 'Lake'],
        exit: {
          criteria: [
            { id: 'P2.1', statement: 'Fast' },
            { id: 'P2.2', statement: 'Safe' },
          ],
        },
        dependencies: ['P1'],
        duration: '2',
        summary: 'two',
      },
    ])
    expect(imported.tasks).toMatchObject([
      {
        id: 'A-1',
        title: 'Saw',
        owner: 'Al',
        attributes: { Role: 'Sawyer', Responsible: 'Cy' },
        outputs: ['Planks', 'x', 'Boards', 'Beams', 'Pegs'],
        estimate: '2d',
        role: 'saws',
      },
      { id: 'A-2', title: 'Nail', outputs: ['Rails'], owner: 'Di', prerequisites: ['A-1'] },
      { id: 'A-3', title: 'A-3' },
    ])
    expect(imported.risks).toMatchObject([
      {
        id: 'R1',
        title: 'Leak',
        mitigation: 'Tar',
        impact: 'wet',
        owner: 'Tarman',
        attributes: { Accountable: 'Bo', Team: 'Crew', Response: 'swim', Responsible: 'Al', Responsibility: 'Tar it' },
      },
      { id: 'R2', title: 'Rot', mitigation: 'Oil', impact: 'soft', owner: 'Bo' },
      { id: 'R3', title: 'Worms', mitigation: 'Salt', impact: 'holes', owner: 'Crew' },
    ])
    expect(imported.program.roles).toMatchObject([
      { id: 'Ann', title: 'Ann', owner: 'Bob', attributes: { Email: 'a@x' } },
      { id: 'Pilot', title: 'Pilot' },
      { id: 'Cook', title: 'Cook' },
    ])
  })

  it('gives milestones the roles of a matrix and keeps its rows', () => {
    const imported = read(matrix)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Base',
        milestones: [
          { id: 'M1', title: 'Footing', acceptance: [{ id: 'M1.1', statement: 'Set' }], accountable: ['MA'], supporting: ['Clerk', 'RL'] },
          { id: 'M2', title: 'Walls', accountable: ['Clerk'], supporting: ['MA'] },
          { id: 'M3', title: 'Roof' },
        ],
      },
    ])
    expect(imported.program.roles).toMatchObject([
      { id: 'MA', title: 'Mason', owner: 'Ann' },
      { id: 'Clerk', title: 'Clerk', owner: 'Bob' },
      { id: 'RL', title: 'Roof Lead' },
    ])
    expect(imported.program).toMatchObject({
      name: 'Tower Plan',
      genre: 'milestone-plan',
      attributes: {
        'M1 Footing': ['MA: A', 'Clerk: R', 'Roof Lead (RL): S'],
        M2: ['MA: R', 'Clerk: A/R', 'Roof Lead (RL): C', 'MA: A'],
        M3: ['MA: C', 'Clerk: C', 'Roof Lead (RL): I'],
        Cleaning: ['MA: A', 'Clerk: R', 'Roof Lead (RL): I'],
      },
      notes: [{ text: '| | A | R | | | |' }],
    })
  })

  it('fills tasks from every column, also where a second table names them again', () => {
    const imported = read(taskRows)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Grade',
        tasks: [
          {
            id: 'RD-1',
            title: 'Cut trees',
            detail: 'With saws',
            attributes: { Details: 'With axes', Owner: 'Ann' },
            inputs: ['Saws'],
            outputs: ['Logs', 'Piles, stumps'],
            owner: 'Cutter',
            role: 'Cut',
            state: { value: 'done', mark: 'done' },
            estimate: '2d',
            sourceRefs: ['A.md', 'B.md'],
            requirements: ['R1', 'R2'],
            commands: ['`make cut`'],
            acceptance: ['no trees'],
            priority: 'high',
          },
          { id: 'RD-2', title: 'Level', detail: 'Same', outputs: ['Level ground'], attributes: { Status: 'unknown thing' } },
        ],
        attributes: { Total: 'Size: 9d' },
      },
      {
        id: 'P2',
        title: 'Pave',
        tasks: [
          'RD-1',
          { id: 'RD-3', title: 'RD-3', owner: 'Bob' },
          { id: '2.0', title: 'Pave', owner: 'Cid' },
          { id: 'P2.T4', title: '✅ Buy tar', owner: 'Ann', state: { value: 'done', mark: '✅' } },
          {
            id: 'P2.T5',
            title: '🚧 Heat tar',
            owner: 'Bob',
            state: { value: 'in-progress', mark: '🚧' },
            attributes: { 'Depends on': 'Buy tar' },
          },
        ],
      },
    ])
    expect(linesOf(imported.phases)).toEqual(['P1: 3-5, 8', 'P2: 10-12, 17-18'])
  })

  it('reads ranges among dependencies and keeps tables that are no records', () => {
    const imported = read(ranges)
    expect(imported.tasks).toMatchObject([
      { id: 'A1', title: 'one', owner: 'x' },
      { id: 'A2', title: 'two' },
      { id: 'A3', title: 'A3', attributes: { 'Depends on': 'A1–A2' }, prerequisites: ['A1', 'A2'] },
      { id: '4', title: 'num', attributes: { 'Depends on': 'A1 to A3' }, prerequisites: ['A1', 'A2', 'A3'] },
      { id: 'B-1', title: 'b' },
    ])
    expect(imported.program).toMatchObject({
      name: 'Tab Plan',
      genre: 'work-breakdown',
      attributes: { a: 'b', Value: 'lone', Who: 'x', '2030-01-01': 'Milestone: M1: Gate', '2030-02-01': ['Milestone: Bell', 'Phase: 7'] },
      notes: [{ text: '| Role | Who |\n|---|---|' }],
    })
  })
})
