import type { CriterionResult, Diagnostic, GateResult } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { ChangeData } from '../change-data.ts'
import type { SuggestedPlaybook } from '../gate-data.ts'
import { asOf } from './as-of.ts'
import { summaryOf } from './findings-text.ts'
import { because, blocks, comparison, stageWords, tallyWords } from './gate-words.ts'
import { oneLine, printableDeep, withoutCommands } from './printable.ts'
import type { ReporterContext, TextBody } from './reporter.ts'

/** Text of files inside Markdown: no markup, no mentions, no links, no line breaks. */
export function plainMarkdown(text: string): string {
  return (
    oneLine(text)
      // A lone one is only itself: "Rollback & Recovery" stays as it was written.
      .replace(/&(?!\s)/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
      .replace(/@/g, '@\u2060')
      .replace(/\b(https?):\/\//gi, '$1:\u2060//')
      .replace(/^(\d+)\./, '$1\\.')
  )
}

/** A code span of any text; one more backtick around than there are inside. */
export function codeSpan(text: string): string {
  const line = oneLine(text)
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const gap = longest > 0 || line === '' ? ' ' : ''
  return `${fence}${gap}${line}${gap}${fence}`
}

/** In a table even code must escape a pipe. */
const inTable = (text: string): string => text.replace(/\|/g, '\\|')

const marks = { met: '✅', unmet: '❌', unknown: '❔', waived: '🟡', 'not-applicable': '➖' } as const

function row(one: CriterionResult): string {
  const mark = one.level === 'required' || one.outcome === 'met' ? marks[one.outcome] : '▫️'
  return `| ${mark} | ${inTable(codeSpan(one.id))} | ${plainMarkdown(one.statement)} | ${plainMarkdown(one.kind)} | ${plainMarkdown(because(one))} |`
}

function details(one: CriterionResult): string[] {
  const { file, line, column } = one.location
  const compared = comparison(one)
  const lines = [`- ${codeSpan(one.id)} ${plainMarkdown(one.statement)}`, `  - ${codeSpan(`${file}:${line}:${column}`)}`]
  if (compared !== undefined) lines.push(`  - ${plainMarkdown(compared)}`)
  if (one.fix !== undefined) lines.push(`  - ${codeSpan(one.fix)}`)
  return lines
}

function gateSection(gate: GateResult): string[] {
  const lines = [
    `## ${plainMarkdown(gate.id)} ${plainMarkdown(gate.title)}, ${stageWords(gate)}: ${gate.verdict} (${tallyWords(gate)})`,
    '',
  ]
  if (gate.criteria.length > 0)
    lines.push('| | Criterion | Statement | Kind | Because |', '|---|---|---|---|---|', ...gate.criteria.map(row), '')
  const open = gate.criteria.filter(blocks)
  if (open.length > 0) lines.push('<details><summary>What would meet it</summary>', '', ...open.flatMap(details), '', '</details>', '')
  return lines
}

function findingLine({ severity, code, message, location, help }: Diagnostic): string {
  const place = location === undefined ? '' : ` ${codeSpan(`${location.file}:${location.line}:${location.column}`)}`
  return `- **${severity}** ${codeSpan(code)}${place} ${plainMarkdown(message)}${help === undefined ? '' : ` → ${plainMarkdown(help)}`}`
}

/** What the plan has ready for gates that are not met. */
function playbookSection({ data }: Answer): string[] {
  const gates = (data['gates'] ?? []) as readonly { readonly playbooks?: readonly SuggestedPlaybook[] }[]
  const shows = new Set(gates.flatMap(({ playbooks = [] }) => playbooks.map(({ show }) => show)))
  return shows.size === 0 ? [] : [...[...shows].map((show) => `- Playbook: ${codeSpan(show)}`), '']
}

/** What was judged, where two revisions were, and why each gate was asked for. */
function changeSection({ base, head, picked, newGates = [] }: Partial<ChangeData>, isNone: boolean): string[] {
  if (base === undefined || head === undefined) return []
  const lines = [`Judged: ${codeSpan(head.commit.slice(0, 7))} by the gates of ${codeSpan(base.commit.slice(0, 7))}.`, '']
  if (isNone) lines.push('No gate applies to this change.', '')
  if (picked && picked.length > 0)
    lines.push(...picked.map(({ gate, because: reasons }) => `- ${codeSpan(gate)} ${plainMarkdown(reasons.join('; '))}`), '')
  if (newGates.length > 0) lines.push(`New in head, deciding once merged: ${newGates.map(({ id }) => codeSpan(id)).join(', ')}.`, '')
  return lines
}

const printedAnswer = (answer: Answer): Answer => ({ ...printableDeep({ ...answer }), command: answer.command })

/** What a command that is not about gates says, as it says it in a terminal. */
function bodySection(answer: Answer, context: ReporterContext, body: TextBody | undefined): string[] {
  if (body === undefined || answer.refused) return []
  const safe = printedAnswer(answer)
  const shown = [...asOf(safe, context), ...body(safe, context)]
  while (shown.at(-1) === '') shown.pop()
  if (shown.length === 0) return []
  const longest = Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, ...shown.map(withoutCommands.text), fence, '']
}

/** A pull request comment or job summary. */
export function markdown(answer: Answer, context: ReporterContext, textBody?: TextBody, ownBody?: TextBody): string {
  const { diagnostics, gates = [] } = printableDeep({ diagnostics: answer.diagnostics, gates: answer.gates })
  const change = changeSection(
    printableDeep(answer.command === 'gate check' ? answer.data : {}),
    diagnostics.some(({ code }) => code === 'gate/none-applies'),
  )
  const playbooks = answer.command === 'gate check' ? playbookSection(printedAnswer(answer)) : []
  const isAboutGates = gates.length > 0 || answer.command === 'gate check'
  const body = isAboutGates
    ? []
    : ownBody !== undefined && !answer.refused
      ? ownBody(printedAnswer(answer), context)
      : bodySection(answer, context, textBody)
  // A page of its own has its own title.
  const title = ownBody !== undefined && body[0]?.startsWith('# ') ? [] : [`# refractor ${answer.command}`, '']
  const lines = [...title, ...change, ...gates.flatMap(gateSection), ...playbooks, ...body]
  if (diagnostics.length > 0) lines.push(`## ${summaryOf(diagnostics)}`, '', ...diagnostics.map(findingLine), '')
  if (gates.length === 0 && diagnostics.length === 0 && change.length === 0 && body.length === 0) lines.push('Nothing to report.', '')
  return `${lines.join('\n').trimEnd()}\n`
}
