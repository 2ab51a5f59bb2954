import { type Diagnostic, diagnostic, nearest } from '@refractor/core'
import { Command, CommanderError, Option } from 'commander'
import type { CommandSpec, OptionSpec } from './command-spec.ts'
import { commandTable } from './command-table/index.ts'
import { type CommonOptions, commonOptions } from './common-options.ts'

export type Invocation =
  | {
      readonly kind: 'command'
      readonly spec: CommandSpec
      readonly args: readonly string[]
      readonly options: object
      readonly common: CommonOptions
    }
  /** No command at all. */
  | { readonly kind: 'bare'; readonly common: CommonOptions }
  | { readonly kind: 'usage'; readonly command: string; readonly diagnostic: Diagnostic }

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value]

function addOptions(command: Command, options: readonly OptionSpec[]): Command {
  for (const { flags, summary, choices, repeats } of options) {
    const option = new Option(flags, summary)
    if (choices !== undefined) option.choices([...choices])
    if (repeats) option.argParser(collect)
    command.addOption(option)
  }
  return command
}

/** A command of the parser. Every level takes the common options, so that they may stand before or after its name. */
const level = (name: string): Command =>
  addOptions(new Command(name), commonOptions).helpOption(false).helpCommand(false).enablePositionalOptions()

/** Options of the command and of the levels above it; the nearest to the command wins. */
const collected = (command: Command): Record<string, unknown> => ({
  ...(command.parent ? collected(command.parent) : {}),
  ...command.opts(),
})

/** Setting up every command costs more than running one: only those that the arguments can mean, or all when they mean none. */
function meant<T extends { readonly words: readonly string[] }>(
  commands: readonly T[],
  argv: readonly string[],
  isAny: boolean,
): readonly T[] {
  return isAny ? commands.filter(({ words }) => argv.includes(words[0] as string)) : commands
}

function buildProgram(argv: readonly string[], found: (invocation: Invocation) => void): Command {
  const isAny = commandTable.some(({ words }) => argv.includes(words[0]))
  const program = level('refractor')
  const nouns = new Map<string, Command>()
  const place = (words: readonly string[]): Command => {
    const [first, second] = words as [string, string | undefined]
    // A noun may be a command of its own beside its verbs: "trace" and "trace show".
    let noun = nouns.get(first)
    if (noun === undefined) {
      noun = level(first)
      nouns.set(first, noun)
      program.addCommand(noun)
    }
    if (second === undefined) return noun
    const leaf = level(second)
    noun.addCommand(leaf, { isDefault: first === 'review' && second === 'run' })
    return leaf
  }
  for (const spec of meant(commandTable, argv, isAny)) {
    const leaf = addOptions(place(spec.words), spec.options ?? [])
    if (spec.args !== undefined) leaf.arguments(spec.args)
    leaf.action(() => {
      const options = collected(leaf)
      found({ kind: 'command', spec, args: leaf.args, options, common: options })
    })
  }
  return program
}

/** The command that the words of an argument list come nearest to; for naming it in a report. */
export function commandIn(argv: readonly string[]): string {
  const words = argv.filter((word) => !word.startsWith('-'))
  const known = commandTable.map((one) => one.words.join(' '))
  const longest = words.flatMap((word, index) => [`${word} ${words[index + 1]}`, word]).filter((name) => known.includes(name))
  return longest.sort((a, b) => b.split(' ').length - a.split(' ').length)[0] ?? 'refractor'
}

/** "check", "list" and "explain" for "gate". */
const verbsOf = (noun: string | undefined): string[] =>
  commandTable.filter((one) => one.words[0] === noun).flatMap((one) => one.words[1] ?? [])

const flagsOf = (options: readonly OptionSpec[]): string[] => options.flatMap(({ flags }) => flags.match(/--[\w-]+/g) ?? [])

/** Words that could have stood where the wrong one is. */
function candidates(code: string, command: string, noun: string | undefined): string[] {
  if (code === 'commander.unknownOption') {
    const spec = commandTable.find((one) => one.words.join(' ') === command)
    return flagsOf([...(spec?.options ?? []), ...commonOptions])
  }
  if (code !== 'commander.unknownCommand') return []
  const verbs = verbsOf(noun)
  return verbs.length > 0 ? verbs : [...new Set(commandTable.map((one) => one.words[0]))]
}

function usage(error: CommanderError, argv: readonly string[]): Invocation {
  const command = commandIn(argv)
  const helpWith = command === 'refractor' ? 'refractor --help' : `refractor ${command} --help`
  const noun = argv.find((word) => !word.startsWith('-'))
  if (error.code === 'commander.help') {
    const verbs = verbsOf(noun)
    const help = `use refractor ${noun} ${verbs.join('|')}`
    return { kind: 'usage', command, diagnostic: diagnostic('cli/usage', `${noun} needs a command`, { help, expected: verbs }) }
  }
  const message = error.message.replace(/^error: /, '').replace(/\.$/, '')
  const wrong = /'([^']+)'/.exec(message)?.[1] ?? ''
  const expected = nearest(wrong, candidates(error.code, command, noun))
  const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}? See ${helpWith}` : `see ${helpWith}`
  return { kind: 'usage', command, diagnostic: diagnostic('cli/usage', message, { help, expected }) }
}

/** Reads an argument list. It prints nothing, and what is wrong with it comes back as a finding. */
export function parseCommandLine(argv: readonly string[]): Invocation {
  let invocation: Invocation | undefined
  const program = buildProgram(argv, (found) => {
    invocation = found
  })
  const quiet = (command: Command): void => {
    command
      .exitOverride()
      .showSuggestionAfterError(false)
      .configureOutput({ writeErr: () => {}, writeOut: () => {}, outputError: () => {} })
    command.commands.forEach(quiet)
  }
  quiet(program)
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.help' && program.args.length === 0) return { kind: 'bare', common: program.opts() }
    return usage(error, argv)
  }
  return invocation ?? { kind: 'bare', common: program.opts() }
}
