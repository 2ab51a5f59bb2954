import { leavesOf } from '../link/checks-of.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import type { CheckKind, LeafCheck } from '../schema/check.ts'
import { isEnough, type Trust } from './approvals/authority.ts'
import { provenOf } from './approvals/proven.ts'
import type { Facts } from './case.ts'
import { identityOf } from './identity.ts'
import { authorText } from './record-claims.ts'
import type { RecordState } from './record-state.ts'
import type { EvidenceFile } from './speaks-for.ts'

/** Kinds that rest on what somebody recorded or decided, so that it can be asked who that was. */
const kindsOfPersons: ReadonlySet<CheckKind> = new Set(['approval', 'attest', 'command', 'evidence', 'metric', 'test'])

const hasAuthor = (leaf: LeafCheck): boolean => kindsOfPersons.has(leaf.kind) || (leaf.kind === 'gate' && leaf.verdict !== undefined)

/** The first kind in a check for which nobody can be asked to prove who they are; undefined when it can be asked of all. */
export function kindWithoutAuthor(criterion: CriterionEntry): CheckKind | undefined {
  return leavesOf(criterion.record).find(({ leaf }) => !hasAuthor(leaf))?.leaf.kind
}

const wording: Readonly<Record<Exclude<Trust, 'self'>, string>> = {
  commit: 'was not committed by',
  signed: 'is not signed by',
}

/**
 * The state of a record where its author has to be proven. A signature that is bad spoils it even where none is asked for. What spoils
 * it is always `invalid`: then it proves nothing, and if it speaks against the criterion it goes on doing so.
 */
export function stateByTrust(
  state: RecordState,
  file: EvidenceFile,
  demanded: Trust,
  context: { program: Program; facts: Facts },
): RecordState {
  if (state.state !== 'valid' && state.state !== 'unreadable') return state
  if (file.record === undefined || (demanded === 'self' && context.facts.proofs === undefined)) return state
  const { path } = file.source
  const by = identityOf(context.program, file.record.author)
  const { bad, trust } = provenOf(context.program, path, by, context.facts)
  if (bad !== undefined) return { state: 'invalid', because: `the signature of ${path} is bad: ${bad}`, path }
  if (demanded === 'self' || isEnough(trust, demanded)) return state
  return { state: 'invalid', because: `${path} ${wording[demanded]} ${authorText(file.record.author)}`, path }
}
