import type { Table } from '../scan/block.ts'
import type { Field, Words } from '../words/words.ts'
import type { Scope } from './reading.ts'
import { idIn, isNothing } from './table-cells.ts'
import type { Columns } from './table-columns.ts'

/** What the rows of a table are. `attributes`: rows of labels that no record stands for. */
export type TableKind =
  | 'tasks'
  | 'risks'
  | 'roles'
  | 'milestones'
  | 'phases'
  | 'deliverables'
  | 'requirements'
  | 'questions'
  | 'decisions'
  | 'actions'
  | 'metrics'
  | 'assumptions'
  | 'criteria'
  | 'raci'
  | 'attributes'

const kinds: Partial<Record<Field, TableKind>> = {
  tasks: 'tasks',
  risks: 'risks',
  'risk-map': 'risks',
  roles: 'roles',
  people: 'roles',
  milestone: 'milestones',
  phase: 'phases',
  deliverables: 'deliverables',
  requirements: 'requirements',
  questions: 'questions',
  decisions: 'decisions',
  actions: 'actions',
  metrics: 'metrics',
  assumptions: 'assumptions',
  exit: 'criteria',
  entry: 'criteria',
  acceptance: 'criteria',
  quality: 'criteria',
}

/** Columns that say that a row is work to be done. */
const ofWork = ['dependencies', 'unblocks', 'owner', 'priority', 'estimate', 'duration', 'status', 'acceptance'] as const
/** Columns whose cells may look like ids and are none: "P1", "S". */
export const noKeys: ReadonlySet<string | undefined> = new Set([
  'priority',
  'estimate',
  'status',
  'severity',
  'impact',
  'likelihood',
  'due',
  'duration',
  'window',
])
const againstRisk = ['mitigation', 'contingency', 'impact', 'likelihood', 'severity'] as const

const idWords = /(?:\b(?:ids?|no|nr|num(?:ber)?|code|key|ref)\b\.?|#|编号|番号|番號|번호|№)/giu

/** The kind that the words of a header name: "Risk ID" → risks, "Work package no." → tasks. */
function namedBy(label: string, words: Words): TableKind | undefined {
  const noun = label.replace(idWords, ' ').replace(/\s+/g, ' ').trim()
  if (noun === '' || noun === label) return undefined
  return kindOfWords(noun, words)
}

/** The kind that a word means: "Task" is a title as a column among others, and work as the first. */
function kindOfWords(text: string, words: Words): TableKind | undefined {
  for (const field of [words.column(text), words.field(text)]) {
    const kind = field && kinds[field]
    if (kind !== undefined) return kind
  }
  return undefined
}

const spoken: ReadonlySet<TableKind | undefined> = new Set<TableKind>(['questions', 'decisions', 'assumptions', 'requirements', 'risks'])

/** "Research question", "Architecture decision": what the last word of a header names, where rows have ids. */
function spokenOf(label: string, words: Words): TableKind | undefined {
  const kind = kindOfWords(label.split(' ').at(-1) ?? '', words)
  return spoken.has(kind) ? kind : undefined
}

const milestoneIds = /^M[KS]?-?\d+(?:\.\d+)*[a-z]?$/

function hasMilestoneIds(table: Table, at: number): boolean {
  const ids = table.rows.flatMap((row) => idIn(row.cells[at] ?? '') ?? [])
  return ids.length > 0 && ids.filter((id) => milestoneIds.test(id)).length >= ids.length * 0.8
}

/** The share of the rows whose cell in this column is an id. */
function shareOfIds(table: Table, at: number): number {
  const cells = table.rows.map((row) => row.cells[at] ?? '').filter((cell) => !isNothing(cell))
  return cells.length === 0 ? 0 : cells.filter((cell) => idIn(cell) !== undefined).length / cells.length
}

const letters = /^\W*[RASCI](?:\s*[/,&+ ]\s*[RASCI])*\W*$/

function isRaci(table: Table): boolean {
  if (table.header.cells.length < 3) return false
  const cells = table.rows.flatMap((row) => row.cells.slice(1)).filter((cell) => !isNothing(cell))
  return cells.length > 1 && cells.filter((cell) => cell.length < 24 && letters.test(cell)).length >= cells.length * 0.7
}

/** Says what the rows of a table are, by its columns first, by the heading it stands under second. */
export function kindOf(table: Table, columns: Columns, scope: Scope, words: Words): TableKind {
  if (isRaci(table)) return 'raci'
  const [first, second] = columns.all
  if (first === undefined || second === undefined) return 'attributes'
  const own = kindOfWords(first.label, words)
  const hasIds = !noKeys.has(first.field) && shareOfIds(table, first.at) >= 0.5
  const above = scope.field === undefined ? undefined : kinds[scope.field]

  if (own !== 'phases' && own !== 'deliverables' && columns.has('risks') && columns.has(...againstRisk)) return 'risks'
  if (columns.has('mitigation') && columns.has('impact', 'likelihood', 'severity') && (hasIds || above === 'risks')) return 'risks'
  if (own === 'criteria') return scope.gate || above === 'criteria' ? 'criteria' : 'attributes'
  if (own === 'deliverables') return hasIds && columns.has(...ofWork) ? 'tasks' : 'deliverables'
  // An epic or a sprint with work columns is a piece of work; a phase is a phase.
  if (own === 'phases' && words.container(first.label) !== 'phase' && columns.has('priority', 'dependencies', 'estimate')) return 'tasks'
  // "Work | Lines": a table on tasks is not yet a list of tasks.
  if (own === 'tasks') return hasIds || columns.has(...ofWork, 'due') ? 'tasks' : 'attributes'
  if (own !== undefined) return own

  const keyed = first.field === 'id' || hasIds
  const named = namedBy(first.label, words)
  if (keyed && named !== undefined && named !== 'criteria') return named
  if (keyed) {
    if (hasMilestoneIds(table, first.at)) return 'milestones'
    const next = kindOfWords(second.label, words) ?? spokenOf(second.label, words)
    if (next !== undefined && next !== 'deliverables' && next !== 'criteria') return next
    if (above === 'risks' || above === 'milestones' || above === 'requirements' || above === 'questions' || above === 'decisions')
      return above
    if (columns.has(...ofWork) || (first.field === 'id' && columns.has('due')) || above === 'tasks') return 'tasks'
    if (first.field === 'id' && hasIds && columns.has('title', 'tasks', 'outputs')) return 'tasks'
  }
  if (above === 'tasks' && columns.has('title', 'detail') && columns.has(...ofWork)) return 'tasks'
  if (above === 'risks' && columns.has(...againstRisk)) return 'risks'
  if ((above === 'roles' || above === 'metrics') && columns.all.length > 1) return above
  if (above === 'criteria' && scope.gate) return 'criteria'
  return 'attributes'
}
