import { isAbsolute } from 'node:path'
import {
  checkRules,
  command,
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  nearest,
  type Program,
  ruleInWords,
  type TraceKey,
  type TraceReport,
  traceReport,
  traceRules,
  typeOfKey,
} from '@refractor/core'
import { listFiles, readDocuments } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { withNodes } from '../find-node.ts'
import type { ShownCoverage, TraceData } from '../reporters/text/trace.ts'
import { type Traced, traced } from '../trace-context.ts'

export interface TraceOptions {
  readonly rule?: readonly string[]
}

/** Faults of the plan itself that are about its links; validate reports them as well. */
const aboutLinks: ReadonlySet<DiagnosticCode> = new Set([
  'plan/document-absent',
  'plan/duplicate-property',
  'plan/reference-absent',
  'plan/risk-unscheduled',
  'plan/risk-without-task',
  'plan/task-without-requirement',
  'plan/task-without-risk',
  'plan/task-without-source',
  'plan/undeclared-component',
  'plan/unnumbered-property',
])

function faultsOfPlan({ snapshot }: WorkspaceContext, program: Program): Diagnostic[] {
  const files = (): readonly string[] | undefined => {
    const listed = listFiles(snapshot.root)
    return listed.ok ? listed.value : undefined
  }
  const read = (path: string): string | undefined =>
    isAbsolute(path) || path.split('/').includes('..') ? undefined : readDocuments(snapshot.root, snapshot.root, [path]).sources[0]?.text
  return checkRules(program, { files, read }, aboutLinks)
}

const coverageData = ({ id, every, has, rule, covered, total, uncovered, over }: TraceReport['rules'][number]): ShownCoverage => ({
  id,
  words: ruleInWords(rule),
  every,
  has: has.map(({ type, relation }) => ({ ...(type && { type }), ...(relation && { relation }) })),
  severity: rule.severity,
  covered,
  total,
  uncovered,
  over,
})

/** What to do first: look at what is suspect, then at what a rule misses. */
function nextOf(program: Program, { suspects, rules }: TraceReport): string | undefined {
  const [first] = suspects
  if (first !== undefined) return `${command(program, 'trace clear', typeOfKey(first.link.from).id)} --reason TEXT`
  const open = rules.find(({ uncovered, over }) => uncovered.length + over.length > 0)
  const key = open?.uncovered[0] ?? open?.over[0]
  return key === undefined ? undefined : command(program, 'trace show', typeOfKey(key).id)
}

function dataOf(program: Program, report: TraceReport, keys: readonly TraceKey[] | undefined, rulesOnly: boolean): TraceData {
  const next = nextOf(program, report)
  return {
    program: { id: program.id, name: program.name, ...(program.hasNeighbours && { hasNeighbours: true }) },
    ...(keys && { of: keys }),
    records: report.records,
    links: report.links,
    rules: report.rules.map(coverageData),
    relations: report.relations.map((one) => ({ ...coverageData({ ...one, rule: { ...one.rule, where: {} } }), others: one.others })),
    suspects: report.suspects.map(({ link, difference }) => {
      const location = link.place()
      return { relation: link.relation, from: link.from, to: link.to, difference, ...(location && { location }) }
    }),
    orphans: report.orphans,
    dangling: report.dangling.map(({ relation, from, to, written, place }) => {
      const location = place()
      return { relation, from, to, written, ...(location && { location }) }
    }),
    ...(rulesOnly && { rulesOnly }),
    ...(next !== undefined && { next }),
  }
}

/** Rules that nobody has declared. */
function unknownRules(programs: readonly Program[], wanted: readonly string[]): Diagnostic[] {
  const known = programs.flatMap((program) => traceRules(program).map(({ id }) => id))
  return wanted
    .filter((id) => !known.includes(id))
    .map((id) => {
      const expected = nearest(id, known)
      const all = known.length === 0 ? 'declare rules under trace.rules in program.yaml' : `there are ${known.slice(0, 10).join(', ')}`
      const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : all
      return diagnostic('cli/unknown-id', `there is no coverage rule ${id}`, { help, expected })
    })
}

interface Look {
  readonly traced: Traced
  /** Undefined: at the whole program. */
  readonly keys?: readonly TraceKey[]
}

function answer(context: WorkspaceContext, looks: readonly Look[], { rule }: TraceOptions): Answer {
  const reports = looks.map(({ traced: { program, case: read, links, documents }, keys }) => ({
    program,
    keys,
    report: traceReport(program, read, links, documents, { keys, rules: rule }),
  }))
  const isWhole = rule === undefined && looks.every(({ keys }) => keys === undefined)
  const [main, ...others] = reports.map(({ program, report, keys }) => dataOf(program, report, keys, rule !== undefined))
  return {
    command: context.command,
    diagnostics: [
      ...context.diagnostics,
      ...looks.flatMap((one) => one.traced.diagnostics),
      ...(isWhole ? reports.flatMap(({ program }) => faultsOfPlan(context, program)) : []),
      ...reports.flatMap(({ report }) => report.diagnostics),
    ],
    data: { ...main, ...(others.length > 0 && { programs: others }) },
  }
}

/** How well the records are linked: of every program, or of some records with all that is part of them. */
export async function run(context: WorkspaceContext, ids: readonly string[], options: TraceOptions): Promise<Answer> {
  const unknown = unknownRules(context.programs, options.rule ?? [])
  if (unknown.length > 0) return refused(context.command, unknown)
  return withNodes(context, ids, async (found) => {
    if (found.length === 0) {
      const looks: Look[] = []
      for (const program of context.programs) looks.push({ traced: await traced(context, program) })
      return answer(context, looks, options)
    }
    const looks = new Map<Program, TraceKey[]>()
    for (const { program, node } of found) looks.set(program, [...(looks.get(program) ?? []), node.key])
    const named = [...looks].map(([program, keys]): Look => ({ traced: found.find((one) => one.program === program) as Traced, keys }))
    return answer(context, named, options)
  })
}
