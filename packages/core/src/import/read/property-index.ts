import type { Property } from '../../schema/plan-records.ts'
import { addAttribute } from './attribute.ts'
import type { Draft } from './draft.ts'
import type { Reading } from './reading.ts'

/** A property as a document names it: "Property 8: Title (part)", "Property: Title". */
export interface PropertyName {
  /** The word and the number as written: "Property 8", "属性 1". */
  readonly label: string
  /** "8", "4 (frontend)", or "" when it has none. */
  readonly number: string
  readonly title: string
  /** What stands behind the title. */
  readonly rest: string
}

/** Properties of a program by number, over all of its documents. */
const indexes = new WeakMap<Draft, Map<string, Property>>()

const numbered = /^(\p{L}[\p{L} ]{0,30}?)[\s#.-]{0,3}((?:[A-Z]{1,4}-?)?\d+(?:\.\d+)*[a-z]?(?:\s{0,2}[(（][^()（）]{1,40}[)）])?)$/u

/** Reads the label of a property; `isWord` says whether a word means "property". */
export function propertyName(label: string, title: string, rest: string, isWord: (word: string) => boolean): PropertyName | undefined {
  const match = numbered.exec(label)
  if (match) return isWord((match[1] as string).trim()) ? { label, number: (match[2] as string).trim(), title, rest } : undefined
  return isWord(label) && title !== '' ? { label, number: '', title, rest } : undefined
}

const sameTitle = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').toLowerCase() === b.replace(/\s+/g, ' ').toLowerCase()

function unnumbered(name: PropertyName, owner: string, reading: Reading): Property {
  const id = reading.draft.freeId(
    'property',
    owner === '' ? name.title.slice(0, 60).replace(/[/\\]/g, ' ').trim() || 'property' : `${owner}.${name.label}`,
  )
  const property = reading.draft.named<Property>({ id, title: name.title }, 'property', id)
  addAttribute(property, 'numbered', 'no')
  return property
}

function numberedProperty(name: PropertyName, reading: Reading): Property {
  const id = reading.draft.freeId('property', name.label.replace(/[/\\]/g, ' ').slice(0, 120).trim())
  return reading.draft.named<Property>({ id, title: name.title === '' ? name.label : name.title }, 'property', id)
}

/** What stands behind the title: the part that is meant, or a remark. */
function addRest(property: Property, rest: string): void {
  if (rest !== '') addAttribute(property, /^[(（].*[)）]$/.test(rest) ? 'parts' : 'remarks', rest.replace(/^[(（](.*)[)）]$/, '$1'))
}

/**
 * The property that a line names. The first line with its number defines it; one with the same title mentions it again; one with
 * another title is kept as `attributes.alsoDefined` ("<task>: <title>"), which `validate` reports.
 */
export function namedProperty(name: PropertyName, owner: string, reading: Reading): Property {
  const { draft } = reading
  const index = indexes.get(draft) ?? new Map<string, Property>()
  indexes.set(draft, index)
  const known = name.number === '' ? undefined : index.get(name.number)
  if (known === undefined) {
    const property = name.number === '' ? unnumbered(name, owner, reading) : numberedProperty(name, reading)
    if (name.number !== '') index.set(name.number, property)
    draft.properties.push(property)
    addRest(property, name.rest)
    return property
  }
  if (name.title === '' || sameTitle(name.title, known.title)) addRest(known, name.rest)
  else if (known.title === known.id) known.title = name.title
  else {
    const also = [name.title, name.rest].filter((part) => part !== '').join(' ')
    addAttribute(known, 'alsoDefined', owner === '' ? also : `${owner}: ${also}`)
  }
  return known
}
