import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { maxProblems } from './parsed.ts'
import { lineStarts, locationOf, type SourceFile } from './source.ts'

const mark = /^(<{7,}|\|{7,}|={7,}|>{7,})(?: (.*))?$/

/** What one side of a conflict says, short enough for a line. */
function shown(lines: readonly string[]): string {
  const words = lines.join(' ').replace(/\s+/g, ' ').trim()
  return words === '' ? 'nothing' : `"${words.length > 60 ? `${words.slice(0, 59)}…` : words}"`
}

/** A conflict while its lines are read. */
interface Open {
  readonly at: number
  readonly size: number
  readonly ours: { readonly name: string; readonly lines: string[] }
  readonly base: string[]
  readonly theirs: string[]
  part: 'ours' | 'base' | 'theirs'
}

function report(source: SourceFile, { at, size, ours, theirs }: Open, name: string): Diagnostic {
  const values = `${shown(ours.lines)} (${ours.name}) or ${shown(theirs)} (${name})`
  return diagnostic('merge/conflict-left', `a conflict of a merge is left: ${values}`, {
    location: locationOf(source, at, at + size),
    // A record is what one run or one person said; lines of two of them are nobody's.
    help: source.path.endsWith('.json')
      ? 'keep one side whole: git checkout --ours FILE, or git checkout --theirs FILE'
      : 'keep what is right, and remove the lines of marks; then run refractor validate',
  })
}

/** The conflicts that a merge left in a text: marks of git around two versions of some lines. Each is a diagnostic. Linear. */
export function conflictsLeft(source: SourceFile): Diagnostic[] {
  const { text } = source
  if (!text.includes('<<<<<<<')) return []
  const found: Diagnostic[] = []
  let open: Open | undefined
  const starts = lineStarts(source)
  for (const [index, start] of starts.entries()) {
    const line = text.slice(start, starts[index + 1] ?? text.length).replace(/[\r\n]+$/, '')
    const [, marks, name] = mark.exec(line) ?? []
    const sign = marks?.charAt(0)
    if (sign === '<') {
      const size = (marks as string).length
      open = { at: start, size, ours: { name: name || 'ours', lines: [] }, base: [], theirs: [], part: 'ours' }
    } else if (open !== undefined && marks?.length === open.size && sign === '|' && open.part === 'ours') open.part = 'base'
    else if (open !== undefined && marks?.length === open.size && sign === '=' && open.part !== 'theirs') open.part = 'theirs'
    else if (open !== undefined && marks?.length === open.size && sign === '>' && open.part === 'theirs') {
      found.push(report(source, open, name || 'theirs'))
      open = undefined
      if (found.length === maxProblems) return found
    } else if (open !== undefined) (open.part === 'ours' ? open.ours.lines : open[open.part]).push(line)
  }
  return found
}
