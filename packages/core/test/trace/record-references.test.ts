import { expect, it } from 'vitest'
import type { ApprovalRecord, EvidenceRecord } from '../../src/schema/records.ts'
import { recordReferences, taggedResults } from '../../src/trace/record-references.ts'
import { buildProgram } from '../build-program.ts'

const program = buildProgram({ 'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-1, title: T}]\n' })
const evidence = (path: string, record: Partial<EvidenceRecord> | undefined) => ({
  source: { path, text: '' },
  record: record && ({ author: 'ada@example.org', date: '2026-03-01', ...record } as EvidenceRecord),
})
const approval = (path: string, record: Partial<ApprovalRecord>) => ({
  source: { path, text: '' },
  sha256: path.padEnd(64, '0'),
  record: { program: 'demo', decision: 'approve', target: { type: 'gate', id: 'P0' }, ...record } as ApprovalRecord,
})

it.each<[string, Partial<EvidenceRecord> | undefined, readonly string[] | undefined]>([
  ['its criteria', { criteria: ['P0.1', 'P0.2'], gate: 'P0' }, ['P0.1', 'P0.2']],
  ['its criteria and deliverables', { criteria: ['P0.1'], deliverables: ['D1'] }, ['P0.1', 'D1']],
  ['its gate', { gate: 'P0' }, ['P0']],
  ['its milestone and deliverables', { milestone: 'P0.M1', deliverables: ['D1'] }, ['D1', 'P0.M1']],
  ['the folder that it lies in', {}, ['P0.M2']],
  ['its own program', { program: 'demo', gate: 'P0' }, ['P0']],
  ['another program', { program: 'other', gate: 'P0' }, undefined],
  ['a failure', { gate: 'P0', result: { outcome: 'failed' } }, undefined],
  ['what was dirty', { gate: 'P0', dirty: true }, undefined],
  ['what cannot be read', undefined, undefined],
])('evidence speaks for %s', (_, record, ids) => {
  const path = 'docs/evidence/P0.M2/a/metadata.json'
  expect(recordReferences(program, [evidence(path, record)], [])).toEqual(ids ? [{ path, type: 'evidence', ids }] : [])
})

it('takes deliverables by the files that a record lists', () => {
  const plan = buildProgram({
    'specification/phases/P0.yaml': `format: 1
id: P0
title: Zero
deliverables:
  - { id: D1, title: Report, path: docs/report.md }
  - { id: D2, title: Scans, path: docs/scans/ }
  - { id: D3, title: Tables, path: docs/*.csv }
  - { id: D4, title: Talk }
`,
  })
  const path = 'docs/evidence/P0/a/metadata.json'
  const of = (...artifacts: NonNullable<EvidenceRecord['artifacts']>) =>
    recordReferences(plan, [evidence(path, { criteria: ['P0.1'], artifacts })], []).flatMap(({ ids }) => ids)
  expect(of('docs/report.md', { path: 'docs/scans/1.png' }, { uri: 'https://example.org' })).toEqual(['P0.1', 'D1', 'D2'])
  expect(of('docs/a.csv', 'docs/scans', 'docs/other.md')).toEqual(['P0.1', 'D3', 'D2'])
})

it('says nothing outside of a folder', () => {
  expect(recordReferences(program, [evidence('docs/evidence/metadata.json', {})], [])).toEqual([])
  expect(recordReferences(program, [evidence('elsewhere/metadata.json', {})], [])).toEqual([])
})

it('takes approvals that stand', () => {
  const files = [
    approval('a', {}),
    approval('b', { decision: 'reject' }),
    approval('c', { program: 'other' }),
    approval('d', { target: { type: 'policy', id: 'demo' } }),
    approval('e', { target: { type: 'criterion', id: 'P0.1' } }),
    approval('f', {}),
    approval('g', { decision: 'revoke', revokes: ['f'.padEnd(64, '0')] }),
    { ...approval('h', {}), record: undefined },
  ]
  expect(recordReferences(program, [], files)).toEqual([
    { path: 'a', type: 'approval', ids: ['P0'] },
    { path: 'e', type: 'approval', ids: ['P0.1'] },
  ])
})

it('tells results by tag, bad ones as well', () => {
  const counts = { total: 2, passed: 1, failed: 1, skipped: 0 }
  const files = [
    evidence('a', { result: { outcome: 'failed', tests: { ...counts, tagged: { 'T-1': counts } } } }),
    evidence('b', { program: 'other', result: { tests: { ...counts, tagged: { 'T-1': counts } } } }),
    evidence('c', { result: { tests: counts } }),
    evidence('d', undefined),
  ]
  expect(taggedResults(program, files)).toEqual([{ path: 'a', id: 'T-1', ...counts }])
})
