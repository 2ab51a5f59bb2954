import { describe, expect, it, test } from 'vitest'
import { judgeGates } from '../../src/gates/judge.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import {
  aFile,
  caseOf,
  commit,
  criterion,
  diagnosticsOf,
  evidence,
  exitOf,
  factsOf,
  gateOf,
  hash,
  judge,
  missing,
  now,
  outcome,
  programOf,
  reviewOf,
} from './build.ts'

const yes: Check = { kind: 'artifact', paths: ['yes'] }
const no: Check = { kind: 'artifact', paths: ['no'] }
const files = { yes: aFile, no: missing }
const facts = factsOf({ files })
const outcomes = (criteria: readonly Criterion[], records = caseOf(), parts = {}): string[] =>
  gateOf(exitOf(criteria, parts), records, facts).criteria.map(outcome)

describe('what is not judged', () => {
  test.each<[string, Check | undefined, Partial<Criterion>, string, string]>([
    ['no check', undefined, {}, 'unmet undefined', 'undefined'],
    ['a proposed check', { ...yes, proposed: true }, {}, 'unmet proposed', 'artifact'],
    ['a proposal taken back', { ...yes, proposed: false }, {}, 'met', 'artifact'],
    ['a proposal in a composition', { all: [yes, { any: [yes, { ...yes, proposed: true }] }] }, {}, 'unmet proposed', 'all'],
    ['a proposal that does not matter', { any: [yes, { ...no, proposed: true }] }, {}, 'unmet proposed', 'any'],
    ['a proposed composition', { nOf: { n: 1, of: [yes] }, proposed: true }, {}, 'unmet proposed', 'nOf'],
    ['a proposal under not', { not: { ...no, proposed: true } }, {}, 'unmet proposed', 'not'],
    ['trust that is not decided yet', yes, { trust: 'signed' }, 'unmet unsupported', 'artifact'],
    ['trust by commit', yes, { trust: 'commit' }, 'unmet unsupported', 'artifact'],
    ['trust in what is said', yes, { trust: 'self' }, 'met', 'artifact'],
  ])('%s', (_, check, more, expected, kind) => {
    const result = judge(check, { files, criterion: more })
    expect([outcome(result), result.kind]).toEqual([expected, kind])
    if (expected !== 'met') expect(result.fix).toBe('refractor gate explain P0 P0.1')
  })

  it('says why', () => {
    expect(judge(undefined).because).toBe('has no check')
    expect(judge({ ...yes, proposed: true }).because).toBe('its check is only proposed')
    expect(judge(yes, { criterion: { trust: 'signed' } }).because).toBe(
      'trust: signed asks who made a record, and a check of kind artifact rests on none',
    )
  })
})

describe('when', () => {
  const parts = { program: { settings: { gpu: true, mode: 'fast' } }, phases: [{ id: 'P1', milestones: [{ id: 'P1.M1', title: 'M' }] }] }
  test.each<[NonNullable<Criterion['when']>, string, string]>([
    [{ milestone: 'P1.M1' }, 'met', ''],
    [{ milestone: 'P9.M1' }, 'not-applicable', 'there is no milestone P9.M1'],
    [{ phase: 'P1' }, 'met', ''],
    [{ phase: 'P9' }, 'not-applicable', 'there is no phase P9'],
    [{ program: 'demo' }, 'met', ''],
    [{ program: 'other' }, 'not-applicable', 'this is not the program other'],
    [{ setting: { key: 'gpu', equals: true } }, 'met', ''],
    [{ setting: { key: 'gpu', equals: false } }, 'not-applicable', 'gpu is true'],
    [{ setting: { key: 'gpu', equals: 'true' } }, 'not-applicable', 'gpu is true'],
    [{ phase: 'P1', setting: { key: 'mode', equals: 'slow' } }, 'not-applicable', 'mode is fast'],
    [{ phase: 'P9', program: 'other' }, 'not-applicable', 'there is no phase P9, this is not the program other'],
    [{ setting: { key: 'gpuu', equals: true } }, 'unmet undefined', 'when asks for gpuu, which is no setting of the program'],
    [{ setting: { key: 'toString', equals: true } }, 'unmet undefined', 'when asks for toString, which is no setting of the program'],
    [{}, 'met', ''],
  ])('%j', (when, expected, because) => {
    const result = judge(yes, { files, criterion: { when }, parts })
    expect(outcome(result)).toBe(expected)
    if (because) expect(result).toMatchObject({ because, fix: 'refractor gate explain P0 P0.1' })
  })

  it('goes before everything else, and alone makes no gate met', () => {
    const when = { phase: 'P9' }
    expect(outcome(judge(undefined, { criterion: { when } }))).toBe('not-applicable')
    expect(outcome(judge({ ...yes, proposed: true }, { criterion: { when } }))).toBe('not-applicable')
    expect(gateOf(exitOf([criterion('P0.1', yes, { when })]), caseOf(), facts).verdict).toBe('unknown')
    expect(gateOf(exitOf([criterion('P0.1', no, { when }), criterion('P0.2', yes)]), caseOf(), facts)).toMatchObject({
      verdict: 'met',
      counts: { met: 1, notApplicable: 1, unmet: 0, unknown: 0, waived: 0 },
    })
  })

  it('a program without settings has none', () =>
    expect(outcome(judge(yes, { files, criterion: { when: { setting: { key: 'x', equals: 1 } } } }))).toBe('unmet undefined'))
})

describe('after', () => {
  const a = (check: Check | undefined, more: Partial<Criterion> = {}): Criterion => criterion('P0.1', check, more)
  const b = (more: Partial<Criterion> = {}, check: Check = yes): Criterion => criterion('P0.2', check, { after: ['P0.1'], ...more })
  test.each<[string, Criterion[], string]>([
    ['the other is met', [a(yes), b()], 'met'],
    ['the other is unmet', [a(no), b()], 'unmet blocked'],
    ['the other is undefined', [a(undefined), b()], 'unmet blocked'],
    ['the other does not apply', [a(no, { when: { phase: 'P9' } }), b()], 'met'],
    ['the other comes later in the gate', [b(), a(yes)], 'met'],
    ['the other comes later in the gate and is unmet', [b(), a(no)], 'unmet blocked'],
    ['there is no other', [b({ after: ['P0.9'] })], 'unmet blocked'],
    ['all others are met', [a(yes), b({ after: ['P0.1', 'P0.3'] }), criterion('P0.3', yes)], 'met'],
    ['one of the others is not', [a(yes), b({ after: ['P0.1', 'P0.3'] }), criterion('P0.3', no)], 'unmet blocked'],
    ['itself', [b({ after: ['P0.2'] })], 'unmet blocked'],
    ['not met itself, and blocked', [a(no), b({}, no)], 'unmet blocked'],
  ])('%s', (_, criteria, expected) => {
    const result = gateOf(exitOf(criteria), caseOf(), facts).criteria.find((one) => one.id === 'P0.2')
    expect(outcome(result as never)).toBe(expected)
  })

  it('two that wait for each other are both blocked, and one that waits for them', () => {
    expect(
      outcomes([
        criterion('P0.1', yes, { after: ['P0.2'] }),
        criterion('P0.2', yes, { after: ['P0.1'] }),
        criterion('P0.3', yes, { after: ['P0.1'] }),
      ]),
    ).toEqual(['unmet blocked', 'unmet blocked', 'unmet blocked'])
  })

  it('names the first that is open, with its fix', () => {
    const gate = gateOf(exitOf([a({ kind: 'attest', claim: 'x' }), b()]), caseOf(), facts)
    expect(gate.criteria[1]).toMatchObject({
      because: 'P0.1 has to be met first',
      fix: 'refractor evidence add P0.1 --observe x',
      evidence: [{ path: 'yes' }],
    })
    expect(gateOf(exitOf([b({ after: ['P9'] })]), caseOf(), facts).criteria[0]?.fix).toBe('refractor gate explain P0 P0.2')
  })

  it('tampering is said although it is blocked', () => {
    const records = caseOf({ evidence: [evidence({ criteria: ['P0.2'], artifacts: [{ path: 'yes', sha256: hash('f') }] })] })
    expect(outcomes([a(no), b({}, { kind: 'attest', claim: 'x' })], records)).toEqual(['unmet missing', 'unmet tampered'])
  })

  it('looks into other gates', () => {
    const program = programOf({
      phases: [{ id: 'P0', entry: { criteria: [criterion('E', no)] }, exit: { criteria: [criterion('X', yes, { after: ['E'] })] } }],
    })
    expect(outcome(gateOf(program, caseOf(), facts, 'P0').criteria[0] as never)).toBe('unmet blocked')
  })
})

describe('gates that wait for gates', () => {
  const waits = (gate: string): Check => ({ kind: 'gate', gate })
  const exit = (id: string, ...checks: Check[]) => ({
    id,
    exit: { criteria: checks.map((check, index) => criterion(`${id}.${index + 1}`, check)) },
  })
  const judged = (program: ReturnType<typeof programOf>, ids: string[]): Record<string, string[]> =>
    Object.fromEntries(
      judgeGates(program, caseOf(), facts, ids, { now }).gates.map((gate) => [gate.id, [gate.verdict, ...gate.criteria.map(outcome)]]),
    )

  it('a circle blocks all that are in it, whichever is asked first', () => {
    const program = programOf({ phases: [exit('A', waits('B'), yes), exit('B', waits('C')), exit('C', waits('A')), exit('D', waits('A'))] })
    const expected = {
      A: ['unmet', 'unmet blocked', 'met'],
      B: ['unmet', 'unmet blocked'],
      C: ['unmet', 'unmet blocked'],
      D: ['unmet', 'unmet blocked'],
    }
    expect(judged(program, ['A', 'B', 'C', 'D'])).toEqual(expected)
    expect(judged(program, ['D', 'C', 'B', 'A'])).toEqual({ D: expected.D, C: expected.C, B: expected.B, A: expected.A })
    expect(judgeGates(program, caseOf(), facts, ['A'], { now }).gates[0]?.criteria[0]?.because).toBe('B waits for A.1 itself')
  })

  it('the same outcomes whatever is asked and in which order, circle or not', () => {
    const program = programOf({ phases: [exit('A', { any: [waits('B'), yes] }), exit('B', waits('A')), exit('C', waits('B'))] })
    for (const ids of [
      ['A', 'B', 'C'],
      ['C', 'B', 'A'],
      ['B', 'A', 'C'],
    ])
      expect(judged(program, ids)).toEqual({ A: ['met', 'met'], B: ['unmet', 'unmet blocked'], C: ['unmet', 'unmet blocked'] })
    for (const id of ['A', 'B', 'C']) expect(judged(program, [id])[id]).toEqual(judged(program, ['A', 'B', 'C'])[id])
  })

  it('a gate that waits for itself, directly or through an included criterion', () => {
    expect(judged(programOf({ phases: [exit('A', waits('A'))] }), ['A'])).toEqual({ A: ['unmet', 'unmet blocked'] })
    const program = programOf({ phases: [exit('A', waits('T'), yes)], gates: [{ id: 'T', includes: ['A'], criteria: [] }] })
    expect(judged(program, ['A', 'T'])).toEqual({ A: ['unmet', 'unmet blocked', 'met'], T: ['unmet', 'unmet blocked', 'met'] })
    expect(judged(program, ['T', 'A'])).toEqual({ T: ['unmet', 'unmet blocked', 'met'], A: ['unmet', 'unmet blocked', 'met'] })
  })

  it('a proposal waits for nothing', () => {
    const program = programOf({
      phases: [
        exit('A', waits('B')),
        { id: 'B', exit: { criteria: [criterion('B.1', { kind: 'gate', gate: 'A', proposed: true }), criterion('B.2', yes)] } },
      ],
    })
    expect(judged(program, ['A'])).toEqual({ A: ['unmet', 'unmet blocked'] })
    expect(judgeGates(program, caseOf(), facts, ['A'], { now }).gates[0]?.criteria[0]?.because).toBe('B is unmet: 1 of 2')
  })

  it('a long chain is no problem', () => {
    const length = 3000
    const program = programOf({ phases: Array.from({ length }, (_, i) => exit(`P${i}`, i === 0 ? yes : waits(`P${i - 1}`))) })
    expect(judged(program, [`P${length - 1}`])).toEqual({ [`P${length - 1}`]: ['met', 'met'] })
  })

  it('included criteria keep the gate that declares them', () => {
    const program = programOf({
      phases: [exit('A', { kind: 'attest', claim: 'x' })],
      gates: [{ id: 'T', includes: ['A'], criteria: [criterion('T.1', yes)] }],
    })
    const records = caseOf({ evidence: [evidence({ criteria: [], gate: 'A', result: { observations: [{ claim: 'x', value: true }] } })] })
    expect(gateOf(program, records, facts, 'T').criteria).toMatchObject([
      { id: 'T.1', gate: 'T', outcome: 'met' },
      { id: 'A.1', gate: 'A', outcome: 'met' },
    ])
  })
})

describe('results', () => {
  it('tell all that reporters need', () => {
    const program = programOf({
      phases: [
        {
          id: 'P0',
          milestones: [
            { id: 'P0.M1', title: 'First', state: 'in-progress', acceptance: [criterion('P0.M1.1', yes, { level: 'stretch' })] },
          ],
        },
      ],
    })
    const gate = gateOf(program, caseOf(), facts, 'P0.M1')
    expect(gate).toEqual({
      id: 'P0.M1',
      program: 'demo',
      title: 'First',
      phase: 'P0',
      milestone: 'P0.M1',
      stage: 'acceptance',
      verdict: 'unknown',
      due: true,
      criteria: [
        {
          id: 'P0.M1.1',
          gate: 'P0.M1',
          statement: 'P0.M1.1 holds',
          kind: 'artifact',
          level: 'stretch',
          outcome: 'met',
          because: 'yes exists',
          evidence: [{ path: 'yes', sha256: hash('a') }],
          location: { file: 'specification/phases/P0.yaml', line: 1, column: 1 },
          definition: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      counts: { met: 1, unmet: 0, waived: 0, notApplicable: 0, unknown: 0 },
      location: { file: 'specification/phases/P0.yaml', line: 1, column: 1 },
    })
  })

  it('a failure inside keeps no inner mark', () => {
    const records = { evidence: [evidence({ result: { outcome: 'failed' } })] }
    expect(judge({ kind: 'attest', claim: 'x' }, { case: records })).not.toHaveProperty('oneSided')
  })

  it('are in the order of the question, each once, and unknown ids are reported', () => {
    const program = programOf({
      phases: [
        { id: 'P0', exit: { criteria: [] } },
        { id: 'P1', exit: { criteria: [] } },
      ],
    })
    const { gates, diagnostics } = judgeGates(program, caseOf(), facts, ['P1', 'P0', 'P1', 'P7'], { now })
    expect(gates.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['P1', 'unknown'],
      ['P0', 'unknown'],
    ])
    expect(diagnostics).toMatchObject([
      { code: 'gate/nothing-evaluated', severity: 'error', message: 'there is no gate P7 in demo', expected: ['P0', 'P1'] },
    ])
  })

  it('qualify ids outside the default program', () => {
    const program = exitOf([criterion('P0.1', { kind: 'attest', claim: 'x' })], { isDefault: false })
    expect(gateOf(program).criteria[0]?.fix).toBe('refractor evidence add demo/P0.1 --observe x')
  })
})

describe('diagnostics', () => {
  const claims: Check = { kind: 'attest', claim: 'x' }
  const bad = evidence({ artifacts: ['other', { path: 'yes', sha256: hash('f') }] }, 'docs/evidence/P0/r/metadata.json')

  it('name records that were tampered with, and their place', () => {
    const file = {
      ...bad,
      positions: { '/artifacts/1': [3, 9] as const },
      source: { path: 'docs/evidence/P0/r/metadata.json', text: '0123456789' },
    }
    const program = exitOf([criterion('P0.1', claims)])
    expect(diagnosticsOf(program, caseOf({ evidence: [file] }), factsOf({ files: { ...files, other: aFile } }))).toMatchObject([
      {
        code: 'evidence/tampered',
        severity: 'error',
        message: 'yes differs from its recorded digest: docs/evidence/P0/r/metadata.json no longer speaks for it',
        location: { file: 'docs/evidence/P0/r/metadata.json', line: 1, column: 4 },
      },
    ])
  })

  it('are silent about records of criteria that are not judged', () => {
    expect(diagnosticsOf(exitOf([criterion('P0.1', undefined)]), caseOf({ evidence: [bad] }), facts)).toEqual([])
    expect(diagnosticsOf(exitOf([criterion('P0.2', claims)]), caseOf({ evidence: [bad] }), facts)).toEqual([])
  })

  it('tell of unknown commits, when somebody asked', () => {
    const program = exitOf([criterion('P0.1', claims)])
    const records = caseOf({ evidence: [evidence({}, 'docs/evidence/P0/r/metadata.json'), evidence({ commit: undefined as never })] })
    expect(diagnosticsOf(program, records, factsOf())).toEqual([])
    expect(diagnosticsOf(program, records, factsOf({ commits: [commit] }))).toEqual([])
    expect(diagnosticsOf(program, records, factsOf({ commits: [] }))).toMatchObject([
      {
        code: 'evidence/unknown-commit',
        severity: 'info',
        message: 'docs/evidence/P0/r/metadata.json was made at 4f1c2a900000, which is not in this repository',
      },
    ])
  })

  it('name a review in the wrong place', () => {
    const program = exitOf([criterion('P0.1', yes)])
    const of = (...reviews: ReturnType<typeof reviewOf>[]) =>
      diagnosticsOf(program, caseOf({ reviews }), facts).filter(({ code }) => code === 'review/invalid-record')
    expect(of(reviewOf({ phase: 'P1' }))).toMatchObject([
      {
        severity: 'error',
        message: 'outbox/P0/metadata.json is no review of P0 that closes it',
        location: { file: 'outbox/P0/metadata.json' },
      },
    ])
    expect(of(reviewOf({ program: 'other' }))).toHaveLength(1)
    expect(of(reviewOf({ verdict: 'unmet' as 'met' }))).toHaveLength(1)
    expect(of(reviewOf({ kind: 'x' as 'review' }))).toHaveLength(1)
    expect(of(reviewOf())).toEqual([])
    expect(of({ ...reviewOf(), record: undefined })).toEqual([])
    expect(judgeGates(program, caseOf({ reviews: [reviewOf({ phase: 'P1' })] }), facts, ['P0'], { now, live: true }).diagnostics).toEqual(
      [],
    )
  })
})
