import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ProgramRecords } from '../../src/import/imported.ts'
import { proposeChecks, withoutProposals } from '../../src/import/propose.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'

const records = (parts: Partial<ProgramRecords>): ProgramRecords => ({
  program: { format: 1, id: 'harbour', name: 'Harbour' },
  phases: [],
  tasks: [],
  risks: [],
  requirements: [],
  properties: [],
  components: [],
  playbooks: [],
  gates: [],
  metrics: [],
  alerts: [],
  questions: [],
  decisions: [],
  actions: [],
  checklists: [],
  ...parts,
})
const criterion = (statement: string, more: Partial<Criterion> = {}): Criterion => ({ id: 'c', statement, ...more })
const phase = (parts: object): ProgramRecords['phases'][number] => ({ format: 1, id: 'P1', title: 'T', ...parts })

describe('proposed checks', () => {
  it('look at the deliverables of the milestone, or of the whole phase at its gates', () => {
    const acceptance = [criterion('Survey drafted'), criterion('Chart drafted')]
    const exit = { criteria: [criterion('Survey and chart drafted')] }
    const milestones = [
      { id: 'M1', title: 'T', deliverables: [{ id: 'D1', title: 'Survey', path: 'docs/survey.md' }], acceptance },
      { id: 'M2', title: 'T', deliverables: [{ id: 'D2', title: 'Chart', path: 'docs/chart.md' }] },
    ]
    proposeChecks(records({ phases: [phase({ milestones, exit })] }))
    expect(acceptance.map((one) => one.check)).toEqual([{ kind: 'artifact', paths: ['docs/survey.md'], proposed: true }, undefined])
    expect(exit.criteria[0]?.check).toEqual({ kind: 'artifact', paths: ['docs/survey.md', 'docs/chart.md'], proposed: true })
  })

  it('ask a person where nothing is handed over that evidence could cover', () => {
    const [exit, acceptance, own, free] = ['Staging used', 'Staging used', 'Staging used', 'Staging used'].map((text) => [criterion(text)])
    const milestones = [
      { id: 'M1', title: 'T', acceptance, tasks: [{ id: 'T1', title: 'Chart', outputs: ['chart.md'] }] },
      { id: 'M2', title: 'T', deliverables: [{ id: 'D2', title: 'Chart' }], acceptance: own },
    ]
    const gates = [{ id: 'Q', title: 'Q', criteria: free as Criterion[] }]
    proposeChecks(records({ gates, phases: [phase({ milestones, exit: { criteria: exit } })] as never }))
    const checks = [exit, acceptance, own, free].map((list) => list?.[0]?.check)
    expect(checks).toMatchObject(['evidence', 'attest', 'evidence', 'attest'].map((kind) => ({ kind })))
  })

  it('look at what tasks put out, wherever they are declared', () => {
    const tasks = [{ id: 'T1', title: 'Write the tide model', outputs: ['tides.yaml, hooks', 'charts/'] }]
    const entry = { criteria: [criterion('Tide model defined'), criterion('Charts published')] }
    proposeChecks(records({ tasks, phases: [phase({ tasks: ['T1', 'T9'], entry })] }))
    expect(entry.criteria.map((one) => one.check)).toMatchObject([{ paths: ['tides.yaml'] }, { paths: ['charts/'] }])
  })

  it.each<[string, object, string]>([
    ['the folder of the program', { program: { format: 1, id: 'h', name: 'H', evidence: 'proof' } }, 'proof/M1/*report*'],
    ['the folder that other results lie in', {}, 'docs/all/M1/*report*'],
  ])('look for what has no path in %s', (_name, more, path) => {
    const acceptance = [criterion('Reports include the weather')]
    const milestones = [
      {
        id: 'M0',
        title: 'T',
        deliverables: [
          { id: 'D0', title: 'Chart', path: 'docs/all/M0/chart.md' },
          { id: 'D9', title: 'Lamp' },
        ],
      },
      { id: 'M1', title: 'T', acceptance },
    ]
    proposeChecks(records({ ...more, phases: [phase({ milestones })] }))
    expect(acceptance[0]?.check).toMatchObject({ kind: 'content', paths: [path] })
  })

  it('know the gates and phases of the program', () => {
    const gates = [
      { id: 'quality', stage: 'quality' as const, criteria: [] },
      { id: 'minimum', criteria: [criterion('All quality checks pass'), criterion('Phase 1 complete')] },
    ]
    proposeChecks(records({ gates, phases: [phase({ gates: [{ id: 'P1.tide', criteria: [] }] })] }))
    expect(gates[1]?.criteria.map((one: Criterion) => one.check)).toMatchObject([
      { kind: 'gate', gate: 'quality' },
      { kind: 'gate', gate: 'P1' },
    ])
  })

  it('leave alone what a reader took from more than the wording', () => {
    const check: Check = { kind: 'command', argv: ['make'], proposed: true }
    const exit = {
      criteria: [criterion('All tests pass', { check }), criterion('All tests pass', { check: { kind: 'test', proposed: true } })],
    }
    proposeChecks(records({ phases: [phase({ exit })] }))
    expect(exit.criteria.map((one) => one.check)).toEqual([check, { kind: 'test', proposed: true }])
  })

  it('can be taken out again', () => {
    const exit = {
      criteria: [
        criterion('All tests pass', { check: { kind: 'test', proposed: true } }),
        criterion('A', { check: { kind: 'test' } }),
        criterion('B'),
      ],
    }
    withoutProposals(records({ phases: [phase({ exit })] }))
    expect(exit.criteria.map((one) => one.check)).toEqual([undefined, { kind: 'test' }, undefined])
  })
})

describe('an import', () => {
  const text = '# Harbour\n\n## Phase 1: Dig\n\n**Exit criteria:**\n\n- All tests pass\n- The council is happy\n'
  const checks = (proposals?: boolean) =>
    importDocuments([{ path: 'PLAN.md', text }], { proposals })
      .phases.flatMap((one) => one.exit?.criteria ?? [])
      .map((one) => one.check)
  it('proposes, unless it is told not to', () => {
    expect(checks()).toEqual([{ kind: 'test', proposed: true }, undefined])
    expect(checks(false)).toEqual([undefined, undefined])
  })
})
