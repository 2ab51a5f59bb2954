import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const reason = '--reason "the new scales are delivered on Monday"'

it('the life of a waiver: asked for, approved, running out, renewed, ended', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n')
  s.commit('The plan of the move')
  await s.refractor(`waive P0.2 ${reason}`)
  await s.refractor('waive P0.2 --days 60 --reason "no time"')
  await s.refractor(`waive P0.2 --days 20 ${reason} --compensating "two people carry every box"`)
  await s.refractor('waive W-001 --approve')
  await s.refractor('gate check P0 -v')
  s.as('Keeper', 'keeper@example.org')
  await s.refractor('waive W-001 --approve --comment "until the scales are there"')
  s.commit('The keeper agrees')
  await s.refractor('gate check P0')
  await s.refractor('gate check P0 --format markdown')
  s.at('2026-12-05T10:00:00Z')
  await s.refractor('waiver list')
  s.at('2026-12-12T10:00:00Z')
  await s.refractor('gate check P0')
  s.as('Lead', 'lead@example.org')
  await s.refractor('waive P0.2 --days 14 --reason "the new scales are still not there"')
  await s.refractor('waive W-001 --renew --days 14 --reason "the new scales are still not there"')
  s.as('Keeper', 'keeper@example.org')
  await s.refractor('waive W-002 --approve')
  await s.refractor('waiver list')
  s.note('a letter of the approved request is changed')
  const path = join(s.root, '.refractor/waivers/W-002.json')
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, before.replace('2026-12-26', '2026-12-29'))
  expect((await s.refractor('gate check P0 -q')).code).toBe(3)
  writeFileSync(path, before)
  s.note('and changed back; the scales arrive')
  s.at('2026-12-14T10:00:00Z')
  s.write(
    'specification/phases/P0.yaml',
    readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8').replace(
      'No box is heavier than 18 kg.',
      'No box is heavier than 16 kg.',
    ),
    'the criterion is made stricter',
  )
  await s.refractor('waiver list P0.2')
  await s.refractor('waive W-002 --revoke --comment "we weigh again"')
  await s.refractor('waiver list')
  await s.refractor('waiver list --all')
  await expect(s.transcript()).toMatchFileSnapshot(golden('waiver-life'))
})

it('an emergency: the glass is broken, alone and for hours', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n')
  s.commit('The plan of the move')
  await s.refractor('waive P0.3 --break-glass --hours 100 --reason "the van is here and the insurer at sea"')
  await s.refractor('waive P0.3 --break-glass --hours 12 --reason "the van is here and the insurer at sea"')
  await s.refractor('gate check P0 --format github')
  await s.refractor('waiver list --json')
  s.at('2026-11-21T22:00:01Z')
  await s.refractor('gate check P0')
  await expect(s.transcript()).toMatchFileSnapshot(golden('break-glass'))
})

it('is told wrong', async () => {
  const s = scenario()
  s.commit('The plan of the move')
  await s.refractor('waive W-001 --approve')
  await s.refractor('waive P0.2')
  await s.refractor('waive P9.9 --days 3 --reason "nobody knows what this is about"')
  await s.refractor(`waive P0.2 --days 3 --until 2026-12-01 --hours 2 ${reason}`)
  await s.refractor(`waive P0.2 --days soon ${reason}`)
  await s.refractor('waive P0.2 --approve')
  await s.refractor(`waive P0.1 --days 3 --finding docs/rout.md ${reason}`)
  await s.refractor(`waive P0.1 --days 3 --finding docs/route.md --risk R9 ${reason}`)
  await s.refractor(`waive P0.1 --days 3 --finding docs/route.md ${reason}`)
  await s.refractor('waive W-001')
  await s.refractor('waive W-001 --approve --reject --reason x')
  await s.refractor('waive W-009 --revoke')
  await s.refractor('waive W-001 --reject --dry-run')
  await s.refractor('waiver list P7')
  await expect(s.transcript()).toMatchFileSnapshot(golden('waiver-mistakes'))
})
