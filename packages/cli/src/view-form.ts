import { extname } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { CommandContext } from './context.ts'
import { outputsOf } from './outputs.ts'

/** What an ending of --output asks for. */
const byExtension = {
  '.txt': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.csv': 'csv',
  '.htm': 'html',
  '.html': 'html',
  '.xlsx': 'xlsx',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.svg': 'svg',
} as const
export type Form = (typeof byExtension)[keyof typeof byExtension]

/** Endings of files that hold no text and that no view is written as: text under such a name opens nowhere. */
const foreign = /^\.(?:pdf|png|jpe?g|gif|webp|xlsm?|ods|docx?|odt|pptx?|zip|gz)$/

/** Forms that no terminal shows. */
const binary: readonly Form[] = ['xlsx']

/** The form of a view: what --as says, else the ending of --output, else Markdown for --format markdown, else text. */
export function formOf<F extends Form>(
  { command, common }: Pick<CommandContext, 'command' | 'common'>,
  asked: string | undefined,
  forms: readonly F[],
): F | Diagnostic {
  const { file } = outputsOf(common.output)
  const ending = file === undefined ? '' : extname(file).toLowerCase()
  const named = asked ?? byExtension[ending as keyof typeof byExtension] ?? (common.format === 'markdown' ? 'markdown' : 'text')
  if (asked === undefined && foreign.test(ending)) {
    const help = `use --output with an ending that it has, or --as ${forms.join('|')}`
    return diagnostic('cli/usage', `refractor ${command} does not write ${ending} files`, { help, expected: forms })
  }
  const form = forms.find((one) => one === named)
  if (form === undefined) {
    const help = `use --as ${forms.join('|')}`
    return diagnostic('cli/usage', `refractor ${command} has no form ${named}`, { help, expected: forms })
  }
  if (binary.includes(form) && file === undefined && common.json !== true && common.format !== 'json')
    return diagnostic('cli/usage', `${form} is no text, so it goes into a file`, { help: `add --output FILE.${form}` })
  return form
}

/** A view that could not be made leaves the file of --output as it was. */
export const keepingOutput = (answer: Answer): Answer => (answer.refused ? { ...answer, document: '' } : answer)
