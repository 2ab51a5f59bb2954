/** A number on the command line. */
export type MetricArgument = {
  readonly name: string
  readonly value: number
  readonly unit?: string
  readonly aggregation?: string
}

const pattern = /^([^=\s][^=]*)=([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s@][^@]*?)?\s*(?:@([^@]+))?$/u

/** "latency=28.4ms@p95": name, number, unit, aggregation; undefined when it is not that, or the number is not finite. */
export function parseMetric(text: string): MetricArgument | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const [, name = '', number = '', unit, aggregation] = match
  const value = Number(number)
  if (!Number.isFinite(value)) return undefined
  return {
    name: name.trim(),
    value,
    ...(unit !== undefined && { unit }),
    ...(aggregation !== undefined && { aggregation: aggregation.trim() }),
  }
}

/** "seen by two people=true": a claim and what was found; true without a value. Numbers and booleans are taken as such. */
export function parseObservation(text: string): { readonly claim: string; readonly value: string | number | boolean } {
  const at = text.lastIndexOf('=')
  if (at <= 0) return { claim: text.trim(), value: true }
  const raw = text.slice(at + 1).trim()
  const number = raw === '' ? Number.NaN : Number(raw)
  const value = raw === 'true' ? true : raw === 'false' ? false : Number.isFinite(number) ? number : raw
  return { claim: text.slice(0, at).trim(), value }
}
