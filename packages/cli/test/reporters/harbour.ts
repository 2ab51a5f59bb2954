import type { CriterionResult, Diagnostic, GateResult } from '@refractor/core'
import type { Answer } from '../../src/answer.ts'
import { gateData } from '../../src/gate-data.ts'

const file = 'specification/phases/P1.yaml'
const location = (line: number) => ({ file, line, column: 7 })

type Given = Partial<CriterionResult> & Pick<CriterionResult, 'id' | 'statement' | 'outcome' | 'because'>

export const criterion = (given: Given): CriterionResult => ({
  gate: 'P1',
  kind: 'test',
  level: 'required',
  evidence: [],
  location: location(20),
  definition: '0'.repeat(64),
  ...given,
})

const criteria: readonly CriterionResult[] = [
  criterion({ id: 'P1.1', statement: 'Every shelf has a label', outcome: 'met', because: '62 passed · recorded 2 h ago at 4f1c2a9' }),
  criterion({
    id: 'P1.2',
    statement: 'The lift carries the atlas cabinet',
    outcome: 'unmet',
    reason: 'missing',
    because: 'no record speaks for P1.2',
    location: location(41),
    fix: 'refractor evidence run P1.2',
  }),
  criterion({
    id: 'P1.3',
    statement: 'The insurer has agreed to the route',
    kind: 'approval',
    outcome: 'unmet',
    reason: 'stale',
    because: 'void: docs/route.md changed since it was approved',
    location: location(52),
    fix: 'refractor approve P1.3 --role insurer',
  }),
  criterion({
    id: 'P1.4',
    statement: 'Boxes weigh at most 18 kg',
    kind: 'metric',
    outcome: 'waived',
    because: 'waived until 2026-12-20 (W-002); found 18.6 kg',
  }),
  criterion({
    id: 'P1.5',
    statement: 'Readers were told',
    kind: 'undefined',
    level: 'recommended',
    outcome: 'unmet',
    reason: 'undefined',
    because: 'it has no check',
  }),
  criterion({
    id: 'P1.6',
    statement: 'Damp in the new stacks stays below the limit of the conservator',
    kind: 'metric',
    outcome: 'unmet',
    reason: 'failed',
    because: 'damp is too high',
    expected: '≤ 55 %',
    found: '61 %',
    location: location(70),
    fix: 'refractor evidence add P1.6 --metric damp=<value>%',
  }),
  criterion({
    id: 'P1.7',
    statement: 'The old catalogue can be read',
    kind: 'artifact',
    outcome: 'unknown',
    reason: 'unreadable',
    because: 'catalogue.csv cannot be read',
    fix: 'chmod +r catalogue.csv',
  }),
  criterion({
    id: 'P1.8',
    statement: 'The ferry is booked',
    kind: 'attest',
    outcome: 'not-applicable',
    because: 'the program sets ferry to false',
  }),
]

const countOf = (list: readonly CriterionResult[], outcome: CriterionResult['outcome']): number =>
  list.filter((one) => one.outcome === outcome).length

export const gate = (given: Partial<GateResult> = {}): GateResult => {
  const list = given.criteria ?? criteria
  return {
    id: 'P1',
    program: 'harbour',
    title: 'Pack and move',
    phase: 'P1',
    milestone: undefined,
    stage: 'exit',
    verdict: 'unmet',
    due: true,
    criteria: list,
    counts: {
      met: countOf(list, 'met'),
      unmet: countOf(list, 'unmet'),
      waived: countOf(list, 'waived'),
      notApplicable: countOf(list, 'not-applicable'),
      unknown: countOf(list, 'unknown'),
    },
    location: location(12),
    ...given,
  }
}

export const metGate = gate({
  id: 'P0',
  phase: 'P0',
  title: 'Plan the move',
  verdict: 'met',
  criteria: criteria.slice(0, 1),
  closed: { at: '2026-11-20T16:00:00Z', record: 'outbox/P0/metadata.json' },
})

export const findings: readonly Diagnostic[] = [
  {
    code: 'link/unknown-id',
    severity: 'error',
    message: 'P1.T2 asks for P1.T99, which does not exist',
    location: { file, line: 2, column: 20, endLine: 2, endColumn: 27 },
    help: 'did you mean P1.T9?',
    expected: ['P1.T9'],
    related: [{ message: 'P1.T9 is declared here', location: { file, line: 4, column: 5 } }],
  },
  {
    code: 'plan/owner-missing',
    severity: 'warning',
    message: 'P1.M1 has begun without an owner',
    location: { file, line: 3, column: 5, endLine: 3, endColumn: 10 },
  },
  { code: 'plan/undefined-criterion', severity: 'info', message: 'P1.5 has no check', location: { file, line: 9, column: 1 } },
]

export const sources: ReadonlyMap<string, string> = new Map([
  [file, 'tasks:\n\t- prerequisites: [P1.T99] # 書庫の本\r\n    id: P1.M1\n    id: P1.T9\n'],
])

/** What `gate check` answers, with findings. */
export const gateCheckAnswer: Answer = {
  command: 'gate check',
  diagnostics: findings.slice(0, 2),
  gates: [metGate, gate()],
  data: {
    gates: [gateData(metGate), gateData(gate(), [{ phase: 'P0', state: 'closed', reviewed: '2026-11-20T16:00:00Z' }])],
    notDue: ['P2', 'P3.entry', 'P3'],
    next: 'refractor evidence run P1.2',
  },
}

/** Text of a file that tries to rule the terminal, the table or the workflow that shows it. */
export const hostile = '\u001b[31m<img src=x>\u0007 | `code` ::error::gone\r\n@everyone \u202egpj.exe [link](javascript:0)'

export const hostileAnswer: Answer = {
  command: 'gate check',
  diagnostics: [
    {
      code: 'schema/invalid-value',
      severity: 'error',
      message: hostile,
      location: { file: `odd,name:${'\u0007'}.yaml`, line: 1, column: 1 },
      help: hostile,
    },
  ],
  gates: [
    gate({
      title: hostile,
      criteria: [
        criterion({
          id: 'P1|`1`',
          statement: hostile,
          kind: 'test',
          outcome: 'unmet',
          reason: 'failed',
          because: hostile,
          expected: hostile,
          found: 'x',
          fix: hostile,
        }),
      ],
    }),
  ],
  data: { gates: [] },
}
