import type { Check, LeafCheck } from '../schema/check.ts'
import type { Criterion } from '../schema/gate.ts'

/** A leaf of a check and where it stands, as a JSON pointer below the criterion. */
export interface Leaf {
  readonly leaf: LeafCheck
  readonly pointer: string
  /** It, or a composition around it, is only proposed. */
  readonly proposed: boolean
}

interface Visit {
  readonly check: Check
  readonly pointer: string
  readonly proposed: boolean
}

function parts(check: Exclude<Check, LeafCheck>): { readonly checks: readonly Check[]; readonly path: (index: number) => string } {
  if ('all' in check) return { checks: check.all, path: (index) => `all/${index}` }
  if ('any' in check) return { checks: check.any, path: (index) => `any/${index}` }
  if ('nOf' in check) return { checks: check.nOf.of, path: (index) => `nOf/of/${index}` }
  return { checks: [check.not], path: () => 'not' }
}

/** Where the check of a criterion is marked as proposed, leaves and compositions alike: JSON pointers below the criterion. */
export function marksOf(criterion: Pick<Criterion, 'check'>): string[] {
  if (criterion.check === undefined) return []
  const marks: string[] = []
  const open: Pick<Visit, 'check' | 'pointer'>[] = [{ check: criterion.check, pointer: 'check' }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { check, pointer } = visit
    if (check.proposed === true) marks.push(pointer)
    if ('kind' in check) continue
    const { checks, path } = parts(check)
    for (const [index, part] of checks.entries()) open.push({ check: part, pointer: `${pointer}/${path(index)}` })
  }
  return marks
}

/** Every leaf of the check of a criterion, in order of the text. */
export function leavesOf(criterion: Pick<Criterion, 'check'>): Leaf[] {
  if (criterion.check === undefined) return []
  const leaves: Leaf[] = []
  const open: Visit[] = [{ check: criterion.check, pointer: 'check', proposed: false }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { check, pointer } = visit
    const proposed = visit.proposed || check.proposed === true
    if ('kind' in check) {
      leaves.push({ leaf: check, pointer, proposed })
      continue
    }
    const { checks, path } = parts(check)
    for (let index = checks.length - 1; index >= 0; index--) {
      open.push({ check: checks[index] as Check, pointer: `${pointer}/${path(index)}`, proposed })
    }
  }
  return leaves
}
