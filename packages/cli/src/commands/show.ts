import { type CriterionEntry, type Found, locationOfEntry, phaseState, recordTypes, reviewOf, riskRegister } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'
import { closingNote, pastReviewNotes, pastReviewsOf } from '../past-reviews.ts'
import type { ShowData } from '../reporters/text/show.ts'
import { resolveId } from '../resolve-id.ts'

const idsOf = (records: Iterable<{ readonly id: string }>): string[] => [...records].map((one) => one.id)

/** What the record is linked to, both ways. Empty lists are left out. */
function linksOf({ program, type, entry: { id } }: Found): Record<string, readonly string[]> {
  const phase = type === 'phase' ? program.phases.get(id) : undefined
  const milestone = type === 'milestone' ? program.milestones.get(id) : undefined
  const task = type === 'task' ? program.tasks.get(id) : undefined
  const tasksOf = (uses: (record: NonNullable<typeof task>['record']) => readonly string[] | undefined): string[] =>
    idsOf([...program.tasks.values()].filter((one) => uses(one.record)?.includes(id)))
  const links: Record<string, readonly string[]> = {
    'depends on': phase?.dependsOn ?? [],
    'needed by':
      phase === undefined
        ? tasksOf((record) => record.prerequisites)
        : idsOf([...program.phases.values()].filter((one) => one.dependsOn.includes(id))),
    phases: task?.phases ?? (milestone === undefined ? [] : [milestone.phase]),
    milestones: phase?.milestones ?? (task?.milestone === undefined ? [] : [task.milestone]),
    parent: task?.parent === undefined ? [] : [task.parent],
    children: task?.children ?? [],
    tasks: phase?.tasks ?? milestone?.tasks ?? (type === 'risk' ? (program.tasksOfRisk.get(id) ?? []) : []),
    deliverables: phase?.deliverables ?? milestone?.deliverables ?? [],
    risks: type === 'task' ? [...program.tasksOfRisk].filter(([, tasks]) => tasks.includes(id)).map(([risk]) => risk) : [],
    gates: phase?.gates ?? (milestone !== undefined && program.gates.has(id) ? [id] : []),
    gate: type === 'criterion' ? [(program.criteria.get(id) as CriterionEntry).gate] : [],
  }
  return Object.fromEntries(Object.entries(links).filter(([, ids]) => ids.length > 0))
}

/** What follows from the fields of a risk and from its tasks. */
function derivedOf({ program, type, entry: { id } }: Found, now: string): Record<string, string> {
  const risk = type === 'risk' ? riskRegister(program, now).find((one) => one.id === id) : undefined
  if (risk === undefined) return {}
  const said = risk.isStateDerived ? '' : `; its tasks say ${risk.stateFromTasks}`
  return {
    state: risk.isStateDerived ? `${risk.state} (from its tasks)` : `${risk.state} (the plan says so${said})`,
    ...(risk.isSeverityDerived && { severity: `${risk.severity} (impact × likelihood)` }),
  }
}

/** One record: its fields as the plan has them, what it is linked to, and the verdict of its gate. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[]): Promise<Answer> {
  const resolved = resolveId(context, id, recordTypes)
  if (!resolved.ok) return refused(context.command, [...context.diagnostics, resolved.diagnostic])
  const { program, type, entry } = resolved.found
  const record = entry.record as Readonly<Record<string, unknown>>
  const judged = program.gates.has(entry.id) ? await judge(context, program, () => [entry.id]) : undefined
  const gate = judged?.gates[0]
  const past = type === 'phase' ? await pastReviewsOf(context, program, entry.id) : { reviews: [], diagnostics: [] }
  const current = judged?.case === undefined || type !== 'phase' ? undefined : reviewOf(program, judged.case, entry.id)
  const reviews = [...pastReviewNotes(past.reviews), ...(current === undefined ? [] : [closingNote(current.record, current.source.path)])]
  const data: ShowData = {
    type,
    program: program.id,
    id: entry.id,
    title: String(record['title'] ?? record['name'] ?? record['statement'] ?? ''),
    location: locationOfEntry(entry),
    ...(type === 'phase' && judged !== undefined && { state: phaseState(program, entry.id, judged.case) }),
    ...(type === 'risk' && { derived: derivedOf(resolved.found, context.now) }),
    record,
    links: linksOf(resolved.found),
    ...(reviews.length > 0 && { reviews: reviews.map(({ at, author, says, path }) => ({ at, author, says, path })) }),
    ...(gate !== undefined && { gate: { id: gate.id, verdict: gate.verdict, counts: gate.counts } }),
  }
  return {
    command: context.command,
    diagnostics: [...context.diagnostics, ...(judged?.diagnostics ?? []), ...past.diagnostics],
    data: { ...data },
  }
}
