import { type CodeCase, lines, phaseWithCheck, program, secondPhase } from './case.ts'
import { gitAt } from './git-at.ts'
import type { WorkspaceCopy } from './workspace-copy.ts'

const first = 'specification/phases/P0.yaml'
const policy = (...rest: readonly string[]): string => lines('format: 1', 'version: 1', ...rest)

/** Commits what was written, and one more file after it. */
function commit({ root }: WorkspaceCopy): object {
  const git = (...args: readonly string[]): unknown => gitAt(root, ...args)
  git('add', '-A')
  git('commit', '-q', '--allow-empty', '-m', 'The policy')
  git('commit', '-q', '--allow-empty', '-m', 'fix: nothing')
  return {}
}

/** Gates of a change, messages of commits, checks of a forge. */
export const merging = {
  'gate/none-applies': {
    argv: 'gate check --changed HEAD~1..HEAD',
    io: commit,
    place: 'specification/program.yaml:1:1',
    exitCode: 4,
  },
  'gate/unknown-branch': {
    files: { 'specification/policy.yaml': policy('merge: { require: [{ branches: ["main"], gates: ["P0"] }] }') },
    argv: 'gate check --changed HEAD~1..HEAD',
    io: commit,
    place: 'specification/policy.yaml:3:32',
    exitCode: 2,
  },
  'policy/unknown-gate': {
    files: { 'specification/policy.yaml': policy('merge: { require: [{ branches: ["main"], gates: ["P9"] }] }') },
    argv: 'validate',
    place: 'specification/policy.yaml:3:50',
    exitCode: 2,
  },
  'commit/unknown-id': {
    files: { 'message.txt': 'P9: Carry the boxes\n' },
    argv: 'commit check message.txt',
    place: 'message.txt:1:1',
    exitCode: 1,
  },
  'commit/ambiguous-id': {
    files: {
      'refractor.yaml': lines('format: 1', 'programs:', '  - { id: "harbour", default: true }', '  - { id: "other" }'),
      'specification/other/program.yaml': lines('format: 1', 'id: "other"', 'name: "Another plan"'),
      'specification/other/phases/P1.yaml': secondPhase(),
      'specification/program.yaml': program(),
      'specification/phases/P1.yaml': secondPhase(),
      'message.txt': 'Carry the boxes\n\nPhase: P1\n',
    },
    argv: 'commit check message.txt',
    place: 'message.txt:3:8',
    exitCode: 1,
  },
  'commit/names-nothing': {
    files: { 'specification/policy.yaml': policy('commits: { require: every }'), 'message.txt': 'fix: nothing\n' },
    argv: 'commit check message.txt',
    place: 'message.txt:1:1',
    exitCode: 1,
  },
  'commit/nothing-to-check': { argv: 'commit check --range HEAD..HEAD', exitCode: 4 },
  'checks/unreadable': { argv: 'gate check P0 --checks none.json', exitCode: 4 },
  'checks/no-commit': {
    files: {
      [first]: phaseWithCheck('{ kind: artifact, paths: ["docs/route.md"] }'),
      'checks.json': '[{"name":"build","state":"SUCCESS"}]',
    },
    argv: 'gate check P0 --checks checks.json',
    exitCode: 0,
  },
} as const satisfies Readonly<Record<string, CodeCase>>
