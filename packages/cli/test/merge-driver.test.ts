// tested-for: P4.R3
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const program = join(repository, 'packages/cli/dist/refractor.cjs')
const scenario = scenarios('harbour-library')
const phase = 'specification/phases/P0.yaml'

const read = (s: Scenario, path = phase): string => readFileSync(join(s.root, path), 'utf8')
const edit = (s: Scenario, from: string, to: string): void => {
  const text = read(s)
  expect(text).toContain(from)
  writeFileSync(join(s.root, phase), text.replace(from, to))
}

it('merging by hand, and what is left of it', async () => {
  const s = scenario()
  s.commit('The plan of the move')
  await s.refractor('init --git --dry-run')
  await s.refractor('init --git')
  await s.refractor('init --git')
  const text = read(s)
  s.write('base.yaml', text, 'base.yaml: the phase, as both found it')
  s.write('ours.yaml', text.replace('state: planned', 'state: in-progress'), 'ours.yaml: P0.M1 is started')
  s.write('theirs.yaml', text.replace('title: "Plan the move"', 'title: "Plan all of the move"'), 'theirs.yaml: another title')
  await s.refractor(`merge-driver base.yaml ours.yaml theirs.yaml ${phase} --json`)
  s.write('theirs.yaml', text.replace('state: planned', 'state: under-review'), 'theirs.yaml: P0.M1 is submitted')
  await s.refractor(`merge-driver base.yaml ours.yaml theirs.yaml ${phase} --ours-name main --theirs-name feature`)
  s.write(phase, read(s, 'ours.yaml'), 'the result is committed as it is')
  await s.refractor('validate')
  await s.refractor('gate check P0')
  s.write('theirs.yaml', 'id: [\n', 'theirs.yaml: no YAML')
  await s.refractor(`merge-driver base.yaml base.yaml theirs.yaml ${phase} --marker-size 9`)
  await s.refractor(`merge-driver base.yaml ours.yaml theirs.yaml ${phase} --marker-size many`)
  await s.refractor(`merge-driver base.yaml ours.yaml nowhere.yaml ${phase}`)
  await expect(s.transcript()).toMatchFileSnapshot(golden('merging-branches'))
})

it('a task that was done on one branch, and reopened on the other', async () => {
  const s = scenario()
  await s.refractor('task start P0.M1.T1')
  s.commit('Start')
  s.git('checkout', '-q', '-b', 'other')
  s.as('Robin', 'robin@example.org')
  await s.refractor('task done P0.M1.T1')
  await s.refractor('task reopen P0.M1.T1')
  s.commit('Done, and not done')
  s.git('checkout', '-q', 'main')
  s.as('Lead', 'lead@example.org')
  await s.refractor('task done P0.M1.T1')
  s.commit('Done')
  s.git('merge', '-q', '--no-edit', 'other')
  s.note('git merge other')
  await s.refractor('validate')
  await s.refractor('task reopen P0.M1.T1')
  await s.refractor('validate')
  await expect(s.transcript()).toMatchFileSnapshot(golden('concurrent-states'))
})

describe('git merge', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join(repository, 'scripts/build.mjs'), '--if-needed'], { stdio: 'inherit' })
  }, 120_000)

  const refractor = (s: Scenario, ...args: readonly string[]): string =>
    execFileSync(process.execPath, [program, ...args], { cwd: s.root, encoding: 'utf8' })
  const merge = (s: Scenario, branch: string): { readonly code: number | null; readonly said: string } => {
    const run = spawnSync('git', ['merge', '--no-edit', branch], { cwd: s.root, encoding: 'utf8' })
    return { code: run.status, said: run.stdout + run.stderr }
  }

  /** Two branches that changed neighbouring lines, and one of them a line of the other. */
  function diverged(): Scenario {
    const s = scenario()
    refractor(s, 'init', '--git')
    s.commit('The plan')
    for (const [branch, state] of [
      ['feature', 'in-progress'],
      ['clash', 'under-review'],
    ] as const) {
      s.git('checkout', '-q', '-b', branch, 'main')
      if (branch === 'clash') edit(s, 'state: planned', `state: ${state}`)
      else edit(s, 'accountable: ["lead"]', 'accountable: ["lead", "insurer"]')
      s.commit(branch)
    }
    s.git('checkout', '-q', 'main')
    edit(s, 'state: planned', 'state: in-progress')
    s.commit('main')
    return s
  }

  it('asks the driver, and nobody where there is nothing to decide', () => {
    const s = diverged()
    expect(merge(s, 'feature')).toMatchObject({ code: 0 })
    expect(read(s)).toMatch(/state: in-progress\n +accountable: \["lead", "insurer"\]/)
    const clash = merge(s, 'clash')
    expect(clash).toMatchObject({ code: 1, said: expect.stringContaining('P0.M1: state') })
    expect(read(s)).toMatch(/<{7} ours \(main\)\n +state: in-progress\n={7}\n +state: under-review\n>{7} theirs \(clash\)\n/)
    const checks = JSON.parse(refractorOf(s, 'doctor', '--json')) as { checks: { name: string; state: string }[] }
    expect(checks.checks.find((one) => one.name === 'merges')).toMatchObject({ state: 'ok' })
  })

  it('merges line by line where the driver is gone, and never takes our side for the result', () => {
    const s = diverged()
    const driver = s.git('config', 'merge.refractor.driver')
    s.git('config', 'merge.refractor.driver', driver.trim().replaceAll(program, '/nowhere/refractor.cjs'))
    expect(merge(s, 'clash')).toMatchObject({ code: 1 })
    expect(read(s)).toMatch(/<{7}[^\n]*\n +state: in-progress\n={7}\n +state: under-review\n>{7}/)
    s.git('merge', '--abort')
    const checks = JSON.parse(refractorOf(s, 'doctor', '--json')) as { checks: { name: string; state: string; fix?: string }[] }
    expect(checks.checks.find((one) => one.name === 'merges')).toMatchObject({ state: 'warn', fix: 'refractor init --git' })
    s.git('config', '--unset', 'merge.refractor.driver')
    const without = JSON.parse(refractorOf(s, 'doctor', '--json')) as { checks: { name: string; state: string }[] }
    expect(without.checks.find((one) => one.name === 'merges')).toMatchObject({ state: 'warn' })
  })

  /** What a command says, whatever its exit code. */
  const refractorOf = (s: Scenario, ...args: readonly string[]): string =>
    spawnSync(process.execPath, [program, ...args], { cwd: s.root, encoding: 'utf8' }).stdout

  it('loses nothing of branches that diverge at random', () => {
    const script = join(repository, 'scripts/prove-merge.mjs')
    const report = join(scenario().root, 'merge.json')
    const run = spawnSync(process.execPath, [script, '--runs', '2', '--seed', '7', '--refractor', program, '--report', report], {
      encoding: 'utf8',
    })
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing lost, nothing silent') })
  }, 120_000)
})
