import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Keys, Lab } from './lab.ts'
import type { Play, Threat } from './threat.ts'
import { judge } from './threats/judge.ts'
import { merging } from './threats/merging.ts'
import { output } from './threats/output.ts'
import { people } from './threats/people.ts'
import { reading } from './threats/reading.ts'
import { records } from './threats/records.ts'

const threats: readonly Threat[] = [...judge, ...records, ...people, ...reading, ...output, ...merging]

let keys: Keys
const open: Lab[] = []
beforeAll(() => {
  keys = new Keys()
})
afterEach(() => {
  for (const lab of open.splice(0)) lab.remove()
})
afterAll(() => keys.remove())

async function play({ play: run, code, finds }: Play): Promise<void> {
  const said = await run((setting) => {
    const lab = new Lab(keys, setting)
    open.push(lab)
    return lab
  })
  const transcript = open.map((lab) => lab.transcript()).join('\n')
  expect(said.code, transcript).toBe(code)
  if (finds !== undefined) expect([...said.found], transcript).toContain(finds)
}

test('every threat of the table is here, once, in order', () => {
  const ids = threats.map(({ id }) => Number(id.slice(1))).sort((a, b) => a - b)
  expect(ids).toEqual(Array.from({ length: 31 }, (_, index) => index + 1))
})

describe.each(
  [...threats].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1))).map((one) => [`${one.id} ${one.title}`, one] as const),
)('%s', (_, { attack, twin }) => {
  test(`attack: ${attack.what}`, () => play(attack))
  test(`honest twin: ${twin.what}`, () => play(twin))
})
