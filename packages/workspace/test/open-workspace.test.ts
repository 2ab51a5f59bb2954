import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openWorkspace, type Workspace } from '../src/index.ts'
import { demo, phaseYaml, programYaml } from './support/program.ts'
import { git, readText, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

beforeEach(() => {
  vi.stubEnv('GIT_AUTHOR_NAME', 'Ana')
  vi.stubEnv('GIT_AUTHOR_EMAIL', 'ana@example.org')
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const exit =
  'exit:\n  criteria:\n    - id: P0.1\n      statement: The report is there\n      check: { kind: artifact, paths: [docs/report.md] }\n    - id: P0.2\n      statement: Checklists are archived\n      check: { kind: archived }\n'
const begun = 'milestones:\n  - { id: P0.M1, title: First, state: in-progress }\n'
const files = { ...demo, 'specification/phases/P0.yaml': phaseYaml('P0', begun + exit), 'inbox/P0/start.md': '# Start\n\n- [x] begin\n' }
const now = () => '2026-11-21T10:00:00Z'

async function open(root: string): Promise<Workspace> {
  const opened = await openWorkspace(root, { now })
  if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics))
  return opened.workspace
}
const codes = (list: readonly { code: string }[]): string[] => list.map((one) => one.code)

describe('opening', () => {
  test('finds the workspace from any folder in it', async () => {
    const root = tempRepository({ ...files, 'src/a.ts': '' })
    const workspace = await open(join(root, 'src'))
    expect(workspace.root).toBe(root)
    expect(workspace.programs.map((one) => one.id)).toEqual(['demo'])
    expect(workspace.diagnostics).toEqual([])
    expect(workspace.program()).toMatchObject({ ok: true, value: { id: 'demo' } })
  })

  test('fails where there is none, or none that can be read', async () => {
    expect(await openWorkspace(tempFolder())).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/not-found' }] })
    const root = tempFolder()
    mkdirSync(join(root, 'refractor.yaml'))
    expect(await openWorkspace(root)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/unreadable' }] })
  })
})

describe('choosing a program', () => {
  const two = {
    'specification/program.yaml': programYaml,
    'specification/demo/program.yaml': programYaml,
    'specification/beta/program.yaml': 'format: 1\nid: beta\nname: Beta\n',
  }

  test('takes the default one, the only one, or the named one', async () => {
    const workspace = await open(
      tempFolder({ ...two, 'refractor.yaml': 'format: 1\nprograms: [{ id: beta }, { id: demo, default: true }]\n' }),
    )
    expect(workspace.program()).toMatchObject({ ok: true, value: { id: 'demo' } })
    expect(workspace.program('beta')).toMatchObject({ ok: true, value: { id: 'beta' } })
    expect(workspace.program('betta')).toMatchObject({ ok: false, diagnostics: [{ code: 'cli/unknown-id', expected: ['beta'] }] })
    expect(workspace.program('nothing like it')).toMatchObject({ ok: false, diagnostics: [{ expected: ['beta', 'demo'] }] })
  })

  test('asks for a name where it is not clear', async () => {
    const workspace = await open(tempFolder({ ...two, 'refractor.yaml': 'format: 1\nprograms: [{ id: beta }, { id: demo }]\n' }))
    expect(workspace.program()).toMatchObject({ ok: false, diagnostics: [{ code: 'link/ambiguous-id', expected: ['beta', 'demo'] }] })
    expect(await workspace.readCase()).toMatchObject({ ok: false })
    expect(await workspace.planReview('P0')).toMatchObject({ ok: false, diagnostics: [{ code: 'link/ambiguous-id' }] })
  })

  test('refuses one with errors, and leaves the others usable', async () => {
    const workspace = await open(
      tempFolder({
        ...two,
        'refractor.yaml': 'format: 1\nprograms: [{ id: beta }, { id: demo, default: true }]\n',
        'specification/beta/phases/P0.yaml': 'format: 1\n',
      }),
    )
    const beta = workspace.program('beta')
    expect(beta.ok ? [] : codes(beta.diagnostics)).toContain('schema/missing-key')
    expect(workspace.program('demo')).toMatchObject({ ok: true })
    const checked = await workspace.checkGates()
    expect(checked.gates).toEqual([])
    expect(codes(checked.diagnostics)).toContain('schema/missing-key')
  })
})

describe('the stamp', () => {
  test('says who, when and at which commit', async () => {
    const root = tempRepository(files)
    const workspace = await open(root)
    expect(workspace.stamp()).toEqual({
      ok: true,
      value: { now: now(), author: 'Ana <ana@example.org>', commit: git(root, 'rev-parse', 'HEAD') },
    })
    git(root, 'commit', '-q', '--allow-empty', '-m', 'two')
    expect(workspace.stamp()).toMatchObject({ value: { commit: git(root, 'rev-parse', 'HEAD') } })
  })

  test('takes the time from the machine unless it is told', async () => {
    const opened = await openWorkspace(tempRepository(files))
    const stamp = opened.ok ? opened.workspace.stamp() : opened
    expect(stamp).toMatchObject({ ok: true, value: { now: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) } })
  })

  test('is refused while git does not know who is at work', async () => {
    vi.stubEnv('GIT_AUTHOR_NAME', undefined)
    const workspace = await open(tempRepository(files))
    expect(workspace.stamp()).toMatchObject({ ok: false, diagnostics: [{ code: 'git/no-identity' }] })
    expect(await workspace.recordEvidence({ target: 'P0.1' })).toMatchObject({ ok: false, diagnostics: [{ code: 'git/no-identity' }] })
    expect(await workspace.runCriterion('P0.1')).toMatchObject({ ok: false, exitCode: null })
  })
})

describe('gates', () => {
  test('that are due are judged, or those that are named, or all', async () => {
    const workspace = await open(
      tempRepository({
        ...files,
        'docs/report.md': '# Report\n',
        'specification/phases/P1.yaml': phaseYaml('P1', exit.replaceAll('P0', 'P1')),
      }),
    )
    const due = await workspace.checkGates()
    expect(due.gates.map((one) => [one.id, one.verdict])).toEqual([['P0', 'unmet']])
    expect(due.gates[0]?.criteria.map((one) => one.outcome)).toEqual(['met', 'unmet'])
    expect((await workspace.checkGates(['P1', 'P1', 'demo/P0'])).gates.map((one) => one.id)).toEqual(['P1', 'P0'])
    expect((await workspace.checkGates([], { all: true })).gates.map((one) => one.id).sort()).toEqual(['P0', 'P1'])
    expect((await workspace.checkGates(['P0'], { programId: 'other' })).diagnostics).toMatchObject([
      { code: 'cli/unknown-id' },
      { code: 'cli/unknown-id' },
    ])
  })

  test('that do not exist, are ambiguous or not due are said', async () => {
    const one = await open(tempRepository({ ...files, 'specification/phases/P0.yaml': phaseYaml('P0', exit) }))
    expect(await one.checkGates()).toMatchObject({ gates: [], diagnostics: [{ code: 'gate/nothing-due' }] })
    expect(await one.checkGates(['PO'])).toMatchObject({ gates: [], diagnostics: [{ code: 'cli/unknown-id', expected: ['P0'] }] })
    const two = await open(
      tempRepository({
        'refractor.yaml': 'format: 1\nprograms: [{ id: demo, default: true }, { id: beta }]\n',
        'specification/program.yaml': programYaml,
        'specification/phases/P0.yaml': phaseYaml('P0', exit),
        'specification/beta/program.yaml': 'format: 1\nid: beta\nname: Beta\n',
        'specification/beta/phases/P0.yaml': phaseYaml('P0', exit),
      }),
    )
    expect((await two.checkGates(['P0'])).diagnostics).toMatchObject([{ code: 'link/ambiguous-id', expected: ['demo/P0', 'beta/P0'] }])
    expect((await two.checkGates(['P0'], { programId: 'beta' })).gates).toMatchObject([{ program: 'beta' }])
    expect((await two.checkGates(['beta/P0'])).gates).toMatchObject([{ program: 'beta', id: 'P0' }])
  })

  test('are explained', async () => {
    const workspace = await open(tempRepository(files))
    expect(await workspace.explainGate('P0')).toMatchObject({ ok: true, value: { criteria: [{ commands: expect.any(Array) }, {}] } })
    const one = await workspace.explainGate('P0', { criterion: 'P0.2' })
    expect(one.ok && one.value.criteria).toHaveLength(1)
    expect(await workspace.explainGate('P9')).toMatchObject({ ok: false, diagnostics: [{ code: 'cli/unknown-id' }] })
  })

  test('are judged without a trace in the workspace', async () => {
    const root = tempRepository(files)
    await (await open(root)).checkGates()
    expect(git(root, 'status', '--porcelain')).toBe('')
    expect(existsSync(join(root, '.refractor'))).toBe(false)
  })
})

describe('a review', () => {
  test('closes the phase when its gate is met on the state after it', async () => {
    const root = tempRepository({ ...files, 'docs/report.md': '# Report\n' })
    const workspace = await open(root)
    const review = await workspace.planReview('P0')
    expect(review).toMatchObject({ ok: true, gate: { verdict: 'met' } })
    if (!review.ok) return
    expect(existsSync(join(root, 'outbox'))).toBe(false)
    expect(workspace.apply(review.plan)).toMatchObject({ ok: true })
    expect(readText(root, 'outbox/P0/metadata.json')).toContain('"review"')
    expect(existsSync(join(root, 'inbox/P0/start.md'))).toBe(false)
    const after = await open(root)
    expect((await after.checkGates(['P0'])).gates).toMatchObject([{ verdict: 'met', closed: {} }])
    expect(await after.planReview('P0')).toMatchObject({ ok: true, plan: { steps: [] } })
    expect((await after.readCase()).ok).toBe(true)
  })

  test('does nothing while the gate is not met, or there is none', async () => {
    const workspace = await open(tempRepository(files))
    const review = await workspace.planReview('P0')
    expect(review).toMatchObject({ ok: false, gate: { verdict: 'unmet' } })
    expect(codes(review.diagnostics)).toContain('review/not-met')
    expect(codes((await workspace.planReview('P1')).diagnostics)).toContain('gate/nothing-evaluated')
    expect(codes((await workspace.planReview('P9')).diagnostics)).toContain('cli/unknown-id')
  })

  test('that was planned on an older state is not applied', async () => {
    const root = tempRepository({ ...files, 'docs/report.md': '# Report\n' })
    const workspace = await open(root)
    const review = await workspace.planReview('P0')
    writeFiles(root, { 'inbox/P0/start.md': '# Start\n\n- [ ] begin\n' })
    expect(review.ok && workspace.apply(review.plan)).toMatchObject({ ok: false, diagnostics: [{ code: 'workspace/changed-underneath' }] })
    expect(existsSync(join(root, 'outbox'))).toBe(false)
  })
})

test('evidence is planned, then applied, and then it counts', async () => {
  const tested =
    'exit:\n  criteria:\n    - id: P0.1\n      statement: Seen\n      check: { kind: attest, claim: seen }\n    - id: P0.2\n      statement: Runs\n      check: { kind: command, argv: [git, --version] }\n'
  const root = tempRepository({ ...files, 'specification/phases/P0.yaml': phaseYaml('P0', begun + tested), 'docs/report.md': '# Report\n' })
  const workspace = await open(root)
  const added = await workspace.recordEvidence({ target: 'P0.1', observations: [{ claim: 'seen', value: true }] })
  expect(added).toMatchObject({ ok: true })
  const ran = await workspace.runCriterion('P0.2')
  expect(ran).toMatchObject({ ok: true, exitCode: 0 })
  for (const one of [added, ran]) if (one.ok) expect(workspace.apply(one.plan)).toMatchObject({ ok: true })
  const { gates } = await (await open(root)).checkGates(['P0'])
  expect(gates[0]?.criteria.map((one) => [one.id, one.outcome])).toEqual([
    ['P0.1', 'met'],
    ['P0.2', 'met'],
  ])
})
