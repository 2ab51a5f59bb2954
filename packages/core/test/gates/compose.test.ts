import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { allOf, anyOf, nOf, not, type PartFinding } from '../../src/gates/compose.ts'
import type { Reason } from '../../src/gates/result.ts'
import { outcome } from './build.ts'

const fix = 'refractor gate explain P0 P0.1'
const yes = (because = 'yes', path = 'a'): PartFinding => ({ outcome: 'met', because, evidence: [{ path }] })
const no = (reason: Reason, because: string = reason, path = 'b'): PartFinding => ({
  outcome: 'unmet',
  reason,
  because,
  evidence: [{ path }],
  fix: `fix ${reason}`,
})
const unknown: PartFinding = { outcome: 'unknown', reason: 'unreadable', because: 'cannot be read', evidence: [], fix: 'chmod' }
const crashed: PartFinding = { ...no('failed'), oneSided: true }

describe('nOf, all and any', () => {
  test.each<[string, PartFinding, string]>([
    ['all met', allOf([yes(), yes()], fix), 'met'],
    ['all with a failure', allOf([yes(), no('failed')], fix), 'unmet failed'],
    ['all with something missing', allOf([yes(), no('missing')], fix), 'unmet missing'],
    ['all with a failure and something missing: determined', allOf([no('missing'), no('failed')], fix), 'unmet failed'],
    ['all with a crash', allOf([yes(), crashed], fix), 'unmet failed'],
    ['all with something unknown', allOf([yes(), unknown], fix), 'unknown unreadable'],
    ['all with something unknown and something missing', allOf([unknown, no('missing')], fix), 'unmet missing'],
    ['all with something unknown and a failure', allOf([unknown, no('failed')], fix), 'unmet failed'],
    ['any with one met', anyOf([no('failed'), yes()], fix), 'met'],
    ['any met beside something unknown', anyOf([unknown, yes()], fix), 'met'],
    ['any with failures only', anyOf([no('failed'), no('failed')], fix), 'unmet failed'],
    ['any with a failure and something missing: open', anyOf([no('failed'), no('missing')], fix), 'unmet missing'],
    ['any with a failure and something stale: open', anyOf([no('stale'), no('failed')], fix), 'unmet stale'],
    ['any with something unknown', anyOf([no('failed'), unknown], fix), 'unknown unreadable'],
    ['2 of 3 met', nOf(2, [yes(), no('failed'), yes()], fix), 'met'],
    ['2 of 3 with one met and two failed', nOf(2, [yes(), no('failed'), no('failed')], fix), 'unmet failed'],
    ['2 of 3 with one met, one failed, one missing', nOf(2, [yes(), no('failed'), no('missing')], fix), 'unmet missing'],
    ['2 of 3 with one met, one unknown', nOf(2, [yes(), no('failed'), unknown], fix), 'unknown unreadable'],
    ['2 of 3 with one unknown', nOf(2, [no('stale'), no('failed'), unknown], fix), 'unmet stale'],
    ['2 of 3 unknown', nOf(2, [no('stale'), unknown, unknown], fix), 'unknown unreadable'],
    ['tampered beside met', anyOf([yes(), no('tampered')], fix), 'unmet tampered'],
    ['nothing', allOf([], fix), 'unmet undefined'],
    ['any of nothing', anyOf([], fix), 'unmet undefined'],
    ['more than there are', nOf(3, [yes(), yes()], fix), 'unmet undefined'],
    ['more than there are, one of which failed', nOf(3, [yes(), no('failed')], fix), 'unmet undefined'],
    ['none of some', nOf(0, [yes()], fix), 'unmet undefined'],
    ['a number that is none', nOf(Number.NaN, [yes()], fix), 'unmet undefined'],
  ])('%s', (_, finding, expected) => expect(outcome(finding)).toBe(expected))

  it('says what decided it, what else is open, and keeps its fix', () => {
    const finding = allOf([yes('good'), no('missing', 'no record', 'm'), no('stale', 'old', 's')], fix)
    expect(finding).toEqual({
      outcome: 'unmet',
      reason: 'missing',
      because: 'no record (and 1 more)',
      evidence: [{ path: 'a' }, { path: 'm' }, { path: 's' }],
      fix: 'fix missing',
      open: [
        { reason: 'missing', about: 'm' },
        { reason: 'stale', about: 's' },
      ],
    })
    expect(allOf([yes(), no('stale', 'old')], fix).because).toBe('old')
  })

  it('shows three reasons at most when met, each once, and only what counted', () => {
    expect(allOf([yes('1'), yes('2'), yes('3'), yes('4'), yes('5'), yes('5')], fix).because).toBe('1; 2; 3, and 2 more')
    expect(allOf([yes('1'), yes('2'), yes('3')], fix).because).toBe('1; 2; 3')
    const [first, second] = ['1', '2'].map((sha256): PartFinding => ({ ...yes(), evidence: [{ path: 'x', sha256 }] }))
    expect(allOf([first as PartFinding, second as PartFinding], fix).evidence).toEqual([{ path: 'x', sha256: '1' }])
    expect(allOf([yes('1', 'x'), yes('2', 'x')], fix)).toEqual({ outcome: 'met', because: '1; 2', evidence: [{ path: 'x' }] })
    expect(anyOf([no('missing'), yes('1', 'x')], fix).evidence).toEqual([{ path: 'x' }])
    expect(allOf([], fix)).toMatchObject({ because: 'asks for 0 of 0 checks', fix })
  })
})

describe('not', () => {
  it('turns met into failed', () =>
    expect(not({ ...yes(), expected: 'e', found: 'f' }, fix)).toEqual({
      outcome: 'unmet',
      reason: 'failed',
      because: 'holds and must not: yes',
      expected: 'e',
      found: 'f',
      evidence: [{ path: 'a' }],
      fix,
    }))
  it('turns a determined failure into met', () =>
    expect(not({ ...no('failed'), found: 'f' }, fix)).toEqual({
      outcome: 'met',
      because: 'does not hold: failed',
      found: 'f',
      evidence: [{ path: 'b' }],
    }))
  it('leaves a crash a failure', () => expect(not(crashed, fix)).toBe(crashed))
  it('leaves what is unknown unknown', () => expect(not(unknown, fix)).toBe(unknown))

  const reasons: readonly Reason[] = [
    'missing',
    'stale',
    'dirty',
    'invalid',
    'tampered',
    'rejected',
    'pending',
    'undefined',
    'proposed',
    'unsupported',
    'conflict',
    'suspect',
    'expired',
    'blocked',
  ]
  test.each(reasons)('leaves %s as it is', (reason) => expect(not(no(reason), fix)).toMatchObject({ outcome: 'unmet', reason }))

  it('never makes something undetermined met, however deep', () => {
    type Tree = { leaf: PartFinding } | { not: Tree } | { n: number; of: Tree[] }
    const undetermined = fc.oneof(
      fc.constantFrom(...reasons).map((reason) => no(reason)),
      fc.constant(unknown),
      fc.constant(crashed),
    )
    const tree = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        undetermined.map((leaf) => ({ leaf })),
        tie('tree').map((inner) => ({ not: inner })),
        fc.record({ n: fc.integer({ min: 1, max: 3 }), of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      ),
    })).tree
    const judge = (node: Tree): PartFinding =>
      'leaf' in node ? node.leaf : 'not' in node ? not(judge(node.not), fix) : nOf(node.n, node.of.map(judge), fix)
    fc.assert(
      fc.property(tree, (node) => {
        expect(judge(node).outcome).not.toBe('met')
      }),
    )
  })
})
