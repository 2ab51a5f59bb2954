import type { Block, Heading, Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { containerHeading } from './container-heading.ts'
import { openMarked } from './marked-headings.ts'
import { openMilestone, openPhase, openTask } from './phases.ts'
import type { Reading, Scope } from './reading.ts'
import { surveyOf } from './survey.ts'
import { phaseOf } from './task-phases.ts'
import { hasBox, type TaskGroup } from './task-tree.ts'
import { titleParts } from './title-parts.ts'

/** "1. Title", "2.1 Title", "3) Title". */
const numbered = /^(\d+(?:\.\d+)*)[.)]?\s{1,3}(?=\S)(.*)$/su
/** Headings whose boxes are no tasks, unless they carry ids: criteria, deliverables and the like. */
const notTasks = new Set<string | undefined>([
  'acceptance',
  'exit',
  'entry',
  'quality',
  'deliverables',
  'dependencies',
  'tiers',
  'risks',
  'assumptions',
  'constraints',
  'questions',
  'metrics',
  'notes',
  'conventions',
])

export function holdsBoxes(section: Section): boolean {
  return section.blocks.some(hasBox) || section.sections.some(holdsBoxes)
}

/** Whether the boxes of a section are the work: they carry ids, or the heading says nothing else. */
export function holdsTasks(section: Section, { words }: Reading): boolean {
  if (!holdsBoxes(section)) return false
  if (section.heading === undefined || !notTasks.has(words.field(plainWords(section.heading.text)))) return true
  let boxes = 0
  let withId = 0
  const count = (block: Block): void => {
    if (block.type !== 'item') return
    if (block.box) boxes++
    if (block.box?.id !== undefined) withId++
    for (const below of block.blocks) count(below)
  }
  const enter = (one: Section): void => {
    for (const block of one.blocks) count(block)
    for (const below of one.sections) enter(below)
  }
  enter(section)
  return withId * 2 > boxes
}

/** A short form of words for ids: "Tier 1 — Backend" is "tier-1-backend". */
export function shortForm(text: string): string {
  const words =
    plainWords(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}.]+/gu) ?? []
  return words
    .join('-')
    .slice(0, 40)
    .replace(/[-.]+$/, '')
}

/** The tasks that stand under no heading of their own. */
export function topGroup(scope: Scope, file: string): TaskGroup {
  const parts = file.split('/')
  const name = (parts.at(-1) ?? '').replace(/\.[^.]*$/, '')
  // "specs/login/tasks.md" speaks of login.
  const qualifier = shortForm(/^(?:tasks|todo|plan)$/i.test(name) ? (parts.at(-2) ?? name) : name)
  return {
    name: scope.phase?.id ?? '',
    qualifier: qualifier === '' ? 'tasks' : qualifier,
    scope,
    label: undefined,
    headings: [],
    parent: undefined,
    byId: new Map(),
  }
}

/** The place that a heading over boxes opens: a phase, milestone or task that it names, a numbered group, or just a label. */
export function groupOf(heading: Heading, around: TaskGroup, reading: Reading): TaskGroup {
  const { account, words } = reading
  const base = { parent: around, byId: new Map(), headings: heading.lines, label: undefined }
  const opened = openedBy(heading, around.scope, reading)
  if (opened) {
    const id = opened.task?.id ?? opened.milestone?.id ?? opened.phase?.id ?? around.name
    return { ...base, name: id, qualifier: id, scope: opened }
  }
  if (words.field(plainWords(heading.text)) === 'tasks') {
    account.map(heading.lines, around.scope.holder, 'tasks')
    return { ...base, name: around.name, qualifier: around.qualifier, scope: around.scope }
  }
  const short = shortForm(heading.text)
  const name = short === '' ? around.name : around.name === '' ? short : `${around.name}.${short}`
  return { ...base, name, qualifier: name === '' ? around.qualifier : name, scope: around.scope, label: heading.text }
}

function openedBy(heading: Heading, scope: Scope, reading: Reading): Scope | undefined {
  const marked = openMarked(heading, scope, reading)
  if (marked) return marked
  const found = containerHeading(heading.text, reading.words)
  const number = numbered.exec(plainWords(heading.text))
  // "1. Phase 1: Title" names a phase; "1. CMB-001 - Title" would name a task, and is a numbered group.
  if (found && (found.word !== '' || !number)) {
    if (found.kind === 'task') {
      const task = openTask(heading, found, scope, reading)
      return { ...scope, task, holder: task }
    }
    if (found.kind === 'milestone') {
      const { milestone, phase } = openMilestone(heading, found, scope, reading)
      return { phase, milestone, holder: milestone }
    }
    if (found.kind === 'phase' || found.kind === surveyOf(reading.account).top || scope.phase) {
      const phase = openPhase(heading, found, found.kind === 'phase' ? { holder: scope.holder } : scope, reading)
      return { phase, holder: phase }
    }
    return undefined
  }
  // Numbers of numbers ("1.1 Setup" in "Phase 1") are parts of the phase.
  if (!number || scope.task) return undefined
  const phase = phaseOf({ ...titleParts(number[2] as string, reading.words), id: number[1] as string }, scope.phase, reading)
  reading.account.map(heading.lines, phase, 'title')
  return { phase, holder: phase }
}
