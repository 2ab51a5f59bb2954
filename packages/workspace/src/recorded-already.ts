import { dirname } from 'node:path/posix'
import { canonicalJson, durationOf, type EvidenceRecord, instantOf } from '@refractor/core'
import { type FindPath, pathFinder } from './find-path.ts'
import { limits, readText } from './read-file.ts'
import { walk } from './walk.ts'

/** A record that says already what is to be recorded. */
export interface Recorded {
  readonly path: string
  readonly record: EvidenceRecord
}

/** Everything that a record says, but when, at which commit and by which version it was said, and in which folder its copies lie. */
function meaningOf({ path, record }: Recorded): string {
  const { date: _date, commit: _commit, producer, artifacts = [], result, ...rest } = record
  const { version: _version, ...tool } = producer ?? {}
  const folder = `${dirname(path)}/`
  const bare = (text: string): string => (text.startsWith(folder) ? text.slice(folder.length) : text)
  const files = artifacts.map((one) =>
    typeof one === 'string' ? bare(one) : { ...one, ...(one.path !== undefined && { path: bare(one.path) }) },
  )
  const report = result?.tests?.report
  const said = report === undefined ? result : { ...result, tests: { ...result?.tests, report: bare(report) } }
  return canonicalJson({ ...rest, producer: tool, artifacts: files, ...(said && { result: said }) })
}

function readRecord(find: FindPath, path: string): Recorded | undefined {
  const read = readText(find, path, limits.evidence)
  if (!read.ok) return undefined
  try {
    const record: unknown = JSON.parse(read.source.text)
    return record !== null && typeof record === 'object' && 'date' in record ? { path, record: record as EvidenceRecord } : undefined
  } catch {
    // What cannot be read says nothing; the gate tells of it.
    return undefined
  }
}

/**
 * The newest record of the same target, where it says the very same as a new one: then there is nothing to record. The last word counts,
 * so what was contradicted since can be said again; and so can what has become too old.
 */
export function recordedAlready(
  root: string,
  made: Recorded,
  options: { readonly maxAge?: string | undefined; readonly isSigned?: boolean | undefined } = {},
): Recorded | undefined {
  const find = pathFinder(root)
  // <evidence>/<gate or milestone>/<target>-<time>/metadata.json
  const folder = dirname(dirname(made.path))
  const { files } = walk(find, folder, {
    want: (name, depth, isFolder) => name === 'metadata.json' && depth === 1 && !isFolder,
    maxDepth: 1,
  })
  const nameOf = (path: string): string => path.slice(folder.length + 1).replace(/-\d{8}T\d{6}Z(?:-\d+)?\/metadata\.json$/, '')
  const target = nameOf(made.path)
  const own = files.flatMap((path) => (nameOf(path) === target ? (readRecord(find, path) ?? []) : []))
  // Of records of one second the one that was made last has the highest number.
  const numberOf = (path: string): number =>
    Number(/-(\d+)\/metadata\.json$/.exec(path.slice(folder.length + 1 + target.length + 17))?.[1] ?? 1)
  const [same] = own.sort((a, b) => instantOf(b.record.date) - instantOf(a.record.date) || numberOf(b.path) - numberOf(a.path))
  if (same === undefined || meaningOf(same) !== meaningOf(made)) return undefined
  const age = instantOf(made.record.date) - instantOf(same.record.date)
  if (options.maxAge !== undefined && !(age <= durationOf(options.maxAge))) return undefined
  if (options.isSigned && find(`${same.path}.sig`).state !== 'file') return undefined
  return same
}
