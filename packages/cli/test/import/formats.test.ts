import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

interface Case {
  readonly files: Readonly<Record<string, string>>
  /** What the person names. */
  readonly given: string
  readonly program: string
  readonly sources: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly states: Readonly<Record<string, string>>
  /** A record, and what is linked to it. */
  readonly record: readonly [id: string, wanted: unknown]
}

const task = (id: string, front: string, body = ''): string => `---\nid: ${id}\ntitle: Work on ${id}\n${front}---\n\n${body}`

const cases: Readonly<Record<string, Case>> = {
  'a feature of Kiro': {
    files: {
      '.kiro/specs/parcel/tasks.md': `# Implementation Plan

- [x] 1. Store scans
  - [x] 1.1 Write the log
    - _Requirements: 1.1, 1.2_
  - [ ]* 1.2 Property test
    - **Property 1: Scans are stored**
    - **Validates: Requirements 1.1**
- [-] 2. Checkpoint
  - Ensure all tests pass
- [~] 3. Show scans
  - _Requirements: 1.2_
`,
      '.kiro/specs/parcel/design.md': `# Design Document

## Correctness Properties

### Property 1: Scans are stored

*For any* scan, storing keeps it.

**Validates: Requirements 1.1**
`,
      '.kiro/specs/parcel/requirements.md': `# Requirements Document

## Requirements

### Requirement 1: Track a parcel

**User Story:** As a sender, I want to see where it is.

#### Acceptance Criteria

1. WHEN a scan arrives THEN the system SHALL store it
2. IF the scan is late THEN the system SHALL mark it
`,
    },
    given: '.kiro/specs/parcel/',
    program: 'parcel',
    sources: ['requirements.md', 'design.md', 'tasks.md'].map((name) => `.kiro/specs/parcel/${name}`),
    counts: { tasks: 5, tasksDone: 2, tasksOptional: 1, checkboxes: 5, checked: 2, gates: 1, properties: 1, requirementRefs: 2 },
    states: { '1': 'done', '1.1': 'done', '1.2': 'open', '2': 'in-progress', '3': 'in-progress' },
    record: ['1.1', { requirements: ['1.1', '1.2'] }],
  },
  'a change of OpenSpec': {
    files: {
      'openspec/changes/add-labels/README.md': '# add-labels\n\nLabels on parcels\n',
      'openspec/changes/add-labels/proposal.md': '# Proposal\n\n## Why\n\nNobody knows where parcels go.\n',
      'openspec/changes/add-labels/design.md': '# Design\n\n## Risks / Trade-offs\n\n- [The queue fills up] → print the oldest first\n',
      'openspec/changes/add-labels/tasks.md': '# Tasks\n\n## 1. Printer\n\n- [x] 1.1 Draw\n- [ ] 1.2 Print\n',
      'openspec/changes/add-labels/specs/labels/spec.md':
        '## ADDED Requirements\n\n### Requirement: Printing\nThe system SHALL print.\n\n#### Scenario: Ready\n- **WHEN** packed\n- **THEN** printed\n',
    },
    given: 'openspec/changes/add-labels',
    program: 'add-labels',
    sources: ['proposal.md', 'design.md', 'tasks.md', 'README.md', 'specs/labels/spec.md'].map(
      (name) => `openspec/changes/add-labels/${name}`,
    ),
    counts: { phases: 1, tasks: 2, tasksDone: 1, risks: 1 },
    states: { '1.1': 'done', '1.2': 'open' },
    record: ['Printing.Ready', { parent: 'Printing', text: '**WHEN** packed\n**THEN** printed' }],
  },
  'a feature of Spec Kit': {
    files: {
      'specs/001-labels/spec.md': `# Feature Specification: Labels

### User Story 1 - Print (Priority: P1)

A packer prints a label.

**Acceptance Scenarios**:

1. **Given** a parcel, **When** it is packed, **Then** a label is printed

### Functional Requirements

- **FR-001**: System MUST print labels
`,
      'specs/001-labels/plan.md': '# Implementation Plan: Labels\n\n## Summary\n\nLabels for parcels.\n',
      'specs/001-labels/research.md': '# Research\n\nMany printers.\n',
      'specs/001-labels/tasks.md': `# Tasks: Labels

## Phase 1: Setup

**Purpose**: Make the ground ready

- [X] T001 Create the project in src/
- [ ] T002 [P] Add the linter

## Phase 3: User Story 1 - Print (Priority: P1)

- [ ] T011 [P] [US1] Print in src/print.ts

**Checkpoint**: User Story 1 works on its own
`,
    },
    given: 'specs/001-labels',
    program: '001-labels',
    sources: ['spec.md', 'plan.md', 'tasks.md'].map((name) => `specs/001-labels/${name}`),
    counts: { phases: 2, tasks: 3, tasksDone: 1, gates: 1 },
    states: { T001: 'done', T002: 'open', T011: 'open' },
    record: ['T011', { title: 'Print in src/print.ts', parallel: true, requirements: ['US1'] }],
  },
  'a folder of Backlog.md': {
    files: {
      'backlog/config.yml': 'project_name: "Depot"\n',
      'backlog/tasks/task-10 - Late.md': task('TASK-10', 'status: To Do\ndependencies:\n  - TASK-2\nmilestone: m-0\n'),
      'backlog/tasks/task-2 - Print.md': task(
        'TASK-2',
        "status: In Progress\nassignee:\n  - '@robin'\nlabels: [print, ink]\npriority: high\n",
        '## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [x] #1 A label\n<!-- AC:END -->\n',
      ),
      'backlog/tasks/task-2.1 - Cut.md': task('TASK-2.1', 'status: To Do\nparent_task_id: TASK-2\n'),
      'backlog/completed/task-1 - Store.md': task('TASK-1', 'status: Done\n'),
      'backlog/milestones/m-0 - first.md': '---\nid: m-0\ntitle: "First"\n---\n\n## Description\n\nMilestone: First\n',
      'backlog/drafts/draft-1 - Later.md': task('DRAFT-1', 'status: Draft\n'),
    },
    given: 'backlog',
    program: 'harbour-library',
    sources: [
      'tasks/task-2 - Print.md',
      'tasks/task-2.1 - Cut.md',
      'tasks/task-10 - Late.md',
      'completed/task-1 - Store.md',
      'milestones/m-0 - first.md',
    ].map((name) => `backlog/${name}`),
    counts: { tasks: 4, tasksDone: 1, milestones: 1, checkboxes: 1, checked: 1 },
    states: { 'TASK-1': 'done', 'TASK-2': 'in-progress', 'TASK-2.1': 'open', 'TASK-10': 'open' },
    record: ['TASK-10', { prerequisites: ['TASK-2'], attributes: { milestone: 'm-0' } }],
  },
  'a folder of Task Master': {
    files: {
      '.taskmaster/config.json': '{}\n',
      '.taskmaster/tasks/tasks.json': JSON.stringify(
        {
          master: {
            tasks: [
              { id: 1, title: 'Store', status: 'done', dependencies: [], priority: 'high', subtasks: [] },
              {
                id: 2,
                title: 'Print',
                status: 'in-progress',
                dependencies: [1],
                subtasks: [
                  { id: 1, title: 'Draw', status: 'done', dependencies: [], parentTaskId: 2 },
                  { id: 2, title: 'Cut', status: 'pending', dependencies: [1] },
                ],
              },
            ],
            metadata: { description: 'Tasks for master context' },
          },
        },
        null,
        2,
      ),
    },
    given: '.taskmaster',
    program: 'harbour-library',
    sources: ['.taskmaster/tasks/tasks.json'],
    counts: { tasks: 4, tasksDone: 2 },
    states: { '1': 'done', '2': 'in-progress', '2.1': 'done', '2.2': 'open' },
    record: ['2.2', { prerequisites: ['2.1'], state: { value: 'open', mark: 'pending' } }],
  },
  'a folder of CSV files': {
    files: {
      'tables/tasks.csv':
        'ID,Task,Owner,Depends on,Status,Colour\r\nT-001,"Store, all",Robin,,Done,red\r\nT-002,Print,,T-001,In Progress,\r\n',
      'tables/risks.csv': 'ID;Risk;Impact;Mitigation\nR-1;Rain;High;Roof\n',
    },
    given: 'tables',
    program: 'tables',
    sources: ['tables/risks.csv', 'tables/tasks.csv'],
    counts: { tasks: 2, tasksDone: 1, risks: 1 },
    states: { 'T-001': 'done', 'T-002': 'in-progress' },
    record: ['T-001', { title: 'Store, all', owner: 'Robin', attributes: { Colour: 'red' } }],
  },
}

describe.each(Object.entries(cases))('%s', (_name, { files, given, program, sources, counts, states, record }) => {
  it('becomes a program without defects, and again nothing new', async () => {
    const s = new Scenario()
    open.push(s)
    for (const [path, text] of Object.entries(files)) s.write(path, text)
    const json = async (line: string) => JSON.parse((await s.refractor(`${line} --json`)).stdout)
    const answer = await json(`import ${given}`)
    expect(answer).toMatchObject({ exitCode: 0, program, counts, accounting: { unmapped: 0 }, defects: { errors: 0 } })
    expect((answer.sources ?? [answer.source]).map((one: { file: string }) => one.file)).toEqual(sources)
    expect((await json('validate')).exitCode).toBe(0)
    const { tasks } = await json('task list')
    expect(Object.fromEntries(tasks.map((one: { id: string; state: string }) => [one.id, one.state]))).toEqual(states)
    expect((await json(`show ${record[0]}`)).record).toMatchObject(record[1] as object)
    expect((await s.refractor(`import ${given}`)).stdout).toContain('Nothing that the program does not have already')
  })
})

it('a folder of folders names those that hold plans', async () => {
  const s = new Scenario()
  open.push(s)
  s.write('.kiro/specs/parcel/tasks.md', '- [ ] 1. Store\n')
  s.write('.kiro/specs/label/tasks.md', '- [ ] 1. Print\n')
  const { code, stderr } = await s.refractor('import .kiro/specs')
  expect(code).toBe(2)
  expect(stderr).toContain('name a folder below it: .kiro/specs/label, .kiro/specs/parcel')
})
