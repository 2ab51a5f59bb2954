import { isWritableId } from './table-cells.ts'

type Fits = (value: unknown) => boolean

const isText: Fits = (value) => typeof value === 'string' && value !== ''
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf =
  (fits: Fits): Fits =>
  (value) =>
    Array.isArray(value) && value.every(fits)
const mapOf =
  (fits: Fits): Fits =>
  (value) =>
    isObject(value) && Object.values(value).every(fits)
const either =
  (one: Fits, other: Fits): Fits =>
  (value) =>
    one(value) || other(value)

const texts = listOf(isText)
const isBoolean: Fits = (value) => typeof value === 'boolean'
const isCount: Fits = (value) => Number.isSafeInteger(value) && (value as number) >= 0

/** A record in a list: an id, the words that it must have, and fields that fit. */
const recordWith =
  (...words: readonly string[]): Fits =>
  (value) =>
    isObject(value) &&
    typeof value['id'] === 'string' &&
    isWritableId(value['id']) &&
    words.every((word) => isText(value[word])) &&
    Object.entries(value).every(([name, part]) => name === 'id' || fitsField(name, part))

const isTask = recordWith('title')
const isGate: Fits = (value) => recordWith()(value) && Array.isArray((value as { criteria?: unknown }).criteria)

const shapes: Readonly<Record<string, Fits>> = {
  tasks: listOf(either(isText, isTask)),
  children: listOf(isTask),
  milestones: listOf(recordWith('title')),
  deliverables: listOf(recordWith('title')),
  roles: listOf(recordWith()),
  gates: listOf(isGate),
  criteria: listOf(recordWith('statement')),
  dependencies: listOf(either(isText, (value) => isObject(value) && isText(value['phase']) && mapOf(isText)(value))),
  relations: listOf((value) => isObject(value) && isText(value['type']) && isText(value['milestone']) && mapOf(isText)(value)),
  assumptions: listOf(either(isText, (value) => isObject(value) && isText(value['title']))),
  state: either(isText, (value) => isObject(value) && isText(value['value']) && typeof value['mark'] === 'string'),
  notes: listOf(either(isText, (value) => isObject(value) && isText(value['text']))),
  attributes: mapOf(either(isText, texts)),
  sources: mapOf(either(isText, mapOf(isText))),
  states: mapOf(texts),
  rules: mapOf(isBoolean),
  archive: isObject,
  detail: either(isText, texts),
  mark: (value) => typeof value === 'string',
  iterations: isCount,
  level: isCount,
  ...Object.fromEntries(['optional', 'checkpoint', 'parallel', 'template'].map((name) => [name, isBoolean])),
  ...Object.fromEntries(
    [
      ...['goals', 'scope', 'inputs', 'outputs', 'commands', 'accountable', 'supporting', 'prerequisites', 'requirements', 'validates'],
      ...['properties', 'risks', 'sourceRefs', 'triggers', 'decisions', 'steps', 'checkpoints', 'responsibilities', 'objectives'],
      ...['constraints', 'conventions', 'includes', 'dependsOn', 'paths'],
    ].map((name) => [name, texts]),
  ),
}

const isGateBody: Fits = (value) => isObject(value) && (shapes['criteria'] as Fits)(value['criteria'])

/** Whether a value has the form that readers and writers of this field count on; whether it is valid is found out when it is written. */
export function fitsField(name: string, value: unknown): boolean {
  if (value === null) return !(name === 'criteria' || name === 'title' || name === 'statement' || name === 'name')
  if (name === 'entry' || name === 'exit') return isGateBody(value)
  // A milestone has criteria under this name, a task has words.
  if (name === 'acceptance') return texts(value) || (shapes['criteria'] as Fits)(value)
  const fits = Object.hasOwn(shapes, name) ? shapes[name] : undefined
  return (fits ?? isText)(value)
}
