import type { GateResult } from '@refractor/core'
import { readCase, readSnapshot } from '@refractor/workspace'
import { afterEach, describe, expect, it } from 'vitest'
import { nextForGates, nextSteps } from '../src/next-steps.ts'
import { criterion, gate } from './reporters/harbour.ts'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const phase = (milestone: string, tasks: readonly [string, string]): string => `format: 1
id: "P0"
title: "Plan"
milestones:
  - id: "P0.M1"
    title: "Route"
    state: ${milestone}
    tasks:
      - { id: "P0.M1.T1", title: "Write it", state: ${tasks[0]} }
      - { id: "P0.M1.T2", title: "Measure", state: ${tasks[1]}, prerequisites: ["P0.M1.T1"] }
      - { id: "P0.M1.T3", title: "Draw it", optional: true }
    acceptance:
      - { id: "P0.M1.1", statement: "It is agreed" }
exit:
  criteria:
    - { id: "P0.1", statement: "It is written" }
`

function steps(milestone: string, tasks: readonly [string, string], gates: readonly GateResult[]): Promise<string[]> {
  return stepsOf({ 'phases/P0.yaml': phase(milestone, tasks) }, gates)
}

async function stepsOf(files: Readonly<Record<string, string>>, gates: readonly GateResult[]): Promise<string[]> {
  const s = new Scenario('harbour-library')
  open.push(s)
  for (const [path, text] of Object.entries(files)) s.write(`specification/${path}`, text)
  s.write('specification/risks.yaml', 'format: 1\nrisks: []\n')
  const snapshot = await readSnapshot(s.root, { cache: false })
  const program = snapshot.programs[0]?.program
  if (program === undefined) throw new Error(JSON.stringify(snapshot.diagnostics))
  const { case: read } = await readCase(snapshot, program, { cache: false })
  return nextSteps(program, read, gates).map((one) => one.command)
}

const exit = (...criteria: GateResult['criteria']): GateResult =>
  gate({ id: 'P0', phase: 'P0', criteria, verdict: criteria.every((one) => one.outcome === 'met') ? 'met' : 'unmet' })
const acceptance = (verdict: GateResult['verdict']): GateResult =>
  gate({ id: 'P0.M1', phase: 'P0', milestone: 'P0.M1', stage: 'acceptance', verdict, criteria: [] })
const met = criterion({ id: 'P0.1', statement: 'It is written', outcome: 'met', because: 'it is' })
const missing = criterion({
  id: 'P0.1',
  statement: 'It is written',
  outcome: 'unmet',
  reason: 'missing',
  because: 'it is not',
  fix: 'refractor evidence add P0.1',
})
const unarchived = criterion({
  id: 'P0.2',
  statement: 'Archived',
  kind: 'archived',
  outcome: 'unmet',
  reason: 'pending',
  because: 'not yet',
  fix: 'refractor checklist archive inbox/P0/P0.md',
})

describe('nextSteps', () => {
  it('begins the first phase where nothing has begun', async () => {
    expect(await steps('planned', ['open', 'open'], [])).toEqual(['refractor milestone start P0.M1'])
  })

  it('finishes what was begun before it starts what is ready, and leaves optional tasks out', async () => {
    expect(await steps('in-progress', ['in-progress', 'open'], [exit(missing)])).toEqual([
      'refractor task done P0.M1.T1',
      'refractor evidence add P0.1',
    ])
    expect(await steps('in-progress', ['done', 'open'], [exit(missing)])).toEqual([
      'refractor evidence add P0.1',
      'refractor task start P0.M1.T2',
    ])
  })

  it('submits a milestone whose tasks are done, and accepts it when its criteria are met', async () => {
    expect((await steps('in-progress', ['done', 'done'], [exit(missing)]))[0]).toBe('refractor milestone submit P0.M1')
    expect((await steps('under-review', ['done', 'done'], [exit(missing), acceptance('met')]))[0]).toBe('refractor milestone accept P0.M1')
    expect(await steps('under-review', ['done', 'done'], [exit(missing), acceptance('unmet')])).not.toContain(
      'refractor milestone accept P0.M1',
    )
  })

  it('reviews a phase that lacks nothing else', async () => {
    expect(await steps('accepted', ['done', 'done'], [exit(met)])).toEqual(['refractor review P0'])
    expect(await steps('accepted', ['done', 'done'], [exit(met, unarchived)])).toEqual(['refractor review P0'])
    expect(await steps('accepted', ['done', 'done'], [exit(missing, unarchived)])).not.toContain('refractor review P0')
  })
})

describe('nextSteps of a plan without tasks', () => {
  const bare = (id: string, more = ''): string => `format: 1\nid: "${id}"\ntitle: "Phase ${id}"\n${more}`
  const gated = (id: string): string => bare(id, `exit:\n  criteria:\n    - { id: "${id}.1", statement: "It is written" }\n`)

  it('asks the gate of the first phase', async () => {
    expect(await stepsOf({ 'phases/P0.yaml': gated('P0') }, [])).toEqual(['refractor gate check P0'])
  })

  it('passes a phase over that holds nothing', async () => {
    const later = bare('P1', 'tasks:\n  - { id: "P1.T1", title: "Write it" }\n')
    expect(await stepsOf({ 'phases/P0.yaml': bare('P0'), 'phases/P1.yaml': later }, [])).toEqual(['refractor task start P1.T1'])
  })

  it('begins the next phase once one that has no gate is worked off', async () => {
    const done = bare('P0', 'tasks:\n  - { id: "P0.T1", title: "Write it", state: done }\n')
    expect(await stepsOf({ 'phases/P0.yaml': done, 'phases/P1.yaml': gated('P1') }, [])).toEqual(['refractor gate check P1'])
  })

  it('names what a gate of no phase lacks', async () => {
    const done = bare('P0', 'tasks:\n  - { id: "P0.T1", title: "Write it", state: done }\n')
    const checkpoint = gate({ id: 'C', phase: undefined, stage: 'checkpoint', due: true, verdict: 'unmet', criteria: [missing] })
    expect(await stepsOf({ 'phases/P0.yaml': done }, [checkpoint])).toEqual(['refractor evidence add P0.1'])
    expect(await stepsOf({ 'phases/P0.yaml': done }, [{ ...checkpoint, due: false }])).toEqual(['refractor task start P1.T1'])
  })
})

describe('nextForGates', () => {
  it('is what the first gate lacks', () => expect(nextForGates([], [exit(met), exit(missing)])).toBe('refractor evidence add P0.1'))
  it('is nothing where no gate is asked for', () => expect(nextForGates([], [])).toBeUndefined())
  it('is nothing for a closed phase', () =>
    expect(nextForGates([], [gate({ ...exit(met), closed: { at: '2026-11-20T10:00:00Z', record: 'x' } })])).toBeUndefined())
})
