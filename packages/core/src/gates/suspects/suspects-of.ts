import type { Program } from '../../link/program-types.ts'
import { buildGraph } from '../../trace/build-graph.ts'
import type { LinkMemory } from '../../trace/link-memory.ts'
import { type MeaningOf, meaningsOf } from '../../trace/meaning.ts'
import { findSuspects, type Suspects } from '../../trace/suspects.ts'
import type { TraceGraph } from '../../trace/trace-types.ts'
import type { Case, Facts } from '../case.ts'
import { memoryOf } from './link-reviews.ts'

/** What is known of links while gates are judged. Each part is worked out when somebody asks for it. */
export interface LinkStanding {
  readonly graph: TraceGraph
  readonly memory: LinkMemory
  readonly meaningOf: MeaningOf
  readonly suspects: Suspects
}

type Key = string
const known = new WeakMap<Facts, WeakMap<Case, WeakMap<Program, Map<Key, LinkStanding>>>>()

function inner<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const before = map.get(key)
  if (before !== undefined) return before
  const made = make()
  map.set(key, made)
  return made
}

/** How the links of a program stand to what was reviewed; the same for the same facts and case, so worked out once. */
export function linkStanding(program: Program, records: Case, facts: Facts, now: string): LinkStanding {
  const byTime = inner(
    inner(
      inner(known, facts, () => new WeakMap<Case, WeakMap<Program, Map<Key, LinkStanding>>>()),
      records,
      () => new WeakMap<Program, Map<Key, LinkStanding>>(),
    ),
    program,
    () => new Map<Key, LinkStanding>(),
  )
  const before = byTime.get(now)
  if (before !== undefined) return before
  let memory: LinkMemory | undefined
  let meaningOf: MeaningOf | undefined
  let suspects: Suspects | undefined
  const standing: LinkStanding = {
    get graph() {
      return buildGraph(program, facts.trace)
    },
    get memory() {
      memory ??= memoryOf(program, records, facts, now)
      return memory
    },
    get meaningOf() {
      meaningOf ??= meaningsOf(program, facts.trace?.documents)
      return meaningOf
    },
    get suspects() {
      suspects ??= findSuspects(() => standing.graph, standing.memory, standing.meaningOf)
      return suspects
    },
  }
  byTime.set(now, standing)
  return standing
}
