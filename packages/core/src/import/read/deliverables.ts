import type { Deliverable } from '../../schema/plan-records.ts'
import type { Line } from '../scan/block.ts'
import { foldedLabel, splitOutside } from '../scan/inline.ts'
import { type Content, entriesOf } from './entries.ts'
import { stateOfMark } from './marks.ts'
import type { Reading } from './reading.ts'

interface Holder {
  id: string
  deliverables?: Deliverable[] | undefined
}

const one = /^(?:deliverable|entregable|livrable|liefergegenstand|entregável|ergebnis|результат|rezultat|artifact|artefact)$/
const path = /^(?:\.\/)?[\w.@-]+(?:\/[\w.@-]+)*\/?$/
const marked = /^(✅|✔️?|☑️?|✓|⬜|☐|⏳|🚧|🔄|❌)\s*/u

/** The path that a deliverable names in code marks: the only one there is. */
function pathIn(title: string): string | undefined {
  const spans = [...title.matchAll(/`([^`\s]{1,300})`/g)].map((match) => match[1] as string)
  const paths = spans.filter((span) => path.test(span) && /[./]/.test(span) && !span.split('/').includes('..') && !/^[\d.]+$/.test(span))
  return paths.length === 1 && spans.length === 1 ? paths[0] : undefined
}

function add(holder: Holder, text: string, lines: readonly Line[], mark: string | undefined, reading: Reading): void {
  const title = text.replace(/^`([^`]+)`$/, '$1').trim()
  if (title === '') return
  const deliverable = reading.draft.addDeliverable(holder, title)
  const file = pathIn(text)
  if (file !== undefined) deliverable.path = file
  if (mark !== undefined) deliverable.state = stateOfMark(mark, new Map())
  else {
    const emoji = marked.exec(title)
    const state = emoji ? reading.words.state(emoji[1] as string) : undefined
    if (emoji && state !== undefined) {
      deliverable.state = { value: state, mark: emoji[1] as string }
      deliverable.title = title.slice(emoji[0].length).trim() || title
    }
  }
  reading.account.map(lines, deliverable, 'title')
}

/** "a, b, and c." as its parts; a sentence with semicolons is split at them. */
function partsOf(text: string): string[] {
  const line = text.replace(/(?<=[^.])\.$/, '')
  const clauses = splitOutside(line, ';')
  return (clauses.length > 1 ? clauses : splitOutside(line, ',')).map((part) => part.replace(/^(?:and|und|y|e|et|и)\s+(?=\S)/u, ''))
}

/** Reads deliverables: what one line lists (split at commas outside brackets unless the label names one thing), and the entries of a list. */
export function readDeliverables(holder: Holder, content: Content, label: string, reading: Reading): boolean {
  const before = holder.deliverables?.length ?? 0
  for (const { text, lines, item } of entriesOf(content)) {
    if (item) add(holder, item.box ? `${item.box.id ?? ''} ${item.text}`.trim() : text, lines, item.box?.mark, reading)
    else for (const part of one.test(foldedLabel(label)) ? [text] : partsOf(text)) add(holder, part, lines, undefined, reading)
  }
  return (holder.deliverables?.length ?? 0) > before
}
