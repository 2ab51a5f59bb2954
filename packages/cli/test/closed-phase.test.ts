import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const phase = `format: 1
id: "P0"
title: "Plan the move"
entry:
  criteria:
    - { id: "P0.E1", statement: "There is a plan.", check: { kind: attest, claim: "there is a plan" } }
milestones:
  - id: "P0.M1"
    title: "The boxes are weighed"
    accountable: ["lead"]
    acceptance:
      - id: "P0.M1.1"
        statement: "No box breaks the scales."
        inputs: ["scripts/**", "boxes.csv"]
        check: { kind: command, argv: ["node", "scripts/weigh.mjs"], metrics: "reports/weights.json" }
  - id: "P0.M2"
    title: "The readers are told"
    accountable: ["lead"]
    acceptance:
      - { id: "P0.M2.1", statement: "A letter is sent.", check: { kind: attest, claim: "the letter is sent" } }
exit:
  criteria:
    - { id: "P0.1", statement: "The lift works.", check: { kind: attest, claim: "the lift works" } }
`

/** A phase with an accepted milestone, reviewed; `before` runs first. */
async function reviewed(before: readonly string[] = []): Promise<Scenario> {
  const s = new Scenario('harbour-library')
  open.push(s)
  s.write('specification/phases/P0.yaml', phase)
  s.write('specification/risks.yaml', 'format: 1\nrisks:\n  - { id: "R2", title: "Damp" }\n')
  s.commit('The plan of the move')
  for (const line of before) expect((await s.refractor(line)).code, s.transcript()).toBe(0)
  for (const line of [
    'evidence add P0.E1 --observe "there is a plan"',
    'milestone start P0.M1',
    'evidence run P0.M1.1',
    'milestone submit P0.M1',
    'milestone accept P0.M1',
    'evidence add P0.1 --observe "the lift works"',
    'review P0',
  ])
    expect((await s.refractor(line)).code, s.transcript()).toBe(0)
  s.commit('P0 is closed')
  return s
}

const recordOf = (s: Scenario) => JSON.parse(readFileSync(join(s.root, 'outbox/P0/metadata.json'), 'utf8'))

it('a review binds the entry gate and the acceptance gates of its phase', async () => {
  const s = await reviewed()
  const record = recordOf(s)
  expect(record.gates).toEqual([
    { id: 'P0.entry', verdict: 'met' },
    { id: 'P0.M1', verdict: 'met' },
  ])
  expect(record.criteria.map(({ id }: { id: string }) => id)).toEqual(['P0.1', 'P0.E1', 'P0.M1.1'])
  expect((await s.refractor('gate check')).code).toBe(0)

  // What the run was made for goes on: the phase is closed.
  s.write('boxes.csv', 'box,kg\nA1,14.5\nZ9,30\n')
  s.commit('Another box')
  const { code, stdout } = await s.refractor('gate check -v')
  expect(code).toBe(0)
  expect(stdout).toContain('P0.M1.1')

  // What it rests on does not.
  const folder = join(s.root, 'docs/evidence/P0.M1')
  const run = `docs/evidence/P0.M1/${readdirSync(folder)[0]}`
  for (const name of readdirSync(join(s.root, run))) {
    const [path, text] = [`${run}/${name}`, readFileSync(join(s.root, run, name), 'utf8')]
    s.write(path, `${text}\n`)
    const tampered = await s.refractor('gate check --json')
    expect(tampered.code, name).toBe(3)
    expect(tampered.stdout, name).toContain(`${path} changed since P0 was closed`)
    s.write(path, text)
  }
  expect((await s.refractor('gate check')).code).toBe(0)
})

it('what an acceptance gate lacked at the review stays open, and may be mended', async () => {
  const s = await reviewed(['milestone start P0.M2'])
  const record = recordOf(s)
  expect(record).toMatchObject({ verdict: 'met', gates: [{ id: 'P0.entry' }, { id: 'P0.M1' }, { id: 'P0.M2', verdict: 'unmet' }] })
  expect((await s.refractor('gate check P0 P0.entry P0.M1')).code).toBe(0)
  expect((await s.refractor('gate check')).code).toBe(1)
  await s.refractor('evidence add P0.M2.1 --observe "the letter is sent"')
  expect((await s.refractor('gate check')).code).toBe(0)
})
