import type { PlaybookData, Rehearsal } from '../../playbook-data.ts'
import { placeOf } from '../findings-text.ts'
import { codeSpan, plainMarkdown } from '../markdown.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { rowsText } from './rows.ts'
import { inWords } from './show.ts'

/** "2026-03-01, passed in part (1 of 4 steps)": what was skipped was not rehearsed. */
function lastWords({ date, outcome, done }: Rehearsal): string {
  const part = outcome === 'passed' && done !== undefined ? ` in part (${done.steps} of ${done.of} steps)` : ''
  return `${date.slice(0, 10)}${outcome === null ? '' : `, ${outcome}`}${part}`
}

const unasked = 'No criterion asks for a rehearsal of it, so none can be recorded.'

/** "a, b or c". */
const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** When `gate check` names a playbook, in words. */
function suggestWords({ suggest }: Pick<PlaybookData, 'suggest'>): string {
  if (suggest === null || suggest === undefined) return ''
  const { gates, kinds, reasons } = suggest
  const of = kinds === undefined ? '' : ` of kind ${either(kinds)}`
  const is = reasons === undefined ? 'not met' : either(reasons)
  const why = kinds === undefined && reasons === undefined ? '' : `, and a criterion${of} is ${is}`
  return `when ${gates === undefined ? 'a gate' : either(gates)} is not met${why}`
}

export const playbookListText: TextBody = rowsText('playbooks', 'playbook', [
  'id',
  'title',
  (row) => `${String(row['steps'])} steps`,
  (row) => (row['rehearsed'] === null ? 'never rehearsed' : `rehearsed ${lastWords(row['rehearsed'] as Rehearsal)}`),
])

/** A heading and its entries; nothing where there are none. */
function part(title: string, entries: readonly string[], { width, paint }: ReporterContext): string[] {
  if (entries.length === 0) return []
  return ['', `  ${paint.strong(title)}`, ...entries.flatMap((entry) => wrapBehind('  - ', entry, width))]
}

function steps({ steps: all }: PlaybookData, { width, paint }: ReporterContext): string[] {
  if (all.length === 0) return []
  const digits = String(all.length).length
  const lines = all.flatMap(({ title, command }, index) => {
    const lead = `  ${String(index + 1).padStart(digits)}. `
    const below = command === undefined ? [] : wrapBehind(`${' '.repeat(lead.length)}→ `, command, width).map(paint.command)
    return [...wrapBehind(lead, title, width), ...below]
  })
  return ['', `  ${paint.strong('Steps')}`, ...lines]
}

/** What is kept of the plan beside the parts that every playbook has. */
const remarks = ({ attributes }: PlaybookData): string[] => Object.entries(attributes).map(([key, value]) => `${key}: ${inWords(value)}`)

export const playbookShowText: TextBody = (answer, context) => {
  const playbook = answer.data['playbook'] as PlaybookData
  const { width, paint } = context
  const head = wrapBehind(`${playbook.id}  `, `${playbook.title} (playbook)`, width)
  const suggested = suggestWords(playbook)
  return [
    paint.strong(head[0] as string),
    ...head.slice(1),
    ...wrapBehind('  ', placeOf(playbook.location), width).map(paint.faint),
    ...part('Triggers', playbook.triggers, context),
    ...(suggested === '' ? [] : wrapBehind('  Named by gate check ', suggested, width)),
    ...part('Decision points', playbook.decisions, context),
    ...steps(playbook, context),
    ...part('Checkpoints', playbook.checkpoints, context),
    ...part('Remarks', remarks(playbook), context),
    ...part(
      'Rehearsals',
      playbook.rehearsals.map((one) => `${lastWords(one)}: ${one.scenario} (${one.path})`),
      context,
    ),
    '',
    ...(playbook.drill === null
      ? wrapBehind('  ', unasked, width)
      : wrapBehind('  Rehearse it: ', playbook.drill, width).map((line, index) =>
          index === 0 ? `  Rehearse it: ${paint.command(line.slice(15))}` : paint.command(line),
        )),
  ]
}

const list = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : [`## ${title}`, '', ...entries.map((entry) => `- ${plainMarkdown(entry)}`), '']

/** The page for a wall, a wiki or the issue of an incident: steps to tick. */
export const playbookShowMarkdown: TextBody = (answer) => {
  const playbook = answer.data['playbook'] as PlaybookData
  const ticks = playbook.steps.map(({ title, command }, index) => {
    const run = command === undefined ? '' : `: ${codeSpan(command)}`
    return `${index + 1}. [ ] ${plainMarkdown(title)}${run}`
  })
  return [
    `# ${plainMarkdown(playbook.title)} (${plainMarkdown(playbook.id)})`,
    '',
    ...list('Triggers', playbook.triggers),
    ...list('Decision points', playbook.decisions),
    ...(ticks.length === 0 ? [] : ['## Steps', '', ...ticks, '']),
    ...list('Checkpoints', playbook.checkpoints),
    ...list('Remarks', remarks(playbook)),
    ...list(
      'Rehearsals',
      playbook.rehearsals.map((one) => `${lastWords(one)}: ${one.scenario}`),
    ),
    playbook.drill === null ? unasked : `Rehearse it: ${codeSpan(playbook.drill)}`,
    '',
  ]
}
