/** A task of TaskJuggler. Without a length, and with nothing in it, it is an event. */
export interface JugglerTask {
  readonly id: string
  readonly title: string
  readonly parent: JugglerTask | undefined
  readonly children: JugglerTask[]
  depends: Dependency[]
  /** Minutes of work, or of the clock. */
  length: number
  clock: boolean
  readonly start: string | undefined
  complete: number | undefined
  /** What cannot be said, in words. */
  readonly remarks: string[]
}

/** It begins no earlier than a gap of working time, or of the calendar, after the start or the end of another. */
export interface Dependency {
  readonly on: JugglerTask
  readonly onStart: boolean
  readonly gap: number
  readonly calendar: boolean
}

export function newTask(id: string, title: string, parent: JugglerTask | undefined, start?: string): JugglerTask {
  const task: JugglerTask = {
    id,
    title,
    parent,
    children: [],
    depends: [],
    length: 0,
    clock: false,
    start,
    complete: undefined,
    remarks: [],
  }
  parent?.children.push(task)
  return task
}

/** Adds a dependency, unless it is there already. */
export function depend(task: JugglerTask, dependency: Dependency): void {
  const isKnown = task.depends.some(
    ({ on, onStart, gap, calendar }) =>
      on === dependency.on && onStart === dependency.onStart && gap === dependency.gap && calendar === dependency.calendar,
  )
  if (!isKnown) task.depends.push(dependency)
}

/** True when the first holds the second, at any depth. */
export function holds(outer: JugglerTask, inner: JugglerTask): boolean {
  for (let at = inner.parent; at !== undefined; at = at.parent) if (at === outer) return true
  return false
}

/**
 * TaskJuggler refuses a task that names another twice, itself or by what holds it. The same dependency once more says nothing; another one
 * is on an event that waits in its place.
 */
export function withoutRepeats(roots: JugglerTask[], newHolder: () => JugglerTask): void {
  let holder: JugglerTask | undefined
  const visit = (task: JugglerTask, inherited: ReadonlyMap<JugglerTask, readonly Dependency[]>): void => {
    const known = new Map(inherited)
    const own: Dependency[] = []
    for (const one of task.depends) {
      const before = known.get(one.on)
      if (before?.some(({ onStart, gap, calendar }) => onStart === one.onStart && gap === one.gap && calendar === one.calendar)) continue
      known.set(one.on, [...(before ?? []), one])
      if (before === undefined) own.push(one)
      else {
        holder ??= newHolder()
        const event = newTask(`wait_${holder.children.length + 1}`, `${one.onStart ? 'start' : 'end'} of ${one.on.title}`, holder)
        event.depends.push(one)
        own.push({ on: event, onStart: false, gap: 0, calendar: false })
      }
    }
    task.depends = own
    for (const child of task.children) visit(child, known)
  }
  for (const root of [...roots]) visit(root, new Map())
  if (holder !== undefined) roots.push(holder)
}

/** Names that TaskJuggler takes: letters, digits and underscores, each once. */
export function naming(): (prefix: string, id: string) => string {
  const taken = new Set<string>()
  return (prefix, id) => {
    const plain = `${prefix}_${id.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')}`
    let name = plain
    for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`
    taken.add(name)
    return name
  }
}
