import { describe, expect, it, test } from 'vitest'
import type { Case, RecordFile } from '../../../src/gates/case.ts'
import { criterionDefinition, gateDefinition } from '../../../src/gates/definition.ts'
import type { Program } from '../../../src/link/program-types.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { Criterion } from '../../../src/schema/gate.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../../src/schema/records.ts'
import {
  aFile,
  approvalOf,
  caseOf,
  criterion,
  evidence,
  type FactParts,
  factsOf,
  gateOf,
  hash,
  missing,
  now,
  outcome,
  programOf,
  unreadable,
} from '../build.ts'

type Check = Omit<LeafOf<'approval'>, 'kind'>
type Fields = Partial<ApprovalRecord>

const people = [
  { id: 'ada', name: 'Ada Lovelace', emails: ['ada@example.org'], roles: ['TL', 'RL'] },
  { id: 'grace', name: 'Grace Hopper', emails: ['grace@example.org', 'grace@home.org'], roles: ['RL'] },
  { id: 'robot', name: 'Robot', kind: 'bot' as const, roles: ['TL'] },
]
const roles = [{ id: 'TL' }, { id: 'RL' }, { id: 'QL', owner: 'Joan Clarke' }, { id: 'SL', owner: 'TBD' }]

const programWith = (check: Check, more: Partial<Criterion> = {}): Program =>
  programOf({
    program: { people, roles },
    phases: [
      {
        id: 'P0',
        milestones: [{ id: 'P0.M1', title: 'M1', acceptance: [criterion('P0.M1.1', { kind: 'approval', ...check })] }],
        exit: { criteria: [criterion('P0.1', { kind: 'approval', ...check }, more)] },
      },
    ],
  })

const definitionOf = (program: Program, id = 'P0.1'): string => criterionDefinition(program.criteria.get(id) as never)

const ada: Fields = { by: 'Ada Lovelace <ada@example.org>' }
const grace: Fields = { by: 'grace@example.org' }
const joan: Fields = { by: 'Joan Clarke' }
const subject = { path: 'docs/a.md', sha256: hash('a') }
const facts: FactParts = {
  files: { 'docs/a.md': aFile, 'docs/b.md': aFile, gone: missing, hidden: unreadable, 'docs/bare.md': { state: 'file', size: 1 } },
  globs: { 'docs/*.md': ['docs/a.md', 'docs/b.md'], 'docs/**': ['docs/a.md'], '*.txt': [] },
}

/** Judges an approval criterion; the records get the present definition unless they name another. */
const of = (check: Check, given: readonly Fields[], rest: Partial<Case> = {}, more: Partial<Criterion> = {}) => {
  const program = programWith(check, more)
  const approvals = given.map((record) => approvalOf({ definition: definitionOf(program), ...record }))
  const [result] = gateOf(program, caseOf({ approvals, ...rest }), factsOf(facts)).criteria
  if (!result) throw new Error('no result')
  return result
}

describe('who', () => {
  test.each<[string, Check, Fields[], string]>([
    ['nobody', {}, [], 'unmet pending'],
    ['somebody', {}, [{}], 'met'],
    ['a person of the program', {}, [ada], 'met'],
    ['a bot of the program', {}, [{ by: 'robot' }], 'unmet pending'],
    ['a bot of a forge', {}, [{ by: 'renovate[bot] <bot@example.org>' }], 'unmet pending'],
    ['nobody in particular', {}, [{ by: 'TBD' }], 'unmet pending'],
    ['two are asked for, two gave', { min: 2 }, [ada, grace], 'met'],
    ['two are asked for, one gave', { min: 2 }, [ada], 'unmet pending'],
    ['two are asked for, one gave twice', { min: 2 }, [ada, { ...ada, at: '2026-11-21T11:00:00Z' }], 'unmet pending'],
    ['one person by two addresses', { min: 2 }, [grace, { by: 'grace@home.org' }], 'unmet pending'],
    ['one person by id and name', { min: 2 }, [{ by: 'ada' }, { by: 'ADA LOVELACE' }], 'unmet pending'],
    ['one stranger by one address and two names', { min: 2 }, [{ by: 'A <x@example.org>' }, { by: 'B <x@example.org>' }], 'unmet pending'],
    ['one stranger by one name and two addresses', { min: 2 }, [{ by: 'A <x@example.org>' }, { by: 'A <y@example.org>' }], 'unmet pending'],
    [
      'two strangers who turn out to be one',
      { min: 2 },
      [{ by: 'A <x@example.org>' }, { by: 'B <y@example.org>' }, { by: 'A <y@example.org>' }],
      'unmet pending',
    ],
    ['two strangers', { min: 2 }, [{ by: 'A <x@example.org>' }, { by: 'B <y@example.org>' }], 'met'],
    ['less than one is one', { min: 0 }, [], 'unmet pending'],
  ])('%s', (_, check, given, expected) => expect(outcome(of(check, given))).toBe(expected))
})

describe('roles', () => {
  test.each<[string, Check, Fields[], string]>([
    ['held as a person', { roles: ['RL'] }, [grace], 'met'],
    ['held as an owner', { roles: ['QL'] }, [joan], 'met'],
    ['held as an owner, in other letters', { roles: ['QL'] }, [{ by: ' joan  clarke <joan@example.org>' }], 'met'],
    ['not held', { roles: ['TL'] }, [grace], 'unmet pending'],
    ['claimed and not held', { roles: ['TL'] }, [{ ...grace, role: 'TL' }], 'unmet pending'],
    ['held by a bot', { roles: ['TL'] }, [{ by: 'robot' }], 'unmet pending'],
    ['held by nobody', { roles: ['SL'] }, [{ by: 'TBD' }], 'unmet pending'],
    ['a role that there is not', { roles: ['XX'] }, [ada], 'unmet pending'],
    ['each by its own person', { roles: ['TL', 'RL'] }, [ada, grace], 'met'],
    ['both by one person', { roles: ['TL', 'RL'] }, [ada], 'unmet pending'],
    ['both by one person, where one is enough', { roles: ['TL', 'RL'], min: 1 }, [ada], 'met'],
    ['one of them', { roles: ['TL', 'RL'], min: 1 }, [grace], 'unmet pending'],
    ['three persons for two roles', { roles: ['TL', 'RL'], min: 3 }, [ada, grace], 'unmet pending'],
    ['strangers do not fill up', { roles: ['RL'], min: 2 }, [grace, { by: 'Mallory' }], 'unmet pending'],
    ['holders do', { roles: ['RL'], min: 2 }, [grace, ada], 'met'],
    ['a role named twice', { roles: ['RL', 'RL'] }, [grace], 'met'],
  ])('%s', (_, check, given, expected) => expect(outcome(of(check, given))).toBe(expected))

  it('two roles need two persons even when two persons hold three', () => {
    const three: Check = { roles: ['TL', 'RL', 'QL'] }
    expect(outcome(of(three, [ada, grace, joan]))).toBe('met')
    expect(of(three, [ada, joan])).toMatchObject({ reason: 'pending', found: '2 of 3 persons with TL or RL or QL' })
    expect(of({ ...three, min: 2 }, [ada, joan])).toMatchObject({ outcome: 'met' })
  })

  it('says nothing of approvals that would not help, whatever else is wrong with them', () => {
    expect(of({ roles: ['TL'] }, [{ ...grace, definition: hash('0') }])).toMatchObject({
      reason: 'pending',
      because: 'TL has not approved',
    })
    expect(of({ roles: ['RL'] }, [{ ...grace, definition: hash('0') }])).toMatchObject({ reason: 'stale' })
    expect(of({}, [{ by: 'Joan', definition: hash('0') }])).toMatchObject({ reason: 'stale' })
  })

  it('tells of the approval that came after a rejection which was taken back, where there is one', () => {
    const program = programWith({})
    const made = (record: Fields, path: string) => approvalOf({ definition: definitionOf(program), ...grace, ...record }, path)
    const rejected = made({ decision: 'reject', at: '2026-11-19T00:00:00Z' }, '.refractor/approvals/1.json')
    const revoked = made({ decision: 'revoke', at: '2026-11-19T01:00:00Z', revokes: [rejected.sha256] }, '.refractor/approvals/2.json')
    const approved = made({ at: '2026-11-19T02:00:00Z', definition: hash('0') }, '.refractor/approvals/3.json')
    const judged = (...approvals: RecordFile<ApprovalRecord>[]) => gateOf(program, caseOf({ approvals }), factsOf(facts)).criteria[0]
    expect(judged(rejected, revoked)).toMatchObject({ reason: 'pending', because: expect.stringContaining('took the rejection back') })
    expect(judged(rejected, revoked, approved)).toMatchObject({ reason: 'stale', because: expect.stringContaining('void') })
    expect(judged(rejected, approved)).toMatchObject({ reason: 'rejected' })
  })

  it('says whose approval is open', () => {
    expect(of({ roles: ['TL', 'RL'] }, [grace])).toMatchObject({
      because: 'TL has not approved',
      found: 'TL has not approved',
      fix: 'refractor approve P0.1',
    })
    expect(of({ roles: ['TL', 'QL'] }, []).because).toBe('nobody has approved: TL and QL have not approved')
    expect(of({ roles: ['XX', 'SL'] }, []).because).toBe('nobody has approved: nobody holds XX and SL')
    expect(of({ roles: ['RL'], min: 2 }, [grace]).because).toBe('1 of 2 persons with RL')
    expect(of({ roles: ['RL'], min: 1 }, []).because).toBe('nobody has approved: RL has not approved')
    expect(of({ roles: ['TL', 'SL'] }, []).because).toBe('nobody has approved: nobody holds SL')
    expect(of({ roles: ['TL', 'RL'] }, [ada]).because).toBe('1 of 2 persons with TL or RL')
  })
})

describe('one person for several roles', () => {
  it('is noticed when others hold the same role', () => {
    const program = programOf({
      program: {
        people: [
          { id: 'p1', roles: ['A', 'B'] },
          { id: 'p2', roles: ['C'] },
          { id: 'p3', roles: ['C'] },
        ],
      },
      phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'approval', roles: ['A', 'B', 'C'] })] } }],
    })
    const approvals = ['p1', 'p2', 'p3'].map((by) => approvalOf({ by, definition: definitionOf(program) }))
    expect(gateOf(program, caseOf({ approvals })).criteria[0]).toMatchObject({
      reason: 'pending',
      because: 'one person stands for several of A, B, C',
    })
  })
})

describe('forum, minutes, aspect', () => {
  test.each<[string, Check, Fields, string]>([
    ['the forum', { forum: 'Steering review' }, { forum: ' steering REVIEW' }, 'met'],
    ['the forum, written with spaces', { forum: ' steering review ' }, { forum: 'steering review' }, 'met'],
    ['another forum', { forum: 'steering review' }, { forum: 'kick-off' }, 'unmet pending'],
    ['no forum', { forum: 'steering review' }, {}, 'unmet pending'],
    ['minutes', { minutes: true }, { minutes: 'minutes/1.md' }, 'met'],
    ['no minutes', { minutes: true }, {}, 'unmet pending'],
    ['minutes to come', { minutes: true }, { minutes: 'TBD' }, 'unmet pending'],
    ['no minutes asked for', { minutes: false }, {}, 'met'],
    ['the aspect', { aspect: 'fairness' }, { aspect: 'Fairness' }, 'met'],
    ['another aspect', { aspect: 'fairness' }, { aspect: 'safety' }, 'unmet pending'],
  ])('%s', (_, check, record, expected) => expect(outcome(of(check, [record]))).toBe(expected))

  it('says what does not count', () => {
    expect(of({ forum: 'steering' }, [ada])).toMatchObject({
      because: '0 of 1 approval: the approval of Ada Lovelace <ada@example.org> is not one of steering',
      fix: 'refractor approve P0.1 --forum steering',
    })
    expect(of({ minutes: true }, [{ by: 'A' }]).because).toBe('0 of 1 approval: the approval of A names no minutes')
    expect(of({ aspect: 'x' }, [{ by: 'A' }]).because).toBe('0 of 1 approval: the approval of A is not about x')
    expect(of({}, [{ by: 'robot' }]).because).toBe('0 of 1 approval: robot is a bot')
    expect(of({}, [{ by: '-' }]).because).toBe('0 of 1 approval: - is nobody')
  })
})

describe('what it is about', () => {
  it('the criterion, its gate or its milestone, as they are now', () => {
    const program = programWith({})
    const gate = program.gates.get('P0')
    const acceptance = program.gates.get('P0.M1')
    const on = (record: Fields, id = 'P0'): string =>
      outcome(gateOf(program, caseOf({ approvals: [approvalOf(record)] }), factsOf(facts), id).criteria[0] as never)
    const current = gateDefinition(gate as never)
    expect(on({ target: { type: 'criterion', id: 'P0.1' }, definition: definitionOf(program) })).toBe('met')
    expect(on({ target: { type: 'gate', id: 'P0' }, definition: current })).toBe('met')
    expect(on({ target: { type: 'gate', id: 'P0' }, definition: definitionOf(program) })).toBe('unmet stale')
    expect(on({ target: { type: 'gate', id: 'P1' }, definition: current })).toBe('unmet pending')
    expect(on({ target: { type: 'criterion', id: 'P0' }, definition: current })).toBe('unmet pending')
    expect(on({ target: { type: 'milestone', id: 'P0.M1' }, definition: gateDefinition(acceptance as never) })).toBe('unmet pending')
    expect(on({ target: { type: 'milestone', id: 'P0.M1' }, definition: gateDefinition(acceptance as never) }, 'P0.M1')).toBe('met')
    expect(on({ target: { type: 'gate', id: 'P0.M1' }, definition: gateDefinition(acceptance as never) }, 'P0.M1')).toBe('met')
    expect(on({ target: { type: 'criterion', id: 'P0.1' }, definition: definitionOf(program), program: 'other' })).toBe('unmet pending')
  })

  it('a changed definition voids it', () => {
    expect(of({}, [{ definition: hash('0') }])).toMatchObject({
      reason: 'stale',
      because: 'void: the criterion changed since it was approved',
    })
  })

  test.each<[string, Check, Fields, string]>([
    ['subjects as approved', {}, { subjects: [subject] }, 'met'],
    ['a subject changed', {}, { subjects: [{ ...subject, sha256: hash('f') }] }, 'unmet stale'],
    ['a subject gone', {}, { subjects: [{ path: 'gone', sha256: hash('a') }] }, 'unmet stale'],
    ['a subject unreadable', {}, { subjects: [{ path: 'hidden', sha256: hash('a') }] }, 'unknown unreadable'],
    ['a subject not asked', {}, { subjects: [{ path: 'unasked', sha256: hash('a') }] }, 'unknown unreadable'],
    ['a subject without digest', {}, { subjects: [{ path: 'docs/bare.md', sha256: hash('a') }] }, 'unknown unreadable'],
    ['the subject asked for', { subjects: ['docs/a.md'] }, { subjects: [subject] }, 'met'],
    ['a subject asked for and not approved', { subjects: ['docs/a.md'] }, {}, 'unmet stale'],
    ['one of two asked for', { subjects: ['docs/a.md', 'docs/b.md'] }, { subjects: [subject] }, 'unmet stale'],
    ['all of a glob', { subjects: ['docs/*.md'] }, { subjects: [subject, { ...subject, path: 'docs/b.md' }] }, 'met'],
    ['a new file in a glob', { subjects: ['docs/*.md'] }, { subjects: [subject] }, 'unmet stale'],
    ['a glob with an exclusion', { subjects: ['docs/*.md', '!docs/b.md'] }, { subjects: [subject] }, 'met'],
    ['all of a directory', { subjects: ['docs/'] }, { subjects: [subject] }, 'met'],
    ['more than asked for, unchanged', { subjects: ['docs/a.md'] }, { subjects: [subject, { ...subject, path: 'docs/b.md' }] }, 'met'],
    [
      'more than asked for, changed',
      { subjects: ['docs/a.md'] },
      { subjects: [subject, { path: 'docs/b.md', sha256: hash('f') }] },
      'unmet stale',
    ],
    ['a subject that does not exist', { subjects: ['gone'] }, { subjects: [{ path: 'gone', sha256: hash('a') }] }, 'unmet missing'],
    [
      'a subject that nobody can read',
      { subjects: ['hidden'] },
      { subjects: [{ path: 'hidden', sha256: hash('a') }] },
      'unknown unreadable',
    ],
    ['a glob of nothing', { subjects: ['*.txt'] }, {}, 'unmet missing'],
    ['a glob that was not asked', { subjects: ['?.md'] }, {}, 'unknown unreadable'],
  ])('%s', (_, check, record, expected) => expect(outcome(of(check, [record]))).toBe(expected))

  it('a record of the case is known by the case', () => {
    const file = evidence({ criteria: ['P0.9'], author: 'Somebody' }, 'docs/evidence/P9/x/metadata.json', hash('7'))
    const bound = (sha256: string): string =>
      outcome(of({}, [{ subjects: [{ path: 'docs/evidence/P9/x/metadata.json', sha256 }] }], { evidence: [file] }))
    expect([bound(hash('7')), bound(hash('8'))]).toEqual(['met', 'unmet stale'])
  })

  it('says what changed', () => {
    expect(of({}, [{ subjects: [{ ...subject, sha256: hash('f') }] }]).because).toBe('void: docs/a.md changed since it was approved')
    expect(of({ min: 2 }, [ada, { ...grace, definition: hash('0') }])).toMatchObject({
      reason: 'stale',
      evidence: [expect.anything(), expect.anything()],
    })
    for (const unread of [of({ subjects: ['hidden'] }, []), of({ subjects: ['?.md'] }, []), of({ subjects: ['*.txt'] }, [])])
      expect(unread.fix).toBe('refractor approve P0.1')
    expect(of({}, [{ subjects: [{ path: 'hidden', sha256: hash('a') }] }])).toMatchObject({
      evidence: [{ path: expect.stringContaining('approvals') }],
      fix: 'refractor approve P0.1',
    })
    expect(of({ subjects: ['docs/a.md'] }, [{}])).toMatchObject({
      because: 'void: docs/a.md was not there when it was approved',
      found: '0 of 1 approval',
    })
    expect(of({ subjects: ['gone'] }, [])).toMatchObject({ because: 'gone does not exist', fix: 'refractor approve P0.1' })
    expect(of({ subjects: ['hidden'] }, []).because).toBe('hidden cannot be read')
    expect(of({ subjects: ['*.txt'] }, []).because).toBe('no file matches *.txt')
    expect(of({ subjects: ['?.md'] }, []).because).toBe('the files of ?.md cannot be listed')
    expect(of({}, [{ subjects: [{ path: 'hidden', sha256: hash('a') }] }]).because).toBe('hidden cannot be read')
  })

  it('one that cannot be checked leaves it open only when it would be enough', () => {
    const hidden = { subjects: [{ path: 'hidden', sha256: hash('a') }] }
    expect(outcome(of({ min: 2 }, [{ ...ada, ...hidden }]))).toBe('unmet pending')
    expect(outcome(of({ min: 2 }, [{ ...ada, ...hidden }, grace]))).toBe('unknown unreadable')
    expect(outcome(of({}, [{ ...ada, ...hidden }, grace]))).toBe('met')
  })
})

describe('time', () => {
  test.each<[string, Fields, Partial<Criterion>, string]>([
    ['now', { at: now }, {}, 'met'],
    ['5 minutes ahead', { at: '2026-11-21T12:05:00Z' }, {}, 'met'],
    ['later', { at: '2026-11-21T12:05:01Z' }, {}, 'unmet pending'],
    ['no time', { at: 'soon' }, {}, 'unmet pending'],
    ['as old as it may be', { at: '2026-11-20T12:00:00Z' }, { maxAge: 'P1D' }, 'met'],
    ['too old', { at: '2026-11-20T11:59:59Z' }, { maxAge: 'P1D' }, 'unmet stale'],
    ['a maximum age that is none', { at: now }, { maxAge: 'x' }, 'unmet stale'],
  ])('%s', (_, record, more, expected) => expect(outcome(of({}, [record], {}, more))).toBe(expected))
  it('says so', () => {
    expect(of({}, [{ at: '2027-01-01T00:00:00Z', by: 'A' }]).because).toBe('0 of 1 approval: the approval of A is dated in the future')
    expect(of({}, [{ at: '2026-11-11T12:00:00Z' }], {}, { maxAge: 'P1D' }).because).toBe('void: approved 10 d ago, older than P1D')
    expect(of({}, [{ ...ada, at: '2026-11-21T09:00:00Z' }]).because).toBe('approved by Ada Lovelace · 3 h ago')
    expect(
      of({}, [
        { ...ada, at: '2026-11-21T09:00:00Z' },
        { by: 'Mallory', at: '2026-11-21T11:00:00Z' },
      ]),
    ).toMatchObject({ because: 'approved by Ada Lovelace, Mallory · 1 h ago', evidence: [expect.anything(), expect.anything()] })
  })
})

describe('rejections', () => {
  const no: Fields = { decision: 'reject', by: 'Mallory', at: '2026-11-21T10:00:00Z', comment: 'too thin\nsee minutes' }
  const yes = (at: string, more: Fields = {}): Fields => ({ ...ada, at: `2026-11-21T${at}:00Z`, ...more })
  test.each<[string, Check, Fields[], string]>([
    ['alone', {}, [no], 'unmet rejected'],
    ['newer than the approval', {}, [yes('09:59'), no], 'unmet rejected'],
    ['as new as the approval', {}, [yes('10:00'), no], 'unmet rejected'],
    ['older than the approval', {}, [yes('10:01'), no], 'met'],
    ['of another definition', {}, [yes('09:59'), { ...no, definition: hash('0') }], 'unmet rejected'],
    ['of something that changed since', {}, [yes('09:59'), { ...no, subjects: [{ path: 'gone', sha256: hash('a') }] }], 'unmet rejected'],
    ['of another criterion', {}, [yes('09:59'), { ...no, target: { type: 'criterion', id: 'P0.2' } }], 'met'],
    ['of the gate', {}, [yes('09:59'), { ...no, target: { type: 'gate', id: 'P0' } }], 'unmet rejected'],
    ['by a bot', {}, [yes('09:59'), { ...no, by: 'robot' }], 'unmet rejected'],
    ['without a time', {}, [yes('11:00'), { ...no, at: 'x' }], 'unmet rejected'],
    ['from the future', {}, [yes('11:00'), { ...no, at: '2027-01-01T00:00:00Z' }], 'unmet rejected'],
    ['answered by one of two', { min: 2 }, [yes('09:00', grace), yes('10:30'), no], 'unmet pending'],
    ['answered by both', { min: 2 }, [{ ...grace, at: '2026-11-21T10:20:00Z' }, yes('10:30'), no], 'met'],
    ['two rejections, the newer counts', {}, [yes('10:30'), no, { ...no, at: '2026-11-21T11:00:00Z' }], 'unmet rejected'],
  ])('%s', (_, check, given, expected) => {
    expect(outcome(of(check, given))).toBe(expected)
    expect(outcome(of(check, given.toReversed()))).toBe(expected)
  })

  it('says who and why, and rests on the rejection', () => {
    expect(of({}, [no])).toMatchObject({
      because: 'rejected by Mallory: too thin',
      found: '0 of 1 approval',
      fix: 'refractor approve P0.1',
      evidence: [{ path: expect.stringContaining('approvals') }],
    })
    expect(of({}, [{ ...no, comment: undefined as never }]).because).toBe('rejected by Mallory')
    const later: Fields = { ...no, by: 'Trent', at: '2026-11-21T11:00:00Z' }
    for (const both of [
      [no, later],
      [later, no],
    ])
      expect(of({}, both).because).toBe('rejected by Trent: too thin')
  })
})

describe('authors', () => {
  const made = (author: EvidenceRecord['author'], more: Record<string, unknown> = {}): Partial<Case> => ({
    evidence: [evidence({ author, ...more })],
  })
  test.each<[string, Check, Partial<Case>, string]>([
    ['who made the evidence', {}, made('Ada Lovelace <ada@example.org>'), 'unmet pending'],
    ['who made the evidence, by another name', {}, made({ id: 'ada' }), 'unmet pending'],
    ['who made evidence for the gate', {}, made('ada@example.org', { criteria: [], gate: 'P0' }), 'unmet pending'],
    [
      'who made evidence for another criterion of the gate',
      {},
      made('ada@example.org', { criteria: ['P0.9'], gate: 'P0' }),
      'unmet pending',
    ],
    ['who made evidence for another gate', {}, made('ada@example.org', { criteria: [], gate: 'P1' }), 'met'],
    ['somebody else made the evidence', {}, made('Grace Hopper'), 'met'],
    ['authors may approve', { excludeAuthor: false }, made('Ada Lovelace'), 'met'],
    ['said the other way', { excludeAuthor: true }, made('Ada Lovelace'), 'unmet pending'],
  ])('%s', (_, check, records, expected) => expect(outcome(of(check, [ada], records))).toBe(expected))
  it('says so', () =>
    expect(of({}, [ada], made('ada')).because).toBe(
      '0 of 1 approval: Ada Lovelace <ada@example.org> made the evidence, so this approval does not count',
    ))
})

it('an approval is never inverted by not', () => {
  const program = programOf({ phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { not: { kind: 'approval' } })] } }] })
  const on = (...approvals: RecordFile<ApprovalRecord>[]): string => outcome(gateOf(program, caseOf({ approvals })).criteria[0] as never)
  const definition = definitionOf(program)
  expect([on(), on(approvalOf({ definition })), on(approvalOf({ definition, decision: 'reject' })), on(approvalOf({}))]).toEqual([
    'unmet pending',
    'unmet failed',
    'unmet rejected',
    'unmet stale',
  ])
})
