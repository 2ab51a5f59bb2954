// tested-for: P5.R1
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../src/reporters/display-width.ts'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const program = (...rest: readonly string[]): string =>
  [
    'format: 1',
    'id: "harbour"',
    'name: "The harbour library moves house"',
    'roles:',
    '  - { id: "lead", owner: "Lead" }',
    ...rest,
    '',
  ].join('\n')

const plan = [
  'format: 1',
  'id: "P0"',
  'title: "Plan the move"',
  'window: "0-2"',
  'milestones:',
  '  - id: "P0.M1"',
  '    title: "The route is agreed"',
  '    owner: "Mira"',
  '    tasks:',
  '      - { id: "T1", title: "Write down the route", owner: "Mira", estimate: "4 working days" }',
  '      - { id: "T2", title: "Weigh the atlas cabinet", owner: "Jon", estimate: "2 days", prerequisites: ["T1"] }',
  '  - id: "P0.M2"',
  '    title: "The maps are insured"',
  '    owner: "Jon"',
  '    duration: "0.6 weeks"',
  '    relations: [{ type: overlaps, milestone: "P0.M1", amount: "1 day" }]',
  'exit: { criteria: [{ id: "P0.1", statement: "All is agreed.", check: { kind: attest, claim: "agreed" } }] }',
  '',
].join('\n')

const move = [
  'format: 1',
  'id: "P1"',
  'title: "Pack and carry"',
  'window: "2-4"',
  'dependencies: ["P0"]',
  'tasks:',
  '  - { id: "T3", title: "Pack the reading room", owner: "Mira", estimate: "12 days", spread: { low: "9 days", high: "20 days" } }',
  '  - { id: "T4", title: "Measure the damp of the new cellar", owner: "Mira", estimate: "3 days" }',
  '  - { id: "T5", title: "Thank the neighbours" }',
  '',
].join('\n')

const open = ['format: 1', 'id: "P2"', 'title: "Run the new house"', 'window: "4+"', 'dependencies: ["P1"]', ''].join('\n')
const calendar = 'calendar: { workingDays: [mon, tue, wed, thu, fri], hours: 8, holidays: ["2026-12-08"] }'

function moving(start = 'start: "2026-11-02"'): Scenario {
  const s = scenario()
  s.write('specification/program.yaml', program(...(start === '' ? [] : [start]), 'weeks: half-open', calendar))
  s.write('specification/phases/P0.yaml', plan)
  s.write('specification/phases/P1.yaml', move)
  s.write('specification/phases/P2.yaml', open)
  s.write('specification/risks.yaml', 'format: 1\nrisks: []\n')
  s.commit('The plan')
  return s
}

const now = '--now 2026-11-10T09:00:00Z'

it('the dates of a plan', async () => {
  const s = moving()
  await s.refractor('schedule --plan')
  await s.refractor(`schedule ${now}`)
  await s.refractor(`schedule P1 ${now} --no-chart`)
  await s.refractor(`schedule --critical ${now}`)
  await s.refractor(`schedule --to P0 --plan`)
  await s.refractor(`schedule --owner jon ${now}`)
  await s.refractor(`schedule --owner nobody`)
  await s.refractor('schedule --from 2027-01-04 --plan')
  await s.refractor(`schedule --risk --trials 200 ${now}`)
  await s.refractor(`schedule --health ${now}`)
  s.write('specification/phases/P1.yaml', move.replace('"12 days"', '"15 days"').replace('"T4"', '"T6"'))
  await s.refractor(`schedule --baseline HEAD --plan`)
  await s.refractor(`schedule P1 --plan --format markdown`)
  await s.refractor(`status ${now}`)
  await expect(s.transcript()).toMatchFileSnapshot(golden('schedule'))
})

it('an order, where no duration is known; and weeks, where there is no first day', async () => {
  const s = moving('')
  await s.refractor('schedule')
  await s.refractor('schedule --forecast')
  s.write(
    'specification/phases/P0.yaml',
    plan
      .replace(/window: .*\n/, '')
      .replaceAll(/, estimate: "[^"]*"/g, '')
      .replace(/ {4}duration: .*\n/, ''),
  )
  s.write(
    'specification/phases/P1.yaml',
    move
      .replace(/window: .*\n/, '')
      .replaceAll(/, estimate: "[^"]*"/g, '')
      .replace(/, spread: [^}]*}/, ''),
  )
  s.write('specification/phases/P2.yaml', open.replace(/window: .*\n/, ''))
  await s.refractor('schedule')
  await s.refractor('schedule --forecast')
  await s.refractor('schedule --risk')
  await expect(s.transcript()).toMatchFileSnapshot(golden('schedule-order'))
})

it('why something is when it is', async () => {
  const s = moving()
  await s.refractor(`why P1 ${now}`)
  await s.refractor(`why T2 ${now}`)
  await s.refractor(`why P2 ${now}`)
  await expect(s.transcript()).toMatchFileSnapshot(golden('why-schedule'))
})

describe('schedule', () => {
  it.each([40, 60, 80, 100, 160])('fits %i columns', async (width) => {
    const s = moving()
    s.io = { width }
    for (const line of [`schedule ${now}`, 'schedule --critical --plan', `schedule --baseline HEAD ${now}`, `status ${now}`]) {
      const { stdout } = await s.refractor(line)
      for (const text of stdout.split('\n')) expect(displayWidth(text)).toBeLessThanOrEqual(width)
    }
  })

  it('gives every activity as JSON, and the same bytes each time', async () => {
    const s = moving()
    const { stdout, code } = await s.refractor(`schedule --json ${now}`)
    const data = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(data).toMatchObject({ program: 'harbour', mode: 'dated', kind: 'forecast', dataDate: '2026-11-10', start: '2026-11-02' })
    expect(data.activities.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(['phase:P0', 'milestone:P0.M1', 'task:T3', 'gate:P0']),
    )
    expect(data.criticalPath.at(-1).id).toBe('T3')
    expect((await s.refractor(`schedule --json ${now}`)).stdout).toBe(stdout)
  })

  it('says that nothing that varies was on the path, and names no causes', async () => {
    const s = moving()
    const spread = ', spread: { low: "9 days", high: "20 days" }'
    const held = move.replace(spread, '').replace('estimate: "3 days"', 'estimate: "3 days", spread: { low: "2 days", high: "4 days" }')
    s.write('specification/phases/P1.yaml', held)
    const { stdout } = await s.refractor(`schedule --risk --plan --trials 50`)
    expect(stdout).toContain('Nothing that varies was ever on a longest path to the finish.')
    expect(stdout).not.toContain('depends on most')
  })

  it('counts once what an order of work leaves out', async () => {
    const s = moving('')
    const tasks = Array.from({ length: 70 }, (_, index) => `  - { id: "T${index}", title: "Box ${index}" }`)
    s.write('specification/phases/P0.yaml', ['format: 1', 'id: "P0"', 'title: "Plan the move"', 'tasks:', ...tasks, ''].join('\n'))
    s.write('specification/phases/P1.yaml', 'format: 1\nid: "P1"\ntitle: "Pack and carry"\n')
    s.write('specification/phases/P2.yaml', 'format: 1\nid: "P2"\ntitle: "Run the new house"\n')
    const { stdout } = await s.refractor('schedule')
    expect(stdout.match(/\d+ (?:tasks )?more/g)).toHaveLength(1)
  })

  it('counts a milestone with a duration as work, and asks its tasks for none', async () => {
    const s = moving()
    s.write(
      'specification/phases/P0.yaml',
      plan.replace('    duration:', '    tasks: [{ id: "T9", title: "Ask the insurer" }]\n    duration:'),
    )
    const answer = JSON.parse((await s.refractor(`schedule --plan --json`)).stdout) as { totals: unknown }
    expect(answer.totals).toMatchObject({ activities: 7, unestimated: 1 })
  })

  it('names the day that the plan gives, not the last one that would do', async () => {
    const s = moving()
    s.write('specification/phases/P0.yaml', plan.replace('estimate: "4 working days"', 'estimate: "4 working days", due: "2026-11-06"'))
    const answer = JSON.parse((await s.refractor(`schedule --json ${now}`)).stdout) as { overdue: { id: string; due: string }[] }
    expect(answer.overdue.find(({ id }) => id === 'T1')).toMatchObject({ due: '2026-11-06', days: 4 })
  })

  it('begins from what was done, as the audit log has it', async () => {
    const s = moving()
    s.at('2026-11-02T09:00:00Z')
    await s.refractor('task start T1')
    s.at('2026-11-05T09:00:00Z')
    await s.refractor('task done T1')
    const { stdout } = await s.refractor('schedule --json --now 2026-11-06T09:00:00Z')
    const task = JSON.parse(stdout).activities.find(({ id }: { id: string }) => id === 'T1')
    expect(task).toMatchObject({ progress: 'done', start: '2026-11-02', finish: '2026-11-05' })
  })

  it.each<[string, string]>([
    ['schedule --plan --forecast', 'cli/usage'],
    ['schedule --risk --health', 'cli/usage'],
    ['schedule --critical --to P0', 'cli/usage'],
    ['schedule --from 2026-02-30', 'cli/usage'],
    ['schedule --from tomorrow', 'cli/usage'],
    ['schedule --seed 7', 'cli/usage'],
    ['schedule --risk --seed -1', 'cli/usage'],
    ['schedule --risk --trials 0', 'cli/usage'],
    ['schedule P9', 'cli/unknown-id'],
    ['schedule --to P9', 'cli/unknown-id'],
    ['schedule --baseline v9', 'git/unknown-revision'],
  ])('%s is refused: %s', async (line, code) => {
    const { code: exit, stdout } = await moving().refractor(`${line} --json`)
    expect([JSON.parse(stdout).diagnostics.map((one: { code: string }) => one.code), exit]).toEqual([
      expect.arrayContaining([code]),
      code.startsWith('git/') ? 4 : 2,
    ])
  })
})
