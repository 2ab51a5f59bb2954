import { lstatSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { renameFile, writeNewFile } from './durable-files.ts'
import { runGitBytes } from './git-process.ts'

/** What git hands to a merge driver. Paths are relative to `cwd`. */
export interface DriverFiles {
  /** %O, %A and %B: temporary files of git. The result goes to `ours`. */
  readonly base: string
  readonly ours: string
  readonly theirs: string
  /** %P: what the file is called in the work tree. */
  readonly path: string
}

/** How clashes are marked: how long the marks are, and what stands behind them. */
export interface DriverMarks {
  readonly size: number
  readonly ours: string
  readonly theirs: string
}

/** What a merge of three files came to; `ok: false`: nothing was merged. */
export type FilesMerged =
  | {
      readonly ok: true
      /** By records, or line by line as git does it. */
      readonly by: 'records' | 'lines'
      /** Why it was not done by records. */
      readonly because?: string
      /** What people must decide on: "P0.T1: state". Of a merge by lines git only says how many. */
      readonly clashes: readonly string[]
      readonly count: number
      /** Lists whose order both sides changed. */
      readonly reordered: readonly string[]
    }
  | { readonly ok: false; readonly problem: string }

/** The text of a file of the plan, or why there is none. */
function textOf(path: string): string | undefined {
  const bytes = readFileSync(path)
  try {
    // With its mark of byte order, which is one of the characters of the file.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Puts the result in the place of ours, whole or not at all. */
function publish(path: string, text: string): void {
  const beside = `${path}.${process.pid}.merged`
  writeNewFile(beside, text, { mode: lstatSync(path).mode & 0o7777 })
  renameFile(beside, path)
}

/** What git would have done without a driver. */
function byLines(cwd: string, files: DriverFiles, { size, ours, theirs }: DriverMarks, because: string): FilesMerged {
  const labels = ['-L', ours, '-L', 'base', '-L', theirs]
  const run = runGitBytes(cwd, ['merge-file', '-q', `--marker-size=${size}`, ...labels, '--', files.ours, files.base, files.theirs])
  const count = run.ok ? 0 : (run.exitCode ?? 255)
  if (!run.ok && count > 127) return { ok: false, problem: run.problem }
  return { ok: true, by: 'lines', because, clashes: [], count, reordered: [] }
}

/**
 * Merges three versions of a file as a merge driver of git does: the result takes the place of ours. YAML is merged by record and
 * field; what cannot be, and every other file, is merged line by line.
 */
export async function mergeFiles(cwd: string, files: DriverFiles, marks: DriverMarks): Promise<FilesMerged> {
  try {
    const { mergeYaml } = await import('@refractor/core/merge')
    const { path } = files
    if (!/\.ya?ml$/.test(path)) return byLines(cwd, files, marks, 'it is no YAML')
    const [base, ours, theirs] = [files.base, files.ours, files.theirs].map((file) => textOf(resolve(cwd, file)))
    if (base === undefined || ours === undefined || theirs === undefined) return byLines(cwd, files, marks, 'it is no UTF-8 text')
    const merged = mergeYaml({ base, ours, theirs }, marks)
    if (!merged.ok) return byLines(cwd, files, marks, merged.because)
    if (merged.text !== ours) publish(resolve(cwd, files.ours), merged.text)
    return { ok: true, by: 'records', clashes: merged.clashes, count: merged.clashes.length, reordered: merged.reordered }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
