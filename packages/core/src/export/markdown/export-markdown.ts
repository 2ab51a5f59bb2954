import { importDocuments } from '../../import/import.ts'
import type { ProgramRecords } from '../../import/imported.ts'
import { staysOutside } from '../../import/read/statements.ts'
import { recordLists } from '../../import/record-lists.ts'
import type { PhaseFile } from '../../schema/phase.ts'
import type { Genre } from '../../schema/program.ts'
import { checklistLines, statedChecklists } from './checklists.ts'
import { componentSections } from './components.ts'
import { type Difference, differences } from './differences.ts'
import { gateSections } from './gates.ts'
import { phaseOfTitle } from './headings.ts'
import { phaseSection } from './phases.ts'
import { metadataSection, programHead, programSections, rulesComment, templatePart } from './program-head.ts'
import { decisionSections, observabilitySections, playbookSections, riskSections, roleSection } from './registers.ts'
import { propertySections, requirementSections } from './requirements.ts'
import { taskListParts } from './task-list.ts'
import { outrightOfTasks } from './task-table.ts'
import { taskBlocks } from './tasks.ts'
import { apart, heading, type Lines } from './text.ts'
import { english, type Writing } from './writing.ts'

/** A plan in Markdown. */
export interface ExportedMarkdown {
  readonly text: string
  readonly genre: Genre
  /** Fields that are said outright, "task T-001 inputs": the shapes of the genre would be read as something else. */
  readonly outright: readonly string[]
  /** What could not be said either way; an import of the text would not have it. */
  readonly unsaid: readonly string[]
}

function workSection(writing: Writing): Lines {
  const { tasks } = writing.records
  if (tasks.length === 0) return []
  return apart(
    [heading(2, writing.genre === 'work-breakdown' ? 'Work Breakdown' : 'Tasks')],
    taskBlocks(tasks, 3, writing),
    outrightOfTasks(tasks, writing),
  )
}

/** Work breakdowns have their phases under one heading. */
function phaseSections(phases: readonly PhaseFile[], writing: Writing): Lines {
  const isGrouped = writing.genre === 'work-breakdown' && phases.length > 1 && writing.marked.size === 0
  return apart(isGrouped ? [heading(2, 'Execution Phases')] : [], ...phases.map((phase) => phaseSection(phase, isGrouped ? 3 : 2, writing)))
}

function write(writing: Writing, isNamed: boolean): string {
  const { records, genre } = writing
  const list = genre === 'task-list' ? taskListParts(writing) : undefined
  const phases = records.phases.filter(({ parent }) => parent === undefined || writing.marked.has('order'))
  const whole = phaseOfTitle(writing)
  const lines = apart(
    isNamed ? [`<!-- genre: ${genre} -->`] : [],
    programHead(writing),
    list?.top ?? [],
    programSections(writing),
    roleSection(writing),
    componentSections(writing),
    requirementSections(writing),
    list ? [] : workSection(writing),
    list?.sections ?? (whole ? [] : phaseSections(phases, writing)),
    checklistLines('', writing),
    playbookSections(writing),
    gateSections(records.gates, writing),
    riskSections(writing),
    observabilitySections(writing),
    decisionSections(writing),
    propertySections(writing),
    list?.end ?? [],
    whole ? phaseSection(whole, 1, writing) : [],
    statedChecklists(writing),
    metadataSection(writing),
    templatePart(writing),
    rulesComment(writing),
  )
  return `${lines.join('\n')}\n`
}

/** The name that the document had, or one that says nothing of its kind. */
const fileOf = ({ program }: ProgramRecords): string => program.imports?.[0]?.file ?? program.source?.file ?? `${program.id}.md`

/** What people decide and what the tool derives; no plan says it. */
const ofPlans = new Set(['people', 'settings', 'calendar', 'start', 'imports', 'id'])
const derived = new Set(['genre', 'weeks', 'states'])

/** Whether a difference can be said outright; how criteria are judged stays in the records. */
function canBeSaid({ record, field, wanted }: Difference): boolean {
  if (field.startsWith('attributes.')) return true
  if (staysOutside.has(field) || (field === 'inputs' && record.startsWith('criterion '))) return false
  return record !== 'program' || !(ofPlans.has(field) || (derived.has(field) && wanted === undefined))
}

/**
 * Writes a program as the plan that it came from, in its genre (a phased program where it has none). What it writes is read back; a
 * field that would come out as something else is said outright between two comments instead, so that nothing is lost.
 */
export function exportMarkdown(records: ProgramRecords): ExportedMarkdown {
  const genre = records.program.genre ?? 'phased-program'
  const path = fileOf(records)
  const outright = new Set<string>()
  const marked = new Set<string>()
  let isNamed = false
  let text = ''
  let unsaid: string[] = []
  for (let round = 0; round < mostRounds; round++) {
    const writing: Writing = { records, genre, words: english, outright, marked, written: new Set() }
    text = write(writing, isNamed)
    const read = importDocuments([{ path, text }], { programId: records.program.id })
    const before = outright.size + marked.size
    if (read.genre !== genre && !isNamed) {
      isNamed = true
      continue
    }
    const found = [...differences(records, read)]
    unsaid = found.filter((one) => isOfLists(one) || canBeSaid(one)).map(({ record, field }) => `${record} ${field}`)
    for (const difference of found)
      if (!isOfLists(difference) && canBeSaid(difference)) outright.add(`${difference.record}\n${difference.field}`)
    // Records too many or too few often come from a field that was read as something else: those are put right first.
    if (outright.size + marked.size === before)
      for (const difference of found) if (isOfLists(difference)) mark(difference, records, outright, marked)
    if (outright.size + marked.size === before) break
  }
  return {
    text,
    genre,
    outright: [...outright, ...[...marked].map((list) => `program\n${list}`)].map((key) => key.replace('\n', ' ')).sort(),
    unsaid,
  }
}

/** Lists inside of records whose entries are records. */
const innerLists: ReadonlySet<string> = new Set(['milestones', 'tasks', 'children'])

const isOfLists = ({ record, field }: Difference): boolean => (record === 'program' ? topLists.has(field) : innerLists.has(field))

/** Where a list has other records than it should, what makes them names them: headings first, then the list itself. */
function mark({ record, field }: Difference, records: ProgramRecords, outright: Set<string>, marked: Set<string>): void {
  const kind = innerLists.has(field) ? 'phases' : field
  if (!marked.has(kind)) marked.add(kind)
  else if (record !== 'program') outright.add(`${record}\n${field}`)
  else if (field === 'phases') {
    marked.add('order')
    for (const phase of records.phases) if (phase.parent !== undefined) outright.add(`phase ${phase.id}\nparent`)
  }
}

/** What is said outright changes how the rest is read; after a few rounds nothing is left to change. */
const mostRounds = 8

/** Lists of records are no fields that a statement could hold. */
const topLists: ReadonlySet<string> = new Set([...Object.keys(recordLists), 'checklists'])
