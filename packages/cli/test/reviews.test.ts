// tested-for: P4.R6
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

const program = (...review: readonly string[]): string =>
  lines(
    'format: 1',
    'id: "harbour"',
    'name: "The harbour library moves house"',
    'roles:',
    '  - { id: "lead", owner: "Lead <lead@example.org>" }',
    'review:',
    '  forum: "steering group"',
    ...review,
  )

const phase = (more: readonly string[] = []): string =>
  lines(
    'format: 1',
    'id: "P0"',
    'title: "Plan the move"',
    'milestones:',
    '  - id: "P0.M1" # the first one',
    '    title: "The route is agreed"',
    '    state: under-review',
    '    accountable: ["lead"]',
    '    acceptance:',
    '      - { id: "P0.M1.1", statement: "The route is written down.", check: { kind: artifact, paths: ["docs/route.md"] } }',
    '  - id: "P0.M2"',
    '    title: "The insurer agrees"',
    '    state: under-review',
    '    accountable: ["lead"]',
    '    acceptance:',
    '      - { id: "P0.M2.1", statement: "The insurer agrees.", check: { kind: approval } }',
    'exit:',
    '  criteria:',
    '    - { id: "P0.1", statement: "The lift works.", check: { kind: attest, claim: "the lift works" } }',
    '    - id: "P0.2"',
    '      statement: "The route is accepted."',
    '      check: { kind: query, from: milestones, where: { id: "P0.M1" }, expect: all, that: { state: accepted } }',
    ...more,
  )

const decisions = lines(
  'format: 1',
  'questions:',
  '  - { id: "Q1", title: "Who carries the globe?", owner: "Lead", due: "2026-11-20", phase: "P0" }',
  '  - { id: "Q2", title: "Is there a lift?", answer: "Yes.", phase: "P0" }',
  'actions:',
  '  - { id: "A1", title: "Ask the insurer", owner: "Lead", due: "2026-12-01", phase: "P0" }',
)

/** A phase that a review can close, committed. */
function ready(s: Scenario, review: readonly string[] = []): void {
  s.write('specification/program.yaml', program(...review))
  s.write('specification/phases/P0.yaml', phase())
  s.write('specification/decisions.yaml', decisions)
  s.write('specification/risks.yaml', 'format: 1\nrisks:\n  - { id: "R2", title: "Damp" }\n')
  s.write('docs/route.md', '# The route\n')
  s.write('inbox/P0/move.md', '# The move\n\n- [x] The keys are handed over\n')
  s.commit('The plan of the move')
}

const json = async (s: Scenario, line: string) => {
  const { code, stdout } = await s.refractor(`${line} --json`)
  return { code, ...JSON.parse(stdout) }
}
const statusOf = (s: Scenario): string[] => s.git('status', '--porcelain').split('\n').filter(Boolean)
const recordOf = (s: Scenario) => JSON.parse(readFileSync(join(s.root, 'outbox/P0/metadata.json'), 'utf8'))

it('a review that fails, is recorded, and is held again', async () => {
  const s = scenario()
  ready(s)
  await s.refractor('review P0')
  await s.refractor('review P0 --record-failed --dry-run')
  await s.refractor('review P0 --record-failed')
  await s.refractor('review P0 --record-failed')
  s.commit('A review that failed')
  await s.refractor('evidence add P0.1 --observe "the lift works"')
  s.commit('The lift works')
  s.write('inbox/notes.txt', 'mine\n', 'inbox/notes.txt is staged, and has nothing to do with it')
  s.git('add', 'inbox/notes.txt')
  await s.refractor('review P0 --commit --tag --dry-run')
  await s.refractor('review P0 --commit --tag')
  s.sawCommit()
  await s.refractor('review P0 --commit --tag')
  await s.refractor('audit verify')
  await expect(s.transcript()).toMatchFileSnapshot(golden('review-run'))

  expect(statusOf(s)).toEqual(['A  inbox/notes.txt'])
  expect(s.git('show', '--name-status', '--format=%s%n%b', 'HEAD')).toContain('Close P0: Plan the move')
  expect(
    s
      .git('show', '--no-renames', '--name-only', '--format=', 'HEAD')
      .trim()
      .split('\n')
      .map((path) => path.replace(/\/0.*\.json$/, '/')),
  ).toEqual([
    '.refractor/audit/',
    'inbox/P0/move.md',
    'inbox/P1/P1.md',
    'outbox/P0/metadata.json',
    'outbox/P0/move.md',
    'outbox/P0/move.metadata.json',
    'specification/phases/P0.yaml',
  ])
  expect(s.git('cat-file', '-t', 'harbour/P0').trim()).toBe('tag')
  expect(s.git('for-each-ref', '--format=%(contents)', 'refs/tags')).toMatch(/Audit-Head: [0-9a-f]{64}/)
  const yaml = readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8')
  expect(yaml).toBe(phase().replace('state: under-review', 'state: accepted'))
  const record = recordOf(s)
  expect(record).toMatchObject({ forum: 'steering group', accepted: ['P0.M1'] })
  expect(record.baseline.plan.map(({ path }: { path: string }) => path)).toEqual([
    'specification/decisions.yaml',
    'specification/phases/P0.yaml',
    'specification/phases/P1.yaml',
    'specification/policy.yaml',
    'specification/program.yaml',
    'specification/risks.yaml',
  ])
  expect(readdirSync(join(s.root, 'outbox/P0/_history'))).toHaveLength(1)
})

describe('git', () => {
  it('a commit that did not come about is made by the next run', async () => {
    const s = scenario()
    ready(s)
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    s.commit('The lift works')
    expect((await s.refractor('review P0')).code).toBe(0)
    // Something that the review wrote is worked on before that.
    s.write('inbox/P1/P1.md', '- [ ] more\n')
    const again = await json(s, 'review P0 --commit --tag P0-closed')
    expect(again).toMatchObject({ code: 0, applied: false, git: { commit: { made: true }, tag: { name: 'P0-closed', made: true } } })
    expect(again.diagnostics.map((one: { code: string; severity: string }) => [one.code, one.severity])).toContainEqual([
      'git/not-committed',
      'warning',
    ])
    expect(statusOf(s)).toEqual(['?? inbox/'])
    expect(s.git('rev-parse', 'P0-closed^{commit}')).toBe(s.git('rev-parse', 'HEAD'))
    expect(await json(s, 'review P0 --tag P0-closed')).toMatchObject({ code: 0, git: { tag: { made: false } } })
  })

  it('says that the gate which it rests on is in no commit', async () => {
    const s = scenario()
    ready(s)
    await s.refractor('evidence add P0.1 --observe "the lift works"')
    s.commit('The lift works')
    const plan = 'specification/program.yaml'
    s.write(plan, `${readFileSync(join(s.root, plan), 'utf8')}# changed\n`)
    expect((await json(s, 'review P0 --commit')).diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'git/not-committed',
        severity: 'warning',
        location: expect.objectContaining({ file: plan }),
      }),
    )
  })

  it('says what the review rests on and no commit holds', async () => {
    const s = scenario()
    ready(s)
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    const told = (await json(s, 'review P0 --commit')).diagnostics
    expect(told).toContainEqual(expect.objectContaining({ code: 'git/not-committed', severity: 'warning' }))
    s.commit('The lift works')
    expect((await json(s, 'review P0 --commit')).diagnostics).toEqual([])
  })

  it('what stands in the way of a commit or a tag is seen before anything is done', async () => {
    const s = scenario()
    ready(s)
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    s.commit('The lift works')
    const head = s.git('rev-parse', 'HEAD').trim()
    const refusals: [string, string][] = [
      ['review P0 --tag', 'cli/usage'],
      ['review P0 --commit --tag "two words"', 'git/not-tagged'],
      ['review P0 --commit --tag v1', 'git/not-tagged'],
      ['review P0 --commit', 'git/not-committed'],
    ]
    s.git('tag', 'v1')
    for (const [line, code] of refusals) {
      if (line === 'review P0 --commit') s.write('.git/MERGE_HEAD', `${head}\n`)
      const refused = await json(s, line)
      expect(
        refused.diagnostics.map((one: { code: string }) => one.code),
        line,
      ).toContain(code)
      expect(refused.code, line).not.toBe(0)
      expect(existsSync(join(s.root, 'outbox/P0/metadata.json')), line).toBe(false)
    }
    rmSync(join(s.root, '.git/MERGE_HEAD'))
    // A hook of the people who work here may say no; then the next run tries again.
    s.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n')
    chmodSync(join(s.root, '.git/hooks/pre-commit'), 0o755)
    expect(await json(s, 'review P0 --commit')).toMatchObject({ code: 4, applied: true })
    rmSync(join(s.root, '.git/hooks/pre-commit'))
    expect(await json(s, 'review P0 --commit')).toMatchObject({ code: 0, applied: false, git: { commit: { made: true } } })
    expect(await json(s, 'review P0 --commit')).toMatchObject({ code: 0, applied: false, git: { commit: { made: false } } })
  })
})

describe('what a program demands', () => {
  it('minutes, and a plan that is updated between two reviews', async () => {
    const s = scenario()
    ready(s, ['  minutes: true', '  planUpdated: true', '  seed: false'])
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    expect((await json(s, 'review P0')).diagnostics.map((one: { code: string }) => one.code)).toContain('review/minutes-missing')
    s.write('inbox/P0/minutes.md', '# Steering group 2026-11-21\n\n## Decisions\n\n- The globe goes by boat.\n')
    expect((await s.refractor('review P0 --minutes inbox/P0/minutes.md')).code, s.transcript()).toBe(0)
    expect(recordOf(s).minutes).toMatchObject({ path: 'outbox/P0/minutes/minutes.md' })
    expect(existsSync(join(s.root, 'inbox/P1/P1.md'))).toBe(false)
    expect((await s.refractor('gate check P0')).code, s.transcript()).toBe(0)
    // The same minutes again are filed already; others come too late, and are not passed over in silence.
    expect((await json(s, 'review P0 --minutes inbox/P0/minutes.md')).diagnostics).toEqual([])
    s.write('inbox/P0/m2.md', '# Steering group 2026-11-22\n')
    const late = await json(s, 'review P0 --minutes inbox/P0/m2.md')
    expect([late.code, late.diagnostics[0]]).toMatchObject([
      0,
      { severity: 'warning', message: expect.stringContaining('m2.md is not filed') },
    ])
    const none = await json(s, 'review P0 --minutes inbox/P0/m3.md')
    expect([none.code, none.diagnostics[0].help]).toEqual([2, expect.stringContaining('m2.md')])
    const folder = await json(s, 'review P1 --minutes docs/evidence')
    expect([folder.code, folder.diagnostics[0]]).toMatchObject([2, { help: 'name the minutes of one meeting: --minutes FILE' }])
    rmSync(join(s.root, 'inbox/P0/m2.md'))
    s.commit('P0 is closed')

    const next = lines(
      'format: 1',
      'id: "P1"',
      'title: "Pack and carry"',
      'tasks: [{ id: "P1.T1", title: "Carry", state: open }]',
      'exit:',
      '  criteria:',
      '    - { id: "P1.1", statement: "The route is there.", check: { kind: artifact, paths: ["docs/route.md"] } }',
    )
    s.write('specification/phases/P1.yaml', next)
    s.write('inbox/P1/m1.md', '# Steering group 2026-12-01\n\n## Decisions\n\n- All is well.\n')
    // The second phase was changed, so the plan was updated.
    expect((await s.refractor('review P1 --minutes inbox/P1/m1.md --dry-run')).code, s.transcript()).toBe(0)
    s.git('checkout', '-q', '--', 'specification')
    s.write(
      'specification/phases/P0.yaml',
      readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8').replace('under-review', 'accepted'),
    )
    const refused = await json(s, 'review P1 --minutes inbox/P1/m1.md')
    expect(refused.diagnostics.map((one: { code: string }) => one.code)).toContain('review/plan-not-updated')

    // The minutes belong to what closed the phase.
    rmSync(join(s.root, 'outbox/P0/minutes/minutes.md'))
    expect((await s.refractor('gate check P0')).code).toBe(3)
  })
})

describe('before it is applied', () => {
  it('a snapshot is taken where the program says so, as a part of the plan', async () => {
    const s = scenario()
    ready(s, ['snapshots: { before: [review] }'])
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    s.commit('The lift works')
    const dry = await json(s, 'review P0 --dry-run')
    expect(dry.plan.steps.some(({ path }: { path: string }) => path.startsWith('.refractor/snapshots/'))).toBe(true)
    expect(s.git('for-each-ref', 'refs/refractor')).toBe('')
    expect((await s.refractor('review P0 --commit')).code, s.transcript()).toBe(0)
    const { snapshot } = recordOf(s)
    expect(existsSync(join(s.root, `.refractor/snapshots/${snapshot}.json`))).toBe(true)
    expect(s.git('for-each-ref', '--format=%(refname)', 'refs/refractor').trim()).toBe(`refs/refractor/snapshots/${snapshot}`)
    expect(statusOf(s)).toEqual([])
    // The ref that a process did not come to make is made by the next run.
    s.git('update-ref', '-d', `refs/refractor/snapshots/${snapshot}`)
    expect((await s.refractor('review P0')).code).toBe(0)
    expect(s.git('for-each-ref', 'refs/refractor')).not.toBe('')
  })

  it('what it was judged on may not have changed since a person was asked', async () => {
    const s = scenario()
    ready(s)
    expect((await s.refractor('evidence add P0.1 --observe "the lift works"')).code).toBe(0)
    s.commit('The lift works')
    const changes: readonly (readonly [string, string])[] = [
      ['docs/route.md', '# Another route\n'],
      ['specification/risks.yaml', 'format: 1\nrisks: []\n'],
      ['inbox/P0/move.md', '# The move\n\n- [ ] The keys are handed over\n'],
      // New ones may say the contrary.
      ['inbox/P0/second.md', '- [ ] One more\n'],
      ['.refractor/approvals/P0.2-reject-000000000000.json', '{}\n'],
      ['docs/evidence/P0/P0.1-later/metadata.json', '{}\n'],
    ]
    for (const [path, text] of changes) {
      s.io = {
        interactive: true,
        ask: () => {
          s.write(path, text)
          return Promise.resolve(true)
        },
      }
      const { code, stdout, stderr } = await s.refractor('review P0 --json')
      expect(stderr).toContain('✓ P0.2')
      expect(stderr).toContain('archive 1 checklist, accept P0.M1 and close P0')
      expect(code, path).toBe(4)
      expect(stdout).toMatch(/workspace\/(?:stale-plan|changed-underneath)/)
      expect(existsSync(join(s.root, 'outbox/P0')), path).toBe(false)
      s.git('clean', '-fdq')
      s.git('checkout', '-q', '--', '.')
    }
  })
})

describe('superseded evidence', () => {
  const old = 'docs/evidence/P0/first/metadata.json'
  const log = 'the lift is stuck\n'

  async function superseded(s: Scenario): Promise<void> {
    ready(s)
    s.write('docs/evidence/P0/first/log.txt', log)
    const sha256 = createHash('sha256').update(log).digest('hex')
    const record = {
      author: 'Lead <lead@example.org>',
      date: '2026-11-20T10:00:00Z',
      criteria: ['P0.1'],
      artifacts: [{ path: 'docs/evidence/P0/first/log.txt', sha256 }],
      result: { outcome: 'failed', observations: [{ claim: 'the lift works', value: false }] },
    }
    s.write(old, `${JSON.stringify(record)}\n`)
    s.commit('The lift is stuck')
    expect((await s.refractor(`evidence add P0.1 --observe "the lift works" --supersedes ${old}`)).code, s.transcript()).toBe(0)
    s.commit('The lift works')
    s.git('branch', 'before')
  }

  it('goes out of the way, and still counts for what it is', async () => {
    const s = scenario()
    await superseded(s)
    expect((await s.refractor('review P0 --commit')).code, s.transcript()).toBe(0)
    const archive = 'docs/evidence/_archive/20261121T100000Z/P0/first'
    expect(existsSync(join(s.root, old))).toBe(false)
    expect(readFileSync(join(s.root, archive, 'log.txt'), 'utf8')).toBe(log)
    expect(recordOf(s).superseded).toMatchObject([{ from: old, path: `${archive}/metadata.json` }])
    // Nothing that failed was taken away.
    const change = await json(s, 'gate check P0 --base before --head HEAD')
    expect(change.diagnostics.map((one: { code: string }) => one.code)).not.toContain('change/record-removed')
    expect(change.gates[0].criteria[0], s.transcript()).toMatchObject({ id: 'P0.1', outcome: 'met' })
    const verified = await json(s, 'evidence verify')
    expect(verified.code).toBe(0)
    expect((await s.refractor('audit verify')).code, s.transcript()).toBe(0)
    // Its artifact is looked for where it is now.
    s.write(`${archive}/log.txt`, 'all is well\n')
    expect((await json(s, 'evidence verify')).code).toBe(3)
    // Without what supersedes it, it says no as before.
    s.write(`${archive}/log.txt`, log)
    const [name] = readdirSync(join(s.root, 'docs/evidence/P0')).filter((one) => one.startsWith('P0.1-'))
    rmSync(join(s.root, `docs/evidence/P0/${name}`), { recursive: true })
    rmSync(join(s.root, 'outbox/P0/metadata.json'))
    expect((await json(s, 'gate check P0')).gates[0].criteria[0]).toMatchObject({ outcome: 'unmet', reason: 'failed' })
  })

  it('stays where something else looks at it', async () => {
    const s = scenario()
    await superseded(s)
    s.write(
      'specification/phases/P0.yaml',
      phase(['    - { id: "P0.3", statement: "Logs are kept.", check: { kind: artifact, paths: ["docs/evidence/**/log.txt"] } }']),
    )
    expect((await s.refractor('review P0')).code, s.transcript()).toBe(0)
    expect(existsSync(join(s.root, old))).toBe(true)
    expect(recordOf(s).superseded).toBeUndefined()
  })
})
