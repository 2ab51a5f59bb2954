import { describe, expect, it } from 'vitest'
import { lines, linkTexts, marked } from '../build-program.ts'

const phase = (id: string, body: string) => ({ [`specification/phases/${id}.yaml`]: `format: 1\nid: ${id}\ntitle: Phase\n${body}\n` })
const gate = (name: string) => `check: {kind: gate, gate: ${name}}`

describe('link/cycle', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'prerequisites',
      phase('P0', 'tasks: [{id: T2, title: T, prerequisites: [T1]}, {id: T1, title: T, prerequisites: [§T2]}]'),
      'T1 → T2 → T1',
    ],
    ['a task that needs itself', phase('P0', 'tasks: [{id: T, title: T, prerequisites: [§T]}]'), 'T → T'],
    [
      'phase dependencies',
      { ...phase('P0', 'dependencies: [§P2]'), ...phase('P1', 'dependencies: [{phase: P0}]'), ...phase('P2', 'dependencies: [P1]') },
      'P0 → P2 → P1 → P0',
    ],
    ['phase parents', { ...phase('P0', 'parent: §P1'), ...phase('P1', 'parent: P0') }, 'P0 → P1 → P0'],
    [
      'milestones after each other',
      phase(
        'P0',
        'milestones: [{id: A, title: A, relations: [{type: after, milestone: §B}]}, {id: B, title: B, relations: [{type: after, milestone: A}]}]',
      ),
      'A → B → A',
    ],
    [
      'a milestone both before and after',
      phase(
        'P0',
        'milestones: [{id: A, title: A, relations: [{type: before, milestone: B}, {type: after, milestone: §B}]}, {id: B, title: B}]',
      ),
      'A → B → A',
    ],
    [
      'components',
      { 'specification/components.yaml': 'format: 1\ncomponents: [{id: A, dependsOn: [§B]}, {id: B, dependsOn: [A]}]' },
      'A → B → A',
    ],
    [
      'requirements',
      { 'specification/requirements.yaml': 'format: 1\nrequirements: [{id: A, title: A, parent: §B}, {id: B, title: B, parent: A}]' },
      'A → B → A',
    ],
    [
      'includes',
      { 'specification/gates.yaml': 'format: 1\ngates: [{id: A, includes: [§B], criteria: []}, {id: B, includes: [A], criteria: []}]' },
      'A → B → A',
    ],
    ['gates that check themselves', phase('P0', `exit: {criteria: [{id: c, statement: s, ${gate('§P0')}}]}`), 'P0 → P0'],
    [
      'an include and a check',
      {
        'specification/gates.yaml': `format: 1\ngates: [{id: A, includes: [§B], criteria: []}, {id: B, criteria: [{id: c, statement: s, ${gate('A')}}]}]`,
      },
      'A → B → A',
    ],
    [
      'criteria after each other',
      phase('P0', 'exit: {criteria: [{id: a, statement: s, after: [§b]}, {id: b, statement: s, after: [a]}]}'),
      'a → b → a',
    ],
    [
      'a criterion that waits for a gate that waits for it',
      {
        ...phase('P0', `exit: {criteria: [{id: a, statement: s, ${gate('§P1')}}]}`),
        ...phase('P1', 'exit: {criteria: [{id: b, statement: s, after: [a]}]}'),
      },
      'criterion a → gate P1 → criterion b → criterion a',
    ],
  ])('%s', (_, rows, path) => {
    const { texts, places } = marked(rows)
    const { diagnostics } = linkTexts(texts)
    expect(lines(diagnostics)).toEqual([`link/cycle ${places[0]}`])
    expect(diagnostics[0]?.message).toMatch(new RegExp(`: ${path}$`))
    expect(diagnostics[0]?.related).toHaveLength(path.split('→').length - 1)
    expect(diagnostics[0]?.related?.[0]?.location).toEqual(diagnostics[0]?.location)
  })

  it.each<[string, Record<string, string>]>([
    [
      'relations that set no order',
      phase(
        'P0',
        'milestones: [{id: A, title: A, relations: [{type: parallel, milestone: B}, {type: overlaps, milestone: B}]}, {id: B, title: B, relations: [{type: aligned, milestone: A}]}]',
      ),
    ],
    [
      'before and after that agree',
      phase(
        'P0',
        'milestones: [{id: A, title: A, relations: [{type: before, milestone: B}]}, {id: B, title: B, relations: [{type: after, milestone: A}]}]',
      ),
    ],
    ['proposals', phase('P0', 'exit: {criteria: [{id: c, statement: s, check: {kind: gate, gate: P0, proposed: true}}]}')],
    [
      'a criterion that waits for a gate, and others after it',
      {
        ...phase('P0', `exit: {criteria: [{id: a, statement: s, ${gate('P1')}}, {id: c, statement: s, after: [a]}]}`),
        ...phase('P1', 'exit: {criteria: [{id: b, statement: s}]}'),
      },
    ],
  ])('leaves alone %s', (_, texts) => expect(linkTexts(texts).diagnostics).toEqual([]))

  it('reports a circle of gates once, also beside criteria that wait for others', () => {
    const { texts, places } = marked(
      phase('P0', `exit: {criteria: [{id: c, statement: s, ${gate('§P0')}}, {id: d, statement: s, after: [c]}]}`),
    )
    expect(lines(linkTexts(texts).diagnostics)).toEqual([`link/cycle ${places[0]}`])
  })

  it('reports dangling steps as such, not as circles', () => {
    const { diagnostics } = linkTexts(
      phase(
        'P0',
        'milestones: [{id: A, title: A, relations: [{type: after, milestone: Z}]}]\ngates: [{id: G, includes: [H], criteria: [{id: c, statement: s, after: [d], check: {kind: gate, gate: I}}]}]',
      ),
    )
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['link/unknown-id']))
    expect(diagnostics).toHaveLength(4)
  })
})
