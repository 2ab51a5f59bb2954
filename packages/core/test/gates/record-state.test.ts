import { describe, expect, it, test } from 'vitest'
import { authorText, unprovenClaims } from '../../src/gates/record-claims.ts'
import { recordState } from '../../src/gates/record-state.ts'
import type { EvidenceRecord } from '../../src/schema/records.ts'
import { aFile, evidence, type FactParts, factsOf, fileOf, hash, missing, now, unreadable } from './build.ts'

type Fields = Partial<EvidenceRecord>
const state = (record: Fields, facts: FactParts = {}, maxAge?: string, at = now): string =>
  recordState(evidence(record), factsOf(facts), { now: at, maxAge }).state
const artifact = { path: 'out.txt', sha256: hash('a') }
const inputs = [{ patterns: ['src/**'], sha256: hash('b'), files: 2 }]
const fresh = { 'src/**': { sha256: hash('b'), files: 2 } }

describe('artifacts', () => {
  test.each<[string, Fields, FactParts, string]>([
    ['as recorded', { artifacts: [artifact] }, { files: { 'out.txt': aFile } }, 'valid'],
    ['another digest', { artifacts: [{ ...artifact, sha256: hash('f') }] }, { files: { 'out.txt': aFile } }, 'tampered'],
    ['gone', { artifacts: [artifact] }, { files: { 'out.txt': missing } }, 'missing'],
    ['unreadable', { artifacts: [artifact] }, { files: { 'out.txt': unreadable } }, 'unreadable'],
    ['not asked', { artifacts: [artifact] }, {}, 'unreadable'],
    ['no digest known', { artifacts: [artifact] }, { files: { 'out.txt': { state: 'file', size: 1 } } }, 'unreadable'],
    ['a directory in its place', { artifacts: [artifact] }, { files: { 'out.txt': { state: 'directory', entries: 1 } } }, 'tampered'],
    ['a plain path that exists', { artifacts: ['out.txt'] }, { files: { 'out.txt': aFile } }, 'valid'],
    ['a path without digest that exists', { artifacts: [{ path: 'out.txt' }] }, { files: { 'out.txt': { state: 'file' } } }, 'valid'],
    ['a plain path that is gone', { artifacts: ['out.txt'] }, { files: { 'out.txt': missing } }, 'missing'],
    ['a plain path that leaves the workspace', { artifacts: ['../out.txt'] }, { files: { '../out.txt': aFile } }, 'invalid'],
    ['an address', { artifacts: ['https://example.org/x', 'doi:10/1', 'urn:x'] }, {}, 'valid'],
    ['a text that only looks like an address', { artifacts: ['note: seen'] }, {}, 'unreadable'],
    ['only a URI', { artifacts: [{ uri: 'https://example.org/x', sha256: hash('f') }] }, {}, 'valid'],
    [
      'a directory as recorded',
      { artifacts: [{ path: 'd/', gitTree: 'e'.repeat(40) }] },
      { files: { 'd/': { state: 'directory', gitTree: 'e'.repeat(40) } } },
      'valid',
    ],
    [
      'a directory with another tree',
      { artifacts: [{ path: 'd/', gitTree: 'f'.repeat(40) }] },
      { files: { 'd/': { state: 'directory', gitTree: 'e'.repeat(40) } } },
      'tampered',
    ],
    [
      'a directory whose tree is not known',
      { artifacts: [{ path: 'd/', gitTree: 'f'.repeat(40) }] },
      { files: { 'd/': { state: 'directory' } } },
      'unreadable',
    ],
    ['a file in place of a directory', { artifacts: [{ path: 'd/', gitTree: 'f'.repeat(40) }] }, { files: { 'd/': aFile } }, 'tampered'],
    [
      'one gone, one tampered: tampered',
      { artifacts: ['gone.txt', { ...artifact, sha256: hash('f') }] },
      { files: { 'gone.txt': missing, 'out.txt': aFile } },
      'tampered',
    ],
    ['one unreadable, one gone: missing', { artifacts: ['hidden.txt', artifact] }, { files: { 'out.txt': missing } }, 'missing'],
    [
      'tampered and dirty: tampered',
      { dirty: true, artifacts: [{ ...artifact, sha256: hash('f') }] },
      { files: { 'out.txt': aFile } },
      'tampered',
    ],
  ])('%s', (_, record, facts, expected) => expect(state(record, facts)).toBe(expected))

  it('names the file that decided', () => {
    expect(recordState(evidence({ artifacts: [artifact] }), factsOf({ files: { 'out.txt': missing } }), { now })).toEqual({
      state: 'missing',
      because: 'out.txt is listed and does not exist',
      path: 'out.txt',
    })
  })
})

describe('inputs', () => {
  test.each<[string, Fields, FactParts, string]>([
    ['as recorded', { inputs }, { inputs: fresh }, 'valid'],
    ['changed', { inputs }, { inputs: { 'src/**': { sha256: hash('c'), files: 2 } } }, 'stale'],
    ['gone', { inputs }, { inputs: { 'src/**': { sha256: hash('b'), files: 0 } } }, 'invalid'],
    ['never there', { inputs: [{ ...inputs[0], files: 0 }] }, { inputs: fresh }, 'invalid'],
    ['not asked', { inputs }, {}, 'unreadable'],
    [
      'the default ones',
      { inputs: [{ patterns: [], sha256: hash('b'), files: 9 }] },
      { inputs: { '': { sha256: hash('b'), files: 9 } } },
      'valid',
    ],
    ['the default ones, unnamed', { inputs: [{ sha256: hash('b') }] }, { inputs: { '': { sha256: hash('c'), files: 9 } } }, 'stale'],
    [
      'in another order',
      { inputs: [{ patterns: ['b', 'a'], sha256: hash('b') }] },
      { inputs: { 'a b': { sha256: hash('b'), files: 9 } } },
      'valid',
    ],
    ['one file as recorded', { inputs: [{ path: 'in.txt', sha256: hash('a') }] }, { files: { 'in.txt': aFile } }, 'valid'],
    ['one file changed', { inputs: [{ path: 'in.txt', sha256: hash('b') }] }, { files: { 'in.txt': aFile } }, 'stale'],
    ['one file gone', { inputs: [{ path: 'in.txt', sha256: hash('b') }] }, { files: { 'in.txt': missing } }, 'stale'],
    ['one file unreadable', { inputs: [{ path: 'in.txt', sha256: hash('b') }] }, { files: { 'in.txt': unreadable } }, 'unreadable'],
    ['one file not asked', { inputs: [{ path: 'in.txt', sha256: hash('b') }] }, {}, 'unreadable'],
    ['one file outside', { inputs: [{ path: '/etc/passwd', sha256: hash('b') }] }, {}, 'invalid'],
    ['texts prove nothing and forbid nothing', { inputs: ['src/', { path: 'x' }, { patterns: ['y'] }] }, {}, 'valid'],
  ])('%s', (_, record, facts, expected) => expect(state(record, facts)).toBe(expected))

  it('a missing artifact goes before stale inputs, and both before age', () => {
    expect(
      state(
        { artifacts: ['x'], inputs, date: '2000-01-01' },
        { files: { x: missing }, inputs: { 'src/**': { sha256: hash('c'), files: 1 } } },
        'P1D',
      ),
    ).toBe('missing')
  })
})

describe('time', () => {
  test.each<[string, Fields, string | undefined, string]>([
    ['now', { date: now }, undefined, 'valid'],
    ['5 minutes ahead', { date: '2026-11-21T12:05:00Z' }, undefined, 'valid'],
    ['a little more ahead', { date: '2026-11-21T12:05:00.001Z' }, undefined, 'invalid'],
    ['today, as a date', { date: '2026-11-21' }, undefined, 'valid'],
    ['tomorrow, which has begun somewhere', { date: '2026-11-22' }, undefined, 'valid'],
    ['the day after', { date: '2026-11-23' }, undefined, 'invalid'],
    ['no date', { date: 'yesterday' }, undefined, 'invalid'],
    ['as old as it may be', { date: '2026-11-20T12:00:00Z' }, 'P1D', 'valid'],
    ['a little older', { date: '2026-11-20T11:59:59.999Z' }, 'P1D', 'stale'],
    ['a day counts from its start', { date: '2026-11-20' }, 'P1D', 'stale'],
    ['a day within its age', { date: '2026-11-21' }, 'P1D', 'valid'],
    ['a maximum age that is none', { date: now }, 'a week', 'stale'],
    ['expires now', { validity: { expires: now } }, undefined, 'valid'],
    ['expired', { validity: { expires: '2026-11-21T11:59:59Z' } }, undefined, 'expired'],
    ['expires at the end of today', { validity: { expires: '2026-11-21' } }, undefined, 'valid'],
    ['expired at the end of yesterday', { validity: { expires: '2026-11-20' } }, undefined, 'expired'],
    ['expires never', { validity: { expires: null } }, undefined, 'valid'],
    ['expires at no time', { validity: { expires: 'later' } }, undefined, 'invalid'],
    ['dirty', { dirty: true }, undefined, 'dirty'],
    ['dirty goes before the future', { dirty: true, date: '2030-01-01' }, undefined, 'dirty'],
  ])('%s', (_, record, maxAge, expected) => expect(state(record, {}, maxAge)).toBe(expected))

  it('a tomorrow that has not begun anywhere is the future', () => {
    expect(state({ date: '2026-11-22' }, {}, undefined, '2026-11-21T09:55:00Z')).toBe('valid')
    expect(state({ date: '2026-11-22' }, {}, undefined, '2026-11-21T09:54:59Z')).toBe('invalid')
  })

  it('a time of judgement that is none makes nothing valid', () => expect(state({}, {}, undefined, 'whenever')).toBe('invalid'))
  it('an unreadable record is invalid', () =>
    expect(recordState(fileOf('r.json', undefined), factsOf(), { now })).toEqual({
      state: 'invalid',
      because: 'the record cannot be read',
      path: 'r.json',
    }))
  it('says how old it is and when it expired', () => {
    expect(recordState(evidence({ date: '2026-11-11T12:00:00Z' }), factsOf(), { now, maxAge: 'P7D' }).because).toBe(
      'recorded 10 d ago, older than P7D',
    )
    expect(recordState(evidence({ validity: { expires: '2026-11-20T10:00:00Z' } }), factsOf(), { now })).toEqual({
      state: 'expired',
      because: 'expired on 2026-11-20',
    })
  })
})

describe('words', () => {
  const bare = { state: 'file' as const }
  test.each<[Fields, FactParts, string]>([
    [{ artifacts: ['../x'] }, {}, '../x is not a path inside the workspace'],
    [{ artifacts: ['x'] }, {}, 'x cannot be read'],
    [{ artifacts: [{ path: 'x', sha256: hash('a') }] }, { files: { x: bare } }, 'x has no digest to compare with'],
    [{ artifacts: [{ path: 'x', sha256: hash('b') }] }, { files: { x: aFile } }, 'x differs from its recorded digest'],
    [{ inputs: [{ path: '../x', sha256: hash('a') }] }, {}, '../x is not a path inside the workspace'],
    [{ inputs: [{ path: 'x', sha256: hash('a') }] }, {}, 'x cannot be read'],
    [{ inputs: [{ path: 'x', sha256: hash('b') }] }, { files: { x: aFile } }, 'x changed since it was recorded'],
    [{ inputs }, {}, 'the inputs cannot be read'],
    [{ inputs }, { inputs: { 'src/**': { sha256: hash('b'), files: 0 } } }, 'its inputs match no file'],
    [{ inputs }, { inputs: { 'src/**': { sha256: hash('c'), files: 1 } } }, 'the inputs changed since it was recorded'],
    [{ validity: { expires: 'later' } }, {}, 'later is no time at which it can expire'],
    [{ date: 'soon' }, {}, 'soon is no date'],
    [{ date: '2030-01-01' }, {}, 'dated 2030-01-01, in the future'],
    [{ dirty: true }, {}, 'its inputs were not committed'],
  ])('%j: %s', (record, facts, because) => expect(recordState(evidence(record), factsOf(facts), { now }).because).toBe(because))
  it('no file where none decided', () =>
    expect(Object.keys(recordState(evidence({ dirty: true }), factsOf(), { now }))).toEqual(['state', 'because']))
})

describe('unprovenClaims', () => {
  test.each<[string, Fields, string[]]>([
    ['nothing', {}, ['no inputs are recorded, so a later change is not noticed']],
    ['all digested', { artifacts: [artifact, { path: 'd/', gitTree: 'e'.repeat(40) }], inputs }, []],
    [
      'artifacts',
      { artifacts: ['a', { path: 'b' }, { uri: 'https://x.org' }, {}], inputs },
      [
        'artifact a has no digest',
        'artifact b has no digest',
        'artifact https://x.org is not in the repository',
        'artifact (unnamed) is not in the repository',
      ],
    ],
    [
      'inputs',
      { inputs: ['src', { path: 'b' }, { patterns: ['c', 'd'] }, {}] },
      ['input src has no digest', 'input b has no digest', 'input c d has no digest', 'input (unnamed) has no digest'],
    ],
  ])('%s', (_, record, claims) => expect(unprovenClaims(evidence(record).record as EvidenceRecord)).toEqual(claims))
})

test('authorText', () => {
  expect([authorText('Ada'), authorText({ id: 'ada@x.org' }), authorText({ id: 'ada@x.org', name: 'Ada' })]).toEqual([
    'Ada',
    'ada@x.org',
    'Ada <ada@x.org>',
  ])
})
