const bars = '▁▂▃▄▅▆▇█'

/** Numbers as a line of bars, from the least to the greatest of them. */
export function sparkline(values: readonly number[]): string {
  const known = values.filter(Number.isFinite)
  const [least, most] = [
    known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ]
  return values
    .map((value) => {
      if (!Number.isFinite(value)) return ' '
      const step = most === least ? 0 : Math.round(((value - least) / (most - least)) * (bars.length - 1))
      return bars[step] ?? ' '
    })
    .join('')
}
