import type { Genre } from '../../schema/program.ts'
import type { Line } from '../scan/block.ts'
import type { Account, Holder } from './account.ts'
import type { Draft } from './draft.ts'
import { fitsField } from './statement-values.ts'

/**
 * What a plan says of a record outright, between two comments: "<!-- notes of phase P1 -->" … "<!-- end -->". The export writes so what
 * the shapes of its genre cannot say without doubt.
 */
export interface Statement {
  readonly kind: 'notes' | 'fields' | 'attributes' | 'checklist'
  /** Type and id of the record: "phase P1", "program". */
  readonly record: string
  readonly lines: readonly Line[]
  readonly body: readonly Line[]
}

export interface Stated {
  /** The lines that are left. */
  readonly lines: readonly Line[]
  readonly statements: readonly Statement[]
  readonly genre: Genre | undefined
  readonly genreLines: readonly Line[]
}

const opens = /^<!-- (notes|fields|attributes|checklist) of (\S.*?) -->$/
const closes = '<!-- end -->'
const genreLine = /^<!-- genre: (phased-program|milestone-plan|plan-template|task-list|work-breakdown) -->$/

/** Takes the statements out of the lines of a document. One that is never closed is none. */
export function takeStatements(all: readonly Line[]): Stated {
  const lastClose = all.findLastIndex((line) => line.text === closes)
  const lines: Line[] = []
  const statements: Statement[] = []
  const genreLines: Line[] = []
  let genre: Genre | undefined
  for (let at = 0; at < all.length; at++) {
    const line = all[at] as Line
    const isComment = line.text.startsWith('<!-- ')
    const found = isComment && at < lastClose ? opens.exec(line.text) : null
    const named = isComment && genre === undefined ? genreLine.exec(line.text) : null
    if (found) {
      let end = at + 1
      while ((all[end] as Line).text !== closes) end++
      statements.push({
        kind: found[1] as Statement['kind'],
        record: found[2] as string,
        lines: [line, all[end] as Line],
        body: all.slice(at + 1, end).filter((own) => own.text.trim() !== ''),
      })
      at = end
    } else if (named) {
      genre = named[1] as Genre
      genreLines.push(line)
    } else lines.push(line)
  }
  return { lines, statements, genre, genreLines }
}

/** What a plan cannot decide: how criteria are judged, who the people are. */
export const staysOutside: ReadonlySet<string> = new Set([
  'check',
  'format',
  'id',
  'source',
  'imports',
  'people',
  'settings',
  'calendar',
  'start',
  'level',
  'waivable',
  'maxAge',
  'environments',
  'repeat',
  'after',
  'when',
  'trust',
  'continuous',
  'hint',
  'notes',
  'attributes',
])

function set(record: object, name: string, value: unknown): void {
  if (value === null) delete (record as Record<string, unknown>)[name]
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
}

/** A value without the parts that a plan cannot decide. */
function judged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(judged)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'check' && name !== 'trust')
      .map(([name, part]) => [name, judged(part)]),
  )
}

const entry = /^- \*\*(.+?):\*\*(?: (.+))?$/
const below = /^ {2}- (.+)$/
const exact = /^<!-- (\{.*\}) -->$/

/** What a body says of one field, with its lines. */
interface Said {
  readonly name: string
  readonly value: unknown
  readonly lines: Line[]
}

/** "- **name:** text", "- **name:**" over entries, and values in JSON in a comment. */
function valuesIn(body: readonly Line[]): Said[] {
  const values: Said[] = []
  for (const line of body) {
    const json = exact.exec(line.text)
    const named = entry.exec(line.text)
    const part = below.exec(line.text)
    const last = values.at(-1)
    if (json)
      for (const [name, value] of Object.entries(parsed(json[1] as string))) values.push({ name, value: judged(value), lines: [line] })
    else if (named) values.push({ name: named[1] as string, value: named[2] ?? [], lines: [line] })
    else if (part && Array.isArray(last?.value)) {
      last.value.push(part[1])
      last.lines.push(line)
    }
  }
  return values
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

/** Gives the records what is stated of them; a statement on a record that there is not is kept as notes of the program. */
export function readStatements(statements: readonly Statement[], draft: Draft, account: Account): void {
  for (const statement of statements) {
    const { kind, record, lines, body } = statement
    if (kind === 'checklist') {
      readChecklist(statement, draft, account)
      continue
    }
    const holder = draft.holderCalled(record)
    const owner = holder ?? draft.program
    account.map(lines, owner, kind === 'notes' || !holder ? 'source' : kind)
    const [first, last] = [body[0], body.at(-1)]
    if (kind === 'notes' || !holder) {
      if (first && last) account.region(first.number, last.number, owner)
      continue
    }
    if (first && last) account.region(first.number, last.number, owner)
    const target = kind === 'fields' ? holder : attributesOf(holder)
    for (const { name, value, lines: own } of valuesIn(body)) {
      const fits =
        kind === 'attributes'
          ? value === null || fitsField('attributes', { [name]: value })
          : !staysOutside.has(name) && fitsField(name, value)
      if (!fits) continue
      set(target, name, value)
      account.map(own, holder, kind)
    }
    if (kind === 'attributes' && Object.keys(target).length === 0) delete (holder as { attributes?: object }).attributes
  }
}

/** "<!-- checklist of phase P1: setup -->" over its title and lines. */
function readChecklist({ record, lines, body }: Statement, draft: Draft, account: Account): void {
  const at = record.indexOf(': ')
  const place = at < 0 ? record : record.slice(0, at)
  const title = (body[0]?.text ?? '').replace(/^#+\s*/, '')
  const own = body.slice(1)
  const name = draft.freeId('checklist', at < 0 ? 'checklist' : record.slice(at + 2))
  const phase = place.startsWith('phase ') ? place.slice('phase '.length) : ''
  const checklist = { name, phase, title, lines: own.map((line) => line.text), source: { file: account.file, lines: '1' } }
  draft.checklists.push(draft.named(checklist, 'checklist', name))
  account.map([...lines, ...body], checklist, 'lines')
}

function attributesOf(holder: Holder): object {
  const record = holder as { attributes?: object | undefined }
  record.attributes ??= {}
  return record.attributes
}
