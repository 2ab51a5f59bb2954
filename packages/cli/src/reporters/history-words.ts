import type { SlipSeries } from '@refractor/core/schedule'
import { plural } from './gate-words.ts'

/** "+18 days", "−2.5 working days", "back where it was" */
export function slipDays({ days, moves }: Pick<SlipSeries, 'days' | 'moves'>): string {
  const noun = moves.at(-1)?.finish === undefined ? 'working day' : 'day'
  if (days === 0) return 'back where it was'
  return `${days > 0 ? '+' : '−'}${plural(Math.abs(days), noun)}`
}

const levels = '▁▂▃▄▅▆▇█'

/** A line of small bars, one for each value, from the least to the greatest; a blank where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((one) => one !== undefined)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return values
    .map((one) => {
      if (one === undefined) return ' '
      return levels[most === least ? 0 : Math.round(((one - least) / (most - least)) * (levels.length - 1))]
    })
    .join('')
}

/** Done and open as blocks on one scale for all lines, so that growing scope shows; something done, or left to do, is never rounded away. */
export function burnBar(done: number, scope: number, most: number, width: number): string {
  if (most === 0) return ' '.repeat(width)
  const blocks = (count: number): number => (count === 0 ? 0 : Math.max(1, Math.round((count / most) * width)))
  const whole = Math.min(width, blocks(scope))
  const full = done >= scope ? whole : Math.min(Math.max(0, whole - 1), blocks(done))
  return '█'.repeat(full) + '░'.repeat(whole - full) + ' '.repeat(width - whole)
}
