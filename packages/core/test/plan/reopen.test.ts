// tested-for: P4.R6
import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { phaseState } from '../../src/gates/phase-state.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { caseAfterArchive } from '../../src/plan/case-after.ts'
import type { Planned } from '../../src/plan/plan.ts'
import { planReopen } from '../../src/plan/reopen.ts'
import { planReview } from '../../src/plan/review.ts'
import { ReopenedReview } from '../../src/schema/review-history.ts'
import { caseOf, gateResult, phaseYaml, planOf, programOf, programYaml, recordFile, stamp } from './sample.ts'

const inbox = 'inbox/P0/P0.md'
const outbox = 'outbox/P0/P0.md'
const text = '---\nphase: P0\n---\n# P0\n\n- [x] **P0.M1.D1** The charter\n'
/** Codes alone. */
const findings = (outcome: Planned): string[] => outcome.diagnostics.map(({ code }) => code)
const later = { ...stamp, now: '2026-11-21T08:30:00Z' }
const history = 'outbox/P0/_history/20261121T083000Z'

/** The case after a review of P0 that archived one checklist. */
function closed(program = programOf()): Case {
  const before = caseOf({ inbox: { [inbox]: text } })
  const plan = planOf(planReview(program, before, 'P0', () => [gateResult('P0')], stamp))
  const after = caseAfterArchive(before, plan)
  const review = plan.steps.find((step) => step.type === 'create' && step.path === 'outbox/P0/metadata.json')
  const written = review?.type === 'create' ? review.text : ''
  return { ...after, reviews: [{ ...recordFile('outbox/P0/metadata.json', JSON.parse(written)), sha256: sha256Hex(written) }] }
}

test('is refused where the review cannot be read: nobody knows whether the phase is closed', () => {
  const damaged = { source: { path: 'outbox/P0/metadata.json', text: '{' }, record: undefined, positions: {}, diagnostics: [], sha256: '' }
  const outcome = planReopen(programOf(), { ...closed(), reviews: [damaged] }, 'P0', 'x', later)
  expect([outcome.ok, outcome.diagnostics]).toMatchObject([
    false,
    [{ code: 'review/invalid-record', location: { file: 'outbox/P0/metadata.json' } }],
  ])
})

describe('reopening', () => {
  const program = programOf()
  const records = closed()
  const plan = planOf(planReopen(program, records, 'P0', 'the figures were wrong', later))

  test('starts from a closed phase', () => {
    expect(phaseState(program, 'P0', records)).toBe('closed')
  })

  test('keeps the review, brings the checklist back, and says why', () => {
    expect(plan.steps.map((step) => (step.type === 'move' ? `${step.from} > ${step.to}` : `${step.type} ${step.path}`))).toEqual([
      `move outbox/P0/metadata.json > ${history}-closed.json`.replace('move ', ''),
      `${outbox} > ${inbox}`,
      `outbox/P0/P0.metadata.json > ${history}-P0.metadata.json`,
      `create ${history}-reopened.json`,
    ])
    expect(plan.title).toBe('reopen P0, with 1 checklist')
    expect(plan.event).toEqual({ type: 'phase.reopened', program: 'demo', ids: ['P0'], details: { reason: 'the figures were wrong' } })
  })

  test('writes a record that fits its schema and binds the review', () => {
    const step = plan.steps.at(-1)
    const record = ReopenedReview.parse(JSON.parse(step?.type === 'create' ? step.text : ''))
    expect(record).toMatchObject({
      phase: 'P0',
      reason: 'the figures were wrong',
      date: later.now,
      review: { path: `${history}-closed.json`, sha256: records.reviews[0]?.sha256 },
      checklists: [{ path: inbox, sha256: sha256Hex(text), archived: outbox }],
    })
    expect(record.differs).toBeUndefined()
  })

  test('is done already where the phase is open', () => {
    const outcome = planReopen(program, caseOf({}), 'P0', 'again', later)
    expect(planOf(outcome)).toEqual({ title: 'P0 is open already', steps: [] })
  })

  test('knows no other phase', () => {
    expect(findings(planReopen(program, records, 'P9', 'x', later))).toEqual(['cli/unknown-id'])
  })

  test('takes the signature along, and the pointer away', () => {
    const [review] = records.reviews
    const signed: Case = {
      ...records,
      reviews: [{ ...(review as Case['reviews'][0]), signature: { path: 'outbox/P0/metadata.json.sig', text: 'sig' } }],
    }
    const pointer = 'inbox/P0/P0.archived.txt'
    const outcome = planReopen(program, signed, 'P0', 'x', later, (path) => (path === pointer ? `${outbox}\n` : undefined))
    expect(planOf(outcome).steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'move',
          from: 'outbox/P0/metadata.json.sig',
          to: `${history}-closed.json.sig`,
          before: sha256Hex('sig'),
        }),
        expect.objectContaining({ type: 'remove', path: pointer, before: sha256Hex(`${outbox}\n`) }),
      ]),
    )
  })

  test('leaves a pointer that says something else', () => {
    const outcome = planReopen(program, records, 'P0', 'x', later, () => 'mine')
    expect(planOf(outcome).steps.some(({ type }) => type === 'remove')).toBe(false)
  })

  test('leaves what was archived before the review', () => {
    const earlier: Case = {
      ...records,
      outbox: records.outbox.map((file) => ({
        ...file,
        metadata: file.metadata && { ...file.metadata, record: { ...file.metadata.record, date: '2026-11-01T00:00:00Z' } as never },
      })),
    }
    expect(planOf(planReopen(program, earlier, 'P0', 'x', later)).steps).toHaveLength(2)
  })

  test.each([
    ['another folder', 'inbox/P1/P0.md'],
    ['no folder', 'inbox/P0.md'],
    ['outside', 'inbox/../P0.md'],
    ['deeper', 'inbox/P0/a/P0.md'],
    ['no checklist', 'inbox/P0/P0.txt'],
  ])('does not believe metadata that name %s', (_, from) => {
    const strange: Case = {
      ...records,
      outbox: records.outbox.map((file) => ({
        ...file,
        metadata: file.metadata && { ...file.metadata, record: { ...file.metadata.record, from } as never },
      })),
    }
    const outcome = planReopen(program, strange, 'P0', 'x', later)
    expect(planOf(outcome).steps.map(({ type }) => type)).toEqual(['move', 'create'])
    expect(findings(outcome)).toEqual(['checklist/invalid-record'])
  })

  test('never overwrites a checklist of the inbox', () => {
    const taken: Case = { ...records, inbox: caseOf({ inbox: { 'inbox/P0/p0.md': '# other\n' } }).inbox }
    expect(findings(planReopen(program, taken, 'P0', 'x', later))).toEqual(['workspace/would-overwrite'])
  })

  test('says what is not as the review left it, in the record too', () => {
    const changed: Case = { ...records, outbox: records.outbox.map((file) => ({ ...file, sha256: 'e'.repeat(64) })) }
    const outcome = planReopen(program, changed, 'P0', 'x', later)
    expect(outcome.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['review/tampered', 'warning']])
    const step = planOf(outcome).steps.at(-1)
    expect(JSON.parse(step?.type === 'create' ? step.text : '')).toMatchObject({ differs: [outbox] })
  })
})

describe('who may, and when', () => {
  const next = (id: string, on: string): string => `format: 1\nid: ${id}\ntitle: T\ndependencies: [${on}]\nexit:\n  criteria: []\n`
  const program = programOf({
    phases: { 'phases/P0.yaml': phaseYaml, 'phases/P1.yaml': next('P1', 'P0'), 'phases/P2.yaml': next('P2', 'P1') },
  })
  const review = (phase: string): Case['reviews'][0] => {
    const [first] = closed(program).reviews
    return { ...recordFile(`outbox/${phase}/metadata.json`, { ...first?.record, phase, gate: phase } as never), sha256: 'f'.repeat(64) }
  }

  test('refused while what depends on it is closed, in the order in which to open them', () => {
    const records: Case = { ...closed(program), reviews: [review('P0'), review('P1'), review('P2')] }
    const outcome = planReopen(program, records, 'P0', "it's wrong", later)
    expect(findings(outcome)).toEqual(['state/guard'])
    expect(outcome.diagnostics[0]?.message).toBe('P0 cannot be reopened: P2, P1 rest on it and are closed')
    expect(outcome.diagnostics[0]?.help).toContain("in this order: P2, P1: refractor review reopen P2 --reason 'it'\\''s wrong'")
    expect(planOf(planReopen(program, { ...records, reviews: [review('P0')] }, 'P0', 'x', later)).steps.length).toBeGreaterThan(0)
  })

  test('policy says who', () => {
    const policy = 'format: 1\nversion: 1\nreview:\n  - { roles: [TL], min: 2 }\n'
    const ruled = programOf({ program: programYaml, phases: { 'phases/P0.yaml': phaseYaml, 'policy.yaml': policy } })
    const records = closed()
    const by = (author: string) => planReopen(ruled, { ...records, reviews: records.reviews }, 'P0', 'x', { ...later, author })
    // The review itself was made by one of two: it does not close the phase under this policy, so there is nothing to reopen.
    expect(planOf(by('Grace Hopper <grace@example.org>')).steps).toEqual([])
    const one = programOf({
      program: programYaml,
      phases: { 'phases/P0.yaml': phaseYaml, 'policy.yaml': policy.replace(', min: 2', '') },
    })
    expect(findings(planReopen(one, records, 'P0', 'x', { ...later, author: 'Grace Hopper <grace@example.org>' }))).toEqual([
      'policy/refused',
    ])
    expect(planOf(planReopen(one, records, 'P0', 'x', later)).steps.length).toBeGreaterThan(0)
  })
})
