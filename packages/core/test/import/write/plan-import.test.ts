import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { ImportedProgram } from '../../../src/import/imported.ts'
import { type ImportPlanOptions, type PlannedImport, planImport } from '../../../src/import/write/plan-import.ts'
import { writeRecords } from '../../../src/import/write/records.ts'
import { parseChecklist } from '../../../src/load/checklist.ts'
import { loadRecord } from '../../../src/load/record.ts'
import { imported, orchard } from './imported-sample.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
const plan = (program: ImportedProgram, options: Partial<ImportPlanOptions> = {}) =>
  planImport(program, { folders, schemas: {}, documents: [], ...options })

function textsOf(planned: PlannedImport): Map<string, string> {
  if (!planned.ok) throw new Error(planned.diagnostics.map((one) => one.message).join('\n'))
  return new Map(planned.plan.steps.map((step) => ('text' in step ? [step.path, step.text] : ['', ''])))
}

/** Every file reads back as the values that it was written from. */
function expectFaithful(program: ImportedProgram): void {
  for (const { path, schema, value, text } of writeRecords(program, folders).files) {
    const loaded = loadRecord(schema, { path, text })
    expect(loaded.diagnostics, text).toEqual([])
    expect(loaded.record).toEqual(value)
  }
}

describe('a new workspace', () => {
  const texts = textsOf(plan(orchard()))

  it('has one file for each kind of record that there is', () => {
    expect([...texts.keys()]).toEqual([
      'refractor.yaml',
      'specification/program.yaml',
      'specification/phases/P0.yaml',
      'specification/risks.yaml',
      'inbox/P0/tools.md',
      'specification/.import/orchard.json',
      'specification/policy.yaml',
      'inbox/.gitkeep',
      'outbox/.gitkeep',
      'docs/evidence/.gitkeep',
      '.gitignore',
      '.gitattributes',
    ])
  })

  it('links without a finding but those of the plan', () => {
    const { defects, diagnostics } = plan(orchard())
    expect(diagnostics).toEqual([])
    expect(defects.filter((one) => one.severity !== 'info').map((one) => one.code)).toEqual([])
  })

  it('is written as a person would', () => {
    expect(texts.get('specification/program.yaml')).toBe(`format: 1
id: "orchard"
name: "The orchard"
genre: milestone-plan
imports:
  - file: "plan.md"
    lines: 40
    sha256: "${'a'.repeat(64)}"
roles:
  - id: "GL"
    title: "Gardener"
    owner: "Gardener"
`)
    expect(texts.get('specification/phases/P0.yaml')).toBe(`format: 1
id: "P0"
title: "Plant: the trees"
source: { file: "plan.md", lines: "3-20" }
window: "0-2"
goals:
  - |-
    Every tree stands.
    Straight.
milestones:
  - id: "P0.M1"
    title: "Holes are dug"
    source: { file: "plan.md", lines: "5-12" }
    accountable: ["GL"]
    tasks:
      - id: "T-1"
        title: "Dig"
        source: { file: "plan.md", lines: "7" }
        state: { value: done, mark: "x" }
      - id: "T-2"
        title: "Water"
        prerequisites: ["T-1"]
        notes:
          - "> twice a day"
    deliverables:
      - id: "P0.M1.D1"
        title: "A map of the holes"
        path: "docs/holes.md"
    acceptance:
      - id: "P0.M1.1"
        statement: "Each hole is deep enough"
exit:
  criteria:
    - id: "P0.1"
      statement: "No tree leans"
`)
  })

  it('keeps the boxes of a checklist as they are', () => {
    const { frontMatter, boxes } = parseChecklist({ path: 'a.md', text: texts.get('inbox/P0/tools.md') ?? '' })
    expect(frontMatter).toEqual({ phase: 'P0', source: { file: 'plan.md', lines: '30-31' } })
    expect(boxes.map(({ mark, text, indent }) => [mark, text, indent])).toEqual([
      ['x', 'Spade', 0],
      [' ', 'Handle', 2],
    ])
  })

  it('names the schema of each file for editors', () => {
    const withSchemas = textsOf(plan(orchard(), { schemas: { phase: '{}', program: '{}' } }))
    expect(withSchemas.get('specification/phases/P0.yaml')?.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../../.refractor/schema/phase.schema.json',
    )
    expect(withSchemas.get('specification/risks.yaml')?.split('\n')[0]).toBe('format: 1')
    expect(withSchemas.has('.refractor/schema/phase.schema.json')).toBe(true)
  })
})

describe('a workspace that is there', () => {
  const add = (text: string, onlyProgram?: string) =>
    plan(orchard(), { workspace: { source: { path: 'refractor.yaml', text }, onlyProgram, isListed: true } })
  const cases: readonly (readonly [name: string, before: string, onlyProgram: string | undefined, after: string])[] = [
    ['one program', '# Root\nformat: 1\n', 'a', '# Root\nformat: 1\nprograms:\n  - id: "a"\n    default: true\n  - id: "orchard"\n'],
    [
      'a list of one',
      'format: 1\nprograms:\n  - id: "a" # the first\n',
      undefined,
      'format: 1\nprograms:\n  - id: "a" # the first\n    default: true\n  - id: "orchard"\n',
    ],
    [
      'a list of several',
      'format: 1\nprograms:\n  - id: "a"\n    default: true\n  - id: b\nfolders: { inbox: in }\n',
      undefined,
      'format: 1\nprograms:\n  - id: "a"\n    default: true\n  - id: b\n  - id: "orchard"\nfolders: { inbox: in }\n',
    ],
  ]
  test.each(cases)('%s: refractor.yaml gets one more', (_name, before, onlyProgram, after) => {
    expect(textsOf(add(before, onlyProgram)).get('refractor.yaml')).toBe(after)
  })

  it('is refused when refractor.yaml cannot be read', () => {
    const planned = add('format: [')
    expect([planned.ok, planned.diagnostics.map((one) => one.code)]).toEqual([false, ['workspace/unwritable']])
  })

  it('gets only the files of the program when it is listed already', () => {
    const planned = plan(orchard(), { workspace: { source: { path: 'refractor.yaml', text: 'format: 1\n' }, isListed: false } })
    expect([...textsOf(planned).keys()]).toEqual([
      'specification/program.yaml',
      'specification/phases/P0.yaml',
      'specification/risks.yaml',
      'inbox/P0/tools.md',
      'specification/.import/orchard.json',
    ])
  })
})

describe('what no program can hold', () => {
  it.each([
    ['A/B', 'A-B'],
    [' T 1 ', 'T 1'],
    ['', 'unnamed'],
    ['a\nb', 'a-b'],
  ])('the id %j becomes %j, and so do references to it', (id, fitted) => {
    const program = imported({
      tasks: [
        { id, title: 'One', source: { file: 'plan.md', lines: '4-5' } },
        { id: 'Z', title: 'Z', prerequisites: [id || 'Z'] },
      ],
    })
    const planned = plan(program)
    expect(planned.diagnostics.map((one) => [one.code, one.location?.line])).toEqual([['import/unfit-id', 4]])
    const tasks = loadRecord('tasks', { path: 'tasks.yaml', text: textsOf(planned).get('specification/tasks.yaml') ?? '' }).record?.tasks
    expect(tasks?.map((task) => task.id)).toEqual([fitted, 'Z'])
    if (id !== '') expect(tasks?.[1]?.prerequisites).toEqual([fitted])
  })

  it('says how many tasks a file holds, with those nested in others', () => {
    const planned = plan(imported({ tasks: [{ id: '1', title: 'One', children: [{ id: '1.1', title: 'Part' }] }] }))
    expect(planned.ok && planned.plan.steps.find((step) => 'path' in step && step.path === 'specification/tasks.yaml')).toMatchObject({
      why: '2 tasks',
    })
  })

  it('over-long ids stay different', () => {
    const long = (end: string): string => `${'x'.repeat(140)}${end}`
    const program = imported({
      tasks: [
        { id: long('a'), title: 'A' },
        { id: long('b'), title: 'B' },
      ],
    })
    const ids = loadRecord('tasks', {
      path: 'tasks.yaml',
      text: textsOf(plan(program)).get('specification/tasks.yaml') ?? '',
    }).record?.tasks.map((one) => one.id)
    expect(new Set(ids).size).toBe(2)
    expect(ids?.every((id) => id.length <= 128)).toBe(true)
  })

  it('a second record of the same id gets another', () => {
    const task = (id: string) => ({ id, title: id })
    const planned = plan(imported({ tasks: [task('T1'), task('t1'), task('T1-2'), task('T1')] }))
    expect(planned.diagnostics.map((one) => one.code)).toEqual(['import/duplicate-id', 'import/duplicate-id'])
    expect(planned.defects.filter((one) => one.code.startsWith('link/'))).toEqual([])
    expect(
      textsOf(planned)
        .get('specification/tasks.yaml')
        ?.match(/- id: .*/g),
    ).toEqual(['- id: "T1"', '- id: "t1-3"', '- id: "T1-2"', '- id: "T1-4"'])
  })

  it('values that fit no field are kept as notes', () => {
    const program = imported({
      risks: [{ id: 'R1', title: '', review: 'next week', tasks: [], notes: ['Kept.'] }],
      phases: [
        {
          format: 1,
          id: 'P1',
          title: 'One',
          window: 'soon',
          deliverables: [{ id: 'D', title: 'D', path: '../outside' }],
          exit: { criteria: [{ id: 'P1.1', statement: 'All', check: { kind: 'artifact', paths: ['/etc/passwd'] } }] },
        },
      ],
    })
    const planned = plan(program)
    const texts = textsOf(planned)
    expect([...new Set(planned.diagnostics.map((one) => one.code))]).toEqual(['import/unfit-value'])
    expect(loadRecord('risks', { path: 'r.yaml', text: texts.get('specification/risks.yaml') ?? '' }).record?.risks).toEqual([
      { id: 'R1', title: 'R1', notes: ['Kept.', 'review: next week'] },
    ])
    const phase = loadRecord('phase', { path: 'p.yaml', text: texts.get('specification/phases/P1.yaml') ?? '' }).record
    expect(phase?.notes).toEqual(['window: soon'])
    expect(phase?.deliverables?.[0]).toEqual({ id: 'D', title: 'D', notes: ['path: ../outside'] })
    expect(phase?.exit?.criteria[0]?.notes?.length).toBe(1)
    expectFaithful(program)
  })

  it('a program that would be larger than what is read back is refused', () => {
    const planned = plan(imported({ tasks: Array.from({ length: 6_000 }, (_, index) => ({ id: `T${index}`, title: 'x'.repeat(200) })) }))
    expect([planned.ok, planned.diagnostics.map((one) => one.code)]).toEqual([false, ['import/too-large']])
  })

  it('tasks that are nested without end are laid flat', () => {
    let task = { id: 'T0', title: 'T0' }
    for (let depth = 1; depth < 500; depth++) task = { id: `T${depth}`, title: 'T', children: [task] } as typeof task
    expectFaithful(imported({ tasks: [task] }))
  })
})

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('a\nb', 'a: b', '- x', '', ' ', 'T/1'))
const any = fc.oneof(
  { maxDepth: 3 },
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
)
const record = (keys: readonly string[]) =>
  fc.record(
    { id: text, title: text, ...Object.fromEntries(keys.map((key) => [key, any])) },
    { requiredKeys: ['id', 'title'], noNullPrototype: true },
  )

test('whatever the readers give, the files validate and read back', () => {
  const tasks = record(['state', 'prerequisites', 'children', 'attributes', 'notes', 'source', 'optional', 'nonsense'])
  const phases = record(['window', 'goals', 'milestones', 'entry', 'exit', 'tasks', 'dependencies', 'deliverables', 'notes'])
  fc.assert(
    fc.property(
      fc.array(tasks, { maxLength: 4 }),
      fc.array(phases, { maxLength: 3 }),
      fc.array(record(['review', 'tasks', 'notes']), { maxLength: 2 }),
      (tasks, phases, risks) => {
        const program = imported({ tasks, risks, phases: phases.map((phase) => ({ format: 1, ...phase })) } as never)
        expectFaithful(program)
      },
    ),
    { numRuns: 200 },
  )
})
