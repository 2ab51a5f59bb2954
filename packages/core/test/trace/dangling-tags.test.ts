import { expect, it } from 'vitest'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { danglingTags } from '../../src/trace/dangling-tags.ts'
import { idsElsewhere, traceIds } from '../../src/trace/trace-ids.ts'
import type { TraceSources } from '../../src/trace/trace-types.ts'
import { buildProgram } from '../build-program.ts'

const program = buildProgram({
  'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-001, title: T}]\n',
  'specification/requirements.yaml': 'format: 1\nrequirements: [{id: "1.1", title: R}]\n',
})
const check = (sources: TraceSources) => danglingTags(program, buildGraph(program, sources))
const tag = (id: string, path = 'src/a.ts') => ({ path, line: 2, column: 4, as: 'file' as const, id })

it('tells of tags, boxes and commits that name nothing', () => {
  const found = check({
    tags: [tag('T-001'), tag('T-002')],
    boxes: [
      { path: 'inbox/P0/a.md', line: 1, column: 1, box: 'T-9', boxLine: 1, relation: 'mirrors', ids: ['T-9'] },
      { path: 'inbox/P0/a.md', line: 2, column: 3, box: 'T-001', boxLine: 1, relation: 'satisfies', ids: ['1.9', '1.1'] },
    ],
    commits: [{ oid: 'abcdef0123', subject: 'T-3: x', at: '2026-03-01T00:00:00Z', ids: ['T-3', 'T-001'] }],
  })
  expect(found.map(({ code, severity, location, expected }) => [code, severity, location?.file, location?.line, expected])).toEqual([
    ['trace/dangling-tag', 'info', undefined, undefined, undefined],
    ['trace/dangling-tag', 'warning', 'inbox/P0/a.md', 1, undefined],
    ['trace/dangling-tag', 'warning', 'inbox/P0/a.md', 2, ['1.1']],
    ['trace/dangling-tag', 'error', 'src/a.ts', 2, ['T-001']],
  ])
})

it('suggests something for as many as it has time for', () => {
  const tasks = Array.from({ length: 2000 }, (_, at) => `{id: T-${at + 1000}, title: T}`).join(', ')
  const large = buildProgram({ 'specification/tasks.yaml': `format: 1\ntasks: [${tasks}]\n` })
  const tags = Array.from({ length: 80 }, (_, at) => tag(`T-${at + 100}x`, `src/${at + 100}.ts`))
  const found = danglingTags(large, buildGraph(large, { tags }))
  expect(found.length).toBe(80)
  expect(found.filter(({ expected }) => expected !== undefined).length).toBe(51)
})

it('tells of no reference in YAML, and of no id of another program', () => {
  const other = buildProgram({
    'specification/program.yaml': 'format: 1\nid: other\nname: O\n',
    'specification/tasks.yaml': 'format: 1\ntasks: [{id: X-1, title: T}]\n',
  })
  const elsewhere = idsElsewhere(program, [program, other])
  expect(check({ tags: [tag('X-1'), tag('other/X-1')], elsewhere })).toEqual([])
  expect([elsewhere.has('T-001'), elsewhere.has('X-1')]).toEqual([false, true])
})

it('knows requirements that a plan refers to and does not declare', () => {
  const tasks = 'format: 1\ntasks: [{id: T-1, title: T, requirements: ["2.1", "3.1-3.4", all, "Prose 9"], validates: ["2.2"]}]\n'
  const ids = traceIds(buildProgram({ 'specification/tasks.yaml': tasks }))
  expect(['2.1', '2.2', '3.1-3.4', 'all', 'Prose 9'].map((id) => ids.has(id))).toEqual([true, true, false, false, false])
  expect(traceIds(program).has('2.1')).toBe(false)
})
