import type { PlaceChange } from '@refractor/core'
import type { ToldEvent } from '@refractor/workspace'
import type { HistoryData, HistoryEntry, HistoryNote } from '../../history-data.ts'
import { changeWords } from '../diff-words.ts'
import { padTo } from '../display-width.ts'
import { placeOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

const isNote = (entry: HistoryEntry): entry is HistoryNote => 'says' in entry
const nameOf = (author: string): string => author.replace(/ <.*>$/, '')
const timeOf = (at: string): string => at.slice(0, 16).replace('T', ' ')
const shortOf = (oid: string): string => oid.slice(0, 7)

/** "P0.M1, open, in specification/phases/P0.yaml" */
function whereWords({ within: { parent, gate, milestone, phase }, state, file }: ToldEvent): string {
  const place = parent ?? gate ?? milestone ?? phase
  return [...(place === undefined ? [] : [place]), ...(state === undefined ? [] : [state]), `in ${file}`].join(', ')
}

const renamedWords = ({ event, renamed }: ToldEvent): string =>
  renamed === undefined ? '' : `; ${event === 'added' ? 'before it was' : 'since then it is'} ${renamed} (refractor history ${renamed})`

type Detail = readonly [label: string, text: string]

const placeWords = ({ before, after }: PlaceChange): string => `${before ?? '(none)'} → ${after ?? '(none)'}`

/** What an event says, one detail to a line. */
function detailsOf(event: ToldEvent): Detail[] {
  const changes: Detail[] = [
    ...event.places.map((place): Detail => [place.what, placeWords(place)]),
    ...event.fields.map((field): Detail => [field.field, changeWords(field)]),
  ]
  switch (event.event) {
    case 'added':
      return event.isCutOff
        ? [['is there', `${whereWords(event)}; this clone does not hold what was before`]]
        : [['added', `${whereWords(event)}${renamedWords(event)}`]]
    case 'removed':
      return [['removed', `${whereWords(event)}${renamedWords(event)}`]]
    case 'unreadable':
      return [['unreadable', `${event.file}, as this commit left it`]]
    case 'merged':
      return [
        ...changes.map(([label, text]): Detail => [label, `${text} (by the merge itself)`]),
        ...event.dropped.map(
          (field): Detail => [field.field, `${changeWords(field)} (the merge left out what ${shortOf(field.commit)} wrote)`],
        ),
      ]
    default:
      return changes
  }
}

function entryLines(entry: HistoryEntry, labelWidth: number, { width, paint }: ReporterContext): string[] {
  const when = entry.at === undefined ? 'not committed' : timeOf(entry.at)
  const head = `  ${padTo(when, 16)}  `
  const indent = ' '.repeat(6)
  if (isNote(entry)) {
    const { event, says, about, author, path } = entry
    const text = `${event === 'link-review' ? 'review of links' : event} ${about.join(', ')}: ${oneLine(says)} · ${nameOf(author)}`
    return [...wrapBehind(`${head}${padTo('', 7)}  `, text, width), ...wrapBehind(indent, path, width).map(paint.faint)]
  }
  const { commit, author = '', subject = '' } = entry
  const named = commit === null ? '' : `${shortOf(commit)}  ${nameOf(author)}  `
  const first = commit === null ? [`  ${when}`] : wrapBehind(head + named, oneLine(subject), width)
  const painted =
    entry.event === 'removed' || entry.event === 'unreadable' ? paint.bad : entry.event === 'merged' ? paint.warn : paint.strong
  return [
    ...first.map((line, index) => (index === 0 ? line : paint.faint(line))),
    ...detailsOf(entry).flatMap(([label, text]) => {
      const [line = '', ...rest] = wrapBehind(`${indent}${padTo(label, labelWidth)}  `, text, width)
      return [`${indent}${painted(label)}${line.slice(indent.length + label.length)}`, ...rest]
    }),
  ]
}

/** "open since 2026-10-02, done since 2026-11-20" */
function stateLines({ states }: HistoryData, { width, paint }: ReporterContext): string[] {
  if (states.length < 2) return []
  const words = states.map(({ state, from }) => `${state} ${from === undefined ? '(not committed)' : from.slice(0, 10)}`)
  return ['', ...wrapBehind('  state  ', words.join(' → '), width).map(paint.strong)]
}

/** What happened to the record, oldest first. */
export const historyText: TextBody = (answer, context) => {
  const data = answer.data as unknown as HistoryData
  const { width, paint } = context
  const { id, type, title, location, events, read, formerly } = data
  const head = wrapBehind(`${id}  `, title === '' ? type : `${oneLine(title)} (${type})`, width)
  const commits = events.flatMap((one) => (isNote(one) || one.commit === null ? [] : [one]))
  const people = new Set(commits.map(({ author }) => author)).size
  const details = events.flatMap((one) => (isNote(one) ? [] : detailsOf(one)))
  const labelWidth = Math.min(20, Math.max(0, ...details.map(([label]) => label.length)))
  const summary = `${plural(commits.length, 'commit')} of ${plural(people, 'person', 'people')}; looked at ${plural(read.commits, 'commit')} and ${plural(read.files, 'version')} of files`
  return [
    paint.strong(head[0] as string),
    ...head.slice(1),
    ...wrapBehind('  ', location === undefined ? 'the program does not have it now' : placeOf(location), width).map(paint.faint),
    ...stateLines(data, context),
    ...events.flatMap((entry) => ['', ...entryLines(entry, labelWidth, context)]),
    '',
    ...(formerly.length > 0
      ? wrapBehind('', `the folder of the specification was ${formerly.join(', ')} before`, width).map(paint.faint)
      : []),
    ...wrapBehind('', summary, width).map(paint.faint),
  ]
}
