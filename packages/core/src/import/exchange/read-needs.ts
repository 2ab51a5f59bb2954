import { diagnostic } from '../../diagnostics/catalog.ts'
import { parseJson } from '../../load/json.ts'
import { pointer } from '../../load/loaded.ts'
import { isMapping } from '../../load/parsed.ts'
import { pointAt, type SourceFile } from '../../load/source.ts'
import type { RawFile, RawRecord } from './raw.ts'

type Value = Readonly<Record<string, unknown>>

/** True for the text of a needs.json: it is asked before the file is read as anything else. */
export function looksLikeNeeds({ path, text }: SourceFile): boolean {
  return /\.json$/i.test(path) && /"versions"\s*:\s*\{/.test(text) && /"needs"\s*:\s*[{[]/.test(text)
}

/** The needs of the current version, or of the last one that the file has. */
function versionOf(value: Value): readonly [name: string, version: Value] | undefined {
  const versions = isMapping(value['versions']) ? Object.entries(value['versions']) : []
  const usable = versions.filter((one): one is [string, Record<string, unknown>] => isMapping(one[1]) && isMapping(one[1]['needs']))
  return usable.find(([name]) => name === value['current_version']) ?? usable.at(-1)
}

/** Values that a version leaves out because its schema says them once. */
function defaultsOf(version: Value): Value {
  const schema = version['needs_schema']
  const properties = isMapping(schema) && isMapping(schema['properties']) ? schema['properties'] : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, one]) => (isMapping(one) && 'default' in one ? [[key, one['default']]] : [])),
  )
}

/** Reads a needs.json. What sphinx-needs itself ignores on import (links back, places in its documents) is ignored here as well. */
export function readNeeds(source: SourceFile): RawFile {
  const parsed = parseJson(source)
  const value = isMapping(parsed.value) ? parsed.value : {}
  const found = versionOf(value)
  const errors = parsed.diagnostics.filter(({ severity }) => severity === 'error')
  if (found === undefined)
    return {
      records: [],
      title: undefined,
      diagnostics:
        errors.length > 0
          ? errors
          : [
              diagnostic('import/nothing-found', `no version of ${source.path} has needs`, {
                location: { file: source.path, line: 1, column: 1 },
                help: 'write it with sphinx-build -b needs, or refractor export needs-json',
              }),
            ],
    }
  const [name, version] = found
  const defaults = defaultsOf(version)
  const at = pointer('', 'versions', name, 'needs')
  const records = Object.entries(version['needs'] as Value).flatMap(([key, need]): RawRecord[] => {
    if (!isMapping(need)) return []
    const [start, end] = parsed.positions[pointer(at, key)] ?? [0, 1]
    const values = { ...defaults, ...need }
    return [
      {
        type: typeof values['type'] === 'string' ? values['type'] : '',
        id: typeof values['id'] === 'string' && values['id'] !== '' ? values['id'] : key,
        values,
        file: source.path,
        lines: [pointAt(source, start).line, pointAt(source, Math.max(start, end - 1)).line],
      },
    ]
  })
  return { records, title: typeof value['project'] === 'string' ? value['project'] : undefined, diagnostics: errors }
}
