import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { trustOfRole } from '../gates/approvals/authority.ts'
import type { Case, Facts } from '../gates/case.ts'
import { holdsRole, identityOf, isSamePerson } from '../gates/identity.ts'
import { notAmong } from '../gates/waivers/waiver-approvals.ts'
import { waiverFiles } from '../gates/waivers/waiver-files.ts'
import { isInForce, type Waiver, waiversOf } from '../gates/waivers/waiver-standing.ts'
import { waiverTerms } from '../gates/waivers/waiver-terms.ts'
import { command } from '../link/command-line.ts'
import type { Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import type { WaiverRecord } from '../schema/waiver.ts'
import { stampWarnings } from './archive.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'
import { type DecisionStamp, stamped } from './stamped.ts'
import { waiverStep } from './waiver-record.ts'

/** What somebody decides about a waiver. */
export interface WaiverDecision extends DecisionStamp {
  readonly id: string
  readonly step: 'approved' | 'rejected' | 'revoked'
}

const verbs = { approved: 'approve', rejected: 'reject', revoked: 'revoke' } as const

type Refuse = (message: string, help?: string) => Diagnostic

/** Why a waiver in this state cannot be decided on so. */
function wrongState(program: Program, waiver: Waiver, step: WaiverDecision['step'], refuse: Refuse): Diagnostic[] {
  const { id, state, because, criterion } = waiver
  const revoke = `end it: ${command(program, 'waive', id)} --revoke`
  if (step === 'revoked') return []
  if (step === 'rejected')
    return state === 'requested' ? [] : [refuse(`${id} is ${state}, and only what is asked for can be rejected`, revoke)]
  if (state === 'requested' || isInForce(waiver)) return []
  const anew = criterion === undefined ? revoke : `ask anew: ${command(program, 'waive', criterion.id)}`
  return [refuse(`${id} is ${state}: ${because}`, anew)]
}

/** Why this person cannot decide so. */
function wrongPerson(program: Program, request: WaiverRecord, step: WaiverDecision['step'], author: string, refuse: Refuse): Diagnostic[] {
  const terms = waiverTerms(program)
  const by = identityOf(program, author)
  const authority = step === 'approved' ? terms.authority : undefined
  const inEmergency = request.breakGlass === true && terms.breakGlass !== 'none' && notAmong(program, by, terms.breakGlass) === undefined
  const stranger =
    step === 'approved' && !inEmergency
      ? notAmong(program, by, authority)
      : by.bot
        ? `${by.label} is a bot`
        : by.keys.length === 0
          ? `${by.label} is nobody`
          : undefined
  if (stranger !== undefined) return [refuse(`${stranger}, and does not ${verbs[step]} waivers`)]
  if (step !== 'approved' || terms.allowsRequester || !isSamePerson(by, identityOf(program, request.by))) return []
  return [refuse(`${by.label} asks for ${request.id}, so somebody else has to approve it`, 'in an emergency: --break-glass when asking')]
}

/** A role in which somebody decides without holding it. */
function wrongRole(program: Program, { role }: WaiverDecision, author: string, refuse: Refuse): Diagnostic[] {
  if (role === undefined || holdsRole(program, identityOf(program, author), role)) return []
  return [refuse(`${author} does not hold the role ${role}`, `add ${author} under people: with roles: [${role}], or leave --role out`)]
}

/** What a record that is only asserted will not be worth. */
function trustWarning(program: Program, waiver: Waiver, { step, role, trust }: WaiverDecision): Diagnostic[] {
  const { authority } = waiverTerms(program)
  const demanded = [waiver.criterion?.record.trust, authority?.trust, trustOfRole(program, role)]
  if (step !== 'approved' || trust === 'signed' || !demanded.includes('signed')) return []
  return [
    diagnostic('waiver/pending', `an approval of ${waiver.id} counts only when it is signed`, {
      severity: 'warning',
      help: `approve it with a signature: ${command(program, 'waive', waiver.id)} --approve --sign`,
    }),
  ]
}

/**
 * Approves, rejects or revokes a waiver. An approval is bound to the very bytes of the request, and is given by somebody else than the
 * requester. Deciding the same again needs nothing.
 */
export function planWaiverDecision(program: Program, records: Case, facts: Facts, decision: WaiverDecision, stamp: Stamp): Planned {
  const waivers = waiversOf(program, records, facts, stamp.now)
  const id = localId(program, decision.id)
  const waiver = waivers.find((one) => one.id === id)
  if (waiver === undefined)
    return refused([
      unknownId(
        program,
        decision.id,
        'waiver',
        waivers.map((one) => one.id),
        'refractor waiver list',
      ),
    ])
  const { step } = decision
  const refuse: Refuse = (message, help) => diagnostic('waiver/refused', message, { location: locate(waiver.file, ''), help })
  const { request } = waiver
  const files = waiverFiles(program, records).find((one) => one.id === id)
  if (request === undefined || files === undefined)
    return refused([refuse(`${id} cannot be read: ${waiver.because}`, `see ${waiver.file.source.path}`)])
  if (step === waiver.state || (step !== 'approved' && waiver.state === 'revoked')) return planned(`${id} is ${waiver.state} already`, [])
  const by = identityOf(program, stamp.author)
  // Whoever asked for it could not approve it, but nobody has to any more.
  if (step === 'approved' && isInForce(waiver) && isSamePerson(by, identityOf(program, request.by)) && decision.trust === undefined)
    return planned(`${id} is approved already`, [])
  const saidBefore = files.approvals.some(
    ({ record }) => record.request === waiver.file.sha256 && isSamePerson(identityOf(program, record.by), by),
  )
  const problems = [
    ...wrongState(program, waiver, step, refuse),
    ...wrongPerson(program, request, step, stamp.author, refuse),
    ...wrongRole(program, decision, stamp.author, refuse),
  ]
  if (problems.length > 0) return refused(problems)
  if (step === 'approved' && saidBefore && decision.trust === undefined) return planned(`${stamp.author} approved ${id} already`, [])
  const { repository: _, role: _role, comment: _comment, commit: _commit, by: _by, at: _at, trust: _trust, ...shared } = request
  const record: WaiverRecord = { ...shared, step, request: waiver.file.sha256, ...stamped(program, decision, stamp) } as WaiverRecord
  const taken = files.approvals.flatMap(({ file }) => /\.approved-(\d{1,9})\.json$/.exec(file.source.path)?.[1] ?? [])
  const suffix = step === 'approved' ? `.approved-${Math.max(0, ...taken.map(Number)) + 1}` : `.${step}`
  return planned(
    `${verbs[step]} ${id}, which waives ${request.criterion} until ${request.expires}: ${request.reason.split('\n')[0]}`,
    [waiverStep(record, suffix, `${id} is ${step} by ${stamp.author}`)],
    [...trustWarning(program, waiver, decision), ...stampWarnings(stamp)],
    { type: `waiver.${step}`, program: program.id, ids: [id, request.criterion] },
  )
}
