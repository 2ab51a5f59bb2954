import { type Diagnostic, diagnostic } from '@refractor/core'
import { type JournalName, journalPath } from './journal-names.ts'
import type { StepConflict } from './journal-steps.ts'
import type { Recovered } from './recover.ts'

const at = (file: string) => ({ location: { file, line: 1, column: 1 } })

/** A journal that this program did not write. */
export const invalidJournal = (name: JournalName): Diagnostic =>
  diagnostic('workspace/invalid-journal', `${journalPath(name)} is not a journal of refractor`, {
    ...at(journalPath(name)),
    help: `look at it; when nothing of it is yours, remove it: rm ${journalPath(name)}`,
  })

const reasons: Readonly<Record<StepConflict['reason'], string>> = {
  changed: 'is neither what it was nor what it was to be',
  occupied: 'was taken by another file',
  gone: 'has lost the content that it was to have',
  unproven: 'cannot be shown to be the file that the change was about',
  unsafe: 'lies behind a symbolic link now',
}

/** A file that stops a recovery. */
export const conflictOf = ({ path, reason }: StepConflict, name: JournalName): Diagnostic =>
  diagnostic('workspace/recovery-conflict', `${path} ${reasons[reason]}: the change that was stopped cannot be finished or undone there`, {
    ...at(path),
    help: `look at it; refractor recover --keep ${path} leaves it as it is (the journal is ${journalPath(name)})`,
  })

/** What a recovery did, for the command that found the journal on its way. */
export const recoveredNote = ({ title, direction }: Recovered): Diagnostic =>
  diagnostic('workspace/recovered', `${direction === 'forward' ? 'finished' : 'undid'} a change that was stopped half way: ${title}`, {
    help: 'nothing is left to do',
  })
