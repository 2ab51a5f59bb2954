import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'

const largest = 1 << 20

/** The text of a message that is being written, or why there is none. `file` is as it was typed in `cwd`. */
export function readDraft(cwd: string, file: string): { readonly text: string } | { readonly problem: Diagnostic } {
  const path = resolve(cwd, file)
  const cannot = (why: string): { readonly problem: Diagnostic } => ({
    problem: diagnostic('workspace/unreadable', `${file} cannot be read: ${why}`, {
      help: 'give the file that git gives to a commit-msg hook',
    }),
  })
  try {
    const facts = statSync(path)
    if (!facts.isFile()) return cannot('it is no file')
    return facts.size > largest ? cannot(`it is larger than ${largest} bytes`) : { text: readFileSync(path, 'utf8') }
  } catch (error) {
    return cannot((error as NodeJS.ErrnoException).code ?? 'unknown')
  }
}
