import { describe, expect, it } from 'vitest'
import { readObservability } from '../../src/import/read/observability.ts'
import { open } from './tables-reading.ts'

function observe(text: string, exits = 0) {
  const opened = open(text)
  for (let at = 0; at < exits; at++) opened.reading.draft.phases.push({ format: 1, id: `P${at}`, title: 'x', exit: { criteria: [] } })
  const read = readObservability(opened.section, opened.scope, opened.reading)
  return { ...opened, read }
}

describe('readObservability', () => {
  it('reads metrics, alerts and quality gates', () => {
    const { read, reading, unclaimed } = observe(
      `## 7. Watch
- Metrics: draught (fore and aft), wind, load.
- Alerts: anchor drags; no wind for a day
- QA Gates: Phase exit criteria above; logs kept by two hands; three dry runs.
- Other: words
`,
      2,
    )
    expect(read).toBe(true)
    expect(reading.draft.metrics).toEqual([
      { id: 'draught-fore-and-aft', title: 'draught (fore and aft)' },
      { id: 'wind', title: 'wind' },
      { id: 'load', title: 'load' },
    ])
    expect(reading.draft.alerts.map(({ title }) => title)).toEqual(['anchor drags', 'no wind for a day'])
    expect(reading.draft.gates).toMatchObject([{ id: 'qa-gates', stage: 'quality', includes: ['P0', 'P1'] }])
    expect(unclaimed()).toEqual([5])
  })

  it('reads lists below a label', () => {
    const { reading } = observe('## Watch\n- **Metrics:**\n  - wind\n  - load\n- **Alerts:**\n  - fire\n')
    expect(reading.draft.metrics.map(({ title }) => title)).toEqual(['wind', 'load'])
    expect(reading.draft.alerts.map(({ id }) => id)).toEqual(['fire'])
  })

  it('leaves sections without any of them alone', () => {
    expect(observe('## Watch\n- Look out.\n').read).toBe(false)
  })
})

it('reads lists under a heading that is a label, and labels of paragraphs', () => {
  const headed = observe('## Alerts\n- fire\n- flood\n  - in the hold\n')
  expect(headed.reading.draft.alerts.map(({ title }) => title)).toEqual(['fire', 'flood', 'in the hold'])
  const labelled = observe('## Watch\n**Metrics:**\n\n- wind\n\n**Alerts:** fog; ice\n\n**QA gates:** logs kept by two hands\n')
  expect(labelled.reading.draft.metrics.map(({ title }) => title)).toEqual(['wind'])
  expect(labelled.reading.draft.alerts.map(({ title }) => title)).toEqual(['fog', 'ice'])
  expect(labelled.reading.draft.gates).toMatchObject([{ stage: 'quality', criteria: [{ statement: 'logs kept by two hands' }] }])
  expect(labelled.unclaimed()).toEqual([])
})

it('counts prose and tables as none of them, and rules beside the exits of all phases as conventions', () => {
  const { reading, unclaimed } = observe(
    `## Metrics

Words.

| a | b |
|---|---|
| c | d |

- wind
`,
  )
  // Prose ends what the heading began.
  expect(reading.draft.metrics).toEqual([])
  expect(unclaimed()).toEqual([1, 3, 5, 6, 7, 9])
  const exits = observe('## Watch\n- Quality gates:\n  - phase exit criteria\n  - two hands;\n', 1).reading.draft
  expect(exits.gates).toMatchObject([{ includes: ['P0'], criteria: [] }])
  expect(exits.program.conventions).toEqual(['two hands;'])
  const none = observe('## Watch\n- Quality gates: phase exit criteria; ; two hands\n').reading.draft
  expect(none.gates).toMatchObject([{ criteria: [{ statement: 'phase exit criteria' }, { statement: 'two hands' }] }])
  const only = observe('## Watch\n- Quality gates: phase exit criteria\n', 1).reading.draft
  expect([only.gates[0]?.includes, only.program.conventions]).toEqual([['P0'], undefined])
})

it('reads labels without words', () => {
  const { reading, unclaimed } = observe(`## Watch\n- Metrics:\n  -\n  - wind\n\n    by day\n${'Long.\n'.repeat(60)}`)
  expect(reading.draft.metrics.map(({ title }) => title)).toEqual(['wind'])
  expect(unclaimed()).toContain(1 + 5)
})
