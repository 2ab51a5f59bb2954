import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Program } from '@refractor/core'
import { readSnapshot } from '@refractor/workspace'
import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
function scenario(): Scenario {
  const made = new Scenario()
  open.push(made)
  return made
}
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

interface Answer {
  readonly exitCode: number
  readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly message: string; readonly help?: string }[]
}

const answerOf = async (s: Scenario, line: string): Promise<Answer & Readonly<Record<string, unknown>>> =>
  JSON.parse((await s.refractor(`${line} --json`)).stdout) as Answer & Record<string, unknown>

/** How often each code was found, without notes. */
function codesOf({ diagnostics }: Answer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { code, severity } of diagnostics) if (severity !== 'info') counts[code] = (counts[code] ?? 0) + 1
  return counts
}

async function programOf(s: Scenario): Promise<Program> {
  const { programs } = await readSnapshot(s.root)
  expect(programs.map(({ id }) => id)).toHaveLength(1)
  return programs[0]?.program as Program
}

function countsOf(program: Program) {
  const gates = [...program.gates.values()]
  const stage = (...stages: readonly string[]) => gates.filter((gate) => stages.includes(gate.stage))
  const own = (list: typeof gates) => list.reduce((sum, gate) => sum + gate.criteria.filter((one) => one.gate === gate.id).length, 0)
  const tasks = [...program.tasks.values()].map(({ record }) => record)
  const done = (state: unknown) => state === program.states.task.at(-1)
  return {
    phases: program.phases.size,
    milestones: program.milestones.size,
    tasks: tasks.length,
    tasksDone: tasks.filter(({ state }) => done(state)).length,
    tasksOptional: tasks.filter(({ optional }) => optional).length,
    gates: stage('entry', 'exit', 'checkpoint').length,
    criteria: own(stage('entry', 'exit', 'acceptance')),
    deliverables: program.deliverables.size,
    roles: program.roles.size,
    risks: program.risks.size,
    riskEdges: [...program.tasksOfRisk.values()].flat().length,
    requirementRefs: new Set(tasks.flatMap(({ requirements = [] }) => requirements)).size,
    properties: program.properties.size,
    components: program.components.size,
  }
}

const none = {
  milestones: 0,
  tasks: 0,
  tasksDone: 0,
  tasksOptional: 0,
  deliverables: 0,
  roles: 0,
  risks: 0,
  riskEdges: 0,
  requirementRefs: 0,
  properties: 0,
  components: 0,
}

describe.each([
  ['phased-program', 'P0', { 'plan/owner-tbd': 3 }],
  ['milestone-plan', 'P0', { 'plan/owner-tbd': 3 }],
  ['paper-reproduction', 'P1', { 'plan/owner-tbd': 1 }],
  ['task-list', 'A', {}],
  ['work-breakdown', 'A.entry', { 'plan/owner-tbd': 3, 'plan/document-absent': 1 }],
])('the template %s', (name, gate, codes) => {
  it('makes a workspace that holds together; only what is still to be filled in is told', async () => {
    const s = scenario()
    expect((await s.refractor(`init --template ${name}`)).code).toBe(0)
    const valid = await answerOf(s, 'validate')
    expect([valid.exitCode, codesOf(valid)]).toEqual([0, codes])
    expect((await s.refractor('status')).code).toBe(0)
    const { program } = { program: await programOf(s) }
    expect([program.id, program.name]).toEqual(['harbour-library', 'Harbour library'])
    expect([...program.criteria.values()].filter(({ record }) => record.check === undefined)).toEqual([])
  })

  it('has a first gate that is unmet, and says for each criterion what to do', async () => {
    const s = scenario()
    await s.refractor(`init --template ${name} -q`)
    const checked = await answerOf(s, `gate check ${gate}`)
    const [first] = checked['gates'] as { criteria: { outcome: string; fix?: string }[] }[]
    expect(checked.exitCode).toBe(1)
    const unmet = first?.criteria.filter(({ outcome }) => outcome !== 'met') ?? []
    expect(unmet.length).toBeGreaterThan(0)
    expect(unmet.filter(({ fix }) => !fix?.startsWith('refractor '))).toEqual([])
  })

  it('shows what it asks and writes', async () => {
    const s = scenario()
    const shown = await answerOf(s, `template show ${name}`)
    expect(shown).toMatchObject({ exitCode: 0, kind: 'template', name, next: `refractor init --template ${name}` })
    expect(shown['files']).toContain('specification/program.yaml')
    const text = (await s.refractor(`template show ${name}`)).stdout
    for (const { key } of shown['placeholders'] as { key: string }[]) expect(text).toContain(key)
  })
})

describe.each([
  [
    'refractor-program',
    { ...none, phases: 8, gates: 8, criteria: 36, deliverables: 44 },
    { 'plan/target-without-number': 6, 'plan/document-absent': 1 },
  ],
  [
    'golden-rewrite',
    { ...none, phases: 7, milestones: 16, tasks: 48, gates: 7, criteria: 52, deliverables: 37, roles: 6 },
    {
      'plan/owner-tbd': 6,
      'plan/window-too-short': 2,
      'plan/opaque-deliverable': 1,
      'plan/deliverable-outside-evidence': 1,
      'plan/document-absent': 2,
    },
  ],
  [
    'paper-reproduction',
    // 8 phases and 7 sub-phases; 6 checkpoints and the verification of 2.1; 4 equations and 11 modules.
    { ...none, phases: 15, tasks: 23, gates: 7, criteria: 3, deliverables: 4, risks: 4, components: 15 },
    { 'plan/contradicting-thresholds': 1, 'plan/empty-phase': 3, 'plan/undeclared-component': 3 },
  ],
  [
    'orchestration-phase-b',
    { ...none, phases: 7, tasks: 76, tasksDone: 55, tasksOptional: 21, gates: 3, criteria: 0, requirementRefs: 95, properties: 35 },
    { 'plan/parent-child-disagree': 1, 'plan/task-without-requirement': 4 },
  ],
  [
    'final-implementation-plan',
    { ...none, phases: 5, tasks: 25, gates: 10, criteria: 21, risks: 20, riskEdges: 25 },
    {
      'plan/document-absent': 3,
      'plan/prerequisite-later': 1,
      'plan/reference-absent': 1,
      'plan/risk-unscheduled': 3,
      'plan/task-in-several-phases': 3,
      'plan/task-unscheduled': 3,
      'plan/task-without-risk': 2,
    },
  ],
])('the example %s', (name, counts, codes) => {
  it('has what the plan has, and the faults of the plan', async () => {
    const s = scenario()
    expect((await s.refractor(`init --example ${name}`)).code).toBe(0)
    const valid = await answerOf(s, 'validate')
    expect([valid.exitCode, codesOf(valid)]).toEqual([0, codes])
    expect(countsOf(await programOf(s))).toEqual(counts)
    expect((await s.refractor('status')).code).toBe(0)
    expect(await answerOf(s, `template show ${name} --example`)).toMatchObject({ exitCode: 0, kind: 'example' })
  })

  it('is decided, and unmet', async () => {
    const s = scenario()
    await s.refractor(`init --example ${name} -q`)
    expect((await s.refractor('gate check --all')).code).toBe(1)
  })
})

describe('what an example holds beside', () => {
  it('durations and relations of milestones', async () => {
    const s = scenario()
    await s.refractor('init --example golden-rewrite -q')
    const milestones = [...(await programOf(s)).milestones.values()].map(({ record }) => record)
    expect(milestones.filter(({ duration }) => duration !== undefined)).toHaveLength(16)
    expect(milestones.flatMap(({ id, relations = [] }) => relations.map(({ type, milestone }) => `${id} ${type} ${milestone}`))).toEqual([
      'P0.M2 overlaps P0.M1',
      'P2.M2 parallel P2.M1',
      'P3.M2 aligned P3.M1',
      'P5.M2 overlaps P5.M1',
    ])
    expect((await programOf(s)).folders.evidence).toBe('docs/golden')
    expect(existsSync(join(s.root, 'docs/golden/.gitkeep'))).toBe(true)
  })

  it('tiers, of which one includes another', async () => {
    const s = scenario()
    await s.refractor('init --example paper-reproduction -q')
    const { gates } = await programOf(s)
    expect(['minimum', 'full', 'stretch', 'quality'].map((id) => gates.get(id)?.criteria.length)).toEqual([5, 4 + 5, 3, 5])
  })
})

describe('the first gate of a template can be met by one person who does what it says', () => {
  const did = async (s: Scenario, ...lines: readonly string[]): Promise<void> => {
    for (const line of lines) expect([line, (await s.refractor(line)).code]).toEqual([line, 0])
  }

  it('phased-program, up to its review', { timeout: 60_000 }, async () => {
    const s = scenario()
    await did(s, 'init --template phased-program --set check=true')
    s.write('docs/charter.md', '# Charter\n\n## Goal\n\n## Scope\n\n## Budget\n\n## Meetings\n')
    s.write('docs/raci.csv', 'deliverable,responsible,accountable\nP0.D1,Lead,Lead\n')
    s.commit('The plan')
    await did(s, 'evidence run P0.3', 'evidence add P0.4 --observe "the heartbeat is visible on the dashboard" --link https://example.org')
    await did(s, 'approve P0.5 --forum "steering review"', 'task done P0.T1', 'task done P0.T2', 'task done P0.T3')
    const checklist = readFileSync(join(s.root, 'inbox/P0/kick-off.md'), 'utf8')
    const filled = checklist
      .replaceAll('[ ]', '[x]')
      .replace('dashboards: ""', 'dashboards: board')
      .replace('approvals: ""', 'approvals: Lead')
    s.write('inbox/P0/kick-off.md', filled)
    s.commit('Foundations')
    await did(s, 'review P0', 'gate check P0')
  })

  it('task-list, with a question answered', { timeout: 60_000 }, async () => {
    const s = scenario()
    await did(s, `init --template task-list --set 'test=cp suite.xml reports/junit.xml'`)
    s.write('suite.xml', '<testsuite tests="1"><testcase name="it is refused"/></testsuite>')
    s.write('reports/junit.xml', '')
    s.write('.gitignore', `reports/\n${readFileSync(join(s.root, '.gitignore'), 'utf8')}`)
    s.commit('The plan')
    await did(s, 'evidence run A.checkpoint.1', 'task done 1.1', 'task done 1.2', 'task done 1')
    const questions = readFileSync(join(s.root, 'specification/decisions.yaml'), 'utf8')
    s.write('specification/decisions.yaml', questions.replace('state: open', 'state: answered'))
    await did(s, 'gate check A')
  })
})

const tours = fileURLToPath(new URL('../../../docs/examples/', import.meta.url))

/** The command lines of a page, each with the exit code that its comment gives: "# exit 1: why". */
function tourOf(page: string): { line: string; code: number }[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .trimEnd()
      .split('\n')
      .map((text) => ({ line: text.replace(/\s+#.*$/, '').replace(/^refractor /, ''), code: Number(/# exit (\d)/.exec(text)?.[1] ?? 0) })),
  )
}

// A script beside them is walked by its own test.
describe.each(readdirSync(tours).filter((name) => name.endsWith('.md')))('the tour %s', (name) => {
  it('can be walked', { timeout: 60_000 }, async () => {
    const s = scenario()
    s.commit('Nothing yet')
    const steps = tourOf(readFileSync(join(tours, name), 'utf8'))
    expect(steps[0]?.line).toBe(`init --example ${name.replace(/[.]md$/, '')}`)
    const codes: { line: string; code: number }[] = []
    for (const { line } of steps) codes.push({ line, code: (await s.refractor(line)).code })
    expect(codes).toEqual(steps)
  })
})

describe('the list', () => {
  it('names five templates and five examples', async () => {
    const s = scenario()
    const { templates } = (await answerOf(s, 'template list')) as unknown as { templates: { name: string; kind: string }[] }
    expect(templates.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'template milestone-plan',
      'template paper-reproduction',
      'template phased-program',
      'template task-list',
      'template work-breakdown',
      'example final-implementation-plan',
      'example golden-rewrite',
      'example orchestration-phase-b',
      'example paper-reproduction',
      'example refractor-program',
    ])
    expect((await s.refractor('template list')).stdout).toContain('5 templates, 5 examples')
  })
})

/** Writes files below the folder of a scenario. */
function put(s: Scenario, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(s.root, path)), { recursive: true })
    writeFileSync(join(s.root, path), text)
  }
}

const manifest = `format: 1
name: "own"
title: "A plan of our own"
placeholders:
  - { key: id, prompt: "Id" }
  - { key: team, prompt: "Team" }
  - { key: year, prompt: "Year", pattern: '\\d{4}' }
leaveOut: ["README.md"]
`
const own = {
  'own/template.yaml': manifest,
  'own/README.md': 'How this template is kept.\n',
  'own/specification/program.yaml': 'format: 1\nid: "{{id}}"\nname: "Plan of {{team}}"\n',
  'own/specification/phases/P0.yaml': 'format: 1\nid: "P0"\ntitle: "Start"\n',
  'own/docs/{{team}}.md': '# {{team}}, {{year}}\n',
}

describe('a template of your own', () => {
  it('is a folder', async () => {
    const s = scenario()
    put(s, own)
    expect((await s.refractor('init --template ./own/ --set \'team=Sea & "Shore"\' --set year=2026 --id tide')).code).toBe(0)
    const { id, name } = await programOf(s)
    expect([id, name]).toEqual(['tide', 'Plan of Sea & "Shore"'])
    expect(readFileSync(join(s.root, 'docs/Sea%20%26%20%22Shore%22.md'), 'utf8')).toBe('# Sea & "Shore", 2026\n')
    expect(existsSync(join(s.root, 'README.md'))).toBe(false)
    expect(await answerOf(s, 'template show ./own')).toMatchObject({ title: 'A plan of our own', exitCode: 0 })
  })

  it('is a repository without a working tree', async () => {
    const s = scenario()
    const t = scenario()
    for (const [path, text] of Object.entries(own)) put(t, { [path.slice('own/'.length)]: text })
    t.commit('The template')
    execFileSync('git', ['clone', '-q', '--bare', t.root, join(s.root, '../own.git')], { stdio: 'ignore' })
    expect((await s.refractor('init --template ../own.git --set team=Tide --set year=2026 -q')).code).toBe(0)
    expect((await programOf(s)).name).toBe('Plan of Tide')
  })

  it('tells all values that it needs, in one finding', async () => {
    const s = scenario()
    put(s, own)
    const answer = await answerOf(s, 'init --template ./own')
    expect(answer).toMatchObject({
      exitCode: 2,
      diagnostics: [{ code: 'cli/usage', expected: ['team', 'year'], help: 'add --set team=… --set year=…' }],
    })
    const both = await answerOf(s, 'init --template ./own --set year=26 --set colour=red')
    expect(both.diagnostics.map(({ code }) => code)).toEqual(['cli/usage', 'cli/usage', 'cli/usage'])
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })

  it('is asked for on a terminal, again where an answer does not fit', async () => {
    const s = scenario()
    put(s, own)
    const questions: string[] = []
    const answers = ['', 'Tide', '26', '2026']
    s.io = {
      interactive: true,
      askText: (question) => {
        questions.push(question)
        return Promise.resolve(answers.shift())
      },
    }
    const asked = await s.refractor('init --template ./own')
    expect(questions).toEqual(['Id [harbour-library]: ', 'Team: ', 'Year: ', 'Year: '])
    expect(asked).toMatchObject({ code: 0, stderr: 'own: year must match \\d{4}\n' })
    expect((await programOf(s)).name).toBe('Plan of Tide')
  })

  it('is not begun when the questions end early, and not asked with --yes', async () => {
    const s = scenario()
    put(s, own)
    s.io = { interactive: true, askText: () => Promise.resolve(undefined) }
    expect((await answerOf(s, 'init --template ./own')).exitCode).toBe(2)
    s.io = { interactive: true, askText: () => Promise.reject(new Error('asked')) }
    expect((await answerOf(s, 'init --template ./own --yes --set team=Tide')).diagnostics).toMatchObject([{ expected: ['year'] }])
  })

  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['bytes that are no text', { 'own/a.png': new Uint8Array([0xff, 0xd8]) }, 'template/invalid'],
    ['a NUL', { 'own/a.txt': 'a\0b' }, 'template/invalid'],
    ['a large file', { 'own/a.txt': 'x'.repeat(600_000) }, 'template/invalid'],
    ['a very large file', { 'own/a.txt': 'x'.repeat(5_000_000) }, 'template/invalid'],
    ['many files', Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`own/docs/${index}.md`, ''])), 'template/invalid'],
    ['a record', { 'own/outbox/P0/metadata.json': '{}' }, 'template/invalid'],
    ['an approval', { 'own/.refractor/approvals/a.json': '{}' }, 'template/invalid'],
    ['a manifest with a typo', { 'own/template.yaml': `${manifest}placeholder: []\n` }, 'schema/unknown-key'],
    [
      'a plan that does not hold together',
      { 'own/specification/tasks.yaml': 'format: 1\ntasks: [{ id: "T", title: "T", prerequisites: ["X"] }]\n' },
      'link/unknown-id',
    ],
    ['a workspace file that is wrong', { 'own/refractor.yaml': 'format: 1\nfolder: {}\n' }, 'schema/unknown-key'],
  ])('is refused for %s, and nothing is written', async (_, files, code) => {
    const s = scenario()
    put(s, { ...own, ...files })
    const answer = await answerOf(s, 'init --template ./own --set team=Tide --set year=2026')
    expect([answer.exitCode, [...new Set(answer.diagnostics.map((one) => one.code))]]).toEqual([2, [code]])
    expect(existsSync(join(s.root, 'specification'))).toBe(false)
  })

  it('is refused for a link, whatever it leads to', async () => {
    const s = scenario()
    put(s, own)
    symlinkSync('../..', join(s.root, 'own/docs/up'))
    symlinkSync('/etc/passwd', join(s.root, 'own/passwd'))
    const { diagnostics } = await answerOf(s, 'init --template ./own --set team=Tide --set year=2026')
    expect(diagnostics.map(({ code }) => code)).toEqual(['template/invalid', 'template/invalid'])
  })

  it('overwrites nothing', async () => {
    const s = scenario()
    put(s, { ...own, 'specification/program.yaml': 'mine\n' })
    const answer = await answerOf(s, 'init --template ./own --set team=Tide --set year=2026')
    expect([answer.exitCode, answer.diagnostics.map(({ code }) => code)]).toEqual([1, ['workspace/would-overwrite']])
    expect(readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')).toBe('mine\n')
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })
})

describe('mistakes', () => {
  it.each([
    ['init --template phased-programme', ['phased-program']],
    ['init --example golden', undefined],
    ['init --template ./nothing-here', undefined],
    ['init --template task-list --example golden-rewrite', undefined],
    ['init --set a=b', undefined],
    ['init --example golden-rewrite --id other', undefined],
    ['template show nothing', undefined],
  ])('%s', async (line, expected) => {
    const s = scenario()
    const answer = await answerOf(s, line)
    expect(answer.exitCode).toBe(2)
    if (expected !== undefined) expect(answer.diagnostics).toMatchObject([{ code: 'cli/usage', expected }])
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })

  it('says what a name is that was asked for in the wrong place', async () => {
    const helpOf = async (line: string): Promise<string | undefined> => (await answerOf(scenario(), line)).diagnostics[0]?.help
    expect(await helpOf('init --template golden-rewrite')).toBe('golden-rewrite is an example: refractor init --example golden-rewrite')
    expect(await helpOf('init --example task-list')).toBe('task-list is a template: refractor init --template task-list')
    expect(await helpOf('init --template milestone-pln')).toBe('did you mean milestone-plan? See refractor template list')
    expect(await answerOf(scenario(), 'template show golden-rewrite')).toMatchObject({ exitCode: 0, kind: 'example' })
  })

  it('a dry run writes nothing', async () => {
    const s = scenario()
    expect((await s.refractor('init --template task-list --dry-run')).code).toBe(0)
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })
})
