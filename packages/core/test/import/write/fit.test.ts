import { describe, expect, it } from 'vitest'
import type { ImportedChecklist } from '../../../src/import/imported.ts'
import { fieldChanges } from '../../../src/import/merge/fields.ts'
import { identityOf, isWithin, sourceFileOf } from '../../../src/import/merge/identity.ts'
import { unitsOf } from '../../../src/import/merge/units.ts'
import { checkFiles } from '../../../src/import/write/check-files.ts'
import { clean } from '../../../src/import/write/clean.ts'
import { checklistFile, fileNameOf } from '../../../src/import/write/files.ts'
import { placeOf, renameReferences } from '../../../src/import/write/fit-ids.ts'
import { fitValues } from '../../../src/import/write/fit-values.ts'
import { writeRecords } from '../../../src/import/write/records.ts'
import type { SchemaName } from '../../../src/schema/registry.ts'
import { schemas } from '../../../src/schema/registry.ts'
import { imported } from './imported-sample.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

describe('values that no schema takes', () => {
  it.each<[string, SchemaName, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['an entry that is no record', 'risks', { risks: [5, { id: 'R', title: 'Ice' }] }, { risks: [{ id: 'R', title: 'Ice' }] }, ['5']],
    ['no title', 'risks', { risks: [{ id: 'R' }] }, { risks: [{ id: 'R', title: 'R' }] }, []],
    ['neither id nor title', 'risks', { risks: [{}] }, { risks: [{ id: 'unnamed', title: '(untitled)' }] }, []],
    ['a text for the list', 'risks', { risks: 'none' }, { risks: 'none' }, ['risks: none']],
    ['a mapping for a title', 'phase', { id: 'P1', title: { a: 1 } }, { id: 'P1', title: 'P1', notes: ['title: {"a":1}'] }, []],
    [
      'a note beside others',
      'phase',
      { id: 'P1', title: 'T', notes: ['old'], window: 'soon' },
      { id: 'P1', title: 'T', notes: ['old', 'window: soon'] },
      [],
    ],
    ['notes that are none', 'phase', { id: 'P1', title: 'T', goals: 3 }, { id: 'P1', title: 'T', notes: ['goals: 3'] }, []],
  ])('%s', (_name, schema, value, wanted, homeless) => {
    const found: string[] = []
    const file: Record<string, unknown> = { format: 1, ...structuredClone(value) }
    fitValues(schema, file, (text) => found.push(text))
    expect(found).toEqual(homeless)
    if (homeless[0]?.startsWith('risks')) expect(file).not.toHaveProperty('risks')
    else {
      expect(file).toEqual({ format: 1, ...wanted })
      expect(schemas[schema].safeParse(file).success).toBe(true)
    }
  })

  it('ids that are no texts are made up', () => {
    const { files } = writeRecords(imported({ risks: [{ id: 7, title: 'Ice' }] as never }), folders)
    expect(files.find(({ schema }) => schema === 'risks')?.value).toMatchObject({ risks: [{ id: 'unnamed', title: 'Ice' }] })
  })
})

it('paths that evidence covers are no ids of tasks', () => {
  const covers = (): string[] => ['docs/M1/sums.csv']
  const value = { gates: [{ id: 'Q', covers: covers(), criteria: [{ id: 'Q.1', check: { kind: 'evidence', covers: covers() } }] }] }
  renameReferences(value, (id) => id.replaceAll('/', '-'))
  expect([value.gates[0]?.covers, value.gates[0]?.criteria[0]?.check.covers]).toEqual([['docs-M1-sums.csv'], ['docs/M1/sums.csv']])
})

describe('places of records', () => {
  it.each([
    [undefined, undefined],
    [{ source: { file: 'a.md', lines: '4-6' } }, 4],
    [{ source: { file: 'a.md' } }, 1],
    [{ source: { file: 'a.md', lines: 'all' } }, 1],
  ])('%j is at line %s', (record, line) => expect(placeOf(record)?.line).toBe(line))
})

describe('names of files', () => {
  it('of long ids are cut, and differ still', () => {
    const [a, b] = [fileNameOf(`${'x'.repeat(300)}a`), fileNameOf(`${'x'.repeat(300)}b`)]
    expect(a.length).toBeLessThanOrEqual(200)
    expect(a).not.toBe(b)
  })

  it('of checklists are never taken twice', () => {
    const taken = new Set<string>()
    const list = (fields: Partial<ImportedChecklist>): { path: string; text: string } =>
      checklistFile(
        { name: 'oil', phase: '', title: 'Oil', lines: ['- [ ] a'], source: { file: 'p.md', lines: '1' }, ...fields },
        folders,
        taken,
      )
    expect(list({}).path).toBe('inbox/oil.md')
    expect(list({ name: 'OIL' }).path).toBe('inbox/OIL-2.md')
    expect(list({ name: '' }).path).toMatch(/^inbox\/[^/]+\.md$/)
    expect(list({ phase: 'P1' })).toEqual({
      path: 'inbox/P1/oil.md',
      text: '---\nphase: "P1"\nsource: { file: "p.md", lines: "1" }\n---\n\n# Oil\n\n- [ ] a\n',
    })
    expect(list({ title: ' ', lines: [] }).text).toBe('---\nsource: { file: "p.md", lines: "1" }\n---\n')
  })
})

it('files without a program have no program', () => {
  expect(checkFiles([{ path: 'specification/risks.yaml', text: 'format: 1\nrisks: []\n' }], folders).program).toBeUndefined()
})

it('tasks that are nested too deep stand beside each other', () => {
  let task: unknown = { id: 'last', children: ['no task'] }
  for (let depth = 30; depth > 0; depth--) task = { id: `T${depth}`, children: [task] }
  const depthOf = (one: unknown): number => {
    const { children = [] } = one as { children?: unknown[] }
    return 1 + Math.max(0, ...children.map(depthOf))
  }
  const cleaned = clean(task as object)
  expect(depthOf(cleaned)).toBeLessThan(20)
  expect(JSON.stringify(cleaned)).toContain('"last"')
  expect(JSON.stringify(cleaned)).not.toContain('no task')
})

describe('records that are compared', () => {
  const file = {
    path: 'specification/phases/P1.yaml',
    schema: 'phase',
    value: { id: 'P1', title: 'T', tasks: ['T-0', { id: 'T-1' }] },
  } as const
  const [phase, task] = unitsOf([file as never])

  it('are those of the lists of a file, and know what they stand in', () => {
    if (!phase || !task) throw new Error('two records were expected')
    expect([phase.id, task.id]).toEqual(['P1', 'T-1'])
    expect([isWithin(task, phase), isWithin(phase, task), isWithin(phase, phase)]).toEqual([true, false, false])
    expect(sourceFileOf(task)).toBeUndefined()
  })

  it('are known by their words', () => {
    expect(identityOf('task', {})).toBe('task\n')
    expect(identityOf('criterion', { statement: 'Dry' })).toBe(identityOf('criterion', { title: 'Dry' }))
    expect(identityOf('task', { title: 'Dry' })).not.toBe(identityOf('task', { title: 'Wet' }))
  })

  it('follow the plan in where they stand, and lack nothing that the plan has', () => {
    const source = { file: 'a.md' }
    expect(fieldChanges({}, { source }, undefined, false)).toEqual([])
    expect(fieldChanges({ source }, {}, undefined, false)).toEqual([{ field: 'source', type: 'take', value: source }])
    expect(fieldChanges({ title: 'a', owner: 'b' }, { title: 'c' }, undefined, true)).toEqual([
      { field: 'owner', type: 'take', value: 'b' },
    ])
    expect(fieldChanges({ title: 'a', owner: null }, { title: 'a' }, undefined, false)).toEqual([])
  })
})
