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
  role: ['title', 'responsibilities'],
  person: ['name'],
}

/** White space says nothing, and neither does the way in which a letter is composed. */
export function normalText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
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

/** "sha256:v1:<hex>" of what a record means. */
export function recordFingerprint(type: TraceType, record: unknown, { include = [], exclude = [] }: FingerprintFields = {}): string {
  const fields = [...(meaningOf[type] ?? []), ...include].filter((field) => !exclude.includes(field))
  const values = record as Readonly<Record<string, unknown>>
  const meaning: Record<string, unknown> = {}
  for (const field of fields) if (Object.hasOwn(values, field) && values[field] !== undefined) meaning[field] = normal(values[field])
  return `${recipe}:${digestOf({ type, meaning })}`
}

/** "sha256:v1:<hex>" of a text outside of the program: a section or some lines of a document. */
export function textFingerprint(text: string): string {
  return `${recipe}:${digestOf({ text: normalText(text) })}`
}
