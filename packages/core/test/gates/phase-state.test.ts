import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../src/gates/case.ts'
import { dueGates, gatesOfPhase, phaseState } from '../../src/gates/phase-state.ts'
import type { ReviewRecord } from '../../src/schema/records.ts'
import { caseOf, criterion, fileOf, programOf, reviewOf } from './build.ts'

const program = programOf({
  phases: [
    {
      id: 'P0',
      milestones: [{ id: 'P0.M1', title: 'M', state: 'accepted', acceptance: [criterion('a', undefined)] }],
      entry: { criteria: [] },
      exit: { criteria: [] },
    },
    {
      id: 'P1',
      milestones: [
        { id: 'P1.M1', title: 'M', acceptance: [criterion('b', undefined)], tasks: [{ id: 'T1', title: 't', state: 'in-progress' }] },
        { id: 'P1.M2', title: 'M', state: 'under-review', acceptance: [criterion('c', undefined)] },
      ],
      entry: { criteria: [] },
      exit: { criteria: [] },
      gates: [{ id: 'P1.check', criteria: [] }],
    },
    {
      id: 'P2',
      tasks: [{ id: 'T2', title: 't', state: { value: 'open', mark: ' ' } }],
      milestones: [{ id: 'P2.M1', title: 'M', state: 'planned', acceptance: [criterion('d', undefined)] }],
      exit: { criteria: [] },
    },
    { id: '0.1', exit: { criteria: [] } },
  ],
  gates: [{ id: 'quality', stage: 'quality', criteria: [] }],
})

const state = (id: string, ...reviews: RecordFile<ReviewRecord>[]): string => phaseState(program, id, caseOf({ reviews }))

describe('phaseState', () => {
  test.each([
    ['P0', 'in-progress'],
    ['P1', 'in-progress'],
    ['P2', 'planned'],
    ['P9', 'planned'],
  ])('%s without a review: %s', (id, expected) => expect(state(id)).toBe(expected))

  test.each<[string, RecordFile<ReviewRecord>, string]>([
    ['its review', reviewOf(), 'closed'],
    ['a review of another phase', reviewOf({ phase: 'P1' }), 'in-progress'],
    ['a review of another program', reviewOf({ program: 'other' }), 'in-progress'],
    ['no review', reviewOf({ kind: 'archived' as 'review' }), 'in-progress'],
    ['a review without the verdict', reviewOf({ verdict: 'unmet' as 'met' }), 'in-progress'],
    ['an unreadable review', fileOf('outbox/P0/metadata.json', undefined), 'in-progress'],
    ['its review in another folder', reviewOf({}, 'outbox/P1/metadata.json'), 'in-progress'],
    ['its review elsewhere', reviewOf({}, 'other/P0/metadata.json'), 'in-progress'],
    ['its review in another folder of that length', reviewOf({}, 'outbux/P0/metadata.json'), 'in-progress'],
    ['a folder of that name', reviewOf({}, 'outbox/P0/metadata.json/x'), 'in-progress'],
    ['its review deeper down', reviewOf({}, 'outbox/P0/x/metadata.json'), 'in-progress'],
    ['its review by another name', reviewOf({}, 'outbox/P0/review.json'), 'in-progress'],
    ['its review in an encoded folder', reviewOf({}, 'outbox/P%30/metadata.json'), 'closed'],
    ['a folder that decodes to nothing', reviewOf({}, 'outbox/P%0/metadata.json'), 'in-progress'],
  ])('%s', (_, review, expected) => expect(state('P0', review)).toBe(expected))

  it('finds the review among others, for a planned phase too', () => {
    expect(state('0.1', reviewOf(), reviewOf({ phase: '0.1' }, 'outbox/0.1/metadata.json'))).toBe('closed')
  })
})

describe('dueGates', () => {
  const due = (...reviews: RecordFile<ReviewRecord>[]): string[] => dueGates(program, caseOf({ reviews }))
  it('are those of phases in progress, and acceptance gates of milestones that have begun', () => {
    expect(due()).toEqual(['P0.entry', 'P0.M1', 'P0', 'P1.entry', 'P1.M2', 'P1.check', 'P1', 'quality'])
  })
  it('stay due when the phase is closed', () => expect(due(reviewOf())).toEqual(due()))
  it('a closed phase makes its gates due although nothing began', () =>
    expect(due(reviewOf({ phase: 'P2' }, 'outbox/P2/metadata.json'))).toContain('P2'))
  it('are none while everything is planned', () => {
    const planned = programOf({ phases: [{ id: 'P0', exit: { criteria: [] } }], gates: [{ id: 'quality', criteria: [] }] })
    expect(dueGates(planned, caseOf())).toEqual([])
    expect(dueGates(planned, caseOf({ reviews: [reviewOf()] }))).toEqual(['P0', 'quality'])
  })
  it('an acceptance gate of no milestone is due with its phase', () => {
    const odd = programOf({
      phases: [{ id: 'P0', tasks: [{ id: 'T', title: 't', state: 'done' }], gates: [{ id: 'g', stage: 'acceptance', criteria: [] }] }],
    })
    expect(dueGates(odd, caseOf())).toEqual(['g'])
  })
})

describe('gatesOfPhase', () => {
  test.each([
    ['P0', ['P0.entry', 'P0.M1', 'P0']],
    ['P1', ['P1.entry', 'P1.M2', 'P1.check', 'P1']],
    ['P2', ['P2']],
    ['P9', []],
  ])('%s: all but the acceptance gates of milestones that have not begun', (id, expected) =>
    expect(gatesOfPhase(program, id).map((gate) => gate.id)).toEqual(expected),
  )

  it('a gate of the acceptance stage that belongs to no milestone waits for none', () => {
    const one = programOf({ phases: [{ id: 'P0', gates: [{ id: 'G', stage: 'acceptance', criteria: [] }] }] })
    expect(gatesOfPhase(one, 'P0').map((gate) => gate.id)).toEqual(['G'])
  })
})
