import { describe, expect, test } from 'vitest'
import { caseChanges } from '../../src/compare/case-changes.ts'
import { gateChanges } from '../../src/compare/gate-changes.ts'
import type { Case, ChecklistFile } from '../../src/gates/case.ts'
import type { CriterionResult, GateResult } from '../../src/gates/result.ts'
import { parseChecklist } from '../../src/load/checklist.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { recordFile } from './records-of-case.ts'
import { noCase } from './sides.ts'

const checklist = (path: string, text: string): ChecklistFile => ({
  checklist: parseChecklist({ path, text }),
  phase: 'P0',
  sha256: sha256Hex(text),
})

describe('the case', () => {
  test('evidence, decisions and checklists that came, went, moved and changed', () => {
    const evidence = (outcome: string) =>
      recordFile<never>(`docs/evidence/P0/${outcome}/metadata.json`, { criteria: ['P0.1'], gate: 'P0', result: { outcome } })
    const base: Case = {
      ...noCase,
      evidence: [evidence('failed')],
      approvals: [recordFile('.refractor/approvals/a.json', { criterion: 'P0.2', decision: 'approve' })],
      inbox: [checklist('inbox/P0/a.md', '- [ ] One\n- [ ] Two\n'), checklist('inbox/P0/b.md', '- [x] Three\n')],
    }
    const head: Case = {
      ...noCase,
      evidence: [evidence('failed'), evidence('passed')],
      waivers: [
        recordFile('.refractor/waivers/w.json', { criterion: 'P0.3', step: 'requested' }),
        { ...recordFile('.refractor/waivers/x.json', {}), record: undefined },
      ],
      inbox: [checklist('inbox/P0/a.md', '- [x] One\n- [ ] Two\n')],
      outbox: [{ ...checklist('outbox/P0/b.md', '- [x] Three\n'), metadata: undefined }],
    }
    expect(caseChanges(base, head)).toEqual([
      { kind: 'approval', change: 'removed', path: '.refractor/approvals/a.json', about: ['P0.2'], says: 'approve' },
      { kind: 'waiver', change: 'added', path: '.refractor/waivers/w.json', about: ['P0.3'], says: 'requested' },
      { kind: 'waiver', change: 'added', path: '.refractor/waivers/x.json', about: [], says: 'unreadable' },
      { kind: 'evidence', change: 'added', path: 'docs/evidence/P0/passed/metadata.json', about: ['P0.1', 'P0'], says: 'passed' },
      { kind: 'checklist', change: 'changed', path: 'inbox/P0/a.md', about: ['P0'], ticked: { before: 0, after: 1, boxes: 2 } },
      { kind: 'checklist', change: 'moved', path: 'outbox/P0/b.md', was: 'inbox/P0/b.md', about: ['P0'] },
    ])
    expect(caseChanges(head, head)).toEqual([])
  })
})

describe('gates', () => {
  const criterion = (id: string, outcome: CriterionResult['outcome'], more: Partial<CriterionResult> = {}): CriterionResult =>
    ({ id, statement: `${id}.`, outcome, because: outcome, ...more }) as CriterionResult
  const gate = (id: string, verdict: GateResult['verdict'], criteria: readonly CriterionResult[] = []): GateResult =>
    ({ id, title: id, stage: 'exit', due: true, verdict, criteria, location: { file: 'f', line: 1, column: 1 } }) as unknown as GateResult
  const same = (id: string): string => id

  test.each<[string, GateResult[], GateResult[], unknown[]]>([
    [
      'nothing',
      [gate('P0', 'met', [criterion('P0.1', 'met')])],
      [gate('P0', 'met', [criterion('P0.1', 'met', { because: 'recorded later' })])],
      [],
    ],
    [
      'a verdict',
      [gate('P0', 'met', [criterion('P0.1', 'met')])],
      [gate('P0', 'unmet', [criterion('P0.1', 'unmet', { reason: 'stale' })])],
      [['P0', 'met', 'unmet', ['P0.1']]],
    ],
    [
      'a reason',
      [gate('P0', 'unmet', [criterion('P0.1', 'unmet', { reason: 'missing' })])],
      [gate('P0', 'unmet', [criterion('P0.1', 'unmet', { reason: 'failed' })])],
      [['P0', 'unmet', 'unmet', ['P0.1']]],
    ],
    [
      'a criterion more, and one less',
      [gate('P0', 'unmet', [criterion('P0.1', 'met')])],
      [gate('P0', 'unmet', [criterion('P0.2', 'met')])],
      [['P0', 'unmet', 'unmet', ['P0.2', 'P0.1']]],
    ],
    ['a new gate', [], [gate('P0', 'unmet', [criterion('P0.1', 'unmet')])], [['P0', null, 'unmet', []]]],
    ['a gate that is gone', [gate('P0', 'met')], [], [['P0', 'met', null, []]]],
  ])('%s', (_, before, after, expected) => {
    expect(gateChanges(before, after, same).map((one) => [one.id, one.before, one.after, one.criteria.map(({ id }) => id)])).toEqual(
      expected,
    )
  })

  test('a gate follows the id of its phase, a criterion its own', () => {
    const renamed = (id: string): string => ({ P0: 'X0', 'P0.1': 'X0.1' })[id] ?? id
    const [found] = gateChanges([gate('P0', 'met', [criterion('P0.1', 'met')])], [gate('X0', 'unmet', [criterion('X0.1', 'met')])], renamed)
    expect(found).toMatchObject({ id: 'X0', was: 'P0', before: 'met', after: 'unmet', criteria: [] })
  })
})
