import { describe, expect, it } from 'vitest'
import { criterionDefinition } from '../../src/gates/definition.ts'
import { commitsOf, evidenceNeeded, recordsNeeded } from '../../src/gates/evidence-needed.ts'
import type { Check } from '../../src/schema/check.ts'
import { approvalOf, caseOf, commit, criterion, evidence, exitOf, fileOf, hash, programOf, reviewOf } from './build.ts'

const nothing = { files: [], texts: [], globs: [], parse: [], inputs: [] }
const needed = (check: Check, records = caseOf(), more = {}) => evidenceNeeded(exitOf([criterion('P0.1', check, more)]), records, ['P0'])

describe('evidenceNeeded', () => {
  it('asks for paths, directories and globs of artifacts, and for no exclusion', () => {
    expect(needed({ kind: 'artifact', paths: ['b', 'a', 'd/', '*.md', '!x', 'a'] })).toEqual({
      ...nothing,
      files: ['a', 'b', 'd/'],
      globs: ['*.md'],
    })
  })

  it('asks for texts, and for values where keys are asked for', () => {
    expect(needed({ kind: 'content', paths: ['a.md', 'd/', '*.md', '!x'], contains: ['x'] })).toEqual({
      ...nothing,
      files: ['a.md', 'd/'],
      globs: ['*.md', 'd/**'],
      texts: ['*.md', 'a.md', 'd/**'],
    })
    expect(needed({ kind: 'content', paths: ['a.yaml'], keys: { a: 1 } })).toEqual({
      ...nothing,
      files: ['a.yaml'],
      texts: ['a.yaml'],
      parse: ['a.yaml'],
    })
  })

  it('asks for artifacts and inputs of the records that speak for it, whatever the kind', () => {
    const records = caseOf({
      evidence: [
        evidence({
          artifacts: ['out', { path: 'dir/', gitTree: 'e'.repeat(40) }, 'https://x.org', '../escape'],
          inputs: [
            { patterns: ['src/**', '!src/gen/**'], sha256: hash('a') },
            { path: 'in', sha256: hash('a') },
            { sha256: hash('b') },
            'by hand',
          ],
        }),
        evidence({ criteria: ['P0.9'], artifacts: ['other'] }),
      ],
    })
    const expected = { ...nothing, files: ['dir/', 'in', 'out'], inputs: [['src/**', '!src/gen/**'], []] }
    const checks: Check[] = [
      { kind: 'attest', claim: 'x' },
      { kind: 'test' },
      { kind: 'metric', metric: 'm', op: 'lt', value: 1 },
      { kind: 'command', argv: ['x'] },
    ]
    for (const check of checks) expect(needed(check, records)).toEqual(expected)
  })

  it('asks for the deliverables, and for the records of their milestone', () => {
    const program = exitOf(
      [criterion('P0.1', { kind: 'evidence' })],
      {},
      {
        milestones: [
          {
            id: 'P0.M1',
            title: 'M',
            deliverables: [
              { id: 'D1', title: 'D', path: 'docs/d/' },
              { id: 'D2', title: 'D' },
              { id: 'D3', title: 'D', path: 'docs/*.md' },
            ],
          },
        ],
      },
    )
    const records = caseOf({
      evidence: [
        evidence({ criteria: [], milestone: 'P0.M1', artifacts: ['m'] }),
        evidence({ criteria: ['x'], gate: 'P0', artifacts: ['g'] }),
      ],
    })
    expect(evidenceNeeded(program, records, ['P0'])).toEqual({
      ...nothing,
      files: ['docs/d/', 'g', 'm'],
      globs: ['docs/*.md', 'docs/d/**'],
    })
  })

  it('asks for the subjects of approvals, as asked and as given', () => {
    const records = caseOf({
      approvals: [
        approvalOf({ subjects: [{ path: 'given', sha256: hash('a') }] }),
        approvalOf({ target: { type: 'gate', id: 'P1' }, subjects: [{ path: 'other', sha256: hash('a') }] }),
      ],
    })
    expect(needed({ kind: 'approval', subjects: ['asked', 'd/', '*.md'] }, records)).toEqual({
      ...nothing,
      files: ['asked', 'd/', 'given'],
      globs: ['*.md', 'd/**'],
    })
    expect(needed({ kind: 'approval' })).toEqual(nothing)
  })

  it('looks into compositions, and not at what is not judged', () => {
    const of = (path: string): Check => ({ kind: 'artifact', paths: [path] })
    expect(needed({ all: [of('a'), { any: [of('b'), { not: of('c') }] }, { nOf: { n: 1, of: [of('d')] } }] }).files).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
    expect(needed({ ...of('a'), proposed: true } as Check)).toEqual(nothing)
    expect(needed(of('a'), caseOf(), { when: { phase: 'P9' } })).toEqual(nothing)
    expect(needed(of('a'), caseOf(), { trust: 'signed' })).toEqual(nothing)
    expect(needed({ kind: 'query', from: 'tasks', expect: 'count', op: 'eq', value: 0 })).toEqual(nothing)
    expect(needed({ kind: 'coverage' })).toEqual(nothing)
  })

  it('follows gates, includes and after, and circles', () => {
    const of = (path: string): Check => ({ kind: 'artifact', paths: [path] })
    const program = programOf({
      phases: [
        { id: 'P0', exit: { criteria: [criterion('P0.1', of('p0')), criterion('P0.2', { kind: 'gate', gate: 'P1' })] } },
        {
          id: 'P1',
          exit: { criteria: [criterion('P1.1', of('p1'), { after: ['P2.1'] }), criterion('P1.2', { kind: 'gate', gate: 'P0' })] },
        },
        { id: 'P2', exit: { criteria: [criterion('P2.1', of('p2')), criterion('P2.2', of('not asked'))] } },
      ],
      gates: [{ id: 'T', includes: ['P1'], criteria: [] }],
    })
    expect(evidenceNeeded(program, caseOf(), ['T']).files).toEqual(['p0', 'p1', 'p2'])
    expect(evidenceNeeded(program, caseOf(), ['P9', 'P2']).files).toEqual(['not asked', 'p2'])
    expect(evidenceNeeded(program, caseOf(), [])).toEqual(nothing)
  })

  it('asks for what a review binds and the case does not hold, in place of what it decided', () => {
    const program = exitOf([criterion('P0.1', { kind: 'artifact', paths: ['live'] })])
    const bound = (path: string) => [{ path, sha256: hash('a') }]
    const definition = criterionDefinition(program.criteria.get('P0.1') as never)
    const review = reviewOf({
      criteria: [{ id: 'P0.1', definition, outcome: 'met', because: '', evidence: bound('e') }],
      approvals: bound('ap'),
      archived: bound('ar'),
      artifacts: [...bound('x'), ...bound('docs/evidence/P0/r.json'), ...bound('../y')],
    })
    const records = caseOf({ reviews: [review], evidence: [evidence({}, 'docs/evidence/P0/r.json')] })
    expect(evidenceNeeded(program, records, ['P0'])).toEqual({ ...nothing, files: ['ap', 'ar', 'e', 'x'] })
    expect(evidenceNeeded(program, records, ['P0'], { live: true })).toEqual({ ...nothing, files: ['live'] })
  })
})

it('recordsNeeded asks for every readable record', () => {
  const records = caseOf({
    evidence: [
      evidence({ artifacts: ['a'], program: 'other' }),
      evidence({ criteria: ['x'], inputs: [{ path: 'b', sha256: hash('a') }] }),
      fileOf('c', undefined),
    ],
  })
  expect(recordsNeeded(records)).toEqual({ ...nothing, files: ['a', 'b'] })
})

it('recordsNeeded asks whether signatures hold, where a key is known', () => {
  const signed = {
    ...evidence({}, 'docs/evidence/P0/a/metadata.json'),
    signature: { path: 'docs/evidence/P0/a/metadata.json.sig', text: '' },
  }
  const records = caseOf({ evidence: [signed, evidence({}, 'docs/evidence/P0/b/metadata.json')] })
  const known = (keys?: string[]) => exitOf([], { program: { people: [{ id: 'ada', ...(keys && { keys }) }] } })
  expect(recordsNeeded(records, known(['ssh-ed25519 AAAA'])).proofs).toEqual([signed.source.path])
  expect(recordsNeeded(records, known()).proofs).toBeUndefined()
})

it('commitsOf names each commit once', () => {
  const other = 'b'.repeat(40)
  const records = caseOf({
    evidence: [evidence(), evidence(), evidence({ commit: undefined as never }), fileOf('x', undefined)],
    approvals: [approvalOf({ commit: other })],
    reviews: [reviewOf({ commit: other })],
  })
  expect(commitsOf(records)).toEqual([commit, other])
})
