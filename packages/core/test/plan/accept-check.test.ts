import { describe, expect, it, test } from 'vitest'
import { loadRecord } from '../../src/load/record.ts'
import { type Filling, planAcceptChecks } from '../../src/plan/accept-check.ts'
import { changedLines, findings, planOf, programOf } from './sample.ts'

const criteria = (...lines: readonly string[]): string =>
  ['format: 1', 'id: P0', 'title: Start', 'exit:', '  criteria:', ...lines, ''].join('\n')

/** The first criterion with this check, written in a block below it. */
const block = (...check: readonly string[]): string =>
  criteria('    - id: P0.1', '      statement: One', '      check:', ...check.map((line) => `        ${line}`))
const flow = (check: string): string => criteria('    - id: P0.1', '      statement: One', `      check: ${check}`)

function accept(text: string, ids: readonly string[], filling: Filling = {}, named = true) {
  const program = programOf({ phases: { 'phases/P0.yaml': text } })
  const targets = ids.flatMap((id) => {
    const criterion = program.criteria.get(id)
    return criterion === undefined ? [] : [{ program, criterion, named }]
  })
  return planAcceptChecks(targets, filling)
}

function changes(text: string, filling: Filling = {}): string[] {
  const result = accept(text, ['P0.1'], filling)
  const [step, ...more] = planOf(result).steps
  if (step?.type !== 'edit' || more.length > 0) throw new Error('one edit was expected')
  const { record, diagnostics } = loadRecord('phase', { path: 'P0.yaml', text: step.text })
  expect(diagnostics).toEqual([])
  expect(result.checks.map(({ check }) => check)).toEqual([record?.exit?.criteria[0]?.check])
  return changedLines(text, step.text)
}

describe('the mark', () => {
  test.each<[string, string, string[]]>([
    ['on its own line', block('kind: attest', 'proposed: true', 'claim: seen'), ['-        proposed: true']],
    ['at the end of the file', block('kind: attest', 'claim: seen', 'proposed: true').trimEnd(), ['-        proposed: true', '+']],
    [
      'with a comment, which stays',
      block('kind: attest', 'proposed: true   # ask the lead', 'claim: seen'),
      ['-        proposed: true   # ask the lead', '+        # ask the lead'],
    ],
    ['first behind the colon', block('proposed: true', 'kind: attest', 'claim: seen'), ['-        proposed: true']],
    [
      'last in braces',
      flow('{ kind: attest, claim: seen, proposed: true }  # why'),
      ['-      check: { kind: attest, claim: seen, proposed: true }  # why', '+      check: { kind: attest, claim: seen }  # why'],
    ],
    [
      'first in braces',
      flow('{proposed: true, kind: attest, claim: seen}'),
      ['-      check: {proposed: true, kind: attest, claim: seen}', '+      check: {kind: attest, claim: seen}'],
    ],
    [
      'in the middle',
      flow('{ kind: attest , "proposed" : true, claim: seen }'),
      ['-      check: { kind: attest , "proposed" : true, claim: seen }', '+      check: { kind: attest, claim: seen }'],
    ],
    [
      'in braces over lines, with comments',
      block('{ kind: attest, # the kind', '  proposed: true, # the mark', '  claim: seen }'),
      ['-          proposed: true, # the mark', '+          # the mark'],
    ],
    [
      'first behind a dash',
      block('all:', '  - proposed: true', '    kind: attest', '    claim: seen'),
      ['-          - proposed: true', '-            kind: attest', '+          - kind: attest'],
    ],
    [
      'first behind a dash, with a comment',
      block('all:', '  - proposed: true # why', '    kind: attest', '    claim: seen'),
      ['-          - proposed: true # why', '+          - # why'],
    ],
    [
      'in a block that says false elsewhere',
      block('any:', '  - { kind: attest, claim: a, proposed: false }', 'proposed: true'),
      ['-        proposed: true'],
    ],
  ])('%s', (_name, text, lines) => {
    expect(changes(text)).toEqual(lines)
    expect(changes(text.replaceAll('\n', '\r\n')).map((line) => line.replace(/\r$/, ''))).toEqual(lines)
  })

  it('goes from every part of a composition at once', () => {
    const text = flow(
      '{ proposed: true, all: [{ kind: test, proposed: true }, { not: { kind: attest, claim: a, proposed: true } }, { nOf: { n: 1, of: [{ kind: archived, proposed: true }] } }] }',
    )
    expect(changes(text).at(-1)).toBe(
      '+      check: { all: [{ kind: test }, { not: { kind: attest, claim: a } }, { nOf: { n: 1, of: [{ kind: archived }] } }] }',
    )
  })

  it('goes from several criteria of several files in one plan', () => {
    const marked = (id: string): string =>
      `format: 1\nid: ${id}\ntitle: T\nexit:\n  criteria:\n    - { id: ${id}.1, statement: S, check: { kind: test, proposed: true } }\n    - { id: ${id}.2, statement: S }\n`
    const program = programOf({ phases: { 'phases/P1.yaml': marked('P1'), 'phases/P0.yaml': marked('P0') } })
    const targets = [...program.criteria.values()].map((criterion) => ({ program, criterion, named: false }))
    const { steps, title } = planOf(planAcceptChecks([...targets, ...targets]))
    expect(steps.map((step) => step.type === 'edit' && [step.path, step.why])).toEqual([
      ['specification/phases/P0.yaml', 'P0.1'],
      ['specification/phases/P1.yaml', 'P1.1'],
    ])
    expect(title).toBe('accept the checks of 2 criteria')
  })
})

describe('what is filled in', () => {
  const metric = block('kind: metric # what', 'proposed: true', 'metric: speed')

  it('stands behind the kind, and the comments stay', () => {
    expect(changes(metric, { op: 'lte', value: 30, unit: '%' })).toEqual([
      '-        proposed: true',
      '+        op: "lte"',
      '+        value: 30',
      '+        unit: "%"',
    ])
  })
  it('takes the place of what is there', () => {
    expect(
      changes(flow('{ kind: metric, metric: "speed", op: gt, value: 1, proposed: true }'), { metric: 'pace', value: -0.5 }).at(-1),
    ).toBe('+      check: { kind: metric, metric: "pace", op: gt, value: -0.5 }')
  })
  it('goes to the one metric of a composition', () => {
    expect(changes(flow('{ all: [{ kind: test }, { kind: metric, metric: a, op: eq }], proposed: true }'), { value: 2 }).at(-1)).toBe(
      '+      check: { all: [{ kind: test }, { kind: metric, value: 2, metric: a, op: eq }] }',
    )
  })
  it('replaces the paths', () => {
    expect(
      changes(block('kind: artifact', 'paths:', '  - docs/a.md', '  - docs/b.md', 'proposed: true'), { paths: ['docs/c.md', 'd/**'] }),
    ).toEqual([
      '-        paths:',
      '-          - docs/a.md',
      '-          - docs/b.md',
      '-        proposed: true',
      '+        paths: ["docs/c.md", "d/**"]',
    ])
  })

  test.each<[string, string, Filling, string[]]>([
    [
      'a number without an operator',
      flow('{ kind: metric, metric: a, proposed: true }'),
      { value: 3 },
      ['gate/incomplete-check specification/phases/P0.yaml:8'],
    ],
    [
      'nothing for a metric without a number',
      flow('{ kind: metric, metric: a, op: lte, proposed: true }'),
      {},
      ['gate/incomplete-check specification/phases/P0.yaml:8'],
    ],
    [
      'a bound that is half there',
      flow('{ kind: metric, metric: a, op: between, min: 1, proposed: true }'),
      {},
      ['gate/incomplete-check specification/phases/P0.yaml:8'],
    ],
    ['a number for a test', flow('{ kind: test, proposed: true }'), { value: 3 }, ['cli/usage']],
    [
      'one number for two metrics',
      flow('{ all: [{ kind: metric, metric: a, op: eq, value: 1 }, { kind: metric, metric: b, op: eq, value: 1 }], proposed: true }'),
      { value: 3 },
      ['cli/usage'],
    ],
    ['a path for an attestation', flow('{ kind: attest, claim: a, proposed: true }'), { paths: ['a'] }, ['cli/usage']],
    ['a path outside', flow('{ kind: artifact, paths: [a], proposed: true }'), { paths: ['../a'] }, ['cli/usage']],
    [
      'anything for a check in force',
      flow('{ kind: artifact, paths: [a] }'),
      { paths: ['b'] },
      ['gate/no-proposal specification/phases/P0.yaml:8'],
    ],
    [
      'paths with a comment between',
      block('kind: artifact', 'paths:', '  - a # why', '  - b', 'proposed: true'),
      { paths: ['c'] },
      ['gate/accept-by-hand specification/phases/P0.yaml:9'],
    ],
    [
      'nothing where there is no check',
      criteria('    - { id: P0.1, statement: One }'),
      {},
      ['gate/no-proposal specification/phases/P0.yaml:6'],
    ],
  ])('is refused: %s', (_name, text, filling, found) => {
    const result = accept(text, ['P0.1'], filling)
    expect([result.ok, result.checks, findings(result)]).toEqual([false, [], found])
  })

  it('is refused for several criteria at once', () => {
    const text = criteria(...[1, 2].map((n) => `    - { id: P0.${n}, statement: S, check: { kind: metric, metric: a, proposed: true } }`))
    expect(findings(accept(text, ['P0.1', 'P0.2'], { op: 'eq', value: 1 }))).toEqual(['cli/usage'])
  })

  test.each(['baseline: { name: last, rel: 0.1 }', 'trend: decreasing', 'op: between, min: 1, max: 2'])(
    'is not needed beside %s',
    (more) => {
      expect(accept(flow(`{ kind: metric, metric: a, ${more}, proposed: true }`), ['P0.1']).ok).toBe(true)
    },
  )
})

it('changes nothing where the check is in force', () => {
  expect(planOf(accept(flow('{ kind: test }'), ['P0.1']))).toEqual({ title: 'the check of P0.1 (test) is in force already', steps: [] })
  expect(planOf(accept(flow('{ kind: test }'), ['P0.1'], { paths: [] })).steps).toEqual([])
  expect(planOf(accept(flow('{ kind: test }'), [])).title).toBe('no check is proposed here')
})

it('leaves what lacks a number proposed when a whole gate is accepted, and says so', () => {
  const text = criteria(
    '    - { id: P0.1, statement: S, check: { kind: metric, metric: a, proposed: true } }',
    '    - { id: P0.2, statement: S, check: { kind: test, proposed: true } }',
    '    - { id: P0.3, statement: S }',
  )
  const result = accept(text, ['P0.1', 'P0.2', 'P0.3'], {}, false)
  expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['gate/incomplete-check', 'warning']])
  expect(result.checks).toEqual([{ id: 'P0.2', gate: 'P0', statement: 'S', check: { kind: 'test' } }])
  expect(planOf(result).title).toBe('accept the check of P0.2')
})

it.each([
  ['{ kind: coverage, proposed: true }', 'what is covered by what'],
  ['{ kind: trace, about: tests, proposed: true }', 'what is linked with what'],
])('leaves %s proposed, for it would decide nothing', (check, what) => {
  const result = accept(flow(check), ['P0.1'])
  expect(result).toMatchObject({
    ok: false,
    diagnostics: [
      {
        code: 'gate/incomplete-check',
        severity: 'error',
        message: `the check of P0.1 does not say ${what}, so it would decide nothing`,
        help: expect.stringContaining('in specification/'),
      },
    ],
  })
  expect(accept(flow(check.replace('proposed', 'none: [orphan], proposed').replace('coverage', 'trace')), ['P0.1']).diagnostics).toEqual([])
})

describe('what would make the program invalid, or could never be met', () => {
  const declared = 'format: 1\nid: demo\nname: Demo\nroles: [{ id: lead }]\n'
  const after = (program: string, check: string, named: boolean) => {
    const one = programOf({ program, phases: { 'phases/P0.yaml': flow(check) } })
    const criterion = one.criteria.get('P0.1')
    return planAcceptChecks(criterion === undefined ? [] : [{ program: one, criterion, named }])
  }
  const found = ({ diagnostics }: ReturnType<typeof after>) => diagnostics.map(({ code, severity }) => [code, severity])

  test.each<[string, string]>([
    ['a role', '{ kind: approval, roles: [lead, advisor], proposed: true }'],
    ['a gate', '{ any: [{ kind: test }, { kind: gate, gate: Q9 }], proposed: true }'],
    ['a phase', '{ kind: archived, phase: P9, proposed: true }'],
    ['a milestone', '{ kind: query, from: tasks, where: { milestone: M9 }, expect: all, that: { state: done }, proposed: true }'],
  ])('%s that does not exist', (_, check) => {
    const named = after(declared, check, true)
    expect([named.ok, ...found(named)]).toEqual([false, ['gate/incomplete-check', 'error']])
    expect(named.diagnostics[0]?.location).toMatchObject({ file: 'specification/phases/P0.yaml', line: 8 })
    const all = after(declared, check, false)
    expect([all.ok, all.checks, ...found(all)]).toEqual([true, [], ['gate/incomplete-check', 'warning']])
  })

  it('but roles are names only where the program declares none', () => {
    const bare = declared.replace('roles: [{ id: lead }]\n', '')
    expect(after(bare, '{ kind: approval, roles: [advisor], proposed: true }', true).checks).toHaveLength(1)
    expect(after(declared, '{ kind: approval, roles: [lead], proposed: true }', true).checks).toHaveLength(1)
  })

  test.each([
    '{ kind: evidence, proposed: true }',
    '{ all: [{ kind: evidence, covers: deliverables, environment: staging }], proposed: true }',
  ])('evidence of deliverables that are not there: %s', (check) => {
    expect(found(after(declared, check, false))).toEqual([['gate/incomplete-check', 'warning']])
    expect(findings(accept(flow(check), ['P0.1']))).toEqual(['gate/incomplete-check specification/phases/P0.yaml:8'])
    const files = accept(flow(check), ['P0.1'], { paths: ['docs/a.md'] })
    expect([files.ok, files.diagnostics, JSON.stringify(files.checks[0]?.check)]).toEqual([
      true,
      [],
      expect.stringContaining('"covers":["docs/a.md"]'),
    ])
    const handed = `${flow(check)}deliverables: [{ id: D1, title: Chart, path: docs/chart.md }]\n`
    expect(accept(handed, ['P0.1']).checks).toHaveLength(1)
  })
})

it('does nothing at all when one of the marks resists', () => {
  const text = criteria(
    '    - { id: P0.1, statement: S, check: { kind: test, proposed: true } }',
    '    - id: P0.2',
    '      statement: S',
    '      check:',
    '        ? proposed',
    '        : true',
    '        kind: test',
  )
  const result = accept(text, ['P0.1', 'P0.2'])
  expect([result.ok, findings(result)]).toEqual([false, ['gate/accept-by-hand specification/phases/P0.yaml:10']])
})

it('names only some of many criteria of a file', () => {
  const ids = Array.from({ length: 6 }, (_, n) => `P0.${n + 1}`)
  const text = criteria(...ids.map((id) => `    - { id: ${id}, statement: S, check: { kind: test, proposed: true } }`))
  expect(planOf(accept(text, ids)).steps[0]?.why).toBe('P0.1, P0.2, P0.3 and 3 more')
})

describe('what a person has to name', () => {
  test.each<[string, string, readonly string[], string[]]>([
    [
      'checks of a forge',
      '{ kind: check, proposed: true }',
      ['build', 'test (*)'],
      ['+      check: { kind: check, names: ["build", "test (*)"] }'],
    ],
    ['a branch', '{ kind: vcs, merged: true, proposed: true }', ['main'], ['+      check: { kind: vcs, merged: "main" }']],
    ['a tag', '{ kind: vcs, tagged: true, proposed: true }', ['v1'], ['+      check: { kind: vcs, tag: "v1", tagged: true }']],
  ])('%s', (_, check, names, after) => {
    expect(changes(flow(check), { names })).toEqual([`-      check: ${check}`, ...after])
  })

  test.each<[string, string, string]>([
    ['checks of a forge', '{ kind: check, proposed: true }', 'the checks of the forge'],
    ['a branch', '{ not: { kind: vcs, merged: true }, proposed: true }', 'the branch'],
    ['a tag', '{ kind: vcs, tagged: true, proposed: true }', 'the tag'],
  ])('%s, and has not', (_, check, what) => {
    const refused = accept(flow(check), ['P0.1'])
    expect(refused.diagnostics).toMatchObject([
      {
        code: 'gate/incomplete-check',
        severity: 'error',
        message: `the check of P0.1 does not name ${what}, so it would decide nothing`,
        help: 'add it: refractor gate accept-check P0.1 --name NAME',
      },
    ])
    expect(accept(flow(check), ['P0.1'], {}, false).diagnostics).toMatchObject([{ code: 'gate/incomplete-check', severity: 'warning' }])
  })

  it('and names have no place elsewhere', () => {
    expect(accept(flow('{ kind: test, proposed: true }'), ['P0.1'], { names: ['x'] }).diagnostics).toMatchObject([
      { code: 'cli/usage', message: expect.stringContaining('--name has no place') },
    ])
  })
})
