// tested-for: P5.R1
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importDocuments, planImport } from '../../src/import/index.ts'
import type { Program } from '../../src/link/program-types.ts'
import { dateWords, type Schedule, scheduleOf } from '../../src/schedule/index.ts'
import { buildProgram, folders } from '../build-program.ts'

const seeds = '../shared/seeds'
const isHere = existsSync(seeds)

/** A plan as the importer reads it; `more` stands at the end of program.yaml, for what a person would add. */
function imported(name: string, more = ''): Program {
  const read = importDocuments([{ path: 'plan.md', text: readFileSync(`${seeds}/${name}.md`, 'utf8') }], { programId: 'demo' })
  const planned = planImport(read, { folders, schemas: {}, documents: [] })
  const steps = planned.ok ? planned.plan.steps : []
  const texts = steps.flatMap((step) =>
    'text' in step && /^specification\/.*\.yaml$/.test(step.path)
      ? [[step.path, step.path.endsWith('program.yaml') ? step.text + more : step.text] as const]
      : [],
  )
  return buildProgram(Object.fromEntries(texts))
}

/** "W0 d1 - W1 d5" of an activity. */
function span(schedule: Schedule, key: `${'phase' | 'milestone' | 'gate'}:${string}`): string {
  const dates = schedule.activities.get(key)?.dates
  return dates === undefined ? '' : `${dateWords(schedule, dates.start)} - ${dateWords(schedule, dates.finish)}`
}

describe.skipIf(!isHere)('the dates of the five plans', () => {
  it('takes the half-open windows of the phased program, and leaves its last phase open', () => {
    const { schedule, diagnostics } = scheduleOf(imported('refractor-program'))
    expect(schedule.mode).toBe('relative')
    expect(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => span(schedule, `phase:${id}`))).toEqual([
      'W0 d1 - W1 d5',
      'W2 d1 - W5 d5',
      'W6 d1 - W9 d5',
      'W10 d1 - W13 d5',
      'W14 d1 - W17 d5',
      'W18 d1 - W23 d5',
      'W24 d1 - W27 d5',
    ])
    const last = schedule.activities.get('phase:P7')
    expect(last).toMatchObject({ open: true, totalFloat: undefined, freeFloat: undefined, late: undefined, critical: false })
    expect(dateWords(schedule, schedule.finish as string)).toBe('W27 d5')
    expect(schedule.criticalPath).toEqual([...['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => `phase:${id}`), 'gate:P6'])
    expect(diagnostics).toEqual([])
  })

  it('gives the same program dates once it has a start', () => {
    const { schedule } = scheduleOf(imported('refractor-program', '\nstart: "2026-01-05"\n'))
    expect(schedule.mode).toBe('dated')
    expect(schedule.activities.get('phase:P6')?.dates).toEqual({ start: '2026-06-22', finish: '2026-07-17' })
    expect(schedule.finish).toBe('2026-07-17')
  })

  it('takes the inclusive windows, leads, parallels and alignments of the milestone plan', () => {
    const { schedule, diagnostics } = scheduleOf(imported('golden-rewrite'))
    // "overlaps last 2 days of P0.M1": the fifth day of work begins on the third.
    expect(span(schedule, 'milestone:P0.M1')).toBe('W0 d1 - W0 d4')
    expect(span(schedule, 'milestone:P0.M2')).toBe('W0 d3 - W1 d2')
    // "1.5 weeks" are 7.5 working days, "parallel with" begins with the other, "aligned with" also ends with it.
    expect(schedule.activities.get('milestone:P2.M2')?.duration).toBe(7.5 * 480)
    expect(span(schedule, 'milestone:P2.M1')).toBe(span(schedule, 'milestone:P2.M2'))
    expect(span(schedule, 'milestone:P3.M1')).toBe(span(schedule, 'milestone:P3.M2'))
    // Phase 5: 3 + 3 - 1 + 2 weeks fill weeks 12 to 18 to the day.
    expect(span(schedule, 'phase:P5')).toBe('W12 d1 - W18 d5')
    expect(span(schedule, 'milestone:P5.M2')).toBe('W14 d1 - W16 d5')
    expect(span(schedule, 'phase:P6')).toBe('W19 d1 - W27 d5')
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'plan/window-too-short: phase P1 holds 7 working days of work in a window of 5 working days (2): 2 working days too much',
      'plan/window-too-short: phase P6 holds 9 weeks of work in a window of 6 weeks (19–24): 3 weeks too much',
    ])
    expect(schedule.criticalPath).toEqual(['milestone:P6.M1', 'milestone:P6.M2', 'milestone:P6.M3', 'gate:P6'])
    expect(schedule.assumptions.map(({ setting }) => setting)).toContain('schedule: { milestones: sequence or parallel } in program.yaml')
  })

  it('fits phase 6 into its window once its milestones run side by side', () => {
    const { schedule, diagnostics } = scheduleOf(imported('golden-rewrite', '\nschedule: { milestones: parallel }\n'))
    expect(span(schedule, 'phase:P6')).toBe('W19 d1 - W22 d5')
    expect(diagnostics).toEqual([])
  })

  it('takes the durations of the template that are one, and none of its placeholders and ranges', () => {
    const { schedule, diagnostics } = scheduleOf(imported('paper-reproduction-template'))
    const durations = ['P1', 'P2', 'P6', 'P8'].map((id) => schedule.activities.get(`phase:${id}`))
    expect(durations.map((one) => one?.unknown ?? one?.duration)).toEqual([30, 'placeholder', 'unreadable', 30])
    expect(diagnostics.map(({ code }) => code)).toEqual(['schedule/unreadable-duration', 'schedule/unreadable-duration'])
    expect(diagnostics[0]?.help).toContain('spread')
  })

  it.each(['orchestration-phase-b-tasks', 'final-implementation-plan'])('gives %s an order and no dates', (name) => {
    const { schedule, diagnostics } = scheduleOf(imported(name))
    expect(schedule).toMatchObject({ mode: 'order', finish: undefined })
    for (const { dates, totalFloat, late } of schedule.activities.values()) {
      expect({ dates, totalFloat, late }).toEqual({ dates: undefined, totalFloat: undefined, late: undefined })
    }
    const ranks = [...schedule.activities.values()].map(({ rank }) => rank)
    expect(new Set(ranks).size).toBe(ranks.length)
    expect(diagnostics).toEqual([])
  })

  it('orders the work breakdown by its prerequisites', () => {
    const { schedule } = scheduleOf(imported('final-implementation-plan'))
    expect(schedule.activities.get('task:T-013')?.level).toBe(2)
    expect(schedule.activities.get('task:T-007')).toMatchObject({ phases: [], parent: undefined })
    for (const { from, to, type, reason } of schedule.links) {
      if (type !== 'FS' || reason === 'contains') continue
      expect(schedule.activities.get(from)?.rank).toBeLessThan(schedule.activities.get(to)?.rank as number)
    }
    expect(schedule.criticalPath).toEqual(['task:T-001', 'task:T-004', 'task:T-013', 'gate:qa-gates'])
  })
})
