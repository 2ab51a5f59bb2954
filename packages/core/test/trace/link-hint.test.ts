import { expect, it } from 'vitest'
import { linkHint } from '../../src/trace/link-hint.ts'
import { demandsOf, type TraceDemand } from '../../src/trace/trace-rules.ts'
import type { TraceKey } from '../../src/trace/trace-types.ts'
import { buildProgram } from '../build-program.ts'

const texts = {
  'specification/phases/P0.yaml':
    'format: 1\nid: P0\ntitle: Zero\ndeliverables: [{ id: D-1, title: D, path: docs/d.md }]\nmilestones: [{ id: M, title: M, deliverables: [{ id: D-2, title: D }] }]\n',
}
const program = buildProgram(texts)
const tagged = buildProgram({
  ...texts,
  'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\ntrace: { tags: [{ paths: ["test/**"], word: "@req", as: test }] }\n',
})
const demand = (type: TraceDemand['type'] | undefined): TraceDemand =>
  type === undefined ? { type, relation: undefined, min: 1, max: undefined } : (demandsOf(type)[0] as TraceDemand)

it.each<[TraceKey, TraceDemand['type'], string]>([
  ['task:T-1', 'requirement', 'add requirements to task T-1'],
  ['task:T-1', 'risk', 'add risks to task T-1, or name T-1 under tasks of a risk'],
  ['task:T-1', 'task', 'add prerequisites to task T-1'],
  ['task:T-1', 'phase', 'name T-1 under tasks of a phase'],
  ['task:T-1', 'source', 'add sourceRefs to task T-1'],
  ['task:T-1', 'commit', 'name T-1 in the message of a commit'],
  ['task:T-1', 'box', 'give a box of a checklist the id T-1'],
  ['requirement:1.1', 'property', 'name 1.1 under validates of a property'],
  ['property:Q', 'requirement', 'add validates to property Q'],
  ['component:c', 'task', 'name c under components of a task'],
  ['criterion:P0.1', 'deliverable', 'add traces to criterion P0.1'],
  ['criterion:P0.1', 'evidence', 'run refractor evidence add P0.1 --artifact FILE'],
  ['deliverable:D-1', 'evidence', 'run refractor evidence add P0 --artifact docs/d.md'],
  ['deliverable:D-2', 'evidence', 'give D-2 a path, and run refractor evidence add M --artifact FILE'],
  ['property:Q', 'evidence', 'record evidence that names property Q'],
  ['gate:P0', 'approval', 'record an approval that names gate P0'],
  ['gate:P0', 'source', 'link gate P0 with a source'],
  ['risk:R-1', 'component', 'link risk R-1 with a component'],
  ['risk:R-1', undefined, 'link risk R-1 with another record'],
  ['task:T-1', 'file', 'write "refractor: T-1" in a file of task T-1, and list its path under trace.tags in specification/program.yaml'],
])('%s without a %s: %s', (key, type, hint) => expect(linkHint(program, key, demand(type))).toBe(hint))

it('writes the word of the program in a tag, where it looks for one', () => {
  expect(linkHint(tagged, 'task:T-1', demand('test'))).toBe('write "@req: T-1" in a test of task T-1 under test/**')
  expect(linkHint(tagged, 'task:T-1', demand('file'))).toContain('"refractor: T-1"')
})

it('names a place for tests to a test, and another one to the rest', () => {
  const both = buildProgram({
    ...texts,
    'specification/program.yaml':
      'format: 1\nid: demo\nname: Demo\ntrace: { tags: [{ paths: ["!src/old/**", "src/**", "test/**"] }, { paths: ["proofs/**"], as: file }] }\n',
  })
  expect(linkHint(both, 'task:T-1', demand('test'))).toBe('write "refractor: T-1" in a test of task T-1 under test/**')
  expect(linkHint(both, 'task:T-1', demand('file'))).toBe('write "refractor: T-1" in a file of task T-1 under src/**')
})
