import { diagnostic } from '../diagnostics/catalog.ts'
import type { Location } from '../diagnostics/diagnostic.ts'
import { foldId } from '../link/natural-order.ts'
import type { Task } from '../schema/plan-records.ts'
import type { Account } from './read/account.ts'
import { addAttribute, type WithAttributes } from './read/attribute.ts'
import type { Draft } from './read/draft.ts'
import { nearestId } from './write/fit-ids.ts'

/** What a reference of a plan may name. */
export type Referred = 'phase' | 'milestone' | 'task' | 'risk' | 'property' | 'requirement' | 'component' | 'gate' | 'role'

/** Ids that are declared elsewhere in the program that the documents belong to. */
export type DeclaredIds = Partial<Record<Referred, Iterable<string>>>

type Holder = WithAttributes & {
  readonly id?: string
  readonly source?: { readonly file: string; readonly lines?: string | undefined } | undefined
}

function tasksOf(draft: Draft): Task[] {
  const all: Task[] = []
  const open: (Task | string)[] = []
  for (const { tasks, milestones } of draft.phases) open.push(...(tasks ?? []), ...(milestones ?? []).flatMap((one) => one.tasks ?? []))
  for (const task of draft.tasks) open.push(task)
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    if (typeof task === 'string') continue
    all.push(task)
    for (const child of task.children ?? []) open.push(child)
  }
  return all.reverse()
}

/** The ids of a draft by kind, in the spelling that they are declared in, found whatever the case. */
class Known {
  private readonly ids = new Map<Referred, Map<string, string>>()

  constructor(draft: Draft, declared: DeclaredIds) {
    const { phases, risks, properties, requirements, components, gates, program } = draft
    for (const [kind, ids] of Object.entries(declared)) for (const id of ids) this.add(kind as Referred, id)
    const lists = { phase: phases, risk: risks, property: properties, requirement: requirements, component: components }
    for (const [kind, list] of Object.entries(lists)) for (const { id } of list) this.add(kind as Referred, id)
    for (const { id } of program.roles ?? []) this.add('role', id)
    for (const { id } of tasksOf(draft)) this.add('task', id)
    for (const phase of phases) {
      if (phase.entry) this.add('gate', `${phase.id}.entry`)
      if (phase.exit) this.add('gate', phase.id)
      for (const gate of phase.gates ?? []) this.add('gate', gate.id)
      for (const { id, acceptance } of phase.milestones ?? []) {
        this.add('milestone', id)
        if (acceptance) this.add('gate', id)
      }
    }
    for (const { id } of gates) this.add('gate', id)
  }

  private add(kind: Referred, id: string): void {
    const ids = this.ids.get(kind) ?? new Map<string, string>()
    this.ids.set(kind, ids)
    // Both spellings lead to the id: the exact one to itself, even where another id differs from it in case only.
    ids.set(`=${id}`, id)
    if (!ids.has(foldId(id))) ids.set(foldId(id), id)
  }

  has(kind: Referred): boolean {
    return this.ids.has(kind)
  }

  /** The id that a reference means. */
  find(kind: Referred, id: string): string | undefined {
    const ids = this.ids.get(kind)
    return ids?.get(`=${id}`) ?? ids?.get(foldId(id)) ?? ids?.get(foldId(nearestId(id)))
  }
}

/** The line of a record that has the text, or else its first one. */
function placeOf(record: Holder, text: string, accounts: ReadonlyMap<string, Account>): Location | undefined {
  const { source } = record
  if (source === undefined) return undefined
  const lines = accounts.get(source.file)?.lines ?? []
  let first: number | undefined
  for (const span of (source.lines ?? '1').split(',')) {
    const [from = 1, to = from] = span.split('-').map((number) => Number.parseInt(number, 10) || 1)
    first ??= from
    for (let line = from; line <= Math.min(to, lines.length); line++) {
      const at = lines[line - 1]?.text.indexOf(text) ?? -1
      if (at >= 0) return { file: source.file, line, column: at + 1 }
    }
  }
  return { file: source.file, line: first ?? 1, column: 1 }
}

/** Ids that are named in one message; a plan may name thousands that it does not have. */
const named = 8

/**
 * References to what neither the documents nor the rest of their program declare would make the program invalid: they are moved to the
 * attributes of their records, under the name of the field, and reported. Sources are known by now.
 */
export function moveUnknownReferences(draft: Draft, accounts: readonly Account[], declared: DeclaredIds = {}): void {
  const known = new Known(draft, declared)
  const byFile = new Map(accounts.map((account) => [account.file, account]))

  /** What remains of a list of references; undefined when nothing does. */
  function keep<T>(
    entries: readonly T[] | undefined,
    field: string,
    kind: Referred,
    from: { readonly noun: string; readonly record: Holder; readonly source?: Holder },
    idOf: (entry: T) => string | undefined,
    rename: (entry: T, id: string) => T,
    textOf: (entry: T) => string,
  ): T[] | undefined {
    const unknown: string[] = []
    const kept: T[] = []
    for (const entry of entries ?? []) {
      const id = idOf(entry)
      const found = id === undefined ? undefined : known.find(kind, id)
      if (id === undefined || found !== undefined) kept.push(found === undefined || found === id ? entry : rename(entry, found))
      else {
        unknown.push(id)
        addAttribute(from.record, field, textOf(entry))
      }
    }
    const [first] = unknown
    if (first !== undefined) {
      const more = unknown.length > named ? ` and ${unknown.length - named} more` : ''
      const list = `${unknown.slice(0, named).join(', ')}${more}`
      draft.diagnostics.push(
        diagnostic('import/unknown-reference', `${field} of ${from.noun}: the plan declares no ${kind} ${list}`, {
          location: placeOf(from.source ?? from.record, first, byFile),
          help: `declare ${unknown.length === 1 ? `${kind} ${first}` : 'them'} in the plan, or import the document that does together with this one`,
        }),
      )
    }
    return kept.length > 0 ? kept : undefined
  }

  function keepIds(record: object, noun: string, field: string, kind: Referred, source?: Holder): void {
    const fields = record as Record<string, (string | object)[] | undefined>
    const before = fields[field]
    if (before === undefined || before.length === 0) return
    const from = { noun, record, ...(source && { source }) }
    const idOf = (entry: string | object): string | undefined => (typeof entry === 'string' ? entry : undefined)
    const after = keep(before, field, kind, from, idOf, (_, id) => id, String)
    if (after === undefined) delete fields[field]
    else if (after.some((entry, index) => entry !== before[index]) || after.length !== before.length) fields[field] = [...new Set(after)]
  }

  function keepId(record: object, noun: string, field: string, kind: Referred): void {
    const fields = record as Record<string, string | undefined>
    const id = fields[field]
    if (id === undefined) return
    const [kept] = keep([id], field, kind, { noun, record }, String, (_, found) => found, String) ?? []
    if (kept === undefined) delete fields[field]
    else fields[field] = kept
  }

  for (const phase of draft.phases) {
    const noun = `phase ${phase.id}`
    keepIds(phase, noun, 'tasks', 'task')
    keepId(phase, noun, 'parent', 'phase')
    const dependencies = keep(
      phase.dependencies,
      'dependencies',
      'phase',
      { noun, record: phase },
      (entry) => (typeof entry === 'string' ? entry : entry.phase),
      (entry, id) => (typeof entry === 'string' ? id : { ...entry, phase: id }),
      (entry) => (typeof entry === 'string' ? entry : `${entry.phase}${entry.note === undefined ? '' : ` (${entry.note})`}`),
    )
    // An empty list says that there are none.
    if (dependencies) phase.dependencies = dependencies
    else if (phase.dependencies && phase.dependencies.length > 0) delete phase.dependencies
    for (const milestone of phase.milestones ?? []) {
      const name = `milestone ${milestone.id}`
      keepIds(milestone, name, 'tasks', 'task')
      if (known.has('role')) for (const field of ['accountable', 'supporting']) keepIds(milestone, name, field, 'role')
      if (!milestone.relations) continue
      const relations = keep(
        milestone.relations,
        'relations',
        'milestone',
        { noun: name, record: milestone },
        (entry) => entry.milestone,
        (entry, id) => ({ ...entry, milestone: id }),
        (entry) => entry.text ?? `${entry.type} ${entry.milestone}`,
      )
      if (relations) milestone.relations = relations
      else delete milestone.relations
    }
    for (const gate of phase.gates ?? []) {
      keepIds(gate, `gate ${gate.id}`, 'includes', 'gate', gate.source ? gate : phase)
      keepIds(gate, `gate ${gate.id}`, 'covers', 'task', gate.source ? gate : phase)
    }
  }
  for (const task of tasksOf(draft)) {
    const noun = `task ${task.id}`
    keepIds(task, noun, 'prerequisites', 'task')
    keepIds(task, noun, 'risks', 'risk')
    keepIds(task, noun, 'properties', 'property')
    keepIds(task, noun, 'components', 'component')
  }
  for (const risk of draft.risks) keepIds(risk, `risk ${risk.id}`, 'tasks', 'task')
  for (const requirement of draft.requirements) keepId(requirement, `requirement ${requirement.id}`, 'parent', 'requirement')
  for (const component of draft.components) keepIds(component, `component ${component.id}`, 'dependsOn', 'component')
  for (const gate of draft.gates) {
    keepIds(gate, `gate ${gate.id}`, 'includes', 'gate')
    keepIds(gate, `gate ${gate.id}`, 'covers', 'task')
  }
  for (const question of draft.questions) keepId(question, `question ${question.id}`, 'phase', 'phase')
  for (const decision of draft.decisions) keepId(decision, `decision ${decision.id}`, 'phase', 'phase')
  for (const action of draft.actions) keepId(action, `action ${action.id}`, 'phase', 'phase')
}
