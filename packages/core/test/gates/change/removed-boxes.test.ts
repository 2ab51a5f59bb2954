import { describe, expect, test } from 'vitest'
import type { Case } from '../../../src/gates/case.ts'
import type { Box } from '../../../src/load/checklist-types.ts'
import { archivedOf, box, checklistOf, hash } from '../build.ts'
import { judgeBetween } from './change.ts'

const path = 'inbox/P0/move.md'
const phase = (check: string): { 'phases/P0': string } => ({
  'phases/P0': `id: P0\ntitle: The move\nexit:\n  criteria:\n    - { id: P0.1, statement: It is ticked., check: ${check} }\n`,
})
const base = phase('{ kind: checklist }')
const open = box('[ ] The van is ordered')
const ticked = box('[x] The van is ordered')
const other = box('[x] The boxes are packed')

const before: Partial<Case> = { inbox: [checklistOf(path, [open, other])] }
const inbox = (...boxes: readonly Box[]): Partial<Case> => ({ inbox: [checklistOf(path, boxes, {}, hash('d'))] })
const judged = (headCase: Partial<Case>, texts = base, baseCase = before): string => {
  const [criterion] = judgeBetween({ base: texts, baseCase, headCase }, ['P0']).gates[0]?.criteria ?? []
  return `${criterion?.outcome} ${criterion?.reason ?? ''}`.trim()
}

describe('an open box of base', () => {
  test.each<[string, Partial<Case>, string]>([
    ['is ticked', inbox(ticked, other), 'met'],
    ['is ticked, in other white space', inbox({ ...ticked, text: 'The  van is\tordered' }, other), 'met'],
    ['moves to another checklist', { inbox: [checklistOf(path, [other]), checklistOf('inbox/P0/van.md', [ticked])] }, 'met'],
    ['is deleted', inbox(other), 'unmet pending'],
    ['is worded anew, and ticked', inbox({ ...ticked, text: 'The van is thought about' }, other), 'unmet pending'],
    ['is made optional', inbox({ ...open, optional: true }, other), 'unmet pending'],
    ['is put into a fence', inbox({ ...open, inFence: true }, other), 'unmet pending'],
    ['goes with its checklist', { inbox: [] }, 'unmet pending'],
  ])('%s', (_, headCase, outcome) => expect(judged(headCase)).toBe(outcome))

  test('that stands there twice has to be ticked twice', () => {
    const twice = { inbox: [checklistOf(path, [open, open])] }
    expect(judged(inbox(ticked), base, twice)).toBe('unmet pending')
    expect(judged(inbox(ticked, ticked), base, twice)).toBe('met')
  })

  test('is of no concern to the checklists of others', () => {
    expect(judged({ inbox: [checklistOf('inbox/P0/kept.md', [other])] }, phase('{ kind: checklist, paths: [inbox/P0/kept.md] }'))).toBe(
      'met',
    )
  })

  test('that the program calls optional asks for nothing', () => {
    const optional = { ...open, id: 'T1' }
    const texts = { ...base, tasks: 'tasks:\n  - { id: T1, title: Order the van, optional: true, source: { file: plan.md } }\n' }
    expect(judged(inbox(other), texts, { inbox: [checklistOf(path, [optional, other])] })).toBe('met')
  })
})

describe('a checklist of base', () => {
  const archived = phase('{ kind: archived }')
  const kept = archivedOf('outbox/P0/kept.md')

  test('that is gone is not archived', () => {
    expect(judged({ outbox: [kept] }, archived, { ...before, outbox: [kept] })).toBe('unmet missing')
  })

  test('that was archived is not gone, even under another name', () => {
    const moved = archivedOf('outbox/P0/2026-move.md', [ticked], { from: path })
    expect(judged({ outbox: [moved] }, archived, { inbox: [checklistOf(path, [ticked])] })).toBe('met')
  })

  test('that was only moved within the inbox is still to be archived', () => {
    const moved = checklistOf('inbox/P0/later.md', [open, other])
    expect(judged({ inbox: [moved], outbox: [kept] }, archived, { ...before, outbox: [kept] })).toBe('unmet pending')
  })
})
