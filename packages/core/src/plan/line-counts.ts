/** Lines that came and went between two texts. */
export interface LineCounts {
  readonly added: number
  readonly removed: number
}

/** Longer stretches than this are compared as heaps of lines, not in their order: it is a count for people. */
const mostCells = 4_000_000

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

/** How many lines two lists have in common, in order. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1)
  for (const line of a) {
    const row = new Uint32Array(b.length + 1)
    for (const [index, other] of b.entries()) {
      row[index + 1] = line === other ? (above[index] as number) + 1 : Math.max(above[index + 1] as number, row[index] as number)
    }
    above = row
  }
  return above[b.length] as number
}

function commonInAll(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of a) counts.set(line, (counts.get(line) ?? 0) + 1)
  let common = 0
  for (const line of b) {
    const left = counts.get(line) ?? 0
    if (left > 0) common++
    counts.set(line, left - 1)
  }
  return common
}

/** What `git diff --stat` would count, or nearly. */
export function lineCounts(before: string, after: string): LineCounts {
  const [a, b] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)]
  const common = restA.length * restB.length <= mostCells ? commonInOrder(restA, restB) : commonInAll(restA, restB)
  return { added: restB.length - common, removed: restA.length - common }
}
