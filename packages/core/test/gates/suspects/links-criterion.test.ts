// tested-for: P3.R3
import { describe, expect, it, test } from 'vitest'
import type { Case, Facts, RecordFile } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import { explainGate } from '../../../src/gates/explain.ts'
import { simulateGate } from '../../../src/gates/simulate.ts'
import { isLinksCriterion } from '../../../src/gates/suspects/links-criterion.ts'
import type { LinkReview } from '../../../src/schema/trace.ts'
import { caseOf, fileOf, now, reviewOf } from '../build.ts'
import { allObserved, documents, edited, facts, judged, linkReview, type Plan, plan, programOf, said } from './setting.ts'

const before = programOf()
const route = edited(['requirements', 'Every box', 'Every box and shelf'])
const lift = edited(['requirements', '250 kg', '300 kg'])

/** Everything is proven as the plan is now, and the links were reviewed when it was as before. */
function records(texts: Plan, reviews: readonly RecordFile<LinkReview>[] = [linkReview(before)]): Partial<Case> {
  return { evidence: allObserved(programOf(texts)), linkReviews: reviews }
}
const at = (texts: Plan, id: string, about?: Facts): string => said(judged(programOf(texts), records(texts), id, about))

describe('the links of a gate', () => {
  it('are no criterion while none is suspect', () => {
    expect(at(plan, 'P0')).toBe('P0 met: P0.1 met')
    expect(said(judged(programOf(route), { evidence: allObserved(programOf(route)) }))).toBe('P0 met: P0.1 met')
  })

  test.each([
    ['of a task of the phase', route, 'P0', 'P0 unmet: P0.1 met, P0.links unmet suspect'],
    ['of a task of the milestone', route, 'P0.M1', 'P0.M1 unmet: P0.M1.1 met, P0.M1.links unmet suspect'],
    ['of a criterion', lift, 'P0', 'P0 unmet: P0.1 met, P0.links unmet suspect'],
    [
      'of what a criterion leans on',
      edited(['requirements', 'All is moved', 'Much is moved']),
      'P0',
      'P0 unmet: P0.1 met, P0.links unmet suspect',
    ],
    [
      'of a task before a task',
      edited(['phases/P0', 'title: Tell', 'title: Tell all']),
      'P0',
      'P0 unmet: P0.1 met, P0.links unmet suspect',
    ],
    ['of another milestone', lift, 'P0.M1', 'P0.M1 met: P0.M1.1 met'],
    ['of the phase, for its entry', route, 'P0.entry', 'P0.entry met: P0.E1 met'],
    ['of a gate that it waits for', route, 'P1', 'P1 unmet: P1.1 met, P1.2 unmet blocked'],
  ])('are one where a link is suspect: %s', (_, texts, id, expected) => {
    expect(at(texts, id)).toBe(expected)
  })

  it('are those of the tasks that a checkpoint stands over, and of what is below them', () => {
    const gates = (covers: string) =>
      `gates: [{ id: C1, title: Half way${covers}, criteria: [{ id: C1.1, statement: Seen, check: { kind: attest, claim: seen } }] }]\n`
    const tasks = 'tasks: [{ id: T8, title: All, children: [{ id: T9, title: Route, requirements: ["1.2"] }] }]\n'
    const withGate = (covers: string, of: Plan): Plan => ({ ...of, gates: gates(covers), tasks })
    const judgedAt = (covers: string): string => {
      const [old, texts] = [programOf(withGate(covers, plan)), withGate(covers, route)]
      return said(judged(programOf(texts), records(texts, [linkReview(old)]), 'C1'))
    }
    expect(judgedAt('')).toBe('C1 unmet: C1.1 unmet missing')
    expect(judgedAt(', covers: [T8]')).toBe('C1 unmet: C1.1 unmet missing, C1.links unmet suspect')
  })

  test.each([
    ['the one that is built in', { id: 'P0.links', gate: 'P0', kind: 'trace' }, true],
    ['one of the plan of the same kind', { id: 'P0.1', gate: 'P0', kind: 'trace' }, false],
    ['one of the plan that is called so', { id: 'P1.links', gate: 'P1', kind: 'trace' }, false],
    ['one of another kind', { id: 'P0.links', gate: 'P0', kind: 'query' }, false],
    ['that of another gate', { id: 'P0.links', gate: 'P1', kind: 'trace' }, false],
  ])('are told apart from what the plan declares: %s', (_, criterion, expected) => {
    const named = programOf(edited(['phases/P1', 'id: "P1.1"', 'id: "P1.links"']))
    expect(isLinksCriterion(named, criterion)).toBe(expected)
  })

  it('are not known where a review cannot be read, which helps nobody', () => {
    const path = '.refractor/links/broken.json'
    const broken = fileOf<LinkReview>(path, undefined)
    const unknown = 'P0 unknown: P0.1 met, P0.links unknown unreadable'
    expect(said(judged(programOf(route), records(route, [broken])))).toBe(unknown)
    expect(said(judged(programOf(), { ...records(plan), unreadable: [{ path, reason: 'permission denied' }] }))).toBe(unknown)
    expect(said(judged(programOf(), { ...records(plan), unreadable: [{ path: 'docs/x.json', reason: 'gone' }] }))).toBe('P0 met: P0.1 met')
    // What is known to be suspect is told first.
    expect(said(judged(programOf(route), records(route, [linkReview(before), broken])))).toBe('P0 unmet: P0.1 met, P0.links unmet suspect')
    const off = { ...plan, program: `${plan['program']}trace: { suspect: "off" }\n` }
    expect(said(judged(programOf(off), records(plan, [broken])))).toBe('P0 met: P0.1 met')
  })

  it('say how many are suspect, the first way, its place and what to run', () => {
    const both = edited(['requirements', 'Every box', 'No box'], ['requirements', '250 kg', '1 kg'])
    const gate = judged(programOf(both), records(both))
    expect(gate.criteria.at(-1)).toMatchObject({
      id: 'P0.links',
      gate: 'P0',
      kind: 'trace',
      level: 'required',
      because: '2 suspect links: P0 ← P0.1 verifies 1.1, which changed',
      found: '2 suspect links',
      fix: 'refractor trace clear P0.1 --reason TEXT',
      location: { file: 'specification/phases/P0.yaml' },
    })
    expect(gate.counts).toMatchObject({ met: 1, unmet: 1 })
    const alone = judged(programOf(route), records(route)).criteria.at(-1)
    expect(alone?.because).toBe('P0 ← T1 satisfies 1.2, which changed')
  })

  it('tell what changed in a document, and what nobody read', () => {
    const program = programOf()
    const of = (about: Facts): string | undefined => judged(program, records(plan), 'P0', about).criteria[1]?.because
    expect(of(facts())).toBeUndefined()
    expect(of(facts({ trace: { documents: documents('Shelves first.\nThen boxes.\n') } }))).toBe('P0 ← T3 cites AP L1-L2, which changed')
    expect(of(facts({ trace: { documents: documents('A title.\n\nBoxes first.\nThen shelves.\n') } }))).toBeUndefined()
    expect(of(facts({ trace: { documents: [] } }))).toBe('P0 ← T3 cites AP L1-L2, which is gone')
    expect(of(facts({ trace: {} }))).toBe('P0 ← T3 cites AP L1-L2, which cannot be read')
  })

  it.each([
    ['warning', 'P0 met: P0.1 met, P0.links unmet suspect'],
    ['off', 'P0 met: P0.1 met'],
  ])('count as the program says: %s', (suspect, expected) => {
    const texts = { ...route, program: `${route.program}trace: { suspect: "${suspect}" }\n` }
    expect(at(texts, 'P0')).toBe(expected)
  })

  it('are not looked at when the phase is closed', () => {
    const review = reviewOf({ criteria: [], gates: [] })
    expect(said(judged(programOf(route), { ...records(route), reviews: [review] }))).toBe('P0 met: P0.1 met')
  })

  it('never help: a gate that is unmet stays so', () => {
    expect(said(judged(programOf(route), { linkReviews: [linkReview(before)] }))).toBe(
      'P0 unmet: P0.1 unmet missing, P0.links unmet suspect',
    )
    const empty = programOf({ 'phases/P0': 'id: "P0"\ntitle: Plan\nexit:\n  criteria: []\n' })
    expect(said(judged(empty, { linkReviews: [linkReview(before)] }))).toBe('P0 unknown: ')
  })

  it('are explained, and in the way of what is simulated', () => {
    const program = programOf(route)
    const explanation = explainGate(program, caseOf(records(route)), facts(), 'P0', { now })
    expect(explanation?.criteria.map(({ result }) => result.id)).toEqual(['P0.1', 'P0.links'])
    expect(explanation?.criteria[1]).toMatchObject({
      who: ['anyone'],
      commands: ['refractor trace', 'refractor trace clear T1 --reason TEXT'],
    })
    expect(explainGate(program, caseOf(records(route)), facts(), 'P0', { now, criterion: 'P0.links' })?.criteria).toHaveLength(1)
    expect(explainGate(program, caseOf(records(route)), facts(), 'P0', { now, criterion: 'P0.1' })?.criteria).toHaveLength(1)
    const ruled = programOf({ ...route, policy: 'version: 1\nclear: { roles: [lead] }\n' })
    expect(explainGate(ruled, caseOf(records(route)), facts(), 'P0', { now, criterion: 'P0.links' })?.criteria[0]?.who).toEqual([
      'lead, by policy: nobody yet',
    ])
    const simulated = simulateGate(program, caseOf(records(route)), facts(), 'P0', {}, now)
    expect([simulated?.steps, simulated?.blocked.map(({ id }) => id)]).toEqual([undefined, ['P0.links']])
  })
})

describe('what gates ask for', () => {
  it('is nothing of links while nobody has reviewed one', () => {
    expect(evidenceNeeded(before, caseOf(), ['P0']).trace).toBeUndefined()
    const [own] = allObserved(programOf({ ...plan, program: 'id: demo\nname: Demo\n' }))
    expect(evidenceNeeded(before, caseOf({ evidence: own ? [own] : [] }), ['P0.M1']).trace).toBeUndefined()
  })

  it('is the documents that records cite, and the proofs that policy wants', () => {
    expect(evidenceNeeded(before, caseOf({ evidence: allObserved(before) }), ['P0']).trace).toEqual(['documents'])
    const review = linkReview(before)
    const needed = evidenceNeeded(before, caseOf({ linkReviews: [review] }), ['P0'])
    expect([needed.trace, needed.proofs]).toEqual([['boxes', 'documents'], undefined])
    const ruled = programOf({
      ...plan,
      policy: 'version: 1\nclear: { people: [ada], trust: commit }\n',
      program: `${plan.program}people: [{ id: ada }]\n`,
    })
    expect(evidenceNeeded(ruled, caseOf({ linkReviews: [review] }), ['P0']).proofs).toEqual([review.source.path])
    const off = programOf({ ...plan, program: `${plan.program}trace: { suspect: "off" }\n` })
    expect(evidenceNeeded(off, caseOf({ linkReviews: [review] }), ['P0']).trace).toBeUndefined()
  })
})

describe('whose reviews count', () => {
  const people = `people:
  - { id: ada, name: Ada, emails: [ada@example.org], roles: [lead], keys: ["ssh-ed25519 AAAA"] }
  - { id: grace, name: Grace, emails: [grace@example.org], roles: [lead] }
  - { id: robot, name: Robot, kind: bot, roles: [lead] }
  - { id: old, name: Old, roles: [lead], active: { to: 2020-01-01 } }
`
  const texts = (policy: string): Plan => ({
    ...route,
    program: `${route.program}${people}`,
    ...(policy && { policy: `version: 1\n${policy}` }),
  })
  const old = linkReview(before)
  const landed = (author: string) => ({ landed: { commit: 'c', at: '2026-11-20T11:00:00Z', author } })

  test.each<[string, string, Partial<LinkReview>, Facts | undefined, boolean]>([
    ['anybody', '', { by: 'Mallory <mallory@example.org>' }, undefined, true],
    ['no bot', '', { by: 'Robot' }, undefined, false],
    ['nobody', '', { by: 'TBD' }, undefined, false],
    ['not from the future', '', { at: '2026-11-22T10:00:00Z' }, undefined, false],
    ['not without a time', '', { at: 'yesterday' }, undefined, false],
    ['no format that is not known', '', { format: 2 }, undefined, false],
    ['no other program', '', { program: 'other' }, undefined, false],
    ['no other repository', '', { repository: 'example.org/b' }, facts({ repository: 'example.org/a' }), false],
    ['this repository', '', { repository: 'example.org/a' }, facts({ repository: 'example.org/a' }), true],
    ['nobody who has left', '', { by: 'Old' }, undefined, false],
    ['whom policy names', 'clear: { roles: [lead] }\n', {}, undefined, true],
    ['nobody else', 'clear: { roles: [lead] }\n', { by: 'Mallory' }, undefined, false],
    ['nobody beside the roster', 'people: [{ id: eve }]\n', { by: 'Mallory' }, undefined, false],
    ['not only by saying so', 'clear: { roles: [lead], trust: commit }\n', {}, undefined, false],
    ['who committed it', 'clear: { roles: [lead], trust: commit }\n', {}, 'proven' as unknown as Facts, true],
    ['not who committed that of another', 'clear: { roles: [lead], trust: commit }\n', {}, 'stolen' as unknown as Facts, false],
    ['what a role has to prove', 'clear: { roles: [lead] }\ntrust: { lead: signed }\n', {}, 'proven' as unknown as Facts, false],
    ['what everybody has to prove', 'trust: { "*": commit }\n', {}, undefined, false],
    ['no bad signature', '', {}, 'forged' as unknown as Facts, false],
    ['two of them', 'clear: { roles: [lead], min: 2 }\n', {}, undefined, false],
  ])('%s', (_, policy, more, about, counts) => {
    const program = programOf(texts(policy))
    const review = linkReview(program, { at: '2026-11-20T12:00:00Z', ...more })
    const proofs = {
      proven: landed('Ada <ada@example.org>'),
      stolen: landed('Mallory <mallory@example.org>'),
      forged: { signature: { state: 'bad' as const, because: 'no' } },
    }[String(about)]
    const known = proofs ? facts({ proofs: new Map([[review.source.path, proofs]]) }) : (about ?? facts())
    const gate = judged(program, { evidence: allObserved(program), linkReviews: [old, review] }, 'P0', known)
    expect(said(gate)).toBe(counts ? 'P0 met: P0.1 met' : 'P0 unmet: P0.1 met, P0.links unmet suspect')
  })

  it('two of them are enough where two are asked for, however often one says it', () => {
    const program = programOf(texts('clear: { roles: [lead], min: 2 }\n'))
    const [ada, again] = [linkReview(program), linkReview(program, { at: '2026-11-20T13:00:00Z' })]
    const of = (...reviews: RecordFile<LinkReview>[]): string =>
      said(judged(program, { evidence: allObserved(program), linkReviews: [old, ...reviews] }))
    expect(of(ada, again)).toContain('P0.links')
    expect(of(ada, linkReview(program, { by: 'Grace' }))).toBe('P0 met: P0.1 met')
  })

  it('none that was taken back', () => {
    const program = programOf(texts(''))
    const review = linkReview(program)
    const revoking = linkReview(before, { revokes: [review.sha256], by: 'Mallory' })
    const of = (...reviews: RecordFile<LinkReview>[]): string =>
      said(judged(program, { evidence: allObserved(program), linkReviews: reviews }))
    expect(of(old, review)).toBe('P0 met: P0.1 met')
    expect(of(old, review, revoking)).toContain('P0.links')
  })
})
