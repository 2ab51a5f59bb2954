import type { Observability } from './observability.ts'
import type { Entry, Program } from './program-types.ts'
import type { Reference, ReferenceCheck } from './reference-check.ts'
import { requirementShapes } from './requirement-shapes.ts'

type Relation = Pick<Reference, 'to' | 'as' | 'noun' | 'severity'>

/** Checks a list of ids in a field of a record. */
function checkList(
  references: ReferenceCheck,
  relation: Relation,
  from: Entry<unknown>,
  field: string,
  ids: readonly string[] | undefined,
): void {
  if (ids === undefined) return
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index] as string
    if (!references.exists(relation.to, id)) references.check({ ...relation, id, from, path: `${field}/${index}` })
  }
}

function checkOne(references: ReferenceCheck, relation: Relation, from: Entry<unknown>, field: string, id: string | undefined): void {
  if (id !== undefined) references.check({ ...relation, id, from, path: field })
}

/** A dependency may name a task, a milestone or a phase. */
function checkDepends(
  program: Program,
  references: ReferenceCheck,
  noun: 'task' | 'milestone' | 'phase',
  from: Entry<{ readonly depends?: readonly { readonly on: string }[] | undefined }>,
): void {
  const { depends } = from.record
  if (depends === undefined) return
  for (const [index, { on: id }] of depends.entries()) {
    if (program.tasks.has(id) || program.milestones.has(id) || program.phases.has(id)) continue
    references.check({ to: noun, as: 'dependency', noun, id, from, path: `depends/${index}/on` })
  }
}

function checkTaskReferences(
  references: ReferenceCheck,
  noun: string,
  from: Entry<{ readonly tasks?: readonly unknown[] | undefined }>,
): void {
  for (const [index, task] of (from.record.tasks ?? []).entries()) {
    if (typeof task === 'string') references.check({ to: 'task', as: 'task', noun, id: task, from, path: `tasks/${index}` })
  }
}

function checkPhases(program: Program, references: ReferenceCheck): void {
  for (const phase of program.phases.values()) {
    checkTaskReferences(references, 'phase', phase)
    checkDepends(program, references, 'phase', phase)
    checkOne(references, { to: 'phase', as: 'parent', noun: 'phase' }, phase, 'parent', phase.record.parent)
    for (const [index, dependency] of (phase.record.dependencies ?? []).entries()) {
      const [id, path] = typeof dependency === 'string' ? [dependency, ''] : [dependency.phase, '/phase']
      references.check({ to: 'phase', as: 'dependency', noun: 'phase', id, from: phase, path: `dependencies/${index}${path}` })
    }
  }
}

function checkMilestones(program: Program, references: ReferenceCheck): void {
  const noun = 'milestone'
  for (const milestone of program.milestones.values()) {
    checkTaskReferences(references, noun, milestone)
    checkDepends(program, references, noun, milestone)
    for (const [index, { milestone: id }] of (milestone.record.relations ?? []).entries()) {
      references.check({ to: 'milestone', as: 'related milestone', noun, id, from: milestone, path: `relations/${index}/milestone` })
    }
    if (program.roles.size === 0) continue
    checkList(references, { to: 'role', as: 'accountable role', noun }, milestone, 'accountable', milestone.record.accountable)
    checkList(references, { to: 'role', as: 'supporting role', noun }, milestone, 'supporting', milestone.record.supporting)
  }
}

const ofTask = {
  prerequisites: { to: 'task', as: 'prerequisite', noun: 'task' },
  risks: { to: 'risk', as: 'risk', noun: 'task' },
  properties: { to: 'property', as: 'property', noun: 'task' },
  components: { to: 'component', as: 'component', noun: 'task' },
} as const

function checkTasks(program: Program, references: ReferenceCheck): void {
  const shapes = requirementShapes(program.requirements.keys())
  const noun = 'task'
  for (const task of program.tasks.values()) {
    const { record } = task
    checkList(references, ofTask.prerequisites, task, 'prerequisites', record.prerequisites)
    checkDepends(program, references, noun, task)
    checkList(references, ofTask.risks, task, 'risks', record.risks)
    checkList(references, ofTask.properties, task, 'properties', record.properties)
    checkList(references, ofTask.components, task, 'components', record.components)
    checkRequirements(references, noun, task, 'requirements', record.requirements, shapes)
    checkRequirements(references, noun, task, 'validates', record.validates, shapes)
  }
}

/** Requirement references are free text, ranges too: only what looks like a declared id is held against the declared ones. */
function checkRequirements(
  references: ReferenceCheck,
  noun: string,
  from: Entry<unknown>,
  field: string,
  ids: readonly string[] | undefined,
  shapes: (id: string) => boolean,
): void {
  if (ids === undefined) return
  for (const [index, id] of ids.entries()) {
    if (shapes(id))
      references.check({ to: 'requirement', as: 'requirement', noun, id, from, path: `${field}/${index}`, severity: 'warning' })
  }
}

/** Checks every reference between the records of the plan, apart from those in gates. */
export function checkPlanReferences(program: Program, observability: Observability, references: ReferenceCheck): void {
  checkPhases(program, references)
  checkMilestones(program, references)
  checkTasks(program, references)
  for (const risk of program.risks.values()) {
    checkList(references, { to: 'task', as: 'task', noun: 'risk' }, risk, 'tasks', risk.record.tasks)
    checkList(references, { to: 'record', as: 'delayed record', noun: 'risk' }, risk, 'delay/affects', risk.record.delay?.affects)
  }
  for (const requirement of program.requirements.values()) {
    checkOne(references, { to: 'requirement', as: 'parent', noun: 'requirement' }, requirement, 'parent', requirement.record.parent)
  }
  const shapes = requirementShapes(program.requirements.keys())
  for (const property of program.properties.values())
    checkRequirements(references, 'property', property, 'validates', property.record.validates, shapes)
  for (const component of program.components.values()) {
    checkList(references, { to: 'component', as: 'dependency', noun: 'component' }, component, 'dependsOn', component.record.dependsOn)
  }
  for (const question of program.questions.values())
    checkOne(references, { to: 'phase', as: 'phase', noun: 'question' }, question, 'phase', question.record.phase)
  for (const decision of program.decisions.values())
    checkOne(references, { to: 'phase', as: 'phase', noun: 'decision' }, decision, 'phase', decision.record.phase)
  for (const action of program.actions.values())
    checkOne(references, { to: 'phase', as: 'phase', noun: 'action' }, action, 'phase', action.record.phase)
  for (const alert of observability.alerts.values())
    checkOne(references, { to: 'metric', as: 'metric', noun: 'alert' }, alert, 'metric', alert.record.metric)
  if (program.roles.size > 0) {
    // Only a warning: who holds a role that nobody asks for can approve nothing with it.
    for (const person of program.people.values())
      checkList(references, { to: 'role', as: 'role', noun: 'person', severity: 'warning' }, person, 'roles', person.record.roles)
  }
}
