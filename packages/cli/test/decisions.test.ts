import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

it('the life of an approval: asked for, given, voided by an edit, given again, taken back', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n')
  s.commit('The plan of the move, and its route')
  await s.refractor('gate explain P0 P0.3')
  await s.refractor('approve P0.3')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3 --role insurer --comment "The atlas travels in the cabinet."')
  s.commit('The insurer has agreed')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-22T09:00:00Z')
  s.as('Lead', 'lead@example.org')
  s.write('docs/route.md', '# The route\n\n## By lift\n\nNothing.\n\n## By stairs\n\nEverything.\n', 'the route is changed')
  s.commit('The lift is broken')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-22T10:00:00Z')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3 --expires 2026-11-20')
  await s.refractor('approve P0.3 --expires 2026-12-31')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-23T08:00:00Z')
  await s.refractor('revoke P0.3 --comment "The stairs are being painted." --dry-run')
  await s.refractor('revoke P0.3 --comment "The stairs are being painted."')
  await s.refractor('revoke P0.3')
  s.commit('The insurer takes it back')
  await s.refractor('gate explain P0 P0.3')
  s.as('Lead', 'lead@example.org')
  await s.refractor('revoke P0.3')
  await s.refractor('revoke P0.3 --of insurer@example.org')
  await expect(s.transcript()).toMatchFileSnapshot(golden('approval-life'))
})

it('the life of a rejection: made, in the way, answered, made again, taken back', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n')
  s.commit('The plan of the move, and its route')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3')
  s.at('2026-11-22T09:00:00Z')
  s.as('Lead', 'lead@example.org')
  await s.refractor('reject P0.3 --comment "The quay floods."')
  s.commit('Not like this')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-22T10:00:00Z')
  s.write(
    'docs/route.md',
    '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else, at low tide.\n',
    'the route is mended',
  )
  s.commit('At low tide')
  await s.refractor('gate explain P0 P0.3')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-22T11:00:00Z')
  s.as('Lead', 'lead@example.org')
  await s.refractor('reject P0.3 --comment "Low tide is at night."')
  s.at('2026-11-22T12:00:00Z')
  await s.refractor('revoke P0.3 --comment "There are lamps."')
  await s.refractor('gate explain P0 P0.3')
  s.at('2026-11-22T13:00:00Z')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3')
  await s.refractor('gate explain P0 P0.3')
  await expect(s.transcript()).toMatchFileSnapshot(golden('rejection-life'))
})

const roster = [
  'people:',
  '  - { id: lead, name: Lead, emails: ["lead@example.org"], roles: [lead] }',
  '  - { id: insurer, name: Insurer, emails: ["insurer@example.org"], roles: [insurer] }',
  '  - { id: deputy, name: Deputy, emails: ["deputy@example.org"], roles: [insurer], active: { to: "2026-11-20" } }',
  '  - { id: build, name: Build, emails: ["build@example.org"], kind: bot, roles: [insurer] }',
  '',
].join('\n')

it('what a policy lets nobody do', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n')
  s.write(
    'specification/policy.yaml',
    `format: 1\nversion: 1\n${roster}approve:\n  - { stages: [acceptance], roles: [lead] }\n  - { gates: ["P*"], roles: [insurer] }\naccept:\n  - { roles: [lead] }\nreview:\n  - { phases: ["P0"], people: [lead], min: 2 }\ngovernance: { roles: [lead] }\nforums:\n  - { id: "captains", minutes: true }\naspects: [cost]\n`,
  )
  s.commit('The plan of the move, its route, and who may do what')
  await s.refractor('validate')
  await s.refractor('gate explain P0 P0.3')
  await s.refractor('approve P0.3')
  await s.refractor('approve P0')
  s.as('Outsider', 'outsider@example.org')
  await s.refractor('reject P0.3')
  s.as('Deputy', 'deputy@example.org')
  await s.refractor('approve P0.3')
  s.as('Build', 'build@example.org')
  await s.refractor('approve P0.3')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3 --forum "the kitchen" --aspect taste')
  await s.refractor('approve P0.3 --aspect cost')
  await s.refractor('gate explain P0 P0.3')
  await s.refractor('milestone start P0.M1')
  await s.refractor('task done P0.M1.T1')
  await s.refractor('task done P0.M1.T2')
  await s.refractor('milestone submit P0.M1')
  await s.refractor('milestone accept P0.M1')
  s.as('Lead', 'lead@example.org')
  await s.refractor('milestone accept P0.M1')
  s.at('2026-11-21T11:00:00Z')
  await s.refractor('revoke P0.3 --of insurer')
  await s.refractor('review P0')
  await s.refractor('approve policy')
  await s.refractor('approve policy')
  await expect(s.transcript()).toMatchFileSnapshot(golden('policy'))
})

it('an approval that is gone is no approval, and the record says what it takes back', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n')
  s.commit('The route')
  s.as('Insurer', 'insurer@example.org')
  const approved = JSON.parse((await s.refractor('approve P0.3 --json')).stdout) as { plan: { steps: { path: string }[] } }
  s.at('2026-11-21T11:00:00Z')
  const revoked = JSON.parse((await s.refractor('revoke P0.3 --json')).stdout) as typeof approved
  const [approval = '', revocation = ''] = [approved, revoked].map(({ plan }) => plan.steps[0]?.path)
  const record = JSON.parse(readFileSync(join(s.root, revocation), 'utf8')) as { decision: string; revokes: string[] }
  expect([record.decision, record.revokes.length]).toEqual(['revoke', 1])
  rmSync(join(s.root, approval))
  expect((await s.refractor('gate check P0 --json')).stdout).toContain('"pending"')
})

it('decisions of one second count in the order in which they are made', async () => {
  const s = scenario()
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas cabinet.\n\n## By stairs\n\nEverything else.\n')
  s.commit('The route')
  s.as('Insurer', 'insurer@example.org')
  for (const step of ['approve', 'reject', 'approve', 'revoke', 'approve', 'approve']) await s.refractor(`${step} P0.3`)
  await s.refractor('gate explain P0 P0.3')
  await s.refractor('audit verify')
  await expect(s.transcript()).toMatchFileSnapshot(golden('decisions-of-one-second'))
})
