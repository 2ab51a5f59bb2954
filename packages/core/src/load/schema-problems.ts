import { z } from 'zod'
import { type DiagnosticCode, type DiagnosticDetails, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { Id } from '../schema/scalars.ts'
import { locate, pointer } from './loaded.ts'
import { isMapping, type Parsed, valueAt } from './parsed.ts'
import { bare, choices, concrete, hasForm, type Path, pickOption, type Schema, schemaAt, wanted } from './schema-walk.ts'
import { locationOf, type SourceFile } from './source.ts'

type Issue = z.core.$ZodIssue

/** The findings of one record: every issue of the validator, at the place in the file that it is about. */
export class SchemaProblems {
  readonly diagnostics: Diagnostic[] = []
  readonly #source: SourceFile
  readonly #parsed: Parsed
  readonly #seen = new Set<string>()

  constructor(source: SourceFile, parsed: Parsed) {
    this.#source = source
    this.#parsed = parsed
  }

  /** Adds the issues of a value that stands at `base` and was held against `schema`. */
  add(schema: Schema, base: Path, issues: readonly Issue[]): void {
    const value = valueAt(this.#parsed.value, base)
    for (const issue of issues) this.#issue(schema, value, base, issue)
  }

  #issue(schema: Schema, value: unknown, base: Path, issue: Issue): void {
    const path = [...base, ...issue.path]
    const found = valueAt(value, issue.path)
    const target = schemaAt(schema, value, issue.path)
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.#unknownKey(path, key, target && concrete(target, found))
    } else if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
      this.#noKind(path.slice(0, -1), issue.discriminator, ('options' in issue ? (issue.options ?? []) : []).map(String))
    } else if (issue.code === 'invalid_key') {
      this.#badKey(path)
    } else if (found === undefined && issue.path.length > 0) {
      this.#missing(path, target)
    } else if (issue.code === 'invalid_union' && target instanceof z.ZodUnion) {
      this.#union(target, path, found, issue.errors)
    } else {
      this.#value(path, found, target, issue)
    }
  }

  #union(union: z.ZodUnion, path: Path, found: unknown, errors: readonly (readonly Issue[])[]): void {
    const chosen = pickOption(union.options, found)
    const option = bare(union.options[chosen] as Schema)
    const structured = option instanceof z.ZodObject || option instanceof z.ZodArray || option instanceof z.ZodUnion
    if (structured && typeof found === 'object' && found !== null) this.add(option, path, errors[chosen] ?? [])
    else this.#mismatch(path, found, union)
  }

  #value(path: Path, found: unknown, target: Schema | undefined, issue: Issue): void {
    const label = labelOf(path)
    if (issue.code === 'invalid_type' || issue.code === 'invalid_value' || hasForm(target)) {
      if (found === '') this.#report('schema/invalid-value', path, `${label} is empty`, { help: `write ${wanted(target)}` })
      else this.#mismatch(path, found, target)
    } else if (issue.code === 'too_small' || issue.code === 'too_big') {
      const isWithin = issue.inclusive !== false
      const [limit, word] =
        issue.code === 'too_small'
          ? [issue.minimum, isWithin ? 'at least' : 'more than']
          : [issue.maximum, isWithin ? 'at most' : 'less than']
      if (issue.origin === 'array')
        this.#report('schema/invalid-value', path, `${label} needs ${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`)
      else if (issue.origin === 'string' && found === '')
        this.#report('schema/invalid-value', path, `${label} is empty`, { help: 'write a text, or remove the key' })
      else
        this.#report(
          'schema/invalid-value',
          path,
          `expected ${word} ${limit}${issue.origin === 'string' ? ' characters' : ''}, found ${shown(found)}`,
        )
    } else {
      this.#report('schema/invalid-value', path, `${label}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`)
    }
  }

  #mismatch(path: Path, found: unknown, target: Schema | undefined): void {
    const wantsId = target === Id || (target instanceof z.ZodUnion && target.options.some((one) => bare(one) === Id))
    const raw = this.#sourceOf(path)
    const unquoted = typeof found === 'number' || typeof found === 'boolean' || found === null
    if (wantsId && unquoted) {
      const message = raw === '' ? 'an id is empty' : `the id ${raw} is not a text`
      this.#report('schema/unquoted-id', path, message, { help: raw === '' ? 'write the id in quotes' : `quote it: "${raw}"` })
      return
    }
    const expected = choices(target)
    const close = typeof found === 'string' ? nearest(found, expected) : []
    const quotable = unquoted && raw !== '' && wanted(target).startsWith('a text')
    const help = close[0] ? `did you mean ${close[0]}?` : quotable ? `quote it: "${raw}"` : undefined
    this.#report('schema/invalid-value', path, `expected ${wanted(target)}, found ${shown(found)}`, { help, expected })
  }

  #missing(path: Path, target: Schema | undefined): void {
    const expected = choices(target)
    const key = String(path.at(-1))
    const add = expected.length === 1 ? `add "${key}: ${expected[0]}"` : `add "${key}": ${wanted(target)}`
    const where = path.length > 1 ? ` in ${labelOf(path.slice(0, -1))}` : ''
    this.#report('schema/missing-key', path, `"${key}" is missing${where}`, { help: add, expected })
  }

  /** A check that no kind of check claims. */
  #noKind(path: Path, key: string, kinds: readonly string[]): void {
    const value = valueAt(this.#parsed.value, path) as Record<string, unknown>
    if (Object.hasOwn(value, key)) {
      const found = value[key]
      const close = typeof found === 'string' ? nearest(found, kinds) : []
      this.#report('schema/invalid-value', [...path, key], `expected a kind of check, found ${shown(found)}`, {
        help: close[0] && `did you mean ${close[0]}?`,
        expected: kinds,
      })
      return
    }
    const known = [key, 'all', 'any', 'nOf', 'not']
    const typo = Object.keys(value).find((one) => nearest(one, known).length > 0)
    if (typo !== undefined) this.#unknownKey(path, typo, undefined, known)
    else
      this.#report('schema/missing-key', [...path, key], `"${key}" is missing in ${labelOf(path)}`, {
        help: `add "${key}", or combine checks with all, any, nOf or not`,
        expected: kinds,
      })
  }

  #unknownKey(
    path: Path,
    key: string,
    schema: Schema | undefined,
    known: readonly string[] = schema instanceof z.ZodObject ? Object.keys(schema.shape).sort() : [],
  ): void {
    const close = nearest(key, known)
    const where = path.length > 0 ? ` in ${labelOf(path)}` : ''
    const help = close[0] ? `did you mean "${close[0]}"?` : 'remove it, or use one of the keys that are known here'
    this.#report(
      'schema/unknown-key',
      [...path, key],
      `the key "${key}" is not known${where}`,
      { help, expected: close.length > 0 ? close : known },
      true,
    )
  }

  #badKey(path: Path): void {
    const key = String(path.at(-1))
    const message = key === '' ? 'a key is empty' : `the key ${shown(key)} is not allowed here`
    this.#report('schema/invalid-value', path, message, { help: 'write another key' }, true)
  }

  #sourceOf(path: Path): string {
    const span = this.#parsed.positions[pointer('', ...(path as (string | number)[]))]
    return span ? this.#source.text.slice(span[0], span[1]) : ''
  }

  /** One finding per place and code: a second one says the same in other words. */
  #report(code: DiagnosticCode, path: Path, message: string, details: DiagnosticDetails = {}, atKey = false): void {
    const at = pointer('', ...(path as (string | number)[]))
    if (this.#seen.has(`${code} ${at}`)) return
    this.#seen.add(`${code} ${at}`)
    const key = atKey ? this.#parsed.keys[at] : undefined
    const location = key
      ? locationOf(this.#source, key[0], key[1])
      : locate({ source: this.#source, positions: this.#parsed.positions }, at)
    this.diagnostics.push(diagnostic(code, message, { ...details, location }))
  }
}

/** The end of a path as a person says it: `criteria[2]`, `check`; "the file" for the whole. */
function labelOf(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string')
  if (last < 0) return path.length === 0 ? 'the file' : `[${path.map(String).join('][')}]`
  const indices = path.slice(last + 1).map((step) => `[${String(step)}]`)
  return `${String(path[last])}${indices.join('')}`
}

/** A value in a message: short, and never more than its start. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isMapping(value)) return 'a mapping'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
