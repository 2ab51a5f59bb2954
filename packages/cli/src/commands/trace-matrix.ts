import {
  checkAccountable,
  type Diagnostic,
  diagnostic,
  gapsOf,
  linkedTypes,
  type Matrix,
  type Program,
  type Relation,
  raciChart,
  relations,
  type TraceLink,
  type TraceType,
  traceMatrix,
  traceTypes,
  transposed,
  typeNamed,
} from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { matrixData, matrixTitle } from '../matrix-data.ts'
import { oneProgram } from '../one-program.ts'
import { sourcesFor, traced } from '../trace-context.ts'
import { formOf, keepingOutput } from '../view-form.ts'
import { unknownWord } from '../word-choice.ts'

export interface TraceMatrixOptions {
  readonly as?: string
  readonly relation?: readonly string[]
  readonly deep?: boolean
  readonly gaps?: boolean
  readonly list?: boolean
}

const forms = ['text', 'markdown', 'csv', 'html', 'xlsx'] as const

const usage = (message: string, help: string, expected: readonly string[] = []): Diagnostic =>
  diagnostic('cli/usage', message, { help, expected })

/** Rows and columns that are asked for; `raci` is short for roles and milestones. */
function typesOf(words: readonly string[]): readonly [TraceType, TraceType] | Diagnostic[] {
  const [first = '', second, ...more] = words
  if (first.toLowerCase() === 'raci' && second === undefined) return ['role', 'milestone']
  if (second === undefined || more.length > 0)
    return [
      usage('a matrix has two types of records', 'name both, as in refractor trace matrix risk task; refractor trace matrix lists them'),
    ]
  const found = [first, second].map((word) => typeNamed(word, traceTypes))
  const problems = [first, second].flatMap((word, index) => (found[index] === undefined ? [unknownWord('type', word, traceTypes)] : []))
  return problems.length > 0 ? problems : (found as [TraceType, TraceType])
}

const isRaci = ([rows, columns]: readonly [TraceType, TraceType]): boolean =>
  (rows === 'role' && columns === 'milestone') || (rows === 'milestone' && columns === 'role')

interface Drawn {
  readonly matrix: Matrix
  /** Pairs that chains of links join, where no link joins any. */
  readonly deep?: number
  readonly diagnostics: readonly Diagnostic[]
}

async function drawn(
  context: WorkspaceContext,
  program: Program,
  types: readonly [TraceType, TraceType],
  options: TraceMatrixOptions,
): Promise<Drawn> {
  const [rows, columns] = types
  if (isRaci(types)) {
    const chart = raciChart(program)
    return { matrix: rows === 'role' ? chart : transposed(chart), diagnostics: checkAccountable(program) }
  }
  const { links, diagnostics } = await traced(context, program, sourcesFor(types))
  const suspects = new Set(links.suspects.links.map(({ link }) => link))
  const isSuspect = (link: TraceLink): boolean => suspects.has(link)
  const given = { relations: options.relation as readonly Relation[] | undefined, isSuspect }
  const matrix = traceMatrix(links.graph, rows, columns, { ...given, deep: options.deep === true })
  const isBare = matrix.size.pairs === 0 && matrix.size.rows > 0 && matrix.size.columns > 0 && !options.deep
  const deep = isBare ? traceMatrix(links.graph, rows, columns, { ...given, deep: true }).size.pairs : 0
  const cut = matrix.cut || links.graph.incomplete
  const note = diagnostic('trace/view-cut', `the links between ${rows} and ${columns} are too many to follow all of them`, {
    help: matrix.cut ? 'leave out --deep, or name relations with --relation' : 'name the requirements instead of ranges of them',
  })
  return { matrix, diagnostics: cut ? [...diagnostics, note] : diagnostics, ...(deep > 0 && { deep }) }
}

async function documentOf(form: (typeof forms)[number], matrix: Matrix, title: string, list: boolean): Promise<string | Uint8Array> {
  const { matrixCsv, matrixHtml, matrixMarkdown, matrixXlsx } = await import('@refractor/core/export')
  const shape = list ? 'list' : undefined
  if (form === 'csv') return matrixCsv(matrix, shape)
  if (form === 'html') return matrixHtml(matrix, title, shape)
  return form === 'xlsx' ? matrixXlsx(matrix, shape) : matrixMarkdown(matrix, title, shape)
}

/** What could be drawn: the types that links join. */
async function choices(context: WorkspaceContext, program: Program): Promise<Answer> {
  const { links, diagnostics } = await traced(context, program)
  const raci = raciChart(program)
  const filled = raci.cells.flat().length
  const joined = linkedTypes(links.graph)
  const chart = {
    rows: 'role',
    columns: 'milestone',
    relations: ['accountable', 'supporting'],
    links: filled,
    command: 'refractor trace matrix raci',
  }
  return { command: context.command, diagnostics, data: { program: program.id, matrices: filled === 0 ? joined : [...joined, chart] } }
}

async function view(context: WorkspaceContext, words: readonly string[], options: TraceMatrixOptions): Promise<Answer> {
  const { command } = context
  const form = formOf(context, options.as, forms)
  const types = words.length === 0 ? undefined : typesOf(words)
  const wrong = (options.relation ?? []).filter((one) => !(relations as readonly string[]).includes(one))
  const problems = [
    ...(typeof form === 'string' ? [] : [form]),
    ...(types !== undefined && typeof types[0] !== 'string' ? (types as Diagnostic[]) : []),
    ...wrong.map((one) => unknownWord('relation', one, relations)),
  ]
  if (typeof form !== 'string' || problems.length > 0) return refused(command, problems)
  const program = oneProgram(context, 'a matrix')
  if ('command' in program) return program
  if (types === undefined) return choices(context, program)
  const { matrix: whole, diagnostics, deep } = await drawn(context, program, types as [TraceType, TraceType], options)
  const matrix = options.gaps ? gapsOf(whole) : whole
  const isList = options.list === true || options.gaps === true
  return {
    command,
    diagnostics,
    data: {
      ...matrixData(program, matrix),
      ...(isList && { list: true }),
      ...(deep !== undefined && { deep: { pairs: deep, command: `refractor trace matrix ${words.join(' ')} --deep` } }),
    },
    ...(form !== 'text' && { document: await documentOf(form, matrix, matrixTitle(program.name, matrix), isList) }),
  }
}

/** Two types of records and the links between them, in the form that is asked for. */
export async function run(context: WorkspaceContext, words: readonly string[], options: TraceMatrixOptions): Promise<Answer> {
  return keepingOutput(await view(context, words, options))
}
