import { afterEach, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const plan = `# The harbour library moves house

## Phase 0 — Plan the move (Weeks 0-2)

- **Goals:** Everybody knows the way.
- **Deliverables:** A route, a list of boxes.
- **Validation & Governance:** The route is agreed; every box has a label.

## Phase 1 — Carry the boxes (Weeks 2-4)

- **Goals:** Every book arrives dry.
- **Dependencies:** Phase 0
- **Validation & Governance:** The old house is empty.
`

it('a program as a plan again', async () => {
  const s = new Scenario()
  open.push(s)
  s.write('docs/plan.md', plan)
  await s.refractor('export markdown')
  await s.refractor('import docs/plan.md --id harbour -q')
  await s.refractor('export markdown')
  await s.refractor('export markdwn')
  await s.refractor('export')
  await s.refractor('export markdown --program nobody')
  await s.refractor('export markdown --output PLAN.md')
  await s.refractor('import PLAN.md --into harbour --dry-run')
  await expect(s.transcript()).toMatchFileSnapshot('../golden/transcripts/export.txt')
})
