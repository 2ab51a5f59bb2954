// tested-for: P3.R5
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

const requirements = `format: 1
requirements:
  - { id: "1.1", title: "No reader waits longer than two weeks" }
  - { id: "1.2", title: "Nothing is damp" }
`

const edit = (s: Scenario, path: string, ...changes: readonly (readonly [string, string])[]): void => {
  let text = readFileSync(join(s.root, path), 'utf8')
  for (const [from, to] of changes) {
    expect(text).toContain(from)
    text = text.replace(from, to)
  }
  s.write(path, text, `${path}: ${changes.map(([from, to]) => JSON.stringify([from, to].map((one) => one.split('\n')[0]))).join(', ')}`)
}

describe('what a change means', () => {
  it('a plan that goes on', async () => {
    const s = scenario('harbour-library')
    s.write('docs/route.md', '# The route\n')
    s.write('specification/requirements.yaml', requirements)
    edit(s, 'specification/phases/P1.yaml', ['risks: ["R2"]', 'risks: ["R2"]\n    requirements: ["1.2"]'])
    s.commit('The plan of the move')
    s.git('tag', 'v0')
    await s.refractor('diff')
    edit(s, 'specification/requirements.yaml', ['Nothing is damp', 'Nothing is damp for longer than a day'])
    edit(
      s,
      'specification/phases/P1.yaml',
      ['window: "2-4"', 'window: "2-5"'],
      [
        '  - id: "P1.T2"',
        '  - id: "P1.T3"\n    title: "Move the maps"\n    requirements: ["1.1"]\n    prerequisites: ["P1.T1"]\n  - id: "P1.T2"',
      ],
    )
    edit(s, 'specification/phases/P0.yaml', ['value: 18', 'value: 17'], ['        prerequisites: ["P0.M1.T1"]\n', ''])
    edit(s, 'specification/risks.yaml', ['    tasks: ["P0.M1.T2"]\n', ''], ['The new cellar is damp', 'The new cellar is wet'])
    await s.refractor('milestone start P0.M1')
    s.at('2026-11-22T10:00:00Z')
    s.commit('A day in the cellar')
    await s.refractor('diff HEAD~1..HEAD')
    await s.refractor('diff v0..')
    await s.refractor('diff v0 --format markdown')
    s.write('docs/route.md', '# The route\n\n## By lift\n\n## By stairs\n')
    await s.refractor('evidence add P1.1 --observe "the old house is empty" --link https://example.org/photo')
    await s.refractor('diff')
    await s.refractor('diff HEAD --json')
    await s.refractor('diff --format markdown')
    await expect(s.transcript()).toMatchFileSnapshot(golden('diff'))
  })

  it('a plan that is put in another order', async () => {
    const s = scenario('harbour-library')
    s.commit('The plan of the move')
    s.note('the same plan: other files, other order, comments')
    s.git('mv', 'specification/phases/P1.yaml', 'specification/phases/carry.yaml')
    edit(
      s,
      'specification/risks.yaml',
      ['risks:', '# What may go wrong\nrisks:'],
      ['impact: "high"\n    likelihood: "low"', 'likelihood: low\n    impact: high'],
    )
    edit(s, 'specification/program.yaml', ['The harbour library moves house', 'The harbour  library moves house'])
    s.commit('Tidied')
    await s.refractor('diff HEAD~1..HEAD')
    s.note('other ids, another phase, a new phase, other rules')
    edit(
      s,
      'specification/phases/carry.yaml',
      ['"P1.T1"', '"P1.T9"'],
      ['  - id: "P1.T2"\n    title: "Measure the damp of the new cellar"\n    state: open\n    risks: ["R2"]\n', ''],
    )
    edit(s, 'specification/phases/P0.yaml', [
      '    deliverables:',
      '      - { id: "P1.T2", title: "Measure the damp of the new cellar", risks: ["R2"] }\n    deliverables:',
    ])
    edit(s, 'specification/risks.yaml', ['likelihood: low', 'likelihood: low\n    owner: Insurer'])
    edit(s, 'specification/policy.yaml', ['version: 1', 'version: 2\nwaive: { roles: [lead], maxDays: 5 }'])
    edit(s, 'specification/program.yaml', [
      'name: "The harbour  library moves house"',
      'name: "The harbour library moves house"\nstart: "2026-12-01"\nsummary: "In two weeks, while nobody reads."',
    ])
    s.write(
      'specification/phases/P2.yaml',
      'format: 1\nid: "P2"\ntitle: "Open again"\ndependencies: ["P1"]\nmilestones:\n  - { id: "P2.M1", title: "Shelves", tasks: [{ id: "P2.T1", title: "Fill them" }] }\nexit:\n  criteria:\n    - { id: "P2.1", statement: "Readers are in.", check: { kind: attest, claim: "readers are in" } }\n',
    )
    await s.refractor('diff')
    s.commit('Another plan')
    await s.refractor('diff HEAD..HEAD~1')
    await expect(s.transcript()).toMatchFileSnapshot(golden('diff-order'))
  })

  it('what cannot be compared', async () => {
    const s = scenario()
    s.write('README.md', 'Nothing yet\n')
    s.commit('Before the plan')
    s.io = { width: 1000 }
    await s.refractor('diff')
    s.io = {}
    s.write('refractor.yaml', 'format: 1\n')
    s.write('specification/program.yaml', 'format: 1\nid: "harbour"\nname: "The harbour library"\n')
    await s.refractor('diff')
    s.commit('The plan')
    await s.refractor('diff HEAD~1..')
    await s.refractor('diff HEAD~9')
    await s.refractor('diff ..HEAD')
    await s.refractor('diff HEAD....HEAD')
    await s.refractor('diff HEAD --program garden')
    s.write('specification/risks.yaml', 'format: 1\nrisks: [\n')
    await s.refractor('diff')
    s.commit('Broken')
    await s.refractor('diff HEAD~1..HEAD')
    await s.refractor('diff HEAD..HEAD~1')
    await expect(s.transcript()).toMatchFileSnapshot(golden('diff-refused'))
  })

  it('a link that somebody reviewed, and that is suspect now, comes with the command that clears it', async () => {
    const s = scenario('harbour-library')
    s.write('specification/requirements.yaml', requirements)
    edit(s, 'specification/phases/P1.yaml', ['risks: ["R2"]', 'risks: ["R2"]\n    requirements: ["1.2"]'])
    s.commit('The plan of the move')
    expect((await s.refractor('trace clear P1.T2 --reason "read with the insurer"')).code).toBe(0)
    s.commit('Reviewed')
    edit(s, 'specification/requirements.yaml', ['Nothing is damp', 'Nothing is damp for longer than a day'])
    const { stdout } = await s.refractor('diff')
    expect(stdout).toContain('requirement 1.2 changed: title')
    expect(stdout).toContain('→ refractor trace clear 1.2 --dependents --reason TEXT')
    const { stdout: markdown } = await s.refractor('diff --format markdown')
    expect(markdown).toContain('`refractor trace clear 1.2 --dependents --reason TEXT`')
  })

  it('a change of thousands of records is bounded in a terminal and in a comment, and whole in JSON', async () => {
    const s = scenario('harbour-library')
    s.commit('The plan of the move')
    const tasks = Array.from(
      { length: 3000 },
      (_, i) => `  - { id: "X${i}", title: "Carry box ${i} \\u001b[31m<b>@everybody</b> ::error::x", risks: ["R1"] }`,
    )
    s.write('specification/tasks.yaml', `format: 1\ntasks:\n${tasks.join('\n')}\n`)
    const { stdout: text } = await s.refractor('diff')
    expect(text.split('\n').length).toBeLessThan(200)
    expect(text).toContain('and 2960 more (-v shows them)')
    expect((await s.refractor('diff -v')).stdout).toContain('task X2999')
    const { stdout: comment } = await s.refractor('diff --format markdown')
    expect(comment.length).toBeLessThan(65_536)
    expect(comment).toMatch(/… and \d+ more: `refractor diff -v` shows them\./)
    for (const raw of ['@everybody', '<b>', '\u001b']) expect(comment.includes(raw), raw).toBe(false)
    expect(text).not.toContain('\u001b')
    const { programs } = JSON.parse((await s.refractor('diff --json')).stdout) as { programs: { records: unknown[] }[] }
    expect(programs[0]?.records.length).toBeGreaterThanOrEqual(3000)
  })
})
