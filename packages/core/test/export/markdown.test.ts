import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, exportMarkdown } from '../../src/export/index.ts'
import type { ProgramRecords } from '../../src/import/imported.ts'
import { importDocuments } from '../../src/import/index.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import type { Genre } from '../../src/schema/program.ts'

const path = 'harbour.md'
const read = (text: string): ProgramRecords => importDocuments([{ path, text }], { programId: 'harbour' })

function program(genre: Genre, parts: Partial<Omit<ProgramRecords, 'program'>> & { readonly program?: object } = {}): ProgramRecords {
  const none = { phases: [], tasks: [], risks: [], requirements: [], properties: [], components: [], playbooks: [], gates: [] }
  const rest = { metrics: [], alerts: [], questions: [], decisions: [], actions: [], checklists: [] }
  const { program: own, ...lists } = parts
  return {
    ...none,
    ...rest,
    ...lists,
    program: { format: 1, id: 'harbour', name: 'The library moves house', genre, source: { file: path }, ...own },
  }
}

const plans = {
  'phased-program': `# The library moves house

Everything goes by boat.

## Phase 0 — Plan the move (Weeks 0-2)
- **Goals:** Everybody knows the way.
- **Scope:** Rooms and boxes; the boat.
- **Deliverables:** A route, a list of boxes (by room).
- **Dependencies:** None (first phase).
- **Validation & Governance:** The route is agreed; every box has a label.

## Phase 1 — Carry the boxes (Weeks 2-4)
- **Goals:** Every book arrives dry.
- **Dependencies:** Phase 0 (route).
- **Validation & Governance:** The old house is empty.
`,
  'milestone-plan': `# The library moves house

## Phase 0 — Plan (Week 1)

### Milestone P0.M1 — Route
- **A:** LM
- **S:** AR, IN
- **Tasks:**
  1. Walk the way.
  2. Measure the doors.
- **Deliverables:** \`docs/route.md\`, \`doors.csv\`.
- **Acceptance Criteria:**
  - Every door is wider than the cabinet.
- **Target Duration:** 3 working days.

### Milestone P0.M2 — Boat
- **A:** AR
- **Tasks:**
  1. Ask the harbour.
- **Acceptance Criteria:**
  - The boat is booked.
- **Target Duration:** 2 working days (overlaps last 1 day of P0.M1).

### Exit Gate P0
- Both milestones are accepted.
`,
  'task-list': `# Implementation Plan: the move

- [x] 1. Pack the reading room
  - Wrap the lamps
  - _Requirements: 1.1, 1.2_
  - [x] 1.1 Number the shelves
  - [ ]* 1.2 Photograph the shelves
    - **Property 1: Every shelf has a number**
    - **Validates: Requirements 1.2**
- [~] 2. Checkpoint - the room is empty
  - Ask the reader on duty.
- [-] 3. Load the boat
  - _Requirements: 2.1_
`,
  'work-breakdown': `# Work breakdown of the move

## Work Breakdown
| Task ID | Description | Owner | Outputs | Prereqs | Priority | Source |
|---|---|---|---|---|---|---|
| T-001 | Label boxes | Reader | labels.csv | None | P0 | SR 1; SR 2 |
| T-002 | Book the boat | Harbour | booking.md | T-001 | P1 | SR 3 |
| T-003 | Carry | All | N/A | T-001, T-002 | P1 | SR 4 |

## Execution Phases

### Phase A — Prepare
- Entrance: Keys are here; people are named.
- Tasks: T-001, T-002.
- Exit: Boxes are labelled; the boat is booked.

### Phase B — Carry
- Entrance: Phase A exit met.
- Tasks: T-003.
- Exit: Nothing is left.

## Risk-to-Task Mapping
- R-001 → T-002
- R-002 → T-001, T-003
- R-003 → T-003
`,
  'plan-template': `# Move plan: {House}

**Prepared:** {date}

## Phases

### Phase 1: Rooms
**Duration:** {N} days

| Task | Room | Priority |
|---|---|---|
| 1.1 | {Room A} | P0 |
| 1.2 | {Room B} | P1 |

**Deliverables:**
- [ ] Rooms are empty
- [ ] Keys are returned

## Success Criteria

### Minimum
- [ ] No book is lost

### Full Success
- [ ] All above criteria
- [ ] No shelf is scratched
`,
} as const satisfies Record<Genre, string>

describe('a plan that was imported', () => {
  it.each(Object.entries(plans))('comes back in its genre: %s', (genre, text) => {
    const first = read(text)
    expect(first.program.genre).toBe(genre)
    const exported = exportMarkdown(first)
    expect(exported).toMatchObject({ genre, outright: [], unsaid: [] })
    expect([...differences(first, read(exported.text))]).toEqual([])
  })

  it('keeps what no shape says word for word, between two comments', () => {
    const first = read('# Move\n\n## Phase 1 — Pack\n\n- **Goals:** Dry books.\n\n> A quote that no field holds.\n> And its second line.\n')
    const { text } = exportMarkdown(first)
    expect(text).toContain('<!-- notes of phase P1 -->\n> A quote that no field holds.\n> And its second line.\n<!-- end -->')
    expect([...differences(first, read(text))]).toEqual([])
  })

  it('says a field outright where its shape would be read as something else', () => {
    const first = program('phased-program', {
      phases: [{ format: 1, id: 'P1', title: 'Pack', goals: ['one', '[x] a box that is none'] }],
    })
    const { text, outright } = exportMarkdown(first)
    expect(outright).toContain('phase P1 goals')
    expect([...differences(first, read(text))].map(({ field }) => field)).toEqual([])
  })

  it('names headings that no words would name', () => {
    const first = program('phased-program', {
      phases: [
        { format: 1, id: 'packing', title: 'All about boxes' },
        { format: 1, id: 'packing.lamps', title: 'Lamps', parent: 'packing' },
      ],
    })
    const { text } = exportMarkdown(first)
    expect(text).toContain('## All about boxes <!-- phase: packing -->')
    expect([...differences(first, read(text))]).toEqual([])
  })
})

/** Action items as minutes make them, and with every other field that the schema has. */
const actions: ProgramRecords['actions'] = [
  { id: 'P1.A1', title: 'Order | oil', owner: 'ada', due: '2026-12-09', phase: 'P1', meeting: 'outbox/P1/minutes/a.md', state: 'done' },
  {
    id: 'P1.A2',
    title: 'Ask the harbour',
    owner: 'Ben, Cid',
    phase: 'P1',
    meeting: 'outbox/P1/minutes/a.md',
    attributes: { state: 'waits' },
    notes: ['due: when the boat is back'],
  },
  { id: '7', title: 'Sweep' },
]

describe('action items', () => {
  it.each(['phased-program', 'milestone-plan', 'plan-template', 'task-list', 'work-breakdown'] as const)(
    'come back with every field: %s',
    (genre) => {
      const first = program(genre, {
        phases: [{ format: 1, id: 'P1', title: 'Pack', goals: ['Dry books.'] }],
        tasks: [{ id: 'T-001', title: 'Pack the lamps' }],
        decisions: [{ id: 'P1.D1', title: 'Go by boat', date: '2026-12-03', forum: 'Board', phase: 'P1' }],
        actions,
      })
      const { text, unsaid } = exportMarkdown(first)
      expect(unsaid).toEqual([])
      expect(text).toContain('## Meeting Actions')
      const second = read(text)
      expect(second.actions.map(({ id }) => id)).toEqual(['P1.A1', 'P1.A2', '7'])
      expect(second.tasks.map(({ id }) => id)).toEqual(['T-001'])
      expect([...differences(first, second)].filter(({ record }) => record !== 'program')).toEqual([])
    },
  )

  it('are a list where they are words alone', () => {
    const first = program('phased-program', {
      phases: [{ format: 1, id: 'P1', title: 'Pack' }],
      actions: [
        { id: 'A1', title: 'Order oil' },
        { id: 'AI-9', title: 'Sweep' },
      ],
    })
    const { text } = exportMarkdown(first)
    expect(text).toContain('- Order oil\n- AI-9: Sweep')
    expect([...differences(first, read(text))]).toEqual([])
  })
})

describe('states', () => {
  const list = (state: Task['state']) =>
    program('task-list', {
      tasks: [
        { id: '1', title: 'Pack', state },
        { id: '2', title: 'Carry' },
        { id: '3', title: 'Sweep' },
      ],
    })

  it.each([
    [{ value: 'done', mark: '✓' }, '- [✓] 1'],
    [{ value: 'done', mark: ' ' }, '- [x] 1'],
    [{ value: 'open', mark: 'x' }, '- [ ] 1'],
    ['in-progress', '- [-] 1'],
    [undefined, '- [ ] 1'],
  ] as const)('%j is written %s', (state, line) => {
    const { text, unsaid } = exportMarkdown(list(state))
    expect(text).toContain(line)
    expect(unsaid).toEqual([])
  })
})

describe('a plan decides nothing', () => {
  it('of checks: those of the records are left out, and those in comments are not read', () => {
    const check = { kind: 'attest', claim: 'dry' } as const
    const { text } = exportMarkdown(
      program('phased-program', {
        phases: [{ format: 1, id: 'P1', title: 'Pack', exit: { criteria: [{ id: 'P1.1', statement: 'Books are dry', check }] } }],
      }),
    )
    expect(text).not.toContain('attest')
    const read_ = read(
      `${text}\n<!-- fields of criterion P1.1 -->\n<!-- {"check":{"kind":"attest","claim":"x"},"waivable":true} -->\n<!-- end -->\n`,
    )
    expect(read_.phases[0]?.exit?.criteria[0]).not.toMatchObject({ waivable: true })
    expect(read_.phases[0]?.exit?.criteria[0]?.check).not.toMatchObject({ claim: 'x' })
  })

  it.each([
    '<!-- fields of task T-9 -->\n- **title:** x\n<!-- end -->',
    '<!-- notes of program -->',
    '<!-- fields of program -->\n<!-- {] -->\n<!-- end -->',
  ])('a statement that cannot hold loses no line: %s', (lines) => {
    const imported = importDocuments([{ path, text: `# Move\n\n${lines}\n` }], {})
    expect(imported.accounting.unmapped).toBe(0)
  })
})

describe('values that cannot be', () => {
  const plan =
    '# Move\n\n## Phase 1 — Pack\n\n- **Goals:** Dry books.\n\n### Milestone M1 — Lamps\n\n- **Acceptance Criteria:**\n  - Lamps are dry.\n'
  const stated = (record: string, line: string): string => `${plan}\n<!-- fields of ${record} -->\n${line}\n<!-- end -->\n`

  it.each([
    ['phase P1', '- **tasks:** none'],
    ['phase P1', '<!-- {"tasks":[{"id":"a/b","title":"x"}]} -->'],
    ['phase P1', '<!-- {"tasks":[{"id":"T1","title":"x","children":"y"}]} -->'],
    ['phase P1', '<!-- {"exit":{"criteria":[{"id":"P1.1"}]}} -->'],
    ['phase P1', '<!-- {"goals":{"a":1}} -->'],
    ['phase P1', '<!-- {"gates":[{"id":"g"}]} -->'],
    ['phase P1', '<!-- {"title":null} -->'],
    ['milestone M1', '<!-- {"acceptance":[1]} -->'],
    ['milestone M1', '<!-- {"relations":["M2"]} -->'],
    ['program', '<!-- {"name":["x"],"rules":{"ownersBeforeStart":"yes"}} -->'],
  ])('are kept as notes: %s %s', (record, line) => {
    const { program: _program, phases: _phases, ...before } = read(plan)
    const imported = importDocuments([{ path, text: stated(record, line) }], { programId: 'harbour' })
    expect(imported).toMatchObject(before.tasks.length === 0 ? { tasks: [] } : {})
    expect(imported.accounting).toMatchObject({ kept: 1, unmapped: 0 })
  })

  it('any JSON at all crashes nothing', () => {
    const fields = fc.constantFrom(
      'tasks',
      'milestones',
      'exit',
      'gates',
      'goals',
      'state',
      'dependencies',
      'deliverables',
      'title',
      'acceptance',
      'relations',
      'roles',
    )
    fc.assert(
      fc.property(fields, fc.jsonValue(), fc.constantFrom('phase P1', 'milestone M1', 'program'), (field, value, record) => {
        const json = JSON.stringify({ [field]: value }).replaceAll('--', '-\\u002d')
        expect(importDocuments([{ path, text: stated(record, `<!-- ${json} -->`) }], {}).accounting.unmapped).toBe(0)
      }),
      { numRuns: 200 },
    )
  })
})

const word = fc.constantFrom('boats', 'lamps', 'shelves', 'maps', 'keys', 'rooms', 'labels', 'carts')
const words = fc.tuple(word, word, word).map(([a, b, c]) => `${a.charAt(0).toUpperCase()}${a.slice(1)} before ${b} with ${c}`)
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })
const criteria = (gate: string) =>
  some(words).map((list) => ({ criteria: list.map((statement, at) => ({ id: `${gate}.${at + 1}`, statement })) }))

const phaseOf = (at: number) =>
  fc.record(
    {
      title: words,
      goals: some(words),
      scope: some(words),
      window: fc.constantFrom('0-2', '3', '4+'),
      owner: word,
      exit: criteria(`P${at}`),
      entry: criteria(`P${at}.entry`),
      deliverables: some(words).map((list) => list.map((title, place) => ({ id: `P${at}.D${place + 1}`, title }))),
      attributes: fc.dictionary(fc.constantFrom('Weather', 'Cargo', 'Crew'), words, { maxKeys: 2 }),
    },
    { requiredKeys: ['title'] },
  )

const phased = fc.integer({ min: 1, max: 4 }).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, at) => phaseOf(at))).map((phases) =>
    program('phased-program', {
      phases: phases.map((phase, at) => ({ ...phase, format: 1 as const, id: `P${at}` })) as ProgramRecords['phases'],
    }),
  ),
)

const task: fc.Arbitrary<Omit<Task, 'id' | 'children'>> = fc.record(
  {
    title: words,
    state: fc.constantFrom({ value: 'open', mark: ' ' }, { value: 'done', mark: 'x' }, { value: 'in-progress', mark: '-' }),
    optional: fc.constant(true),
    detail: some(words),
    requirements: some(fc.constantFrom('1.1', '2.3', '4.10', '2.1-2.4')).map((list) => [...new Set(list)]),
  },
  { requiredKeys: ['title', 'state'] },
) as never

const boxes = fc.array(fc.tuple(task, fc.array(task, { maxLength: 3 })), { minLength: 3, maxLength: 6 }).map((roots) =>
  program('task-list', {
    tasks: roots.map(([root, children], at) => ({
      ...root,
      id: `${at + 1}`,
      ...(children.length > 0 && { children: children.map((child, place) => ({ ...child, id: `${at + 1}.${place + 1}` })) }),
    })),
  }),
)

const row = fc.record(
  {
    title: words,
    owner: word,
    priority: fc.constantFrom('P0', 'P1'),
    outputs: some(words),
    estimate: fc.constantFrom('2 days', '3h'),
    attributes: fc.dictionary(fc.constantFrom('Room', 'Floor'), word, { minKeys: 1, maxKeys: 2 }),
  },
  { requiredKeys: ['title', 'owner'] },
)
const breakdown = fc
  .tuple(fc.array(row, { minLength: 6, maxLength: 9 }), fc.array(words, { minLength: 1, maxLength: 3 }))
  .map(([rows, risks]) =>
    program('work-breakdown', {
      tasks: rows.map((one, at) => ({ ...one, id: `T-00${at + 1}`, ...(at > 0 && { prerequisites: [`T-00${at}`] }) })) as Task[],
      risks: risks.map((title, at) => ({ id: `R-00${at + 1}`, title, impact: 'high', tasks: [`T-00${at + 1}`] })),
      phases: [
        {
          format: 1,
          id: 'A',
          title: 'Prepare',
          tasks: ['T-001', 'T-002'],
          exit: { criteria: [{ id: 'A.1', statement: 'Keys are here' }] },
        },
      ],
    }),
  )

describe('any program that its genre can say', () => {
  it.each([
    ['phased-program', phased],
    ['task-list', boxes],
    ['work-breakdown', breakdown],
  ] as const)('comes back the same: %s', (_genre, programs) => {
    fc.assert(
      fc.property(programs, (first) => {
        const { text, unsaid } = exportMarkdown(first)
        expect(unsaid).toEqual([])
        // The words carry proposals, and windows a convention: the reader makes both anew.
        const made = new Set(['check', 'weeks'])
        expect([...differences(first, read(text))].filter(({ field }) => !made.has(field))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

const shared = join(process.cwd(), '../shared')
const documents = (folder: string): string[] =>
  existsSync(join(shared, folder))
    ? readdirSync(join(shared, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${folder}/${file}`)
        .sort()
    : []

describe.skipIf(!existsSync(join(shared, 'seeds')))('the plans beside the project', () => {
  it.each(documents('seeds'))('come back in the shapes of their genre alone: %s', (file) => {
    const [source] = [{ path: file, text: readFileSync(join(shared, file), 'utf8') }]
    const first = importDocuments([source], {})
    const { text, outright } = exportMarkdown(first)
    expect(outright).toEqual([])
    expect([...differences(first, importDocuments([{ path: file, text }], {}))]).toEqual([])
  })

  it('come back the same, every one', { timeout: 120_000 }, () => {
    const different = documents('corpus').filter((file) => {
      const first = importDocuments([{ path: file, text: readFileSync(join(shared, file), 'utf8') }], {})
      const { text } = exportMarkdown(first)
      return !differences(first, importDocuments([{ path: file, text }], {})).next().done
    })
    expect(different).toEqual([])
  })
})
