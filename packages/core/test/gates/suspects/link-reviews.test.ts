// tested-for: P3.R3
import { describe, expect, test } from 'vitest'
import type { Facts, Proof, RecordFile } from '../../../src/gates/case.ts'
import type { LinkReview } from '../../../src/schema/trace.ts'
import { allObserved, edited, editedFrom, facts, judged, linkReview, type Plan, plan, programOf, said } from './setting.ts'

const roster = `people:
  - { id: ada, name: Ada, emails: [ada@example.org], roles: [lead] }
  - { id: bob, name: Bob, emails: [bob@example.org], roles: [crew] }
  - { id: eve, name: Eve, emails: [eve@example.org], roles: [lead], active: { to: "2026-11-01" } }
  - { id: robot, emails: [robot@example.org], kind: bot, roles: [lead] }
`
const withPolicy = (clear: string): Plan => ({ ...plan, policy: `version: 1\n${roster}${clear}` })
const by = (name: string) => `${name} <${name.toLowerCase()}@example.org>`

/** The gate of a plan whose requirement changed, when its links were reviewed before and then again like this. */
function after(
  texts: Plan,
  again: readonly Partial<LinkReview>[],
  known: (reviews: readonly RecordFile<LinkReview>[]) => Partial<Facts> = () => ({}),
): string {
  const [before, now] = [programOf(texts), programOf(editedFrom(texts, ['requirements', 'Every box', 'Every box and shelf']))]
  const reviews = again.map((one) => linkReview(now, one))
  const linkReviews = [linkReview(before, { by: by('Ada') }), ...reviews]
  const gate = judged(now, { evidence: allObserved(now), linkReviews }, 'P0.M1', facts(known(reviews)))
  return said(gate).includes('suspect') ? 'suspect' : gate.verdict
}
const proven = (texts: Plan, name: string, proof: Proof): string =>
  after(texts, [{ by: by(name) }], (reviews) => ({ proofs: new Map(reviews.map(({ source }) => [source.path, proof])) }))

describe('a second review of links', () => {
  test.each<[string, Plan, Partial<LinkReview>[], string]>([
    ['by anybody, without a policy', plan, [{}], 'met'],
    ['by nobody', plan, [{ by: '<>' }], 'suspect'],
    ['a little ahead of the clock', plan, [{ at: '2026-11-21T12:04:00Z' }], 'met'],
    ['just within what clocks may differ', plan, [{ at: '2026-11-21T12:05:00Z' }], 'met'],
    ['from the future', plan, [{ at: '2026-11-21T12:06:00Z' }], 'suspect'],
    ['of a format to come', plan, [{ format: 2 }], 'suspect'],
    ['of another program', plan, [{ program: 'other' }], 'suspect'],
    ['by somebody of the roster', withPolicy(''), [{ by: by('Bob') }], 'met'],
    ['by a stranger to the roster', withPolicy(''), [{ by: by('Mallory') }], 'suspect'],
    ['by a bot', withPolicy(''), [{ by: by('Robot') }], 'suspect'],
    ['by somebody who has left', withPolicy(''), [{ by: by('Eve') }], 'suspect'],
    ['by whoever may', withPolicy('clear: { roles: [lead] }\n'), [{ by: by('Ada') }], 'met'],
    ['by who may not', withPolicy('clear: { roles: [lead] }\n'), [{ by: by('Bob') }], 'suspect'],
    ['by one where two are wanted', withPolicy('clear: { roles: [lead, crew], min: 2 }\n'), [{ by: by('Ada') }], 'suspect'],
    [
      'by one, twice',
      withPolicy('clear: { roles: [lead, crew], min: 2 }\n'),
      [{ by: by('Ada') }, { by: by('Ada'), reason: 'again' }],
      'suspect',
    ],
    ['by two', withPolicy('clear: { roles: [lead, crew], min: 2 }\n'), [{ by: by('Ada') }, { by: by('Bob') }], 'met'],
    ['unproven where a signature is wanted', withPolicy('clear: { roles: [lead], trust: signed }\n'), [{ by: by('Ada') }], 'suspect'],
  ])('%s', (_, texts, again, expected) => {
    expect(after(texts, again)).toBe(expected)
  })

  const signed = withPolicy('clear: { roles: [lead], trust: signed }\n')
  test.each<[string, Plan, string, Proof, string]>([
    ['signed by whoever it names', signed, 'Ada', { signature: { state: 'good', person: 'ada' } }, 'met'],
    ['signed by another', signed, 'Ada', { signature: { state: 'good', person: 'bob' } }, 'suspect'],
    ['badly signed', signed, 'Ada', { signature: { state: 'bad', because: 'no' } }, 'suspect'],
    ['badly signed, where nothing asks for it', plan, 'Ada', { signature: { state: 'bad', because: 'no' } }, 'suspect'],
    [
      'that landed while its author was there',
      withPolicy(''),
      'Eve',
      { landed: { commit: 'a'.repeat(40), at: '2026-10-30T10:00:00Z', author: by('Eve') } },
      'met',
    ],
    [
      'that landed when its author had left',
      withPolicy(''),
      'Eve',
      { landed: { commit: 'a'.repeat(40), at: '2026-11-03T10:00:00Z', author: by('Eve') } },
      'suspect',
    ],
  ])('%s', (_, texts, name, proof, expected) => {
    expect(proven(texts, name, proof)).toBe(expected)
  })

  test('counts no more once it is taken back', () => {
    const now = programOf(edited(['requirements', 'Every box', 'Every box and shelf']))
    const [first, second] = [linkReview(programOf()), linkReview(now)]
    const back = linkReview(now, { reason: 'too early', targets: [], revokes: [second.sha256] })
    const verdict = (...linkReviews: RecordFile<LinkReview>[]) => judged(now, { evidence: allObserved(now), linkReviews }, 'P0.M1').verdict
    expect([verdict(first, second), verdict(first, second, back)]).toEqual(['met', 'unmet'])
  })

  test('made in another repository helps nobody', () => {
    const known = () => ({ repository: 'example.org/here' })
    expect(after(plan, [{ repository: 'example.org/elsewhere' }], known)).toBe('suspect')
    expect(after(plan, [{ repository: 'example.org/here' }], known)).toBe('met')
  })
})
