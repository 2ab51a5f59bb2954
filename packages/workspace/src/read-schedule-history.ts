import {
  type Diagnostic,
  diagnostic,
  fileNameToId,
  type Loaded,
  linkProgram,
  type Program,
  type ProgramFolders,
  pathBelow,
  type RecordOf,
  type SchemaName,
  specificationFolders,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { readHead } from './git.ts'
import { gitRoot, isBare, runGitBytes } from './git-process.ts'
import { lineLog } from './history-log.ts'
import { type HistoryStart, type HistoryStep, isOfState, type PastState, pastStates, pickPoints, stateNames } from './past-states.ts'
import { limits, textFile } from './read-file.ts'
import { readProgramFiles } from './read-program-files.ts'
import type { RecordCache } from './record-cache.ts'
import { resolveRevision } from './resolve-revision.ts'
import { workspacePrefix } from './revision-files.ts'
import { streamBlobs } from './stream-blobs.ts'
import { isWhole } from './whole-files.ts'

/** Which past, and how much of it. */
export interface ScheduleHistoryRequest {
  readonly program: Pick<Program, 'id' | 'isDefault' | 'hasNeighbours' | 'folders'>
  /** The folders of the other programs: what lies in them is not this one's. */
  readonly others?: readonly string[]
  /** A revision, or a day (YYYY-MM-DD): the state that it found comes first. Default: from the first commit on. */
  readonly since?: string | undefined
  readonly by?: HistoryStep
  /** The most states that are looked at; default 120. Of more, some are taken evenly, the first and the last one among them. */
  readonly max?: number
  /** Called before each state. */
  readonly onState?: (done: number, total: number) => void
}

/** The program as it was. */
export interface PastProgram {
  readonly commit: string
  /** RFC 3339, UTC: when it came onto the branch. */
  readonly at: string
  readonly subject: string
  readonly program: Program
  /** Closed phases, and the day on which each was closed. */
  readonly closed: ReadonlyMap<string, string>
}

/** What was made of each state, oldest first, and what could not be looked at. */
export interface ScheduleHistory<T> {
  readonly points: readonly T[]
  /** Commits of the line that changed the plan. */
  readonly commits: number
  /** Versions of files that were read for it, each of them once. */
  readonly versions: number
  /** Steps beyond `max`. */
  readonly leftOut: number
  /** States with files that are no records: nothing is said of them. */
  readonly unreadable: readonly { readonly commit: string; readonly at: string; readonly file: string }[]
  /** The clone holds only a part of the history: what was before the first point is not known. */
  readonly isCutOff: boolean
}

export type ScheduleHistoryRead<T> =
  | { readonly ok: true; readonly history: ScheduleHistory<T> }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const refuse = (found: Diagnostic): { ok: false; diagnostics: readonly Diagnostic[] } => ({ ok: false, diagnostics: [found] })
const unavailable = (problem: string) => refuse(diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: 'git status' }))

const day = /^\d{4}-\d\d-\d\d$/
const most = 120

/** Where a revision or a day stands on the line of first parents. A branch or tag that is called like a day is meant before the day. */
function startOf(root: string, head: string, since: string): HistoryStart | Diagnostic {
  const resolved = resolveRevision(root, since)
  if (!resolved.ok) return day.test(since) && !Number.isNaN(Date.parse(since)) ? { day: since } : resolved.diagnostic
  const answer = runGitBytes(root, ['rev-list', '--first-parent', head, `^${resolved.commit}`, '--'], { timeoutMs: 120_000 })
  if (!answer.ok) return diagnostic('git/unavailable', `git cannot answer: ${answer.problem}`, { help: 'git status' })
  return { after: new Set(answer.stdout.toString('latin1').split('\n').filter(Boolean)) }
}

type LoadRecord = <N extends SchemaName>(name: N, source: { path: string; text: string }) => Loaded<RecordOf<N>>

/** Records by blob: what many states have in common is parsed once, and forgotten behind the last state that has it. */
class PastRecords implements Pick<RecordCache, 'record'> {
  readonly #bytes = new Map<string, Buffer>()
  readonly #loaded = new Map<string, Map<string, Loaded<unknown>>>()
  readonly #lastUse = new Map<string, number>()
  readonly #oidOf = new WeakMap<Buffer, string>()
  readonly #load: LoadRecord
  /** How many files were parsed. */
  parsed = 0

  constructor(states: readonly PastState[], load: LoadRecord) {
    this.#load = load
    states.forEach(({ files, reviews }, index) => {
      for (const blob of [...files.values(), ...reviews.values()]) this.#lastUse.set(blob, index)
    })
  }

  async read(root: string): Promise<string | undefined> {
    return streamBlobs(root, [...this.#lastUse.keys()], (oid, bytes) => {
      const copy = Buffer.from(bytes)
      this.#bytes.set(oid, copy)
      this.#oidOf.set(copy, oid)
    })
  }

  bytes(oid: string): Buffer | undefined {
    return this.#bytes.get(oid)
  }

  async record<N extends SchemaName>(name: N, { source, bytes }: Parameters<RecordCache['record']>[1]): Promise<Loaded<RecordOf<N>>> {
    const oid = this.#oidOf.get(bytes) as string
    const versions = this.#loaded.get(oid) ?? new Map<string, Loaded<unknown>>()
    this.#loaded.set(oid, versions)
    const key = `${name} ${source.path}`
    const known = versions.get(key)
    if (known !== undefined) return known as Loaded<RecordOf<N>>
    const loaded = this.#load(name, { path: source.path, text: source.text })
    this.parsed++
    versions.set(key, loaded)
    return loaded
  }

  /** Says that a state was looked at. */
  forget({ files, reviews }: PastState, index: number): void {
    for (const blob of [...files.values(), ...reviews.values()]) {
      if (this.#lastUse.get(blob) !== index) continue
      this.#bytes.delete(blob)
      this.#loaded.delete(blob)
    }
  }
}

/** A state as a tree that holds nothing but the files of the plan; paths are relative to the workspace. */
function treeOf({ files }: PastState, records: PastRecords, prefix: string): Pick<FileTree, 'names' | 'readText'> {
  return {
    names(folder) {
      const found = new Set<string>()
      for (const path of files.keys()) {
        const below = pathBelow(`${prefix}${folder}`, path)
        if (below !== undefined) found.add(below.split('/')[0] as string)
      }
      return { names: [...found].sort() }
    },
    readText(path, limit) {
      const bytes = records.bytes(files.get(`${prefix}${path}`) ?? '')
      if (bytes === undefined) return { ok: false, kind: 'missing', problem: 'it does not exist' }
      return bytes.length > limit ? { ok: false, kind: 'too-large', problem: 'it is too large' } : textFile(path, bytes)
    },
  }
}

/** The phases that reviews had closed. Whether policy let them is not asked: it is told what was, not judged. */
function closedPhases({ reviews }: PastState, records: PastRecords, program: string): Map<string, string> {
  const closed = new Map<string, string>()
  for (const [path, blob] of reviews) {
    const bytes = records.bytes(blob)
    if (bytes === undefined || bytes.length > limits.evidence) continue
    let record: unknown
    try {
      record = JSON.parse(bytes.toString('utf8'))
    } catch {
      continue
    }
    if (typeof record !== 'object' || record === null) continue
    const { kind, program: own, phase, verdict, date } = record as Readonly<Record<string, unknown>>
    const isIts = typeof phase === 'string' && fileNameToId(path.split('/').at(-2) as string) === phase
    if (kind === 'review' && own === program && isIts && verdict === 'met' && typeof date === 'string') closed.set(phase, date.slice(0, 10))
  }
  return closed
}

const belowWorkspace = (prefix: string, folder: string): string => (folder === '' ? prefix.replace(/\/$/, '') : `${prefix}${folder}`)

/**
 * A program through the commits of the branch (first parents of HEAD): `tell` makes a point of each state. However long the history is, git
 * is started twice: once to list the commits, once to read what they changed; with `since` two times more, to find where to begin. Each
 * version of a file is parsed once, and no more than one state of the program is in memory.
 */
export async function readScheduleHistory<T>(
  root: string,
  request: ScheduleHistoryRequest,
  tell: (past: PastProgram) => T,
): Promise<ScheduleHistoryRead<T>> {
  const { program, others = [], since, by = 'week', max = most, onState } = request
  if (gitRoot(root) === undefined && !isBare(root)) return unavailable('this is not a git repository')
  const prefix = workspacePrefix(root)
  const { commit } = readHead(root)
  const empty = { points: [], commits: 0, versions: 0, leftOut: 0, unreadable: [], isCutOff: false }
  if (commit === undefined) return { ok: true, history: empty }
  const start = since === undefined ? undefined : startOf(root, commit, since)
  if (start !== undefined && 'code' in start) return refuse(start)
  const { outbox } = program.folders
  const log = lineLog(root, commit, [...stateNames, `${outbox.replace(/[*?[\\]/g, '\\$&')}/*/metadata.json`])
  if (!log.ok) return unavailable(log.problem)

  const folders = specificationFolders(log.commits, belowWorkspace(prefix, program.folders.specification))
  const reviews = belowWorkspace(prefix, outbox)
  const line = log.commits.filter(({ files }) => files.some(({ path }) => isOfState(path, folders, reviews)))
  const { points, leftOut } = pickPoints(line, { by, max: Math.max(2, max), since: start })
  const states = pastStates(line, points, folders, reviews)
  const { loadRecord } = await import('@refractor/core/load')
  const records = new PastRecords(states, loadRecord)
  const problem = await records.read(root)
  if (problem !== undefined) return unavailable(problem)

  const told: T[] = []
  const unreadable: { commit: string; at: string; file: string }[] = []
  for (const [index, state] of states.entries()) {
    onState?.(index, states.length)
    const { oid, at, subject } = state.commit
    const then = await programOf(state, records, program, prefix, others)
    if ('file' in then) unreadable.push({ commit: oid, at, file: then.file })
    else told.push(tell({ commit: oid, at, subject, program: then.program, closed: closedPhases(state, records, program.id) }))
    records.forget(state, index)
  }
  const isCutOff = log.commits[0]?.isCutOff === true
  return { ok: true, history: { points: told, commits: line.length, versions: records.parsed, leftOut, unreadable, isCutOff } }
}

/** The program of a state, or the file that is no record. References into files that were not read are not looked at. */
async function programOf(
  state: PastState,
  records: PastRecords,
  { id, isDefault, hasNeighbours, folders }: ScheduleHistoryRequest['program'],
  prefix: string,
  others: readonly string[],
): Promise<{ readonly program: Program } | { readonly file: string }> {
  const specification = pathBelow(prefix.replace(/\/$/, ''), state.folder) ?? state.folder
  const { files, complete } = await readProgramFiles(treeOf(state, records, prefix), records, specification, others)
  const then: ProgramFolders = { ...folders, specification }
  const { program } = linkProgram({ folders: then, isDefault, hasNeighbours, files })
  if (complete && program !== undefined && isWhole(files)) return { program: program.id === id ? program : { ...program, id } }
  const broken = [files.program, ...files.phases, files.tasks, files.gates, ...(files.parts?.tasks ?? [])]
  return { file: broken.find((file) => file !== undefined && file.record === undefined)?.source.path ?? `${specification}/program.yaml` }
}
