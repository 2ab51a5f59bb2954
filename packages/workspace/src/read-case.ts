import {
  type ArchivedChecklist,
  asMoved,
  type ChecklistFile,
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  fileNameToId,
  type Program,
  type RecordFile,
  type RecordOf,
  snapshotPath,
  snapshotsFolder,
  sortDiagnostics,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { isWithin } from './program-folders.ts'
import { limits, unreadableFile } from './read-file.ts'
import { openRecordCache, type RecordCache } from './record-cache.ts'
import type { CaseRead, ReadOptions, Snapshot } from './types.ts'
import type { Walk, WalkRules } from './walk.ts'
import { workTree } from './work-tree.ts'

type CaseRecordName = 'evidence' | 'approval' | 'archive' | 'review' | 'waiver' | 'link-review' | 'snapshot'

const codes: Readonly<Record<CaseRecordName, DiagnosticCode>> = {
  evidence: 'evidence/invalid-record',
  approval: 'approval/invalid-record',
  archive: 'checklist/invalid-record',
  review: 'review/invalid-record',
  waiver: 'waiver/invalid-record',
  'link-review': 'trace/invalid-record',
  snapshot: 'snapshot/invalid-record',
}

type Signature = NonNullable<RecordFile<unknown>['signature']>

/** Collects what cannot be read and what is no valid record while the files of a case are read one after the other. */
class CaseReader {
  readonly diagnostics: Diagnostic[] = []
  readonly unreadable: { path: string; reason: string }[] = []
  readonly #tree: FileTree
  readonly #cache: RecordCache

  constructor(tree: FileTree, cache: RecordCache) {
    this.#tree = tree
    this.#cache = cache
  }

  refuse(path: string, reason: string): void {
    this.unreadable.push({ path, reason })
    this.diagnostics.push(unreadableFile(path, 'unreadable', reason))
  }

  walk(folder: string, rules: WalkRules): Walk['files'] {
    const found = this.#tree.walk(folder, rules)
    for (const { path, reason } of found.unreadable) this.refuse(path, reason)
    for (const path of found.links) {
      this.diagnostics.push(
        diagnostic('workspace/symlink', `${path} is a link to a folder and was not entered`, {
          location: { file: path, line: 1, column: 1 },
          help: 'put the files themselves there',
        }),
      )
    }
    return found.files
  }

  /** A record; `undefined` when there is no such file or it cannot be read at all. */
  async record<N extends CaseRecordName>(
    name: N,
    path: string,
    limit: number,
    signature?: Signature,
  ): Promise<RecordFile<RecordOf<N>> | undefined> {
    const read = this.#tree.readText(path, limit)
    if (!read.ok) {
      if (read.kind === 'unreadable') this.refuse(path, read.problem)
      if (read.kind === 'missing' || read.kind === 'unreadable') return undefined
      const problem = this.#invalid(name, unreadableFile(path, read.kind, read.problem))
      return { source: { path, text: '' }, record: undefined, positions: {}, diagnostics: [problem], sha256: read.sha256 ?? '', signature }
    }
    const loaded = await this.#cache.record(name, read)
    const diagnostics = loaded.diagnostics.map((one) => (one.severity === 'error' ? this.#invalid(name, one) : one))
    return {
      source: loaded.source,
      record: loaded.record,
      diagnostics,
      signature,
      // Not copied: that would make the digest and parse the positions, which nobody may ask for.
      get sha256() {
        return read.sha256
      },
      get positions() {
        return loaded.positions
      },
    }
  }

  /** The records of a folder, each with the signature beside it. */
  async signed<N extends CaseRecordName>(name: N, folder: string, rules: WalkRules, limit: number): Promise<RecordFile<RecordOf<N>>[]> {
    const { want } = rules
    const found = this.walk(folder, { ...rules, want: (one, ...where) => want(one.replace(/\.sig$/, ''), ...where) })
    const signatures = new Set(found.filter((path) => path.endsWith('.sig')))
    const records: RecordFile<RecordOf<N>>[] = []
    for (const path of found) {
      if (signatures.has(path)) continue
      const file = await this.record(name, path, limit, signatures.has(`${path}.sig`) ? this.signature(`${path}.sig`) : undefined)
      if (file !== undefined) records.push(file)
    }
    return records
  }

  /** A record of a snapshot; one in a file of another name is none, for two could have one id. */
  async snapshot(path: string): Promise<RecordFile<RecordOf<'snapshot'>> | undefined> {
    const file = await this.record('snapshot', path, limits.record)
    if (file?.record === undefined || snapshotPath(file.record.id) === path) return file
    const { id } = file.record
    const location = { file: path, line: 1, column: 1 }
    const message = `the record of ${id} is in a file of another name`
    this.diagnostics.push(diagnostic('snapshot/invalid-record', message, { location, help: `git mv ${path} ${snapshotPath(id)}` }))
    return file
  }

  /** What cannot be read is a signature without text: a bad one, and never none. */
  signature(path: string): Signature {
    const read = this.#tree.readText(path, limits.signature)
    return { path, text: read.ok ? read.source.text : '' }
  }

  /** Digests of the reviews that the histories of the phases keep. */
  takenBack(outbox: string, skip: (path: string) => boolean): string[] {
    const isClosing = (name: string, depth: number): boolean => depth === 2 && name.endsWith('-closed.json')
    const found = this.#tree
      .walk(outbox, { want: isClosing, skip, maxDepth: 2 })
      .files.filter((path) => path.split('/').at(-2) === '_history')
    return found.flatMap((path) => {
      const read = this.#tree.readText(path, limits.evidence)
      return read.ok ? [read.sha256] : []
    })
  }

  async checklist(path: string, phase: string): Promise<ChecklistFile | undefined> {
    const read = this.#tree.readText(path, limits.checklist)
    if (!read.ok) {
      if (read.kind !== 'missing') this.refuse(path, read.problem)
      return undefined
    }
    const checklist = await this.#cache.checklist(read)
    return {
      checklist,
      phase,
      get sha256() {
        return read.sha256
      },
    }
  }

  /** What the schema says about a record of the case is a finding about that record, not about the program. */
  #invalid(name: CaseRecordName, { code, severity: _, ...rest }: Diagnostic): Diagnostic {
    const invalid = diagnostic(codes[name], rest.message, rest)
    const found = code === 'merge/conflict-left' ? { ...invalid, code } : invalid
    this.diagnostics.push(found)
    return found
  }
}

/** The folder of a phase is the one right below `folder`; its name is the id, percent-encoded where needed. */
function phaseOf(folder: string, path: string): string {
  const name = path.slice(folder.length + 1).split('/')[0] as string
  return fileNameToId(name) ?? name
}

const isChecklist = (name: string, depth: number): boolean => depth === 1 && /\.md$/i.test(name)

/** Reads everything that the gates of one program decide on: evidence, approvals, checklists, archive and reviews. */
export async function readCase(snapshot: Snapshot, program: Program, options: ReadOptions = {}): Promise<CaseRead> {
  const reader = new CaseReader(options.tree ?? workTree(snapshot.root), openRecordCache(snapshot.root, options))
  const { inbox, outbox, evidence } = program.folders
  const others = snapshot.programs
    .filter((other) => other.id !== program.id)
    .flatMap(({ folders }) => [folders.inbox, folders.outbox, folders.evidence])
  // Folders of other programs lie inside those of the default one.
  const skip = (path: string): boolean =>
    others.some((other) => isWithin(other, path) && ![inbox, outbox, evidence].some((own) => isWithin(other, own)))

  const found = await reader.signed('evidence', evidence, { want: (name) => name === 'metadata.json', skip }, limits.evidence)
  const records = found.map((file) => asMoved(program, file))
  const isRecord = (name: string): boolean => name.endsWith('.json')
  const decisions = await reader.signed('approval', '.refractor/approvals', { want: isRecord }, limits.record)
  const approvals = decisions.filter(({ record }) => record === undefined || record.program === program.id)

  const steps = await reader.signed('waiver', '.refractor/waivers', { want: isRecord }, limits.record)
  const waivers = steps.filter(({ record }) => record === undefined || record.program === program.id)

  const reviewed = await reader.signed('link-review', '.refractor/links', { want: isRecord }, limits.evidence)
  const linkReviews = reviewed.filter(({ record }) => record === undefined || record.program === program.id)

  const taken: RecordFile<RecordOf<'snapshot'>>[] = []
  for (const path of reader.walk(snapshotsFolder, { want: isRecord, maxDepth: 0 })) {
    const file = await reader.snapshot(path)
    if (file !== undefined && (file.record === undefined || file.record.program === program.id)) taken.push(file)
  }

  const active: ChecklistFile[] = []
  for (const path of reader.walk(inbox, { want: isChecklist, skip, maxDepth: 1 })) {
    const file = await reader.checklist(path, phaseOf(inbox, path))
    if (file !== undefined) active.push(file)
  }

  const archived: ArchivedChecklist[] = []
  const reviews: RecordFile<RecordOf<'review'>>[] = []
  const isArchived = (name: string, depth: number): boolean =>
    isChecklist(name, depth) || (depth === 1 && /^metadata\.json(?:\.sig)?$/.test(name))
  const inOutbox = reader.walk(outbox, { want: isArchived, skip, maxDepth: 1 })
  const signatures = new Set(inOutbox.filter((path) => path.endsWith('.sig')))
  for (const path of inOutbox) {
    if (signatures.has(path)) continue
    if (path.endsWith('/metadata.json')) {
      const signature = signatures.has(`${path}.sig`) ? reader.signature(`${path}.sig`) : undefined
      const file = await reader.record('review', path, limits.evidence, signature)
      if (file !== undefined) reviews.push(file)
      continue
    }
    const file = await reader.checklist(path, phaseOf(outbox, path))
    const metadata = await reader.record('archive', path.replace(/\.md$/i, '.metadata.json'), limits.record)
    if (file !== undefined) archived.push({ ...file, metadata })
  }

  // Only between two revisions does it matter that a review was taken back.
  const takenBack = options.tree === undefined ? [] : reader.takenBack(outbox, skip)
  return {
    case: {
      evidence: records,
      approvals,
      inbox: active,
      outbox: archived,
      reviews,
      waivers,
      linkReviews,
      snapshots: taken,
      ...(takenBack.length > 0 && { takenBack }),
      unreadable: reader.unreadable,
    },
    diagnostics: sortDiagnostics(reader.diagnostics),
  }
}
