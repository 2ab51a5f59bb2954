import { digestOf } from '../load/digest.ts'
import type { TraceType } from '../schema/trace.ts'

/** The recipe below. A change of it gets a new number, and what older ones remember is compared by older recipes. */
const recipe = 'sha256:v1'

/** The fields that say what a record means, by its type. States, notes, places, owners and dates do not. */
export const meaningOf: Readonly<Partial<Record<TraceType, readonly string[]>>> = {
  phase: ['title', 'summary', 'goals', 'scope'],
  milestone: ['title', 'summary', 'inputs'],
  task: ['title', 'detail', 'inputs', 'outputs', 'acceptance', 'commands', 'optional'],
  deliverable: ['title', 'path'],
  gate: ['title', 'summary'],
  criterion: ['statement', 'check'],
  risk: ['title', 'impact', 'likelihood', 'severity', 'trigger', 'mitigation', 'contingency'],
  requirement: ['title', 'text'],
  property: ['title', 'text', 'iterations'],
  component: ['title', 'type', 'path'],
  playbook: ['title', 'triggers', 'decisions', 'steps', 'checkpoints'],
  question: ['title', 'answer'],
  decision: ['title'],
  action: ['title', 'due'],
  role: ['title', 'responsibilities'],
  person: ['name'],
}

/** White space says nothing, and neither does the way in which a letter is composed. */
export function normalText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** What a check says of itself while it is only proposed; to accept it changes nothing of what it demands. */
const ofProposals: ReadonlySet<string> = new Set(['proposed', 'about'])

/** A check without what it says as a proposal; what is in a leaf stays as it is. */
function accepted(check: unknown): unknown {
  if (check === null || typeof check !== 'object') return check
  const parts: Readonly<Record<string, (value: unknown) => unknown>> = {
    all: (list) => (Array.isArray(list) ? list.map(accepted) : list),
    any: (list) => (Array.isArray(list) ? list.map(accepted) : list),
    not: accepted,
    nOf: (value) => {
      const of = (value as { readonly of?: unknown } | null)?.of
      return Array.isArray(of) ? { ...(value as object), of: of.map(accepted) } : value
    },
  }
  const kept = Object.entries(check).filter(([key]) => !ofProposals.has(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, 'kind' in check ? value : (parts[key]?.(value) ?? value)]))
}

function normal(value: unknown): unknown {
  if (typeof value === 'string') return normalText(value)
  if (Array.isArray(value)) return value.map(normal)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, normal(one)]))
}

/** The fields of a record that a program adds to its meaning, or takes out of it. */
export interface FingerprintFields {
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

/** The fields of a record that say what it means, normalised. */
function meaningIn(type: TraceType, record: unknown, { include = [], exclude = [] }: FingerprintFields): Record<string, unknown> {
  const fields = [...(meaningOf[type] ?? []), ...include].filter((field) => !exclude.includes(field))
  const values = record as Readonly<Record<string, unknown>>
  const meaning: Record<string, unknown> = {}
  for (const field of fields) {
    if (!Object.hasOwn(values, field) || values[field] === undefined) continue
    meaning[field] = normal(type === 'criterion' && field === 'check' ? accepted(values[field]) : values[field])
  }
  return meaning
}

/** "sha256:v1:<hex>" of what a record means. */
export function recordFingerprint(type: TraceType, record: unknown, fields: FingerprintFields = {}): string {
  return `${recipe}:${digestOf({ type, meaning: meaningIn(type, record, fields) })}`
}

/** A short digest of each field of a record that says what it means: it tells which of them changed, and decides nothing. */
export function fieldDigests(type: TraceType, record: unknown, fields: FingerprintFields = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(meaningIn(type, record, fields)).map(([field, value]) => [field, digestOf(value).slice(0, 8)]))
}

/** "sha256:v1:<hex>" of a text outside of the program: a section or some lines of a document. */
export function textFingerprint(text: string): string {
  return `${recipe}:${digestOf({ text: normalText(text) })}`
}
