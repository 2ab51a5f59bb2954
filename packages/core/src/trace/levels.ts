import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { addEdge, type Edge, findCycles } from '../link/cycles.ts'
import { compareIds } from '../link/natural-order.ts'
import { inPlan } from '../link/planned-place.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'

/** Records by what they need: level 0 needs nothing, each other one stands a level above the highest that it needs. */
export interface Levels {
  /** The level of each record that has one; a record of a circle, or behind one, has none. */
  readonly levelOf: ReadonlyMap<string, number>
  /** An order in which each record comes after all that it needs: by level, then by id. */
  readonly order: readonly string[]
  /** Circles, whole, each from its smallest id on; `a → b → a` is [a, b]. */
  readonly cycles: readonly (readonly string[])[]
  /** Records without a level: those of circles and those that need one of them. */
  readonly without: readonly string[]
}

/** Levels of ids by what each of them needs; what is no id of the list is left out. Linear. */
export function levelsOf(ids: Iterable<string>, needs: (id: string) => readonly string[]): Levels {
  const all = [...ids].sort(compareIds)
  const known = new Set(all)
  const open = new Map<string, number>()
  const neededBy = new Map<string, string[]>()
  for (const id of all) {
    const needed = new Set(needs(id).filter((one) => known.has(one)))
    open.set(id, needed.size)
    for (const one of needed) {
      const list = neededBy.get(one)
      if (list) list.push(id)
      else neededBy.set(one, [id])
    }
  }
  const levelOf = new Map<string, number>()
  const order: string[] = []
  let level = 0
  for (let ready = all.filter((id) => open.get(id) === 0); ready.length > 0; level++) {
    const next: string[] = []
    for (const id of ready.sort(compareIds)) {
      levelOf.set(id, level)
      order.push(id)
      for (const one of neededBy.get(id) ?? []) {
        const left = (open.get(one) as number) - 1
        open.set(one, left)
        if (left === 0) next.push(one)
      }
    }
    ready = next
  }
  const without = all.filter((id) => !levelOf.has(id))
  return { levelOf, order, cycles: cyclesAmong(without, needs), without }
}

function cyclesAmong(ids: readonly string[], needs: (id: string) => readonly string[]): readonly (readonly string[])[] {
  const inside = new Set(ids)
  const graph = new Map<string, Edge<undefined>[]>()
  for (const id of ids) for (const one of needs(id)) if (inside.has(one)) addEdge(graph, id, one, undefined)
  return findCycles(graph).map((cycle) => cycle.ids)
}

/** Levels of the components of a program, or of its tasks by their prerequisites. */
export function programLevels(program: Program, type: 'component' | 'task'): Levels {
  if (type === 'component') return levelsOf(program.components.keys(), (id) => program.components.get(id)?.record.dependsOn ?? [])
  return levelsOf(program.tasks.keys(), (id) => program.tasks.get(id)?.record.prerequisites ?? [])
}

/**
 * Levels that the plan gives its components and that their dependencies contradict: a component that needs one of a later level. A plan
 * may leave a gap, count from 1, or call a layer a level, in which some need others; it may not need what comes later.
 */
export function checkLevels(program: Program): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const component of program.components.values()) {
    const { level, dependsOn = [], source } = component.record
    if (level === undefined) continue
    const wrong = dependsOn.flatMap((id) => {
      const needed = program.components.get(id)
      const other = needed?.record.level
      return needed === undefined || id === component.id || other === undefined || other <= level ? [] : [{ needed, other }]
    })
    if (wrong.length === 0) continue
    const names = wrong.map(({ needed, other }) => `${needed.id} of level ${other}`).join(', ')
    found.push(
      diagnostic('trace/level-differs', `component ${component.id} of level ${level} needs ${names}`, {
        location: locationOfEntry(component, 'level'),
        related: [
          ...wrong.map(({ needed }) => ({ message: `${needed.id} is declared here`, location: locationOfEntry(needed, 'level') })),
          ...inPlan(source),
        ],
        help: `set its level to ${Math.max(...wrong.map(({ other }) => other))} or more, or correct dependsOn`,
      }),
    )
  }
  return found
}
