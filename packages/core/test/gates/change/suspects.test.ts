import { describe, expect, it, test } from 'vitest'
import type { Case, RecordFile } from '../../../src/gates/case.ts'
import { changeToJudge, type JudgedChange, judgeAcross } from '../../../src/gates/change/judge-across.ts'
import { judgeDifferences } from '../../../src/gates/change/judge-parts.ts'
import { criterionDefinition } from '../../../src/gates/definition.ts'
import { foundationNow } from '../../../src/gates/suspects/remembered.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../../src/schema/records.ts'
import type { LinkReview } from '../../../src/schema/trace.ts'
import { approvalOf, caseOf, fileOf, now } from '../build.ts'
import {
  allObserved,
  documents,
  edited,
  editedFrom,
  facts,
  linkReview,
  observed,
  type Plan,
  plan,
  programOf,
  said,
} from '../suspects/setting.ts'

interface Sides {
  readonly base: Plan
  readonly head?: Plan
  readonly baseCase: Partial<Case>
  readonly headCase: Partial<Case>
  readonly since?: Partial<Case>
}

function judged({ base, head = base, baseCase, headCase, since }: Sides): JudgedChange {
  const change = changeToJudge({
    base: { program: programOf(base), case: caseOf(baseCase) },
    head: { program: programOf(head), case: caseOf(headCase) },
    since: since && caseOf(since),
  })
  return judgeAcross(change, facts(), ['P0'], { now })
}
const verdict = (sides: Sides): string => judged(sides).gates.map(said).join()
const codes = (sides: Sides): string[] => judged(sides).diagnostics.map(({ code }) => code)

const met = 'P0 met: P0.1 met'
const suspect = 'P0 unmet: P0.1 met, P0.links unmet suspect'
const late = edited(['requirements', 'Every box', 'Every box and shelf'])
const before = linkReview(programOf())
const evidence = allObserved(programOf(late), '2026-11-21T11:20:00Z')
/** Base is suspect: a requirement changed since the review. */
const baseCase: Partial<Case> = { evidence, linkReviews: [before] }

/** What stands at the place of a file of base, in other words. */
const inPlace = <T>(file: RecordFile<T>, record: T): RecordFile<T> => ({ ...fileOf(file.source.path, record), source: file.source })
const now_ = linkReview(programOf(late))

describe('a change of links that are suspect in base', () => {
  test.each<[string, Plan, Partial<Case>, string]>([
    ['leaves them', late, baseCase, suspect],
    ['reviews them', late, { evidence, linkReviews: [before, now_] }, met],
    ['removes the review', late, { evidence, linkReviews: [] }, suspect],
    ['removes all reviews', late, { evidence }, suspect],
    ['rewrites the review', late, { evidence, linkReviews: [inPlace(before, now_.record as LinkReview)] }, suspect],
    ['reviews them and removes the old review', late, { evidence, linkReviews: [now_] }, met],
    ['makes the review unreadable', late, { evidence, linkReviews: [fileOf(before.source.path, undefined)] }, suspect],
    ['takes the text back', plan, { ...baseCase, evidence: allObserved(programOf()) }, met],
    ['no longer asks for links', { ...late, program: `${late['program']}trace: { suspect: "off" }\n` }, baseCase, suspect],
    [
      'finds the text without meaning',
      { ...late, program: `${late['program']}trace: { fingerprint: { requirement: { exclude: [text] } } }\n` },
      baseCase,
      suspect,
    ],
    ['takes the link out of the task', editedFrom(late, ['phases/P0', ', requirements: ["1.2"]', '']), baseCase, suspect],
    [
      'calls the requirement something else',
      {
        ...late,
        requirements: String(late['requirements']).replace('"1.2"', '"1.3"'),
        'phases/P0': String(late['phases/P0']).replace('["1.2"]', '["1.3"]'),
      },
      baseCase,
      suspect,
    ],
    [
      'takes task and requirement away',
      edited(
        ['phases/P0', '      - { id: "T1", title: Route, requirements: ["1.2"] }\n', '      - { id: "T9", title: Route }\n'],
        ['requirements', '  - { id: "1.2", title: Route, text: "Every box has a route." }\n', ''],
      ),
      baseCase,
      suspect,
    ],
  ])('%s', (_, head, headCase, expected) => {
    // The same holds for who wrote the evidence anew.
    expect(verdict({ base: late, head, baseCase, headCase })).toBe(expected)
  })

  it('is a violation of integrity where it removes or rewrites a review, and none where base reviewed since', () => {
    expect(codes({ base: late, baseCase, headCase: { evidence } })).toContain('change/record-removed')
    expect(codes({ base: late, baseCase, headCase: { evidence, linkReviews: [inPlace(before, now_.record as LinkReview)] } })).toContain(
      'change/record-removed',
    )
    expect(codes({ base: late, baseCase, headCase: { evidence, linkReviews: [before, now_] } })).not.toContain('change/record-removed')
    const behind: Sides = { base: late, baseCase: { evidence, linkReviews: [before, now_] }, headCase: baseCase, since: baseCase }
    expect([verdict(behind), codes(behind)]).toEqual([met, []])
  })

  it('moves a review without harm', () => {
    const moved = { ...before, source: { ...before.source, path: '.refractor/links/moved.json' } }
    expect(
      codes({
        base: plan,
        baseCase: { ...baseCase, evidence: allObserved(programOf()) },
        headCase: { evidence: allObserved(programOf()), linkReviews: [moved] },
      }),
    ).toEqual([])
  })

  it('mends a review that base cannot read', () => {
    const broken = fileOf<LinkReview>(now_.source.path, undefined, 'f'.repeat(64))
    expect(
      verdict({ base: late, baseCase: { evidence, linkReviews: [before, broken] }, headCase: { evidence, linkReviews: [before, now_] } }),
    ).toBe(met)
  })

  it('is judged by the policy of base', () => {
    const ruled = (plan_: Plan, roles: string): Plan => ({
      ...plan_,
      policy: `version: 1\nclear: { roles: [${roles}] }\npeople: [{ id: ada, name: Ada, roles: [lead] }, { id: eve, name: Eve, roles: [guest] }]\n`,
    })
    const base = ruled(late, 'lead')
    const eve = linkReview(programOf(late), { by: 'Eve' })
    const sides = (review: RecordFile<LinkReview>): Sides => ({
      base,
      head: ruled(late, 'guest'),
      baseCase,
      headCase: { evidence, linkReviews: [before, review] },
    })
    expect(verdict(sides(eve))).toBe(suspect)
    expect(verdict(sides(now_))).toBe(met)
  })
})

describe('a change of meaning', () => {
  const baseline: Partial<Case> = { evidence: allObserved(programOf()), linkReviews: [before] }

  it('makes links suspect before it is merged, unless it reviews them', () => {
    expect(verdict({ base: plan, head: late, baseCase: baseline, headCase: { evidence, linkReviews: [before] } })).toBe(suspect)
    expect(verdict({ base: plan, head: late, baseCase: baseline, headCase: { evidence, linkReviews: [before, now_] } })).toBe(met)
  })

  it('makes evidence suspect before it is merged, unless it is made anew', () => {
    const reviews = { linkReviews: [before, now_] }
    expect(verdict({ base: plan, head: late, baseCase: baseline, headCase: { ...baseline, ...reviews } })).toBe(
      'P0 unmet: P0.1 unmet suspect',
    )
    expect(
      verdict({
        base: plan,
        head: late,
        baseCase: baseline,
        headCase: { evidence: [...allObserved(programOf()), ...evidence], ...reviews },
      }),
    ).toBe(met)
  })

  it('of a criterion counts once it is part of base: evidence for another one proves nothing before', () => {
    const easier = edited(['phases/P0', 'It fits.', 'It nearly fits.'])
    const headCase = { evidence: [observed(programOf(easier), 'P0.1')], linkReviews: [before] }
    expect(verdict({ base: plan, head: easier, baseCase: { linkReviews: [before] }, headCase })).toBe('P0 unmet: P0.1 unmet suspect')
    expect(verdict({ base: easier, baseCase: headCase, headCase })).toBe(met)
  })

  it('of the settings of links is a change of the judge', () => {
    const files = { workspace: undefined, files: new Map<string, string>() }
    const off = programOf({ ...plan, program: `${plan['program']}trace: { suspect: "off" }\n` })
    expect(judgeDifferences({ program: programOf(), files }, { program: off, files })).toMatchObject([
      { part: 'program trace', change: 'added' },
    ])
  })
})

describe('a change that makes a record forget what it rests on', () => {
  const old = observed(programOf(), 'P0.1')
  const { remembers: _, ...forgetful } = old.record as EvidenceRecord
  const base = edited(['requirements', '250 kg', '300 kg'])
  const unmet = 'P0 unmet: P0.1 unmet suspect'
  const of = (file: RecordFile<EvidenceRecord>, from = old): string =>
    verdict({ base, baseCase: { evidence: [from] }, headCase: { evidence: [file] } })

  test.each<[string, RecordFile<EvidenceRecord>]>([
    ['leaves it', old],
    ['takes it out', inPlace(old, forgetful)],
    ['takes it out, and says more', inPlace(old, { ...forgetful, notes: 'as before' })],
    ['takes it out elsewhere', fileOf('docs/evidence/P0.1/other/metadata.json', forgetful)],
    ['empties it', inPlace(old, { ...forgetful, remembers: [] })],
    [
      'writes in what it would have to be',
      inPlace(old, { ...forgetful, remembers: foundationNow(programOf(base), { criteria: ['P0.1'] }, documents()) }),
    ],
  ])('%s', (_, file) => {
    expect(of(file)).toBe(unmet)
  })

  it('does not help it by other lines for the same text of a document', () => {
    const text = 'Shelves first.\nThen boxes.\n'
    const since = foundationNow(programOf(), { criteria: ['P0.1'] }, documents(text))
    const remembers = (old.record as EvidenceRecord).remembers?.map((one) => {
      return one.type === 'source' ? { ...one, lines: since.find(({ id }) => id === one.id)?.['lines'] } : one
    })
    const change = changeToJudge({
      base: { program: programOf(), case: caseOf({ evidence: [old] }) },
      head: { program: programOf(), case: caseOf({ evidence: [inPlace(old, { ...forgetful, remembers })] }) },
    })
    const about = facts({ trace: { documents: documents(text) } })
    expect(judgeAcross(change, about, ['P0'], { now }).gates.map(said)).toEqual([unmet])
  })

  it('leaves alone what never remembered anything, and what is made anew', () => {
    const plain = inPlace(old, forgetful)
    expect(of(plain, plain)).toBe(met)
    expect(of(inPlace(old, { ...forgetful, notes: 'x' }), plain)).toBe(met)
    expect(of(observed(programOf(base), 'P0.1', { date: '2026-11-21T11:30:00Z' }, 'docs/evidence/P0/new/metadata.json'))).toBe(met)
    expect(of(fileOf(old.source.path, undefined))).toBe('P0 unmet: P0.1 unmet missing')
  })

  it('is an approval', () => {
    const approved = (texts: Plan): Plan => ({
      ...texts,
      'phases/P0': String(texts['phases/P0']).replace('{ kind: attest, claim: fits }', '{ kind: approval }'),
    })
    const program = programOf(approved(plan))
    const definition = criterionDefinition(program.criteria.get('P0.1') as never)
    const remembers = foundationNow(program, { criteria: ['P0.1'] }, documents())
    const file = approvalOf({ definition, remembers })
    const { remembers: __, ...rest } = file.record as ApprovalRecord
    const judge = (head: RecordFile<ApprovalRecord>): string =>
      verdict({ base: approved(base), baseCase: { approvals: [file] }, headCase: { approvals: [head] } })
    expect(judge(file)).toBe(unmet)
    expect(judge(inPlace(file, rest))).toBe(unmet)
    expect(judge(fileOf('.refractor/approvals/other.json', rest))).toBe(unmet)
    expect(
      judge(
        fileOf('.refractor/approvals/new.json', {
          ...rest,
          at: '2026-11-21T11:00:00Z',
          remembers: foundationNow(programOf(approved(base)), { criteria: ['P0.1'] }, documents()),
        }),
      ),
    ).toBe(met)
  })
})
