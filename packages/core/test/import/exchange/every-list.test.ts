import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { exchangedTypes, shapes } from '../../../src/import/exchange/shape.ts'
import { recordLists } from '../../../src/import/record-lists.ts'
import { optionalFiles } from '../../../src/load/program-files.ts'
import { Criterion, Gate } from '../../../src/schema/gate.ts'
import { Milestone, PhaseFile } from '../../../src/schema/phase.ts'
import { Deliverable, Task } from '../../../src/schema/plan-records.ts'
import { ProgramFile } from '../../../src/schema/program.ts'
import { schemas } from '../../../src/schema/registry.ts'

/** Lists of records that are no records of the open formats, and why. Every other list that the schema has must be exchanged. */
const exceptions: Readonly<Record<string, string>> = {
  'program.people': 'stands whole in the record of type program',
  'program.roles': 'stands whole in the record of type program',
  'program.assumptions': 'stands whole in the record of type program; few have an id',
  'policy.people': 'the policy is left out: an export is no backup, and nobody gets a say by an import',
  'policy.forums': 'as policy.people',
}

interface Loose {
  readonly shape?: Readonly<Record<string, Loose>>
  readonly element?: Loose
  readonly options?: readonly Loose[]
  unwrap?: () => Loose
}

/** What a schema stands for, without what makes it optional or defers it; the parts of a union. */
function kindsOf(schema: Loose): Loose[] {
  if (schema.options !== undefined) return schema.options.flatMap(kindsOf)
  return typeof schema.unwrap === 'function' && schema.element === undefined ? kindsOf(schema.unwrap()) : [schema]
}

/** The fields of a schema that are lists of objects with an id. */
function listsIn(schema: z.ZodType): string[] {
  const fields = kindsOf(schema as unknown as Loose).flatMap(({ shape }) => Object.entries(shape ?? {}))
  const holdsRecords = (field: Loose): boolean =>
    kindsOf(field).some(({ element }) => element !== undefined && kindsOf(element).some(({ shape }) => shape?.['id'] !== undefined))
  return fields.flatMap(([name, field]) => (holdsRecords(field) ? [name] : []))
}

describe('every list of records that a program has', () => {
  const ofFiles = optionalFiles.flatMap((file) => listsIn(schemas[file]).map((list) => [file, list] as const))
  const named = (one: string): boolean => Object.hasOwn(exceptions, one)

  it('is found in the schema', () => {
    const lists = ofFiles.map(([, list]) => list)
    expect(lists).toEqual(expect.arrayContaining(['tasks', 'risks', 'gates', 'metrics', 'questions', 'decisions', 'actions']))
    expect(listsIn(PhaseFile)).toEqual(expect.arrayContaining(['milestones', 'tasks', 'deliverables', 'gates']))
    expect(listsIn(Task)).toEqual(['children'])
  })

  it.each(ofFiles)('of %s.yaml, %s, is exchanged', (file, list) => {
    if (named(`${file}.${list}`)) return
    expect(Object.keys(recordLists)).toContain(list)
    expect(exchangedTypes).toContain(recordLists[list as keyof typeof recordLists])
  })

  it.each(
    Object.entries({ program: ProgramFile, phase: PhaseFile, milestone: Milestone, task: Task, gate: Gate, deliverable: Deliverable }),
  )('inside of a %s is exchanged', (type, schema) => {
    const held = shapes[type as keyof typeof shapes].lists
    expect(listsIn(schema).filter((list) => !Object.hasOwn(held, list) && !named(`${type}.${list}`))).toEqual([])
  })

  it('holds no list inside of its records that is not looked at above', () => {
    const flat = [Criterion, ...ofFiles.flatMap(([file]) => (['tasks', 'gates', 'policy'].includes(file) ? [] : [schemas[file]]))]
    const inner = flat.flatMap((file) =>
      kindsOf(file as unknown as Loose).flatMap(({ shape = {} }) =>
        Object.values(shape).flatMap((field) =>
          kindsOf(field).flatMap(({ element }) => (element === undefined ? [] : listsIn(element as unknown as z.ZodType))),
        ),
      ),
    )
    expect(inner).toEqual([])
  })

  it('that is an exception is one of the schema still', () => {
    const all = [...ofFiles.map(([file, list]) => `${file}.${list}`), ...listsIn(ProgramFile).map((list) => `program.${list}`)]
    expect(Object.keys(exceptions).filter((one) => !all.includes(one))).toEqual([])
  })
})
