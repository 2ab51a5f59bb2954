const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** "850 ms", "42 s", "2 h 5 min", as verdicts say it. */
export function secondsInWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  let rest = Math.round(seconds)
  const parts = units.flatMap(([size, unit]) => {
    const n = Math.floor(rest / size)
    rest -= n * size
    return n === 0 ? [] : [`${n} ${unit}`]
  })
  return parts.slice(0, 2).join(' ')
}
