import { expect, test } from 'vitest'
import { provenOf } from '../../../src/gates/approvals/proven.ts'
import type { Proof } from '../../../src/gates/case.ts'
import { identityOf } from '../../../src/gates/identity.ts'
import { programOf } from '../build.ts'

const program = programOf({
  program: {
    people: [
      { id: 'ada', name: 'Ada', emails: ['ada@example.org', 'Ada@Home.example'] },
      { id: 'grace', name: 'Grace' },
    ],
  },
})
const at = '2026-11-20T10:00:00Z'
const by = (author: string): NonNullable<Proof['written']> => ({ commit: 'c', at, author })

test.each<[string, string, Proof | undefined, string]>([
  ['nothing is known', 'ada', undefined, 'self'],
  ['no commit', 'ada', {}, 'self'],
  ['their own commit', 'ada', { written: by('Ada <ada@example.org>') }, 'commit'],
  ['from another of their addresses', 'ada', { written: by('Somebody <ada@home.example>') }, 'commit'],
  ['their name, with the address of somebody else', 'ada', { written: by('Ada <mallory@example.org>') }, 'self'],
  ['their address as a name', 'ada', { written: by('ada@example.org <mallory@example.org>') }, 'self'],
  ['claimed with the address of somebody else', 'Ada <mallory@example.org>', { written: by('Ada <mallory@example.org>') }, 'self'],
  [
    'who landed it counts before who wrote it',
    'ada',
    { written: by('Ada <ada@example.org>'), landed: by('Bob <bob@example.org>') },
    'self',
  ],
  ['landed by them', 'ada', { written: by('Bob <bob@example.org>'), landed: by('Ada <ada@example.org>') }, 'commit'],
  ['a person without addresses, by name', 'grace', { written: by('Grace <grace@example.org>') }, 'commit'],
  ['a person without addresses, and somebody else', 'grace', { written: by('Ada <ada@example.org>') }, 'self'],
  ['a stranger by address', 'Bob <bob@example.org>', { written: by('Robert <bob@example.org>') }, 'commit'],
  ['a stranger by name only', 'Bob <bob@example.org>', { written: by('Bob <other@example.org>') }, 'self'],
  ['a stranger without an address', 'Bob', { written: by('Bob <bob@example.org>') }, 'commit'],
  ['signed', 'Ada <ada@example.org>', { signature: { state: 'good', person: 'ada' } }, 'signed'],
  ['signed by somebody else', 'ada', { signature: { state: 'good', person: 'grace' }, written: by('Ada <ada@example.org>') }, 'self bad'],
  ['signed by somebody, named as a stranger', 'Bob', { signature: { state: 'good', person: 'ada' } }, 'self bad'],
  ['badly signed', 'ada', { signature: { state: 'bad', because: 'other bytes' }, written: by('Ada <ada@example.org>') }, 'self bad'],
])('%s', (_, author, proof, expected) => {
  const proofs = new Map(proof ? [['a.json', proof]] : [])
  const proven = provenOf(program, 'a.json', identityOf(program, author), { proofs })
  expect(`${proven.trust}${proven.bad === undefined ? '' : ' bad'}`).toBe(expected)
})

test('a landing without a readable time is none', () => {
  const landed = { commit: 'c', at: 'yesterday', author: 'Ada <ada@example.org>' }
  const proofs = new Map<string, Proof>([['a.json', { landed }]])
  expect(provenOf(program, 'a.json', identityOf(program, 'ada'), { proofs })).toEqual({ trust: 'commit', landed: undefined })
  expect(provenOf(program, 'a.json', identityOf(program, 'ada'), {})).toEqual({ trust: 'self', landed: undefined })
})
