import { describe, expect, it } from 'vitest'
import { resolveRecord } from '../../src/link/resolve-record.ts'
import { buildProgram, lines, linkTexts, marked } from '../build-program.ts'

const phase = (criterion: string): string =>
  `format: 1\nid: P0\ntitle: Zero\nexit: { criteria: [{ id: P0.1, statement: s, ${criterion} }] }\n`

describe('what a criterion traces to', () => {
  const tasks = { 'specification/tasks.yaml': 'format: 1\ntasks: [{ id: T-1, title: One }]\n' }
  it('is a record of any type', () => {
    const { diagnostics } = linkTexts({ ...tasks, 'specification/phases/P0.yaml': phase('traces: [T-1, P0, P0.1, "task:T-1"]') })
    expect(diagnostics).toEqual([])
  })

  it('exists', () => {
    const { texts, places } = marked({ ...tasks, 'specification/phases/P0.yaml': phase('traces: [T-1, §T-2]') })
    const { diagnostics } = linkTexts(texts)
    expect(lines(diagnostics)).toEqual([`link/unknown-id ${places[0]}`])
    expect(diagnostics[0]).toMatchObject({
      message: 'traced record T-2 of criterion P0.1 does not exist',
      help: 'write T-1, or declare a record T-2',
    })
  })

  it('may stand in a file that cannot be read', () => {
    const { diagnostics } = linkTexts({
      'specification/phases/P0.yaml': phase('traces: [T-2]'),
      'specification/risks.yaml': 'format: 1\nrisks: [\n',
    })
    expect(diagnostics.map(({ code }) => code)).not.toContain('link/unknown-id')
  })
})

it('a task builds components that exist', () => {
  const { texts, places } = marked({
    'specification/tasks.yaml': 'format: 1\ntasks: [{ id: T-1, title: One, components: [core, §cor] }]\n',
    'specification/components.yaml': 'format: 1\ncomponents: [{ id: core }]\n',
  })
  const { diagnostics } = linkTexts(texts)
  expect(lines(diagnostics)).toEqual([`link/unknown-id ${places[0]}`])
  expect(diagnostics[0]?.help).toBe('write core, or declare component cor')
})

describe('the rule that a criterion names', () => {
  const program = (rules: string) => ({
    'specification/program.yaml': `format: 1\nid: demo\nname: Demo\ntrace: { rules: [${rules}] }\n`,
  })
  it('exists, by its id or its place', () => {
    const both = '{ id: mitigated, every: risk, has: task }, { every: task, has: risk }'
    for (const rule of ['mitigated', '"2"']) {
      const texts = { ...program(both), 'specification/phases/P0.yaml': phase(`check: { kind: trace, rule: ${rule} }`) }
      expect(linkTexts(texts).diagnostics).toEqual([])
    }
  })

  it('is told with the nearest one', () => {
    const { texts, places } = marked({
      ...program('{ id: mitigated, every: risk, has: task }'),
      'specification/phases/P0.yaml': phase('check: { not: { kind: trace, rule: §mitigate } }'),
    })
    const { diagnostics } = linkTexts(texts)
    expect(lines(diagnostics)).toEqual([`trace/unknown-rule ${places[0]}`])
    expect(diagnostics[0]).toMatchObject({
      help: 'write mitigated, or declare rule mitigate under trace.rules in specification/program.yaml',
      expected: ['mitigated'],
    })
  })

  it('is not missed where the program cannot be read', () => {
    const { diagnostics } = linkTexts({
      'specification/program.yaml': 'format: 1\nid: [\n',
      'specification/phases/P0.yaml': phase('check: { kind: trace, rule: any }'),
    })
    expect(diagnostics.map(({ code }) => code)).not.toContain('trace/unknown-rule')
  })
})

it('an id without a type means what is usual, and may say which', () => {
  const program = buildProgram({
    'specification/tasks.yaml': "format: 1\ntasks: [{ id: '1.1', title: One }]\n",
    'specification/requirements.yaml': "format: 1\nrequirements: [{ id: '1.1', title: Fast }]\n",
  })
  const of = (text: string, ...types: ('task' | 'requirement')[]) =>
    resolveRecord(program, text, types.length > 0 ? types : undefined)?.type
  expect(of('1.1')).toBe('task')
  expect(of('1.1', 'requirement', 'task')).toBe('requirement')
  expect(of('requirement:1.1')).toBe('requirement')
  expect(of('demo/1.1')).toBe('task')
  expect(of('demo/requirement:1.1')).toBe('requirement')
  for (const text of ['other/1.1', 'risk:1.1', 'file:1.1', ':1.1', '1.2', '']) expect(of(text), text).toBeUndefined()
})
