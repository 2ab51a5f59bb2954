import type { Case, Facts } from '../gates/case.ts'
import { sha256Hex } from '../load/digest.ts'
import type { Basis, Step } from './plan.ts'
import type { PlanFile } from './review-baseline.ts'

/** Every file that a review was judged on, as it was read, beside those that its steps change: they are compared anyway. */
export function basisOf(records: Case, files: readonly PlanFile[], facts: Facts | undefined, steps: readonly Step[]): Basis[] {
  const basis = new Map<string, Basis>()
  const add = (path: string, sha256?: string): void => {
    basis.set(path, { path, ...(sha256 !== undefined && { sha256 }) })
  }
  for (const [path, fact] of facts?.files ?? []) {
    if (fact.state === 'missing') add(path.replace(/\/$/, ''))
    else if (fact.state === 'file' && fact.sha256 !== undefined) add(path, fact.sha256)
  }
  for (const { source } of files) add(source.path, sha256Hex(source.text))
  const { evidence, approvals, reviews, waivers = [], linkReviews = [], outbox, inbox } = records
  const archived = outbox.flatMap(({ metadata }) => metadata ?? [])
  for (const file of [...evidence, ...approvals, ...reviews, ...waivers, ...linkReviews, ...archived])
    if (file.sha256 !== '') add(file.source.path, file.sha256)
  for (const file of [...inbox, ...outbox]) add(file.checklist.source.path, file.sha256)
  for (const step of steps) basis.delete(step.type === 'move' ? step.from : step.path)
  for (const step of steps) if (step.type === 'move') basis.delete(step.to)
  return [...basis.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
