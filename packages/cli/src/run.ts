import { resolve } from 'node:path'
import { type Diagnostic, diagnostic, type ExitCode } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { Invocation } from './command-line.ts'
import type { CommandSpec } from './command-spec.ts'
import { type CommonOptions, type Format, formats, timestamp } from './common-options.ts'
import type { CommandContext } from './context.ts'
import type { EmitContext } from './emit.ts'
import type { Io } from './io.ts'
import { outputsOf } from './outputs.ts'
import { type Seen, untilUnchanged } from './until-unchanged.ts'
import { waitProblem } from './waiting.ts'

/** The format that an argument list asks for, for the cases in which it could not be parsed. */
function formatIn(argv: readonly string[]): Format {
  if (argv.includes('--json')) return 'json'
  const index = argv.indexOf('--format')
  const named = index === -1 ? argv.find((word) => word.startsWith('--format='))?.slice(9) : argv[index + 1]
  return formats.find((format) => format === named) ?? 'text'
}

const formatOf = ({ json, format }: CommonOptions): Format => (json ? 'json' : (formats.find((one) => one === format) ?? 'text'))

/** What is wrong with the common options. */
function optionProblems({ format, json, now, wait }: CommonOptions): Diagnostic[] {
  const problems: Diagnostic[] = []
  const expected = [...formats]
  if (format !== undefined && !(formats as readonly string[]).includes(format)) {
    problems.push(diagnostic('cli/usage', `there is no format ${format}`, { help: `use one of: ${formats.join(', ')}`, expected }))
  }
  if (json && format !== undefined && format !== 'json')
    problems.push(diagnostic('cli/usage', `--json and --format ${format} contradict each other`, { help: 'give one of them' }))
  if (wait !== undefined && waitProblem(wait) !== undefined)
    problems.push(diagnostic('cli/usage', `--wait ${wait} ${waitProblem(wait)}`, { help: 'write it as --wait 30' }))
  if (now !== undefined && timestamp(now) === undefined)
    problems.push(diagnostic('cli/usage', `--now ${now} is not an RFC 3339 time`, { help: 'write it as 2026-11-21T10:00:00Z' }))
  return problems
}

interface Outcome extends Seen {
  readonly place?: Pick<EmitContext, 'root' | 'quotable'>
}

/** Runs one command; a workspace that cannot be used is the answer then. */
async function answerOf(spec: CommandSpec, context: CommandContext, args: readonly string[], options: object): Promise<Outcome> {
  const given = options as never
  const { onRevisions } = spec
  if (onRevisions?.options.some((name) => name in options)) {
    const answer = await (await onRevisions.load()).run(context, args, given)
    return { answer, ...(answer.revisions && { place: { root: answer.revisions.root } }) }
  }
  if (spec.needs === 'nothing') {
    const notes = spec.mutates ? await (await import('./context.ts')).recoveredFirst(context) : []
    return { answer: withNotes(await (await spec.load()).run(context, args, given), notes) }
  }
  const { openWorkspaceContext, quotableFolders } = await import('./context.ts')
  const opened = await openWorkspaceContext(context)
  if (!opened.ok) return { answer: refused(context.command, opened.diagnostics), seen: opened.seen }
  const { root, snapshot, programs, diagnostics, seen } = opened.context
  const place = { root, quotable: quotableFolders(snapshot) }
  if (spec.needs === 'program' && programs.length === 0) {
    const problems = diagnostics.some((one) => one.severity === 'error') ? diagnostics : [...diagnostics, noProgram()]
    return { answer: refused(context.command, problems), place, seen }
  }
  return { answer: withNotes(await (await spec.load()).run(opened.context, args, given), opened.context.notes), place, seen }
}

/** An answer that also says what was recovered before it. */
function withNotes(answer: Answer, notes: readonly Diagnostic[] = []): Answer {
  return notes.length === 0 ? answer : { ...answer, showInfo: true, diagnostics: [...notes, ...answer.diagnostics] }
}

const noProgram = (): Diagnostic =>
  diagnostic('workspace/no-program', 'the workspace has no program', {
    help: 'add specification/program.yaml, or run refractor init in an empty folder',
  })

/** Variables of refractor that mean nothing. What tells about them runs all the same. */
async function variableProblems(invocation: Invocation, { env }: Io): Promise<readonly Diagnostic[]> {
  if (invocation.kind !== 'command' || !env['REFRACTOR_WAIT'] || invocation.common.wait !== undefined) return []
  const { needs, mutates, words } = invocation.spec
  if ((needs === 'nothing' && !mutates) || words[0] === 'config') return []
  return (await import('./environment-problems.ts')).ownProblems(env)
}

async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { helpFor } = await import('./help.ts')
  const help = helpFor(argv)
  if (help !== undefined) {
    io.stdout(help)
    return 0
  }
  const [{ parseCommandLine }, { emit }, { commandTable: commands }] = await Promise.all([
    import('./command-line.ts'),
    import('./emit.ts'),
    import('./command-table/index.ts'),
  ])
  const invocation = parseCommandLine(argv)
  if (invocation.kind === 'usage')
    return emit(refused(invocation.command, [invocation.diagnostic]), { io, cwd: io.cwd, format: formatIn(argv), common: {} })
  const { common } = invocation
  const cwd = resolve(io.cwd, common.C ?? '.')
  const now = timestamp(common.now ?? '') ?? (timestamp(io.now()) as string)
  const emitting: EmitContext = { io, cwd, now, format: formatOf(common), common, outputs: outputsOf(common.output) }
  const problems = [...optionProblems(common), ...(await variableProblems(invocation, io))]
  const command = invocation.kind === 'bare' ? 'status' : invocation.spec.words.join(' ')
  if (problems.length > 0) return emit(refused(command, problems), emitting)
  const context: CommandContext = { io, command, cwd, now, common, commands }
  if (invocation.kind === 'bare') return (await import('./bare.ts')).runBare(context, emitting)
  const { spec, args, options } = invocation
  const { answer, place } = await untilUnchanged(spec, context, (attempt) => answerOf(spec, attempt, args, options))
  const strict = (invocation.options as { strict?: boolean }).strict === true
  return emit(answer, { ...emitting, ...place, strict })
}

/** A bug: the stack for whoever mends it, and still one document for whoever asked for JSON. */
function internalError(error: unknown, argv: readonly string[], io: Io): ExitCode {
  io.stderr(
    `refractor failed: this is a bug in refractor, not in your files\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  if (formatIn(argv) === 'json') {
    const found = diagnostic('cli/internal', error instanceof Error ? error.message : String(error), {
      help: 'report it with the lines on standard error',
    })
    io.stdout(
      `${JSON.stringify({ schemaVersion: 1, command: argv.find((word) => !word.startsWith('-')) ?? 'refractor', exitCode: 70, diagnostics: [found] }, null, 2)}\n`,
    )
  }
  return 70
}

/** The whole program: an argument list in, an exit code out. Everything else goes through `io`. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      io.stdout(`${io.version}\n`)
      return 0
    }
    return await runCommand(argv, io)
  } catch (error) {
    return internalError(error, argv, io)
  }
}
