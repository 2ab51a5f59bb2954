import { describe, expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { milestones } from './plans.ts'

const imported = importDocuments([{ path: 'bridge.md', text: milestones }])
const [ground, deck] = imported.phases
const [piers, ropes] = ground?.milestones ?? []

describe('a milestone plan', () => {
  test('counts', () => {
    expect(imported.genre).toBe('milestone-plan')
    expect(imported.counts).toMatchObject({ phases: 2, milestones: 3, tasks: 4, gates: 2, criteria: 6, deliverables: 4, roles: 2 })
    expect(imported.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  test('reads a milestone with its roles, tasks, deliverables and acceptance', () => {
    expect(piers).toMatchObject({
      id: 'P0.M1',
      title: 'Piers',
      accountable: ['LM', 'RK'],
      supporting: ['RK'],
      inputs: ['River maps.'],
      tasks: [{ id: 'P0.M1.T1', title: 'Measure the river.' }, { id: 'P0.M1.T2' }],
      deliverables: [
        { id: 'P0.M1.D1', path: 'docs/bridge/P0.M1/piers.md' },
        { id: 'P0.M1.D2', title: 'sketches' },
      ],
      acceptance: [{ id: 'P0.M1.1', statement: 'Piers stand; nothing moves.' }, { id: 'P0.M1.2' }],
      duration: '4 working days',
    })
  })

  test('reads how milestones lie in time', () => {
    expect(ropes?.duration).toBe('6 working days')
    expect(ropes?.relations).toEqual([{ type: 'overlaps', milestone: 'P0.M1', amount: '2 days', text: 'overlaps last 2 days of P0.M1' }])
    expect(deck?.milestones?.[0]?.relations).toEqual([{ type: 'parallel', milestone: 'P0.M2', text: 'parallel with P0.M2' }])
    expect([ground?.window, deck?.window, imported.program.weeks]).toEqual(['0–1', '2', 'inclusive'])
  })

  test('reads exit gates under headings of their own', () => {
    expect(ground?.exit?.criteria).toMatchObject([{ id: 'P0.1', check: { kind: 'query', proposed: true } }])
    expect(deck?.exit?.criteria).toHaveLength(1)
  })

  test('reads states, the evidence folder and rules of the plan', () => {
    expect(imported.program).toMatchObject({
      states: { milestone: ['planned', 'in-progress', 'under-review', 'accepted'] },
      evidence: 'docs/bridge',
      rules: { ownersBeforeStart: true },
    })
    expect(imported.program.conventions).toHaveLength(3)
  })
})
