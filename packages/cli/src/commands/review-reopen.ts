import { diagnostic, planReopen } from '@refractor/core'
import { workTree } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { changeWithCase, withRecord } from '../program-command.ts'

export interface ReopenOptions {
  readonly reason?: string
}

const longestPointer = 4096

/** Opens a closed phase again; its review, and what the review archived, stay readable. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: ReopenOptions): Promise<Answer> {
  const reason = options.reason?.trim() ?? ''
  if (reason === '') {
    const help = `refractor review reopen ${id} --reason "what was found after it"`
    return refused(context.command, [diagnostic('cli/usage', 'a phase is reopened for a reason', { help })])
  }
  return withRecord(context, id, ['phase'], ({ program, entry }) => {
    const tree = workTree(context.root)
    const textAt = (path: string): string | undefined => {
      const read = tree.readText(path, longestPointer)
      return read.ok ? read.source.text : undefined
    }
    return changeWithCase(context, program, (read, stamp) => planReopen(program, read, entry.id, reason, stamp, textAt), {
      ask: `Reopen ${entry.id}?`,
    })
  })
}
