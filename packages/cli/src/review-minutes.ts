import { type Diagnostic, diagnostic, type Program, type ReviewContext, type SourceFile, type Stamp } from '@refractor/core'
import { readDocuments, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { schemaTexts } from './new-workspace.ts'

/** Minutes as a review files them, with what is to be said of them; or why they cannot be filed. */
export type MinutesGiven =
  | { readonly ok: true; readonly minutes: NonNullable<ReviewContext['minutes']>; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const longest = 1 << 20

function readOne(context: WorkspaceContext, file: string): SourceFile | readonly Diagnostic[] {
  const { sources, diagnostics } = readDocuments(context.root, context.cwd, [file])
  const [source] = sources
  if (diagnostics.length > 0 || source === undefined) return diagnostics
  if (sources.length === 1) return source
  return [diagnostic('cli/usage', `${file} holds ${sources.length} documents`, { help: 'name the minutes of one meeting: --minutes FILE' })]
}

/** Reads the minutes that --minutes names, and plans how they are filed. */
export async function readMinutesFor(
  context: WorkspaceContext,
  program: Program,
  phase: string,
  file: string,
  stamp: Stamp,
): Promise<MinutesGiven> {
  const source = readOne(context, file)
  if (!('path' in source)) return { ok: false, diagnostics: source }
  const { planMinutes } = await import('@refractor/core/import')
  const tree = workTree(context.root)
  const textAt = (path: string): string | undefined => {
    const read = tree.readText(path, longest)
    return read.ok ? read.source.text : undefined
  }
  const { steps, diagnostics, record } = planMinutes(program, source, phase, stamp, { schemas: await schemaTexts(), textAt })
  // The record of a review is open: it keeps what the minutes say beside their digest.
  return record === undefined ? { ok: false, diagnostics } : { ok: true, minutes: { steps, record: { ...record } }, diagnostics }
}
