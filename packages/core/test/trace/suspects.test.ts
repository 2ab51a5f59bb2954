import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Program } from '../../src/link/program-types.ts'
import type { LinkReview } from '../../src/schema/trace.ts'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { linkMemory, type WeighedReview } from '../../src/trace/link-memory.ts'
import { citesDocuments, isSameMeaning, meaningsOf, rememberedNow } from '../../src/trace/meaning.ts'
import { findSuspects, isDependency, type Suspects } from '../../src/trace/suspects.ts'
import type { SourceDocument, TraceGraph, TraceKey, TraceLink } from '../../src/trace/trace-types.ts'
import { typeOfKey } from '../../src/trace/trace-types.ts'
import { buildProgram, linkTexts } from '../build-program.ts'

const texts = {
  'specification/requirements.yaml': `format: 1
requirements:
  - { id: "1", title: "R", text: "All is moved." }
  - { id: "1.1", title: "R", text: "The lift carries 250 kg.", parent: "1" }
  - { id: "1.2", title: "R", text: "Every box has a route." }
`,
  'specification/phases/P0.yaml': `format: 1
id: "P0"
title: "Plan"
tasks:
  - { id: "T1", title: "Route", requirements: ["1.2"] }
  - { id: "T2", title: "Lift", requirements: ["1.1"], prerequisites: ["T1"] }
  - { id: "T3", title: "Tell the readers" }
exit:
  criteria:
    - { id: "P0.1", statement: "It fits.", traces: ["T2"] }
`,
}
type Texts = Record<string, string>
const changed = (path: keyof typeof texts, from: string, to: string): Texts => {
  expect(texts[path]).toContain(from)
  return { ...texts, [path]: texts[path].replace(from, to) }
}

let serial = 0
/** A review of all links of a program as it is. */
function reviewOf(program: Program, more: Partial<LinkReview> = {}, documents?: SourceDocument[]): WeighedReview {
  const meaningOf = meaningsOf(program, documents)
  const targets = buildGraph(program)
    .links.filter(isDependency)
    .flatMap(({ relation, from, to }) => {
      const one = rememberedNow(to, meaningOf)
      return one ? [{ ...one, from: [`${relation} ${from}`] }] : []
    })
  const review = {
    format: 1,
    kind: 'link-review',
    program: 'demo',
    reason: 'seen',
    by: 'Ada',
    at: '2026-11-20T10:00:00Z',
    trust: 'self',
    targets,
    ...more,
  }
  return { path: `.refractor/links/${++serial}.json`, review: review as LinkReview, flaw: undefined }
}

function suspectsOf(program: Program, reviews: readonly WeighedReview[], documents?: SourceDocument[], min = 1): Suspects {
  const memory = linkMemory(reviews, (counting) => new Set(counting.map(({ review }) => review.by)).size >= min)
  return findSuspects(() => buildGraph(program), memory, meaningsOf(program, documents))
}

const words = ({ relation, from, to }: TraceLink): string => `${typeOfKey(from).id} ${relation} ${typeOfKey(to).id}`
const stated = (program: Program, suspects: Suspects): Record<string, string | undefined> =>
  Object.fromEntries(buildGraph(program).links.map((link) => [words(link), suspects.stateOf(link)]))

const before = buildProgram(texts)

describe('links', () => {
  it('are unreviewed until somebody has looked at them, then reviewed; containment never is', () => {
    expect(stated(before, suspectsOf(before, []))).toMatchObject({ 'T1 satisfies 1.2': 'unreviewed', 'T1 part-of P0': undefined })
    const suspects = suspectsOf(before, [reviewOf(before)])
    expect(stated(before, suspects)).toMatchObject({
      'T1 satisfies 1.2': 'reviewed',
      'P0.1 verifies T2': 'reviewed',
      'T1 part-of P0': undefined,
    })
    expect(suspects.links).toEqual([])
  })

  it('become suspect with their target, and so does all that leans on it, with the shortest way', () => {
    const now = buildProgram(changed('specification/requirements.yaml', 'Every box', 'Every box and shelf'))
    const suspects = suspectsOf(now, [reviewOf(before)])
    expect(suspects.links.map(({ link, difference }) => `${words(link)} ${difference}`)).toEqual(['T1 satisfies 1.2 changed'])
    const suspect = [...buildGraph(now).nodes.keys()].filter((key) => suspects.isSuspect(key))
    expect(suspect).toEqual(['task:T1', 'task:T2', 'criterion:P0.1'])
    expect(suspects.pathFrom('criterion:P0.1').map(words)).toEqual(['P0.1 verifies T2', 'T2 needs T1', 'T1 satisfies 1.2'])
    expect(suspects.pathFrom('task:T3')).toEqual([])
    expect(suspects.under(['criterion:P0.1', 'task:T1']).map(({ link }) => words(link))).toEqual(['T1 satisfies 1.2'])
    expect(suspects.under(['task:T3'])).toEqual([])
  })

  it('of what holds a record are not its own', () => {
    const phase = (requirements: string): string =>
      `format: 1\nid: "P0"\ntitle: "Plan"\ntasks:\n  - { id: "T1", title: "All", requirements: ["1.2"], children: [{ id: "T1.1", title: "A part"${requirements} }] }\n`
    const both = (requirements: string, more = ''): Program =>
      buildProgram({
        'specification/requirements.yaml': texts['specification/requirements.yaml'].replace(/250 kg|a route/g, `$&${more}`),
        'specification/phases/P0.yaml': phase(requirements),
      })
    const [was, now] = [both(''), both('', ' now')]
    const held = suspectsOf(now, [reviewOf(was)])
    expect([held.isSuspect('task:T1'), held.isSuspect('task:T1.1')]).toEqual([true, false])
    const own = ', requirements: ["1.1"]'
    const suspects = suspectsOf(both(own, ' now'), [reviewOf(both(own))])
    expect(suspects.under(['task:T1.1']).map(({ link }) => words(link))).toEqual(['T1.1 satisfies 1.1'])
    const keys: TraceKey[] = ['task:T1.1', 'task:T1']
    expect([0, 1, 2, 3].map((limit) => suspects.under(keys, limit).length)).toEqual([1, 1, 2, 2])
  })

  it('are reviewed again by a record that remembers what their target means now, and by going back', () => {
    const now = buildProgram(changed('specification/requirements.yaml', 'Every box', 'Every box and shelf'))
    const [first, second] = [reviewOf(before), reviewOf(now, { at: '2026-11-21T10:00:00Z' })]
    expect(suspectsOf(now, [first, second]).links).toEqual([])
    expect(suspectsOf(before, [first, second]).links).toEqual([])
    const third = buildProgram(changed('specification/requirements.yaml', 'Every box', 'No box'))
    expect(suspectsOf(third, [second, first]).links.map(({ last }) => last.by.path)).toEqual([second.path])
  })

  it('do not become suspect by a link that the plan has no more', () => {
    const now = buildProgram({
      ...changed('specification/requirements.yaml', 'Every box', 'No box'),
      'specification/phases/P0.yaml': texts['specification/phases/P0.yaml'].replace(', requirements: ["1.2"]', ''),
    })
    expect(suspectsOf(now, [reviewOf(before)]).links).toEqual([])
  })

  it('are not cleared by a review that does not count, and suspect by what it remembers all the same', () => {
    const now = buildProgram(changed('specification/requirements.yaml', 'Every box', 'No box'))
    const forged: WeighedReview = { ...reviewOf(now), flaw: 'Mallory is not TL' }
    expect(suspectsOf(now, [reviewOf(before), forged]).links).toHaveLength(1)
    expect(suspectsOf(now, [{ ...reviewOf(before), flaw: 'it is dated in the future' }]).links).toHaveLength(1)
    // By itself it says nothing: nothing has changed since anybody looked.
    expect(stated(now, suspectsOf(now, [forged]))).toMatchObject({ 'T1 satisfies 1.2': 'unreviewed' })
  })

  it('of containment, and those of evidence, are never suspect, whatever a review says', () => {
    const { review, ...rest } = reviewOf(before)
    const from = ['part-of task:T1', 'part-of task:T2', 'proves evidence:1']
    const targets = [{ type: 'phase' as const, id: 'P0', fingerprint: 'sha256:v1:0', from }]
    const suspects = suspectsOf(before, [{ ...rest, review: { ...review, targets } }])
    expect([suspects.links, suspects.isSuspect('task:T1')]).toEqual([[], false])
  })

  it('need somebody who looked at them, however few are asked for', () => {
    const nobody: WeighedReview = { ...reviewOf(before), flaw: 'it was taken back' }
    expect(stated(before, suspectsOf(before, [nobody], undefined, 0))).toMatchObject({ 'T1 satisfies 1.2': 'unreviewed' })
  })

  it('need as many reviewers as are asked for', () => {
    const now = buildProgram(changed('specification/requirements.yaml', 'Every box', 'No box'))
    const [old, ada, grace] = [reviewOf(before), reviewOf(now), reviewOf(now, { by: 'Grace' })]
    expect(suspectsOf(now, [old, ada, reviewOf(now)], undefined, 2).links).toHaveLength(1)
    expect(suspectsOf(now, [old, ada, grace], undefined, 2).links).toEqual([])
  })

  it('are suspect under a recipe that nobody knows here', () => {
    const review = reviewOf(before)
    const newer = review.review.targets.map((one) => ({ ...one, fingerprint: one.fingerprint.replace('v1', 'v2') }))
    expect(suspectsOf(before, [{ ...review, review: { ...review.review, targets: newer } }]).links).toHaveLength(5)
  })

  it('are told to be suspect because their target is gone', () => {
    const now = buildProgram({ 'specification/phases/P0.yaml': texts['specification/phases/P0.yaml'] })
    expect(suspectsOf(now, [reviewOf(before)]).links.map(({ link, difference }) => `${words(link)} ${difference}`)).toEqual([
      'T1 satisfies 1.2 gone',
      'T2 satisfies 1.1 gone',
    ])
  })

  it('need no graph where nothing that a review remembers has changed', () => {
    const graphOf = (): TraceGraph => {
      throw new Error('nobody needs it')
    }
    const suspects = findSuspects(
      graphOf,
      linkMemory([reviewOf(before)], (list) => list.length > 0),
      meaningsOf(before),
    )
    expect([suspects.links, suspects.isSuspect('task:T1'), suspects.under(['task:T1']), suspects.pathFrom('task:T1')]).toEqual([
      [],
      false,
      [],
      [],
    ])
  })

  it('of a circle are found, and the ways end', () => {
    const circle = {
      'specification/components.yaml':
        'format: 1\ncomponents:\n  - { id: A, title: A, dependsOn: [B] }\n  - { id: B, title: B, dependsOn: [C] }\n  - { id: C, dependsOn: [A], title: T }\n',
    }
    const { program: now } = {
      program: buildProgramLoosely({
        ...circle,
        'specification/components.yaml': circle['specification/components.yaml'].replace('title: T', 'title: U'),
      }),
    }
    const suspects = suspectsOf(now, [reviewOf(buildProgramLoosely(circle))])
    expect(suspects.links.map(({ link }) => words(link))).toEqual(['B uses C'])
    expect(suspects.pathFrom('component:C').map(words)).toEqual(['C uses A', 'A uses B', 'B uses C'])
    expect(suspects.under(['component:A'])).toHaveLength(1)
  })
})

/** A circle is an error of the program, and drawn all the same. */
function buildProgramLoosely(files: Texts): Program {
  return linkTexts(files).program as Program
}

describe('what documents say', () => {
  const sources = 'format: 1\nid: demo\nname: Demo\nsources: { AP: docs/ap.md, SR: { title: "A book" } }\n'
  const task = 'format: 1\nid: P0\ntitle: P\ntasks:\n  - { id: T1, title: T, sourceRefs: ["AP L2-L3", "SR §4", "a talk"] }\n'
  const program = buildProgram({ 'specification/program.yaml': sources, 'specification/phases/P0.yaml': task })
  const document = (text: string): SourceDocument[] => [{ alias: 'AP', path: 'docs/ap.md', text }]
  const old = document('# Title\nBoxes first.\nThen shelves.\nThe end.\n')
  const key = (): TraceKey => buildGraph(program).from('task:T1')[0]?.to as TraceKey

  test.each<[string, SourceDocument[] | undefined, string[]]>([
    ['the same', old, []],
    ['other line ends and blanks', document('# Title\r\nBoxes  first.\r\nThen shelves.\r\nThe end.\r\n'), []],
    ['moved lines', document('# Title\n\nA preface.\n\nBoxes first.\nThen shelves.\n'), []],
    ['changed lines', document('# Title\nBoxes last.\nThen shelves.\nThe end.\n'), ['changed']],
    ['too few lines', document('# Title\n'), ['gone']],
    ['no document', [], ['gone']],
    ['documents that nobody read', undefined, ['unread']],
  ])('is followed: %s', (_, documents, differences) => {
    const suspects = suspectsOf(program, [reviewOf(program, {}, old)], documents)
    expect(suspects.links.map(({ difference }) => difference)).toEqual(differences)
  })

  it('is not remembered where it cannot be read; a name without a document is remembered as a name', () => {
    expect(rememberedNow(key(), meaningsOf(program, []))).toBeUndefined()
    expect(rememberedNow(key(), meaningsOf(program, old))).toMatchObject({
      type: 'source',
      lines: { from: 2, to: 3, digests: { length: 2 } },
    })
    const known = reviewOf(program).review.targets.map(({ id }) => id)
    expect(known).toEqual(['SR §4', 'a talk'])
    expect([citesDocuments(program), citesDocuments(before)]).toEqual([true, false])
  })

  it('is not that of the first document where a text names several', () => {
    const [one, both] = ['source:AP L2', 'source:AP L2, AP L3'].map((text) => meaningsOf(program, old)(text as TraceKey))
    expect(both?.fingerprint).not.toBe(one?.fingerprint)
    expect(both?.fingerprint).toBe(meaningsOf(program, document('Something else.\n'))('source:AP L2, AP L3').fingerprint)
  })

  it('is not the same by lines that are no lines', () => {
    const meaning = meaningsOf(program, document('x\n'))(key())
    for (const lines of [undefined, null, 7, {}, { from: 1, to: 2, digests: 'x' }, { from: 1, to: 2, digests: [] }])
      expect(isSameMeaning({ fingerprint: 'sha256:v1:0', lines }, meaning)).toBe(false)
  })
})

describe('of any program', () => {
  interface Made {
    readonly requirements: readonly { readonly parent: number; readonly text: string }[]
    readonly tasks: readonly { readonly requirements: readonly number[]; readonly needs: readonly number[]; readonly title: string }[]
  }
  const made: fc.Arbitrary<Made> = fc.record({
    requirements: fc.array(fc.record({ parent: fc.nat(20), text: fc.constantFrom('a', 'b') }), { minLength: 1, maxLength: 6 }),
    tasks: fc.array(
      fc.record({
        requirements: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
        needs: fc.uniqueArray(fc.nat(8), { maxLength: 3 }),
        title: fc.constantFrom('x', 'y'),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  const some = (key: string, list: readonly string[]): object => (list.length === 0 ? {} : { [key]: list })
  const programOf = ({ requirements, tasks }: Made): Program =>
    buildProgram({
      'specification/requirements.yaml': `format: 1\nrequirements: ${JSON.stringify(
        requirements.map(({ parent, text }, index) => ({
          id: `1.${index}`,
          title: 'R',
          text,
          ...(parent < index && { parent: `1.${parent}` }),
        })),
      )}\n`,
      'specification/phases/P0.yaml': `format: 1\nid: "P0"\ntitle: P\ntasks: ${JSON.stringify(
        tasks.map(({ requirements: refs, needs, title }, index) => ({
          id: `T${index}`,
          title,
          ...some(
            'requirements',
            refs.filter((one) => one < requirements.length).map((one) => `1.${one}`),
          ),
          ...some(
            'prerequisites',
            needs.filter((one) => one < index).map((one) => `T${one}`),
          ),
        })),
      )}\n`,
    })

  it('a change of meaning marks exactly the dependents, and nothing else does', () => {
    fc.assert(
      fc.property(made, fc.nat(20), fc.boolean(), (plan, pick, isTask) => {
        const old = programOf(plan)
        const [list, type, field] = isTask ? (['tasks', 'task', 'title'] as const) : (['requirements', 'requirement', 'text'] as const)
        const index = pick % plan[list].length
        const id: TraceKey = isTask ? `task:T${index}` : `requirement:1.${index}`
        const now = programOf({ ...plan, [list]: plan[list].map((one, at) => (at === index ? { ...one, [field]: 'another' } : one)) })
        const suspects = suspectsOf(now, [reviewOf(old)])
        const graph = buildGraph(now)
        const dependents = new Set<TraceKey>()
        for (const queue: TraceKey[] = [id]; queue.length > 0; )
          for (const { from } of graph.to(queue.pop() as TraceKey).filter(isDependency))
            if (!dependents.has(from)) {
              dependents.add(from)
              queue.push(from)
            }
        expect([...graph.nodes.keys()].filter((key) => suspects.isSuspect(key))).toEqual(
          [...graph.nodes.keys()].filter((key) => dependents.has(key)),
        )
        expect(suspects.links.map(({ link }) => link)).toEqual(graph.links.filter((link) => link.to === id && isDependency(link)))
        for (const key of dependents) {
          const path = suspects.pathFrom(key)
          expect([path[0]?.from, path.at(-1)?.to]).toEqual([key, id])
        }
        expect(type).toBe(typeOfKey(id).type)
        expect(suspectsOf(old, [reviewOf(old)]).links).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
