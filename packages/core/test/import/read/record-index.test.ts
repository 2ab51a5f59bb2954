import { describe, expect, it } from 'vitest'
import { Draft } from '../../../src/import/read/draft.ts'
import { indexOf, listTask } from '../../../src/import/read/record-index.ts'
import { readWaitingTables } from '../../../src/import/read/tables.ts'
import { readTaskReferences } from '../../../src/import/read/task-references.ts'
import type { PhaseFile } from '../../../src/schema/phase.ts'
import type { Task } from '../../../src/schema/plan-records.ts'
import { open } from '../tables-reading.ts'

const task = (id: string, children?: (Task | string)[]): Task => ({ id, title: id, ...(children && { children: children as Task[] }) })

describe('the index of a draft', () => {
  it('finds records wherever they stand; the first of an id is the one', () => {
    const draft = new Draft('demo', 'Demo')
    const first: PhaseFile = { format: 1, id: 'P1', title: 'Build', tasks: [task('T-1', [task('T-1.1'), 'T-9']), 'T-2'] }
    const twin: PhaseFile = { format: 1, id: 'P1', title: 'Again', milestones: [{ id: 'M1', title: 'One', tasks: [task('T-3')] }] }
    const third: PhaseFile = { format: 1, id: 'P2', title: 'Ship', milestones: [{ id: 'M1', title: 'Other' }] }
    draft.phases.push(first, twin, third)
    draft.tasks.push(task('T-1'), task('T-4'))
    draft.risks.push({ id: 'R-1', title: 'Rain' })
    const index = indexOf(draft)
    expect([...index.tasks.keys()]).toEqual(['T-1', 'T-1.1', 'T-3', 'T-4'])
    expect(index.tasks.get('T-1')).toBe(first.tasks?.[0])
    expect([...index.phases.values()]).toEqual([first, third])
    expect([...index.titles.keys()]).toEqual(['build', 'again', 'ship'])
    expect(index.milestones.get('M1')?.phase).toBe(twin)
    expect([...index.risks.keys()]).toEqual(['R-1'])
  })

  it('lists a task once, by its record or by its id', () => {
    const index = indexOf(new Draft('demo', 'Demo'))
    const list: (Task | string)[] = ['T-1', task('T-2')]
    for (const entry of ['T-1', 'T-2', 'T-3', 'T-3', task('T-4'), 'T-4']) listTask(index, list, entry)
    expect(list.map((entry) => (typeof entry === 'string' ? entry : entry.id))).toEqual(['T-1', 'T-2', 'T-3', 'T-4'])
  })
})

describe('tasks of a phase by their ids', () => {
  function refer(text: string, known: readonly string[] = []) {
    const { section, reading } = open(`# Tasks\n\n${text}\n`)
    const { draft, account } = reading
    const phase: PhaseFile = draft.named<PhaseFile>({ format: 1, id: 'P1', title: 'Build' }, 'phase', 'P1')
    draft.phases.push(phase)
    draft.tasks.push(...known.map((id) => task(id)))
    const lines = section.blocks.flatMap((block) => ('lines' in block ? block.lines : []))
    const read = readTaskReferences(text, lines, phase, 'Tasks', reading)
    readWaitingTables(draft)
    return { read, tasks: phase.tasks, attributes: phase.attributes, claimed: lines.every((line) => account.isClaimed(line)) }
  }

  it.each([
    ['T-001, T-002.', [], ['T-001', 'T-002'], undefined],
    ['T-001 – T-003', ['T-001', 'T-002', 'T-003', 'T-004'], ['T-001', 'T-002', 'T-003'], { Tasks: 'T-001 – T-003' }],
    ['T-001 and then the rest', ['T-001'], ['T-001'], { Tasks: 'T-001 and then the rest' }],
    ['1–3', [], undefined, { Tasks: '1–3' }],
  ])('%j', (text, known, tasks, attributes) => {
    expect(refer(text, known)).toEqual({ read: true, tasks, attributes, claimed: true })
  })

  it.each(['build the house', `T-001 ${'x'.repeat(5000)}`])('are none: %.20s', (text) => {
    expect(refer(text)).toEqual({ read: false, tasks: undefined, attributes: undefined, claimed: false })
  })
})
