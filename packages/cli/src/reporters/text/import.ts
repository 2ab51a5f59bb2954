import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrap, wrapBehind } from '../wrap.ts'
import { type PlanAnswerData, planText } from './plan.ts'

interface Counts {
  readonly [name: string]: number
}

interface ImportAnswerData extends PlanAnswerData {
  readonly program: string
  readonly genre: string
  readonly counts: Counts
  readonly accounting: { readonly nonBlank: number; readonly mapped: number; readonly kept: number; readonly unmapped: number }
  readonly defects: { readonly errors: number; readonly warnings: number }
  /** Criteria whose check is only proposed. */
  readonly proposed: number
  readonly merge?: Readonly<Record<'added' | 'changed' | 'moved' | 'removed' | 'pruned' | 'conflicts', readonly string[]>>
}

const nouns: readonly (readonly [key: string, one: string, many: string])[] = [
  ['phases', 'phase', 'phases'],
  ['milestones', 'milestone', 'milestones'],
  ['tasks', 'task', 'tasks'],
  ['gates', 'gate', 'gates'],
  ['criteria', 'criterion', 'criteria'],
  ['deliverables', 'deliverable', 'deliverables'],
  ['risks', 'risk', 'risks'],
  ['requirementRefs', 'requirement reference', 'requirement references'],
  ['properties', 'property', 'properties'],
  ['roles', 'role', 'roles'],
  ['checkboxes', 'box', 'boxes'],
]

/** What stands in parentheses behind a count. */
function detail(key: string, counts: Counts): string {
  const { tasksDone = 0, tasksOptional = 0, checked = 0, riskEdges = 0 } = counts
  const parts: Readonly<Record<string, readonly string[]>> = {
    tasks: [...(tasksDone > 0 ? [`${tasksDone} done`] : []), ...(tasksOptional > 0 ? [`${tasksOptional} optional`] : [])],
    checkboxes: checked > 0 ? [`${checked} ticked`] : [],
    risks: riskEdges > 0 ? [`${riskEdges} link${riskEdges === 1 ? '' : 's'} to tasks`] : [],
  }
  return parts[key]?.length ? ` (${parts[key].join(', ')})` : ''
}

const percent = (part: number, whole: number): string => (whole === 0 ? '100 %' : `${Math.floor((part / whole) * 1000) / 10} %`)

/** So many records of one fate are named; -v names all. */
const named = 8

const fates = [
  ['added', '+', ''],
  ['changed', '~', ''],
  ['moved', '>', ''],
  ['removed', '-', ' is not in the plan any more; it is kept (--prune takes it out)'],
  ['pruned', '-', ' is taken out'],
  ['conflicts', '!', ' stays as people wrote it'],
] as const

/** What a new revision changes, record by record. */
function mergeLines({ merge, plan }: ImportAnswerData, { width, verbose, paint }: ReporterContext): string[] {
  if (merge === undefined) return []
  if (fates.every(([fate]) => merge[fate].length === 0))
    return [
      ...wrapBehind(
        '  ',
        `Nothing that the program does not have already${plan.steps.length > 0 ? '; only where it stands in the plan changed' : ''}.`,
        width,
      ),
      '',
    ]
  const lines = fates.flatMap(([fate, mark, tail]) => {
    const names = [...new Set(merge[fate])]
    const shown = verbose ? names : names.slice(0, named)
    const rest = names.length - shown.length
    return [...shown.map((name) => `${mark} ${name}${tail}`), ...(rest > 0 ? [`${mark} and ${rest} more ${fate} (-v names them)`] : [])]
  })
  return [
    ...lines
      .flatMap((line) => wrapBehind(`  ${line.slice(0, 2)}`, line.slice(2), width))
      .map((line) => (line.startsWith('  !') ? paint.warn(line) : line)),
    '',
  ]
}

/** What was found, what became of the lines, what is written, and where to go on. */
export const importText: TextBody = (answer, context) => {
  const { genre, counts, accounting, defects, proposed, merge, plan } = answer.data as unknown as ImportAnswerData
  const { width } = context
  const found = nouns
    .filter(([key]) => (counts[key] ?? 0) > 0)
    .map(([key, one, many]) => `${counts[key]} ${counts[key] === 1 ? one : many}${detail(key, counts)}`)
  const { nonBlank, mapped, kept, unmapped } = accounting
  const lines = `${nonBlank} line${nonBlank === 1 ? '' : 's'}: ${mapped} mapped to fields (${percent(mapped, nonBlank)}), ${kept} kept as notes, ${unmapped} lost`
  const { errors, warnings } = defects
  const tally = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
  ]
  const indented = (text: string): string[] => wrap(text, width - 2).map((line) => `  ${line}`)
  return [
    ...indented(`Read as a ${genre.replace('-', ' ')}: ${found.length > 0 ? found.join(', ') : 'nothing but text'}.`),
    ...indented(`${lines}.`),
    ...(tally.length > 0
      ? indented(`${tally.join(' and ')} about the plan itself: refractor validate lists ${errors + warnings === 1 ? 'it' : 'them'}.`)
      : []),
    ...(proposed > 0 && merge === undefined
      ? indented(
          `${proposed} of ${counts['criteria'] ?? proposed} criteria ${proposed === 1 ? 'has' : 'have'} a proposed check, not in force yet: see refractor gate explain ID.`,
        )
      : []),
    '',
    ...mergeLines(answer.data as unknown as ImportAnswerData, context),
    ...(merge !== undefined && plan.steps.length === 0 ? [] : planText(answer, context)),
  ]
}
