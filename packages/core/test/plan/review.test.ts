import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { phaseState } from '../../src/gates/phase-state.ts'
import type { CriterionResult, GateResult } from '../../src/gates/result.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { planReview } from '../../src/plan/review.ts'
import type { JudgeOfReview } from '../../src/plan/review-acceptances.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../src/schema/records.ts'
import { ReviewRecord } from '../../src/schema/records.ts'
import { caseOf, findings, gateResult, phaseYaml, planOf, programOf, programYaml, recordFile, stamp } from './sample.ts'

const path = 'inbox/P0/P0.md'
const done = '---\nphase: P0\n---\n# P0\n\n- [x] **P0.M1.D1** The charter\n'
const location = { file: 'specification/phases/P0.yaml', line: 27, column: 7 }

function criterion(id: string, parts: Partial<CriterionResult> = {}): CriterionResult {
  return {
    id,
    gate: 'P0',
    statement: id,
    kind: 'artifact',
    level: 'required',
    outcome: 'met',
    because: 'found',
    evidence: [],
    location,
    definition: 'd'.repeat(64),
    ...parts,
  }
}

const met = (...criteria: CriterionResult[]) => gateResult('P0', { criteria })

/** A judge that notes which cases and gates it was asked about. */
function judgeOf(...results: GateResult[]): { asked: Case[]; gates: (readonly string[])[]; judge: JudgeOfReview } {
  const asked: Case[] = []
  const gates: (readonly string[])[] = []
  const judge: JudgeOfReview = (after, ids) => {
    asked.push(after)
    gates.push(ids)
    return results
  }
  return { asked, gates, judge }
}

const evidence = recordFile<EvidenceRecord>('docs/evidence/P0/run/metadata.json', {
  author: 'a',
  date: '2026-11-19',
  artifacts: [
    { path: 'docs/evidence/P0/run/log.txt', sha256: '1'.repeat(64) },
    { path: 'src/main.ts', sha256: '2'.repeat(64) },
    { path: 'docs/evidence/P0/run/tree/', gitTree: '3'.repeat(40) },
    'docs/evidence/P0/run/by-hand.txt',
    { uri: 'https://example.org/a' },
  ],
})
const unused = recordFile<EvidenceRecord>('docs/evidence/P0/other/metadata.json', {
  author: 'a',
  date: '2026-11-19',
  artifacts: [{ path: 'docs/evidence/P0/other/log.txt', sha256: '4'.repeat(64) }],
})
const approval = (name: string, target: ApprovalRecord['target'], program = 'demo') =>
  recordFile<ApprovalRecord>(`.refractor/approvals/${name}.json`, {
    format: 1,
    program,
    decision: 'approve',
    target,
    definition: '5'.repeat(64),
    subjects: [],
    by: 'a',
    at: '2026-11-19T00:00:00Z',
    trust: 'self',
  })
const used = approval('used', { type: 'milestone', id: 'P0.M1' })
const ofGate = approval('of-gate', { type: 'gate', id: 'P0' })
const ofOther = approval('of-other', { type: 'criterion', id: 'P9.1' })

describe('the plan', () => {
  test('archives what is complete and writes the review, and the judge sees the state that follows', () => {
    const { judge, asked } = judgeOf(met(criterion('P0.1')))
    const result = planReview(
      programOf(),
      caseOf({ inbox: { [path]: done, 'inbox/P1/P1.md': '- [ ] open\n', 'inbox/P0/rfc.md': '# An RFC\n' } }),
      'demo/P0',
      judge,
      stamp,
    )
    const { title, steps } = planOf(result)
    expect(title).toBe('archive 1 checklist and close P0')
    expect(steps.map((step) => `${step.type} ${step.type === 'move' ? step.to : step.path}`)).toEqual([
      'move outbox/P0/P0.md',
      'create outbox/P0/P0.metadata.json',
      'create outbox/P0/metadata.json',
    ])
    expect(asked).toHaveLength(1)
    expect(asked[0]?.inbox.map((file) => file.checklist.source.path)).toEqual(['inbox/P1/P1.md', 'inbox/P0/rfc.md'])
    expect(asked[0]?.outbox[0]?.metadata?.record?.from).toBe(path)
    expect(result.gate?.verdict).toBe('met')
  })

  test('the record binds everything that the verdict rests on', () => {
    const use = (file: { source: { path: string } }) => ({ path: file.source.path, sha256: 'f'.repeat(64) })
    const { judge } = judgeOf(
      met(
        criterion('P0.1', { evidence: [use(evidence), use(used), { path: 'docs/charter.md', sha256: '6'.repeat(64) }, use(evidence)] }),
        criterion('P0.2', { evidence: [{ path: 'outbox/P0/P0.md' }, { path: 'docs/' }] }),
        criterion('P0.3', { level: 'recommended', outcome: 'unmet', because: 'nobody did it' }),
      ),
    )
    const records = caseOf({
      inbox: { [path]: done },
      outbox: { 'outbox/P1/old.md': '' },
      evidence: [unused, evidence],
      approvals: [used, ofOther, ofGate, approval('elsewhere', { type: 'gate', id: 'P0' }, 'other')],
    })
    const result = planReview(programOf(), records, 'P0', judge, stamp)
    const { steps } = planOf(result)
    const last = steps.at(-1)
    const metadata = steps[1]?.type === 'create' ? sha256Hex(steps[1].text) : ''
    const bound = ({ source, sha256 }: { source: { path: string }; sha256: string }) => ({ path: source.path, sha256 })
    const record = ReviewRecord.parse(JSON.parse(last?.type === 'create' ? last.text : ''))
    expect(record).toEqual({
      format: 1,
      kind: 'review',
      program: 'demo',
      phase: 'P0',
      gate: 'P0',
      verdict: 'met',
      author: stamp.author,
      date: stamp.now,
      commit: stamp.commit,
      criteria: [
        {
          id: 'P0.1',
          definition: 'd'.repeat(64),
          outcome: 'met',
          because: 'found',
          evidence: [bound(used), { path: 'docs/charter.md', sha256: '6'.repeat(64) }, bound(evidence)],
        },
        {
          id: 'P0.2',
          definition: 'd'.repeat(64),
          outcome: 'met',
          because: 'found',
          evidence: [{ path: 'outbox/P0/P0.md', sha256: sha256Hex(done) }],
        },
        { id: 'P0.3', definition: 'd'.repeat(64), outcome: 'unmet', because: 'nobody did it', evidence: [] },
      ],
      approvals: [bound(ofGate), bound(used)],
      archived: [
        { path: 'outbox/P0/P0.md', sha256: sha256Hex(done) },
        { path: 'outbox/P0/P0.metadata.json', sha256: metadata },
      ],
      artifacts: [{ path: 'docs/evidence/P0/run/log.txt', sha256: '1'.repeat(64) }],
    })
    expect(findings(result)).toEqual(['evidence/unproven specification/phases/P0.yaml:27'])
    expect(result.diagnostics[0]?.message).toContain('docs/')
  })

  describe('binds the other gates of the phase', () => {
    const begun = programOf({
      phases: {
        'phases/P0.yaml': `${phaseYaml.replace('state: planned', 'state: accepted')}entry:
  criteria:
    - { id: P0.E1, statement: The team is named }
gates:
  - id: P0.check
    includes: [P0.entry]
    criteria:
      - { id: P0.C1, statement: Half way }
`,
      },
    })
    const gate = (id: string, parts: Partial<GateResult>, ...criteria: CriterionResult[]) => gateResult(id, { ...parts, criteria })
    const review = (...results: GateResult[]) => {
      const { judge, gates } = judgeOf(...results)
      const records = caseOf({
        evidence: [evidence, unused],
        approvals: [used, ofGate, ofOther, approval('of-entry', { type: 'criterion', id: 'P0.E1' })],
      })
      const result = planReview(begun, records, 'P0', judge, stamp)
      const step = planOf(result).steps.at(-1)
      return { gates, result, record: ReviewRecord.parse(JSON.parse(step?.type === 'create' ? step.text : '')) }
    }
    const use = (file: { source: { path: string } }) => [{ path: file.source.path, sha256: 'f'.repeat(64) }]
    const exit = met(criterion('P0.1'))
    const entry = gate('P0.entry', { stage: 'entry' }, criterion('P0.E1', { gate: 'P0.entry' }), criterion('P0.1'))

    test('the judge is asked about all of them at once, those of milestones that have not begun aside', () => {
      expect(review(exit).gates).toEqual([['P0.entry', 'P0.M1', 'P0.check', 'P0']])
      const { judge, gates } = judgeOf(exit)
      planReview(programOf(), caseOf(), 'P0', judge, stamp)
      expect(gates).toEqual([['P0']])
    })

    test('the exit gate comes first, a criterion of two gates once', () => {
      const acceptance = gate('P0.M1', { stage: 'acceptance', milestone: 'P0.M1' }, criterion('P0.M1.1', { evidence: use(evidence) }))
      const { record } = review(entry, acceptance, exit)
      expect(record.gates).toEqual([
        { id: 'P0.entry', verdict: 'met' },
        { id: 'P0.M1', verdict: 'met' },
      ])
      expect(record).toMatchObject({ gate: 'P0', verdict: 'met' })
      expect(record.criteria.map(({ id }) => id)).toEqual(['P0.1', 'P0.E1', 'P0.M1.1'])
      expect(record.criteria[2]?.evidence).toEqual([{ path: evidence.source.path, sha256: evidence.sha256 }])
      expect(record.artifacts).toEqual([{ path: 'docs/evidence/P0/run/log.txt', sha256: '1'.repeat(64) }])
      expect(record.approvals.map((one) => one.path)).toEqual([
        '.refractor/approvals/of-entry.json',
        '.refractor/approvals/of-gate.json',
        '.refractor/approvals/used.json',
      ])
    })

    test('approvals of a milestone whose acceptance gate is not judged are not bound', () => {
      expect(review(exit).record.approvals.map((one) => one.path)).toEqual(['.refractor/approvals/of-gate.json'])
    })

    test('only the exit gate decides: what others lack is recorded as it was, and its artifacts are not bound', () => {
      const rests = [...use(unused), { path: 'docs/' }]
      const open = criterion('P0.M1.1', { outcome: 'unmet', reason: 'failed', because: 'a test fails', evidence: rests })
      const { result, record } = review(gate('P0.M1', { verdict: 'unmet', milestone: 'P0.M1' }, open), exit)
      expect(result).toMatchObject({ ok: true, diagnostics: [], gate: { id: 'P0' } })
      expect(record.gates).toEqual([{ id: 'P0.M1', verdict: 'unmet' }])
      expect(record.criteria[1]).toMatchObject({
        outcome: 'unmet',
        because: 'a test fails',
        evidence: [{ path: unused.source.path, sha256: unused.sha256 }],
      })
      expect(record.artifacts).toEqual([])
    })

    test('what did not apply is bound', () => {
      const none = criterion('P0.M1.1', { outcome: 'not-applicable', evidence: use(unused) })
      expect(review(gate('P0.M1', { milestone: 'P0.M1' }, none), exit).record.artifacts).toHaveLength(1)
    })
  })

  test('several checklists', () => {
    const { title, steps } = planOf(
      planReview(
        programOf(),
        caseOf({ inbox: { [path]: done, 'inbox/P0/A.md': '- [x] one' } }),
        'P0',
        judgeOf(met(criterion('P0.1'))).judge,
        stamp,
      ),
    )
    expect(title).toBe('archive 2 checklists and close P0')
    expect(steps).toHaveLength(5)
  })

  test('what stays in the inbox is not bound', () => {
    const { judge } = judgeOf(met(criterion('P0.1', { evidence: [{ path: 'inbox/P0/rfc.md', sha256: '7'.repeat(64) }] })))
    const step = planOf(planReview(programOf(), caseOf({ inbox: { 'inbox/P0/rfc.md': '# An RFC' } }), 'P0', judge, stamp)).steps[0]
    expect(JSON.parse(step?.type === 'create' ? step.text : '')).toMatchObject({ criteria: [{ evidence: [] }] })
  })

  test('closes the phase; a second review needs nothing', () => {
    const program = programOf()
    const { judge, asked } = judgeOf(met(criterion('P0.1')))
    const step = planOf(planReview(program, caseOf(), 'P0', judge, { ...stamp, commit: undefined })).steps[0]
    const record = ReviewRecord.parse(JSON.parse(step?.type === 'create' ? step.text : ''))
    expect(record).not.toHaveProperty('commit')
    const closed = caseOf({ reviews: [recordFile('outbox/P0/metadata.json', record)] })
    expect(phaseState(program, 'P0', closed)).toBe('closed')
    const again = planReview(program, closed, 'P0', judge, stamp)
    expect(planOf(again).steps).toEqual([])
    expect(again.gate?.verdict).toBe('met')
    expect(asked).toEqual([expect.anything(), closed])
  })

  test('a closed phase that was tampered with is not simply closed already', () => {
    const step = planOf(planReview(programOf(), caseOf(), 'P0', judgeOf(met(criterion('P0.1'))).judge, stamp)).steps[0]
    const record = ReviewRecord.parse(JSON.parse(step?.type === 'create' ? step.text : ''))
    const closed = caseOf({ reviews: [recordFile('outbox/P0/metadata.json', record)] })
    const broken = criterion('P0.1', { outcome: 'unmet', reason: 'tampered', because: 'outbox/P0/P0.md is not what the review recorded' })
    const { judge } = judgeOf(gateResult('P0', { verdict: 'unmet', criteria: [broken] }))
    const result = planReview(programOf(), closed, 'P0', judge, stamp)
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'review/tampered' }], gate: { verdict: 'unmet' } })
  })

  test('archived files without metadata are bound too', () => {
    const { judge } = judgeOf(met(criterion('P0.1')))
    const step = planOf(planReview(programOf(), caseOf({ outbox: { 'outbox/P0/old.md': 'x' } }), 'P0', judge, stamp)).steps.at(-1)
    expect(JSON.parse(step?.type === 'create' ? step.text : '')).toMatchObject({
      archived: [{ path: 'outbox/P0/old.md', sha256: sha256Hex('x') }],
    })
  })
})

describe('refused', () => {
  test.each(['unmet', 'unknown'] as const)('a gate that is %s, and the result is handed on', (verdict) => {
    const outcome = verdict === 'unmet' ? 'unmet' : 'unknown'
    const open = criterion('P0.1', { outcome, because: 'missing', fix: 'refractor evidence run P0.1' })
    const recommended = criterion('P0.2', { outcome: 'unmet', level: 'recommended' })
    const { judge } = judgeOf(gateResult('P0', { verdict, criteria: [recommended, open] }))
    const result = planReview(programOf(), caseOf({ inbox: { [path]: done } }), 'P0', judge, stamp)
    expect(findings(result)).toEqual(['review/not-met specification/phases/P0.yaml:1'])
    expect(result.diagnostics[0]).toMatchObject({ help: 'refractor evidence run P0.1', related: [{ location }] })
    expect(result.gate?.verdict).toBe(verdict)
  })

  test('a verdict without a criterion to name', () => {
    const result = planReview(
      programOf({ isDefault: false }),
      caseOf(),
      'P0',
      judgeOf(gateResult('P0', { verdict: 'unknown' })).judge,
      stamp,
    )
    expect(result.diagnostics[0]?.help).toBe('refractor gate check demo/P0')
  })

  test('open boxes, ticks that disagree and missing metadata, all together with the verdict', () => {
    const program = programOf({ program: `${programYaml}archive: { require: [approvals] }\n` })
    const text = '- [ ] open\n- [x] **P0.M1.T1** Write\n'
    const { judge, asked } = judgeOf(gateResult('P0', { verdict: 'unmet' }))
    const result = planReview(
      program,
      caseOf({ inbox: { [path]: text, 'inbox/P0/A.md': '---\napprovals: [steering]\n---\n- [x] one\n' } }),
      'P0',
      judge,
      stamp,
    )
    expect(findings(result)).toEqual([
      'checklist/missing-metadata inbox/P0/P0.md:1',
      'checklist/open-box inbox/P0/P0.md:1',
      'checklist/conflict inbox/P0/P0.md:2',
      'review/not-met specification/phases/P0.yaml:1',
    ])
    expect(asked[0]?.inbox.map((file) => file.checklist.source.path)).toEqual([path])
    expect(result.ok).toBe(false)
  })

  test('an open box is enough, even when the gate is met', () => {
    const result = planReview(
      programOf(),
      caseOf({ inbox: { [path]: '- [ ] open\n' } }),
      'P0',
      judgeOf(met(criterion('P0.1'))).judge,
      stamp,
    )
    expect(findings(result)).toEqual(['checklist/open-box inbox/P0/P0.md:1'])
    expect(result.gate?.verdict).toBe('met')
  })

  test('a phase that depends on an open one', () => {
    const program = programOf({
      phases: {
        'phases/P0.yaml': phaseYaml,
        'phases/P1.yaml': 'format: 1\nid: P1\ntitle: Next\ndependencies: [P0]\nexit: { criteria: [{ id: P1.1, statement: Done }] }\n',
      },
    })
    const result = planReview(program, caseOf(), 'P1', judgeOf({ ...met(), id: 'P1' }).judge, stamp)
    expect(findings(result)).toEqual(['state/guard specification/phases/P1.yaml:4'])
    expect(result.diagnostics[0]?.help).toBe('refractor review P0')
  })

  test('a phase without an exit gate, and an id that is no phase', () => {
    const program = programOf({ phases: { 'phases/P0.yaml': 'format: 1\nid: P0\ntitle: Empty\n' } })
    const { judge, asked } = judgeOf(met())
    expect(findings(planReview(program, caseOf(), 'P0', judge, stamp))).toEqual(['gate/nothing-evaluated specification/phases/P0.yaml:1'])
    expect(findings(planReview(program, caseOf(), 'P7', judge, stamp))).toEqual(['cli/unknown-id'])
    expect(asked).toEqual([])
  })

  test('a record in the place of the review that closes nothing is not overwritten', () => {
    const { judge } = judgeOf(met(criterion('P0.1')))
    const strange = { ...recordFile<ReviewRecord>('outbox/P0/metadata.json', {} as ReviewRecord), record: undefined }
    expect(findings(planReview(programOf(), caseOf({ reviews: [strange] }), 'P0', judge, stamp))).toEqual([
      'review/invalid-record outbox/P0/metadata.json:1',
    ])
  })

  test('files in the folders of the phase that nobody could read', () => {
    const unreadable = ['inbox/P0/a.md', 'inbox/P1/b.md', 'outbox/P0/metadata.json', 'docs/evidence/x.json'].map((file) => ({
      path: file,
      reason: 'not UTF-8',
    }))
    const result = planReview(programOf(), caseOf({ unreadable }), 'P0', judgeOf(met(criterion('P0.1'))).judge, stamp)
    expect(findings(result)).toEqual(['workspace/unreadable inbox/P0/a.md:1', 'workspace/unreadable outbox/P0/metadata.json:1'])
  })

  test('a fence that may hide open boxes', () => {
    const result = planReview(
      programOf(),
      caseOf({ inbox: { [path]: '# P0\n```\n- [x] done\n' } }),
      'P0',
      judgeOf(met(criterion('P0.1'))).judge,
      stamp,
    )
    expect(findings(result)).toEqual(['checklist/open-box inbox/P0/P0.md:2'])
  })
})
