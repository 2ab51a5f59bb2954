import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { gateDefinition } from '../gates/definition.ts'
import type { GateResult } from '../gates/result.ts'
import { metProperty, type StatedGate, statementType, verdictPredicate } from '../gates/verdict-file.ts'
import type { Program } from '../link/program-types.ts'

/** What was judged, and by what. */
export interface VerdictParts {
  /** The programs that the gates belong to, as they judged. */
  readonly programs: readonly Program[]
  readonly gates: readonly GateResult[]
  /** RFC 3339. */
  readonly now: string
  /** Version of the tool. */
  readonly version: string
  /** Object ids of the commit that was judged, and of its tree. */
  readonly head: { readonly commit: string; readonly tree?: string | undefined }
  /** The working tree had changes that are in no commit. */
  readonly dirty?: boolean | undefined
  /** Where the gates were taken from, when two revisions were judged. */
  readonly base?: { readonly commit: string } | undefined
  /** Digest of the judge by program id. */
  readonly judge: ReadonlyMap<string, string>
  /** What the repository is called in records. */
  readonly repository?: string | undefined
  /** Findings beside the gates. With an error among them the answer is not yes, whatever the gates say. */
  readonly diagnostics: readonly Diagnostic[]
}

type Digest = Readonly<Record<string, string>>

/** in-toto Statement v1 with a Simple Verification Result v0.2; keys beyond those of SVR are extensions, which its readers ignore. */
export interface VerdictStatement {
  readonly _type: typeof statementType
  readonly subject: readonly { readonly name: string; readonly digest: Digest }[]
  readonly predicateType: typeof verdictPredicate
  readonly predicate: {
    readonly verifier: {
      readonly id: string
      readonly version: Digest
      readonly policies: readonly { readonly name: string; readonly digest: Digest }[]
    }
    readonly timeCreated: string
    /** What was verified: gates that are met, and nothing else. */
    readonly properties: readonly string[]
    readonly inputAttestations: readonly { readonly name: string; readonly digest: Digest }[]
    readonly gates: readonly StatedGate[]
    readonly repository?: string
    readonly base?: { readonly digest: Digest }
    readonly dirty?: true
    /** Codes of the errors that stood beside the gates; then nothing is verified. */
    readonly errors?: readonly string[]
  }
}

function statedGate(gate: GateResult, programs: readonly Program[]): StatedGate {
  const entry = programs.find(({ id }) => id === gate.program)?.gates.get(gate.id)
  return {
    program: gate.program,
    id: gate.id,
    verdict: gate.verdict,
    definition: entry === undefined ? '' : gateDefinition(entry),
    criteria: gate.criteria.map(({ id, outcome, reason, waiver, definition }) => ({
      id,
      outcome,
      ...(reason !== undefined && { reason }),
      ...(waiver !== undefined && { waiver: waiver.id }),
      definition,
    })),
  }
}

/** Every file that a verdict rests on, once, in order of path; what has no digest cannot be named in an attestation. */
function inputsOf(gates: readonly GateResult[]): { readonly name: string; readonly digest: Digest }[] {
  const digests = new Map(
    gates.flatMap(({ criteria }) =>
      criteria.flatMap(({ evidence }) => evidence.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [[path, sha256] as const]))),
    ),
  )
  return [...digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sha256]) => ({ name, digest: { sha256 } }))
}

/** The verdict on some gates as an attestation about the commit that was judged. An unmet gate is stated as well; it proves nothing. */
export function verdictStatement(parts: VerdictParts): VerdictStatement {
  const { programs, gates, now, version, head, base, judge, repository, dirty, diagnostics } = parts
  const errors = [...new Set(diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])))].sort()
  const met = errors.length > 0 ? [] : gates.filter(({ verdict }) => verdict === 'met')
  return {
    _type: statementType,
    subject: [{ name: repository ?? 'HEAD', digest: { gitCommit: head.commit, ...(head.tree !== undefined && { gitTree: head.tree }) } }],
    predicateType: verdictPredicate,
    predicate: {
      verifier: {
        id: 'https://refractor.dev/verifier/v1',
        version: { refractor: version },
        policies: programs.flatMap(({ id }) => {
          const sha256 = judge.get(id)
          return sha256 === undefined ? [] : [{ name: id, digest: { sha256 } }]
        }),
      },
      timeCreated: now,
      properties: met.map(({ program, id }) => metProperty(program, id)),
      inputAttestations: inputsOf(gates),
      gates: gates.map((gate) => statedGate(gate, programs)),
      ...(repository !== undefined && { repository }),
      ...(base !== undefined && { base: { digest: { gitCommit: base.commit } } }),
      ...(dirty && { dirty }),
      ...(errors.length > 0 && { errors }),
    },
  }
}
