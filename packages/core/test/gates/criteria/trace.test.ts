// tested-for: P3.R2
import { describe, expect, test } from 'vitest'
import type { Case, Facts } from '../../../src/gates/case.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import type { Check } from '../../../src/schema/check.ts'
import type { TraceRule } from '../../../src/schema/trace.ts'
import type { TraceSources } from '../../../src/trace/trace-types.ts'
import { caseOf, criterion, evidence, exitOf, factsOf, gateOf, hash, type ProgramParts } from '../build.ts'

const plan: ProgramParts = {
  requirements: [
    { id: '1.1', title: 'Fast' },
    { id: '1.2', title: 'Safe' },
  ],
  risks: [
    { id: 'R-1', title: 'Rain', severity: 'high' },
    { id: 'R-2', title: 'Wind', severity: 'low' },
  ],
  tasks: [
    { id: 'T-1', title: 'One', requirements: ['1.1', '1.2'], risks: ['R-1'] },
    { id: 'T-2', title: 'Two', optional: true },
  ],
}
const nothing: TraceSources = { tags: [], boxes: [] }

interface Setting {
  readonly trace?: TraceSources | undefined
  readonly rules?: readonly TraceRule[]
  readonly records?: Partial<Case>
  readonly parts?: ProgramParts
}

const programOf = (check: Check, { rules = [], parts = plan }: Setting) =>
  exitOf([criterion('P0.1', check)], { ...parts, program: { trace: { rules: [...rules] } } })

const judge = (check: Check, setting: Setting = {}) => {
  const { trace = nothing, records = {} } = setting
  const facts: Facts = { ...factsOf(), ...('trace' in setting ? trace !== undefined && setting.trace && { trace } : { trace }) }
  const { outcome, reason, because, found, fix, open } = gateOf(programOf(check, setting), caseOf(records), facts).criteria[0] ?? {}
  return { outcome, reason, because, found, fix, open: open?.map(({ about }) => about) }
}
const trace = (check: object): Check => ({ kind: 'trace', ...check }) as Check

describe('a rule of its own', () => {
  test('is met when every record is covered', () => {
    expect(judge(trace({ every: 'requirement', has: 'task' }))).toMatchObject({
      outcome: 'met',
      because: 'every requirement has a task: all 2 requirements',
      found: '2 of 2 requirements',
    })
    expect(judge(trace({ every: 'risk', where: { severity: 'high' }, has: 'task' }))).toMatchObject({
      outcome: 'met',
      because: 'every risk with severity high has a task: the one risk',
    })
  })

  test('names what lacks a link', () => {
    expect(judge(trace({ every: 'risk', has: 'task' }))).toEqual({
      outcome: 'unmet',
      reason: 'missing',
      because: 'R-2 lacks a task',
      found: '1 of 2 risks',
      fix: 'refractor trace show R-2',
      open: ['R-2'],
    })
  })

  test('names what has too many', () => {
    expect(judge(trace({ every: 'task', where: { optional: false }, has: { type: 'requirement', max: 1 } }))).toMatchObject({
      outcome: 'unmet',
      reason: 'failed',
      because: 'too many links: T-1',
      open: ['T-1'],
    })
  })

  test.each([
    ['nothing to range over', { every: 'component', has: 'task' }, 'missing', 'every component has a task: there is none'],
    [
      'nothing that fits',
      { every: 'task', where: { state: 'done' }, has: 'risk' },
      'missing',
      'every task with state done has a risk: there is none',
    ],
    ['a field that there is not', { every: 'task', where: { colour: 'red' }, has: 'risk' }, 'undefined', 'a task has no field colour'],
    ['a state that there is not', { every: 'task', where: { state: 'ready' }, has: 'risk' }, 'undefined', 'a task has no state ready'],
    ['nothing that is asked for', { every: 'risk', has: { type: 'task', min: 0 } }, 'undefined', 'min: 0 without max asks for nothing'],
    ['commits', { every: 'task', has: 'commit' }, 'unsupported', 'a gate does not take commits from links'],
    ['approvals', { every: 'gate', has: 'approval' }, 'unsupported', 'a gate does not take approvals from links'],
    ['no rule at all', {}, 'undefined', 'names no rule'],
    ['only what it is about', { about: 'requirements' }, 'undefined', 'names no rule'],
  ])('is not met with %s, and neither is its opposite', (_, check, reason, because) => {
    expect(judge(trace(check))).toMatchObject({ outcome: 'unmet', reason, because })
    expect(judge({ not: trace(check) } as Check)).toMatchObject({ outcome: 'unmet', reason })
  })

  test('leaves its opposite unmet while a link is missing or too many', () => {
    expect(judge({ not: trace({ every: 'risk', has: 'task' }) } as Check)).toMatchObject({ outcome: 'unmet', reason: 'missing' })
    expect(judge({ not: trace({ every: 'requirement', has: { relation: 'satisfies', max: 0, min: 0 } }) } as Check).outcome).toBe('unmet')
    expect(judge({ not: trace({ every: 'requirement', has: 'task' }) } as Check)).toMatchObject({ outcome: 'unmet', reason: 'failed' })
  })

  test('looks at tags and boxes only when they were read', () => {
    const check = trace({ every: 'requirement', has: 'test' })
    const tags = (...ids: string[]) => ids.map((id) => ({ path: 'test/a.ts', line: 1, column: 1, as: 'test' as const, id }))
    expect(judge(check, { trace: { ...nothing, tags: tags('1.1', '1.2') } }).outcome).toBe('met')
    expect(judge(check, { trace: { ...nothing, tags: tags('1.1') } })).toMatchObject({
      outcome: 'unmet',
      because: '1.2 lacks a test',
      open: ['1.2'],
    })
    expect(judge(check, { trace: { boxes: [] } })).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
      because: 'the tags were not read',
    })
    expect(judge(check, { trace: undefined })).toMatchObject({ outcome: 'unknown', because: 'the boxes were not read' })
    const needed = (one: Check) => evidenceNeeded(programOf(one, {}), caseOf(), ['P0']).trace
    expect(needed(check)).toEqual(['boxes', 'tags'])
    expect(needed(trace({ every: 'task', has: 'risk' }))).toBeUndefined()
    expect(needed(trace({ every: 'task', has: { relation: 'cites' } }))).toEqual(['boxes', 'tags'])
    expect(needed(trace({ none: ['dangling'] }))).toEqual(['boxes', 'tags'])
    expect(needed(trace({ none: ['suspect'] }))).toEqual(['boxes', 'documents', 'tags'])
  })

  test('takes of evidence only what is valid and fresh', () => {
    const check = trace({ every: 'requirement', has: 'test' })
    const tagged = (more: object) => ({
      criteria: ['P0.2'],
      result: { tests: { total: 2, passed: 2, failed: 0, skipped: 0, tagged: { '1.1': one, '1.2': one } } },
      ...more,
    })
    const one = { total: 1, passed: 1, failed: 0, skipped: 0 }
    const path = 'docs/evidence/P0/r/metadata.json'
    expect(judge(check, { records: { evidence: [evidence(tagged({}), path)] } }).outcome).toBe('met')
    expect(judge(check, { records: { evidence: [evidence(tagged({ dirty: true }), path)] } })).toMatchObject({
      outcome: 'unmet',
      reason: 'missing',
    })
    const artifact = { artifacts: [{ path: 'a.txt', sha256: hash('a') }] }
    expect(judge(check, { records: { evidence: [evidence(tagged(artifact), path)] } }).outcome).toBe('unmet')
    expect(evidenceNeeded(programOf(check, {}), caseOf({ evidence: [evidence(tagged(artifact), path)] }), ['P0']).files).toEqual(['a.txt'])
  })
})

describe('rules of the program', () => {
  const rules: TraceRule[] = [
    { id: 'mitigated', every: 'risk', has: 'task' },
    { every: 'requirement', has: 'task' },
    { id: 'hint', every: 'task', has: 'risk', severity: 'info' },
  ]
  test('are named, or all of them that are errors', () => {
    expect(judge(trace({ rule: 'mitigated' }), { rules })).toMatchObject({ outcome: 'unmet', open: ['R-2'] })
    expect(judge(trace({ rule: '2' }), { rules }).outcome).toBe('met')
    expect(judge(trace({ rule: 'hint' }), { rules })).toMatchObject({ outcome: 'unmet', open: ['T-2'] })
    expect(judge(trace({ rules: 'all' }), { rules })).toMatchObject({ outcome: 'unmet', because: 'R-2 lacks a task' })
    expect(judge(trace({ rules: 'all' }), { rules: rules.slice(1) }).outcome).toBe('met')
  })

  test.each([
    ['a rule that there is not', { rule: 'covered' }, rules, 'there is no trace rule covered'],
    ['two rules of one name', { rule: 'mitigated' }, [...rules, rules[0] as TraceRule], 'several trace rules are called mitigated'],
    ['no rule at all', { rules: 'all' }, [], 'the program has no trace rule of severity error'],
    ['only rules that tell', { rules: 'all' }, rules.slice(2), 'the program has no trace rule of severity error'],
    [
      'a rule without meaning behind a deep one',
      { every: 'risk', has: 'task', deep: true },
      [{ every: 'task', where: { colour: 'red' }, has: 'risk' }] as TraceRule[],
      'a task has no field colour',
    ],
  ])('are undefined: %s', (_, check, list, because) => {
    expect(judge(trace(check), { rules: list })).toMatchObject({ outcome: 'unmet', reason: 'undefined', because })
  })

  test('say more where one is deep', () => {
    const deep = { every: 'requirement', has: 'task', deep: true }
    expect(judge(trace(deep)).outcome).toBe('met')
    expect(judge(trace(deep), { rules: [{ every: 'task', has: 'source' }] })).toMatchObject({
      outcome: 'unmet',
      because: '1.1 and 1.2 are linked with nothing that is covered itself',
      open: ['1.1', '1.2'],
    })
  })
})

describe('none', () => {
  const linked: ProgramParts = { ...plan, risks: [{ id: 'R-1', title: 'Rain' }], tasks: (plan.tasks ?? []).slice(0, 1) }
  test('is met while nothing is so', () => {
    expect(judge(trace({ none: ['dangling', 'orphan'] }), { parts: linked })).toMatchObject({
      outcome: 'met',
      because: 'no link is dangling; no record is orphan',
    })
  })

  test('names what is', () => {
    expect(judge(trace({ none: ['orphan'] }))).toMatchObject({
      outcome: 'unmet',
      reason: 'missing',
      because: '2 orphan records: T-2, R-2',
      open: ['T-2', 'R-2'],
      fix: 'refractor trace',
    })
    const tags = [{ path: 'src/a.ts', line: 1, column: 1, as: 'file' as const, id: 'T-9' }]
    const dangling = judge(trace({ none: ['dangling'] }), { trace: { ...nothing, tags } })
    expect(dangling).toMatchObject({ outcome: 'unmet', reason: 'failed', because: '1 dangling link: src/a.ts → T-9' })
    expect(judge({ not: trace({ none: ['dangling'] }) } as Check, { trace: { ...nothing, tags } }).outcome).toBe('unmet')
  })

  test('names the first three, and counts the rest', () => {
    const tasks = ['T-5', 'T-6', 'T-7', 'T-8'].map((id) => ({ id, title: id }))
    const parts: ProgramParts = { ...plan, tasks: [...(plan.tasks ?? []), ...tasks] }
    expect(judge(trace({ none: ['orphan'] }), { parts })).toMatchObject({
      because: '6 orphan records: T-2, T-5, T-6 and 3 more',
      found: '6',
    })
    expect(judge(trace({ every: 'task', has: 'risk' }), { parts })).toMatchObject({
      because: 'T-2, T-5, T-6 and 2 more lack a risk',
      open: ['T-2', 'T-5', 'T-6', 'T-7', 'T-8'],
    })
  })

  test('names the program in what settles it, when it is not the default one', () => {
    const other = (check: Check) => {
      const program = { ...programOf(check, {}), isDefault: false }
      const { outcome, fix } = gateOf(program, caseOf(), { ...factsOf(), trace: nothing }).criteria[0] ?? {}
      return [outcome, fix]
    }
    expect(other(trace({ none: ['unreviewed'] }))).toEqual(['unmet', 'refractor trace clear --program demo --all --reason TEXT'])
    expect(other(trace({ none: ['suspect'] }))).toEqual(['unmet', 'refractor trace clear --program demo --all --reason TEXT'])
    expect(other(trace({ none: ['orphan'] }))).toEqual(['unmet', 'refractor trace --program demo'])
  })

  test('is not met where nobody has looked, or there is nothing to look at', () => {
    expect(judge(trace({ none: ['suspect'] }))).toMatchObject({ outcome: 'unmet', reason: 'missing', because: 'no link was ever reviewed' })
    expect(judge(trace({ none: ['unreviewed'] }))).toMatchObject({
      outcome: 'unmet',
      reason: 'missing',
      because: '3 unreviewed links: T-1 → 1.1, T-1 → 1.2, T-1 → R-1',
      fix: 'refractor trace clear --all --reason TEXT',
    })
    expect(judge(trace({ none: ['orphan'] }), { parts: {} })).toMatchObject({
      outcome: 'unmet',
      reason: 'missing',
      because: 'there are no links',
    })
    expect(judge(trace({ none: ['orphan'] }), { trace: { tags: [] } })).toMatchObject({
      outcome: 'unknown',
      because: 'the boxes were not read',
    })
  })
})
