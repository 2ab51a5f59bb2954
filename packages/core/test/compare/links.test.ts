import { describe, expect, test } from 'vitest'
import { comparePrograms } from '../../src/compare/compare-programs.ts'
import type { LinkChange } from '../../src/compare/compare-types.ts'
import { linkStanding } from '../../src/gates/suspects/suspects-of.ts'
import type { LinkReview } from '../../src/schema/trace.ts'
import { meaningsOf } from '../../src/trace/meaning.ts'
import type { TraceSources } from '../../src/trace/trace-types.ts'
import { recordFile } from './records-of-case.ts'
import { compare, noCase, now, side, told } from './sides.ts'

const base = {
  'tasks.yaml': `format: 1
tasks:
  - { id: T1, title: Saw, requirements: ["1.1"] }
  - { id: T2, title: Paint, requirements: ["1.1", "1.2"], prerequisites: [T1] }
`,
  'requirements.yaml': `format: 1
requirements: [{ id: "1.1", title: It stands }, { id: "1.2", title: It is dry }, { id: "1.3", title: It lasts }]
properties: [{ id: P-1, title: Never wet, validates: ["1.2"] }]
`,
}
const words = (links: readonly LinkChange[]): string[] => links.map(({ relation, from, to }) => `${from} ${relation} ${to}`)
const edit = (path: keyof typeof base, from: string, to: string): typeof base => ({ ...base, [path]: base[path].replace(from, to) })

describe('links', () => {
  test('that came and went', () => {
    const { links } = compare(base, edit('tasks.yaml', '["1.1", "1.2"]', '["1.2", "1.3"]'))
    expect([words(links.added), words(links.removed), words(links.suspect)]).toEqual([
      ['task:T2 satisfies requirement:1.3'],
      ['task:T2 satisfies requirement:1.1'],
      [],
    ])
  })

  test('whose target says something else while what holds them does not', () => {
    const { links } = compare(base, edit('requirements.yaml', 'It is dry', 'It is warm'))
    expect(words(links.suspect)).toEqual(['task:T2 satisfies requirement:1.2', 'property:P-1 validates requirement:1.2'])
    expect(links.suspect[0]).toMatchObject({
      reviewed: false,
      fields: [{ field: 'title', before: 'It is dry', after: 'It is warm' }],
      location: { file: 'specification/tasks.yaml', line: 4 },
    })
  })

  test('whose holder was changed with it are taken to have been looked at', () => {
    const head = {
      ...edit('requirements.yaml', 'It is dry', 'It is warm'),
      ...{ 'tasks.yaml': base['tasks.yaml'].replace('Paint', 'Heat') },
    }
    expect(words(compare(base, head).links.suspect)).toEqual(['property:P-1 validates requirement:1.2'])
  })

  test('the owner of a target, its state and its notes are not what it means', () => {
    const head = edit('tasks.yaml', 'title: Saw', 'title: Saw, owner: Ada, state: done, notes: [by hand]')
    expect(told(compare(base, head))).toEqual(['records'])
  })

  test('the program says which fields are meant', () => {
    const program = 'format: 1\nid: demo\nname: Demo\ntrace: { fingerprint: { requirement: { include: [attributes] } } }\n'
    const [was, is] = ['low', 'high'].map((risk) => ({
      ...base,
      'program.yaml': program,
      'requirements.yaml': base['requirements.yaml'].replace('title: It is dry', `title: It is dry, attributes: { risk: ${risk} }`),
    }))
    const { links } = compare(was as typeof base, is as typeof base)
    expect(links.suspect.map(({ from, fields }) => [from, fields.map(({ field }) => field)])).toEqual([
      ['task:T2', ['attributes.risk']],
      ['property:P-1', ['attributes.risk']],
    ])
  })

  test('a review of head that knows the new meaning clears them; one of base that knows the old one makes them suspect', () => {
    const head = edit('requirements.yaml', 'It is dry', 'It is warm')
    const [before, after] = [side(base), side(head)]
    const fingerprint = (which: typeof before): string => meaningsOf(which.program)('requirement:1.2').fingerprint as string
    const review = (which: typeof before) => ({
      format: 1,
      kind: 'link-review',
      program: 'demo',
      reason: 'read',
      by: 'Ada <ada@example.org>',
      at: '2026-11-20T10:00:00Z',
      trust: 'self',
      targets: [{ type: 'requirement', id: '1.2', fingerprint: fingerprint(which), from: ['satisfies task:T2'] }],
    })
    const records = (...of: (typeof before)[]) => ({
      case: { ...noCase, linkReviews: of.map((one, index) => recordFile<LinkReview>(`.refractor/links/${index}.json`, review(one))) },
    })
    const suspects = (of: (typeof before)[]): [string, boolean][] =>
      comparePrograms(side(base, records(before)), side(head, records(...of))).links.suspect.map(({ from, reviewed }) => [from, reviewed])
    expect(suspects([before])).toEqual([
      ['task:T2', true],
      ['property:P-1', false],
    ])
    expect(suspects([before, after])).toEqual([['property:P-1', false]])
    // What base had open already has not become suspect by the change.
    const open = { case: { ...noCase, linkReviews: [recordFile<LinkReview>('.refractor/links/0.json', review(before))] } }
    expect(comparePrograms(side(head, open), side(head, open)).links.suspect).toEqual([])
  })
})

test('another title of any record makes exactly the links that lead to it suspect', () => {
  const texts = {
    ...base,
    'components.yaml': 'format: 1\ncomponents: [{ id: C1, title: Frame }, { id: C2, title: Roof, dependsOn: [C1] }]\n',
    'risks.yaml': 'format: 1\nrisks: [{ id: R1, title: Rain, tasks: [T1, T2] }]\n',
  }
  const { graph } = linkStanding(side(texts).program, noCase, side(texts).facts, now)
  const titles = ['It stands', 'It is dry', 'It lasts', 'Never wet', 'Saw', 'Paint', 'Frame', 'Roof', 'Rain']
  const nodes = [...graph.nodes.values()].filter(({ title }) => titles.includes(title))
  expect(nodes).toHaveLength(titles.length)
  for (const { key, title } of nodes) {
    const head = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, text.replace(`title: ${title}`, `title: ${title} anew`)]),
    )
    const expected = graph.to(key).map(({ relation, from, to }) => `${from} ${relation} ${to}`)
    expect(words(compare(texts, head).links.suspect).sort(), key).toEqual(expected.sort())
  }
})

describe('what lies outside of the program', () => {
  const tag = (path: string, line: number, id = 'T1') => ({ path, line, column: 1, as: 'file' as const, id })
  const links = (was: TraceSources, is: TraceSources) => comparePrograms(side(base, { trace: was }), side(base, { trace: is }))

  test('tags that move within a file, and files that move with their tags, change no link', () => {
    expect(told(links({ tags: [tag('a.ts', 1)] }, { tags: [tag('a.ts', 9)] }))).toEqual([])
    const moved = links({ tags: [tag('a.ts', 1)] }, { tags: [tag('lib/a.ts', 1)] })
    expect([told(moved), moved.files]).toEqual([['files'], [{ before: 'a.ts', after: 'lib/a.ts', records: 1 }]])
  })

  test('tags that are new or gone are links', () => {
    const { links: found } = links({ tags: [tag('a.ts', 1)] }, { tags: [tag('a.ts', 1, 'T2')] })
    expect([words(found.added), words(found.removed)]).toEqual([['file:a.ts implements task:T2'], ['file:a.ts implements task:T1']])
  })

  test('files that cannot be told apart by their tags are no moved files', () => {
    const was = { tags: [tag('a.ts', 1), tag('b.ts', 1), { ...tag('c.test.ts', 1), as: 'test' as const }] }
    const is = { tags: [tag('x.ts', 1), tag('y.ts', 1), { ...tag('d.test.ts', 1), as: 'test' as const }] }
    const difference = links(was, is)
    expect(difference.files.map(({ before, after }) => [before, after])).toEqual([['c.test.ts', 'd.test.ts']])
    expect([difference.links.added.length, difference.links.removed.length]).toEqual([2, 2])
    expect(links({ tags: [tag('a.ts', 1)] }, { tags: [tag('x.ts', 1, 'T2')] }).files).toEqual([])
  })

  test('references below a box stay the same when its line moves', () => {
    const box = (boxLine: number, ids: readonly string[]) => ({
      boxes: [{ path: 'inbox/P0/a.md', line: boxLine + 1, column: 1, boxLine, box: undefined, relation: 'satisfies' as const, ids }],
    })
    expect(told(links(box(1, ['1.1']), box(7, ['1.1'])))).toEqual([])
    expect(words(links(box(1, ['1.1']), box(7, ['1.2'])).links.added)).toEqual(['box:inbox/P0/a.md:7 satisfies requirement:1.2'])
  })

  test('lines of a cited document that say something else make what cites them suspect', () => {
    const texts = {
      'program.yaml': 'format: 1\nid: demo\nname: Demo\nsources: { AP: docs/ap.md }\n',
      'tasks.yaml': 'format: 1\ntasks: [{ id: T1, title: Saw, sourceRefs: [AP L2] }]\n',
    }
    const document = (text: string) => ({ trace: { documents: [{ alias: 'AP', path: 'docs/ap.md', text }] } })
    const found = (was: string, is: string) => comparePrograms(side(texts, document(was)), side(texts, document(is))).links.suspect
    expect(found('# A\nSaw it.\n', '# A\nSaw  it.\nMore.\n')).toEqual([])
    expect(found('# A\nSaw it.\n', '# A\nGlue it.\n')).toMatchObject([{ relation: 'cites', from: 'task:T1', fields: [], reviewed: false }])
  })

  test('when the program means other fields than before, everything is looked at', () => {
    const program = (fields: string) => ({
      ...base,
      'program.yaml': `format: 1\nid: demo\nname: Demo\ntrace: { fingerprint: { requirement: ${fields} } }\n`,
    })
    const { links: found, settings } = compare(program('{ include: [attributes] }'), program('{ exclude: [title] }'))
    expect(settings.map(({ field }) => field)).toEqual(['trace.fingerprint.requirement.include', 'trace.fingerprint.requirement.exclude'])
    expect(found.suspect).toHaveLength(4)
  })
})
