import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []

function scenario(fixture?: string): Scenario {
  const made = new Scenario(fixture)
  open.push(made)
  return made
}

afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const golden = (name: string): string => `golden/transcripts/${name}.txt`

it('a newcomer: no workspace, init, first look', async () => {
  const s = scenario()
  s.io = { width: 1000 }
  await s.refractor('')
  await s.refractor('status')
  s.io = {}
  await s.refractor('init --dry-run --id harbour --name "Harbour library"')
  await s.refractor('init --id harbour --name "Harbour library" -q')
  s.io = { width: 1000 }
  await s.refractor('init')
  s.io = {}
  await s.refractor('validate')
  await expect(s.transcript()).toMatchFileSnapshot(golden('newcomer'))
})

it('mistakes on the command line', async () => {
  const s = scenario('harbour-library')
  await s.refractor('gate')
  await s.refractor('gate chek P0')
  await s.refractor('gate check P0 --strct')
  await s.refractor('gate check P9')
  await s.refractor('show P0.M1.T9')
  await s.refractor('status --format yaml')
  await s.refractor('status --format sarif')
  await s.refractor('status --now yesterday')
  await s.refractor('status --json --format text')
  await s.refractor('waive P0.1 --reason "no time"')
  await s.refractor('validate --program nobody --json')
  await s.refractor('-C docs-that-are-not-there validate --program nobody')
  await s.refractor('validate --output missing/folder/out.txt')
  await s.refractor('explain unknown-id')
  await s.refractor('explain link/unknown-id')
  await s.refractor('schema fase')
  await s.refractor('completion powershell')
  await expect(s.transcript()).toMatchFileSnapshot(golden('mistakes'))
})

it('a specification with faults', async () => {
  const s = scenario('harbour-library')
  s.write(
    'specification/phases/P1.yaml',
    'format: 1\nid: "P1"\ntitel: "Pack"\ndependencies: ["P00"]\ntasks:\n  - id: 1.1\n    title: "Pack the 書庫"\n  - id: "P0.M1.T1"\n    title: "Again"\n',
  )
  s.write('specification/risks.yaml', 'format: 1\nrisks: [\n')
  await s.refractor('validate')
  await s.refractor('validate --json')
  await s.refractor('validate --format github')
  await s.refractor('task done P0.M1.T1')
  await expect(s.transcript()).toMatchFileSnapshot(golden('faults'))
})

it('the journey of a phase: from the plan to its review', async () => {
  const s = scenario('harbour-library')
  s.commit('The plan of the move')
  await s.refractor('validate')
  await s.refractor('status')
  await s.refractor('gate check')
  await s.refractor('gate check P0')
  await s.refractor('next')
  await s.refractor('milestone start P0.M1')
  await s.refractor('task done P0.M1.T2')
  await s.refractor('task start P0.M1.T1')
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n')
  await s.refractor('task done P0.M1.T1')
  await s.refractor('task done P0.M1.T2')
  s.commit('The route')
  await s.refractor('gate explain P0 P0.2')
  await s.refractor('evidence run P0.2 --dry-run')
  await s.refractor('evidence run P0.2')
  s.commit('Boxes weighed')
  await s.refractor('gate check P0')
  s.write('boxes.csv', 'box,kg\nA1,14.5\nA2,17.9\nB1,12.0\n')
  s.commit('Box B1 packed anew')
  s.at('2026-11-21T12:00:00Z')
  await s.refractor('gate check P0')
  await s.refractor('evidence run P0.2')
  s.commit('Boxes weighed again')
  await s.refractor('milestone accept P0.M1')
  await s.refractor('milestone submit P0.M1')
  await s.refractor('milestone accept P0.M1')
  await s.refractor('approve P0.3 --role insurer')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3 --role insurer --comment "The atlas travels in the cabinet."')
  s.as('Lead', 'lead@example.org')
  s.commit('Insured and accepted')
  await s.refractor('checklist new P0')
  await s.refractor('checklist list')
  await s.refractor('checklist check')
  await s.refractor('checklist check inbox/P0/P0.md --to-boxes')
  await s.refractor('gate check P0')
  await s.refractor('review P0')
  s.write('inbox/P0/P0.md', readFileSync(join(s.root, 'inbox/P0/P0.md'), 'utf8').replaceAll('[ ]', '[x]'), 'every box of inbox/P0/P0.md is ticked')
  await s.refractor('review P0 --dry-run')
  await s.refractor('review P0')
  s.commit('P0 is closed')
  await s.refractor('gate check P0')
  await s.refractor('status')
  await s.refractor('evidence verify')
  await s.refractor('evidence list')
  s.note('a byte of the archived checklist is changed')
  const archived = join(s.root, 'outbox/P0/P0.md')
  writeFileSync(archived, readFileSync(archived, 'utf8').replace('[x]', '[X]'))
  const tampered = await s.refractor('gate check P0')
  expect(tampered.code).toBe(3)
  await expect(s.transcript()).toMatchFileSnapshot(golden('journey'))
})
