// tested-for: P3.R1
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkProgram } from '../../src/link/link-program.ts'
import type { Loaded } from '../../src/load/loaded.ts'
import { Relation, TraceType } from '../../src/schema/trace.ts'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { relations, relationWords, traceTypes } from '../../src/trace/relations.ts'
import { type TraceGraph, type TraceLink, type TraceSources, traceKey, typeOfKey } from '../../src/trace/trace-types.ts'
import { buildProgram, folders, linkTexts, loadFiles, marked, place } from '../build-program.ts'

const of = (link: Pick<TraceLink, 'relation' | 'from'> & { to: string }): string => `${link.from} ${link.relation} ${link.to}`
const linksOf = (graph: TraceGraph): string[] => graph.links.map(of)
const withoutParts = (graph: TraceGraph): string[] => linksOf(graph).filter((link) => !link.includes(' part-of '))

const graphOf = (texts: Record<string, string>, sources?: TraceSources): TraceGraph => buildGraph(buildProgram(texts), sources)

describe('links of YAML', () => {
  it('lets the properties that a task tests validate what the task validates, where they do not say it themselves', () => {
    const tasks = (validates: string): string => `format: 1
tasks:
  - { id: T-1, title: Test both, properties: [Q-1, Q-2, Q-3], validates: ${validates} }
`
    const requirements = `format: 1
requirements: [{ id: '1.1', title: One }, { id: '1.2', title: Two }]
properties: [{ id: Q-1, title: A }, { id: Q-2, title: B }, { id: Q-3, title: C, validates: ['1.2'] }]
`
    const graph = graphOf({
      'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\n',
      'specification/requirements.yaml': requirements,
      'specification/tasks.yaml': tasks("['1.1']"),
    })
    expect(linksOf(graph).filter((link) => link.startsWith('property:'))).toEqual([
      'property:Q-1 validates requirement:1.1',
      'property:Q-2 validates requirement:1.1',
      'property:Q-3 validates requirement:1.2',
    ])
    expect(graph.links.find(({ from }) => from === traceKey('property', 'Q-1'))?.place()).toMatchObject({
      file: 'specification/tasks.yaml',
      line: 3,
    })
    const many = Array.from({ length: 400 }, () => "'1.1'")
    const much = graphOf({
      'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\n',
      'specification/requirements.yaml': requirements,
      'specification/tasks.yaml': tasks(`[${many.join(', ')}]`),
    })
    expect(linksOf(much).filter((link) => link.startsWith('property:'))).toEqual(['property:Q-3 validates requirement:1.2'])
  })

  it('reads every relation, in order, each link once', () => {
    const graph = graphOf({
      'specification/program.yaml': `format: 1
id: demo
name: Demo
sources: { AP: docs/ap.md }
`,
      'specification/phases/P0.yaml': `format: 1
id: P0
title: Zero
milestones:
  - id: P0.M1
    title: First
    sourceRefs: [AP §2]
    tasks:
      - id: T-1
        title: One
        requirements: ['1.1', '1.1']
        risks: [R-1]
        children:
          - { id: T-1.1, title: Part, validates: ['1.2'], properties: [Q-1], components: [core] }
      - T-9
    deliverables:
      - { id: D-1, title: Report, sourceRefs: [AP L3-L4] }
    acceptance:
      - { id: A-1, statement: It holds., traces: [T-1, '1.1', D-1] }
  - id: P0.M2
    title: Second
    relations: [{ type: after, milestone: P0.M1 }]
  - id: P0.M3
    title: Third
    relations: [{ type: before, milestone: P0.M2 }, { type: parallel, milestone: P0.M1 }]
exit: { criteria: [{ id: X-1, statement: Out. }] }
`,
      'specification/phases/P1.yaml': `format: 1
id: P1
title: One
parent: P0
dependencies: [P0]
tasks: [T-9]
`,
      'specification/tasks.yaml': `format: 1
tasks: [{ id: T-9, title: Nine, prerequisites: [T-1], sourceRefs: [the brief of June] }]
`,
      'specification/risks.yaml': 'format: 1\nrisks: [{ id: R-1, title: Rain, tasks: [T-1, T-9] }]\n',
      'specification/requirements.yaml': `format: 1
requirements:
  - { id: '1.1', title: Fast }
  - { id: '1.2', title: Safe, parent: '1.1' }
properties:
  - { id: Q-1, title: Always, validates: ['1.1-1.2'] }
`,
      'specification/components.yaml': `format: 1
components: [{ id: core }, { id: shell, dependsOn: [core] }]
`,
      'specification/decisions.yaml': `format: 1
questions: [{ id: ask, title: Why, phase: P0 }]
decisions: [{ id: say, title: So, phase: P1 }]
`,
    })
    expect(graph.dangling).toEqual([])
    expect(withoutParts(graph)).toEqual([
      'phase:P1 needs phase:P0',
      'milestone:P0.M1 cites source:AP §2',
      'milestone:P0.M2 needs milestone:P0.M1',
      'milestone:P0.M2 needs milestone:P0.M3',
      'task:T-1 satisfies requirement:1.1',
      'task:T-1 mitigates risk:R-1',
      'task:T-1.1 validates requirement:1.2',
      'task:T-1.1 tests property:Q-1',
      'task:T-1.1 builds component:core',
      'task:T-9 mitigates risk:R-1',
      'task:T-9 needs task:T-1',
      'task:T-9 cites source:the brief of June',
      'deliverable:D-1 cites source:AP L3-L4',
      'criterion:A-1 verifies task:T-1',
      'criterion:A-1 verifies deliverable:D-1',
      'criterion:A-1 verifies requirement:1.1',
      'requirement:1.2 refines requirement:1.1',
      'property:Q-1 validates requirement:1.1',
      'property:Q-1 validates requirement:1.2',
      'component:shell uses component:core',
    ])
    expect(linksOf(graph).filter((link) => link.includes(' part-of '))).toEqual([
      'phase:P1 part-of phase:P0',
      'milestone:P0.M1 part-of phase:P0',
      'milestone:P0.M2 part-of phase:P0',
      'milestone:P0.M3 part-of phase:P0',
      'task:T-1 part-of milestone:P0.M1',
      'task:T-1.1 part-of task:T-1',
      'task:T-9 part-of phase:P1',
      'task:T-9 part-of milestone:P0.M1',
      'deliverable:D-1 part-of milestone:P0.M1',
      'gate:P0 part-of phase:P0',
      'gate:P0.M1 part-of milestone:P0.M1',
      'criterion:A-1 part-of gate:P0.M1',
      'criterion:X-1 part-of gate:P0',
      'question:ask part-of phase:P0',
      'decision:say part-of phase:P1',
    ])
    expect(graph.to(traceKey('risk', 'R-1')).map(({ from }) => from)).toEqual(['task:T-1', 'task:T-9'])
    expect(graph.from(traceKey('person', 'nobody'))).toEqual([])
    expect(graph.to(traceKey('person', 'nobody'))).toEqual([])
    expect(graph.nodes.get('source:AP §2')?.declared).toBe(true)
    expect(graph.nodes.get('source:the brief of June')?.declared).toBe(false)
    expect(graph.nodes.get('task:T-1')).toMatchObject({ type: 'task', id: 'T-1', title: 'One', declared: true })
    expect(graph.nodes.get('criterion:X-1')?.title).toBe('Out.')
  })

  it('knows where each link and each record is written', () => {
    const { texts, places } = marked({
      'specification/requirements.yaml': "format: 1\nrequirements:\n  - id: §'1'\n    title: Fast\n",
      'specification/tasks.yaml': "format: 1\ntasks:\n  - id: §T-1\n    title: One\n    requirements:\n      - §'1'\n",
    })
    const graph = graphOf(texts)
    const link = graph.from('task:T-1')[0] as TraceLink
    expect(link).toMatchObject({ written: 'yaml', text: '1' })
    expect([graph.nodes.get(link.to)?.place(), graph.nodes.get(link.from)?.place(), link.place()].map(place)).toEqual(places)
  })

  it('keeps references that lead nowhere apart', () => {
    const { program } = linkTexts({
      'specification/phases/P0.yaml': `format: 1
id: P0
title: Zero
tasks: [T-7]
exit: { criteria: [{ id: X-1, statement: Out., traces: [T-8] }] }
`,
      'specification/tasks.yaml': "format: 1\ntasks: [{ id: T-1, title: One, prerequisites: [T-2], requirements: ['1.9', 'later'] }]\n",
      'specification/risks.yaml': 'format: 1\nrisks: [{ id: R-1, title: Rain, tasks: [T-3] }]\n',
      'specification/requirements.yaml': "format: 1\nrequirements: [{ id: '1.1', title: Fast }]\n",
    })
    const graph = buildGraph(program as NonNullable<typeof program>)
    expect(graph.dangling.map((link) => `${of(link)} (${link.expected[0]})`)).toEqual([
      'phase:P0 part-of T-7 (task)',
      'task:T-1 satisfies 1.9 (requirement)',
      'task:T-1 needs T-2 (task)',
      'criterion:X-1 verifies T-8 (task)',
      'risk:R-1 mitigates T-3 (task)',
    ])
    // What does not look like a declared id is a name.
    expect(withoutParts(graph)).toEqual(['task:T-1 satisfies requirement:later'])
    expect(graph.nodes.get('requirement:later')?.declared).toBe(false)
  })
})

describe('references to requirements', () => {
  const declared =
    "format: 1\nrequirements: [{ id: '1.10', title: a }, { id: '1.2', title: b }, { id: '1.4', title: c }, { id: REQ-1, title: d }, { id: REQ-3, title: e }]\n"
  const of = (reference: string, requirements: string | undefined = declared): string[] => {
    const graph = graphOf({
      'specification/tasks.yaml': `format: 1\ntasks: [{ id: T-1, title: One, requirements: [${JSON.stringify(reference)}] }]\n`,
      ...(requirements && { 'specification/requirements.yaml': requirements }),
    })
    return [...graph.from('task:T-1').map(({ to }) => to), ...graph.dangling.map(({ to }) => `? ${to}`)]
  }
  it.each([
    ['1.2', ['requirement:1.2']],
    [' 1.2 ', ['requirement:1.2']],
    ['1.1-1.4', ['requirement:1.2', 'requirement:1.4']],
    ['1.1 – 1.10', ['requirement:1.2', 'requirement:1.4', 'requirement:1.10']],
    ['1.2 to 1.4', ['requirement:1.2', 'requirement:1.4']],
    ['1.2..1.4', ['requirement:1.2', 'requirement:1.4']],
    ['1.2-4', ['requirement:1.2', 'requirement:1.4']],
    ['REQ-1-REQ-3', ['requirement:REQ-1', 'requirement:REQ-3']],
    ['REQ-1-3', ['requirement:REQ-1', 'requirement:REQ-3']],
    ['REQ-2 through REQ-9', ['requirement:REQ-3']],
    ['all', ['requirement:1.2', 'requirement:1.4', 'requirement:1.10', 'requirement:REQ-1', 'requirement:REQ-3']],
    ['All', ['requirement:1.2', 'requirement:1.4', 'requirement:1.10', 'requirement:REQ-1', 'requirement:REQ-3']],
    ['1.9', ['? 1.9']],
    ['1.5-1.9', ['? 1.5-1.9']],
    ['1.4-1.2', ['? 1.4-1.2']],
    ['the login - in short', ['requirement:the login - in short']],
  ])('%j', (text, expected) => expect(of(text)).toEqual(expected))

  it('makes names of what the program declares nothing of', () => {
    const none = 'format: 1\n'
    expect(of('1.2', none)).toEqual(['requirement:1.2'])
    expect(of('1.1-1.4', none)).toEqual(['requirement:1.1-1.4'])
    expect(of('all', none)).toEqual(['requirement:all'])
  })

  it('stops where ranges multiply', () => {
    const many = Array.from({ length: 750 }, (_, index) => `{ id: r${index}, title: r }`)
    const tasks = Array.from({ length: 750 }, (_, index) => `{ id: T-${index}, title: t, requirements: [all] }`)
    const graph = graphOf({
      'specification/requirements.yaml': `format: 1\nrequirements: [${many.join(', ')}]\n`,
      'specification/tasks.yaml': `format: 1\ntasks: [${tasks.join(', ')}]\n`,
    })
    expect(graph.incomplete).toBe(true)
    expect(graph.links.length).toBeLessThanOrEqual(500_000)
  })
})

describe('what speaks of records from outside', () => {
  const texts = {
    'specification/tasks.yaml': "format: 1\ntasks: [{ id: '1.1', title: One }, { id: T-2, title: Two, requirements: [later] }]\n",
    'specification/requirements.yaml': "format: 1\nrequirements: [{ id: '1.1', title: Fast }, { id: '1.2', title: Safe }]\n",
  }
  const tag = (path: string, id: string, as: 'file' | 'test', line = 1) => ({ path, id, as, line, column: 4 })

  it('links tags, by what is usual where they stand', () => {
    const graph = graphOf(texts, {
      tags: [
        tag('test/b.ts', '1.1', 'test'),
        tag('src/a.ts', 'T-2', 'file', 9),
        tag('src/a.ts', 'T-2', 'file', 3),
        tag('src/a.ts', '1.1', 'file'),
        tag('src/a.ts', 'requirement:1.2', 'file'),
        tag('src/a.ts', 'demo/T-2', 'file', 20),
        tag('src/a.ts', 'T-3', 'file'),
        tag('src/a.ts', 'other/T-3', 'file'),
        tag('src/c.ts', 'T-77', 'file'),
        tag('src/a.ts', 'later', 'file'),
      ],
      elsewhere: new Set(['other/T-3', 'T-77']),
    })
    expect(withoutParts(graph)).toEqual([
      'task:T-2 satisfies requirement:later',
      'file:src/a.ts implements task:1.1',
      'file:src/a.ts implements task:T-2',
      'file:src/a.ts implements requirement:1.2',
      'file:src/a.ts implements requirement:later',
      'test:test/b.ts tests requirement:1.1',
    ])
    expect(graph.dangling.map(of)).toEqual(['file:src/a.ts implements T-3'])
    expect(graph.from('file:src/a.ts')[1]).toMatchObject({ written: 'code', text: 'T-2' })
    expect(graph.from('file:src/a.ts')[1]?.place()).toEqual({ file: 'src/a.ts', line: 3, column: 4 })
    expect(graph.nodes.has('file:src/c.ts')).toBe(false)
  })

  it('links what boxes say', () => {
    const box = (line: number, relation: 'satisfies' | 'validates' | 'mirrors', ids: string[], id?: string, boxLine = line) => ({
      path: 'inbox/P0/list.md',
      line,
      column: 1,
      box: id,
      boxLine,
      relation,
      ids,
    })
    const graph = graphOf(texts, {
      boxes: [
        box(5, 'satisfies', ['1.1-1.2'], 'T-2', 4),
        box(4, 'mirrors', ['T-2'], 'T-2'),
        box(9, 'validates', ['1.2', '1.7'], undefined, 8),
        box(10, 'mirrors', ['T-8'], 'T-8'),
      ],
    })
    expect(withoutParts(graph)).toEqual([
      'task:T-2 satisfies requirement:1.1',
      'task:T-2 satisfies requirement:1.2',
      'task:T-2 satisfies requirement:later',
      'box:inbox/P0/list.md:4 mirrors task:T-2',
      'box:inbox/P0/list.md:8 validates requirement:1.2',
    ])
    expect(graph.dangling.map(of)).toEqual(['box:inbox/P0/list.md:8 validates 1.7', 'box:inbox/P0/list.md:10 mirrors T-8'])
  })

  it('links commits, records and results', () => {
    const path = 'docs/evidence/P0/a/metadata.json'
    const result = (id: string, passed: number, failed: number) => ({ path, id, total: passed + failed, passed, failed, skipped: 0 })
    const graph = graphOf(
      {
        ...texts,
        'specification/gates.yaml': 'format: 1\ngates: [{ id: G, criteria: [{ id: G.1, statement: Good. }] }]\n',
      },
      {
        commits: [{ oid: 'abc', subject: 'T-2: do', at: '2026-11-21T10:00:00Z', ids: ['T-2', 'T-9'] }],
        records: [
          { path, type: 'evidence', ids: ['G.1'] },
          { path: '.refractor/approvals/a.json', type: 'approval', ids: ['G'] },
        ],
        results: [result('1.1', 3, 0), result('1.2', 2, 1), result('T-2', 0, 0), result('T-9', 1, 0)],
      },
    )
    expect(withoutParts(graph).slice(1)).toEqual([
      `test:${path}#1.1 tests requirement:1.1`,
      `test:${path}#1.2 tests requirement:1.2`,
      `test:${path}#T-2 tests task:T-2`,
      'commit:abc names task:T-2',
      `evidence:${path} proves criterion:G.1`,
      `evidence:${path} proves requirement:1.1`,
      'approval:.refractor/approvals/a.json approves gate:G',
    ])
    expect(graph.nodes.get(`test:${path}#1.2`)?.title).toBe('2 of 3 passed, 1 failed')
    expect(graph.nodes.get('commit:abc')?.title).toBe('T-2: do')
    expect(graph.dangling.map(of)).toEqual([`test:${path}#T-9 tests T-9`, 'commit:abc names T-9'])
  })
})

const id = (prefix: string, count: number) => fc.integer({ min: 0, max: count }).map((n) => `${prefix}${n}`)
const some = (prefix: string, count: number) => fc.array(id(prefix, count), { minLength: 1, maxLength: 3 })
const task = fc.record(
  {
    id: id('T', 12),
    title: fc.constant('t'),
    prerequisites: some('T', 12),
    risks: some('R', 3),
    requirements: some('Q', 4),
    sourceRefs: some('S', 3),
  },
  { requiredKeys: ['id', 'title'] },
)
const phase = fc.record(
  {
    format: fc.constant(1),
    id: id('P', 4),
    title: fc.constant('p'),
    dependencies: some('P', 4),
    milestones: fc.array(
      fc.record({ id: id('M', 6), title: fc.constant('m'), tasks: fc.array(fc.oneof(id('T', 12), task), { maxLength: 3 }) }),
      { maxLength: 2 },
    ),
    tasks: fc.array(fc.oneof(id('T', 12), task), { maxLength: 3 }),
  },
  { requiredKeys: ['format', 'id', 'title'] },
)
const tags = fc.array(
  fc.record({
    path: id('src/', 3),
    line: fc.integer({ min: 1, max: 4 }),
    column: fc.constant(1),
    as: fc.constantFrom('file', 'test'),
    id: fc.oneof(id('T', 13), id('Q', 5)),
  }),
)

const drawn = (graph: TraceGraph) => ({
  nodes: [...graph.nodes.values()].map(({ key, title, declared }) => [key, title, declared]),
  links: graph.links.map((link) => [of(link), link.text, link.place()]),
  dangling: graph.dangling.map((link) => [of(link), link.text]),
  back: [...graph.nodes.keys()].map((key) => graph.to(key).map(of)),
})

describe('the graph', () => {
  it('is the same in whatever order files and tags come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(phase, { maxLength: 4, selector: (one) => one.id }),
        fc.array(fc.record({ id: id('R', 3), title: fc.constant('r'), tasks: some('T', 12) }), { maxLength: 3 }),
        tags,
        fc.infiniteStream(fc.nat()),
        (phases, risks, list, numbers) => {
          const files = loadFiles({
            ...Object.fromEntries(phases.map((one) => [`specification/phases/${one.id}.yaml`, JSON.stringify(one)])),
            'specification/risks.yaml': JSON.stringify({ format: 1, risks }),
          })
          const mixed = <T>(all: readonly T[]): T[] =>
            all
              .map((one) => ({ one, at: numbers.next().value }))
              .sort((a, b) => a.at - b.at)
              .map(({ one }) => one)
          const one = linkProgram({ folders, isDefault: true, files }).program
          const two = linkProgram({ folders, isDefault: true, files: { ...files, phases: mixed(files.phases) } }).program
          if (!one || !two) throw new Error('no program')
          expect(drawn(buildGraph(two, { tags: mixed(list) }))).toEqual(drawn(buildGraph(one, { tags: list })))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('is built once for a program and what speaks of it', () => {
    const program = buildProgram({})
    const sources = {}
    expect(buildGraph(program)).toBe(buildGraph(program))
    expect(buildGraph(program, sources)).toBe(buildGraph(program, sources))
    expect(buildGraph(program, {})).not.toBe(buildGraph(program, sources))
  })

  it('has every relation and type of the schema', () => {
    expect([...relations].sort()).toEqual([...Relation.options].sort())
    expect(traceTypes).toEqual(TraceType.options)
    expect(new Set(Object.values(relationWords).flatMap(({ forward, backward }) => [forward, backward])).size).toBe(relations.length * 2)
    expect(typeOfKey('source:a:b')).toEqual({ type: 'source', id: 'a:b' })
  })
})

describe('a large plan', () => {
  const loaded = <T>(path: string, record: T): Loaded<T> => ({ source: { path, text: '' }, record, positions: {}, diagnostics: [] })
  const milliseconds = (size: number): number => {
    const tasks = Array.from({ length: size }, (_, n) => ({
      id: `T-${size - n}`,
      title: 't',
      requirements: [`Q-${n % (size / 10)}`, `Q-${(n * 7) % (size / 10)}`],
      prerequisites: [`T-${(n * 13) % size}`],
      risks: ['R-1'],
      sourceRefs: [`AP L${n}`],
    }))
    const requirements = Array.from({ length: size / 10 }, (_, n) => ({ id: `Q-${n}`, title: 'q' }))
    const files = {
      program: loaded('specification/program.yaml', { format: 1 as const, id: 'd', name: 'D', sources: { AP: 'ap.md' } }),
      phases: [],
      tasks: loaded('specification/tasks.yaml', { format: 1 as const, tasks }),
      requirements: loaded('specification/requirements.yaml', { format: 1 as const, requirements }),
      risks: loaded('specification/risks.yaml', { format: 1 as const, risks: [{ id: 'R-1', title: 'r' }] }),
    }
    const runs = [1, 2, 3].map(() => {
      const { program } = linkProgram({ folders, isDefault: true, files })
      const start = process.cpuUsage()
      const graph = buildGraph(program as NonNullable<typeof program>)
      expect(graph.to('risk:R-1')).toHaveLength(size)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    })
    return Math.min(...runs)
  }

  it('takes time in proportion to its size', () => {
    milliseconds(500)
    const [small, large] = [milliseconds(1500), milliseconds(12_000)]
    expect(large / small, `${small} ms and ${large} ms`).toBeLessThan(8 * 3)
  })
})
