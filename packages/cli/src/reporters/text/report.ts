import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrap } from '../wrap.ts'

/** A file that was written because the command line named it. */
export interface WrittenFile {
  readonly file: string
  readonly bytes: number
}

const size = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** What was written where; the report itself is in the files. */
export const reportText: TextBody = (answer, { width, paint }) => {
  const { summary, written = [] } = answer.data as unknown as { readonly summary: string; readonly written?: readonly WrittenFile[] }
  const rows = written.map(({ file, bytes }) => [cell(file, paint.strong), cell(size(bytes), paint.faint)])
  return [...wrap(summary, width), '', ...tableLines(rows, width, 0)]
}
