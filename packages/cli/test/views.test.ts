// tested-for: P3.R4
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

/** The library with requirements, properties, tests of them, and shelves that stand on each other. */
function traced(): Scenario {
  const s = scenario()
  s.write(
    'specification/requirements.yaml',
    [
      'format: 1',
      'requirements:',
      '  - { id: "1.1", title: "No map gets wet" }',
      '  - { id: "1.2", title: "Every box is found again" }',
      'properties:',
      '  - { id: "PR-1", title: "A packed box has one place", validates: ["1.2"] }',
      '',
    ].join('\n'),
    'write requirements, components and tags',
  )
  const at = (path: string): string => join(s.root, path)
  writeFileSync(
    at('specification/components.yaml'),
    'format: 1\ncomponents:\n  - { id: "wall" }\n  - { id: "shelf", title: "Shelf", dependsOn: ["wall"] }\n  - { id: "atlas", dependsOn: ["shelf", "wall"] }\n  - { id: "ladder" }\n',
  )
  writeFileSync(
    at('specification/program.yaml'),
    `${readFileSync(at('specification/program.yaml'), 'utf8')}trace:\n  tags:\n    - { paths: ["scripts/**"], as: test }\n`,
  )
  writeFileSync(at('scripts/find.test.mjs'), '// refractor: PR-1\n')
  s.commit('Requirements')
  return s
}

const file = (s: Scenario, path: string): string => readFileSync(join(s.root, path), 'utf8')

it('trace matrix', async () => {
  const s = traced()
  await s.refractor('trace matrix')
  await s.refractor('trace matrix risk task')
  await s.refractor('trace matrix risks tasks --gaps')
  await s.refractor('trace matrix requirement test')
  await s.refractor('trace matrix requirement test --deep')
  await s.refractor('trace matrix component component --relation uses')
  await s.refractor('trace matrix raci')
  await s.refractor('trace matrix milestone role --as markdown')
  await s.refractor('trace matrix risk task --as csv')
  await s.refractor('trace matrix risk task --list')
  await s.refractor('trace matrix risk playbook')
  await s.refractor('trace matrix risk task --json')
  s.io = { width: 40 }
  await s.refractor('trace matrix task deliverable')
  s.io = {}
  s.note('what goes wrong')
  await s.refractor('trace matrix risk')
  await s.refractor('trace matrix riks tasc --relation mitigate')
  await s.refractor('trace matrix risk task --as xlsx')
  await s.refractor('trace matrix risk task --output risks.svg')
  await s.refractor('trace matrix risk task --output risks.pdf')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace-matrix'))
})

it('trace graph', async () => {
  const s = traced()
  await s.refractor('trace graph')
  await s.refractor('trace graph --of component --levels')
  await s.refractor('trace graph --of risk task --as mermaid')
  await s.refractor('trace graph --from R1 --depth 1 --as dot')
  await s.refractor('trace graph --from shelf --from 1.2 --depth 1')
  await s.refractor('trace graph --of component --levels --output shelves.md')
  s.note(file(s, 'shelves.md').trimEnd().replaceAll('\n', '\n# '))
  await s.refractor('trace graph --of playbook')
  await s.refractor('trace graph --of component --json')
  s.note('what goes wrong')
  await s.refractor('trace graph --of componet --relation usses --depth 0')
  await s.refractor('trace graph --from shelff')
  await s.refractor('trace graph --as csv')
  await s.refractor('trace graph --output graph.xlsx')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace-graph'))
})

describe('a view in a file', () => {
  it('takes its form from the name, and is written as it is', async () => {
    const s = traced()
    const forms: readonly [string, string, RegExp][] = [
      ['trace matrix risk task', 'risks.html', /^<!doctype html>/],
      ['trace matrix risk task', 'risks.csv', /^risk,title,.*\r\n/],
      ['trace matrix risk task', 'risks.md', /^## The harbour library moves house: risks × tasks\n/],
      ['trace matrix risk task', 'risks.xlsx', /^PK/],
      ['trace matrix risk task', 'risks.txt', /^The harbour library moves house: risks × tasks\n/],
      ['trace graph', 'graph.svg', /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /],
      ['trace graph', 'graph.mmd', /^%% .*\n%% .*\nflowchart RL\n/],
      ['trace graph', 'graph.gv', /^digraph "/],
    ]
    for (const [command, name, start] of forms) {
      expect(await s.refractor(`${command} --output ${name}`)).toEqual({ code: 0, stdout: '', stderr: '' })
      expect(file(s, name)).toMatch(start)
    }
    expect(await s.refractor('trace matrix risk task --as csv --output risks.any')).toMatchObject({ code: 0, stdout: '' })
    expect(file(s, 'risks.any')).toBe(file(s, 'risks.csv'))
  })

  it('is the same on standard output, and in Markdown when that is the format', async () => {
    const s = traced()
    const { stdout } = await s.refractor('trace matrix risk task --as markdown')
    expect((await s.refractor('trace matrix risk task --format markdown')).stdout).toBe(stdout)
    await s.refractor('trace matrix risk task --output risks.md')
    expect(file(s, 'risks.md')).toBe(stdout)
    expect((await s.refractor('trace matrix risk task --as html --json')).stdout).toMatch(/^\{\n {2}"schemaVersion": 1/)
    expect((await s.refractor('trace matrix risk task --as xlsx --json')).code).toBe(0)
  })

  it('goes into copies as well', async () => {
    const s = traced()
    await s.refractor('trace matrix risk task --output risks.html --output json=risks.json')
    expect(JSON.parse(file(s, 'risks.json'))).toMatchObject({ command: 'trace matrix', counts: { rows: 2, columns: 4, pairs: 2 } })
    expect(file(s, 'risks.html')).toMatch(/^<!doctype html>/)
  })

  it('leaves the file as it was when it cannot be made', async () => {
    const s = traced()
    await s.refractor('trace matrix risk task --output risks.csv')
    const before = file(s, 'risks.csv')
    const refused = await s.refractor('trace matrix risk taks --output risks.csv')
    expect([refused.code, refused.stdout, refused.stderr.includes('there is no type taks')]).toEqual([2, '', true])
    expect(file(s, 'risks.csv')).toBe(before)
    expect(await s.refractor('trace graph --output folder/that/is/not.svg')).toMatchObject({ code: 2, stdout: '' })
    expect((await s.refractor('trace graph --output risks.xlsx')).code).toBe(2)
    expect(existsSync(join(s.root, 'risks.xlsx'))).toBe(false)
  })

  it('tells its findings on standard error', async () => {
    const s = scenario()
    s.write('specification/phases/P2.yaml', 'format: 1\nid: "P2"\ntitle: "Rest"\nmilestones:\n  - { id: "P2.M1", title: "Tea" }\n')
    const { code, stdout, stderr } = await s.refractor('trace matrix raci --as csv')
    expect([code, stdout.split('\r\n').length, stderr.startsWith('warning[trace/no-accountable]')]).toEqual([0, 1, true])
    expect(stdout).toMatch(/^role,title,P0\.M1,/)
    expect((await s.refractor('trace matrix raci --as csv -q')).stderr).toBe('')
  })

  it('is not made of a program with errors', async () => {
    const s = scenario()
    s.write('specification/risks.yaml', 'format: 1\nrisks: [\n')
    for (const command of ['trace matrix risk task', 'trace graph', 'trace graph --from R1'])
      expect((await s.refractor(command)).code).toBe(2)
  })
})

it('suspect links are marked in every view', async () => {
  const s = traced()
  s.write(
    'specification/risks.yaml',
    'format: 1\nrisks:\n  - { id: "R1", title: "The lift is small", tasks: ["P0.M1.T2"] }\n  - { id: "R2", title: "Damp", tasks: ["P1.T2"] }\n',
  )
  expect(await s.refractor('trace clear --all --reason "first review" -y')).toMatchObject({ code: 0 })
  expect((await s.refractor('trace matrix risk task')).stdout).not.toContain('!')
  s.write('specification/risks.yaml', file(s, 'specification/risks.yaml').replace('small', 'too small for the atlas'))
  const { stdout } = await s.refractor('trace matrix risk task')
  expect(stdout).toMatch(/R1 The lift is too small for the atlas +· ! · · +1\n/)
  expect(stdout).toContain('● linked · ! suspect')
  expect((await s.refractor('trace matrix risk task --as csv')).stdout).toContain('"mitigates, suspect"')
  expect((await s.refractor('trace graph --of risk task')).stdout).toContain('→ mitigates R1 (suspect)')
  expect((await s.refractor('trace graph --of risk task --as svg')).stdout).toContain('class="link suspect"')
})

it('a view of one of several programs has to be told which', async () => {
  const s = scenario()
  s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
  s.write('specification/garden/program.yaml', 'format: 1\nid: "garden"\nname: "The reading garden"\n')
  s.write('specification/garden/risks.yaml', 'format: 1\nrisks:\n  - { id: "G1", title: "Moles" }\n')
  s.write('specification/garden/tasks.yaml', 'format: 1\ntasks:\n  - { id: "T1", title: "Dig", risks: ["G1"] }\n')
  expect((await s.refractor('trace matrix risk task')).stderr).toContain('refractor trace matrix --program harbour')
  expect((await s.refractor('trace matrix risk task --program garden')).stdout).toContain('G1')
  expect((await s.refractor('trace graph --from G1')).stdout).toContain('The reading garden')
  expect(await s.refractor('trace graph --from G1 --from R1')).toMatchObject({ code: 2 })
})
