import { describe, expect, test } from 'vitest'
import { planMilestoneState } from '../../src/plan/milestone-state.ts'
import { changedLines, findings, gateResult, phaseYaml, planOf, programOf, programYaml } from './sample.ts'

const inState = (state: string, program = programYaml) =>
  programOf({ program, phases: { 'phases/P0.yaml': phaseYaml.replace('state: planned', `state: ${state}`) } })
const met = { acceptance: gateResult('P0.M1') }

function changeTo(
  state: string,
  verb: 'start' | 'submit' | 'accept' | 'reopen',
  context: Parameters<typeof planMilestoneState>[3] = met,
): string[] {
  const before = phaseYaml.replace('state: planned', `state: ${state}`)
  return planOf(planMilestoneState(inState(state), 'P0.M1', verb, context)).steps.flatMap((step) =>
    step.type === 'edit' ? changedLines(before, step.text) : ['?'],
  )
}

test.each([
  ['planned', 'start', 'in-progress'],
  ['in-progress', 'submit', 'under-review'],
  ['under-review', 'accept', 'accepted'],
  ['accepted', 'reopen', 'in-progress'],
  ['under-review', 'reopen', 'in-progress'],
] as const)('%s: %s leads to %s, and only that line changes', (from, verb, to) => {
  expect(changeTo(from, verb)).toEqual([`-    state: ${from}`, `+    state: ${to}`])
})

test.each([
  ['in-progress', 'start'],
  ['under-review', 'submit'],
  ['accepted', 'accept'],
  ['in-progress', 'reopen'],
] as const)('%s: %s has nothing to do', (state, verb) => {
  expect(changeTo(state, verb, {})).toEqual([])
})

test.each([
  ['planned', 'submit'],
  ['planned', 'accept'],
  ['in-progress', 'accept'],
  ['planned', 'reopen'],
  ['accepted', 'start'],
  ['accepted', 'submit'],
] as const)('%s: %s is refused', (state, verb) => {
  expect(findings(planMilestoneState(inState(state), 'P0.M1', verb, met))).toEqual(['state/transition specification/phases/P0.yaml:7'])
})

describe('owners before the start', () => {
  const withRoles = (accountable: string, program = programYaml) =>
    programOf({ program, phases: { 'phases/P0.yaml': phaseYaml.replace('accountable: [TL]', accountable) } })

  test.each([
    ['accountable: [TL]', 0],
    ['accountable: [TL, QL]', 1],
    ['accountable: [QL]', 1],
    ['supporting: [TL]', 1],
    ['accountable: [QL]\n    owner: Grace', 0],
    ['accountable: [TL, QL]\n    owner: TBD', 1],
  ])('%s: %i guards', (accountable, guards) => {
    const result = planMilestoneState(withRoles(accountable), 'P0.M1', 'start', {})
    expect(result.ok).toBe(guards === 0)
    expect(result.diagnostics.map((one) => one.code)).toEqual(Array(guards).fill('state/guard'))
  })

  test('off when the program says so', () => {
    const program = `${programYaml}rules: { ownersBeforeStart: false }\n`
    expect(planMilestoneState(withRoles('accountable: [QL]', program), 'P0.M1', 'start', {}).ok).toBe(true)
  })

  test('two states: accepting is starting, so both guards hold', () => {
    const program = `${programYaml}states: { milestone: [planned, accepted] }\n`
    expect(findings(planMilestoneState(withRoles('accountable: [QL]', program), 'P0.M1', 'accept', {}))).toHaveLength(2)
    expect(findings(planMilestoneState(withRoles('accountable: [QL]', program), 'P0.M1', 'start', {}))).toEqual([
      'state/transition specification/phases/P0.yaml:7',
    ])
  })
})

describe('acceptance before accepted', () => {
  const location = { file: 'specification/phases/P0.yaml', line: 22, column: 9 }
  const criterion = {
    id: 'P0.M1.1',
    gate: 'P0.M1',
    statement: '',
    kind: 'artifact',
    level: 'required',
    outcome: 'unmet',
    because: 'missing',
    evidence: [],
    location,
    definition: '',
  } as const

  test.each([
    ['not judged', {}],
    ['unmet', { acceptance: gateResult('P0.M1', { verdict: 'unmet', criteria: [criterion] }) }],
    ['unknown', { acceptance: gateResult('P0.M1', { verdict: 'unknown', criteria: [{ ...criterion, outcome: 'unknown' }] }) }],
    ['of another gate', { acceptance: gateResult('P0') }],
  ])('%s: refused', (_, context) => {
    const result = planMilestoneState(inState('under-review'), 'P0.M1', 'accept', context)
    expect(findings(result)).toEqual(['state/guard specification/phases/P0.yaml:22'])
    expect(result.diagnostics[0]?.help).toBe('refractor gate check P0.M1')
    expect(result.diagnostics[0]?.related?.length ?? 0).toBe('acceptance' in context ? context.acceptance.criteria.length : 0)
  })

  test.each([
    ['no acceptance', ''],
    ['an empty list', '    acceptance: []\n'],
  ])('%s: refused, even with a verdict', (_, acceptance) => {
    const text = phaseYaml.replace('state: planned', 'state: under-review').replace(/ {4}acceptance:[\s\S]*?(?=exit:)/, acceptance)
    const result = planMilestoneState(programOf({ phases: { 'phases/P0.yaml': text } }), 'P0.M1', 'accept', met)
    expect(findings(result)).toEqual(['state/guard specification/phases/P0.yaml:5'])
    expect(result.diagnostics[0]?.help).toContain('add acceptance:')
  })

  test('off when the program says so', () => {
    const program = `${programYaml}rules: { acceptanceBeforeAccepted: false }\n`
    expect(planMilestoneState(inState('under-review', program), 'P0.M1', 'accept', {}).ok).toBe(true)
  })
})

test('an id that is no milestone', () => {
  expect(findings(planMilestoneState(programOf(), 'P0.M2', 'start', {}))).toEqual(['cli/unknown-id'])
})
