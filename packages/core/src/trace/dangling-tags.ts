import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Program } from '../link/program-types.ts'
import { traceIds } from './trace-ids.ts'
import { type DanglingLink, type TraceGraph, typeOfKey } from './trace-types.ts'

interface Kind {
  readonly severity: Severity
  readonly what: (link: DanglingLink) => string
  readonly help: string
}

/** What a commit says cannot be changed any more, and a box is also checked with the checklists: only a tag in code is an error. */
const kinds: Readonly<Partial<Record<DanglingLink['written'], Kind>>> = {
  code: { severity: 'error', what: () => 'the tag', help: 'correct the id, or remove the tag' },
  checklist: {
    severity: 'warning',
    what: ({ relation }) => (relation === 'mirrors' ? 'the box' : 'the line'),
    help: 'correct the id in the checklist',
  },
  commit: {
    severity: 'info',
    what: ({ from }) => `commit ${typeOfKey(from).id.slice(0, 7)}`,
    help: 'refractor commit check finds it before it is committed',
  },
}

/** Each suggestion costs a walk over all known ids: so many steps are taken for all of them together. */
const mostSteps = 100_000

/** The tags in code, boxes and commits of a graph that name what does not exist. References in YAML are reported by linking. */
export function danglingTags(program: Program, graph: TraceGraph): Diagnostic[] {
  const known = new Map<string, string[]>()
  let all: readonly string[] | undefined
  const suggest = (id: string): string[] => {
    const before = known.get(id)
    all ??= traceIds(program).all
    if (before !== undefined || known.size * all.length > mostSteps) return before ?? []
    const near = nearest(id, all)
    known.set(id, near)
    return near
  }
  return sortDiagnostics(
    graph.dangling.flatMap((link) => {
      const kind = kinds[link.written]
      if (kind === undefined) return []
      const expected = suggest(link.to)
      return diagnostic('trace/dangling-tag', `${kind.what(link)} names ${link.to}, which the program does not have`, {
        severity: kind.severity,
        location: link.place(),
        expected,
        help: expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : kind.help,
      })
    }),
  )
}
