import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../../src/import/index.ts'
import { checkFiles } from '../../../src/import/write/check-files.ts'
import { writeRecords } from '../../../src/import/write/records.ts'
import { folders } from '../../build-program.ts'

const needs = (all: Readonly<Record<string, object>>, more: object = {}) =>
  JSON.stringify({
    project: 'Braking',
    current_version: '2',
    versions: { '1': { needs: { OLD: { type: 'req', title: 'Old' } } }, '2': { ...more, needs: all } },
  })

const read = (all: Readonly<Record<string, object>>, more: object = {}, options: object = {}) =>
  importDocuments([{ path: 'needs.json', text: needs(all, more) }], options)

const csv = (...lines: readonly string[]) => importDocuments([{ path: 'records.csv', text: `${lines.join('\r\n')}\r\n` }])

const codes = (imported: { readonly diagnostics: readonly { readonly code: string }[] }) => imported.diagnostics.map(({ code }) => code)

describe('needs of other projects', () => {
  it('become the records that their types mean, linked as their ends allow', () => {
    const { requirements, tasks, properties, risks, program } = read({
      R1: {
        type: 'req',
        title: 'Stops in 40 m',
        content: 'The car stops.',
        links: [],
        links_back: ['I1'],
        docname: 'brakes',
        doctype: '.rst',
        lineno: 7,
      },
      S1: { type: 'spec', title: 'Pressure', links: ['R1'] },
      I1: { type: 'impl', title: 'Valve', status: 'done', implements: ['S1'], links: 'R1; S1' },
      T1: { type: 'test', title: 'Track', checks: ['R1'] },
      H1: { type: 'hazard', title: 'No brakes', mitigated_by: ['I1'], is_need: true, type_color: '#fff', full_title: 'No brakes' },
    })
    expect(program).toMatchObject({ id: 'needs', name: 'Braking' })
    expect(requirements).toEqual([
      { id: 'R1', title: 'Stops in 40 m', text: 'The car stops.', attributes: { type: 'req' }, source: { file: 'brakes.rst', lines: '7' } },
      { id: 'S1', title: 'Pressure', parent: 'R1', attributes: { type: 'spec' } },
    ])
    expect(tasks).toEqual([
      { id: 'I1', title: 'Valve', state: 'done', requirements: ['S1', 'R1'], attributes: { implements: 'S1', type: 'impl' } },
    ])
    expect(properties).toMatchObject([{ id: 'T1', validates: ['R1'], attributes: { checks: 'R1' } }])
    expect(risks).toEqual([{ id: 'H1', title: 'No brakes', tasks: ['I1'], attributes: { mitigated_by: 'I1', type: 'hazard' } }])
  })

  it('of type action are action items, whatever the spelling', () => {
    const { actions, tasks } = read({
      A1: { type: 'action', title: 'Buy pads', status: 'done', owner: 'Ana', due: '2026-12-03', satisfies: ['R1'] },
      A2: { type: 'Action Item', title: 'Call' },
      R1: { type: 'requirement', title: 'Stops' },
    })
    expect(actions).toEqual([
      { id: 'A1', title: 'Buy pads', state: 'done', owner: 'Ana', due: '2026-12-03', attributes: { satisfies: 'R1' } },
      { id: 'A2', title: 'Call', attributes: { type: 'Action Item' } },
    ])
    expect(tasks).toEqual([])
  })

  it('lose nothing that no field stands for', () => {
    const imported = read(
      {
        R1: {
          type: 'req',
          title: 'One',
          tags: ['a', 'b'],
          cost: 3,
          deep: { x: [1] },
          empty: '',
          none: null,
          off: false,
          status: 'approved',
        },
        R2: { type: 'requirement', title: 'Two', links: ['R1', 'R3'], satisfies: ['R404'], text: 5 },
        C1: { type: 'component', status: 'built', content: 'About it', component_type: 'module' },
        D1: { type: 'deliverable', title: 'A book', owner: 'Ana' },
      },
      { needs_schema: { properties: { asil: { default: 'QM' }, cost: {} } } },
    )
    expect(imported.requirements[0]?.attributes).toEqual({
      asil: 'QM',
      tags: ['a', 'b'],
      cost: '3',
      deep: '{"x":[1]}',
      type: 'req',
      status: 'approved',
    })
    expect(imported.requirements[1]).toMatchObject({ parent: 'R1', attributes: { links: 'R3', satisfies: 'R404' } })
    expect(imported.components[0]).toEqual({ id: 'C1', type: 'module', attributes: { asil: 'QM', status: 'built', content: 'About it' } })
    expect(imported.phases[0]).toMatchObject({ id: 'imported', deliverables: [{ id: 'D1', notes: ['asil: QM', 'owner: Ana'] }] })
    expect(codes(imported)).toEqual(['import/unknown-reference', 'import/unknown-reference'])
    expect(imported.diagnostics[0]).toMatchObject({ location: { file: 'needs.json' } })
  })

  it('stand where they say, and somewhere when they say nothing, or a circle', () => {
    const { phases, tasks, gates } = read({
      P: { type: 'phase', title: 'P' },
      M: { type: 'milestone', title: 'M', part_of: ['P'], status: 'In Progress' },
      M2: { type: 'release', title: 'M2', status: 'whatever' },
      T: { type: 'task', title: 'T', part_of: ['M'] },
      U: { type: 'task', title: 'U', parent_needs: ['T'], status: 'no idea' },
      A: { type: 'task', title: 'A', part_of: ['B'] },
      B: { type: 'task', title: 'B', part_of: ['A'] },
      G: { type: 'gate', title: 'Out', part_of: ['P'], stage: 'exit' },
      G2: { type: 'gate', title: 'G2', part_of: ['P'] },
      K: { type: 'criterion', title: 'Agreed', part_of: ['G'], verifies: ['T'] },
      L: { type: 'criterion', title: 'Loose' },
    })
    expect(phases[0]).toMatchObject({
      id: 'P',
      milestones: [
        {
          id: 'M',
          state: { value: 'in-progress', mark: 'In Progress' },
          tasks: [{ id: 'T', children: [{ id: 'U', state: { value: 'open', mark: 'no idea' } }] }],
        },
      ],
      exit: { title: 'Out', criteria: [{ id: 'K', statement: 'Agreed', traces: ['T'] }] },
      gates: [{ id: 'G2', criteria: [] }],
    })
    expect(phases[0]?.exit).not.toHaveProperty('id')
    expect(phases[1]).toMatchObject({ id: 'imported', milestones: [{ id: 'M2', attributes: { status: 'whatever' } }] })
    // One of the two is outside, and holds the other.
    expect(tasks).toMatchObject([{ children: [{}], attributes: { part_of: expect.any(String) } }])
    expect(gates).toMatchObject([{ id: 'criteria', criteria: [{ id: 'L' }] }])
  })

  it('keep what they are said to be part of, where nothing can hold them', () => {
    const imported = read({
      R: { type: 'requirement', title: 'R' },
      T: { type: 'task', title: 'T', part_of: ['P0'] },
      U: { type: 'task', title: 'U', part_of: ['R'] },
    })
    expect(imported.tasks).toMatchObject([{ attributes: { part_of: 'P0' } }, { attributes: { part_of: 'R' } }])
    expect(codes(imported)).toEqual(['import/unknown-reference'])
  })

  it('stand in one another only so deep', () => {
    const chain = Array.from(
      { length: 3_000 },
      (_, index) => [`T${index}`, { type: 'task', title: 'x', part_of: [`T${index - 1}`] }] as const,
    )
    const { tasks, counts } = read(Object.fromEntries(chain))
    expect([tasks.length > 1, counts.tasks]).toEqual([true, 3_000])
  })

  it('use the state words of their program', () => {
    const { tasks } = read({
      X: { type: 'program', title: 'X', states: { task: ['todo', 'doing', 'shipped'] } },
      A: { type: 'task', title: 'A', status: 'doing' },
      B: { type: 'task', title: 'B', status: 'Completed' },
      C: { type: 'task', title: 'C', status: 'in progress' },
      D: { type: 'task', title: 'D', status: 'shipped', mark: '[x]' },
    })
    expect(tasks.map(({ state }) => state)).toEqual([
      'doing',
      { value: 'shipped', mark: 'Completed' },
      { value: 'doing', mark: 'in progress' },
      { value: 'shipped', mark: '[x]' },
    ])
  })

  it('take the nearest state of a milestone, and keep a status that is none', () => {
    const { phases } = read(
      Object.fromEntries(
        ['planned', 'Accepted', 'blocked', 'under review', 'skipped', 'blue'].map((status, index) => [
          `M${index}`,
          { type: 'milestone', title: 'x', status },
        ]),
      ),
    )
    expect(
      phases[0]?.milestones?.map(({ state, attributes }) => (typeof state === 'object' ? state.value : (state ?? attributes?.['status']))),
    ).toEqual(['planned', 'accepted', 'in-progress', 'under-review', 'skipped', 'blue'])
  })

  it('take the id of the program from the file, unless somebody says one', () => {
    const all = { X: { type: 'program', title: 'X' } }
    expect(read(all, {}, { programId: 'mine' }).program.id).toBe('mine')
    expect(read(all, {}, { programId: 'mine', isNamed: false }).program.id).toBe('X')
  })

  it('with one id twice keep both, and with an unusable version say so', () => {
    const twice = importDocuments(['a', 'b'].map((name) => ({ path: `${name}.json`, text: needs({ R1: { type: 'req', title: name } }) })))
    expect(twice.requirements.map(({ id }) => id)).toEqual(['R1', 'R1-2'])
    expect(codes(twice)).toEqual(['import/duplicate-id'])
    expect(codes(importDocuments([{ path: 'needs.json', text: '{"versions": {"1": {"needs": []}}}' }]))).toEqual(['import/nothing-found'])
    expect(codes(importDocuments([{ path: 'needs.json', text: '{"versions": {"1": {"needs": {' }]))).toEqual(['json/syntax'])
  })

  it('beside a plan are kept as they stand, and the import says so', () => {
    const both = importDocuments([
      { path: 'plan.md', text: '# Plan\n\n## Phase 0 — Go\n- **Goals:** Arrive.\n' },
      { path: 'needs.json', text: needs({ R1: { type: 'req', title: 'One' } }) },
    ])
    expect(codes(both)).toContain('import/nothing-found')
    expect(both.accounting.unmapped).toBe(0)
  })

  it.each(['task', 'milestone'] as const)('take of the words of their program the one at the same place: a %s', (type) => {
    const words = ['todo', 'doing', 'check', 'shipped']
    const meant = ['planned', 'in progress', 'under review', 'done', 'skipped']
    const { tasks, phases } = read({
      X: { type: 'program', title: 'X', states: { task: words, milestone: words } },
      ...Object.fromEntries(meant.map((status, index) => [`A${index}`, { type, title: 'x', status }])),
    })
    const all = type === 'task' ? tasks : (phases[0]?.milestones ?? [])
    expect(all.map(({ state }) => (typeof state === 'object' ? state.value : state))).toEqual([
      'todo',
      'doing',
      // A task that is looked at is one that somebody is at.
      type === 'task' ? 'doing' : 'check',
      'shipped',
      undefined,
    ])
  })

  it('that are no mappings are left out, and one that has no id is called by its key', () => {
    const { requirements } = read({
      A: 'text' as never,
      B: { type: 'req', title: 'Two', id: '' },
      C: { type: 'req', title: 'Three', id: 4 },
    })
    expect(requirements.map(({ id }) => id)).toEqual(['B', 'C'])
  })

  it('hold one record where there may be only one, and keep the others as they were said', () => {
    const { requirements } = read({
      R1: { type: 'req', title: 'One' },
      R2: { type: 'req', title: 'Two' },
      R3: { type: 'req', title: 'Three', links: ['R1', 'R2'] },
    })
    expect(requirements[2]).toEqual({ id: 'R3', title: 'Three', parent: 'R1', attributes: { links: 'R2', type: 'req' } })
  })

  it('of any shape never fail, and become files that can be read', () => {
    const value = fc.jsonValue({ maxDepth: 3 })
    const need = fc.dictionary(
      fc.constantFrom(
        'type',
        'id',
        'title',
        'status',
        'links',
        'part_of',
        'tasks',
        'children',
        'requirements',
        'criteria',
        'entry',
        'satisfies',
        'mark',
        'attributes',
        'notes',
        'check',
        'docname',
        'states',
        'record_id',
        'dependencies',
      ),
      fc.oneof(value, fc.constantFrom('task', 'phase', 'gate', 'criterion', 'program', 'A', 'B', ['A'], ['A', 'B'])),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), need), (all) => {
        const imported = read(all)
        const { files } = writeRecords(imported, folders)
        const { diagnostics } = checkFiles(files, folders)
        expect(diagnostics.filter(({ code }) => code.startsWith('yaml/') || code.startsWith('schema/'))).toEqual([])
        expect(imported.accounting.unmapped).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('tables of records', () => {
  it('are read by their columns, as a person writes them', () => {
    const imported = csv(
      'type,id,title,status,satisfies,mitigates[],prerequisites,level{},cost',
      'requirement,R-1,Stops,,,,,,',
      'task,T-1,Valve,done,R-1; R-9,K-1,,,"3,5"',
      'task,T-2,Pipe,,,,T-1,,',
      'risk,K-1,Leak,,,,,,',
      'component,C-1,Valve,,,,,2,',
    )
    expect(imported.tasks).toEqual([
      { id: 'T-1', title: 'Valve', state: 'done', requirements: ['R-1', 'R-9'], risks: ['K-1'], attributes: { cost: '3,5' } },
      { id: 'T-2', title: 'Pipe', prerequisites: ['T-1'] },
    ])
    expect(imported.components).toEqual([{ id: 'C-1', title: 'Valve', level: 2 }])
    expect(imported.accounting).toEqual({ nonBlank: 6, mapped: 6, kept: 0, unmapped: 0 })
    expect(imported.uses.find(({ line }) => line === 3)).toMatchObject({ record: 'task T-1' })
  })

  it('may part their cells with semicolons, and say where a cell is no JSON', () => {
    const imported = csv('type;id;title;level{}', 'component;C-1;Valve;two')
    expect(codes(imported)).toEqual(['import/unfit-value'])
    expect(imported.components).toMatchObject([{ id: 'C-1', level: 'two' }])
  })

  it('never take a name that would reach the prototype of a record', () => {
    const { tasks } = csv('type,id,title,__proto__,__proto__[]', 'task,T-1,Valve,x,y')
    expect(tasks).toEqual([{ id: 'T-1', title: 'Valve' }])
  })

  it('need columns called type and id: any other table is a plan', () => {
    const { risks } = importDocuments([{ path: 'risks.csv', text: 'Risk ID,Risk,Impact,Mitigation\nR-1,Leak,High,Weld it\n' }])
    expect(risks).toMatchObject([{ id: 'R-1', impact: 'High' }])
  })
})
