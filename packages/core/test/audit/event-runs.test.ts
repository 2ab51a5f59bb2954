import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditEntry } from '../../src/audit/audit-log.ts'
import { eventRuns } from '../../src/audit/event-runs.ts'
import type { AuditEvent } from '../../src/schema/audit-event.ts'

function entryOf(id: string, lamport: number, parents: readonly string[]): AuditEntry {
  const event = { type: 'task.done', program: 'harbour', lamport, parents, subjects: [] } as unknown as AuditEvent
  return { path: `.refractor/audit/${id}.json`, id, event }
}

/** A log in which each event builds on some of those before it: chains, branches, merges. */
const logs = fc.array(fc.array(fc.nat(3), { maxLength: 2 }), { minLength: 1, maxLength: 30 }).map((steps) => {
  const entries: AuditEntry[] = []
  for (const [index, back] of steps.entries()) {
    const on = [...new Set(back.map((distance) => index - 1 - distance).filter((at) => at >= 0))].map((at) => entries[at] as AuditEntry)
    const lamport = 1 + Math.max(0, ...on.map(({ event }) => event.lamport))
    entries.push(entryOf(`e${String(index).padStart(2, '0')}`, lamport, on.map(({ id }) => id).concat(index % 7 === 6 ? ['gone'] : [])))
  }
  return entries.sort((a, b) => a.event.lamport - b.event.lamport || (a.id < b.id ? -1 : 1))
})

/** All that an event builds on, one by one. */
function below(log: readonly AuditEntry[], id: string, found = new Set<string>()): Set<string> {
  for (const parent of log.find((one) => one.id === id)?.event.parents ?? []) if (!found.has(parent)) below(log, parent, found.add(parent))
  return found
}

test('tells the events that no other one builds on, in any log', () => {
  fc.assert(
    fc.property(logs, fc.array(fc.nat(29), { minLength: 1, maxLength: 6 }), (log, picks) => {
      const about = log.filter((_, index) => picks.some((pick) => pick % log.length === index))
      const expected = about.filter(({ id }) => !about.some((other) => below(log, other.id).has(id)))
      expect(eventRuns(log)(about)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test('walks back from branch to branch, however long they are', () => {
  const length = 5_000
  const log = Array.from({ length }, (_, index) =>
    ['a', 'b'].map((side) => entryOf(`${side}${index}`, index + 1, index === 0 ? [] : [`${side}${index - 1}`])),
  ).flat()
  const notBuiltOn = eventRuns(log)
  const began = performance.now()
  for (let index = 0; index < length; index++)
    expect(notBuiltOn([log[2 * index], log[2 * (length - 1 - index) + 1]] as AuditEntry[]).length).toBe(2)
  expect(performance.now() - began).toBeLessThan(3_000)
})
