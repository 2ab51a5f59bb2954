import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../../src/gates/case.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import {
  aFile,
  caseOf,
  criterion,
  evidence,
  type FactParts,
  factsOf,
  gateOf,
  hash,
  judge,
  missing,
  outcome,
  programOf,
  unreadable,
} from '../build.ts'

const files = {
  'docs/a.md': aFile,
  'docs/b.md': aFile,
  'docs/d/x': aFile,
  'docs/d/y': aFile,
  gone: missing,
  hidden: unreadable,
  'docs/d/': { state: 'directory' as const, entries: 2, gitTree: 'e'.repeat(40) },
}
const globs = { 'docs/d/**': ['docs/d/x', 'docs/d/y'], 'docs/*.md': ['docs/a.md', 'docs/b.md'], 'docs/*.txt': [], 'docs/e/**': [] }
const lists = (paths: readonly string[], record: Partial<EvidenceRecord> & Record<string, unknown> = {}, path?: string) =>
  evidence({ artifacts: paths.map((one) => ({ path: one, sha256: hash('a') })), ...record }, path)
const of = (
  covers: LeafOf<'evidence'>['covers'],
  records: readonly RecordFile<EvidenceRecord>[],
  facts: FactParts = {},
  more: Partial<LeafOf<'evidence'>> = {},
) =>
  judge(
    { kind: 'evidence', ...(covers && { covers }), ...more },
    { case: { evidence: records }, files: { ...files, ...facts.files }, globs: { ...globs, ...facts.globs } },
  )

describe('paths', () => {
  test.each<[string, string[], RecordFile<EvidenceRecord>[], string]>([
    ['listed', ['docs/a.md'], [lists(['docs/a.md'])], 'met'],
    ['not listed', ['docs/a.md'], [lists(['docs/b.md'])], 'unmet missing'],
    ['no record', ['docs/a.md'], [], 'unmet missing'],
    ['each by a record of its own', ['docs/a.md', 'docs/b.md'], [lists(['docs/a.md']), lists(['docs/b.md'])], 'met'],
    ['one of two', ['docs/a.md', 'docs/b.md'], [lists(['docs/a.md'])], 'unmet missing'],
    ['listed by a failed record', ['docs/a.md'], [lists(['docs/a.md'], { result: { outcome: 'failed' } })], 'unmet failed'],
    [
      'listed by a failed record of the whole gate',
      ['docs/a.md'],
      [lists(['docs/a.md'], { criteria: [], gate: 'P0', result: { outcome: 'failed' } })],
      'unmet failed',
    ],
    ['listed by a record of another gate', ['docs/a.md'], [lists(['docs/a.md'], { criteria: [], gate: 'P9' })], 'unmet missing'],
    [
      'listed by a record of the gate for another criterion',
      ['docs/a.md'],
      [lists(['docs/a.md'], { criteria: ['P0.7'], gate: 'P0' })],
      'met',
    ],
    ['tampered with', ['docs/a.md'], [evidence({ artifacts: [{ path: 'docs/a.md', sha256: hash('b') }] })], 'unmet tampered'],
    ['listed by hand', ['docs/a.md'], [evidence({ artifacts: ['docs/a.md'] })], 'met'],
    ['listed by hand and gone', ['gone'], [evidence({ artifacts: ['gone'] })], 'unmet missing'],
    ['unreadable', ['hidden'], [evidence({ artifacts: ['hidden'] })], 'unknown unreadable'],
    ['stale', ['docs/a.md'], [lists(['docs/a.md'], { dirty: true })], 'unmet dirty'],
    ['every file of a glob', ['docs/*.md'], [lists(['docs/a.md', 'docs/b.md'])], 'met'],
    ['some files of a glob', ['docs/*.md'], [lists(['docs/a.md'])], 'unmet missing'],
    ['all but the excluded ones', ['docs/*.md', '!docs/b.md'], [lists(['docs/a.md'])], 'met'],
    ['a glob of nothing', ['docs/*.txt'], [lists(['docs/a.md'])], 'unmet missing'],
    ['a glob that was not asked', ['x/*'], [lists(['docs/a.md'])], 'unknown unreadable'],
    ['exclusions only', ['!docs/a.md'], [lists(['docs/a.md'])], 'unmet undefined'],
    ['a directory by its tree', ['docs/d/'], [evidence({ artifacts: [{ path: 'docs/d/', gitTree: 'e'.repeat(40) }] })], 'met'],
    ['a directory by hand', ['docs/d/'], [evidence({ artifacts: ['docs/d/'] })], 'met'],
    ['a directory file by file', ['docs/d/'], [lists(['docs/d/x', 'docs/d/y'])], 'met'],
    ['a directory by one of its files', ['docs/d/'], [lists(['docs/d/x'])], 'unmet missing'],
    ['an empty directory', ['docs/e/'], [lists(['docs/d/x'])], 'unmet missing'],
  ])('%s', (_, covers, records, expected) => expect(outcome(of(covers, records))).toBe(expected))

  it('takes records of its environment', () => {
    expect(outcome(of(['docs/a.md'], [lists(['docs/a.md'])], {}, { environment: 'staging' }))).toBe('unmet missing')
    expect(outcome(of(['docs/a.md'], [lists(['docs/a.md'], { environment: { name: 'staging' } })], {}, { environment: 'staging' }))).toBe(
      'met',
    )
  })

  it('says what is missing', () => {
    expect(of(['docs/a.md'], [])).toMatchObject({
      because: 'no record lists docs/a.md',
      fix: 'refractor evidence add P0.1 --artifact docs/a.md',
    })
    expect(of(['docs/a.md'], [lists(['docs/a.md'])]).because).toBe('docs/a.md is covered · recorded 1 h ago at 4f1c2a9')
    expect(of(['docs/*.txt'], []).because).toBe('no file matches docs/*.txt')
    expect(of(['x/*'], []).because).toBe('the files of x/* cannot be listed')
    expect(of(['docs/a.md'], [lists(['docs/a.md'], { result: { outcome: 'failed' } })]).because).toMatch(
      /^the record of docs\/a.md says that it failed · /,
    )
  })
})

describe('deliverables', () => {
  const program = programOf({
    phases: [
      {
        id: 'P0',
        deliverables: [{ id: 'P0.D1', title: 'Plan', path: 'docs/a.md' }],
        milestones: [
          {
            id: 'P0.M1',
            title: 'M1',
            deliverables: [{ id: 'P0.M1.D1', title: 'Report', path: 'docs/b.md' }],
            acceptance: [criterion('P0.M1.1', { kind: 'evidence' })],
          },
        ],
        exit: { criteria: [criterion('P0.1', { kind: 'evidence', covers: 'deliverables' })] },
      },
      { id: 'P1', exit: { criteria: [criterion('P1.1', { kind: 'evidence' })] } },
      { id: 'P2', deliverables: [{ id: 'P2.D1', title: 'Nowhere' }], exit: { criteria: [criterion('P2.1', { kind: 'evidence' })] } },
    ],
    gates: [{ id: 'quality', criteria: [criterion('q', { kind: 'evidence' })] }],
  })
  const first = (id: string, records: readonly RecordFile<EvidenceRecord>[] = []) =>
    gateOf(program, caseOf({ evidence: records }), factsOf({ files, globs }), id).criteria[0]
  const forMilestone = lists(['docs/b.md'], { criteria: [], milestone: 'P0.M1' })
  const forPhase = lists(['docs/a.md'], { criteria: [], gate: 'P0' })

  it('of the milestone', () => {
    expect(first('P0.M1', [forMilestone])).toMatchObject({ outcome: 'met', because: expect.stringContaining('docs/b.md is covered') })
    expect(first('P0.M1', [forPhase])).toMatchObject({ outcome: 'unmet', reason: 'missing', because: 'no record lists docs/b.md' })
  })

  it('of the phase, milestones included, each by records of its place', () => {
    expect(first('P0', [forMilestone, forPhase])).toMatchObject({ outcome: 'met' })
    expect(first('P0', [forPhase])).toMatchObject({ outcome: 'unmet', because: 'no record lists docs/b.md' })
    expect(first('P0', [forMilestone])).toMatchObject({ outcome: 'unmet', because: 'no record lists docs/a.md' })
    const wrongPlace = lists(['docs/a.md'], { criteria: [], milestone: 'P0.M1' })
    expect(first('P0', [forMilestone, wrongPlace])).toMatchObject({ outcome: 'unmet', because: 'no record lists docs/a.md' })
  })

  it('a failed record of it is no proof of the opposite', () => {
    const failed = lists(['docs/a.md'], { result: { outcome: 'failed' } })
    expect(outcome(judge({ not: { kind: 'evidence', covers: ['docs/a.md'] } }, { case: { evidence: [failed] }, files }))).toBe(
      'unmet failed',
    )
  })

  it('none at all, or none with a path', () => {
    expect(first('P1')).toMatchObject({ reason: 'missing', because: 'P1 has no deliverables', fix: 'refractor gate explain P1 P1.1' })
    expect(first('P2')).toMatchObject({ reason: 'undefined', because: 'deliverable P2.D1 has no path' })
    expect(first('quality')).toMatchObject({ reason: 'missing', because: 'quality has no deliverables' })
  })
})
