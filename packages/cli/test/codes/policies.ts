import { type CodeCase, lines, phaseWithCheck, program } from './case.ts'

const policy = 'specification/policy.yaml'
const roles = program('roles:', '  - { id: lead }', '  - { id: insurer }')
/** A policy; `rest` starts at line 3. */
const withPolicy = (...rest: readonly string[]) => ({
  'specification/program.yaml': roles,
  [policy]: lines('format: 1', 'version: 1', ...rest),
})
const closable = {
  'specification/phases/P0.yaml': phaseWithCheck('{ kind: archived }'),
  'inbox/P0/move.md': lines('# The move', '', '- [x] The keys are handed over'),
}
const someone = '  - { id: someone, name: Someone, emails: ["someone@example.org"], roles: [insurer] }'

/** Who may do what. */
export const policies = {
  'policy/refused': {
    files: { ...closable, ...withPolicy('people:', someone, 'review:', '  - { roles: [insurer] }') },
    argv: 'review P0',
    place: `${policy}:6:5`,
    exitCode: 1,
  },
  'policy/shared-identity': {
    files: withPolicy('people:', someone, '  - { id: other, emails: ["Someone@example.org"], roles: [lead] }'),
    argv: 'validate',
    place: `${policy}:5:27`,
    exitCode: 2,
  },
  'policy/wildcard': {
    files: withPolicy('people:', '  - { id: other, emails: ["*@example.org"] }'),
    argv: 'validate',
    place: `${policy}:4:27`,
    exitCode: 2,
  },
  'policy/too-few-people': {
    files: withPolicy('people:', someone, 'review:', '  - { roles: [insurer], min: 2 }'),
    argv: 'validate',
    place: `${policy}:6:5`,
    exitCode: 0,
  },
  'policy/no-key': {
    files: withPolicy('trust: { insurer: signed }', 'people:', someone),
    argv: 'validate',
    place: `${policy}:5:5`,
    exitCode: 0,
  },
  'policy/never-applies': {
    files: withPolicy('people:', someone, 'review:', '  - { roles: [insurer] }', '  - { phases: ["P0"], roles: [insurer] }'),
    argv: 'validate',
    place: `${policy}:7:5`,
    exitCode: 0,
  },
  'review/not-allowed': {
    files: closable,
    before: ['review P0'],
    after: withPolicy('people:', someone, 'review:', '  - { roles: [insurer] }'),
    argv: 'gate check P0',
    place: 'outbox/P0/metadata.json:1:1',
    exitCode: 1,
  },
} satisfies Record<string, CodeCase>
