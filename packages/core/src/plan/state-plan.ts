import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import { editStates, type StateChange } from './edit-state.ts'
import { planned, refused } from './outcome.ts'
import type { AuditDraft, Planned, Step } from './plan.ts'

function editByHand({ entry, word }: StateChange): Diagnostic {
  return diagnostic('state/transition', `the state of ${entry.id} cannot be changed without touching other lines`, {
    location: locationOfEntry(entry, ...(entry.record.state === undefined ? [] : ['state'])),
    help: `edit the line by hand: state: ${word}`,
  })
}

/** The edits that write some states: one step for each file, in order of path. Refused as a whole when a line resists. */
export function planStates(title: string, changes: readonly StateChange[], event: AuditDraft): Planned {
  const byFile = new Map<string, StateChange[]>()
  for (const change of changes) {
    const { path } = change.entry.file.source
    const inFile = byFile.get(path)
    if (inFile) inFile.push(change)
    else byFile.set(path, [change])
  }
  const steps: Step[] = []
  const stuck: StateChange[] = []
  for (const [path, inFile] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { source } = (inFile[0] as StateChange).entry.file
    const edited = editStates(source, inFile)
    const why = inFile.map(({ entry, word }) => `${entry.id} is ${word}`).join(', ')
    if (edited.ok) steps.push({ type: 'edit', path, before: sha256Hex(source.text), text: edited.text, why })
    else stuck.push(...edited.stuck)
  }
  return stuck.length > 0 ? refused(stuck.map(editByHand)) : planned(title, steps, [], event)
}
