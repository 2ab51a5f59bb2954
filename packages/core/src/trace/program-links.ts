import type { Location } from '../diagnostics/diagnostic.ts'
import { type Entry, type GateEntry, locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { type RecordType, recordsOf, recordTypes } from '../link/record-types.ts'
import { resolveRecord } from '../link/resolve-record.ts'
import type { Task } from '../schema/plan-records.ts'
import type { Relation } from '../schema/trace.ts'
import { citedPlaces } from './cited-place.ts'
import type { GraphDraft, Written } from './graph-draft.ts'
import type { RequirementReferences } from './requirement-references.ts'
import { type ReadReferences, referenceReader, type SourceReference } from './source-reference.ts'
import { type TraceKey, type TraceSources, traceKey } from './trace-types.ts'

type List = readonly string[] | undefined

/** A task that has more pairs of properties and requirements than this does not speak of each of them. */
const mostTogether = 1000

/** What a record calls itself. */
function titleOf(record: unknown): string {
  const { title, name, statement } = record as Readonly<Record<string, unknown>>
  for (const text of [title, name, statement]) if (typeof text === 'string') return text
  return ''
}

/** Reads every link that the files of a program write. */
export class ProgramLinks {
  readonly #program: Program
  readonly #draft: GraphDraft
  readonly #requirements: RequirementReferences
  readonly #references: ReadReferences
  /** Plans cite the same places again and again. */
  readonly #cited = new Map<string, readonly SourceReference[]>()

  readonly #placeOf: ReturnType<typeof citedPlaces>

  constructor(program: Program, draft: GraphDraft, requirements: RequirementReferences, documents?: TraceSources['documents']) {
    this.#program = program
    this.#draft = draft
    this.#requirements = requirements
    this.#placeOf = citedPlaces(documents)
    this.#references = referenceReader(Object.keys(program.file.record.sources ?? {}))
  }

  read(): void {
    this.#declare()
    this.#phases()
    this.#milestones()
    this.#tasks()
    this.#gates()
    this.#registers()
  }

  #declare(): void {
    for (const type of recordTypes) {
      for (const entry of recordsOf(this.#program, type).values()) {
        const title = type === 'gate' ? (this.#program.gates.get(entry.id) as GateEntry).title : titleOf(entry.record)
        this.#draft.node({ type, id: entry.id, title, declared: true, place: () => locationOfEntry(entry, 'id') })
      }
    }
  }

  /** A link to one record of a type; what does not exist dangles, and was reported when the program was linked. */
  #one(relation: Relation, from: TraceKey, to: RecordType, id: string, written: Written): void {
    if (recordsOf(this.#program, to).has(id)) this.#draft.link(relation, from, traceKey(to, id), written)
    else this.#draft.dangle(relation, from, id, [to], written)
  }

  #each(relation: Relation, type: RecordType, entry: Entry<unknown>, field: string, to: RecordType, ids: List): void {
    if (ids === undefined) return
    const from = traceKey(type, entry.id)
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] as string
      this.#one(relation, from, to, id, inYaml(entry, id, `${field}/${index}`))
    }
  }

  /** References to requirements may be ranges, `all`, or names of what the program does not declare. */
  #requirementList(relation: 'satisfies' | 'validates', type: RecordType, entry: Entry<unknown>, field: string, texts: List): void {
    if (texts === undefined) return
    const from = traceKey(type, entry.id)
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index] as string
      linkRequirements(this.#draft, this.#requirements, relation, from, text, inYaml(entry, text, `${field}/${index}`))
    }
  }

  #citations(type: RecordType, entry: Entry<{ readonly sourceRefs?: List }>): void {
    const texts = entry.record.sourceRefs
    if (texts === undefined) return
    const from = traceKey(type, entry.id)
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index] as string
      const written = inYaml(entry, text, `sourceRefs/${index}`)
      for (const reference of this.#placesIn(text)) {
        const { id, alias } = reference
        // A source stands where its document has it; while nobody has read that, where it is cited.
        const place = (): Location | undefined => this.#placeOf(reference) ?? written.place()
        const source = { type: 'source', id, title: id, declared: alias !== undefined, place } as const
        this.#draft.link('cites', from, this.#draft.node(source), written)
      }
    }
  }

  #placesIn(text: string): readonly SourceReference[] {
    let places = this.#cited.get(text)
    if (places === undefined) {
      places = this.#references(text)
      this.#cited.set(text, places)
    }
    return places
  }

  #phases(): void {
    for (const phase of this.#program.phases.values()) {
      const { id, record } = phase
      const key = traceKey('phase', id)
      this.#held(record.tasks, phase, key)
      if (record.parent !== undefined) this.#one('part-of', key, 'phase', record.parent, inYaml(phase, record.parent, 'parent'))
      for (const [index, dependency] of (record.dependencies ?? []).entries()) {
        const [to, path] = typeof dependency === 'string' ? [dependency, ''] : [dependency.phase, '/phase']
        this.#one('needs', key, 'phase', to, inYaml(phase, to, `dependencies/${index}${path}`))
      }
    }
  }

  /** The tasks that a phase or milestone writes or names are part of it; those below them are part of their parents. */
  #held(tasks: readonly (string | Task)[] | undefined, holder: Entry<unknown>, key: TraceKey): void {
    for (const [index, task] of (tasks ?? []).entries()) {
      const id = typeof task === 'string' ? task : task.id
      const written = inYaml(holder, id, `tasks/${index}`)
      if (this.#program.tasks.has(id)) this.#draft.link('part-of', traceKey('task', id), key, written)
      else if (typeof task === 'string') this.#draft.dangle('part-of', key, id, ['task'], written)
    }
  }

  #milestones(): void {
    for (const milestone of this.#program.milestones.values()) {
      const { id, record } = milestone
      const key = traceKey('milestone', id)
      this.#draft.link('part-of', key, traceKey('phase', milestone.phase), inYaml(milestone, milestone.phase, 'id'))
      this.#held(record.tasks, milestone, key)
      this.#citations('milestone', milestone)
      for (const [index, { type, milestone: other }] of (record.relations ?? []).entries()) {
        const written = inYaml(milestone, other, `relations/${index}/milestone`)
        const known = this.#program.milestones.has(other)
        if (type === 'before' && known) this.#draft.link('needs', traceKey('milestone', other), key, written)
        else if (type === 'after' || type === 'overlaps' || !known) this.#one('needs', key, 'milestone', other, written)
      }
    }
    for (const deliverable of this.#program.deliverables.values()) {
      const { id, milestone, phase } = deliverable
      const to = milestone === undefined ? traceKey('phase', phase) : traceKey('milestone', milestone)
      this.#draft.link('part-of', traceKey('deliverable', id), to, inYaml(deliverable, milestone ?? phase, 'id'))
      this.#citations('deliverable', deliverable)
    }
  }

  #tasks(): void {
    for (const task of this.#program.tasks.values()) this.#task(task)
  }

  #task(task: TaskEntry): void {
    const { record, parent } = task
    if (parent !== undefined) this.#draft.link('part-of', traceKey('task', task.id), traceKey('task', parent), inYaml(task, parent, 'id'))
    this.#requirementList('satisfies', 'task', task, 'requirements', record.requirements)
    this.#requirementList('validates', 'task', task, 'validates', record.validates)
    this.#each('tests', 'task', task, 'properties', 'property', record.properties)
    this.#provedTogether(task)
    this.#each('mitigates', 'task', task, 'risks', 'risk', record.risks)
    this.#each('needs', 'task', task, 'prerequisites', 'task', record.prerequisites)
    this.#each('builds', 'task', task, 'components', 'component', record.components)
    this.#citations('task', task)
  }

  /**
   * A task that tests properties and validates requirements says of them together that the ones validate the others. Where a property
   * says for itself what it validates, that holds.
   */
  #provedTogether(task: TaskEntry): void {
    const { properties = [], validates = [] } = task.record
    if (properties.length * validates.length > mostTogether) return
    for (const [index, text] of validates.entries()) {
      // What does not exist is told once, of the task.
      if (this.#requirements.read(text).kind === 'absent') continue
      const written = inYaml(task, text, `validates/${index}`)
      for (const id of properties) {
        const property = this.#program.properties.get(id)
        if (property === undefined || property.record.validates !== undefined) continue
        linkRequirements(this.#draft, this.#requirements, 'validates', traceKey('property', id), text, written)
      }
    }
  }

  #gates(): void {
    for (const gate of this.#program.gates.values()) {
      const key = traceKey('gate', gate.id)
      if (gate.milestone !== undefined)
        this.#draft.link('part-of', key, traceKey('milestone', gate.milestone), inYaml(gate, gate.milestone, 'id'))
      else if (gate.phase !== undefined) this.#draft.link('part-of', key, traceKey('phase', gate.phase), inYaml(gate, gate.phase, 'id'))
    }
    for (const criterion of this.#program.criteria.values()) {
      const key = traceKey('criterion', criterion.id)
      this.#draft.link('part-of', key, traceKey('gate', criterion.gate), inYaml(criterion, criterion.gate, 'id'))
      for (const [index, id] of (criterion.record.traces ?? []).entries()) {
        const written = inYaml(criterion, id, `traces/${index}`)
        const found = resolveRecord(this.#program, id)
        if (found === undefined) this.#draft.dangle('verifies', key, id, ['task', 'requirement', 'deliverable'], written)
        else this.#draft.link('verifies', key, traceKey(found.type, found.id), written)
      }
    }
  }

  #registers(): void {
    const { risks, requirements, properties, components, questions, decisions, actions } = this.#program
    for (const risk of risks.values()) {
      const to = traceKey('risk', risk.id)
      for (const [index, id] of (risk.record.tasks ?? []).entries()) {
        const written = inYaml(risk, id, `tasks/${index}`)
        if (this.#program.tasks.has(id)) this.#draft.link('mitigates', traceKey('task', id), to, written)
        else this.#draft.dangle('mitigates', to, id, ['task'], written)
      }
      this.#citations('risk', risk)
    }
    for (const requirement of requirements.values()) {
      const { parent } = requirement.record
      this.#each('refines', 'requirement', requirement, 'parent', 'requirement', parent === undefined ? undefined : [parent])
      this.#citations('requirement', requirement)
    }
    for (const property of properties.values()) {
      this.#requirementList('validates', 'property', property, 'validates', property.record.validates)
      this.#citations('property', property)
    }
    for (const component of components.values()) {
      this.#each('uses', 'component', component, 'dependsOn', 'component', component.record.dependsOn)
      this.#citations('component', component)
    }
    for (const question of questions.values()) this.#ofPhase('question', question)
    for (const decision of decisions.values()) this.#ofPhase('decision', decision)
    for (const action of actions.values()) this.#ofPhase('action', action)
  }

  #ofPhase(type: RecordType, entry: Entry<{ readonly phase?: string | undefined }>): void {
    const { phase } = entry.record
    if (phase !== undefined) this.#one('part-of', traceKey(type, entry.id), 'phase', phase, inYaml(entry, phase, 'phase'))
  }
}

/** A reference in a field of a record; its place is looked up when somebody asks for it. */
function inYaml(entry: Entry<unknown>, text: string, path: string): Written {
  return { written: 'yaml', text, place: () => locationOfEntry(entry, path) }
}

/** Links something with the requirements that a text refers to. */
export function linkRequirements(
  draft: GraphDraft,
  references: RequirementReferences,
  relation: 'satisfies' | 'validates',
  from: TraceKey,
  text: string,
  written: Written,
): void {
  const found = references.read(text)
  if (found.kind === 'absent') draft.dangle(relation, from, found.id, ['requirement'], written)
  else if (found.kind === 'declared') for (const id of found.ids) draft.link(relation, from, traceKey('requirement', id), written)
  else {
    const node = draft.node({ type: 'requirement', id: found.id, title: found.id, declared: false, place: written.place })
    draft.link(relation, from, node, written)
  }
  if (references.overflow) draft.incomplete = true
}
