import type { SourceFile } from '../../load/source.ts'
import { type Covered, percent } from './percent.ts'
import { type MetricReading, reportError } from './reading.ts'
import { readXml, type XmlElement } from './xml.ts'

/** Cobertura XML: lines and branches are counted once per file and line, functions from the methods of the classes. */
export async function readCobertura(source: SourceFile): Promise<MetricReading> {
  const xml = await readXml(source)
  if (xml.root === undefined) return { metrics: undefined, diagnostics: xml.diagnostics }
  if (xml.root.name !== 'coverage') {
    return {
      metrics: undefined,
      diagnostics: [
        reportError(source, `<${xml.root.name}> is not a coverage report`, 0, 'give a Cobertura report: its root is <coverage>'),
      ],
    }
  }
  const lines = new Map<string, boolean>()
  const branches = new Map<string, Covered>()
  const functions: Covered = { covered: 0, total: 0 }
  for (const { element, file } of classesOf(xml.root)) {
    for (const line of within(element, 'lines').filter((child) => child.name === 'line')) {
      const key = `${file}\n${line.attributes.number ?? ''}`
      lines.set(key, lines.get(key) === true || isHit(line))
      const condition = /\((\d{1,9})\/(\d{1,9})\)/.exec(line.attributes['condition-coverage'] ?? '')
      const known = branches.get(key)?.covered ?? 0
      if (condition) branches.set(key, { covered: Math.max(known, Number(condition[1])), total: Number(condition[2]) })
    }
    for (const method of within(element, 'methods')) {
      functions.total++
      if (within(method, 'lines').some(isHit)) functions.covered++
    }
  }
  const branchTotals = { covered: 0, total: 0 }
  for (const one of branches.values()) {
    branchTotals.covered += one.covered
    branchTotals.total += one.total
  }
  const metrics = [
    ...percent('lines', { covered: [...lines.values()].filter(Boolean).length, total: lines.size }),
    ...percent('branches', branchTotals),
    ...percent('functions', functions),
  ]
  if (metrics.length > 0) return { metrics, diagnostics: [] }
  return { metrics: undefined, diagnostics: [reportError(source, 'the coverage report covers nothing')] }
}

/** Children of the children of that name: `<lines><line/></lines>`. */
function within(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name).flatMap((child) => child.children)
}

function isHit(line: XmlElement): boolean {
  return /^\d+$/.test(line.attributes.hits ?? '') && Number(line.attributes.hits) > 0
}

function classesOf(root: XmlElement): { element: XmlElement; file: string }[] {
  return within(root, 'packages')
    .flatMap((one) => within(one, 'classes'))
    .map((element) => ({ element, file: element.attributes.filename ?? element.attributes.name ?? '' }))
}
