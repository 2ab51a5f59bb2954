import { describe, expect, it } from 'vitest'
import { lines, linkTexts, marked, place } from '../build-program.ts'

const P0 = 'specification/phases/P0.yaml'
const P1 = 'specification/phases/P1.yaml'
const phase = (body: string, id = 'P0') => `format: 1\nid: ${id}\ntitle: Phase\n${body}\n`

describe('link/duplicate-id', () => {
  // A mark § stands at both places; where the second stands before the first in order of path or text, the row says so.
  it.each<[string, Record<string, string>, 'swapped'?]>([
    [
      'phases, the second in order of path',
      {
        'specification/phases/P0-copy.yaml': phase('milestones: [{id: M, title: M}]', '§P0'),
        [P0]: phase('milestones: [{id: M, title: M}]', '§P0'),
      },
    ],
    [
      'milestones across phases',
      { [P1]: phase('milestones: [{id: §M, title: M}]', 'P1'), [P0]: phase('milestones: [{id: §M, title: M}]') },
    ],
    [
      'deliverables of a milestone and a phase',
      { [P0]: phase('milestones: [{id: M, title: M, deliverables: [{id: §D, title: D}]}]\ndeliverables: [{id: §D, title: D}]') },
    ],
    [
      'tasks of a milestone and a phase',
      { [P0]: phase('milestones: [{id: M, title: M, tasks: [{id: §T, title: T}]}]\ntasks: [{id: §T, title: T}]') },
    ],
    ['a task and its child', { [P0]: phase('tasks: [{id: §T, title: T, children: [{id: §T, title: T}]}]') }],
    [
      'tasks of a phase and of tasks.yaml',
      { [P0]: phase('tasks: [{id: §T, title: T}]'), 'specification/tasks.yaml': 'format: 1\ntasks: [{id: §T, title: T}]' },
    ],
    ['criteria of two gates', { [P0]: phase('entry: {criteria: [{id: §c, statement: s}]}\nexit: {criteria: [{id: §c, statement: s}]}') }],
    ['a gate with the id of its phase', { [P0]: phase('exit: {criteria: []}\ngates: [{id: §P0, criteria: []}]', '§P0') }],
    [
      'a gate with the id of a phase without an exit gate',
      { [P0]: phase('gates: [{id: §P1, criteria: []}]'), [P1]: phase('', '§P1') },
      'swapped',
    ],
    ['a gate with the id of a milestone', { [P0]: phase('milestones: [{id: §M, title: M}]\ngates: [{id: §M, criteria: []}]') }],
    [
      'a gate with the id of an entry gate',
      { [P0]: phase('gates: [{id: §P1.entry, criteria: []}]'), [P1]: phase('entry: §{criteria: []}', 'P1') },
      'swapped',
    ],
    ['a phase with the id of an entry gate', { [P0]: phase('entry: §{criteria: []}'), [P1]: phase('', '§P0.entry') }, 'swapped'],
    ['an acceptance gate with the id of a phase', { [P0]: phase('milestones: [{id: §P0, title: M, acceptance: []}]', '§P0') }],
    [
      'two gates',
      { [P0]: phase('gates: [{id: §G, criteria: []}]'), 'specification/gates.yaml': 'format: 1\ngates: [{id: §G, criteria: []}]' },
      'swapped',
    ],
    ['risks', { 'specification/risks.yaml': 'format: 1\nrisks: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['requirements', { 'specification/requirements.yaml': 'format: 1\nrequirements: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['properties', { 'specification/requirements.yaml': 'format: 1\nproperties: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['components', { 'specification/components.yaml': 'format: 1\ncomponents: [{id: §R}, {id: §R}]' }],
    ['playbooks', { 'specification/playbooks.yaml': 'format: 1\nplaybooks: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['questions', { 'specification/decisions.yaml': 'format: 1\nquestions: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['decisions', { 'specification/decisions.yaml': 'format: 1\ndecisions: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['metrics', { 'specification/observability.yaml': 'format: 1\nmetrics: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['alerts', { 'specification/observability.yaml': 'format: 1\nalerts: [{id: §R, title: R}, {id: §R, title: R}]' }],
    ['roles', { 'specification/program.yaml': 'format: 1\nid: d\nname: D\nroles: [{id: §R}, {id: §R}]' }],
    ['people', { 'specification/program.yaml': 'format: 1\nid: d\nname: D\npeople: [{id: §R}, {id: §R}]' }],
  ])('%s', (_, rows, swapped) => {
    const { texts, places } = marked(rows)
    const [first, second] = swapped ? [places[1], places[0]] : places
    const { program, diagnostics } = linkTexts(texts)
    expect(program).toBeDefined()
    expect(lines(diagnostics)).toEqual([`link/duplicate-id ${second}`])
    expect(diagnostics[0]?.related?.map(({ location }) => place(location))).toEqual([first])
  })

  it('reports each repetition once, with the first place', () => {
    const { texts, places } = marked({ 'specification/components.yaml': 'format: 1\ncomponents: [{id: §R}, {id: §R}, {id: §R}]' })
    const { diagnostics } = linkTexts(texts)
    expect(lines(diagnostics)).toEqual(places.slice(1).map((at) => `link/duplicate-id ${at}`))
    expect(diagnostics.map(({ related }) => place(related?.[0]?.location))).toEqual([places[0], places[0]])
  })

  it('does not report what names an id inside a record that was left out', () => {
    const { diagnostics } = linkTexts({
      'specification/phases/P0.yaml': phase('tasks: [T9]'),
      'specification/phases/P0-copy.yaml': phase(''),
      'specification/phases/P0-second.yaml': phase('milestones: [{id: M, title: M, tasks: [{id: T9, title: T}]}]'),
    })
    expect(lines(diagnostics)).toEqual(['link/duplicate-id phases/P0-second:2:5', 'link/duplicate-id phases/P0:2:5'])
    const missing = linkTexts({ [P0]: phase('tasks: [T9, {id: T, title: T}, {id: T, title: T, children: [{id: T9, title: T}]}]') })
    expect(lines(missing.diagnostics)).toEqual(['link/duplicate-id phases/P0:4:37'])
  })

  it('keeps a repeated criterion in its gate, so that the gate does not get easier', () => {
    const { program } = linkTexts({ [P0]: phase('exit: {criteria: [{id: c, statement: one}, {id: c, statement: two}]}') })
    expect(program?.gates.get('P0')?.criteria.map(({ record }) => record.statement)).toEqual(['one', 'two'])
    expect(program?.criteria.get('c')?.record.statement).toBe('one')
  })

  it('allows ids of different types to be equal, and a milestone without a gate to be called like a phase', () => {
    const { diagnostics } = linkTexts({
      [P0]: phase(
        'milestones: [{id: P0, title: M, tasks: [{id: P0, title: T}], deliverables: [{id: P0, title: D}]}]\nexit: {criteria: [{id: P0, statement: s}]}',
      ),
    })
    expect(diagnostics).toEqual([])
  })
})

describe('link/case-collision', () => {
  it.each<[string, Record<string, string>]>([
    [
      'phases',
      { [P0]: phase('entry: {criteria: []}\nexit: {criteria: []}'), [P1]: phase('entry: {criteria: []}\nexit: {criteria: []}', '§p0') },
    ],
    ['milestones', { [P0]: phase('milestones: [{id: M, title: M, acceptance: []}, {id: §m, title: M, acceptance: []}]') }],
    ['tasks', { [P0]: phase('tasks: [{id: T, title: T}, {id: §t, title: T}]') }],
    ['gates', { [P0]: phase('gates: [{id: G, criteria: []}, {id: §g, criteria: []}]') }],
    ['a gate and a phase', { [P0]: phase('gates: [{id: §p0, criteria: []}]') }],
    ['a gate and a milestone', { [P0]: phase('milestones: [{id: M, title: M}]\ngates: [{id: §m, criteria: []}]') }],
    ['a milestone and a phase', { [P0]: phase('milestones: [{id: §p0, title: M}]') }],
    ['letters that fold to several', { [P0]: phase('tasks: [{id: straße, title: T}, {id: §STRASSE, title: T}]') }],
    ['normal forms', { [P0]: phase('tasks: [{id: "caf\\u00e9", title: T}, {id: §"cafe\\u0301", title: T}]') }],
  ])('%s', (_, rows) => {
    const { texts, places } = marked(rows)
    expect(lines(linkTexts(texts).diagnostics)).toEqual([`link/case-collision ${places[0]}`])
  })

  it('leaves types alone that are no file names', () => {
    expect(linkTexts({ 'specification/components.yaml': 'format: 1\ncomponents: [{id: a}, {id: A}]' }).diagnostics).toEqual([])
  })
})

describe('link/too-many-criteria', () => {
  it('stops where gates include each other without measure', () => {
    const gates = Array.from(
      { length: 1100 },
      (_, i) => `  - {id: g${i}, criteria: [{id: c${i}, statement: s}]${i > 0 ? `, includes: [g${i - 1}]` : ''}}`,
    )
    const { diagnostics } = linkTexts({ 'specification/gates.yaml': `format: 1\ngates:\n${gates.join('\n')}\n` })
    expect(diagnostics.map(({ code }) => code)).toEqual(['link/too-many-criteria'])
  })
})
