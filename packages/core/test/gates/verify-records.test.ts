import { describe, expect, it } from 'vitest'
import { verifyRecords } from '../../src/gates/verify-records.ts'
import { aFile, caseOf, commit, criterion, evidence, exitOf, factsOf, fileOf, hash, missing, now, unreadable } from './build.ts'

const program = exitOf([criterion('P0.1', undefined)], {}, { milestones: [{ id: 'P0.M1', title: 'M' }] })
const proven = { inputs: [{ patterns: ['src/**'], sha256: hash('b'), files: 1 }] }
const facts = factsOf({ files: { out: aFile, gone: missing, hidden: unreadable }, inputs: { 'src/**': { sha256: hash('b'), files: 1 } } })
const path = 'docs/evidence/P0/r/metadata.json'
const verify = (record: Parameters<typeof evidence>[0], given = facts) =>
  verifyRecords(program, caseOf({ evidence: [evidence(record, path)] }), given, { now })

describe('verifyRecords', () => {
  it('tells all about a record', () => {
    expect(verify({ ...proven, artifacts: [{ path: 'out', sha256: hash('a') }] })).toEqual({
      records: [
        {
          path,
          state: 'valid',
          because: '',
          speaksFor: ['P0.1'],
          author: 'Ada <ada@example.org>',
          date: '2026-11-21T11:00:00Z',
          commit,
          commitKnown: undefined,
          unproven: [],
        },
      ],
      diagnostics: [],
    })
  })

  it.each<[Parameters<typeof evidence>[0], string, string[]]>([
    [{ ...proven, artifacts: [{ path: 'out', sha256: hash('f') }] }, 'tampered', ['evidence/tampered error']],
    [{ ...proven, artifacts: [{ path: 'gone', sha256: hash('f') }] }, 'missing', ['evidence/missing-artifact error']],
    [{ inputs: [{ ...proven.inputs[0], sha256: hash('f') }] }, 'stale', ['evidence/stale warning']],
    [{ ...proven, validity: { expires: '2020-01-01' } }, 'expired', ['evidence/stale warning']],
    [{ ...proven, dirty: true }, 'dirty', ['evidence/dirty warning']],
    [{ ...proven, date: '2030-01-01' }, 'invalid', ['evidence/invalid-record warning']],
    [{ ...proven, artifacts: [{ path: 'hidden', sha256: hash('f') }] }, 'unreadable', []],
    [{}, 'valid', ['evidence/unproven info']],
    [{ ...proven, criteria: ['P0.7'] }, 'valid', ['evidence/unknown-target error']],
    [{ ...proven, criteria: [], gate: 'P7' }, 'valid', ['evidence/unknown-target error']],
    [{ ...proven, criteria: [], milestone: 'P0.M7' }, 'valid', ['evidence/unknown-target error']],
    [{ ...proven, criteria: [], gate: 'P0', milestone: 'P0.M1' }, 'valid', []],
    [{ ...proven, criteria: [], gate: 'P0.M1' }, 'valid', []],
  ])('%j is %s', (record, state, codes) => {
    const { records, diagnostics } = verify(record)
    expect(records[0]?.state).toBe(state)
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(codes)
  })

  it('takes a phase as a gate that has none', () => {
    const bare = exitOf([criterion('P0.1', undefined)], { phases: [{ id: 'P1' }] })
    expect(
      verifyRecords(bare, caseOf({ evidence: [evidence({ ...proven, criteria: [], gate: 'P1' }, path)] }), facts, { now }).diagnostics,
    ).toEqual([])
  })

  it('says where and what to do', () => {
    expect(verify({ ...proven, dirty: true }).diagnostics[0]).toMatchObject({
      message: `${path}: its inputs were not committed`,
      location: { file: path },
      help: 'record the evidence again: refractor gate explain P0',
    })
    expect(verify({ ...proven, dirty: true, criteria: [], gate: 'P0.M1' }).diagnostics[0]?.help).toBe(
      'record the evidence again: refractor gate explain P0.M1',
    )
    expect(
      verifyRecords(program, caseOf({ evidence: [evidence({ ...proven, dirty: true, criteria: [] }, 'elsewhere.json')] }), facts, { now })
        .diagnostics[0]?.help,
    ).toBe('record the evidence again')
    expect(verify({ ...proven, criteria: ['P0.2'] }).diagnostics[0]).toMatchObject({
      message: `${path} speaks for criterion P0.2, which does not exist`,
      expected: ['P0.1'],
    })
    expect(verify({ ...proven, criteria: [], gate: 'P1' }).diagnostics[0]).toMatchObject({
      message: `${path} speaks for gate P1, which does not exist`,
      expected: ['P0'],
    })
    expect(verify({ ...proven, criteria: [], milestone: 'P0.M2' }).diagnostics[0]).toMatchObject({
      message: `${path} speaks for milestone P0.M2, which does not exist`,
      expected: ['P0.M1'],
    })
    expect(verify({ artifacts: ['out'] }).diagnostics[0]?.message).toBe(`${path}: artifact out has no digest (and 1 more)`)
    expect(verify({}).diagnostics[0]?.message).toBe(`${path}: no inputs are recorded, so a later change is not noticed`)
  })

  it('knows commits when somebody asked', () => {
    const known = (commits: string[], record = {}) => verify({ ...proven, ...record }, { ...facts, knownCommits: new Set(commits) })
    expect(known([commit]).records[0]?.commitKnown).toBe(true)
    expect(known([]).records[0]?.commitKnown).toBe(false)
    expect(known([]).diagnostics).toMatchObject([{ code: 'evidence/unknown-commit', severity: 'info' }])
    expect(known([], { commit: undefined }).records[0]?.commitKnown).toBeUndefined()
  })

  it('leaves out other programs and what cannot be read', () => {
    const records = caseOf({
      evidence: [evidence({ program: 'other' }), evidence({ program: 'demo', ...proven }, path), fileOf('x', undefined)],
    })
    expect(verifyRecords(program, records, facts, { now }).records.map((one) => one.path)).toEqual([path])
  })
})
