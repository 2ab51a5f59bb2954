const barWidth = 10

/** How much of a whole is there, as ten blocks; blanks for a whole of nothing. */
export function bar(done: number, total: number): string {
  if (total === 0) return ' '.repeat(barWidth)
  // A full bar says "finished", an empty one "nothing": rounding must not.
  const raw = Math.round((done / total) * barWidth)
  const full = done === total ? barWidth : done === 0 ? 0 : Math.min(barWidth - 1, Math.max(1, raw))
  return '█'.repeat(full) + '░'.repeat(barWidth - full)
}
