import type { Line } from './block.ts'
import { isBlank } from './lines.ts'

/** A document taken out of the fence around it. */
export interface Unwrapped {
  /** The lines of the plan: those in the fence, or all of them where nothing was unwrapped. */
  readonly lines: readonly Line[]
  /** The two lines of the outer fence; empty where nothing was unwrapped. */
  readonly wrapper: readonly Line[]
  readonly before: readonly Line[]
  readonly after: readonly Line[]
}

interface Mark {
  /** Place in the list of lines. */
  readonly at: number
  readonly fence: string
  readonly language: string
}

const fenceLine = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/
const headingLine = /^ {0,3}#{1,6}[ \t]/

function marksIn(lines: readonly Line[]): Mark[] {
  return lines.flatMap(({ text }, at): Mark[] => {
    const match = fenceLine.exec(text)
    return match ? [{ at, fence: match[1] as string, language: (match[2] ?? '').toLowerCase() }] : []
  })
}

function closes(mark: Mark, open: Mark): boolean {
  return mark.language === '' && mark.fence.charAt(0) === open.fence.charAt(0) && mark.fence.length >= open.fence.length
}

/** Reads fences from first to last as CommonMark does; undefined where the last one stays open. */
function pairs(marks: readonly Mark[]): [Mark, Mark][] | undefined {
  const found: [Mark, Mark][] = []
  let open: Mark | undefined
  for (const mark of marks) {
    if (open === undefined) open = mark
    else if (closes(mark, open)) {
      found.push([open, mark])
      open = undefined
    }
  }
  return open === undefined ? found : undefined
}

/** Whether a fence with a language stands inside one that is no longer: read from the top, opening and closing have changed places. */
function swallows(found: readonly [Mark, Mark][], marks: readonly Mark[]): boolean {
  let at = 0
  return marks.some((mark) => {
    while (at < found.length && (found[at] as [Mark, Mark])[1].at < mark.at) at++
    const open = found[at]?.[0]
    return open !== undefined && open.at < mark.at && mark.language !== '' && closes({ ...mark, language: '' }, open)
  })
}

/**
 * Takes a template out of its fence. Templates are often published in one outer Markdown fence whose marker is no longer than those of
 * the fences inside; the first of these then closes the outer one, and what follows is read inside out. The sign of it: read from the
 * top a fence stays open at the end of the document or holds the opening of another one, whereas without the first Markdown fence and
 * the last marker all fences close. Fences that nest as they should are left alone: what stands in them is code.
 */
export function unwrapTemplate(lines: readonly Line[]): Unwrapped {
  const whole: Unwrapped = { lines, wrapper: [], before: [], after: [] }
  const marks = marksIn(lines)
  const first = marks.findIndex((mark) => mark.language === 'markdown' || mark.language === 'md')
  const open = marks[first]
  const last = marks.at(-1)
  if (open === undefined || last === undefined || last === open || !closes(last, open)) return whole
  const asRead = pairs(marks)
  if (asRead !== undefined && !swallows(asRead, marks)) return whole
  const inside = marks.slice(first + 1, -1)
  const inner = pairs(inside)
  if (
    pairs(marks.slice(0, first)) === undefined ||
    inner === undefined ||
    swallows(inner, inside) ||
    !inner.some(([, end]) => closes(end, open))
  )
    return whole
  const content = lines.slice(open.at + 1, last.at)
  if (!beginsWithHeading(content)) return whole
  return {
    lines: content,
    wrapper: [lines[open.at] as Line, lines[last.at] as Line],
    before: lines.slice(0, open.at),
    after: lines.slice(last.at + 1),
  }
}

/** A plan begins with a heading, perhaps below front matter. */
function beginsWithHeading(content: readonly Line[]): boolean {
  const begin = content.findIndex((line) => !isBlank(line))
  if (begin === -1) return false
  const isFrontMatter = (content[begin] as Line).text.trim() === '---'
  const end = isFrontMatter ? content.findIndex((line, at) => at > begin && line.text.trim() === '---') : begin - 1
  const title = content.find((line, at) => at > end && !isBlank(line))
  return title !== undefined && headingLine.test(title.text)
}
