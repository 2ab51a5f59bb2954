import { expect, it } from 'vitest'
import { formatRecord, newRecord, recordFolder } from '../../src/evidence/new-record.ts'
import type { Program } from '../../src/link/program-types.ts'
import { EvidenceRecord } from '../../src/schema/records.ts'

const parts = { program: 'golden', author: 'A <a@example.org>', date: '2026-11-21T05:00:00Z', dirty: false, inputs: [], artifacts: [] }
const program = {
  folders: { evidence: 'docs/golden' },
  criteria: new Map([
    ['P0.M1.AC2', { gate: 'P0.M1' }],
    ['a/b', { gate: 'Gate A' }],
  ]),
} as unknown as Program

it('leaves out what is not known', () => {
  expect(Object.keys(newRecord(parts))).toEqual(['format', 'program', 'author', 'date', 'dirty', 'inputs', 'artifacts'])
  expect(Object.keys(newRecord({ ...parts, criteria: [], supersedes: [], gate: undefined }))).toEqual(Object.keys(newRecord(parts)))
})

it('has its keys in the order in which people read them, and fits the schema', () => {
  const record = newRecord({
    ...parts,
    notes: 'n',
    secretsAllowed: 'test keys',
    supersedes: ['docs/golden/x/metadata.json'],
    expires: '2027-01-01',
    result: { outcome: 'passed' },
    environment: { name: 'ci' },
    producer: { tool: 'refractor', argv: ['true'] },
    commit: 'a'.repeat(40),
    criteria: ['P0.M1.AC2'],
    milestone: 'P0.M1',
    gate: 'P0.M1',
    kind: 'command',
  })
  expect(Object.keys(record)).toEqual([
    'format',
    'program',
    'kind',
    'gate',
    'milestone',
    'criteria',
    'author',
    'date',
    'commit',
    'dirty',
    'inputs',
    'artifacts',
    'producer',
    'environment',
    'result',
    'validity',
    'supersedes',
    'secretsAllowed',
    'notes',
  ])
  expect(record).toMatchObject({ validity: { expires: '2027-01-01' }, secretsAllowed: { reason: 'test keys' } })
  const text = formatRecord(record)
  expect(text.endsWith('}\n')).toBe(true)
  expect(EvidenceRecord.parse(JSON.parse(text))).toEqual(record)
})

it.each([
  ['P0.M1.AC2', '2026-11-21T05:00:00Z', 'docs/golden/P0.M1/P0.M1.AC2-20261121T050000Z'],
  ['P0.M1', '2026-11-21T05:00:00.123Z', 'docs/golden/P0.M1/P0.M1-20261121T050000Z'],
  ['a/b', '2026-11-21T05:00:00Z', 'docs/golden/Gate%20A/a%2Fb-20261121T050000Z'],
])('puts %s at its place', (target, now, folder) => {
  expect(recordFolder(program, target, now)).toBe(folder)
})
