import { pointsOf } from '../finding.ts'
import type { Finding, OpenPoint, Reason } from '../result.ts'
import { isInForce, type Waiver } from './waiver-standing.ts'
import { endInWords, timeLeft, timestampOf } from './waiver-time.ts'

/** Nobody can waive what was tampered with, forged or refused, nor what nobody could read. */
const neverWaived: ReadonlySet<Reason> = new Set(['tampered', 'invalid', 'rejected', 'unreadable'])

/** Why a finding cannot be waived at all; undefined when it can. */
export function notWaivable(finding: Finding): Reason | undefined {
  const reasons = [...(finding.reason === undefined ? [] : [finding.reason]), ...pointsOf(finding).map(({ reason }) => reason)]
  return reasons.find((reason) => neverWaived.has(reason))
}

/** True when a waiver is about something that is open: without a finding of its own it is about all of the criterion. */
export function isAbout({ request }: Waiver, { reason, about }: OpenPoint): boolean {
  const { finding } = request ?? {}
  return (finding?.reason === undefined || finding.reason === reason) && (finding?.locator === undefined || finding.locator === about)
}

/** The waiver that is used: no broken glass where there is another one, then the one that lasts longest. */
function best(waivers: readonly Waiver[]): Waiver | undefined {
  return waivers.reduce<Waiver | undefined>((one, other) => {
    if (one === undefined) return other
    if (one.breakGlass !== other.breakGlass) return one.breakGlass ? other : one
    return other.end > one.end ? other : one
  }, undefined)
}

/** The waivers that together are about everything that is open; undefined when something is left. */
export function covering(finding: Finding, waivers: readonly Waiver[]): readonly Waiver[] | undefined {
  if (finding.outcome !== 'unmet' || notWaivable(finding) !== undefined) return undefined
  const inForce = waivers.filter(isInForce)
  if (inForce.length === 0) return undefined
  const used = new Set<Waiver>()
  for (const point of pointsOf(finding)) {
    const one = best(inForce.filter((waiver) => isAbout(waiver, point)))
    if (one === undefined) return undefined
    used.add(one)
  }
  return used.size === 0 ? undefined : [...used]
}

/**
 * A finding with the waivers of its criterion applied: waived when they are about everything that is open, else as it was. What it
 * would be without them stays part of it.
 */
export function withWaivers(finding: Finding, waivers: readonly Waiver[], now: number): Finding {
  const used = covering(finding, waivers)
  if (used === undefined) return finding
  // What ends first ends the whole.
  const first = used.reduce((one, other) => (other.end < one.end ? other : one))
  const { reason, open: _, ...rest } = finding
  const breakGlass = used.some((waiver) => waiver.breakGlass)
  const ids = used.map(({ id }) => id).join(', ')
  const until = `${endInWords(first.end)} (${ids}, ${timeLeft(first.end, now, first.breakGlass)})`
  const what = finding.found === undefined || finding.expected === undefined ? finding.because : `found ${finding.found}`
  return {
    ...rest,
    outcome: 'waived',
    because: `${breakGlass ? 'BREAK GLASS, waived' : 'waived'} until ${until}; ${what}`,
    waiver: {
      id: first.id,
      path: first.file.source.path,
      until: timestampOf(first.end),
      breakGlass,
      covered: { outcome: finding.outcome, ...(reason !== undefined && { reason }), because: finding.because },
    },
  }
}
