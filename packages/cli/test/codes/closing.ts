import { type CodeCase, lines, phaseWithCheck, program, secondPhase } from './case.ts'
import { gitAt } from './git-at.ts'

const first = 'specification/phases/P0.yaml'
const settings = 'specification/program.yaml'
const found = { 'docs/route.md': '# The route\n' }
const closable = { [first]: phaseWithCheck('{ kind: artifact, paths: ["docs/route.md"] }'), ...found }
const second = secondPhase(
  'exit:',
  '  criteria:',
  '    - { id: "P1.1", statement: "The route is there.", check: { kind: artifact, paths: ["docs/route.md"] } }',
)

/** What a review demands, and what it tells git. */
export const closing = {
  'review/minutes-missing': {
    files: { ...closable, [settings]: program('review: { minutes: true }') },
    argv: 'review P0',
    place: `${settings}:4:20`,
    exitCode: 1,
  },
  'review/plan-not-updated': {
    files: { ...closable, [settings]: program('review: { seed: false, planUpdated: true }'), 'specification/phases/P1.yaml': second },
    before: ['review P0'],
    argv: 'review P1',
    place: `${settings}:4:37`,
    exitCode: 1,
  },
  'review/unclear-action': {
    files: { ...closable, 'minutes.md': lines('## Action items', '', '- Order the boxes') },
    argv: 'review P0 --minutes minutes.md --dry-run',
    place: 'minutes.md:3:1',
    exitCode: 0,
  },
  'review/empty-minutes': {
    files: { ...closable, 'minutes.md': 'We talked.\n' },
    argv: 'review P0 --minutes minutes.md --dry-run',
    place: 'minutes.md:1:1',
    exitCode: 0,
  },
  'plan/superseded-outside-evidence': {
    files: { [settings]: program('review: { superseded: docs/old }') },
    argv: 'validate',
    place: `${settings}:4:23`,
    exitCode: 0,
  },
  'git/not-committed': {
    files: closable,
    io: (copy) => {
      copy.write({ '.git/MERGE_HEAD': `${gitAt(copy.root, 'rev-parse', 'HEAD').trim()}\n` })
      return {}
    },
    argv: 'review P0 --commit',
    exitCode: 4,
  },
  'git/ignored': {
    files: { ...closable, '.gitignore': '*.json\n' },
    argv: 'review P0',
    place: 'outbox/P0/metadata.json:1:1',
    exitCode: 0,
  },
  'git/not-tagged': {
    files: closable,
    io: (copy) => {
      gitAt(copy.root, 'tag', 'harbour/P0')
      return {}
    },
    argv: 'review P0 --commit --tag',
    exitCode: 4,
  },
} satisfies Record<string, CodeCase>
