import type { GraphData, GraphLink, GraphNode } from '../../graph-data.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { cut, wrap, wrapHanging } from '../wrap.ts'

/** "→ needs T-001, T-002", one line for each relation that starts at a record. */
function linkLines(links: readonly GraphLink[], ids: ReadonlyMap<string, string>, { width, paint }: ReporterContext): string[] {
  const byWords = new Map<string, string[]>()
  for (const { to, relations, suspect, closesCycle } of links) {
    const words = relations.join(' and ')
    const marks = [...(suspect ? ['suspect'] : []), ...(closesCycle ? ['closes a cycle'] : [])]
    const target = `${ids.get(to) ?? to}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`
    const own = byWords.get(words)
    if (own) own.push(target)
    else byWords.set(words, [target])
  }
  return [...byWords].flatMap(([words, targets]) =>
    wrapHanging(`→ ${words} ${targets.join(', ')}`, width - 6).map(
      (line) => `      ${line.includes('suspect)') ? paint.warn(line) : paint.faint(line)}`,
    ),
  )
}

/** Records under headings, with what they depend on. */
function groups(nodes: readonly GraphNode[], heading: (node: GraphNode) => string): Map<string, GraphNode[]> {
  const found = new Map<string, GraphNode[]>()
  for (const node of nodes) {
    const own = found.get(heading(node))
    if (own) own.push(node)
    else found.set(heading(node), [node])
  }
  return found
}

export const traceGraphText: TextBody = (answer, context) => {
  const { title, summary, byLevels, nodes, links } = answer.data as unknown as GraphData
  const { paint, width } = context
  if (nodes.length === 0) return [paint.strong(title), '', '  nothing to draw']
  const types = new Set(nodes.map(({ type }) => type))
  // An object id of git is shown as git shortens it.
  const ids = new Map(
    nodes.map(({ key, id, type }) => {
      const name = type === 'commit' ? id.slice(0, 7) : oneLine(id)
      return [key, types.size > 1 && byLevels ? `${type} ${name}` : name]
    }),
  )
  const starts = new Map<string, GraphLink[]>()
  for (const link of links) {
    const own = starts.get(link.from)
    if (own) own.push(link)
    else starts.set(link.from, [link])
  }
  const lines = [...groups(nodes, ({ level, type }) => (byLevels ? `level ${level}` : type))].flatMap(([heading, own]) => [
    '',
    `  ${heading}`,
    ...own.flatMap(({ key, id, title: text }) => {
      const name = ids.get(key) as string
      const rest = text === id ? '' : cut(oneLine(text), Math.max(8, width - 6 - name.length))
      return [`    ${paint.strong(name)}${rest === '' ? '' : `  ${rest}`}`, ...linkLines(starts.get(key) ?? [], ids, context)]
    }),
  ])
  return [paint.strong(title), ...lines, '', ...wrap(summary, width)]
}
