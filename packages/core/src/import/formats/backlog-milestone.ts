import type { Milestone } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import { addAttribute } from '../read/attribute.ts'
import { homeOf } from '../read/phases.ts'
import type { Reading, Scope } from '../read/reading.ts'
import { textsBelow } from '../read/task-body.ts'
import { linesOf, type Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { frontOf, frontText } from './front-matter.ts'

/** Milestones of a draft by the id and the title that tasks name them by, in lower case. */
const milestonesOf = new WeakMap<object, Map<string, Milestone>>()

/** Reads a file of a folder `milestones/` with `id` and `title` in its front matter. False when it is none. */
export function readBacklogMilestone(root: Section, scope: Scope, reading: Reading): boolean {
  const { draft, account } = reading
  if (!/(?:^|\/)milestones\/[^/]+$/.test(reading.file)) return false
  const front = frontOf(account.lines)
  const title = front && frontText(front, 'title')
  const wanted = front && frontText(front, 'id')
  if (!front || !title || !wanted) return false
  const phase = homeOf(scope, reading)
  const milestone = draft.giveId<Milestone>({ id: wanted, title }, 'milestone', wanted, { file: account.file, line: 1, column: 1 })
  phase.milestones ??= []
  phase.milestones.push(milestone)
  const known = milestonesOf.get(draft) ?? new Map<string, Milestone>()
  milestonesOf.set(draft, known)
  for (const name of [title, wanted]) known.set(name.toLowerCase(), milestone)
  account.region(1, account.lines.at(-1)?.number ?? 1, milestone)
  account.map(front.fences, milestone, 'title')
  for (const { key, values, lines } of front.keys) {
    const own = /^(?:id|title)$/i.test(key)
    if (!own) for (const value of values.length === 0 ? ['[]'] : values) addAttribute(milestone, key, value)
    account.map(lines, milestone, own ? key.toLowerCase() : `attributes.${key}`)
  }
  for (const section of root.sections) keepSection(section, milestone, reading)
  return true
}

function keepSection(section: Section, milestone: Milestone, reading: Reading): void {
  const { account, words } = reading
  const heading = plainWords(section.heading?.text ?? '')
  const isSummary = words.field(heading) === 'summary' && milestone.summary === undefined
  const field = isSummary ? 'summary' : `attributes.${heading}`
  const texts = textsBelow(section.blocks, 0)
  if (isSummary && texts.length > 0) milestone.summary = texts.join('\n')
  else for (const text of texts) addAttribute(milestone, heading, text)
  for (const block of section.blocks) account.map(linesOf(block), milestone, field)
  if (texts.length > 0) account.map(section.heading?.lines ?? [], milestone, field)
  for (const below of section.sections) keepSection(below, milestone, reading)
}

/** Lists a task in the milestone that it names, once all documents are read. */
export function listInMilestone(task: Task, name: string | undefined, { draft }: Reading): void {
  if (name === undefined || name === '') return
  draft.later.push(() => {
    const milestone = milestonesOf.get(draft)?.get(name.toLowerCase())
    if (!milestone) return
    milestone.tasks ??= []
    milestone.tasks.push(task.id)
  })
}
