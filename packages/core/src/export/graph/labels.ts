import type { Drawing, DrawnLink } from '../../trace/drawing.ts'
import type { TraceNode } from '../../trace/trace-types.ts'

/** Ids of files are paths, of commits object ids: what tells them apart stands at the end, or at the start. */
export function shortId({ type, id }: TraceNode): string {
  if (type === 'commit') return id.slice(0, 10)
  return clipped(id, 40)
}

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{3fffd}]/u

/** How many columns a character takes in a drawing. */
const columnsOf = (character: string): number => (wide.test(character) ? 2 : 1)

export const textColumns = (text: string): number => [...text].reduce((sum, character) => sum + columnsOf(character), 0)

/** A text of at most so many columns, cut with an ellipsis; white space becomes single spaces. */
export function clipped(text: string, columns: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length * 2 <= columns) return line
  let taken = ''
  let shorter = ''
  let room = columns
  for (const character of line) {
    room -= columnsOf(character)
    if (room < 0) return `${shorter.trimEnd()}…`
    // One column is kept for the ellipsis.
    if (room > 0) shorter = taken + character
    taken += character
  }
  return line
}

/** A link in words: "T-001 satisfies 1.2, suspect". */
export function linkWords({ relations, suspect, closes }: DrawnLink): string {
  return [...relations, ...(suspect ? ['suspect'] : []), ...(closes ? ['closes a cycle'] : [])].join(', ')
}

/** What a drawing has to say of itself: what it leaves out, what its signs mean. */
export function notesOf({ nodes, links, chosen, leftOut }: Drawing): string[] {
  const suspects = links.filter(({ suspect }) => suspect).length
  const closing = links.filter(({ closes }) => closes).length
  return [
    ...(leftOut > 0 ? [`${nodes.length} of ${chosen} records are drawn: name fewer types, or a record and a smaller depth`] : []),
    ...(suspects > 0 ? [`${suspects} suspect ${suspects === 1 ? 'link' : 'links'}, dashed`] : []),
    ...(closing > 0 ? [`${closing} ${closing === 1 ? 'link closes a cycle' : 'links close cycles'}`] : []),
  ]
}

/** The records of a drawing by level, lowest first. */
export function byLevel({ nodes }: Drawing): readonly (readonly [level: number, nodes: Drawing['nodes']])[] {
  const levels = new Map<number, Drawing['nodes'][number][]>()
  for (const one of nodes) {
    const own = levels.get(one.level)
    if (own) own.push(one)
    else levels.set(one.level, [one])
  }
  return [...levels]
}
