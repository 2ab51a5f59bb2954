import { describe, expect, test } from 'vitest'
import type { Case, Facts } from '../../../src/gates/case.ts'
import { changeNeeds, changeToJudge, dueInChange, judgeAcross, unmetByHead } from '../../../src/gates/change/judge-across.ts'
import { gateDefinition } from '../../../src/gates/definition.ts'
import type { GateEntry } from '../../../src/link/program-types.ts'
import { approvalOf, caseOf, evidence, factsOf, fileOf, hash, now, reviewOf } from '../build.ts'
import { codes, judgeBetween, programOf, verdicts } from './change.ts'

const accepted = (id: string, more = ''): string =>
  `{ id: ${id}, statement: s, check: { kind: query, from: milestones, where: { id: [${more || 'P0.M1'}] }, expect: all, that: { state: accepted } } }`
const plan = (states: Readonly<Record<string, string>>, acceptance: string, exit = accepted('P0.1')): Record<string, string> => ({
  'phases/P0': `id: P0\ntitle: t\nmilestones:\n${Object.entries(states)
    .map(([id, state]) => `  - { id: ${id}, title: m, state: ${state}, acceptance: [${acceptance.replaceAll('@', id)}] }`)
    .join('\n')}\nexit: { criteria: [${exit}] }`,
})
const attested = '{ id: "@.1", statement: s, check: { kind: attest, claim: done } }'
const proof = (criterion: string) =>
  evidence(
    { criteria: [criterion], result: { outcome: 'passed', observations: [{ claim: 'done', value: true }] } },
    `docs/evidence/P0/${criterion}/metadata.json`,
  )

describe('a newly accepted milestone', () => {
  const base = plan({ 'P0.M1': 'in-progress' }, attested)
  const head = plan({ 'P0.M1': 'accepted' }, attested)

  test('counts when its acceptance gate is met on the case of head', () => {
    const judged = judgeBetween({ base, head, headCase: { evidence: [proof('P0.M1.1')] } }, ['P0'])
    expect(verdicts(judged)).toEqual(['P0 met'])
    expect(judged.notAccepted).toEqual([])
    expect(codes(judged)).toEqual([])
  })

  test('does not count otherwise, and is an error whatever was asked', () => {
    const judged = judgeBetween({ base, head }, ['P0'])
    expect(verdicts(judged)).toEqual(['P0 unmet'])
    expect(judged.notAccepted).toEqual(['P0.M1'])
    expect(codes(judged)).toEqual(['change/not-accepted'])
    expect(codes(judgeBetween({ base, head }, []))).toEqual(['change/not-accepted'])
  })

  test('counts without looking when base has it accepted', () => {
    expect(verdicts(judgeBetween({ base: head, head }, ['P0']))).toEqual(['P0 met'])
  })

  test('cannot bring the gate that lets it in', () => {
    const easy = plan(
      { 'P0.M1': 'accepted' },
      '{ id: "@.1", statement: s, check: { kind: query, from: phases, expect: all, that: { state: planned } } }',
    )
    expect(codes(judgeBetween({ base, head: easy }, ['P0']))).toEqual(['change/not-accepted'])
    const without = plan({ 'P0.M2': 'planned', 'P0.M1': 'in-progress' }, attested)
    const added = plan({ 'P0.M2': 'planned', 'P0.M1': 'in-progress', 'P0.M9': 'accepted' }, attested)
    const judged = judgeBetween({ base: without, head: added, headCase: { evidence: [proof('P0.M9.1')] } }, ['P0'])
    expect(codes(judged)).toEqual(['change/not-accepted'])
    expect(judged.newGates.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['P0.M9 met'])
  })

  test('cannot be made accepted by another last word', () => {
    const words = { program: 'id: demo\nname: Demo\nstates: { milestone: [planned, in-progress] }' }
    const judged = judgeBetween({ base, head: { ...words, ...plan({ 'P0.M1': 'in-progress' }, attested) } }, ['P0'])
    expect(codes(judged)).toEqual(['change/not-accepted'])
  })

  test('counts on its word where base asks for no acceptance gate', () => {
    const free = { program: 'id: demo\nname: Demo\nrules: { acceptanceBeforeAccepted: false }' }
    expect(verdicts(judgeBetween({ base: { ...free, ...base }, head: { ...free, ...head } }, ['P0']))).toEqual(['P0 met'])
    // The rule of head is no rule.
    expect(codes(judgeBetween({ base, head: { ...free, ...head } }, ['P0']))).toEqual(['change/not-accepted'])
  })
})

describe('a milestone that policy lets only some accept', () => {
  const people = {
    program:
      'id: demo\nname: Demo\nroles: [{ id: TL, owner: Ada }, { id: QA }]\npeople: [{ id: ada, name: Ada, emails: [ada@example.org] }, { id: grace, name: Grace, emails: [grace@example.org] }]',
  }
  const policy = (rule: string) => ({ policy: `version: 1\naccept: [${rule}]` })
  const judged = (rule: string, authors: readonly string[], approvals: Case['approvals'] = [], proofs: Facts['proofs'] = new Map()) => {
    const base = { ...people, ...policy(rule), ...plan({ 'P0.M1': 'in-progress' }, attested) }
    const head = { ...people, ...policy(rule), ...plan({ 'P0.M1': 'accepted' }, attested) }
    const change = { base: hash('1'), head: hash('2'), authors }
    const { diagnostics, notAccepted } = judgeBetween(
      { base, head, headCase: { evidence: [proof('P0.M1.1')], approvals }, facts: { change, proofs } },
      [],
    )
    return { codes: codes({ diagnostics }), notAccepted, help: diagnostics[0]?.help }
  }
  const approved = (by: string) => {
    const gate = programOf(plan({ 'P0.M1': 'in-progress' }, attested)).gates.get('P0.M1') as GateEntry
    return approvalOf(
      { target: { type: 'milestone', id: 'P0.M1' }, definition: gateDefinition(gate), by },
      `.refractor/approvals/${by}.json`,
    )
  }

  test('counts when one of them wrote the change', () => {
    expect(judged('{ roles: [TL] }', ['Ada <ada@example.org>', 'Grace <grace@example.org>']).codes).toEqual([])
    expect(judged('{ roles: [TL] }', ['Grace <grace@example.org>'])).toEqual({
      codes: ['change/not-accepted'],
      notAccepted: ['P0.M1'],
      help: 'let one of them approve it: refractor approve P0.M1',
    })
    expect(judged('{ roles: [TL], milestones: ["P9.*"] }', ['Grace <grace@example.org>']).codes).toEqual([])
  })

  test('counts when one of them approved it', () => {
    expect(judged('{ roles: [TL] }', ['grace@example.org'], [approved('ada')]).codes).toEqual([])
    expect(judged('{ roles: [TL] }', ['grace@example.org'], [approved('grace')]).codes).toEqual(['change/not-accepted'])
  })

  test('counts only so where it needs no acceptance gate, too', () => {
    const free = people.program.replace('name: Demo', 'name: Demo\nrules: { acceptanceBeforeAccepted: false }')
    const milestone = (state: string) => ({ 'phases/P0': `id: P0\ntitle: t\nmilestones: [{ id: P0.M1, title: m, state: ${state} }]` })
    const of = (change: Facts['change']) =>
      judgeBetween(
        {
          base: { program: free, ...policy('{ roles: [TL] }'), ...milestone('planned') },
          head: { program: free, ...policy('{ roles: [TL] }'), ...milestone('accepted') },
          headCase: { approvals: [approved('ada')] },
          facts: change ? { change } : {},
        },
        [],
      ).notAccepted
    const by = (author: string) => of({ base: hash('1'), head: hash('2'), authors: [author] })
    expect([by('ada@example.org'), by('grace@example.org'), of(undefined)]).toEqual([[], ['P0.M1'], ['P0.M1']])
  })

  test('counts when enough of them did either', () => {
    const two = '{ people: [ada, grace], min: 2 }'
    expect(judged(two, ['ada@example.org', 'Ada <ada@example.org>'], [approved('ada')]).codes).toEqual(['change/not-accepted'])
    expect(judged(two, ['ada@example.org'], [approved('grace')]).codes).toEqual([])
  })

  test('counts only when they proved it as the rule demands', () => {
    const signed = '{ roles: [TL], trust: signed }'
    const approval = approved('ada')
    expect(judged(signed, ['ada@example.org'], [approval]).codes).toEqual(['change/not-accepted'])
    const proofs = new Map([[approval.source.path, { signature: { state: 'good' as const, person: 'ada' } }]])
    expect(judged(signed, ['grace@example.org'], [approval], proofs).codes).toEqual([])
    const change = changeToJudge({
      base: { program: programOf({ ...people, ...policy(signed), ...plan({ 'P0.M1': 'planned' }, attested) }), case: caseOf() },
      head: {
        program: programOf({ ...people, ...policy(signed), ...plan({ 'P0.M1': 'accepted' }, attested) }),
        case: caseOf({ approvals: [approval] }),
      },
    })
    expect(changeNeeds(change, []).proofs).toContain(approval.source.path)
  })

  test('is never one that nobody may accept', () => {
    expect(judged('{ roles: [QA] }', ['ada@example.org']).codes).toEqual(['change/not-accepted'])
  })

  test('is not accepted by others where no gate is asked for either', () => {
    const free = { ...people, program: `${people.program}\nrules: { acceptanceBeforeAccepted: false }`, ...policy('{ roles: [TL] }') }
    const sides = {
      base: { ...free, ...plan({ 'P0.M1': 'in-progress' }, attested) },
      head: { ...free, ...plan({ 'P0.M1': 'accepted' }, attested) },
    }
    const by = (author: string) => ({ change: { base: hash('1'), head: hash('2'), authors: [author] } })
    expect(codes(judgeBetween({ ...sides, facts: by('grace@example.org') }, []))).toEqual(['change/not-accepted'])
    expect(codes(judgeBetween({ ...sides, facts: by('ada@example.org') }, []))).toEqual([])
  })
})

describe('milestones that lean on each other', () => {
  const on = (other: string) =>
    `{ id: "@.1", statement: s, check: { kind: query, from: milestones, where: { id: ${other} }, expect: all, that: { state: accepted } } }`
  const chain = (states: readonly [string, string, string]): Record<string, string> => ({
    'phases/P0': `id: P0
title: t
milestones:
  - { id: A, title: a, state: ${states[0]}, acceptance: [{ id: A.1, statement: s, check: { kind: attest, claim: done } }] }
  - { id: B, title: b, state: ${states[1]}, acceptance: [${on('A').replace('@', 'B')}] }
  - { id: C, title: c, state: ${states[2]}, acceptance: [${on('B').replace('@', 'C')}] }
exit: { criteria: [${accepted('P0.1', 'A, B, C')}] }`,
  })

  test('are accepted in turn', () => {
    const sides = { base: chain(['planned', 'planned', 'planned']), head: chain(['accepted', 'accepted', 'accepted']) }
    expect(verdicts(judgeBetween({ ...sides, headCase: { evidence: [proof('A.1')] } }, ['P0']))).toEqual(['P0 met'])
    expect(judgeBetween(sides, ['P0']).notAccepted).toEqual(['A', 'B', 'C'])
  })

  test('in a circle never hold each other up', () => {
    const circle = (state: string): Record<string, string> => ({
      'phases/P0': `id: P0\ntitle: t\nmilestones:\n${['A', 'B'].map((id, at) => `  - { id: ${id}, title: m, state: ${state}, acceptance: [${on(['B', 'A'][at] as string).replace('@', id)}] }`).join('\n')}`,
    })
    expect(judgeBetween({ base: circle('planned'), head: circle('accepted') }, []).notAccepted).toEqual(['A', 'B'])
  })

  test('fall with what they leaned on, when that is met on the way and not at the end', () => {
    // B needs that nothing is accepted: true at the start, and false once B itself is.
    const none = '{ id: B.1, statement: s, check: { kind: query, from: milestones, expect: none, that: { state: accepted } } }'
    const texts = (state: string): Record<string, string> => ({
      'phases/P0': `id: P0\ntitle: t\nmilestones:\n  - { id: B, title: b, state: ${state}, acceptance: [${none}] }\n  - { id: C, title: c, state: ${state}, acceptance: [${on('B').replace('@', 'C')}] }`,
    })
    expect(judgeBetween({ base: texts('planned'), head: texts('accepted') }, []).notAccepted).toEqual(['B', 'C'])
  })
})

describe('records that say no', () => {
  const base = {
    'phases/P0':
      'id: P0\ntitle: t\nexit: { criteria: [{ id: P0.1, statement: s, check: { kind: metric, metric: load, op: lte, value: 5 } }] }',
  }
  const measured = (value: number, date: string, path: string, outcome?: 'failed') =>
    evidence({ date, result: { ...(outcome && { outcome }), metrics: [{ name: 'load', value }] } }, path, hash(String(value)))
  const good = measured(3, '2026-11-20T10:00:00Z', 'docs/evidence/P0/a/metadata.json')
  const bad = measured(9, '2026-11-20T11:00:00Z', 'docs/evidence/P0/b/metadata.json')

  test('stay when head removes them', () => {
    const judged = judgeBetween({ base, baseCase: { evidence: [good, bad] }, headCase: { evidence: [good] } }, ['P0'])
    expect(verdicts(judged)).toEqual(['P0 unmet'])
    expect(codes(judged)).toContain('change/record-removed')
  })

  test('stay when head changes them', () => {
    const eased = measured(4, '2026-11-20T11:00:00Z', 'docs/evidence/P0/b/metadata.json')
    const judged = judgeBetween({ base, baseCase: { evidence: [good, bad] }, headCase: { evidence: [good, eased] } }, ['P0'])
    expect(codes(judged)).toContain('change/record-removed')
  })

  test('are not those that pass', () => {
    expect(codes(judgeBetween({ base, baseCase: { evidence: [good] }, headCase: {} }, ['P0']))).toEqual([])
  })

  test('are answered by a newer pass, not by their removal', () => {
    const newer = measured(4, '2026-11-21T10:00:00Z', 'docs/evidence/P0/c/metadata.json')
    const judged = judgeBetween({ base, baseCase: { evidence: [good, bad] }, headCase: { evidence: [good, bad, newer] } }, ['P0'])
    expect(verdicts(judged)).toEqual(['P0 met'])
    expect(codes(judged)).toEqual([])
  })

  test.each([
    ['a rejection', approvalOf({ decision: 'reject' }, '.refractor/approvals/r.json')],
    ['a revocation', approvalOf({ decision: 'revoke', revokes: [hash('1')] }, '.refractor/approvals/r.json')],
  ])('%s stays', (_, record) => {
    const judged = judgeBetween({ base, baseCase: { approvals: [record] } }, [])
    expect(codes(judged)).toEqual(['change/record-removed'])
    // The same bytes in another place are the same decision.
    const moved = fileOf('.refractor/approvals/s.json', record.record, record.sha256)
    expect(codes(judgeBetween({ base, baseCase: { approvals: [record] }, headCase: { approvals: [moved] } }, []))).toEqual([])
  })

  test('an approval may go: it only takes away what speaks for the change', () => {
    expect(codes(judgeBetween({ base, baseCase: { approvals: [approvalOf({})] } }, []))).toEqual([])
  })

  test('the end of a waiver stays', () => {
    const waiver = (step: 'requested' | 'revoked' | 'rejected') =>
      fileOf(`.refractor/waivers/W-1.${step}.json`, { step, id: 'W-1' } as never, hash('5'))
    expect(codes(judgeBetween({ base, baseCase: { waivers: [waiver('revoked')] } }, []))).toEqual(['change/record-removed'])
    expect(codes(judgeBetween({ base, baseCase: { waivers: [waiver('rejected')] } }, []))).toEqual(['change/record-removed'])
    expect(codes(judgeBetween({ base, baseCase: { waivers: [waiver('requested')] } }, []))).toEqual([])
  })

  test('of a criterion that is inverted are those that pass', () => {
    const inverted = {
      'phases/P0':
        'id: P0\ntitle: t\nexit: { criteria: [{ id: P0.1, statement: s, check: { not: { kind: metric, metric: load, op: gt, value: 5 } } }] }',
    }
    expect(codes(judgeBetween({ base: inverted, baseCase: { evidence: [bad] } }, []))).toEqual(['change/record-removed'])
  })

  test.each<[string, Parameters<typeof evidence>[0]]>([
    ['an exit code', { producer: { exitCode: 1 } }],
    ['a signal', { producer: { exitCode: null, signal: 'SIGKILL' } }],
    ['a time that ran out', { producer: { timedOut: true } }],
    ['an outcome', { result: { outcome: 'failed' } }],
    ['a test that failed', { result: { tests: { total: 2, passed: 1, failed: 1, skipped: 0 } } }],
  ])('are also those that say so themselves by %s, whatever they speak for', (_, record) => {
    const other = evidence({ criteria: ['elsewhere'], ...record })
    expect(codes(judgeBetween({ base, baseCase: { evidence: [other] } }, []))).toEqual(['change/record-removed'])
  })

  test('are judged wherever in a composition a criterion asks for them', () => {
    const load = '{ kind: metric, metric: load, op: lte, value: 5 }'
    for (const check of [
      `{ all: [${load}] }`,
      `{ any: [${load}] }`,
      `{ nOf: { n: 1, of: [${load}] } }`,
      `{ any: [{ not: { kind: metric, metric: load, op: gt, value: 5 } }] }`,
    ]) {
      const composed = {
        'phases/P0': `id: P0\ntitle: t\nexit: { criteria: [{ id: P0.0, statement: s }, { id: P0.1, statement: s, maxAge: P1D, check: ${check} }] }`,
      }
      expect(codes(judgeBetween({ base: composed, baseCase: { evidence: [bad] } }, []))).toEqual(['change/record-removed'])
      const passing = check.includes('not') ? [] : [good]
      expect(codes(judgeBetween({ base: composed, baseCase: { evidence: passing } }, []))).toEqual([])
      expect(codes(judgeBetween({ base: composed, baseCase: { evidence: [evidence({ criteria: ['P0.0'] })] } }, []))).toEqual([])
    }
  })

  test('cannot be read off a record that cannot be read', () => {
    const mute = fileOf('docs/evidence/P0/m/metadata.json', undefined)
    expect(codes(judgeBetween({ base, baseCase: { evidence: [mute] } }, []))).toEqual([])
  })
})

describe('a closed phase', () => {
  const base = plan({ 'P0.M1': 'in-progress' }, attested)
  const review = reviewOf({ criteria: [] })

  test('is closed by a review that base has, byte for byte', () => {
    const judged = judgeBetween({ base, baseCase: { reviews: [review] }, headCase: { reviews: [review] } }, ['P0'])
    expect(judged.gates[0]?.closed).toEqual({ at: review.record?.date, record: 'outbox/P0/metadata.json' })
    expect(codes(judged)).not.toContain('change/not-closed')
  })

  test('is not closed by a review of the change itself', () => {
    const judged = judgeBetween({ base, headCase: { reviews: [review] } }, ['P0'])
    expect(judged.gates[0]?.closed).toBeUndefined()
    expect(verdicts(judged)).toEqual(['P0 unmet'])
    expect(codes(judged)).toEqual(['change/not-closed'])
  })

  test('that base closed after head had left it is no concern of head', () => {
    const decided = changeToJudge({
      base: { program: programOf(base), case: caseOf({ reviews: [review] }) },
      head: { program: programOf(base), case: caseOf() },
      since: caseOf(),
    })
    expect(codes(decided)).toEqual([])
    expect(decided.case.reviews).toEqual([])
  })

  test('may be closed by a change whose exit gate is met as it is', () => {
    const head = plan({ 'P0.M1': 'accepted' }, attested)
    const judged = judgeBetween({ base, head, headCase: { reviews: [review], evidence: [proof('P0.M1.1')] } }, [])
    expect(codes(judged)).toEqual([])
  })

  test('is open when its review is gone, and tampered with when it changed', () => {
    expect(codes(judgeBetween({ base, baseCase: { reviews: [review] } }, ['P0']))).toEqual(['change/reopened'])
    const other = { ...review, sha256: hash('e') }
    const judged = judgeBetween({ base, baseCase: { reviews: [review] }, headCase: { reviews: [other] } }, ['P0'])
    expect(codes(judged)).toEqual(['review/tampered'])
    expect(judged.gates[0]?.closed).toBeUndefined()
  })

  test('cannot be a phase that only head has', () => {
    const head = { ...base, 'phases/P9': 'id: P9\ntitle: t\nexit: { criteria: [] }' }
    const own = reviewOf({ phase: 'P9', gate: 'P9' }, 'outbox/P9/metadata.json')
    expect(codes(judgeBetween({ base, head, headCase: { reviews: [own] } }, []))).toEqual(['change/not-closed'])
  })
})

describe('gates of a change', () => {
  const base = {
    'phases/P0': `id: P0\ntitle: t\nexit: { criteria: [{ id: P0.1, statement: s, check: { kind: gate, gate: Q } }] }`,
    gates: 'gates: [{ id: Q, criteria: [{ id: Q.1, statement: s, check: { kind: attest, claim: done } }] }]',
  }

  test('are those of base, whatever head makes of them', () => {
    const head = {
      'phases/P0': 'id: P0\ntitle: t\nexit: { criteria: [{ id: P0.1, statement: s, check: { kind: gate, gate: Q2 } }] }',
      gates: `gates: [{ id: Q2, criteria: [{ id: Q2.1, statement: s, check: { kind: query, from: phases, expect: all, that: { state: planned } } }] }]`,
    }
    const judged = judgeBetween({ base, head }, ['P0', 'Q'])
    expect(verdicts(judged)).toEqual(['P0 unmet', 'Q unmet'])
    expect(judged.newGates.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['Q2 met'])
  })

  test('are due by the states that head claims', () => {
    const texts = (state: string) => plan({ 'P0.M1': state }, attested)
    const two = (state: string) =>
      changeToJudge({
        base: { program: programOf(texts('planned')), case: caseOf() },
        head: { program: programOf(texts(state)), case: caseOf() },
      })
    expect(dueInChange(two('planned'))).toEqual([])
    expect(dueInChange(two('accepted'))).toEqual(['P0.M1', 'P0'])
    const judged = judgeAcross(two('accepted'), factsOf(), ['P0', 'P0.M1'], { now })
    expect(judged.gates.map(({ due }) => due)).toEqual([true, true])
  })

  test('stay due when head says that nothing has begun', () => {
    const texts = (state: string) => plan({ 'P0.M1': state }, attested)
    const change = changeToJudge({
      base: { program: programOf(texts('in-progress')), case: caseOf() },
      head: { program: programOf(texts('planned')), case: caseOf() },
    })
    expect(dueInChange(change)).toEqual(['P0.M1', 'P0'])
    const judged = judgeAcross(change, factsOf(), ['P0', 'P0.M1'], { now })
    expect(judged.gates.map(({ due }) => due)).toEqual([true, true])
  })

  test('ask for the facts of everything that is judged', () => {
    const texts = (state: string, exit: string) =>
      plan({ 'P0.M1': state }, '{ id: "@.1", statement: s, check: { kind: artifact, paths: [a.md] } }', exit)
    const base = programOf(texts('planned', '{ id: P0.1, statement: s, check: { kind: artifact, paths: [b.md] } }'))
    const head = programOf({
      ...texts('accepted', '{ id: P0.1, statement: s }'),
      gates: 'gates: [{ id: N, criteria: [{ id: N.1, statement: s, check: { kind: artifact, paths: [c.md] } }] }]',
    })
    const change = changeToJudge({ base: { program: base, case: caseOf() }, head: { program: head, case: caseOf() } })
    expect(changeNeeds(change, ['P0']).files).toEqual(['a.md', 'b.md', 'c.md'])
  })

  test('are unmet in every criterion where head is not valid', () => {
    const { gates } = judgeBetween({ base, headCase: { evidence: [proof('Q.1')] } }, ['Q'])
    expect(gates[0]?.verdict).toBe('met')
    const [gate] = unmetByHead(gates, 'head is not valid')
    expect(gate).toMatchObject({ verdict: 'unmet', counts: { met: 0, unmet: 1 } })
    expect(gate?.criteria.map(({ outcome, reason, because }) => [outcome, reason, because])).toEqual([
      ['unmet', 'invalid', 'head is not valid'],
    ])
  })

  test('that are no gates of base are left out', () => {
    expect(judgeBetween({ base }, ['nowhere']).gates).toEqual([])
  })

  test('stay when head takes the program away', () => {
    const change = changeToJudge({ base: { program: programOf(base), case: caseOf() }, head: { program: undefined, case: caseOf() } })
    expect(judgeAcross(change, factsOf(), ['P0'], { now }).gates.map(({ verdict }) => verdict)).toEqual(['unmet'])
  })
})
