import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const labelledLists = `# Boat Plan

## Phase 1: Hull

**Exit Criteria:**
- [ ] E-1 Hull is dry
  - [ ] C-1 at night
  - [x] at noon
    - deep
  - 
- \` \`
- **Group:**
  - [x] Keel set

**Entry Criteria:**
- **x:**

**Checkpoint:**
- [ ] C-7 Ropes hold
  \`\`\`bash
  make ropes
  \`\`\`

**Quality Gate:**
- [ ] Paint holds

**Deliverables:**
- [ ] 
- [x] Log

**Tasks:**
- **B-1**
- \`DONE\`

Timeline: Weeks 1-2

Inputs:

\`\`\`mermaid
graph LR
\`\`\`

### Milestone M1: Float
**Acceptance Criteria:**
- **x:**

**Tasks:** B-1

### Acceptance Criteria
| ID | Criterion | Target |
|---|---|---|
| E-9 | Rows | 3 |
`

const taskLabels = `# Shop Plan

## Phase 1: Open
### Task 1.1: Paint
**Status:** unsure
**Status:**
- done
- open

**Effort:** 2d
**Assignee:** Ann

- first
- second

**Commands:**
- \`make paint\`

**Dependencies:** 1.2 and task 1.3

**Depends on:** the wall

Some prose of the task.

1. step
2. stop

### Task 1.2: Door
Detail: x

- a
`

const belowTasks = `# Tasks

- [ ] 1. Dig
  - Requirements: 1.1, 1.2
  - Depends on: 2
  - Depends on: the wall and more
  - _Depends on: none_
  | a | b |
  |---|---|
  | 1 | 2 |

  ***

  <!-- note -->
- [ ] 2. Fill
  * * *
- bullet
  - [ ] 2.1 Tamp
## Task Graph
Intro.

\`\`\`json
{"waves": [["1"], ["2"]]}
\`\`\`
## Gate
- [ ] 3. Checkpoint
  1. first
- [ ] 4. Checkpoint
  - _Requirements: 1.1_
  | a | b |
  |---|---|
  | 1 | 2 |
`

describe('lists of a whole plan', () => {
  it('reads boxes and labels below criteria, deliverables and tasks', () => {
    const imported = read(labelledLists)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Hull',
        exit: {
          criteria: [
            { id: 'P1.1', statement: 'E-1 Hull is dry', mark: ' ', attributes: { detail: ['[ ] C-1 at night', '[x] at noon', 'deep'] } },
            { id: 'P1.2', statement: '` `' },
            { id: 'P1.3', statement: 'Keel set', mark: 'x', attributes: { group: '**Group:**' } },
          ],
        },
        entry: { criteria: [{ id: 'P1.entry.1', statement: '**x:**' }] },
        gates: [
          {
            id: 'P1.checkpoint',
            title: 'Checkpoint',
            stage: 'checkpoint',
            criteria: [
              {
                id: 'P1.checkpoint.1',
                statement: 'C-7 Ropes hold',
                mark: ' ',
                commands: ['make ropes'],
                check: { kind: 'command', argv: ['make', 'ropes'], proposed: true },
              },
            ],
          },
          {
            id: 'P1.quality',
            title: 'Quality Gate',
            stage: 'quality',
            criteria: [{ id: 'P1.quality.1', statement: 'Paint holds', mark: ' ' }],
          },
        ],
        deliverables: [{ id: 'P1.D1', title: 'Log', state: { value: 'done', mark: 'x' } }],
        tasks: [
          { id: 'B-1', title: '**B-1**' },
          { id: 'P1.T2', title: 'P1.T2', state: { value: 'done', mark: 'DONE' } },
          { id: 'E-9', title: 'Rows', due: '3' },
        ],
        window: '1-2',
        attributes: { Inputs: 'graph LR' },
        milestones: [{ id: 'M1', title: 'Float', acceptance: [{ id: 'M1.1', statement: '**x:**' }], tasks: ['B-1'] }],
        notes: [{ text: '  - ' }, { text: '- [ ] ' }],
      },
    ])
    expect(linesOf(imported.phases)).toEqual(['P1: 3-5, 15, 18, 24, 27, 31, 35-41, 49-51'])
  })

  it('reads labels on lines of their own in a task', () => {
    const imported = read(taskLabels)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Open',
        tasks: [
          {
            id: '1.1',
            title: 'Paint',
            attributes: { Status: ['unsure', 'done', 'open'], 'Depends on': 'the wall' },
            estimate: '2d',
            owner: 'Ann',
            detail: ['first', 'second', 'Some prose of the task.', 'step', 'stop'],
            commands: ['`make paint`'],
            prerequisites: ['1.2'],
          },
          { id: '1.2', title: 'Door', detail: ['x', 'a'] },
        ],
      },
    ])
  })

  it('reads labels, tables and rules below tasks', () => {
    const imported = read(belowTasks)
    expect(imported.tasks).toMatchObject([
      {
        id: '1',
        title: 'Dig',
        state: { value: 'open', mark: ' ' },
        requirements: ['1.1', '1.2'],
        prerequisites: ['2'],
        attributes: { 'Depends on': ['the wall and more', 'none'] },
        detail: ['| a | b |', '|---|---|', '| 1 | 2 |'],
      },
      {
        id: '2',
        title: 'Fill',
        state: { value: 'open', mark: ' ' },
        children: [{ id: '2.1', title: 'Tamp', state: { value: 'open', mark: ' ' }, attributes: { group: 'bullet' } }],
      },
      {
        id: '3',
        title: 'Checkpoint',
        state: { value: 'open', mark: ' ' },
        attributes: { group: 'Gate' },
        detail: ['1. first'],
        checkpoint: true,
      },
      {
        id: '4',
        title: 'Checkpoint',
        state: { value: 'open', mark: ' ' },
        attributes: { group: 'Gate' },
        requirements: ['1.1'],
        detail: ['| a | b |', '|---|---|', '| 1 | 2 |'],
        checkpoint: true,
      },
    ])
    expect(imported.gates).toMatchObject([
      {
        id: '3.checkpoint',
        title: 'Checkpoint',
        stage: 'checkpoint',
        criteria: [{ id: '3.checkpoint.1', statement: '1. first' }],
        covers: ['1', '2'],
      },
      {
        id: '4.checkpoint',
        title: 'Checkpoint',
        stage: 'checkpoint',
        criteria: [{ id: '4.checkpoint.1', statement: 'Checkpoint' }],
        attributes: { follows: '3' },
      },
    ])
    expect(imported.program).toMatchObject({
      name: 'plans',
      genre: 'task-list',
      attributes: { titles: 'Tasks', json: '{"waves": [["1"], ["2"]]}' },
      summary: 'Intro.',
      notes: [{ text: '  <!-- note -->' }],
    })
  })
})
