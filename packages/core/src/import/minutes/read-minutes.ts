import type { SourceFile } from '../../load/source.ts'
import { lineStarts } from '../../load/source.ts'
import { frontOf } from '../formats/front-matter.ts'
import { isNothing, undecorated } from '../read/table-cells.ts'
import { type Block, type Item, type Line, linesOf, type Paragraph, type Table } from '../scan/block.ts'
import { type Piece, scanBlocks } from '../scan/blocks.ts'
import { labelOf } from '../scan/inline.ts'
import { linesIn } from '../scan/lines.ts'
import { dayIn } from './day.ts'
import { type MinuteWord, minuteWord, sectionWord } from './minute-words.ts'
import { addTerms, type IsPerson, type MutableTerms, readTerms, type Terms, takeTerm } from './read-terms.ts'

/** A decision, or something that somebody is to do. */
export interface MinuteEntry extends Terms {
  readonly type: 'decision' | 'action'
  /** The id that the minutes give it. */
  readonly id?: string
  readonly title: string
  /** What stands below it and is none of its terms. */
  readonly notes: readonly string[]
  readonly lines: readonly Line[]
}

export interface Minutes {
  /** YYYY-MM-DD. */
  readonly date?: string
  readonly forum?: string
  readonly participants: readonly string[]
  readonly entries: readonly MinuteEntry[]
}

type List = 'decisions' | 'actions'
type Head = { date?: string; forum?: string; participants: string[] }

const typeOf = { decisions: 'decision', actions: 'action' } as const

/** "D-12: text", "**A3** text", "[AI-7] text": the id and the rest. */
const ownId = /^\**\[?((?:D|DEC|DR|ADR|RES|A|AI|AP|ACT|ACTION)[-.]?\d{1,5})\]?\**\s*(?:[:.)–—-]\**)?\s+(?=\S)/iu

/** "(none)", "No new decisions.": nothing was decided. */
const nothing = /^\(?(?:none|nothing|no (?:new |open |further )?(?:decisions?|actions?|action items?|resolutions?)|keine?)\b[^,;]{0,40}$/iu

const peopleIn = (text: string): string[] =>
  text
    .split(/[,;]\s*/)
    .map((one) =>
      undecorated(one)
        .replace(/\s*\([^()]{0,80}\)$/, '')
        .replace(/^@/, '')
        .trim(),
    )
    .filter((one) => one !== '' && !isNothing(one))

/** What the head of minutes says: front matter, label lines, a list below "Participants". */
/** A title that says what it is, not who met. */
const anyMeeting = /^(?:the |die |la |a )?(?:meeting|sitzung|besprechung|réunion|reunión|reunião|riunione|совещание|会议|会議|회의)$/iu

class HeadReader {
  readonly head: Head = { participants: [] }

  take(word: MinuteWord | undefined, value: string): void {
    const text = undecorated(value)
    if (word === 'participants') {
      for (const one of peopleIn(value)) if (!this.head.participants.includes(one)) this.head.participants.push(one)
    } else if (text === '') return
    else if (word === 'date') {
      const day = dayIn(text)?.day
      if (day !== undefined) this.head.date ??= day
    } else if (word === 'forum') this.head.forum ??= text
  }

  /** A line or entry with a label: "**Date:** 2026-12-01". */
  line(text: string): void {
    const labelled = labelOf(text)
    if (labelled) this.take(minuteWord(labelled.label), labelled.text)
  }

  block(block: Block): void {
    if (block.type === 'paragraph') for (const line of block.lines) this.line(line.text.replace(/^\s*>\s?/, ''))
    else if (block.type === 'item') {
      this.line(block.text)
      const word = minuteWord(labelOf(block.text)?.label ?? '')
      if (word === 'participants') for (const one of block.blocks) if (one.type === 'item') this.take(word, one.text)
    } else if (block.type === 'table') {
      for (const { cells } of [block.header, ...block.rows])
        if (cells.length === 2) this.take(minuteWord(cells[0] as string), cells[1] as string)
    }
  }

  /** A title: "# Steering review, 2026-12-01". */
  title(text: string): void {
    const day = dayIn(text)
    if (day) this.head.date ??= day.day
    const rest = day ? `${text.slice(0, day.start)} ${text.slice(day.end)}` : text
    const words = rest
      .replace(
        /^\s*(?:meeting )?(?:minutes|protokoll|notes)(?: of| from| for)?(?: the)?\s*[:,–—-]?\s*|[\s,:–—-]+(?:meeting )?(?:minutes|notes)\s*$/iu,
        '',
      )
      .replace(/^[\s,:()–—-]+|[\s,:()–—-]+$/gu, '')
      // "Meeting of 3 March": what stood before the day belongs to the day.
      .replace(/\s+(?:of|on|from|vom|am|du|le|del|do|de|от|за)$/iu, '')
    if (words !== '' && !anyMeeting.test(words)) this.head.forum ??= words
  }
}

class EntryReader {
  readonly entries: MinuteEntry[] = []
  readonly #isPerson: IsPerson

  constructor(isPerson: IsPerson) {
    this.#isPerson = isPerson
  }

  #add(
    list: List,
    text: string,
    lines: readonly Line[],
    more: { id?: string; terms?: Terms; notes?: readonly string[]; done?: boolean },
  ): void {
    const own = more.id === undefined ? ownId.exec(text) : undefined
    const id = more.id ?? own?.[1]
    const bare = undecorated(own ? text.slice(own[0].length) : text)
    if (bare === '' || isNothing(bare) || nothing.test(bare)) return
    const { title, ...said } = readTerms(bare, this.#isPerson)
    const terms: MutableTerms = { owners: [] }
    if (more.terms) addTerms(terms, more.terms)
    addTerms(terms, said)
    if (more.done === true) terms.state = 'done'
    this.entries.push({ type: typeOf[list], ...(id !== undefined && { id }), title, ...terms, notes: more.notes ?? [], lines })
  }

  /** A bullet of a list, with what hangs below it. */
  item(item: Item, list: List | undefined): void {
    const labelled = labelOf(item.text)
    const word = labelled && minuteWord(labelled.label)
    if (labelled && (word === 'decisions' || word === 'actions')) {
      if (labelled.text !== '') this.#entry({ ...item, text: labelled.text }, word)
      else for (const one of item.blocks) this.block(one, word)
    } else if (list !== undefined) this.#entry(item, list)
    else for (const one of item.blocks) this.block(one, undefined)
  }

  #entry(item: Item, list: List): void {
    const terms: MutableTerms = { owners: [] }
    const notes: string[] = []
    for (const block of item.blocks) {
      const texts =
        block.type === 'item' ? [block.text] : block.type === 'paragraph' ? [block.lines.map(({ text }) => text.trim()).join(' ')] : []
      for (const text of texts) {
        const labelled = labelOf(text)
        if (!(labelled && takeTerm(terms, minuteWord(labelled.label), undecorated(labelled.text)))) notes.push(text)
      }
      if (block.type === 'item') notes.push(...block.blocks.flatMap(linesOf).map(({ text }) => text.trim()))
    }
    const box = item.box === undefined ? undefined : item.box.ticked
    // The id of a task or a risk is a part of what was said; one of a decision or an action is its own.
    const lead = item.box?.id === undefined ? '' : `${item.box.id} `
    this.#add(list, `${lead}${item.text}`, [...item.lines, ...item.blocks.flatMap(linesOf)], {
      terms,
      notes: notes.filter((text) => text !== ''),
      ...(box !== undefined && { done: box }),
    })
  }

  /** A table whose columns say what they hold. */
  table({ header, rows }: Table, list: List | undefined): void {
    const words = header.cells.map(minuteWord)
    const own: List | undefined = words.includes('actions') ? 'actions' : words.includes('decisions') ? 'decisions' : list
    if (own === undefined || !(list !== undefined || words.includes('owner') || words.includes('due') || words.includes('decisions')))
      return
    // Without a column for it, what is decided stands in the first column that is none of the others.
    const named = words.indexOf(own)
    const at = named >= 0 ? named : words.indexOf(undefined)
    for (const { line, cells } of rows) {
      const terms: MutableTerms = { owners: [] }
      const notes: string[] = []
      let id: string | undefined
      for (const [index, cell] of cells.entries()) {
        const text = undecorated(cell)
        if (index === at || isNothing(text)) continue
        if (words[index] === 'id') id = text
        else if (words[index] === 'date' && own === 'actions') takeTerm(terms, 'due', text)
        else if (!takeTerm(terms, words[index], text)) notes.push(`${header.cells[index] ?? ''}: ${text}`)
      }
      this.#add(own, cells[at] ?? '', [line], { terms, notes, ...(id !== undefined && !/^\d+$/.test(id) && { id }) })
    }
  }

  block(block: Block, list: List | undefined): void {
    if (block.type === 'item') this.item(block, list)
    else if (block.type === 'table') this.table(block, list)
    else if (block.type === 'paragraph') this.paragraph(block)
  }

  /** "Decision: text" on a line of its own. */
  paragraph({ lines }: Paragraph): void {
    for (const line of lines) {
      const labelled = labelOf(line.text.replace(/^\s*>\s?/, ''))
      const word = labelled && minuteWord(labelled.label)
      if (labelled && labelled.text !== '' && (word === 'decisions' || word === 'actions')) this.#add(word, labelled.text, [line], {})
    }
  }

  /** Where a list of decisions is written as prose, each paragraph is one; what ends with a colon leads over to something else. */
  prose({ lines }: Paragraph, list: List): void {
    const text = lines.map((line) => line.text.replace(/^\s*>\s?/, '').trim()).join(' ')
    const labelled = labelOf(text)
    const word = labelled && minuteWord(labelled.label)
    if (word === 'decisions' || word === 'actions') this.paragraph({ type: 'paragraph', lines, quoted: false })
    else if (!/[:：]$/.test(text)) this.#add(list, text, lines, {})
  }
}

/** The parts of minutes: a heading, or a label on a line of its own, and the blocks below it. */
interface Part {
  readonly list: List | undefined
  readonly isPeople: boolean
  readonly blocks: Block[]
}

/** A paragraph that is nothing but a label: "**Decisions:**". */
function labelAlone(block: Piece): string | undefined {
  if (block.type !== 'paragraph' || block.lines.length !== 1) return undefined
  const text = (block.lines[0] as Line).text.trim()
  const labelled = labelOf(text)
  return labelled?.text === '' && sectionWord(labelled.label) !== undefined ? labelled.label : undefined
}

function partsOf(pieces: readonly Piece[]): Part[] {
  const parts: Part[] = [{ list: undefined, isPeople: false, blocks: [] }]
  const open: { level: number; list: List | undefined }[] = []
  for (const piece of pieces) {
    const label = labelAlone(piece)
    if (piece.type === 'heading' || label !== undefined) {
      const word = sectionWord(piece.type === 'heading' ? piece.text : (label as string))
      const level = piece.type === 'heading' ? piece.level : 7
      while (open.length > 0 && (open.at(-1)?.level as number) >= level) open.pop()
      const list = word === 'decisions' || word === 'actions' ? word : word === undefined ? open.at(-1)?.list : undefined
      open.push({ level, list })
      parts.push({ list, isPeople: word === 'participants', blocks: [] })
    } else parts.at(-1)?.blocks.push(piece)
  }
  return parts
}

/**
 * Reads the minutes of a meeting: when, which, who, what was decided and who is to do what until when. Decisions and actions are entries
 * of lists and rows of tables below headings that say so, and lines that begin with "Decision:" or "Action:". Everything else is left
 * where it is. `isPerson` says who is known beside those who took part. Never fails; linear.
 */
export function readMinutes(source: SourceFile, isPerson: IsPerson): Minutes {
  const all = linesIn(source)
  const front = frontOf(all)
  const starts = lineStarts(source)
  const pieces = scanBlocks(source, front?.body ?? all, (line) => starts[line.number - 1] as number)
  const reader = new HeadReader()
  for (const { key, values } of front?.keys ?? []) {
    const word = minuteWord(key)
    if (word === 'participants') for (const one of values) reader.take(word, one)
    else reader.take(word, values.join(', '))
  }
  const parts = partsOf(pieces)
  for (const { blocks, isPeople, list } of parts) {
    if (list !== undefined) continue
    for (const block of blocks) {
      if (isPeople && block.type === 'item') reader.take('participants', block.text)
      else if (isPeople && block.type === 'paragraph') reader.take('participants', block.lines.map(({ text }) => text.trim()).join(' '))
      else reader.block(block)
    }
  }
  const title = front?.keys.find(({ key }) => key.toLowerCase() === 'title')?.values.join(', ')
  const heading = pieces.find((piece) => piece.type === 'heading')
  if (title !== undefined) reader.title(title)
  else if (heading?.type === 'heading' && sectionWord(heading.text) === undefined) reader.title(heading.text)
  const { head } = reader
  const present = new Set(head.participants.map((one) => one.toLowerCase()))
  const entries = new EntryReader((text) => present.has(text.toLowerCase()) || isPerson(text))
  for (const { blocks, list } of parts) {
    const isProse = list !== undefined && !blocks.some(({ type }) => type === 'item' || type === 'table')
    for (const block of blocks) {
      if (isProse && block.type === 'paragraph') entries.prose(block, list)
      else entries.block(block, list)
    }
  }
  return { ...head, entries: entries.entries }
}
