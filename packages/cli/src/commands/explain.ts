import { catalog, type DiagnosticCode, diagnostic, type ExitClass, nearest } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { readPage } from '../pages.ts'

const meaning: Record<ExitClass, string> = {
  'answer-no': 'the answer is no (exit code 1)',
  invalid: 'usage, configuration or program invalid (exit code 2)',
  integrity: 'integrity violated (exit code 3)',
  'no-answer': 'no answer (exit code 4)',
  none: 'it never changes the exit code by itself',
}

const isCode = (code: string): code is DiagnosticCode => Object.hasOwn(catalog, code)

/** The page of a code, or what the catalogue says about it. */
export async function run({ command, io }: CommandContext, [code = '']: readonly string[]): Promise<Answer> {
  if (!isCode(code)) {
    const known = Object.keys(catalog)
    // Most people type the name without its area, or mistype one of the two.
    const expected = [...new Set([...known.filter((one) => one.endsWith(`/${code}`)), ...nearest(code, known)])].slice(0, 3)
    const help =
      expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'codes stand in square brackets behind "error" or "warning"'
    return refused(command, [diagnostic('cli/usage', `there is no code ${code}`, { help, expected })])
  }
  const { severity, exit, title } = catalog[code]
  const page = readPage(io, code) ?? `# ${code}\n\n${title}.\n\nSeverity: ${severity}; ${meaning[exit]}.\n`
  return { command, diagnostics: [], data: { code, severity, exit, title, text: page.trimEnd() } }
}
