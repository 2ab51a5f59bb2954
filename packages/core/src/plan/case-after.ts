import type { ArchivedChecklist, Case, RecordFile } from '../gates/case.ts'
import { asMoved } from '../gates/moved-evidence.ts'
import type { Program } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import type { ArchiveRecord } from '../schema/records.ts'
import { metadataPath } from './archive-name.ts'
import type { Plan } from './plan.ts'

function metadataOf(plan: Pick<Plan, 'steps'>, path: string): RecordFile<ArchiveRecord> | undefined {
  const step = plan.steps.find((one) => one.type === 'create' && one.path === path)
  if (step?.type !== 'create') return undefined
  // The text is one that `archiveSteps` made, so it parses and fits.
  return {
    source: { path, text: step.text },
    record: JSON.parse(step.text) as ArchiveRecord,
    positions: {},
    diagnostics: [],
    sha256: sha256Hex(step.text),
  }
}

const inOrder = <T>(files: readonly T[], pathOf: (file: T) => string): T[] => [...files].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))

/**
 * The case as it will be when a plan has been applied that archives checklists and moves superseded evidence: checklists are in the
 * outbox, with their metadata, and records where they were moved to.
 */
export function caseAfterArchive(records: Case, plan: Pick<Plan, 'steps'>, program?: Pick<Program, 'folders' | 'file'>): Case {
  const targets = new Map(plan.steps.flatMap((step) => (step.type === 'move' ? [[step.from, step.to] as const] : [])))
  const moved = records.inbox.flatMap((file): ArchivedChecklist[] => {
    const to = targets.get(file.checklist.source.path)
    if (to === undefined) return []
    const source = { path: to, text: file.checklist.source.text }
    const boxes = file.checklist.boxes.map((box) => ({ ...box, location: { ...box.location, file: to } }))
    return [{ ...file, checklist: { ...file.checklist, source, boxes }, metadata: metadataOf(plan, metadataPath(to)) }]
  })
  const outbox = inOrder([...records.outbox, ...moved], (file) => file.checklist.source.path)
  const inbox = records.inbox.filter((file) => !targets.has(file.checklist.source.path))
  if (program === undefined || !records.evidence.some(({ source }) => targets.has(source.path))) return { ...records, inbox, outbox }
  const evidence = records.evidence.map((file) => {
    const to = targets.get(file.source.path)
    return to === undefined ? file : asMoved(program, { ...file, source: { ...file.source, path: to } })
  })
  return { ...records, inbox, outbox, evidence: inOrder(evidence, (file) => file.source.path) }
}
