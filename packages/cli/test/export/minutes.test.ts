import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const plan = `# The harbour library moves house

## Phase 0 — Plan the move (Weeks 0-2)

- **Goals:** Everybody knows the way.
- **Validation & Governance:** The route is agreed.
`

const filed = `format: 1
decisions:
  - id: P0.D1
    title: "Go by boat"
    date: "2026-12-03"
    forum: "Steering"
    phase: "P0"
questions:
  - id: Q7
    title: "Who pays?"
    due: "2026-12-04"
actions:
  - id: P0.A1
    title: "Book the boat"
    state: done
    owner: ben
    due: "2026-12-09"
    phase: "P0"
    meeting: "outbox/P0/minutes/kickoff.md"
    attributes: { room: "2" }
    source: { file: "outbox/P0/minutes/kickoff.md", lines: "12" }
    notes: ["as soon as it is back"]
  - id: P0.A2
    title: "Tell the readers"
    phase: "P0"
    meeting: "outbox/P0/minutes/kickoff.md"
`

/** A program whose meeting has been filed, in a file of its own. */
async function harbour(): Promise<Scenario> {
  const s = new Scenario()
  open.push(s)
  s.write('docs/plan.md', plan)
  await s.refractor('import docs/plan.md --id harbour -q')
  s.write('specification/decisions/P0-2026-12-03.yaml', filed)
  return s
}

const shownIn = async (s: Scenario, id: string): Promise<unknown> => {
  const { stdout } = await s.refractor(`show ${id} --format json`)
  return (JSON.parse(stdout) as { record: unknown }).record
}

/** What an import into the program would change. */
const newsIn = async (s: Scenario, name: string): Promise<unknown> => {
  const { stdout } = await s.refractor(`import ${name} --into harbour --dry-run --format json`)
  return (JSON.parse(stdout) as { merge: unknown }).merge
}

it.each([
  ['needs-json', 'needs.json'],
  ['csv', 'records.csv'],
])('what a meeting decided and asked for leaves as %s, and comes back with every field', async (format, name) => {
  const s = await harbour()
  expect((await s.refractor(`export ${format} --output ${name}`)).code).toBe(0)
  const other = new Scenario()
  open.push(other)
  other.write(name, readFileSync(join(s.root, name)))
  expect((await other.refractor(`import ${name} -q`)).code).toBe(0)
  for (const id of ['P0.A1', 'P0.A2', 'P0.D1', 'Q7']) {
    expect(await shownIn(s, id)).toMatchObject({ id })
    expect(await shownIn(other, id)).toEqual(await shownIn(s, id))
  }
})

it('an import of an export into its own program finds the records where the meeting left them', async () => {
  const s = await harbour()
  await s.refractor('export needs-json --output needs.json')
  expect(await newsIn(s, 'needs.json')).toEqual({ added: [], changed: [], moved: [], removed: [], pruned: [], conflicts: [] })
})

it('a plan in Markdown has the action items, and is read as the program that it was', async () => {
  const s = await harbour()
  await s.refractor('export markdown --output PLAN.md')
  const text = readFileSync(join(s.root, 'PLAN.md'), 'utf8')
  expect(text).toContain('| P0.A1 | Book the boat | ben | done | 2026-12-09 | outbox/P0/minutes/kickoff.md | 2 |')
  expect(await newsIn(s, 'PLAN.md')).toMatchObject({ added: [], moved: [], removed: [] })
})
