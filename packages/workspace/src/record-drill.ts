import { type Diagnostic, diagnostic, type EvidenceRecord, inputsKey, sortDiagnostics } from '@refractor/core'
import type { EvidenceContext, EvidencePlanned, Input } from './evidence-types.ts'
import { planRecord } from './plan-record.ts'
import { readArtifacts } from './record-artifacts.ts'
import { dirtyWarning, readInputs, uncommitted } from './record-inputs.ts'
import { recordedAlready } from './recorded-already.ts'

export type DrillResult = NonNullable<NonNullable<EvidenceRecord['result']>['drill']>

/** A rehearsal to be recorded: one that `rehearse` did, or one that people did. */
export interface DrillRequest {
  /** Ids of the criteria that it speaks for; none: it lies in a folder of its own, for whoever asks about its snapshot. */
  readonly criteria: readonly string[]
  readonly outcome: 'passed' | 'failed'
  readonly drill: DrillResult
  /** The record of the snapshot, with its digest: a drill of another one says nothing about this. */
  readonly snapshot?: { readonly path: string; readonly sha256: string } | undefined
  readonly artifacts?: readonly string[] | undefined
  readonly environment?: string | undefined
  readonly notes?: string | undefined
  readonly allowSecret?: string | undefined
  /** Record it although the newest record says the very same. */
  readonly again?: boolean | undefined
  readonly isSigned?: boolean | undefined
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'

/** Plans the record of a rehearsal. It depends on its snapshot, and on the inputs that its criteria declare: code may change meanwhile. */
export async function recordDrill(context: EvidenceContext, request: DrillRequest): Promise<EvidencePlanned> {
  const { program, stamp, version } = context
  const refuse = (diagnostics: readonly Diagnostic[]): EvidencePlanned => ({ ok: false, diagnostics: sortDiagnostics(diagnostics) })
  if (stamp.commit === undefined)
    return refuse([
      diagnostic('git/no-commit', 'there is no commit that the rehearsal could be made at', { help: 'git init && git commit' }),
    ])
  const entries = request.criteria.flatMap((id) => program.criteria.get(id) ?? [])
  const declared = new Map(entries.flatMap(({ record }) => (record.inputs ? [[inputsKey(record.inputs), record.inputs] as const] : [])))
  const sets = [...declared.values()]
  const [found, inputs] = [await readArtifacts(context, request.artifacts ?? []), await readInputs(context, sets)]
  const dirty = uncommitted(
    context,
    sets,
    found.artifacts.flatMap(({ path }) => path ?? []),
  )
  const diagnostics = [...found.diagnostics, ...(inputs.ok ? [] : inputs.diagnostics), ...('code' in dirty ? [dirty] : [])]
  if (!inputs.ok || 'code' in dirty || diagnostics.some(isError)) return refuse(diagnostics)
  if (dirty.paths.length > 0) diagnostics.push(dirtyWarning(dirty.paths))
  const [first] = entries
  const own: Input[] = request.snapshot === undefined ? [] : [request.snapshot]
  const planned = await planRecord(context, {
    target: first?.id ?? 'drill',
    parts: {
      kind: 'drill',
      ...(first && { gate: first.gate, criteria: entries.map(({ id }) => id) }),
      dirty: dirty.paths.length > 0,
      inputs: [...inputs.inputs, ...own],
      producer: { tool: 'refractor', ...(version && { version }) },
      environment: request.environment === undefined ? undefined : { name: request.environment },
      result: { outcome: request.outcome, drill: request.drill },
      notes: request.notes,
    },
    artifacts: found.artifacts,
    copies: [],
    texts: found.texts,
    allowSecret: request.allowSecret,
    diagnostics,
  })
  if (!planned.ok || planned.record === undefined || planned.path === undefined || request.again) return planned
  const same = recordedAlready(context.root, { path: planned.path, record: planned.record }, { isSigned: request.isSigned })
  return same === undefined ? planned : { ...planned, ...same, plan: { title: 'this rehearsal is recorded already', steps: [] } }
}
