import { describe, expect, it, test } from 'vitest'
import { fieldDigests, meaningOf, recordFingerprint, textFingerprint } from '../../src/trace/fingerprint.ts'

const ofCheck = (check: unknown): string => recordFingerprint('criterion', { statement: 'It holds.', check })
const run = { kind: 'command', argv: ['make'] }
const asProposed = { ...run, proposed: true }

describe('the meaning of a record', () => {
  it('is what its type says that it is, however it is written', () => {
    const plain = recordFingerprint('requirement', { id: '1.1', title: 'Caf\u00e9', text: 'Two words' })
    expect(plain).toMatch(/^sha256:v1:[0-9a-f]{64}$/)
    expect(recordFingerprint('requirement', { text: ' Two\r\n  words', state: 'done', notes: ['x'], title: 'Cafe\u0301', id: '9' })).toBe(
      plain,
    )
    expect(recordFingerprint('requirement', { title: 'Caf\u00e9', text: 'Two words more' })).not.toBe(plain)
    // The same words mean something else in a record of another type.
    expect(recordFingerprint('property', { title: 'Caf\u00e9', text: 'Two words' })).not.toBe(plain)
  })

  test('a field that is there, and empty, says something else than none', () => {
    expect(recordFingerprint('task', { title: 'A', optional: undefined })).toBe(recordFingerprint('task', { title: 'A' }))
    expect(recordFingerprint('task', { title: 'A', optional: null })).not.toBe(recordFingerprint('task', { title: 'A' }))
  })

  it('has the fields that a program adds, and lacks those that it takes out', () => {
    const record = { title: 'A', text: 'B', attributes: { risk: 'low' } }
    expect(fieldDigests('requirement', record)).toEqual({ title: expect.any(String), text: expect.any(String) })
    expect(Object.keys(fieldDigests('requirement', record, { include: ['attributes'], exclude: ['title'] }))).toEqual([
      'text',
      'attributes',
    ])
    expect(recordFingerprint('requirement', record, { exclude: ['text'] })).toBe(recordFingerprint('requirement', { title: 'A' }))
    // A name that every object has is no field.
    expect(fieldDigests('requirement', { title: 'A' }, { include: ['constructor', '__proto__'] })).toEqual(
      fieldDigests('requirement', { title: 'A' }),
    )
  })

  test('a type without fields of its own means nothing but what is added', () => {
    expect(meaningOf.commit).toBeUndefined()
    expect(recordFingerprint('commit', { subject: 'x' })).toBe(recordFingerprint('commit', { subject: 'y' }))
  })
})

describe('a check', () => {
  test.each([
    ['a leaf', asProposed, run],
    ['a leaf that says what it is about', { ...asProposed, about: 'requirements' }, run],
    ['all', { all: [asProposed, run], proposed: true }, { all: [run, run] }],
    ['any', { any: [asProposed] }, { any: [run] }],
    ['not', { not: { all: [asProposed] } }, { not: { all: [run] } }],
    ['n of', { nOf: { n: 1, of: [asProposed, { not: asProposed }] } }, { nOf: { n: 1, of: [run, { not: run }] } }],
  ])('means when it is accepted what it meant when it was proposed: %s', (_, proposed, accepted) => {
    expect(ofCheck(proposed)).toBe(ofCheck(accepted))
  })

  test.each([
    ['another leaf', { all: [run] }, { all: [{ ...run, argv: ['true'] }] }],
    ['any instead of all', { all: [run] }, { any: [run] }],
    ['the opposite', run, { not: run }],
    ['fewer of them', { nOf: { n: 2, of: [run, run] } }, { nOf: { n: 1, of: [run, run] } }],
    ['a field of a leaf that is called like one of a proposal', { kind: 'x', with: { about: 'a' } }, { kind: 'x', with: { about: 'b' } }],
  ])('means something else with %s', (_, one, other) => {
    expect(ofCheck(one)).not.toBe(ofCheck(other))
  })

  test.each([
    [null],
    ['text'],
    [{ all: 'text' }],
    [{ any: 3 }],
    [{ not: null }],
    [{ nOf: null }],
    [{ nOf: { of: 'x' } }],
    [{ nOf: 7 }],
    [[run]],
  ])('that is none has a fingerprint all the same: %j', (check) => {
    expect(ofCheck(check)).toMatch(/^sha256:v1:/)
    expect(ofCheck(check)).not.toBe(ofCheck(run))
  })
})

test('a text means the same under other line ends and indents', () => {
  expect(textFingerprint('a\r\n\tb ')).toBe(textFingerprint('a b'))
  expect(textFingerprint('ab')).not.toBe(textFingerprint('a b'))
})
