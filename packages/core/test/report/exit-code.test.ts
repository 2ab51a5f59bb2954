import { describe, expect, test } from 'vitest'
import { type DiagnosticCode, diagnostic } from '../../src/diagnostics/catalog.ts'
import type { CriterionResult, GateResult } from '../../src/gates/result.ts'
import { exitCodeFor, worst } from '../../src/report/exit-code.ts'
import type { ExitCode } from '../../src/report/report.ts'

const place = { file: 'specification/phases/P1.yaml', line: 1, column: 1 }
const criterion = (part: Partial<CriterionResult>): CriterionResult => ({
  id: 'P1.1',
  gate: 'P1',
  statement: 's',
  kind: 'artifact',
  level: 'required',
  outcome: 'met',
  because: 'b',
  evidence: [],
  location: place,
  definition: '0'.repeat(64),
  ...part,
})
const gate = (verdict: GateResult['verdict'], ...criteria: CriterionResult[]): GateResult => ({
  id: 'P1',
  program: 'p',
  title: 't',
  phase: 'P1',
  milestone: undefined,
  stage: 'exit',
  verdict,
  due: true,
  criteria,
  counts: { met: 0, unmet: 0, waived: 0, notApplicable: 0, unknown: 0 },
  location: place,
})
const report = (part: object) => ({ command: 'gate check', diagnostics: [], data: {}, ...part })

test('70 > 3 > 2 > 4 > 1 > 0, in any order', () => {
  const order: ExitCode[] = [70, 3, 2, 4, 1, 0]
  for (const [i, high] of order.entries())
    for (const low of order.slice(i)) expect([worst([high, low]), worst([low, high])]).toEqual([high, high])
  expect(worst([])).toBe(0)
})

describe('diagnostics', () => {
  test.each<[DiagnosticCode, ExitCode]>([
    ['cli/internal', 70],
    ['evidence/tampered', 3],
    ['link/unknown-id', 2],
    ['workspace/unreadable', 4],
    ['gate/nothing-due', 4],
    ['checklist/conflict', 1],
    ['plan/owner-missing', 0],
    ['plan/undefined-criterion', 0],
  ])('%s is %i', (code, expected) => {
    expect(exitCodeFor(report({ diagnostics: [diagnostic(code, 'm')] }))).toBe(expected)
  })
  test('a warning never counts, unless strict', () => {
    const diagnostics = [diagnostic('link/unknown-id', 'm', { severity: 'warning' })]
    expect(exitCodeFor(report({ diagnostics }))).toBe(0)
    expect(exitCodeFor(report({ diagnostics }), { strict: true })).toBe(1)
  })
  test('an info never counts, even when strict', () => {
    expect(exitCodeFor(report({ diagnostics: [diagnostic('plan/proposed-check', 'm')] }), { strict: true })).toBe(0)
  })
})

describe('gates', () => {
  test.each<[string, GateResult, ExitCode]>([
    ['met', gate('met', criterion({})), 0],
    ['unmet', gate('unmet', criterion({ outcome: 'unmet', reason: 'missing' })), 1],
    ['unknown', gate('unknown'), 4],
    ['tampered', gate('unmet', criterion({ outcome: 'unmet', reason: 'tampered' })), 3],
    [
      'tampered, though only recommended',
      gate('met', criterion({}), criterion({ level: 'recommended', outcome: 'unmet', reason: 'tampered' })),
      3,
    ],
    ['unreadable beside unmet', gate('unmet', criterion({ outcome: 'unknown', reason: 'unreadable' })), 4],
  ])('%s', (_, result, expected) => {
    expect(exitCodeFor(report({ gates: [result] }))).toBe(expected)
  })
  test('strict counts recommended criteria and waivers', () => {
    const gates = [gate('met', criterion({}), criterion({ level: 'recommended', outcome: 'unmet', reason: 'missing' }))]
    expect(exitCodeFor(report({ gates }))).toBe(0)
    expect(exitCodeFor(report({ gates }), { strict: true })).toBe(1)
    expect(exitCodeFor(report({ gates: [gate('met', criterion({ outcome: 'waived' }))] }), { strict: true })).toBe(1)
    expect(exitCodeFor(report({ gates: [gate('met', criterion({ outcome: 'not-applicable' }))] }), { strict: true })).toBe(0)
  })
  test('invalid beats unmet, tampered beats invalid', () => {
    const diagnostics = [diagnostic('link/cycle', 'm')]
    expect(exitCodeFor(report({ diagnostics, gates: [gate('unmet')] }))).toBe(2)
    expect(exitCodeFor(report({ diagnostics, gates: [gate('unmet', criterion({ outcome: 'unmet', reason: 'tampered' }))] }))).toBe(3)
  })
})

test('a negative answer without a finding is 1', () => {
  expect(exitCodeFor(report({ negative: true }))).toBe(1)
})
