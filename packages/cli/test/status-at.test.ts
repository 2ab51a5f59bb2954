// tested-for: P3.R5
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

it('a workspace as a revision has it', async () => {
  const s = scenario('harbour-library')
  s.write('docs/route.md', '# The route\n')
  s.commit('The plan of the move')
  s.git('tag', 'v0')
  await s.refractor('milestone start P0.M1')
  await s.refractor('task done P0.M1.T2')
  s.at('2026-11-21T11:00:00Z')
  s.commit('The boxes are weighed')
  await s.refractor('evidence run P0.2')
  s.at('2026-11-21T12:00:00Z')
  s.commit('Weights recorded')
  await s.refractor('task done P0.M1.T1')
  s.note('what is not committed is not part of HEAD')
  await s.refractor('status')
  await s.refractor('status --at HEAD')
  await s.refractor('status --at v0')
  await s.refractor('status P0 --at HEAD~1')
  await s.refractor('gate list --at HEAD~1')
  await s.refractor('gate list --at HEAD --format markdown')
  await s.refractor('show P0.M1.T2 --at v0')
  await s.refractor('show P0.2 --at HEAD')
  await s.refractor('status --at v0 --json')
  await s.refractor('status --at nowhere')
  await s.refractor('status --at v0 --program garden')
  await s.refractor('show P9 --at v0')
  await expect(s.transcript()).toMatchFileSnapshot(golden('status-at'))
})
