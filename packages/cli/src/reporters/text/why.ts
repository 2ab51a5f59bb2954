import type { Blocker, Why } from '@refractor/core'
import type { WhyDates } from '../../why-dates.ts'
import { placeOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { idIn } from '../key-parts.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Branch, moreBranch, treeLines } from '../tree.ts'
import { wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'
import { whyDatesLines } from './why-dates.ts'

/** The JSON document of `why`. */
export interface WhyData extends Why {
  readonly program: string
  /** When it happens, and why then; absent where the plan has no dates. */
  readonly dates?: WhyDates
  readonly next?: string
}

const childrenShown = 5
const depthShown = 6
/** With -v. */
const deepest = 20

interface View extends Hanging {
  readonly paint: Paint
  readonly verbose: boolean
}

interface Hanging {
  /** What hangs from each thing: what leads soonest to something that can be done comes first. */
  readonly below: ReadonlyMap<string, readonly Blocker[]>
  /** The nearest thing below each one that can be done. */
  readonly nearest: ReadonlyMap<string, Blocker>
}

function hangingOf(blockers: readonly Blocker[]): Hanging {
  const below = new Map<string, Blocker[]>()
  for (const one of blockers) {
    const known = below.get(one.holds)
    if (known) known.push(one)
    else below.set(one.holds, [one])
  }
  const nearest = new Map<string, Blocker>()
  const rank = ({ key }: Pick<Blocker, 'key'>): number => nearest.get(key)?.depth ?? Number.POSITIVE_INFINITY
  for (const one of [...blockers].reverse()) {
    if (one.isRoot) nearest.set(one.key, one)
    const found = nearest.get(one.key)
    if (found !== undefined && found.depth <= rank({ key: one.holds })) nearest.set(one.holds, found)
  }
  for (const list of below.values()) list.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
  return { below, nearest }
}

/** "P0, P1 and 3 more" */
function named(keys: readonly string[]): string {
  const ids = keys.slice(0, 3).map(idIn)
  return keys.length > 3 ? `${ids.join(', ')} and ${keys.length - 3} more` : ids.join(' and ')
}

function branchOf(one: Blocker, view: View): Branch {
  const { below, nearest, paint, verbose } = view
  const text = one.state === 'absent' ? `has no ${oneLine(one.title)}` : `${one.how || '✗'} ${inWords(one)}`
  const all = below.get(one.key) ?? []
  const waiting = all.length === 0 && !one.isRoot ? [{ text: `waits for ${named(one.needs)}, see there`, paint: paint.faint }] : []
  const isDeep = one.depth >= (verbose ? deepest : depthShown)
  const end = isDeep && all.length > 0 ? nearest.get(one.key) : undefined
  return {
    text,
    painted: [['✗', paint.bad] as const, [one.id, paint.strong] as const].slice(one.how === '' ? 0 : 1),
    below: [...todo(one, paint), ...waiting],
    children: end === undefined ? branches(all, view) : [endBranch(one, end, view)],
  }
}

/** "P2.1 The docs are there (missing: …)", "T-007: Draft the schema (open)" */
function inWords({ how, id, title, state }: Blocker): string {
  const said = oneLine(title)
  return `${id}${said === '' ? '' : `${how === '' ? '' : ':'} ${said}`} (${oneLine(state)})`
}

const todo = ({ command, advice }: Blocker, paint: Paint): NonNullable<Branch['below']> => {
  const text = command ?? advice
  return text === undefined ? [] : [{ text: `→ ${text}`, paint: command === undefined ? paint.warn : paint.command }]
}

/** The end of a long way: what lies between is left out. */
const endBranch = (one: Blocker, end: Blocker, { paint }: View): Branch => ({
  text: `… ${plural(end.depth - one.depth, 'step')} on: ${inWords(end)}`,
  painted: [[end.id, paint.strong]],
  below: todo(end, paint),
})

function branches(list: readonly Blocker[], view: View): Branch[] {
  // To say that there is one more takes as much room as to show it.
  const shown = view.verbose || list.length <= childrenShown + 1 ? list : list.slice(0, childrenShown)
  return [...shown.map((one) => branchOf(one, view)), ...moreBranch(list.length - shown.length, view.paint)]
}

/** "3 things hold it up; 2 of them can be done now." */
function summary({ blockers, later }: WhyData): string {
  const after = later === 0 ? '' : ` Once it has begun, its end needs ${plural(later, 'thing')} more.`
  const roots = blockers.filter((one) => one.isRoot).length
  const holds = `${plural(blockers.length, 'thing holds', 'things hold')} it up`
  if (roots === blockers.length) return `${holds}; ${roots === 1 ? 'it' : 'each of them'} can be done now.${after}`
  return `${holds}; ${roots === 0 ? 'none' : roots} of them can be done now.${after}`
}

function circleLines({ circles }: WhyData, { width, paint }: ReporterContext): string[] {
  return circles.flatMap((keys) => {
    const ids = [...keys, keys[0] as string].map(idIn)
    const text = `${ids.join(' → ')} wait for each other: none of them can happen until one of these steps is taken out of the plan.`
    return ['', ...wrapBehind('  ! ', text, width).map(paint.bad)]
  })
}

/** What is held up, and as a tree all that holds it up, down to what can be done now. */
export const whyText: TextBody = (answer, context) => {
  const data = answer.data as unknown as WhyData
  const { width, paint, verbose } = context
  const { id, title, type, state, location } = data.target
  const said = type === 'criterion' ? type : `${type}, ${state}`
  const head = wrapBehind(`${id}  `, `${oneLine(title)} (${said})`, width)
  const lines = [
    paint.strong(head[0] as string),
    ...head.slice(1),
    ...(type === 'criterion' ? wrapBehind('  ', oneLine(state), width) : []),
    ...wrapBehind('  ', placeOf(location), width).map(paint.faint),
    '',
  ]
  const dated = whyDatesLines(data.dates, context)
  if (data.isFinished) return [...lines, paint.good('  Nothing holds it up: it has come to its end.'), ...dated]
  if (data.blockers.length === 0)
    return [...lines, `  Nothing ${type === 'criterion' ? 'else ' : ''}holds it up.`, ...dated, ...nextLine(data.next, context)]
  if (data.step !== undefined) lines.push('  It can go on now. Before it comes to its end:', '')
  const hanging = hangingOf(data.blockers)
  const top = branches(hanging.below.get(data.target.key) ?? [], { ...hanging, paint, verbose })
  return [
    ...lines,
    ...treeLines(top, width, paint),
    ...circleLines(data, context),
    '',
    ...wrapBehind('  ', summary(data), width),
    ...dated,
    ...nextLine(data.next, context),
  ]
}
