import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import type { SourceFile } from './source.ts'

/** A box of a checklist, as the line has it. */
export interface Box {
  /** 1-based line. */
  readonly line: number
  readonly location: Location
  /** Offset of the mark (the one character between the brackets), so that a tick can be spliced in. */
  readonly markOffset: number
  /** The raw mark: " ", "x", "X", "-", "~", "√", … */
  readonly mark: string
  /** True for x, X and check characters; every other mark is open. */
  readonly ticked: boolean
  /** A star right after the bracket, or "(optional)" at the end: it never blocks. */
  readonly optional: boolean
  /** The id that the box carries, if any: `**P0.M1.T1**`, `P0.M1.T1:`, `T-001 …`, `2.4 …`. Only ids that the text begins with. */
  readonly id: string | undefined
  /** Text after the box, the star and the id; trimmed. */
  readonly text: string
  /** Columns of indentation (a tab counts to the next multiple of 4). */
  readonly indent: number
  readonly inFence: boolean
}

/** A checklist: front matter and boxes of a Markdown file. */
export interface Checklist {
  readonly source: SourceFile
  /** Front matter as plain values; absent keys are absent. */
  readonly frontMatter: Readonly<Record<string, unknown>>
  readonly title: string | undefined
  readonly boxes: readonly Box[]
  readonly diagnostics: readonly Diagnostic[]
}
