import { type Diagnostic, type Matrix, manyOf, raciChart, type TraceLink, type TraceType, traceMatrix } from '@refractor/core'
import type { ReportMatrix } from '@refractor/core/page'
import { sourcesFor, traced } from '../trace-context.ts'
import { given, type ReportSource } from './report-source.ts'

/** What people ask of a plan: who covers what. In this order, as far as links join the two. */
const shown: readonly (readonly [TraceType, TraceType])[] = [
  ['requirement', 'task'],
  ['risk', 'task'],
  ['requirement', 'property'],
  ['requirement', 'test'],
  ['component', 'task'],
  ['deliverable', 'criterion'],
]

/** What a cell says in a word or two. */
const wordsOf = (marks: readonly string[], isSuspect: boolean): string => [...marks, ...(isSuspect ? ['suspect'] : [])].join(', ')

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

function matrixOf(source: ReportSource, matrix: Matrix): ReportMatrix {
  const { program } = source
  const { of, rows, columns, cells } = matrix
  const phaseOf = (id: string): string | undefined =>
    of.rows === 'task' ? program.tasks.get(id)?.phases[0] : of.rows === 'milestone' ? program.milestones.get(id)?.phase : undefined
  return {
    title: sentence(`${manyOf(of.rows)} and ${manyOf(of.columns)}`),
    rows: rows.map(({ id, title }) => ({ id, title, ...given('phase', phaseOf(id)) })),
    columns: columns.map(({ id, title }) => ({ id, title })),
    cells: cells.flatMap((row, at) => row.map(({ column, marks, suspect }) => [at, column, wordsOf(marks, suspect)] as const)),
  }
}

/** Matrices of what is linked, and the chart of responsibilities. A pair of types that no link joins has none. */
export async function matricesPart(source: ReportSource): Promise<{ matrices: ReportMatrix[]; diagnostics: readonly Diagnostic[] }> {
  const { context, program } = source
  const { links, diagnostics } = await traced(context, program, sourcesFor(shown.flat()))
  const suspects = new Set<TraceLink>(links.suspects.links.map(({ link }) => link))
  const found = shown.map(([rows, columns]) => traceMatrix(links.graph, rows, columns, { isSuspect: (link) => suspects.has(link) }))
  return {
    matrices: [...found, raciChart(program)].filter(({ size }) => size.pairs > 0).map((matrix) => matrixOf(source, matrix)),
    diagnostics,
  }
}
