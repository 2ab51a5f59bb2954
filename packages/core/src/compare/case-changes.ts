import type { Case, ChecklistFile, RecordFile } from '../gates/case.ts'
import type { CaseChange } from './compare-types.ts'

interface CaseFile {
  readonly kind: CaseChange['kind']
  readonly path: string
  readonly sha256: string
  readonly about: readonly string[]
  readonly says: string | undefined
  readonly boxes?: { readonly total: number; readonly ticked: number }
}

type Fields = Readonly<Record<string, unknown>>

const idFields = ['criteria', 'criterion', 'gate', 'milestone', 'phase', 'id'] as const

/** The ids that a record names as what it is about. */
function aboutOf(record: Fields | undefined): string[] {
  const found = idFields.flatMap((field) => record?.[field] ?? []).flat()
  return [...new Set(found.filter((one): one is string => typeof one === 'string'))]
}

function saysOf(kind: CaseChange['kind'], record: Fields | undefined): string | undefined {
  if (record === undefined) return 'unreadable'
  const result = record['result'] as Fields | undefined
  const word =
    kind === 'evidence' ? result?.['outcome'] : kind === 'approval' ? record['decision'] : kind === 'waiver' ? record['step'] : undefined
  return typeof word === 'string' ? word : undefined
}

const records = (kind: CaseChange['kind'], files: readonly RecordFile<unknown>[] = []): CaseFile[] =>
  files.map(({ source, sha256, record }) => ({
    kind,
    path: source.path,
    sha256,
    about: aboutOf(record as Fields | undefined),
    says: saysOf(kind, record as Fields | undefined),
  }))

const checklists = (files: readonly ChecklistFile[]): CaseFile[] =>
  files.map(({ checklist, sha256, phase }) => ({
    kind: 'checklist',
    path: checklist.source.path,
    sha256,
    about: [phase],
    says: undefined,
    boxes: { total: checklist.boxes.length, ticked: checklist.boxes.filter(({ ticked }) => ticked).length },
  }))

function filesOf({ evidence, approvals, waivers, linkReviews, reviews, inbox, outbox }: Case): Map<string, CaseFile> {
  const all = [
    ...records('evidence', evidence),
    ...records('approval', approvals),
    ...records('waiver', waivers),
    ...records('link-review', linkReviews),
    ...records('review', reviews),
    ...checklists(inbox),
    ...checklists(outbox),
  ]
  return new Map(all.map((file) => [file.path, file]))
}

const changed = (change: CaseChange['change'], { kind, path, about, says }: CaseFile): CaseChange => ({
  kind,
  change,
  path,
  about,
  ...(says !== undefined && { says }),
})

/** Evidence, decisions and checklists that came, went, were moved (to the archive, say) or say something else. In order of path. */
export function caseChanges(base: Case, head: Case): CaseChange[] {
  const [before, after] = [filesOf(base), filesOf(head)]
  const gone = new Map<string, CaseFile>()
  for (const file of before.values()) if (!after.has(file.path)) gone.set(`${file.kind} ${file.sha256}`, file)
  const changes: CaseChange[] = []
  for (const file of after.values()) {
    const was = before.get(file.path)
    if (was?.sha256 === file.sha256) continue
    const moved = was === undefined ? gone.get(`${file.kind} ${file.sha256}`) : undefined
    if (moved !== undefined) {
      gone.delete(`${file.kind} ${file.sha256}`)
      changes.push({ ...changed('moved', file), was: moved.path })
      continue
    }
    const ticked = was?.boxes && file.boxes && { before: was.boxes.ticked, after: file.boxes.ticked, boxes: file.boxes.total }
    changes.push({ ...changed(was === undefined ? 'added' : 'changed', file), ...(ticked && { ticked }) })
  }
  return [...changes, ...[...gone.values()].map((file) => changed('removed', file))].sort((a, b) => (a.path < b.path ? -1 : 1))
}
