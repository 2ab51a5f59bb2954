// tested-for: P3.R2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Program } from '../../src/link/program-types.ts'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { checkTraceRules } from '../../src/trace/check-rules.ts'
import { ruleCoverage } from '../../src/trace/coverage.ts'
import { orphans } from '../../src/trace/orphans.ts'
import { relationCoverage } from '../../src/trace/relation-coverage.ts'
import { demandsOf, ruleInWords, traceRules } from '../../src/trace/trace-rules.ts'
import type { TraceSources } from '../../src/trace/trace-types.ts'
import { buildProgram, place } from '../build-program.ts'

type Texts = Record<string, string>
const rules = (...list: string[]): Texts => ({
  'specification/program.yaml': `format: 1\nid: demo\nname: Demo\ntrace:\n  rules:\n${list.map((rule) => `    - ${rule}\n`).join('')}`,
})
const tasks = (...list: string[]): Texts => ({
  'specification/tasks.yaml': `format: 1\ntasks:\n${list.map((one) => `  - ${one}\n`).join('')}`,
})
const requirements = (...list: string[]): Texts => ({
  'specification/requirements.yaml': `format: 1\nrequirements:\n${list.map((one) => `  - ${one}\n`).join('')}`,
})
const risks = (...list: string[]): Texts => ({
  'specification/risks.yaml': `format: 1\nrisks:\n${list.map((one) => `  - ${one}\n`).join('')}`,
})

const check = (texts: Texts, sources?: TraceSources) => {
  const program = buildProgram(texts)
  return checkTraceRules(program, buildGraph(program, sources))
}
const short = (texts: Texts, sources?: TraceSources) =>
  check(texts, sources).rules.map(({ id, covered, total, uncovered, over }) => [id, `${covered}/${total}`, uncovered, over])

describe('a rule', () => {
  const plan = {
    ...tasks('{ id: T-1, title: One, risks: [R-1] }', '{ id: T-2, title: Two }'),
    ...risks(
      '{ id: R-1, title: Rain, severity: high }',
      '{ id: R-2, title: Wind, severity: high, tasks: [T-1] }',
      '{ id: R-3, title: Frost, severity: low }',
    ),
  }
  it('finds records without a link, whichever side writes it', () => {
    expect(short({ ...plan, ...rules('{ id: mitigated, every: risk, has: task }', '{ every: task, has: risk }') })).toEqual([
      ['mitigated', '2/3', ['risk:R-3'], []],
      ['2', '1/2', ['task:T-2'], []],
    ])
  })

  it('ranges over what where says', () => {
    expect(short({ ...plan, ...rules('{ every: risk, where: { severity: high }, has: task }') })).toEqual([['1', '2/2', [], []]])
    expect(short({ ...plan, ...rules('{ every: risk, where: { severity: [low, odd] }, has: task }') })).toEqual([
      ['1', '0/1', ['risk:R-3'], []],
    ])
    expect(short({ ...plan, ...rules('{ every: risk, where: { owner: unassigned, id: R-3 }, has: task }') })).toEqual([
      ['1', '0/1', ['risk:R-3'], []],
    ])
  })

  it('counts what is linked, each record once', () => {
    const list = (...demands: string[]) => rules(...demands.map((demand) => `{ every: risk, where: { id: R-2 }, has: ${demand} }`))
    const more = {
      ...tasks('{ id: T-1, title: One, risks: [R-2, R-2] }', '{ id: T-2, title: Two, risks: [R-2] }'),
      ...risks('{ id: R-2, title: Wind, tasks: [T-1], sourceRefs: [a memo] }'),
    }
    expect(
      short({
        ...more,
        ...list(
          '{ type: task, min: 2 }',
          '{ type: task, min: 3 }',
          '{ type: task, max: 1 }',
          '{ relation: mitigates, min: 2 }',
          '{ relation: needs }',
          '{ min: 3 }',
          '[task, source]',
          '[{ type: task, min: 1, max: 1 }, { type: file }]',
          '{ type: task, relation: needs, min: 0 }',
        ),
      }).map(([, ratio, , over]) => [ratio, over]),
    ).toEqual([
      ['1/1', []],
      ['0/1', []],
      ['1/1', ['risk:R-2']],
      ['1/1', []],
      ['0/1', []],
      ['1/1', []],
      ['1/1', []],
      ['0/1', ['risk:R-2']],
      ['1/1', []],
    ])
  })

  it('counts containment only where its type is named', () => {
    const one = {
      'specification/phases/P0.yaml': 'format: 1\nid: P0\ntitle: Zero\ntasks: [{ id: T-1, title: One }]\n',
      ...rules('{ every: task, has: phase }', '{ every: task, has: {} }'),
    }
    expect(short(one).map(([, ratio]) => ratio)).toEqual(['1/1', '0/1'])
  })

  it('takes the links of tasks above and of all tasks below', () => {
    expect(
      short({
        ...requirements("{ id: '1', title: a }"),
        ...tasks(
          "{ id: A, title: a, requirements: ['1'], children: [{ id: A1, title: a, children: [{ id: A11, title: a }] }] }",
          "{ id: B, title: b, children: [{ id: B1, title: b, requirements: ['1'] }, { id: B2, title: b, children: [{ id: B21, title: b, validates: ['1'] }] }] }",
          "{ id: C, title: c, children: [{ id: C1, title: c, requirements: ['1'] }, { id: C2, title: c }] }",
        ),
        ...rules('{ every: task, has: requirement }', '{ every: task, where: { id: [C, C1] }, has: requirement }'),
      }),
    ).toEqual([
      ['1', '8/10', ['task:C', 'task:C2'], []],
      ['2', '2/2', [], []],
    ])
  })

  it('takes a requirement for covered when all that refine it are, and not the other way round', () => {
    expect(
      short({
        ...requirements(
          "{ id: '1', title: a }",
          "{ id: '1.1', title: a, parent: '1' }",
          "{ id: '1.2', title: a, parent: '1' }",
          "{ id: '2', title: a }",
          "{ id: '2.1', title: a, parent: '2' }",
        ),
        ...tasks("{ id: T-1, title: t, requirements: ['1.1', '1.2', '2'] }"),
        ...rules('{ every: requirement, has: task }'),
      }),
    ).toEqual([['1', '4/5', ['requirement:2.1'], []]])
  })

  it('asks for chains to their end where it is deep', () => {
    const chain = (more: string, ...list: string[]) =>
      short(
        {
          ...requirements("{ id: '1', title: a }", "{ id: '2', title: b }"),
          ...tasks("{ id: T-1, title: one, requirements: ['1'] }", `{ id: T-2, title: two, requirements: ['2']${more} }`),
          ...rules(...list),
        },
        { tags: [{ path: 'test/a.ts', line: 1, column: 1, as: 'test', id: 'T-1' }] },
      )
    const wanted = ['{ every: requirement, has: task, deep: true }', '{ every: requirement, has: task }', '{ every: task, has: test }']
    expect(chain('', ...wanted)).toEqual([
      ['1', '1/2', ['requirement:2'], []],
      ['2', '2/2', [], []],
      ['3', '1/2', ['task:T-2'], []],
    ])
    // A circle of demands holds by itself, and one that leans on a failure fails.
    const circle = ['{ every: requirement, has: task, deep: true }', '{ every: task, has: requirement, deep: true }']
    expect(chain('', ...circle).map(([, ratio]) => ratio)).toEqual(['2/2', '2/2'])
    expect(chain('', ...circle, '{ every: task, has: test }').map(([, ratio]) => ratio)).toEqual(['1/2', '1/2', '1/2'])
  })

  it('ranges over names where nothing of a type is declared', () => {
    const named = {
      ...tasks("{ id: T-1, title: t, requirements: ['1.1', '1.2'] }", "{ id: T-2, title: t, requirements: ['1.1'] }"),
      ...rules('{ every: requirement, has: { type: task, min: 2 } }'),
    }
    expect(short(named)).toEqual([['1', '1/2', ['requirement:1.2'], []]])
    expect(short({ ...named, ...requirements("{ id: '1.1', title: a }", "{ id: '1.2', title: b }", "{ id: '9.9', title: c }") })).toEqual([
      ['1', '1/3', ['requirement:1.2', 'requirement:9.9'], []],
    ])
  })
})

describe('the findings', () => {
  it('say what is lacking, where, by which rule and what to do', () => {
    const { diagnostics } = check({
      ...risks('{ id: R-1, title: Rain }', '{ id: R-2, title: Wind, tasks: [T-1, T-2] }'),
      ...tasks('{ id: T-1, title: One }', '{ id: T-2, title: Two }'),
      ...rules('{ id: mitigated, every: risk, has: { type: task, max: 1 }, severity: warning }', '{ every: task, has: [test, risk] }'),
    })
    expect(diagnostics.map(({ code, severity, message, help, location }) => [code, severity, message, help, place(location)])).toEqual([
      ['trace/uncovered', 'warning', 'risk R-1 lacks a task', 'add tasks to risk R-1, or name R-1 under risks of a task', 'risks:3:11'],
      [
        'trace/over-covered',
        'warning',
        'risk R-2 is linked with more than 1 task',
        'remove links that are not meant, or raise max of the rule',
        'risks:4:11',
      ],
      [
        'trace/uncovered',
        'error',
        'task T-1 lacks a test',
        'write "refractor: T-1" in a test of task T-1, and list its path under trace.tags in specification/program.yaml',
        'tasks:3:11',
      ],
      [
        'trace/uncovered',
        'error',
        'task T-2 lacks a test',
        'write "refractor: T-2" in a test of task T-2, and list its path under trace.tags in specification/program.yaml',
        'tasks:4:11',
      ],
    ])
    expect(diagnostics[0]?.related?.map(({ message, location }) => [message, place(location)])).toEqual([
      ['rule mitigated: every risk has exactly 1 task', 'program:6:7'],
    ])
  })

  it('say when what covers a record is not covered itself', () => {
    const { diagnostics } = check({
      ...requirements("{ id: '1', title: a }"),
      ...tasks("{ id: T-1, title: One, requirements: ['1'] }"),
      ...rules('{ every: requirement, has: task, deep: true }', '{ every: task, has: source, severity: info }'),
    })
    expect(diagnostics.map(({ severity, message, help }) => [severity, message, help])).toEqual([
      ['error', 'requirement 1 is linked with nothing that is covered itself', 'cover what requirement 1 is linked with'],
      ['info', 'task T-1 lacks a source', 'add sourceRefs to task T-1'],
    ])
  })

  it('say when a rule means nothing', () => {
    const { diagnostics } = check({
      ...tasks('{ id: T-1, title: One, risks: [] }'),
      ...rules(
        '{ id: a, every: risk, has: task }',
        '{ id: a, every: task, where: { colour: red }, has: risk }',
        '{ every: task, where: { state: finished }, has: risk }',
        '{ every: test, where: { line: 3 }, has: risk }',
        '{ every: task, where: { state: done }, has: risk }',
        '{ every: task, has: { type: risk, min: 0 } }',
        '{ every: task, has: [{ type: risk, min: 2, max: 1 }] }',
      ),
    })
    expect(diagnostics.map(({ code, message, location }) => [code, message, place(location)])).toEqual([
      ['trace/senseless-rule', 'rule a means nothing: a task has no field colour', 'program:7:7'],
      ['trace/senseless-rule', 'two rules are called a', 'program:7:7'],
      ['trace/senseless-rule', 'rule 3 means nothing: a task has no state finished', 'program:8:7'],
      ['trace/senseless-rule', 'rule 4 means nothing: a test has no field line', 'program:9:7'],
      ['trace/senseless-rule', 'rule 6 means nothing: min: 0 without max asks for nothing', 'program:11:7'],
      ['trace/senseless-rule', 'rule 7 means nothing: at least 2 and at most 1 is never so', 'program:12:7'],
      ['trace/empty-rule', 'rule a ranges over nothing: there is no risk', 'program:6:7'],
      ['trace/empty-rule', 'rule 5 ranges over nothing: there is no task with state done', 'program:10:7'],
    ])
  })

  it('name ranges of requirements that hold none', () => {
    const texts = { ...requirements("{ id: '1.1', title: a }"), ...tasks("{ id: T-1, title: One, requirements: ['1.2-1.4', '1.1-1.3'] }") }
    const { diagnostics, rules: none } = check(texts)
    expect(none).toEqual([])
    expect(diagnostics.map(({ code, message, location }) => [code, message, place(location)])).toEqual([
      ['trace/empty-range', 'task T-1 refers to 1.2-1.4, and no requirement lies in this range', 'tasks:3:43'],
    ])
  })
})

it('puts rules in words', () => {
  const program = buildProgram(
    rules('{ every: evidence, has: [{ type: criterion }, { type: approval, min: 2 }], where: { title: [a, b] } }'),
  )
  expect(traceRules(program).map(ruleInWords)).toEqual(['every evidence with title a or b has a criterion and 2 approvals'])
  expect(demandsOf('task')).toEqual([{ type: 'task', relation: undefined, min: 1, max: undefined }])
})

describe('coverage without rules', () => {
  it('tells of the relations that there are', () => {
    const program = buildProgram({
      ...requirements("{ id: '1', title: a }", "{ id: '2', title: b }"),
      ...tasks("{ id: T-1, title: One, requirements: ['1'], sourceRefs: [a memo] }", '{ id: T-2, title: Two }'),
      ...risks('{ id: R-1, title: Rain }'),
    })
    expect(relationCoverage(program, buildGraph(program)).map(({ id, covered, total, others }) => [id, covered, total, others])).toEqual([
      ['requirement←task', 1, 2, 1],
      ['task←requirement', 1, 2, 1],
      ['task←source', 1, 2, 1],
    ])
    expect(relationCoverage(buildProgram({}), buildGraph(buildProgram({})))).toEqual([])
  })
})

describe('orphans', () => {
  it('are records without any link but containment, on their own', () => {
    const program = buildProgram({
      'specification/phases/P0.yaml':
        'format: 1\nid: P0\ntitle: Zero\ntasks: [T-1]\nmilestones: [{ id: M, title: M, deliverables: [{ id: D, title: D }] }]\n',
      ...tasks(
        '{ id: T-1, title: One }',
        '{ id: T-9, title: Look, checkpoint: true }',
        '{ id: T-2, title: Two, children: [{ id: T-2a, title: a, risks: [R-1] }, { id: T-2b, title: b }] }',
        '{ id: T-3, title: Three, risks: [R-1], children: [{ id: T-3a, title: a, children: [{ id: T-3b, title: b }] }] }',
      ),
      ...risks('{ id: R-1, title: Rain }', '{ id: R-2, title: Wind }'),
      ...requirements("{ id: '1', title: a }"),
      'specification/components.yaml': 'format: 1\ncomponents: [{ id: a }, { id: b, dependsOn: [c] }, { id: c }]\n',
    })
    expect(orphans(program, buildGraph(program))).toEqual([
      'task:T-1',
      'task:T-2b',
      'deliverable:D',
      'risk:R-2',
      'requirement:1',
      'component:a',
    ])
  })
})

/** What the words of a deep rule say, taken literally: records that fail are taken out until nothing changes. */
function naive(program: Program, deep: boolean): string[][] {
  const graph = buildGraph(program)
  const all = traceRules(program)
  const nodes = [...graph.nodes.values()].filter(({ declared }) => declared)
  const parents = (key: string): string[] =>
    graph.links.filter((link) => link.from === key && link.relation === 'part-of' && link.to.startsWith('task:')).map(({ to }) => to)
  const gone = new Set<string>()
  const coveredBy = (rule: (typeof all)[number]) => {
    const own = (key: string): boolean =>
      rule.has.every(({ type, min }) => {
        const others = graph.links.flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : []))
        return new Set(others.filter((other) => other !== key && other.startsWith(`${type}:`) && !(deep && gone.has(other)))).size >= min
      })
    const withParents = (key: string): boolean => own(key) || parents(key).some(withParents)
    const covered = (key: string): boolean => {
      const parts = nodes.filter((node) => parents(node.key).includes(key))
      return withParents(key) || (parts.length > 0 && parts.every((part) => covered(part.key)))
    }
    return covered
  }
  for (let size = -1; size !== gone.size; ) {
    size = gone.size
    for (const rule of all) for (const { key, type } of nodes) if (type === rule.every && !coveredBy(rule)(key)) gone.add(key)
  }
  return all.map((rule) => nodes.filter(({ key, type }) => type === rule.every && !coveredBy(rule)(key)).map(({ key }) => key))
}

describe('coverage of any plan', () => {
  const number = (count: number) => fc.integer({ min: 0, max: count })
  const task = fc.record({
    risks: fc.array(number(3), { maxLength: 2 }),
    needs: fc.array(number(7), { maxLength: 2 }),
    parent: fc.option(number(7)),
  })
  const rule = fc.record({ every: fc.constantFrom('task', 'risk'), has: fc.constantFrom('task', 'risk'), min: fc.constantFrom(1, 1, 2) })

  it.each([false, true])('is what the rules say (deep: %s)', (deep) => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 8 }), fc.array(rule, { minLength: 1, maxLength: 3 }), (list, wanted) => {
        const made = list.map(({ risks: named, needs }, index) => ({
          id: `T${index}`,
          title: 't',
          risks: named.map((one) => `R${one}`),
          prerequisites: needs.filter((one) => one < index).map((one) => `T${one}`),
          children: [] as unknown[],
        }))
        const top = made.filter((one, index) => {
          const parent = list[index]?.parent ?? undefined
          if (parent === undefined || parent >= index) return true
          made[parent]?.children.push(one)
          return false
        })
        const program = buildProgram({
          'specification/program.yaml': JSON.stringify({
            format: 1,
            id: 'd',
            name: 'D',
            trace: { rules: wanted.map(({ every, has, min }) => ({ every, has: { type: has, min }, deep })) },
          }),
          'specification/tasks.yaml': JSON.stringify({ format: 1, tasks: top }),
          'specification/risks.yaml': JSON.stringify({ format: 1, risks: [0, 1, 2, 3].map((one) => ({ id: `R${one}`, title: 'r' })) }),
        })
        const graph = buildGraph(program)
        expect(ruleCoverage(program, graph, traceRules(program)).map(({ uncovered }) => uncovered)).toEqual(naive(program, deep))
      }),
      { numRuns: 120 },
    )
  })
})
