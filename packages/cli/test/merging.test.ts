import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const message = '.git/COMMIT_EDITMSG'

it('commit check: a hook, a range and a title', async () => {
  const s = scenario()
  s.commit('The plan of the move')
  s.write(message, 'P0.M1: Measure the lift\n# On branch main\n', 'a message that names a milestone')
  await s.refractor(`commit check ${message}`)
  s.write(
    message,
    lines('P0.M2: Measure the lift', '', 'The cabinet does not fit.', '', 'Milestone: P0.M1, P0.M1.T9'),
    'a message with two typos',
  )
  await s.refractor(`commit check ${message}`)
  s.write(message, 'Measure the lift\n', 'a message that names nothing')
  await s.refractor(`commit check ${message}`)
  s.write(
    'specification/policy.yaml',
    lines('format: 1', 'version: 1', 'commits: { require: every }'),
    'the policy: every commit names its milestone',
  )
  await s.refractor(`commit check ${message}`)
  s.commit('P0: The policy of the move')
  s.commit('P0.M1: Measure the lift')
  s.commit('fixup! P0.M1: Measure the lift')
  await s.refractor('commit check --range HEAD~3..HEAD -v')
  s.commit('Tidy up')
  await s.refractor('commit check --range HEAD~2..HEAD --title "[P0.M1] Measure the lift" -v')
  await s.refractor('commit check --title "Measure the lift"')
  await s.refractor('commit check --range HEAD~1..HEAD --json')
  await s.refractor('commit check')
  await s.refractor('commit check --range HEAD')
  await s.refractor('commit check --range HEAD..HEAD')
  await s.refractor('commit check none.txt')
  await expect(s.transcript()).toMatchFileSnapshot(golden('commit-check'))
})

it('gate simulate: what would it take', async () => {
  const s = scenario()
  s.write(
    'specification/program.yaml',
    `${readFileSync(join(s.root, 'specification/program.yaml'), 'utf8').trimEnd()}\n${lines(
      'people:',
      '  - { id: "keeper", name: "Keeper", roles: ["insurer"] }',
      '  - { id: "porter", name: "Porter" }',
    )}`,
    'two more people, of whom one may speak for the insurer',
  )
  s.commit('The plan of the move')
  await s.refractor('gate simulate P0')
  await s.refractor('gate simulate P0 --with-approval insurer --with-evidence P0.2')
  await s.refractor('gate simulate P0 --with-approval porter --with-waiver P0.4 --with-waiver P0.6')
  await s.refractor(
    'gate simulate P0 --with-approval insurer --with-evidence P0.1 --with-evidence P0.2 --with-evidence P0.4 --with-evidence P0.5',
  )
  await s.refractor('gate simulate P0.3 --with-approval lead --with-waiver P0.33')
  await s.refractor('gate simulate P0 --with-approval insurance --with-evidence P0.9')
  await s.refractor('gate simulate P9')
  await s.refractor('gate simulate P1 --with-evidence P1.1 --json')
  await expect(s.transcript()).toMatchFileSnapshot(golden('gate-simulate'))
})

it('gate check --changed: which gates a change must meet, and why', async () => {
  const s = scenario()
  const phase = readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8')
  const withPaths = phase.replace(
    'window: "0-2"\n',
    lines(
      'window: "0-2"',
      'paths: ["scripts/", "boxes.csv"]',
      'entry:',
      '  criteria:',
      '    - { id: "P0.E1", statement: "The boxes are counted.", check: { kind: artifact, paths: ["boxes.csv"] } }',
    ),
  )
  s.write('specification/phases/P0.yaml', withPaths, 'P0 names its paths and gets an entry gate')
  s.commit('The plan of the move')
  mkdirSync(join(s.root, 'docs'), { recursive: true })
  s.write('docs/notes.md', '# Notes\n')
  s.commit('Notes')
  await s.refractor('gate check --changed HEAD~1..HEAD')
  s.write('boxes.csv', 'box,weight\n1,12\n')
  s.commit('P0.M1: Weigh the first box')
  await s.refractor('gate check --changed HEAD~1..HEAD')
  const rules = [
    'merge:',
    '  none: allow',
    '  require:',
    '    - { paths: phase, gates: ["{phase}.entry"] }',
    '    - { milestones: named, gates: ["{milestone}"] }',
    '    - { branches: ["release/*"], gates: ["P0"] }',
  ]
  s.write('specification/policy.yaml', lines('format: 1', 'version: 1', ...rules), 'the policy says what blocks a merge')
  s.commit('The policy')
  s.write('docs/notes.md', '# More notes\n')
  s.commit('More notes')
  await s.refractor('gate check --changed HEAD~1..HEAD')
  await s.refractor('gate check --changed HEAD~1..HEAD --branch main')
  await s.refractor('gate check --changed HEAD~1..HEAD --branch release/1 --format markdown')
  s.write('specification/phases/P0.yaml', withPaths.replace('state: planned', 'state: accepted'), 'P0.M1 is accepted by hand')
  s.commit('Accept the route')
  await s.refractor('gate check --changed HEAD~1..HEAD --branch main')
  await expect(s.transcript()).toMatchFileSnapshot(golden('changed'))
})
