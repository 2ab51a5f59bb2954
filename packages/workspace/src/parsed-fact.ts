import type { FileFact } from '@refractor/core'

/** Adds the value of a YAML or JSON file to its fact, or the reason why it has none. The parsers are loaded only for this. */
export async function parsedFact(path: string, fact: FileFact): Promise<FileFact> {
  if (fact.state !== 'file' || fact.text === undefined) return fact
  const { parseJson, parseYaml } = await import('@refractor/core/load')
  const parse = path.toLowerCase().endsWith('.json') ? parseJson : parseYaml
  const { value, diagnostics } = parse({ path, text: fact.text })
  const problem = diagnostics.find((one) => one.severity === 'error')
  if (problem === undefined) return { ...fact, parsed: value }
  return { ...fact, problem: problem.location === undefined ? problem.message : `line ${problem.location.line}: ${problem.message}` }
}
