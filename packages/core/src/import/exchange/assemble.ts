import type { Program } from '../../link/program-types.ts'
import { RequirementReferences } from '../../trace/requirement-references.ts'
import type { ProgramRecords } from '../imported.ts'
import { type Ids, type Incoming, keep } from './from-exchange.ts'
import { type ExchangedType, shapes } from './shape.ts'

type Values = Record<string, unknown>

/** Tasks of tasks of tasks: nobody means more. */
const deepest = 32

/** The first field of a record that holds records of a type; gates of a phase say themselves whether they open or close it. */
function fieldHolding({ type, lists }: Incoming, held: Incoming): string | undefined {
  const listed = [...lists].find(([field, ids]) => shapes[type].lists[field] === held.type && ids.includes(held.raw.id))?.[0]
  if (listed !== undefined) return listed
  const fields = Object.entries(shapes[type].lists).flatMap(([field, one]) => (one === held.type ? [field] : []))
  const { stage } = held.record as Values
  const gate = fields.find((field) => field === stage)
  return gate !== undefined && !lists.has(gate) ? gate : fields.find((field) => field !== 'entry' && field !== 'exit')
}

/** Where each record stands: in the first of its holders that can hold it, unless that would make a circle. */
function homesOf(all: readonly Incoming[], byId: ReadonlyMap<string, Incoming>): Map<Incoming, Incoming> {
  const homes = new Map<Incoming, Incoming>()
  for (const one of all) {
    const holder = one.holders.map((id) => byId.get(id)).find((other) => other !== undefined && fieldHolding(other, one) !== undefined)
    if (holder !== undefined) homes.set(one, holder)
  }
  // How deep a record stands; what would stand in itself, or too deep to be read, stands for itself.
  const depths = new Map<Incoming, number>()
  const putOutside = (one: Incoming): void => {
    homes.delete(one)
    keep(one, 'part_of', one.holders)
  }
  for (const one of all) {
    const path: Incoming[] = []
    const onPath = new Set<Incoming>()
    for (let at: Incoming | undefined = one; at !== undefined && !depths.has(at); at = homes.get(at)) {
      if (onPath.has(at)) {
        putOutside(at)
        break
      }
      onPath.add(at)
      path.push(at)
    }
    for (const step of path.reverse()) {
      const holder = homes.get(step)
      const depth = holder === undefined ? 0 : (depths.get(holder) ?? 0) + 1
      if (depth > deepest) putOutside(step)
      depths.set(step, depth > deepest ? 0 : depth)
    }
  }
  return homes
}

/** Puts the records of one field in order: as the holder lists them, then those that only name the holder. */
function listOf(holder: Incoming, field: string, held: readonly Incoming[], byId: ReadonlyMap<string, Incoming>): unknown[] {
  const own = new Set(held)
  const list: unknown[] = []
  for (const id of holder.lists.get(field) ?? []) {
    const one = byId.get(id)
    if (one !== undefined && own.delete(one)) list.push(one.record)
    // A task of the program that a phase or milestone names stands elsewhere.
    else if (field === 'tasks') list.push(one?.id ?? id)
  }
  return [...list, ...[...own].map(({ record }) => record)]
}

/** Ids that a range of the same field stands for are not written a second time. */
function withoutRanges(all: readonly Incoming[]): void {
  const requirements = new Map(all.filter(({ type }) => type === 'requirement').map((one) => [one.id, one]))
  const ranges = new RequirementReferences({ requirements: requirements as unknown as Program['requirements'] })
  for (const { type, record } of all) {
    for (const [field, { ranges: hasRanges }] of Object.entries(shapes[type].references)) {
      const value = (record as Values)[field]
      if (hasRanges !== true || !Array.isArray(value)) continue
      const covered = new Set(
        value.flatMap((text) => {
          const found = typeof text === 'string' && !requirements.has(text) ? ranges.read(text) : undefined
          return found?.kind === 'declared' ? found.ids : []
        }),
      )
      if (covered.size > 0) (record as Values)[field] = value.filter((text) => !covered.has(text))
    }
  }
}

/** The records of a program, put into one another as they name it. Records without a place get one, so that none is lost. */
export function assemble(all: readonly Incoming[], byId: ReadonlyMap<string, Incoming>, ids: Ids): Omit<ProgramRecords, 'program'> {
  withoutRanges(all)
  const homes = homesOf(all, byId)
  const held = new Map<Incoming, Map<string, Incoming[]>>()
  for (const [one, holder] of homes) {
    const field = fieldHolding(holder, one) as string
    const fields = held.get(holder) ?? new Map<string, Incoming[]>()
    held.set(holder, fields)
    const list = fields.get(field)
    if (list === undefined) fields.set(field, [one])
    else list.push(one)
  }
  const bodies: (() => void)[] = []
  for (const one of all) {
    const { type, record, lists } = one
    if (type === 'program') continue
    for (const field of Object.keys(shapes[type].lists)) {
      const list = listOf(one, field, held.get(one)?.get(field) ?? [], byId)
      if (field === 'entry' || field === 'exit') {
        // Its criteria may not be in it yet.
        const [gate] = list as Values[]
        if (gate !== undefined) bodies.push(() => Object.assign(record, { [field]: bodyOf(gate) }))
      } else if (list.length > 0 || lists.has(field)) (record as Values)[field] = list
    }
    if (type === 'gate') (record as Values)['criteria'] ??= []
  }
  for (const put of bodies) put()
  const program = all.find(({ type }) => type === 'program')
  const top = all.filter((one) => !homes.has(one))
  const inOrder = <T>(type: ExchangedType, field: string): T[] => {
    const own = new Set(top.filter((one) => one.type === type))
    const listed = (program?.lists.get(field) ?? []).flatMap((id) => byId.get(id) ?? []).filter((one) => own.has(one))
    return [...new Set([...listed, ...own])].map(({ record }) => record) as T[]
  }
  const phases = inOrder<Values>('phase', 'phases')
  const loose = { milestones: inOrder('milestone', ''), deliverables: inOrder('deliverable', '') }
  if (loose.milestones.length + loose.deliverables.length > 0) {
    const id = freeId('imported', (one) => ids.isDeclared('phase', one) || phases.some((phase) => phase['id'] === one))
    phases.push({ format: 1, id, title: 'Imported', ...loose })
  }
  const gates = inOrder<Values>('gate', 'gates')
  const criteria = inOrder('criterion', '')
  if (criteria.length > 0) {
    const id = freeId('criteria', (one) => ids.isDeclared('gate', one) || all.some((other) => other.type === 'gate' && other.id === one))
    gates.push({ id, title: 'Imported criteria', criteria })
  }
  for (const phase of phases) phase['format'] ??= 1
  return {
    phases,
    gates,
    tasks: inOrder('task', 'tasks'),
    risks: inOrder('risk', 'risks'),
    requirements: inOrder('requirement', 'requirements'),
    properties: inOrder('property', 'properties'),
    components: inOrder('component', 'components'),
    playbooks: inOrder('playbook', 'playbooks'),
    metrics: inOrder('metric', 'metrics'),
    alerts: inOrder('alert', 'alerts'),
    questions: inOrder('question', 'questions'),
    decisions: inOrder('decision', 'decisions'),
    actions: inOrder('action', 'actions'),
    checklists: [],
  } as unknown as Omit<ProgramRecords, 'program'>
}

/** Entry and exit gates take their id and stage from their place. */
function bodyOf({ id: _, stage: __, ...body }: Values): Values {
  return body
}

function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  let id = wanted
  for (let count = 2; isTaken(id); count++) id = `${wanted}-${count}`
  return id
}
