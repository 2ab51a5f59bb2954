import { openEnvelope } from '../load/dsse.ts'
import { isMapping } from '../load/parsed.ts'
import type { Outcome, Reason, Verdict } from './result.ts'

/** in-toto Statement v1, and the predicate of a Simple Verification Result (in-toto attestation, spec/predicates/svr). */
export const statementType = 'https://in-toto.io/Statement/v1'
export const verdictPredicate = 'https://in-toto.io/attestation/svr/v0.2'
export const verdictPayload = 'application/vnd.in-toto+json'

/** What a statement says of one gate. */
export interface StatedGate {
  readonly program: string
  readonly id: string
  readonly verdict: Verdict
  /** Digest of the gate: its criteria and their definitions. */
  readonly definition: string
  readonly criteria: readonly {
    readonly id: string
    readonly outcome: Outcome
    readonly reason?: Reason
    readonly waiver?: string
    readonly definition: string
  }[]
}

/** A property that a verdict proves of its subject. */
export const metProperty = (program: string, gate: string): string => `REFRACTOR_GATE_MET:${program}/${gate}`

/** What a file says of a gate. */
export interface StatedVerdict {
  readonly gate: StatedGate
  /** RFC 3339. */
  readonly at: string
  /** The working tree was judged, with changes that are in no commit. */
  readonly dirty: boolean
  readonly repository: string | undefined
  readonly commit: string | undefined
}

/** The statement in a file: the file itself, or the payload of its envelope. */
function statementOf(value: unknown): unknown {
  const envelope = openEnvelope(value)
  if (envelope === undefined) return value
  if (envelope.payload.type !== verdictPayload) return undefined
  try {
    return JSON.parse(envelope.payload.text)
  } catch {
    return undefined
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const mappings = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isMapping) : [])

/** What a verdict file says of a gate, or why it says nothing. Only what is looked at is checked: the rest may grow. */
export function statedVerdict(value: unknown, program: string, gate: string): StatedVerdict | { readonly problem: string } {
  const statement = statementOf(value)
  if (!isMapping(statement) || statement['_type'] !== statementType) return { problem: 'is no in-toto statement' }
  const predicate = statement['predicate']
  if (statement['predicateType'] !== verdictPredicate || !isMapping(predicate)) return { problem: 'states no verification result' }
  const errors = predicate['errors']
  if (errors !== undefined)
    return { problem: `was given beside errors${Array.isArray(errors) ? `: ${errors.slice(0, 5).join(', ')}` : ''}` }
  const at = text(predicate['timeCreated'])
  if (at === undefined) return { problem: 'does not say when it was given' }
  const stated = mappings(predicate['gates']).filter((one) => one['program'] === program && one['id'] === gate)
  const [only] = stated
  if (only === undefined || stated.length > 1) return { problem: `says nothing of gate ${program}/${gate}` }
  const { verdict, definition } = only
  if ((verdict !== 'met' && verdict !== 'unmet' && verdict !== 'unknown') || typeof definition !== 'string')
    return { problem: `does not say how gate ${program}/${gate} stands` }
  const properties = predicate['properties']
  if (verdict === 'met' && !(Array.isArray(properties) && properties.includes(metProperty(program, gate))))
    return { problem: `contradicts itself about gate ${program}/${gate}` }
  const [subject] = mappings(statement['subject'])
  const digest = subject?.['digest']
  return {
    gate: { program, id: gate, verdict, definition, criteria: [] },
    at,
    dirty: predicate['dirty'] === true,
    repository: text(predicate['repository']),
    commit: isMapping(digest) ? text(digest['gitCommit']) : undefined,
  }
}
