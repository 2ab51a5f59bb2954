import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Case, ChecklistFile } from '../gates/case.ts'
import type { Program } from '../link/program-types.ts'
import type { ArchiveRecord } from '../schema/records.ts'
import { approvalsMissing } from './archive-approvals.ts'
import { archiveDemands } from './archive-demands.ts'
import { type ArchivePaths, archivePaths } from './archive-name.ts'
import { secretsIn } from './checklist-secrets.ts'
import { openBoxes } from './open-boxes.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'
import { boxesOf, conflictDiagnostic, tickConflicts } from './tick-conflicts.ts'
import { unknownChecklist } from './unknown-checklist.ts'

/** Why a checklist is not complete: unreadable front matter, ticks that disagree, open boxes, what the program demands, secrets. */
export function incompleteness(program: Program, file: ChecklistFile): Diagnostic[] {
  const { checklist } = file
  return [
    ...checklist.diagnostics.filter((one) => one.severity === 'error'),
    ...tickConflicts(program, checklist).map((conflict) => conflictDiagnostic(conflict, checklist.source.path, false)),
    ...openBoxes(program, checklist),
    ...archiveDemands(program, file),
    ...secretsIn(checklist.source),
  ]
}

/** The steps that archive one checklist: the move, its metadata, and a pointer where the program wants one. */
export function archiveSteps(program: Program, file: ChecklistFile, paths: ArchivePaths, stamp: Stamp): Step[] {
  const from = file.checklist.source.path
  const boxes = boxesOf(file.checklist)
  const record: ArchiveRecord = {
    format: 1,
    kind: 'archived-checklist',
    program: program.id,
    phase: file.phase,
    from,
    path: paths.archived,
    sha256: file.sha256,
    author: stamp.author,
    date: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    boxes: { total: boxes.length, ticked: boxes.filter((box) => box.ticked).length },
  }
  return [
    { type: 'move', from, to: paths.archived, before: file.sha256, why: `every required box is ticked` },
    { type: 'create', path: paths.metadata, text: recordText(record), why: `what ${paths.archived} was, who archived it and when` },
    ...(program.file.record.archive?.pointer === true
      ? [{ type: 'create', path: paths.pointer, text: `${paths.archived}\n`, why: `points to ${paths.archived}` } as const]
      : []),
  ]
}

const folded = (path: string): string => path.normalize('NFC').toLowerCase()

/** Every path that the outbox is known to hold, folded as some file systems do. */
function takenPaths(records: Case): Set<string> {
  const taken = [
    ...records.outbox.flatMap((file) => [file.checklist.source.path, ...(file.metadata ? [file.metadata.source.path] : [])]),
    ...records.reviews.map((file) => file.source.path),
    ...records.unreadable.map((file) => file.path),
  ]
  return new Set(taken.map(folded))
}

/** What is to be archived: the steps of each checklist that can be, and why the others cannot. */
export interface ArchiveSteps {
  readonly steps: readonly Step[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Archives each checklist that passes `check` and whose place in the outbox is free. */
export function archiveAll(
  program: Program,
  records: Case,
  files: readonly ChecklistFile[],
  stamp: Stamp,
  check: (file: ChecklistFile) => Diagnostic[],
): ArchiveSteps {
  const taken = takenPaths(records)
  const steps: Step[] = []
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    const from = file.checklist.source.path
    const paths = archivePaths(program, file, stamp.now.slice(0, 10))
    const problems = check(file)
    if (taken.has(folded(paths.archived)) || taken.has(folded(paths.metadata))) {
      const help = 'rename the checklist, or set archive.name in program.yaml to a pattern with {date}'
      problems.push(
        diagnostic('checklist/already-archived', `${from} cannot be archived: ${paths.archived} exists`, {
          location: { file: from, line: 1, column: 1 },
          help,
        }),
      )
    }
    taken.add(folded(paths.archived)).add(folded(paths.metadata))
    if (problems.length === 0) steps.push(...archiveSteps(program, file, paths, stamp))
    diagnostics.push(...problems)
  }
  return { steps, diagnostics }
}

/** A record without a commit says so: it can be traced to nothing. */
export function stampWarnings(stamp: Stamp): Diagnostic[] {
  if (stamp.commit !== undefined) return []
  return [
    diagnostic('git/no-commit', 'there is no commit yet, so the record is stamped without one', {
      severity: 'warning',
      help: 'commit the work first',
    }),
  ]
}

/**
 * Moves checklists from the inbox to the outbox of their phase, each with its metadata; nothing is ever overwritten. Refused as a
 * whole while a required box is open or an approval is missing. A path that was archived before needs nothing.
 */
export function planArchive(program: Program, records: Case, paths: readonly string[], stamp: Stamp): Planned {
  const files: ChecklistFile[] = []
  const unknown: Diagnostic[] = []
  for (const path of new Set(paths)) {
    const file = records.inbox.find((one) => one.checklist.source.path === path)
    if (file) files.push(file)
    else if (!records.outbox.some((one) => one.checklist.source.path === path || one.metadata?.record?.from === path))
      unknown.push(unknownChecklist(records, path))
  }
  const { steps, diagnostics } = archiveAll(program, records, files, stamp, (file) => [
    ...incompleteness(program, file),
    ...approvalsMissing(program, records, file),
  ])
  if (unknown.length > 0 || diagnostics.length > 0) return refused([...unknown, ...diagnostics])
  if (files.length === 0) return planned('archived already', [])
  return planned(`archive ${files.length} checklist${files.length === 1 ? '' : 's'}`, steps, stampWarnings(stamp), {
    type: 'checklist.archived',
    program: program.id,
    ids: [...new Set(files.map(({ phase }) => phase))],
  })
}
