// Plans in the forms of other tools. It reads back what it writes, so it is as heavy as the import: it is loaded when it runs.
export { type Difference, differences } from './markdown/differences.ts'
export { type ExportedMarkdown, exportMarkdown } from './markdown/export-markdown.ts'
export { recordsOf } from './records-of.ts'
