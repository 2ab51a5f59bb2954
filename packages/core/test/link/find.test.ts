import { beforeAll, describe, expect, it } from 'vitest'
import { findRecords, knownIds, qualifiedId } from '../../src/link/find.ts'
import type { Program } from '../../src/link/program-types.ts'
import { buildProgram } from '../build-program.ts'

const program = (id: string, isDefault: boolean, task: string) =>
  buildProgram(
    {
      'specification/program.yaml': `format: 1\nid: ${id}\nname: N\nroles: [{id: TL}]\npeople: [{id: ada}]\n`,
      'specification/phases/P0.yaml': `format: 1\nid: P0\ntitle: T\nmilestones: [{id: M, title: M, acceptance: [{id: M.1, statement: s}]}]\ntasks: [{id: ${task}, title: T}]\ndeliverables: [{id: D, title: D}]\nexit: {criteria: [{id: P0.1, statement: s}]}\n`,
      'specification/risks.yaml': 'format: 1\nrisks: [{id: R, title: R}]',
      'specification/requirements.yaml': 'format: 1\nrequirements: [{id: Q, title: R}]\nproperties: [{id: Y, title: R}]',
      'specification/components.yaml': 'format: 1\ncomponents: [{id: C}]',
      'specification/playbooks.yaml': 'format: 1\nplaybooks: [{id: B, title: B}]',
      'specification/decisions.yaml': 'format: 1\nquestions: [{id: OQ, title: B}]\ndecisions: [{id: ADR, title: B}]',
    },
    { isDefault },
  )
let first: Program
let second: Program
beforeAll(() => {
  first = program('one', true, 'T2')
  second = program('two', false, 'T10')
})
const found = (id: string) => findRecords([first, second], id).map(({ program, type, entry }) => `${program.id} ${type} ${entry.id}`)

describe('findRecords', () => {
  it.each([
    ['T2', ['one task T2']],
    ['T10', ['two task T10']],
    ['P0', ['one phase P0', 'one gate P0', 'two phase P0', 'two gate P0']],
    ['two/P0', ['two phase P0', 'two gate P0']],
    ['two/T2', []],
    ['three/P0', []],
    ['nothing', []],
    ['/P0', []],
    ['', []],
  ])('%s', (id, expected) => expect(found(id)).toEqual(expected))

  it.each([
    ['M', 'milestone'],
    ['D', 'deliverable'],
    ['M.1', 'criterion'],
    ['R', 'risk'],
    ['Q', 'requirement'],
    ['Y', 'property'],
    ['C', 'component'],
    ['B', 'playbook'],
    ['OQ', 'question'],
    ['ADR', 'decision'],
    ['TL', 'role'],
    ['ada', 'person'],
  ])('finds %s as a %s', (id, type) => expect(findRecords([first], id).map((one) => one.type)).toContain(type))
})

describe('knownIds', () => {
  it('lists ids once, in natural order', () => {
    expect(knownIds([first, second], ['task', 'phase'])).toEqual(['P0', 'T2', 'T10'])
    expect(knownIds([first])).toContain('ada')
    expect(new Set(knownIds([first, second])).size).toBe(knownIds([first, second]).length)
  })
})

it('qualifiedId names the program unless it is the default one', () => {
  expect([qualifiedId(first, 'P0'), qualifiedId(second, 'P0')]).toEqual(['P0', 'two/P0'])
})
