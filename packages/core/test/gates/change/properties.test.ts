import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gateDefinition } from '../../../src/gates/definition.ts'
import type { GateEntry } from '../../../src/link/program-types.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { approvalOf, evidence, hash } from '../build.ts'
import { codes, judgeBetween, programOf, type Texts, verdicts } from './change.ts'

/** Checks of every sort that needs no file: what decides them is states, records and other gates. */
const checks = [
  { kind: 'query', from: 'milestones', expect: 'all', that: { state: 'accepted' } },
  { kind: 'query', from: 'milestones', expect: 'none', that: { state: 'planned' } },
  { kind: 'query', from: 'tasks', expect: 'all', that: { state: 'done' } },
  { kind: 'query', from: 'milestones', expect: 'all', that: { owner: 'assigned' } },
  { kind: 'query', from: 'people', expect: 'all', that: { kind: 'human' } },
  { kind: 'query', from: 'criteria', expect: 'all', that: { defined: true } },
  { kind: 'attest', claim: 'done' },
  { not: { kind: 'metric', metric: 'load', op: 'gt', value: 5 } },
  { kind: 'metric', metric: 'load', op: 'lte', value: 5 },
  { kind: 'approval', roles: ['TL'] },
  { kind: 'gate', gate: 'A' },
  { kind: 'gate', gate: 'Q' },
] as const
const easy = { kind: 'query', from: 'phases', expect: 'all', that: { title: 'assigned' } }
const states = ['planned', 'in-progress', 'under-review', 'accepted']

interface Plan {
  readonly exit: readonly number[]
  readonly quality: readonly number[]
  readonly acceptance: readonly (readonly number[])[]
  readonly owners: readonly boolean[]
}
interface States {
  readonly milestones: readonly number[]
  readonly tasks: readonly boolean[]
}

const milestones = ['A', 'B', 'C']
const pick = (max: number) => fc.array(fc.nat(max), { minLength: 1, maxLength: 3 })
const aPlan: fc.Arbitrary<Plan> = fc.record({
  exit: pick(checks.length - 1),
  quality: pick(9),
  acceptance: fc.tuple(pick(9), pick(9), pick(9)),
  owners: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
})
/** One record each decides every gate of it. */
const onRecords: fc.Arbitrary<Plan> = fc.record({
  exit: fc.constant([6]),
  quality: fc.tuple(fc.integer({ min: 6, max: 8 })),
  acceptance: fc.tuple(fc.constant([7]), fc.constant([8]), fc.constant([6])),
  owners: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
})
const aState: fc.Arbitrary<States> = fc.record({
  milestones: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
  tasks: fc.tuple(fc.boolean(), fc.boolean()),
})

const criteria = (gate: string, kinds: readonly number[]) =>
  kinds.map((kind, at) => ({ id: `${gate}.${at}`, statement: 's', check: checks[kind] }))

function textsOf(plan: Plan, { milestones: words, tasks }: States): Record<string, string> {
  return Object.fromEntries(
    Object.entries({
      program: {
        id: 'demo',
        name: 'Demo',
        roles: [{ id: 'TL', owner: 'Ada' }],
        people: [{ id: 'ada', name: 'Ada', emails: ['ada@example.org'] }],
      },
      policy: { version: 1 },
      'phases/P0': {
        id: 'P0',
        title: 't',
        milestones: milestones.map((id, at) => ({
          id,
          title: id,
          state: states[words[at] as number],
          ...(plan.owners[at] && { owner: 'Ada' }),
          acceptance: criteria(id, plan.acceptance[at] as number[]),
        })),
        tasks: tasks.map((done, at) => ({ id: `T-${at}`, title: 't', state: done ? 'done' : 'open' })),
        exit: { criteria: criteria('P0', plan.exit) },
      },
      gates: { gates: [{ id: 'Q', criteria: criteria('Q', plan.quality) }] },
    }).map(([name, record]) => [name, JSON.stringify(record).slice(1, -1).replace(/^/, '{ "format": 1, ').concat(' }')]),
  )
}

type Records = Record<string, unknown> & { id: string }
interface Phase {
  milestones: (Records & { acceptance: Records[] })[]
  tasks: Records[]
  exit: { criteria: Records[] }
  gates?: unknown[]
}

/** Everything that a head can do to its judge, alone or together. */
const weaken: Readonly<Record<string, (files: Record<string, Record<string, unknown>>) => void>> = {
  'empties the exit gate': ({ 'phases/P0': phase }) => {
    ;(phase as unknown as Phase).exit.criteria = [{ id: 'P0.0', statement: 's', check: easy }]
  },
  'makes every check easy': ({ 'phases/P0': phase, gates }) => {
    const { exit, milestones: all } = phase as unknown as Phase
    const quality = (gates as unknown as { gates: { criteria: Records[] }[] }).gates
    for (const one of [...exit.criteria, ...all.flatMap((each) => each.acceptance), ...quality.flatMap((each) => each.criteria)])
      one['check'] = easy
  },
  'makes everything a recommendation': ({ 'phases/P0': phase }) => {
    const { exit, milestones: all } = phase as unknown as Phase
    for (const one of [...exit.criteria, ...all.flatMap((each) => each.acceptance)]) one['level'] = 'recommended'
    exit.criteria.push({ id: 'P0.easy', statement: 's', check: easy })
  },
  'lets nothing apply': ({ 'phases/P0': phase }) => {
    for (const one of (phase as unknown as Phase).exit.criteria) one['when'] = { program: 'other' }
  },
  'removes the gates of no phase': ({ gates }) => {
    ;(gates as { gates: unknown[] }).gates = [{ id: 'Q2', criteria: [{ id: 'Q2.1', statement: 's', check: easy }] }]
  },
  'brings its own people': ({ program }) => {
    ;(program as Record<string, unknown>)['people'] = [{ id: 'mallory', name: 'Mallory', roles: ['TL'] }]
    ;(program as Record<string, unknown>)['roles'] = [{ id: 'TL', owner: 'Mallory' }]
  },
  'accepts without gates': ({ program }) => {
    ;(program as Record<string, unknown>)['rules'] = { acceptanceBeforeAccepted: false }
  },
  'reads other evidence': ({ program }) => {
    ;(program as Record<string, unknown>)['evidence'] = 'docs/other'
  },
  'removes the policy': (files) => {
    delete files['policy']
  },
  'adds gates': ({ 'phases/P0': phase }) => {
    ;(phase as unknown as Phase).gates = [{ id: 'N', criteria: [{ id: 'N.1', statement: 's', check: easy }] }]
  },
}

function rewritten(texts: Texts, change: (files: Record<string, Record<string, unknown>>) => void): Texts {
  const files: Record<string, Record<string, unknown>> = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)]),
  )
  change(files)
  // A gate that another still asks for has to be there, or the head is not valid, and nothing of it is met anyway.
  const dangling = JSON.stringify(files).includes('"gate":"Q"') && !JSON.stringify(files['gates'] ?? {}).includes('"id":"Q"')
  if (dangling) (files['gates'] as { gates: unknown[] }).gates.push({ id: 'Q', criteria: [{ id: 'Q.0', statement: 's', check: easy }] })
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)]))
}

const places = ['P0', 'A', 'B', 'C', 'Q'].flatMap((gate) => [`${gate}.0`, `${gate}.0`, `${gate}.1`])
const aRecord = fc.record({
  place: fc.constantFrom(...places),
  value: fc.nat(9),
  done: fc.boolean(),
  day: fc.integer({ min: 1, max: 9 }),
  failed: fc.boolean(),
})
interface Drawn {
  readonly place: string
  readonly value: number
  readonly done: boolean
  readonly day: number
  readonly failed: boolean
}

const recordOf = ({ place, value, done, day, failed }: Drawn, at: number) =>
  evidence(
    {
      criteria: [place],
      date: `2026-11-0${day}T10:00:00Z`,
      result: {
        ...(failed && { outcome: 'failed' }),
        metrics: [{ name: 'load', value }],
        observations: [{ claim: 'done', value: done }],
      },
    } as Partial<EvidenceRecord>,
    `docs/evidence/x/${at}/metadata.json`,
    hash((at % 10).toString()).slice(0, 62) + at.toString().padStart(2, '0'),
  )

const gates = ['P0', 'A', 'B', 'C', 'Q']
// Circles of gates are no valid program; the checks that could make one are left to the exit gate.
const valid = (plan: Plan): boolean => plan.exit.every((kind) => kind < 10 || !plan.acceptance.flat().includes(10))

describe('whatever a head does to its judge', () => {
  test('the gates of base stand as if it had not', () => {
    fc.assert(
      fc.property(
        aPlan.filter(valid),
        aState,
        aState,
        fc.array(aRecord, { maxLength: 8 }),
        fc.subarray(Object.keys(weaken), { minLength: 1 }),
        (plan, before, after, drawn, ways) => {
          const base = textsOf(plan, before)
          const honest = textsOf(plan, after)
          const bent = rewritten(honest, (files) => {
            for (const way of ways) weaken[way]?.(files)
          })
          const definition = gateDefinition(programOf(base).gates.get('P0') as GateEntry)
          const records = {
            evidence: drawn.map(recordOf),
            approvals: [approvalOf({ target: { type: 'gate', id: 'P0' }, definition, by: 'Mallory' })],
          }
          const sides = { base, baseCase: records, headCase: records }
          expect(verdicts(judgeBetween({ ...sides, head: bent }, gates))).toEqual(verdicts(judgeBetween({ ...sides, head: honest }, gates)))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('no word of it makes a milestone accepted whose gate is unmet', () => {
    fc.assert(
      fc.property(aPlan.filter(valid), aState, aState, fc.array(aRecord, { maxLength: 8 }), (plan, before, after, drawn) => {
        const headCase = { evidence: drawn.map(recordOf) }
        const judged = judgeBetween({ base: textsOf(plan, before), head: textsOf(plan, after), baseCase: headCase, headCase }, gates)
        const isNew = (at: number): boolean => after.milestones[at] === 3 && before.milestones[at] !== 3
        const unmet = milestones.filter((id, at) => isNew(at) && judged.gates.find((gate) => gate.id === id)?.verdict !== 'met')
        expect(unmet.filter((id) => !judged.notAccepted.includes(id))).toEqual([])
        expect(codes(judged).filter((code) => code === 'change/not-accepted')).toHaveLength(judged.notAccepted.length)
      }),
      { numRuns: 60 },
    )
  })
})

describe('whatever a head takes away', () => {
  test('no record of the plan, and none that says no, is missed', () => {
    fc.assert(
      fc.property(
        onRecords,
        aState,
        fc.array(aRecord, { minLength: 2, maxLength: 8 }),
        fc.subarray(milestones),
        fc.nat(255),
        (plan, at, drawn, gone, kept) => {
          const base = textsOf(plan, at)
          const all = drawn.map(recordOf)
          const left = all.filter((_, index) => (kept >> index) % 2 === 1)
          const head = rewritten(base, (files) => {
            const phase = files['phases/P0'] as unknown as Phase
            phase.milestones = phase.milestones.filter(({ id }) => !gone.includes(id))
            phase.tasks = phase.tasks.map((task) => ({ ...task, optional: true }))
            // Nothing may ask for a gate that went with its milestone.
            phase.exit.criteria = []
          })
          const records = { baseCase: { evidence: all } }
          const before = judgeBetween({ base, ...records, headCase: { evidence: all } }, gates)
          const after = judgeBetween({ base, head, ...records, headCase: { evidence: left } }, gates)
          const met = (judged: typeof before): string[] => judged.gates.filter((gate) => gate.verdict === 'met').map(({ id }) => id)
          expect(met(after).filter((id) => !met(before).includes(id))).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })
})
