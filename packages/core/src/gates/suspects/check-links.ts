import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { command } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import { isReviewable } from '../../trace/link-memory.ts'
import { changedFields } from '../../trace/meaning.ts'
import { relationWords } from '../../trace/relations.ts'
import { type TraceLink, typeOfKey } from '../../trace/trace-types.ts'
import { pathWords } from './path-words.ts'
import type { LinkStanding } from './suspects-of.ts'

const clearing = (program: Program, { from }: TraceLink): string =>
  `look at it, then run ${command(program, 'trace clear', typeOfKey(from).id)} --reason TEXT`

/** The name of a person without the address. */
const nameOf = (person: string): string => person.replace(/ ?<.*>$/, '')

const whichOf = (fields: readonly string[]): string => (fields.length === 0 ? '' : ` (${fields.join(', ')})`)

/** The suspect links of a program, and those that nobody has reviewed where it asks for that; each with its place. */
export function checkLinks(
  program: Program,
  { graph, suspects, meaningOf }: Pick<LinkStanding, 'graph' | 'suspects' | 'meaningOf'>,
): Diagnostic[] {
  const { suspect = 'error', unreviewed = 'off' } = program.file.record.trace ?? {}
  const outdated =
    suspect === 'off'
      ? []
      : suspects.links.map(({ link, difference, last: { by, target } }) =>
          diagnostic(
            'trace/suspect',
            `${pathWords([link], difference)}${whichOf(changedFields(target, meaningOf(link.to)))} since ${nameOf(by.review.by)} reviewed the link on ${by.review.at.slice(0, 10)}`,
            { severity: suspect, location: link.place(), help: clearing(program, link) },
          ),
        )
  const unseen = unreviewed === 'off' ? [] : graph.links.filter((link) => isReviewable(link) && suspects.stateOf(link) === 'unreviewed')
  return [
    ...outdated,
    ...unseen.map((link) => {
      const words = `${typeOfKey(link.from).id} ${relationWords[link.relation].forward} ${typeOfKey(link.to).id}`
      return diagnostic('trace/unreviewed', `nobody has reviewed that ${words}`, {
        severity: unreviewed === 'warning' ? 'warning' : 'error',
        location: link.place(),
        help: clearing(program, link),
      })
    }),
  ]
}
