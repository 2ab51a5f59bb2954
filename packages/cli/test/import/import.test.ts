import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
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

const plan = `# The harbour library moves house

## Phase 0 — Plan the move (Weeks 0-2)

- **Goals:** Everybody knows the way.
- **Deliverables:** A route, a list of boxes.
- **Exit criteria:** The route is agreed; every box has a label.

## Phase 1 — Carry the boxes (Weeks 2-4)

- **Goals:** Every book arrives dry.
- **Dependencies:** Phase 0
- **Exit criteria:** The old house is empty.
`

it('a plan, its import, its revisions', async () => {
  const s = scenario()
  s.write('docs/plan.md', plan)
  await s.refractor('import docs/plam.md')
  await s.refractor('import docs/plan.md --genre phased')
  await s.refractor('import docs/plan.md --id a/b')
  await s.refractor('import docs/plan.md --into harbour')
  await s.refractor('import docs/plan.md --dry-run')
  await s.refractor('import docs/plan.md --id harbour -q')
  await s.refractor('validate')
  s.commit('The plan as a program')
  s.note('the same plan again')
  await s.refractor('import docs/plan.md')
  s.write(
    'docs/plan.md',
    plan.replace('every box has a label', 'every box has a label and a weight').replace('Everybody knows the way.', 'All know the way.'),
    'the plan is revised',
  )
  s.write(
    'specification/phases/P0.yaml',
    readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8').replace('Everybody knows the way.', 'The carriers know the way.'),
    'its first goal is edited by hand',
  )
  await s.refractor('import docs/plan.md --dry-run')
  await s.refractor('import docs/plan.md')
  await s.refractor('import docs/plan.md')
  s.write('docs/garden.md', '# The reading garden\n\n## Phase 1 — Dig\n\n- **Goals:** A pond.\n')
  await s.refractor('import docs/garden.md')
  await s.refractor('import docs/garden.md --into gardn')
  await s.refractor('import docs/garden.md --id harbour')
  await s.refractor('import docs/garden.md --id garden')
  await s.refractor('validate')
  await s.refractor('phase list')
  await expect(s.transcript()).toMatchFileSnapshot('../golden/transcripts/import.txt')
})

describe('the answer as JSON', () => {
  it('has the keys of the contract', async () => {
    const s = scenario()
    s.write('plan.md', plan)
    const { code, stdout } = await s.refractor('import plan.md --json')
    const answer = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(answer).toMatchObject({
      schemaVersion: 1,
      command: 'import',
      exitCode: 0,
      source: { file: 'plan.md', lines: 13, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      genre: 'phased-program',
      counts: { phases: 2, gates: 2, criteria: 3, checkboxes: 0 },
      accounting: { nonBlank: 9, unmapped: 0 },
      applied: true,
      dryRun: false,
      diagnostics: [],
    })
    expect(Object.keys(answer.counts).sort()).toEqual(
      [
        'phases',
        'milestones',
        'tasks',
        'tasksDone',
        'tasksOptional',
        'checkboxes',
        'checked',
        'gates',
        'criteria',
        'deliverables',
        'risks',
        'riskEdges',
        'requirementRefs',
        'properties',
        'roles',
      ].sort(),
    )
    expect(answer.accounting.mapped + answer.accounting.kept).toBe(answer.accounting.nonBlank)
    expect(answer.files).toEqual(expect.arrayContaining(['refractor.yaml', 'specification/program.yaml', 'specification/phases/P0.yaml']))
    expect(answer.sources).toBeUndefined()
  })

  it('names every source when there are several', async () => {
    const s = scenario()
    s.write('specs/search/requirements.md', '# Requirements\n\n### Requirement 1\n\n1. WHEN asked THE SYSTEM SHALL answer.\n')
    s.write('specs/search/tasks.md', '# Implementation Plan\n\n- [x] 1. Ask\n  - _Requirements: 1.1_\n- [ ] 2. Answer\n')
    const answer = JSON.parse((await s.refractor('import specs/search --json')).stdout)
    expect(answer.sources.map((one: { file: string }) => one.file)).toEqual(['specs/search/requirements.md', 'specs/search/tasks.md'])
    expect(answer).toMatchObject({ program: 'search', exitCode: 0 })
  })
})

describe('where it works', () => {
  it('in a folder of the workspace, and from one without git', async () => {
    const s = scenario()
    s.write('docs/plan.md', plan)
    expect((await s.refractor('import docs/plan.md -q')).code).toBe(0)
    expect((await s.refractor('-C docs import plan.md')).stdout).toContain('Nothing that the program does not have already')
  })

  it('changes nothing on a dry run, but writes the report', async () => {
    const s = scenario()
    s.write('plan.md', plan)
    expect((await s.refractor('import plan.md -n --report import.html')).code).toBe(0)
    expect([existsSync(join(s.root, 'refractor.yaml')), existsSync(join(s.root, 'import.html'))]).toEqual([false, true])
    expect(readFileSync(join(s.root, 'import.html'), 'utf8')).toContain('Every book arrives dry.')
    expect((await s.refractor('import plan.md -n --report import.html')).code).toBe(0)
  })

  it('never takes the plan for an old report', async () => {
    const s = scenario()
    s.write('plan.md', plan)
    const { code, stderr } = await s.refractor('import plan.md --report plan.md')
    expect([code, stderr]).toEqual([1, expect.stringContaining('workspace/would-overwrite')])
    expect(readFileSync(join(s.root, 'plan.md'), 'utf8')).toBe(plan)
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })

  it('overwrites nothing', async () => {
    const s = scenario()
    s.write('plan.md', plan)
    s.write('specification/risks.yaml', 'mine\n')
    s.write('specification/phases/P0.yaml', 'mine\n')
    const { code, stderr } = await s.refractor('import plan.md')
    expect([code, stderr]).toEqual([1, expect.stringContaining('workspace/would-overwrite')])
    expect(readFileSync(join(s.root, 'specification/phases/P0.yaml'), 'utf8')).toBe('mine\n')
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })
})

describe('words of the user', () => {
  const foreign = '# Ferd\n\n## Phase 1 — Start\n\n- **Zorgle:** All is well.\n'

  it('stand for the fields that they are given', async () => {
    const s = scenario()
    s.write('plan.md', foreign)
    s.write('words.yaml', 'fields:\n  goals: [zorgle]\n')
    expect((await s.refractor('import plan.md --words words.yaml')).code).toBe(0)
    expect(readFileSync(join(s.root, 'specification/phases/P1.yaml'), 'utf8')).toMatch(/goals:\n {2}- "All is well."/)
  })

  it('are held against what there is', async () => {
    const s = scenario()
    s.write('plan.md', foreign)
    s.write('words.yaml', 'fields:\n  gaols: [zorgle]\n  goals: zorgle\nwords: {}\nstates: []\n')
    const { code, stdout } = await s.refractor('import plan.md --words words.yaml --json')
    const found = JSON.parse(stdout).diagnostics.map((one: { code: string; location: { line: number } }) => [one.code, one.location.line])
    expect([code, found]).toEqual([
      2,
      [
        ['schema/unknown-key', 2],
        ['schema/invalid-value', 3],
        ['schema/unknown-key', 4],
        ['schema/invalid-value', 5],
      ],
    ])
  })
})
