import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const groups = `# Tasks: Bridge

## Status Legend
- [ ] open
- [x] done

## Tasks
- [ ] 1.1 Dig (P)
- [ ] [P] [US1]
- [ ] 1.2 Fill
  - Requirements: 
  - Requirements: 1.1, 1.2 (soil)
  - Notes:
  - a label that is longer than forty letters for sure: kept whole
  - Detail: one
  - Detail: two
  > quoted words

  loose words of the body
  Owner: Ann
  ***
  <!-- a comment -->

Requirements: 3.1

## 
- [ ] 2.1 No heading

## 1. Phase 1: Piers (Weeks 1-2)
- [ ] 3.1 Piers
- *
  - [ ] 3.2 Below a bullet
### 1.1 Setup (2 days)
- [ ] Stake
### Milestone M1: Up
- [ ] Stand
#### Week 2: Rest
- [ ] Lie
### Task 9: Wire
- [ ] Cut wire
#### 9.1 Ends
- [ ] Bend ends

## 2. BR-001 - Rail
- [ ] Cut rail

## Week 1: First
- [ ] Walk

## Sprint 3: Run
- [ ] Jog

## !!!
- [ ] Odd

## Risks
- [ ] R-1 Wind
- [ ] R-2 Rain
- plain
### Deep
- [ ] R-3 Snow

## Notes
- [ ] a box that is a note
- [ ] another

## Graph
\`\`\`json
{"waves": [{"tasks": ["1.1"]}]}
\`\`\`

Words after the graph.

## 3. Gates
- [ ] 5. Checkpoint: All stands
  - [ ] 
  - [ ] bolts are tight
  - rails are level; paint is dry
  - Requirements: 1.1

  Words of the gate.

  \`\`\`bash
  make x
  \`\`\`
- [ ] 6. Checkpoint
  - Validates: 1.2
- [ ] 7. Final Checkpoint - ensure it holds
  a lazy line
- [ ] Checkpoint review
`

const phaseTasks = `# Implementation Plan

- [ ] 1. Phase B1: Ground (Weeks 1-2)
  - [ ] 1.1 Dig
- [ ] 2. Phase B1: More ground
  - [ ] 2.1 Fill
- [ ] 3. Phase 2: Deck (3 days) [in progress]
  - [ ] 3.1 Nail
- [ ] 4. Phase 2: Rail (due 2030-01-01)
  - [ ] 4.1 Saw
- [ ] 5. Phase 3
  - [ ] 5.1 Paint
`

const checkpoints = `# Tasks

- [ ] 1. Saw
  - _Properties: P1_
  - **Property 1: Straight**
  - **Property 1: Flat** (edge)
  - **Property 2**
  - **Property 2: Round**
  - **Property: Smooth**
  - _Validates: 1.1_
  - _Requirements: 2.1_ (part)
  - _Requirements: none_
  - **Notes that run on and on and on for more than forty:** kept
  - **Empty:**
  - **Detail:** first
  - **Owner:**
  - **Owner:** Ann
  - **Commands:** make saw
    - make more

  **Acceptance: works** (well)
  > quoted
  > words
- [ ] 2. Checkpoint
  - [ ] _Requirements: 1.1_
  - plain child
  - _Requirements: 1.2_
  - _Owner: Ann_
  - [x] 2.1 boxed
- [ ] 3. Checkpoint - all
  - _Validates: 1.2_
  - **Owner:** Bob
  - No leaks
- [ ] 4. In review item
- [ ] 5. Nothing above

Checkpoint: rails hold
`

const looseCheckpoints = `# Tasks

**Checkpoint 1** all is well

- [ ] Dig
- [ ] - 

**Checkpoint:** rails hold

## Task 3: Phase one
### Phase 4: (due 2030-02-03)
- [ ] a
#### 1.1 Part (due 2030-01-01)
- [ ] b
## Risks
text
- [ ] R-1 x
  > q
- [ ] y
`

const sewing = `---
id: task-1
title: Sew
status: To Do
assignee: []
labels: [a, b]
parent: task-0
dependencies: [task-2, task-3]
priority: high
priority: low
---

Words above.

# task-1 - Sew

Under the title.

## Description

One line.
Two lines.

## 

Under nothing.

- entry
  - below

<!-- a remark -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [ ] #1 Holds
<!-- AC:END -->
---

## Implementation Notes
Loud.
<!-- -->
`

const ripping = `---
id: task-2
title: Rip
status: In Review
milestone: m-1
---

## Description

One.

Two.
`

describe('lists of tasks of a whole plan', () => {
  it('places tasks under what their headings open', () => {
    const imported = read(groups)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Piers',
        window: '1-2',
        milestones: [{ id: 'M1', title: 'Up', tasks: [{ id: 'M1.T1', title: 'Stand', state: { value: 'open', mark: ' ' } }] }],
        tasks: [
          {
            id: '9',
            title: 'Wire',
            children: [
              { id: '9.T1', title: 'Cut wire', state: { value: 'open', mark: ' ' } },
              { id: '9.9.1-ends.T1', title: 'Bend ends', state: { value: 'open', mark: ' ' }, attributes: { group: '9.1 Ends' } },
            ],
          },
          { id: '3.1', title: 'Piers', state: { value: 'open', mark: ' ' } },
          { id: '3.2', title: 'Below a bullet', state: { value: 'open', mark: ' ' }, attributes: { group: '*' } },
        ],
      },
      {
        id: '1.1',
        title: 'Setup',
        parent: 'P1',
        duration: '2 days',
        tasks: [{ id: '1.1.T1', title: 'Stake', state: { value: 'open', mark: ' ' } }],
      },
      { id: 'P1.Week2', title: 'Rest', parent: 'P1', tasks: [{ id: 'P1.Week2.T1', title: 'Lie', state: { value: 'open', mark: ' ' } }] },
      { id: '2', title: 'BR-001 - Rail', tasks: [{ id: '2.T1', title: 'Cut rail', state: { value: 'open', mark: ' ' } }] },
      {
        id: '3',
        title: 'Gates',
        tasks: [
          {
            id: '5',
            title: 'Checkpoint: All stands',
            state: { value: 'open', mark: ' ' },
            detail: ['rails are level; paint is dry', 'Words of the gate.', '  ```bash', '  make x', '  ```'],
            requirements: ['1.1'],
            children: [
              { id: '5.T1', title: '5.T1', state: { value: 'open', mark: ' ' } },
              { id: '5.T2', title: 'bolts are tight', state: { value: 'open', mark: ' ' } },
            ],
            checkpoint: true,
          },
          { id: '6', title: 'Checkpoint', state: { value: 'open', mark: ' ' }, validates: ['1.2'], checkpoint: true },
          { id: '7', title: 'Final Checkpoint - ensure it holds a lazy line', state: { value: 'open', mark: ' ' }, checkpoint: true },
          { id: '3.T1', title: 'Checkpoint review', state: { value: 'open', mark: ' ' } },
        ],
        gates: [
          {
            id: '5.checkpoint',
            title: 'Checkpoint: All stands',
            stage: 'checkpoint',
            criteria: [
              { id: '5.checkpoint.1', statement: '-', mark: ' ' },
              { id: '5.checkpoint.2', statement: 'bolts are tight', mark: ' ' },
              { id: '5.checkpoint.3', statement: 'rails are level' },
              { id: '5.checkpoint.4', statement: 'paint is dry' },
              { id: '5.checkpoint.5', statement: 'Requirements: 1.1', check: { kind: 'trace', about: 'requirements', proposed: true } },
              { id: '5.checkpoint.6', statement: 'Words of the gate.' },
            ],
            covers: [
              '1.1',
              'T1',
              '1.2',
              '2.1',
              '3.1',
              '3.2',
              '1.1.T1',
              'M1.T1',
              'P1.Week2.T1',
              '9.T1',
              '9.9.1-ends.T1',
              '2.T1',
              'week-1-first.T1',
              'sprint-3-run.T1',
              'T1-2',
              'R-1',
              'R-2',
              'R-3',
            ],
          },
          {
            id: '6.checkpoint',
            title: 'Checkpoint',
            stage: 'checkpoint',
            criteria: [
              { id: '6.checkpoint.1', statement: 'Validates: 1.2', check: { kind: 'trace', about: 'requirements', proposed: true } },
            ],
            attributes: { follows: '5' },
          },
          {
            id: '7.checkpoint',
            title: 'Final Checkpoint - ensure it holds a lazy line',
            stage: 'checkpoint',
            criteria: [{ id: '7.checkpoint.1', statement: 'ensure it holds a lazy line' }],
            attributes: { follows: '6' },
          },
        ],
      },
    ])
    expect(imported.tasks).toMatchObject([
      { id: '1.1', title: 'Dig (P)', parallel: true, state: { value: 'open', mark: ' ' }, attributes: { wave: '0' } },
      { id: 'T1', title: '[P] [US1]', parallel: true, requirements: ['US1'], state: { value: 'open', mark: ' ' } },
      {
        id: '1.2',
        title: 'Fill',
        state: { value: 'open', mark: ' ' },
        detail: [
          'Requirements:',
          'Notes:',
          'a label that is longer than forty letters for sure: kept whole',
          'Detail: one',
          'Detail: two > quoted words',
          'loose words of the body',
          'Owner: Ann',
        ],
        requirements: ['1.1', '1.2 (soil)'],
      },
      { id: '2.1', title: 'No heading', state: { value: 'open', mark: ' ' } },
      { id: 'week-1-first.T1', title: 'Walk', state: { value: 'open', mark: ' ' }, attributes: { group: 'Week 1: First' } },
      { id: 'sprint-3-run.T1', title: 'Jog', state: { value: 'open', mark: ' ' }, attributes: { group: 'Sprint 3: Run' } },
      { id: 'T1-2', title: 'Odd', state: { value: 'open', mark: ' ' }, attributes: { group: '!!!' } },
      { id: 'R-1', title: 'Wind', state: { value: 'open', mark: ' ' }, attributes: { group: 'Risks' } },
      { id: 'R-2', title: 'Rain', state: { value: 'open', mark: ' ' }, attributes: { group: 'Risks' } },
      { id: 'R-3', title: 'Snow', state: { value: 'open', mark: ' ' }, attributes: { group: 'Deep' } },
    ])
    expect(imported.checklists).toMatchObject([
      { name: 'notes', phase: '', title: 'Notes', lines: ['- [ ] a box that is a note', '- [ ] another'] },
    ])
    expect(imported.program).toMatchObject({
      name: 'Tasks: Bridge',
      genre: 'task-list',
      attributes: { legend: ['- [ ] open', '- [x] done'], Requirements: '3.1', waves: '0: 1.1' },
      summary: 'Words after the graph.',
      notes: [{ text: '## Status Legend' }, { text: '  <!-- a comment -->' }, { text: '- plain' }],
    })
  })

  it('makes phases of tasks that are named so', () => {
    const imported = read(phaseTasks)
    expect(imported.phases).toMatchObject([
      {
        id: 'B1',
        title: 'B1',
        window: '1-2',
        tasks: [
          {
            id: '1',
            title: 'Phase B1: Ground (Weeks 1-2)',
            state: { value: 'open', mark: ' ' },
            children: [{ id: '1.1', title: 'Dig', state: { value: 'open', mark: ' ' } }],
          },
          {
            id: '2',
            title: 'Phase B1: More ground',
            state: { value: 'open', mark: ' ' },
            children: [{ id: '2.1', title: 'Fill', state: { value: 'open', mark: ' ' } }],
          },
        ],
      },
      {
        id: 'P2',
        title: 'Phase 2',
        duration: '3 days',
        status: 'in progress',
        tasks: [
          {
            id: '3',
            title: 'Phase 2: Deck (3 days) [in progress]',
            state: { value: 'open', mark: ' ' },
            children: [{ id: '3.1', title: 'Nail', state: { value: 'open', mark: ' ' } }],
          },
          {
            id: '4',
            title: 'Phase 2: Rail (due 2030-01-01)',
            state: { value: 'open', mark: ' ' },
            children: [{ id: '4.1', title: 'Saw', state: { value: 'open', mark: ' ' } }],
          },
        ],
      },
      {
        id: 'P3',
        title: 'Phase 3',
        tasks: [
          {
            id: '5',
            title: 'Phase 3',
            state: { value: 'open', mark: ' ' },
            children: [{ id: '5.1', title: 'Paint', state: { value: 'open', mark: ' ' } }],
          },
        ],
      },
    ])
    expect(linesOf(imported.phases)).toEqual(['B1: 3, 5', 'P2: 7, 9', 'P3: 11'])
  })

  it('reads labels of tasks and makes gates of checkpoints', () => {
    const imported = read(checkpoints)
    expect(imported.tasks).toMatchObject([
      {
        id: '1',
        title: 'Saw',
        state: { value: 'open', mark: ' ' },
        properties: ['1.Properties', 'Property 1', 'Property 2', '1.Property'],
        detail: [
          '**Property 2**',
          '**Notes that run on and on and on for more than forty:** kept',
          '**Empty:**',
          '**Owner:**',
          '> quoted',
          '> words',
        ],
        validates: ['1.1'],
        requirements: ['2.1', 'none'],
        attributes: { Requirements: '(part)', Detail: 'first' },
        owner: 'Ann',
        commands: ['make saw', 'make more'],
        acceptance: ['works (well)'],
      },
      {
        id: '2',
        title: 'Checkpoint',
        state: { value: 'open', mark: ' ' },
        detail: ['plain child'],
        requirements: ['1.2'],
        owner: 'Ann',
        children: [
          { id: '2.T1', title: '_Requirements: 1.1_', state: { value: 'open', mark: ' ' } },
          { id: '2.1', title: 'boxed', state: { value: 'done', mark: 'x' } },
        ],
      },
      {
        id: '3',
        title: 'Checkpoint - all',
        state: { value: 'open', mark: ' ' },
        validates: ['1.2'],
        owner: 'Bob',
        detail: ['No leaks'],
        checkpoint: true,
      },
      { id: '4', title: 'In review item', state: { value: 'open', mark: ' ' } },
      { id: '5', title: 'Nothing above', state: { value: 'open', mark: ' ' } },
    ])
    expect(imported.properties).toMatchObject([
      { id: '1.Properties', title: 'P1', attributes: { numbered: 'no' } },
      { id: 'Property 1', title: 'Straight', attributes: { alsoDefined: '1: Flat (edge)' } },
      { id: 'Property 2', title: 'Round' },
      { id: '1.Property', title: 'Smooth', attributes: { numbered: 'no' } },
    ])
    expect(imported.gates).toMatchObject([
      { id: 'checkpoint', title: 'rails hold', stage: 'checkpoint', criteria: [{ id: 'checkpoint.1', statement: 'rails hold' }] },
      {
        id: '3.checkpoint',
        title: 'Checkpoint - all',
        stage: 'checkpoint',
        criteria: [
          { id: '3.checkpoint.1', statement: '**Owner:** Bob' },
          { id: '3.checkpoint.2', statement: 'No leaks', check: { kind: 'metric', metric: 'leaks', op: 'eq', value: 0, proposed: true } },
        ],
        covers: ['1', '2'],
      },
    ])
  })

  it('reads checkpoints without a title and phases with a date only', () => {
    const imported = read(looseCheckpoints)
    expect(imported.phases).toMatchObject([
      { id: 'P4', title: 'Phase 4', due: 'due 2030-02-03', tasks: [{ id: 'P4.T1', title: 'a', state: { value: 'open', mark: ' ' } }] },
      {
        id: '1.1',
        title: 'Part',
        parent: 'P4',
        due: 'due 2030-01-01',
        tasks: [{ id: '1.1.T1', title: 'b', state: { value: 'open', mark: ' ' } }],
      },
    ])
    expect(imported.tasks).toMatchObject([
      { id: '3', title: 'Phase one' },
      { id: 'T1', title: 'Dig', state: { value: 'open', mark: ' ' } },
      { id: 'T2', title: '-', state: { value: 'open', mark: ' ' } },
    ])
    expect(imported.gates).toMatchObject([
      { id: 'checkpoint', title: 'Checkpoint', stage: 'checkpoint', criteria: [{ id: 'checkpoint.1', statement: 'rails hold' }] },
    ])
    expect(imported.checklists).toMatchObject([{ name: 'risks', phase: '', title: 'Risks', lines: ['- [ ] R-1 x', '  > q', '- [ ] y'] }])
  })

  it('reads a task file with its keys, sections and comments', () => {
    const imported = read(sewing, 'plans/backlog/tasks/task-1 - Sew.md')
    expect(imported.tasks).toMatchObject([
      {
        id: 'task-1',
        title: 'Sew',
        state: { value: 'open', mark: 'To Do' },
        attributes: {
          assignee: '[]',
          labels: ['a', 'b'],
          parent: 'task-0',
          priority: 'low',
          text: ['Under nothing.', 'entry', '  - below'],
          comment: ['a remark', '-'],
          'Implementation Notes': 'Loud.',
        },
        priority: 'high',
        detail: ['Words above.', 'Under the title.', 'One line.', 'Two lines.'],
        acceptance: ['[ ] #1 Holds'],
      },
    ])
  })

  it('reads a task file of a milestone that there is not', () => {
    const imported = read(ripping, 'plans/bk/tasks/task-2 - Rip.md')
    expect(imported.tasks).toMatchObject([
      {
        id: 'task-2',
        title: 'Rip',
        state: { value: 'in-progress', mark: 'In Review' },
        attributes: { milestone: 'm-1' },
        detail: ['One.', 'Two.'],
      },
    ])
  })
})
