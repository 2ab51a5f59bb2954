import { describe, expect, test } from 'vitest'
import { judgeBetween, type Texts, verdicts } from './change.ts'

const tag = (id: string) => ({ path: 'test/a.ts', line: 1, column: 1, as: 'test' as const, id })
const exit = (check: string): string => `exit: { criteria: [{ id: P0.1, statement: s, check: ${check} }] }`
const phase = (check: string): string => `id: P0\ntitle: t\n${exit(check)}`
const rules = (list: string): string => `id: demo\nname: Demo\ntrace: { rules: [${list}] }`

/** Verdict of P0 with these ids in tags of tests. */
const verdict = (base: Texts, head: Texts, ...ids: string[]): string | undefined =>
  verdicts(judgeBetween({ base, head, facts: { trace: { tags: ids.map(tag), boxes: [] } } }, ['P0']))[0]

describe('links in a change', () => {
  const base = {
    'phases/P0': phase('{ kind: trace, rule: covered }'),
    program: rules('{ id: covered, every: risk, has: task }'),
    tasks: 'tasks: [{ id: T-1, title: t, risks: [R-1] }, { id: T-2, title: t }]',
    risks: 'risks: [{ id: R-1, title: r }, { id: R-2, title: r }]',
  }
  const whole = { ...base, risks: 'risks: [{ id: R-1, title: r }, { id: R-2, title: r, tasks: [T-2] }]' }

  test('are judged by the rules and on the records of base', () => {
    expect(verdict(whole, whole)).toBe('P0 met')
    expect(verdict(base, base)).toBe('P0 unmet')
    expect(verdict(base, { ...base, risks: 'risks: [{ id: R-1, title: r }]' })).toBe('P0 unmet')
    expect(verdict(base, { ...base, program: rules('{ id: covered, every: risk, where: { id: R-1 }, has: task }') })).toBe('P0 unmet')
    // A link between records of base counts once base has it.
    expect(verdict(base, whole)).toBe('P0 unmet')
  })

  test('are asked of what head adds as well', () => {
    expect(verdict(whole, { ...whole, risks: `${whole.risks.slice(0, -1)}, { id: R-3, title: r }]` })).toBe('P0 unmet')
    expect(verdict(whole, { ...whole, risks: `${whole.risks.slice(0, -1)}, { id: R-3, title: r, tasks: [T-1] }]` })).toBe('P0 met')
  })

  test('go on being asked of names when head declares some', () => {
    const named = {
      'phases/P0': phase('{ kind: trace, every: requirement, has: test }'),
      tasks: "tasks: [{ id: T-1, title: t, requirements: ['1.1', '1.2-1.4'] }]",
    }
    const declaring = { ...named, requirements: "requirements: [{ id: '9.9', title: q }]" }
    expect(verdict(named, named, '1.1')).toBe('P0 unmet')
    expect(verdict(named, named, '1.1', '1.2-1.4')).toBe('P0 met')
    expect(verdict(named, declaring, '9.9')).toBe('P0 unmet')
    expect(verdict(named, declaring, '9.9', '1.1', '1.2-1.4')).toBe('P0 met')
    expect(verdict(declaring, declaring, '9.9')).toBe('P0 met')
  })
})

test('sets of records in a change hold those of both', () => {
  const base = {
    'phases/P0': phase('{ kind: coverage, each: { records: risks }, in: { list: [R-1, R-2] } }'),
    risks: 'risks: [{ id: R-1, title: r }, { id: R-2, title: r }]',
  }
  expect(verdict(base, base)).toBe('P0 met')
  expect(verdict(base, { ...base, risks: 'risks: [{ id: R-3, title: r }]' })).toBe('P0 unmet')
  const more = { ...base, risks: 'risks: [{ id: R-1, title: r }, { id: R-4, title: r }]' }
  expect(verdict(more, { ...more, risks: 'risks: [{ id: R-1, title: r }]' })).toBe('P0 unmet')
})
