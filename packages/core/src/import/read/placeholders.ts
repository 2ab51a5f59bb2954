import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Line } from '../scan/block.ts'

/** A placeholder of a template, as it is written, with every line that holds it. */
export interface Placeholder {
  readonly text: string
  /** Of the first one, from 1. */
  readonly line: number
  readonly column: number
  readonly count: number
}

// `{Project Name}`, `{{DATE}}`, `{High | Low}`; not `{a: 1}`, `{layers,utils}`, `${HOME}`, `{}`.
const braces = String.raw`\{\{[^{}\n]{1,80}\}\}|(?<![$\w)=>(]|[)=>(]\s|\b(?:import|export|const|let|var|type)\s)\{[\p{L}\d][^{}:;,="'()<>\n]{0,80}\}|(?<=[\w/-])\{[\p{L}][\p{L}\d _.-]{0,40}\}`
// `<Project/Initiative>`, `<project-name>`; not HTML.
const angles = String.raw`(?<![\w<])<(?!/|!|https?:|mailto:|(?:a|b|br|p|i|u|em|hr|li|ol|ul|td|th|tr|div|img|kbd|pre|sub|sup|span|code|table|thead|tbody|strong|details|summary)\b[^>]*>)[\p{L}\d][^<>=\n@]{1,80}>(?!\()`
// `[Project Name]`, `[X days]`, `[Task-IDs]`; not a link, a box, a footnote, a parallel mark.
const brackets = String.raw`(?<![\p{L}\d\]!\\])\[(?=[^\]\n]*\p{L}{2})(?!\p{Lu}+-?\d+\])[\p{L}\d#][^[\]\n]{1,120}\](?![([]|:\s*(?:https?:|\.{0,2}\/|#|<))`
const words = String.raw`\b(?:YYYY[-/.]MM[-/.]DD|DD[-/.]MM[-/.]YYYY|MM/DD/YYYY)\b|\$ARGUMENTS\b|\b[A-Z]{1,8}-#{2,4}|\b[A-Z]{1,8}-X{2,4}\b`

const anywhere = new RegExp(`${braces}|${angles}|${brackets}|${words}`, 'gu')
/** Inside fences brackets and angles are code. */
const inCode = new RegExp(`${braces}|${words}`, 'gu')
/** "[DONE]", "[In progress]", "[optional]": a state or a mark that is set, and nothing to be filled in. */
const setMark =
  /^\[(?:done|completed?|closed|open|todo|to[ -]do|wip|in[ _-]progress|not[ _-]started|started|planned|pending|blocked|deferred|skipped|cancell?ed|optional|partial(?:ly done)?|ready|active|on hold|merged|shipped|new|fixed|obsolete|superseded|draft|must|should|could|high|medium|low|critical)\]$/i
const fence = /^\s*(`{3,}|~{3,})(.*)$/

/** Whether a text is nothing but placeholders and the marks around them: a value that is still to be filled in. */
export function isSlot(text: string): boolean {
  if (text.length > 400) return false
  const rest = text.replace(anywhere, (found) => (setMark.test(found) ? found : ''))
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest)
}

/** Lists of front matter ("tags: [plan, template]") are no placeholders. */
const flowList = /^[\w-]+:\s*\[/
const templateWord = /\btemplate\b|\bvorlage\b|\bplantilla\b|\bmodèle\b|\bszablon\b|шаблон|模板|テンプレート|템플릿/iu
const headingLine = /^ {0,3}#{1,6}[ \t]/

/** Fewest lines with placeholders, and fewest of a hundred lines with text, that make a document a template. */
const fewest = 4
const density = 5

function eachPlaceholder(lines: readonly Line[], code: boolean, take: (text: string, line: Line, column: number) => void): void {
  let open: string | undefined
  for (const line of lines) {
    const marker = fence.exec(line.text)
    if (open === undefined && marker) open = marker[1] as string
    else if (open !== undefined && marker?.[1]?.startsWith(open) && (marker[2] as string).trim() === '') open = undefined
    else if ((open === undefined || code) && !flowList.test(line.text))
      for (const match of line.text.slice(0, 4000).matchAll(open === undefined ? anywhere : inCode))
        if (!setMark.test(match[0])) take(match[0], line, match.index + 1)
  }
}

/** The placeholders of a document in their order, each once; those in code fences too, for a template shows files and commands there. */
export function placeholdersIn(lines: readonly Line[]): Placeholder[] {
  const found = new Map<string, { text: string; line: number; column: number; count: number }>()
  eachPlaceholder(lines, true, (text, line, column) => {
    const known = found.get(text)
    if (known) known.count++
    else found.set(text, { text, line: line.number, column, count: 1 })
  })
  return [...found.values()]
}

/**
 * Whether a document is meant to be filled in: its title holds a placeholder, or is called a template and there is one anywhere, or a
 * fair share of its lines outside code hold some. Code spans in a line do not count: `tool <verb> <id>` is the usage of a command.
 */
export function isTemplate(lines: readonly Line[]): boolean {
  const title = lines.find((line) => headingLine.test(line.text))
  if (title !== undefined && templateWord.test(title.text) && placeholdersIn(lines).length > 0) return true
  const holding = new Set<number>()
  const different = new Set<string>()
  const prose = lines.map((line) => ({ ...line, text: line.text.replace(/(?<!`)`[^`]+`(?!`)/g, '``') }))
  eachPlaceholder(prose, false, (text, line) => {
    holding.add(line.number)
    different.add(text)
  })
  if (title !== undefined && holding.has(title.number) && placeholdersIn(lines).length > 1) return true
  const written = lines.reduce((sum, line) => sum + (line.text.trim() === '' ? 0 : 1), 0)
  return different.size > 1 && holding.size * 100 >= written * density && (holding.size >= fewest || written < 40)
}

/** The report of a plan that was taken out of the fence around it; undefined where there was none. */
export function nestedFenceReport(file: string, wrapper: readonly Line[]): Diagnostic | undefined {
  const [open, close] = wrapper
  if (open === undefined || close === undefined) return undefined
  return {
    code: 'import/nested-fence',
    severity: 'info',
    message: `the plan stands in a code fence that is no longer than those inside it; the lines between ${open.number} and ${close.number} are read as the plan`,
    location: { file, line: open.number, column: 1 },
    help: 'make the outer fence longer than the inner ones, or take the plan out of it, so that other tools read it too',
  }
}

/** The report of the placeholders that a template leaves to be filled; undefined where there is none. */
export function placeholderReport(file: string, lines: readonly Line[]): Diagnostic | undefined {
  const found = placeholdersIn(lines)
  const [first] = found
  if (first === undefined) return undefined
  return {
    code: 'import/placeholder',
    severity: 'info',
    message: `the plan is a template with ${found.length} ${found.length === 1 ? 'placeholder' : 'placeholders'}, which are kept as they are`,
    location: { file, line: first.line, column: first.column },
    related: found.map(({ text, line, column, count }) => ({
      message: count === 1 ? text : `${text} (${count} times)`,
      location: { file, line, column },
    })),
    help: 'fill them in the records before the plan is used',
  }
}
