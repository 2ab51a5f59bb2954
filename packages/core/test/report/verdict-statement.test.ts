import { describe, expect, it } from 'vitest'
import { statedVerdict } from '../../src/gates/verdict-file.ts'
import { envelopeOf } from '../../src/load/dsse.ts'
import { type VerdictParts, verdictStatement } from '../../src/report/verdict-statement.ts'
import { aFile, caseOf, commit, criterion, exitOf, factsOf, gateOf, hash, missing, now } from '../gates/build.ts'

const program = exitOf([
  criterion('P0.1', { kind: 'artifact', paths: ['plan.md'] }),
  criterion('P0.2', { kind: 'artifact', paths: ['absent.md'] }, { level: 'recommended' }),
])
const judged = (state = aFile) => gateOf(program, caseOf(), factsOf({ files: { 'plan.md': state, 'absent.md': missing } }), 'P0')

const parts = (more: Partial<VerdictParts> = {}): VerdictParts => ({
  programs: [program],
  gates: [judged()],
  now,
  version: '0.2.0',
  head: { commit, tree: hash('e').slice(0, 40) },
  judge: new Map([['demo', hash('a')]]),
  diagnostics: [],
  ...more,
})

describe('a verdict statement', () => {
  it('says what was judged, by what, and what that proves', () => {
    const statement = verdictStatement(parts({ base: { commit: hash('b').slice(0, 40) }, repository: 'forge.example/a/b' }))
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'forge.example/a/b', digest: { gitCommit: commit, gitTree: hash('e').slice(0, 40) } }],
      predicateType: 'https://in-toto.io/attestation/svr/v0.2',
      predicate: {
        verifier: { version: { refractor: '0.2.0' }, policies: [{ name: 'demo', digest: { sha256: hash('a') } }] },
        timeCreated: now,
        properties: ['REFRACTOR_GATE_MET:demo/P0'],
        base: { digest: { gitCommit: hash('b').slice(0, 40) } },
        gates: [
          {
            program: 'demo',
            id: 'P0',
            verdict: 'met',
            criteria: [
              { id: 'P0.1', outcome: 'met' },
              { id: 'P0.2', reason: 'missing' },
            ],
          },
        ],
      },
    })
    expect(statement.predicate).not.toHaveProperty('dirty')
  })

  it('says what was waived, and by what', () => {
    const [gate] = [judged(missing)]
    const waiver = { id: 'W-001', path: 'p', until: now, breakGlass: false, covered: { outcome: 'unmet' as const, because: 'x' } }
    const [first, ...others] = gate.criteria
    const { reason: _, ...rest } = first as NonNullable<typeof first>
    const waived = { ...gate, criteria: [{ ...rest, outcome: 'waived' as const, waiver }, ...others] }
    expect(verdictStatement(parts({ gates: [waived] })).predicate.gates[0]?.criteria[0]).toEqual({
      id: 'P0.1',
      outcome: 'waived',
      waiver: 'W-001',
      definition: rest.definition,
    })
  })

  it('names every file that it rests on, once', () => {
    const [gate] = [judged()]
    const use = (path: string, sha256?: string) => ({ path, ...(sha256 !== undefined && { sha256 }) })
    const criteria = gate.criteria.map((one) => ({ ...one, evidence: [use('b', hash('2')), use('a', hash('1')), use('c')] }))
    expect(verdictStatement(parts({ gates: [{ ...gate, criteria }] })).predicate.inputAttestations).toEqual([
      { name: 'a', digest: { sha256: hash('1') } },
      { name: 'b', digest: { sha256: hash('2') } },
    ])
  })

  it('of an unmet gate proves nothing, and says so', () => {
    const statement = verdictStatement(parts({ gates: [judged(missing)], dirty: true }))
    expect(statement.predicate).toMatchObject({ properties: [], dirty: true, gates: [{ verdict: 'unmet' }] })
    expect(statedVerdict(statement, 'demo', 'P0')).toMatchObject({ gate: { verdict: 'unmet' }, dirty: true })
  })

  it('with errors beside its gates proves nothing, and is no verdict', () => {
    const finding = (code: 'link/cycle' | 'link/unknown-id' | 'plan/owner-tbd', severity: 'error' | 'warning') => ({
      code,
      severity,
      message: 'x',
    })
    const diagnostics = [finding('link/unknown-id', 'error'), finding('link/cycle', 'error'), finding('link/unknown-id', 'error')]
    const statement = verdictStatement(parts({ diagnostics: [...diagnostics, finding('plan/owner-tbd', 'warning')] }))
    expect(statement.predicate).toMatchObject({ properties: [], errors: ['link/cycle', 'link/unknown-id'] })
    expect(statedVerdict(statement, 'demo', 'P0')).toEqual({ problem: 'was given beside errors: link/cycle, link/unknown-id' })
    expect(statedVerdict({ ...statement, predicate: { ...statement.predicate, errors: 1 } }, 'demo', 'P0')).toEqual({
      problem: 'was given beside errors',
    })
    expect(verdictStatement(parts({ diagnostics: [finding('plan/owner-tbd', 'warning')] })).predicate).not.toHaveProperty('errors')
  })

  it('is read again, with and without an envelope', () => {
    const statement = verdictStatement(parts())
    const text = JSON.stringify(statement)
    const envelope: unknown = JSON.parse(envelopeOf({ type: 'application/vnd.in-toto+json', text }, ''))
    for (const value of [JSON.parse(text) as unknown, envelope]) {
      expect(statedVerdict(value, 'demo', 'P0')).toMatchObject({ gate: { verdict: 'met' }, at: now, dirty: false, commit })
    }
  })

  it('of a gate that no program has binds to no definition', () => {
    expect(verdictStatement(parts({ programs: [] })).predicate).toMatchObject({ gates: [{ definition: '' }], verifier: { policies: [] } })
  })
})

describe('a file', () => {
  const statement = verdictStatement(parts())
  const withPredicate = (more: object): unknown => ({ ...statement, predicate: { ...statement.predicate, ...more } })
  const [gate] = statement.predicate.gates
  const envelope = (type: string, text: string): unknown => JSON.parse(envelopeOf({ type, text }, ''))
  it.each<[string, unknown, string]>([
    ['no object', 'x', 'is no in-toto statement'],
    ['another kind of object', { a: 1 }, 'is no in-toto statement'],
    ['another predicate', { ...statement, predicateType: 'https://slsa.dev/provenance/v1' }, 'states no verification result'],
    ['no predicate', { ...statement, predicate: [] }, 'states no verification result'],
    ['no time', withPredicate({ timeCreated: 1 }), 'does not say when it was given'],
    ['another gate', withPredicate({ gates: [{ ...gate, id: 'P1' }] }), 'says nothing of gate demo/P0'],
    ['another program', withPredicate({ gates: [{ ...gate, program: 'other' }] }), 'says nothing of gate demo/P0'],
    ['the gate twice', withPredicate({ gates: [gate, { ...gate, verdict: 'unmet' }] }), 'says nothing of gate demo/P0'],
    ['no gates', withPredicate({ gates: 'P0' }), 'says nothing of gate demo/P0'],
    ['another word for a verdict', withPredicate({ gates: [{ ...gate, verdict: 'fine' }] }), 'does not say how gate demo/P0 stands'],
    ['no definition', withPredicate({ gates: [{ ...gate, definition: 1 }] }), 'does not say how gate demo/P0 stands'],
    ['no property', withPredicate({ properties: [] }), 'contradicts itself about gate demo/P0'],
    ['an envelope of something else', envelope('text/plain', JSON.stringify(statement)), 'is no in-toto statement'],
    ['an envelope around no JSON', envelope('application/vnd.in-toto+json', '{'), 'is no in-toto statement'],
  ])('with %s says nothing', (_, value, problem) => expect(statedVerdict(value, 'demo', 'P0')).toEqual({ problem }))

  it('may leave out what it is about', () => {
    expect(statedVerdict({ ...statement, subject: 'x' }, 'demo', 'P0')).toMatchObject({ commit: undefined, repository: undefined })
  })
})
