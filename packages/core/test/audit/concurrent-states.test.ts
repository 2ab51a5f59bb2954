import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../src/audit/audit-log.ts'
import { concurrentStates, mayBeConcurrent } from '../../src/audit/concurrent-states.ts'
import { type AuditTip, newEvent } from '../../src/audit/new-event.ts'
import type { AuditEvent } from '../../src/schema/audit-event.ts'

let count = 0

/** An event that builds on others. */
function after(tips: readonly AuditEntry[], type: string, id: string, to?: string): AuditEntry {
  count += 1
  const on = tips.map((one): AuditTip => ({ id: one.id, lamport: one.event.lamport }))
  const made = newEvent(
    {
      type,
      program: 'harbour',
      ids: [id],
      ...(to !== undefined && { details: { to } }),
      subjects: [],
      actor: 'Lead <lead@example.org>',
      at: '2026-11-21T10:00:00Z',
      nonce: String(count).padStart(32, '0'),
    },
    on,
  )
  return { path: made.path, id: made.id, event: JSON.parse(made.text) as AuditEvent }
}

const root = after([], 'program.created', 'harbour')
const done = after([root], 'task.done', 'T1', 'done')
const open = after([root], 'task.reopened', 'T1', 'in-progress')
const found = (...entries: readonly AuditEntry[]) =>
  concurrentStates({ entries: [root, ...entries], broken: [] }, () => ['M1', 'P0']).map(({ id, events }) => [id, events.length])

describe('states that branches left', () => {
  it.each<[string, readonly AuditEntry[], readonly unknown[]]>([
    ['differ', [done, open], [['T1', 2]]],
    ['are the same', [done, after([root], 'task.done', 'T1', 'done')], []],
    ['are of different records', [done, after([root], 'task.reopened', 'T2', 'in-progress')], []],
    ['follow each other', [done, after([done], 'task.reopened', 'T1', 'in-progress')], []],
    ['differ, and one branch went on', [done, open, after([done], 'task.started', 'T2', 'in-progress')], [['T1', 2]]],
    ['were settled', [done, open, after([done, open], 'task.done', 'T1', 'done')], []],
    ['were settled with the milestone', [done, open, after([done, open], 'milestone.accepted', 'M1', 'accepted')], []],
    ['were settled on one branch only', [done, open, after([done], 'milestone.accepted', 'M1', 'accepted')], []],
    ['say nothing of a state', [after([root], 'evidence.added', 'T1'), after([root], 'task.done', 'T1', 'done')], []],
  ])('%s', (_, entries, expected) => expect(found(...entries)).toEqual(expected))

  it('are looked for only where two events have one number', () => {
    const names = (...entries: readonly AuditEntry[]): string[] => entries.map(({ path }) => path)
    expect(mayBeConcurrent(names(root, done, open))).toBe(true)
    expect(mayBeConcurrent([...names(root, done), 'notes.txt', 'more.txt'])).toBe(false)
  })
})
