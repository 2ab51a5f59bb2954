import { describe, expect, it, test } from 'vitest'
import { suggestedPlaybooks, suggestOf } from '../../src/gates/suggested-playbooks.ts'
import type { Entry, Program } from '../../src/link/program-types.ts'
import type { Playbook } from '../../src/schema/plan-records.ts'
import { criterion, exitOf, gateOf, programOf } from './build.ts'

const playbook = (more: Partial<Playbook>): Playbook => ({ id: 'back', title: 'The way back', ...more }) as Playbook

/** The ids of the playbooks that the exit gate of P0 names: its criterion has no record, so it is missing. */
function named(...playbooks: readonly Playbook[]): string[] {
  const base = exitOf([criterion('P0.1', { all: [{ kind: 'test' }, { kind: 'attest', claim: 'x' }] })])
  const entries = playbooks.map((record) => [record.id, { id: record.id, record } as Entry<Playbook>] as const)
  const program: Program = { ...base, playbooks: new Map(entries) }
  return suggestedPlaybooks(program, gateOf(program)).map(({ id }) => id)
}

test.each<[string, Partial<Playbook>, boolean]>([
  ['always', { suggest: {} }, true],
  ['of this gate', { suggest: { gates: ['P9', 'P*'] } }, true],
  ['of another gate', { suggest: { gates: ['P9'] } }, false],
  ['of a kind inside of a composition', { suggest: { kinds: ['attest'] } }, true],
  ['of the composition', { suggest: { kinds: ['all'] } }, true],
  ['of another kind', { suggest: { kinds: ['metric'] } }, false],
  ['for this reason', { suggest: { reasons: ['stale', 'missing'] } }, true],
  ['for another reason', { suggest: { reasons: ['failed'] } }, false],
  ['for the reason, of another kind', { suggest: { kinds: ['metric'], reasons: ['missing'] } }, false],
  ['a trigger for failures, where work is only missing', { triggers: ['Gate failure'] }, false],
  ['nothing is said', {}, false],
])('%s', (_, more, expected) => expect(named(playbook(more))).toEqual(expected ? ['back'] : []))

describe('suggestOf', () => {
  test.each([
    'Gate failure',
    'a failed gate',
    'Failure of an exit gate',
    'the gate check fails',
    'Gate P2 gates failing',
    'Rollback asked for',
    'roll-back',
  ])('%s', (trigger) => expect(suggestOf(playbook({ triggers: ['fire', trigger] }))?.reasons).toEqual(['failed', 'tampered', 'rejected']))

  test.each(['Health check failures', 'the gates are open', 'severe security findings'])('not %s', (trigger) =>
    expect(suggestOf(playbook({ triggers: [trigger] }))).toBeUndefined(),
  )

  it('what is said outright counts', () => {
    expect(suggestOf(playbook({ triggers: ['Gate failure'], suggest: { gates: ['P1'] } }))).toEqual({ gates: ['P1'] })
  })
})

it('a gate that is met names none', () => {
  const program = programOf()
  expect(suggestedPlaybooks(program, { id: 'P0', verdict: 'met', criteria: [] })).toEqual([])
})
