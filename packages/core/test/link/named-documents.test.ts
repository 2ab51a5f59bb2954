import { expect, it } from 'vitest'
import { namedDocuments, nameOf } from '../../src/link/named-documents.ts'
import { buildProgram } from '../build-program.ts'
import { hostile, quickly } from '../hostile.ts'

const named = (program: string, more: Record<string, string> = {}) =>
  namedDocuments(buildProgram({ 'specification/program.yaml': `format: 1\nid: d\nname: D\n${program}\n`, ...more })).map(
    ({ name, pointer }) => `${name} ${pointer}`,
  )

it.each([
  ['nothing', '', []],
  [
    'the sources',
    'sources: {SR: docs/study.md, a/b~c: {path: docs/x.md}, AP: {title: The plan}}',
    ['docs/study.md /sources/SR', 'docs/x.md /sources/a~1b~0c', 'AP /sources/AP'],
  ],
  ['documents in code marks', 'summary: "see `SPEC.md` and `docs/flow.pdf`, not OTHER.md"', ['SPEC.md /summary', 'docs/flow.pdf /summary']],
  ['each once', 'summary: "`SPEC.md`"\nscope: ["`docs/spec.md`"]', ['SPEC.md /summary']],
  [
    'everything that is said of the whole',
    'assumptions: [{title: "`a.md`"}]\nnotes: ["`b.md`", {text: "`c.md`", source: {file: "`d.md`"}}]',
    ['a.md /assumptions/0/title', 'b.md /notes/0', 'c.md /notes/1/text'],
  ],
  ['no patterns and no code', 'summary: "`docs/*.md`, `{name}.md`, `build.ts`, `run x > y.md`"', []],
])('finds %s', (_, program, expected) => expect(named(program)).toEqual(expected))

it('leaves out what the plan hands over itself', () => {
  const phase = 'format: 1\nid: P0\ntitle: P\ndeliverables: [{id: D1, title: "the `a.md`"}, {id: D2, title: T, path: docs/B.md}]\n'
  const tasks = 'format: 1\ntasks: [{id: T, title: T, outputs: ["`out/c.md`", ""]}]\n'
  expect(
    named('summary: "`a.md` `b.md` `c.md` `d.md`"', {
      'specification/phases/P0.yaml': phase,
      'specification/tasks.yaml': tasks.replace(', ""', ''),
    }),
  ).toEqual(['d.md /summary'])
})

it('has the name of a file', () => expect(['docs/A.md', 'B.md'].map(nameOf)).toEqual(['a.md', 'b.md']))

it.each(hostile(['`', '`a', '`.', '.md', '`a.md']))('is linear on %j and so on', (_, text) => {
  const program = buildProgram({})
  quickly(() => namedDocuments({ ...program, file: { ...program.file, record: { ...program.file.record, summary: text } } }))
})
