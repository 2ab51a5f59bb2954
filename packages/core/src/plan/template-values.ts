import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { forbiddenKey } from '../load/parsed.ts'
import type { Placeholder } from '../schema/template.ts'

/** Longer values are no names and no numbers, and a pattern would take its time over them. */
const longest = 500
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** The pattern of a placeholder, which must match the whole value; undefined when it is no regular expression. */
function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`, 'u')
  } catch {
    return undefined
  }
}

/** What is wrong with a value of a placeholder, in words: "must …". */
export function valueProblem({ type, pattern }: Placeholder, value: string): string | undefined {
  if (value === '') return 'must not be empty'
  if (value === forbiddenKey) return `must not be ${forbiddenKey}: no YAML file may have it as a key`
  if (value.length > longest) return `must not be longer than ${longest} characters`
  if (unprintable.test(value)) return 'must be one line of printable text'
  if (type === 'number' && !number.test(value)) return 'must be a number, such as 30 or 0.5'
  if (pattern === undefined) return undefined
  const expression = patternOf(pattern)
  if (expression === undefined) return `cannot be checked: the pattern ${pattern} of the template is no regular expression`
  return expression.test(value) ? undefined : `must match ${pattern}`
}

export interface ValuesGiven {
  /** As they were given: `key=value`. */
  readonly set: readonly string[]
  /** Defaults that come before those of the template: from the folder, from git, from the clock. */
  readonly known: Readonly<Record<string, string>>
}

export interface TemplateValues {
  readonly values: ReadonlyMap<string, string>
  /** Placeholders that nobody gave a value for, in order; those with a default have one in `values`. */
  readonly open: readonly Placeholder[]
  readonly diagnostics: readonly Diagnostic[]
}

const usage = (message: string, help: string, expected?: readonly string[]): Diagnostic =>
  diagnostic('cli/usage', message, { help, expected })

/** Reads the values that were given, and adds the defaults. A default that does not fit is no default. */
export function templateValues(name: string, placeholders: readonly Placeholder[], given: ValuesGiven): TemplateValues {
  const diagnostics: Diagnostic[] = []
  const values = new Map<string, string>()
  const keys = placeholders.map(({ key }) => key)
  for (const one of given.set) {
    const [, key, value] = /^([^=]*)=([\s\S]*)$/.exec(one) ?? []
    const found = placeholders.find((placeholder) => placeholder.key === key)
    if (key === undefined || value === undefined) diagnostics.push(usage(`--set ${one} has no "="`, 'write --set key=value'))
    else if (found === undefined)
      diagnostics.push(
        usage(
          `template ${name} has no placeholder ${key}`,
          keys.length > 0 ? `use one of: ${keys.join(', ')}` : 'it has no placeholders',
          nearest(key, keys),
        ),
      )
    else if (values.has(key)) diagnostics.push(usage(`placeholder ${key} is given twice`, `give --set ${key}=… once`))
    else {
      const problem = valueProblem(found, value)
      if (problem === undefined) values.set(key, value)
      else diagnostics.push(usage(`the value of placeholder ${key} ${problem}`, found.prompt))
    }
  }
  const open = placeholders.filter(({ key }) => !values.has(key))
  for (const placeholder of open) {
    const known = given.known[placeholder.key]
    const fits = [known, placeholder.default].find((value) => value !== undefined && valueProblem(placeholder, value) === undefined)
    if (fits !== undefined) values.set(placeholder.key, fits)
  }
  return { values, open, diagnostics }
}

/** One finding for all placeholders that have no value; none when each has one. */
export function missingValues(name: string, placeholders: readonly Placeholder[], values: ReadonlyMap<string, string>): Diagnostic[] {
  const missing = placeholders.filter(({ key }) => !values.has(key))
  if (missing.length === 0) return []
  const list = missing.map(({ key, prompt }) => `${key} (${prompt})`).join(', ')
  const help = `add ${missing.map(({ key }) => `--set ${key}=…`).join(' ')}`
  return [
    usage(
      `template ${name} needs a value for ${list}`,
      help,
      missing.map(({ key }) => key),
    ),
  ]
}
