import { identitiesOf } from './identity.ts'
import { mergeOrder } from './merge-order.ts'
import { rewordings } from './rewordings.ts'
import { sameValue } from './same-value.ts'
import type { Leaf } from './yaml-parts.ts'

type Flow = NonNullable<Leaf['flow']>
type FlowPart = Flow[number]

function named(flow: Flow): { names: string[]; values: Map<string, unknown>; parts: Map<string, FlowPart> } {
  const isMap = flow.some((one) => one.key !== undefined)
  const names = isMap ? flow.map((one) => one.key as string) : identitiesOf(flow.map((one) => one.value))
  return {
    names,
    values: new Map(names.map((name, index) => [name, flow[index]?.value])),
    parts: new Map(names.map((name, index) => [name, flow[index] as FlowPart])),
  }
}

/** `null`: it is gone in both; `undefined`: people must decide. */
function mergeOne(base: FlowPart | undefined, ours: FlowPart | undefined, theirs: FlowPart | undefined): FlowPart | null | undefined {
  const same = (a: FlowPart | undefined, b: FlowPart | undefined): boolean =>
    a === undefined || b === undefined ? a === b : sameValue(a.value, b.value)
  if (same(ours, theirs)) return (base?.raw === ours?.raw ? theirs : ours) ?? null
  if (same(base, ours)) return theirs ?? null
  if (same(base, theirs)) return ours ?? null
  return undefined
}

/** A collection in braces that both sides changed, or why not: `undefined` where people must decide. */
export interface MergedFlow {
  readonly raw: string
  readonly value: unknown
}

/** Merges two collections on one line, member by member or as ordered sets. */
export function mergeFlow(base: Flow | undefined, ours: Flow, theirs: Flow): MergedFlow | undefined {
  const [b, o, t] = [named(base ?? []), named(ours), named(theirs)]
  const isMap = [...ours, ...theirs].some((one) => one.key !== undefined)
  if (!isMap && rewordings(b, o, t).length > 0) return undefined
  const merged = new Map<string, FlowPart>()
  for (const name of new Set([...b.names, ...o.names, ...t.names])) {
    const one = mergeOne(b.parts.get(name), o.parts.get(name), t.parts.get(name))
    if (one === undefined) return undefined
    if (one !== null) merged.set(name, one)
  }
  const { order, clash } = mergeOrder(b.names, o.names, t.names, new Set(merged.keys()))
  if (clash && !isMap) return undefined
  const parts = order.map((name) => merged.get(name) as FlowPart)
  const raws = parts.map((one) => one.raw).join(', ')
  return isMap
    ? { raw: raws === '' ? '{}' : `{ ${raws} }`, value: Object.fromEntries(parts.map((one) => [one.key as string, one.value])) }
    : { raw: `[${raws}]`, value: parts.map((one) => one.value) }
}
