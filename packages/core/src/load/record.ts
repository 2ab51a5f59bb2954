import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { type RecordOf, type SchemaName, schemas } from '../schema/registry.ts'
import { FORMAT } from '../schema/scalars.ts'
import { conflictsLeft } from './conflicts-left.ts'
import { parseJson } from './json.ts'
import { type Loaded, locate } from './loaded.ts'
import { isMapping, type Parsed } from './parsed.ts'
import { SchemaProblems, shown } from './schema-problems.ts'
import type { SourceFile } from './source.ts'
import { parseYaml } from './yaml.ts'

/** What is wrong with the file as a whole; then nothing else about it is worth saying. */
function wholeProblem(name: SchemaName, source: SourceFile, parsed: Parsed): Diagnostic | undefined {
  const { value } = parsed
  const place = { source, positions: parsed.positions }
  if (value === null) {
    const help = `write "format: ${FORMAT}" and the keys of this file; "refractor schema ${name}" lists them`
    return diagnostic('schema/missing-key', 'the file is empty', { location: locate(place, ''), help })
  }
  if (!isMapping(value))
    return diagnostic('schema/invalid-value', `expected a mapping, found ${shown(value)}`, {
      location: locate(place, ''),
      help: `"refractor schema ${name}" shows the form of this file`,
    })
  const { format } = value
  if (!Object.hasOwn(value, 'format') || format === FORMAT) return undefined
  const location = locate(place, '/format')
  if (typeof format === 'number' && Number.isInteger(format) && format > FORMAT) {
    return diagnostic('schema/format-version', `format ${format} was written by a newer refractor; this one reads ${FORMAT}`, {
      location,
      help: 'update refractor',
      expected: [String(FORMAT)],
    })
  }
  return diagnostic('schema/format-version', `${shown(format)} is not a format version`, {
    location,
    help: `write "format: ${FORMAT}"`,
    expected: [String(FORMAT)],
  })
}

/**
 * Reads a file and validates it as one kind of record: YAML, or JSON when its name ends so. All or nothing: `record` is
 * undefined when there is any finding, and then all findings are listed, each at its place. Never throws.
 */
export function loadRecord<N extends SchemaName>(name: N, source: SourceFile): Loaded<RecordOf<N>> {
  const parsed = source.path.endsWith('.json') ? parseJson(source) : parseYaml(source)
  const failed = (diagnostics: readonly Diagnostic[]): Loaded<RecordOf<N>> => ({
    source,
    record: undefined,
    positions: parsed.positions,
    diagnostics: sortDiagnostics([...parsed.diagnostics, ...diagnostics]),
  })
  if (parsed.value === undefined) {
    // The marks of a conflict upset the whole text: what the parser says of it would only hide what has to be mended.
    const conflicts = conflictsLeft(source)
    return conflicts.length === 0 ? failed([]) : { source, record: undefined, positions: parsed.positions, diagnostics: conflicts }
  }
  const problem = wholeProblem(name, source, parsed)
  if (problem) return failed([problem])
  const schema = schemas[name]
  const result = schema.safeParse(parsed.value)
  if (!result.success) {
    const problems = new SchemaProblems(source, parsed)
    problems.add(schema, [], result.error.issues)
    return failed(problems.diagnostics)
  }
  if (parsed.diagnostics.length > 0) return failed([])
  return { source, record: result.data as RecordOf<N>, positions: parsed.positions, diagnostics: [] }
}
