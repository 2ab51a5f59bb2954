import type { Box } from '../../load/checklist-types.ts'

/** A line of a document, without its line end and without a byte order mark. */
export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
}

export interface Heading {
  readonly type: 'heading'
  /** 1 to 6. */
  readonly level: number
  /** Without the marks, closing marks and bold around the whole of it. */
  readonly text: string
  readonly lines: readonly Line[]
}

export interface Paragraph {
  readonly type: 'paragraph'
  readonly lines: readonly Line[]
  /** True for a block quote; its lines keep their `>`. */
  readonly quoted: boolean
}

/** One bullet or numbered entry with everything that hangs below it. */
export interface Item {
  readonly type: 'item'
  /** The bullet as written: "-", "*", "+", "1.", "2)". */
  readonly marker: string
  /** The number of a numbered entry. */
  readonly ordinal: number | undefined
  /** Columns of indentation (a tab counts to the next multiple of 4). */
  readonly indent: number
  readonly box: Box | undefined
  /** After the marker (and after box, star and id where there is a box), continuation lines joined by a space. */
  readonly text: string
  /** The line of the marker and the lines that continue it. */
  readonly lines: readonly Line[]
  /** Entries, paragraphs, tables and code below it. */
  readonly blocks: readonly Block[]
}

export interface Row {
  readonly line: Line
  /** Cells without the blanks around them; escaped pipes are unescaped. */
  readonly cells: readonly string[]
}

export interface Table {
  readonly type: 'table'
  readonly header: Row
  /** Absent where the lines are set as a table and the one below the header is missing. */
  readonly delimiter: Line | undefined
  readonly rows: readonly Row[]
}

/** Fenced code. `close` is absent when the fence is never closed. */
export interface Code {
  readonly type: 'code'
  /** First word after the marker, in lower case: "bash", "yaml", "mermaid", or "". */
  readonly language: string
  readonly open: Line
  readonly body: readonly Line[]
  readonly close: Line | undefined
}

export interface Rule {
  readonly type: 'rule'
  readonly line: Line
}

/** An HTML comment that begins a line; `lines` covers all of it. */
export interface Comment {
  readonly type: 'comment'
  readonly text: string
  readonly lines: readonly Line[]
}

export type Block = Paragraph | Item | Table | Code | Rule | Comment

/** A heading and what stands under it, up to the next heading of the same or a higher level. The root has no heading and level 0. */
export interface Section {
  readonly heading: Heading | undefined
  readonly level: number
  readonly blocks: readonly Block[]
  readonly sections: readonly Section[]
}

/** Every line of a block, in order, those of the blocks below it included. */
export function linesOf(block: Block): Line[] {
  switch (block.type) {
    case 'paragraph':
    case 'comment':
      return [...block.lines]
    case 'item':
      return [...block.lines, ...block.blocks.flatMap(linesOf)]
    case 'table':
      return [block.header.line, ...(block.delimiter ? [block.delimiter] : []), ...block.rows.map((row) => row.line)]
    case 'code':
      return [block.open, ...block.body, ...(block.close ? [block.close] : [])]
    case 'rule':
      return [block.line]
  }
}
