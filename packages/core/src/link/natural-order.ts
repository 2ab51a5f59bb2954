const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** End of the run of digits that starts at `from`. */
function runEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  return end
}

/** Compares two runs of digits as numbers of any length. */
function compareRuns(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '')
  const right = b.replace(/^0+(?=\d)/, '')
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0)
}

/** The order of ids: runs of digits count as numbers (P2 before P10, 1.9 before 1.10), all else by code unit. Total: 0 only for equal ids. */
export function compareIds(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(j)
    if (isDigit(left) && isDigit(right)) {
      const leftEnd = runEnd(a, i)
      const rightEnd = runEnd(b, j)
      const runs = compareRuns(a.slice(i, leftEnd), b.slice(j, rightEnd))
      if (runs !== 0) return runs
      i = leftEnd
      j = rightEnd
    } else if (left !== right) {
      return left - right
    } else {
      i++
      j++
    }
  }
  return a.length - i - (b.length - j) || (a < b ? -1 : a > b ? 1 : 0)
}

/** An id as a file system that ignores case and normal forms sees it. */
export function foldId(id: string): string {
  // Upper before lower: ß and ss, the several sigmas fold together.
  return isAscii(id) ? id.toLowerCase() : id.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
