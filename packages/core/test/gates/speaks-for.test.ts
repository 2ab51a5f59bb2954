import { describe, expect, it, test } from 'vitest'
import { type ReadEvidence, recordsFor, recordsOfPlaces, targetsOf, unreadableFor } from '../../src/gates/speaks-for.ts'
import type { EvidenceRecord } from '../../src/schema/records.ts'
import { caseOf, criterion, evidence, fileOf, programOf } from './build.ts'

const program = programOf({
  phases: [
    {
      id: 'P0',
      milestones: [{ id: 'P0.M1', title: 'M1', acceptance: [criterion('P0.M1.1', undefined)] }],
      exit: { criteria: [criterion('P0.1', undefined), criterion('P0.2', undefined)] },
    },
  ],
})

const speaksFor = (record: Partial<EvidenceRecord>, path = 'docs/evidence/elsewhere/metadata.json'): string[] => {
  const records = caseOf({ evidence: [evidence({ criteria: undefined as never, ...record }, path)] })
  return [...program.criteria.values()].filter((one) => recordsFor(program, records, one).length > 0).map((one) => one.id)
}

describe('recordsFor', () => {
  test.each<[string, Partial<EvidenceRecord>, string | undefined, string[]]>([
    ['a criterion', { criteria: ['P0.2'] }, undefined, ['P0.2']],
    ['several criteria', { criteria: ['P0.2', 'P0.M1.1'] }, undefined, ['P0.M1.1', 'P0.2']],
    ['a criterion beside a gate: the criterion only', { criteria: ['P0.2'], gate: 'P0' }, undefined, ['P0.2']],
    ['a gate', { gate: 'P0' }, undefined, ['P0.1', 'P0.2']],
    ['no criteria listed, a gate', { gate: 'P0', criteria: [] }, undefined, ['P0.1', 'P0.2']],
    ['a milestone', { milestone: 'P0.M1' }, undefined, ['P0.M1.1']],
    ['a milestone as a gate', { gate: 'P0.M1' }, undefined, ['P0.M1.1']],
    ['a gate and a milestone', { gate: 'P0', milestone: 'P0.M1' }, undefined, ['P0.M1.1', 'P0.1', 'P0.2']],
    ['nothing', {}, undefined, []],
    ['the folder of a gate', {}, 'docs/evidence/P0/run/metadata.json', ['P0.1', 'P0.2']],
    ['a record right in the folder', {}, 'docs/evidence/P0.M1/metadata.json', ['P0.M1.1']],
    ['a percent-encoded folder', {}, 'docs/evidence/P0%2EM1/x/metadata.json', ['P0.M1.1']],
    ['a gate goes before the folder', { gate: 'P9' }, 'docs/evidence/P0/metadata.json', []],
    ['a milestone goes before the folder', { milestone: 'P9.M1' }, 'docs/evidence/P0/metadata.json', []],
    ['a folder elsewhere', {}, 'other/P0/metadata.json', []],
    ['a folder elsewhere of that length', {}, 'docs/evidents/P0/metadata.json', []],
    ['no folder at all', {}, 'docs/evidence/metadata.json', []],
    ['this program', { program: 'demo', gate: 'P0' }, undefined, ['P0.1', 'P0.2']],
    ['another program', { program: 'other', criteria: ['P0.1'], gate: 'P0' }, undefined, []],
  ])('%s', (_, record, path, ids) => expect(speaksFor(record, path)).toEqual(ids))

  it('lists each record once, in order of path, and leaves out what cannot be read', () => {
    const records = caseOf({
      evidence: [
        evidence({ criteria: ['P0.1', 'P0.1'] }, 'docs/evidence/b.json'),
        evidence({ criteria: [], gate: 'P0' }, 'docs/evidence/a.json'),
        fileOf('docs/evidence/P0/x/metadata.json', undefined),
      ],
    })
    const one = program.criteria.get('P0.1')
    expect(one && recordsFor(program, records, one).map((file) => file.source.path)).toEqual([
      'docs/evidence/a.json',
      'docs/evidence/b.json',
    ])
  })

  it('keeps programs that share a case apart', () => {
    const records = caseOf({ evidence: [evidence({ program: 'other', criteria: ['P0.1'] })] })
    const other = programOf({ program: { id: 'other' }, phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', undefined)] } }] })
    const [mine, theirs] = [program, other].map((one) => recordsFor(one, records, one.criteria.get('P0.1') as never).length)
    expect([mine, theirs]).toEqual([0, 1])
  })
})

describe('places', () => {
  const records = caseOf({
    evidence: [
      evidence({ criteria: ['P0.1'], gate: 'P0' }, 'docs/evidence/x/metadata.json'),
      evidence({ criteria: undefined as never }, 'docs/evidence/P0.M1/metadata.json'),
      fileOf('docs/evidence/P0/bad/metadata.json', undefined),
      fileOf('elsewhere/metadata.json', undefined),
    ],
    unreadable: [
      { path: 'docs/evidence/P0/worse/metadata.json', reason: 'denied' },
      { path: 'docs/evidence/P0.M1/bad/metadata.json', reason: 'denied' },
    ],
  })

  it('recordsOfPlaces takes records that name criteria as well', () => {
    expect(recordsOfPlaces(program, records, ['P0', 'P0.M1', 'P9']).map((file) => file.source.path)).toEqual([
      'docs/evidence/P0.M1/metadata.json',
      'docs/evidence/x/metadata.json',
    ])
  })

  it('unreadableFor looks into the folder of the gate or milestone', () => {
    const of = (id: string): string[] => unreadableFor(program, records, program.criteria.get(id) as never)
    expect(of('P0.1')).toEqual(['docs/evidence/P0/bad/metadata.json', 'docs/evidence/P0/worse/metadata.json'])
    expect(of('P0.M1.1')).toEqual(['docs/evidence/P0.M1/bad/metadata.json'])
  })

  it('targetsOf names criteria, else the gate and milestone', () => {
    const [one, two] = records.evidence as ReadEvidence[]
    expect([targetsOf(program, one as ReadEvidence), targetsOf(program, two as ReadEvidence)]).toEqual([['P0.1'], ['P0.M1']])
  })
})
