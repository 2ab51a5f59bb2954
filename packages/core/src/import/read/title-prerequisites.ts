import type { Draft } from './draft.ts'
import { indexOf } from './record-index.ts'

const said = /[(（](?:depends on|dependent on|depends|blocked by|requires|needs|after)\s*:?\s+([^()（）]{1,200})[)）]/iu
const id = /[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu

/** "Add the pump (depends on T012, T013)": ids of tasks in such a bracket of a title are prerequisites; the title keeps its words. */
export function readTitlePrerequisites(draft: Draft): void {
  const { tasks } = indexOf(draft)
  for (const task of tasks.values()) {
    const named = said.exec(task.title.slice(0, 2000))?.[1]?.match(id) ?? []
    const ids = named.filter((one) => one !== task.id && tasks.has(one) && /\p{N}/u.test(one))
    if (ids.length > 0) task.prerequisites = [...new Set([...(task.prerequisites ?? []), ...ids])]
  }
}
