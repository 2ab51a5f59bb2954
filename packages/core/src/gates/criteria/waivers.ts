import { command } from '../../link/command-line.ts'
import { matchesName } from '../../link/name-pattern.ts'
import type { LeafOf } from '../../schema/check.ts'
import { needsProof } from '../ask-proofs.ts'
import type { PartFinding } from '../compose.ts'
import { askProof } from '../facts-asked.ts'
import { about, count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import type { Reason } from '../result.ts'
import { waiversFolder } from '../waivers/waiver-files.ts'
import { isInForce, type Waiver, waiversOf } from '../waivers/waiver-standing.ts'

type Check = LeafOf<'waivers'>

/** True for the gates whose waivers a check is about: those that it names, else those of its phase, else all. */
function isOfGates({ gates }: Check, { program, gate }: CriterionContext, id: string): boolean {
  if (gates !== undefined) return gates.some((pattern) => matchesName(pattern, id))
  return gate.phase === undefined || program.gates.get(id)?.phase === gate.phase
}

/** Why a waiver has to be seen to; undefined for one in force, one that waits, and one that was ended in due form. */
function faultOf(waiver: Waiver, all: readonly Waiver[]): Reason | undefined {
  if (waiver.spoiled.length > 0) return 'tampered'
  if (waiver.state === 'malformed') return 'invalid'
  if (waiver.state === 'void') return 'stale'
  const isRenewed = all.some((other) => isInForce(other) && other.request?.criterion === waiver.request?.criterion)
  return waiver.state === 'expired' && !isRenewed ? 'expired' : undefined
}

/** The worst first: it is what the finding is called. */
const faults = ['tampered', 'invalid', 'expired', 'stale'] as const satisfies readonly Reason[]

function judgeWaivers(check: Check, context: JudgeContext): PartFinding {
  const { program, case: records, facts, now } = context
  const fix = waivers.command(check, context)
  if (records.unreadable.some(({ path }) => path === waiversFolder)) return unreadable(`${waiversFolder} cannot be read`, { fix })
  const all = waiversOf(program, records, facts, now).filter(
    ({ request }) => request === undefined || isOfGates(check, context, request.gate),
  )
  const inForce = all.filter(isInForce)
  const evidence = all.map(({ file }) => ({ path: file.source.path, sha256: file.sha256 }))
  for (const reason of faults) {
    const bad = all.filter((waiver) => faultOf(waiver, all) === reason)
    const [first] = bad
    if (first === undefined) continue
    const more = bad.length > 1 ? ` (and ${bad.length - 1} more)` : ''
    const finding = unmet(reason, `${first.id} ${first.spoiled[0]?.because ?? first.because}${more}`, { evidence, fix })
    return about(
      finding,
      bad.map(({ id }) => id),
    )
  }
  const broken = check.breakGlass === false ? inForce.filter(({ breakGlass }) => breakGlass) : []
  if (broken.length > 0)
    return unmet('failed', `the glass is broken by ${broken.map(({ id }) => id).join(', ')}`, {
      expected: 'none',
      found: String(broken.length),
      evidence,
      fix,
    })
  const found =
    inForce.length === 0 ? 'no waiver in force' : `${count(inForce.length, 'waiver')} in force: ${inForce.map(({ id }) => id).join(', ')}`
  if (check.max !== undefined && !(inForce.length <= check.max))
    return unmet('failed', `${found}, ${check.max} at most may be`, {
      expected: `${check.max} or fewer`,
      found: String(inForce.length),
      evidence,
      fix,
    })
  return met(found, { found: String(inForce.length), evidence })
}

/** That no waiver of some gates is expired, void or malformed, and not too many are in force. */
export const waivers: CriterionKind<'waivers'> = {
  kinds: ['waivers'],
  asks(_check, { program, case: records }, asked) {
    for (const file of records.waivers ?? []) {
      const trust = program.criteria.get(file.record?.criterion ?? '')?.record.trust
      if (needsProof(program, file, trust)) askProof(asked, file.source.path)
    }
  },
  judge: judgeWaivers,
  wants({ gates, max, breakGlass }) {
    const which = gates === undefined ? 'no waiver' : `no waiver of ${gates.join(', ')}`
    return [
      `${which} that is expired, void or malformed`,
      ...(max === undefined ? [] : [`at most ${max} in force`]),
      ...(breakGlass === false ? ['no broken glass'] : []),
    ].join(', ')
  },
  command: (_check, { program }) => command(program, 'waiver list'),
}
