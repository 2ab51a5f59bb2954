import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case, Facts, FileFact, RecordFile } from '../../src/gates/case.ts'
import { criterionDefinition } from '../../src/gates/definition.ts'
import { evidenceNeeded, recordsNeeded } from '../../src/gates/evidence-needed.ts'
import { explainGate } from '../../src/gates/explain.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import { verifyRecords } from '../../src/gates/verify-records.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Check } from '../../src/schema/check.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import type { ApprovalRecord, EvidenceRecord } from '../../src/schema/records.ts'
import {
  aFile,
  approvalOf,
  box,
  caseOf,
  checklistOf,
  criterion,
  evidence,
  exitOf,
  factsOf,
  fileOf,
  hash,
  missing,
  now,
  textFile,
  unreadable,
} from './build.ts'

/** Leaves of one composition. Each asks for something of its own, so that a record or file belongs to one leaf only. */
const leafKinds = ['attest', 'metric', 'artifact', 'content', 'approval', 'checklist'] as const
type Tree = { leaf: (typeof leafKinds)[number] } | { not: Tree } | { n: number; of: Tree[] } | { all: Tree[] } | { any: Tree[] }

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: fc.constantFrom(...leafKinds).map((leaf) => ({ leaf })) },
    { weight: 2, arbitrary: tie('tree').map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.record({ n: fc.integer({ min: 1, max: 3 }), of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  ),
})).tree

interface Leaf {
  readonly name: string
  readonly kind: (typeof leafKinds)[number]
  /** False below an odd number of `not`: there a failure is what proves. */
  readonly positive: boolean
}

/** The check of a tree and its leaves. */
function build(tree: Tree, leaves: Leaf[] = [], positive = true): Check {
  if ('leaf' in tree) {
    const name = `l${leaves.length}`
    leaves.push({ name, kind: tree.leaf, positive })
    if (tree.leaf === 'attest') return { kind: 'attest', claim: name }
    if (tree.leaf === 'metric') return { kind: 'metric', metric: name, op: 'lte', value: 5 }
    if (tree.leaf === 'artifact') return { kind: 'artifact', paths: [`${name}.txt`] }
    if (tree.leaf === 'content') return { kind: 'content', paths: [`${name}.md`], contains: ['done'] }
    return tree.leaf === 'approval'
      ? { kind: 'approval', subjects: [`${name}.txt`], aspect: name }
      : { kind: 'checklist', paths: [`inbox/P0/${name}.md`] }
  }
  if ('not' in tree) return { not: build(tree.not, leaves, !positive) }
  const each = (list: Tree[]): Check[] => list.map((one) => build(one, leaves, positive))
  if ('all' in tree) return { all: each(tree.all) }
  return 'any' in tree ? { any: each(tree.any) } : { nOf: { n: Math.min(tree.n, tree.of.length), of: each(tree.of) } }
}

type Spoil = 'dirty' | 'stale' | 'missing' | 'tampered' | 'expired' | 'future' | 'unreadable fact' | 'unreadable'
const spoils: readonly Spoil[] = ['dirty', 'stale', 'missing', 'tampered', 'expired', 'future', 'unreadable fact', 'unreadable']

function spoiled(record: EvidenceRecord, how: Spoil): EvidenceRecord | undefined {
  switch (how) {
    case 'dirty':
      return { ...record, dirty: true }
    case 'stale':
      return { ...record, inputs: [{ patterns: ['src/**'], sha256: hash('f'), files: 1 }] }
    case 'missing':
      return { ...record, artifacts: ['gone'] }
    case 'tampered':
      return { ...record, artifacts: [{ path: 'out', sha256: hash('f') }] }
    case 'expired':
      return { ...record, validity: { expires: '2026-11-01' } }
    case 'future':
      return { ...record, date: '2027-01-01' }
    case 'unreadable fact':
      return { ...record, artifacts: ['hidden'] }
    case 'unreadable':
      return undefined
  }
}

interface RecordSeed {
  readonly leaf: number
  readonly passes: boolean
  readonly minute: number
  readonly spoil: Spoil | undefined
  readonly supersedes: number
}

const recordSeeds = fc.array(
  fc.record({
    leaf: fc.nat({ max: 8 }),
    passes: fc.boolean(),
    minute: fc.integer({ min: 0, max: 9 }),
    spoil: fc.option(fc.constantFrom(...spoils), { nil: undefined, freq: 4 }),
    supersedes: fc.nat({ max: 8 }),
  }),
  { maxLength: 8 },
)

const pathOf = (index: number): string => `docs/evidence/P0/r${index}/metadata.json`

function recordOf(seed: RecordSeed, leaf: Leaf, index: number): RecordFile<EvidenceRecord> {
  const result =
    leaf.kind === 'attest'
      ? { observations: [{ claim: leaf.name, value: seed.passes }] }
      : { metrics: [{ name: leaf.name, value: seed.passes ? 1 : 9 }] }
  const record = evidence({ date: `2026-11-21T11:0${seed.minute}:00Z`, author: 'Eve', supersedes: [pathOf(seed.supersedes)], result })
    .record as EvidenceRecord
  return fileOf(pathOf(index), seed.spoil === undefined ? record : spoiled(record, seed.spoil), index.toString(16).padStart(64, '0'))
}

interface World {
  readonly program: Program
  readonly leaves: readonly Leaf[]
  readonly records: Case
  readonly files: Readonly<Record<string, FileFact>>
  /** The leaf of each evidence record. */
  readonly leafOf: readonly Leaf[]
  readonly passes: readonly boolean[]
}

const fileStates = fc.array(
  fc.constantFrom<FileFact | undefined>(textFile('done'), textFile('open'), textFile(''), missing, unreadable, undefined),
  { minLength: 9, maxLength: 9 },
)
const approvalSeeds = fc.array(
  fc.record({ leaf: fc.nat({ max: 8 }), approves: fc.boolean(), minute: fc.integer({ min: 0, max: 9 }), changed: fc.boolean() }),
  { maxLength: 4 },
)

const worlds: fc.Arbitrary<World> = fc
  .record({
    tree: trees,
    seeds: recordSeeds,
    fileStates,
    approvalSeeds,
    ticks: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    repeat: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  })
  .map(({ tree, seeds, fileStates, approvalSeeds, ticks, repeat }) => {
    const leaves: Leaf[] = []
    const check = build(tree, leaves)
    const program = exitOf([criterion('P0.1', check, repeat === undefined ? {} : { repeat: { consecutive: repeat } })])
    const definition = criterionDefinition(program.criteria.get('P0.1') as never)
    const leafAt = (index: number): Leaf => leaves[index % leaves.length] as Leaf
    const files: Record<string, FileFact> = { out: aFile, gone: missing, hidden: unreadable }
    leaves.forEach((leaf, index) => {
      const fact = fileStates[index % fileStates.length]
      if (fact) files[leaf.kind === 'content' ? `${leaf.name}.md` : `${leaf.name}.txt`] = fact
    })
    return {
      program,
      leaves,
      files,
      leafOf: seeds.map((seed) => leafAt(seed.leaf)),
      passes: seeds.map((seed) => seed.passes),
      records: caseOf({
        evidence: seeds.map((seed, index) => recordOf(seed, leafAt(seed.leaf), index)),
        approvals: approvalSeeds.map((seed, index) =>
          approvalOf(
            {
              definition,
              aspect: leafAt(seed.leaf).name,
              decision: seed.approves ? 'approve' : 'reject',
              at: `2026-11-21T11:0${seed.minute}:00Z`,
              subjects: [{ path: `${leafAt(seed.leaf).name}.txt`, sha256: seed.changed ? hash('f') : hash('a') }],
            },
            `.refractor/approvals/${index}.json`,
          ),
        ),
        inbox: leaves.flatMap((leaf, index) =>
          leaf.kind === 'checklist'
            ? [checklistOf(`inbox/P0/${leaf.name}.md`, [box(ticks[index % ticks.length] ? '[x] a' : '[ ] a'), box('[x] b')])]
            : [],
        ),
      }),
    }
  })

const factsOfWorld = (world: World): Facts => factsOf({ files: world.files, inputs: { 'src/**': { sha256: hash('b'), files: 1 } } })
const outcomeOf = (world: World, at = now): string =>
  judgeGates(world.program, world.records, factsOfWorld(world), ['P0'], { now: at }).gates[0]?.criteria[0]?.outcome as string

/** What was tampered with spoils everything that it speaks for, so taking it away is no loss. */
const isTampered = ({ record }: RecordFile<EvidenceRecord>): boolean =>
  (record?.artifacts ?? []).some((artifact) => typeof artifact !== 'string' && artifact.sha256 === hash('f'))

/** Every way to take away or spoil one thing that proves something in a world. */
function losses(world: World): World[] {
  const { records, files, leafOf, passes } = world
  const without = <T>(list: readonly T[], index: number, instead?: T): T[] =>
    list.flatMap((one, at) => (at === index ? (instead === undefined ? [] : [instead]) : [one]))
  const worse: World[] = []
  records.evidence.forEach((file, index) => {
    const leaf = leafOf[index] as Leaf
    // Below `not` a failure proves, and taking a pass away may uncover it; nobody can see that. What nobody can read proves nothing.
    if (passes[index] !== leaf.positive || file.record === undefined || isTampered(file)) return
    worse.push({
      ...world,
      records: { ...records, evidence: without(records.evidence, index) },
      leafOf: without(leafOf, index),
      passes: without(passes, index),
    })
    for (const how of spoils) {
      const instead = { ...file, record: spoiled(file.record, how) }
      worse.push({ ...world, records: { ...records, evidence: without(records.evidence, index, instead) } })
    }
  })
  records.approvals.forEach((file, index) => {
    if (file.record?.decision !== 'approve') return
    const changed: Partial<ApprovalRecord>[] = [
      { definition: hash('e') },
      { by: 'TBD' },
      { at: '2027-01-01T00:00:00Z' },
      { subjects: [] },
      { program: 'other' },
    ]
    worse.push({ ...world, records: { ...records, approvals: without(records.approvals, index) } })
    worse.push({ ...world, records: { ...records, approvals: without(records.approvals, index, { ...file, record: undefined }) } })
    for (const change of changed)
      worse.push({
        ...world,
        records: {
          ...records,
          approvals: without(records.approvals, index, { ...file, record: { ...file.record, ...change } as ApprovalRecord }),
        },
      })
  })
  records.inbox.forEach((file, index) => {
    const open = file.checklist.boxes.map((one) => ({ ...one, ticked: false, mark: ' ' }))
    worse.push({ ...world, records: { ...records, inbox: without(records.inbox, index) } })
    worse.push({
      ...world,
      records: { ...records, inbox: without(records.inbox, index, { ...file, checklist: { ...file.checklist, boxes: open } }) },
    })
  })
  for (const path of Object.keys(files)) {
    if (['out', 'gone', 'hidden'].includes(path)) continue
    const { [path]: fact, ...others } = files
    const { text: _, ...textless } = fact as FileFact
    for (const instead of [missing, unreadable, textless]) worse.push({ ...world, files: { ...others, [path]: instead } })
    worse.push({ ...world, files: others })
  }
  return worse
}

describe('a gate never passes by accident', () => {
  it('taking away or spoiling what proves something never makes a criterion met', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        if (outcomeOf(world) === 'met') return
        for (const worse of losses(world)) expect(outcomeOf(worse)).not.toBe('met')
      }),
      { numRuns: 200 },
    )
  })

  it('the worlds of this test are met often enough to mean something', () => {
    const sample = fc.sample(worlds, { numRuns: 400, seed: 7 })
    const met = sample.filter((world) => outcomeOf(world) === 'met')
    expect(met.length).toBeGreaterThan(20)
    const lost = met.filter((world) => losses(world).some((worse) => outcomeOf(worse) !== 'met'))
    expect(lost.length).toBeGreaterThan(15)
  })

  it('spoiling any record at all never makes a negated one met', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), fc.constantFrom(...spoils), (world, at, how) => {
        if (outcomeOf(world) === 'met' || world.records.evidence.length === 0 || world.leaves.some((leaf) => leaf.positive)) return
        const index = at % world.records.evidence.length
        if (isTampered(world.records.evidence[index] as RecordFile<EvidenceRecord>)) return
        const evidence = world.records.evidence.map((file, i) =>
          i === index && file.record ? { ...file, record: spoiled(file.record, how) } : file,
        )
        expect(outcomeOf({ ...world, records: { ...world.records, evidence } })).not.toBe('met')
      }),
      { numRuns: 800 },
    )
  })

  it('as time goes on nothing that expired or went stale comes back', () => {
    const aged = fc
      .tuple(
        worlds,
        fc.option(fc.constantFrom('PT1H', 'P1D'), { nil: undefined }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
      )
      .map(([world, maxAge, days]): World => {
        const one = world.program.criteria.get('P0.1')?.record as Criterion
        const program = exitOf([{ ...one, ...(maxAge && { maxAge }) }])
        const definition = criterionDefinition(program.criteria.get('P0.1') as never)
        const evidence = world.records.evidence.map((file, index) => {
          const days2 = days[index % days.length] as number
          const record =
            file.record &&
            (days2 === 0 || file.record.date.startsWith('2027')
              ? { ...file.record, date: '2026-11-21T11:30:00Z' }
              : { ...file.record, validity: { expires: `2026-11-2${days2}` } })
          return { ...file, record }
        })
        const approvals = world.records.approvals.map((file) => ({ ...file, record: { ...(file.record as ApprovalRecord), definition } }))
        return { ...world, program, records: { ...world.records, evidence, approvals } }
      })
    fc.assert(
      fc.property(aged, fc.integer({ min: 1, max: 24 * 10 }), (world, hours) => {
        if (outcomeOf(world) === 'met') return
        expect(outcomeOf(world, new Date(Date.parse(now) + hours * 3_600_000).toISOString())).not.toBe('met')
      }),
      { numRuns: 400 },
    )
  })
})

describe('whatever the records say', () => {
  const word = fc.oneof(
    fc.constantFrom('P0.1', 'P0', 'P0.M1', 'm', 'x', '', 'TBD', '__proto__', 'constructor', '../x', '/etc', 'a/', '*'),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0))
  const time = fc.oneof(fc.constantFrom(now, '2026-11-21', '2026-02-31', 'soon', '9999-12-31T23:59:59Z', ''), word)
  const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
  const counts = fc.record({ total: number, passed: number, failed: number, skipped: number })
  const anyRecord = fc.record({
    program: optional(fc.constantFrom('demo', 'other')),
    gate: optional(word),
    milestone: optional(word),
    criteria: optional(fc.array(word)),
    author: fc.oneof(word, fc.record({ id: word, name: optional(word) })),
    date: time,
    commit: optional(word),
    dirty: optional(fc.boolean()),
    inputs: optional(
      fc.array(
        fc.oneof(
          word,
          fc.record({ patterns: optional(fc.array(word)), path: optional(word), sha256: optional(word), files: optional(number) }),
        ),
      ),
    ),
    artifacts: optional(
      fc.array(fc.oneof(word, fc.record({ path: optional(word), uri: optional(word), sha256: optional(word), gitTree: optional(word) }))),
    ),
    producer: optional(
      fc.record({
        argv: optional(fc.array(word)),
        cwd: optional(word),
        exitCode: optional(fc.option(number)),
        signal: optional(word),
        timedOut: optional(fc.boolean()),
      }),
    ),
    environment: optional(fc.record({ name: optional(word) })),
    result: optional(
      fc.record({
        outcome: optional(fc.constantFrom('passed', 'warned', 'failed')),
        tests: optional(
          fc
            .tuple(counts, optional(number), optional(fc.array(fc.tuple(word, counts))))
            .map(([totals, iterations, suites]) => ({ ...totals, iterations, suites: suites?.map(([name, one]) => ({ name, ...one })) })),
        ),
        metrics: optional(
          fc.array(
            fc.record({
              name: word,
              value: number,
              unit: optional(word),
              series: optional(fc.array(number)),
              baseline: optional(fc.record({ name: word, value: number })),
              window: optional(fc.record({ from: time, to: time })),
            }),
          ),
        ),
        observations: optional(fc.array(fc.record({ claim: word, value: fc.oneof(word, number, fc.boolean()), link: optional(word) }))),
      }),
    ),
    validity: optional(fc.record({ expires: optional(fc.option(time)) })),
    supersedes: optional(fc.array(word)),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<EvidenceRecord>
  const anyApproval = fc.record({
    format: fc.constant(1),
    program: fc.constantFrom('demo', 'other'),
    decision: fc.constantFrom('approve', 'reject'),
    target: fc.record({ type: fc.constantFrom('gate', 'criterion', 'milestone'), id: word }),
    definition: word,
    subjects: fc.array(fc.record({ path: word, sha256: word })),
    by: word,
    at: time,
    trust: fc.constant('self'),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<ApprovalRecord>

  const checks: readonly Check[] = [
    { kind: 'test', select: ['*'] },
    { kind: 'test' },
    { kind: 'metric', metric: 'm', op: 'gte', value: 0 },
    { kind: 'metric', metric: 'm', baseline: { name: 'm', rel: 1 }, trend: 'increasing', window: 'P1D' },
    { kind: 'command', argv: ['x'] },
    { kind: 'attest', claim: 'm' },
    { kind: 'evidence', covers: ['a/', '*', 'x'] },
    { kind: 'evidence' },
    { kind: 'approval', subjects: ['a/', 'x'], roles: ['x'] },
    { not: { kind: 'approval' } },
  ]

  it('judging, explaining and verifying end with an answer that has a reason and a fix', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 4 }), fc.array(anyApproval, { maxLength: 3 }), time, (files, approvals, at) => {
        const program = exitOf(
          checks.map((check, index) => criterion(`P0.${index}`, check)),
          { program: { people: [{ id: 'x', roles: ['x'] }] } },
        )
        const records = caseOf({
          evidence: files.map((record, index) => fileOf(`docs/evidence/P0/${index}/metadata.json`, record)),
          approvals: approvals.map((record) => fileOf('a.json', record)),
        })
        const { files: asked, inputs } = evidenceNeeded(program, records, ['P0'])
        for (const path of [...asked, ...recordsNeeded(records).files]) expect(path).not.toMatch(/^\/|\.\./)
        const facts = factsOf({
          files: Object.fromEntries(asked.map((path) => [path, aFile])),
          inputs: Object.fromEntries(inputs.map((patterns) => [patterns.join(' '), { sha256: hash('a'), files: 1 }])),
        })
        const [gate] = judgeGates(program, records, facts, ['P0'], { now: at }).gates
        expect(gate?.verdict).not.toBe('met')
        for (const result of gate?.criteria ?? []) {
          expect(result.because).not.toBe('')
          if (result.outcome !== 'met')
            expect(result).toMatchObject({ reason: expect.any(String), fix: expect.stringMatching(/^refractor /) })
        }
        explainGate(program, records, facts, 'P0', { now: at })
        verifyRecords(program, records, facts, { now: at })
      }),
      { numRuns: 150 },
    )
  })
})
