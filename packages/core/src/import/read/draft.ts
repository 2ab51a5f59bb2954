import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts'
import type { Criterion, Gate, GateBody } from '../../schema/gate.ts'
import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type {
  ActionItem,
  Alert,
  Component,
  Decision,
  Deliverable,
  MetricRecord,
  Playbook,
  Property,
  Question,
  Requirement,
  Risk,
  Task,
} from '../../schema/plan-records.ts'
import type { ProgramFile, Role } from '../../schema/program.ts'
import type { ImportedChecklist } from '../imported.ts'
import type { Holder } from './account.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'

/** A checklist while it is read: its lines grow. */
export type DraftChecklist = { -readonly [K in keyof ImportedChecklist]: ImportedChecklist[K] } & { lines: string[] }

/** The records of a program while they are read. Objects are the records themselves; readers add to them. */
export class Draft {
  readonly program: ProgramFile
  readonly phases: PhaseFile[] = []
  readonly tasks: Task[] = []
  readonly risks: Risk[] = []
  readonly requirements: Requirement[] = []
  readonly properties: Property[] = []
  readonly components: Component[] = []
  readonly playbooks: Playbook[] = []
  readonly gates: Gate[] = []
  readonly metrics: MetricRecord[] = []
  readonly alerts: Alert[] = []
  readonly questions: Question[] = []
  readonly decisions: Decision[] = []
  readonly actions: ActionItem[] = []
  readonly checklists: DraftChecklist[] = []
  readonly diagnostics: Diagnostic[] = []
  /** What can only be read when every document has been walked: references to phases that are declared further down. */
  readonly later: (() => void)[] = []
  private readonly names = new Map<Holder, string>()
  private byName: ReadonlyMap<string, Holder> | undefined
  private readonly taken = new Set<string>()
  /** The number to try next for an id that was asked for before: a plan may repeat one a hundred thousand times. */
  private readonly asked = new Map<string, number>()
  /** Where the plan gives an id for the first time. */
  private readonly places = new Map<string, Location>()

  constructor(id: string, name: string) {
    this.program = { format: 1, id, name }
    this.names.set(this.program, 'program')
  }

  /** Gives a record its name in reports: "phase P1". Call it once for each new record. Returns the record. */
  named<T extends Holder>(record: T, type: string, id: string): T {
    this.names.set(record, `${type} ${id}`)
    return record
  }

  /** The record with this name, once every document has been read; the last one where several have it. */
  holderCalled(name: string): Holder | undefined {
    this.byName ??= new Map([...this.names].map(([holder, own]) => [own, holder]))
    return this.byName.get(name)
  }

  nameOf(holder: Holder): string {
    return this.names.get(holder) ?? 'program'
  }

  /** A free id of one kind: the wanted one, or with `-2`, `-3` … For ids that the tool makes; ids of the plan keep their spelling. */
  freeId(kind: string, wanted: string): string {
    const asked = `${kind}\n${wanted.toLowerCase()}`
    for (let count = this.asked.get(asked) ?? 1; ; count++) {
      const id = count === 1 ? wanted : `${wanted}-${count}`
      const key = `${kind}\n${id.toLowerCase()}`
      if (this.taken.has(key)) continue
      this.taken.add(key)
      this.asked.set(asked, count + 1)
      return id
    }
  }

  /**
   * Gives a record the id that the plan writes for it, and its name in reports. Where another one has the id, the record gets a free one
   * (`instead`, or with a number), keeps the written one as an attribute, and the plan is told.
   */
  giveId<T extends WithAttributes & { id: string }>(record: T, kind: string, wanted: string, place: Location, instead = wanted): T {
    const key = `${kind}\n${wanted.toLowerCase()}`
    const first = this.places.get(key)
    record.id = this.freeId(kind, first === undefined ? wanted : instead)
    if (first === undefined) this.places.set(key, place)
    if (record.id !== wanted) {
      // The first one that the plan wrote, however often the record is given an id.
      if (record.attributes?.['id'] === undefined) addAttribute(record, 'id', wanted)
      this.diagnostics.push(
        diagnostic('import/duplicate-id', `${kind} ${wanted} stands twice in the plan; the second one is ${record.id} in the program`, {
          location: place,
          ...(first && { related: [{ message: 'first here', location: first }] }),
          help: 'give each of them its own id in the plan, and import it again',
        }),
      )
    }
    return this.named(record, kind, record.id)
  }

  /** A deliverable of a phase or milestone; its id is `<holder>.D<n>`. */
  addDeliverable(holder: { id: string; deliverables?: Deliverable[] | undefined }, title: string): Deliverable {
    holder.deliverables ??= []
    const id = this.freeId('deliverable', `${holder.id}.D${holder.deliverables.length + 1}`)
    const deliverable = this.named<Deliverable>({ id, title }, 'deliverable', id)
    holder.deliverables.push(deliverable)
    return deliverable
  }

  /** A criterion of a gate; its id is `<gate>.<n>`. */
  addCriterion(gateId: string, criteria: Criterion[], statement: string): Criterion {
    const id = this.freeId('criterion', `${gateId}.${criteria.length + 1}`)
    const criterion = this.named<Criterion>({ id, statement }, 'criterion', id)
    criteria.push(criterion)
    return criterion
  }

  /** The entry or exit gate of a phase, made on first use. */
  phaseGate(phase: PhaseFile, stage: 'entry' | 'exit'): GateBody {
    const known = phase[stage]
    if (known) return known
    const gate = this.named<GateBody>({ criteria: [] }, 'gate', stage === 'exit' ? phase.id : `${phase.id}.entry`)
    phase[stage] = gate
    return gate
  }

  /** The acceptance criteria of a milestone, made on first use. */
  acceptance(milestone: Milestone): Criterion[] {
    milestone.acceptance ??= []
    return milestone.acceptance
  }

  addRole(role: Role): Role {
    this.program.roles ??= []
    this.program.roles.push(role)
    return this.named(role, 'role', role.id)
  }
}
