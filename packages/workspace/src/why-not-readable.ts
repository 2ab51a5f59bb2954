import { type Diagnostic, diagnostic } from '@refractor/core'
import { lockHolderName } from './lock-holder.ts'
import { type OpenJournal, openJournal } from './open-journal.ts'

/** Why a workspace with an open journal is not read. */
function journalOpen({ path, isAlive }: OpenJournal, holder?: string): Diagnostic {
  const location = { location: { file: path, line: 1, column: 1 } }
  return isAlive
    ? diagnostic('workspace/journal-open', `${holder ?? 'another process'} is changing the workspace`, {
        ...location,
        help: 'wait for it to end, and run the command again',
      })
    : diagnostic('workspace/journal-open', 'a change of the workspace was stopped half way', { ...location, help: 'refractor recover' })
}

const delays = { first: 2, longest: 50 }

/** Waits while another process is at work on an open journal. Answers why the workspace cannot be read, or nothing when it can. */
export async function whyNotReadable(root: string, waitMs = 5_000): Promise<Diagnostic | undefined> {
  let open = await openJournal(root)
  if (open === undefined) return undefined
  const begun = Date.now()
  for (let delay = delays.first; open?.isAlive && Date.now() - begun < waitMs; delay = Math.min(delay * 2, delays.longest)) {
    await new Promise((resolve) => setTimeout(resolve, delay))
    open = await openJournal(root)
  }
  if (open === undefined) return undefined
  return journalOpen(open, open.isAlive ? lockHolderName(root) : undefined)
}
