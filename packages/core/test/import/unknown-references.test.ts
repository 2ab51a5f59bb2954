import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportedProgram } from '../../src/import/imported.ts'
import { planImport } from '../../src/import/write/plan-import.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
const file = (path: string, ...lines: string[]) => ({ path, text: `${lines.join('\n')}\n` })
const errorsOf = (program: ImportedProgram): string[] =>
  planImport(program, { folders, schemas: {}, documents: [] }).defects.flatMap((one) => (one.severity === 'error' ? [one.message] : []))
const warningsOf = (program: ImportedProgram) => program.diagnostics.filter((one) => one.code === 'import/unknown-reference')

const orchard = [
  '# Orchard',
  '',
  '## Phase 1 — Plant',
  '',
  '| ID | Task | Depends on |',
  '| --- | --- | --- |',
  '| O-1 | Dig | - |',
  '| O-2 | Plant | O-1, O-7, O-8 |',
]

describe('references to what nobody declares', () => {
  it('are attributes of the task, and the program is valid', () => {
    const program = importDocuments([file('plan.md', ...orchard)])
    expect(program.phases[0]?.tasks).toMatchObject([
      { id: 'O-1' },
      { id: 'O-2', prerequisites: ['O-1'], attributes: { prerequisites: ['O-7', 'O-8'] } },
    ])
    expect(errorsOf(program)).toEqual([])
    expect(program.accounting).toMatchObject({ kept: 0, unmapped: 0 })
    expect(warningsOf(program)).toMatchObject([
      {
        severity: 'warning',
        message: 'prerequisites of task O-2: the plan declares no task O-7, O-8',
        location: { file: 'plan.md', line: 8, column: 22 },
      },
    ])
    expect(warningsOf(program)[0]?.help).toContain('import the document')
  })

  it('are none when another document of the import declares it', () => {
    const program = importDocuments([
      file('plan.md', ...orchard),
      file('more.md', '# More', '', '## Phase 2 — Pick', '', '| ID | Task |', '| --- | --- |', '| O-7 | Water |', '| O-8 | Fence |'),
    ])
    expect(program.phases[0]?.tasks?.[1]).toMatchObject({ prerequisites: ['O-1', 'O-7', 'O-8'] })
    expect(warningsOf(program)).toEqual([])
    expect(errorsOf(program)).toEqual([])
  })

  it('are none when the program that the plan goes to has it already', () => {
    const program = importDocuments([file('plan.md', ...orchard)], { declared: { task: ['O-7'] } })
    expect(program.phases[0]?.tasks?.[1]).toMatchObject({ prerequisites: ['O-1', 'O-7'], attributes: { prerequisites: 'O-8' } })
  })

  it('stand in risks too', () => {
    const program = importDocuments([
      file(
        'plan.md',
        ...orchard.slice(0, 7),
        '',
        '## Risks',
        '',
        '| ID | Risk | Tasks |',
        '| --- | --- | --- |',
        '| R-1 | Frost | O-1, O-9 |',
      ),
    ])
    expect(program.risks).toMatchObject([{ id: 'R-1', tasks: ['O-1'], attributes: { tasks: 'O-9' } }])
    expect(warningsOf(program)).toMatchObject([{ message: 'tasks of risk R-1: the plan declares no task O-9' }])
    expect(errorsOf(program)).toEqual([])
  })

  it('mean the declared id where only the case differs', () => {
    const task = (id: string, ...more: string[]) =>
      file(`tasks/${id}.md`, '---', `id: ${id}`, `title: Task ${id}`, 'status: To Do', ...more, '---', '')
    const program = importDocuments([task('fence-1'), task('fence-2', 'dependencies: [FENCE-1, fence-9]')])
    expect(program.tasks[1]).toMatchObject({ prerequisites: ['fence-1'], attributes: { prerequisites: 'fence-9' } })
    expect(errorsOf(program)).toEqual([])
  })

  it('are counted, not all named, when there are many', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `O-${at + 20}`).join(', ')
    const program = importDocuments([file('plan.md', ...orchard.slice(0, 7), `| O-2 | Plant | ${ids} |`)])
    expect(warningsOf(program)[0]?.message).toContain('O-27 and 4 more')
  })
})
