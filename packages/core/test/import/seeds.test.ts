import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportCounts } from '../../src/import/imported.ts'

const shared = '../shared'
const isHere = existsSync(`${shared}/seeds`)
const read = (path: string) => importDocuments([{ path, text: readFileSync(`${shared}/${path}`, 'utf8') }])

const seeds: readonly [string, string, Partial<ImportCounts>][] = [
  ['refractor-program.md', 'phased-program', { phases: 8, gates: 8, criteria: 36, deliverables: 44, checkboxes: 0 }],
  ['golden-rewrite.md', 'milestone-plan', { phases: 7, milestones: 16, tasks: 48, criteria: 52, gates: 7, deliverables: 37, roles: 6 }],
  ['paper-reproduction-template.md', 'plan-template', { phases: 8, tasks: 23, checkboxes: 30, checked: 0, risks: 4 }],
  [
    'orchestration-phase-b-tasks.md',
    'task-list',
    { phases: 7, tasks: 76, tasksDone: 55, tasksOptional: 21, checkboxes: 76, checked: 55, gates: 3, requirementRefs: 95 },
  ],
  ['final-implementation-plan.md', 'work-breakdown', { phases: 5, tasks: 25, gates: 10, criteria: 21, risks: 20, riskEdges: 25 }],
]

describe.skipIf(!isHere)('the five plans that every import must read', () => {
  test.each(seeds)('%s', (file, genre, counts) => {
    const imported = read(`seeds/${file}`)
    expect(imported.genre).toBe(genre)
    expect(imported.counts).toMatchObject(counts)
    expect(imported.accounting.unmapped).toBe(0)
    expect(imported.accounting.mapped / imported.accounting.nonBlank).toBeGreaterThanOrEqual(0.95)
  })

  test('dependencies, windows and relations', () => {
    const { phases } = read('seeds/refractor-program.md')
    const targets = phases.map((phase) =>
      (phase.dependencies ?? []).map((edge) => (typeof edge === 'string' ? edge : edge.phase)).join(' '),
    )
    expect(targets).toEqual(['', 'P0', 'P0 P1', 'P0 P1 P2', 'P0 P1 P2 P3', 'P0 P1 P2 P3 P4', 'P0 P1 P2 P3 P4 P5', 'P6'])
    expect(phases.map((phase) => phase.window)).toEqual(['0-2', '2-6', '6-10', '10-14', '14-18', '18-24', '24-28', '28+'])
    const milestones = read('seeds/golden-rewrite.md').phases.flatMap((phase) => phase.milestones ?? [])
    expect(milestones.flatMap(({ id, relations }) => (relations ?? []).map(({ type, milestone }) => [id, type, milestone]))).toEqual([
      ['P0.M2', 'overlaps', 'P0.M1'],
      ['P2.M2', 'parallel', 'P2.M1'],
      ['P3.M2', 'aligned', 'P3.M1'],
      ['P5.M2', 'overlaps', 'P5.M1'],
    ])
    expect(milestones.filter((milestone) => milestone.duration !== undefined)).toHaveLength(16)
  })
})

/** Columns of the counts that were made by script, without a parser. */
const truth = isHere
  ? readFileSync(`${shared}/acceptance/corpus-truth.tsv`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
  : []
const at = (name: string) => truth[0]?.indexOf(name) ?? -1

describe.skipIf(!isHere)('plans from public repositories', () => {
  test('boxes, ticks and requirement references are those of the counts made by script', { timeout: 60_000 }, () => {
    const wrong = truth.slice(1).flatMap((row) => {
      const path = `corpus/${row[at('genre')]}/${row[at('file')]}`
      const { counts, accounting } = read(path)
      const found = [counts.checkboxes, counts.checked, counts.requirementRefs, accounting.unmapped].join(' ')
      const wanted = [row[at('checkbox')], row[at('checked')], row[at('req_refs')], 0].join(' ')
      return found === wanted ? [] : [`${path}: ${found}, not ${wanted}`]
    })
    expect(wrong).toEqual([])
  })

  test.each([
    ['milestone', 'Crownelius', { milestones: 10, phases: 0 }],
    ['milestone', 'Dilocris', { milestones: 7, tasks: 25 }],
    ['milestone', 'alirezaabbaszadeh', { phases: 7, milestones: 16, gates: 7, tasks: 48 }],
    ['phased', 'AI-Nikitka93', { tasks: 31, tasksDone: 11 }],
    ['phased', 'AnouarY02', { phases: 7 }],
  ])('%s plan of %s', (genre, owner, counts) => {
    const name = readdirSync(`${shared}/corpus/${genre}`).find((file) => file.startsWith(`${owner}__`)) as string
    expect(read(`corpus/${genre}/${name}`).counts).toMatchObject(counts)
  })
})
