import { diagnostic } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import { completionScript, shells } from '../completion-script.ts'
import type { CommandContext } from '../context.ts'

/** A completion script for one shell. */
export async function run({ command, commands }: CommandContext, [name = '']: readonly string[]): Promise<Answer> {
  const shell = shells.find((one) => one === name)
  if (shell === undefined)
    return refused(command, [
      diagnostic('cli/usage', `there is no completion for ${name}`, { help: `use one of: ${shells.join(', ')}`, expected: [...shells] }),
    ])
  return { command, diagnostics: [], data: { shell, text: completionScript(shell, commands) } }
}
