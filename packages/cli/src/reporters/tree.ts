import { displayWidth } from './display-width.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

/** A line of a tree with what hangs from it. */
export interface Branch {
  readonly text: string
  /** Parts of the text that are painted; each where it first stands. */
  readonly painted?: readonly (readonly [text: string, paint: (text: string) => string])[]
  /** Lines of its own below it. */
  readonly below?: readonly { readonly text: string; readonly paint: (text: string) => string }[]
  readonly children?: readonly Branch[]
}

/** The line that stands for what is left out; none where nothing is. */
export function moreBranch(count: number, paint: Paint): Branch[] {
  const text = `and ${count} more (-v shows all)`
  return count > 0 ? [{ text, painted: [[text, paint.faint]] }] : []
}

/** A line is not made narrower than this, however deep the tree. */
const narrowest = 24

/** What stands before a line; of a very deep one the beginning is left out, so that there is room for the text. */
function fitting(lead: string, indent: string, width: number): string {
  const most = Math.max(narrowest, Math.floor((width * 2) / 3))
  return lead.length <= most ? lead : `${indent}… ${lead.slice(indent.length + 2 + lead.length - most)}`
}

/** Lines of one text, with parts of it painted; a part may go on in the next line. */
function paintParts(lines: readonly string[], painted: Branch['painted'] = []): string[] {
  const whole = lines.join(' ')
  let from = 0
  const spans = painted.flatMap(([text, paint]) => {
    const start = text === '' ? -1 : whole.indexOf(text, from)
    if (start === -1) return []
    from = start + text.length
    return [{ start, end: from, paint }]
  })
  let offset = 0
  return lines.map((line) => {
    let result = ''
    let done = 0
    for (const { start, end, paint } of spans) {
      const [first, last] = [Math.max(0, start - offset), Math.min(line.length, end - offset)]
      if (first >= last) continue
      result += line.slice(done, first) + paint(line.slice(first, last))
      done = last
    }
    offset += line.length + 1
    return result + line.slice(done)
  })
}

/** A tree as lines; `indent` stands before all of them. The parts that are painted stand in the order of the text. */
export function treeLines(branches: readonly Branch[], width: number, paint: Paint, indent = '  '): string[] {
  const lines: string[] = []
  const visit = (list: readonly Branch[], lead: string): void => {
    for (const [index, branch] of list.entries()) {
      const isLast = index === list.length - 1
      const [joint, rest] = isLast ? ['└─ ', '   '] : ['├─ ', '│  ']
      const { text, painted, below = [], children = [] } = branch
      const start = fitting(lead, indent, width)
      const room = Math.max(narrowest, width - displayWidth(start) - joint.length)
      // The second and further lines are set in a little, or in line with what hangs from the branch.
      const under = start + rest + (children.length > 0 ? '│  ' : '   ')
      const [first = '', ...more] = wrap(text, room)
      const deeper = more.length === 0 ? [] : wrap(more.join(' '), room - 3)
      const [head = '', ...others] = paintParts([first, ...deeper], painted)
      lines.push(paint.faint(start + joint) + head, ...others.map((line) => paint.faint(under) + line))
      for (const one of below) lines.push(...wrap(one.text, room - 3).map((line) => paint.faint(under) + one.paint(line)))
      visit(children, lead + rest)
    }
  }
  visit(branches, indent)
  return lines
}
