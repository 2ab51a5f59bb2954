import { posix } from 'node:path'
import {
  type ChangedFile,
  type Diagnostic,
  diagnostic,
  type FileVersion,
  type HistoryCommit,
  type InitialState,
  mayHold,
  pathBelow,
  type ReadYaml,
  type RecordEvent,
  type RecordLooks,
  type RecordPast,
  type RecordType,
  type RecordVersion,
  recordLooks,
  recordPast,
  recordTypes,
  renamedId,
  type SourceFile,
  type SpecificationFile,
  specificationFile,
  specificationFiles,
  specificationFolders,
  uncommitted,
} from '@refractor/core'
import { readHead } from './git.ts'
import { gitRoot, isBare } from './git-process.ts'
import { historyLog } from './history-log.ts'
import { workspacePrefix } from './revision-files.ts'
import { streamBlobs } from './stream-blobs.ts'

/** Whose past is asked for. */
export interface HistoryRequest {
  readonly id: string
  /** Absent where the program has no such record any more: then the last type that it had. */
  readonly type?: RecordType
  /** The folder of the specification, relative to the workspace. */
  readonly specification: string
  /** The file that holds the record on disk; absent when none does, "unknown" when that cannot be told. */
  readonly onDisk?: SourceFile | 'unknown'
  /** What a state is where the record does not say it. */
  readonly initial: InitialState
}

/** An event, and what the record is called on the other side of it: before it was added, or since it was removed. */
export interface ToldEvent extends Omit<RecordEvent, 'version'> {
  readonly renamed?: string
}

/** The past of one record, and what it took to find it. */
export interface RecordHistory {
  /** Undefined: no commit has ever had a record of this id. */
  readonly type: RecordType | undefined
  /** The last title, name or statement that it had; '' without one. */
  readonly title: string
  /** Oldest first; paths are relative to the workspace. */
  readonly events: readonly ToldEvent[]
  readonly read: {
    /** Commits that changed the specification, and merges of them. */
    readonly commits: number
    /** Versions of files. */
    readonly files: number
    /** What had to be parsed of them: texts of the record, and whole files. */
    readonly parsed: number
  }
  /** The folders in which the specification has been, from the present one back. */
  readonly folders: readonly string[]
}

export type HistoryRead =
  | { readonly ok: true; readonly history: RecordHistory }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const unavailable = (problem: string): HistoryRead => ({
  ok: false,
  diagnostics: [diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: 'git status' })],
})

/** The parser is only loaded where a history is read. */
async function yamlReader(): Promise<ReadYaml> {
  const { parseYaml } = await import('@refractor/core/load')
  return (text) => parseYaml({ path: '', text }).value
}

type Sights = ReadonlyMap<RecordType, RecordVersion> | 'unreadable'

/** The versions of files that may hold the record, by the kind of the file and the blob, in the order of the commits. */
function wantedBlobs(
  commits: readonly HistoryCommit[],
  kindOf: (path: string) => SpecificationFile | undefined,
): ReadonlyMap<string, Set<SpecificationFile>> {
  const wanted = new Map<string, Set<SpecificationFile>>()
  for (const { files } of commits) {
    for (const { path, after } of files) {
      const kind = after === undefined ? undefined : kindOf(path)
      if (after === undefined || kind === undefined) continue
      const kinds = wanted.get(after)
      if (kinds === undefined) wanted.set(after, new Set([kind]))
      else kinds.add(kind)
    }
  }
  return wanted
}

/** The last type that the id stood for. */
function lastType(commits: readonly HistoryCommit[], sightsOf: (path: string, blob: string) => Sights | undefined): RecordType | undefined {
  for (const { files } of commits.toReversed()) {
    for (const { path, after } of files) {
      const sights = after === undefined ? undefined : sightsOf(path, after)
      const type = sights === undefined || sights === 'unreadable' ? undefined : recordTypes.find((one) => sights.has(one))
      if (type !== undefined) return type
    }
  }
  return undefined
}

/** Reads every wanted blob, and looks for the record in it. Most do not even hold the letters of its id. */
async function lookAtBlobs(
  root: string,
  id: string,
  looks: RecordLooks,
  wanted: ReadonlyMap<string, ReadonlySet<SpecificationFile>>,
): Promise<{ readonly sights: ReadonlyMap<string, Sights>; readonly problem: string | undefined }> {
  const sights = new Map<string, Sights>()
  const letters = Buffer.from(id.replace(/\.entry$/, ''), 'utf8')
  const problem = await streamBlobs(root, [...wanted.keys()], (oid, bytes) => {
    if (!bytes.includes(letters) && !bytes.includes('\\')) return
    const text = bytes.toString('utf8')
    for (const kind of wanted.get(oid) ?? []) sights.set(`${kind}:${oid}`, looks.look(text, kind))
  })
  return { sights, problem }
}

/**
 * The past of a record through every commit that HEAD builds on: through moves between files, and of the folder of the specification. Git
 * is started twice, however long the history is: once to list the commits, once to read what they changed. A third time it is asked for
 * the commits that brought the record or took it away, whether it had another id on their other side.
 */
export async function readHistory(root: string, request: HistoryRequest): Promise<HistoryRead> {
  const { id, specification, onDisk, initial } = request
  if (gitRoot(root) === undefined && !isBare(root)) return unavailable('this is not a git repository')
  const prefix = workspacePrefix(root)
  const { commit } = readHead(root)
  const files = specificationFiles.filter((one) => request.type === undefined || mayHold(one, request.type))
  // The program file tells where the specification has been.
  const names = [...new Set<SpecificationFile>(['program', ...files])].map((one) => (one === 'phase' ? 'phases/*.yaml' : `${one}.yaml`))
  const log = commit === undefined ? { ok: true as const, commits: [] } : historyLog(root, commit, names)
  if (!log.ok) return unavailable(log.problem)
  const { commits } = log

  const folders = specificationFolders(commits, `${prefix}${specification}`)
  const kindOf = (path: string): SpecificationFile | undefined => {
    for (const folder of folders) {
      const below = pathBelow(folder, path)
      const kind = below === undefined ? undefined : specificationFile(below)
      if (kind !== undefined && files.includes(kind)) return kind
    }
    return undefined
  }
  const read = await yamlReader()
  const looks = recordLooks(id, read)
  const wanted = wantedBlobs(commits, kindOf)
  const { sights, problem } = await lookAtBlobs(root, id, looks, wanted)
  if (problem !== undefined) return unavailable(problem)

  const sightsOf = (path: string, blob: string): Sights | undefined => sights.get(`${kindOf(path)}:${blob}`)
  const type = request.type ?? lastType(commits, sightsOf)
  const shown = (path: string): string => (prefix === '' ? path : posix.relative(prefix, path))
  /** The record as the work tree has it, held against the newest commit. A file that is broken says nothing. */
  const uncommittedOf = ({ now }: RecordPast, file: SourceFile | undefined): RecordEvent | undefined => {
    const path = `${prefix}${file?.path}`
    const kind = file && kindOf(path)
    const here = file && kind && looks.look(file.text, kind)
    const version = here === 'unreadable' ? undefined : type && here?.get(type)
    return here === 'unreadable' ? undefined : uncommitted(now, version && { path, version }, initial)
  }
  const past = recordPast(
    commits,
    (path, blob) => {
      const found = sightsOf(path, blob)
      return found === 'unreadable' ? found : type && found?.get(type)
    },
    initial,
  )
  const last = onDisk === 'unknown' ? undefined : uncommittedOf(past, onDisk)
  const renamed = await renamedIds(root, commits, past.events, kindOf, read)
  return {
    ok: true,
    history: {
      type,
      title: titleOf(last?.version ?? past.now?.version ?? past.events.at(-1)?.version),
      events: [...past.events, ...(last === undefined ? [] : [last])].map((event) => toldEvent(event, shown, renamed.get(event))),
      read: { commits: commits.length, files: wanted.size, parsed: looks.parsed.cuts + looks.parsed.files },
      folders: folders.map(shown),
    },
  }
}

function titleOf(version: RecordVersion | undefined): string {
  const title = version?.fields['title'] ?? version?.fields['name'] ?? version?.fields['statement']
  return typeof title === 'string' ? title : ''
}

function toldEvent({ version: _, ...event }: RecordEvent, shown: (path: string) => string, renamed: string | undefined): ToldEvent {
  const places = event.places.map((place) => {
    if (place.what !== 'file') return place
    const { before, after } = place
    return { ...place, ...(before !== undefined && { before: shown(before) }), ...(after !== undefined && { after: shown(after) }) }
  })
  return { ...event, file: shown(event.file), places, ...(renamed !== undefined && { renamed }) }
}

/** Where a record comes or goes in a file that goes on, it may only have got another id. One more git call, if there is such an event. */
async function renamedIds(
  root: string,
  commits: readonly HistoryCommit[],
  events: readonly RecordEvent[],
  kindOf: (path: string) => SpecificationFile | undefined,
  read: ReadYaml,
): Promise<ReadonlyMap<RecordEvent, string>> {
  const wanted = new Map<RecordEvent, readonly ChangedFile[]>()
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  for (const event of events) {
    const files = event.commit === null || event.isCutOff ? [] : (byOid.get(event.commit)?.files ?? [])
    const changed = files.filter(({ path }) => kindOf(path) !== undefined)
    const other = event.event === 'added' ? 'before' : 'after'
    const isOneOf = event.event === 'added' || event.event === 'removed'
    if (isOneOf && changed.some((file) => file[other] !== undefined)) wanted.set(event, changed)
  }
  const oids = new Set([...wanted.values()].flat().flatMap(({ before, after }) => [before, after].filter((oid) => oid !== undefined)))
  const texts = new Map<string, string>()
  await streamBlobs(root, [...oids], (oid, bytes) => texts.set(oid, bytes.toString('utf8')))
  const versions = (files: readonly ChangedFile[], side: 'before' | 'after'): FileVersion[] =>
    files.flatMap((one) => {
      const [text, file] = [texts.get(one[side] ?? ''), kindOf(one.path)]
      return text === undefined || file === undefined ? [] : [{ text, file }]
    })
  const found = new Map<RecordEvent, string>()
  for (const [event, files] of wanted) {
    const [here, there] = event.event === 'added' ? (['after', 'before'] as const) : (['before', 'after'] as const)
    const id = renamedId(event.version, versions(files, here), versions(files, there), read)
    if (id !== undefined) found.set(event, id)
  }
  return found
}
