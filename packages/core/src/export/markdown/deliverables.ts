import { splitOutside } from '../../import/scan/inline.ts'
import type { Deliverable, State } from '../../schema/plan-records.ts'
import { box } from './criteria.ts'
import { labelled } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

/** The mark of a state that is still what the plan said. */
export const markOf = (state: State | undefined): string | undefined => (typeof state === 'object' ? state.mark : undefined)

const titleOf = ({ title, path }: Deliverable): string => (title === path ? `\`${title}\`` : title)

/** Deliverables on one line, or as a list where they hold commas or boxes. */
export function deliverableLines(all: readonly Deliverable[] | undefined, writing: Writing, onOneLine: boolean): string[] {
  if (all === undefined || all.length === 0) return []
  const list = all.map((one) => shown(`deliverable ${one.id}`, one, writing))
  const titles = list.map(titleOf)
  const isPlain = list.every(
    ({ state, title }) => state === undefined && splitOutside(title, ',').length === 1 && !/;|\.$|^(?:and|und|y|e|et|и)\s/.test(title),
  )
  if (isPlain && onOneLine) return [`- **Deliverables:** ${titles.join(', ')}.`]
  return labelled(
    'Deliverables',
    list.map((one, at) => {
      const mark = markOf(one.state)
      if (mark === undefined) return titles[at] as string
      return [...mark].length > 1 || /\p{Extended_Pictographic}/u.test(mark) ? `${mark} ${titles[at]}` : box(mark) + titles[at]
    }),
    true,
  )
}

export const outrightOfDeliverables = (all: readonly Deliverable[] | undefined, writing: Writing): string[] =>
  (all ?? []).flatMap((one) => saidOutright(`deliverable ${one.id}`, one, writing))
