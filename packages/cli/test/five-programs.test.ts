import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

/** The way of a plan from its import to a met gate: what people do, and nothing else. */
interface Journey {
  readonly gate: string
  /** Criteria whose proposed check says what the plan means. */
  readonly accepted: readonly string[]
  /** Checks that a person writes, where none is proposed or the proposed one is not what is meant: criterion → check. */
  readonly written?: Readonly<Record<string, string>>
  /** Lines that a person adds to a file of the specification. */
  readonly added?: Readonly<Record<string, readonly string[]>>
  /** Changes to a file of the specification: every `from` becomes `to`. */
  readonly edited?: Readonly<Record<string, readonly [from: string, to: string]>>
  readonly work?: Readonly<Record<string, string>>
  /** What stands in the advice of `gate explain` for a report or a value to be filled in. */
  readonly filled?: Readonly<Record<string, string>>
  /** The phase or milestone whose checklist is worked off and archived. */
  readonly checklist: string
  /** Lines of the front matter that a person fills in, because the plan demands them of a document before it is archived. */
  readonly demanded?: Readonly<Record<string, string>>
  /** A phase that the review closes. */
  readonly closes?: string
}

const green = '<testsuite name="all" tests="2"><testcase name="one"/><testcase name="two"/></testsuite>\n'
const red = `<testsuite name="all" tests="2" failures="2">${'<testcase name="one"><failure/></testcase>'.repeat(2)}</testsuite>\n`
const person = (role: string): readonly string[] => [
  'people:',
  `  - { id: "steering", name: "Steering", emails: ["steering@example.org"], roles: ["${role}"] }`,
]

const journeys: Readonly<Record<string, Journey>> = {
  'fixtures/phased-program': {
    gate: 'P0',
    accepted: ['P0.1', 'P0.2', 'P0.3'],
    added: {
      'specification/program.yaml': person('stakeholders'),
      'specification/phases/P1.yaml': ['tasks:', '  - { id: "P1.T1", title: "Level the first shelf" }'],
    },
    checklist: 'P0',
    closes: 'P0',
  },
  'fixtures/milestone-plan': {
    gate: 'P0',
    accepted: ['P0.1', 'P0.2'],
    edited: { 'specification/program.yaml': ['owner: "TBD"', 'owner: "Steering"'] },
    checklist: 'P0.M1',
    closes: 'P0',
  },
  'fixtures/plan-template': {
    gate: 'P1',
    accepted: ['P1.2'],
    written: { 'P1.1': '{ kind: command, argv: [node, --version] }' },
    work: { 'reports/first.xml': red },
    filled: { FILE: 'reports/first.xml' },
    checklist: 'P1',
    closes: 'P1',
  },
  'fixtures/task-list': {
    gate: '3.checkpoint',
    accepted: ['3.checkpoint.1'],
    work: { 'reports/all.xml': green },
    filled: { FILE: 'reports/all.xml' },
    checklist: 'B',
  },
  'fixtures/work-breakdown': {
    gate: 'A',
    accepted: ['A.1', 'A.2', 'A.3'],
    work: { 'tools.lock': 'node 20\n', 'reports/desk.xml': green },
    filled: { FILE: 'reports/desk.xml' },
    checklist: 'A',
    closes: 'A',
  },
  'seeds/refractor-program': {
    gate: 'P0',
    accepted: ['P0.2', 'P0.3', 'P0.4', 'P0.5'],
    // That a build elsewhere is green cannot be decided here; that its tests passed can.
    written: { 'P0.1': '{ kind: test, minTests: 2 }' },
    added: {
      'specification/program.yaml': person('stakeholders'),
      'specification/phases/P1.yaml': ['tasks:', '  - { id: "P1.T1", title: "Begin" }'],
    },
    work: { 'reports/build.xml': green },
    filled: { FILE: 'reports/build.xml' },
    checklist: 'P0',
    demanded: { 'dashboards: []': 'dashboards: ["https://example.org/p0"]', 'approvals: []': 'approvals: ["P0.3", "P0.4"]' },
    closes: 'P0',
  },
  'seeds/golden-rewrite': {
    gate: 'P1',
    accepted: ['P1.1', 'P1.2'],
    edited: { 'specification/program.yaml': ['owner: "TBD"', 'owner: "Steering"'] },
    checklist: 'P1',
    closes: 'P1',
  },
  'seeds/paper-reproduction-template': {
    gate: 'P2.1',
    accepted: ['P2.1.2'],
    written: {
      'P2.1.1': '{ kind: artifact, paths: ["tests/**/test_eq*.py"], minMatches: 3 }',
      'P2.1.3': '{ kind: content, paths: [docs/coverage.md], headings: [Tests per equation] }',
    },
    work: {
      'tests/test_equations/test_eq3_memory_update.py': 'assert False\n',
      'tests/test_equations/test_eq5_surprise.py': 'assert False\n',
      'tests/test_equations/test_eq7_gated_update.py': 'assert False\n',
      'docs/coverage.md': '# Tests per equation\n\nFive.\n',
      'reports/first.xml': red,
    },
    filled: { FILE: 'reports/first.xml' },
    checklist: 'P2.1',
    closes: 'P2.1',
  },
  'seeds/orchestration-phase-b-tasks': {
    gate: '3.checkpoint',
    accepted: ['3.checkpoint.1'],
    work: { 'reports/all.xml': green },
    filled: { FILE: 'reports/all.xml' },
    checklist: 'B1',
  },
  'seeds/final-implementation-plan': {
    gate: 'A',
    accepted: ['A.2', 'A.4', 'A.5'],
    written: {
      'A.1': '{ kind: artifact, paths: [tools.lock] }',
      'A.3': '{ kind: command, argv: [node, --eval, "process.exit(0)"] }',
    },
    work: { 'tools.lock': 'node 20\n', 'planner_mode_ci.md': '# Bypass\n', 'staging_env.yaml': 'region: here\n' },
    checklist: 'A',
    closes: 'A',
  },
}

const folders: Readonly<Record<string, string>> = {
  fixtures: fileURLToPath(new URL('fixtures/plans', import.meta.url)),
  seeds: fileURLToPath(new URL('../../../../shared/seeds', import.meta.url)),
}

function planOf(name: string): string {
  const [from = '', file] = name.split('/')
  return join(folders[from] as string, `${file}.md`)
}

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

/** A workspace in which every step must end as it should. */
class Walk extends Scenario {
  async step(line: string, code = 0): Promise<string> {
    const ended = await this.refractor(line)
    expect(ended.code, `${line}\n${ended.stdout}${ended.stderr}`).toBe(code)
    return ended.stdout
  }

  async answer<T>(line: string): Promise<T> {
    return JSON.parse(await this.step(`${line} --json`)) as T
  }

  edit(path: string, change: (text: string) => string): void {
    const before = readFileSync(join(this.root, path), 'utf8')
    const after = change(before)
    expect(after, `${path} is edited`).not.toBe(before)
    this.write(path, after)
  }
}

/** The criterion with the check that a person wrote, whatever stood there. */
function withCheck(text: string, id: string, check: string): string {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.trim() === `- id: "${id}"`)
  if (at < 0) return text
  const indent = ' '.repeat((lines[at] as string).indexOf('-') + 2)
  const length = lines.slice(at + 1).findIndex((line) => !line.startsWith(indent))
  const own = lines.slice(at + 1, length < 0 ? lines.length : at + 1 + length)
  const old = own.findIndex((line) => line.startsWith(`${indent}check:`))
  const kept = old < 0 ? own : own.filter((line, index) => index < old || (index > old && !line.startsWith(`${indent} `)))
  return [...lines.slice(0, at + 1), ...kept, `${indent}check: ${check}`, ...lines.slice(at + 1 + own.length)].join('\n')
}

interface Explained {
  readonly gate: { readonly criteria: readonly { readonly id: string; readonly location: { readonly file: string } }[] }
  readonly criteria: readonly { readonly id: string; readonly commands: readonly string[] }[]
}

async function walk(name: string, journey: Journey): Promise<Walk> {
  const s = new Walk()
  open.push(s)
  const { gate, filled = {}, checklist } = journey
  s.write('docs/plan.md', readFileSync(planOf(name)))
  const imported = await s.answer<{ genre: string; accounting: { unmapped: number } }>('import docs/plan.md --id taken')
  expect(imported.accounting.unmapped).toBe(0)
  s.commit('The plan as a program')
  await s.step('validate')
  await s.step(`gate check ${gate}`, 1)

  // Checks: accepted where the proposal says what is meant, written where it does not.
  for (const id of journey.accepted) await s.step(`gate accept-check ${id}`)
  const { gate: found } = await s.answer<Explained>(`gate explain ${gate}`)
  for (const [id, check] of Object.entries(journey.written ?? {}))
    s.edit(found.criteria.find((one) => one.id === id)?.location.file ?? '', (text) => withCheck(text, id, check))
  for (const [path, lines] of Object.entries(journey.added ?? {})) s.edit(path, (text) => `${text}${lines.join('\n')}\n`)
  for (const [path, [from, to]] of Object.entries(journey.edited ?? {})) s.edit(path, (text) => text.replaceAll(from, to))
  for (const [path, text] of Object.entries(journey.work ?? {})) s.write(path, text)
  s.commit('What the plan asks for')
  await s.step('validate')

  // Evidence and approvals: what `gate explain` advises, by somebody who may.
  const { criteria } = await s.answer<Explained>(`gate explain ${gate}`)
  const advised = criteria.flatMap(({ commands }) => commands)
  const lines = advised.map((line) => line.replace(/^refractor /, '').replace(/\b(?:FILE|VALUE)\b/, (word) => filled[word] ?? word))
  for (const line of lines.filter((one) => one.startsWith('evidence '))) await s.step(line)
  s.commit('Evidence')
  s.as('Steering', 'steering@example.org')
  for (const line of lines.filter((one) => one.startsWith('approve '))) await s.step(line)
  s.commit('Approvals')

  // The checklist: made, worked off, archived.
  const made = await s.answer<{ plan: { steps: { path: string }[] } }>(`checklist new ${checklist}`)
  const path = made.plan.steps[0]?.path as string
  for (const [from, to] of Object.entries({ '[ ]': '[x]', ...journey.demanded })) s.edit(path, (text) => text.replaceAll(from, to))
  await s.step(`checklist check ${path} --to-states`)
  await s.step(`checklist archive ${path}`)
  s.commit('The checklist is archived')
  await s.step('checklist check')

  await s.step(`gate check ${gate}`)
  if (journey.closes !== undefined) {
    await s.step(`review ${journey.closes}`)
    s.commit('The phase is closed')
    await s.step(`gate check ${gate}`)
  }
  await s.step('evidence verify')
  return s
}

describe.each(Object.entries(journeys))('%s', (name, journey) => {
  it.skipIf(!existsSync(planOf(name)))(`comes from its import to a met ${journey.gate}`, async () => {
    const s = await walk(name, journey)
    const { phases } = await s.answer<{ phases: { id: string; state: string }[] }>('phase list')
    const closed = phases.filter(({ state }) => state === 'closed').map(({ id }) => id)
    expect(closed).toEqual(journey.closes === undefined ? [] : [journey.closes])
    // A revision of the plan that says the same changes nothing of what people did.
    expect(await s.step('import docs/plan.md -y')).toContain('Nothing that the program does not have already')
    await s.step(`gate check ${journey.gate}`)
  })
})

it('has a way for every genre', async () => {
  const genres = await Promise.all(
    Object.keys(journeys)
      .filter((name) => name.startsWith('fixtures/'))
      .map(async (name) => {
        const s = new Walk()
        open.push(s)
        s.write('plan.md', readFileSync(planOf(name)))
        const { genre } = await s.answer<{ genre: string }>('import plan.md --dry-run')
        return `fixtures/${genre}` === name
      }),
  )
  expect(genres).toEqual([true, true, true, true, true])
})
