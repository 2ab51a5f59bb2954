import { describe, expect, it, test } from 'vitest'
import { criterionDefinition, gateDefinition } from '../../src/gates/definition.ts'
import type { CriterionEntry, GateEntry } from '../../src/link/program-types.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import { criterion, exitOf } from './build.ts'

const entry = (record: Criterion): CriterionEntry => exitOf([record]).criteria.get(record.id) as CriterionEntry
const base: Criterion = { id: 'P0.1', statement: 'It is so', check: { kind: 'artifact', paths: ['a', 'b'] } }
const digest = (record: Criterion): string => criterionDefinition(entry(record))

describe('criterionDefinition', () => {
  test.each<[string, Partial<Criterion>]>([
    ['an explicit default level', { level: 'required' }],
    ['an explicit default trust', { trust: 'self' }],
    ['explicitly waivable', { waivable: true }],
    ['explicitly not continuous', { continuous: false }],
    ['a hint', { hint: 'try' }],
    ['a note', { notes: ['n'] }],
    ['a source', { source: { file: 'plan.md', lines: '3' } }],
    ['another order of keys', { check: { paths: ['a', 'b'], kind: 'artifact' } }],
  ])('%s changes nothing', (_, more) => expect(digest({ ...base, ...more })).toBe(digest(base)))

  test.each<[string, Partial<Criterion>]>([
    ['the id', { id: 'P0.2' }],
    ['the statement', { statement: 'It is' }],
    ['the check', { check: { kind: 'artifact', paths: ['a'] } }],
    ['the order of paths', { check: { kind: 'artifact', paths: ['b', 'a'] } }],
    ['a proposal', { check: { kind: 'artifact', paths: ['a', 'b'], proposed: true } }],
    ['the level', { level: 'stretch' }],
    ['trust', { trust: 'signed' }],
    ['waivable', { waivable: false }],
    ['continuous', { continuous: true }],
    ['maxAge', { maxAge: 'P1D' }],
    ['environments', { environments: ['ci'] }],
    ['repeat', { repeat: { consecutive: 2 } }],
    ['after', { after: ['P0.2'] }],
    ['when', { when: { phase: 'P1' } }],
    ['inputs', { inputs: ['src/**'] }],
  ])('%s changes it', (_, more) => expect(digest({ ...base, ...more })).not.toBe(digest(base)))

  it('is a digest, the same each time', () => {
    const one = entry(base)
    expect(criterionDefinition(one)).toMatch(/^[0-9a-f]{64}$/)
    expect(criterionDefinition(one)).toBe(criterionDefinition(one))
  })
})

it('gateDefinition follows the criteria, whatever their order', () => {
  const gate = (...records: Criterion[]): string => gateDefinition(exitOf(records).gates.get('P0') as GateEntry)
  const [a, b] = [criterion('P0.1', undefined), criterion('P0.2', undefined)]
  expect(gate(a, b)).toBe(gate(b, a))
  expect(gate(a, b)).toMatch(/^[0-9a-f]{64}$/)
  expect(gate(a)).not.toBe(gate(a, b))
  expect(gate(a, { ...b, level: 'stretch' })).not.toBe(gate(a, b))
  const other = exitOf([a]).gates.get('P0') as GateEntry
  expect(gateDefinition({ ...other, id: 'P1' })).not.toBe(gateDefinition(other))
})
