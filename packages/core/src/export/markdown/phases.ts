import type { PhaseFile } from '../../schema/phase.ts'
import { checklistLines } from './checklists.ts'
import { clauseLine, commandCode, criterionItems, outrightOfCriteria } from './criteria.ts'
import { deliverableLines, outrightOfDeliverables } from './deliverables.ts'
import { outrightOfGates, phaseGates } from './gates.ts'
import { phaseHeading } from './headings.ts'
import { milestoneSection } from './milestones.ts'
import { outrightOfTasks } from './task-table.ts'
import { taskBlocks, taskList } from './tasks.ts'
import { apart, attributeLines, heading, indented, type Lines, labelled } from './text.ts'
import { partsOf, saidOutright, shown, type Writing } from './writing.ts'

/** The names that the entry and exit gates have in a genre. */
const gateLabels = {
  'phased-program': { entry: 'Entry Criteria', exit: 'Validation & Governance' },
  'work-breakdown': { entry: 'Entrance', exit: 'Exit' },
  'milestone-plan': { entry: 'Entry Criteria', exit: 'Exit Gate' },
  'plan-template': { entry: 'Entry Criteria', exit: 'Exit Criteria' },
  'task-list': { entry: 'Entry Criteria', exit: 'Exit Criteria' },
} as const

function gateLines(phase: PhaseFile, stage: 'entry' | 'exit', writing: Writing): string[] {
  const criteria = phase[stage]?.criteria ?? []
  if (criteria.length === 0) return []
  const label = gateLabels[writing.genre][stage]
  const shownCriteria = criteria.map((one) => shown(`criterion ${one.id}`, one, writing))
  const line = writing.genre === 'phased-program' || writing.genre === 'work-breakdown' ? clauseLine(shownCriteria) : undefined
  return line === undefined ? [`- **${label}:**`, ...indented(criterionItems(criteria, writing))] : [`- **${label}:** ${line}`]
}

const phaseNumber = (id: string): string => (/^P\d/.test(id) ? id.slice(1) : id)

/** "Phases 0–1 (token/mask availability)": phases with a note, in the words that the plan had for them. */
export function dependencyLines({ dependencies }: PhaseFile): string[] {
  if (dependencies === undefined) return []
  const texts = new Map<string, string[]>()
  for (const edge of dependencies) {
    const [id, note] = typeof edge === 'string' ? [edge, ''] : [edge.phase, edge.note ?? '']
    texts.set(note, [...(texts.get(note) ?? []), id])
  }
  const lines = [...texts].map(([note, ids]) => {
    const named = `${ids.length > 1 ? 'Phases' : 'Phase'} ${ids.map(phaseNumber).join(', ')}`
    if (note === '') return named
    // A note that names the phases itself is the whole line.
    return /\bphases?\b|\bP\d/i.test(note) ? note : `${named} (${note})`
  })
  return labelled('Dependencies', lines)
}

function isHidden(phase: PhaseFile, { records, genre, marked }: Writing): boolean {
  return !marked.has('phases') && phase.id === 'milestones' && phase.title === records.program.name && genre !== 'task-list'
}

/** What stands right under the heading of a phase: its words and its labelled fields. */
export function phaseBody(one: PhaseFile, writing: Writing, title = ''): { readonly lines: Lines; readonly hasTaskList: boolean } {
  const phase = shown(`phase ${one.id}`, one, writing)
  const { genre } = writing
  const { bullets, codes } = attributeLines(phase.attributes)
  const list = genre === 'task-list' ? [] : taskList(phase.tasks, phase.id, writing)
  const text = (label: string, value: string | undefined): string[] => (value === undefined ? [] : labelled(label, [value]))
  const isSectioned = genre === 'milestone-plan' && phase.milestones !== undefined
  const lines = apart(
    phase.summary === undefined ? [] : phase.summary.split('\n'),
    [
      ...text('Timeline', phase.window === undefined || title.includes(`${phase.window})`) ? undefined : `Weeks ${phase.window}`),
      ...text('Status', phase.status),
      ...text('Duration', phase.duration),
      ...text('Due', phase.due),
      ...text('Owner', phase.owner),
      ...labelled('Goals', phase.goals),
      ...labelled('Scope', phase.scope),
      ...labelled('Inputs', phase.inputs),
      ...gateLines(phase, 'entry', writing),
      ...(list ?? []),
      ...deliverableLines(phase.deliverables, writing, genre === 'phased-program' || genre === 'work-breakdown'),
      ...dependencyLines(phase),
      ...(isSectioned ? [] : gateLines(phase, 'exit', writing)),
      ...bullets,
    ],
    codes,
    phase.commands === undefined ? [] : ['**Commands:**', ...commandCode(phase.commands)],
    genre === 'task-list' ? [] : phaseGates(phase.gates, writing),
  )
  return { lines, hasTaskList: list !== undefined }
}

/** What is said outright of a phase and of what it holds. */
export function outrightOfPhase(one: PhaseFile, writing: Writing): string[] {
  const phase = shown(`phase ${one.id}`, one, writing)
  return [
    ...saidOutright(`phase ${one.id}`, one, writing),
    ...(phase.entry ? saidOutright(`gate ${phase.id}.entry`, phase.entry, writing) : []),
    ...(phase.exit ? saidOutright(`gate ${phase.id}`, phase.exit, writing) : []),
    ...outrightOfDeliverables(phase.deliverables, writing),
    ...outrightOfCriteria(phase.entry?.criteria, writing),
    ...outrightOfCriteria(phase.exit?.criteria, writing),
    ...outrightOfTasks(phase.tasks, writing),
    ...outrightOfGates(phase.gates ?? [], writing),
  ]
}

export function phaseSection(one: PhaseFile, level: number, writing: Writing): Lines {
  const phase = shown(`phase ${one.id}`, one, writing)
  const title = level === 1 ? heading(1, writing.records.program.name) : phaseHeading(phase, level, writing)
  const { lines, hasTaskList } = phaseBody(one, writing, title)
  const isSectioned = writing.genre === 'milestone-plan' && phase.milestones !== undefined && phase.exit !== undefined
  const isImplied = isHidden(phase, writing)
  const inner = isImplied ? level : level + 1
  return apart(
    isImplied ? [] : [title],
    lines,
    hasTaskList ? [] : taskBlocks(phase.tasks, inner, writing),
    checklistLines(phase.id, writing),
    outrightOfPhase(one, writing),
    ...(phase.milestones ?? []).map((milestone) => milestoneSection(milestone, inner, writing)),
    isSectioned ? [heading(inner, `Exit Gate ${phase.id}`), '', ...criterionItems(phase.exit?.criteria ?? [], writing)] : [],
    ...(writing.marked.has('order') ? [] : partsOf(one.id, writing.records)).map((part) => phaseSection(part, inner, writing)),
  )
}
