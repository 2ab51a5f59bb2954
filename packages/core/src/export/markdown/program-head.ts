import { phaseOfTitle } from './headings.ts'
import { apart, attributeLines, fenced, heading, type Lines } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

const listSection = (title: string, texts: readonly string[] | undefined): Lines =>
  texts === undefined || texts.length === 0 ? [] : [heading(2, title), '', ...texts.map((text) => `- ${text}`)]

/** Whether the summary stands under a heading of its own, with the labels of the plan. */
export function hasOverview(writing: Writing): boolean {
  const program = shown('program', writing.records.program, writing)
  const { bullets, codes } = attributeLines(withoutGraphs(program.attributes))
  return bullets.length + codes.length > 0 && program.summary !== undefined
}

/** The title, what the plan says of itself, and its labels. */
export function programHead(writing: Writing): Lines {
  const program = shown('program', writing.records.program, writing)
  const { bullets, codes } = attributeLines(withoutGraphs(program.attributes))
  const summary = program.summary?.split('\n') ?? []
  return apart(
    phaseOfTitle(writing) ? [] : [heading(1, program.name)],
    hasOverview(writing) ? [heading(2, 'Overview'), '', ...summary] : summary,
    bullets,
    codes,
    saidOutright('program', writing.records.program, writing),
  )
}

/** The waves of a task list are a graph of their own. */
function withoutGraphs(attributes: Writing['records']['program']['attributes']): Writing['records']['program']['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).filter(
      ([label, value]) => label !== 'waves' && label !== 'legend' && !metadataKey.test(label) && !isTemplatePart(label, value),
    ),
  )
}

/** An empty template that stood beside the plan: its title, and its lines. */
const isTemplatePart = (label: string, value: string | readonly string[]): boolean =>
  typeof value !== 'string' && /[<{[]/.test(label) && value.filter((line) => /^#{2,6}\s/.test(line)).length > 2

export function templatePart(writing: Writing): Lines {
  const { attributes } = shown('program', writing.records.program, writing)
  const part = Object.entries(attributes ?? {}).find(([label, value]) => isTemplatePart(label, value))
  if (part === undefined || typeof part[1] === 'string') return []
  return [heading(2, part[0]), ...part[1].flatMap((line) => (/^#/.test(line) ? ['', line] : [line]))]
}

const metadataKey = /^[a-z]+(?:_[a-z]+)+$/
const scalar = (text: string): string => (/^[\w.]+$/.test(text) || text.includes('"') ? text : `"${text}"`)

/** Keys of a machine ("plan_version"), as the YAML block that plans end with. */
export function metadataSection(writing: Writing): Lines {
  const { attributes } = shown('program', writing.records.program, writing)
  const keys = Object.entries(attributes ?? {}).filter(([label]) => metadataKey.test(label))
  if (keys.length === 0) return []
  const lines = keys.flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${key}: ${scalar(value)}`]
      : [`${key}:`, ...value.flatMap((one) => `- ${one}`.split('\n').map((line, at) => (at === 0 ? `  ${line}` : `    ${line}`)))],
  )
  return [heading(2, 'Metadata'), '', ...fenced(lines.join('\n'), 'yaml')]
}

const needsSource = /\b(?:every|each|all)\s+tasks?\s+(?:must|has|have|needs?|shall|should)\b[^.]{0,60}\bsources?\b/i

/** Rules that a plan states in a comment at its end, and those that its quality gate states. */
function otherwiseStated({ records }: Writing): { readonly inGate: ReadonlySet<string>; readonly inComment: readonly string[] } {
  const { conventions = [], rules } = records.program
  const at = rules?.taskNeedsSource === true ? conventions.findIndex((text) => needsSource.test(text)) : -1
  const clauses = records.gates.flatMap(({ summary, includes }) => (includes && summary ? summary.replace(/\.$/, '').split(/\s*;\s*/) : []))
  return { inGate: new Set(clauses), inComment: at < 0 ? [] : conventions.slice(at) }
}

export function rulesComment(writing: Writing): Lines {
  const { inComment } = otherwiseStated(writing)
  return inComment.length === 0 || writing.outright.has('program\nconventions') ? [] : [`<!-- Rules: ${inComment.join(' ')} -->`]
}

/** Aims, scope and what holds for the whole plan. */
export function programSections(writing: Writing): Lines {
  const program = shown('program', writing.records.program, writing)
  const assumptions = program.assumptions?.map((one) => (typeof one === 'string' ? one : one.title))
  const { inGate, inComment } = otherwiseStated(writing)
  const conventions = program.conventions?.filter((text) => !inGate.has(text) && !inComment.includes(text))
  return apart(
    listSection('Objectives', program.objectives),
    listSection('Scope', program.scope),
    listSection('Assumptions', assumptions),
    listSection('Constraints', program.constraints),
    listSection('Conventions', conventions),
  )
}
