import type { CommandSpec, OptionSpec } from './command-spec.ts'
import { helpGroups } from './command-spec.ts'
import { commandTable } from './command-table/index.ts'
import { commonOptions } from './common-options.ts'

// The help is made from the table, not by the parser: a help screen then loads nothing else, and a newcomer sees the few
// commands of the first day before the rest.

const first: readonly string[] = ['init', 'status', 'next', 'validate', 'gate check', 'evidence add', 'review run']

const exitCodes = `Exit codes:
  0  yes, met, clean            3  integrity violated (a digest differs)
  1  the answer is no           4  no answer (nothing to evaluate, not readable)
  2  usage or program invalid   70 refractor itself failed`

/** "review run" is also "review": the short form is the one to show. */
export const nameOf = (spec: Pick<CommandSpec, 'words'>): string => spec.words.join(' ').replace(/^review run$/, 'review')

const termOf = (spec: CommandSpec): string => (spec.args === undefined ? nameOf(spec) : `${nameOf(spec)} ${spec.args}`)

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([term]) => term.length))
  return rows.map(([term, summary]) => `  ${term.padEnd(width)}  ${summary}`).join('\n')
}

const optionRows = (options: readonly OptionSpec[]): (readonly [string, string])[] =>
  options.map(({ flags, summary, choices }) => [flags, choices === undefined ? summary : `${summary} (${choices.join(', ')})`] as const)

/** Terms side by side, as many to a line as 80 columns take. */
function wrapped(terms: readonly string[]): string[] {
  const lines: string[] = []
  for (const term of terms) {
    const longer = `${lines.at(-1)} · ${term}`
    if (lines.length > 0 && longer.length <= 80) lines[lines.length - 1] = longer
    else lines.push(term)
  }
  return lines
}

/** The commands of a group: "gate list|explain · commit check · trace [show|order]", where "trace" alone is one too. */
function linesOf(specs: readonly CommandSpec[]): string[] {
  const verbs = new Map<string, string[]>()
  for (const { words } of specs) verbs.set(words[0], [...(verbs.get(words[0]) ?? []), ...words.slice(1)])
  const alone = new Set(specs.filter(({ words }) => words.length === 1).map(({ words }) => words[0]))
  const terms = [...verbs].map(([noun, list]) =>
    list.length === 0 ? noun : alone.has(noun) ? `${noun} [${list.join('|')}]` : `${noun} ${list.join('|')}`,
  )
  return wrapped(terms)
}

/** What `refractor --help` prints. */
export function programHelp(): string {
  const isFirst = (spec: CommandSpec): boolean => first.includes(spec.words.join(' '))
  const start = first.flatMap((name) => commandTable.find((spec) => spec.words.join(' ') === name) ?? [])
  const rest = helpGroups
    .map((group) => [group, commandTable.filter((spec) => spec.group === group && !isFirst(spec))] as const)
    .filter(([, specs]) => specs.length > 0)
    .flatMap(([group, specs]) => linesOf(specs).map((line, index) => [index === 0 ? group : '', line] as const))
  return `refractor: turns a phased plan into a program in git and makes its gates hold

Usage: refractor <command> [options]

Start here:
${table(start.map((spec) => [termOf(spec), spec.summary]))}

Everything else (refractor help <command>):
${table(rest)}

Options, before or after the command:
${table([...optionRows(commonOptions), ['-h, --help', 'this help, or that of a command'], ['--version', 'the version']])}

${exitCodes}
`
}

/** What `refractor` prints where there is no workspace. */
export function shortHelp(): string {
  return `refractor: turns a phased plan into a program in git and makes its gates hold

There is no workspace here. To begin:
  refractor init      start one in this folder
  refractor --help    every command
`
}

/** What `refractor gate --help` prints. */
export function nounHelp(noun: string, specs: readonly CommandSpec[]): string {
  return `Usage: refractor ${noun} <command> [options]\n\n${table(specs.map((spec) => [termOf(spec), spec.summary]))}\n`
}

/** What `refractor gate check --help` prints. */
export function commandHelp(spec: CommandSpec): string {
  const options = optionRows(spec.options ?? [])
  const parts = [`Usage: refractor ${termOf(spec)} [options]`, `${spec.summary[0]?.toUpperCase()}${spec.summary.slice(1)}.`]
  if (options.length > 0) parts.push(`Options:\n${table(options)}`)
  if (spec.examples !== undefined) parts.push(`Examples:\n${spec.examples.map((example) => `  refractor ${example}`).join('\n')}`)
  const verbs = spec.words.length > 1 ? [] : commandTable.filter((one) => one.words[0] === spec.words[0] && one.words.length > 1)
  if (verbs.length > 0 && nameOf(spec) === spec.words[0])
    parts.push(`More:\n${table(verbs.map((one) => [termOf(one), one.summary.replace(/:.*/, '')]))}`)
  parts.push('Options that every command takes: refractor --help')
  return `${parts.join('\n\n')}\n`
}

/** Options that take the word behind them. */
const valued: ReadonlySet<string> = new Set(
  commonOptions.flatMap(({ flags }) => (/[<[]/.test(flags) ? (flags.match(/(?<![\w-])--?[\w-]+/g) ?? []) : [])),
)

/** The help that an argument list asks for, by the command words in it; undefined when it asks for none. */
export function helpFor(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const before = end === -1 ? argv : argv.slice(0, end)
  if (before[0] !== 'help' && !before.includes('--help') && !before.includes('-h')) return undefined
  const known = new Set<string>(commandTable.map((spec) => spec.words[0]))
  const asked = before.find((word, index) => !word.startsWith('-') && !valued.has(before[index - 1] ?? ''))
  // Help on a command that there is none of would be help on something else: the parser says what is wrong.
  if (before[0] !== 'help' && asked !== undefined && !before.some((word) => known.has(word))) return undefined
  const words = before.slice(before.findIndex((word) => known.has(word)))
  const nouns = commandTable.filter((spec) => spec.words[0] === words[0])
  const exact = nouns.find((spec) => spec.words[1] === words[1]) ?? nouns.find((spec) => spec.words.length === 1)
  if (exact !== undefined && (exact.words.length === 1 || words.length > 1)) return commandHelp(exact)
  if (words[0] !== undefined && nouns.length > 0)
    return nouns.length === 1 ? commandHelp(nouns[0] as CommandSpec) : nounHelp(words[0], nouns)
  return programHelp()
}
