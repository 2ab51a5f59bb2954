/** How far clocks may differ before a record counts as made in the future. */
export const clockSkew = 5 * 60_000

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Where a day begins first: 14 hours before it does in UTC. */
const earliestZone = 14 * hour

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/
const date = /^\d{4}-\d\d-\d\d$/
const duration = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Milliseconds since 1970 of an RFC 3339 timestamp, or of the start of a day (UTC); NaN for anything else. */
export function instantOf(text: string): number {
  return timestamp.test(text) || date.test(text) ? Date.parse(text) : Number.NaN
}

/** The last millisecond that a timestamp or a day includes; NaN for anything else. */
export function endOf(text: string): number {
  return date.test(text) ? instantOf(text) + day - 1 : instantOf(text)
}

/** The earliest instant at which somebody can have written this time: a day begins in the far east before it does in UTC. */
export function earliestOf(text: string): number {
  return date.test(text) ? instantOf(text) - earliestZone : instantOf(text)
}

/** Milliseconds of an ISO 8601 duration (P30D, PT24H, P2W); NaN for anything else. */
export function durationOf(text: string): number {
  const parts = duration.exec(text)
  if (parts === null) return Number.NaN
  const units = [7 * day, day, hour, minute, 1000]
  return units.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0)
}

/** How long ago, as people say it: "just now", "5 min ago", "2 h ago", "3 d ago". */
export function ago(at: number, now: number): string {
  const age = now - at
  if (!(age >= minute)) return 'just now'
  if (age < hour) return `${Math.floor(age / minute)} min ago`
  if (age < 2 * day) return `${Math.floor(age / hour)} h ago`
  return `${Math.floor(age / day)} d ago`
}
