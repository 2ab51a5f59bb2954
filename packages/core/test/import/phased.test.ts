import { describe, expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { phased } from './plans.ts'

const imported = importDocuments([{ path: 'plans/orchard.md', text: phased }])

describe('a phased program', () => {
  test('is recognised, named and dated', () => {
    expect(imported.genre).toBe('phased-program')
    expect(imported.program).toMatchObject({ id: 'orchard', name: 'Orchard Program', weeks: 'half-open' })
    expect(imported.program.summary).toContain('bare soil')
    expect(imported.phases.map(({ id, title, window }) => [id, title, window])).toEqual([
      ['P0', 'Soil & Surveys', '0-2'],
      ['P1', 'Planting', '2-6'],
      ['P2', 'Harvest', '6+'],
    ])
  })

  test('splits gates at semicolons and deliverables at commas outside of brackets', () => {
    expect(imported.phases[0]?.exit?.criteria.map(({ id, statement }) => [id, statement])).toEqual([
      ['P0.1', 'Soil report signed'],
      ['P0.2', 'map covers 100% of rows (north; south)'],
      ['P0.3', 'seeds counted'],
    ])
    expect(imported.phases[0]?.deliverables?.map((one) => one.title)).toEqual([
      'Soil report',
      'map with rows (drip, rain, none)',
      'order list',
    ])
    expect(imported.phases[0]?.scope).toHaveLength(1)
  })

  test('expands ranges of phases to the declared ones and keeps the note on each edge', () => {
    expect(imported.phases.map((phase) => phase.dependencies)).toEqual([
      [],
      [{ phase: 'P0', note: 'Phase 0 surveys' }],
      [
        { phase: 'P0', note: 'rows; labels' },
        { phase: 'P1', note: 'rows; labels' },
      ],
    ])
    expect(imported.phases[0]?.attributes).toEqual({ Dependencies: 'None (first season).' })
  })

  test('only proposes checks', () => {
    const checks = imported.phases.flatMap((phase) => phase.exit?.criteria ?? []).flatMap((criterion) => criterion.check ?? [])
    expect(checks.length).toBeGreaterThan(0)
    expect(checks.every((check) => check.proposed === true)).toBe(true)
  })

  test('reads what stands below a rule after the last phase as part of the program', () => {
    expect(imported.program.attributes).toEqual({ 'basket/': 'What is being picked.' })
    expect(imported.program.archive).toEqual({ require: ['phase', 'dashboards', 'approvals'] })
    expect(imported.phases[2]?.attributes).toBeUndefined()
  })

  test('accounts for every line and says where each record stands', () => {
    expect(imported.accounting).toMatchObject({ nonBlank: 24, unmapped: 0 })
    expect(imported.phases[1]?.source).toEqual({ file: 'plans/orchard.md', lines: '12-14, 16' })
    expect(imported.phases[1]?.exit?.criteria[0]?.source).toEqual({ file: 'plans/orchard.md', lines: '17' })
    expect(imported.counts).toMatchObject({ phases: 3, gates: 3, criteria: 6, deliverables: 6, checkboxes: 0 })
  })
})
