import { describe, expect, it } from 'vitest'
import { linkStanding } from '../../src/gates/suspects/suspects-of.ts'
import { type TraceChoice, traceReport } from '../../src/gates/trace-report.ts'
import type { TraceSettings } from '../../src/schema/trace.ts'
import { meaningsOf } from '../../src/trace/meaning.ts'
import { type TraceKey, type TraceSources, traceKey } from '../../src/trace/trace-types.ts'
import { caseOf, factsOf, fileOf, now, type ProgramParts, programOf } from './build.ts'

const parts: ProgramParts = {
  tasks: [
    { id: 'T1', title: 'One', requirements: ['1.1'], risks: ['R1'] },
    { id: 'T2', title: 'Two', requirements: ['1.1'] },
    { id: 'T3', title: 'Look', checkpoint: true },
    { id: 'T4', title: 'Four' },
  ],
  requirements: [
    { id: '1.1', title: 'Some' },
    { id: '1.2', title: 'Others' },
  ],
  risks: [{ id: 'R1', title: 'Rain' }],
  phases: [
    { id: 'P0', tasks: ['T1'] },
    { id: 'P1', tasks: ['T2', 'T3', 'T4'] },
  ],
}

interface Given {
  readonly trace?: TraceSettings
  readonly choice?: TraceChoice
  /** Links that somebody reviewed while their targets meant what they mean in these parts. */
  readonly reviewed?: { readonly parts: ProgramParts; readonly links: readonly (readonly [string, TraceKey])[] }
  readonly sources?: TraceSources
}

function report({ trace, choice, reviewed, sources = {} }: Given = {}) {
  const program = programOf({ ...parts, program: { ...(trace && { trace }) } })
  const meaning = reviewed && meaningsOf(programOf(reviewed.parts))
  const targets = (reviewed?.links ?? []).map(([from, to]) => ({
    type: to.slice(0, to.indexOf(':')) as 'requirement',
    id: to.slice(to.indexOf(':') + 1),
    fingerprint: meaning?.(to).fingerprint as string,
    from: [from],
  }))
  const review = {
    format: 1,
    kind: 'link-review',
    program: 'demo',
    reason: 'read',
    by: 'Ada <ada@example.org>',
    at: '2026-11-20T10:00:00Z',
    trust: 'self',
    targets,
  } as const
  const records = caseOf(targets.length === 0 ? {} : { linkReviews: [fileOf('.refractor/links/a.json', review as never)] })
  const facts = { ...factsOf(), trace: sources }
  return traceReport(program, records, linkStanding(program, records, facts, now), sources.documents, choice)
}

const codes = ({ diagnostics }: ReturnType<typeof report>): string[] => diagnostics.map(({ code, severity }) => `${severity} ${code}`)

const links = [
  ['satisfies task:T1', 'requirement:1.1'],
  ['satisfies task:T2', 'requirement:1.1'],
] as const satisfies readonly (readonly [string, TraceKey])[]
const before: ProgramParts = { ...parts, requirements: [{ id: '1.1', title: 'Something else' }] }
const rule = { id: 'reqs', every: 'requirement', has: 'task' } as const

describe('traceReport', () => {
  it('without rules counts, and reports nothing', () => {
    const found = report()
    expect(found).toMatchObject({
      links: { reviewed: 0, suspect: 0, unreviewed: 3 },
      rules: [],
      suspects: [],
      orphans: ['task:T4', 'requirement:1.2'],
      dangling: [],
      diagnostics: [],
    })
    expect(found.relations.map(({ id, covered, total }) => `${id} ${covered}/${total}`)).toEqual([
      'requirement←task 1/2',
      'risk←task 1/1',
      'task←requirement 2/3',
      'task←risk 1/3',
    ])
  })

  it('reports what breaks a rule, and with its id nothing else', () => {
    const other = { every: 'task', has: 'risk', severity: 'warning' } as const
    expect(codes(report({ trace: { rules: [rule, other] } }))).toEqual(
      expect.arrayContaining(['error trace/uncovered', 'warning trace/uncovered']),
    )
    const found = report({ trace: { rules: [rule, other] }, choice: { rules: ['reqs'] } })
    expect(codes(found)).toEqual(['error trace/uncovered'])
    expect(found).toMatchObject({
      rules: [{ id: 'reqs', uncovered: ['requirement:1.2'] }],
      relations: [],
      orphans: [],
      dangling: [],
      suspects: [],
    })
    expect(codes(report({ trace: { rules: [{ ...rule, every: 'component' }] }, choice: { rules: ['reqs'] } }))).toEqual([
      'warning trace/empty-rule',
    ])
  })

  it.each([
    [undefined, ['error trace/suspect', 'error trace/suspect']],
    ['warning', ['warning trace/suspect', 'warning trace/suspect']],
    ['off', []],
  ] as const)('suspect links where they are %s', (suspect, expected) => {
    const found = report({ trace: { ...(suspect && { suspect }) }, reviewed: { parts: before, links } })
    expect(codes(found)).toEqual(expected)
    expect(found.links).toMatchObject({ suspect: 2, reviewed: 0, unreviewed: 1 })
    if (expected.length > 0)
      expect(found.diagnostics[0]).toMatchObject({
        message: 'T1 satisfies 1.1, which changed since Ada reviewed the link on 2026-11-20',
        help: 'look at it, then run refractor trace clear T1 --reason TEXT',
        location: { file: 'specification/tasks.yaml' },
      })
  })

  it('reports links that nobody has reviewed where the program asks for that', () => {
    const found = report({ trace: { unreviewed: 'warning' }, reviewed: { parts, links } })
    expect(codes(found)).toEqual(['warning trace/unreviewed'])
    expect(found.diagnostics[0]?.message).toBe('nobody has reviewed that T1 mitigates R1')
    expect(codes(report({ trace: { unreviewed: 'error' }, reviewed: { parts, links } }))).toEqual(['error trace/unreviewed'])
  })

  it('looks at some records with all that is part of them', () => {
    const found = report({ trace: { rules: [rule] }, choice: { keys: [traceKey('phase', 'P1')] }, reviewed: { parts: before, links } })
    expect(found.suspects.map(({ link }) => link.from)).toEqual(['task:T2'])
    expect(found).toMatchObject({ orphans: ['task:T4'], rules: [] })
    expect(found.relations.map(({ id, covered, total, uncovered }) => [id, covered, total, uncovered])).toEqual([
      ['task←requirement', 1, 2, ['task:T4']],
      ['task←risk', 0, 2, ['task:T2', 'task:T4']],
    ])
    const one = report({ trace: { rules: [rule] }, choice: { keys: [traceKey('requirement', '1.1')] } })
    expect(one.rules).toMatchObject([{ covered: 1, total: 1, uncovered: [] }])
  })

  it('tells what tags name that is not there', () => {
    const sources: TraceSources = {
      tags: [{ path: 'src/a.ts', line: 3, column: 14, as: 'file', id: 'T9' }],
    }
    const found = report({ sources })
    expect(found.dangling).toMatchObject([{ from: 'file:src/a.ts', to: 'T9' }])
    expect(codes(found)).toEqual(['error trace/dangling-tag'])
    expect(report({ sources, choice: { keys: ['file:src/a.ts'] } }).dangling).toHaveLength(1)
    expect(report({ sources, choice: { keys: [traceKey('task', 'T1')] } })).toMatchObject({ dangling: [], diagnostics: [] })
  })
})
