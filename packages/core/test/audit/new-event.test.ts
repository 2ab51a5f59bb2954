import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuditEntry, auditPath, namedEvent } from '../../src/audit/audit-log.ts'
import { newEvent, tipsOf } from '../../src/audit/new-event.ts'
import { linksOf, readEvent } from '../../src/audit/read-event.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { AuditEvent } from '../../src/schema/audit-event.ts'

const id = fc.stringMatching(/^[0-9a-f]{64}$/)
const parts = fc.record({
  type: fc.constantFrom('task.done', 'checklist.carried-over'),
  program: fc.constantFrom('harbour', '港'),
  actor: fc.string({ minLength: 1, unit: 'binary' }),
  at: fc.constant('2026-11-21T10:00:00Z'),
  subjects: fc.array(fc.record({ path: fc.string({ minLength: 1 }), sha256: fc.option(id) })),
  // Plans name their details themselves; the one key that no reader of ours takes is none of them.
  details: fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  ),
  nonce: fc.stringMatching(/^[0-9a-f]{32}$/),
})

test('an event is read back as it was made, whatever it says', () => {
  fc.assert(
    fc.property(parts, fc.array(fc.record({ id, lamport: fc.integer({ min: 1, max: 9_999_998 }) }), { maxLength: 4 }), (made, tips) => {
      const { path, text, id: own } = newEvent(made, tips)
      const read = readEvent(path, text, sha256Hex(text), (value) => ({ event: AuditEvent.parse(value) })) as AuditEntry
      expect(read.event).toEqual({ ...made, v: 1, lamport: read.event.lamport, parents: read.event.parents })
      expect(read.id).toBe(own)
      expect(namedEvent(path)).toEqual({ lamport: read.event.lamport, digits: own.slice(0, 16) })
      expect(linksOf(text, () => own)).toEqual({ id: own, lamport: read.event.lamport, parents: read.event.parents })
      expect(read.event.lamport).toBe(1 + Math.max(0, ...tips.map((tip) => tip.lamport)))
    }),
    { numRuns: 100 },
  )
})

test('names of events, and what is none', () => {
  const path = auditPath(42, 'ab'.repeat(32))
  expect(path).toBe('.refractor/audit/00000042-abababababababab.json')
  expect(namedEvent(path)).toEqual({ lamport: 42, digits: 'ab'.repeat(8) })
  for (const name of ['42-abababababababab.json', '00000042-ABABABABABABABAB.json', '00000042-abababababababab.json.sig', 'x'])
    expect(namedEvent(`.refractor/audit/${name}`)).toBeUndefined()
})

test('the ends of a log are what nothing builds on, in order of id', () => {
  expect(tipsOf([])).toEqual([])
  const events = [
    { id: 'c', lamport: 2, parents: ['a'] },
    { id: 'a', lamport: 1, parents: [] },
    { id: 'b', lamport: 2, parents: ['a'] },
  ]
  expect(tipsOf(events)).toEqual([
    { id: 'b', lamport: 2 },
    { id: 'c', lamport: 2 },
  ])
  expect(newEvent({ type: 'a.b', program: 'p', actor: 'x', at: '', subjects: [], nonce: '0' }, tipsOf(events)).text).toContain(
    '"lamport":3,"nonce":"0","parents":["b","c"]',
  )
})

test.each(['', '{', '[]', 'null', '{"lamport":"1","parents":[]}', '{"lamport":1}', '{"lamport":1.5,"parents":[]}'])(
  'nothing builds on %j',
  (text) => expect(linksOf(text, () => 'x')).toBeUndefined(),
)
