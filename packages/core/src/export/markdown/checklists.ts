import { apart, heading, type Lines } from './text.ts'
import type { Writing } from './writing.ts'

/** The checklists of a phase under their titles, line by line as the plan has them; those of no phase under headings. */
export function checklistLines(phase: string, { records, marked }: Writing): Lines {
  if (marked.has('checklists')) return []
  return apart(
    ...records.checklists
      .filter((list) => list.phase === phase)
      .map(({ title, lines }) => {
        const holder = records.phases.find((one) => one.id === phase)?.title ?? records.program.name
        if (title === holder) return lines
        return phase === '' ? [heading(2, title), '', ...lines] : [`**${title}:**`, ...lines]
      }),
  )
}

/** Every checklist with its name in a comment, where titles and places would give other names. */
export function statedChecklists({ records, marked }: Writing): Lines {
  if (!marked.has('checklists')) return []
  return apart(
    ...records.checklists.map(({ name, phase, title, lines }) => [
      `<!-- checklist of ${phase === '' ? 'program' : `phase ${phase}`}: ${name} -->`,
      heading(2, title),
      '',
      ...lines,
      '<!-- end -->',
    ]),
  )
}
