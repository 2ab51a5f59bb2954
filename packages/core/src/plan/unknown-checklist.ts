import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Case } from '../gates/case.ts'

/** Says that a path is no checklist, or that it is one that could not be read. */
export function unknownChecklist(records: Case, path: string): Diagnostic {
  const unreadable = records.unreadable.find((file) => file.path === path)
  if (unreadable)
    return diagnostic('workspace/unreadable', `${path} cannot be read: ${unreadable.reason}`, {
      location: { file: path, line: 1, column: 1 },
      help: 'make the file readable, UTF-8 text',
    })
  const known = [...records.inbox, ...records.outbox].map((file) => file.checklist.source.path)
  return diagnostic('cli/unknown-id', `${path} is no checklist of this program`, {
    expected: nearest(path, known),
    help: 'list them: refractor checklist list',
  })
}
