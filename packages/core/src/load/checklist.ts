import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { boxOn } from './box.ts'
import type { Box, Checklist } from './checklist-types.ts'
import { readFrontMatter } from './front-matter.ts'
import { lineStarts, locationOf, type SourceFile } from './source.ts'

interface Fence {
  readonly marker: string
  readonly start: number
}

/** Opens a fence at any indentation, for fences stand in lists too; backticks after backticks are code within the line. */
const opening = /^\s*(`{3,}(?=[^`]*$)|~{3,})/

function closes(fence: Fence, line: string): boolean {
  const text = line.trim()
  return text.length >= fence.marker.length && text === fence.marker.charAt(0).repeat(text.length)
}

/** The text of a first-level heading. */
function titleOn(line: string): string | undefined {
  return /^#[ \t]/.test(line)
    ? line
        .slice(1)
        .trim()
        .replace(/[ \t]#+$|^#+$/, '')
        .trim() || undefined
    : undefined
}

/**
 * Reads the boxes of a Markdown file line by line, without a Markdown parser: what renders as a task is a smaller set than
 * what people mean as one, and a box that is overlooked is one that nobody has to tick. Boxes in code fences are listed
 * with `inFence`; boxes in HTML comments are boxes. The boxes stand in the order of the file. Never throws; linear.
 */
export function parseChecklist(source: SourceFile): Checklist {
  const { values, bodyLine, diagnostics: frontMatterProblems } = readFrontMatter(source)
  const diagnostics: Diagnostic[] = [...frontMatterProblems]
  const boxes: Box[] = []
  const starts = lineStarts(source)
  let title: string | undefined
  let fence: Fence | undefined
  for (let index = bodyLine - 1; index < starts.length; index++) {
    const begin = index === 0 && source.text.startsWith('\ufeff') ? 1 : (starts[index] as number)
    const line = source.text.slice(begin, starts[index + 1]).replace(/\r?\n$|\r$/, '')
    if (fence && closes(fence, line)) {
      fence = undefined
      continue
    }
    const marker = fence ? undefined : opening.exec(line)?.[1]
    if (marker !== undefined) {
      fence = { marker, start: begin + line.indexOf(marker) }
      continue
    }
    title ??= fence ? undefined : titleOn(line)
    const box = boxOn(source, line, index + 1, begin, fence !== undefined)
    if (!box) continue
    boxes.push(box)
    if (fence)
      diagnostics.push(
        diagnostic('checklist/box-in-code', 'a box in a code fence is not counted', {
          location: box.location,
          help: 'move it out of the fence if it is to be ticked',
        }),
      )
  }
  if (fence) {
    const location = locationOf(source, fence.start, fence.start + fence.marker.length)
    diagnostics.push(
      diagnostic('checklist/unclosed-fence', 'a code fence is never closed, so all that follows is code', {
        location,
        help: `close it with a line ${fence.marker.slice(0, 20)}`,
      }),
    )
  }
  if (title === undefined && typeof values['title'] === 'string') title = values['title']
  return { source, frontMatter: values, title, boxes, diagnostics: sortDiagnostics(diagnostics) }
}
