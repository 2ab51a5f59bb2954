import { describe, expect, it, test } from 'vitest'
import { distinctPersons, holdersOf, holdsRole, identityOf, isSamePerson } from '../../src/gates/identity.ts'
import { rolesWithOwnPerson } from '../../src/gates/role-matching.ts'
import { matchesName } from '../../src/link/name-pattern.ts'
import { programOf } from './build.ts'

const program = programOf({
  program: {
    people: [
      { id: 'ada', name: 'Ada Lovelace', emails: ['ada@example.org'], roles: ['TL'] },
      { id: 'ann1', name: 'Ann', emails: ['ann1@example.org'] },
      { id: 'ann2', name: 'Ann', emails: ['ann2@example.org'] },
      { id: 'robot', kind: 'bot' },
    ],
    roles: [
      { id: 'TL', owner: 'Joan <joan@example.org>' },
      { id: 'QL', owner: 'TBD' },
      { id: 'RL', owner: 'ada' },
    ],
  },
})

describe('identityOf', () => {
  test.each<[Parameters<typeof identityOf>[1], string | undefined]>([
    ['ada', 'ada'],
    ['ADA@example.org', 'ada'],
    ['Ada   Lovelace', 'ada'],
    ['Somebody <ada@example.org>', 'ada'],
    ['Ada Lovelace <other@example.org>', 'ada'],
    [{ id: 'ada@example.org' }, 'ada'],
    [{ id: 'x', name: 'Ada Lovelace' }, 'ada'],
    ['Ann', undefined],
    ['Ann <ann2@example.org>', 'ann2'],
    ['Ann <ann2@example.org>  ', 'ann2'],
    ['ann2@example.org>', undefined],
    ['<ann2@example.org>', 'ann2'],
    ['Mallory', undefined],
    ['', undefined],
  ])('%j', (author, id) => expect(identityOf(program, author).person?.id).toBe(id))

  it('keeps the label and knows nobody', () => {
    expect(identityOf(program, { id: 'a@b.c', name: 'A' })).toMatchObject({ label: 'A', keys: ['a@b.c', 'a'] })
    expect(identityOf(program, { id: 'a@b.c' })).toMatchObject({ label: 'a@b.c', keys: ['a@b.c'] })
    expect(identityOf(program, 'TBD').keys).toEqual([])
    expect(identityOf(program, 'A <').keys).toEqual(['a <'])
  })

  test.each<[Parameters<typeof identityOf>[1], boolean]>([
    ['robot', true],
    ['x[bot]', true],
    [{ id: 'x', kind: 'bot' }, true],
    [{ id: 'x', kind: 'ci' }, true],
    [{ id: 'x', kind: 'human' }, false],
    ['ada', false],
  ])('%j is a bot: %s', (author, bot) => expect(identityOf(program, author).bot).toBe(bot))
})

it('isSamePerson by any key', () => {
  const [ada, address, ann] = ['ada', 'ada@example.org', 'Ann'].map((text) => identityOf(program, text))
  expect(isSamePerson(ada as never, address as never)).toBe(true)
  expect(isSamePerson(ada as never, ann as never)).toBe(false)
})

it('distinctPersons keeps a known person and merges those who turn out to be one', () => {
  const of = (...texts: string[]) => distinctPersons(texts.map((text) => identityOf(program, text)))
  expect(of('A <x@x.x>', 'B <y@y.y>', 'B <x@x.x>').length).toBe(1)
  expect(of('Somebody <s@s.s>', 'Somebody <ada@example.org>')[0]?.person?.id).toBe('ada')
  expect(of('TBD', 'ada').length).toBe(1)
})

it('holdsRole and holdersOf', () => {
  const holds = (text: string, role: string): boolean => holdsRole(program, identityOf(program, text), role)
  expect([
    holds('ada', 'TL'),
    holds('joan@example.org', 'TL'),
    holds('Joan', 'TL'),
    holds('Ann', 'TL'),
    holds('TBD', 'QL'),
    holds('Ada Lovelace', 'RL'),
    holds('ada', 'XX'),
  ]).toEqual([true, true, true, false, false, true, false])
  expect([holdersOf(program, 'TL'), holdersOf(program, 'QL'), holdersOf(program, 'RL'), holdersOf(program, 'XX')]).toEqual([
    ['Joan <joan@example.org>', 'Ada Lovelace'],
    [],
    ['ada'],
    [],
  ])
})

test.each<[number[][], number]>([
  [[], 0],
  [[[]], 0],
  [[[0]], 1],
  [[[0], [0]], 1],
  [[[0, 1], [0]], 2],
  [[[0], [0, 1]], 2],
  [[[0, 1], [0, 2], [0]], 3],
  [[[0], [0, 1], [1]], 2],
])('rolesWithOwnPerson(%j)', (holders, number) => expect(rolesWithOwnPerson(holders)).toBe(number))

test.each<[string, string, boolean]>([
  ['a', 'a', true],
  ['a', 'b', false],
  ['a', 'ab', false],
  ['ab', 'a', false],
  ['*', '', true],
  ['*', 'a/b', true],
  ['a*', 'abc', true],
  ['*c', 'abc', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abcd', false],
  ['a**c', 'ac', true],
  ['*b*', 'abc', true],
  ['?', 'a', true],
  ['?', '', false],
  ['a?c', 'abc', true],
  ['*a?', 'xaaab', true],
  ['', '', true],
  ['', 'a', false],
  ['a*', 'a', true],
])('matchesName(%j, %j)', (pattern, name, expected) => expect(matchesName(pattern, name)).toBe(expected))

it('matchesName takes no longer for a hostile pattern', () => {
  expect(matchesName(`${'a*'.repeat(2000)}b`, 'a'.repeat(4000))).toBe(false)
})
