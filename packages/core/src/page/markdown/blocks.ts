import { codeSpan, plainWords, tableText } from '../../export/markdown-text.ts'
import type { ReportPlace } from '../report-model.ts'

/** A part of a document: as long as it is wanted, and what it can be cut to. */
export interface MarkdownSection {
  readonly title: string
  /** The body, with at most so many rows in each of its lists. Undefined: there is nothing to tell. */
  body(rows: number): string | undefined
}

/** A link; the text means nothing but itself. Without a target it is only the text. */
export function linkTo(text: string, href: string | undefined): string {
  if (href === undefined || !/^https?:\/\//.test(href)) return text
  return `[${text}](${href.replace(/[()<>\s\\|"`]/g, (one) => encodeURIComponent(one).replace('(', '%28').replace(')', '%29'))})`
}

/** A place in a file: "tasks.yaml:12", which leads there where the forge is known. */
export const placeText = (place: ReportPlace | undefined): string =>
  place === undefined ? '' : linkTo(codeSpan(`${place.file}:${place.line}`), place.href)

const longest = 300

/** Words of a plan, not longer than a table can bear. */
export const shortWords = (text: string): string =>
  plainWords(text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text)

/** A record in a cell: its id, which may be a link, and its title where that says more. */
export const named = (id: string, title: string, href?: string): string =>
  `${linkTo(codeSpan(id), href)}${title === id ? '' : ` ${shortWords(title)}`}`

/** Some rows, and how many there are besides. */
export function atMost<T>(rows: readonly T[], most: number, more: (left: number) => string, join: (rows: readonly T[]) => string): string {
  const shown = join(rows.slice(0, most))
  return rows.length <= most ? shown : `${shown}\n\n${more(rows.length - most)}`
}

/** Sections one after the other, shortened until they fit: each list to so many rows, fewer and fewer. */
export function fitted(head: string, sections: readonly MarkdownSection[], rows: number, foot: string, most: number): string {
  const made = (few: number): string => {
    const bodies = sections.flatMap(({ title, body }) => {
      const text = body(few)
      return text === undefined ? [] : [`## ${plainWords(title)}`, text]
    })
    return `${[head, ...bodies, ...(foot === '' ? [] : [foot])].join('\n\n')}\n`
  }
  for (let few = rows; few > 1; few = Math.floor(few / 2)) {
    const text = made(few)
    if (text.length <= most) return text
  }
  const text = made(1)
  const end = `\n\n${plainWords('The rest is cut: it is too long for this place.')}\n`
  return text.length <= most ? text : `${text.slice(0, most - end.length).replace(/[\ud800-\udbff]$/, '')}${end}`
}

export const counted = (many: number, noun: string, plural = `${noun}s`): string => `${many} ${many === 1 ? noun : plural}`

/** "… and 3 more risks" */
export const andMore = (noun: string, plural?: string) => (left: number) =>
  `… and ${counted(left, `more ${noun}`, plural && `more ${plural}`)}`

/** A table of at most so many rows. */
export const tableOf = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
  more: (left: number) => string,
): string => atMost(rows, most, more, (some) => tableText(head, some))

/** A table without the columns in which no row says anything. */
export function denseTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
  more: (left: number) => string,
): string {
  const kept = head.map((_, at) => rows.some((row) => row[at] !== ''))
  const only = (row: readonly string[]): string[] => row.filter((_, at) => kept[at])
  return tableOf(only(head), rows.map(only), most, more)
}
