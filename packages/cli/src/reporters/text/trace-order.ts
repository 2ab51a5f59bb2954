import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

/** Records of a program in the order in which they can be made. */
export interface OrderData {
  readonly program: string
  readonly type: 'component' | 'task'
  /** Level 0 needs nothing; each further one needs something of the level before it. */
  readonly levels: readonly (readonly { readonly id: string; readonly title: string; readonly done?: boolean }[])[]
  readonly cycles: readonly (readonly string[])[]
  /** Records of a circle, or behind one. */
  readonly without: readonly string[]
}

const nothingNeeds = { component: 'no component uses another one', task: 'no task needs another one' } as const

function orderLines({ program, type, levels, cycles, without }: OrderData, { width, paint, verbose }: ReporterContext): string[] {
  const total = levels.reduce((sum, level) => sum + level.length, 0)
  const many = `${type}s`
  if (total + without.length === 0) return [`${program} has no ${many}`]
  const title = `${program}: ${plural(total, type, many)} in ${plural(levels.length, 'level')}`
  const lead = String(levels.length - 1).length
  const rows = levels.flatMap((level, index) => {
    const number = `  ${String(index).padStart(lead)}  `
    const named = ({ id, title: said, done }: (typeof level)[number]): string => {
      const words = oneLine(said)
      return `${done ? '✓ ' : ''}${id}${verbose && words !== '' && words !== id ? `: ${words}` : ''}`
    }
    if (!verbose) return wrapBehind(number, level.map(named).join(', '), width)
    return level.flatMap((one, at) => wrapBehind(at === 0 ? number : ' '.repeat(number.length), named(one), width))
  })
  const circles = cycles.flatMap((ids) => wrapBehind('  ! ', `${[...ids, ids[0]].join(' → ')} is a circle`, width).map(paint.bad))
  const free = levels.length === 1 && cycles.length === 0 ? ['', `  ${nothingNeeds[type]}: any order will do`] : []
  const behind = without.length === 0 ? [] : wrapBehind('  ', `without a level: ${without.join(', ')}`, width).map(paint.faint)
  return [
    ...wrapBehind('', title, width).map(paint.strong),
    '',
    ...rows,
    ...free,
    ...(cycles.length > 0 ? [''] : []),
    ...circles,
    ...behind,
  ]
}

/** A line for each level; with -v one for each record. */
export const traceOrderText: TextBody = (answer, context) =>
  (answer.data['orders'] as readonly OrderData[]).flatMap((one, index) => [...(index === 0 ? [] : ['']), ...orderLines(one, context)])
