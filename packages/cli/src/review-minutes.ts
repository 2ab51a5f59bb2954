import { basename } from 'node:path'
import {
  command,
  type Diagnostic,
  diagnostic,
  type Program,
  type ReviewContext,
  type ReviewRecord,
  type SourceFile,
  type Stamp,
  sha256Hex,
} from '@refractor/core'
import { readDocuments, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { schemaTexts } from './new-workspace.ts'

/** Minutes as a review files them, with what is to be said of them; or why they cannot be filed. */
export type MinutesGiven =
  | { readonly ok: true; readonly minutes: NonNullable<ReviewContext['minutes']>; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const longest = 1 << 20

/** What reading says of plans, said of minutes. */
function aboutMinutes(file: string, { expected = [], ...one }: Diagnostic): Diagnostic {
  if (one.code !== 'cli/usage') return one
  const message = one.message.endsWith('does not exist') ? one.message : `${file} holds no minutes`
  const near = one.message.endsWith('does not exist') && expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : undefined
  return diagnostic('cli/usage', message, { help: near ?? 'name the minutes of one meeting: --minutes FILE', expected })
}

/** What becomes of minutes that are given for a phase that is closed: only its review could file them. */
export function minutesTooLate(
  context: WorkspaceContext,
  program: Program,
  { phase, minutes }: ReviewRecord,
  file: string,
): readonly Diagnostic[] {
  const source = readOne(context, file)
  // Minutes from the inbox were moved by the review that filed them.
  if (!('path' in source)) return minutes?.path.endsWith(`/${basename(file)}`) ? [] : source
  if (minutes?.sha256 === sha256Hex(source.text)) return []
  const help = `${command(program, 'review reopen', phase)} --reason "…", then review it with them; or keep them beside the plan`
  return [diagnostic('cli/usage', `${phase} is closed already, so ${file} is not filed`, { severity: 'warning', help })]
}

function readOne(context: WorkspaceContext, file: string): SourceFile | readonly Diagnostic[] {
  const { sources, diagnostics } = readDocuments(context.root, context.cwd, [file])
  const [source] = sources
  if (diagnostics.length > 0 || source === undefined) return diagnostics.map((one) => aboutMinutes(file, one))
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
