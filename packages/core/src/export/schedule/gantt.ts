import type { Activity, ActivityKey, Schedule } from '../../schedule/schedule-types.ts'
import { clipped } from '../graph/labels.ts'
import { mermaidText } from '../mermaid-text.ts'
import { dayAfter, isEvent, nameOf } from './days.ts'

/** Mermaid refuses a diagram of 50,000 characters, and forges keep to that: each part stays below it. */
export const longestDiagram = 49_000

/** Words and dates that begin a statement, where a name could stand. */
const statement =
  /^(?:\d|gantt|date|inclusive|top|axis|tick|includes|excludes|today|weekday|weekend|title|acc|section|click|href|call|vert|milestone)/i

/** A name in front of a colon: what would be read as a statement begins with a number in the place of its first letter. */
function taskName(text: string): string {
  const name = clipped(text, 80)
  const first = [...name][0] ?? ''
  return statement.test(name) ? `#${first.codePointAt(0)};${mermaidText(name.slice(first.length))}` : mermaidText(name)
}

/** A line of the chart: a name, its marks, the day on which it begins, and the day after its last one. */
function lineOf(activity: Activity): string {
  const { dates, type, open, critical, progress } = activity
  if (dates === undefined) return ''
  const marks = [
    ...(critical ? ['crit'] : []),
    ...(progress === 'done' ? ['done'] : progress === 'started' ? ['active'] : []),
    ...(isEvent(activity) || open ? ['milestone'] : []),
  ]
  const name = `${type === 'gate' ? 'gate ' : ''}${nameOf(activity)}${open ? ' (no end)' : ''}`
  const last = open ? dates.start : dates.finish
  return `  ${taskName(name)} :${[...marks, dates.start, dayAfter(last)].join(', ')}`
}

/** The phase whose section it stands in: its own, or the first that holds it. */
const sectionOf = ({ type, id, phases }: Activity): string => (type === 'phase' ? id : (phases[0] ?? ''))

/**
 * The dates of a schedule as Mermaid Gantt charts, as many as its limit of characters demands; none in order-only mode. Every line has its
 * own dates: Mermaid puts what it cannot find on the day of the reader, and says nothing.
 */
export function ganttMermaid(schedule: Schedule, title: string): string[] {
  const sections = new Map<string, string[]>()
  for (const activity of schedule.activities.values()) {
    const line = lineOf(activity)
    if (line === '') continue
    const id = sectionOf(activity)
    const lines = sections.get(id)
    if (lines === undefined) sections.set(id, [line])
    else lines.push(line)
  }
  const parts: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const [id, lines] of sections) {
    const phase = schedule.activities.get(`phase:${id}` as ActivityKey)
    const head = `  section ${taskName(phase === undefined ? 'Without a phase' : nameOf(phase))}`
    let isHere = false
    for (const line of lines) {
      // Room for the head of the diagram, and for a head of the section.
      if (length + line.length + head.length + 2 > longestDiagram - 500) {
        parts.push([])
        length = 0
        isHere = false
      }
      const part = parts.at(-1) as string[]
      if (!isHere) {
        part.push(head)
        length += head.length + 1
        isHere = true
      }
      part.push(line)
      length += line.length + 1
    }
  }
  return parts.map((lines, index) => {
    const words = `${clipped(title, 100)}${parts.length > 1 ? ` (${index + 1} of ${parts.length})` : ''}`
    return ['gantt', `  title ${mermaidText(words)}`, '  dateFormat YYYY-MM-DD', '  axisFormat %Y-%m-%d', ...lines, ''].join('\n')
  })
}

/** A flowchart holds fewer edges than that: Mermaid refuses 500. */
const mostEdges = 490

/**
 * The order of a plan without durations as Mermaid flowcharts, with the links that it states. A link stands in the part of what it leads
 * to, so that none is left out.
 */
export function orderMermaid(schedule: Schedule, title: string): string[] {
  const names = new Map([...schedule.activities.keys()].map((key, index) => [key, `n${index}`]))
  const node = (key: ActivityKey): string => {
    const one = schedule.activities.get(key) as Activity
    return `  ${names.get(key)}["${mermaidText(clipped(nameOf(one), 60))}"]${one.critical ? ':::crit' : ''}`
  }
  const inOrder = [...schedule.activities.values()].sort((a, b) => a.rank - b.rank)
  const position = new Map(inOrder.map(({ key }, index) => [key, index]))
  const links = schedule.links
    .filter(({ reason }) => reason !== 'contains')
    .sort((a, b) => (position.get(a.to) as number) - (position.get(b.to) as number))
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const parts: { readonly nodes: Set<ActivityKey>; readonly edges: string[]; length: number }[] = []
  const part = (needed: number): (typeof parts)[number] => {
    const last = parts.at(-1)
    if (last !== undefined && last.edges.length < mostEdges && last.length + needed < longestDiagram - 500) return last
    const next = { nodes: new Set<ActivityKey>(), edges: [], length: 0 }
    parts.push(next)
    return next
  }
  const add = (keys: readonly ActivityKey[], edge?: string): void => {
    const length = keys.reduce((sum, key) => sum + node(key).length + 1, (edge ?? '').length + 1)
    const into = part(length)
    for (const key of keys) into.nodes.add(key)
    if (edge !== undefined) into.edges.push(edge)
    into.length += length
  }
  for (const { from, to } of links) add([from, to], `  ${names.get(from)} --> ${names.get(to)}`)
  for (const { key, type } of inOrder) if (type === 'task' && !linked.has(key)) add([key])
  return parts.map(({ nodes, edges }, index) => {
    const words = `${clipped(title, 100)}${parts.length > 1 ? ` (${index + 1} of ${parts.length})` : ''}`
    const own = [...nodes].sort((a, b) => (position.get(a) as number) - (position.get(b) as number))
    return [`%% ${mermaidText(words)}`, 'flowchart LR', ...own.map(node), ...edges, '  classDef crit stroke-width:3px', ''].join('\n')
  })
}
