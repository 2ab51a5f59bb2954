import { describe, expect, it, test } from 'vitest'
import { explainGate } from '../../src/gates/explain.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { PolicyFile } from '../../src/schema/policy.ts'
import { aFile, caseOf, criterion, exitOf, factsOf, missing, now } from './build.ts'

const parts = {
  program: {
    people: [{ id: 'grace', name: 'Grace', roles: ['RL'] }],
    roles: [{ id: 'TL', owner: 'Ada' }, { id: 'RL' }, { id: 'QL', owner: 'TBD' }],
  },
}
const explain = (check: Check | undefined, more: Partial<Criterion> = {}, phase = {}) => {
  const program = exitOf([criterion('P0.1', check, more), criterion('P0.2', undefined)], parts, phase)
  const explanation = explainGate(program, caseOf(), factsOf({ files: { yes: aFile, no: missing } }), 'P0', { now })
  if (!explanation) throw new Error('no explanation')
  return explanation
}
const first = (check: Check | undefined, more: Partial<Criterion> = {}, phase = {}) => {
  const [criterion] = explain(check, more, phase).criteria
  if (!criterion) throw new Error('no criterion')
  return criterion
}

describe('wants', () => {
  test.each<[Check, string]>([
    [{ kind: 'artifact', paths: ['a', 'd/'] }, 'a, d/, not empty'],
    [
      { kind: 'artifact', paths: ['a'], minMatches: 2, nonEmpty: false, sha256: 'f'.repeat(64) },
      'a, 2 files or more, with the digest ffffffffffff…',
    ],
    [{ kind: 'evidence', covers: ['a', 'b'] }, 'fresh records that list a, b as artifacts'],
    [{ kind: 'evidence' }, 'deliverables with paths, each covered by a fresh record'],
    [
      {
        kind: 'content',
        paths: ['a.md'],
        headings: ['H'],
        contains: ['x'],
        frontMatter: ['f'],
        columns: ['c'],
        eachRow: ['r'],
        minRows: 2,
        keys: { k: null, l: 'v' },
      },
      'a.md with the headings H, the text "x", front matter with f, the columns c, a value for r in each row, 2 rows or more, the keys k, l = "v"',
    ],
    [
      { kind: 'query', from: 'milestones', where: { phase: 'P0' }, expect: 'all', that: { state: 'accepted' } },
      'all milestones with phase P0: state accepted',
    ],
    [{ kind: 'query', from: 'roles', expect: 'none', that: { owner: 'unassigned' } }, 'none of the roles: owner unassigned'],
    [{ kind: 'query', from: 'tasks', expect: 'count', op: 'gte', value: 1 }, 'a number of tasks that is ≥ 1'],
    [{ kind: 'query', from: 'tasks', expect: 'count' }, 'a number of tasks that is compared with a number'],
    [{ kind: 'checklist' }, 'every required box of the checklists of P0 ticked'],
    [{ kind: 'checklist', paths: ['inbox/P0/a.md'], minBoxes: 3 }, 'every required box of inbox/P0/a.md ticked, 3 boxes or more'],
    [{ kind: 'archived' }, 'the checklists of P0 in the outbox, unchanged and with their metadata'],
    [{ kind: 'archived', phase: 'P1', min: 2 }, 'the checklists of P1 in the outbox, unchanged and with their metadata, 2 or more'],
    [{ kind: 'archived', paths: ['outbox/P0/a.md'] }, 'outbox/P0/a.md in the outbox, unchanged and with their metadata'],
    [{ kind: 'approval' }, '1 approval, not by who made the evidence'],
    [{ kind: 'approval', min: 2, excludeAuthor: false }, '2 approvals'],
    [
      { kind: 'approval', roles: ['TL', 'RL'], min: 1, subjects: ['a'], forum: 'steering', minutes: true, aspect: 'fairness' },
      'the approval of TL and RL, 1 person or more, of a, by steering, with the minutes, about fairness, not by who made the evidence',
    ],
    [{ kind: 'test' }, 'a recorded test run in which every test passes, at least 1 test'],
    [
      { kind: 'test', select: ['a*', 'b'], minTests: 2, passRate: 0.9, minIterations: 100, maxSkipped: 0 },
      'a recorded test run in which at least 90 % of the tests pass, at least 2 tests, of a*, b, 100 iterations or more, at most 0 skipped',
    ],
    [{ kind: 'test', expect: 'all-fail' }, 'a recorded test run in which every test fails, at least 1 test'],
    [
      {
        kind: 'metric',
        metric: 'latency',
        op: 'lte',
        value: 30,
        unit: 'ms',
        aggregation: 'p95',
        samples: 5,
        window: 'P1D',
        environment: 'reference',
      },
      'a recorded p95 latency ≤ 30 ms, from 5 samples or more, over P1D or longer, on reference',
    ],
    [
      { kind: 'metric', metric: 'loss', baseline: { name: 'paper', rel: 0.1 }, trend: 'decreasing' },
      'a recorded loss within 10 % of paper, decreasing',
    ],
    [{ kind: 'metric', metric: 'loss' }, 'a threshold for loss: op and value, a baseline or a trend'],
    [
      { kind: 'command', argv: ['npm', 'run', 'a b'], cwd: 'x', exitCodes: [0, 5] },
      "a recorded run of npm run 'a b' in x that ends with exit code 0 or 5",
    ],
    [{ kind: 'command', argv: ['make'] }, 'a recorded run of make that ends with exit code 0'],
    [{ kind: 'gate', gate: 'P1' }, 'gate P1 met'],
    [{ kind: 'gate', gate: 'P1', verdict: 'verdict.json' }, 'the verdict in verdict.json that gate P1 is met'],
    [{ kind: 'check', names: ['build', 'lint'] }, 'the checks build, lint at the forge, for this commit, with success'],
    [
      { kind: 'check', names: ['deploy'], app: 'github-actions', conclusions: ['success', 'neutral'], environments: ['test', 'live'] },
      'the checks deploy at the forge, for this commit, with success or neutral, reported by github-actions, in each of test, live',
    ],
    [{ kind: 'check' }, 'checks that it names at the forge, for this commit, with success'],
    [{ kind: 'attest', claim: 'live' }, 'a recorded observation of "live"'],
    [{ kind: 'attest', claim: 'live', value: true, link: true }, 'a recorded observation of "live" and a link to what was seen'],
    [{ kind: 'attest', claim: 'colour', value: 'green' }, 'a recorded observation of "colour" with the value green'],
    [{ kind: 'trace' }, 'a rule to decide by: rule, every and has, rules, or none'],
    [{ kind: 'trace', about: 'tests' }, 'a rule to decide by: rule, every and has, rules, or none (it is about tests)'],
    [
      { kind: 'trace', every: 'risk', where: { severity: ['high', 'severe'] }, has: 'task' },
      'every risk with severity high or severe has a task',
    ],
    [
      { kind: 'trace', every: 'requirement', has: [{ type: 'task' }, { type: 'test', min: 2, max: 4, relation: 'tests' }], deep: true },
      'every requirement has a task and 2 to 4 tests (tests), which is covered itself',
    ],
    [
      { kind: 'trace', every: 'property', has: [{ relation: 'validates' }, { type: 'evidence', min: 0, max: 1 }] },
      'every property has a link (validates) and at most 1 evidence record',
    ],
    [{ kind: 'trace', none: ['suspect', 'orphan'] }, 'no link or record that is suspect or orphan'],
    [{ kind: 'trace', rule: 'r9' }, 'a rule r9 under trace.rules of the program'],
    [{ kind: 'coverage' }, 'two sets, each and in'],
    [{ kind: 'coverage', about: 'gates' }, 'two sets, each and in (it is about gates)'],
    [
      { kind: 'coverage', each: { list: ['a', 'b'] }, in: { glob: 'docs/*.md', key: 'stem' }, match: 'contains', min: 2 },
      'each of a, b is in the files of docs/*.md by stem 2 times, as a part',
    ],
    [
      {
        kind: 'coverage',
        each: { cross: [{ list: ['a', 'b', 'c', 'd', 'e'] }, { records: 'risks', where: { severity: 'high' } }] },
        in: { csv: 'docs/m.csv', column: 'id' },
        match: 'ignore-case',
        ratio: 0.955,
      },
      '95.5 % of a, b, c and 2 more × risks with severity high is in column id of docs/m.csv, in any case',
    ],
    [
      { kind: 'coverage', each: { records: 'tasks', field: 'owner', where: { phase: ['P0', 'P1'] } }, in: { glob: 'a/' } },
      'each of owner of tasks with phase P0 or P1 is in the files of a/',
    ],
    [
      {
        all: [
          { kind: 'gate', gate: 'P1' },
          { kind: 'attest', claim: 'x' },
        ],
      },
      'all of: gate P1 met; a recorded observation of "x"',
    ],
    [{ any: [{ kind: 'gate', gate: 'P1' }, { not: { kind: 'gate', gate: 'P2' } }] }, 'one of: gate P1 met; not: gate P2 met'],
    [
      {
        nOf: {
          n: 2,
          of: [
            { kind: 'gate', gate: 'P1' },
            { kind: 'gate', gate: 'P2' },
          ],
        },
      },
      '2 of: gate P1 met; gate P2 met',
    ],
  ])('%j', (check, wants) => expect(first(check).wants).toBe(wants))

  it('deliverables by path, else by id', () => {
    const deliverables = [
      { id: 'D1', title: 'D', path: 'docs/a.md' },
      { id: 'D2', title: 'D' },
    ]
    expect(first({ kind: 'evidence' }, {}, { deliverables }).wants).toBe('fresh records that list docs/a.md, D2 as artifacts')
  })

  it('a gate of no phase has to say which', () => {
    const program = exitOf([], {
      gates: [{ id: 'T', criteria: [criterion('T.1', { kind: 'checklist' }), criterion('T.2', { kind: 'archived' })] }],
    })
    expect(explainGate(program, caseOf(), factsOf(), 'T', { now })?.criteria.map(({ wants }) => wants)).toEqual([
      'every required box of the checklists of (give paths) ticked',
      'the checklists of (give a phase) in the outbox, unchanged and with their metadata',
    ])
  })
})

describe('who, conditions and commands', () => {
  test.each<[Check | undefined, string[]]>([
    [{ kind: 'approval', roles: ['TL', 'RL', 'QL'] }, ['TL: Ada', 'RL: Grace', 'QL: nobody yet']],
    [{ kind: 'approval' }, ['anyone who did not make the evidence']],
    [{ all: [{ kind: 'approval', roles: ['TL'] }, { kind: 'test' }] }, ['TL: Ada', 'anyone']],
    [{ kind: 'test' }, ['anyone']],
    [undefined, ['anyone']],
  ])('%j: %j', (check, who) => expect(first(check).who).toEqual(who))

  it('conditions', () => {
    const more = {
      after: ['P0.2', 'P0.3'],
      environments: ['local', 'ci'],
      repeat: { consecutive: 3 },
      maxAge: 'P7D',
      inputs: ['src/**'],
      continuous: true,
    }
    expect(first({ kind: 'test' }, more).conditions).toEqual([
      'after P0.2 and P0.3',
      'from each of local, ci',
      '3 times in a row',
      'not older than P7D',
      'made for src/**',
      'also after the phase is closed',
    ])
    expect(first({ kind: 'test' }).conditions).toEqual([])
  })

  it('commands, the next one first, each once, never the one that was just run', () => {
    expect(first({ kind: 'test' }).commands).toEqual(['refractor evidence add P0.1 --report FILE'])
    expect(
      first({
        all: [
          { kind: 'artifact', paths: ['yes'] },
          { kind: 'attest', claim: 'x' },
          { kind: 'command', argv: ['a'] },
        ],
      }).commands,
    ).toEqual(['refractor evidence add P0.1 --observe x', 'refractor evidence run P0.1'])
    expect(first({ kind: 'artifact', paths: ['no'] }).commands).toEqual([])
    expect(first({ kind: 'artifact', paths: ['yes'] }).commands).toEqual([])
    expect(first({ kind: 'evidence', covers: ['yes'] }).commands).toEqual(['refractor evidence add P0.1 --artifact yes'])
    expect(first({ kind: 'archived' }).commands).toEqual(['refractor checklist archive PATH'])
    expect(first({ kind: 'checklist' }).commands).toEqual(['refractor checklist new P0', 'refractor checklist check'])
    expect(first({ kind: 'gate', gate: 'P0' }).commands).toEqual(['refractor gate check P0'])
    const checks: Check[] = [
      { kind: 'query', from: 'roles', expect: 'all', that: { owner: 'assigned' } },
      { kind: 'content', paths: ['no'], contains: ['x'] },
      { kind: 'vcs' },
    ]
    for (const check of checks) expect(first(check).commands).toEqual([])
  })

  it('one command where the run of the criterion writes what a part of it asks for', () => {
    const metric: Check = { kind: 'metric', metric: 'warm', unit: 'ms', op: 'lte', value: 30 }
    const run: Check = { kind: 'command', argv: ['bench'] }
    const add = 'refractor evidence add P0.1'
    expect(first({ all: [metric, { ...run, metrics: 'bench.json' }] }).commands).toEqual(['refractor evidence run P0.1'])
    expect(first({ all: [{ kind: 'test' }, { ...run, report: 'junit.xml' }] }).commands).toEqual(['refractor evidence run P0.1'])
    expect(first({ all: [metric, { ...run, report: 'junit.xml' }] }).commands).toEqual([
      `${add} --metric warm=VALUEms`,
      'refractor evidence run P0.1',
    ])
    expect(first({ all: [{ kind: 'test' }, { ...run, metrics: 'bench.json' }] }).commands).toEqual([
      `${add} --report FILE`,
      'refractor evidence run P0.1',
    ])
  })

  it('a command with a place to fill in stays beside those of something else', () => {
    const test: Check = { kind: 'test' }
    expect(first({ all: [test, { kind: 'evidence', covers: ['yes'] }] }).commands).toEqual([
      'refractor evidence add P0.1 --report FILE',
      'refractor evidence add P0.1 --artifact FILE',
    ])
  })

  it('hints', () => {
    expect(first({ kind: 'test' }, { hint: 'run it twice' }).hint).toBe('run it twice')
    expect(first({ kind: 'test' })).not.toHaveProperty('hint')
  })
})

describe('undefined and proposed criteria', () => {
  it('an undefined one is told which checks its wording asks for', () => {
    expect(first(undefined, { statement: 'Coverage > 80%' })).toMatchObject({
      result: { reason: 'undefined' },
      wants: 'a check: nothing decides this criterion yet',
      suggestions: [{ kind: 'metric', metric: 'coverage', op: 'gt', value: 80, unit: '%', proposed: true }],
    })
    expect(first({ kind: 'test' }, { statement: 'Coverage > 80%' }).suggestions).toEqual([])
  })
  it('a proposed one has to be confirmed', () => {
    expect(first({ kind: 'test', proposed: true })).toMatchObject({
      result: { reason: 'proposed' },
      wants: 'that somebody accepts the proposed check: a recorded test run in which every test passes, at least 1 test',
      commands: [expect.stringMatching(/^refractor gate accept-check /), expect.anything()],
      suggestions: [],
    })
  })
})

describe('an approval for which there is a policy', () => {
  const people = [{ id: 'grace', name: 'Grace', roles: ['RL'] }]
  const approval = (check: object, policy: Partial<PolicyFile>, more: Partial<Criterion> = {}) => {
    const program = exitOf([criterion('P0.1', { kind: 'approval', ...check }, more)], { ...parts, policy })
    const [first] = explainGate(program, caseOf(), factsOf(), 'P0', { now })?.criteria ?? []
    return [first?.wants, first?.who, first?.commands[0]]
  }
  test.each<[object, Partial<PolicyFile>, Partial<Criterion>, string, string[], string]>([
    [{}, { approve: [{ roles: ['RL'], min: 2 }] }, {}, '2 approvals by RL', ['RL, by policy: Grace'], ''],
    [
      { roles: ['TL'] },
      { approve: [{ roles: ['TL', 'RL'] }] },
      {},
      'the approval of TL',
      ['TL: Ada', 'TL or RL, by policy: Ada, Grace'],
      '',
    ],
    [
      { roles: ['TL'] },
      { approve: [{ roles: ['RL'] }] },
      {},
      'the approval of TL, and 1 approval by RL, as policy demands',
      ['TL: Ada', 'RL, by policy: Grace'],
      '',
    ],
    [
      { roles: ['TL'] },
      { approve: [{ roles: ['TL', 'RL'], min: 2 }] },
      {},
      'the approval of TL, and 2 approvals by TL or RL, as policy demands',
      ['TL: Ada', 'TL or RL, by policy: Ada, Grace'],
      '',
    ],
    [{}, { approve: [{ roles: ['QL'] }] }, {}, '1 approval by QL', ['QL, by policy: nobody yet'], ''],
    [{}, { approve: [{ people: ['grace'], gates: ['P1'] }] }, {}, '1 approval', ['anyone who did not make the evidence'], ''],
    [{}, { people }, {}, '1 approval', ['anyone in the roster who did not make the evidence'], ''],
    [{}, { trust: { '*': 'signed' } }, {}, '1 approval, signed', ['anyone who did not make the evidence'], ' --sign'],
    [{ roles: ['TL'] }, { trust: { RL: 'signed', TL: 'commit' } }, {}, 'the approval of TL, committed by them', ['TL: Ada'], ''],
    [{}, {}, { trust: 'signed' }, '1 approval, signed', ['anyone who did not make the evidence'], ' --sign'],
  ])('%j with %j', (check, policy, more, wants, who, sign) => {
    expect(approval(check, policy, more)).toEqual([`${wants}, not by who made the evidence`, who, `refractor approve P0.1${sign}`])
  })
})

it('explains the whole gate or one criterion, and knows which gates there are', () => {
  const { gate, criteria, diagnostics } = explain({ kind: 'test' })
  expect([gate.id, criteria.map(({ result }) => result.id), diagnostics]).toEqual(['P0', ['P0.1', 'P0.2'], []])
  const program = exitOf([criterion('P0.1', undefined), criterion('P0.2', undefined)])
  expect(explainGate(program, caseOf(), factsOf(), 'P0', { now, criterion: 'P0.2' })?.criteria.map(({ result }) => result.id)).toEqual([
    'P0.2',
  ])
  expect(explainGate(program, caseOf(), factsOf(), 'P0', { now, criterion: 'P0.9' })?.criteria).toEqual([])
  expect(explainGate(program, caseOf(), factsOf(), 'P9', { now })).toBeUndefined()
})
