import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportedProgram } from '../../src/import/imported.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { processorTime } from '../growth.ts'

const read = (text: string, path = 'plans/harbour/tasks.md'): ImportedProgram => importDocuments([{ path, text }], { genre: 'task-list' })

function tasksOf(program: ImportedProgram): Task[] {
  const all: Task[] = []
  const add = (tasks: readonly (Task | string)[] | undefined): void => {
    for (const task of tasks ?? []) {
      if (typeof task === 'string') continue
      all.push(task)
      add(task.children)
    }
  }
  add(program.tasks)
  for (const phase of program.phases) {
    add(phase.tasks)
    for (const milestone of phase.milestones ?? []) add(milestone.tasks)
  }
  return all
}

const tree = (tasks: readonly Task[] | undefined): unknown[] =>
  (tasks ?? []).map((task) => (task.children ? [task.id, tree(task.children)] : task.id))
const kept = (program: ImportedProgram): number[] => program.uses.filter((use) => use.use === 'kept').map((use) => use.line)
const task = (program: ImportedProgram, id: string): Task | undefined => tasksOf(program).find((one) => one.id === id)

describe('tasks of a list', () => {
  it('nests by id first, then by indentation', () => {
    const program = read(`# Tasks

- [x] 1. Survey
- [x] 1.1 Draw the map
    - [ ] 1.2 Sound the depths
- [ ] 2. Buoys
  - [ ] 2.1. Paint them
    - [ ] Mix the paint
    - [ ] Dry them
  - [ ] 2.10 Lay them
- [ ] 3 Lamps
`)
    expect(tree(program.tasks)).toEqual([['1', ['1.1', '1.2']], ['2', [['2.1', ['2.1.T1', '2.1.T2']], '2.10']], '3'])
    expect(program.counts).toMatchObject({ tasks: 9, tasksDone: 2, checkboxes: 9, checked: 2 })
    expect(program.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it('keeps marks beside states, and reads the legend that redefines them', () => {
    const text = `- [x] 1. a\n- [/] 2. b\n- [-] 3. c\n- [S] 4. d\n- [√] 5. e\n- [ ] 6. f\n`
    const states = (program: ImportedProgram): unknown[] => tasksOf(program).map((one) => one.state)
    expect(states(read(text))).toEqual([
      { value: 'done', mark: 'x' },
      { value: 'in-progress', mark: '/' },
      { value: 'in-progress', mark: '-' },
      { value: 'open', mark: 'S' },
      { value: 'done', mark: '√' },
      { value: 'open', mark: ' ' },
    ])
    const explained = read(`${text}\n## Notes\n\n- Legend: \`[-]\` = skipped, \`[S]\` = blocked\n`)
    expect(states(explained)).toContainEqual({ value: 'skipped', mark: '-' })
    expect(states(explained)).toContainEqual({ value: 'blocked', mark: 'S' })
    expect(explained.program.states?.task).toEqual(['open', 'in-progress', 'blocked', 'skipped', 'done'])
    expect(explained.program.attributes?.legend).toContain('= skipped')
  })

  it('knows every spelling of the optional star', () => {
    const program = read('- [ ]* 1. a\n- [ ]\\* 2. b\n- [x] * 3. c\n- [ ] 4. d\n- [ ] **5.1** e\n')
    expect(tasksOf(program).map((one) => one.optional === true)).toEqual([true, true, true, false, false])
    expect(program.counts.tasksOptional).toBe(3)
  })

  it('keeps ids as written, and qualifies numbers that start anew under a heading', () => {
    const program = read(`# Plan

## Phase 1: Dig

- [ ] 1. Dig
- [ ] 2. Haul

## Phase 2: Fill

- [ ] 1. Fill
  - [ ] 1.1 By hand
- [ ] Sweep
`)
    expect(program.phases.map(({ id, title, tasks }) => [id, title, tree(tasks as Task[])])).toEqual([
      ['P1', 'Dig', ['1', '2']],
      ['P2', 'Fill', [['P2.1', ['P2.1.1']], 'P2.T1']],
    ])
    expect(task(program, 'P2.1')?.attributes).toEqual({ id: '1' })
    expect(program.diagnostics).toEqual([])
  })

  it('keeps both lines of a repeated id, and says so at the second', () => {
    const program = read('- [x] 1. a\n  - [x] 1.1 b\n  - [ ] 1.1 c\n')
    expect(tree(program.tasks)).toEqual([['1', ['1.1', '1.1-2']]])
    expect(program.diagnostics).toMatchObject([
      { code: 'import/duplicate-id', location: { line: 3, column: 3 }, related: [{ location: { line: 2, column: 3 } }] },
    ])
  })

  it('never gives a made id that the plan uses further down', () => {
    expect(tasksOf(read('- [ ] a\n- [ ] T1: b\n- [ ] c\n')).map((one) => [one.id, one.title])).toEqual([
      ['T1-2', 'a'],
      ['T1', 'b'],
      ['T2', 'c'],
    ])
  })

  it('qualifies numbers below a task, and keeps the number', () => {
    const program = read('- [ ] Setup\n  - [ ] 1. Dig\n  - [ ] 2. Fill\n')
    expect(tree(program.tasks)).toEqual([['T1', ['T1.1', 'T1.2']]])
  })

  it('makes ids that the model can hold, and titles where there are none', () => {
    const program = read(`- [ ]\n- [ ] x <!-- id: a/b -->\n- [ ] y <!-- id: ${'k'.repeat(200)} -->\n`)
    expect(tasksOf(program).map(({ id, title }) => [id, title])).toEqual([
      ['T1', 'T1'],
      ['T2', 'x'],
      ['T3', 'y'],
    ])
  })
})

describe('what hangs below a task', () => {
  const program = read(`- [ ] 1. Lay the buoys

  - Use the *red* paint
    - two coats
  1. Row out
  2. Drop them
  - _Requirements: 1.1, 2.3-2.5, All security requirements, 3.1 and 3.2_
  - **Validates: Requirements 1.1, 1.2 (Mode A)**
  - **Property 3: Buoys float** (red ones)
  - _Estimated: 2h_
  - _Dependencies: [1.1, T-004]_
  - _Leverage: src/a_b.ts, src/c.ts_
  - **Acceptance Criteria:**
    - they float
    - they are red
  - **Task ID**: \`buoys-1\`

  A paragraph about it.

  \`\`\`sh
  row --out
  \`\`\`
`)

  it('is detail, line by line, unless a label says what it is', () => {
    expect(task(program, '1')).toEqual({
      id: '1',
      title: 'Lay the buoys',
      state: { value: 'open', mark: ' ' },
      detail: [
        'Use the *red* paint',
        '  - two coats',
        '1. Row out',
        '2. Drop them',
        'A paragraph about it.',
        '  ```sh',
        '  row --out',
        '  ```',
      ],
      requirements: ['1.1', '2.3-2.5', 'All security requirements', '3.1', '3.2'],
      validates: ['1.1', '1.2 (Mode A)'],
      properties: ['Property 3'],
      estimate: '2h',
      attributes: { Leverage: 'src/a_b.ts, src/c.ts', 'Task ID': '`buoys-1`', prerequisites: ['1.1', 'T-004'] },
      acceptance: ['they float', 'they are red'],
      source: { file: 'plans/harbour/tasks.md', lines: '1-22' },
    })
    expect(kept(program)).toEqual([])
  })

  it.each([
    ['_要件: 1.1, 1.2_', 'requirements', ['1.1', '1.2']],
    ['_需求：1.1、1.2_', 'requirements', ['1.1', '1.2']],
    ['_Требования: все_', 'requirements', ['все']],
    ['_Requisitos: [2.1, 2.2]_', 'requirements', ['2.1', '2.2']],
    ['_요구사항: 3.1_', 'requirements', ['3.1']],
    ['_Requirements: N/A_', 'requirements', ['N/A']],
    ['_Requirements: 5_', 'requirements', ['5']],
    ['**验证: 需求 1.1, 2.2**', 'validates', ['1.1', '2.2']],
    ['**検証対象: 要件 4.5**', 'validates', ['4.5']],
    ['_Validates: All requirements_', 'validates', ['All requirements']],
  ] as const)('reads %s', (line, field, references) => {
    expect(task(read(`- [ ] 1. a\n  - ${line}\n`), '1')?.[field]).toEqual(references)
  })

  it('finds references and bullets after a blank line, and at the margin', () => {
    const one = task(read('- [ ] 1. a\n\n    - detail\n\n- _Requirements: 1.1_\n'), '1')
    expect(one).toMatchObject({ detail: ['detail'], requirements: ['1.1'] })
  })

  it('keeps what is not one id as it stands in the dependencies', () => {
    const one = task(read('- [ ] 1. a\n  - _Dependencies: none_\n- [ ] 2. b\n  - Depends on: 1\n'), '1')
    expect(one?.attributes).toEqual({ Dependencies: 'none' })
  })
})

describe('properties', () => {
  const program = read(`- [ ] 1. a
  - **Property 8: Queries agree** (first part)
  - **Validates: Requirements 4.4**
- [ ] 2. b
  - **Property 8: Queries agree** (second part)
  - **Property 9: Sums hold**
  - **Property: Order is kept**
- [ ] 3. c
  - **Property 9: Queries are quick** (see 2)

## Notes

- Property tests run with 100+ iterations
`)

  it('are defined once, in parts, without a number, or twice', () => {
    expect(program.properties).toMatchObject([
      {
        id: 'Property 8',
        title: 'Queries agree',
        validates: ['4.4'],
        attributes: { parts: ['first part', 'second part'] },
        iterations: 100,
      },
      { id: 'Property 9', title: 'Sums hold', attributes: { alsoDefined: '3: Queries are quick (see 2)' } },
      { title: 'Order is kept', attributes: { numbered: 'no' } },
    ])
    expect(program.properties.map((one) => one.source?.lines)).toEqual(['2-3, 5, 13', '6, 9', '7'])
  })

  it('are named by their tasks', () => {
    expect(tasksOf(program).map((one) => one.properties)).toEqual([
      ['Property 8'],
      ['Property 8', 'Property 9', '2.Property'],
      ['Property 9'],
    ])
  })

  it('have names in other languages', () => {
    const other = read('- [ ] 1. a\n  - **属性 1: 顺序**\n- [ ] 2. b\n  - **プロパティ 2: 順序** — 補足\n')
    expect(other.properties).toMatchObject([
      { id: '属性 1', title: '顺序' },
      { id: 'プロパティ 2', title: '順序', attributes: { remarks: '— 補足' } },
    ])
  })
})

describe('phases of a list', () => {
  it('come from headings with a word or a number, and not from others', () => {
    const program = read(`# Harbour

## Overview

The harbour is dug.

## Tasks

### Phase 1: Dig (Weeks 1-2)

- [ ] 1.1 Dig

### 2. Fill

- [ ] 2.1 Fill

## Extra work

- [ ] Sweep
`)
    expect(program.phases).toMatchObject([
      { id: 'P1', title: 'Dig', window: '1-2', tasks: [{ id: '1.1' }] },
      { id: '2', title: 'Fill', tasks: [{ id: '2.1' }] },
    ])
    expect(program.tasks).toMatchObject([{ id: 'extra-work.T1', attributes: { group: 'Extra work' } }])
    expect(program.program.summary).toBe('The harbour is dug.')
  })

  it('may lie in phases, and hold milestones and tasks that are headings', () => {
    const program = read(`# Harbour

## Phase 1: Dig

### 1.1 North

- [ ] Dig north

### Milestone M1: Dug

- [ ] Measure

### Task 1.9: Sweep

- [ ] 1. Broom
`)
    expect(program.phases).toMatchObject([
      { id: 'P1', milestones: [{ id: 'M1', tasks: [{ id: 'M1.T1' }] }], tasks: [{ id: '1.9', children: [{ id: '1.9.1' }] }] },
      { id: '1.1', parent: 'P1', tasks: [{ id: '1.1.T1' }] },
    ])
  })

  it('come from top-level tasks that are named so', () => {
    const program = read(`- [x] 1. Phase B1: Dig
  - [x] 1.1 North
- [ ] 2. Phase 2: Fill
  - [ ] 2.1 South
- [ ] 3. Phase 2: Sweep
  - [ ] 3.1 East
- [ ] 4. Sing
`)
    expect(program.phases.map(({ id, title, tasks }) => [id, title, tree(tasks as Task[])])).toEqual([
      ['B1', 'Dig', [['1', ['1.1']]]],
      [
        'P2',
        'Phase 2',
        [
          ['2', ['2.1']],
          ['3', ['3.1']],
        ],
      ],
    ])
    expect(tree(program.tasks)).toEqual(['4'])
  })

  it('leave criteria and legends to other readers', () => {
    const program = read(`# Harbour

## Tasks

- [ ] 1. Dig

## Definition of Done

- [ ] The harbour is deep
`)
    expect(program.counts).toMatchObject({ tasks: 1, checkboxes: 2 })
  })
})

describe('checkpoints of a list', () => {
  const program = read(`- [x] 1. Dig
- [x] 2. Checkpoint - dug
  - Ensure all tests pass; measure (twice; at ebb).
- [ ] 3. Fill
- [ ] 4. Implement Checkpoint Manager
- [ ] 5. Final checkpoint
- [ ] 6. Final Phase 2 Checkpoint
  - [ ] the water is calm
`)

  it('are gates over what stands before them', () => {
    expect(program.gates).toMatchObject([
      {
        id: '2.checkpoint',
        stage: 'checkpoint',
        criteria: [
          { id: '2.checkpoint.1', statement: 'Ensure all tests pass', check: { kind: 'test', proposed: true } },
          { id: '2.checkpoint.2', statement: 'measure (twice; at ebb).' },
        ],
        covers: ['1'],
        source: { lines: '2' },
      },
      { id: '5.checkpoint', criteria: [{ statement: 'Final checkpoint' }], covers: ['3', '4'], attributes: { follows: '2' } },
      { id: '6.checkpoint', criteria: [{ statement: 'the water is calm', mark: ' ' }], attributes: { follows: '5' } },
    ])
    expect(tasksOf(program).map((one) => one.checkpoint === true)).toEqual([false, true, false, false, true, true, false])
  })

  it.each([
    '检查点 - 完成',
    '最终检查点',
    'チェックポイント：完了',
    'Контрольная точка — готово',
    'Punto de control: listo',
    'Checkpoint 3: sealed',
  ])('reads %s', (title) => {
    expect(read(`- [ ] 1. a\n- [ ] 2. ${title}\n`).gates).toHaveLength(1)
  })

  it('stand in their phase, and between tasks as a sentence', () => {
    const spec = read('# Plan\n\n## Phase 1: Dig\n\n- [ ] T001 [P] [US1] Dig in src/dig.ts\n\n**Checkpoint**: The hole is there\n')
    expect(spec.phases).toMatchObject([
      {
        tasks: [{ id: 'T001', title: 'Dig in src/dig.ts', parallel: true, requirements: ['US1'] }],
        gates: [{ id: 'P1.checkpoint', criteria: [{ statement: 'The hole is there' }] }],
      },
    ])
  })
})

describe('waves', () => {
  const fence = (json: string): string => `- [ ] 1.1 a\n- [ ] 1.2 b\n\n## Task Dependency Graph\n\n\`\`\`json\n${json}\n\`\`\`\n`

  it('go to the tasks and the program', () => {
    const program = read(fence('{ "waves": [\n  { "id": 0, "tasks": ["1.1"] },\n  { "tasks": ["1.2", "9.9"] }\n] }'))
    expect(program.program.attributes).toMatchObject({ waves: ['0: 1.1', '1: 1.2, 9.9'] })
    expect(tasksOf(program).map((one) => one.attributes)).toEqual([{ wave: '0' }, { wave: '1' }])
    expect(kept(program)).toEqual([])
  })

  it.each(['{ "waves": 3 }', '{ "waves": [3] }', '{ "waves": [{ "tasks": [{}] }] }', '{ "waves": ['])(
    'are kept when they are none: %s',
    (json) => {
      const program = read(fence(json))
      expect(program.program.attributes?.waves).toBeUndefined()
      expect(program.accounting.unmapped).toBe(0)
    },
  )
})

describe('hostile lists', () => {
  const many = 2000
  it.each([
    ['one id again and again', '- [ ] 1.1 a\n'.repeat(many)],
    ['checkpoints', '- [ ] 1. Checkpoint\n'.repeat(many)],
    ['one phase again and again', '## Phase 1: a\n- [ ] x\n'.repeat(many)],
    ['properties under one task', `- [ ] 1. a\n${'  - **Property: b**\n'.repeat(many)}`],
    ['references under one task', `- [ ] 1. a\n${'  - _Dependencies: 2.1_\n'.repeat(many)}`],
    ['a very long id', `- [ ] ${'1.'.repeat(many)}1 a\n`],
    ['tags', `- [ ] ${'[US1] '.repeat(many)}a\n`],
    ['a very long title', `- [ ] 1. ${'a'.repeat(many * 10)} checkpoint\n`],
    ['deep boxes', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}- [ ] a\n`).join('')],
    ['a title that is an unclosed label', `- [ ] 1. a\n  - _${'a: '.repeat(many)}\n`],
  ])('are read in time: %s', (_name, text) => {
    const start = processorTime()
    const program = read(text)
    expect(program.accounting.unmapped).toBe(0)
    expect(processorTime() - start).toBeLessThan(4000)
  })
})

const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url))

describe.skipIf(!existsSync(shared))('task lists in ../shared (skipped where the folder is absent)', () => {
  it('reads the seed as it was counted by hand', () => {
    const text = readFileSync(`${shared}seeds/orchestration-phase-b-tasks.md`, 'utf8')
    const program = importDocuments([{ path: 'orchestration-phase-b-tasks.md', text }])
    expect(program.genre).toBe('task-list')
    expect(program.counts).toMatchObject({
      phases: 7,
      tasks: 76,
      tasksDone: 55,
      tasksOptional: 21,
      checkboxes: 76,
      checked: 55,
      gates: 3,
      criteria: 3,
      requirementRefs: 95,
      properties: 38,
    })
    expect(program.phases.map((phase) => phase.id)).toEqual(['B1', 'B2', 'B3', 'B4', 'C', 'D', 'E'])
    const top = [...program.tasks, ...program.phases.flatMap((phase) => (phase.tasks ?? []) as Task[])]
    expect(top).toHaveLength(13)
    expect(
      tasksOf(program).filter((one) => one.optional && one.state !== undefined && typeof one.state !== 'string' && one.state.mark === 'x'),
    ).toHaveLength(1)
    expect(program.properties.filter((one) => one.attributes?.alsoDefined)).toMatchObject([{ id: 'Property 21' }])
    expect(program.properties.filter((one) => one.attributes?.numbered === 'no')).toHaveLength(3)
    expect(program.accounting).toMatchObject({ nonBlank: 394, unmapped: 0 })
    expect(program.accounting.mapped / 394).toBeGreaterThan(0.95)
  })

  const [head = '', ...rows] = existsSync(shared) ? readFileSync(`${shared}acceptance/corpus-truth.tsv`, 'utf8').trimEnd().split('\n') : []
  const columns = head.split('\t')
  const truth = new Map(rows.map((row) => row.split('\t')).map((cells) => [cells[columns.indexOf('file')], cells]))
  const files = existsSync(shared) ? readdirSync(`${shared}corpus/kiro`) : []

  it.each(files)('counts the boxes, marks, stars and references of %s', (file) => {
    const program = importDocuments([{ path: `kiro/${file}`, text: readFileSync(`${shared}corpus/kiro/${file}`, 'utf8') }])
    const cells = truth.get(file) ?? []
    const wanted = (column: string): number => Number(cells[columns.indexOf(column)])
    expect(program.counts).toMatchObject({
      checkboxes: wanted('checkbox'),
      checked: wanted('checked'),
      tasksOptional: wanted('optional'),
      requirementRefs: wanted('req_refs'),
    })
    expect(program.genre).toBe('task-list')
    expect(program.accounting.unmapped).toBe(0)
    expect(program.accounting.mapped / program.accounting.nonBlank).toBeGreaterThan(0.85)
  })
})
