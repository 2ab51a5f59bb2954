import {
  type ArchivedChecklist,
  type ChecklistFile,
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  fileNameToId,
  type Program,
  type RecordFile,
  type RecordOf,
  sortDiagnostics,
} from '@refractor/core'
import { type FindPath, pathFinder } from './find-path.ts'
import { isWithin } from './program-folders.ts'
import { limits, readText, unreadableFile } from './read-file.ts'
import { openRecordCache, type RecordCache } from './record-cache.ts'
import type { CaseRead, ReadOptions, Snapshot } from './types.ts'
import { type Walk, walk } from './walk.ts'

type CaseRecordName = 'evidence' | 'approval' | 'archive' | 'review'

const codes: Readonly<Record<CaseRecordName, DiagnosticCode>> = {
  evidence: 'evidence/invalid-record',
  approval: 'approval/invalid-record',
  archive: 'checklist/invalid-record',
  review: 'review/invalid-record',
}

/** Collects what cannot be read and what is no valid record while the files of a case are read one after the other. */
class CaseReader {
  readonly diagnostics: Diagnostic[] = []
  readonly unreadable: { path: string; reason: string }[] = []
  readonly #find: FindPath
  readonly #cache: RecordCache

  constructor(find: FindPath, cache: RecordCache) {
    this.#find = find
    this.#cache = cache
  }

  refuse(path: string, reason: string): void {
    this.unreadable.push({ path, reason })
    this.diagnostics.push(unreadableFile(path, 'unreadable', reason))
  }

  walk(folder: string, rules: Parameters<typeof walk>[2]): Walk['files'] {
    const found = walk(this.#find, folder, rules)
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
  async record<N extends CaseRecordName>(name: N, path: string, limit: number): Promise<RecordFile<RecordOf<N>> | undefined> {
    const read = readText(this.#find, path, limit)
    if (!read.ok) {
      if (read.kind === 'unreadable') this.refuse(path, read.problem)
      if (read.kind === 'missing' || read.kind === 'unreadable') return undefined
      const problem = this.#invalid(name, unreadableFile(path, read.kind, read.problem))
      return { source: { path, text: '' }, record: undefined, positions: {}, diagnostics: [problem], sha256: read.sha256 ?? '' }
    }
    const loaded = await this.#cache.record(name, read)
    const diagnostics = loaded.diagnostics.map((one) => (one.severity === 'error' ? this.#invalid(name, one) : one))
    return {
      source: loaded.source,
      record: loaded.record,
      diagnostics,
      // Not copied: that would make the digest and parse the positions, which nobody may ask for.
      get sha256() {
        return read.sha256
      },
      get positions() {
        return loaded.positions
      },
    }
  }

  async checklist(path: string, phase: string): Promise<ChecklistFile | undefined> {
    const read = readText(this.#find, path, limits.checklist)
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
  #invalid(name: CaseRecordName, { code: _, severity: __, ...rest }: Diagnostic): Diagnostic {
    const found = diagnostic(codes[name], rest.message, rest)
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
  const reader = new CaseReader(pathFinder(snapshot.root), openRecordCache(snapshot.root, options))
  const { inbox, outbox, evidence } = program.folders
  const others = snapshot.programs
    .filter((other) => other.id !== program.id)
    .flatMap(({ folders }) => [folders.inbox, folders.outbox, folders.evidence])
  // Folders of other programs lie inside those of the default one.
  const skip = (path: string): boolean =>
    others.some((other) => isWithin(other, path) && ![inbox, outbox, evidence].some((own) => isWithin(other, own)))

  const records: RecordFile<RecordOf<'evidence'>>[] = []
  for (const path of reader.walk(evidence, { want: (name) => name === 'metadata.json', skip })) {
    const file = await reader.record('evidence', path, limits.evidence)
    if (file !== undefined) records.push(file)
  }

  const approvals: RecordFile<RecordOf<'approval'>>[] = []
  for (const path of reader.walk('.refractor/approvals', { want: (name) => name.endsWith('.json') })) {
    const file = await reader.record('approval', path, limits.record)
    if (file !== undefined && (file.record === undefined || file.record.program === program.id)) approvals.push(file)
  }

  const active: ChecklistFile[] = []
  for (const path of reader.walk(inbox, { want: isChecklist, skip, maxDepth: 1 })) {
    const file = await reader.checklist(path, phaseOf(inbox, path))
    if (file !== undefined) active.push(file)
  }

  const archived: ArchivedChecklist[] = []
  const reviews: RecordFile<RecordOf<'review'>>[] = []
  const isArchived = (name: string, depth: number): boolean => isChecklist(name, depth) || (depth === 1 && name === 'metadata.json')
  for (const path of reader.walk(outbox, { want: isArchived, skip, maxDepth: 1 })) {
    if (path.endsWith('/metadata.json')) {
      const file = await reader.record('review', path, limits.evidence)
      if (file !== undefined) reviews.push(file)
      continue
    }
    const file = await reader.checklist(path, phaseOf(outbox, path))
    const metadata = await reader.record('archive', path.replace(/\.md$/i, '.metadata.json'), limits.record)
    if (file !== undefined) archived.push({ ...file, metadata })
  }

  return {
    case: { evidence: records, approvals, inbox: active, outbox: archived, reviews, unreadable: reader.unreadable },
    diagnostics: sortDiagnostics(reader.diagnostics),
  }
}
