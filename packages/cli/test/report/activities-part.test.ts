import type { Report } from '@refractor/core/page'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const phases = {
  P0: [
    'format: 1',
    'id: P0',
    'title: First',
    'milestones:',
    '  - { id: P0.M1, title: One, state: planned, tasks: [{ id: T1, title: A, estimate: 2 days }, { id: T2, title: B }] }',
    'exit: { criteria: [{ id: P0.1, statement: It is archived, check: { kind: archived, phase: P0 } }] }',
  ],
  P1: [
    'format: 1',
    'id: P1',
    'title: Second',
    'tasks: [{ id: T3, title: C, estimate: 1 day }]',
    'exit: { criteria: [{ id: P1.1, statement: It is archived, check: { kind: archived, phase: P1 } }] }',
  ],
}

async function reportOf(program: string, { isTimed = true, closed = false } = {}): Promise<Report> {
  const s = scenario()
  s.write('specification/program.yaml', `format: 1\nid: harbour\nname: Harbour\n${program}`)
  for (const [id, lines] of Object.entries(phases)) {
    const text = `${lines.join('\n')}\n`
    s.write(`specification/phases/${id}.yaml`, isTimed ? text : text.replace(/, estimate: \d days?/g, ''))
  }
  for (const name of ['risks', 'requirements', 'tasks']) s.write(`specification/${name}.yaml`, 'format: 1\n')
  if (closed) {
    const review = {
      format: 1,
      kind: 'review',
      program: 'harbour',
      phase: 'P0',
      author: 'Lead <lead@harbour.example>',
      date: '2026-11-03T09:00:00Z',
    }
    s.write(
      'outbox/P0/metadata.json',
      `${JSON.stringify({ ...review, verdict: 'met', gate: 'P0', criteria: [], approvals: [], archived: [], artifacts: [] }, null, 2)}\n`,
    )
  }
  s.commit('The plan')
  return JSON.parse((await s.refractor('report --json --no-history')).stdout) as Report
}

describe('the rows of a report', () => {
  it('stand in the order of the tree: the gate of a phase before the next phase', async () => {
    const { schedule } = await reportOf('start: 2026-11-02\n')
    const keys = schedule?.activities.map(({ key }) => key) ?? []
    expect(keys.slice(-3)).toEqual(['phase:P1', 'task:T3', 'gate:P1'])
    expect([...keys.slice(0, -3)].sort()).toEqual(['gate:P0', 'milestone:P0.M1', 'phase:P0', 'task:T1', 'task:T2'])
    expect(keys.indexOf('task:T2')).toBeGreaterThan(keys.indexOf('milestone:P0.M1'))
    for (const [index, { parent }] of schedule?.activities.entries() ?? [])
      if (parent !== undefined) expect(keys.slice(0, index)).toContain(parent)
  })

  it('work whose length the plan does not say is an event, and nothing else is', async () => {
    const { schedule } = await reportOf('start: 2026-11-02\n')
    expect(schedule?.activities.filter(({ event }) => event).map(({ id }) => id)).toEqual(['T2'])
    const order = await reportOf('', { isTimed: false })
    expect(order.schedule?.mode).toBe('order')
    expect(order.schedule?.activities.some(({ event }) => event)).toBe(false)
  })

  it.each([true, false])('a closed phase and its gate are done in a plan without a first day as well: timed %s', async (isTimed) => {
    const { schedule, phases: found } = await reportOf('', { isTimed, closed: true })
    expect(found[0]?.state).toBe('closed')
    const done = schedule?.activities.filter(({ progress }) => progress === 'done').map(({ key }) => key) ?? []
    expect(done).toEqual(expect.arrayContaining(['phase:P0', 'gate:P0']))
    expect(done.some((key) => key.endsWith(':P1'))).toBe(false)
  })
})
