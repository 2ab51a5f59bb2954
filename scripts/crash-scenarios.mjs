// What is run, and on which workspace, for each command that changes one. The story is that of the fixture of the tests: a library
// moves house. A scenario starts from a stage of it, takes some steps of its own, and names the command line that is to be killed.

const fixture = 'packages/cli/test/fixtures/harbour-library'
const run = (line) => ({ run: line })
const write = (path, text) => ({ write: path, text })
const change = (path, from, to) => ({ change: path, from, to })
const commit = (message) => ({ commit: message })
const as = (name) => ({ as: name })

const house = `format: 1
gates:
  - id: "house"
    stage: quality
    criteria:
      - { id: "house.1", statement: "The lift carries its load.", check: { kind: metric, metric: "lift.load", op: gte, value: 250, unit: "kg", proposed: true } }
      - { id: "house.2", statement: "The way back is rehearsed.", check: { kind: drill } }
`
const plan = `# The move of the archive

## P0: Sort

- [x] T-001 List the shelves
- [ ] T-002 Count the boxes

## P1: Carry

- [ ] T-003 Carry the boxes
`

const minutes = `# Steering review of P0, 2026-11-20

## Decisions

- The atlas travels in the cabinet.

## Actions

- Order the lift (owner: Keeper, due: 2026-12-01)
`

/** Workspaces that scenarios start from, each made from the one before it. */
export const stages = [
  { name: 'empty', steps: [write('PLAN.md', plan), commit('A plan')] },
  {
    name: 'planned',
    fixture,
    steps: [
      write('specification/gates.yaml', house),
      write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n'),
      write('boxes.csv', 'box,kg\nA1,14.5\nA2,17.9\nB1,12.0\n'),
      write('.gitignore', 'reports/\n'),
      commit('The plan of the move'),
    ],
  },
  {
    name: 'working',
    steps: [run('milestone start P0.M1'), run('task done P0.M1.T1'), run('task done P0.M1.T2'), commit('The route is found')],
  },
  { name: 'weighed', steps: [run('evidence run P0.2'), run('milestone submit P0.M1'), commit('Boxes weighed')] },
  {
    name: 'ready',
    steps: [
      run('milestone accept P0.M1'),
      as('Insurer'),
      run('approve P0.3 --role insurer'),
      as('Lead'),
      run('checklist new P0'),
      run('checklist check inbox/P0/P0.md --to-boxes'),
      { tick: 'inbox/P0/P0.md' },
      commit('Insured and accepted'),
    ],
  },
  { name: 'closed', steps: [run('review run P0'), commit('P0 is closed')] },
]

/**
 * Every command that changes a workspace, at least once. `as` is who runs it, Lead by default; `code` is how it ends, 0 by default;
 * `half` does what the first of its transactions does, where there are two; `{snapshot}` is the id of the one there is; `quick` ones are the sample of the tests, `thorough` ones have more of their recoveries killed.
 */
export const scenarios = [
  { command: 'task start', from: 'planned', line: 'task start P1.T1' },
  { command: 'task done', from: 'working', steps: [run('task start P1.T1')], line: 'task done P1.T1' },
  { command: 'task reopen', from: 'working', line: 'task reopen P0.M1.T2', quick: true },
  { command: 'milestone start', from: 'planned', line: 'milestone start P0.M1' },
  { command: 'milestone submit', from: 'working', line: 'milestone submit P0.M1' },
  { command: 'milestone accept', from: 'weighed', line: 'milestone accept P0.M1' },
  {
    command: 'milestone accept',
    name: 'behind a snapshot',
    from: 'weighed',
    steps: [change('specification/program.yaml', 'format: 1\n', 'format: 1\nsnapshots: { before: [accept] }\n'), commit('A way back')],
    line: 'milestone accept P0.M1',
  },
  { command: 'milestone reopen', from: 'weighed', line: 'milestone reopen P0.M1' },
  { command: 'gate accept-check', from: 'planned', line: 'gate accept-check house.1' },
  { command: 'approve', from: 'weighed', as: 'Insurer', line: 'approve P0.3 --role insurer --comment "The atlas travels in the cabinet."' },
  { command: 'reject', from: 'weighed', as: 'Insurer', line: 'reject P0.3 --role insurer --comment "The stairs are too steep."' },
  {
    command: 'revoke',
    from: 'weighed',
    steps: [as('Insurer'), run('approve P0.3 --role insurer')],
    line: 'revoke P0.3 --comment "The wrong route."',
  },
  { command: 'waive', from: 'planned', line: 'waive P0.2 --days 20 --reason "the new scales come on Monday"' },
  {
    command: 'waive',
    name: 'a waiver is approved',
    from: 'planned',
    steps: [run('waive P0.2 --days 20 --reason "the new scales come on Monday"')],
    as: 'Keeper',
    line: 'waive W-001 --approve',
  },
  { command: 'evidence add', from: 'planned', line: 'evidence add P0.1 --artifact docs/route.md --observe "read by two people"' },
  { command: 'evidence run', from: 'planned', line: 'evidence run P0.2' },
  {
    command: 'evidence run',
    name: 'several times',
    from: 'planned',
    line: 'evidence run P0.2 --times 2',
    half: 'evidence run P0.2',
  },
  { command: 'checklist new', from: 'planned', line: 'checklist new P0' },
  {
    command: 'checklist check',
    from: 'working',
    steps: [run('checklist new P0'), run('task reopen P0.M1.T2')],
    line: 'checklist check inbox/P0/P0.md --to-boxes',
  },
  {
    command: 'checklist archive',
    from: 'ready',
    steps: [write('inbox/P0/keys.md', '---\nphase: P0\n---\n\n- [x] The keys are handed over\n'), commit('The keys')],
    line: 'checklist archive inbox/P0/keys.md',
    thorough: true,
  },
  { command: 'review run', from: 'ready', line: 'review run P0', thorough: true },
  { command: 'trace clear', from: 'planned', line: 'trace clear --all --reason "first review of all links"' },
  { command: 'init', from: 'empty', line: 'init --id harbour --name "Harbour library"' },
  {
    command: 'init',
    name: 'the jobs of a forge',
    from: 'planned',
    line: 'init --ci github --tool example/refractor@11bd71901bbe5b1630ceea73d27597364c9af683',
  },
  { command: 'init', name: 'the merge driver', from: 'planned', line: 'init --git' },
  { command: 'import', from: 'empty', line: 'import PLAN.md --id archive' },
  {
    command: 'import',
    name: 'a new revision',
    from: 'empty',
    steps: [run('import PLAN.md --id archive'), commit('Imported'), change('PLAN.md', 'Count the boxes', 'Count and label the boxes')],
    line: 'import PLAN.md --into archive',
  },
  { command: 'review run', name: 'with a commit and a tag', from: 'ready', line: 'review run P0 --commit --tag' },
  {
    command: 'review run',
    name: 'with minutes',
    from: 'ready',
    steps: [write('minutes.md', minutes), commit('Minutes')],
    line: 'review run P0 --minutes minutes.md',
  },
  {
    command: 'review run',
    name: 'behind a snapshot',
    from: 'ready',
    steps: [change('specification/program.yaml', 'format: 1\n', 'format: 1\nsnapshots: { before: [review] }\n'), commit('A way back')],
    line: 'review run P0',
  },
  { command: 'review run', name: 'a failed one is kept', from: 'weighed', line: 'review run P0 --record-failed', code: 1 },
  { command: 'review reopen', from: 'closed', line: 'review reopen P0 --reason "the lift is out of order"' },
  { command: 'snapshot create', from: 'working', line: 'snapshot create --reason "before the move"' },
  {
    command: 'snapshot restore',
    from: 'working',
    steps: [
      run('snapshot create --reason "before the move"'),
      commit('A way back'),
      change('docs/route.md', 'Everything else.', 'Nothing else.'),
      write('docs/late/afterthought.md', '# Afterthought\n'),
      run('task start P1.T1'),
      { remove: 'boxes.csv' },
    ],
    line: 'snapshot restore {snapshot}',
    thorough: true,
  },
  { command: 'drill', from: 'working', steps: [run('snapshot create --reason "before the move"'), commit('A way back')], line: 'drill' },
  { command: 'drill', name: 'by people', from: 'working', line: 'drill --for house.2 --scenario rollback --outcome passed --rto 90s' },
]

/** Commands that need no scenario of their own: the recovery is killed in all of them. */
export const throughout = ['recover']
