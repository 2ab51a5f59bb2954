import { describe, expect, it, test } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { linkStanding } from '../../src/gates/suspects/suspects-of.ts'
import { type ClearRequest, type PlannedClearing, planClearLinks } from '../../src/plan/clear-links.ts'
import type { Stamp } from '../../src/plan/plan.ts'
import { LinkReview } from '../../src/schema/trace.ts'
import { caseOf, fileOf } from '../gates/build.ts'
import {
  allObserved,
  documents,
  edited,
  facts,
  judged,
  linkReview,
  observed,
  type Plan,
  plan,
  programOf,
  said,
} from '../gates/suspects/setting.ts'

const stamp: Stamp = { now: '2026-11-21T12:00:00Z', author: 'Ada <ada@example.org>', commit: 'c'.repeat(40) }
const before = programOf()
const late = edited(['requirements', 'Every box', 'Every box and shelf'])

function clear(
  texts: Plan,
  records: Partial<Case>,
  request: Partial<ClearRequest>,
  more: Partial<Stamp> = {},
  about = facts(),
): PlannedClearing {
  const program = programOf(texts)
  const whole = { ids: [], reason: 'looked at it', ...request }
  return planClearLinks(program, caseOf(records), linkStanding(program, caseOf(records), about, stamp.now), whole, { ...stamp, ...more })
}
const because = ({ cleared }: PlannedClearing): string[] => cleared.map((one) => one.because)
const codes = ({ diagnostics }: PlannedClearing): string[] => diagnostics.map(({ code }) => code)
const written = (outcome: PlannedClearing): LinkReview[] =>
  outcome.ok ? outcome.plan.steps.map((step) => LinkReview.parse(JSON.parse(step.type === 'create' ? step.text : ''))) : []

describe('a review of links', () => {
  it('is about the links of a record that wait for one', () => {
    const outcome = clear(late, { linkReviews: [linkReview(before)] }, { ids: ['T1'] })
    expect(because(outcome)).toEqual(['T1 satisfies 1.2, which changed since Ada reviewed it on 2026-11-20'])
    expect(outcome.cleared[0]).toMatchObject({ state: 'suspect', relation: 'satisfies', from: 'task:T1', to: 'requirement:1.2' })
    expect(outcome.cleared[0]?.location?.file).toBe('specification/phases/P0.yaml')
    expect(written(outcome)).toMatchObject([
      {
        format: 1,
        kind: 'link-review',
        program: 'demo',
        id: 'T1',
        reason: 'looked at it',
        by: stamp.author,
        at: stamp.now,
        commit: stamp.commit,
        trust: 'self',
        targets: [{ type: 'requirement', id: '1.2', from: ['satisfies task:T1'] }],
      },
    ])
    expect(outcome.ok && outcome.plan.event).toMatchObject({ type: 'links.reviewed', program: 'demo', ids: ['T1'], details: { links: 1 } })
    expect(outcome.ok && outcome.plan.steps[0]).toMatchObject({
      type: 'create',
      path: expect.stringMatching(/^\.refractor\/links\/20261121T120000Z-[0-9a-f]{12}\.json$/),
    })
  })

  it('clears what it is about, and only adds', () => {
    const old = linkReview(before)
    const [review] = written(clear(late, { linkReviews: [old] }, { ids: ['T1'] }))
    const reviews = [old, fileOf('.refractor/links/a.json', review)]
    const program = programOf(late)
    expect(said(judged(program, { evidence: allObserved(program), linkReviews: reviews }))).toBe('P0 met: P0.1 met')
    expect(clear(late, { linkReviews: reviews }, { ids: ['T1'] })).toMatchObject({
      ok: true,
      cleared: [],
      plan: { steps: [], title: 'nothing to clear: no link of T1 waits for a review' },
    })
    expect(said(judged(before, { evidence: allObserved(before), linkReviews: reviews }))).toBe('P0 met: P0.1 met')
  })

  test.each<[string, Partial<ClearRequest>, string[]]>([
    [
      'of several records',
      { ids: ['T1', 'P0.1'] },
      ['T1 satisfies 1.2, which nobody has reviewed', 'P0.1 verifies 1.1, which nobody has reviewed'],
    ],
    ['of one twice', { ids: ['T1', 'demo/T1'] }, ['T1 satisfies 1.2, which nobody has reviewed']],
    ['of what leads to it', { ids: ['1.1'], dependents: true }, ['P0.1 verifies 1.1, which nobody has reviewed']],
    ['of a key', { ids: ['requirement:1.1'] }, ['1.1 refines 1, which nobody has reviewed']],
    ['of a citation', { ids: ['AP L1-L2'], dependents: true }, ['T3 cites AP L1-L2, which nobody has reviewed']],
    ['of a gate, which has none', { ids: ['P0.entry'] }, []],
  ])('is found: %s', (_, request, expected) => {
    expect(because(clear(plan, {}, request))).toEqual(expected)
  })

  it('of all is a first review, and names no record', () => {
    const outcome = clear(plan, {}, { all: true })
    expect(because(outcome)).toHaveLength(5)
    const [review] = written(outcome)
    expect(review?.id).toBeUndefined()
    expect(review?.targets.find(({ type }) => type === 'source')?.lines).toMatchObject({ from: 1, to: 2 })
    expect(outcome.ok && outcome.plan.event?.ids).toEqual([])
  })

  it('of very many links is written in several records', () => {
    const many: Plan = {
      requirements: 'requirements: [{ id: "1", title: R }]\n',
      'phases/P0': `id: P0\ntitle: P\ntasks: ${JSON.stringify(Array.from({ length: 2600 }, (_, at) => ({ id: `T-${at}`, title: 'T', requirements: ['1'] })))}\n`,
    }
    expect(written(clear(many, {}, { all: true })).map(({ targets }) => targets[0]?.from.length)).toEqual([2500, 100])
  })

  it('does not stand for what nobody can read', () => {
    const outcome = clear(plan, {}, { ids: ['T3'] }, {}, facts({ trace: { documents: [] } }))
    expect([outcome.ok, outcome.cleared, codes(outcome)]).toEqual([true, [], ['trace/suspect']])
    expect(outcome.ok && outcome.plan.steps).toEqual([])
  })

  it('of a criterion clears the evidence for it, piece by piece', () => {
    const record = observed(before, 'P0.1')
    const program = programOf(late)
    const outcome = clear(late, { evidence: [record] }, { ids: ['P0.1'] })
    expect(because(outcome)).toEqual([
      'P0.1 verifies 1.1, which nobody has reviewed',
      'docs/evidence/P0.1/metadata.json rests on 1.2, which changed since it was recorded',
    ])
    const reviews = written(outcome).map((one) => fileOf('.refractor/links/a.json', one))
    expect(said(judged(program, { evidence: [record], linkReviews: reviews }))).toBe('P0 met: P0.1 met')
    const again = edited(['requirements', 'Every box', 'No box'])
    expect(because(clear(again, { evidence: [record], linkReviews: reviews }, { ids: ['P0.1'] }))).toEqual([
      'docs/evidence/P0.1/metadata.json rests on 1.2, which changed (text) since Ada reviewed it on 2026-11-21',
    ])
  })

  it('names the repository where a policy is kept, and says that it is signed', () => {
    const ruled = { ...plan, policy: 'version: 1\n' }
    expect(written(clear(ruled, {}, { ids: ['T1'] }, { repository: 'example.org/a' }))[0]?.repository).toBe('example.org/a')
    expect(written(clear(plan, {}, { ids: ['T1'], trust: 'signed' }))[0]?.trust).toBe('signed')
  })
})

describe('what changed', () => {
  const [review] = written(clear(plan, {}, { all: true }))
  const told = (texts: Plan, target: object = {}): string[] => {
    const targets = (review as LinkReview).targets.map((one) => ({ ...one, ...target }))
    return because(
      clear(texts, { linkReviews: [fileOf('.refractor/links/a.json', { ...(review as LinkReview), targets })] }, { ids: ['T1'] }),
    )
  }

  it('is told field by field, where the review remembers the fields', () => {
    expect(told(late)).toEqual(['T1 satisfies 1.2, which changed (text) since Ada reviewed it on 2026-11-21'])
    const both = edited(['requirements', 'title: Route, text: "Every', 'title: The route, text: "No'])
    expect(told(both)).toEqual(['T1 satisfies 1.2, which changed (text, title) since Ada reviewed it on 2026-11-21'])
  })

  it.each([[{ fields: undefined }], [{ fields: null }], [{ fields: 'text' }]])('is not told where it does not: %j', (target) => {
    expect(told(late, target)).toEqual(['T1 satisfies 1.2, which changed since Ada reviewed it on 2026-11-21'])
  })

  it('holds no field that a forger made up', () => {
    expect(told(late, { fields: { 'a b\u001b[2J': 'x' } })).toEqual([
      'T1 satisfies 1.2, which changed (text, title) since Ada reviewed it on 2026-11-21',
    ])
  })
})

describe('a review of links is refused', () => {
  const people = `people: [{ id: ada, name: Ada, roles: [lead] }, { id: robot, name: Robot, kind: bot, roles: [lead] }, { id: gone, name: Gone, active: { to: 2020-01-01 } }]\n`
  const ruled = (policy: string): Plan => ({
    ...plan,
    program: `${plan['program']}${people}`,
    ...(policy && { policy: `version: 1\n${policy}` }),
  })

  test.each<[string, Plan, Partial<ClearRequest>, Partial<Stamp>, string[]]>([
    ['of what there is not', plan, { ids: ['T9'] }, {}, ['cli/unknown-id']],
    ['without a reason', plan, { reason: '  ' }, {}, ['state/guard']],
    ['with the word that stands for a reason', plan, { reason: 'TEXT' }, {}, ['state/guard']],
    ['with a book for a reason', plan, { reason: 'x'.repeat(4001) }, {}, ['state/guard']],
    ['by nobody', plan, {}, { author: 'TBD' }, ['state/guard']],
    ['by a bot', ruled(''), {}, { author: 'Robot' }, ['state/guard']],
    ['by somebody who has left', ruled(''), {}, { author: 'Gone' }, ['policy/refused']],
    ['by a stranger to the roster', ruled('people: [{ id: eve }]\n'), {}, { author: 'Mallory' }, ['policy/refused']],
    ['by whom policy does not name', ruled('clear: { roles: [lead] }\n'), {}, { author: 'Mallory' }, ['policy/refused']],
    ['for all of these reasons', plan, { ids: ['T9'], reason: '' }, { author: 'TBD' }, ['cli/unknown-id', 'state/guard', 'state/guard']],
  ])('%s', (_, texts, request, more, expected) => {
    const outcome = clear(texts, {}, { ids: ['T1'], ...request }, more)
    expect([outcome.ok, codes(outcome).sort(), outcome.cleared]).toEqual([false, expected, []])
  })

  it.each(['clear: { roles: [lead], trust: signed }\n', 'clear: { roles: [lead] }\ntrust: { lead: signed }\n', 'trust: { "*": signed }\n'])(
    'not, but told to count for nothing while it is not signed: %s',
    (policy) => {
      expect(codes(clear(ruled(policy), {}, { ids: ['T1'] }))).toEqual(['policy/refused'])
      expect(codes(clear(ruled(policy), {}, { ids: ['T1'], trust: 'signed' }))).toEqual([])
    },
  )

  it('not where policy wants two: the second adds to the first, and nobody says it twice', () => {
    const texts = ruled('clear: { roles: [lead], min: 2 }\n')
    const reviews = written(clear(texts, {}, { ids: ['T1'] })).map((one) => fileOf('.refractor/links/a.json', one))
    expect(clear(texts, { linkReviews: reviews }, { ids: ['T1'] }).cleared).toEqual([])
    const other = {
      ...texts,
      program: String(texts['program']).replace('people: [', 'people: [{ id: grace, name: Grace, roles: [lead] }, '),
    }
    expect(clear(other, { linkReviews: reviews }, { ids: ['T1'] }, { author: 'Grace' }).cleared).toHaveLength(1)
  })
})

test('documents that were moved are cleared with their lines', () => {
  const moved = facts({ trace: { documents: documents('\n\nBoxes first.\nThen shelves.\n') } })
  expect(clear(plan, { linkReviews: [linkReview(before)] }, { ids: ['T3'] }, {}, moved).cleared).toEqual([])
})
