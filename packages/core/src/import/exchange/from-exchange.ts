import { isMapping } from '../../load/parsed.ts'
import { addAttribute, type WithAttributes } from '../read/attribute.ts'
import type { Words } from '../words/words.ts'
import { fieldFor, fieldsOf, isPresentational, typeOf } from './meaning.ts'
import type { RawRecord } from './raw.ts'
import { type ExchangedLink, type ExchangedType, exchangedLinks, joinedContent, left, shapes } from './shape.ts'
import { type StateWords, statusOf } from './status.ts'

/** A record on its way in. */
export interface Incoming {
  readonly raw: RawRecord
  readonly type: ExchangedType
  /** The id in the program. */
  readonly id: string
  readonly record: Record<string, unknown> & { id: string } & WithAttributes
  /** Lists of ids of the format, by the field that holds the records. */
  readonly lists: Map<string, readonly string[]>
  /** Ids of the format of what holds it. */
  readonly holders: readonly string[]
}

/** Finds records by the ids of the format. */
export interface Ids {
  get(id: string): Pick<Incoming, 'type' | 'id'> | undefined
  /** Declared in the program that the file is imported into. */
  isDeclared(type: ExchangedType, id: string): boolean
  /** Tells of ids that nothing has. */
  missing(incoming: Incoming, link: string, ids: readonly string[]): void
}

const texts = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === 'string' && one.trim() !== '')

/** The ids that a value names; a text of several is taken apart unless the whole is an id. */
function idsIn(value: unknown, ids: Ids): string[] {
  return texts(value).flatMap((text) =>
    ids.get(text) !== undefined
      ? [text]
      : text
          .split(/\s*[;,\n]\s*/)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
  )
}

const core: ReadonlySet<string> = new Set(['id', 'record_id', 'type', 'title', 'content', 'description', 'status', 'mark'])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isMapping(value) && Object.keys(value).length === 0)

/** Keeps what no field stands for: as an attribute, or as a note of a record that has none. */
export function keep(incoming: Pick<Incoming, 'type' | 'record'>, label: string, value: unknown): void {
  if (isEmpty(value)) return
  const lines = Array.isArray(value) && value.every((one) => typeof one === 'string') ? (value as string[]) : [textOf(value)]
  const { type, record } = incoming
  if (fieldsOf(type).has('attributes')) for (const line of lines) addAttribute(record, label, line)
  else if (fieldsOf(type).has('notes'))
    record['notes'] = [...((record['notes'] as unknown[]) ?? []), ...lines.map((line) => `${label}: ${line}`)]
}

/** Names that other projects give to the record above. */
const above: ReadonlySet<string> = new Set(['part_of', 'parent_needs', 'parent_need'])

/** Reads the references of one value into fields of the record. */
function readLinks(incoming: Incoming, name: string, value: unknown, ids: Ids): void {
  const { type, record } = incoming
  const { references } = shapes[type]
  const isOwn = (exchangedLinks as readonly string[]).includes(name)
  const unplaced: string[] = []
  const placed = new Map<string, Set<unknown>>()
  for (const id of idsIn(value, ids)) {
    const target = ids.get(id)
    const named = Object.entries(references).find(
      ([, one]) =>
        one.link === (name as ExchangedLink) &&
        one.turned === undefined &&
        (target === undefined || one.to === undefined || one.to === target.type),
    )?.[0]
    const field = named ?? (target === undefined ? undefined : fieldFor(type, target.type))
    const reference = field === undefined ? undefined : references[field]
    const isKnown = target !== undefined || (reference?.to !== undefined && (reference.ranges === true || ids.isDeclared(reference.to, id)))
    if (field === undefined || reference === undefined || !isKnown || (reference.single && record[field] !== undefined)) unplaced.push(id)
    else if (reference.single) record[field] = target?.id ?? id
    else {
      const list = placed.get(field) ?? new Set(record[field] as unknown[] | undefined)
      placed.set(field, list.add(target?.id ?? id))
    }
  }
  for (const [field, list] of placed) record[field] = [...list]
  const missing = unplaced.filter((id) => ids.get(id) === undefined)
  if (missing.length > 0) ids.missing(incoming, name, missing)
  // The name of a link says something that the kinds of its ends do not.
  if (isOwn || name === 'links' || name === 'link') keep(incoming, name, unplaced)
  else keep(incoming, name, idsIn(value, ids))
}

/** What it is said to be part of, where nothing of the file can hold it. */
function keepHolders(incoming: Incoming, ids: Ids): void {
  const { type, holders } = incoming
  const targets = holders.map((id) => ids.get(id))
  if (targets.some((one) => one !== undefined && Object.values(shapes[one.type].lists).includes(type))) return
  const missing = holders.filter((_, index) => targets[index] === undefined)
  if (missing.length > 0) ids.missing(incoming, 'part_of', missing)
  keep(incoming, 'part_of', holders)
}

function readContent(incoming: Incoming): void {
  const { raw, record, type } = incoming
  const text = raw.values['content'] ?? raw.values['description']
  if (typeof text !== 'string' || text === '') return
  const { content } = shapes[type]
  if (content === undefined) {
    keep(incoming, 'content', text)
    return
  }
  const parts = record[content]
  const isSame = Array.isArray(parts) && parts.every((one) => typeof one === 'string') && joinedContent(parts as string[]) === text
  if (!isSame) record[content] = text
}

function readStatus(incoming: Incoming, words: Words, states: StateWords): void {
  const { raw, record, type } = incoming
  const { status, mark } = raw.values
  if (typeof status !== 'string' || status === '') return
  const field = shapes[type].status
  if (field === undefined) {
    if (fieldsOf(type).has('status') && record['status'] === undefined) record['status'] = status
    else keep(incoming, 'status', status)
    return
  }
  const state = statusOf(type, status, typeof mark === 'string' ? mark : undefined, words, states)
  if (state === undefined) keep(incoming, 'status', status)
  else record[field] = state
}

/** Where sphinx found a need. */
function readPlace({ raw, record, type }: Incoming): void {
  const { docname, doctype, lineno } = raw.values
  if (record['source'] !== undefined || typeof docname !== 'string' || docname === '' || !fieldsOf(type).has('source')) return
  record['source'] = {
    file: `${docname}${typeof doctype === 'string' ? doctype : ''}`,
    ...(typeof lineno === 'number' && lineno > 0 && { lines: String(lineno) }),
  }
}

/** What is added to must be what it is added to; anything else that does not fit its field is noticed when the files are written. */
const fits = (field: string, value: unknown): boolean =>
  field === 'attributes' ? isMapping(value) : field !== 'notes' || Array.isArray(value)

/** Fills a record from what the file says of it. Nothing is dropped but what sphinx writes for itself. */
export function fill(incoming: Incoming, ids: Ids, words: Words, states: StateWords): void {
  const { raw, record, type, lists } = incoming
  const { title, isTitled, references, renamed = {}, lists: held } = shapes[type]
  const fields = fieldsOf(type)
  const named = typeof raw.values['title'] === 'string' && raw.values['title'] !== '' ? raw.values['title'] : undefined
  if (named !== undefined && (isTitled || named !== incoming.id)) record[title] = named
  else if (isTitled) record[title] = incoming.id
  const ownName = new Map(Object.entries(renamed).map(([own, other]) => [other, own]))
  const links: [string, unknown][] = []
  const rest: [string, unknown][] = []
  for (const [key, value] of Object.entries(raw.values)) {
    const field = ownName.get(key) ?? key
    if (above.has(key) || (core.has(key) && !(key === 'mark' && fields.has('mark')))) continue
    if (Object.hasOwn(held, field)) lists.set(field, texts(value))
    else if ((exchangedLinks as readonly string[]).includes(key)) links.push([key, value])
    else if (key.endsWith(left) && Object.hasOwn(references, key.slice(0, -left.length))) rest.push([key.slice(0, -left.length), value])
    else if (Object.hasOwn(references, key)) addReferences(incoming, key, value, ids)
    else if (fields.has(field) && !(key in renamed) && fits(field, value)) record[field] = value
    else if (key.endsWith('_back') || isPresentational(key) || key === 'docname') continue
    else if (key === 'links' || key === 'link' || isLinks(value, ids)) links.push([key, value])
    else keep(incoming, key, value)
  }
  for (const [name, value] of links) readLinks(incoming, name, value, ids)
  for (const [field, value] of rest) addTexts(incoming, field, value)
  if (!typeOf(raw.type).isOwn) keep(incoming, 'type', raw.type)
  keepHolders(incoming, ids)
  readContent(incoming)
  readStatus(incoming, words, states)
  readPlace(incoming)
}

/** A list of ids of other records, under a name that nobody here knows. */
const isLinks = (value: unknown, ids: Ids): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && ids.get(one) !== undefined)

/** A field of references as the program has it: ids of the file, and texts. */
function addReferences(incoming: Incoming, field: string, value: unknown, ids: Ids): void {
  const reference = shapes[incoming.type].references[field]
  const own = idsIn(value, ids).map((id) => {
    const target = ids.get(id)
    return target !== undefined && (reference?.to === undefined || reference.to === target.type) ? target.id : id
  })
  addTexts(incoming, field, [...own, ...[value].flat().filter((one) => typeof one !== 'string' && !isEmpty(one))])
}

/** What names no record of the file stays a text, behind the links. */
function addTexts({ record, type }: Incoming, field: string, value: unknown): void {
  if (shapes[type].references[field]?.single) record[field] ??= [value].flat()[0]
  else record[field] = [...((record[field] as unknown[]) ?? []), ...[value].flat()]
}
