// tested-for: P3.R3
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const plan = `format: 1
id: "P0"
title: "Plan the move"
milestones:
  - id: "P0.M1"
    title: "The route is agreed"
    state: in-progress
    tasks:
      - { id: "P0.M1.T1", title: "Write docs/route.md", requirements: ["1.2"] }
      - { id: "P0.M1.T2", title: "Weigh the atlas cabinet", prerequisites: ["P0.M1.T1"] }
    acceptance:
      - { id: "P0.M1.1", statement: "The route is written down.", check: { kind: attest, claim: "written down" } }
exit:
  criteria:
    - { id: "P0.1", statement: "The lift carries the cabinet.", traces: ["1.1"], check: { kind: attest, claim: "carries it" } }
    - { id: "P0.2", statement: "The insurer agrees.", traces: ["1.1"], check: { kind: approval, roles: ["insurer"] } }
`

const requirements = `format: 1
requirements:
  - { id: "1", title: "Moving", text: "Everything is moved." }
  - { id: "1.1", title: "The lift", text: "The lift carries 250 kg.", parent: "1" }
  - { id: "1.2", title: "The route", text: "Every box has a route." }
`

/** The plan of the move with what it has to satisfy, committed. */
function start(): Scenario {
  const s = scenario()
  s.write('specification/phases/P0.yaml', plan)
  s.write('specification/requirements.yaml', requirements)
  s.commit('The plan of the move')
  return s
}

function edit(s: Scenario, path: string, from: string, to: string): void {
  const before = readFileSync(join(s.root, path), 'utf8')
  expect(before).toContain(from)
  s.write(path, before.replace(from, to), `${path}: ${from} → ${to}`)
}

it('the life of a suspect link: reviewed, changed, found, cleared', async () => {
  const s = start()
  await s.refractor('evidence add P0.1 --observe "carries it"')
  await s.refractor('evidence add P0.M1.1 --observe "written down"')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.2')
  s.as('Lead', 'lead@example.org')
  await s.refractor('trace clear --all')
  await s.refractor('trace clear --all --reason "first review of all links" --dry-run')
  await s.refractor('trace clear --all --reason "first review of all links"')
  s.commit('Recorded')
  await s.refractor('gate check P0 P0.M1')
  s.at('2026-11-21T12:00:00Z')
  s.note('the requirements are formatted anew: nothing is suspect')
  s.write(
    'specification/requirements.yaml',
    `# What the move has to satisfy\n${requirements.replace('"Every box has a route."', "'Every  box   has a route.'")}`,
  )
  await s.refractor('gate check P0 P0.M1 -q')
  edit(s, 'specification/requirements.yaml', '250 kg', '300 kg')
  edit(s, 'specification/requirements.yaml', "'Every  box   has a route.'", '"Every box and every shelf has a route."')
  await s.refractor('gate check P0 P0.M1')
  await s.refractor('gate explain P0.M1')
  await s.refractor('evidence verify')
  await s.refractor('milestone submit P0.M1')
  await s.refractor('trace clear P0.M1.T2 --reason "nothing of it changed"')
  await s.refractor('trace clear P0.M1.T1')
  await s.refractor('trace clear P0.M1.T1 --reason "the route names the shelves as well"')
  await s.refractor('trace clear P0.M1.T1 --reason "the route names the shelves as well"')
  await s.refractor('gate check P0.M1')
  await s.refractor('trace clear P0.M1.1 --reason "it was read with the shelves in mind" --json')
  await s.refractor('gate check P0.M1')
  await s.refractor('trace clear 1.1 --dependents --reason "the lift carries 320 kg"')
  await s.refractor('gate check P0')
  await s.refractor('trace clear P0.1 --reason "the lift was tested with 320 kg"')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.2')
  await s.refractor('gate check P0')
  await s.refractor('audit log --last 4')
  await expect(s.transcript()).toMatchFileSnapshot(golden('suspect-life'))
})

it('says what is wrong with a review of links, and writes nothing', async () => {
  const s = start()
  const codes = async (line: string): Promise<unknown[]> => {
    const { code, stdout } = await s.refractor(`${line} --json`)
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] }
    return [code, ...diagnostics.map((one) => one.code)]
  }
  expect(await codes('trace clear --reason "read"')).toEqual([2, 'cli/usage'])
  expect(await codes('trace clear')).toEqual([2, 'cli/usage', 'cli/usage'])
  expect(await codes('trace clear 1.2 --all --reason "read"')).toEqual([2, 'cli/usage'])
  expect(await codes('trace clear --all --dependents --reason "read"')).toEqual([2, 'cli/usage'])
  expect(await codes('trace clear P9 --reason "read"')).toEqual([2, 'cli/unknown-id'])
  expect(await codes('trace clear 1.2 --dependents --reason "read" --dry-run')).toEqual([0])
  expect(await codes(`trace clear 1.2 --dependents --reason "${['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')}"`)).toEqual([
    1,
    'evidence/secret',
  ])
  expect(existsSync(join(s.root, '.refractor/links'))).toBe(false)
  expect((await s.refractor('trace clear --all --reason "read"')).stdout).toContain('review 8 links of the program')
  expect((await s.refractor('trace clear --all --reason "read"')).stdout).toContain('nothing to clear')
})

it('is about one program at a time', async () => {
  const s = start()
  s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
  s.write('specification/garden/program.yaml', 'format: 1\nid: "garden"\nname: "The reading garden"\n')
  s.write(
    'specification/garden/phases/P0.yaml',
    'format: 1\nid: "P0"\ntitle: "Dig"\ntasks:\n  - { id: "G1", title: "Dig" }\n  - { id: "G2", title: "Plant", prerequisites: ["G1"] }\n',
  )
  const said = async (line: string): Promise<string> => {
    const { code, stdout, stderr } = await s.refractor(`${line} --reason "read" --dry-run`)
    return `${code} ${`${stdout}${stderr}`.split('\n')[0]}`
  }
  expect(await said('trace clear G2')).toBe('0 review 1 link of G2')
  expect(await said('trace clear G2 1.1')).toContain('2 error[cli/usage]: G2 and 1.1 are records of several programs')
  expect(await said('trace clear P0')).toContain('2 error[link/ambiguous-id]: P0 is found in harbour and garden')
  expect(await said('trace clear --all')).toContain('2 error[cli/usage]: there are several programs')
  expect(await said('trace clear --all --program garden')).toBe('0 review 1 link of the program')
  expect(await said('trace clear nothing-of-the-kind')).toContain('2 error[cli/unknown-id]')
})

it('follows what a document says: moved lines are the same, other lines are not', async () => {
  const s = start()
  const cited = 'Every box has a number.\nThe number is on the lid.\n'
  s.write('docs/ap.md', `# Boxes\n\n${cited}`)
  s.write(
    'specification/program.yaml',
    `${readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')}sources: { AP: "docs/ap.md" }\n`,
  )
  const citing = plan.replace('requirements: ["1.2"]', 'requirements: ["1.2"], sourceRefs: ["AP L3-L4"]')
  s.write('specification/phases/P0.yaml', citing.replace('id: "P0.M1.1",', 'id: "P0.M1.1", inputs: ["boxes.csv"],'))
  s.commit('Cited')
  expect((await s.refractor('evidence add P0.M1.1 --observe "written down"')).code).toBe(0)
  expect((await s.refractor('trace clear --all --reason "read"')).code).toBe(0)
  s.commit('Recorded')
  const said = async (): Promise<string> => {
    const { code, stdout } = await s.refractor('gate check P0.M1 --json')
    const { gates } = JSON.parse(stdout) as { gates: { criteria: { id: string; reason?: string; because: string }[] }[] }
    return [code, ...(gates[0]?.criteria ?? []).map(({ id, reason }) => `${id} ${reason}`)].join(', ')
  }
  expect(await said()).toBe('0, P0.M1.1 undefined')
  s.write('docs/ap.md', `# Boxes\n\nA preface.\n\n${cited}`)
  expect(await said()).toBe('0, P0.M1.1 undefined')
  s.write('docs/ap.md', `# Boxes\n\n${cited.replace('number', 'colour')}`)
  expect(await said()).toBe('1, P0.M1.1 suspect, P0.M1.links suspect')
  rmSync(join(s.root, 'docs/ap.md'))
  expect(await said()).toBe('1, P0.M1.1 suspect, P0.M1.links suspect')
  s.write('docs/ap.md', `# Boxes\n\n${cited}`)
  expect(await said()).toBe('0, P0.M1.1 undefined')
  expect((await s.refractor('evidence verify')).stdout).toContain('1 of 1 record')
})
