import type { Component } from '../../schema/plan-records.ts'
import type { Draft } from './draft.ts'
import { indexOf } from './record-index.ts'
import { undecorated } from './table-cells.ts'

/** "Eq 3: Memory" or just "Eq 3": the number is what makes a name of it, and not a word. */
const numbered = /^([^:：]{0,80}\p{N})\s*(?:[:：]|$)/u

/** The last part of a path. */
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Names that lead to one component; what several have is no name. */
function byName(components: readonly Component[], nameOf: (component: Component) => string | undefined): ReadonlyMap<string, string> {
  const named = new Map<string, string | undefined>()
  for (const component of components) {
    const name = nameOf(component)
    if (name !== undefined) named.set(name, named.has(name) ? undefined : component.id)
  }
  return new Map([...named].flatMap(([name, id]) => (id === undefined ? [] : [[name, id]])))
}

/**
 * Tasks whose title is a component of the plan: its number ("Eq 3: Memory update"), or the file that is to be written
 * ("`src/layers/memory.py`" where the drawing of the modules has memory.py). The title keeps its words.
 */
export function readTaskComponents(draft: Draft): void {
  if (draft.components.length === 0) return
  const ids = byName(draft.components, ({ id }) => id)
  const files = byName(draft.components, ({ path }) => (path === undefined ? undefined : fileOf(path)))
  for (const task of indexOf(draft).tasks.values()) {
    if (task.components !== undefined) continue
    const title = undecorated(task.title.slice(0, 500))
    const file = /^[^\s]+\.\w+$/.test(title) ? files.get(fileOf(title)) : undefined
    const id = file ?? ids.get((numbered.exec(title)?.[1] ?? '').trim())
    if (id !== undefined) task.components = [id]
  }
}
