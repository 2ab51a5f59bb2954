import type { Location, RecordType } from '@refractor/core'
import type { RecordHistory, ToldEvent } from '@refractor/workspace'

/** A record file or an event of the audit log that speaks of the record. */
export interface HistoryNote {
  readonly event: 'evidence' | 'approval' | 'waiver' | 'review' | 'link-review' | 'audit'
  readonly at: string
  readonly author: string
  /** "passed", "approve", "requested until 2026-12-01", "task.started" */
  readonly says: string
  /** Which ids of those that were asked for it speaks of. */
  readonly about: readonly string[]
  readonly path: string
  readonly commit?: string
}

export type HistoryEntry = ToldEvent | HistoryNote

/** How long a record was in a state. `to` and what follows are absent while it still is. */
export interface StateSpan {
  readonly state: string
  readonly from?: string
  readonly to?: string
  readonly author?: string
  readonly commit: string | null
}

export interface HistoryData {
  readonly program: string
  readonly type: RecordType
  readonly id: string
  readonly title: string
  /** Absent when the program has it no more. */
  readonly location?: Location
  readonly states: readonly StateSpan[]
  readonly events: readonly HistoryEntry[]
  readonly read: RecordHistory['read']
  /** Former folders of the specification. */
  readonly formerly: readonly string[]
}

/** The states that a record has been in, one after the other. */
export function stateSpans(events: readonly ToldEvent[]): StateSpan[] {
  const spans: StateSpan[] = []
  for (const { event, state, at, author, commit } of events) {
    const last = spans.at(-1)
    const isGone = event === 'removed'
    if (last !== undefined && last.to === undefined && (isGone || last.state !== state) && at !== undefined)
      spans[spans.length - 1] = { ...last, to: at }
    if (state === undefined || isGone || (last?.state === state && last.to === undefined)) continue
    spans.push({ state, ...(at !== undefined && { from: at }), ...(author !== undefined && { author }), commit })
  }
  return spans
}

/** Notes and events in one line of time: the events keep their order, each note stands before the first event that is later. */
export function timeLine(events: readonly ToldEvent[], notes: readonly HistoryNote[]): HistoryEntry[] {
  const sorted = [...notes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.path < b.path ? -1 : 1))
  const line: HistoryEntry[] = []
  let next = 0
  for (const event of events) {
    while (next < sorted.length && (event.at === undefined || (sorted[next] as HistoryNote).at < event.at))
      line.push(sorted[next++] as HistoryNote)
    line.push(event)
  }
  return [...line, ...sorted.slice(next)]
}
