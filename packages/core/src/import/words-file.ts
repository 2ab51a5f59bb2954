import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { parseJson } from '../load/json.ts'
import { locate, pointer } from '../load/loaded.ts'
import { isMapping } from '../load/parsed.ts'
import type { SourceFile } from '../load/source.ts'
import { parseYaml } from '../load/yaml.ts'
import { en } from './words/en.ts'
import type { WordTable } from './words/words.ts'

const groups = ['fields', 'columns', 'containers', 'states'] as const

/** What a word may mean, as the English table shows it: a meaning that no language has a word for is of no use. */
function meaningsOf(group: (typeof groups)[number]): string[] {
  return Object.keys({ ...en[group], ...(group === 'columns' ? en.fields : {}) })
}

/** Reads the words that a user adds: YAML or JSON in the form of a `WordTable`. All findings are listed, each at its place. */
export function readWords(source: SourceFile): { readonly words: WordTable | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = source.path.endsWith('.json') ? parseJson(source) : parseYaml(source)
  const diagnostics = [...parsed.diagnostics]
  const place = { source, positions: parsed.positions }
  const report = (
    code: 'schema/unknown-key' | 'schema/invalid-value',
    at: string,
    message: string,
    help: string,
    expected: readonly string[] = [],
  ): void => {
    const key = code === 'schema/unknown-key' ? parsed.keys[at] : undefined
    diagnostics.push(
      diagnostic(code, message, { location: locate(key ? { source, positions: { [at]: key } } : place, at), help, expected }),
    )
  }
  const unknown = (at: string, key: string, known: readonly string[]): void => {
    const near = nearest(key, known)
    report('schema/unknown-key', at, `the key ${JSON.stringify(key)} is not known here`, `use one of: ${known.join(', ')}`, near)
  }
  if (parsed.value !== undefined && !isMapping(parsed.value))
    report('schema/invalid-value', '', 'expected a mapping', `begin with one of: ${groups.join(', ')}`)
  for (const [group, meanings] of Object.entries(isMapping(parsed.value) ? parsed.value : {})) {
    const known = groups.find((one) => one === group)
    if (known === undefined) {
      unknown(pointer('', group), group, groups)
      continue
    }
    if (!isMapping(meanings)) {
      report('schema/invalid-value', pointer('', group), 'expected a mapping', 'write "goals: [Ziele, Absichten]" below it')
      continue
    }
    for (const [meaning, words] of Object.entries(meanings)) {
      const at = pointer('', group, meaning)
      if (!meaningsOf(known).includes(meaning)) unknown(at, meaning, meaningsOf(known))
      else if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
        report('schema/invalid-value', at, 'expected a list of texts', `write "${meaning}: [one, two]"`)
    }
  }
  return { words: diagnostics.length > 0 ? undefined : (parsed.value as WordTable), diagnostics }
}
