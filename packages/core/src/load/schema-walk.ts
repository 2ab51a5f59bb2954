import { z } from 'zod'
import { Window } from '../schema/phase.ts'
import { DateOnly, GitOid, Id, IsoDuration, PathPattern, RepoPath, Sha256, Timestamp } from '../schema/scalars.ts'
import { isMapping, valueAt } from './parsed.ts'

export type Schema = z.core.$ZodType
export type Path = readonly PropertyKey[]

/** A schema without what only says that it may be left out. */
export function bare(schema: Schema): Schema {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodLazy) inner = inner.unwrap() as Schema
  return inner
}

/** How well an alternative suits a value: 0 not at all, 5 when quotes would make it fit, 10 and more when it is of its kind. */
function fitness(option: Schema, value: unknown): number {
  const schema = bare(option)
  if (schema instanceof z.ZodDiscriminatedUnion) return isMapping(value) ? (Object.hasOwn(value, schema.def.discriminator) ? 1000 : 10) : 0
  if (schema instanceof z.ZodUnion) return Math.max(...schema.options.map((one) => fitness(one, value)))
  if (schema instanceof z.ZodObject) {
    if (!isMapping(value)) return 0
    return Object.keys(value).reduce((score, key) => score + (Object.hasOwn(schema.shape, key) ? 20 : -1), 10)
  }
  if (schema instanceof z.ZodArray) return Array.isArray(value) ? 10 : 0
  if (schema instanceof z.ZodRecord) return isMapping(value) ? 10 : 0
  if (schema instanceof z.ZodNumber) return typeof value === 'number' ? 10 : 0
  if (schema instanceof z.ZodBoolean) return typeof value === 'boolean' ? 10 : 0
  return typeof value === 'string' ? 10 : typeof value === 'object' && value !== null ? 0 : 5
}

/** The alternative of a union that the value was most likely meant for. */
export function pickOption(options: readonly Schema[], value: unknown): number {
  const scores = options.map((one) => fitness(one, value))
  return scores.indexOf(Math.max(...scores))
}

/** The schema that the value at a path answers to; unions are followed as `pickOption` decides. */
export function schemaAt(root: Schema, value: unknown, path: Path): Schema | undefined {
  let schema = bare(root)
  let here = value
  for (const step of path) {
    schema = concrete(schema, here)
    let next: Schema | undefined
    if (schema instanceof z.ZodObject) next = Object.hasOwn(schema.shape, step) ? (schema.shape[step as string] as Schema) : undefined
    else if (schema instanceof z.ZodArray) next = schema.element as Schema
    else if (schema instanceof z.ZodRecord) next = schema.valueType as Schema
    if (!next) return undefined
    schema = bare(next)
    here = valueAt(here, [step])
  }
  return schema
}

/** Follows unions to the alternative that suits the value. */
export function concrete(schema: Schema, value: unknown): Schema {
  let here = bare(schema)
  while (here instanceof z.ZodUnion) {
    const kind = here instanceof z.ZodDiscriminatedUnion ? claimant(here, value) : undefined
    here = bare(kind ?? (here.options[pickOption(here.options, value)] as Schema))
  }
  return here
}

/** The alternative that names the value of the discriminator. */
function claimant(union: z.ZodDiscriminatedUnion, value: unknown): Schema | undefined {
  const { discriminator } = union.def
  const kind = isMapping(value) ? value[discriminator] : undefined
  return union.options.find((one) => one instanceof z.ZodObject && choices(one.shape[discriminator]).includes(String(kind)))
}

/** Words for scalars that have a form of their own. */
const forms = new Map<Schema, string>([
  [Id, 'an id'],
  [Timestamp, 'a UTC time such as 2026-01-31T09:00:00Z'],
  [DateOnly, 'a date such as 2026-01-31'],
  [Sha256, '64 lower-case hexadecimal digits'],
  [GitOid, 'a git object id (40 or 64 lower-case hexadecimal digits)'],
  [RepoPath, 'a path inside the repository'],
  [PathPattern, 'a path or glob inside the repository'],
  [IsoDuration, 'a duration such as P30D or PT24H'],
  [Window, 'weeks such as "0-2", "2" or "28+"'],
])

/** True for a text that must have a form of its own, such as a date. */
export function hasForm(schema: Schema | undefined): boolean {
  return schema !== undefined && forms.has(schema)
}

/** The values that a schema lists, as they are written. */
export function choices(schema: Schema | undefined): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String)
  return []
}

/** What a schema wants, in words that follow "expected". */
export function wanted(schema: Schema | undefined): string {
  if (!schema) return 'something else'
  const inner = bare(schema)
  const listed = choices(inner)
  if (listed.length > 0) return listed.length === 1 ? (listed[0] as string) : `one of ${listed.join(', ')}`
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map((one) => wanted(one)))].join(' or ')
  if (inner instanceof z.ZodArray) return 'a list'
  if (inner instanceof z.ZodObject || inner instanceof z.ZodRecord) return 'a mapping'
  if (inner instanceof z.ZodNumber) return inner.format === 'safeint' ? 'a whole number' : 'a number'
  if (inner instanceof z.ZodBoolean) return 'true or false'
  return forms.get(inner) ?? 'a text'
}
