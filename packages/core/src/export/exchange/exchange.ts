import {
  type ExchangedLink,
  type ExchangedRecord,
  type ExchangedType,
  exchangedLinks,
  exchangedTypes,
  joinedContent,
  left,
  shapes,
} from '../../import/exchange/shape.ts'
import type { ProgramRecords } from '../../import/imported.ts'
import { clean, compareKeys } from '../../import/write/clean.ts'
import type { Program } from '../../link/program-types.ts'
import { isMapping } from '../../load/parsed.ts'
import { RequirementReferences } from '../../trace/requirement-references.ts'

type Values = Readonly<Record<string, unknown>>

/** A record on its way out, in the order of the plan. */
interface Draft {
  readonly type: ExchangedType
  readonly recordId: string
  readonly values: Values
  /** The drafts that it holds, by field; a text is the id of one that stands elsewhere. */
  readonly lists: Record<string, (Draft | string)[]>
  readonly holder: Draft | undefined
  readonly links: Map<ExchangedLink, Set<Draft>>
  id: string
}

const listsOf = (type: ExchangedType): readonly (readonly [string, ExchangedType])[] => Object.entries(shapes[type].lists)

class Exchange {
  readonly #drafts: Draft[] = []
  readonly #byType = new Map<ExchangedType, Map<string, Draft>>()

  constructor(records: ProgramRecords) {
    const { imports: _, ...fields } = records.program
    const lists = Object.fromEntries(Object.keys(shapes.program.lists).map((name) => [name, records[name as keyof ProgramRecords]]))
    // In the order of the files, so that the same records give the same text however their files are written.
    this.#add('program', fields.id, clean({ ...fields, genre: fields.genre ?? 'phased-program', ...lists }), undefined)
    this.#giveIds()
    this.#link()
  }

  /** Adds a record and all that it holds: what holds comes before what is held. */
  #add(type: ExchangedType, recordId: string, values: Values, holder: Draft | undefined): Draft {
    const draft: Draft = { type, recordId, values, lists: {}, holder, links: new Map(), id: recordId }
    this.#drafts.push(draft)
    const known = this.#byType.get(type) ?? new Map<string, Draft>()
    this.#byType.set(type, known)
    // Two records of one type with one id make the program invalid; links then lead to the first.
    if (!known.has(recordId)) known.set(recordId, draft)
    for (const [field, held] of listsOf(type)) {
      const value = values[field]
      if (Array.isArray(value))
        draft.lists[field] = (value as readonly unknown[]).flatMap((one): (Draft | string)[] =>
          typeof one === 'string' ? [one] : isMapping(one) ? [this.#add(held, String(one['id']), one, draft)] : [],
        )
      else if (isMapping(value)) {
        // An entry or exit gate has its id from its place.
        const id = field === 'entry' ? `${recordId}.entry` : recordId
        draft.lists[field] = [this.#add(held, id, { ...value, stage: field }, draft)]
      }
    }
    return draft
  }

  /** The id of a record, unless a record of an earlier type has it: then its type stands in front. */
  #giveIds(): void {
    const taken = new Set<string>()
    const inOrder = exchangedTypes.flatMap((type) => this.#drafts.filter((draft) => draft.type === type))
    for (const draft of inOrder) {
      let id = draft.recordId
      for (let count = 1; taken.has(id); count++) id = `${draft.type}_${draft.recordId}${count > 1 ? `_${count}` : ''}`
      taken.add(id)
      draft.id = id
    }
  }

  #link(): void {
    const requirements = this.#byType.get('requirement') ?? new Map<string, Draft>()
    const ranges = new RequirementReferences({ requirements: requirements as unknown as Program['requirements'] })
    for (const draft of this.#drafts) {
      const { type, values, holder } = draft
      if (holder !== undefined && holder.type !== 'program') join(draft, 'part_of', holder)
      for (const [field, reference] of Object.entries(shapes[type].references)) {
        const targets = new Set<Draft>()
        const ranged = new Set<Draft>()
        for (const text of textsOf(values[field])) {
          const exact = this.#targetsOf(text, reference.to)
          for (const target of exact) targets.add(target)
          const found = exact.length === 0 && reference.ranges ? ranges.read(text) : undefined
          for (const id of found?.kind === 'declared' ? found.ids : []) ranged.add(requirements.get(id) as Draft)
        }
        // What a range says already comes with the range, in its order.
        const linked = [...[...targets].filter((one) => !ranged.has(one)), ...ranged]
        for (const target of linked) reference.turned ? join(target, reference.link, draft) : join(draft, reference.link, target)
      }
    }
  }

  /** The records that an id means: of one type, or of any (a phase, and its exit gate). */
  #targetsOf(id: string, type: ExchangedType | undefined): Draft[] {
    const types = type === undefined ? exchangedTypes.slice(1) : [type]
    return types.flatMap((one) => this.#byType.get(one)?.get(id) ?? []).slice(0, 1)
  }

  records(): ExchangedRecord[] {
    return this.#drafts.map((draft) => this.#record(draft))
  }

  #record({ type, id, recordId, values, lists, links }: Draft): ExchangedRecord {
    const { title, content, status, references, renamed = {}, lists: held } = shapes[type]
    const fields: Record<string, unknown> = {}
    for (const [field, value] of Object.entries(values)) {
      if (field === 'id' || field === 'format' || field === title || value === undefined || (field in held && field in lists)) continue
      if (field === content) {
        if (Array.isArray(value)) fields[field] = value
        continue
      }
      const name = renamed[field] ?? field
      const reference = references[field]
      if (field === status) {
        if (isMapping(value)) fields['mark'] = value['mark']
      } else if (reference === undefined) fields[name] = value
      else {
        const rest = [value].flat().filter((one) => typeof one !== 'string' || this.#targetsOf(one, reference.to).length === 0)
        if (rest.length > 0) fields[field + left] = reference.single ? rest[0] : rest
      }
    }
    for (const [field, list] of Object.entries(lists)) {
      const type = held[field] as ExchangedType
      fields[field] = list.map((one) => (typeof one === 'string' ? (this.#byType.get(type)?.get(one)?.id ?? one) : one.id))
    }
    const state = status === undefined ? undefined : values[status]
    const text = content === undefined ? undefined : values[content]
    return {
      type,
      id,
      recordId,
      title: typeof values[title] === 'string' ? values[title] : recordId,
      status: isMapping(state) ? String(state['value']) : typeof state === 'string' ? state : undefined,
      content: Array.isArray(text) ? joinedContent(text.map(String)) : typeof text === 'string' ? text : '',
      links: Object.fromEntries(
        exchangedLinks.flatMap((link) => [[link, idsOf(links.get(link))]]).filter(([, ids]) => (ids as string[]).length > 0),
      ),
      fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => compareKeys(a, b))),
    }
  }
}

const textsOf = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string')

const idsOf = (drafts: ReadonlySet<Draft> | undefined): string[] => [...(drafts ?? [])].map(({ id }) => id)

function join(from: Draft, link: ExchangedLink, to: Draft): void {
  const known = from.links.get(link)
  if (known === undefined) from.links.set(link, new Set([to]))
  else known.add(to)
}

/** The records of a program as the open formats have them, the program first. Nothing is left out but checklists and where it was imported from. */
export function exchangeOf(records: ProgramRecords): ExchangedRecord[] {
  return new Exchange(records).records()
}
