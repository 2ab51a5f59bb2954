import type { Location, Severity } from '@refractor/core'
import { bar } from '../bar.ts'
import { summaryOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { idIn, typeIn } from '../key-parts.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'

/** How far a rule, or a relation, goes. Records are named by type and id: "risk:R-005". */
export interface ShownCoverage {
  readonly id: string
  /** "every risk has a task" */
  readonly words: string
  readonly every: string
  readonly has: readonly { readonly type?: string; readonly relation?: string }[]
  readonly severity: Severity
  readonly covered: number
  readonly total: number
  readonly uncovered: readonly string[]
  readonly over: readonly string[]
  /** Of a relation: how many records of the other type take part in it. */
  readonly others?: number
}

/** The JSON document of `trace`. Several programs: the first, and `programs` for the rest. */
export interface TraceData {
  readonly program: { readonly id: string; readonly name: string; readonly hasNeighbours?: boolean }
  /** Only these records, with all that is part of them: "task:T-014". */
  readonly of?: readonly string[]
  readonly records: number
  readonly links: { readonly total: number; readonly reviewed: number; readonly suspect: number; readonly unreviewed: number }
  readonly rules: readonly ShownCoverage[]
  readonly relations: readonly ShownCoverage[]
  /** Only these rules were asked for: the rest was not looked at. */
  readonly rulesOnly?: true
  readonly suspects: readonly {
    readonly relation: string
    readonly from: string
    readonly to: string
    readonly difference: string
    readonly location?: Location
  }[]
  readonly orphans: readonly string[]
  readonly dangling: readonly {
    readonly relation: string
    readonly from: string
    readonly to: string
    readonly written: string
    readonly location?: Location
  }[]
  readonly next?: string
  readonly programs?: readonly TraceData[]
}

const namedEach = 3

/** "R-005, R-009 and 3 more" */
function named(keys: readonly string[], { verbose }: ReporterContext): string {
  const ids = keys.map(idIn)
  const shown = verbose ? ids : ids.slice(0, namedEach)
  return `${shown.join(', ')}${ids.length > shown.length ? ` and ${ids.length - shown.length} more` : ''}`
}

const share = ({ covered, total }: ShownCoverage): string => `${covered} of ${total}`

function lacks({ uncovered, over }: ShownCoverage, context: ReporterContext): string {
  const parts = [
    ...(uncovered.length === 0 ? [] : [`without: ${named(uncovered, context)}`]),
    ...(over.length === 0 ? [] : [`too many: ${named(over, context)}`]),
  ]
  return parts.join('; ')
}

function ruleRow(rule: ShownCoverage, context: ReporterContext): Cell[] {
  const { paint } = context
  const isKept = rule.uncovered.length + rule.over.length === 0 && rule.total > 0
  // A rule over nothing is a warning, whatever it asks for.
  const severity = rule.total === 0 && rule.severity === 'error' ? 'warning' : rule.severity
  const paintOf = isKept ? paint.good : { error: paint.bad, warning: paint.warn, info: paint.faint }[severity]
  const mark = isKept ? '✓' : severity === 'error' ? '✗' : '·'
  return [
    cell(`${mark} ${rule.id}`, (text) => paintOf(text.slice(0, 1)) + text.slice(1)),
    cell(oneLine(rule.words)),
    cell(bar(rule.covered, rule.total), paintOf),
    cell(rule.total === 0 ? 'none' : share(rule)),
    cell(rule.total === 0 ? 'ranges over nothing' : lacks(rule, context), paint.faint),
  ]
}

function relationRow(relation: ShownCoverage, context: ReporterContext): Cell[] {
  const { paint } = context
  return [
    cell(`${relation.every} ← ${relation.has[0]?.type ?? ''}`),
    cell(bar(relation.covered, relation.total), relation.covered === relation.total ? paint.good : undefined),
    cell(share(relation)),
    cell(lacks(relation, context), paint.faint),
  ]
}

function byType(keys: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of keys) {
    const type = typeIn(key)
    const known = found.get(type)
    if (known) known.push(key)
    else found.set(type, [key])
  }
  return found
}

const clearAll = ({ id, hasNeighbours }: TraceData['program']): string =>
  `refractor trace clear --all${hasNeighbours ? ` --program ${id}` : ''} --reason TEXT`

/** "2 suspect links", "3 tasks linked with nothing: T-003, T-007, T-009" */
function countLines({ program, links, orphans, dangling, suspects, relations, rules }: TraceData, context: ReporterContext): string[] {
  const { width, paint } = context
  const rows: [string, ((text: string) => string) | undefined][] = []
  if (suspects.length > 0) rows.push([plural(suspects.length, 'suspect link'), paint.bad])
  if (dangling.length > 0) {
    const ids = [...new Set(dangling.map(({ to }) => `:${to}`))]
    rows.push([`${plural(dangling.length, 'dangling reference')}: ${named(ids, context)}`, paint.bad])
  }
  for (const [type, keys] of byType(orphans)) {
    const isTraced = [...relations, ...rules].some(({ every }) => every === type)
    const words = `${plural(keys.length, type, type === 'property' ? 'properties' : undefined)} linked with nothing`
    rows.push(isTraced ? [`${words}: ${named(keys, context)}`, paint.warn] : [words, paint.faint])
  }
  const reviewable = links.reviewed + links.suspect + links.unreviewed
  const reviews =
    reviewable === 0
      ? `${plural(links.total, 'link')}, all of them about what is part of what`
      : links.reviewed + links.suspect === 0
        ? `${plural(reviewable, 'link')} to look at, none reviewed (${clearAll(program)} begins with that)`
        : `${links.reviewed} of ${plural(reviewable, 'link')} reviewed${links.unreviewed > 0 ? `, ${links.unreviewed} never` : ''}`
  if (links.total > 0) rows.push([reviews, paint.faint])
  return rows.flatMap(([text, painted]) => wrapBehind('  ', text, width).map((line) => painted?.(line) ?? line))
}

function programLines(data: TraceData, context: ReporterContext): string[] {
  const { width, paint } = context
  const { program, rules, relations } = data
  const name = program.name === program.id ? program.name : `${program.name} (${program.id})`
  const of = data.of === undefined ? '' : ` · ${named(data.of, { ...context, verbose: true })}`
  const title = wrapBehind('', `${name}${of}`, width).map(paint.strong)
  const hasRules = rules.length > 0
  // What a rule says already is not said again.
  const others = relations.filter(({ words }) => !rules.some((rule) => rule.words === words))
  const table = (rows: readonly Cell[][]): string[] => ['', ...tableLines(rows, width)]
  return [
    ...title,
    ...(hasRules ? table(rules.map((rule) => ruleRow(rule, context))) : []),
    ...(others.length > 0 ? table(others.map((relation) => relationRow(relation, context))) : []),
    ...(data.rulesOnly ? [] : ['', ...countLines(data, context)]),
    ...(hasRules ? [] : wrapBehind('  ', 'no coverage rules are declared (trace.rules in program.yaml)', width).map(paint.faint)),
  ]
}

/** Coverage by rule and by relation, what is suspect, lost or nowhere, and the next command. */
export const traceText: TextBody = (answer, context) => {
  const data = answer.data as unknown as TraceData
  const all = [data, ...(data.programs ?? [])]
  const lines = all.flatMap((one, index) => [...(index === 0 ? [] : ['']), ...programLines(one, context)])
  const found = answer.diagnostics.length === 0 ? [] : ['', `  ${summaryOf(answer.diagnostics)}`]
  return [...lines, ...found, ...nextLine(all.find(({ next }) => next !== undefined)?.next, context)]
}
