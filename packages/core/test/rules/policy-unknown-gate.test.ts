import { expect, it } from 'vitest'
import { policyUnknownGate } from '../../src/rules/policy-unknown-gate.ts'
import type { MergeRule, PolicyFile } from '../../src/schema/policy.ts'
import { criterion, programOf } from '../gates/build.ts'

const found = (...require: readonly MergeRule[]): string[] => {
  const program = programOf({ phases: [{ id: 'P2', exit: { criteria: [criterion('P2.1', undefined)] } }] })
  const record: PolicyFile = { format: 1, version: 1, merge: { require: [...require] } }
  const policy = { id: 'policy', pointer: '', record, file: program.file.file }
  return policyUnknownGate.check({ ...program, policy }, {}).map(({ message, expected = [] }) => `${message}: ${expected.join(' ')}`)
}

it('finds gates that do not exist, and knows placeholders', () => {
  const rule = (...gates: string[]): MergeRule => ({ branches: ['main'], gates })
  expect(found(rule('P2', '{phase}', '{phase}.entry', '{milestone}', 'tier-{phase}'))).toEqual([])
  expect(found(rule('P2'), rule('P3', '{phases}', 'quality'))).toEqual([
    'the policy of demo asks for gate P3, which does not exist: P2',
    'the policy of demo asks for gate {phases}, which does not exist: {phase}',
    'the policy of demo asks for gate quality, which does not exist: ',
  ])
})

it('says nothing of a program without rules', () => {
  expect(policyUnknownGate.check(programOf(), {})).toEqual([])
  expect(found()).toEqual([])
})
