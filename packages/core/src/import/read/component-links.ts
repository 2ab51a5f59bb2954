import type { Component } from '../../schema/plan-records.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'
import { isNothing, undecorated, writableId } from './table-cells.ts'

/** A level of a drawing of modules. */
export interface Level {
  readonly number: number
  readonly title: string
  readonly members: Component[]
}

/** What a component depends on, before all of them are known. */
export interface Wanted {
  readonly component: Component
  /** Where it stands in a drawing, from 0, and on which level. */
  readonly place?: { readonly level: Level; readonly at: number }
  /** The words that say what it depends on. */
  readonly wanted: string
  /** Where those words are kept when they are not just ids. */
  readonly label: string
}

/** The name of a file without folder and extension is what other lines call a module. */
export function moduleId(name: string): string {
  const base = (name.replace(/\/+$/, '').split('/').at(-1) as string).replace(/\.[A-Za-z]\w{0,5}$/, '')
  return writableId(base === '' ? name : base)
}

export function addComponent(id: string, reading: Reading): Component {
  const free = reading.draft.freeId('component', writableId(id))
  const component = reading.draft.named<Component>({ id: free }, 'component', free)
  reading.draft.components.push(component)
  return component
}

export function isPath(text: string): boolean {
  return /^[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(text) && /[./]/.test(text) && !text.split('/').includes('..')
}

/** Larger groups than this are not spelled out; their words say enough. */
const largest = 100

/** "all above" (on the same level), "MIRAS layers" (the level whose title has the word), "Level 1". */
function group(words: string, { component, place }: Wanted, levels: readonly Level[]): readonly Component[] {
  if (/^all (?:of the )?above$/i.test(words)) return place && place.at <= largest ? place.level.members.slice(0, place.at) : []
  const number = /^(?:all )?level (\d+)(?: modules| layers)?$/i.exec(words)?.[1]
  const name = /^(?:all )?(\S+) (?:layers?|modules?|components?)$/i.exec(words)?.[1]?.toLowerCase()
  const named = levels.slice(0, largest).filter((level) => {
    if (number !== undefined) return level.number === Number(number)
    return (
      name !== undefined &&
      level.title
        .toLowerCase()
        .split(/[\s:：]+/)
        .includes(name)
    )
  })
  const [only] = named
  return named.length === 1 && only && only.members.length <= largest ? only.members.filter((each) => each !== component) : []
}

/** Turns words into the ids of components that are known; where they were more than ids the words are kept too. */
export function linkComponents(known: readonly Wanted[], reading: Reading, levels: readonly Level[]): void {
  const byId = new Map(reading.draft.components.map((each) => [each.id.toLowerCase(), each.id]))
  for (const entry of known) {
    const { component, label } = entry
    const words = undecorated(entry.wanted)
    const found: string[] = []
    let literal = true
    for (const part of isNothing(words) ? [] : words.split(/\s*[,;、，]\s*|\s+(?:and|&|und|y|et|и)\s+/u)) {
      const id =
        byId.get(part.toLowerCase()) ?? byId.get(moduleId(part).toLowerCase()) ?? byId.get(part.replace(/^\S+\s+/, '').toLowerCase())
      if (id !== part) literal = false
      found.push(...(id === undefined ? group(part, entry, levels).map((each) => each.id) : [id]))
    }
    const ids = [...new Set(found)].filter((id) => id !== component.id)
    if (ids.length > 0) component.dependsOn = ids
    if (!literal || ids.length === 0) addAttribute(component, label, words)
  }
}
