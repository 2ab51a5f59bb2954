import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { Solved } from './activities.ts'
import { dayNumber } from './civil-day.ts'
import { dateWords } from './date-words.ts'
import { durationWords } from './duration.ts'
import { FF, FS, type LinkNote, type Piece } from './network-types.ts'
import { overfullOf } from './overfull.ts'
import type { Activity, Schedule } from './schedule-types.ts'

const named = ({ type, id }: Pick<Piece, 'type' | 'id'>): string => `${type} ${id}`

const counted = (count: number, one: string): string => `${Number(count.toFixed(2))} ${one}${count === 1 ? '' : 's'}`

const noteLocation = ({ entry, path }: LinkNote): Location | undefined =>
  entry === undefined ? undefined : path === undefined ? locationOfEntry(entry) : locationOfEntry(entry, path)

/** What a schedule shows to be wrong: windows that hold too much, dates that are missed, leads and sequences that cannot be. */
export function findingsOf(program: Program, schedule: Schedule, solved: Solved): Diagnostic[] {
  if (schedule.mode === 'order') return []
  const overfull = windowFindings(program, schedule, solved)
  return [...overfull.diagnostics, ...lateFindings(schedule, solved, overfull.phases), ...linkFindings(schedule, solved)]
}

function windowFindings(
  program: Program,
  schedule: Schedule,
  solved: Solved,
): { readonly diagnostics: readonly Diagnostic[]; readonly phases: ReadonlySet<number> } {
  const week = schedule.minutesPerDay * schedule.daysPerWeek
  const overfull = overfullOf(solved)
  const diagnostics = overfull.map(({ id, index, needed, room }) => {
    const text = program.phases.get(id)?.record.window
    const inWeeks = needed % week === 0 && room % week === 0
    const size = (minutes: number): string =>
      inWeeks ? counted(minutes / week, 'week') : counted(minutes / schedule.minutesPerDay, 'working day')
    return diagnostic(
      'plan/window-too-short',
      `phase ${id} holds ${size(needed)} of work in a window of ${size(room)} (${text}): ${size(needed - room)} too much`,
      {
        location: locationOfEntry((solved.network.pieces[index] as Piece).entry, 'window'),
        help: 'widen the window, or say which milestones overlap: relations: [{type: parallel, milestone: …}]',
      },
    )
  })
  return { diagnostics, phases: new Set(overfull.map(({ index }) => index)) }
}

function lateFindings(schedule: Schedule, { network }: Solved, overfull: ReadonlySet<number>): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const [index, piece] of network.pieces.entries()) {
    const activity = schedule.activities.get(piece.key) as Activity
    const { dates, target } = activity
    // What is over is late no more; what is too much for its window has been said.
    if (dates === undefined || target === undefined || activity.open || overfull.has(index)) continue
    if (dates.finish <= target.finish || (activity.progress === 'done' && schedule.dataDate !== undefined)) continue
    const days =
      (schedule.calendar.endOf(dayNumber(dates.finish)) - schedule.calendar.endOf(dayNumber(target.finish))) / schedule.minutesPerDay
    if (days <= 0) continue
    const isDue = piece.due !== undefined && schedule.mode === 'dated'
    const what = isDue ? 'its due date' : 'the end of its window,'
    diagnostics.push(
      diagnostic(
        'schedule/late',
        `${named(piece)} ends ${dateWords(schedule, dates.finish)}, ${counted(days, 'working day')} after ${what} ${dateWords(schedule, target.finish)}`,
        {
          location: locationOfEntry(piece.entry, isDue ? 'due' : 'window'),
          help: `see what holds it up: refractor why ${piece.id}`,
        },
      ),
    )
  }
  return diagnostics
}

function linkFindings(schedule: Schedule, { network, early }: Solved): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const { notes, pieces, linkFrom, linkTo, linkType, linkLag, linkClock } = network
  for (const [link, note] of notes.entries()) {
    if (note.reason === 'own' || note.reason === 'contains' || note.reason === 'gate') continue
    const from = pieces[note.from] as Piece
    const to = pieces[note.to] as Piece
    const type = linkType[link] as number
    const lag = linkLag[link] as number
    const length = (early.finish[from.last] as number) - (early.start[from.start] as number)
    if (from.open && (type === FS || type === FF)) {
      diagnostics.push(
        diagnostic('schedule/after-open-end', `${named(to)} waits for the end of ${named(from)}, which has none`, {
          location: noteLocation(note),
          help: `give ${from.id} a window with an end, or let ${to.id} depend on what is done in it`,
        }),
      )
    }
    if (type === FS && lag < 0 && linkClock[link] === 0 && length > 0 && -lag > length && network.state[from.last] === 0) {
      const size = durationWords(-lag, schedule.minutesPerDay)
      diagnostics.push(
        diagnostic(
          'schedule/impossible-lead',
          `${named(to)} begins ${size} before ${named(from)} ends, which takes only ${durationWords(length, schedule.minutesPerDay)}`,
          {
            location: noteLocation(note),
            help: `make the overlap shorter than ${from.id}, or let them begin together: type: SS`,
          },
        ),
      )
    }
    if (network.dataDay === undefined || to.progress !== 'done' || from.progress === 'done' || from.optional) continue
    if (type !== FS && type !== FF) continue
    if ((early.finish[linkFrom[link] as number] as number) <= (early.finish[linkTo[link] as number] as number)) continue
    diagnostics.push(
      diagnostic('schedule/out-of-sequence', `${named(to)} is done, and ${named(from)}, which it waits for, is not`, {
        location: noteLocation(note),
        help: `say that ${from.id} is done, or that ${to.id} does not wait for it`,
      }),
    )
  }
  return diagnostics
}
