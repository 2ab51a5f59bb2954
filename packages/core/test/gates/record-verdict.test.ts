import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { EvidenceRecord } from '../../src/schema/records.ts'
import {
  aFile,
  caseOf,
  commit,
  criterion,
  evidence,
  exitOf,
  type FactParts,
  factsOf,
  fileOf,
  gateOf,
  hash,
  judge,
  missing,
  now,
  outcome,
  unreadable,
} from './build.ts'

const check = { kind: 'attest', claim: 'live' } as const
type Fields = Partial<EvidenceRecord> & Record<string, unknown>

const says = (value: boolean | string, record: Fields = {}, path?: string, sha?: string): RecordFile<EvidenceRecord> =>
  evidence({ ...record, result: { observations: [{ claim: 'live', value }] } }, path, sha)
const pass = (record?: Fields, path?: string, sha?: string): RecordFile<EvidenceRecord> => says(true, record, path, sha)
const fail = (record?: Fields, path?: string, sha?: string): RecordFile<EvidenceRecord> => says(false, record, path, sha)

const at = (hour: number): string => `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`
const bad = { artifacts: [{ path: 'out', sha256: hash('f') }] }
const gone = { artifacts: ['gone'] }
const hidden = { artifacts: ['hidden'] }
const old = { inputs: [{ patterns: ['src/**'], sha256: hash('f'), files: 1 }] }
const facts: FactParts = { files: { out: aFile, gone: missing, hidden: unreadable }, inputs: { 'src/**': { sha256: hash('b'), files: 1 } } }

const on = (files: readonly RecordFile<EvidenceRecord>[], more: Partial<Criterion> = {}): ReturnType<typeof judge> =>
  judge(check, { case: { evidence: files }, ...facts, criterion: more })
const negated = (files: readonly RecordFile<EvidenceRecord>[]): string =>
  outcome(judge({ not: check }, { case: { evidence: files }, ...facts }))

describe('one record', () => {
  test.each<[string, RecordFile<EvidenceRecord>, string]>([
    ['passes', pass(), 'met'],
    ['fails', fail(), 'unmet failed'],
    ['is tampered with', pass(bad), 'unmet tampered'],
    ['fails and is tampered with', fail(bad), 'unmet tampered'],
    ['says nothing and is tampered with', evidence(bad), 'unmet tampered'],
    ['is stale', pass(old), 'unmet stale'],
    ['fails and is stale', fail(old), 'unmet stale'],
    ['is dirty', pass({ dirty: true }), 'unmet dirty'],
    ['misses an artifact', pass(gone), 'unmet missing'],
    ['is expired', pass({ validity: { expires: '2026-11-20' } }), 'unmet expired'],
    ['is from the future', pass({ date: '2027-01-01' }), 'unmet invalid'],
    ['cannot be checked', pass(hidden), 'unknown unreadable'],
    ['fails and cannot be checked', fail(hidden), 'unknown unreadable'],
    ['says nothing', evidence(), 'unmet missing'],
    ['says nothing and is stale', evidence(old), 'unmet missing'],
    ['says nothing and cannot be checked', evidence(hidden), 'unmet missing'],
    ['speaks for another criterion', pass({ criteria: ['P0.2'] }), 'unmet missing'],
    ['speaks for another program', pass({ program: 'other' }), 'unmet missing'],
  ])('%s', (_, file, expected) => expect(outcome(on([file]))).toBe(expected))

  it('without any: missing, and what to do', () => {
    expect(on([])).toMatchObject({
      because: 'nobody has recorded that live',
      evidence: [],
      fix: 'refractor evidence add P0.1 --observe live',
    })
  })

  it('met says how old it is and where it was made, and rests on the record', () => {
    const file = pass({ date: at(10) }, 'docs/evidence/P0/r/metadata.json', hash('9'))
    expect(on([file])).toMatchObject({
      because: 'observed · recorded 2 h ago at 4f1c2a9',
      expected: 'true',
      found: 'true',
      evidence: [{ path: 'docs/evidence/P0/r/metadata.json', sha256: hash('9') }],
    })
    expect(on([file])).not.toHaveProperty('fix')
    expect(on([pass({ commit: undefined as never })]).because).toBe('observed · recorded 1 h ago')
  })

  it('unmet names the record, the reason and the fix', () => {
    const path = 'docs/evidence/P0/r/metadata.json'
    expect(on([fail({}, path)])).toMatchObject({
      because: 'observed false · recorded 1 h ago at 4f1c2a9',
      expected: 'true',
      found: 'false',
      evidence: [{ path }],
      fix: expect.stringContaining('evidence add'),
    })
    expect(on([pass(old, path)])).toMatchObject({
      because: 'the inputs changed since it was recorded · recorded 1 h ago at 4f1c2a9',
      evidence: [{ path }],
    })
    expect(on([pass(bad, path)])).toMatchObject({
      because: 'out differs from its recorded digest',
      evidence: [{ path }],
      fix: 'refractor evidence verify',
    })
    expect(on([pass(hidden, path)])).toMatchObject({ because: 'hidden cannot be read', evidence: [{ path }] })
  })
})

describe('several records', () => {
  test.each<[string, RecordFile<EvidenceRecord>[], string]>([
    ['a newer pass goes before an older failure', [fail({ date: at(9) }), pass({ date: at(10) })], 'met'],
    ['a newer failure goes before an older pass', [pass({ date: at(9) }), fail({ date: at(10) })], 'unmet failed'],
    ['a tie counts against', [pass({ date: at(10) }), fail({ date: at(10) })], 'unmet failed'],
    ['a date stands for the start of its day', [pass({ date: '2026-11-21T00:00:01Z' }), fail({ date: '2026-11-21' })], 'met'],
    ['a date ties with its midnight', [pass({ date: '2026-11-21T00:00:00Z' }), fail({ date: '2026-11-21' })], 'unmet failed'],
    ['a newer stale failure does not block', [pass({ date: at(9) }), fail({ ...old, date: at(10) })], 'met'],
    ['a newer dirty failure does not block', [pass({ date: at(9) }), fail({ dirty: true, date: at(10) })], 'met'],
    ['a newer expired failure blocks', [pass({ date: at(9) }), fail({ date: at(10), validity: { expires: at(11) } })], 'unmet expired'],
    ['a newer failure without its artifact blocks', [pass({ date: at(9) }), fail({ ...gone, date: at(10) })], 'unmet missing'],
    ['a newer failure from the future blocks', [pass({ date: at(9) }), fail({ date: '2027-01-01' })], 'unmet invalid'],
    ['a failure without a readable date blocks', [pass({ date: at(9) }), fail({ date: 'soon' })], 'unmet invalid'],
    [
      'a newer failure that cannot be checked leaves it open',
      [pass({ date: at(9) }), fail({ ...hidden, date: at(10) })],
      'unknown unreadable',
    ],
    ['an older failure that cannot be checked does not matter', [pass({ date: at(10) }), fail({ ...hidden, date: at(9) })], 'met'],
    ['a newer stale pass does not block', [pass({ date: at(9) }), pass({ ...old, date: at(10) })], 'met'],
    ['a newer unclear one does not block', [pass({ date: at(9) }), evidence({ date: at(10), result: {} })], 'met'],
    ['a newer pass that cannot be checked does not block', [pass({ date: at(9) }), pass({ ...hidden, date: at(10) })], 'met'],
    [
      'a pass that cannot be checked answers an older failure: open',
      [fail({ date: at(9) }), pass({ ...hidden, date: at(10) })],
      'unknown unreadable',
    ],
    [
      'a pass that cannot be checked does not answer a newer failure',
      [fail({ date: at(10) }), pass({ ...hidden, date: at(9) })],
      'unmet failed',
    ],
    ['one tampered with spoils all', [pass({ date: at(10) }), evidence({ ...bad, date: at(1) })], 'unmet tampered'],
    ['one of another criterion does not', [pass(), evidence({ ...bad, criteria: ['P0.2'] })], 'met'],
    ['a failure before a stale pass: stale', [fail({ date: at(9) }), pass({ ...old, date: at(10) })], 'unmet stale'],
    ['a failure after a stale pass: failed', [fail({ date: at(10) }), pass({ ...old, date: at(9) })], 'unmet failed'],
    ['a failure as new as a stale pass: failed', [fail({ date: at(10) }), pass({ ...old, date: at(10) })], 'unmet failed'],
    [
      'a newer stale failure does not block one that cannot be checked',
      [pass({ ...hidden, date: at(9) }), fail({ ...old, date: at(10) })],
      'unknown unreadable',
    ],
    [
      'a newer dirty failure does not either',
      [pass({ ...hidden, date: at(9) }), fail({ dirty: true, date: at(10) })],
      'unknown unreadable',
    ],
    ['neither of two can be checked', [pass({ ...hidden, date: at(9) }), fail({ ...hidden, date: at(10) })], 'unknown unreadable'],
    ['a newer failure of which only one cannot be checked', [pass({ ...hidden, date: at(9) }), fail({ date: at(10) })], 'unmet failed'],
    [
      'a pass as new as an expired failure',
      [pass({ date: at(10) }), fail({ date: at(10), validity: { expires: at(11) } })],
      'unmet expired',
    ],
    ['two that prove nothing: the newer one says why', [pass({ ...old, date: at(9) }), pass({ dirty: true, date: at(10) })], 'unmet dirty'],
  ])('%s', (_, files, expected) => {
    expect(outcome(on(files))).toBe(expected)
    expect(outcome(on(files.toReversed()))).toBe(expected)
  })
})

it('speaks of the newest proof, in whichever order they come', () => {
  const [older, newer] = [pass({ date: at(8) }, 'a'), pass({ date: at(10) }, 'b')]
  for (const files of [
    [older, newer],
    [newer, older],
  ])
    expect(on(files)).toMatchObject({ because: 'observed · recorded 2 h ago at 4f1c2a9', evidence: [{ path: 'a' }, { path: 'b' }] })
  const [first, second] = [says(false, {}, 'a'), says('no', {}, 'b')]
  for (const files of [
    [first, second],
    [second, first],
  ])
    expect(on(files)).toMatchObject({ found: 'false', evidence: [{ path: 'a' }] })
})

it('rests on the record that cannot be checked, also when it would not be enough', () => {
  expect(on([pass({ ...hidden }, 'h')], { repeat: { consecutive: 2 } })).toMatchObject({
    outcome: 'unknown',
    reason: 'unreadable',
    because: 'hidden cannot be read',
    evidence: [{ path: 'h' }],
    fix: expect.stringContaining('evidence add'),
  })
  expect(on([evidence(hidden, 'a'), pass(hidden, 'h')])).toMatchObject({ outcome: 'unknown', evidence: [{ path: 'h' }] })
  expect(on([pass({ date: at(9) }, 'p'), fail({ ...hidden, date: at(10) }, 'f')])).toMatchObject({
    outcome: 'unknown',
    because: 'hidden cannot be read',
    evidence: [{ path: 'f' }],
  })
})

describe('supersedes', () => {
  const path = 'docs/evidence/P0/flaky/metadata.json'
  const flaky = fail({ date: at(10) }, path, hash('7'))
  test.each<[string, RecordFile<EvidenceRecord>, string]>([
    ['by path', pass({ date: at(9), supersedes: [path] }), 'met'],
    ['by digest', pass({ date: at(9), supersedes: [hash('7')] }), 'met'],
    ['another record', pass({ date: at(9), supersedes: ['x'] }), 'unmet failed'],
    ['by one that is stale', pass({ date: at(9), supersedes: [path], ...old }), 'unmet failed'],
    ['by one that fails', fail({ date: at(9), supersedes: [path] }), 'unmet failed'],
    ['by one that says nothing', evidence({ date: at(9), supersedes: [path] }), 'unmet failed'],
  ])('%s', (_, file, expected) => expect(outcome(on([file, flaky]))).toBe(expected))

  it('a stale proof no longer answers the failure', () => {
    const older = pass({ date: at(8) })
    expect(outcome(on([older, flaky, pass({ date: at(9), supersedes: [path] })]))).toBe('met')
    expect(outcome(on([older, flaky, pass({ date: at(9), supersedes: [path], ...old })]))).toBe('unmet failed')
  })
})

describe('not', () => {
  test.each<[string, RecordFile<EvidenceRecord>[], string]>([
    ['a valid failure', [fail()], 'met'],
    ['a pass', [pass()], 'unmet failed'],
    ['nothing', [], 'unmet missing'],
    ['a stale failure', [fail(old)], 'unmet stale'],
    ['a tampered failure', [fail(bad)], 'unmet tampered'],
    ['an expired failure', [fail({ validity: { expires: '2026-11-20' } })], 'unmet expired'],
    ['a failure before a stale pass', [fail({ date: at(9) }), pass({ ...old, date: at(10) })], 'unmet stale'],
    ['a failure before an expired pass', [fail({ date: at(9) }), pass({ date: at(10), validity: { expires: at(11) } })], 'unmet expired'],
    ['a failure before a pass that cannot be checked', [fail({ date: at(9) }), pass({ ...hidden, date: at(10) })], 'unknown unreadable'],
    [
      'a failure before a pass that a failure from the future blocks',
      [fail({ date: at(8) }), pass({ date: at(9) }), fail({ date: '2027-01-01' })],
      'unmet invalid',
    ],
    [
      'a failure before an observation without the link that is asked for',
      [
        fail({ date: at(9) }),
        evidence({ date: at(10), artifacts: ['hidden'], result: { observations: [{ claim: 'live', value: true }] } }),
      ],
      'unknown unreadable',
    ],
    ['a crash', [evidence({ result: { outcome: 'failed' } })], 'unmet failed'],
    [
      'a failure that a stale proof superseded',
      [pass({ date: at(8), supersedes: ['f'], ...old }), fail({ date: at(9) }, 'f')],
      'unmet failed',
    ],
    ['a failure that an older failure superseded', [fail({ date: at(8), supersedes: ['f'] }), fail({ date: at(9) }, 'f')], 'met'],
    ['a failure beside a record that cannot be read', [fail(), fileOf('docs/evidence/P0/x/metadata.json', undefined)], 'unmet failed'],
    ['a failure beside an unreadable record of another gate', [fail(), fileOf('docs/evidence/P9/x/metadata.json', undefined)], 'met'],
  ])('%s', (_, files, expected) => expect(negated(files)).toBe(expected))
})

describe('records that cannot be read', () => {
  it('do not block, and are mentioned when nothing else decides', () => {
    const unread = fileOf<EvidenceRecord>('docs/evidence/P0/x/metadata.json', undefined)
    expect(outcome(on([unread, pass()]))).toBe('met')
    expect(on([unread])).toMatchObject({
      reason: 'missing',
      because: 'nobody has recorded that live (1 record cannot be read: docs/evidence/P0/x/metadata.json)',
    })
    const two = judge(check, { case: { evidence: [unread], unreadable: [{ path: 'docs/evidence/P0/y/metadata.json', reason: 'denied' }] } })
    expect(two.because).toBe('nobody has recorded that live (2 records cannot be read: docs/evidence/P0/x/metadata.json, …)')
  })
})

describe('environments', () => {
  const from = (name: string | undefined, record: Fields = {}): RecordFile<EvidenceRecord> =>
    pass({ ...record, ...(name !== undefined && { environment: { name } }) })
  const environments = ['local', 'ci']
  test.each<[string, RecordFile<EvidenceRecord>[], string]>([
    ['each has one', [from('local'), from('ci')], 'met'],
    ['one has none', [from('local'), from('local')], 'unmet missing'],
    ['an unnamed environment is none of them', [from('local'), from(undefined)], 'unmet missing'],
    ['one is stale', [from('local'), from('ci', old)], 'unmet stale'],
    ['a failure in one', [from('local'), from('ci', { date: at(9) }), fail({ environment: { name: 'ci' }, date: at(10) })], 'unmet failed'],
    ['a failure elsewhere', [from('local'), from('ci'), fail({ environment: { name: 'laptop' } })], 'met'],
    ['one tampered with elsewhere', [from('local'), from('ci'), evidence({ ...bad, environment: { name: 'laptop' } })], 'unmet tampered'],
  ])('%s', (_, files, expected) => expect(outcome(on(files, { environments }))).toBe(expected))

  it('names the environment that lacks one', () =>
    expect(on([from('local')], { environments }).because).toBe('nobody has recorded that live from ci'))
  it('none at all is no condition that can be met', () => expect(outcome(on([pass()], { environments: [] }))).toBe('unmet undefined'))
  it('without the modifier every environment counts', () => expect(outcome(on([from('laptop')]))).toBe('met'))
})

describe('a record that was tampered with and superseded', () => {
  const spoiled = pass({ ...bad, date: at(8) }, 'docs/evidence/P0/old/metadata.json', hash('5'))
  const byPath = { supersedes: ['docs/evidence/P0/old/metadata.json'], date: at(9) }
  const ci = { environment: { name: 'ci' } }
  const failure = fail({ ...bad, date: at(8) }, 'docs/evidence/P0/old/metadata.json')
  test.each<[string, RecordFile<EvidenceRecord>[], string, string]>([
    ['by a passing one, by path', [spoiled, pass(byPath)], 'met', 'unmet failed'],
    ['by a passing one, by digest', [spoiled, pass({ supersedes: [hash('5')] })], 'met', 'unmet failed'],
    ['a failure, by a passing one', [failure, pass(byPath)], 'met', 'unmet failed'],
    ['a newer failure, by a passing one', [failure, pass({ ...byPath, date: at(7) })], 'met', 'unmet failed'],
    ['by none', [spoiled, pass({ supersedes: ['docs/evidence/P0/other/metadata.json'] })], 'unmet tampered', 'unmet tampered'],
    ['by a failing one', [spoiled, fail(byPath)], 'unmet tampered', 'unmet tampered'],
    ['by one that says nothing', [spoiled, evidence(byPath), pass()], 'unmet tampered', 'unmet tampered'],
    ['by a stale one', [spoiled, pass({ ...byPath, ...old }), pass()], 'unmet tampered', 'unmet tampered'],
    ['by a dirty one', [spoiled, pass({ ...byPath, dirty: true }), pass()], 'unmet tampered', 'unmet tampered'],
    ['by one that cannot be checked', [spoiled, pass({ ...byPath, ...hidden }), pass()], 'unmet tampered', 'unmet tampered'],
    ['by one that was tampered with', [spoiled, pass({ ...byPath, ...bad }), pass()], 'unmet tampered', 'unmet tampered'],
    ['by itself', [pass({ ...bad, ...byPath }, 'docs/evidence/P0/old/metadata.json'), pass()], 'unmet tampered', 'unmet tampered'],
    ['by one of another environment', [spoiled, pass({ ...byPath, ...ci }), pass()], 'unmet tampered', 'unmet tampered'],
    ['beside another that is not', [spoiled, pass(byPath), pass(bad)], 'unmet tampered', 'unmet tampered'],
  ])('%s', (_, files, expected, inverted) => {
    expect(outcome(on(files))).toBe(expected)
    expect(negated(files)).toBe(inverted)
  })
  it('by one of its own environment', () => {
    const before = pass({ ...bad, ...ci }, 'docs/evidence/P0/old/metadata.json')
    expect(outcome(on([before, pass({ ...byPath, ...ci })], { environments: ['ci'] }))).toBe('met')
  })
  it('stays so for another criterion that it speaks for', () => {
    const both = { criteria: ['P0.1', 'P0.2'] }
    const judged = (superseding: Fields) => {
      const program = exitOf([criterion('P0.1', check), criterion('P0.2', check)])
      const records = caseOf({
        evidence: [pass({ ...bad, ...both }, 'docs/evidence/P0/old/metadata.json'), pass({ ...byPath, ...superseding })],
      })
      const { gates, diagnostics } = judgeGates(program, records, factsOf(facts), ['P0'], { now })
      return [...(gates[0]?.criteria ?? []).map(outcome), ...diagnostics.map(({ code }) => code)]
    }
    expect(judged({})).toEqual(['met', 'unmet tampered', 'evidence/tampered'])
    expect(judged(both)).toEqual(['met', 'met'])
    expect(judged({ ...both, ...old })).toEqual(['unmet tampered', 'unmet tampered', 'evidence/tampered'])
    expect(judged({ ...both, supersedes: [] })).toEqual(['unmet tampered', 'unmet tampered', 'evidence/tampered'])
  })
})

describe('repeat', () => {
  const thrice = { repeat: { consecutive: 3 } }
  const passes = (...hours: number[]): RecordFile<EvidenceRecord>[] => hours.map((hour) => pass({ date: at(hour) }))
  test.each<[string, RecordFile<EvidenceRecord>[], string]>([
    ['enough', passes(7, 8, 9), 'met'],
    ['more than enough', passes(6, 7, 8, 9), 'met'],
    ['too few', passes(7, 8), 'unmet missing'],
    ['a failure before them', [fail({ date: at(6) }), ...passes(7, 8, 9)], 'met'],
    ['a failure among them', [...passes(6, 7), fail({ date: at(8) }), ...passes(9, 10)], 'unmet missing'],
    ['a failure after them', [...passes(7, 8, 9), fail({ date: at(10) })], 'unmet failed'],
    ['a stale failure among them', [...passes(6, 7), fail({ ...old, date: at(8) }), ...passes(9)], 'met'],
    ['a stale pass does not count', [...passes(7, 8), pass({ ...old, date: at(9) })], 'unmet missing'],
    ['one that cannot be checked', [...passes(7, 8), pass({ ...hidden, date: at(9) })], 'unknown unreadable'],
  ])('%s', (_, files, expected) => expect(outcome(on(files, thrice))).toBe(expected))

  it('copies of a record count once', () => {
    const copies = ['a', 'b', 'c'].map((name) => pass({}, `docs/evidence/P0/${name}/metadata.json`, hash('5')))
    expect(on(copies, thrice)).toMatchObject({ reason: 'missing', because: '1 of 3 passing records in a row' })
  })

  it('says how many, and rests on all of them', () => {
    const result = on(passes(7, 8, 9), thrice)
    expect(result.because).toBe('observed · recorded 3 h ago at 4f1c2a9 · 3 in a row')
    expect(result.evidence).toHaveLength(3)
  })

  it('less than one is one', () => {
    expect(outcome(on([], { repeat: { consecutive: 0 } }))).toBe('unmet missing')
    expect(outcome(on([pass()], { repeat: { consecutive: 0 } }))).toBe('met')
  })
})

describe('maxAge and inputs of the criterion', () => {
  test.each<[string, Fields, Partial<Criterion>, string]>([
    ['young enough', { date: at(11) }, { maxAge: 'PT1H' }, 'met'],
    ['too old', { date: '2026-11-21T10:59:59Z' }, { maxAge: 'PT1H' }, 'unmet stale'],
    ['made for these inputs', { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 1 }] }, { inputs: ['src/**'] }, 'met'],
    [
      'made for other inputs',
      { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 1 }] },
      { inputs: ['src/**', 'test/**'] },
      'unmet invalid',
    ],
    ['made for one file', { inputs: [{ path: 'out', sha256: hash('a') }] }, { inputs: ['out'] }, 'unmet invalid'],
    [
      'made for these inputs among others',
      {
        inputs: [
          { path: 'out', sha256: hash('a') },
          { patterns: ['src/**'], sha256: hash('b'), files: 1 },
        ],
      },
      { inputs: ['src/**'] },
      'met',
    ],
    ['made by hand', { inputs: ['all of it'] }, { inputs: ['src/**'] }, 'met'],
    ['inputs of its own choice', { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 1 }] }, {}, 'met'],
  ])('%s', (_, record, more, expected) => expect(outcome(on([pass(record)], more))).toBe(expected))

  it('says so', () => {
    expect(on([pass({ inputs: [{ path: 'out', sha256: hash('a') }] })], { inputs: ['out'] }).because).toMatch(
      /^the record was made for other inputs · /,
    )
  })

  it('a failure for other inputs still blocks', () => {
    const other = { inputs: [{ path: 'out', sha256: hash('a') }] }
    expect(outcome(on([pass({ date: at(9) }), fail({ ...other, date: at(10) })], { inputs: ['src/**'] }))).toBe('unmet invalid')
  })
})

describe('unclear records', () => {
  const metric = { kind: 'metric', metric: 'm', op: 'lte', value: 5, unit: 'ms' } as const
  const measured = (value: number, unit: string, hour: number) =>
    evidence({ date: at(hour), result: { metrics: [{ name: 'm', value, unit }] } })
  const verdict = (...files: RecordFile<EvidenceRecord>[]): string[] =>
    [metric, { not: metric }].map((one) => outcome(judge(one, { case: { evidence: files } })))
  it('neither prove nor block, and a failure before one proves nothing for not', () => {
    expect(verdict(measured(9, 'ms', 9))).toEqual(['unmet failed', 'met'])
    expect(verdict(measured(9, 'ms', 9), measured(1, 's', 10))).toEqual(['unmet invalid', 'unmet invalid'])
    expect(verdict(measured(9, 'ms', 10), measured(1, 's', 9))).toEqual(['unmet failed', 'met'])
    expect(verdict(measured(1, 'ms', 9), measured(1, 's', 10))).toEqual(['met', 'unmet failed'])
  })
})

it('names every environment that is asked for', () => {
  const result = judge(
    { kind: 'metric', metric: 'm', op: 'lte', value: 5, environment: 'reference' },
    { criterion: { environments: ['ci'] } },
  )
  expect(result.because).toBe('no record of m speaks for P0.1 from ci and reference')
})

it('reads a record once for all criteria of a gate', () => {
  const program = exitOf([criterion('P0.1', check), criterion('P0.2', check, { maxAge: 'PT1M' })])
  const gate = gateOf(program, caseOf({ evidence: [pass({ criteria: [], gate: 'P0' })] }), factsOf())
  expect(gate.criteria.map(outcome)).toEqual(['met', 'unmet stale'])
  expect(gate.criteria[0]?.because).toContain(commit.slice(0, 7))
})
