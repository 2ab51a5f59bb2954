import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { approversOfGate } from '../gates/approvals/approvers.ts'
import { acceptanceRule } from '../gates/approvals/policy-rules.ts'
import type { Case } from '../gates/case.ts'
import type { GateResult } from '../gates/result.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type MilestoneEntry, type Program } from '../link/program-types.ts'
import { wordOf } from '../link/state.ts'
import { unprovenAcceptance } from './acceptance-warnings.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, refused } from './outcome.ts'
import { ownerGuard } from './owner-guard.ts'
import type { Planned, Stamp } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'
import { planStates } from './state-plan.ts'
import { type MilestoneVerb, milestoneTransition } from './transition.ts'
import { wrongState } from './wrong-state.ts'

/**
 * Plan 001: every acceptance criterion is met, with evidence in the repository, before a milestone is Accepted. No criteria, or no
 * judgement, is not "met". Off when the program says rules.acceptanceBeforeAccepted: false.
 */
function notAccepted(program: Program, milestone: MilestoneEntry, acceptance: GateResult | undefined): Diagnostic[] {
  if (program.file.record.rules?.acceptanceBeforeAccepted === false) return []
  const gate = program.gates.get(milestone.id)
  if (!gate || gate.criteria.length === 0) {
    const help = `add acceptance: to ${milestone.id}, or set rules.acceptanceBeforeAccepted: false in ${program.file.file.source.path}`
    return [
      diagnostic('state/guard', `${milestone.id} cannot be accepted: it has no acceptance criteria`, {
        location: locationOfEntry(milestone),
        help,
      }),
    ]
  }
  if (acceptance?.id === milestone.id && acceptance.verdict === 'met') return []
  const open = (acceptance?.criteria ?? []).filter(
    (one) => one.level === 'required' && (one.outcome === 'unmet' || one.outcome === 'unknown'),
  )
  const found = acceptance === undefined ? 'its acceptance gate was not judged' : `its acceptance gate is ${acceptance.verdict}`
  return [
    diagnostic(
      'state/guard',
      `${milestone.id} cannot be accepted: ${found}${open.length > 0 ? ` (${open.map((one) => one.id).join(', ')})` : ''}`,
      {
        location: locationOfEntry(gate),
        related: open.map((one) => ({ message: `${one.id} is ${one.outcome}: ${one.because}`, location: one.location })),
        help: command(program, 'gate check', milestone.id),
      },
    ),
  ]
}

/** What accepting a milestone is decided on. */
interface AcceptanceContext {
  /** Its acceptance gate, judged. */
  readonly acceptance?: GateResult
  /** Who accepts it, and when: asked for where policy says who may. */
  readonly by?: Pick<Stamp, 'author' | 'now'>
  /** The case, for those who have approved it before. */
  readonly case?: Case
}

/** Who may not accept a milestone by policy. */
function notByThem(program: Program, milestone: MilestoneEntry, { by, case: records }: AcceptanceContext): Diagnostic[] {
  const rule = acceptanceRule(program, milestone.id)
  const others = records === undefined ? [] : approversOfGate(program, records, milestone.id)
  const { author = 'nobody', now = '' } = by ?? {}
  const deed = { what: `${milestone.id} is accepted`, author, now, entry: milestone }
  return notAuthorized(program, rule, deed, others, command(program, 'approve', milestone.id))
}

/** What the audit log calls it. */
const eventOf = {
  start: 'milestone.started',
  submit: 'milestone.submitted',
  accept: 'milestone.accepted',
  reopen: 'milestone.reopened',
} as const satisfies Record<MilestoneVerb, string>

/** Starts, submits, accepts or reopens a milestone: one line of YAML. Empty when it is in that state already. */
export function planMilestoneState(program: Program, id: string, verb: MilestoneVerb, context: AcceptanceContext): Planned {
  const milestone = program.milestones.get(localId(program, id))
  if (!milestone) return refused([unknownId(program, id, 'milestone', program.milestones.keys(), 'refractor milestone list')])
  const states = program.states.milestone
  const state = wordOf(milestone.record.state, states)
  const transition = milestoneTransition(states, verb)
  if (transition && state === transition.to) return planned(`${milestone.id} is ${state} already`, [])
  if (!transition?.from.includes(state)) return refused([wrongState(milestone, verb, state, states, transition)])
  const guards = [
    ...(state === states[0] ? ownerGuard(program, milestone) : []),
    ...(verb === 'accept' ? [...notAccepted(program, milestone, context.acceptance), ...notByThem(program, milestone, context)] : []),
  ]
  if (guards.length > 0) return refused(guards)
  const outcome = planStates(
    `${milestone.id}: ${state} → ${transition.to}`,
    [{ entry: milestone, word: transition.to, finished: transition.to === states.at(-1) }],
    { type: eventOf[verb], program: program.id, ids: [milestone.id], details: { from: state, to: transition.to } },
  )
  if (verb !== 'accept' || context.by === undefined) return outcome
  return {
    ...outcome,
    diagnostics: [...outcome.diagnostics, ...unprovenAcceptance(program, context.case, milestone.id, context.by.author)],
  }
}
