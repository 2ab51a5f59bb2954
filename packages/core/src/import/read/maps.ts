import type { Risk } from '../../schema/plan-records.ts'
import type { Item } from '../scan/block.ts'
import type { Draft } from './draft.ts'
import type { Reading, Scope } from './reading.ts'
import { idIn, undecorated } from './table-cells.ts'

const arrow = /\s*(?:→|⇒|➔|➜|⟶|=>|->|-->)\s*/u
const riskLike = /risk|^R-?\d|^RK-?\d|riesgo|risque|风险|リスク/iu

interface Edge {
  readonly item: Item
  readonly from: readonly string[]
  readonly to: readonly string[]
}

function idsOf(text: string): readonly string[] | undefined {
  const plain = undecorated(text)
    .replace(/[.。;；]$/, '')
    .replace(/^\[(.*)\]$/, '$1')
  const parts = plain
    .split(/[,;、，]|\s(?:and|und|y|et|и)\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const ids = parts.map((part) => idIn(part))
  return ids.length > 0 && ids.every((id) => id !== undefined) ? (ids as string[]) : undefined
}

function edgeOf(item: Item): Edge | undefined {
  if (item.text.length > 2000) return undefined
  const sides = item.text.split(arrow)
  const from = sides.length === 2 ? idsOf(sides[0] as string) : undefined
  const to = from && idsOf(sides[1] as string)
  return from && to && { item, from, to }
}

/**
 * Reads a list of edges from risks to the tasks against them: "R-001 → T-014, T-015". Every entry has to be one, and the heading or the
 * ids have to speak of risks; other lists are left alone.
 */
export function readMapping(items: readonly Item[], scope: Scope, reading: Reading): boolean {
  const edges = items.flatMap((item) => edgeOf(item) ?? [])
  if (edges.length === 0 || edges.length * 2 < items.length) return false
  const isOfRisks =
    scope.field === 'risk-map' || scope.field === 'risks' || edges.every(({ from }) => from.every((id) => riskLike.test(id)))
  if (!isOfRisks) return false
  const { draft, account } = reading
  const risks = new Map(draft.risks.map((risk) => [risk.id, risk]))
  for (const { item, from, to } of edges)
    for (const id of from) {
      const risk = risks.get(id) ?? addRisk(id, draft)
      risks.set(id, risk)
      risk.tasks = [...new Set([...(risk.tasks ?? []), ...to])]
      account.map(item.lines, risk, 'tasks')
    }
  return true
}

/** A risk of which the map says only the id. Where the register names it too, the row gives it its title. */
function addRisk(id: string, draft: Draft): Risk {
  const risk = draft.named<Risk>({ id, title: id }, 'risk', id)
  draft.risks.push(risk)
  return risk
}
