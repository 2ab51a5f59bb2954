import { leavesOf } from '../link/checks-of.ts'
import type { CriterionEntry, MilestoneEntry, PhaseEntry, Program } from '../link/program-types.ts'
import { isFinished } from '../link/state.ts'
import { boxOn } from '../load/box.ts'
import { boxText } from '../load/box-id.ts'

interface BoxLine {
  readonly id: string
  readonly title: string
  readonly ticked: boolean
  readonly optional: boolean
  /** Levels below the first. */
  readonly depth: number
}

/** One line, without the comment marks that could carry another id. */
function oneLine(title: string): string {
  return title.replace(/\s+/g, ' ').replace(/<!--/g, '<! --').trim()
}

/**
 * The line of a box. It is read back before it is used: a title that ends in "(optional)" or starts with a star would make a
 * required box optional, so such a title is written in another way.
 */
function lineOf({ id, title, ticked, optional, depth }: BoxLine): string {
  const text = oneLine(title)
  const titles = [text, `${text} — required`, `${text.replace(/^[*\\\s]+/, '')} — required`]
  const lines = titles.map((one) => `${'  '.repeat(depth)}- [${ticked ? 'x' : ' '}]${optional ? '*' : ''} ${boxText(id, one)}`)
  const isFaithful = (line: string): boolean => {
    const box = boxOn({ path: '', text: line }, line, 1, 0, false)
    return box?.id === id && box.optional === optional
  }
  return lines.find(isFaithful) ?? (lines[0] as string)
}

/** Tasks and everything below them, parents first, each once. */
function taskBoxes(program: Program, ids: readonly string[]): BoxLine[] {
  const boxes: BoxLine[] = []
  const seen = new Set<string>()
  const listed = new Set(ids)
  const add = (id: string, depth: number): void => {
    const task = program.tasks.get(id)
    if (!task || seen.has(id)) return
    seen.add(id)
    boxes.push({
      id,
      title: task.record.title,
      ticked: isFinished(task.record.state, program.states.task),
      optional: task.record.optional === true,
      depth,
    })
    for (const child of task.children) add(child, depth + 1)
  }
  for (const id of ids) {
    const parent = program.tasks.get(id)?.parent
    if (parent === undefined || !listed.has(parent)) add(id, 0)
  }
  return boxes
}

/** A criterion that asks about the checklist itself cannot be ticked in it beforehand: its box never blocks. */
function asksAboutChecklist(criterion: CriterionEntry): boolean {
  return leavesOf(criterion.record).some(({ leaf }) => leaf.kind === 'archived' || leaf.kind === 'checklist')
}

function criterionBoxes(program: Program, gates: readonly string[]): BoxLine[] {
  const criteria = new Map(gates.flatMap((id) => program.gates.get(id)?.criteria ?? []).map((criterion) => [criterion.id, criterion]))
  return [...criteria.values()].map((criterion) => ({
    id: criterion.id,
    title: criterion.record.statement,
    ticked: false,
    optional: (criterion.record.level ?? 'required') !== 'required' || asksAboutChecklist(criterion),
    depth: 0,
  }))
}

function section(heading: string, boxes: readonly BoxLine[]): string {
  return boxes.length === 0 ? '' : `\n## ${heading}\n\n${boxes.map(lineOf).join('\n')}\n`
}

/** What a checklist is made from: a phase with all its milestones, or one milestone. */
export type ChecklistScope =
  | { readonly phase: PhaseEntry; readonly milestone?: undefined }
  | { readonly phase: PhaseEntry; readonly milestone: MilestoneEntry }

/**
 * The text of a new checklist: front matter, then the tasks, deliverables and criteria of its scope, each box with its id. Done
 * tasks are ticked; every other box is open. `day` is the date of making, YYYY-MM-DD.
 */
export function checklistText(program: Program, { phase, milestone }: ChecklistScope, day: string): string {
  const scope = milestone ?? phase
  const deliverables = [...new Set(scope.deliverables)].flatMap((id): BoxLine[] => {
    const deliverable = program.deliverables.get(id)
    return deliverable ? [{ id, title: deliverable.record.title, ticked: false, optional: false, depth: 0 }] : []
  })
  const gates = milestone ? [milestone.id] : [...phase.milestones, phase.id]
  return [
    '---\n',
    `phase: ${JSON.stringify(phase.id)}\n`,
    milestone ? `milestone: ${JSON.stringify(milestone.id)}\n` : '',
    `created: ${JSON.stringify(day)}\n`,
    'dashboards: []\n',
    'approvals: []\n',
    '---\n',
    `\n# ${scope.id} ${oneLine(scope.record.title)}\n`,
    section('Tasks', taskBoxes(program, scope.tasks)),
    section('Deliverables', deliverables),
    section('Criteria', criterionBoxes(program, gates)),
  ].join('')
}
