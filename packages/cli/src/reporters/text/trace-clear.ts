import type { ClearedLink } from '@refractor/core'
import { placeOf } from '../findings-text.ts'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { type PlanAnswerData, planText } from './plan.ts'

interface ClearedData extends PlanAnswerData {
  readonly cleared: readonly ClearedLink[]
}

/** More links than this are not listed one by one. */
const listed = 30

/** Each link that is reviewed, what was the matter with it and where it stands, then the plan. */
export const traceClearText: TextBody = (answer, context) => {
  const { cleared } = answer.data as ClearedData
  const { width, paint } = context
  const lines = cleared.slice(0, listed).flatMap(({ state, because, location }) => {
    const head = wrapBehind(state === 'suspect' ? '  ~ ' : '  · ', because, width)
    return location === undefined ? head : [...head, ...wrapBehind('    ', placeOf(location), width).map(paint.faint)]
  })
  const more = cleared.length - listed
  if (more > 0) lines.push(`  … and ${more} more: --json lists them all`)
  return [...planText(answer, context), ...(lines.length > 0 ? ['', ...lines] : [])]
}
