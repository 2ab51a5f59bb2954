import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function scenario(): Scenario {
  const made = new Scenario()
  open.push(made)
  return made
}

const plan = (...rows: string[]) =>
  ['# Orchard', '', '## Phase 1 — Plant', '', '| ID | Task | Depends on |', '| --- | --- | --- |', ...rows, ''].join('\n')

it('takes a plan as a new revision when the id is that of the program it made', async () => {
  const s = scenario()
  s.write('orchard.md', plan('| O-1 | Dig | - |'))
  s.write('barn.md', '# Barn\n\n## Phase 1 — Build\n')
  await s.refractor('import orchard.md --id orchard -q')
  s.write('orchard.md', plan('| O-1 | Dig deep | - |'))
  await s.refractor('import orchard.md --id orchard -q')
  expect(readFileSync(join(s.root, 'specification/phases/P1.yaml'), 'utf8')).toContain('Dig deep')
  await s.refractor('import barn.md --id orchard')
  expect(s.transcript()).toContain('there is a program orchard already')
})

it('keeps a reference to a task that the program has from elsewhere, and no other', async () => {
  const s = scenario()
  s.write('orchard.md', plan('| O-1 | Dig | - |'))
  await s.refractor('import orchard.md --id orchard -q')
  s.write('specification/tasks.yaml', 'format: 1\ntasks:\n  - id: "O-5"\n    title: "Buy a spade"\n')
  s.write('orchard.md', plan('| O-1 | Dig | O-5, O-6 |'))
  await s.refractor('import orchard.md -q')
  const phase = readFileSync(join(s.root, 'specification/phases/P1.yaml'), 'utf8')
  expect(phase).toMatch(/prerequisites:\s*(?:\[|- )"?O-5/)
  expect(phase).toMatch(/attributes:[\s\S]*prerequisites: "O-6"/)
  await s.refractor('validate')
  expect(s.transcript()).not.toContain('link/unknown-id')
})
