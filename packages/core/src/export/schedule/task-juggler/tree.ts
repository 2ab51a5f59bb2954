import { isoDay } from '../../../schedule/civil-day.ts'
import { FF, FS, type Network, type Piece, SF, SS } from '../../../schedule/network-types.ts'
import { networkBehind } from '../../../schedule/schedule-of.ts'
import type { Activity, Schedule } from '../../../schedule/schedule-types.ts'
import { depend, holds, type JugglerTask, naming, newTask, withoutRepeats } from './tasks.ts'

/** The tasks of a schedule as TaskJuggler knows them, and what of it they do not say. */
export interface Juggled {
  readonly roots: readonly JugglerTask[]
  readonly warnings: readonly string[]
  /** Every amount that is written: the resolution of time has to divide them. */
  readonly amounts: readonly number[]
}

const prefixes = { phase: 'p', milestone: 'm', task: 't', gate: 'g' } as const

interface Bond {
  readonly from: number
  readonly to: number
  readonly fromStart: boolean
  readonly toStart: boolean
  readonly lag: number
  readonly clock: boolean
}

/**
 * TaskJuggler bounds starts only, and by no negative gap. So a bound on the end of work becomes one on its start, or an event at the end of
 * what holds the work; and a lead becomes a gap after the start of work whose length is known.
 */
class Juggler {
  readonly #schedule: Schedule
  readonly #network: Network
  readonly #early: Float64Array
  readonly #tasks: JugglerTask[] = []
  readonly #roots: JugglerTask[] = []
  readonly #nested = new Set<number>()
  readonly #parents = new Set<number>()
  /** Work whose end is an event of its own: it does not end with its length. */
  readonly #tailed = new Set<number>()
  readonly #entryGates = new Map<number, number>()
  readonly #days = new Map<string, JugglerTask>()
  readonly #warnings: string[] = []
  readonly #amounts: number[] = []
  readonly #name = naming()
  #dayHolder: JugglerTask | undefined

  constructor(schedule: Schedule) {
    const { network, early } = networkBehind(schedule)
    this.#schedule = schedule
    this.#network = network
    this.#early = early.finish as Float64Array
    this.#findNesting()
    for (const bond of this.#bonds()) if (this.#needsTail(bond)) this.#tailed.add(bond.to)
    this.#placeTasks()
    for (const index of network.pieces.keys()) this.#bound(index)
    for (const bond of this.#bonds()) this.#tie(bond)
    withoutRepeats(this.#roots, () => newTask(this.#name('all', 'waits'), 'What is waited for in two ways', undefined))
  }

  result(): Juggled {
    return { roots: this.#roots, warnings: this.#warnings, amounts: this.#amounts }
  }

  #piece(index: number): Piece {
    return this.#network.pieces[index] as Piece
  }

  #task(index: number): JugglerTask {
    return this.#tasks[index] as JugglerTask
  }

  #lengthOf(index: number): number {
    const { work } = this.#piece(index)
    return work < 0 ? 0 : (this.#network.duration[work] as number)
  }

  #isClock(index: number): boolean {
    const { work } = this.#piece(index)
    return work >= 0 && this.#network.clock[work] === 1 && this.#lengthOf(index) > 0
  }

  /** What begins and ends with what holds it lies in it; all else stands beside it, with its links. */
  #findNesting(): void {
    const { notes, linkType, pieces } = this.#network
    const begins = new Set<number>()
    const ends = new Set<number>()
    for (const [link, { from, to, reason }] of notes.entries()) {
      if (reason !== 'contains') continue
      if (linkType[link] === SS && this.#piece(to).parent === from) begins.add(to)
      if (linkType[link] === FF && this.#piece(from).parent === to) ends.add(from)
    }
    for (const [index, { type, parent, start, first, isContainer }] of pieces.entries()) {
      if (type !== 'gate' && parent >= 0 && begins.has(index) && ends.has(index)) {
        this.#nested.add(index)
        this.#parents.add(parent)
      }
      if (isContainer && start !== first) this.#entryGates.set(index, this.#network.owner[start] as number)
    }
  }

  /** Every link that nesting does not say. */
  *#bonds(): Generator<Bond> {
    const { notes, linkType, linkLag, linkClock } = this.#network
    for (const [link, { from, to, reason }] of notes.entries()) {
      if (reason === 'own') continue
      const type = linkType[link] as number
      const isNested =
        reason === 'contains' &&
        (type === SS ? this.#nested.has(to) && this.#piece(to).parent === from : this.#nested.has(from) && this.#piece(from).parent === to)
      const isEntry = reason === 'gate' && type === SS && this.#entryGates.get(from) === to
      if (isNested || isEntry) continue
      yield {
        from,
        to,
        fromStart: type === SS || type === SF,
        toStart: type === FS || type === SS,
        lag: linkLag[link] as number,
        clock: linkClock[link] === 1,
      }
    }
  }

  /** A bound on the end of work, as one on its start; as it is where that cannot be. */
  #onStart(bond: Bond): Bond {
    if (bond.toStart || this.#parents.has(bond.to) || this.#tailed.has(bond.to)) return bond
    const length = this.#lengthOf(bond.to)
    if (length === 0) return { ...bond, toStart: true }
    return bond.clock || this.#isClock(bond.to) ? bond : { ...bond, toStart: true, lag: bond.lag - length }
  }

  /** A lead after an end as a gap after the start, where the length between the two is known. */
  #source(bond: Bond): { readonly on: 'whole' | 'own'; readonly onStart: boolean; readonly gap: number } | undefined {
    if (bond.lag >= 0) return { on: 'whole', onStart: bond.fromStart, gap: bond.lag }
    const { from } = bond
    const gap = this.#lengthOf(from) + bond.lag
    if (bond.fromStart || bond.clock || this.#isClock(from) || this.#tailed.has(from) || gap < 0) return undefined
    const { work, last } = this.#piece(from)
    if (!this.#parents.has(from)) return { on: 'whole', onStart: true, gap }
    // Where its own length is what makes it as long as it is.
    return work >= 0 && this.#early[work] === this.#early[last] ? { on: 'own', onStart: true, gap } : undefined
  }

  #needsTail(bond: Bond): boolean {
    if (bond.toStart || this.#parents.has(bond.to) || this.#lengthOf(bond.to) === 0) return false
    const asStart = this.#onStart(bond)
    return (!asStart.toStart || this.#source(asStart) === undefined) && this.#source(bond) !== undefined
  }

  #placeTasks(): void {
    const { pieces } = this.#network
    const gates = pieces.some(({ type }) => type === 'gate') ? newTask(this.#name('all', 'gates'), 'Gates', undefined) : undefined
    const place = (index: number): JugglerTask => {
      const known = this.#tasks[index]
      if (known !== undefined) return known
      const { type, id, title, parent, open, key, unknown } = this.#piece(index)
      const holder = type === 'gate' ? gates : this.#nested.has(index) ? place(parent) : undefined
      const task = newTask(this.#name(prefixes[type], id), title === '' || title === id ? id : `${id} ${title}`, holder)
      this.#tasks[index] = task
      if (holder === undefined) this.#roots.push(task)
      const { done, progress, owner } = this.#schedule.activities.get(key) as Activity
      // A note would be read as markup.
      if (owner !== undefined) task.remarks.push(`owner: ${owner}`)
      if (progress !== 'planned' && type === 'task') task.complete = progress === 'done' ? 100 : Math.floor(done * 100)
      if (open) task.remarks.push('the plan gives it no end')
      else if (type === 'task' && unknown !== undefined && !this.#parents.has(index))
        task.remarks.push('the plan says no duration that can be read')
      this.#placeWork(index, task)
      return task
    }
    for (const index of pieces.keys()) place(index)
    if (gates !== undefined) this.#roots.push(gates)
  }

  #placeWork(index: number, task: JugglerTask): void {
    const length = this.#lengthOf(index)
    if (length === 0) return
    this.#amounts.push(length)
    const isWhole = !this.#parents.has(index) && !this.#tailed.has(index)
    const work = isWhole ? task : newTask('own', 'its own work', task)
    work.length = length
    work.clock = this.#isClock(index)
    if (work.clock) this.#warn(task, 'time on the clock is counted from the minute at which the work before it ends, also at night')
  }

  #warn(task: JugglerTask, text: string): void {
    task.remarks.push(text)
    this.#warnings.push(`${task.title}: ${text}`)
  }

  /** The day before which something does not begin, as an event that it waits for. */
  #bound(index: number): void {
    const { calendar, floor } = this.#network
    const gate = this.#entryGates.get(index)
    if (gate !== undefined) depend(this.#task(index), { on: this.#task(gate), onStart: false, gap: 0, calendar: false })
    const at = floor[this.#piece(index).first] as number
    if (!(at > 0)) return
    const clock = calendar.clockOf(at, 'start')
    const day = Math.floor(clock / 1440)
    const minutes = clock - day * 1440
    this.#amounts.push(minutes)
    const two = (value: number): string => String(value).padStart(2, '0')
    const when = `${isoDay(day)}-${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    let event = this.#days.get(when)
    if (event === undefined) {
      if (this.#dayHolder === undefined) {
        this.#dayHolder = newTask(this.#name('all', 'days'), 'Days that the plan names', undefined)
        this.#roots.unshift(this.#dayHolder)
      }
      event = newTask(this.#name('d', when), when.replace(/-00:00$/, ''), this.#dayHolder, when)
      this.#days.set(when, event)
    }
    depend(this.#startOf(index), { on: event, onStart: false, gap: 0, calendar: false })
  }

  /** What waits for all that something waits for: its entry gate, or itself. */
  #startOf(index: number): JugglerTask {
    return this.#task(this.#entryGates.get(index) ?? index)
  }

  /** The event at which what holds others begins. */
  #beginOf(index: number): JugglerTask {
    const task = this.#task(index)
    if (!this.#parents.has(index)) return task
    return task.children.find(({ id }) => id === 'begin') ?? newTask('begin', 'it begins', task)
  }

  #tie(stated: Bond): void {
    const asStart = this.#onStart(stated)
    const bond = this.#source(asStart) === undefined ? stated : asStart
    const source = this.#source(bond)
    const target = this.#task(bond.to)
    const from = this.#task(bond.from)
    const words = `${bond.fromStart ? 'start' : 'end'} of ${from.title}`
    if (source === undefined || (!bond.toStart && !this.#parents.has(bond.to) && !this.#tailed.has(bond.to))) {
      this.#warn(target, `its lead before the ${words} cannot be written`)
      return
    }
    const entryGate = source.onStart && source.on === 'whole' ? this.#entryGates.get(bond.from) : undefined
    const on =
      source.on === 'own'
        ? (from.children.find(({ id }) => id === 'own') as JugglerTask)
        : entryGate !== undefined
          ? this.#task(entryGate)
          : source.onStart
            ? this.#beginOf(bond.from)
            : from
    const until = bond.toStart ? this.#startOf(bond.to) : target
    if (on === until || holds(on, until) || (bond.toStart && holds(until, on))) {
      this.#warn(target, `its link to the ${words} cannot be written, for one lies in the other`)
      return
    }
    if (source.gap > 0) this.#amounts.push(source.gap)
    if (bond.clock && source.gap > 0 && source.onStart)
      this.#warn(target, `days of the calendar are counted from the ${words}, also at night`)
    const waiting = bond.toStart ? until : newTask(this.#endName(target), 'it ends no earlier', target)
    // Of an event the end is the start; TaskJuggler takes its start for a circle where it stands in what waits for it, too.
    const isWork = on.children.length > 0 || on.length > 0
    depend(waiting, { on, onStart: source.onStart && isWork, gap: source.gap, calendar: bond.clock })
  }

  #endName(task: JugglerTask): string {
    return `end_${task.children.filter(({ id }) => id.startsWith('end_')).length + 1}`
  }
}

/** The activities of a schedule as tasks of TaskJuggler. */
export const juggle = (schedule: Schedule): Juggled => new Juggler(schedule).result()
