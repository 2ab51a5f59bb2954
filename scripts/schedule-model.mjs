// Random plans for prove-schedule.mjs, as the files of a program; schedule-oracle.mjs says the same for TaskJuggler. Only what
// both can express is made. Links lead from what is made earlier to what is made later, so that there are no circles.

/** Minutes of a slot of TaskJuggler: all working time is a multiple of it. */
export const slot = 30
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
export const dayMs = 86_400_000

export class Chance {
  #state
  constructor(seed) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0
    for (let n = 0; n < 8; n++) this.next()
  }
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  below(count) {
    return Math.floor(this.next() * count)
  }
  between(low, high) {
    return low + this.below(high - low + 1)
  }
  share(percent) {
    return this.next() * 100 < percent
  }
  one(list) {
    return list[this.below(list.length)]
  }
}

export const isoOf = (ms) => new Date(ms).toISOString().slice(0, 10)
const msOf = (date) => Date.parse(`${date}T00:00:00Z`)

/** A calendar that is counted day by day: slow, plain, and nothing like the one of the product. */
export function makeCalendar(chance) {
  const workingDays = chance.one([
    undefined,
    undefined,
    ['mon', 'tue', 'wed', 'thu', 'fri'],
    ['sun', 'mon', 'tue', 'wed', 'thu'],
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    ['mon', 'tue', 'thu'],
    ['tue', 'wed', 'thu', 'fri'],
    [...weekdays],
    ['wed'],
  ])
  const hours = chance.one([undefined, undefined, 8, 6, 7.5, 4, 10, 24])
  const holidays = []
  for (let count = chance.one([0, 0, 1, 4, 12]); count > 0; count--) {
    const from = msOf('2026-01-01') + chance.below(400) * dayMs
    if (chance.share(60)) holidays.push({ from, to: from, single: chance.share(80) })
    else holidays.push({ from, to: from + chance.between(1, 14) * dayMs, single: false })
  }
  const works = new Set(workingDays ?? weekdays.slice(0, 5))
  const isWorking = (ms) =>
    works.has(weekdays[(new Date(ms).getUTCDay() + 6) % 7]) && !holidays.some(({ from, to }) => from <= ms && ms <= to)
  return { workingDays, hours, holidays, works, isWorking, minutes: (hours ?? 8) * 60, daysPerWeek: works.size }
}

/** Working minutes from the start of one day to that of another. */
export function workBetween(calendar, from, to) {
  let minutes = 0
  for (let at = from; at < to; at += dayMs) if (calendar.isWorking(at)) minutes += calendar.minutes
  return minutes
}

/** Words for an amount of working time, which is a multiple of a slot. */
function words(chance, { minutes: perDay, daysPerWeek }, minutes) {
  const days = minutes / perDay
  const forms = []
  if (minutes < perDay || minutes % 60 === 0) forms.push(minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`)
  if (Number.isInteger(days * 4)) forms.push(`${days} working days`, `${days}d`, `${days} days`)
  if (Number.isInteger((days / daysPerWeek) * 2)) forms.push(`${days / daysPerWeek} weeks`)
  if (Number.isInteger(days) && days > daysPerWeek) forms.push(`${Math.floor(days / daysPerWeek)} weeks ${days % daysPerWeek || 0} days`)
  if (Number.isInteger(days)) forms.push(`P${days}D`)
  return forms.length > 0 ? chance.one(forms) : `${minutes} minutes`
}

/** Nothing happens on a day without work: what may begin on it begins on the next one that has some. */
export function workDay(calendar, ms) {
  let at = ms
  while (!calendar.isWorking(at)) at += dayMs
  return at
}

function amount(chance, { minutes: perDay }) {
  if (chance.share(70)) return perDay * chance.between(1, 12)
  if (chance.share(50)) return Math.max(slot, Math.floor((perDay * chance.between(1, 15)) / 4 / slot) * slot)
  return slot * chance.between(1, 40)
}

/** A plan: phases of milestones of tasks, as nodes that know what links lead into them. */
export function makePlan(seed, calendar) {
  const chance = new Chance(seed)
  const plan = { seed, calendar, start: msOf('2026-02-01') + chance.below(60) * dayMs, phases: [], nodes: [] }
  plan.sequence = chance.share(30)
  plan.lagIs = chance.one([undefined, 'working', 'calendar'])
  plan.weeks = chance.one(['half-open', 'inclusive'])
  plan.windows = chance.share(40)
  const node = (kind, id, parent) => {
    const made = { kind, id, parent, children: [], links: [], place: plan.nodes.length, open: true }
    plan.nodes.push(made)
    parent?.children.push(made)
    return made
  }
  const lengthen = (one, { clock = true } = {}) => {
    if (clock && chance.share(12)) {
      one.clock = 1440 * chance.between(1, 12)
      one.words = `${one.clock / 1440} ${chance.one(['calendar days', 'elapsed days'])}`
    } else if (!chance.share(12)) {
      one.length = amount(chance, calendar)
      one.words = words(chance, calendar, one.length)
    }
  }
  for (let p = 0, phases = chance.between(1, 4); p < phases; p++) {
    const phase = node('phase', `P${p}`)
    plan.phases.push(phase)
    if (plan.windows && chance.share(70)) {
      const from = chance.between(0, 12)
      const to = from + chance.between(1, 6)
      phase.window = { from, to, text: plan.weeks === 'half-open' ? `${from}-${to}` : to - 1 === from ? `${from}` : `${from}-${to - 1}` }
    }
    if (p > 0 && !plan.sequence && chance.share(60))
      phase.links.push({ from: plan.phases[chance.below(p)], type: 'FS', gap: 0, how: 'phase' })
    for (let m = 0, count = chance.between(0, 4); m < count; m++) {
      const milestone = node('milestone', `P${p}.M${m}`, phase)
      const tasks = chance.share(25) ? 0 : chance.between(1, 6)
      if (tasks === 0) lengthen(milestone)
      else if (chance.share(15)) {
        milestone.own = amount(chance, calendar)
        milestone.words = words(chance, calendar, milestone.own)
      }
      for (let t = 0; t < tasks; t++) {
        const task = node('task', `P${p}.M${m}.T${t}`, milestone)
        if (chance.share(8)) for (let c = 0; c < 2; c++) lengthen(node('task', `P${p}.M${m}.T${t}.${c}`, task))
        else lengthen(task)
      }
    }
    if (phase.children.length === 0 || chance.share(20)) lengthen(node('task', `P${p}.T`, phase))
    if (chance.share(40)) plan.nodes.push({ kind: 'gate', id: `P${p}`, parent: phase, children: [], links: [], place: plan.nodes.length })
  }
  addLinks(plan, chance)
  return plan
}

export const isContainer = ({ kind, children }) => kind === 'phase' || children.length > 0
export const isEvent = (one) => !isContainer(one) && one.length === undefined && one.clock === undefined
/** It may end with an event: at the end of a day, or at the beginning of the next, which the two programs do not tell in the same way. */
const endsWithEvent = (one) =>
  isContainer(one) ? one.children.some(endsWithEvent) || one.links.some((link) => link.type === 'FF' || link.type === 'SF') : isEvent(one)
const holds = (one, other) => other !== undefined && (other === one || holds(one, other.parent))

/** How TaskJuggler says a link; undefined where it cannot. `gap` is in minutes, of the clock where `clock` is set. */
export function express({ from, to, type, gap, clock }) {
  if (clock && (type === 'FS' || type === 'FF') && endsWithEvent(from)) return undefined
  const [a, b] = [from.length ?? 0, to.length ?? 0]
  const plainFrom = !isContainer(from) && from.clock === undefined
  const plainTo = !isContainer(to) && to.clock === undefined
  if (type === 'FS' && gap >= 0) return { side: 'end', gap, clock }
  // A lead counts from the start of what has a length of its own.
  if (type === 'FS') return plainFrom && !clock && a + gap >= 0 ? { side: 'start', gap: a + gap } : undefined
  if (type === 'SS') {
    if (gap < 0) return undefined
    return clock && (!plainFrom || isEvent(from)) ? undefined : { side: 'start', gap, clock }
  }
  const side = type === 'FF' ? 'end' : 'start'
  if (isContainer(to))
    return gap >= 0 && !(clock && side === 'start' && (!plainFrom || isEvent(from))) ? { side, gap, clock, finish: true } : undefined
  if (clock || !plainTo) return undefined
  if (gap - b >= 0) return { side, gap: gap - b }
  return type === 'FF' && plainFrom && a + gap - b >= 0 ? { side: 'start', gap: a + gap - b } : undefined
}

function addLinks(plan, chance) {
  const { nodes, calendar } = plan
  const timed = nodes.filter(({ kind }) => kind !== 'gate')
  const placed = new Set()
  // A milestone that says something of another has its place by that; the rest follow one another where the plan says so.
  for (const to of timed) {
    if (plan.sequence && to.kind !== 'task') continue
    if (to.kind === 'milestone' && chance.share(40)) {
      const others = to.parent.children.filter((one) => one.kind === 'milestone' && one.place < to.place)
      const from = others.length > 0 ? chance.one(others) : undefined
      if (from !== undefined) relate(plan, chance, from, to, placed)
    }
    for (let count = chance.one([0, 0, 1, 1, 2]); count > 0; count--) {
      const before = timed.filter((one) => one.place < to.place && !holds(one, to) && !holds(to, one))
      if (before.length === 0) break
      const from = before[Math.max(0, before.length - 1 - chance.below(12))]
      if (from.kind === 'task' && to.kind === 'task' && chance.share(50)) {
        if (!to.links.some((one) => one.from === from)) to.links.push({ from, to, type: 'FS', gap: 0, how: 'prerequisite' })
        continue
      }
      const clock = chance.share(35)
      const size = chance.share(40) ? 0 : clock ? 1440 * chance.between(1, 9) : amount(chance, calendar)
      const link = {
        from,
        to,
        type: chance.one(['FS', 'FS', 'SS', 'FF', 'SF']),
        gap: chance.share(20) && !clock ? -size : size,
        clock: clock && size > 0,
        how: 'depends',
      }
      if (express(link) !== undefined && !to.links.some((one) => one.from === from)) to.links.push(link)
    }
    if (chance.share(8)) to.notBefore = plan.start + chance.between(-10, 90) * dayMs
  }
}

function relate(plan, chance, from, to) {
  const gap = chance.share(50) ? 0 : amount(chance, plan.calendar)
  const type = chance.one(['after', 'after', 'parallel', 'aligned', 'overlaps', 'before'])
  const link = (of, size) => ({ from, to, type: of, gap: size, clock: false, how: 'relation' })
  const made = {
    after: [link('FS', gap)],
    before: [link('FS', 0)],
    parallel: [link('SS', 0)],
    aligned: [link('SS', 0), link('FF', 0)],
    overlaps: [link('FS', -Math.max(slot, gap))],
  }[type]
  if (!made.every(express)) return
  to.relation = { type, from, amount: type === 'after' && gap > 0 ? gap : type === 'overlaps' ? -made[0].gap : undefined }
  to.links.push(...made)
}

const lagWords = (plan, chance, { gap, clock }) => {
  const text = clock ? `${gap / 1440} calendar days` : words(chance, plan.calendar, Math.abs(gap))
  if (clock) return plan.lagIs === 'calendar' && chance.share(50) ? `${gap / 1440} days` : text
  // What says neither is of the kind that the program declares.
  const plain = plan.lagIs === 'calendar' ? `${Math.abs(gap) / 60} working hours` : text
  return gap < 0 ? `-${plain}` : plain
}

/** The files of a program, as values by path: JSON is YAML. */
export function programOf(plan) {
  const chance = new Chance(plan.seed + 7_000_003)
  const { calendar } = plan
  const timing = (one) => {
    const depends = one.links.filter(({ how }) => how === 'depends')
    return {
      ...(one.notBefore !== undefined && { notBefore: isoOf(one.notBefore) }),
      ...(depends.length > 0 && {
        depends: depends.map((link) => ({
          on: link.from.id,
          ...((link.type !== 'FS' || chance.share(30)) && { type: link.type }),
          ...(link.gap !== 0 && { lag: lagWords(plan, chance, link) }),
        })),
      }),
    }
  }
  const taskOf = (task) => {
    const before = task.links.filter(({ how }) => how === 'prerequisite').map(({ from }) => from.id)
    return {
      id: task.id,
      title: task.id,
      ...(task.words !== undefined && { estimate: task.words }),
      ...(before.length > 0 && { prerequisites: before }),
      ...timing(task),
      ...(task.children.length > 0 && { children: task.children.map(taskOf) }),
    }
  }
  const milestoneOf = (milestone) => {
    const { relation } = milestone
    const said = (of) => ({ milestone: of.id, type: relation.type, ...(relation.amount && { amount: `${relation.amount} minutes` }) })
    const before = milestone.parent.children.filter((one) => one.relation?.type === 'before' && one.relation.from === milestone)
    const relations = [
      ...(relation !== undefined && relation.type !== 'before' ? [said(relation.from)] : []),
      ...before.map((one) => ({ milestone: one.id, type: 'before' })),
    ]
    return {
      id: milestone.id,
      title: milestone.id,
      ...(milestone.words !== undefined && { duration: milestone.words }),
      ...(relations.length > 0 && { relations }),
      ...timing(milestone),
      ...(milestone.children.length > 0 && { tasks: milestone.children.map(taskOf) }),
    }
  }
  const files = {
    'specification/program.yaml': {
      format: 1,
      id: `plan-${plan.seed}`,
      name: `Plan ${plan.seed}`,
      start: isoOf(plan.start),
      weeks: plan.weeks,
      calendar: {
        ...(calendar.workingDays && { workingDays: calendar.workingDays }),
        ...(calendar.hours && { hours: calendar.hours }),
        holidays: calendar.holidays.map(({ from, to, single }) => (single ? isoOf(from) : { from: isoOf(from), to: isoOf(to) })),
      },
      schedule: { milestones: plan.sequence ? 'sequence' : 'parallel', ...(plan.lagIs && { lag: plan.lagIs }) },
    },
  }
  for (const phase of plan.phases) {
    const milestones = phase.children.filter(({ kind }) => kind === 'milestone')
    const tasks = phase.children.filter(({ kind }) => kind === 'task')
    const waits = phase.links.filter(({ how }) => how === 'phase').map(({ from }) => from.id)
    const gate = plan.nodes.some(({ kind, parent }) => kind === 'gate' && parent === phase)
    files[`specification/phases/${phase.id}.yaml`] = {
      format: 1,
      id: phase.id,
      title: phase.id,
      ...(phase.window && { window: phase.window.text }),
      ...(waits.length > 0 && { dependencies: waits }),
      ...timing(phase),
      ...(milestones.length > 0 && { milestones: milestones.map(milestoneOf) }),
      ...(tasks.length > 0 && { tasks: tasks.map(taskOf) }),
      ...(gate && { exit: { criteria: [{ id: `${phase.id}.1`, statement: 'It is done.' }] } }),
    }
  }
  return files
}
