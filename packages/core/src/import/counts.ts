import type { Criterion } from '../schema/gate.ts'
import type { PhaseFile } from '../schema/phase.ts'
import type { Task } from '../schema/plan-records.ts'
import type { ImportCounts, ProgramRecords } from './imported.ts'
import type { Block, Section } from './scan/block.ts'

/** Boxes of a document, and how many of them are ticked. */
export interface BoxCounts {
  readonly checkboxes: number
  readonly checked: number
}

export function countBoxes(root: Section): BoxCounts {
  let checkboxes = 0
  let checked = 0
  const visit = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.type !== 'item') continue
      if (block.box) checkboxes++
      if (block.box?.ticked) checked++
      visit(block.blocks)
    }
  }
  const enter = (section: Section): void => {
    visit(section.blocks)
    for (const part of section.sections) enter(part)
  }
  enter(root)
  return { checkboxes, checked }
}

/** Ids in references; a range counts its two ends, for it is never expanded. */
const reference = /\d+\.\d+/g

function isDone(task: Task): boolean {
  return task.state !== undefined && (typeof task.state === 'string' ? task.state : task.state.value) === 'done'
}

/** Counts the records; `implied` says which phases only hold milestones that stand in none. */
export function countRecords(records: ProgramRecords, boxes: BoxCounts, implied: (phase: PhaseFile) => boolean): ImportCounts {
  const tasks: Task[] = []
  const add = (entries: readonly (Task | string)[] | undefined): void => {
    for (const entry of entries ?? []) {
      if (typeof entry === 'string') continue
      tasks.push(entry)
      add(entry.children)
    }
  }
  add(records.tasks)
  let criteria = 0
  let gates = 0
  let deliverables = 0
  let milestones = 0
  const count = (list: readonly Criterion[] | undefined): void => {
    criteria += list?.length ?? 0
  }
  for (const phase of records.phases) {
    add(phase.tasks)
    for (const gate of [phase.entry, phase.exit]) {
      if (gate) gates++
      count(gate?.criteria)
    }
    for (const gate of phase.gates ?? []) {
      if (gate.stage === 'checkpoint') gates++
      count(gate.criteria)
    }
    deliverables += phase.deliverables?.length ?? 0
    for (const milestone of phase.milestones ?? []) {
      milestones++
      add(milestone.tasks)
      count(milestone.acceptance)
      deliverables += milestone.deliverables?.length ?? 0
    }
  }
  for (const gate of records.gates) {
    if (gate.stage === 'checkpoint' || gate.stage === 'entry' || gate.stage === 'exit') gates++
    count(gate.criteria)
  }
  const references = new Set(tasks.flatMap((task) => task.requirements ?? []).flatMap((text) => text.match(reference) ?? []))
  return {
    phases: records.phases.filter((phase) => phase.parent === undefined && !implied(phase)).length,
    milestones,
    tasks: tasks.length,
    tasksDone: tasks.filter(isDone).length,
    tasksOptional: tasks.filter((task) => task.optional === true).length,
    checkboxes: boxes.checkboxes,
    checked: boxes.checked,
    gates,
    criteria,
    deliverables,
    risks: records.risks.length,
    riskEdges: records.risks.reduce((sum, risk) => sum + (risk.tasks?.length ?? 0), 0),
    requirementRefs: references.size,
    properties: records.properties.length,
    roles: records.program.roles?.length ?? 0,
  }
}
