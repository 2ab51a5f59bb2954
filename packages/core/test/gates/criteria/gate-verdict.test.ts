import { describe, expect, it } from 'vitest'
import type { Facts, FileFact, Proof } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import { verdictStatement } from '../../../src/report/verdict-statement.ts'
import type { Check } from '../../../src/schema/check.ts'
import type { Criterion } from '../../../src/schema/gate.ts'
import { aFile, caseOf, commit, criterion, factsOf, gateOf, hash, missing, now, outcome, programOf, unreadable } from '../build.ts'

const path = 'docs/verdict.json'
const attested: Check = { kind: 'gate', gate: 'P0', verdict: path }

const programWith = (check: Check, more: Partial<Criterion> = {}, own = 'plan.md') =>
  programOf({
    program: {
      people: [
        { id: 'build', name: 'Build', kind: 'bot', roles: ['build'] },
        { id: 'lead', name: 'Lead' },
      ],
    } as never,
    phases: [
      { id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'artifact', paths: [own] })] } },
      { id: 'P1', exit: { criteria: [criterion('P1.1', check, more)] } },
    ],
  })

const statement = (state: FileFact = aFile, at = now, more: object = {}): Record<string, unknown> => {
  const program = programWith(attested)
  const gate = gateOf(program, caseOf(), factsOf({ files: { 'plan.md': state } }), 'P0')
  const stated = verdictStatement({
    programs: [program],
    gates: [gate],
    now: at,
    version: '0.2.0',
    head: { commit },
    judge: new Map(),
    diagnostics: [],
    ...more,
  })
  return JSON.parse(JSON.stringify(stated)) as Record<string, unknown>
}

interface Given {
  readonly check?: Check
  readonly criterion?: Partial<Criterion>
  readonly fact?: FileFact
  readonly proof?: Proof
  readonly repository?: string
  readonly own?: string
}

function judged(parsed: unknown, { check = attested, criterion: more, fact, proof, repository, own }: Given = {}) {
  const program = programWith(check, more, own)
  const file = fact ?? { state: 'file', sha256: hash('7'), text: '{}', parsed }
  const facts: Facts = {
    ...factsOf({ files: { [path]: file } }),
    ...(proof && { proofs: new Map([[path, proof]]) }),
    ...(repository !== undefined && { repository }),
  }
  const [result] = judgeGates(program, caseOf(), facts, ['P1'], { now }).gates[0]?.criteria ?? []
  if (!result) throw new Error('no result')
  return result
}

const good: Proof = { signature: { state: 'good', person: 'build' } }

describe('a gate by an attested verdict', () => {
  it('is met without judging the gate here', () => {
    const result = judged(statement())
    expect([outcome(result), result.because]).toEqual(['met', 'P0 was met just now at 4f1c2a9'])
    expect(result.evidence).toEqual([{ path, sha256: hash('7') }])
  })

  it.each<[string, unknown, Given, string]>([
    ['is not met', statement(missing), {}, 'unmet blocked'],
    ['is missing', undefined, { fact: missing }, 'unmet missing'],
    ['cannot be read', undefined, { fact: unreadable }, 'unknown unreadable'],
    ['is a folder', undefined, { fact: { state: 'directory' } }, 'unmet missing'],
    ['does not parse', undefined, { fact: { ...aFile, problem: 'ends too early' } }, 'unmet invalid'],
    ['says nothing of the gate', { a: 1 }, {}, 'unmet invalid'],
    ['is of the gate as it was', statement(), { own: 'other.md' }, 'unmet stale'],
    ['is of another repository', statement(aFile, now, { repository: 'a/b' }), { repository: 'c/d' }, 'unmet invalid'],
    ['is on uncommitted changes', statement(aFile, now, { dirty: true }), {}, 'unmet dirty'],
    ['comes from the future', statement(aFile, '2026-11-21T12:05:01Z'), {}, 'unmet invalid'],
    ['has no time', statement(aFile, 'yesterday'), {}, 'unmet invalid'],
    ['is too old', statement(aFile, '2026-11-20T11:59:59Z'), { criterion: { maxAge: 'P1D' } }, 'unmet stale'],
    ['is badly signed', statement(), { proof: { signature: { state: 'bad', because: 'x' } } }, 'unmet tampered'],
    ['is not signed', statement(), { criterion: { trust: 'signed' }, proof: {} }, 'unmet invalid'],
    [
      'is signed by nobody known',
      statement(),
      { criterion: { trust: 'signed' }, proof: { signature: { state: 'good', person: 'x' } } },
      'unmet invalid',
    ],
    ['is in no commit', statement(), { criterion: { trust: 'commit' } }, 'unmet invalid'],
    ['is signed by somebody else', statement(), { check: { ...attested, roles: ['lead'] }, proof: good }, 'unmet invalid'],
    ['is not signed by the role', statement(), { check: { ...attested, roles: ['build'] } }, 'unmet invalid'],
    ['is of another program', statement(), { check: { ...attested, program: 'other' } }, 'unmet invalid'],
  ])('that %s says no', (_, parsed, given, expected) => {
    const result = judged(parsed, given)
    expect(outcome(result)).toBe(expected)
    expect(result.fix).toBe(`refractor gate check P0 --attest ${path}`)
    expect(result.evidence.map((one) => one.path)).toEqual([path])
  })

  it.each<[string, unknown, Given]>([
    ['within its age', statement(aFile, '2026-11-20T12:00:00Z'), { criterion: { maxAge: 'P1D' } }],
    ['within what clocks may differ', statement(aFile, '2026-11-21T12:05:00Z'), {}],
    ['of the same repository', statement(aFile, now, { repository: 'a/b' }), { repository: 'a/b' }],
    ['signed by the roster', statement(), { criterion: { trust: 'signed' }, proof: good }],
    ['signed by the role', statement(), { check: { ...attested, roles: ['lead', 'build'] }, proof: good }],
    [
      'committed',
      statement(),
      { criterion: { trust: 'commit' }, proof: { written: { commit, at: now, author: 'Lead <lead@example.org>' } } },
    ],
    ['landed', statement(), { criterion: { trust: 'commit' }, proof: { landed: { commit, at: now, author: 'Lead <lead@example.org>' } } }],
  ])('counts: %s', (_, parsed, given) => expect(outcome(judged(parsed, given))).toBe('met'))

  it('of another program needs no gate of that name here', () => {
    const value = statement()
    const predicate = value['predicate'] as { gates: { program: string }[]; properties: string[] }
    const gates = predicate.gates.map((gate) => ({ ...gate, program: 'other' }))
    const properties = ['REFRACTOR_GATE_MET:other/P0']
    const result = judged({ ...value, predicate: { ...predicate, gates, properties } }, { check: { ...attested, program: 'other' } })
    expect(outcome(result)).toBe('met')
  })

  it('is never turned into a yes', () => {
    expect(outcome(judged(statement(missing), { check: { not: attested } }))).toBe('unmet blocked')
  })

  it('asks for the file, and for its proof only where trust does', () => {
    const needed = (more: Partial<Criterion>, check = attested) => evidenceNeeded(programWith(check, more), caseOf(), ['P1'])
    expect(needed({})).toMatchObject({ files: [path], parse: [path] })
    expect(needed({}).proofs ?? []).toEqual([])
    expect(needed({ trust: 'signed' }).proofs).toEqual([path])
    expect(needed({}, { ...attested, roles: ['build'] }).proofs).toEqual([path])
  })
})
