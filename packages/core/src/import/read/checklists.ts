import { type Item, linesOf } from '../scan/block.ts'
import { foldedLabel } from '../scan/inline.ts'
import type { DraftChecklist } from './draft.ts'
import type { Reading, Scope } from './reading.ts'

/** Boxes without ids outside of task lists stay Markdown: a checklist of their phase, with their lines as the plan has them. */
export function readChecklist(items: readonly Item[], scope: Scope, reading: Reading): boolean {
  const lines = items.flatMap(linesOf)
  const [first] = lines
  if (first === undefined) return false
  const { draft, account, file } = reading
  const phase = scope.phase?.id ?? ''
  const title = scope.label ?? scope.milestone?.title ?? scope.phase?.title ?? draft.program.name
  const known = draft.checklists.at(-1)
  const name = slug(`${phase === '' ? '' : `${phase} `}${scope.milestone ? `${scope.milestone.id} ` : ''}${title}`)
  const open =
    known && openChecklists.get(known) === scope.holder && known.title === title && known.source.file === file ? known : undefined
  const checklist = open ?? make(name, phase, title, scope, reading)
  for (const line of lines) {
    checklist.lines.push(line.text)
    account.map(line, checklist, 'lines')
  }
  return true
}

/** The record under which a checklist was begun; boxes that follow under the same heading go on with it. */
const openChecklists = new WeakMap<DraftChecklist, object>()

function make(wanted: string, phase: string, title: string, scope: Scope, { draft, file }: Reading): DraftChecklist {
  const name = draft.freeId('checklist', wanted)
  const checklist: DraftChecklist = { name, phase, title, lines: [], source: { file, lines: '1' } }
  draft.named(checklist, 'checklist', name)
  draft.checklists.push(checklist)
  openChecklists.set(checklist, scope.holder)
  return checklist
}

function slug(text: string): string {
  const words = foldedLabel(text).match(/[\p{L}\p{N}.]+/gu) ?? []
  return (
    words
      .join('-')
      .slice(0, 60)
      .replace(/[-.]+$/, '') || 'checklist'
  )
}
