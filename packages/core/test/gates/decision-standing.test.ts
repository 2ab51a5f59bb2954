import { expect, it } from 'vitest'
import { decisionStandings } from '../../src/gates/decision-standing.ts'
import { criterionDefinition, gateDefinition } from '../../src/gates/definition.ts'
import type { ApprovalRecord } from '../../src/schema/records.ts'
import { approvalOf, caseOf, criterion, exitOf, fileOf, hash, now } from './build.ts'

const program = exitOf([criterion('P0.1', { kind: 'approval' })])
const definition = criterionDefinition(program.criteria.get('P0.1') as Parameters<typeof criterionDefinition>[0])
const ofGate = gateDefinition(program.gates.get('P0') as Parameters<typeof gateDefinition>[0])

/** How each of some decisions stands, in the order of their names. */
const standings = (records: Readonly<Record<string, Partial<ApprovalRecord>>>): string[] =>
  decisionStandings(
    program,
    caseOf({
      approvals: Object.entries(records).map(([name, record]) =>
        approvalOf({ definition, ...record }, `.refractor/approvals/${name}.json`),
      ),
    }),
    now,
  ).map(({ state, because }) => `${state} ${because}`.trim())

it.each<[string, Readonly<Record<string, Partial<ApprovalRecord>>>, string[]]>([
  ['an approval', { a: {} }, ['stands']],
  ['of what has changed', { a: { definition: hash('0') } }, ['void the criterion changed since']],
  ['of what is not there', { a: { target: { type: 'criterion', id: 'P9.9' } } }, ['void there is no criterion P9.9']],
  ['of a gate', { a: { target: { type: 'gate', id: 'P0' }, definition: ofGate } }, ['stands']],
  ['of a gate that changed', { a: { target: { type: 'gate', id: 'P0' } } }, ['void the gate changed since']],
  ['that lasts until today', { a: { expires: now.slice(0, 10) } }, ['stands']],
  ['that has ended', { a: { expires: '2026-11-20' } }, ['expired expired on 2026-11-20']],
  ['with an end that is no date', { a: { expires: '2026-02-99' } }, ['expired expired on 2026-02-99']],
  [
    'a rejection that is answered',
    { a: { at: '2026-11-21T10:00:01Z' }, b: { decision: 'reject', by: 'Ada' } },
    ['stands', 'answered approved by Grace <grace@example.org> since'],
  ],
  ['a rejection at the same time', { a: {}, b: { decision: 'reject', by: 'Ada' } }, ['answered rejected by Ada since', 'stands']],
  [
    'a rejection, and an approval that is void',
    { a: { definition: hash('0'), at: '2026-11-21T11:00:00Z' }, b: { decision: 'reject' } },
    ['void the criterion changed since', 'stands'],
  ],
  ['of a policy', { a: { target: { type: 'policy', id: 'demo' }, definition: hash('1') } }, ['stands']],
  ['of another program', { a: { program: 'other' } }, []],
])('%s', (_, records, expected) => {
  expect(standings(records)).toEqual(expected)
})

it('is taken back by its digest, which stands itself', () => {
  const approval = approvalOf({ definition }, '.refractor/approvals/a.json')
  const revocation = approvalOf({ definition, decision: 'revoke', revokes: [approval.sha256], by: 'Ada' }, '.refractor/approvals/b.json')
  const found = decisionStandings(program, caseOf({ approvals: [approval, revocation] }), now)
  expect(found.map(({ state, because }) => [state, because])).toEqual([
    ['revoked', 'revoked by Ada'],
    ['stands', ''],
  ])
})

it('says nothing of what cannot be read', () => {
  expect(decisionStandings(program, caseOf({ approvals: [fileOf('.refractor/approvals/x.json', undefined)] }), now)).toEqual([])
})
