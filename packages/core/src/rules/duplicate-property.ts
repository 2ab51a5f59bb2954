import { inPlan, placeOf } from '../link/planned-place.ts'
import type { Program } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** The task and the title of a definition that an import kept beside the first one: "7.7: Title". */
function again(program: Program, text: string): { readonly task: string | undefined; readonly title: string } {
  const at = text.indexOf(': ')
  const task = text.slice(0, Math.max(at, 0))
  return program.tasks.has(task) ? { task, title: text.slice(at + 2) } : { task: undefined, title: text }
}

/** A title without a remark in brackets behind it. */
const plain = (title: string): string =>
  title
    .slice(0, 500)
    .replace(/\([^()]{0,200}\)\s*$/, '')
    .trim()
    .toLowerCase()

/** A property that the plan defines more than once, with different titles: the import keeps them as attributes.alsoDefined. */
export const duplicateProperty = defineRule({
  code: 'plan/duplicate-property',
  find(program, report) {
    const byTitle = new Map([...program.properties.values()].map(({ id, record }) => [plain(record.title), id] as const))
    for (const property of program.properties.values())
      for (const text of [property.record.attributes?.alsoDefined ?? []].flat()) {
        const { task, title } = again(program, text)
        const other = byTitle.get(plain(title))
        const where = task === undefined ? '' : ` in task ${task}`
        const { location, related } = placeOf(property, 'id')
        report(`${property.id} is defined again${where} as "${title}"${other === undefined ? '' : `, which is the title of ${other}`}`, {
          location,
          related: [...related, ...inPlan(task === undefined ? undefined : program.tasks.get(task)?.record.source)],
          help: `give one of the two a number of its own, and remove alsoDefined from attributes of ${property.id}`,
        })
      }
  },
})
