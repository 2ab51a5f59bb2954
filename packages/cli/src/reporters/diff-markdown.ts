import type { CaseChange, GateChange, RecordChange } from '@refractor/core'
import type { DiffData, ProgramDiffData } from '../diff-data.ts'
import { dateLines, shiftsToTell, shiftWords } from './date-shifts.ts'
import {
  gatesToTell,
  linksToTell,
  ownFields,
  recordsToTell,
  type SuspectGroup,
  settingsOf,
  summaryWords,
  suspectGroups,
  type ToldWith,
  toldWith,
} from './diff-parts.ts'
import { changeWords, linkWords, moveWords, stateWords, verdictWords } from './diff-words.ts'
import { plural, stageWords } from './gate-words.ts'
import { codeSpan, plainMarkdown } from './markdown.ts'
import { oneLine } from './printable.ts'
import type { TextBody } from './reporter.ts'
import { cut } from './wrap.ts'

/** A comment at a forge holds 65,536 characters; the rest is room for the findings below. */
const budget = 50_000
const longestLine = 600

const marks = { added: '➕', removed: '➖', changed: '✏️', renamed: '🏷️', moved: '📦' } as const
const verdictMarks = { met: '✅', unmet: '❌', unknown: '❔' } as const

const told = (text: string): string => plainMarkdown(cut(oneLine(text), longestLine))
const inTable = (text: string): string => text.replace(/\|/g, '\\|')

/** Writes parts until there is no room left; what was left out is counted, never silently dropped. */
class Comment {
  readonly lines: string[] = []
  #room = budget

  /** A heading, or a fold, with an entry for each of a list. */
  part<T>(
    title: string,
    list: readonly T[],
    entry: (one: T) => readonly string[],
    options: { folded?: boolean; head?: readonly string[] } = {},
  ): void {
    if (list.length === 0) return
    const { folded = true, head = [] } = options
    const shown: string[] = []
    let left = 0
    for (const one of list) {
      if (left > 0) {
        left += 1
        continue
      }
      const lines = entry(one)
      const size = lines.reduce((sum, line) => sum + line.length + 1, 0)
      if (size > this.#room) left += 1
      else {
        this.#room -= size
        shown.push(...lines)
      }
    }
    const body = [
      ...(shown.length > 0 ? head : []),
      ...shown,
      ...(left > 0 ? ['', `… and ${left} more: ${codeSpan('refractor diff -v')} shows them.`] : []),
      '',
    ]
    if (folded) this.lines.push(`<details><summary>${title}: ${list.length}</summary>`, '', ...body, '</details>', '')
    else this.lines.push(`## ${title}`, '', ...body)
  }
}

function gateRow(gate: GateChange): string[] {
  const { id, title, before, after, criteria } = gate
  const moves = before === null || after === null ? [] : criteria
  const because = moves.slice(0, 3).map(({ id: criterion, after: now }) => `${criterion}: ${now === undefined ? 'gone' : now.because}`)
  const more = moves.length - because.length
  const reasons = [...because, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
  const mark = after === null ? '➖' : verdictMarks[after]
  const name = title === '' || title === id ? stageWords(gate) : `${title}, ${stageWords(gate)}`
  return [`| ${mark} | ${inTable(codeSpan(id))} | ${told(name)} | ${verdictWords(gate)} | ${told(reasons)} |`]
}

function recordEntry(record: RecordChange, beside: ToldWith): string[] {
  const { change, type, id, was, title } = record
  const inside = beside.held(record)
  const name = was === undefined ? codeSpan(id) : `${codeSpan(was)} → ${codeSpan(id)}`
  return [
    `- ${marks[change]} ${type} ${name} ${told(title)}${inside === '' ? '' : ` (with ${inside})`}`,
    ...moveWords(record).map((one) => `  - ${told(one)}`),
    ...ownFields(record).map((one) => `  - ${codeSpan(one.field)} ${told(changeWords(one))}`),
    ...beside.links(record).map((one) => `  - ${told(one)}`),
  ]
}

function suspectEntry({ title, links, clear }: SuspectGroup): string[] {
  const command = clear === undefined ? [] : [`  - ${codeSpan(clear)}`]
  return [`- ⚠️ ${told(title)}`, ...links.map((one) => `  - ${told(one)}`), ...command]
}

function caseEntry({ change, kind, path, was, about, says, ticked }: CaseChange): string[] {
  const facts = [
    ...about.map(codeSpan),
    ...(says === undefined ? [] : [says]),
    ...(ticked ? [`${ticked.before} → ${ticked.after} of ${plural(ticked.boxes, 'box', 'boxes')} ticked`] : []),
  ]
  const place = was === undefined ? codeSpan(path) : `${codeSpan(was)} → ${codeSpan(path)}`
  return [`- ${marks[change]} ${kind} ${place}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`]
}

function programPart(comment: Comment, data: ProgramDiffData): void {
  const row = (cells: readonly string[]): string[] => [`| ${cells.map(inTable).join(' | ')} |`]
  const head = (...names: string[]): string[] => [`| ${names.join(' | ')} |`, `|${names.map(() => '---|').join('')}`]
  comment.part('Gates', gatesToTell(data), gateRow, { folded: false, head: head('', 'Gate', '', 'Verdict', 'Because') })
  const suspect = suspectGroups(data)
  const records = recordsToTell(data)
  const beside = toldWith(data)
  comment.part('Suspect links', suspect, suspectEntry, { folded: suspect.length > 10 })
  comment.part('Records', records, (one) => recordEntry(one, beside), { folded: records.length > 10 })
  comment.part('Schedule', data.schedule, (one) => row([codeSpan(one.id), codeSpan(one.field), told(changeWords(one))]), {
    head: head('Record', 'Field', 'Change'),
  })
  if (data.dates !== undefined) {
    const { dates } = data
    comment.lines.push(...dateLines(dates).map((line) => `- ${told(line)}`), '')
    comment.part('Dates', shiftsToTell(dates), (one) => row([codeSpan(one.id), told(one.title), told(shiftWords(one, dates))]), {
      head: head('Record', '', 'Shift'),
    })
  }
  comment.part(
    'States',
    data.states,
    ({ id, title, before, after }) => row([codeSpan(id), told(title), told(`${before || '(none)'} → ${after || '(none)'}`)]),
    {
      head: head('Record', '', 'State'),
    },
  )
  comment.part('Links', linksToTell(data), ({ change, link }) => [`- ${marks[change]} ${told(linkWords(link))}`])
  comment.part('Settings', settingsOf(data), (one) => row([one.where, codeSpan(one.field), told(changeWords(one))]), {
    head: head('', 'Field', 'Change'),
  })
  comment.part('Evidence, decisions and checklists', data.case, caseEntry)
  comment.part('Files moved, unchanged in meaning', data.files, ({ before, after, records }) => [
    `- ${codeSpan(before)} → ${codeSpan(after)} (${plural(records, 'record')})`,
  ])
}

/** A comment for a pull request: verdicts and what became suspect first, long lists folded, and never longer than a forge takes. */
export const diffMarkdown: TextBody = (answer) => {
  const data = answer.data as unknown as DiffData
  const state = (one: DiffData['base']): string => codeSpan(stateWords(one))
  const base = data.sinceParting ? `where ${state(data.head)} left ${codeSpan(data.base.revision ?? '')}` : state(data.base)
  const comment = new Comment()
  comment.lines.push(`${base} → ${state(data.head)}${data.same ? ': nothing differs in meaning.' : ''}`, '')
  for (const { id, name, change } of data.others) comment.lines.push(`${marks[change]} program ${codeSpan(id)} ${told(name)}`, '')
  comment.part(codeSpan('refractor.yaml'), data.workspace, (one) => [`- ${codeSpan(one.field)} ${told(changeWords(one))}`], {
    folded: false,
  })
  const several = data.programs.length + data.others.length > 1
  for (const program of data.programs) {
    const summary = summaryWords(program)
    if (summary === '') continue
    if (several) comment.lines.push(`# ${told(program.name)} (${told(program.program)})`, '')
    comment.lines.push(`**${told(summary)}**`, '')
    programPart(comment, program)
  }
  return comment.lines
}
