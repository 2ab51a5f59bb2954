type Match = 'equal' | 'ignore-case' | 'contains'

const letterOrDigit = /[\p{L}\p{N}]/u
const wordStart = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+/gu

const at = (text: string, index: number): string => text.charAt(index)
const isDigit = (text: string): boolean => /^\p{N}$/u.test(text)

/** True where a text goes on with the same number: "1.1" is no word of "1.1.2", and T-1 none of T-10. */
function goesOn(edge: string, next: string, after: string): boolean {
  if (letterOrDigit.test(edge) && letterOrDigit.test(next)) return true
  return isDigit(edge) && next === '.' && isDigit(after)
}

/** True where a key stands in a text at an offset as a whole word. */
function standsAt(text: string, offset: number, key: string): boolean {
  if (offset < 0 || !text.startsWith(key, offset)) return false
  const end = offset + key.length
  return (
    !goesOn(at(key, 0), at(text, offset - 1), at(text, offset - 2)) && !goesOn(at(key, key.length - 1), at(text, end), at(text, end + 1))
  )
}

/** The first word of a key and where it begins; a key without any letter or digit has none, and nothing contains it. */
function leadOf(key: string): { readonly word: string; readonly offset: number } | undefined {
  const found = /[\p{L}\p{N}]+/u.exec(key)
  return found === null ? undefined : { word: found[0], offset: found.index }
}

/** How many of the keys of one set each key of another one has. Linear: each text is gone through once, word by word. */
export function countMatches(each: readonly string[], among: readonly string[], match: Match): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(each.map((key) => [key, 0]))
  const add = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  if (match !== 'contains') {
    const fold = (text: string): string => {
      const normal = text.normalize('NFC')
      return match === 'equal' ? normal : normal.toUpperCase().toLowerCase()
    }
    const byKey = new Map<string, string[]>()
    for (const key of counts.keys()) byKey.set(fold(key), [...(byKey.get(fold(key)) ?? []), key])
    for (const one of among) for (const key of byKey.get(fold(one)) ?? []) add(key)
    return counts
  }
  const byWord = new Map<string, { readonly key: string; readonly offset: number }[]>()
  for (const key of counts.keys()) {
    const lead = leadOf(key)
    if (lead === undefined) continue
    const keys = byWord.get(lead.word)
    if (keys) keys.push({ key, offset: lead.offset })
    else byWord.set(lead.word, [{ key, offset: lead.offset }])
  }
  for (const text of among) {
    const found = new Set<string>()
    for (const word of text.matchAll(wordStart))
      for (const { key, offset } of byWord.get(word[0]) ?? []) if (standsAt(text, word.index - offset, key)) found.add(key)
    for (const key of found) add(key)
  }
  return counts
}
