import { describe, expect, it, test } from 'vitest'
import type { Case, RecordFile } from '../../src/gates/case.ts'
import { criterionDefinition } from '../../src/gates/definition.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import type { CriterionResult } from '../../src/gates/result.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { ReviewRecord } from '../../src/schema/records.ts'
import {
  aFile,
  approvalOf,
  archivedOf,
  caseOf,
  criterion,
  evidence,
  exitOf,
  type FactParts,
  factsOf,
  gateOf,
  hash,
  missing,
  now,
  outcome,
  programOf,
  reviewOf,
  unreadable,
} from './build.ts'

const claims = { kind: 'attest' as const, claim: 'x' }
const first = criterion('P0.1', claims)
const second = criterion('P0.2', { kind: 'artifact', paths: ['gone'] })
const program = exitOf([first, second])
const definitionOf = (one: Program, id: string): string => criterionDefinition(one.criteria.get(id) as never)

const record = evidence({ criteria: ['P0.1'], date: '2020-01-01' }, 'docs/evidence/P0/run/metadata.json', hash('1'))
const approval = approvalOf({}, '.refractor/approvals/a.json')
const archived = archivedOf('outbox/P0/list.md')
const bare = archivedOf('outbox/P0/bare.md', undefined, null)

type Recorded = ReviewRecord['criteria'][number]
const decided = (id: string, more: Partial<Recorded> = {}, from = program): Recorded => ({
  id,
  definition: definitionOf(from, id),
  outcome: 'met',
  because: 'observed · recorded 2 h ago at 4f1c2a9',
  evidence: [],
  ...more,
})
const bound = [{ path: 'docs/evidence/P0/run/metadata.json', sha256: hash('1') }]
const review = (more: Partial<ReviewRecord> = {}): RecordFile<ReviewRecord> =>
  reviewOf({ criteria: [decided('P0.1', { evidence: bound }), decided('P0.2')], ...more })

interface Setting extends FactParts {
  readonly program?: Program
  readonly review?: RecordFile<ReviewRecord>
  readonly case?: Partial<Case>
  readonly gate?: string
  readonly live?: boolean
}

const judged = ({
  program: one = program,
  review: closing = review(),
  case: records = {},
  gate = 'P0',
  live = false,
  ...facts
}: Setting = {}) => {
  const all = caseOf({ evidence: [record], approvals: [approval], outbox: [archived, bare], reviews: [closing], ...records })
  return judgeGates(one, all, factsOf({ ...facts, files: { gone: missing, ...facts.files } }), [gate], { now, live })
}
const outcomes = (setting: Setting = {}): string[] => (judged(setting).gates[0]?.criteria ?? []).map(outcome)
const codes = (setting: Setting = {}): string[] => judged(setting).diagnostics.map(({ code }) => code)

describe('a closed gate', () => {
  it('is judged on its review', () => {
    const { gates, diagnostics } = judged()
    expect(gates[0]).toMatchObject({ verdict: 'met', due: true, closed: { at: '2026-11-20T10:00:00Z', record: 'outbox/P0/metadata.json' } })
    expect(gates[0]?.criteria).toMatchObject([
      { outcome: 'met', because: 'observed · reviewed 2026-11-20', evidence: bound },
      { outcome: 'met', evidence: [] },
    ])
    expect(gates[0]?.criteria[0]).not.toHaveProperty('fix')
    expect(diagnostics).toEqual([])
  })

  it('is judged as it is now when that is asked for', () => {
    expect(outcomes({ live: true })).toEqual(['unmet missing', 'unmet missing'])
    expect(judged({ live: true }).gates[0]).not.toHaveProperty('closed')
    expect(codes({ live: true, review: review({ archived: [{ path: 'x', sha256: hash('0') }] }) })).toEqual([])
  })

  it('keeps what did not apply', () => {
    const setting = {
      review: review({
        criteria: [decided('P0.1', { evidence: bound }), decided('P0.2', { outcome: 'not-applicable', because: 'no such phase' })],
      }),
    }
    expect(judged(setting).gates[0]?.criteria[1]).toMatchObject({
      outcome: 'not-applicable',
      because: 'no such phase · reviewed 2026-11-20',
      fix: 'refractor gate explain P0 P0.2',
    })
  })

  test.each(['unmet', 'unknown', 'waived', 'excellent'])('judges what was recorded as %s as it is now', (recorded) => {
    expect(
      outcomes({ review: review({ criteria: [decided('P0.1', { evidence: bound }), decided('P0.2', { outcome: recorded })] }) }),
    ).toEqual(['met', 'unmet missing'])
  })

  it('judges what is continuous as it is now', () => {
    const live = exitOf([first, { ...second, continuous: true }])
    const closing = review({ criteria: [decided('P0.1', { evidence: bound }), decided('P0.2', {}, live)] })
    expect(outcomes({ program: live, review: closing })).toEqual(['met', 'unmet missing'])
    expect(codes({ program: live, review: closing })).toEqual([])
  })

  it('lets go on what only continuous criteria rest on', () => {
    const live = exitOf([first, { ...second, continuous: true }])
    const recordOf = (evidence: typeof bound): RecordFile<ReviewRecord> => {
      const artifacts = [{ path: 'docs/evidence/P0/live/junit.xml', sha256: hash('7') }]
      const one = evidence[0] ?? { path: 'docs/a.md', sha256: hash('8') }
      const live2 = [
        { path: 'docs/a.md', sha256: hash('8') },
        { path: 'docs/evidence/P0/live/metadata.json', sha256: hash('9') },
      ]
      return review({ criteria: [decided('P0.1', { evidence: [one] }), decided('P0.2', { evidence: live2 }, live)], artifacts })
    }
    const files = {
      'docs/a.md': { ...aFile, sha256: hash('0') },
      'docs/evidence/P0/live/metadata.json': { ...aFile, sha256: hash('0') },
      'docs/evidence/P0/live/junit.xml': missing,
    }
    expect(codes({ program: live, review: recordOf(bound), files })).toEqual([])
    // The same file is still bound by a criterion that is not continuous.
    expect(codes({ program: live, review: recordOf([]), files })).toEqual(['review/tampered'])
  })
})

describe('what a review left open', () => {
  const documents = [{ path: 'docs/open.md', sha256: hash('8') }]
  const open = (outcome: string) =>
    review({
      criteria: [decided('P0.1', { evidence: bound }), decided('P0.2', { outcome, evidence: documents })],
      artifacts: documents,
    })
  const files = { 'docs/open.md': aFile }
  test.each(['unmet', 'unknown'])('%s: what it rested on may change', (outcome) => {
    expect(outcomes({ review: open(outcome), files })).toEqual(['met', 'unmet missing'])
    expect(codes({ review: open(outcome), files })).toEqual([])
  })
  test.each(['met', 'not-applicable'])('%s is decided, and what it rested on is bound', (outcome) => {
    expect(outcomes({ review: open(outcome), files })).toEqual(['met', 'unmet tampered'])
    expect(codes({ review: open(outcome), files })).toEqual(['review/tampered'])
  })
})

describe('a changed definition', () => {
  const changed = exitOf([first, { ...second, statement: 'changed' }, criterion('P0.3', claims)])
  it('is judged as it is now, with a warning each', () => {
    const { gates, diagnostics } = judged({ program: changed })
    expect(gates[0]?.verdict).toBe('unmet')
    expect(gates[0]?.criteria.map(outcome)).toEqual(['met', 'unmet missing', 'unmet missing'])
    expect(diagnostics).toMatchObject([
      {
        code: 'review/definition-changed',
        severity: 'warning',
        message: 'P0.2 changed since P0 was closed, so it is judged as it is now',
        location: { file: 'specification/phases/P0.yaml' },
      },
      { code: 'review/definition-changed', message: 'P0.3 is new since P0 was closed, so it is judged as it is now' },
    ])
  })

  it('a removed criterion is missed', () => {
    const { gates, diagnostics } = judged({ program: exitOf([first]) })
    expect(gates[0]?.verdict).toBe('met')
    expect(diagnostics).toMatchObject([
      { code: 'review/definition-changed', message: 'P0.2 was removed since P0 was closed', location: { file: 'outbox/P0/metadata.json' } },
    ])
  })

  it('criteria of other gates of the phase may be in the review as well', () => {
    const one = exitOf(
      [first],
      {},
      {
        entry: { criteria: [criterion('E.1', { kind: 'artifact', paths: ['gone'] })] },
        milestones: [{ id: 'P0.M1', title: 'M', acceptance: [criterion('M.1', claims)] }],
      },
    )
    const closing = review({ criteria: [decided('P0.1', { evidence: bound }, one), decided('E.1', {}, one)] })
    expect(codes({ program: one, review: closing })).toEqual([])
    expect(judged({ program: one, review: closing, gate: 'P0.entry' }).gates[0]).toMatchObject({
      verdict: 'met',
      closed: { record: 'outbox/P0/metadata.json' },
    })
    const acceptance = judged({ program: one, review: closing, gate: 'P0.M1' })
    expect(acceptance.gates[0]).toMatchObject({ verdict: 'unmet' })
    expect(acceptance.gates[0]).not.toHaveProperty('closed')
    expect(acceptance.diagnostics).toEqual([])
  })

  it('a gate of the phase whose criteria are only partly in the review is judged on both, without a warning', () => {
    const one = exitOf(
      [first],
      {},
      {
        entry: {
          criteria: [criterion('E.1', { kind: 'artifact', paths: ['gone'] }), criterion('E.2', { kind: 'artifact', paths: ['gone'] })],
        },
      },
    )
    const closing = review({ criteria: [decided('P0.1', { evidence: bound }, one), decided('E.1', {}, one)] })
    expect(outcomes({ program: one, review: closing, gate: 'P0.entry' })).toEqual(['met', 'unmet missing'])
    expect(codes({ program: one, review: closing, gate: 'P0.entry' })).toEqual([])
  })

  describe('of a gate that the review judged beside the exit gate', () => {
    const gone = { kind: 'artifact' as const, paths: ['gone'] }
    const withEntry = (criteria: Criterion[]): Program => exitOf([first], {}, { entry: { criteria } })
    const reviewed = withEntry([criterion('E.1', gone), criterion('E.2', gone)])
    const closing = review({
      gates: [{ id: 'P0.entry', verdict: 'met' }],
      criteria: [decided('P0.1', { evidence: bound }, reviewed), decided('E.1', {}, reviewed), decided('E.2', {}, reviewed)],
    })
    const messages = (one: Program, gate = 'P0.entry'): string[] =>
      judged({ program: one, review: closing, gate }).diagnostics.map(({ message }) => message)

    test.each<[string, Criterion[], string[], string[]]>([
      ['nothing', [criterion('E.1', gone), criterion('E.2', gone)], ['met', 'met'], []],
      [
        'a statement',
        [criterion('E.1', gone), criterion('E.2', gone, { statement: 'changed' })],
        ['met', 'unmet missing'],
        ['E.2 changed since P0 was closed, so it is judged as it is now'],
      ],
      [
        'one more criterion',
        [criterion('E.1', gone), criterion('E.2', gone), criterion('E.3', gone)],
        ['met', 'met', 'unmet missing'],
        ['E.3 is new since P0 was closed, so it is judged as it is now'],
      ],
      ['one criterion less', [criterion('E.1', gone)], ['met'], ['E.2 was removed since P0 was closed']],
    ])('%s', (_, criteria, expected, said) => {
      expect(outcomes({ program: withEntry(criteria), review: closing, gate: 'P0.entry' })).toEqual(expected)
      expect(messages(withEntry(criteria))).toEqual(said)
    })

    it('is closed also when all of it changed', () => {
      const one = withEntry([criterion('E.1', gone, { statement: 'a' }), criterion('E.2', gone, { statement: 'b' })])
      expect(judged({ program: one, review: closing, gate: 'P0.entry' }).gates[0]).toMatchObject({
        verdict: 'unmet',
        closed: { record: 'outbox/P0/metadata.json' },
      })
      expect(messages(one)).toHaveLength(2)
    })

    it('is said once when all gates are judged', () => {
      const one = withEntry([criterion('E.1', gone, { statement: 'a' })])
      const records = caseOf({ evidence: [], approvals: [], reviews: [closing] })
      const facts = factsOf({ files: { gone: missing, [bound[0]?.path as string]: missing } })
      const { diagnostics } = judgeGates(one, records, facts, ['P0', 'P0.entry'], { now })
      expect(diagnostics.map(({ message }) => message).sort()).toEqual([
        'E.1 changed since P0 was closed, so it is judged as it is now',
        'E.2 was removed since P0 was closed',
        'docs/evidence/P0/run/metadata.json is gone since P0 was closed',
      ])
    })
  })

  it('a gate of which everything changed is still that of a closed phase', () => {
    const one = exitOf([
      { ...first, statement: 'other' },
      { ...second, statement: 'other' },
    ])
    expect(judged({ program: one }).gates[0]).toMatchObject({ verdict: 'unmet', closed: { record: 'outbox/P0/metadata.json' } })
    expect(codes({ program: one })).toEqual(['review/definition-changed', 'review/definition-changed'])
  })

  it('says where in the review, and what to do', () => {
    const closing = { ...review(), positions: { '/criteria/1': [1, 2] as const }, source: { path: 'outbox/P0/metadata.json', text: '{}' } }
    expect(judged({ program: exitOf([first]), review: closing }).diagnostics[0]).toMatchObject({
      location: { line: 1, column: 2 },
      help: expect.stringMatching(/./),
    })
    expect(judged({ program: changed }).diagnostics[0]?.help).toMatch(/refractor gate explain P0/)
  })

  it('a criterion of another phase by that id is no excuse', () => {
    const one = exitOf([first], { phases: [{ id: 'P1', exit: { criteria: [criterion('P0.2', claims)] } }] })
    expect(codes({ program: one })).toEqual(['review/definition-changed'])
  })
})

describe('files that belong to a criterion', () => {
  const at = (name: string, sha256: string) => ({ path: `docs/evidence/P0/${name}`, sha256 })
  const runs = [
    evidence({ criteria: [] }, 'docs/evidence/P0/a/metadata.json', hash('1')),
    evidence({ criteria: [] }, 'docs/evidence/P0/b/metadata.json', hash('2')),
  ]
  const on = (artifacts: ReviewRecord['artifacts'], files: FactParts['files'] = {}): string[] =>
    outcomes({
      case: { evidence: runs },
      files,
      review: review({
        criteria: [
          decided('P0.1', { evidence: [at('a/metadata.json', hash('1'))] }),
          decided('P0.2', { evidence: [at('b/metadata.json', hash('2')), { path: 'docs/report.md', sha256: hash('a') }] }),
        ],
        artifacts,
      }),
    })
  const report = { 'docs/report.md': aFile }
  it('spoil that criterion only', () => {
    expect(on([], report)).toEqual(['met', 'met'])
    expect(on([at('a/out', hash('0'))], { ...report, 'docs/evidence/P0/a/out': aFile })).toEqual(['unmet tampered', 'met'])
    expect(on([at('b/out', hash('0'))], { ...report, 'docs/evidence/P0/b/out': aFile })).toEqual(['met', 'unmet tampered'])
    expect(on([{ path: 'docs/report.md', sha256: hash('0') }], report)).toEqual(['met', 'unmet tampered'])
  })
  it('and what lies elsewhere, or beside evidence that is no record, spoils all', () => {
    expect(on([at('c/out', hash('0'))], { ...report, 'docs/evidence/P0/c/out': aFile })).toEqual(['unmet tampered', 'unmet tampered'])
    expect(on([{ path: 'docs/other.md', sha256: hash('0') }], { ...report, 'docs/other.md': aFile })).toEqual([
      'unmet tampered',
      'unmet tampered',
    ])
  })
})

describe('tampering', () => {
  test.each<[string, Setting, string[], string[]]>([
    [
      'evidence of one criterion changed',
      { case: { evidence: [{ ...record, sha256: hash('2') }] } },
      ['unmet tampered', 'met'],
      ['review/tampered'],
    ],
    [
      'evidence of one criterion gone',
      { case: { evidence: [] }, files: { 'docs/evidence/P0/run/metadata.json': missing } },
      ['unmet tampered', 'met'],
      ['review/tampered'],
    ],
    [
      'evidence that nobody can read',
      { case: { evidence: [] }, files: { 'docs/evidence/P0/run/metadata.json': unreadable } },
      ['unknown unreadable', 'met'],
      [],
    ],
    ['evidence that was not asked', { case: { evidence: [] } }, ['unknown unreadable', 'met'], []],
    [
      'an approval changed',
      { review: review({ approvals: [{ path: '.refractor/approvals/a.json', sha256: hash('0') }] }) },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
    [
      'an approval as it was',
      { review: review({ approvals: [{ path: '.refractor/approvals/a.json', sha256: approval.sha256 }] }) },
      ['met', 'met'],
      [],
    ],
    [
      'an archived checklist changed',
      { review: review({ archived: [{ path: 'outbox/P0/list.md', sha256: hash('0') }] }) },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
    [
      'an archived checklist as it was',
      {
        review: review({
          archived: [
            { path: 'outbox/P0/list.md', sha256: hash('c') },
            { path: 'outbox/P0/list.metadata.json', sha256: archived.metadata?.sha256 as string },
          ],
        }),
      },
      ['met', 'met'],
      [],
    ],
    [
      'an archived checklist gone',
      { review: review({ archived: [{ path: 'outbox/P0/x.md', sha256: hash('0') }] }), files: { 'outbox/P0/x.md': missing } },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
    [
      'an artifact beside its record',
      {
        review: review({ artifacts: [{ path: 'docs/evidence/P0/run/out.txt', sha256: hash('0') }] }),
        files: { 'docs/evidence/P0/run/out.txt': aFile },
      },
      ['unmet tampered', 'met'],
      ['review/tampered'],
    ],
    [
      'an artifact below the folder of its record',
      {
        review: review({ artifacts: [{ path: 'docs/evidence/P0/run/a/b.txt', sha256: hash('0') }] }),
        files: { 'docs/evidence/P0/run/a/b.txt': aFile },
      },
      ['unmet tampered', 'met'],
      ['review/tampered'],
    ],
    [
      'an artifact elsewhere',
      { review: review({ artifacts: [{ path: 'docs/out.txt', sha256: hash('0') }] }), files: { 'docs/out.txt': aFile } },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
    [
      'an artifact as it was',
      { review: review({ artifacts: [{ path: 'docs/out.txt', sha256: hash('a') }] }), files: { 'docs/out.txt': aFile } },
      ['met', 'met'],
      [],
    ],
    [
      'an artifact that became a directory',
      { review: review({ artifacts: [{ path: 'docs/out', sha256: hash('a') }] }), files: { 'docs/out': { state: 'directory' } } },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
    [
      'one changed, one unreadable',
      {
        review: review({
          artifacts: [
            { path: 'a', sha256: hash('0') },
            { path: 'b', sha256: hash('0') },
          ],
        }),
        files: { a: unreadable, b: aFile },
      },
      ['unmet tampered', 'unmet tampered'],
      ['review/tampered'],
    ],
  ])('%s', (_, setting, expected, found) => {
    expect(outcomes(setting)).toEqual(expected)
    expect(codes(setting)).toEqual(found)
  })

  it('what cannot be read is said', () => {
    expect(judged({ case: { evidence: [] } }).gates[0]?.criteria[0]).toMatchObject({
      because: 'docs/evidence/P0/run/metadata.json cannot be read',
      evidence: bound,
      fix: 'refractor gate explain P0 P0.1',
    })
  })

  it('is said with the place in the review, each file once', () => {
    const twice = [{ path: 'docs/out.txt', sha256: hash('0') }]
    const closing = {
      ...review({
        criteria: [decided('P0.1', { evidence: twice }), decided('P0.2')],
        approvals: twice,
        artifacts: [{ path: 'gone', sha256: hash('0') }],
      }),
      positions: { '/criteria/0/evidence/0': [0, 1] as const, '/artifacts/0': [1, 2] as const },
      source: { path: 'outbox/P0/metadata.json', text: '{}' },
    }
    const { diagnostics, gates } = judged({ review: closing, files: { 'docs/out.txt': aFile } })
    expect(diagnostics).toMatchObject([
      {
        code: 'review/tampered',
        severity: 'error',
        message: 'docs/out.txt changed since P0 was closed',
        location: { file: 'outbox/P0/metadata.json', line: 1, column: 1 },
        help: expect.stringContaining('git log -- docs/out.txt'),
      },
      { code: 'review/tampered', message: 'gone is gone since P0 was closed', location: { column: 2 } },
    ])
    expect(gates[0]?.criteria[0]).toMatchObject({
      because: 'docs/out.txt is not what the review of P0 recorded',
      fix: 'refractor gate explain P0 P0.1',
      evidence: twice,
    })
  })
})

describe('gates that wait for a closed one', () => {
  const wait = (criteria: Criterion[]): Program => exitOf([first, second], { phases: [{ id: 'P1', exit: { criteria } }] })
  const seen = (setting: Setting): CriterionResult | undefined => judged({ gate: 'P1', ...setting }).gates[0]?.criteria[0]

  it('see its review', () => {
    const one = wait([criterion('P1.1', { kind: 'gate', gate: 'P0' })])
    expect(seen({ program: one })).toMatchObject({ outcome: 'met' })
    expect(seen({ program: one, live: true })).toMatchObject({ outcome: 'unmet', reason: 'blocked' })
    expect(seen({ program: one, case: { evidence: [{ ...record, sha256: hash('2') }] } })).toMatchObject({
      outcome: 'unmet',
      reason: 'tampered',
    })
    expect(
      judged({ program: one, gate: 'P1', case: { evidence: [{ ...record, sha256: hash('2') }] } }).diagnostics.map(({ code }) => code),
    ).toEqual(['review/tampered'])
  })

  it('and so do criteria that come after one of its', () => {
    const one = wait([criterion('P1.1', { kind: 'artifact', paths: ['yes'] }, { after: ['P0.2'] })])
    expect(seen({ program: one, files: { yes: aFile, gone: missing } })).toMatchObject({ outcome: 'met' })
    expect(seen({ program: one, live: true, files: { yes: aFile, gone: missing } })).toMatchObject({ outcome: 'unmet', reason: 'blocked' })
  })

  it('a gate of no phase that includes its criteria judges them as they are now', () => {
    const one = programOf({
      phases: [{ id: 'P0', exit: { criteria: [first, second] } }],
      gates: [{ id: 'T', includes: ['P0'], criteria: [] }],
    })
    expect(outcomes({ program: one, gate: 'T' })).toEqual(['unmet missing', 'unmet missing'])
  })
})

it('an unreadable review closes nothing', () => {
  const gate = gateOf(
    program,
    caseOf({ evidence: [record], reviews: [{ ...review(), record: undefined }] }),
    factsOf({ files: { gone: missing } }),
  )
  expect(gate.verdict).toBe('unmet')
  expect(gate).not.toHaveProperty('closed')
})
