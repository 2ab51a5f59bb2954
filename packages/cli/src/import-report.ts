import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Diagnostic, diagnostic, type SourceFile } from '@refractor/core'
import type { ImportedProgram } from '@refractor/core/import'
import type { CommandContext } from './context.ts'

/** Says no to a path that holds something which is no such report: a plan is easily named by mistake. */
function isReplaceable(path: string, marker: string): boolean {
  try {
    return readFileSync(realpathSync.native(path), 'utf8').slice(0, 1_000).includes(marker)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Writes the page that shows what became of each line; what is wrong when it could not. */
export async function writeImportReport(
  context: CommandContext,
  given: string | undefined,
  imported: ImportedProgram,
  sources: readonly SourceFile[],
): Promise<readonly Diagnostic[]> {
  if (given === undefined) return []
  const { importReport, reportMarker } = await import('@refractor/core/import')
  const path = resolve(context.cwd, given)
  if (!isReplaceable(path, reportMarker)) {
    return [
      diagnostic('workspace/would-overwrite', `${given} exists and is no report of an import`, {
        help: 'name another file, or remove that one',
      }),
    ]
  }
  try {
    writeFileSync(path, importReport(imported, sources, /\.md$/i.test(given) ? 'markdown' : 'html'))
    return []
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return [diagnostic('cli/usage', `cannot write ${given} (${code})`, { help: 'name a file in a folder that exists and can be written' })]
  }
}
