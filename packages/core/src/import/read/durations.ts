import type { Milestone } from '../../schema/phase.ts'
import type { Line } from '../scan/block.ts'
import { addAttribute } from './attribute.ts'
import { milestonesNamed } from './dependencies.ts'
import type { Reading } from './reading.ts'

type RelationType = 'after' | 'overlaps' | 'parallel' | 'aligned' | 'before'

const kinds: readonly (readonly [RelationType, RegExp])[] = [
  ['overlaps', /\boverlap/i],
  ['parallel', /\b(?:parallel|concurrent)|并行|並行|병렬|параллельн/i],
  ['aligned', /\balign|\bin step with|\bsynchron/i],
  ['after', /\b(?:after|following|follows|starts? once|starts? when)\b/i],
  ['before', /\b(?:before|precedes|ahead of)\b/i],
]
const amount =
  /\b(?:(?:last|first|final)\s+)?(\d+(?:\.\d+)?\s*(?:working\s+|business\s+)?(?:hours?|days?|weeks?|months?))\b|\b((?:last|first|final)\s+(?:day|week|month))\b/i

/** "5 working days (overlaps last 2 days of P0.M1)." is a duration and a relation to another milestone. */
export function readDuration(milestone: Milestone, text: string, lines: readonly Line[], reading: Reading): void {
  const line = text.replace(/(?<=[^.])\.$/, '').trim()
  const match = /^([^(（]*?)\s*[(（](.*)[)）]$/su.exec(line)
  const type = match ? kinds.find(([, pattern]) => pattern.test(match[2] as string))?.[0] : undefined
  const duration = match && type !== undefined && match[1] !== '' ? (match[1] as string) : line
  if (milestone.duration === undefined) milestone.duration = duration
  else addAttribute(milestone, 'duration', duration)
  reading.account.map(lines, milestone, 'duration')
  if (!match || type === undefined) return
  const said = match[2] as string
  reading.draft.later.push(() => {
    const others = milestonesNamed(said, reading.draft).filter((other) => other !== milestone)
    if (others.length === 0) return addAttribute(milestone, 'relation', said)
    milestone.relations ??= []
    for (const other of others) {
      // The amount is what stands before the name of the other one: "last 2 days of P0.M1".
      const found = amount.exec(said)
      const length = found?.[1] ?? found?.[2]
      milestone.relations.push({ type, milestone: other.id, ...(length !== undefined && { amount: length }), text: said })
    }
  })
}
