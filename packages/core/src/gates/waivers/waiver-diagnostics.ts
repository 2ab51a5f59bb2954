import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { command } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import { locate } from '../../load/loaded.ts'
import { pointsOf } from '../finding.ts'
import type { Finding } from '../result.ts'
import { isSatisfied } from '../verdict.ts'
import { covering, notWaivable } from './cover.ts'
import { isInForce, requesterOf, type Waiver } from './waiver-standing.ts'
import { endInWords, timeLeft } from './waiver-time.ts'

/** A criterion, how it stands without its waivers, and all of them. */
export interface WaivedCriterion {
  readonly id: string
  readonly finding: Finding
  readonly waivers: readonly Waiver[]
}

const what = ({ id, request }: Waiver): string => {
  const { reason, locator } = request?.finding ?? {}
  const narrow = [reason, locator].filter((one) => one !== undefined).join(' ')
  return narrow === '' ? id : `${id} (${narrow})`
}

/** Why a waiver that is in force is not used. */
function idle(waiver: Waiver, { id, finding, waivers }: WaivedCriterion, program: Program): Diagnostic[] {
  const location = locate(waiver.file, '/criterion')
  const end = `end it: ${command(program, 'waive', waiver.id)} --revoke`
  if (finding.outcome === 'met' || finding.outcome === 'not-applicable') {
    const why = finding.outcome === 'met' ? 'is met' : 'does not apply'
    return [diagnostic('waiver/unused', `${waiver.id} covers nothing any more: ${id} ${why}`, { location, help: end })]
  }
  const reason = notWaivable(finding)
  if (reason !== undefined)
    return [
      diagnostic('waiver/not-covered', `${waiver.id} does not cover ${id}: what is ${reason} cannot be waived`, {
        location,
        help: finding.fix,
      }),
    ]
  if (covering(finding, waivers) !== undefined) return []
  const open = pointsOf(finding).map((point) => [point.reason, point.about].filter((one) => one !== undefined).join(' '))
  const shown = open.length > 3 ? `${open.slice(0, 3).join(', ')} and ${open.length - 3} more` : open.join(', ')
  const help = `meet what is left, or ask for a waiver of it: ${command(program, 'waive', id)} --reason … --days …`
  return [diagnostic('waiver/not-covered', `${what(waiver)} does not cover all that is open in ${id}: ${shown}`, { location, help })]
}

/** What has to be said of a waiver that is in force, whether it is used or not. */
function inForce(waiver: Waiver, criterion: WaivedCriterion, program: Program, now: number): Diagnostic[] {
  const location = locate(waiver.file, '/expires')
  const left = `${endInWords(waiver.end)} (${timeLeft(waiver.end, now, waiver.breakGlass)})`
  if (waiver.breakGlass) {
    const reason = waiver.request?.reason.split('\n')[0]
    const message = `BREAK GLASS: ${waiver.id} waives ${criterion.id} until ${left}, by ${waiver.approvedBy.join(', ')}: ${reason}`
    return [
      diagnostic('waiver/break-glass', message, {
        location,
        help: `mend it, then end it: ${command(program, 'waive', waiver.id)} --revoke`,
      }),
    ]
  }
  if (waiver.state !== 'expiring' || isSatisfied(criterion.finding)) return []
  const help = `meet ${criterion.id}, or renew it: ${command(program, 'waive', waiver.id)} --renew --days …`
  return [
    diagnostic('waiver/expiring', `${waiver.id} waives ${criterion.id} only until ${left}`, {
      location,
      help,
    }),
  ]
}

/** What has to be said of a waiver that is not in force. */
function notInForce(waiver: Waiver, criterion: WaivedCriterion, program: Program): Diagnostic[] {
  const { id, state, because, file } = waiver
  const open = !isSatisfied(criterion.finding) && covering(criterion.finding, criterion.waivers) === undefined
  const revoke = `${command(program, 'waive', id)} --revoke`
  if (state === 'void')
    return [
      diagnostic('waiver/void', `${id} is void: ${because}`, {
        location: locate(file, '/definition'),
        help: `end it: ${revoke}; then ask anew: ${command(program, 'waive', criterion.id)}`,
      }),
    ]
  if (state === 'expired' && open)
    return [
      diagnostic('waiver/expired', `${id} ${because}, and ${criterion.id} is not met`, {
        location: locate(file, '/expires'),
        help: `meet ${criterion.id}, or renew it: ${command(program, 'waive', id)} --renew --days …`,
      }),
    ]
  if (state === 'requested' && open) {
    const by = requesterOf(program, waiver)
    return [
      diagnostic('waiver/pending', `${id}, which ${by} asks for, does not count yet: ${because}`, {
        location: locate(file, '/step'),
        help: `approve it: ${command(program, 'waive', id)} --approve`,
      }),
    ]
  }
  return []
}

/** Files of a waiver that are not what they were. A bad signature is told of where signatures are. */
function spoiled({ id, spoiled: files }: Waiver): Diagnostic[] {
  return files.flatMap(({ file, because, isSignature }) => {
    if (isSignature) return []
    return [
      diagnostic('waiver/tampered', `${id} does not count: ${because}`, {
        location: locate(file, ''),
        help: `restore it as it was approved; its history: git log -- ${file.source.path}`,
      }),
    ]
  })
}

/** What is to be said about the waivers of some criteria that were judged. */
export function waiverDiagnostics(program: Program, criteria: readonly WaivedCriterion[], now: number): Diagnostic[] {
  return criteria.flatMap((criterion) =>
    criterion.waivers.flatMap((waiver) => [
      ...spoiled(waiver),
      ...(waiver.state === 'malformed'
        ? [diagnostic('waiver/invalid-record', `${waiver.id} does not count: ${waiver.because}`, { location: locate(waiver.file, '') })]
        : isInForce(waiver)
          ? [...inForce(waiver, criterion, program, now), ...idle(waiver, criterion, program)]
          : notInForce(waiver, criterion, program)),
    ]),
  )
}
