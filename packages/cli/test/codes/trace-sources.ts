import { type CodeCase, lines, program } from './case.ts'

const file = 'specification/program.yaml'
const tasks = 'specification/tasks.yaml'
const report = 'docs/report.md'

const sources = program('sources: { SR: "docs/report.md" }')
const citing = (reference: string): string =>
  lines('format: 1', 'tasks:', `  - { id: "T-001", title: "Write the list", sourceRefs: ["${reference}"] }`)
const text = lines('# 1. Findings', '', 'The cellar is damp.', 'The attic is dry.')
const tagged = program('trace: { tags: [{ paths: ["src/**"] }] }')

/** What is wrong with what speaks of the records from outside: tags, and documents that are cited. */
export const traceSources = {
  'trace/dangling-tag': {
    files: { [file]: tagged, 'src/list.ts': lines('// refractor: P0.T9', 'export const list = []') },
    argv: 'trace',
    place: 'src/list.ts:1:15',
    exitCode: 1,
  },
  'trace/section-absent': {
    files: { [file]: sources, [report]: text, [tasks]: citing('SR §7') },
    argv: 'trace',
    place: `${tasks}:3:58`,
    exitCode: 0,
  },
  'trace/lines-beyond-end': {
    files: { [file]: sources, [report]: text, [tasks]: citing('SR L3-L40') },
    argv: 'trace',
    place: `${tasks}:3:58`,
    exitCode: 1,
  },
  'trace/lines-moved': {
    files: { [file]: sources, [report]: text, [tasks]: citing('SR L3') },
    before: ['trace clear --all --reason Read'],
    after: { [report]: `A preface.\n\n${text}` },
    argv: 'trace',
    place: `${tasks}:3:58`,
    exitCode: 0,
  },
  'trace/unread-file': {
    files: { [file]: tagged, 'src/huge.ts': ' '.repeat((4 << 20) + 1) },
    argv: 'trace',
    place: 'src/huge.ts:1:1',
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
