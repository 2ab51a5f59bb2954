import type { Box } from '../../load/checklist-types.ts'
import type { Case, ChecklistFile, RemovedChecklist } from '../case.ts'

/** What makes two boxes the same: the id, else the words. */
const keyOf = ({ id, text }: Box): string => id ?? text.normalize('NFC').replace(/\s+/g, ' ')

/** A box that is in a fence, or optional, asks for nothing: one that head made so is taken away as well. */
const isRequired = ({ inFence, optional }: Box): boolean => !inFence && !optional

/** How often each required box stands in the checklists of a phase, wherever they lie. */
function countsOf(files: readonly ChecklistFile[], phase: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) {
    if (file.phase !== phase) continue
    for (const box of file.checklist.boxes.filter(isRequired)) counts.set(keyOf(box), (counts.get(keyOf(box)) ?? 0) + 1)
  }
  return counts
}

/** True when head has the checklist: where it was, archived from there, or under another name. */
function isKept({ checklist, sha256 }: ChecklistFile, head: Case): boolean {
  const { path } = checklist.source
  return (
    head.inbox.some((file) => file.checklist.source.path === path || file.sha256 === sha256) ||
    head.outbox.some((file) => file.metadata?.record?.from === path)
  )
}

/** The checklists of base that head has nowhere in the same words. */
export function formerChecklists(base: Case, head: Case): ChecklistFile[] {
  const kept = new Set([...head.inbox, ...head.outbox].map(({ sha256 }) => sha256))
  return [...base.inbox, ...base.outbox].filter(({ sha256 }) => !kept.has(sha256))
}

/**
 * The boxes that are open in base, and that head has in no checklist of the phase any more: deleting a box, a file, or marking a box as
 * optional ticks nothing. What head moves or archives it has kept.
 */
export function removedChecklists(base: Case, head: Case): RemovedChecklist[] {
  const missing = new Map<string, Map<string, number>>()
  for (const phase of new Set(base.inbox.map((file) => file.phase))) {
    const [before, now] = [base, head].map(({ inbox, outbox }) => countsOf([...inbox, ...outbox], phase)) as [
      Map<string, number>,
      Map<string, number>,
    ]
    missing.set(phase, new Map([...before].map(([key, count]) => [key, count - (now.get(key) ?? 0)])))
  }
  return base.inbox.flatMap((file) => {
    const left = missing.get(file.phase) as Map<string, number>
    const boxes = file.checklist.boxes.filter((box) => {
      const lost = left.get(keyOf(box)) ?? 0
      if (box.ticked || !isRequired(box) || lost <= 0) return false
      left.set(keyOf(box), lost - 1)
      return true
    })
    const gone = !isKept(file, head)
    return gone || boxes.length > 0 ? [{ file, gone, boxes }] : []
  })
}
