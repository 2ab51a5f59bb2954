// Reports as documents: Markdown, and one page of HTML with its pictures. Loaded when a command writes one.
export { type PageOptions, reportHtml } from './html.ts'
export { commentMark, longestComment, type MarkdownForm, reportMarkdown } from './report-markdown.ts'
export type * from './report-model.ts'
