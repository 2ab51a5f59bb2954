import { type ExchangedRecord, exchangedLinks } from '../../import/exchange/shape.ts'

type Need = Record<string, unknown>

/** The members of a need that sphinx-needs knows by itself. */
const core = ['id', 'type', 'type_name', 'title', 'content', 'status', 'tags'] as const

const version = '1'

function needOf({ type, id, recordId, title, status, content, links, fields }: ExchangedRecord, back: Map<string, Need>): Need {
  const need: Need = {
    id,
    ...(recordId !== id && { record_id: recordId }),
    type,
    type_name: type.charAt(0).toUpperCase() + type.slice(1),
    title,
    content,
    status: status ?? null,
    tags: [],
    ...links,
    ...back.get(id),
    ...fields,
  }
  return need
}

/** Who links here, by "satisfies_back" and so on. */
function backLinks(records: readonly ExchangedRecord[]): Map<string, Need> {
  const back = new Map<string, Need>()
  for (const link of exchangedLinks)
    for (const { id, links } of records)
      for (const target of links[link] ?? []) {
        const own = back.get(target) ?? {}
        back.set(target, own)
        const list = own[`${link}_back`]
        if (Array.isArray(list)) list.push(id)
        else own[`${link}_back`] = [id]
      }
  return back
}

const jsonType = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/** Which members needs have, of which type, and what they are: of the format, links, links back, or fields of this plan. */
function schemaOf(needs: readonly Need[]): Record<string, unknown> {
  const types = new Map<string, Set<string>>()
  for (const need of needs)
    for (const [key, value] of Object.entries(need)) types.set(key, (types.get(key) ?? new Set()).add(jsonType(value)))
  const fieldType = (key: string): string => {
    if ((core as readonly string[]).includes(key)) return 'core'
    if ((exchangedLinks as readonly string[]).includes(key)) return 'links'
    return key.endsWith('_back') && (exchangedLinks as readonly string[]).includes(key.slice(0, -5)) ? 'backlinks' : 'extra'
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: Object.fromEntries(
      [...types].map(([key, found]) => {
        const names = [...found].sort()
        return [key, { type: names.length === 1 ? names[0] : names, field_type: fieldType(key) }]
      }),
    ),
  }
}

/** The records as a needs.json: what sphinx-needs writes, imports and shows. The same records give the same bytes; it holds no time. */
export function needsJson(records: readonly ExchangedRecord[]): string {
  const back = backLinks(records)
  const needs = records.map((record) => needOf(record, back))
  const project = records.find(({ type }) => type === 'program')?.title ?? ''
  const value = {
    project,
    current_version: version,
    versions: {
      [version]: {
        creator: { program: 'refractor', format: 1 },
        needs_amount: needs.length,
        needs_schema: schemaOf(needs),
        needs: Object.fromEntries(needs.map((need) => [need['id'], need])),
      },
    },
  }
  return `${JSON.stringify(value, null, 2)}\n`
}
