import type { LeafOf } from '../../schema/check.ts'
import { gateDefinition } from '../definition.ts'
import { about, met, unmet, unreadable } from '../finding.ts'
import { holdsRole, identityOf } from '../identity.ts'
import { ago, clockSkew, durationOf, instantOf } from '../instant.ts'
import type { JudgeContext } from '../judging.ts'
import type { Finding } from '../result.ts'
import { type StatedVerdict, statedVerdict } from '../verdict-file.ts'

type Check = LeafOf<'gate'> & { readonly verdict: string }

/** A check of kind gate that rests on an attested verdict. */
export const isAttested = (check: LeafOf<'gate'>): check is Check => check.verdict !== undefined

/** Why nothing can be concluded from what a verdict says, by the gate that it was given for, where it was given, and when. */
function problemOf(
  stated: StatedVerdict,
  check: Check,
  { program, facts, criterion, now }: JudgeContext,
  fix: string,
): Finding | undefined {
  const { verdict: path } = check
  const own = check.program === undefined || check.program === program.id ? program.gates.get(check.gate) : undefined
  if (own !== undefined && stated.gate.definition !== gateDefinition(own))
    return unmet('stale', `${check.gate} changed since the verdict in ${path}`, { fix })
  if (stated.repository !== undefined && facts.repository !== undefined && stated.repository !== facts.repository && own !== undefined)
    return unmet('invalid', `${path} is a verdict of another repository: ${stated.repository}`, { fix })
  if (stated.dirty) return unmet('dirty', `${path} is a verdict on changes that were in no commit`, { fix })
  const age = instantOf(now) - instantOf(stated.at)
  if (!(age >= -clockSkew)) return unmet('invalid', `the verdict in ${path} was given in the future, or at no time: ${stated.at}`, { fix })
  const { maxAge } = criterion.record
  if (maxAge !== undefined && !(age <= durationOf(maxAge)))
    return unmet('stale', `the verdict in ${path} is older than ${maxAge}`, { expected: `at most ${maxAge}`, found: stated.at, fix })
  return undefined
}

/** What the trust of the criterion, or the check, asks for and the file does not have. */
function unproven({ verdict: path, roles }: Check, { criterion, facts, program }: JudgeContext, fix: string): Finding | undefined {
  const proof = facts.proofs?.get(path)
  const { signature } = proof ?? {}
  if (signature?.state === 'bad') return unmet('tampered', `the signature of ${path} is bad: ${signature.because}`, { fix })
  const { trust = 'self' } = criterion.record
  const signer = signature?.state === 'good' && program.people.has(signature.person) ? identityOf(program, signature.person) : undefined
  if (trust === 'signed' && signer === undefined)
    return unmet('invalid', `${path} is not signed by anybody of the roster`, { expected: 'signed', fix })
  if (roles !== undefined && !roles.some((role) => signer !== undefined && holdsRole(program, signer, role)))
    return unmet('invalid', `${path} is not signed by ${roles.join(' or ')}`, { expected: `signed by ${roles.join(' or ')}`, fix })
  if (trust === 'commit' && proof?.landed === undefined && proof?.written === undefined)
    return unmet('invalid', `${path} is in no commit`, { expected: 'committed', fix })
  return undefined
}

/** Judges a gate by a verdict in a file. Whatever is wrong with the file, the answer is no. */
export function judgeAttested(check: Check, context: JudgeContext, fix: string): Finding {
  const { verdict: path, gate } = check
  const fact = context.facts.files.get(path)
  const evidence = fact?.sha256 === undefined ? [{ path }] : [{ path, sha256: fact.sha256 }]
  const finding = ((): Finding => {
    if (fact === undefined || fact.state === 'unreadable') return unreadable(`${path} cannot be read`, { fix })
    if (fact.state !== 'file') return unmet('missing', `there is no verdict ${path}`, { fix })
    // Before anything of it is believed.
    const forged = unproven(check, context, fix)
    if (forged !== undefined) return forged
    const stated = statedVerdict(fact.parsed, check.program ?? context.program.id, gate)
    if ('problem' in stated) return unmet('invalid', `${path} ${fact.problem ?? stated.problem}`, { fix })
    const problem = problemOf(stated, check, context, fix)
    if (problem !== undefined) return problem
    const when = ago(instantOf(stated.at), instantOf(context.now))
    const at = stated.commit === undefined ? '' : ` at ${stated.commit.slice(0, 7)}`
    if (stated.gate.verdict === 'met') return met(`${gate} was met ${when}${at}`, { expected: 'met', found: 'met' })
    // Never `failed`, as where the gate is judged here: `not` must not turn it into a yes.
    return unmet('blocked', `${gate} was ${stated.gate.verdict} ${when}${at}`, { expected: 'met', found: stated.gate.verdict, fix })
  })()
  return about({ ...finding, evidence }, finding.outcome === 'met' ? [] : [path])
}
