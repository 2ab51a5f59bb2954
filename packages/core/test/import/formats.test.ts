import { describe, expect, it } from 'vitest'
import { csvRecords } from '../../src/import/formats/csv.ts'
import { frontOf } from '../../src/import/formats/front-matter.ts'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportedProgram } from '../../src/import/imported.ts'
import { namesOf } from '../../src/import/lead.ts'
import { linesIn } from '../../src/import/scan/lines.ts'

const read = (files: Readonly<Record<string, string>>): ImportedProgram =>
  importDocuments(Object.entries(files).map(([path, text]) => ({ path, text })))
const kept = (program: ImportedProgram): string[] =>
  program.uses.filter((use) => use.use === 'kept').map((use) => `${use.file}:${use.line}`)

describe('a Kiro folder', () => {
  const program = read({
    '.kiro/specs/parcel/requirements.md': `# Requirements Document

## Requirements

### Requirement 1: Track a parcel

**User Story:** As a sender, I want to see where it is.

#### Acceptance Criteria

1. WHEN a scan arrives THEN the system SHALL store it
2. IF the scan is late THEN the system SHALL mark it
`,
    '.kiro/specs/parcel/design.md': `# Design Document

## Correctness Properties

### Property 1: Scans are stored

*For any* scan, storing keeps it.

**Validates: Requirements 1.1, 1.2**
`,
    '.kiro/specs/parcel/tasks.md': `# Implementation Plan: Parcel

- [x] 1. Store scans
  - [ ]* 1.1 Property test
    - **Property 1: Scans are stored**
    - **Validates: Requirements 1.1, 1.2**
`,
  })

  it('is one program', () => {
    expect(program.program).toMatchObject({ id: 'parcel', name: 'Implementation Plan: Parcel', genre: 'task-list' })
    expect(program.requirements.map(({ id, parent }) => [id, parent])).toEqual([
      ['1', undefined],
      ['1.1', '1'],
      ['1.2', '1'],
    ])
    expect(program.properties).toMatchObject([{ id: 'Property 1', text: '*For any* scan, storing keeps it.', validates: ['1.1', '1.2'] }])
    expect(program.tasks[0]?.children).toMatchObject([{ id: '1.1', properties: ['Property 1'], validates: ['1.1', '1.2'] }])
    expect(program.diagnostics).toEqual([])
    expect(kept(program)).toEqual([])
  })
})

describe('an OpenSpec change', () => {
  const program = read({
    'openspec/changes/add-labels/proposal.md': `# Change: Add labels

## Why
Parcels need labels.

## What Changes
- Add a label printer
`,
    'openspec/changes/add-labels/tasks.md': `## 1. Implementation
- [x] 1.1 Draw the label
- [ ] 1.2 Print the label
`,
    'openspec/changes/add-labels/specs/labels/spec.md': `## ADDED Requirements

### Requirement: Label printing
The system SHALL print a label.

#### Scenario: Printer is ready
- **WHEN** a parcel is packed
- **THEN** its label is printed
`,
  })

  it('is one program', () => {
    expect(program.program).toMatchObject({
      id: 'add-labels',
      name: 'Change: Add labels',
      summary: 'Parcels need labels.',
      scope: ['Add a label printer'],
    })
    expect(program.phases).toMatchObject([{ id: '1', title: 'Implementation', tasks: [{ id: '1.1' }, { id: '1.2' }] }])
    expect(program.requirements).toMatchObject([
      { id: 'Label printing', text: 'The system SHALL print a label.', attributes: { change: 'ADDED Requirements' } },
      {
        id: 'Label printing.Printer is ready',
        parent: 'Label printing',
        text: '**WHEN** a parcel is packed\n**THEN** its label is printed',
      },
    ])
    expect(kept(program)).toEqual([])
  })
})

describe('documents whose titles only say what they are', () => {
  const change = 'openspec/changes/add-labels'
  const files = {
    [`${change}/proposal.md`]: '# Proposal\n\n## Why\nParcels need labels.\n',
    [`${change}/design.md`]: `# Design

## Risks / Trade-offs
- [The queue fills up] → print the oldest first
- Ink runs out → a second cartridge
`,
    [`${change}/tasks.md`]: '# Tasks\n\n## 1. Printer\n\n- [ ] 1.1 Draw\n',
  }

  it('are named after their folder', () => {
    const program = read(files)
    expect(program.program).toMatchObject({ id: 'add-labels', name: 'add-labels', attributes: { titles: ['Proposal', 'Design', 'Tasks'] } })
    expect(program.risks).toMatchObject([
      { title: 'The queue fills up', mitigation: 'print the oldest first' },
      { title: 'Ink runs out', mitigation: 'a second cartridge' },
    ])
    expect(kept(program)).toEqual([])
  })

  it('keep their title where nothing else names them', () => {
    expect(read({ 'tasks.md': '# Tasks\n\n- [ ] 1. Draw\n- [ ] 2. Cut\n' }).program.name).toBe('Tasks')
    expect(read({ 'labels/tasks.md': '# Tasks for labels\n\n- [ ] 1. Draw\n- [ ] 2. Cut\n' }).program.name).toBe('Tasks for labels')
  })

  it('are named as the program is called where paths say nothing', () => {
    const task = '---\nid: task-1\ntitle: Draw\nstatus: Done\n---\n'
    const called = (path: string, programId?: string) => importDocuments([{ path, text: task }], { programId }).program
    expect(called('backlog/tasks/task-1 - Draw.md', 'depot')).toMatchObject({ id: 'depot', name: 'depot' })
    expect(called('backlog/tasks/task-1 - Draw.md')).toMatchObject({ id: 'backlog', name: 'backlog' })
    expect(called('depot/backlog/completed/task-1 - Draw.md', 'other')).toMatchObject({ id: 'other', name: 'depot' })
    expect(called('', 'depot')).toMatchObject({ id: 'depot' })
  })
})

it('a list of tasks may be short, and in phases', () => {
  const program = read({ 'specs/001-labels/tasks.md': '# Tasks: Labels\n\n## Phase 1: Setup\n\n- [X] T001 Create src/\n' })
  expect(program).toMatchObject({ genre: 'task-list', counts: { phases: 1, tasks: 1, tasksDone: 1 } })
})

it('many documents are named by the first of them', () => {
  const sources = ['a', 'b', 'c', 'd', 'e'].map((file) => ({ file }))
  expect([namesOf(sources.slice(1)), namesOf(sources)]).toEqual(['b, c, d, e', 'a, b and 3 more'])
})

describe('a Spec Kit feature', () => {
  const program = read({
    'specs/001-labels/tasks.md': `# Tasks: Labels

## Phase 1: Setup (Shared Infrastructure)

**Purpose**: Make the ground ready

- [X] T001 Create the project in src/
- [ ] T002 [P] Add the linter

## Phase 3: User Story 1 - Print (Priority: P1)

### Implementation for User Story 1

- [ ] T011 [US1] Print in src/print.ts

**Checkpoint**: User Story 1 works on its own

## Notes

- [P] tasks = different files
`,
    'specs/001-labels/spec.md': `# Feature Specification: Labels

### User Story 1 - Print (Priority: P1)

A packer prints a label.

**Why this priority**: Nothing goes out without it.

**Acceptance Scenarios**:

1. **Given** a parcel, **When** it is packed, **Then** a label is printed

### Functional Requirements

- **FR-001**: System MUST print labels
`,
  })

  it('has phases, parallel tasks, stories and checkpoints', () => {
    expect(program.phases).toMatchObject([
      {
        id: 'P1',
        goals: ['Make the ground ready'],
        tasks: [
          { id: 'T001', state: { value: 'done' } },
          { id: 'T002', parallel: true, title: 'Add the linter' },
        ],
      },
      {
        id: 'P3',
        tasks: [{ id: 'T011', requirements: ['US1'], attributes: { group: 'Implementation for User Story 1' } }],
        gates: [{ id: 'P3.checkpoint', stage: 'checkpoint', criteria: [{ statement: 'User Story 1 works on its own' }] }],
      },
    ])
    expect(program.requirements).toMatchObject([
      { id: 'US1', title: 'Print (Priority: P1)', text: 'A packer prints a label.' },
      { id: 'US1.1', parent: 'US1' },
      { id: 'FR-001', title: 'System MUST print labels', attributes: { section: 'Functional Requirements' } },
    ])
    expect(program.tasks).toEqual([])
  })
})

describe('Backlog.md tasks', () => {
  const first = `---
id: task-1
title: Store scans
status: In Progress
assignee:
  - '@robin'
labels: [core, store]
dependencies: []
priority: high
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Scans must be kept.
<!-- SECTION:DESCRIPTION:END -->
<!-- ask the depot -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [x] #1 A scan is stored
- [ ] #2 A late scan is marked
<!-- AC:END -->

## Implementation Notes

Use the log.
`
  const second = `---
id: task-1.1
title: Index scans
status: To Do
dependencies:
  - task-1
parent_task_id: TASK-1
---

An index.
`

  it('hang below their parents, whatever the order of the files', () => {
    for (const files of [
      { 'backlog/tasks/task-1.1 - b.md': second, 'backlog/tasks/task-1 - a.md': first },
      { 'backlog/tasks/task-1 - a.md': first, 'backlog/tasks/task-1.1 - b.md': second },
    ]) {
      const program = read(files)
      expect(program.tasks).toMatchObject([
        {
          id: 'task-1',
          title: 'Store scans',
          state: { value: 'in-progress', mark: 'In Progress' },
          owner: '@robin',
          priority: 'high',
          detail: ['Scans must be kept.'],
          acceptance: ['[x] #1 A scan is stored', '[ ] #2 A late scan is marked'],
          attributes: { labels: ['core', 'store'], dependencies: '[]', comment: 'ask the depot', 'Implementation Notes': 'Use the log.' },
          children: [{ id: 'task-1.1', state: { value: 'open' }, prerequisites: ['task-1'], detail: ['An index.'] }],
        },
      ])
      expect(program).toMatchObject({
        genre: 'task-list',
        counts: { tasks: 2, checkboxes: 2, checked: 1 },
        accounting: { kept: 0, unmapped: 0 },
      })
    }
  })

  it('keep what holds for all tasks, and what was said at the end, beside their own criteria', () => {
    const program = read({
      'backlog/completed/task-4 - d.md': `---
id: a/4
title: Ship
status: Parked
assigned_to: []
owner: Robin
assignee: Kim
effort: 2d
due: 2027-01-05
Dependencies: "[]"
colour:
  - red
  - blue
---
# a/4 - Ship

Carry it.

---

## Acceptance Criteria

- [ ] #1 It is there
  - today

## Definition of Done
- [x] #1 Reviewed

## Final Summary

Gone.

### Proof

\`\`\`
ok
\`\`\`

<!--

-->
`,
    })
    expect(program.tasks).toMatchObject([
      {
        id: 'a/4',
        title: 'Ship',
        state: { value: 'open', mark: 'Parked' },
        owner: 'Robin',
        estimate: '2d',
        due: '2027-01-05',
        detail: ['Carry it.'],
        acceptance: ['[ ] #1 It is there', '  - today'],
        attributes: {
          assigned_to: '[]',
          assignee: 'Kim',
          colour: ['red', 'blue'],
          'Definition of Done': '[x] #1 Reviewed',
          'Final Summary': 'Gone.',
          Proof: ['```', 'ok', '```'],
          comment: '-',
        },
      },
    ])
    expect(program.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it('are listed in the milestones that they name', () => {
    const ship = (id: string, milestone: string): string => `---\nid: ${id}\ntitle: Ship\nstatus: Done\nmilestone: ${milestone}\n---\n`
    const program = read({
      'backlog/tasks/task-1 - a.md': ship('task-1', 'm-0'),
      'backlog/tasks/task-2 - b.md': ship('task-2', 'First Delivery'),
      'backlog/tasks/task-3 - c.md': ship('task-3', 'm-9'),
      'backlog/tasks/task-4 - d.md': ship('task-4', "''"),
      'backlog/milestones/m-0 - first.md': `---
id: m-0
title: "First delivery"
due: 2027-02-01
tags: []
---

## Description

Milestone: First delivery

## Summary

### Notes

- early
`,
      'backlog/milestones/m-1 - second.md': '---\nid: m/1\ntitle: Second delivery\n---\n',
      'backlog/milestones/notes.md': '---\nid: m-2\n---\n\nWords.\n',
      'backlog/milestones/more.md': 'Words.\n',
    })
    expect(program.phases).toMatchObject([
      {
        milestones: [
          {
            id: 'm-0',
            title: 'First delivery',
            summary: 'Milestone: First delivery',
            attributes: { due: '2027-02-01', tags: '[]', Notes: 'early' },
            tasks: ['task-1', 'task-2'],
          },
          { id: 'm/1', title: 'Second delivery' },
        ],
      },
    ])
    expect(program.counts).toMatchObject({ phases: 0, milestones: 2, tasks: 4 })
    expect(program.tasks.map((task) => task.attributes?.milestone)).toEqual(['m-0', 'First Delivery', 'm-9', '[]'])
    expect(program.accounting.unmapped).toBe(0)
  })

  it('stay beside each other when their parents go in a circle', () => {
    const circle = (id: string, parent: string): string => `---\nid: ${id}\ntitle: ${id}\nstatus: Done\nparent_task_id: ${parent}\n---\n`
    const program = read({ 'a.md': circle('task-1', 'task-2'), 'b.md': circle('task-2', 'task-1'), 'c.md': circle('task-3', 'task-3') })
    expect(program.counts.tasks).toBe(3)
  })

  it.each(['', 'a\n---\n', '---\nid: 1\n', '---\n{ a\n---\n'])('are not seen in other documents: %j', (text) => {
    expect(frontOf(linesIn({ path: 'a.md', text }))).toBeUndefined()
    expect(read({ 'a.md': text }).counts.tasks).toBe(0)
  })
})

describe('a tasks.json of Task Master', () => {
  const store = {
    id: 1,
    title: 'Store',
    description: 'Keep scans',
    details: 'Small',
    testStrategy: 'Unit tests',
    status: 'done',
    dependencies: [],
    priority: 'high',
    subtasks: [
      { id: 1, title: 'Write', status: 'done', dependencies: [] },
      { id: 2, title: 'Index', status: 'pending', dependencies: [1, '3'] },
    ],
  }
  const print = { id: 2, title: 'Print', status: 'deferred', dependencies: [1], complexityScore: 4 }

  it('has tasks whose subtasks count within them', () => {
    const program = read({ 'depot/.taskmaster/tasks/tasks.json': JSON.stringify({ tasks: [store, print, { id: 3 }, 4] }, null, 2) })
    expect(program.program).toMatchObject({ id: 'depot', name: 'depot', states: { task: ['open', 'in-progress', 'skipped', 'done'] } })
    expect(program.tasks).toMatchObject([
      {
        id: '1',
        detail: ['Keep scans', 'Small'],
        acceptance: ['Unit tests'],
        priority: 'high',
        state: { value: 'done', mark: 'done' },
        children: [
          { id: '1.1' },
          { id: '1.2', prerequisites: ['1.1'], attributes: { prerequisites: '3' }, state: { value: 'open', mark: 'pending' } },
        ],
        source: { lines: '3-12, 28-29' },
      },
      { id: '2', prerequisites: ['1'], state: { value: 'skipped', mark: 'deferred' }, attributes: { complexityScore: '4' } },
    ])
    expect(program).toMatchObject({ genre: 'task-list', accounting: { kept: 0, unmapped: 0 } })
  })

  it('may hold a list for each tag', () => {
    const program = read({
      'tasks.json': JSON.stringify({ master: { tasks: [store], metadata: { of: 'parcels' } }, next: { tasks: [{ ...print, id: 1 }] } }),
    })
    expect(program.tasks.map((task) => [task.id, task.prerequisites])).toEqual([
      ['1', undefined],
      ['next.1', ['next.1']],
    ])
    expect(program.program.attributes).toEqual({ 'master.metadata': '{"of":"parcels"}', tags: ['master', 'next'] })
  })

  it('keeps the dependencies of subtasks within their tag', () => {
    const subtasks = [
      { id: 1, title: 'Write', dependencies: [], parentTaskId: 1, parentId: 'undefined' },
      { id: 2, title: 'Index', dependencies: ['1.1', 1, '2'], parentTaskId: 7 },
      { id: '1.3', title: '', status: 'review', dependencies: 'none' },
    ]
    const tasks = [{ ...store, subtasks, testStrategy: '', details: 4, tags: ['a'], note: '' }]
    const program = read({ 'tasks.json': JSON.stringify({ master: { tasks }, next: { tasks: [{ id: 'b/2', title: 'Other' }, null] } }) })
    expect(program.tasks).toMatchObject([
      {
        id: '1',
        attributes: { details: '4', tags: '["a"]' },
        children: [
          { id: '1.1', attributes: { parentId: 'undefined' } },
          { id: '1.2', prerequisites: ['1.1'], attributes: { parentTaskId: '7', prerequisites: '2' } },
          { id: '1.3', title: '1.3', state: { value: 'in-progress', mark: 'review' }, attributes: { dependencies: 'none' } },
        ],
      },
      { id: 'next.b/2', title: 'Other' },
    ])
    expect(program.tasks[0]?.children?.[0]).not.toHaveProperty('attributes.parentTaskId')
  })

  it.each(['', '{', '[]', '{"tasks": []}', '{"tasks": [1]}', '{"a": {"b": 1}}'])('is not seen in other JSON: %j', (text) => {
    const program = read({ 'tasks.json': text })
    expect(program.counts.tasks).toBe(0)
    expect(program.accounting.unmapped).toBe(0)
  })
})

describe('CSV', () => {
  it('is read by its columns', () => {
    const program = read({
      'plan/tasks.csv':
        '\ufeffID,Task,Owner,Depends on,Status,Colour\r\nT-001,"Store scans, all",Robin,,Done,red\r\nT-002,"Print\r\nlabels","K ""B"" L",T-001,In Progress,\r\n',
    })
    expect(program.tasks).toMatchObject([
      { id: 'T-001', title: 'Store scans, all', owner: 'Robin', state: { value: 'done', mark: 'Done' }, attributes: { Colour: 'red' } },
      { id: 'T-002', title: 'Print\nlabels', owner: 'K "B" L', prerequisites: ['T-001'], source: { lines: '3-4' } },
    ])
    expect(program).toMatchObject({ genre: 'work-breakdown', accounting: { kept: 0, unmapped: 0 } })
  })

  it('may be a risk register, with semicolons or tabs', () => {
    const program = read({ 'risks.csv': 'ID;Risk;Impact;Mitigation\nR-1;Rain;High;Roof\n' })
    expect(program.risks).toMatchObject([{ id: 'R-1', title: 'Rain', impact: 'High', mitigation: 'Roof' }])
    expect(read({ 'tasks.tsv': 'ID\tTask\tOwner\nT-1\tDig\tRobin\nT-2\tFill\tRobin\n' }).counts.tasks).toBe(2)
  })

  it.each([
    ['a,b\n', [['a', 'b']]],
    ['a,"b ""c"" d"\n', [['a', 'b "c" d']]],
    ['a, "b" c,d\n', [['a', 'b c', 'd']]],
    ['a b"c,d\n', [['a b"c', 'd']]],
    [
      'a,b\n\n"x\ny",z',
      [
        ['a', 'b'],
        ['x\ny', 'z'],
      ],
    ],
    [
      'a,b\n1,"open\n2,3\n',
      [
        ['a', 'b'],
        ['1', 'open\n2,3'],
      ],
    ],
    ['\n', []],
  ])('has these records: %j', (text, cells) => {
    expect(csvRecords(linesIn({ path: 'a.csv', text })).map((record) => record.cells)).toEqual(cells)
  })

  it('of one column is kept as it is', () => {
    expect(read({ 'a.csv': 'one\ntwo\n' })).toMatchObject({ counts: { tasks: 0 }, accounting: { unmapped: 0 } })
  })
})
