import { type CodeCase, lines, phase, phaseWithCheck, program, secondPhase } from './case.ts'

const first = 'specification/phases/P0.yaml'
const review = 'outbox/P0/metadata.json'
const archived = '{ kind: archived }'

/** A phase whose review succeeds. */
const closable = { [first]: phaseWithCheck(archived), 'inbox/P0/move.md': lines('# The move', '', '- [x] The keys are handed over') }

/** Approvals, reviews, gates and changes of state. */
export const deciding = {
  'approval/invalid-record': {
    files: { '.refractor/approvals/P0-approve.json': '{ "format": 1 }\n' },
    argv: 'validate',
    place: '.refractor/approvals/P0-approve.json:1:1',
    exitCode: 0,
  },
  'review/invalid-record': {
    files: { [review]: '{ "format": 1,' },
    argv: 'gate check P0',
    place: `${review}:1:15`,
    exitCode: 3,
  },
  'review/tampered': {
    files: closable,
    before: ['review P0'],
    after: { 'outbox/P0/move.md': '- [x] Something else\n' },
    argv: 'gate check P0',
    place: `${review}:18:9`,
    exitCode: 3,
  },
  'review/definition-changed': {
    files: closable,
    before: ['review P0'],
    after: { [first]: phaseWithCheck('{ kind: artifact, paths: ["docs/route.md"] }') },
    argv: 'gate check P0',
    place: `${first}:6:7`,
    exitCode: 0,
  },
  'review/not-met': {
    files: { [first]: phaseWithCheck(archived) },
    argv: 'review P0',
    place: `${first}:5:3`,
    exitCode: 1,
  },
  'gate/no-proposal': {
    files: { [first]: phase('exit:', '  criteria:', '    - { id: "P0.1", statement: "The route is agreed." }') },
    argv: 'gate accept-check P0.1',
    place: `${first}:6:7`,
    exitCode: 1,
  },
  'gate/incomplete-check': {
    files: { [first]: phaseWithCheck('{ kind: metric, metric: "box.weight", proposed: true }') },
    argv: 'gate accept-check P0.1 --op lte',
    place: `${first}:8:14`,
    exitCode: 1,
  },
  'gate/accept-by-hand': {
    files: {
      [first]: phase(
        'exit:',
        '  criteria:',
        '    - id: "P0.1"',
        '      statement: "The route is agreed."',
        '      check:',
        '        ? proposed',
        '        : true',
        '        kind: attest',
        '        claim: "agreed"',
      ),
    },
    argv: 'gate accept-check P0.1',
    place: `${first}:9:9`,
    exitCode: 1,
  },
  'gate/nothing-due': { argv: 'gate check', exitCode: 4 },
  'gate/nothing-evaluated': {
    files: { 'specification/phases/P1.yaml': secondPhase() },
    argv: 'review P1',
    place: 'specification/phases/P1.yaml:1:1',
    exitCode: 4,
  },
  'state/guard': {
    files: {
      'specification/program.yaml': program('roles:', '  - { id: "lead", owner: "TBD" }'),
      [first]: phase('milestones:', '  - { id: "P0.M1", title: "The route is agreed", accountable: ["lead"] }'),
    },
    argv: 'milestone start P0.M1',
    place: `${first}:5:63`,
    exitCode: 1,
  },
  'state/transition': {
    files: { [first]: phase('milestones:', '  - { id: "P0.M1", title: "The route is agreed", state: planned }') },
    argv: 'milestone accept P0.M1',
    place: `${first}:5:57`,
    exitCode: 1,
  },
} satisfies Record<string, CodeCase>
