/** A commit message. Lines and columns are counted from 1, in the text as it was given. */
export interface MessageText {
  readonly text: string
  /** The text is a file that git is still editing: lines of comment and all below the scissors are not part of it. */
  readonly isDraft?: boolean
}

/** A word of a message that stands where the id of a milestone or phase stands. */
export interface Mention {
  readonly word: string
  readonly line: number
  readonly column: number
  /** `trailer`: it was meant as an id. `subject`: it may be another word ("fix:"). `squash`: the subject of a commit that was folded in. */
  readonly where: 'trailer' | 'subject' | 'squash'
}

interface Line {
  readonly text: string
  readonly number: number
}

const scissors = /^# -+ >8 -+$/

/** The lines that are part of a message. */
function linesOf({ text, isDraft = false }: MessageText): Line[] {
  const all = text.split(/\r\n|\n|\r/).map((line, index) => ({ text: line, number: index + 1 }))
  if (!isDraft) return all
  const cut = all.findIndex((line) => scissors.test(line.text))
  return (cut < 0 ? all : all.slice(0, cut)).filter((line) => !line.text.startsWith('#'))
}

/** Lines in blocks, without the empty ones between them. */
function paragraphsOf(lines: readonly Line[]): Line[][] {
  const paragraphs: Line[][] = [[]]
  for (const line of lines) {
    if (line.text.trim() !== '') paragraphs.at(-1)?.push(line)
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([])
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0)
}

/** Marks that git puts before the subject of another commit: `fixup! `, `Revert "`. */
const prefix = /^(?:(?:fixup|squash|amend)! |(?:Revert|Reapply) ")/

/** The words of a list, each with its offset. */
function wordsOf(text: string, offset: number): { readonly word: string; readonly offset: number }[] {
  const words: { word: string; offset: number }[] = []
  for (const part of text.matchAll(/[^,;&]+/g)) {
    const word = part[0].trim()
    if (word !== '') words.push({ word, offset: offset + part.index + part[0].indexOf(word) })
  }
  return words
}

/** The part of a subject that says what it is about: in brackets, before a colon, or the scope of `feat(scope): …`. */
function label(text: string): { readonly text: string; readonly offset: number } | undefined {
  const bracket = /^\[([^\]]*)\]/.exec(text)
  if (bracket) return { text: bracket[1] as string, offset: 1 }
  const scope = /^[a-z]+\(([^()]*)\)!?:(?: |$)/.exec(text)
  if (scope) return { text: scope[1] as string, offset: text.indexOf('(') + 1 }
  const before = /^([^:]*?)!?:(?:\s|$)/.exec(text)
  return before ? { text: before[1] as string, offset: 0 } : undefined
}

function inSubject(line: Line, from: number, where: 'subject' | 'squash'): Mention[] {
  let start = from
  for (let found = prefix.exec(line.text.slice(start)); found; found = prefix.exec(line.text.slice(start))) start += found[0].length
  const about = label(line.text.slice(start))
  if (about === undefined) return []
  return wordsOf(about.text, start + about.offset).map(({ word, offset }) => ({ word, line: line.number, column: offset + 1, where }))
}

const trailer = /^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*/

function inTrailer(line: Line, keys: ReadonlySet<string>): Mention[] {
  const found = trailer.exec(line.text)
  if (!found || !keys.has((found[1] as string).toLowerCase())) return []
  const words = wordsOf(line.text.slice(found[0].length), found[0].length)
  return words.map(({ word, offset }) => ({ word, line: line.number, column: offset + 1, where: 'trailer' }))
}

/** True for the lines that git puts under a message: `Signed-off-by: …`, and lines that go on with one. */
const isTrailers = (paragraph: readonly Line[]): boolean =>
  paragraph.every(({ text }, index) => trailer.test(text) || (index > 0 && /^[ \t]/.test(text)) || /^\(cherry picked from /.test(text))

/** The first line that says something; undefined for a message without any text. */
export function subjectOf(message: MessageText): string | undefined {
  return linesOf(message)
    .find((line) => line.text.trim() !== '')
    ?.text.trim()
}

/** True for the message that git writes of a merge. */
export const isMergeMessage = (subject: string): boolean =>
  /^Merge (?:branch(?:es)?|remote-tracking branch(?:es)?|tag|commit|pull request|merge request)\b/.test(subject)

/**
 * The words of a message that may name a milestone or phase: before the colon or in the brackets of its subject, in its trailers, and
 * in the subjects of the commits that were squashed into it. In order of the text.
 */
export function mentionsIn(message: MessageText, trailers: readonly string[]): Mention[] {
  const keys = new Set(trailers.map((key) => key.toLowerCase()))
  const paragraphs = paragraphsOf(linesOf(message))
  const subject = paragraphs[0]?.[0]
  if (subject === undefined) return []
  const squashed = /^\s+|^[*-] /
  const mentions = inSubject(subject, (/^\s*/.exec(subject.text) as RegExpExecArray)[0].length, 'subject')
  for (const [index, paragraph] of paragraphs.entries()) {
    const isLast = index > 0 && index === paragraphs.length - 1
    const hasTrailers = index > 0 && (isLast || isTrailers(paragraph))
    for (const [row, line] of paragraph.entries()) {
      if (line === subject) continue
      const own = hasTrailers ? inTrailer(line, keys) : []
      const start = squashed.exec(line.text)?.[0].length ?? 0
      // A squash lists subjects as a list, indented, or as paragraphs of their own.
      const isSubject = start > 0 || row === 0
      mentions.push(...(own.length > 0 || !isSubject ? own : inSubject(line, start, 'squash')))
    }
  }
  return mentions
}
