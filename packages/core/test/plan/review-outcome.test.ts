// tested-for: P4.R6
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case, Facts, FileFact } from '../../src/gates/case.ts'
import { caseOfChange } from '../../src/gates/change/case-of-change.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import { asMoved } from '../../src/gates/moved-evidence.ts'
import { placeBefore, supersededPlace } from '../../src/link/evidence-folder.ts'
import type { Program } from '../../src/link/program-types.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { parseYaml } from '../../src/load/yaml.ts'
import { planFailedReview } from '../../src/plan/failed-review.ts'
import { programAfter } from '../../src/plan/program-after.ts'
import { planReview, type ReviewContext } from '../../src/plan/review.ts'
import type { JudgeOfReview } from '../../src/plan/review-acceptances.ts'
import { type PlanFile, planDiffers } from '../../src/plan/review-baseline.ts'
import { reviewCommitMessage, reviewTagMessage } from '../../src/plan/review-message.ts'
import { type EvidenceRecord, FailedReview, ReviewRecord } from '../../src/schema/records.ts'
import { caseOf, findings, gateResult, planOf, programOf, recordFile, stamp } from './sample.ts'

const nothing: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }
const file = (sha256: string): FileFact => ({ state: 'file', sha256, size: 1 })
const factsOf = (files: Readonly<Record<string, FileFact>>, globs: Readonly<Record<string, readonly string[]>> = {}): Facts => ({
  ...nothing,
  files: new Map(Object.entries(files)),
  globs: new Map(Object.entries(globs)),
})

const judgeWith =
  (facts: Facts = nothing): JudgeOfReview =>
  (after, ids, program) =>
    judgeGates(program, after, facts, ids, { now: stamp.now, live: true }).gates

const head = 'format: 1\nid: demo\nname: Demo\n'
const attest = (id: string, claim: string): string => `{ id: ${id}, statement: "${claim}", check: { kind: attest, claim: "${claim}" } }`
const acceptedQuery = (id: string, milestone: string): string =>
  `{ id: ${id}, statement: "${milestone} is accepted", check: { kind: query, from: milestones, where: { id: ${milestone} }, expect: all, that: { state: accepted } } }`

/** A phase of milestones, by their acceptance criteria. */
function phaseOf(
  milestones: Readonly<Record<string, string>>,
  exit: readonly string[],
  { id = 'P0', state = 'under-review', more = '' }: { id?: string; state?: string; more?: string } = {},
): string {
  const lines = Object.entries(milestones).map(([name, criterion]) =>
    [
      `  - id: ${name}`,
      `    title: ${name}`,
      `    state: ${state}   # as it was`,
      ...(criterion === '' ? [] : ['    acceptance:', `      - ${criterion}`]),
    ].join('\n'),
  )
  const own = lines.length === 0 ? '' : `milestones:\n${lines.join('\n')}\n`
  return `format: 1\nid: ${id}\ntitle: The phase ${id}\n${more}${own}exit:\n  criteria:\n${exit.map((one) => `    - ${one}\n`).join('')}`
}

const observed = (id: string, claim: string, parts: Partial<EvidenceRecord> = {}, name = id) =>
  recordFile<EvidenceRecord>(`docs/evidence/P0/${name}/metadata.json`, {
    author: 'Grace Hopper <grace@example.org>',
    date: '2026-11-19T00:00:00Z',
    criteria: [id],
    result: { observations: [{ claim, value: true }] },
    ...parts,
  })

const review = (program: Program, records: Case, context: ReviewContext = {}, facts?: Facts) =>
  planReview(program, records, 'P0', judgeWith(facts), stamp, { ...(facts && { facts }), ...context })

const stepsOf = (result: ReturnType<typeof planReview>): string[] =>
  planOf(result).steps.map((step) => `${step.type} ${step.type === 'move' ? step.to : step.path}`)

function recordIn(result: ReturnType<typeof planReview>): ReviewRecord {
  const step = planOf(result).steps.find((one) => one.type === 'create' && one.path === 'outbox/P0/metadata.json')
  return ReviewRecord.parse(JSON.parse(step?.type === 'create' ? step.text : ''))
}

describe('milestones under review', () => {
  const evidence = [observed('P0.M1.1', 'done')]

  test('one whose gate is met is accepted, by one line, and the exit gate is judged on that', () => {
    const text = phaseOf({ 'P0.M1': attest('P0.M1.1', 'done'), 'P0.M2': attest('P0.M2.1', 'late') }, [acceptedQuery('P0.1', 'P0.M1')])
    const program = programOf({ program: head, phases: { 'phases/P0.yaml': text } })
    const result = review(program, caseOf({ evidence }))
    expect(stepsOf(result)).toEqual(['edit specification/phases/P0.yaml', 'create outbox/P0/metadata.json'])
    const [edit] = planOf(result).steps
    expect(edit?.type === 'edit' && edit.text).toBe(text.replace('under-review', 'accepted'))
    expect(planOf(result).title).toBe('accept P0.M1 and close P0')
    expect(planOf(result).event).toMatchObject({ ids: ['P0', 'P0.M1'], details: { verdict: 'met', accepted: 'P0.M1' } })
    expect(recordIn(result).accepted).toEqual(['P0.M1'])
    expect(result.review?.left).toEqual([{ id: 'P0.M2', because: 'its acceptance gate is not met' }])
  })

  test('one that leans on another is accepted after it; those that lean on each other are not', () => {
    const chain = programOf({
      program: head,
      phases: {
        'phases/P0.yaml': phaseOf({ 'P0.M2': acceptedQuery('P0.M2.1', 'P0.M1'), 'P0.M1': attest('P0.M1.1', 'done') }, [
          acceptedQuery('P0.1', 'P0.M2'),
        ]),
      },
    })
    expect(recordIn(review(chain, caseOf({ evidence }))).accepted).toEqual(['P0.M2', 'P0.M1'])
    const circle = programOf({
      program: head,
      phases: {
        'phases/P0.yaml': phaseOf({ 'P0.M1': acceptedQuery('P0.M1.1', 'P0.M2'), 'P0.M2': acceptedQuery('P0.M2.1', 'P0.M1') }, [
          acceptedQuery('P0.1', 'P0.M1'),
        ]),
      },
    })
    const result = review(circle, caseOf())
    expect(findings(result)).toContain('review/not-met specification/phases/P0.yaml:16')
    expect(result.review?.left.map(({ id }) => id)).toEqual(['P0.M1', 'P0.M2'])
  })

  test.each([
    ['without acceptance criteria', '', '', 'it has no acceptance criteria'],
    [
      'whose gate is not met although the program asks for none',
      attest('P0.M1.1', 'late'),
      'rules: { acceptanceBeforeAccepted: false }\n',
      'its acceptance gate is not met',
    ],
  ])('one %s stays', (_, criterion, rules, because) => {
    const text = phaseOf({ 'P0.M1': criterion }, [attest('P0.1', 'open')])
    const program = programOf({ program: head + rules, phases: { 'phases/P0.yaml': text } })
    const result = review(program, caseOf({ evidence: [observed('P0.1', 'open')] }))
    expect(result.review?.left).toEqual([{ id: 'P0.M1', because }])
    expect(stepsOf(result)).toEqual(['create outbox/P0/metadata.json'])
  })

  test('only those are accepted that were submitted', () => {
    const text = phaseOf({ 'P0.M1': attest('P0.M1.1', 'done') }, [attest('P0.M1.2', 'done')], { state: 'in-progress' })
    const records = caseOf({ evidence: [...evidence, observed('P0.M1.2', 'done', {}, 'two')] })
    const result = review(programOf({ program: head, phases: { 'phases/P0.yaml': text } }), records)
    expect(result.review).toMatchObject({ states: [], left: [] })
  })

  test('nobody accepts whom policy does not let', () => {
    const text = phaseOf({ 'P0.M1': attest('P0.M1.1', 'done') }, [attest('P0.1', 'open')])
    const phases = {
      'phases/P0.yaml': text,
      'policy.yaml':
        'format: 1\nversion: 1\naccept:\n  - { milestones: ["*"], people: [grace] }\npeople:\n  - { id: grace, name: Grace Hopper, emails: [grace@example.org] }\n',
    }
    const result = review(programOf({ program: head, phases }), caseOf({ evidence: [...evidence, observed('P0.1', 'open')] }))
    expect(result.review?.states).toEqual([])
    expect(result.review?.left[0]?.because).toMatch(/accepted by/)
  })

  test('the program after it differs in the states alone', () => {
    const program = programOf({ program: head, phases: { 'phases/P0.yaml': phaseOf({ 'P0.M1': '' }, [attest('P0.1', 'x')]) } })
    expect(programAfter(program, [])).toBe(program)
    const entry = program.milestones.get('P0.M1')
    if (entry === undefined) throw new Error('no milestone')
    const after = programAfter(program, [{ entry, word: 'accepted', finished: true }])
    expect(after.milestones.get('P0.M1')?.record.state).toBe('accepted')
    expect(program.milestones.get('P0.M1')?.record.state).toBe('under-review')
    expect(after.tasksOfRisk).toEqual(program.tasksOfRisk)
    expect(after.criteria).toBe(program.criteria)
  })
})

describe('superseded evidence', () => {
  const log = 'docs/evidence/P0/old/log.txt'
  const failing = (parts: Partial<EvidenceRecord> = {}) =>
    observed(
      'P0.1',
      'done',
      {
        date: '2026-11-18T00:00:00Z',
        artifacts: [{ path: log, sha256: 'a'.repeat(64) }],
        result: { outcome: 'failed', observations: [{ claim: 'done', value: false }] },
        ...parts,
      },
      'old',
    )
  const old = failing()
  const proof = observed('P0.1', 'done', { supersedes: [old.source.path] }, 'new')
  const facts = factsOf({ [log]: file('a'.repeat(64)) })
  const text = phaseOf({}, [attest('P0.1', 'done')])
  const program = programOf({ program: head, phases: { 'phases/P0.yaml': text } })
  const place = 'docs/evidence/_archive/20261120T100000Z/P0/old'

  test('moves with its artifacts, and the record says where it went', () => {
    const result = review(program, caseOf({ evidence: [proof, old] }), {}, facts)
    expect(stepsOf(result)).toEqual([`move ${place}/metadata.json`, `move ${place}/log.txt`, 'create outbox/P0/metadata.json'])
    expect(recordIn(result).superseded).toEqual([
      { from: old.source.path, path: `${place}/metadata.json`, sha256: old.sha256, by: proof.source.path },
    ])
    expect(planOf(result).title).toBe('put away 1 superseded record and close P0')
    expect(planOf(result).basis).toEqual([{ path: proof.source.path, sha256: proof.sha256 }])
  })

  const other = observed('P0.1', 'done', { artifacts: [{ path: log, sha256: 'a'.repeat(64) }] }, 'other')
  const kept: [string, Case, Facts, Program?][] = [
    ['nothing supersedes it', caseOf({ evidence: [observed('P0.1', 'done', {}, 'new'), old] }), facts],
    ['its artifact changed', caseOf({ evidence: [proof, old] }), factsOf({ [log]: file('b'.repeat(64)) })],
    ['its artifact is gone', caseOf({ evidence: [proof, old] }), factsOf({})],
    ['another record lists its artifact', caseOf({ evidence: [proof, old, other] }), facts],
    [
      'its signature cannot be read',
      caseOf({ evidence: [proof, { ...old, signature: { path: `${old.source.path}.sig`, text: '' } }] }),
      facts,
    ],
    ['its artifact has no digest', caseOf({ evidence: [proof, failing({ artifacts: [log] })] }), facts],
    ['it was moved before', caseOf({ evidence: [proof, { ...old, was: 'docs/evidence/P0/older/metadata.json' }] }), facts],
    [
      'a gate looks at its folder',
      caseOf({ evidence: [proof, old] }),
      facts,
      programOf({
        program: head,
        phases: {
          'phases/P0.yaml': `${text}    - { id: P0.2, statement: kept, level: stretch, check: { kind: artifact, paths: ["docs/evidence/P0/**"] } }\n`,
        },
      }),
    ],
    [
      'it would go where no records are read',
      caseOf({ evidence: [proof, old] }),
      facts,
      programOf({ program: `${head}review: { superseded: docs/old }\n`, phases: { 'phases/P0.yaml': text } }),
    ],
    [
      'a review has bound it',
      caseOf({
        evidence: [proof, old],
        reviews: [
          recordFile<ReviewRecord>('outbox/P9/metadata.json', {
            ...({ format: 1, kind: 'review', program: 'demo', phase: 'P9', gate: 'P9', verdict: 'met', author: 'a' } as const),
            ...{ date: stamp.now, criteria: [], approvals: [], archived: [], artifacts: [{ path: log, sha256: 'a'.repeat(64) }] },
          }),
        ],
      }),
      facts,
    ],
  ]
  test.each(kept)('stays where %s', (_, records, known, judged = program) => {
    const moves = review(judged, records, {}, known)
    expect(moves.ok && moves.plan.steps.filter((step) => step.type === 'move')).toEqual([])
  })

  test('what speaks for another phase as well stays', () => {
    const two = programOf({
      program: head,
      phases: { 'phases/P0.yaml': text, 'phases/P1.yaml': phaseOf({}, [attest('P1.1', 'done')], { id: 'P1' }) },
    })
    const both = failing({ criteria: ['P0.1', 'P1.1'] })
    const result = review(two, caseOf({ evidence: [proof, both] }), {}, facts)
    expect(result.review?.superseded).toEqual([])
  })

  test('a moved record is read as if it still lay where it was', () => {
    const there = { ...old, source: { ...old.source, path: `${place}/metadata.json` } }
    const moved = asMoved(program, there)
    expect(moved.was).toBe(old.source.path)
    expect(moved.record?.artifacts).toEqual([{ path: `${place}/log.txt`, sha256: 'a'.repeat(64) }])
    expect(asMoved(program, old)).toBe(old)
    const strings = asMoved(program, {
      ...there,
      record: { ...old.record, artifacts: [log, 'src/a.ts', { uri: 'https://example.org' }] } as EvidenceRecord,
    })
    expect(strings.record?.artifacts).toEqual([`${place}/log.txt`, 'src/a.ts', { uri: 'https://example.org' }])
  })

  test('in a change it is not taken away, and one that is gone still counts', () => {
    const moved = asMoved(program, { ...old, source: { ...old.source, path: `${place}/metadata.json` } })
    const base = caseOf({ evidence: [old] })
    const kept = caseOfChange(program, { base, since: base, head: caseOf({ evidence: [moved] }) })
    expect(kept).toMatchObject({ diagnostics: [], case: { evidence: [moved] } })
    const gone = caseOfChange(program, { base, since: base, head: caseOf() })
    expect(findings(gone)).toEqual([`change/record-removed ${old.source.path}:1`])
    // Put away as another one, it says something else.
    const astray = asMoved(program, { ...old, source: { ...old.source, path: `${place.replace('P0/old', 'P0/new')}/metadata.json` } })
    expect(findings(caseOfChange(program, { base, since: base, head: caseOf({ evidence: [astray] }) }))).toHaveLength(1)
  })

  test('moving what is superseded changes no judgement, whatever else there is', () => {
    const outcome = fc.constantFrom<Partial<EvidenceRecord>>(
      {},
      { result: { outcome: 'failed', observations: [{ claim: 'done', value: false }] } },
      { dirty: true },
      { criteria: [], gate: 'P0' },
      { criteria: [] },
    )
    const records = fc.array(
      fc.record({
        parts: outcome,
        day: fc.integer({ min: 10, max: 19 }),
        by: fc.option(fc.nat(5), { nil: undefined }),
        digest: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(records, (made) => {
        const plain = made.map(({ parts, day }, index) =>
          observed('P0.1', 'done', { date: `2026-11-${day}T00:00:00Z`, ...parts }, `r${index}`),
        )
        const evidence = made.map(({ parts, day, by, digest }, index) => {
          const named = by === undefined ? undefined : plain[by % plain.length]
          const supersedes =
            named === undefined || named === plain[index] ? {} : { supersedes: [digest ? named.sha256 : named.source.path] }
          return observed('P0.1', 'done', { date: `2026-11-${day}T00:00:00Z`, ...parts, ...supersedes }, `r${index}`)
        })
        const judged = (records: Case) =>
          judgeWith(nothing)(records, ['P0'], program, [])[0]?.criteria.map(({ outcome, reason }) => [outcome, reason])
        // Any of them, not only those that a review would move.
        const moved = evidence.map((one, index) => {
          if (index % 2 === 0) return one
          const path = `${supersededPlace(program, stamp.now)}/${one.source.path.slice('docs/evidence/'.length)}`
          return asMoved(program, { ...one, source: { ...one.source, path } })
        })
        expect(judged(caseOf({ evidence: moved }))).toEqual(judged(caseOf({ evidence })))
      }),
      { numRuns: 300 },
    )
  })

  test('only what lies in a folder of the time of a review was moved', () => {
    expect(placeBefore(program, `${place}/metadata.json`)).toBe('docs/evidence/P0/old/metadata.json')
    for (const path of [
      'docs/evidence/P0/a/metadata.json',
      'docs/evidence/_archive/a/metadata.json',
      'docs/evidence/_archive/20261120T100000Z/',
    ])
      expect(placeBefore(program, path)).toBeUndefined()
  })
})

const planFile = (path: string, text: string): PlanFile => ({ source: { path, text }, record: parseYaml({ path, text }).value })

describe('the baseline', () => {
  const text = phaseOf({ 'P0.M1': attest('P0.M1.1', 'done') }, [attest('P0.1', 'open')], {
    more: 'deliverables:\n  - { id: D1, title: The charter, path: docs/charter.md }\n  - { id: D2, title: All, path: "docs/*.md" }\n  - { id: D3, title: Gone, path: docs/gone.md }\n',
  })
  const records = caseOf({ evidence: [observed('P0.M1.1', 'done'), observed('P0.1', 'open')] })
  const program = programOf({ program: head, phases: { 'phases/P0.yaml': text } })
  const files = [planFile('specification/phases/P0.yaml', text), planFile('specification/program.yaml', head)]
  const facts = factsOf({ 'docs/charter.md': file('c'.repeat(64)), 'docs/gone.md': { state: 'missing' } })

  test('is the plan as the review leaves it, and the deliverables that are there', () => {
    const result = review(program, records, { files }, facts)
    const { baseline } = recordIn(result)
    const after = text.replace('under-review', 'accepted')
    expect(baseline?.plan?.map(({ path, sha256 }) => [path, sha256])).toEqual([
      ['specification/phases/P0.yaml', sha256Hex(after)],
      ['specification/program.yaml', sha256Hex(head)],
    ])
    expect(baseline?.deliverables).toEqual([{ id: 'D1', path: 'docs/charter.md', sha256: 'c'.repeat(64) }])
    expect(planOf(result).basis).toContainEqual({ path: 'docs/gone.md' })
    expect(planOf(result).basis).toContainEqual({ path: 'specification/program.yaml', sha256: sha256Hex(head) })
  })

  test('states are no part of what a plan says, everything else is', () => {
    const of = (one: string) => {
      const spec = { path: 'specification/phases/P0.yaml', text: one }
      const planned = programOf({ program: head, phases: { 'phases/P0.yaml': one } })
      const result = review(planned, records, { files: [{ source: spec, record: parseYaml(spec).value }] }, facts)
      return recordIn(result).baseline?.plan ?? []
    }
    const before = of(text)
    expect(planDiffers(before, of(text.replace('under-review', 'planned')))).toBe(false)
    expect(planDiffers(before, of(text.replace('The charter', 'The letter')))).toBe(true)
    expect(planDiffers(before, [])).toBe(true)
    const [first] = before
    if (first === undefined) throw new Error('no file')
    const { meaning: _, ...bare } = first
    expect(planDiffers([bare], [first])).toBe(false)
    expect(planDiffers([{ ...bare, sha256: 'e'.repeat(64) }], [first])).toBe(true)
    expect(planDiffers([{ ...first, path: 'specification/other.yaml' }], [first])).toBe(true)
  })
})

describe('what a program demands', () => {
  const phases = {
    'phases/P0.yaml': phaseOf({}, [attest('P0.1', 'done')]),
    'phases/P1.yaml': phaseOf({}, [attest('P1.1', 'done')], { id: 'P1' }),
  }
  const closed = (baseline?: ReviewRecord['baseline'], date = '2026-11-01T00:00:00Z', phase = 'P1') =>
    recordFile<ReviewRecord>(`outbox/${phase}/metadata.json`, {
      ...({ format: 1, kind: 'review', program: 'demo', gate: phase, verdict: 'met', author: 'a', criteria: [] } as const),
      ...{ phase, date, approvals: [], archived: [], artifacts: [], ...(baseline && { baseline }) },
    })
  const evidence = [observed('P0.1', 'done')]
  const spec = planFile('specification/phases/P0.yaml', phases['phases/P0.yaml'])
  const demanding = (demand: string) => programOf({ program: `${head}review: ${demand}\n`, phases })
  const now = () => recordIn(review(demanding('{ seed: false }'), caseOf({ evidence }), { files: [spec] })).baseline
  const codes = (result: ReturnType<typeof planReview>): string[] => result.diagnostics.map(({ code }) => code)

  test('minutes', () => {
    const program = demanding('{ minutes: true, forum: board }')
    const refused = review(program, caseOf({ evidence }))
    expect(findings(refused)).toEqual(['review/minutes-missing specification/program.yaml:4'])
    const record = { path: 'outbox/P0/minutes/m.md', sha256: 'f'.repeat(64), date: '2026-11-20' }
    const from = 'inbox/P0/m.md'
    const steps = [{ type: 'move', from, to: record.path, before: sha256Hex('- [ ] A box\n'), why: 'minutes' } as const]
    const records = caseOf({ evidence, inbox: { [from]: '- [ ] A box\n' } })
    const result = review(program, records, { minutes: { record, steps } })
    expect(recordIn(result)).toMatchObject({ minutes: record, forum: 'board' })
    expect(stepsOf(result)).toContain(`move ${record.path}`)
    expect(result.review).toMatchObject({ minutes: record.path, forum: 'board', checklists: [] })
  })

  test('an update of the plan since the last review', () => {
    const program = demanding('{ planUpdated: true }')
    const check = (reviews: Case['reviews'], files: readonly PlanFile[] = [spec]) =>
      codes(review(program, caseOf({ evidence, reviews }), { files }))
    expect(check([])).toEqual([])
    expect(check([closed(now())])).toEqual(['review/plan-not-updated'])
    expect(check([closed()])).toEqual(['review/plan-not-updated'])
    const changed = planFile(spec.source.path, spec.source.text.replace('The phase', 'A phase'))
    expect(check([closed(now())], [changed])).toEqual([])
    // The last one counts.
    const other = closed({ plan: [{ path: 'specification/a.yaml', sha256: 'a'.repeat(64) }] }, '2026-10-01T00:00:00Z')
    expect(check([closed(now()), other])).toContain('review/plan-not-updated')
  })

  test('an update of the files that the program names', () => {
    const program = demanding('{ planUpdated: ["docs/*.md", "!docs/x.md"] }')
    const known = (sha256: string) =>
      factsOf({ 'docs/a.md': file(sha256), 'docs/x.md': file(sha256) }, { 'docs/*.md': ['docs/a.md', 'docs/x.md'] })
    const before = recordIn(review(program, caseOf({ evidence }), { files: [spec] }, known('a'.repeat(64)))).baseline
    expect(before?.plan?.map(({ path }) => path)).toEqual(['docs/a.md', 'specification/phases/P0.yaml'])
    const check = (sha256: string) =>
      codes(review(program, caseOf({ evidence, reviews: [closed(before)] }), { files: [spec] }, known(sha256)))
    expect(check('a'.repeat(64))).toEqual(['review/plan-not-updated'])
    expect(check('b'.repeat(64))).toEqual([])
  })
})

describe('the phases that can begin then', () => {
  const third = phaseOf({}, [attest('P2.1', 'x')], { id: 'P2', more: 'dependencies: [P0, P1]\n' })
  const phases = {
    'phases/P0.yaml': phaseOf({}, [attest('P0.1', 'done')]),
    'phases/P1.yaml': phaseOf({}, [attest('P1.1', 'x')], {
      id: 'P1',
      more: 'dependencies: [P0]\nmilestones: [{ id: P1.M1, title: First }]\n',
    }),
    'phases/P2.yaml': third,
  }
  const evidence = [observed('P0.1', 'done')]
  const seeds = (program: Program, records: Case) => review(program, records).review

  test('get a checklist, unless they have one or the program wants none', () => {
    const program = programOf({ program: head, phases })
    expect(seeds(program, caseOf({ evidence }))).toMatchObject({
      seeds: ['inbox/P1/P1.md'],
      follows: [{ id: 'P1', command: 'refractor milestone start P1.M1' }],
    })
    expect(seeds(program, caseOf({ evidence, inbox: { 'inbox/P1/own.md': 'x' } }))?.seeds).toEqual([])
    expect(seeds(program, caseOf({ evidence, outbox: { 'outbox/P1/own.md': 'x' } }))?.seeds).toEqual([])
    const silent = programOf({ program: `${head}review: { seed: false }\n`, phases })
    expect(seeds(silent, caseOf({ evidence }))).toMatchObject({ seeds: [], follows: [{ id: 'P1' }] })
  })

  test('are the next one in order where the plan names no dependencies, and none that has begun', () => {
    const plain = { 'phases/P0.yaml': phases['phases/P0.yaml'], 'phases/P1.yaml': phaseOf({}, [attest('P1.1', 'x')], { id: 'P1' }) }
    const program = programOf({ program: head, phases: plain })
    expect(seeds(program, caseOf({ evidence }))?.follows).toEqual([{ id: 'P1', title: 'The phase P1', command: 'refractor status P1' }])
    const begun = { ...plain, 'phases/P1.yaml': phaseOf({ 'P1.M1': '' }, [attest('P1.1', 'x')], { id: 'P1', state: 'in-progress' }) }
    expect(seeds(programOf({ program: head, phases: begun }), caseOf({ evidence }))?.follows).toEqual([])
  })
})

test('open questions, action items, approvals and waivers are told', () => {
  const decisions = `format: 1
questions:
  - { id: Q1, title: Who, phase: P0, due: "2026-11-19" }
  - { id: Q2, title: When, phase: P0, answer: Now }
  - { id: Q3, title: Where, phase: P0, state: Answered }
  - { id: Q4, title: Else, phase: P1 }
  - { id: Q5, title: Again, phase: P0, state: open, answer: Perhaps }
actions:
  - { id: A1, title: Do, owner: Ada, due: "2026-11-20" }
  - { id: A2, title: Did, state: done }
  - { id: A3, title: Later, phase: P1, due: "2026-12-01" }
  - { id: A4, title: Late, phase: P1, due: "2026-11-01" }
`
  const phases = {
    'phases/P0.yaml': phaseOf({}, [attest('P0.1', 'done')]),
    'phases/P1.yaml': phaseOf({}, [attest('P1.1', 'x')], { id: 'P1' }),
    'decisions.yaml': decisions,
  }
  const told = review(programOf({ program: head, phases }), caseOf({ evidence: [observed('P0.1', 'done')] })).review
  expect(told?.questions.map(({ id, overdue }) => [id, overdue])).toEqual([
    ['Q1', true],
    ['Q5', false],
  ])
  expect(told?.actions.map(({ id, overdue }) => [id, overdue])).toEqual([
    ['A1', false],
    ['A4', true],
  ])
})

describe('a review that failed', () => {
  const program = programOf()
  const gate = gateResult('P0', { verdict: 'unmet' })
  const problems = [
    { code: 'review/not-met', severity: 'error', message: 'no' } as const,
    { code: 'git/no-commit', severity: 'warning', message: 'w' } as const,
  ]

  test('is filed once for the same grounds', () => {
    const plan = planOf(planFailedReview(program, 'P0', gate, problems, stamp, { minutes: 'inbox/P0/m.md' }))
    const [step] = plan.steps
    expect(step).toMatchObject({ type: 'create', path: 'outbox/P0/_history/20261120T100000Z-failed.json' })
    const last = FailedReview.parse(JSON.parse(step?.type === 'create' ? step.text : ''))
    expect(last).toMatchObject({
      kind: 'failed-review',
      verdict: 'unmet',
      problems: [{ code: 'review/not-met', message: 'no' }],
      minutes: 'inbox/P0/m.md',
    })
    expect(plan.event).toMatchObject({ type: 'review.failed', ids: ['P0'] })
    const later = { ...stamp, now: '2026-11-22T10:00:00Z' }
    expect(planOf(planFailedReview(program, 'P0', gate, problems, later, { last })).steps).toEqual([])
    expect(planOf(planFailedReview(program, 'P0', { ...gate, verdict: 'unknown' }, problems, later, { last })).steps).toHaveLength(1)
  })
})

test('git is told what was closed, by which gate, and the digests', () => {
  const program = programOf()
  const record = { phase: 'P0', gate: 'P0', verdict: 'met' as const, criteria: [] }
  const closed = { record, path: 'outbox/P0/metadata.json', sha256: 'a'.repeat(64), event: 'b'.repeat(64) }
  expect(reviewCommitMessage(program, closed).split('\n')).toEqual([
    'Close P0: Foundations',
    '',
    'Program: demo',
    'Gate: P0 met (0 of 0 criteria met)',
    `Review: outbox/P0/metadata.json sha256:${'a'.repeat(64)}`,
    `Audit-Event: ${'b'.repeat(64)}`,
  ])
  const long = reviewCommitMessage(program, { ...closed, event: undefined, record: { ...record, phase: 'x'.repeat(90) } })
  expect(long.split('\n')[0]).toHaveLength(72)
  expect(long).not.toContain('Audit-Event')
  expect(reviewTagMessage(program, closed, ['c'.repeat(64)])).toContain(`Audit-Head: ${'c'.repeat(64)}`)
})
