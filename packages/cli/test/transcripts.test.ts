import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

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
  await s.refractor('status --now yesterday')
  await s.refractor('status --json --format text')
  await s.refractor('schedule P0 --from soon')
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
  s.write(
    'inbox/P0/P0.md',
    readFileSync(join(s.root, 'inbox/P0/P0.md'), 'utf8').replaceAll('[ ]', '[x]'),
    'every box of inbox/P0/P0.md is ticked',
  )
  await s.refractor('review P0 --dry-run')
  await s.refractor('review P0')
  s.commit('P0 is closed')
  await s.refractor('gate check P0')
  await s.refractor('status')
  await s.refractor('evidence verify')
  await s.refractor('evidence list')
  await s.refractor('task start P1.T1')
  await s.refractor('gate check')
  await s.refractor('gate check -v')
  s.note('a byte of the archived checklist is changed')
  const archived = join(s.root, 'outbox/P0/P0.md')
  writeFileSync(archived, readFileSync(archived, 'utf8').replace('[x]', '[X]'))
  const tampered = await s.refractor('gate check P0')
  expect(tampered.code).toBe(3)
  await expect(s.transcript()).toMatchFileSnapshot(golden('journey'))
})

it('evidence of every sort', async () => {
  const s = scenario('harbour-library')
  s.write('docs/route.md', '# The route\n')
  s.write(
    'reports/lift.xml',
    '<testsuite name="lift" tests="2" failures="1"><testcase name="door"/><testcase name="cabinet"><failure message="too wide"/></testcase></testsuite>',
  )
  await s.refractor('evidence add P0.1 --artifact docs/route.md')
  s.commit('The plan of the move')
  await s.refractor('evidence add P0.1')
  await s.refractor('evidence add P0.M1.T1 --observe "the lift works"')
  await s.refractor('evidence add P0.2 --metric heavy --metric box.weight=17.9kg@max --link https://example.org/boxes')
  await s.refractor('evidence add P0.2 --artifact ../elsewhere.txt')
  await s.refractor('evidence add P0.2 --metric box.weight=17.9kg@max --environment "the old house" --note "by hand" --dry-run')
  await s.refractor('evidence add P0.2 --report reports/lift.xml')
  await s.refractor('evidence add P1.1 --observe "the old house is empty" --link https://example.org/photo')
  await s.refractor('evidence run P0.1')
  await s.refractor('evidence run P0.9')
  await s.refractor('evidence list P1')
  await s.refractor('evidence verify P1.1')
  await s.refractor('evidence export P1.1')
  await s.refractor('evidence export nowhere/metadata.json --in-toto')
  await s.refractor('gate check P1')
  s.write('docs/secret.md', `token: ${['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')}\n`)
  s.commit('A slip')
  await s.refractor('evidence add P0.1 --artifact docs/secret.md')
  await expect(s.transcript()).toMatchFileSnapshot(golden('evidence'))
})

it('looking around', async () => {
  const s = scenario('harbour-library')
  s.commit('The plan of the move')
  await s.refractor('phase list')
  await s.refractor('milestone list')
  await s.refractor('task list')
  await s.refractor('task list --phase P1 --state open')
  await s.refractor('task list --phase P7')
  await s.refractor('risk list')
  await s.refractor('gate list')
  await s.refractor('show P0')
  await s.refractor('show P0.M1')
  await s.refractor('show P0.M1.T2')
  await s.refractor('show P0.3')
  await s.refractor('show R2')
  await s.refractor('show insurer')
  await s.refractor('status P0.M1')
  await s.refractor('gate explain P0')
  await s.refractor('gate explain P0.6')
  s.write(
    'specification/gates.yaml',
    'format: 1\ngates:\n  - id: "house"\n    stage: quality\n    criteria:\n      - { id: "house.1", statement: "All tests of the catalogue pass with at least 100 iterations.", hint: "Ask the reading room." }\n      - { id: "house.2", statement: "Tell the readers.", maxAge: "P30D", after: ["house.1"], check: { kind: attest, claim: "told", proposed: true } }\n',
  )
  await s.refractor('gate explain house')
  await s.refractor('validate')
  await s.refractor('gate explain P0 P0.7')
  await s.refractor('checklist list')
  await s.refractor('evidence list')
  await s.refractor('gate check --all --level recommended')
  await s.refractor('gate check P0 --format markdown')
  await s.refractor('gate check P0 --format github')
  await s.refractor('config show -q')
  await expect(s.transcript()).toMatchFileSnapshot(golden('looking-around'))
})

it('two programs in one workspace', async () => {
  const s = scenario('harbour-library')
  s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
  s.write('specification/garden/program.yaml', 'format: 1\nid: "garden"\nname: "The reading garden"\n')
  s.write(
    'specification/garden/phases/P0.yaml',
    'format: 1\nid: "P0"\ntitle: "Dig"\ntasks:\n  - { id: "G1", title: "Mark the beds", state: in-progress }\nexit:\n  criteria:\n    - { id: "P0.1", statement: "The beds are dug.", check: { kind: attest, claim: "the beds are dug" } }\n',
  )
  s.commit('House and garden')
  await s.refractor('status')
  await s.refractor('gate check P0')
  await s.refractor('gate check garden/P0')
  await s.refractor('gate check P0 --program garden')
  await s.refractor('gate check')
  await s.refractor('next')
  await s.refractor('task done G1')
  await s.refractor('evidence add P0.1 --observe "the beds are dug"')
  await s.refractor('evidence add garden/P0.1 --observe "the beds are dug"')
  await s.refractor('gate check garden/P0')
  await expect(s.transcript()).toMatchFileSnapshot(golden('two-programs'))
})

it('saying no', async () => {
  const s = scenario('harbour-library')
  s.write('docs/route.md', '# The route\n')
  s.commit('The plan of the move')
  s.as('Insurer', 'insurer@example.org')
  await s.refractor('approve P0.3')
  await s.refractor('approve P0.3')
  s.at('2026-11-21T11:00:00Z')
  await s.refractor('reject P0.3 --role insurer --comment "the quay floods"')
  await s.refractor('gate check P0 --json')
  await s.refractor('milestone start P0.M1')
  await s.refractor('milestone reopen P0.M1')
  await s.refractor('task start P0.M1.T1')
  await s.refractor('task reopen P0.M1.T1')
  await s.refractor('task reopen P0.M1.T1')
  await s.refractor('review P1')
  await s.refractor('checklist new P0.M1')
  await s.refractor('checklist archive inbox/P0/P0.M1.md')
  await s.refractor('checklist archive docs/route.md')
  s.write(
    'inbox/P0/P0.M1.md',
    readFileSync(join(s.root, 'inbox/P0/P0.M1.md'), 'utf8').replace('[ ] **P0.M1.T1**', '[x] **P0.M1.T1**'),
    'tick P0.M1.T1',
  )
  await s.refractor('checklist check')
  await s.refractor('checklist check inbox/P0/P0.M1.md --to-states')
  await s.refractor('checklist check --to-states')
  await expect(s.transcript()).toMatchFileSnapshot(golden('saying-no'))
})

it('accepting what was proposed', async () => {
  const s = scenario('harbour-library')
  s.write(
    'specification/gates.yaml',
    [
      'format: 1',
      'gates:',
      '  - id: "house"',
      '    stage: quality',
      '    criteria:',
      '      - id: "house.1" # from the plan',
      '        statement: "The lift carries its load and is inspected."',
      '        check: # two conditions',
      '          proposed: true',
      '          all:',
      '            - { kind: attest, claim: "the lift is inspected", proposed: true }',
      '            - kind: metric',
      '              metric: "lift.load"',
      '              op: gte # at least',
      '              value: 250',
      '              unit: "kg"',
      '      - { id: "house.2", statement: "Climate meets its target.", check: { kind: metric, metric: "humidity", proposed: true } }',
      '      - { id: "house.3", statement: "The readers are told." }',
      '      - { id: "house.4", statement: "The list is there.", check: { proposed: true, kind: artifact, paths: ["list.md"] } }',
      '',
    ].join('\n'),
  )
  await s.refractor('gate explain house')
  await s.refractor('gate accept-check')
  await s.refractor('gate accept-check house.9')
  await s.refractor('gate accept-check house.3')
  await s.refractor('gate accept-check house.2')
  await s.refractor('gate accept-check house.2 --value much')
  await s.refractor('gate accept-check house --value 50')
  await s.refractor('gate accept-check house.1 --dry-run')
  await s.refractor('gate accept-check house')
  await s.refractor('gate accept-check house.1')
  await s.refractor('gate accept-check house.2 --op lte --value 50 --unit % --dry-run --json')
  await s.refractor('gate accept-check --all')
  await s.refractor('gate accept-check --all house.2')
  await s.refractor('gate accept-check house.2 --op lte --value 50 --unit %')
  await s.refractor('gate accept-check --all -y')
  s.note(readFileSync(join(s.root, 'specification/gates.yaml'), 'utf8').trimEnd().replaceAll('\n', '\n# '))
  await s.refractor('gate check house')
  await expect(s.transcript()).toMatchFileSnapshot(golden('accepting'))
})

it('accepting everything is asked of a person, after the list of it', async () => {
  const s = scenario('harbour-library')
  const text =
    'format: 1\ngates:\n  - id: "house"\n    criteria:\n      - { id: "house.1", statement: "The lift works.", check: { kind: attest, claim: "works", proposed: true } }\n'
  s.write('specification/gates.yaml', text)
  s.io = { interactive: true }
  const no = await s.refractor('gate accept-check --all')
  expect([no.code, no.stderr.includes('house.1  The lift works.')]).toEqual([1, true])
  expect(readFileSync(join(s.root, 'specification/gates.yaml'), 'utf8')).toBe(text)
  s.io = { interactive: true, ask: () => Promise.resolve(true) }
  expect((await s.refractor('gate accept-check --all')).code).toBe(0)
  expect(readFileSync(join(s.root, 'specification/gates.yaml'), 'utf8')).toBe(text.replace(', proposed: true', ''))
})
