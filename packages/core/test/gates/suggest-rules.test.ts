import { describe, expect, it, test } from 'vitest'
import { type ProposalContext, proposeCheck, suggestChecks } from '../../src/gates/suggest.ts'
import { Check } from '../../src/schema/check.ts'
import { expectLinear } from '../growth.ts'

const around: ProposalContext = {
  deliverables: [
    { title: 'Harbour survey', path: 'docs/H1/survey.md' },
    { title: 'Cargo list', path: 'docs/H1/cargo_list.csv' },
    { title: 'Tide tables', path: 'docs/H1/tides/' },
    { title: 'Signal handbook' },
  ],
  folder: 'docs/H1',
  phase: 'P2',
  milestone: 'H1',
  phases: ['P1', 'P2', 'P3'],
  gates: [
    { id: 'quality', title: 'Quality gate' },
    { id: 'checkpoint-5', title: 'Quality gates pass' },
  ],
}

/** The proposal without its mark, which must be there. */
function propose(statement: string, context?: ProposalContext): unknown {
  const check = proposeCheck(statement, context)
  if (check === undefined) return undefined
  expect(Check.safeParse(check).success, JSON.stringify(check)).toBe(true)
  const { proposed, ...rest } = check
  expect(proposed).toBe(true)
  return rest
}
const metric = (name: string, more: object = {}): object => ({ kind: 'metric', metric: name, ...more })
const query = (from: string, more: object): object => ({ kind: 'query', from, ...more })
const some = { expect: 'count', op: 'gte', value: 1 }

describe('documents', () => {
  test.each<[string, object | undefined]>([
    [
      'The survey includes depth, currents, and anchorages.',
      { kind: 'content', paths: ['docs/H1/survey.md'], contains: ['depth', 'currents', 'anchorages'] },
    ],
    ['The survey has the sections: depth, currents', { kind: 'content', paths: ['docs/H1/survey.md'], headings: ['depth', 'currents'] }],
    ['Cargo list contains weights and senders', { kind: 'content', paths: ['docs/H1/cargo_list.csv'], columns: ['weight', 'sender'] }],
    [
      'Every row of the cargo list has a sender and a due date',
      { kind: 'content', paths: ['docs/H1/cargo_list.csv'], eachRow: ['sender', 'due date'] },
    ],
    ['Cargo listed with weights and categories', { kind: 'content', paths: ['docs/H1/cargo_list.csv'], eachRow: ['weight', 'category'] }],
    ['Handbook updated with fog signals', { kind: 'content', paths: ['docs/H1/*handbook*'], contains: ['fog signals'] }],
    ['Pilot report contains the weather', { kind: 'content', paths: ['docs/H1/*report*'], contains: ['weather'] }],
    ['Tide tables list springs and neaps', { kind: 'content', paths: ['docs/H1/tides/**'], contains: ['springs', 'neaps'] }],
    ['`docs/log.md` lists the calls', { kind: 'content', paths: ['docs/log.md'], contains: ['calls'] }],
    ['Survey drafted', { kind: 'artifact', paths: ['docs/H1/survey.md'] }],
    ['Survey and cargo list published.', { kind: 'artifact', paths: ['docs/H1/survey.md', 'docs/H1/cargo_list.csv'] }],
    ['Rescue plan defined (draft)', { kind: 'artifact', paths: ['docs/H1/*plan*'] }],
    ['Crane configured', undefined],
    ['All parts of `docs/plan.md` delivered', undefined],
    ['Parts of `docs/plan.md` and `docs/log.md` created', { kind: 'artifact', paths: ['docs/log.md'] }],
    ['`docs/log.md` lists every call', undefined],
    ['`docs/log.md` has an entry for what was moved and why', undefined],
    ['The harbour has two cranes', undefined],
    ['Survey includes (nothing)', undefined],
  ])('%s', (statement, check) => {
    expect(propose(statement, around)).toEqual(check)
  })

  test.each<[string, object | undefined]>([
    ['`berths.toml` exists', { kind: 'artifact', paths: ['berths.toml'] }],
    ['`app.start` configured', undefined],
    ['`../berths.toml` exists', undefined],
    ['The survey includes depth', undefined],
    ['Survey drafted', undefined],
    ['Each row has an owner', undefined],
  ])('without what lies around it: %s', (statement, check) => {
    expect(propose(statement)).toEqual(check)
  })

  it('takes the only table for rows of which nothing else is said', () => {
    const one = { deliverables: [{ title: 'Berths', path: 'docs/berths.csv' }] }
    expect(propose('Each entry has owner and due date', one)).toEqual({
      kind: 'content',
      paths: ['docs/berths.csv'],
      eachRow: ['owner', 'due date'],
    })
  })
})

describe('evidence and the outbox', () => {
  test.each<[string, object]>([
    ['Evidence captured for every crossing', { kind: 'evidence' }],
    ['Soundings are stored with provenance', { kind: 'evidence' }],
    ['Results include metadata', { kind: 'evidence' }],
    ['Checksums verified on arrival', { kind: 'evidence' }],
    ['Staging harbour used for rehearsing', { kind: 'evidence', environment: 'staging' }],
    ['Old charts archived', { kind: 'archived' }],
    ['Finished papers are moved to the outbox', { kind: 'archived' }],
    ['Archive replaced charts under `old/`', { kind: 'archived' }],
    ['Archive the chart with a link to the survey', { kind: 'archived' }],
  ])('%s', (statement, check) => expect(propose(statement)).toEqual(check))

  test.each(['Staging harbour used for rehearsing', 'Evidence captured for every crossing', 'Checksums verified on arrival'])(
    'is what a person saw where nothing is handed over: %s',
    (claim) => {
      expect(propose(`${claim}.`, { hasDeliverables: false })).toEqual({ kind: 'attest', claim })
      expect(propose(claim, { hasDeliverables: true })).toMatchObject({ kind: 'evidence' })
    },
  )

  it('covers the checksums that are handed over', () => {
    const context = { deliverables: [{ title: 'checksums', path: 'docs/sums.csv' }] }
    expect(propose('Checksums verified', context)).toEqual({ kind: 'evidence', covers: ['docs/sums.csv'] })
  })
})

describe('records of the program', () => {
  test.each<[string, object | undefined]>([
    ['Dock designs accepted', query('milestones', { where: { phase: 'P2' }, expect: 'all', that: { state: 'accepted' } })],
    ['All dredging completed', query('milestones', { where: { phase: 'P2' }, expect: 'all', that: { state: 'accepted' } })],
    ['Residual risk accepted', undefined],
    [
      'Owners named for all phase 3 milestones',
      query('milestones', { where: { phase: 'P3' }, expect: 'all', that: { accountable: 'assigned' } }),
    ],
    ['Owners assigned to all tasks', query('tasks', { expect: 'all', that: { owner: 'assigned' } })],
    ['An owner is assigned to each risk: owners assigned', query('risks', { expect: 'all', that: { owner: 'assigned' } })],
    ['Backlog groomed for phase 3', query('tasks', { where: { phase: 'P3' }, ...some })],
    ['Dredging scheduled for Phase 3.', query('tasks', { where: { phase: 'P3' }, ...some })],
    [
      'All open harbour tasks are done',
      query('tasks', { where: { phase: 'P2', optional: false }, expect: 'all', that: { state: 'done' } }),
    ],
    ['No open questions', query('questions', { where: { state: 'open' }, expect: 'count', op: 'eq', value: 0 })],
    ['The council records decisions', query('decisions', some)],
    ['Decisions of the council are logged', query('decisions', some)],
    ['Phase 1 complete', { kind: 'gate', gate: 'P1' }],
    ['Completion of phase P1', { kind: 'gate', gate: 'P1' }],
    ['Phase 9 complete', undefined],
    ['Phase 1 exit criteria met', { kind: 'gate', gate: 'P1' }],
    ['Phase 2 complete', undefined],
    ['Lamps are dimmed until phase 1 exit', undefined],
    ['Lamps are dimmed (bright at phase 1 exit)', undefined],
    ['Freight offers accepted', undefined],
    ['All quality checks pass', { kind: 'gate', gate: 'quality' }],
  ])('%s', (statement, check) => expect(propose(statement, around)).toEqual(check))

  test.each<[string, object | undefined]>([
    ['All dredging completed', undefined],
    ['Dock designs accepted', undefined],
    ['Quality gates pass', undefined],
    ['Phase 1 complete', { kind: 'gate', gate: '1' }],
  ])('without what lies around it: %s', (statement, check) => expect(propose(statement)).toEqual(check))
})

describe('links and completeness', () => {
  test.each<[string, object]>([
    ['_Requirements: 1.2, 3.4_', { kind: 'trace', about: 'requirements' }],
    ['**Validates: Requirements 1.2**', { kind: 'trace', about: 'requirements' }],
    ['R-7 → T-12, T-13', { kind: 'trace', every: 'risk', has: 'task' }],
    ['Each requirement is mapped to a test', { kind: 'trace', every: 'requirement', has: 'test' }],
    ['Tickets are opened with links to the drawings', { kind: 'trace' }],
    ['The route aligns with the harbour design', { kind: 'trace' }],
    ['Use task ids in commit messages', { kind: 'trace', about: 'commits' }],
    ['Each berth has a keeper and a lamp.', { kind: 'coverage', about: 'berth: a keeper and a lamp' }],
    ['Every seal checked has a number', { kind: 'coverage', about: 'seal: a number' }],
    ['The watch covers all gates.', { kind: 'coverage', about: 'gates' }],
    ['All berths are documented', { kind: 'coverage', about: 'berths' }],
    ['Three tests per lock', { kind: 'coverage', about: 'lock: Three tests' }],
    ['Flood tests added', { kind: 'coverage', about: 'Flood tests' }],
    ['Documentation complete', { kind: 'coverage', about: 'documentation' }],
  ])('%s', (statement, check) => expect(propose(statement)).toEqual(check))
})

describe('numbers that the plan does not give', () => {
  test.each<[string, object]>([
    ['Loading accuracy ≥ target on all quays', metric('loading_accuracy', { op: 'gte' })],
    ['Queue length < threshold', metric('queue_length', { op: 'lt' })],
    ['Cranes meet load targets', metric('load')],
    ['Waiting costs converge to targets', metric('waiting_costs')],
    ['Pilotage SLAs met over the winter', metric('pilotage_slas')],
    ['Load tests confirm berth throughput', metric('berth_throughput')],
    ['Loss decreases', metric('loss', { trend: 'decreasing' })],
    ['Uptime increases', metric('uptime', { trend: 'increasing' })],
    ['Arrival counts, error rates, queue latency', metric('arrival_counts')],
    ['No dangerous leaks', metric('dangerous_leaks', { op: 'eq', value: 0 })],
    ['The season ends without any incidents', metric('incidents', { op: 'eq', value: 0 })],
    ['85 % line coverage on the core', metric('line_coverage', { op: 'gte', value: 85, unit: '%' })],
    ['The crossing is repeated with at least 5 pilots', metric('pilots', { op: 'gte', value: 5 })],
  ])('%s', (statement, check) => expect(propose(statement)).toEqual(check))

  test.each(['Meets the customs officer', '140 % coverage', 'Goals met'])('%s: no metric', (statement) =>
    expect(propose(statement)).toBeUndefined(),
  )
})

describe('what is run', () => {
  test.each<[string, object | undefined]>([
    ['`mypy` - no changes needed', { kind: 'command', argv: ['mypy'] }],
    ['`make harbour` is clean', { kind: 'command', argv: ['make', 'harbour'] }],
    ['Run `make all`', { kind: 'command', argv: ['make', 'all'] }],
    ['`/api/tide` returns 0', undefined],
    ['`tide` is clean', undefined],
    ['`tide-depth-check` passes', undefined],
    ['`harbour book` builds', undefined],
    ['`sail` runs', undefined],
    ['`docker` runs', undefined],
    ['`tidetool --depth 3` succeeds', { kind: 'command', argv: ['tidetool', '--depth', '3'] }],
    ['`./moor.sh` succeeds', { kind: 'command', argv: ['./moor.sh'] }],
    ['`scripts/moor.py` exits 0', { kind: 'command', argv: ['scripts/moor.py'] }],
    ['`make harbour` passes only with a seal', undefined],
    ['`make harbour`: 0 open issues', metric('open_issues', { op: 'eq', value: 0 })],
    ['Run `make lamps` in `quay/north`', { kind: 'command', argv: ['make', 'lamps'], cwd: 'quay/north' }],
    ['Run `make lamps` in `../quay`', { kind: 'command', argv: ['make', 'lamps'] }],
    [
      'Run `make lamps` in `quay` and `make seals`',
      {
        all: [
          { kind: 'command', argv: ['make', 'lamps'], cwd: 'quay' },
          { kind: 'command', argv: ['make', 'seals'] },
        ],
      },
    ],
    ['Ferries run without errors', undefined],
    ['Ferries run without steering errors', metric('steering_errors', { op: 'eq', value: 0 })],
    ['You know what works', undefined],
    ['Independently rejects bad seals', undefined],
    ['Rejects bad seals', { kind: 'test' }],
    ['The auditor rejects bad seals', undefined],
    ['The crew learns how the lock behaves', undefined],
    ['It works', undefined],
    ['Harbour works finished', undefined],
    ['Stone blocks in the basin', undefined],
    ['The seal blocks entry', { kind: 'test' }],
    ['Door handles of brass', undefined],
    ['The lock handles high tide', { kind: 'test' }],
    ['Drill down into a berth', undefined],
    ['Merged berths are painted red', undefined],
    ['Archived charts are grey', undefined],
    ['Archive page exists', undefined],
    ['Checklist of seals drafted', undefined],
    ['The lock opens', undefined],
    ['Flood barriers hold in automated tests: verified by integration tests', { kind: 'test' }],
    ['The lock rejects ships that are too long', { kind: 'test' }],
    ['Backwards compatibility is kept', { kind: 'test' }],
    ['Stable in 3 consecutive runs', { kind: 'test' }],
    ['Ships pass the customs checks', { kind: 'test' }],
    ['Test that the lock closes', { kind: 'test' }],
    ['Emergency drill held', { kind: 'drill', scenarios: ['Emergency drill held'] }],
    ['Towing procedures exercised', { kind: 'drill', scenarios: ['Towing procedures exercised'] }],
    ['A snapshot is taken before each tide', { kind: 'snapshot' }],
    ['No berth without a waiver', { kind: 'waivers' }],
    ['Berth change merged', { kind: 'vcs', merged: true }],
    ['Release tagged', { kind: 'vcs', tagged: true }],
  ])('%s', (statement, check) => expect(propose(statement)).toEqual(check))

  it('takes the one command that the plan gives', () => {
    expect(propose('The lock opens', { commands: ['$ ./lock --open'] })).toEqual({ kind: 'command', argv: ['./lock', '--open'] })
    expect(propose('The lock opens', { commands: ['a | b'] })).toBeUndefined()
    expect(propose('The lock opens', { commands: ['a', 'b'] })).toBeUndefined()
  })
})

describe('what is no condition, or not seen by looking', () => {
  test.each([
    'The harbour was built long ago. Since then it has been reviewed by nobody. In this part we describe what the council and the pilots have in mind for the years to come.',
    'Dredging script validated',
    'Peer-reviewed sources',
    'A reviewed crossing',
    'A runtime test confirms the tide',
    'Harbour rules that cannot authorize a crossing',
    'All phase 0-5 exit criteria met',
  ])('%s', (statement) => expect(propose(statement)).toBeUndefined())

  it('a label in emphasis is not part of it', () => {
    expect(propose('**Safety:** lamps visible')).toEqual({ kind: 'attest', claim: 'lamps visible' })
    expect(propose('*Safety* (night): lamps visible')).toEqual({ kind: 'attest', claim: 'lamps visible' })
  })
})

describe('two conditions in one clause', () => {
  test.each<[string, object]>([
    ['Unit tests pass and wait time < 3 s', { all: [{ kind: 'test' }, metric('wait_time', { op: 'lt', value: 3, unit: 's' })] }],
    ['Charts approved by the master; old charts archived', { all: [{ kind: 'approval', roles: ['master'] }, { kind: 'archived' }] }],
    ['Checklist signed off by the master', { all: [{ kind: 'checklist' }, { kind: 'approval', roles: ['master'] }] }],
    ['Approved by the master and the pilot', { kind: 'approval', roles: ['master', 'pilot'] }],
    ['Unit tests pass and lock tests pass', { kind: 'test' }],
  ])('%s', (statement, check) => expect(propose(statement)).toEqual(check))
})

it('takes no longer for a hostile clause, with all that lies around it', () => {
  const deliverables = Array.from({ length: 3000 }, (_, index) => ({ title: `survey ${index}`, path: `docs/survey-${index}.md` }))
  for (const part of [
    'survey includes a, ',
    'every x ',
    'meets a ',
    'reviewed by a and ',
    '`a`',
    'each row has a and ',
    'id ',
    'no a ',
    'covers all ',
    '**a',
    'a/',
    'phase ',
  ]) {
    expectLinear((size) => {
      proposeCheck(part.repeat(size), { deliverables, folder: 'docs' })
      suggestChecks(part.repeat(size), { deliverables })
    }, 6000)
  }
})
