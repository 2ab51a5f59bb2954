import type { Difference } from '../../trace/meaning.ts'
import { relationWords } from '../../trace/relations.ts'
import { type TraceKey, type TraceLink, typeOfKey } from '../../trace/trace-types.ts'

const idOf = (key: TraceKey): string => typeOfKey(key).id

const endings: Readonly<Record<Difference, string>> = { changed: 'which changed', gone: 'which is gone', unread: 'which cannot be read' }

/** Of a longer chain the middle is left out. */
const shownSteps = 5

/** "T-005 satisfies 1.2, which changed": a chain of links, at least one, each beginning where the one before ends. */
export function pathWords(path: readonly TraceLink[], difference: Difference): string {
  const steps = path.map(({ relation, to }) => `${relationWords[relation].forward} ${idOf(to)}`)
  const left = steps.length - shownSteps
  if (left > 1) steps.splice(2, left, `leans on ${left} more records`)
  return `${idOf((path[0] as TraceLink).from)} ${steps.join(', which ')}, ${endings[difference]}`
}
