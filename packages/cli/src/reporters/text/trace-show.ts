import type { Location } from '@refractor/core'
import { placeOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Branch, moreBranch, treeLines } from '../tree.ts'
import { wrapBehind } from '../wrap.ts'

/** One thing that links join. */
export interface ShownNode {
  readonly key: string
  readonly type: string
  readonly id: string
  readonly title: string
  /** False: only links name it. */
  readonly declared: boolean
  readonly location?: Location
}

/** A link, and what it leads to. */
export interface ShownStep extends ShownNode {
  readonly relation: string
  /** The relation read in the direction of the step: "satisfies", "satisfied by". */
  readonly words: string
  readonly written: string
  /** The reference as it is written. */
  readonly text: string
  readonly depth: number
  /** How the link stands to its reviews; absent for links that nobody reviews. */
  readonly state?: 'reviewed' | 'suspect' | 'unreviewed'
  readonly suspect?: { readonly difference: 'changed' | 'gone' | 'unread'; readonly reviewedBy: string; readonly reviewedAt: string }
  /** The link leads to something that leans on a suspect link itself. */
  readonly leansOnSuspect: boolean
  readonly met: 'first' | 'again' | 'circle'
  /** Links that lead on and are left out. */
  readonly beyond: number
  readonly next: readonly ShownStep[]
}

/** The JSON document of `trace show`. */
export interface TraceShowData extends ShownNode {
  readonly program: string
  /** What else has the same id: "requirement:4.3". */
  readonly also: readonly string[]
  /** It leans on a suspect link. */
  readonly isSuspect: boolean
  readonly dependsOn: readonly ShownStep[]
  readonly dependents: readonly ShownStep[]
}

/** What hangs from one line; of more only the number is told. */
const shownEach = 12

const endings = { changed: 'changed', gone: 'is gone', unread: 'cannot be read' } as const

/** An object id of git is shown as git shortens it. */
const nameOf = ({ type, id }: Pick<ShownNode, 'type' | 'id'>): string => (type === 'commit' ? id.slice(0, 7) : id)

/** "1.2: Users can log in (requirement)"; the title is left out where it says nothing more. */
function named(one: ShownNode): string {
  const title = oneLine(one.title)
  const kind =
    one.declared || ['file', 'test', 'box', 'commit', 'evidence', 'approval'].includes(one.type) ? one.type : `${one.type}, not declared`
  return `${nameOf(one)}${title === '' || title === one.id ? '' : `: ${title}`} (${kind})`
}

function branchOf(step: ShownStep, direction: 'forward' | 'backward', context: ReporterContext): Branch {
  const { paint } = context
  const marks = [
    ...(step.suspect ? ['suspect'] : step.leansOnSuspect ? ['leans on a suspect link'] : []),
    ...(step.met === 'circle' ? ['goes round in a circle'] : []),
  ]
  const mark = marks.length === 0 ? '' : ` ! ${marks.join(', ')}`
  const again = step.met === 'again' ? ' · shown elsewhere here' : ''
  const { suspect } = step
  const what = direction === 'forward' ? nameOf(step) : 'what it leads to'
  const below = suspect && {
    text: `${what} ${endings[suspect.difference]} since ${suspect.reviewedBy.replace(/ <.*>$/, '')} looked at this link on ${suspect.reviewedAt.slice(0, 10)}`,
    paint: paint.warn,
  }
  const rest = step.beyond > 0 ? [{ text: `… ${plural(step.beyond, 'more link')}` }] : []
  return {
    text: `${step.words} ${named(step)}${mark}${again}`,
    painted: [
      [nameOf(step), paint.strong],
      [mark.trim(), suspect ? paint.bad : paint.warn],
      [again.trim(), paint.faint],
    ],
    ...(below && { below: [below] }),
    children: [...branchesOf(step.next, direction, context), ...rest],
  }
}

function branchesOf(steps: readonly ShownStep[], direction: 'forward' | 'backward', context: ReporterContext): Branch[] {
  const shown = context.verbose || steps.length <= shownEach + 1 ? steps : steps.slice(0, shownEach)
  return [...shown.map((one) => branchOf(one, direction, context)), ...moreBranch(steps.length - shown.length, context.paint)]
}

/** A record, what it depends on, and what depends on it. */
export const traceShowText: TextBody = (answer, context) => {
  const data = answer.data as unknown as TraceShowData
  const { width, paint } = context
  const id = nameOf(data)
  const head = wrapBehind(`${id}  `, named(data).replace(`${id}: `, '').replace(`${id} (`, '('), width)
  const section = (title: string, steps: readonly ShownStep[], direction: 'forward' | 'backward'): string[] =>
    steps.length === 0 ? [] : ['', `  ${paint.strong(title)}`, ...treeLines(branchesOf(steps, direction, context), width, paint)]
  const lines = [
    paint.strong(head[0] as string),
    ...head.slice(1),
    ...(data.location ? wrapBehind('  ', placeOf(data.location), width).map(paint.faint) : []),
    ...(data.also.length > 0 ? wrapBehind('  ', `also called so: ${data.also.join(', ')}`, width).map(paint.faint) : []),
    ...(data.isSuspect ? ['', paint.bad('  It leans on a suspect link.')] : []),
    ...section('Depends on', data.dependsOn, 'forward'),
    ...section('What depends on it', data.dependents, 'backward'),
  ]
  return data.dependsOn.length + data.dependents.length === 0 ? [...lines, '', '  It is linked with nothing.'] : lines
}
