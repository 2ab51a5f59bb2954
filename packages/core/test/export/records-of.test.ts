import { describe, expect, it } from 'vitest'
import { recordsOf } from '../../src/export/records-of.ts'
import { loadRecord } from '../../src/load/record.ts'
import { folders, loadFiles } from '../build-program.ts'

const phase = (id: string, source = ''): string => `format: 1\nid: "${id}"\ntitle: "Part ${id}"\n${source}`
const from = (lines: string, file = 'plan.md'): string => `source: { file: "${file}", lines: "${lines}" }\n`
const idsOf = (...texts: [string, string?][]): string[] | undefined =>
  recordsOf(
    loadFiles(Object.fromEntries(texts.map(([id, source]) => [`specification/phases/${id}.yaml`, phase(id, source)]))),
    folders,
    [],
  )?.phases.map(({ id }) => id)

describe('the phases of a program', () => {
  it('come in the order that the plan had them in', () => {
    expect(idsOf(['A', from('20-30')], ['B', from('5')])).toEqual(['B', 'A'])
  })

  it('come by their ids where no plan, or more than one, had them', () => {
    expect(idsOf(['P10'], ['P2'])).toEqual(['P2', 'P10'])
    expect(idsOf(['A', from('20')], ['B'])).toEqual(['A', 'B'])
    expect(idsOf(['A', from('20')], ['B', from('5', 'other.md')])).toEqual(['A', 'B'])
    expect(idsOf(['B', from('7')], ['A', from('7')])).toEqual(['A', 'B'])
  })
})

it('the records of a program are those of its files', () => {
  const files = loadFiles({
    'specification/risks.yaml': 'format: 1\nrisks:\n  - { id: "R1", title: "Ice" }\n',
    'specification/requirements.yaml': 'format: 1\nrequirements:\n  - { id: "1", title: "Flour" }\n',
    'specification/phases/P1.yaml': 'format: 1\nid: [broken\n',
  })
  expect(recordsOf(files, folders, [])).toMatchObject({
    program: { id: 'demo' },
    phases: [],
    risks: [{ id: 'R1' }],
    requirements: [{ id: '1' }],
    properties: [],
    tasks: [],
    gates: [],
    metrics: [],
    decisions: [],
    actions: [],
    checklists: [],
  })
})

it('records of the files of a folder are among them: minutes are filed there', () => {
  const filed = 'format: 1\ndecisions: [{ id: D2, title: So }]\nquestions: [{ id: Q1, title: Why }]\nactions: [{ id: A1, title: Do }]\n'
  const files = {
    ...loadFiles({ 'specification/decisions.yaml': 'format: 1\ndecisions: [{ id: D1, title: First }]\n' }),
    parts: { decisions: [loadRecord('decisions', { path: 'specification/decisions/P1-2026-12-03.yaml', text: filed })] },
  }
  expect(recordsOf(files, folders, [])).toMatchObject({
    questions: [{ id: 'Q1' }],
    decisions: [{ id: 'D1' }, { id: 'D2' }],
    actions: [{ id: 'A1' }],
  })
})

it('there are no records without a program', () => {
  expect(recordsOf(loadFiles({ 'specification/program.yaml': 'format: 1\n' }), folders, [])).toBeUndefined()
})

describe('checklists of the inbox', () => {
  const listsOf = (...inbox: [string, string][]) =>
    recordsOf(
      loadFiles({}),
      folders,
      inbox.map(([path, text]) => ({ path, text })),
    )?.checklists

  it('are their title and lines, without what stands before them', () => {
    const text = '---\nphase: "P1"\nsource: { file: "plan.md", lines: "4-6" }\n---\n\n# Tools\n\n- [ ] Saw\n\n- [x] Axe\n'
    expect(listsOf(['inbox/P1/tools.md', text])).toEqual([
      { name: 'tools', phase: 'P1', title: 'Tools', lines: ['- [ ] Saw', '- [x] Axe'], source: { file: 'plan.md', lines: '4-6' } },
    ])
  })

  it('of people have no phase, their path for a title, and themselves for a source', () => {
    expect(listsOf(['inbox/odd/jobs.MD', '- [ ] Sweep\n'])).toEqual([
      { name: 'jobs', phase: '', title: 'odd/jobs', lines: ['- [ ] Sweep'], source: { file: 'inbox/odd/jobs.MD', lines: '1' } },
    ])
    expect(listsOf(['inbox/a.md', '---\nphase: ["P1"]\nsource: ~\n---\n# A\n']))?.toMatchObject([
      { phase: '', source: { file: 'inbox/a.md', lines: '1' } },
    ])
  })

  it('come in the order of the plan, those of one place by name', () => {
    const placed = (lines: string): string => `---\nsource: { file: "plan.md", lines: "${lines}" }\n---\n# L\n`
    expect(
      listsOf(['inbox/c.md', placed('9')], ['inbox/b.md', placed('2-3')], ['inbox/a10.md', placed('9')], ['inbox/a9.md', placed('9')])?.map(
        ({ name }) => name,
      ),
    ).toEqual(['b', 'a9', 'a10', 'c'])
  })
})
