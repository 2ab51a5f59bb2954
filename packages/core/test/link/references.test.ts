import { describe, expect, it } from 'vitest'
import { lines, linkTexts, marked } from '../build-program.ts'

const roles = 'format: 1\nid: d\nname: D\nroles: [{id: TL}, {id: RL}]\n'
const check = (text: string, extra = '') => `exit: {criteria: [{id: c1, statement: s${extra}, check: ${text}}]}`

/** Each body is the rest of phase P0; a mark § stands where a finding is expected. */
const base = {
  'specification/phases/P1.yaml': 'format: 1\nid: P1\ntitle: Next\nmilestones: [{id: P1.M1, title: M}]\n',
  'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-001, title: T}, {id: T-002, title: T}]\n',
}
function link(body: string, more: Record<string, string> = {}) {
  const { texts, places } = marked({ ...base, 'specification/phases/P0.yaml': `format: 1\nid: P0\ntitle: Ground\n${body}\n`, ...more })
  return { ...linkTexts(texts), places }
}

describe('link/unknown-id', () => {
  it.each<[string, string, readonly string[]]>([
    ['task of a phase', 'tasks: [§T-003]', ['T-001', 'T-002']],
    ['task of a milestone', 'milestones: [{id: M, title: M, tasks: [T-001, §T-0002]}]', ['T-002', 'T-001']],
    ['phase dependency', 'dependencies: [P1, §Q1]', ['P1']],
    ['phase dependency with a note', 'dependencies: [{phase: §P11, note: n}]', ['P1']],
    ['parent of a phase', 'parent: §P', ['P0', 'P1']],
    ['relation of a milestone', 'milestones: [{id: M, title: M, relations: [{type: after, milestone: §P1.M2}]}]', ['P1.M1']],
    ['prerequisite', 'tasks: [{id: T, title: T, prerequisites: [§T-0001]}]', ['T-001', 'T-002']],
    ['prerequisite of a child', 'tasks: [{id: T, title: T, children: [{id: U, title: U, prerequisites: [§nothing-like-it]}]}]', []],
    ['risk of a task', 'tasks: [{id: T, title: T, risks: [§R1]}]', []],
    ['property of a task', 'tasks: [{id: T, title: T, properties: [§Prop]}]', []],
    ['included gate', 'gates: [{id: G, includes: [§P0.exit], criteria: []}]', []],
    ['gate of a check', check('{kind: gate, gate: §H}'), []],
    [
      'gate in a composition',
      check('{any: [{not: {nOf: {n: 1, of: [{kind: attest, claim: x}, {all: [{kind: gate, gate: §gate}]}]}}}]}'),
      [],
    ],
    ['criterion after', check('{kind: attest, claim: x}', ', after: [§c2]'), ['c1']],
    ['phase of archived', check('{kind: archived, phase: §P2}'), ['P0', 'P1']],
    ['phase of a query', check('{kind: query, from: tasks, expect: none, that: {state: open}, where: {phase: §P7}}'), ['P0', 'P1']],
    ['milestone of a query', check('{kind: query, from: tasks, expect: none, that: {state: open}, where: {milestone: §M}}'), []],
  ])('%s', (_, body, expected) => {
    const { diagnostics, places } = link(body)
    expect(lines(diagnostics)).toEqual([`link/unknown-id ${places[0]}`])
    expect(diagnostics[0]?.severity).toBe('error')
    expect(diagnostics[0]?.expected ?? []).toEqual(expected)
  })

  it.each([
    ['task of a risk', 'risks', 'risks: [{id: R, title: R, tasks: [T-001, §T-1]}]'],
    ['parent of a requirement', 'requirements', 'requirements: [{id: R, title: R, parent: §S}]'],
    ['component', 'components', 'components: [{id: A, dependsOn: [§B]}]'],
    ['metric of an alert', 'observability', 'alerts: [{id: A, title: A, metric: §m}]'],
    ['phase of a question', 'decisions', 'questions: [{id: Q, title: Q, phase: §P9}]'],
    ['phase of a decision', 'decisions', 'decisions: [{id: Q, title: Q, phase: §P9}]'],
    ['gate included in gates.yaml', 'gates', 'gates: [{id: G, includes: [§H], criteria: []}]'],
  ])('%s', (_, file, text) => {
    const { diagnostics, places } = link('', { [`specification/${file}.yaml`]: `format: 1\n${text}\n` })
    expect(lines(diagnostics)).toEqual([`link/unknown-id ${places[0]}`])
  })

  it('reports an included criterion once', () => {
    const { diagnostics, places } = link(`${check('{kind: gate, gate: §H}')}\ngates: [{id: G, includes: [P0], criteria: []}]`)
    expect(lines(diagnostics)).toEqual([`link/unknown-id ${places[0]}`])
  })

  it.each([
    [
      'quantified words in a query',
      check('{kind: query, from: questions, expect: all, that: {owner: assigned}, where: {phase: assigned, milestone: [x, y], id: Z}}'),
    ],
    ['a declared condition', check('{kind: attest, claim: x}', ', when: {milestone: M9, phase: P9}')],
    ['archived without a phase', check('{kind: archived}')],
    ['free text', 'milestones: [{id: M, title: M, owner: Nobody known, inputs: [T-99]}]'],
    [
      'roles while the program declares none',
      `milestones: [{id: M, title: M, accountable: [XX], supporting: [YY]}]\n${check('{kind: approval, roles: [ZZ]}')}`,
    ],
  ])('leaves alone %s', (_, body) => expect(link(body).diagnostics).toEqual([]))

  it('says what an id of another type is', () => {
    const help = (body: string) => link(body).diagnostics[0]?.help
    expect(help('tasks: [P1.M1]')).toContain('milestone')
    expect(help('gates: [{id: G, includes: [P1], criteria: []}]')).toContain('no exit gate')
    expect(help('gates: [{id: G, includes: [P1.M1], criteria: []}]')).toContain('no acceptance')
    expect(help('tasks: [T-01]')).toContain('T-001')
    expect(help('tasks: [something]')).toContain('declare task something')
  })

  it('is only told in a proposal', () => {
    const { diagnostics } = link(check('{proposed: true, all: [{kind: gate, gate: G}]}'))
    expect(diagnostics).toMatchObject([{ code: 'link/unknown-id', severity: 'info' }])
  })

  it('stops looking for suggestions before that takes long', () => {
    const known = Array.from({ length: 3000 }, (_, i) => `{id: task-${i}, title: T}`)
    const named = Array.from({ length: 3000 }, (_, i) => `tosk-${i}`)
    const { diagnostics } = link(`tasks: [${named.join(', ')}, ${named[0]}]`, {
      'specification/tasks.yaml': `format: 1\ntasks: [${known.join(', ')}]`,
    })
    expect(diagnostics).toHaveLength(3001)
    expect(diagnostics.filter(({ expected }) => expected !== undefined)).toHaveLength(67)
  })
})

describe('references to requirements', () => {
  const requirements = {
    'specification/requirements.yaml':
      'format: 1\nrequirements: [{id: "1.1", title: R}, {id: REQ-A-2, title: R}]\nproperties: [{id: P, title: P, validates: ["1.1", §"3.1"]}]\n',
  }
  it('are held against the declared ids only where they look like one, as warnings', () => {
    const { diagnostics, places } = link(
      'tasks: [{id: T, title: T, requirements: ["1.1", §"1.12", "1.1-1.4", all, REQ-B-2, §REQ-A-3, "1", prose 1.2], validates: [§"2.2"]}]',
      requirements,
    )
    expect(lines(diagnostics)).toEqual(places.map((at) => `link/unknown-id ${at}`))
    expect(places).toHaveLength(4)
    expect(new Set(diagnostics.map(({ severity }) => severity))).toEqual(new Set(['warning']))
  })
  it('are free where the program declares none', () => {
    expect(link('tasks: [{id: T, title: T, requirements: ["1.1", "1.12"]}]').diagnostics).toEqual([])
  })
})

describe('link/unknown-role', () => {
  it.each([
    ['accountable', 'milestones: [{id: M, title: M, accountable: [TL, §XL]}]'],
    ['supporting', 'milestones: [{id: M, title: M, supporting: [§XL]}]'],
    ['approval', check('{kind: approval, roles: [RL, §XL]}')],
    ['vcs', check('{kind: vcs, tag: v1, roles: [RL, §XL]}')],
  ])('%s', (_, body) => {
    const { diagnostics, places } = link(body, { 'specification/program.yaml': roles })
    expect(lines(diagnostics)).toEqual([`link/unknown-role ${places[0]}`])
    expect(diagnostics[0]).toMatchObject({ severity: 'error', expected: ['RL', 'TL'] })
  })
  it('of a person', () => {
    const { diagnostics, places } = link('', { 'specification/program.yaml': `${roles}people: [{id: a, roles: [TL, §boss]}]\n` })
    expect(lines(diagnostics)).toEqual([`link/unknown-role ${places[0]}`])
  })
  it('leaves an approval without roles alone', () => {
    expect(link(check('{kind: approval}'), { 'specification/program.yaml': roles }).diagnostics).toEqual([])
  })
})

describe('link/unknown-state', () => {
  it.each([
    ['milestone', 'milestones: [{id: M, title: M, state: §Accepted}]'],
    ['task', 'tasks: [{id: T, title: T, state: §finished}]'],
    ['task with a mark', 'tasks: [{id: T, title: T, state: {value: §"Done", mark: x}}]'],
  ])('%s', (noun, body) => {
    const { diagnostics, places } = link(body)
    expect(lines(diagnostics)).toEqual([`link/unknown-state ${places[0]}`])
    expect(diagnostics[0]?.expected).toContain(noun === 'milestone' ? 'under-review' : 'open')
  })
  it('takes the words of the program', () => {
    const program = 'format: 1\nid: d\nname: D\nstates: {milestone: [todo, Fertig], task: [todo, doing, Done]}\n'
    expect(
      link('milestones: [{id: M, title: M, state: Fertig}]\ntasks: [{id: T, title: T, state: {value: Done, mark: x}}]', {
        'specification/program.yaml': program,
      }).diagnostics,
    ).toEqual([])
    expect(lines(link('tasks: [{id: T, title: T, state: open}]', { 'specification/program.yaml': program }).diagnostics)).toEqual([
      'link/unknown-state phases/P0:4:34',
    ])
  })
})
