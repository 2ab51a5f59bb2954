import { appendFileSync, lstatSync, readFileSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type Diagnostic, type ExitCode, exitCodeFor, sortDiagnostics } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import { type CommonOptions, type Format, usesColor } from './common-options.ts'
import type { Io } from './io.ts'
import { linkOnTheWay, type Outputs, writeOutput } from './outputs.ts'
import { plainPaint } from './reporters/paint.ts'
import { printable, withoutCommands } from './reporters/printable.ts'
import type { ReporterContext } from './reporters/reporter.ts'

export interface EmitContext {
  readonly io: Io
  readonly cwd: string
  readonly format: Format
  readonly common: CommonOptions
  /** Root of the workspace, when one was found. */
  readonly root?: string | undefined
  /** Folders whose files may be quoted: specifications and checklists. Evidence is never printed, it may hold anything. */
  readonly quotable?: readonly string[]
  readonly strict?: boolean
  readonly outputs?: Outputs
  /** The time of the run, RFC 3339. */
  readonly now?: string
}

/** A forge refuses a job summary of 1 MiB. */
const largestSummary = 1_000_000

/** No file of a plan is larger; in bytes. */
const largestQuoted = 4 << 20

function readSources({ root, quotable = [] }: EmitContext, diagnostics: readonly Diagnostic[]): Map<string, string> {
  const sources = new Map<string, string>()
  if (root === undefined) return sources
  const isQuotable = (path: string): boolean =>
    path === 'refractor.yaml' || (/\.(?:ya?ml|md)$/i.test(path) && quotable.some((folder) => path.startsWith(`${folder}/`)))
  const paths = diagnostics.flatMap(({ location, code }) => (location === undefined || code === 'evidence/secret' ? [] : [location.file]))
  for (const path of new Set(paths.filter(isQuotable))) {
    try {
      const absolute = resolve(root, path)
      const stats = lstatSync(absolute)
      // A link could lead to anything, a pipe would be waited for: what was not read as a file of the workspace is not quoted.
      if (!stats.isFile() || stats.size > largestQuoted || linkOnTheWay(root, absolute) !== undefined) continue
      sources.set(path, readFileSync(absolute, 'utf8'))
    } catch {
      // Without the text there is no frame; the finding itself says what it has to say.
    }
  }
  return sources
}

function prefixOf(root: string | undefined, base: string | undefined): string {
  if (root === undefined || base === undefined) return ''
  const path = relative(base, root).split(sep).join('/')
  return path === '' || path.startsWith('..') ? '' : `${path}/`
}

async function render(answer: Answer, exitCode: ExitCode, context: EmitContext): Promise<string> {
  const { io, common, format, root } = context
  const base: ReporterContext = {
    exitCode,
    width: io.width,
    paint: plainPaint,
    verbose: common.verbose === true,
    strict: context.strict === true,
    version: io.version,
    now: context.now ?? io.now(),
    pathPrefix: prefixOf(root, io.env['GITHUB_WORKSPACE']),
    sources: new Map(),
  }
  if (format === 'json') return (await import('./reporters/json.ts')).json(answer, base)
  if (format === 'markdown') {
    const [{ markdown }, { markdownBodies, textBodies }] = await Promise.all([
      import('./reporters/markdown.ts'),
      import('./reporters/text/index.ts'),
    ])
    return markdown(answer, base, await textBodies[answer.command]?.(), await markdownBodies[answer.command]?.())
  }
  if (format === 'github') return (await import('./reporters/github.ts')).github(answer, base)
  if (format === 'sarif') return (await import('./reporters/sarif.ts')).sarif(answer, base)
  if (format === 'junit') return (await import('./reporters/junit.ts')).junit(answer, base)
  const [{ text }, { textBodies }] = await Promise.all([import('./reporters/text.ts'), import('./reporters/text/index.ts')])
  const color = usesColor(common, io.env, io.isTTY && context.outputs?.file === undefined)
  const paint = color ? (await import('./reporters/chalk-paint.ts')).chalkPaint : plainPaint
  return text(
    answer,
    { ...base, paint, sources: answer.revisions ? new Map() : readSources(context, answer.diagnostics) },
    await textBodies[answer.command]?.(),
  )
}

/** On a forge's runner: the job summary, and met=true|false for the steps that follow. */
async function emitToForge(answer: Answer, exitCode: ExitCode, context: EmitContext): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = context.io.env
  const markdown = summary ? await render(answer, exitCode, { ...context, format: 'markdown' }) : ''
  try {
    if (summary)
      appendFileSync(summary, markdown.length < largestSummary ? `${markdown}\n` : `${markdown.slice(0, largestSummary)}\n\n(cut here)\n`)
    if (output && answer.gates !== undefined) appendFileSync(output, `met=${exitCode === 0}\n`)
  } catch (error) {
    context.io.stderr(`refractor: the job summary was not written (${(error as Error).message})\n`)
  }
}

/** Behind an @ in Markdown: the name behind it then calls nobody, and a reader sees nothing of it. */
const joiner = '@\u2060'

/** A document as a terminal and the log of a forge may see it; a file takes it as it is. */
const safeLines = (document: string): string =>
  `${document
    .replace(/\r?\n$/, '')
    .split(joiner)
    .map(printable)
    .join(joiner)
    .split('\n')
    .map(withoutCommands.text)
    .join('\n')}\n`

/** Prints an answer in the wanted format, in one write, and gives the exit code: the same one whatever the format. */
export async function emit(unsorted: Answer, context: EmitContext): Promise<ExitCode> {
  const { document: made, files: named = [], ...rest } = unsorted
  const answer: Answer = { ...rest, diagnostics: sortDiagnostics(rest.diagnostics) }
  const { io, common, format, cwd, outputs = { copies: [] } } = context
  const exitCode = exitCodeFor(answer, { strict: context.strict === true })
  const document = format === 'text' || format === 'markdown' ? made : undefined
  const rendered = document === undefined ? await render(answer, exitCode, context) : ''
  const text = common.quiet && exitCode === 0 && format === 'text' ? '' : rendered
  if (format === 'github') await emitToForge(answer, exitCode, context)
  const files: { file: string; text: string | Uint8Array }[] = answer.refused ? [] : [...named]
  if (outputs.file !== undefined && !(answer.refused && document !== undefined)) files.push({ file: outputs.file, text: document ?? text })
  for (const copy of outputs.copies)
    files.push({
      file: copy.file,
      text:
        copy.format === format && document === undefined ? rendered : await render(answer, exitCode, { ...context, format: copy.format }),
    })
  const problems = files.flatMap((one) => writeOutput(cwd, one.file, one.text, context.root) ?? [])
  if (problems.length > 0) return emit(refused(answer.command, problems), { ...context, outputs: { copies: [] } })
  if (document !== undefined) {
    const { command, diagnostics } = answer
    if (diagnostics.length > 0 && (answer.refused || !common.quiet))
      io.stderr(await render(refused(command, diagnostics), exitCode, { ...context, format: 'text' }))
    if (outputs.file === undefined && typeof document === 'string' && !answer.refused) io.stdout(safeLines(document))
  } else if (outputs.file === undefined && text !== '') {
    if (format === 'text' && answer.refused) io.stderr(text)
    else io.stdout(text)
  }
  return exitCode
}
