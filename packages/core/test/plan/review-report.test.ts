import { expect, it } from 'vitest'
import { concessionsOf } from '../../src/plan/review-report.ts'
import { caseOf, gateResult, recordFile } from './sample.ts'

const path = '.refractor/approvals/P0.1.json'
const approval = (decision: string) =>
  recordFile(path, { decision, target: { id: 'P0.1' }, by: 'Grace', role: 'TL', at: '2026-11-20T10:00:00Z' } as never)
const waiver = (id: string, until: string) => ({ id, until, breakGlass: false, covered: { because: 'too slow' } })
const gate = {
  ...gateResult('P0'),
  criteria: [
    { id: 'P0.1', evidence: [{ path }] },
    { id: 'P0.2', evidence: [], waiver: waiver('W-002', '2026-12-20T00:00:00Z') },
    { id: 'P0.3', evidence: [], waiver: waiver('W-001', '2026-12-01T00:00:00Z') },
  ],
} as never

it('tells who agreed and what was waived, the waiver that ends first before the others', () => {
  expect(concessionsOf(caseOf({ approvals: [approval('approve')] }), [gate])).toEqual({
    approvals: [{ path, of: 'P0.1', by: 'Grace', role: 'TL', at: '2026-11-20T10:00:00Z' }],
    waivers: [
      { id: 'W-001', criterion: 'P0.3', until: '2026-12-01T00:00:00Z', breakGlass: false, found: 'too slow' },
      { id: 'W-002', criterion: 'P0.2', until: '2026-12-20T00:00:00Z', breakGlass: false, found: 'too slow' },
    ],
  })
  expect(concessionsOf(caseOf({ approvals: [approval('reject')] }), [gate]).approvals).toEqual([])
})
