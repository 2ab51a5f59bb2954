import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

/** The paths of the events, in order. */
const eventsIn = (s: Scenario): string[] =>
  readdirSync(join(s.root, '.refractor/audit'))
    .sort()
    .map((name) => `.refractor/audit/${name}`)

it('the audit log of a phase: what was done, and what was done to it', async () => {
  const s = scenario('harbour-library')
  s.commit('The plan of the move')
  await s.refractor('audit log')
  await s.refractor('audit verify')
  await s.refractor('milestone start P0.M1 -q')
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n')
  await s.refractor('task done P0.M1.T1 -q')
  s.commit('The route')
  await s.refractor('evidence run P0.2 -q')
  s.at('2026-11-21T12:00:00Z')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('reject P0.3 --role insurer --comment "The cabinet is not insured." -q')
  await s.refractor('approve P0.3 --role insurer -q')
  s.as('Lead', 'lead@example.org')
  await s.refractor('checklist new P0 -q')
  s.commit('Insured')
  await s.refractor('task done P0.M1.T2 --dry-run -q')
  await s.refractor('audit log')
  await s.refractor('audit log --gate P0')
  await s.refractor('audit log --id P0.3 --type approval')
  await s.refractor('audit log --id .refractor/approvals --since 2026-11-21T11:00:00Z --actor insurer --last 1')
  await s.refractor('audit log --id P9')
  await s.refractor('audit log --gate P9')
  await s.refractor('audit log --since yesterday --last none')
  await s.refractor('audit verify --base HEAD')
  const events = eventsIn(s)
  const rejection = events[3] as string
  s.note(`the rejection and its event are removed`)
  rmSync(join(s.root, rejection))
  const record = readdirSync(join(s.root, '.refractor/approvals')).find((name) => name.includes('-reject-')) as string
  rmSync(join(s.root, '.refractor/approvals', record))
  const removed = await s.refractor('audit verify')
  expect(removed.code).toBe(3)
  expect((await s.refractor('audit verify --base HEAD')).code).toBe(3)
  s.git('checkout', '-q', '--', '.refractor')
  s.note('they are put back, and the newest event is removed')
  rmSync(join(s.root, events.at(-1) as string))
  expect((await s.refractor('audit verify')).code).toBe(0)
  expect((await s.refractor('audit verify --base HEAD')).code).toBe(3)
  s.git('checkout', '-q', '--', '.refractor')
  s.note('it is put back, and the evidence is edited')
  const evidence = s.git('ls-files', 'docs/evidence/**/metadata.json').trim()
  const text = readFileSync(join(s.root, evidence), 'utf8')
  writeFileSync(join(s.root, evidence), text.replace('"passed"', '"failed"'))
  expect((await s.refractor('audit verify')).code).toBe(3)
  writeFileSync(join(s.root, evidence), text)
  expect((await s.refractor('audit verify --base no-such-branch')).code).toBe(4)
  await expect(s.transcript()).toMatchFileSnapshot('golden/transcripts/audit.txt')
})

it('the log names a program and many ids, and what is wrong with it', async () => {
  const s = scenario('harbour-library')
  s.commit('The plan of the move')
  await s.refractor('milestone start P0.M1 -q')
  await s.refractor('task done P0.M1.T1 -q')
  s.write('inbox/P0/P0.md', '# The move\n\n- [ ] **P0.M1.T1** Write the route\n')
  await s.refractor('checklist check inbox/P0/P0.md --to-boxes -q')
  const ids = async (line: string): Promise<number[]> =>
    (JSON.parse((await s.refractor(`audit log ${line} --json`)).stdout) as { events: { number: number }[] }).events.map((one) => one.number)
  expect(await ids('--id harbour/P0.M1.T1')).toEqual([2, 3])
  expect(await ids('--id port/P0.M1.T1')).toEqual([])
  expect(await ids('--id harbour --last 1')).toEqual([3])
  expect(await ids('--program harbour')).toEqual([1, 2, 3])
  expect((await s.refractor('audit log --id P0 --gate P0')).code).toBe(2)
  writeFileSync(join(s.root, eventsIn(s)[0] as string), '{}')
  const broken = await s.refractor('audit log')
  expect([broken.code, broken.stdout.includes('2 events')]).toEqual([3, true])
})

it('two branches that know nothing of each other merge, and the log holds', async () => {
  const s = scenario('harbour-library')
  s.commit('The plan of the move')
  await s.refractor('milestone start P0.M1 -q')
  s.commit('Begun')
  s.git('checkout', '-q', '-b', 'insurance')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('reject P0.3 --role insurer -q')
  s.commit('Not insured')
  s.git('checkout', '-q', 'main')
  s.as('Lead', 'lead@example.org')
  await s.refractor('task done P0.M1.T1 -q')
  await s.refractor('checklist new P0 -q')
  s.commit('The route')
  s.git('merge', '-q', '--no-edit', 'insurance')
  const merged = await s.refractor('audit verify --base insurance --json')
  expect(JSON.parse(merged.stdout)).toMatchObject({ exitCode: 0, holds: true, events: 4, heads: [{}, {}].map(() => expect.any(String)) })
  expect((await s.refractor('audit verify --base main')).stdout).toContain('4 events in 2 branches')
  await s.refractor('task done P0.M1.T2 -q')
  const log = JSON.parse((await s.refractor('audit log --json')).stdout) as {
    events: { number: number; parents: string[] }[]
    heads: string[]
  }
  expect(log.events.map((one) => one.number)).toEqual([1, 2, 2, 3, 4])
  expect(log.events.at(-1)?.parents).toHaveLength(2)
  expect(log.heads).toHaveLength(1)
  expect((await s.refractor('audit verify --base insurance')).code).toBe(0)
  s.commit('The boxes')
  s.git('checkout', '-q', 'insurance')
  // The branch lacks what landed on main since, and takes nothing of it away.
  expect((await s.refractor('audit verify --base main')).code).toBe(0)
})
