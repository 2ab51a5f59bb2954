import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { criterionDefinition } from '../../src/gates/definition.ts'
import { type Simulation, type Supposed, simulateGate } from '../../src/gates/simulate.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { PolicyFile } from '../../src/schema/policy.ts'
import { approvalOf, caseOf, criterion, evidence, exitOf, factsOf, missing, now, type ProgramParts, programOf } from './build.ts'

const people: ProgramParts = {
  program: {
    roles: [
      { id: 'TL', title: 'Lead' },
      { id: 'RL', title: 'Release lead' },
      { id: 'SEC', title: 'Security', owner: 'Sec <sec@example.org>' },
    ],
    people: [
      { id: 'ada', name: 'Ada', emails: ['ada@example.org'], roles: ['TL', 'RL'] },
      { id: 'grace', name: 'Grace', roles: ['TL'] },
      { id: 'robot', kind: 'bot', roles: ['TL'] },
    ],
  },
}

const withPolicy = (program: Program, record: Partial<PolicyFile>): Program => ({
  ...program,
  policy: { id: 'policy', pointer: '', record: { format: 1, version: 1, ...record }, file: program.file.file },
})

interface Given {
  readonly case?: Partial<Case>
  readonly supposed?: Supposed
  readonly policy?: Partial<PolicyFile>
  readonly parts?: ProgramParts
  readonly gate?: string
}

function simulate(
  criteria: readonly Criterion[],
  { case: records = {}, supposed = {}, policy, parts = people, gate = 'P0' }: Given = {},
): Simulation {
  const program = exitOf(criteria, parts)
  const facts = factsOf({
    files: { 'docs/a.md': missing, 'docs/b.md': { state: 'file', sha256: 'b'.repeat(64), size: 3 } },
    globs: { 'docs/*.txt': [] },
  })
  return simulateGate(
    policy === undefined ? program : withPolicy(program, policy),
    caseOf(records),
    facts,
    gate,
    supposed,
    now,
  ) as Simulation
}

const attest: Check = { kind: 'attest', claim: 'done' }
const approval = (more: object = {}): Check => ({ kind: 'approval', ...more })
const told = ({ steps }: Simulation): string[] | undefined =>
  steps?.map(({ type, criteria, who, others }) =>
    [type, ...(who === undefined ? [] : [who]), ...(others?.length ? [`or ${others.join(' or ')}`] : []), criteria.join('+')].join(' '),
  )
const verdict = (criteria: readonly Criterion[], supposed: Supposed, given: Given = {}): string => {
  const { supposed: gate } = simulate(criteria, { ...given, supposed })
  return [gate.verdict, ...gate.criteria.map(({ outcome, reason }) => reason ?? outcome)].join(' ')
}

describe('what it takes', () => {
  it('nothing, where the gate is met', () => {
    const simulation = simulate([criterion('P0.1', approval())], { case: { approvals: [] }, parts: { program: { people: [] } } })
    expect(told(simulation)).toEqual(['approval somebody who did not make the evidence P0.1'])
    const program = exitOf([criterion('P0.1', { kind: 'query', from: 'phases', expect: 'all', that: { id: 'P0' } })])
    expect(simulateGate(program, caseOf(), factsOf(), 'P0', {}, now)).toMatchObject({
      gate: { verdict: 'met' },
      steps: [],
      blocked: [],
      idle: [],
    })
  })

  it('evidence, approvals and waivers, each only where it is needed', () => {
    const simulation = simulate([
      criterion('P0.1', attest),
      criterion('P0.2', approval({ roles: ['RL'] })),
      criterion('P0.3', undefined),
      criterion('P0.4', { kind: 'attest', claim: 'x' }, { level: 'recommended' }),
    ])
    expect(told(simulation)).toEqual(['evidence P0.1', 'approval Ada P0.2', 'waiver P0.3'])
    expect(simulation.steps?.map(({ command }) => command)).toEqual([
      'refractor evidence add P0.1 --observe done',
      'refractor approve P0.2',
      'refractor waive P0.3 --reason TEXT --days DAYS',
    ])
  })

  it('one person for one approval, and who else could give it', () => {
    expect(told(simulate([criterion('P0.1', approval({ roles: ['TL'] }))]))).toEqual(['approval Ada or Grace P0.1'])
    expect(
      told(simulate([criterion('P0.1', approval({ roles: ['TL'] })), criterion('P0.2', approval({ roles: ['TL', 'RL'], min: 1 }))])),
    ).toEqual(['approval Ada P0.1+P0.2'])
  })

  it('as many persons as a quorum wants', () => {
    expect(told(simulate([criterion('P0.1', approval({ min: 2 }))]))).toEqual(['approval Ada P0.1', 'approval Grace P0.1'])
    expect(told(simulate([criterion('P0.1', approval({ roles: ['TL', 'RL'] }))]))).toEqual(['approval Ada P0.1', 'approval Grace P0.1'])
    expect(told(simulate([criterion('P0.1', approval({ roles: ['SEC'] }))]))).toEqual(['approval Sec P0.1'])
  })

  it('nobody who may not approve', () => {
    const made = evidence({ author: 'ada' })
    expect(told(simulate([criterion('P0.1', approval({ roles: ['TL'] }))], { case: { evidence: [made] } }))).toEqual([
      'approval Grace P0.1',
    ])
  })

  it('whom policy wants, with the proof that it wants', () => {
    const policy: Partial<PolicyFile> = { approve: [{ roles: ['RL'] }], trust: { RL: 'signed' } }
    expect(told(simulate([criterion('P0.1', approval())], { policy }))).toEqual(['approval Ada P0.1'])
  })

  it('the cheapest part of a choice', () => {
    expect(told(simulate([criterion('P0.1', { any: [approval({ roles: ['TL'] }), attest] })]))).toHaveLength(1)
    expect(told(simulate([criterion('P0.1', { all: [approval({ roles: ['RL'] }), attest] })]))).toEqual([
      'evidence P0.1',
      'approval Ada P0.1',
    ])
    expect(told(simulate([criterion('P0.1', { not: attest })]))).toEqual(['evidence P0.1'])
  })

  it('approvals of what is not written yet', () => {
    const subjects = ['docs/a.md', 'docs/*.txt', 'docs/b.md']
    expect(
      told(
        simulate([criterion('P0.1', approval({ roles: ['RL'], subjects })), criterion('P0.2', { kind: 'artifact', paths: ['docs/a.md'] })]),
      ),
    ).toEqual(['evidence P0.2', 'approval Ada P0.1'])
  })

  it('approvals of a forum, with minutes, about an aspect', () => {
    expect(
      told(simulate([criterion('P0.1', approval({ roles: ['RL'], forum: 'steering review', minutes: true, aspect: 'cost' }))])),
    ).toEqual(['approval Ada P0.1'])
  })

  it('what other gates and criteria lack that are waited for', () => {
    const parts: ProgramParts = { ...people, phases: [{ id: 'P1', exit: { criteria: [criterion('P1.1', attest)] } }] }
    const simulation = simulate([criterion('P0.1', { kind: 'gate', gate: 'P1' }), criterion('P0.2', attest, { after: ['P1.1'] })], {
      parts,
    })
    expect(told(simulation)).toEqual(['evidence P1.1', 'evidence P0.2'])
  })

  it('says what stands in the way of everything', () => {
    const simulation = simulate([criterion('P0.1', undefined, { waivable: false }), criterion('P0.2', attest)])
    expect(simulation.steps).toBeUndefined()
    expect(simulation.blocked).toEqual([{ id: 'P0.1', because: 'has no check', command: 'refractor gate explain P0 P0.1' }])
  })

  it('waives nothing that was tampered with', () => {
    const record = evidence({ artifacts: [{ path: 'docs/b.md', sha256: 'c'.repeat(64) }] })
    const simulation = simulate([criterion('P0.1', attest)], { case: { evidence: [record] } })
    expect(simulation.steps).toBeUndefined()
    expect(simulation.blocked.map(({ id }) => id)).toEqual(['P0.1'])
  })

  it('a gate that waits for itself is met by waivers alone', () => {
    const program = programOf({
      ...people,
      phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'gate', gate: 'P0' }, { waivable: false })] } }],
    })
    expect(simulateGate(program, caseOf(), factsOf(), 'P0', {}, now)).toMatchObject({ steps: undefined, blocked: [{ id: 'P0.1' }] })
  })

  it('knows no gate that does not exist', () => {
    expect(simulateGate(exitOf([]), caseOf(), factsOf(), 'P9', {}, now)).toBeUndefined()
  })
})

describe('what would be if', () => {
  const criteria = [criterion('P0.1', attest), criterion('P0.2', approval({ roles: ['TL'] })), criterion('P0.3', undefined)]

  it.each<[string, Supposed, string]>([
    ['nothing', {}, 'unmet missing pending undefined'],
    ['evidence', { evidence: ['P0.1'] }, 'unmet met pending undefined'],
    ['an approval', { approvals: ['TL'] }, 'unmet missing met undefined'],
    ['the approval of a person', { approvals: ['grace'] }, 'unmet missing met undefined'],
    ['the approval of the wrong role', { approvals: ['SEC'] }, 'unmet missing pending undefined'],
    ['a waiver', { waivers: ['P0.3'] }, 'unmet missing pending waived'],
    ['all of it', { evidence: ['P0.1'], approvals: ['TL'], waivers: ['P0.3'] }, 'met met met waived'],
    ['only waivers, which meet no gate', { waivers: ['P0.1', 'P0.2', 'P0.3'] }, 'unknown waived waived waived'],
    ['evidence where there is no check', { evidence: ['P0.3'] }, 'unmet missing pending undefined'],
    ['evidence where an approval is asked for', { evidence: ['P0.2'] }, 'unmet missing pending undefined'],
  ])('%s', (_, supposed, expected) => expect(verdict(criteria, supposed)).toBe(expected))

  it('evidence that is there already', () => {
    const made = evidence({ result: { outcome: 'passed', observations: [{ claim: 'done', value: true }] } })
    const { supposed, idle } = simulate(criteria, { supposed: { evidence: ['P0.1'] }, case: { evidence: [made] } })
    expect(supposed.criteria[0]).toMatchObject({ outcome: 'met', evidence: [{ path: made.source.path }] })
    expect(idle).toEqual(['P0.1 is met already'])
  })

  it('evidence against what is denied already', () => {
    const denied = { observations: [{ claim: 'done', value: false }] }
    const given = (outcome: 'passed' | 'failed') => ({ case: { evidence: [evidence({ result: { outcome, ...denied } })] } })
    const not = [criterion('P0.1', { not: attest })]
    expect([verdict(not, {}, given('passed')), verdict(not, { evidence: ['P0.1'] }, given('passed'))]).toEqual(['met met', 'met met'])
    // A run that crashed says nothing about the opposite.
    expect([verdict(not, {}, given('failed')), verdict(not, { evidence: ['P0.1'] }, given('failed'))]).toEqual(['unmet failed', 'met met'])
  })

  it('an approval of all files of a folder, written or not', () => {
    const program = exitOf([criterion('P0.1', approval({ roles: ['RL'], subjects: ['docs/', 'plans/'] }))], people)
    const sha256 = 'b'.repeat(64)
    const facts = factsOf({
      files: { 'docs/b.md': { state: 'file', sha256, size: 3 } },
      globs: { 'docs/**': ['docs/b.md'], 'plans/**': [] },
    })
    expect(simulateGate(program, caseOf(), facts, 'P0', { approvals: ['RL'] }, now)?.supposed.verdict).toBe('met')
  })

  it('an approval answers a rejection', () => {
    const rejected = approvalOf({ decision: 'reject', target: { type: 'criterion', id: 'P0.2' } })
    expect(verdict(criteria, { approvals: ['TL'] }, { case: { approvals: [rejected] } })).toBe('unmet missing met undefined')
  })

  it('under a not evidence is that of the opposite', () => {
    expect(verdict([criterion('P0.1', { not: attest })], { evidence: ['P0.1'] })).toBe('met met')
    expect(verdict([criterion('P0.1', { not: { not: attest } })], { evidence: ['P0.1'] })).toBe('met met')
  })

  it('waives nothing that is not waivable', () => {
    const { supposed, idle } = simulate([criterion('P0.1', attest, { waivable: false })], { supposed: { waivers: ['P0.1'] } })
    expect(supposed.verdict).toBe('unmet')
    expect(idle).toEqual(['a waiver of P0.1 would not count: P0.1 says that it is not waivable'])
  })

  it('says what changes nothing, and why', () => {
    const parts: ProgramParts = { ...people, phases: [{ id: 'P1', exit: { criteria: [criterion('P1.1', attest)] } }] }
    const supposed = { approvals: ['SEC', 'SEC', 'nobody'], evidence: ['P0.3', 'P1.1', 'P9'], waivers: ['P0.1'] }
    expect(simulate(criteria, { supposed, parts }).idle).toEqual([
      'nobody else holds SEC',
      'nobody holds nobody',
      'evidence alone does not meet P0.3: has no check',
      'P1.1 has no part in P0',
      expect.stringMatching(/^the approval of Sec changes nothing: TL has not approved/),
    ])
  })

  it('says that nothing is left to approve', () => {
    const one = [criterion('P0.1', approval({ roles: ['TL'] }))]
    const definition = criterionDefinition(exitOf(one, people).criteria.get('P0.1') as never)
    const approvals = [approvalOf({ by: 'grace', definition })]
    const { gate, idle } = simulate(one, { supposed: { approvals: ['TL'] }, case: { approvals } })
    expect([gate.verdict, idle]).toEqual(['met', [expect.stringMatching(/^the approval of \w+ changes nothing$/)]])
  })

  it('takes the person with whom the most is met', () => {
    const made = evidence({ author: 'ada' })
    const { approvers } = simulate(criteria, { supposed: { approvals: ['TL'] }, case: { evidence: [made] } })
    expect(approvers).toEqual(['Grace'])
  })

  it('leaves the gate itself as it is', () => {
    expect(simulate(criteria, { supposed: { evidence: ['P0.1'] } }).gate.criteria[0]).toMatchObject({ outcome: 'unmet', reason: 'missing' })
  })
})
