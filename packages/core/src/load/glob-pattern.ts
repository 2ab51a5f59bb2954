import { GlobMachine, type State } from './glob-machine.ts'

const anything = (): boolean => true
const withinPart = (character: string): boolean => character !== '/'
const slashOnly = (character: string): boolean => character === '/'

/** Compiles one pattern, without `!`. */
export function compileGlob(pattern: string): (path: string) => boolean {
  const wildcard = pattern.search(/[*?{[]/)
  if (wildcard < 0) return (path) => path === pattern
  const prefix = pattern.slice(0, wildcard)
  const machine = new GlobMachine(statesOf(Array.from(pattern)))
  return (path) => path.startsWith(prefix) && machine.matches(path)
}

/** The states of a pattern, in order; the last one is followed by the end. */
function statesOf(characters: readonly string[]): State[] {
  const states: State[] = []
  const add = (test?: (character: string) => boolean): number =>
    states.push(test ? { test, next: [states.length + 1] } : { next: [states.length + 1] }) - 1
  /** For each open brace: where it forks, and where each alternative ends. */
  const open: { fork: number; ends: number[] }[] = []
  const closing = matchBraces(characters)
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string
    const group = open.at(-1)
    if (character === '*') {
      let last = i
      while (characters[last + 1] === '*') last++
      const startsPart = i === 0 || (group ? '/{,' : '/').includes(characters[i - 1] as string)
      const after = characters[last + 1]
      if (last > i && startsPart && after === '/') {
        // "**/": nothing, or anything that ends with a slash.
        const fork = add()
        const loop = add(anything)
        const slash = add(slashOnly)
        ;(states[fork] as State).next = [loop, slash + 1]
        ;(states[loop] as State).next = [loop, slash]
        last++
      } else {
        const endsPart = after === undefined || (group ? '/},' : '/').includes(after)
        // A star that is a whole part needs a character: no part of a path is empty.
        const alone = startsPart && endsPart
        const test = alone && last > i ? anything : withinPart
        if (alone) add(test)
        const fork = add()
        const loop = add(test)
        ;(states[fork] as State).next = [loop, loop + 1]
        ;(states[loop] as State).next = [fork]
      }
      i = last
    } else if (character === '?') add(withinPart)
    else if (character === '[') i = compileClass(characters, i, add)
    else if (character === '{' && closing.has(i)) open.push({ fork: add(), ends: [] })
    else if (character === ',' && group) {
      group.ends.push(add())
      const fork = states[group.fork] as State
      fork.next = [...fork.next, states.length]
    } else if (character === '}' && group && closing.has(i)) {
      open.pop()
      for (const one of group.ends) (states[one] as State).next = [states.length]
    } else add((other) => other === character)
  }
  return states
}

/** The indices of braces that have a partner and a comma between them; every other brace is an ordinary character. */
function matchBraces(characters: readonly string[]): ReadonlySet<number> {
  const matched = new Set<number>()
  const open: { at: number; comma: boolean }[] = []
  characters.forEach((character, i) => {
    const last = open.at(-1)
    if (character === '{') open.push({ at: i, comma: false })
    else if (character === ',' && last) last.comma = true
    else if (character === '}' && last) {
      open.pop()
      if (last.comma) matched.add(last.at).add(i)
    }
  })
  return matched
}

/** `[abc]`, `[a-z]`, `[!abc]`; a bracket that is never closed is an ordinary character. Answers the last index used. */
function compileClass(characters: readonly string[], from: number, add: (test: (character: string) => boolean) => number): number {
  const negated = characters[from + 1] === '!' || characters[from + 1] === '^'
  const first = negated ? from + 2 : from + 1
  const close = characters.indexOf(']', first + 1)
  if (close < 0) {
    add((character) => character === '[')
    return from
  }
  const ranges: [string, string][] = []
  for (let i = first; i < close; i++) {
    const low = characters[i] as string
    if (characters[i + 1] === '-' && i + 2 < close) {
      ranges.push([low, characters[i + 2] as string])
      i += 2
    } else ranges.push([low, low])
  }
  add((character) => character !== '/' && ranges.some(([low, high]) => low <= character && character <= high) !== negated)
  return close
}
