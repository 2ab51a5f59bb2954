// tested-for: P4.R4
import { chmodSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { secondsOf } from '../src/drill-request.ts'
import { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const playbooks = `format: 1
playbooks:
  - id: "flood"
    title: "The cellar is under water"
    triggers: ["Water in the cellar"]
    steps: ["Switch the power off", "Carry the maps up"]
    suggest: { kinds: [drill] }
`

const drills = `    - { id: "P0.1", statement: "The way back was rehearsed.", check: { kind: drill, rto: PT5M, rpo: PT1H } }
    - { id: "P0.2", statement: "The flood was rehearsed.", check: { kind: drill, scenarios: [flood], participants: 2 } }
    - { id: "P0.3", statement: "There is a way back.", level: recommended, check: { kind: snapshot, gates: [P0], rto: PT5M } }
`

/** The move, with other criteria at its gate; the plan is committed. */
function withDrills(criteria = drills, s = scenario()): Scenario {
  const path = 'specification/phases/P0.yaml'
  const plan = readFileSync(join(s.root, path), 'utf8').replace(/exit:\n[\s\S]*$/, '')
  s.write(
    path,
    `${plan}exit:
  criteria:
${criteria}`,
  )
  s.write('specification/playbooks.yaml', playbooks)
  s.write('tools/ring.sh', '#!/bin/sh\n')
  chmodSync(join(s.root, 'tools/ring.sh'), 0o755)
  symlinkSync('ring.sh', join(s.root, 'tools/bell'))
  s.commit('The plan of the move')
  return s
}

const json = async (s: Scenario, line: string) => {
  const { code, stdout } = await s.refractor(`${line} --json`)
  return { ...JSON.parse(stdout), code }
}

afterEach(() => void vi.unstubAllEnvs())

describe('drill', () => {
  it('restores the newest snapshot, checks it, and is evidence', async () => {
    const s = withDrills()
    vi.stubEnv('TMPDIR', dirname(s.root))
    expect(await json(s, 'drill')).toMatchObject({ code: 1, diagnostics: [{ code: 'drill/no-snapshot' }] })
    await s.refractor('snapshot create --gate P0')
    const first = await json(s, 'drill')
    expect(first).toMatchObject({
      code: 0,
      applied: true,
      drill: { scenario: 'rollback', outcome: 'passed', criteria: ['P0.1'], rpo: 0, gates: [] },
    })
    expect(first.drill.steps.map((step: { title: string; outcome: string }) => `${step.title}: ${step.outcome}`)).toEqual([
      'restore the files: passed',
      'compare the content: passed',
      'validate the program: passed',
      'judge the closed phases: passed',
    ])
    const record = JSON.parse(readFileSync(join(s.root, first.drill.path), 'utf8'))
    expect(record).toMatchObject({
      kind: 'drill',
      criteria: ['P0.1'],
      dirty: false,
      inputs: [{ path: `.refractor/snapshots/${first.drill.snapshot}.json` }],
      result: { outcome: 'passed', drill: { snapshot: first.drill.snapshot } },
    })
    const [gate] = (await json(s, 'gate check P0')).gates
    expect(gate.criteria.map((one: { id: string; outcome: string }) => `${one.id} ${one.outcome}`)).toEqual([
      'P0.1 met',
      'P0.2 unmet',
      'P0.3 met',
    ])
    expect(gate.playbooks).toEqual([{ id: 'flood', title: 'The cellar is under water', show: 'refractor playbook show flood' }])
    expect(await json(s, 'drill')).toMatchObject({ code: 0, applied: false })
    // Beside the workspace is where this run makes its temporary folders.
    expect(readdirSync(dirname(s.root))).toEqual(['harbour-library'])
    expect(s.git('worktree', 'list').trim().split('\n')).toHaveLength(1)
  })

  it('measures the work that would be lost, once something has changed', async () => {
    const s = withDrills()
    await s.refractor('snapshot create')
    s.at('2026-11-21T12:00:00Z')
    s.write('boxes.csv', 'box,kg\nA1,1\n')
    const late = await json(s, 'drill')
    expect(late).toMatchObject({ code: 0, drill: { outcome: 'passed', rpo: 7200 } })
    const [gate] = (await json(s, 'gate check P0')).gates
    expect(gate.criteria[0]).toMatchObject({ reason: 'failed', found: '2 h', expected: 'RPO ≤ PT1H' })
  })

  it('fails, says where, and records it', async () => {
    const s = withDrills()
    await s.refractor('snapshot create')
    const [name = ''] = readdirSync(join(s.root, '.refractor/snapshots'))
    const path = join(s.root, '.refractor/snapshots', name)
    const record = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...record, digest: '0'.repeat(64) }))
    const failed = await json(s, 'drill')
    expect(failed).toMatchObject({ code: 1, applied: true, drill: { outcome: 'failed', steps: [{ outcome: 'failed' }] } })
    expect(failed.diagnostics).toMatchObject([{ code: 'drill/failed' }])
    const [gate] = (await json(s, 'gate check P0')).gates
    expect(gate.criteria[0]).toMatchObject({ id: 'P0.1', outcome: 'unmet', reason: 'failed' })
  })

  it('says nothing where the objects are not here', async () => {
    const s = withDrills()
    await s.refractor('snapshot create')
    const [name = ''] = readdirSync(join(s.root, '.refractor/snapshots'))
    const path = join(s.root, '.refractor/snapshots', name)
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), tree: 'e'.repeat(40) }))
    expect(await json(s, 'drill')).toMatchObject({ code: 1, diagnostics: [{ code: 'snapshot/absent' }] })
    expect(readdirSync(s.root)).not.toContain('docs')
  })

  it('of a closed phase judges the gate again', async () => {
    const s = withDrills('    - { id: "P0.1", statement: "Said", check: { kind: attest, claim: said } }\n')
    await s.refractor('evidence add P0.1 --observe said')
    s.commit('Said')
    const closed = await s.refractor('review run P0 -y')
    expect([closed.code, closed.stderr]).toEqual([0, ''])
    s.commit('Closed')
    await s.refractor('snapshot create')
    expect(await json(s, 'drill')).toMatchObject({
      code: 0,
      drill: { criteria: [], gates: [{ id: 'P0', was: 'met', is: 'met' }], path: expect.stringContaining('docs/evidence/drill/') },
    })
    rmSync(join(s.root, 'docs'), { recursive: true })
    s.at('2026-11-21T11:00:00Z')
    await s.refractor('snapshot create --again')
    expect(await json(s, 'drill --again')).toMatchObject({ code: 1, diagnostics: [{ code: 'drill/failed' }] })
  })

  it('of a phase that was closed on a snapshot finds the record of it', async () => {
    const s = withDrills('    - { id: "P0.1", statement: "There is a way back.", check: { kind: snapshot } }\n')
    await s.refractor('snapshot create --gate P0')
    s.commit('A way back')
    expect((await s.refractor('review run P0 -y')).code).toBe(0)
    s.commit('Closed')
    s.at('2026-11-21T11:00:00Z')
    await s.refractor('snapshot create')
    expect(await json(s, 'drill')).toMatchObject({ code: 0, drill: { gates: [{ id: 'P0', was: 'met', is: 'met' }] } })
  })
})

it('a drill, an exercise and a playbook, as they are shown', async () => {
  const s = withDrills()
  await s.refractor('drill')
  await s.refractor('playbook list')
  await s.refractor('drill --for P0.2')
  await s.refractor('drill --for P0.2 --scenario flood')
  await s.refractor(
    'drill --for P0.2 --scenario flood --playbook flood --step 1=passed --step 2=passed --participant Ada --participant Grace',
  )
  await s.refractor(
    'drill --for P0.2 --scenario flood --playbook flood --step 1=passed --step 2=passed --participant Ada --participant Grace',
  )
  await s.refractor('playbook show flood')
  await s.refractor('playbook show flood --format markdown')
  await s.refractor('playbook show fire')
  await s.refractor('drill --for P0.2 --scenario flood --outcome failed --note "the lamp was out" --rto 40min')
  await s.refractor('gate check P0')
  await s.refractor('gate check P0 --format markdown')
  await expect(s.transcript()).toMatchFileSnapshot(golden('drills'))
})

describe('an exercise of people', () => {
  let shared: Scenario
  beforeAll(() => {
    shared = withDrills(drills, new Scenario('harbour-library'))
  })
  afterAll(() => shared.remove())
  const of = '--for P0.2 --scenario flood'
  const both = '--participant Ada --participant Grace'

  test.each<[string, string, number, string]>([
    ['went well', `drill ${of} --outcome passed ${both}`, 0, 'met'],
    ['failed', `drill ${of} --outcome failed ${both}`, 1, 'unmet failed'],
    ['too few people', `drill ${of} --outcome passed --participant Ada`, 0, 'unmet missing'],
    ['each step', `drill ${of} --playbook flood --step 1=passed --step "Carry the maps up=passed" ${both}`, 0, 'met'],
    ['a step that nobody spoke of', `drill ${of} --playbook flood --step 2=passed ${both}`, 0, 'unmet missing'],
    ['a number that no step has', `drill ${of} --playbook flood --step 1=passed --step 9=passed ${both}`, 2, 'unmet missing'],
    ['a step before the first', `drill ${of} --playbook flood --step 0=passed ${both}`, 2, 'unmet missing'],
    ['a playbook in whose place a snapshot would be restored', 'drill --playbook flood', 2, 'unmet missing'],
    ['a step that failed', `drill ${of} --step Pump=failed ${both}`, 1, 'unmet failed'],
    ['nobody says how it went', `drill ${of}`, 2, 'unmet missing'],
    ['a step without an outcome', `drill ${of} --step Pump`, 2, 'unmet missing'],
    ['contradicts itself', `drill ${of} --outcome passed --step Pump=failed`, 2, 'unmet missing'],
    ['no time', `drill ${of} --outcome passed --rto soon`, 2, 'unmet missing'],
    ['another scenario', 'drill --for P0.2 --scenario fire --outcome passed', 2, 'unmet missing'],
    ['for nobody', 'drill --scenario fire --outcome passed', 2, 'unmet missing'],
    ['with a snapshot', `drill ${of} --outcome passed --snapshot latest`, 2, 'unmet missing'],
    ['an unknown playbook', `drill ${of} --outcome passed --playbook fire`, 2, 'unmet missing'],
  ])('%s', async (_, line, code, expected) => {
    const s = shared
    rmSync(join(s.root, 'docs'), { recursive: true, force: true })
    expect([(await json(s, line)).code, code]).toEqual([code, code])
    const [gate] = (await json(s, 'gate check P0')).gates
    const { outcome, reason } = gate.criteria[1]
    expect([outcome, reason].filter(Boolean).join(' ')).toBe(expected)
  })

  test('a playbook of which steps were skipped passed in part, and is not called rehearsed', async () => {
    const s = withDrills()
    await s.refractor(`drill ${of} --playbook flood --step 1=passed`)
    await s.refractor('playbook list')
    expect(s.transcript()).toMatch(/PASSED IN PART {2}flood · exercise · 1 of 2 steps[\s\S]*passed in part \(1 of 2 steps\)/)
    const { playbook } = await json(s, 'playbook show flood')
    expect(playbook).toMatchObject({
      rehearsals: [{ outcome: 'passed', done: { steps: 1, of: 2 } }],
      drill: 'refractor drill --playbook flood --scenario flood --outcome OUTCOME',
    })
  })

  test('nobody is told to rehearse what no criterion asks for', async () => {
    const s = withDrills(
      drills
        .split('\n')
        .filter((line) => !line.includes('flood'))
        .join('\n'),
    )
    s.write('specification/playbooks.yaml', playbooks.replace('The cellar is under water', 'Rain & frost'))
    expect((await json(s, 'playbook show flood')).playbook.drill).toBeNull()
    const page = (await s.refractor('playbook show flood --format markdown')).stdout
    expect(page.split('\n')[0]).toBe('# Rain & frost (flood)')
    expect(page).toContain('No criterion asks for a rehearsal of it')
  })

  test.each([
    ['PT25M', 1500],
    ['25min', 1500],
    ['90s', 90],
    ['1.5h', 5400],
    ['2d', 172_800],
    ['soon', Number.NaN],
    ['-1s', Number.NaN],
  ])('%s is so many seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds))
})
