// tested-for: P3.R4
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, type scenarios as Make, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')
type Scenario = ReturnType<ReturnType<typeof Make>>

const requirements = `format: 1
requirements:
  - id: "1"
    title: "The maps come to no harm"
  - id: "1.1"
    title: "The atlas goes lying down"
    text: "The atlas cabinet is carried lying on its back."
    parent: "1"
  - id: "1.2"
    title: "The maps stay dry"
  - id: "2"
    title: "Readers find every book again"
`

const rules = `sources:
  OFFER: { title: "Offer of the carrier", path: "docs/offer.md" }
trace:
  tags:
    - paths: ["scripts/**", "checks/**"]
  rules:
    - id: risks
      every: risk
      has: task
    - id: requirements
      every: requirement
      has: [task, test]
      severity: warning
    - id: shared-work
      every: task
      has: { type: requirement, min: 0, max: 1 }
`

const change = (s: Scenario, path: string, from: string, to: string, what: string): void => {
  const text = readFileSync(join(s.root, path), 'utf8')
  expect(text).toContain(from)
  s.write(path, text.replace(from, to), what)
}

/** The library with requirements, a document, tags in code, and rules. */
function linked(s: Scenario): void {
  s.write('specification/requirements.yaml', requirements)
  s.write('docs/offer.md', '# Offer\n\n## Lift\n\nThe lift carries 300 kg.\n')
  s.write('checks/test_atlas.py', '# refractor: 1.1, 1.9\ndef test_atlas(): ...\n')
  const path = 'specification/program.yaml'
  s.write(path, readFileSync(join(s.root, path), 'utf8') + rules, 'declare sources, tags and rules')
  change(
    s,
    'specification/phases/P0.yaml',
    '        prerequisites: ["P0.M1.T1"]',
    '        prerequisites: ["P0.M1.T1"]\n        requirements: ["1.1", "1.2"]\n        sourceRefs: ["OFFER §\\"Lift\\""]',
    'P0.M1.T2 satisfies 1.1 and 1.2, and cites the offer',
  )
}

it('how well the records are linked', async () => {
  const s = scenario()
  await s.refractor('trace')
  linked(s)
  s.commit('P0.M1.T1: requirements of the move')
  await s.refractor('trace')
  await s.refractor('trace --rule requirements -v')
  await s.refractor('trace P1')
  await s.refractor('trace R1 P0.M1.T2 --json')
  await s.refractor('trace show P0.M1.T2')
  await s.refractor('trace show 1 --depth 1')
  await s.refractor('trace show OFFER')
  await s.refractor('trace show checks/test_atlas.py')
  await s.refractor('trace order')
  await s.refractor('trace order component')
  await s.refractor('trace clear P0.M1.T2 --reason "agreed with the carrier" -q')
  change(s, 'specification/requirements.yaml', 'lying on its back', 'standing upright', 'requirement 1.1 means something else')
  await s.refractor('trace P0.M1')
  await s.refractor('trace show P0.M1.T2 --depth 1')
  await s.refractor('trace show R1')
  await s.refractor('why P0.M1')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace'))
})

it('mistakes with tracing', async () => {
  const s = scenario()
  await s.refractor('trace shwo P0.M1.T1')
  await s.refractor('trace P0.M1.T9')
  await s.refractor('trace --rule risk')
  await s.refractor('trace show')
  await s.refractor('trace show P0 --depth 0')
  await s.refractor('trace show milestone:P0.M1 --depth 1 -v')
  await s.refractor('trace order risk')
  await s.refractor('why R1')
  await s.refractor('why P0.M9')
  linked(s)
  await s.refractor('trace --rule risk')
  s.write('specification/risks.yaml', 'format: 1\nrisks: [\n')
  await s.refractor('trace')
  await s.refractor('why P0')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace-mistakes'))
})

it.each(['milestone-plan', 'phased-program', 'plan-template', 'task-list', 'work-breakdown'])(
  '%s: trace reports no fault of the links of an imported plan that validate does not report',
  async (name) => {
    const s = scenario('plans')
    s.commit('The plan')
    await s.refractor(`import ${name}.md -q`)
    type Found = { exitCode: number; diagnostics: { code: string; message: string }[] }
    const trace = JSON.parse((await s.refractor('trace --json')).stdout) as Found & { links: { total: number }; dangling: unknown[] }
    const validate = JSON.parse((await s.refractor('validate --json')).stdout) as Found
    expect(validate.diagnostics).toEqual(expect.arrayContaining(trace.diagnostics))
    expect(trace).toMatchObject({ exitCode: 0, dangling: [] })
    expect(trace.links.total).toBeGreaterThan(0)
  },
)

it('two programs in one workspace', async () => {
  const s = scenario()
  s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
  s.write(
    'specification/garden/program.yaml',
    'format: 1\nid: "garden"\nname: "The reading garden"\ntrace:\n  tags:\n    - paths: ["beds/**"]\n',
  )
  s.write(
    'specification/garden/phases/P0.yaml',
    'format: 1\nid: "P0"\ntitle: "Dig"\ntasks:\n  - { id: "G1", title: "Mark the beds", requirements: ["3.1"] }\n  - { id: "G2", title: "Dig", prerequisites: ["G1"] }\n',
  )
  s.write('beds/plan.lisp', '; refractor: G1, harbour/R1\n; refractor: G2\n')
  s.commit('G2: house and garden')
  await s.refractor('trace')
  await s.refractor('trace P0')
  await s.refractor('trace garden/P0 R2')
  await s.refractor('trace show P0')
  await s.refractor('trace show G1')
  await s.refractor('trace show 3.1')
  await s.refractor('trace show beds/plan.lisp')
  await s.refractor(`trace show ${s.git('rev-parse', 'HEAD').slice(0, 7)}`)
  await s.refractor('trace order --program garden')
  await s.refractor('why P0')
  await s.refractor('why garden/P0')
  await s.refractor('why G2')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace-two-programs'))
})

it('commands that are printed for one of several programs run as they stand', async () => {
  const s = scenario()
  s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
  const tasks = 'tasks:\n  - { id: "G1", title: "Mark" }\n  - { id: "G2", title: "Dig", prerequisites: ["G1"] }\n'
  s.write('specification/tasks.yaml', `format: 1\n${tasks}`)
  s.write('specification/garden/program.yaml', 'format: 1\nid: "garden"\nname: "The reading garden"\n')
  s.write('specification/garden/phases/P0.yaml', `format: 1\nid: "P0"\ntitle: "Dig"\n${tasks}`)
  s.commit('House and garden')
  for (const program of ['harbour', 'garden']) {
    const why = await s.refractor(`why ${program}/G2 --json`)
    const { next } = JSON.parse(why.stdout) as { next: string }
    expect(next).toBe(`refractor task start ${program}/G1`)
    expect((await s.refractor(next.replace('refractor ', ''))).code).toBe(0)
  }
  const { stdout } = await s.refractor('trace')
  const hints = [...stdout.matchAll(/\((refractor trace clear [^)]*) TEXT/g)].map(([, words = '']) => words)
  expect(hints).toEqual(['harbour', 'garden'].map((id) => `refractor trace clear --all --program ${id} --reason`))
  for (const hint of hints) expect((await s.refractor(`${hint.replace('refractor ', '')} looked`)).code).toBe(0)
})

it('why work does not go on', async () => {
  const s = scenario()
  s.commit('The plan of the move')
  await s.refractor('why P0.M1')
  await s.refractor('why P0.M1.T2')
  await s.refractor('why P1.T1')
  await s.refractor('why P1')
  await s.refractor('why P0.2')
  await s.refractor('milestone start P0.M1 -q')
  await s.refractor('task done P0.M1.T1 -q')
  await s.refractor('why P0.M1.T2')
  await s.refractor('why P0.M1.T1')
  await s.refractor('why P0 -v')
  await s.refractor('why P0.3 --json')
  change(s, 'specification/program.yaml', 'Lead <lead@example.org>', 'TBD', 'nobody leads the move')
  change(s, 'specification/phases/P0.yaml', 'state: in-progress', 'state: planned', 'the milestone is planned again')
  change(s, 'specification/phases/P0.yaml', '    state: done', '    state: open', 'and so is its first task')
  await s.refractor('why P0.M1')
  await s.refractor('why P1.T1')
  await expect(s.transcript()).toMatchFileSnapshot(golden('why'))
})
