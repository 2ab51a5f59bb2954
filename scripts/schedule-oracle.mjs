// The plans of schedule-model.mjs as text for TaskJuggler, written independently of the export of the product.
import { dayMs, express, isContainer, isEvent, isoOf, slot, weekdays, workBetween, workDay } from './schedule-model.mjs'

const named = ({ id, kind }) => `${kind === 'gate' ? 'gate_' : 'x'}${id.replace(/\./g, '_')}`
const stamp = (ms) => isoOf(ms)

/** The same plan for TaskJuggler, as one task of a project; its calendar is that of the project (see `projectText`). */
export function taskText(plan) {
  const top = `plan${plan.seed}`
  const pathOf = (one) => (one.parent === undefined || one.kind === 'gate' ? `${top}.${named(one)}` : `${pathOf(one.parent)}.${named(one)}`)
  // A task whose first instant of work matters on the clock has its first slot on its own: without it TaskJuggler takes the instant before
  // the night for its start.
  const split = new Set()
  for (const { links } of plan.nodes)
    for (const link of links) if (express({ ...link, to: link.to ?? link.from })?.side === 'start' && link.clock) split.add(link.from)
  for (const one of plan.nodes) if (one.clock !== undefined) split.add(one)
  const lines = []
  // TaskJuggler refuses to hear of a dependency twice, also of one that is inherited: then an event stands between.
  const toldOf = new Map()
  const dependency = (link, to) => {
    const [on, words] = rawDependency(link, to)
    const text = words === '' ? on : `${on} { ${words} }`
    const known = new Set()
    for (let at = to; at !== undefined; at = at.parent) for (const one of toldOf.get(at) ?? []) known.add(one)
    if (!known.has(on)) {
      toldOf.set(to, [...(toldOf.get(to) ?? []), on])
      return text
    }
    const event = `via${plan.seed}_${lines.length}_${known.size}_${named(to)}`
    toldOf.set(to, [...(toldOf.get(to) ?? []), event])
    lines.push({ top: true, text: `task ${event} "via" { milestone depends ${text} }` })
    return event
  }
  const rawDependency = (link, to) => {
    const { side, gap, clock } = express({ ...link, to })
    const options = []
    let on = pathOf(link.from)
    let left = gap
    if (side === 'start') {
      if (isContainer(link.from)) on = `${on}.begin`
      else if (clock) {
        on = `${on}_on`
        left -= slot
      } else if (split.has(link.from)) {
        on = `${on}_on`
        options.push('onstart')
      } else if (!isEvent(link.from)) options.push('onstart')
    }
    if (left > 0) options.push(`${clock ? 'gapduration' : 'gaplength'} ${left}min`)
    return [on, options.join(' ')]
  }
  const sequential = plan.sequence
  const phasesSaySomething = plan.phases.some(
    ({ window, links, notBefore }) => window !== undefined || notBefore !== undefined || links.length > 0,
  )
  function extraLinks(one) {
    if (one.kind === 'phase' && !phasesSaySomething) {
      const index = plan.phases.indexOf(one)
      return index > 0 ? [{ from: plan.phases[index - 1], type: 'FS', gap: 0 }] : []
    }
    if (one.kind === 'milestone' && sequential) {
      const all = one.parent.children.filter(({ kind }) => kind === 'milestone')
      const index = all.indexOf(one)
      return index > 0 ? [{ from: all[index - 1], type: 'FS', gap: 0 }] : []
    }
    return []
  }
  function write(one, indent) {
    const pad = '  '.repeat(indent)
    const name = named(one)
    const links = [...one.links, ...extraLinks(one)].map((link) => ({ ...link, to: one }))
    const before = links.filter((link) => !express(link).finish).map((link) => dependency(link, one))
    const pinned = []
    if (one.notBefore !== undefined) pinned.push(['nb', one.notBefore])
    if (one.window) pinned.push(['wi', plan.start + one.window.from * 7 * dayMs])
    const id = pathOf(one).replace(/\./g, '_')
    for (const [kind, ms] of pinned) {
      const event = `${kind}_${id}`
      lines.push({
        top: true,
        text: `task ${event} "${event}" { start ${stamp(workDay(plan.calendar, Math.max(ms, plan.start)))} milestone }`,
      })
      before.push(event)
    }
    const depends = before.length > 0 ? `depends ${before.join(', ')} ` : ''
    if (isContainer(one)) {
      lines.push({ text: `${pad}task ${name} "${one.id}" {` })
      if (depends) lines.push({ text: `${pad}  ${depends}` })
      lines.push({ text: `${pad}  task begin "begin" { milestone }` })
      if (one.own !== undefined) lines.push({ text: `${pad}  task own "own" { length ${one.own}min }` })
      if (one.window && !hasTime(one)) {
        const length = workBetween(plan.calendar, plan.start + one.window.from * 7 * dayMs, plan.start + one.window.to * 7 * dayMs)
        lines.push({ text: `${pad}  task own "own" { ${length > 0 ? `length ${length}min` : 'milestone'} }` })
      }
      for (const [index, link] of links.filter((each) => express(each).finish).entries())
        lines.push({ text: `${pad}  task fin${index} "fin" { milestone depends ${dependency(link, one)} }` })
      for (const child of one.children) write(child, indent + 1)
      lines.push({ text: `${pad}}` })
      return
    }
    if (!split.has(one)) {
      lines.push({
        text: `${pad}task ${name} "${one.id}" { ${one.length === undefined ? 'milestone' : `length ${one.length}min`} ${depends}}`,
      })
      return
    }
    lines.push({ text: `${pad}task ${name}_on "on" { length ${slot}min ${depends}}` })
    const whole = one.clock ?? one.length
    const rest = whole > slot ? `${one.clock === undefined ? 'length' : 'duration'} ${whole - slot}min` : 'milestone'
    lines.push({ text: `${pad}task ${name} "${one.id}" { ${rest} depends ${pathOf(one)}_on }` })
  }
  for (const phase of plan.phases) write(phase, 1)
  for (const gate of plan.nodes) {
    if (gate.kind === 'gate') lines.push({ text: `  task ${named(gate)} "gate" { milestone depends ${pathOf(gate.parent)} }` })
  }
  const events = lines.filter((line) => line.top).map(({ text }) => text)
  const inside = lines.filter((line) => !line.top).map(({ text }) => text)
  const text = [
    `task start${plan.seed} "start" { start ${stamp(workDay(plan.calendar, plan.start))} milestone }`,
    ...events,
    `task ${top} "${top}" {`,
    `  depends start${plan.seed}`,
    ...inside,
    '}',
  ].join('\n')
  return { text, paths: new Map(plan.nodes.map((one) => [one, pathOf(one)])) }
}

/** Something in a container has a length, or a phase in it a window. */
const hasTime = (one) =>
  one.children.some((child) => child.length !== undefined || child.clock !== undefined || child.own !== undefined || hasTime(child))

/** What all plans of one project of TaskJuggler share. */
export function projectText(calendar, name) {
  const end = `${Math.floor(calendar.minutes / 60)}:${String(calendar.minutes % 60).padStart(2, '0')}`
  const days = weekdays.map((day) => `  workinghours ${day} ${calendar.works.has(day) ? `0:00 - ${end}` : 'off'}`)
  return [
    `project ${name} "${name}" 2026-01-01 +12y {`,
    '  timezone "UTC"',
    '  timeformat "%Y-%m-%d-%H:%M"',
    `  timingresolution ${slot}min`,
    ...days,
    '}',
    ...calendar.holidays.map(({ from, to }) => `leaves holiday "free" ${isoOf(from)} - ${isoOf(to + dayMs)}`),
    '',
  ].join('\n')
}
