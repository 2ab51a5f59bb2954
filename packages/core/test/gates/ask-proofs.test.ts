import { describe, expect, test } from 'vitest'
import type { RecordFile } from '../../src/gates/case.ts'
import { evidenceNeeded } from '../../src/gates/evidence-needed.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { PolicyFile } from '../../src/schema/policy.ts'
import type { Person } from '../../src/schema/program.ts'
import { approvalOf, caseOf, criterion, evidence, exitOf, fileOf, hash } from './build.ts'

const approving = (more: Partial<Criterion> = {}): Criterion => criterion('P0.1', { kind: 'approval' }, more)
const recorded = (more: Partial<Criterion> = {}): Criterion => criterion('P0.1', { kind: 'test' }, more)

function programWith(criteria: readonly Criterion[], policy?: Partial<PolicyFile>, people: readonly Person[] = []): Program {
  const program = exitOf(criteria, { program: { people: [...people] } })
  if (policy === undefined) return program
  return { ...program, policy: { id: 'demo', record: { format: 1, version: 1, ...policy }, file: program.file.file, pointer: '' } }
}

const approval = approvalOf({ subjects: [{ path: 'docs/a.md', sha256: hash('a') }] }, '.refractor/approvals/a.json')
const rejection = approvalOf({ decision: 'reject' }, '.refractor/approvals/b.json')
const run = evidence({}, 'docs/evidence/P0/run/metadata.json')
const signed = <T>(file: RecordFile<T>): RecordFile<T> => ({ ...file, signature: { path: `${file.source.path}.sig`, text: '' } })
const withKey: Person = { id: 'ada', keys: ['ssh-ed25519 AAAA'] }

function asked(
  program: Program,
  files: { approvals?: readonly (typeof approval)[]; evidence?: readonly (typeof run)[] },
  change?: boolean,
) {
  const { proofs = [], editors = [] } = evidenceNeeded(program, caseOf(files), ['P0'], { change })
  return { proofs, editors }
}
const nothing = { proofs: [], editors: [] }

describe('without a rule that asks', () => {
  test('nothing is asked: no policy, no trust, no signature', () => {
    expect(asked(programWith([approving()]), { approvals: [approval, rejection], evidence: [run] })).toEqual(nothing)
    const needed = evidenceNeeded(programWith([approving()]), caseOf({ approvals: [approval] }), ['P0'])
    expect(Object.keys(needed)).not.toContain('proofs')
    expect(Object.keys(needed)).not.toContain('editors')
  })

  test('a policy about other things asks for nothing', () => {
    const program = programWith([approving()], { commits: { require: 'one' }, waive: { roles: ['lead'] }, trust: { lead: 'self' } })
    expect(asked(program, { approvals: [approval] })).toEqual(nothing)
  })

  test('a signature tells nothing while no key of anybody is known', () => {
    expect(asked(programWith([approving()]), { approvals: [signed(approval)] })).toEqual(nothing)
  })

  test('nor is anything asked of decisions that the criterion does not rest on', () => {
    expect(asked(programWith([recorded({ trust: 'signed' })]), { approvals: [approval] })).toEqual(nothing)
  })
})

describe('a proof is asked for', () => {
  const path = approval.source.path

  test.each<[string, Criterion, Partial<PolicyFile> | undefined]>([
    ['by the trust of a criterion', approving({ trust: 'commit' }), undefined],
    ['by the trust of a role', approving(), { trust: { lead: 'signed' } }],
    ['by the trust of a rule', approving(), { approve: [{ roles: ['lead'], trust: 'commit' }] }],
    ['by the trust of governance', approving(), { governance: { roles: ['lead'], trust: 'signed' } }],
    ['by the trust of who breaks the glass', approving(), { waive: { roles: ['lead'], breakGlass: { roles: ['lead'], trust: 'signed' } } }],
  ])('%s', (_, one, policy) => {
    expect(asked(programWith([one], policy), { approvals: [approval] })).toEqual({ proofs: [path], editors: [] })
  })

  test('by a roster, and with it the last editors of what was approved', () => {
    const files = { approvals: [approval, rejection] }
    expect(asked(programWith([approving()], { people: [] }), files)).toEqual({
      proofs: [path, rejection.source.path],
      editors: ['docs/a.md'],
    })
    expect(asked(programWith([approving()], { people: [], allow: ['last-editor'] }), files).editors).toEqual([])
  })

  test('by two revisions', () => {
    expect(asked(programWith([approving()]), { approvals: [approval] }, true)).toEqual({ proofs: [path], editors: ['docs/a.md'] })
    expect(asked(programWith([approving()], { allow: ['last-editor'] }), { approvals: [approval] }, true).editors).toEqual([])
  })

  test('by a signature, once a key is known', () => {
    expect(asked(programWith([approving()], undefined, [withKey]), { approvals: [signed(approval), rejection] }).proofs).toContain(path)
    expect(asked(programWith([recorded()], undefined, [withKey]), { evidence: [signed(run)] }).proofs).toEqual([run.source.path])
    expect(asked(programWith([recorded()], undefined, [withKey]), { evidence: [run] }).proofs).toEqual([])
  })

  test('where a policy is kept and some say yes and some no: then it matters which landed first', () => {
    expect(asked(programWith([approving()], {}), { approvals: [approval, rejection] }).proofs.length).toBe(2)
    expect(asked(programWith([approving()], {}), { approvals: [approval] }).proofs).toEqual([])
  })

  test('where somebody is active only for a time', () => {
    const grace: Person = { id: 'grace', emails: ['grace@example.org'], active: { to: '2026-12-31' } }
    expect(asked(programWith([approving()], undefined, [grace]), { approvals: [approval] }).proofs).toEqual([path])
  })

  test('of the evidence of a criterion that demands it', () => {
    expect(asked(programWith([recorded({ trust: 'signed' })]), { evidence: [run] }).proofs).toEqual([run.source.path])
  })

  test('never of a path that leaves the workspace', () => {
    const outside = fileOf('../a.json', approval.record)
    expect(asked(programWith([approving({ trust: 'signed' })]), { approvals: [outside] }).proofs).toEqual([])
  })
})
