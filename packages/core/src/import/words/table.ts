import { foldedLabel } from '../scan/inline.ts'
import { ja, ko, zh } from './asian.ts'
import { en } from './en.ts'
import { de, fa, pl, ru } from './more.ts'
import { es, fr, pt } from './romance.ts'
import type { ContainerKind, Field, StateWord, Words, WordTable } from './words.ts'

const languages: readonly WordTable[] = [en, zh, ja, ko, de, ru, es, pt, fr, pl, fa]

type Group<T extends string> = Readonly<Partial<Record<T, readonly string[]>>> | undefined

/** Words of all tables by their folded form; the first table that has a word wins, so that a user's words go first. */
function byWord<T extends string>(groups: readonly Group<T>[]): Map<string, T> {
  const found = new Map<string, T>()
  for (const group of groups)
    for (const [meaning, words] of Object.entries(group ?? {}) as [T, readonly string[]][])
      for (const word of words) {
        const key = foldedLabel(word)
        if (key !== '' && !found.has(key)) found.set(key, meaning)
      }
  return found
}

/** Marks that say a state by themselves, at the start or end of a text. */
const leadingMark = /^(?:✅|☑️?|✔️?|✓|🟢|❌|⛔|🛑|🚫|🔄|🚧|🟡|🔵|⚪|⬜|☐|📋|⏳|⏸️?|⏭️?|⬅️?|🔴|🔲|⭕)/u

/** Labels are looked up as they stand, then without what plans put around the word that matters. */
function forms(label: string): string[] {
  const whole = foldedLabel(label)
  if (whole.length > 100) return []
  const bare = whole.replace(/\s*[(（[][^)）\]]*[)）\]]\s*$/u, '').trim()
  const unnumbered = bare
    .replace(/^(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[ivx]{1,5}[.)]|[a-z][.)])\s+|^[一二三四五六七八九十]{1,3}[、.．]\s*/u, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
  const unnamed = unnumbered.replace(/\s+(?:for\s+)?(?:phase\s+|milestone\s+)?[a-z]{0,3}\d+(?:\.[a-z]?\d+)*$/u, '')
  const unfixed = unnamed.replace(
    /^(?:key|main|expected|overall|target|core|primary|project|program|phase|detailed|current|major|high-level|technical|m?vp|minimum|general|formal|required|initial|final)\s+/u,
    '',
  )
  const tailless = unnamed.replace(/\s+(?:summary|checklist|list|section)$/u, '')
  const headed = unnamed.replace(/^(?:phase|milestone|sprint|stage)\s+[\da-z.]{1,5}\s+/u, '')
  return [...new Set([whole, bare, unnumbered, unnamed, unfixed, tailless, headed])].filter((form) => form !== '')
}

function lookUp<T>(label: string, table: ReadonlyMap<string, T>): T | undefined {
  const wanted = forms(label)
  for (const form of wanted) {
    const found = table.get(form)
    if (found !== undefined) return found
  }
  // "Risks & Open Points": two names of one section; both must be known words.
  for (const form of wanted) {
    const parts = form.split(/\s*(?:&|\/|\+|\band\b|\bund\b|\by\b|\be\b|\bet\b|и|と|与|和)\s*/u)
    const [first, second] = parts
    if (parts.length === 2 && first && second && table.has(first) && table.has(second)) return table.get(first)
  }
  return undefined
}

/** The tables of all languages and the words that a user adds (which win), as one. */
export function wordsOf(extra: readonly WordTable[] = []): Words {
  const tables = [...extra, ...languages]
  const fields = byWord<Field>(tables.map((table) => table.fields))
  const columns = byWord<Field>([...tables.map((table) => table.columns), ...tables.map((table) => table.fields)])
  const containers = byWord<ContainerKind>(tables.map((table) => table.containers))
  const states = byWord<StateWord>(tables.map((table) => table.states))
  const marks = new Map<string, StateWord>()
  for (const table of tables)
    for (const [state, words] of Object.entries(table.states ?? {}) as [StateWord, readonly string[]][])
      for (const word of words) if (!/[\p{L}\p{N}]/u.test(word)) marks.set(word.replace(/\ufe0f/g, ''), state)
  return {
    field: (label) => lookUp(label, fields),
    column: (header) => lookUp(header, columns),
    container: (word) => containers.get(foldedLabel(word)),
    containerWords: [...containers.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    state: (text) => {
      const trimmed = text
        .slice(0, 200)
        .trim()
        .replace(/\ufe0f/g, '')
      if (trimmed === '') return undefined
      const folded = foldedLabel(trimmed)
      const cut = folded.split(/\s*(?:[-–—(（,;:|·.]|\bon\b|\bby\b|\d{4}-)/u)[0]?.trim() ?? ''
      const said = states.get(folded) ?? states.get(cut)
      if (said !== undefined) return said
      const mark = leadingMark.exec(trimmed)?.[0].replace(/\ufe0f/g, '')
      return mark === undefined ? undefined : marks.get(mark)
    },
  }
}
