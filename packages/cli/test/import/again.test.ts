import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, test } from 'vitest'
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

describe('a plan behind init', () => {
  const begun = async (document: string): Promise<Scenario> => {
    const s = scenario()
    await s.refractor('init --id garden -q')
    s.write('orchard.md', document)
    return s
  }
  const read = (s: Scenario, path: string): string => readFileSync(join(s.root, 'specification', path), 'utf8')
  const orchard = plan('| O-1 | Dig | - |')

  test.each([
    ['', 'garden'],
    [' --into garden', 'garden'],
    [' --id orchard', 'orchard'],
  ])('takes the place of the sample that nobody touched: import%s', async (option, id) => {
    const s = await begun(orchard)
    await s.refractor(`import orchard.md${option} -q`)
    expect(read(s, 'program.yaml')).toContain(`id: "${id}"`)
    expect([existsSync(join(s.root, 'specification/phases/P0.yaml')), read(s, 'phases/P1.yaml')]).toEqual([
      false,
      expect.stringContaining('Dig'),
    ])
    await s.refractor('validate')
    await s.refractor('import orchard.md')
    expect(s.transcript()).not.toMatch(/error|conflict/)
  })

  it('even where its phase has the same id', async () => {
    const s = await begun(orchard.replace('Phase 1', 'Phase 0'))
    await s.refractor('import orchard.md -q')
    expect(read(s, 'phases/P0.yaml')).toContain('Dig')
    expect(read(s, 'phases/P0.yaml')).not.toContain('charter')
  })

  it('leaves alone what somebody changed, or recorded', async () => {
    for (const touch of [
      (s: Scenario) => s.write('specification/phases/P0.yaml', read(s, 'phases/P0.yaml').replace('"Start"', '"Begin"')),
      (s: Scenario) => s.write('specification/risks.yaml', 'format: 1\nrisks: []\n'),
      (s: Scenario) => s.write('inbox/P0/list.md', '- [ ] Buy a spade\n'),
    ]) {
      const s = await begun(orchard)
      touch(s)
      await s.refractor('import orchard.md')
      expect(s.transcript()).toContain('import/program-exists')
      expect(existsSync(join(s.root, 'specification/phases/P0.yaml'))).toBe(true)
    }
  })
})
