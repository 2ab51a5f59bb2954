import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

interface MergeDriverData {
  readonly path: string
  readonly by: 'records' | 'lines'
  readonly because?: string
  readonly clashes: readonly string[]
  readonly count: number
  readonly reordered: readonly string[]
}

/** Git says itself what it merges: only what somebody should know beside that. */
export const mergeDriverText: TextBody = (answer, { width, paint }) => {
  if (answer.data['path'] === undefined) return []
  const { path, by, because, clashes, count, reordered } = answer.data as unknown as MergeDriverData
  const lines: string[] = []
  if (by === 'lines' && because !== undefined) lines.push(...wrapBehind('', `${path} is merged line by line: ${because}`, width))
  if (count > 0) {
    const places = count === 1 ? 'one place' : `${count} places`
    lines.push(...wrapBehind('', `${path}: you must decide on ${places}${clashes.length > 0 ? ':' : ''}`, width).map(paint.bad))
    lines.push(...clashes.flatMap((one) => wrapBehind('  ', one, width)))
  }
  for (const list of reordered) lines.push(...wrapBehind('', `${path}: both sides moved what is in ${list}; our order was kept`, width))
  return lines
}
