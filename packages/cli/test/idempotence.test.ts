// tested-for: P4.R5
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandTable } from '../src/command-table/index.ts'
import type { Scenario } from './transcripts/scenario.ts'
import { scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

/** Every file but those of git and the cache, with its content. */
function treeOf(root: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry): [string, string][] => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (path === '.git' || path === '.refractor/cache' || path === '.refractor/lock') return []
      if (entry.isDirectory()) return Object.entries(treeOf(root, path))
      return [
        [
          path,
          createHash('sha256')
            .update(readFileSync(join(root, path)))
            .digest('hex'),
        ],
      ]
    }),
  )
}

interface Twice {
  /** As it is typed; `{…}` stands for what an earlier command made. */
  readonly line: string | ((s: Scenario) => string)
  /** What has to be so before. */
  readonly before?: (s: Scenario) => void | Promise<void>
  /** Its exit code, both times. */
  readonly code?: number
}

/** The newest file below a folder whose name fits, without its ending. */
function made(s: Scenario, folder: string, fits: RegExp): string {
  const names = readdirSync(join(s.root, folder))
    .filter((name) => fits.test(name))
    .sort()
  return (names.at(-1) ?? 'none').replace(/\.json$/, '')
}

const commit = (s: Scenario): void => s.commit('go on')
const quietly =
  (line: string) =>
  async (s: Scenario): Promise<void> => {
    await s.refractor(`${line} -q`)
  }

const reason = '--reason "the lift comes back on the first of December"'

/** Every command that changes a workspace, in an order in which each has something to do. */
const story: readonly (readonly [command: string, ...Twice[]])[] = [['init', { line: 'init --id extra --name Extra' }]]

/** The same, in a workspace that there is. */
const journey: readonly (readonly [command: string, ...Twice[]])[] = [
  [
    'import',
    {
      before: (s) => s.write('PLAN.md', '# Loft\n\n## Phase 1: Clear\n\n- [ ] Carry the boxes down\n'),
      line: 'import PLAN.md --id loft -y',
    },
  ],
  ['gate accept-check', { before: commit, line: 'gate accept-check --all --program loft -y' }],
  ['milestone start', { line: 'milestone start P0.M1' }],
  ['task start', { line: 'task start P0.M1.T1' }],
  [
    'task done',
    {
      before: (s) => s.write('docs/route.md', '# The route\n\n## By lift\n\nThe atlas.\n\n## By stairs\n\nThe rest.\n'),
      line: 'task done P0.M1.T1',
    },
  ],
  ['task reopen', { before: quietly('task done P0.M1.T2'), line: 'task reopen P0.M1.T2' }],
  ['trace clear', { before: commit, line: 'trace clear --all --program harbour --reason "read them all"' }],
  [
    'evidence add',
    { line: 'evidence add P0.6 --observe "readers know" --note "the sign hangs"' },
    { line: 'evidence add P0.6 --artifact boxes.csv --metric boxes=3' },
  ],
  [
    'evidence run',
    {
      before: (s) => {
        s.write('boxes.csv', 'box,kg\nA1,14.5\nA2,17.9\nB1,12.0\n')
        s.commit('lighter')
      },
      line: 'evidence run P0.2',
    },
  ],
  [
    'waive',
    { line: `waive P0.3 ${reason} --days 5` },
    { before: (s) => s.as('Insurer', 'insurer@example.org'), line: 'waive harbour/W-001 --approve' },
    { before: (s) => s.as('Lead', 'lead@example.org'), line: `waive harbour/W-001 --renew --days 8` },
    { line: `waive harbour/W-002 --revoke` },
  ],
  ['reject', { line: 'reject P0.3 --role lead --comment "not by the stairs"' }],
  ['revoke', { line: 'revoke P0.3' }],
  ['milestone submit', { before: quietly('task done P0.M1.T2'), line: 'milestone submit P0.M1' }],
  ['milestone accept', { line: 'milestone accept P0.M1' }],
  ['milestone reopen', { line: 'milestone reopen P0.M1' }],
  [
    'approve',
    {
      before: async (s) => {
        await s.refractor('milestone submit P0.M1 -q')
        await s.refractor('milestone accept P0.M1 -q')
        s.as('Insurer', 'insurer@example.org')
        s.at('2026-11-21T11:00:00Z')
      },
      line: 'approve P0.3 --role insurer',
    },
  ],
  ['snapshot create', { before: commit, line: 'snapshot create --reason "before the move"' }],
  ['drill', { line: 'drill' }],
  ['snapshot restore', { line: (s) => `snapshot restore ${made(s, '.refractor/snapshots', /json$/)} -y` }],
  ['checklist new', { before: (s) => s.as('Lead', 'lead@example.org'), line: 'checklist new P0' }, { line: 'checklist new P0.M1' }],
  ['checklist check', { line: 'checklist check inbox/P0/P0.M1.md --to-boxes' }],
  [
    'checklist archive',
    {
      before: (s) => {
        for (const path of ['inbox/P0/P0.M1.md', 'inbox/P0/P0.md'])
          s.write(path, readFileSync(join(s.root, path), 'utf8').replaceAll('[ ]', '[x]'))
        s.commit('ticked')
      },
      line: 'checklist archive inbox/P0/P0.M1.md',
    },
  ],
  ['review run', { line: 'review run P0 -y' }],
  ['review reopen', { line: 'review reopen P0 --reason "the atlas went by the stairs"' }],
  ['recover', { line: 'recover' }],
]

/** Runs each line twice, and says what was not as it has to be: the second time nothing changes, and the answer says so. */
async function twice(s: Scenario, commands: typeof journey): Promise<string[]> {
  const problems: string[] = []
  for (const [, ...lines] of commands) {
    for (const { line, before, code = 0 } of lines) {
      await before?.(s)
      const text = typeof line === 'string' ? line : line(s)
      const first = await s.refractor(text)
      if (first.code !== code) problems.push(`${text}: ${first.code} ${first.stdout}${first.stderr}`)
      const tree = treeOf(s.root)
      const second = await s.refractor(`${text} --json`)
      const said = second.stdout + second.stderr
      if (second.code !== code) problems.push(`${text}, again: ${second.code} ${said}`)
      else if (!/already|nothing|no check is proposed|agrees|"recovered": \[\]/i.test(said))
        problems.push(`${text}, again: does not say so: ${said}`)
      else if (JSON.parse(second.stdout).applied !== false) problems.push(`${text}, again: applied`)
      const now = treeOf(s.root)
      const changed = [...new Set([...Object.keys(tree), ...Object.keys(now)])].filter((path) => tree[path] !== now[path])
      if (changed.length > 0) problems.push(`${text}, again: changes ${changed.join(', ')}`)
    }
  }
  return problems
}

describe('a command that changes the workspace, run twice, changes nothing the second time', () => {
  it('in a new workspace', async () => {
    expect(await twice(scenario(), story)).toEqual([])
  }, 30_000)

  it('from the plan to its review and back', async () => {
    const s = scenario('harbour-library')
    s.commit('The plan of the move')
    expect(await twice(s, journey)).toEqual([])
  }, 60_000)

  it('there is no other', () => {
    const known = new Set([...story, ...journey].map(([command]) => command))
    const all = commandTable.filter(({ mutates }) => mutates).map(({ words }) => words.join(' '))
    expect(all.filter((command) => !known.has(command))).toEqual([])
    expect([...known].filter((command) => !all.includes(command))).toEqual([])
  })
})
