import type { Program } from '../../link/program-types.ts'
import { isFinished, wordOf } from '../../link/state.ts'
import type { Case } from '../case.ts'
import { reviewFiles } from '../review-of.ts'
import type { Asked } from './rules.ts'

/** A program between two revisions. */
export interface ProgramOfChange {
  /** The judge: its gates, paths and policy decide. */
  readonly base: { readonly program: Program; readonly case: Case }
  readonly head: { readonly program: Program | undefined; readonly case: Case }
}

/** The acceptance gate of every milestone that the change accepts, whatever the policy says: accepting is claiming that it is met. */
export function accepted({ base, head }: ProgramOfChange): Asked[] {
  if (head.program === undefined) return []
  const { program } = base
  // The words of head count as well: a change that renames the last state accepts what stands in it.
  const words = [program.states.milestone, head.program.states.milestone]
  return [...head.program.milestones.values()].flatMap(({ id, record }) => {
    const before = program.milestones.get(id)?.record.state
    if (!words.some((list) => isFinished(record.state, list))) return []
    if (before !== undefined && isFinished(before, program.states.milestone)) return []
    return [{ gate: id, because: `the change makes ${id} ${wordOf(record.state, program.states.milestone)}`, isOptional: true }]
  })
}

/** The exit gate of every phase whose review the change adds, changes or removes. */
export function reviewed({ base, head }: ProgramOfChange): Asked[] {
  const { program } = base
  return [...program.phases.keys()].flatMap((id) => {
    const [before, after] = [base.case, head.case].map((one) => reviewFiles(program, one, id).map(({ sha256 }) => sha256))
    if (before?.join() === after?.join()) return []
    const verb = before?.length === 0 ? 'adds' : after?.length === 0 ? 'removes' : 'changes'
    return [{ gate: id, because: `the change ${verb} the review of ${id}`, isOptional: true }]
  })
}
