// tested-for: P5.R5
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../src/reporters/display-width.ts'
import { type GanttBar, ganttAxis, ganttCells, ganttLegend, ganttText } from '../../src/reporters/gantt.ts'
import { plainPaint } from '../../src/reporters/paint.ts'

const bar = (given: Partial<GanttBar>): GanttBar => ({
  from: 0,
  to: 4,
  isOpen: false,
  isCritical: false,
  done: 0,
  hasGate: false,
  isEvent: false,
  ...given,
})
const scale = { from: 0, to: 9, width: 11 }
const drawn = (given: Partial<GanttBar>, today?: number): string => ganttText(ganttCells(bar(given), scale, today), plainPaint)

describe('a bar of the chart', () => {
  it.each<[string, Partial<GanttBar>, number | undefined, string]>([
    ['can slip', {}, undefined, '▒▒▒▒▒'],
    ['is critical', { isCritical: true, from: 2, to: 3 }, undefined, '  ██'],
    ['is half done', { done: 0.5, to: 3 }, undefined, '━━▒▒'],
    ['is done', { done: 1 }, undefined, '━━━━━'],
    ['has begun: something shows', { done: 0.01 }, undefined, '━▒▒▒▒'],
    ['is nearly done: something is left', { done: 0.99 }, undefined, '━━━━▒'],
    ['has a gate behind its end', { hasGate: true }, undefined, '▒▒▒▒▒◆'],
    ['has a gate at the end of all', { hasGate: true, to: 9 }, undefined, '▒▒▒▒▒▒▒▒▒▒◆'],
    ['can slip by two days', { slack: 6 }, undefined, '▒▒▒▒▒··'],
    ['has no end', { isOpen: true, from: 5 }, undefined, '     ▒▒▒▒▒→'],
    ['is an event', { isEvent: true, from: 3, to: 3 }, undefined, '   ◇'],
    ['is a gate', { isEvent: true, hasGate: true, from: 3, to: 3 }, undefined, '   ◆'],
    ['stands before today', { to: 1 }, 4, '▒▒  │'],
    ['hides today', { to: 5 }, 4, '▒▒▒▒▒▒'],
    ['ended sooner in the baseline', { baseline: 2 }, undefined, '▒▒▽▒▒'],
    ['ended later in the baseline', { baseline: 7 }, undefined, '▒▒▒▒▒  ▽'],
    ['ends as in the baseline', { baseline: 4 }, undefined, '▒▒▒▒▒'],
    ['ignores a day that is not in sight', { to: 1 }, 40, '▒▒'],
  ])('%s', (_, given, today, expected) => expect(drawn(given, today)).toBe(expected))

  it('never leaves its columns', () => {
    fc.assert(
      fc.property(
        fc.record({
          from: fc.integer({ min: -50, max: 5000 }),
          length: fc.integer({ min: 0, max: 900 }),
          isOpen: fc.boolean(),
          isCritical: fc.boolean(),
          done: fc.double({ min: 0, max: 1, noNaN: true }),
          hasGate: fc.boolean(),
          isEvent: fc.boolean(),
          slack: fc.integer({ min: -10, max: 9000 }),
          baseline: fc.integer({ min: -10, max: 9000 }),
        }),
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 1, max: 4000 }),
        ({ length, ...given }, width, days) => {
          const cells = ganttCells({ ...given, to: given.from + length }, { from: 0, to: days, width }, 3)
          expect(cells).toHaveLength(width)
          expect(displayWidth(ganttText(cells, plainPaint))).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('paints what means something', () => {
    const paint = { ...plainPaint, bad: (text: string) => `<${text}>`, good: (text: string) => `(${text})` }
    expect(ganttText(ganttCells(bar({ isCritical: true, done: 0.4 }), scale, undefined), paint)).toBe('(━━)<███>')
  })

  it('explains only the marks that there are', () => {
    expect(ganttLegend([ganttCells(bar({ hasGate: true }), scale, undefined)])).toBe('▒ can slip, ◆ gate')
    expect(ganttLegend([[]])).toBe('')
  })
})

describe('the axis', () => {
  it.each<[string, number, number, string, number | undefined, string]>([
    ['days', 4, 40, '2026-11-23', undefined, '11-23  11-24   11-25   11-26   11-27'],
    ['weeks, from Mondays', 27, 60, '2026-11-25', undefined, '          11-30          12-07          12-14         12-21'],
    ['months', 120, 50, '2026-11-16', undefined, '      2026-12     2027-01      2027-02    2027-03'],
    ['years', 3650, 40, '2026-01-01', undefined, '2026   2028    2030    2032    2034'],
    ['weeks of a plan without a start', 41, 40, '2024-01-01', 1, 'W1    W2     W3    W4     W5    W6'],
    ['weeks that are counted from 0', 41, 20, '2024-01-01', 0, 'W0 W1 W2 W3 W4 W5'],
  ])('%s', (_, to, width, firstDay, week, expected) => expect(ganttAxis({ from: 0, to, width }, firstDay, week)).toBe(expected))

  it('fits, never touches, and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 2, max: 120 }),
        fc.option(fc.constantFrom(0, 1), { nil: undefined }),
        (from, length, width, week) => {
          const line = ganttAxis({ from, to: from + length, width }, '2026-11-21', week)
          expect(line.length).toBeLessThanOrEqual(width)
          expect(line).toMatch(/^ *(?:(?:\d{4}|\d{4,6}-\d\d|\d\d-\d\d|W\d+)(?: +|$))*$/)
        },
      ),
    )
  })
})
