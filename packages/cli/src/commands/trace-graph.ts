import {
  type Diagnostic,
  type Drawing,
  type DrawingChoice,
  diagnostic,
  drawingOf,
  manyOf,
  type Relation,
  relations,
  summaryOfDrawing,
  type TraceKey,
  type TraceType,
  traceTypes,
  typeNamed,
} from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type FoundNode, withNodes } from '../find-node.ts'
import { graphData } from '../graph-data.ts'
import { oneProgram } from '../one-program.ts'
import { sourcesFor, type Traced, traced } from '../trace-context.ts'
import { formOf, keepingOutput } from '../view-form.ts'
import { unknownWord } from '../word-choice.ts'

export interface TraceGraphOptions {
  readonly of?: readonly string[]
  readonly from?: readonly string[]
  readonly depth?: string
  readonly relation?: readonly string[]
  readonly levels?: boolean
  readonly as?: string
}

const forms = ['text', 'markdown', 'mermaid', 'dot', 'svg'] as const
type GraphForm = (typeof forms)[number]

const mermaidLimit = { nodes: 300, links: 500 }

/** More than this nobody can read in the form, or nothing draws: Mermaid stops at 500 links. */
const limits: Readonly<Record<GraphForm, DrawingChoice['limit']>> = {
  text: { nodes: 200_000, links: 2_000_000 },
  markdown: mermaidLimit,
  mermaid: mermaidLimit,
  svg: { nodes: 600, links: 2000 },
  dot: { nodes: 5000, links: 20_000 },
}

const usualDepth = 2
const deepest = 99

/** What the options ask for, or everything that is wrong with them. */
function choiceOf({ of = [], from, depth, relation = [] }: TraceGraphOptions): Omit<DrawingChoice, 'limit' | 'isSuspect'> | Diagnostic[] {
  const types = of.map((word) => typeNamed(word, traceTypes))
  const far = depth === undefined ? usualDepth : Number(depth)
  const problems = [
    ...of.flatMap((word, index) => (types[index] === undefined ? [unknownWord('type', word, traceTypes)] : [])),
    ...relation.flatMap((word) => ((relations as readonly string[]).includes(word) ? [] : [unknownWord('relation', word, relations)])),
    ...(Number.isInteger(far) && far >= 1 && far <= deepest
      ? []
      : [diagnostic('cli/usage', `--depth ${depth} is no depth`, { help: `give a whole number from 1 to ${deepest}` })]),
    ...(depth !== undefined && from === undefined
      ? [diagnostic('cli/usage', '--depth counts from a record', { help: 'add --from ID, or leave out --depth' })]
      : []),
  ]
  if (problems.length > 0) return problems
  return {
    ...(of.length > 0 && { of: types as TraceType[] }),
    ...(relation.length > 0 && { relations: relation as Relation[] }),
    depth: far,
  }
}

function titleOf(name: string, { of }: Pick<DrawingChoice, 'of'>, from: readonly string[] | undefined): string {
  const types = of === undefined ? 'links' : [...new Set(of)].map(manyOf).join(', ')
  return from === undefined ? `${name}: ${types}` : `${name}: ${types} around ${from.join(', ')}`
}

async function documentOf(form: GraphForm, drawing: Drawing, title: string, levels: boolean): Promise<string> {
  const { graphDot, graphMermaid, graphSvg } = await import('@refractor/core/export')
  if (form === 'svg') return graphSvg(drawing, title, { levels })
  if (form === 'dot') return graphDot(drawing, title, { levels })
  const mermaid = graphMermaid(drawing, title, { levels })
  return form === 'markdown' ? `\`\`\`mermaid\n${mermaid}\`\`\`\n` : mermaid
}

async function view(context: WorkspaceContext, options: TraceGraphOptions): Promise<Answer> {
  const { command } = context
  const form = formOf(context, options.as, forms)
  const choice = choiceOf(options)
  if (typeof form !== 'string' || Array.isArray(choice))
    return refused(command, [...(typeof form === 'string' ? [] : [form]), ...(Array.isArray(choice) ? choice : [])])
  const levels = options.levels === true

  const draw = async ({ program, links: { graph, suspects }, diagnostics }: Traced, from?: readonly TraceKey[]): Promise<Answer> => {
    const suspect = new Set(suspects.links.map(({ link }) => link))
    const drawing = drawingOf(graph, {
      ...choice,
      ...(from && { from }),
      limit: limits[form],
      isSuspect: (link) => suspect.has(link),
    })
    const title = titleOf(program.name, choice, options.from)
    const note = diagnostic('trace/view-cut', `${drawing.nodes.length} of ${drawing.chosen} records are drawn`, {
      help: 'name fewer types with --of, or a record with --from and a smaller --depth',
    })
    return {
      command,
      diagnostics: drawing.leftOut > 0 ? [...diagnostics, note] : diagnostics,
      data: { ...graphData(program, drawing, title, summaryOfDrawing(drawing), levels) },
      ...(form !== 'text' && { document: await documentOf(form, drawing, title, levels) }),
    }
  }

  if (options.from !== undefined) {
    return withNodes(context, options.from, (found) => {
      const [first, ...others] = found as [FoundNode, ...FoundNode[]]
      if (others.some(({ program }) => program !== first.program))
        return refused(command, [diagnostic('cli/usage', 'a graph is of one program', { help: 'name records of one program with --from' })])
      return draw(
        first,
        found.map(({ node }) => node.key),
      )
    })
  }
  const program = oneProgram(context, 'a graph')
  return 'command' in program ? program : draw(await traced(context, program, choice.of && sourcesFor(choice.of)))
}

/** Links as a drawing: of some types, around a record, or all of them. */
export async function run(context: WorkspaceContext, _: readonly string[], options: TraceGraphOptions): Promise<Answer> {
  return keepingOutput(await view(context, options))
}
