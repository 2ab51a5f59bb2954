import { type Diagnostic, diagnostic, type EventFilter, eventsThat, lifeOfGate, sortDiagnostics, verifyAudit } from '@refractor/core'
import { readAuditLog, workTree } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { eventLine } from '../audit-data.ts'
import type { WorkspaceContext } from '../context.ts'
import { resolveId } from '../resolve-id.ts'

export interface AuditLogOptions {
  readonly id?: readonly string[]
  readonly gate?: string
  readonly type?: readonly string[]
  readonly actor?: string
  readonly since?: string
  readonly until?: string
  readonly last?: string
}

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

/** A day, or a time in UTC: the log names times so, and compares them as texts. */
function badBound(name: string, value: string | undefined): Diagnostic[] {
  if (value === undefined || (/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/.test(value) && !Number.isNaN(Date.parse(value)))) return []
  return [usage(`--${name} ${JSON.stringify(value)} is no date`, `write --${name} 2026-11-21, or --${name} 2026-11-21T10:00:00Z`)]
}

/** "program/id" is an id of that program only. */
function splitIds(ids: readonly string[], programs: ReadonlySet<string>): { ids: Set<string>; program?: string } {
  const prefixes = new Set(ids.map((id) => id.slice(0, Math.max(0, id.indexOf('/')))).filter((one) => programs.has(one)))
  const [only] = prefixes
  if (only === undefined || prefixes.size > 1 || !ids.every((id) => id.startsWith(`${only}/`))) return { ids: new Set(ids) }
  return { ids: new Set(ids.map((id) => id.slice(only.length + 1))), program: only }
}

function filterOf(context: WorkspaceContext, options: AuditLogOptions): { filter: EventFilter; problems: Diagnostic[] } {
  const { id, gate, type, actor, since, until, last } = options
  const problems = [...badBound('since', since), ...badBound('until', until)]
  if (last !== undefined && !/^[1-9]\d{0,8}$/.test(last)) problems.push(usage(`--last ${last} is no number of events`, 'write --last 20'))
  if (id !== undefined && gate !== undefined) problems.push(usage('--id and --gate contradict each other', 'refractor audit log --help'))
  const filter = {
    ...(context.common.program !== undefined && { program: context.common.program }),
    ...(id !== undefined && splitIds(id, new Set(context.snapshot.programs.map((one) => one.id)))),
    ...(type !== undefined && { types: type }),
    ...(actor !== undefined && { actor }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
  if (gate === undefined) return { filter, problems }
  const resolved = resolveId(context, gate, ['gate'])
  if (!resolved.ok) return { filter, problems: [...problems, resolved.diagnostic] }
  const { program, entry } = resolved.found
  return { filter: { ...filter, program: program.id, ids: lifeOfGate(program, entry.id) }, problems }
}

/** The events, oldest first. What is wrong with the log itself is told with them, for then the list may lack some. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: AuditLogOptions): Promise<Answer> {
  const { filter, problems } = filterOf(context, options)
  if (problems.length > 0) return refused(context.command, problems)
  const { entries, heads, diagnostics } = verifyAudit(await readAuditLog(workTree(context.root)))
  const found = eventsThat(entries, filter)
  const shown = options.last === undefined ? found : found.slice(-Number(options.last))
  return {
    command: context.command,
    diagnostics: sortDiagnostics([...context.diagnostics, ...diagnostics]),
    data: { events: shown.map(eventLine), total: entries.length, heads },
  }
}
