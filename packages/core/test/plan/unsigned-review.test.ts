import { expect, test } from 'vitest'
import { unsignedReview } from '../../src/plan/unsigned-review.ts'
import { buildProgram } from '../build-program.ts'
import { phaseYaml, programYaml } from './sample.ts'

const author = 'Grace Hopper <grace@example.org>'

/** Codes and help for a review by somebody who is QA, under a policy. */
const found = (policy: string | undefined, phase = 'P0', by = author) =>
  unsignedReview(
    buildProgram({
      'specification/program.yaml': programYaml.replace('roles:\n', 'roles:\n  - { id: QA }\n'),
      'specification/phases/P0.yaml': phaseYaml,
      ...(policy !== undefined && { 'specification/policy.yaml': `format: 1\nversion: 1\n${policy}` }),
    }),
    phase,
    by,
  ).map(({ code, help, location }) => `${code} ${location?.line}: ${help}`)

test.each<[string, string | undefined, number]>([
  ['no policy', undefined, 0],
  ['no rule', 'trust: { QA: signed }\n', 0],
  ['a rule for other phases', 'review: [{ phases: [P7], roles: [QA], trust: signed }]\n', 0],
  ['a rule that takes their word', 'review: [{ roles: [QA] }]\n', 0],
  ['a rule that wants a commit', 'review: [{ roles: [QA], trust: commit }]\n', 1],
  ['a rule that wants a signature', 'review: [{ roles: [QA], trust: signed }]\n', 1],
  ['a role that has to sign', 'review: [{ roles: [QA] }]\ntrust: { QA: signed }\n', 1],
])('%s', (_, policy, count) => expect(found(policy)).toHaveLength(count))

test('says where it is asked for, and what to do', () => {
  expect(found('review:\n  - { roles: [QA], trust: signed }\n')).toEqual(['policy/refused 4: refractor review P0 --sign'])
  expect(found('review:\n  - { roles: [QA], trust: commit }\n')).toEqual(['state/guard 4: commit it under your own name'])
})
