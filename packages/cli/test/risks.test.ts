// tested-for: P3.R7
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const register = `format: 1
risks:
  - id: "R1"
    title: "The lift is too small for the atlas cabinet"
    impact: "high"
    likelihood: "medium"
    owner: "Lead"
    tasks: ["P0.M1.T2"]
  - id: "R2"
    title: "The new cellar is damp"
    impact: "High"
    likelihood: "Low"
    review: "2026-11-01"
  - id: "R3"
    title: "Nobody insures the maps"
    impact: "critical"
    likelihood: "possible"
    trigger: "The insurer does not answer by the end of the month."
    mitigation: "Ask two insurers."
    contingency: "The maps stay where they are."
    owner: "Insurer"
  - id: "R4"
    title: "It rains on the day of the move"
    severity: "Low"
    status: "Accepted: there is a tarpaulin"
`

it('the risk register', async () => {
  const s = scenario()
  await s.refractor('risk list')
  s.write('specification/risks.yaml', register)
  await s.refractor('risk list')
  await s.refractor('risk list --open --by severity')
  await s.refractor('risk list --matrix')
  await s.refractor('risk list --by gravity')
  await s.refractor('show R3')
  await s.refractor('show R4')
  await s.refractor('milestone start P0.M1')
  await s.refractor('task done P0.M1.T1')
  await s.refractor('task start P0.M1.T2')
  await s.refractor('show R1')
  await s.refractor('task done P0.M1.T2')
  await s.refractor('risk list --open --by review --json')
  await s.refractor('risk list --open --by owner --format markdown')
  await expect(s.transcript()).toMatchFileSnapshot(golden('risks'))
})

it('risks that lean on late work, and on work that nobody planned', async () => {
  const s = scenario()
  s.write('specification/tasks.yaml', 'format: 1\ntasks:\n  - { id: "T1", title: "Dry the cellar", due: "2026-11-01", risks: ["R2"] }\n')
  await s.refractor('risk list --open --by state')
  await s.refractor('risk list --as markdown')
  await s.refractor('risk list --now 2026-10-31T23:59:59Z')
  await s.refractor('task done T1')
  await s.refractor('risk list --by likelihood')
  await expect(s.transcript()).toMatchFileSnapshot(golden('risks-late'))
})

it('the register for a document and a spreadsheet', async () => {
  const s = scenario()
  s.write(
    'specification/risks.yaml',
    register.replace('The new cellar is damp', 'The new cellar | is <damp>').replace('Ask two insurers.', '=SUM(A1)'),
  )
  await s.refractor('risk list --by severity --as markdown')
  await s.refractor('risk list --as csv')
  await s.refractor('risk list --as svg')
  s.write('specification/risks.yaml', 'format: 1\nrisks: [\n')
  await s.refractor('risk list --as markdown')
  await s.refractor('export csv --output all.csv')
  await expect(s.transcript()).toMatchFileSnapshot(golden('risk-register'))
})
