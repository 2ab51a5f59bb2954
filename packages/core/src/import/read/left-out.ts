import type { Comment, Line } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'
import { readRulesComment } from './source-refs.ts'

/**
 * An empty template that stands beside the plan in one file: it makes no records. It is reported, its lines are kept word for word
 * under its title, and the rules that it states in a comment apply.
 */
export function leaveOutTemplate(lines: readonly Line[], reading: Reading): void {
  const { draft, account, file } = reading
  const [first] = lines
  if (first === undefined) return
  for (const comment of commentsIn(lines)) readRulesComment(comment, reading)
  const title = first.text.replace(/^[#\s]+/, '')
  const kept = lines.filter((line) => !isBlank(line) && !account.isClaimed(line))
  for (const line of kept) if (line !== first) addAttribute(draft.program, title, line.text)
  account.map(kept, draft.program, 'attributes')
  draft.diagnostics.push({
    code: 'import/template-left-out',
    severity: 'info',
    message: `the file holds an empty template beside the plan (lines ${first.number} to ${lines.at(-1)?.number ?? first.number}); it makes no records`,
    location: { file, line: first.number, column: 1 },
    help: 'import the template alone if you want a program of its own',
  })
}

function commentsIn(lines: readonly Line[]): Comment[] {
  const comments: Comment[] = []
  let open: Line[] | undefined
  for (const line of lines) {
    if (open === undefined && /^\s*<!--/.test(line.text)) open = []
    open?.push(line)
    if (open && line.text.includes('-->')) {
      const text = open
        .map((own) => own.text)
        .join('\n')
        .replace(/^\s*<!--|-->\s*$/g, '')
        .trim()
      comments.push({ type: 'comment', text, lines: open })
      open = undefined
    }
  }
  return comments
}
