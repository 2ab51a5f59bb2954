import { type CodeCase, type CommandCase, type Files, lines, phase } from './case.ts'
import { gitAt } from './git-at.ts'
import type { WorkspaceCopy } from './workspace-copy.ts'

const git = ({ root }: WorkspaceCopy, ...args: readonly string[]): void => {
  gitAt(root, ...args)
}

function commit(copy: WorkspaceCopy, files: Files, branch: string): void {
  copy.write(files)
  git(copy, 'add', '-A')
  git(copy, 'commit', '-q', '--allow-empty', '-m', branch)
  git(copy, 'branch', branch)
}

/** Gates are judged between the branches `before` and `after`, which have these files. */
const between = (before: Files, after: Files): Pick<CommandCase, 'argv' | 'io'> => ({
  io: (copy) => {
    commit(copy, before, 'before')
    commit(copy, after, 'after')
    return {}
  },
  argv: 'gate check P0 --base before --head after',
})

const plan = 'specification/phases/P0.yaml'
const policy = 'specification/policy.yaml'
const exit = lines(
  'exit:',
  '  criteria:',
  '    - { id: "P0.1", statement: "The route is written down.", check: { kind: artifact, paths: ["docs/route.md"] } }',
)
const harder = exit.replace('route is', 'whole route is')
/** The phase with a milestone at 5:5. */
const withMilestone = (state: string): string =>
  phase(
    'milestones:',
    `  - { id: "P0.M1", title: "The boxes are weighed", state: ${state}, acceptance: [{ id: "P0.M1.1", statement: "s", check: { kind: artifact, paths: ["docs/weights.md"] } }] }`,
  ) + exit
const version = (number: number, more = ''): string => lines('format: 1', `version: ${number}`) + more
const governed = 'governance: { people: [lead] }\npeople: [{ id: lead, name: Lead }]\n'
const review = JSON.stringify({
  format: 1,
  kind: 'review',
  program: 'harbour',
  phase: 'P0',
  gate: 'P0',
  verdict: 'met',
  author: 'Lead',
  date: '2026-11-21T09:00:00Z',
  criteria: [],
  approvals: [],
  archived: [],
  artifacts: [],
})
const rejection = JSON.stringify({
  format: 1,
  program: 'harbour',
  decision: 'reject',
  target: { type: 'gate', id: 'P0' },
  definition: '0'.repeat(64),
  subjects: [],
  by: 'Lead',
  at: '2026-11-21T09:00:00Z',
  trust: 'self',
})
const rejected = '.refractor/approvals/P0-reject.json'
const unmet = phase(
  'exit:',
  '  criteria:',
  '    - { id: "P0.1", statement: "There is a map.", check: { kind: artifact, paths: ["docs/map.md"] } }',
)

/** What a change may not do. */
export const changing = {
  'change/record-removed': { ...between({ [rejected]: rejection }, { [rejected]: null }), place: `${rejected}:1:1`, exitCode: 3 },
  'change/reopened': {
    ...between({ 'outbox/P0/metadata.json': review }, { 'outbox/P0/metadata.json': null }),
    place: 'outbox/P0/metadata.json:1:1',
    exitCode: 0,
  },
  'change/not-accepted': {
    ...between({ [plan]: withMilestone('planned') }, { [plan]: withMilestone('accepted') }),
    place: `${plan}:5:5`,
    exitCode: 1,
  },
  'change/not-closed': { ...between({ [plan]: unmet }, { 'outbox/P0/metadata.json': review }), place: `${plan}:1:1`, exitCode: 1 },
  'change/invalid-head': { ...between({}, { [plan]: phase('tasks: 7') + exit }), place: `${plan}:4:8`, exitCode: 1 },
  'change/invalid-base': {
    ...between({ [plan]: phase('tasks: 7') + exit }, { [plan]: phase() + exit }),
    argv: 'gate check --base before --head after',
    place: `${plan}:4:8`,
    exitCode: 2,
  },
  'change/new-gate': {
    ...between({}, { 'specification/gates.yaml': 'format: 1\ngates: [{ id: "Q", criteria: [] }]\n' }),
    argv: 'gate check Q --base before --head after',
    exitCode: 4,
  },
  'change/behind': {
    io: (copy) => {
      git(copy, 'branch', 'after')
      commit(copy, {}, 'before')
      return {}
    },
    argv: 'gate check P0 --base before --head after',
    exitCode: 0,
  },
  'policy/rolled-back': { ...between({ [policy]: version(2) }, { [policy]: version(1) }), place: `${policy}:2:10`, exitCode: 3 },
  'policy/version-kept': {
    ...between({ [policy]: version(1), [plan]: phase() + exit }, { [plan]: phase() + harder }),
    place: `${policy}:2:10`,
    exitCode: 1,
  },
  'policy/unapproved-change': {
    ...between({ [policy]: version(1, governed), [plan]: phase() + exit }, { [policy]: version(2, governed), [plan]: phase() + harder }),
    place: `${plan}:6:7`,
    exitCode: 1,
  },
  'policy/judge-changed': { ...between({ [plan]: phase() + exit }, { [plan]: phase() + harder }), place: `${plan}:6:7`, exitCode: 0 },
} as const satisfies Readonly<Record<string, CodeCase>>
