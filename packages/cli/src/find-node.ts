import {
  type Diagnostic,
  diagnostic,
  knownIds,
  nearest,
  type Program,
  qualifiedId,
  referenceReader,
  resolveRecord,
  type TraceKey,
  type TraceNode,
  traceKey,
} from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { type Traced, traced } from './trace-context.ts'
import { unfit } from './unfit.ts'

/** A record of the link graph that somebody named. */
export interface FoundNode extends Traced {
  readonly node: TraceNode
}

const shown = 5
const shortestCommit = 7

function unknown({ commands, command, programs }: WorkspaceContext, text: string, more: Iterable<string>): Diagnostic {
  // "trace shwo T-1" asks for records that are called shwo and T-1.
  const verbs = commands.flatMap(({ words: [noun, verb] }) => (noun === command && verb !== undefined ? [verb] : []))
  const expected = [
    ...nearest(text, verbs).map((verb) => `${command} ${verb}`),
    ...nearest(text, new Set([...knownIds(programs), ...more])),
  ]
  const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'refractor trace shows how the records are linked'
  return diagnostic('cli/unknown-id', `there is nothing that is called ${text}`, { help, expected })
}

function ambiguous(text: string, names: readonly string[]): Diagnostic {
  const list = names.length > shown ? `${names.slice(0, shown).join(', ')} and ${names.length - shown} more` : names.join(' or ')
  return diagnostic('link/ambiguous-id', `${text} can mean several things`, {
    help: `say which: ${list}`,
    expected: names.slice(0, shown),
  })
}

/** What a text names in a graph beside the records: a source, a file or one place of it, a commit by its first digits, a requirement of a document. */
function nodesNamed({ program, links }: Traced, text: string): TraceNode[] {
  const { nodes } = links.graph
  const [reference, ...more] = referenceReader(Object.keys(program.file.record.sources ?? {}))(text)
  const exact = nodes.get(text as TraceKey) ?? (more.length === 0 && reference ? nodes.get(traceKey('source', reference.id)) : undefined)
  if (exact !== undefined) return [exact]
  const isCommit = text.length >= shortestCommit && /^[0-9a-f]+$/.test(text)
  return [...nodes.values()].filter(
    ({ id, type, declared }) =>
      id === text ||
      (type === 'source' && id.startsWith(`${text} `)) ||
      (!declared && id.startsWith(`${text}:`) && type !== 'commit') ||
      (isCommit && type === 'commit' && id.startsWith(text)),
  )
}

async function lookedUp(context: WorkspaceContext, text: string): Promise<FoundNode | Diagnostic> {
  const declared = context.programs.flatMap((program) => {
    const record = resolveRecord(program, text)
    return record === undefined ? [] : [{ program, key: traceKey(record.type, record.id) }]
  })
  if (declared.length > 1)
    return ambiguous(
      text,
      declared.map(({ program }) => `${program.id}/${text}`),
    )
  const found: FoundNode[] = []
  const others = new Set<string>()
  for (const program of declared.length === 1 ? declared.map((one) => one.program) : context.programs) {
    const inProgram = await traced(context, program)
    const key = declared[0]?.key
    const nodes = key === undefined ? nodesNamed(inProgram, text) : [inProgram.links.graph.nodes.get(key) as TraceNode]
    found.push(...nodes.map((node) => ({ ...inProgram, node })))
    for (const { id, declared: isRecord } of inProgram.links.graph.nodes.values()) if (!isRecord && id.length <= 40) others.add(id)
  }
  const [first, ...more] = found
  if (first === undefined) return unknown(context, text, others)
  const name = ({ program, node }: FoundNode): string => qualifiedId(program as Program, node.key)
  return more.length === 0 ? first : ambiguous(text, found.map(name))
}

/** Finds what texts name among all that links join, and works with it; or says why not. */
export async function withNodes(
  context: WorkspaceContext,
  texts: readonly string[],
  work: (found: readonly FoundNode[]) => Answer | Promise<Answer>,
): Promise<Answer> {
  const broken = unfit(context, context.programs)
  if (broken) return broken
  const found: FoundNode[] = []
  const problems: Diagnostic[] = []
  for (const text of texts) {
    const one = await lookedUp(context, text)
    if ('node' in one) found.push(one)
    else problems.push(one)
  }
  return problems.length > 0 ? refused(context.command, problems) : work(found)
}

/** The same for one text. */
export function withNode(context: WorkspaceContext, text: string, work: (found: FoundNode) => Answer | Promise<Answer>): Promise<Answer> {
  return withNodes(context, [text], ([found]) => work(found as FoundNode))
}
