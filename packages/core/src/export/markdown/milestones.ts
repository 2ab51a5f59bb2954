import type { Milestone } from '../../schema/phase.ts'
import { criterionItems, outrightOfCriteria } from './criteria.ts'
import { deliverableLines, outrightOfDeliverables } from './deliverables.ts'
import { milestoneHeading } from './headings.ts'
import { outrightOfTasks } from './task-table.ts'
import { taskBlocks, taskList } from './tasks.ts'
import { apart, attributeLines, indented, type Lines, labelled } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

/** "5 working days (overlaps last 2 days of P0.M1)." */
function durationLine({ duration, relations }: Milestone): string[] {
  if (duration === undefined) return []
  const texts = [
    ...new Set(
      (relations ?? []).flatMap(({ type, text }) => (type === 'after' && !/^\s*(?:after|starts?)\b/i.test(text ?? '') ? [] : (text ?? []))),
    ),
  ]
  return [`- **Target Duration:** ${duration}${texts.length > 0 ? ` (${texts[0]})` : ''}.`]
}

export function milestoneSection(one: Milestone, level: number, writing: Writing): Lines {
  const milestone = shown(`milestone ${one.id}`, one, writing)
  const { bullets, codes } = attributeLines(milestone.attributes)
  const list = taskList(milestone.tasks, milestone.id, writing)
  const text = (label: string, value: string | undefined): string[] => (value === undefined ? [] : labelled(label, [value]))
  const waits =
    milestone.duration === undefined
      ? (milestone.relations ?? [])
      : (milestone.relations ?? []).filter(({ type, text: said }) => type === 'after' && !/^\s*(?:after|starts?)\b/i.test(said ?? ''))
  const depends = [...new Set(waits.flatMap(({ text: said, milestone: id }) => said ?? id))]
  return apart(
    [milestoneHeading(milestone, level, writing)],
    milestone.summary === undefined ? [] : milestone.summary.split('\n'),
    [
      ...text('Status', milestone.status),
      ...text('A', milestone.accountable?.join(' & ')),
      ...text('S', milestone.supporting?.join(', ')),
      ...text('Owner', milestone.owner),
      ...text('Priority', milestone.priority),
      ...text('Due', milestone.due),
      ...labelled('Depends on', depends),
      ...labelled('Inputs', milestone.inputs),
      ...(list ?? []),
      ...deliverableLines(milestone.deliverables, writing, true),
      ...(milestone.acceptance === undefined
        ? []
        : ['- **Acceptance Criteria:**', ...indented(criterionItems(milestone.acceptance, writing))]),
      ...durationLine(milestone),
      ...bullets,
    ],
    codes,
    list === undefined ? taskBlocks(milestone.tasks, level + 1, writing) : [],
    saidOutright(`milestone ${one.id}`, one, writing),
    outrightOfTasks(milestone.tasks, writing),
    outrightOfDeliverables(milestone.deliverables, writing),
    outrightOfCriteria(milestone.acceptance, writing),
  )
}
