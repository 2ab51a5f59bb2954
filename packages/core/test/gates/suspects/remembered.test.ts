// tested-for: P3.R3
import { describe, expect, it, test } from 'vitest'
import type { Facts, RecordFile } from '../../../src/gates/case.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import { foundationNow, nameIn } from '../../../src/gates/suspects/remembered.ts'
import { verifyRecords } from '../../../src/gates/verify-records.ts'
import { planApproval } from '../../../src/plan/approval.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../../src/schema/records.ts'
import { meaningsOf, rememberedNow } from '../../../src/trace/meaning.ts'
import { caseOf, fileOf, now } from '../build.ts'
import { documents, edited, facts, judged, linkReview, observed, type Plan, plan, programOf, said } from './setting.ts'

const before = programOf()
const ids = (remembers: EvidenceRecord['remembers'] = []): string[] => remembers.map(({ type, id }) => `${type} ${id}`)

describe('what a record rests on', () => {
  test.each<[string, Parameters<typeof foundationNow>[1], string[]]>([
    ['a criterion of an entry gate', { criteria: ['P0.E1'] }, ['criterion P0.E1']],
    [
      'a criterion of an exit gate: what it names, then what the tasks of the phase have to keep',
      { criteria: ['P0.1'] },
      ['criterion P0.1', 'requirement 1.1', 'requirement 1', 'requirement 1.2', 'source AP L1-L2'],
    ],
    ['a criterion of a milestone', { criteria: ['P0.M1.1'] }, ['criterion P0.M1.1', 'requirement 1.2']],
    ['a gate as a whole', { gate: 'P1' }, ['criterion P1.1', 'criterion P1.2']],
    ['a milestone as a whole', { milestone: 'P0.M1' }, ['criterion P0.M1.1', 'requirement 1.2']],
    ['what it names twice', { criteria: ['P0.E1', 'P0.E1', 'P1.1'], gate: 'P0' }, ['criterion P0.E1', 'criterion P1.1']],
    ['what there is not', { criteria: ['P9.1'], gate: 'P9', milestone: 'P9.M1' }, []],
    ['nothing', {}, []],
  ])('is told for %s', (_, speaksFor, expected) => {
    expect(ids(foundationNow(before, speaksFor, documents()))).toEqual(expected)
  })

  it('leaves out what nobody can read', () => {
    expect(ids(foundationNow(before, { criteria: ['P0.1'] }, undefined))).not.toContain('source AP L1-L2')
  })

  it('is one entry more where there is too much of it', () => {
    const many = (text: string): Plan => ({
      requirements: `requirements: ${JSON.stringify(Array.from({ length: 3100 }, (_, at) => ({ id: `R-${at}`, title: 'R', text: at === 3099 ? text : 'a' })))}\n`,
      'phases/P0': `id: "P0"\ntitle: P\ntasks: [{ id: T1, title: T, requirements: [all] }]\nexit:\n  criteria:\n    - { id: "P0.1", statement: S, check: { kind: attest, claim: fits } }\n`,
    })
    const program = programOf(many('a'))
    const remembers = foundationNow(program, { criteria: ['P0.1'] }, undefined)
    expect([remembers.length, remembers.at(-1)?.type, remembers.at(-1)?.['of']]).toEqual([3001, 'gate', 3101])
    const record = observed(program, 'P0.1')
    expect(said(judged(program, { evidence: [record] }))).toBe('P0 met: P0.1 met')
    const changed = judged(programOf(many('b')), { evidence: [record] })
    expect([said(changed), changed.criteria[0]?.because.split(' · ')[0]]).toEqual([
      'P0 unmet: P0.1 unmet suspect',
      'what P0 rests on changed',
    ])
    // A review of the gate says nothing of all that.
    const target = { ...rememberedNow('gate:P0', meaningsOf(program)), from: [`proves evidence:${record.sha256}`] }
    const review = linkReview(program, { targets: [target as never] })
    expect(said(judged(programOf(many('b')), { evidence: [record], linkReviews: [review] }))).toBe('P0 unmet: P0.1 unmet suspect')
  })
})

describe('evidence', () => {
  const record = observed(before, 'P0.1')
  const of = (texts: Plan, evidence: readonly RecordFile<EvidenceRecord>[] = [record], about?: Facts): string =>
    said(judged(programOf(texts), { evidence }, 'P0', about))

  test.each<[string, Plan, string | undefined]>([
    ['the same', plan, undefined],
    ['the criterion', edited(['phases/P0', 'It fits.', 'It fits well.']), 'criterion P0.1 changed'],
    ['its check', edited(['phases/P0', 'claim: fits', 'claim: fits, link: true']), 'criterion P0.1 changed'],
    ['how it is written', edited(['phases/P0', '"It fits."', "'It   fits.'"]), undefined],
    ['what it names', edited(['requirements', '250 kg', '300 kg']), 'P0 ← P0.1 verifies 1.1, which changed'],
    ['what that leans on', edited(['requirements', 'All is', 'Much is']), 'P0 ← P0.1 verifies 1.1, which refines 1, which changed'],
    ['what a task has to keep', edited(['requirements', 'Every box', 'No box']), 'P0 ← T1 satisfies 1.2, which changed'],
    ['the task itself', edited(['phases/P0', 'title: Lift', 'title: The lift']), undefined],
    [
      'a requirement is gone',
      edited(
        ['requirements', '  - { id: "1.2", title: Route, text: "Every box has a route." }\n', ''],
        ['phases/P0', ', requirements: ["1.2"]', ''],
      ),
      'requirement 1.2 is gone',
    ],
    [
      'a setting',
      { ...plan, program: `${plan.program}trace: { fingerprint: { requirement: { exclude: [text] } } }\n` },
      'P0 ← P0.1 verifies 1.1, which changed',
    ],
  ])('is seen with what it rests on: %s', (_, texts, because) => {
    const [found] = judged(programOf(texts), { evidence: [record] }).criteria
    expect([found?.outcome, found?.reason, found?.because.split(' · ')[0]]).toEqual(
      because === undefined ? ['met', undefined, 'observed'] : ['unmet', 'suspect', because],
    )
    if (because !== undefined) expect(found?.fix).toContain('refractor evidence add P0.1')
  })

  it('is not suspect because its check was accepted', () => {
    const proposed = programOf(edited(['phases/P0', 'claim: fits', 'claim: fits, proposed: true']))
    expect(of(plan, [observed(proposed, 'P0.1')])).toBe('P0 met: P0.1 met')
    const nested = (mark: string): Plan =>
      edited([
        'phases/P0',
        '{ kind: attest, claim: fits }',
        `{ all: [{ not: { kind: attest, claim: none${mark} } }, { nOf: { n: 1, of: [{ any: [{ kind: attest, claim: fits${mark} }] }] } }]${mark} }`,
      ])
    const remembers = foundationNow(programOf(nested(', proposed: true')), { criteria: ['P0.1'] }, documents())
    expect(remembers).toEqual(foundationNow(programOf(nested('')), { criteria: ['P0.1'] }, documents()))
  })

  it('is suspect where it stands for all of a gate that there is no more', () => {
    const gone = { type: 'gate', id: 'P9', fingerprint: `sha256:v1:${'0'.repeat(64)}`, of: 3 } as const
    expect(of(plan, [observed(before, 'P0.1', { remembers: [gone] })])).toBe('P0 unmet: P0.1 unmet suspect')
    expect(nameIn('<ada@example.org>')).toBe('<ada@example.org>')
  })

  it('counts as before where it remembers nothing', () => {
    const { remembers: _, ...plain } = record.record as EvidenceRecord
    expect(of(edited(['requirements', '250 kg', '300 kg']), [{ ...record, record: plain }])).toBe('P0 met: P0.1 met')
    expect(of(edited(['requirements', '250 kg', '300 kg']), [observed(before, 'P0.1', { remembers: [] })])).toBe('P0 met: P0.1 met')
  })

  it('is suspect by a recipe or a type that nobody knows here', () => {
    const [first] = record.record?.remembers ?? []
    const newer = { type: 'criterion', id: 'P0.1', fingerprint: String(first?.fingerprint).replace('v1', 'v9') } as const
    expect(of(plan, [observed(before, 'P0.1', { remembers: [newer] })])).toBe('P0 unmet: P0.1 unmet suspect')
    const outside = { ...newer, type: 'commit' } as const
    expect(of(plan, [observed(before, 'P0.1', { remembers: [outside] })])).toBe('P0 unknown: P0.1 unknown unreadable')
  })

  it('is unreadable where a document was not read, unless more is wrong', () => {
    const blind = facts({ trace: {} })
    expect(of(plan, [record], blind)).toBe('P0 unknown: P0.1 unknown unreadable')
    expect(of(edited(['requirements', '250 kg', '300 kg']), [record], blind)).toBe('P0 unmet: P0.1 unmet suspect')
    const backwards = observed(before, 'P0.1', { remembers: [...(record.record?.remembers ?? [])].reverse() })
    expect(of(edited(['requirements', '250 kg', '300 kg']), [backwards], blind)).toBe('P0 unmet: P0.1 unmet suspect')
    const artifact = { artifacts: [{ path: 'a.txt', sha256: 'a'.repeat(64) }] }
    expect(of(edited(['requirements', '250 kg', '300 kg']), [observed(before, 'P0.1', artifact)])).toBe('P0 unmet: P0.1 unmet suspect')
    expect(of(plan, [observed(before, 'P0.1', artifact)], blind)).toBe('P0 unknown: P0.1 unknown unreadable')
  })

  it.each(['warning', 'off'])('counts where suspects only tell: %s', (suspect) => {
    const texts = edited(['requirements', '250 kg', '300 kg'])
    expect(of({ ...texts, program: `${texts['program']}trace: { suspect: "${suspect}" }\n` })).toBe('P0 met: P0.1 met')
  })

  it('is cleared for what somebody looked at, and only for what that means now', () => {
    const texts = edited(['requirements', '250 kg', '300 kg'])
    const program = programOf(texts)
    const target = { ...foundationNow(program, { criteria: ['P0.1'] }, documents())[1], from: [`proves evidence:${record.sha256}`] }
    const review = linkReview(program, { targets: [target as never] })
    const with_ = (now_: Plan, reviews = [review]): string => said(judged(programOf(now_), { evidence: [record], linkReviews: reviews }))
    expect(with_(texts)).toBe('P0 met: P0.1 met')
    expect(with_(edited(['requirements', '250 kg', '350 kg']))).toBe('P0 unmet: P0.1 unmet suspect')
    expect(with_(edited(['requirements', '250 kg', '300 kg'], ['requirements', 'Every box', 'No box']))).toBe(
      'P0 unmet: P0.1 unmet suspect',
    )
    expect(with_(texts, [linkReview(program, { targets: [{ ...target, from: ['proves evidence:0'] } as never] })])).toBe(
      'P0 unmet: P0.1 unmet suspect',
    )
    expect(with_({ ...texts, policy: 'version: 1\nclear: { roles: [lead] }\n' })).toBe('P0 unmet: P0.1 unmet suspect')
  })

  it('neither proves nor revives: a failed run that is suspect still stands before what is older', () => {
    const failing: Partial<EvidenceRecord> = {
      date: '2026-11-21T11:30:00Z',
      result: { outcome: 'failed', observations: [{ claim: 'fits', value: false }] },
    }
    const older = observed(before, 'P0.1', { remembers: [] }, 'docs/evidence/P0.1/old/metadata.json')
    const failed = observed(before, 'P0.1', failing, 'docs/evidence/P0.1/new/metadata.json')
    expect(of(plan, [older, failed])).toBe('P0 unmet: P0.1 unmet failed')
    const texts = edited(['requirements', '250 kg', '300 kg'])
    expect(of(texts, [older, failed])).toContain('P0 unmet: P0.1 unmet')
    // Nor does it say that the opposite holds.
    const not = (text: Plan): Plan => ({
      ...text,
      'phases/P0': String(text['phases/P0']).replace(
        '{ kind: attest, claim: fits }',
        '{ not: { kind: metric, metric: m, op: lte, value: 1 } }',
      ),
    })
    const remembers = foundationNow(programOf(not(plan)), { criteria: ['P0.1'] }, documents())
    const inverted = observed(before, 'P0.1', { remembers, result: { metrics: [{ name: 'm', value: 2 }] } })
    expect(of(not(plan), [inverted])).toBe('P0 met: P0.1 met')
    expect(of(not(texts), [inverted])).toBe('P0 unmet: P0.1 unmet suspect')
    // A record that is suspect replaces none.
    const replacing = observed(before, 'P0.1', { date: '2026-11-21T11:45:00Z', supersedes: [failed.sha256] })
    expect(of(texts, [failed, replacing])).toContain('P0 unmet')
  })

  it('is told to be suspect when it is verified', () => {
    const { records, diagnostics } = verifyRecords(
      programOf(edited(['requirements', '250 kg', '300 kg'])),
      caseOf({ evidence: [record] }),
      facts(),
      { now },
    )
    expect(records[0]).toMatchObject({ state: 'suspect', because: 'P0 ← P0.1 verifies 1.1, which changed' })
    expect(diagnostics.map(({ code }) => code)).toContain('evidence/suspect')
    const whole = observed(before, 'P0.1', { criteria: [], gate: 'P0' })
    const again = verifyRecords(programOf(edited(['requirements', 'Every box', 'No box'])), caseOf({ evidence: [whole] }), facts(), { now })
    expect(again.records[0]?.because).toBe('P0 ← T1 satisfies 1.2, which changed')
  })
})

describe('approvals', () => {
  const approved = (texts: Plan): Plan => ({
    ...texts,
    'phases/P0': String(texts['phases/P0']).replace('{ kind: attest, claim: fits }', '{ kind: approval }'),
  })
  const program = programOf(approved(plan))
  const stamp = { now, author: 'Grace <grace@example.org>', commit: undefined }
  const approve = (id: string, decision: 'approve' | 'reject' = 'approve', where = program): ApprovalRecord => {
    const outcome = planApproval(where, caseOf(), facts(), { decision, id }, stamp)
    const [step] = outcome.ok ? outcome.plan.steps : []
    return JSON.parse(step?.type === 'create' ? step.text : '{}') as ApprovalRecord
  }
  const of = (texts: Plan, ...records: ApprovalRecord[]) =>
    judgeGates(
      programOf(texts),
      caseOf({ approvals: records.map((one, at) => fileOf(`.refractor/approvals/${at}.json`, one)) }),
      facts(),
      ['P0'],
      { now },
    ).gates[0]

  it('remember what they rest on; rejections and policies do not', () => {
    expect(ids(approve('P0.1').remembers)).toContain('requirement 1.1')
    expect(ids(approve('P0').remembers)).toContain('requirement 1.2')
    expect(ids(approve('P0.M1').remembers)).toEqual(['criterion P0.M1.1', 'requirement 1.2'])
    expect(approve('P0.1', 'reject').remembers).toBeUndefined()
  })

  it('are suspect once that means something else, until somebody approves again', () => {
    const record = approve('P0.1')
    expect(of(approved(plan), record)?.verdict).toBe('met')
    const texts = approved(edited(['requirements', '250 kg', '300 kg']))
    expect(of(texts, record)?.criteria[0]).toMatchObject({
      outcome: 'unmet',
      reason: 'suspect',
      because: 'P0 ← P0.1 verifies 1.1, which changed since Grace approved',
      fix: 'refractor approve P0.1',
    })
    expect(of(texts, record, approve('P0.1', 'approve', programOf(texts)))?.verdict).toBe('met')
    const off = { ...texts, program: `${texts['program']}trace: { suspect: "off" }\n` }
    expect(of(off, record)?.verdict).toBe('met')
  })

  it('are not cleared by a review of links', () => {
    const record = approve('P0.1')
    const texts = approved(edited(['requirements', '250 kg', '300 kg']))
    const file = fileOf('.refractor/approvals/a.json', record)
    const targets = foundationNow(programOf(texts), { criteria: ['P0.1'] }, documents()).map((one) => ({
      ...one,
      from: [`approves approval:${file.sha256}`, `proves evidence:${file.sha256}`],
    }))
    const review = linkReview(programOf(texts), { targets })
    expect(said(judged(programOf(texts), { approvals: [file], linkReviews: [review] }))).toBe('P0 unmet: P0.1 unmet suspect')
  })
})
