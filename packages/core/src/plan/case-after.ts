import type { ArchivedChecklist, Case, RecordFile } from '../gates/case.ts'
import { sha256Hex } from '../load/digest.ts'
import type { ArchiveRecord } from '../schema/records.ts'
import { metadataPath } from './archive-name.ts'
import type { Plan } from './plan.ts'

function metadataOf(plan: Plan, path: string): RecordFile<ArchiveRecord> | undefined {
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

/** The case as it will be when a plan that archives checklists has been applied: they are in the outbox, with their metadata. */
export function caseAfterArchive(records: Case, plan: Plan): Case {
  const targets = new Map(plan.steps.flatMap((step) => (step.type === 'move' ? [[step.from, step.to] as const] : [])))
  const moved = records.inbox.flatMap((file): ArchivedChecklist[] => {
    const to = targets.get(file.checklist.source.path)
    if (to === undefined) return []
    const source = { path: to, text: file.checklist.source.text }
    const boxes = file.checklist.boxes.map((box) => ({ ...box, location: { ...box.location, file: to } }))
    return [{ ...file, checklist: { ...file.checklist, source, boxes }, metadata: metadataOf(plan, metadataPath(to)) }]
  })
  const outbox = [...records.outbox, ...moved].sort((a, b) => (a.checklist.source.path < b.checklist.source.path ? -1 : 1))
  return { ...records, inbox: records.inbox.filter((file) => !targets.has(file.checklist.source.path)), outbox }
}
