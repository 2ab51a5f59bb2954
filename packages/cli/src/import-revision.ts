import type { SourceFile } from '@refractor/core'
import { optionalFiles, type RecordOf, type SchemaName, splitFiles } from '@refractor/core'
import type { CurrentFile, DeclaredIds, ImportedProgram, PlannedMerge } from '@refractor/core/import'
import { type ProgramSnapshot, readTexts } from '@refractor/workspace'
import { schemaTexts } from './new-workspace.ts'

/** The files of a program that an import writes, as they are. */
function currentFiles({ files }: ProgramSnapshot): CurrentFile[] {
  const current: CurrentFile[] = []
  const add = <N extends SchemaName>(
    schema: N,
    loaded: { readonly source: SourceFile; readonly record: RecordOf<N> | undefined } | undefined,
  ): void => {
    if (loaded?.record !== undefined)
      current.push({ path: loaded.source.path, schema, value: loaded.record as Record<string, unknown>, source: loaded.source })
  }
  add('program', files.program)
  for (const phase of files.phases) add('phase', phase)
  for (const name of optionalFiles) if (name !== 'policy') add(name, files[name] as never)
  // A record of `decisions/P0-2026-12-03.yaml` is there already; without it the import would add it a second time.
  for (const name of splitFiles) for (const part of files.parts?.[name] ?? []) add(name, part)
  return current
}

/**
 * What a program declares beside the documents that are imported. What it has from them counts too, for it stays where a revision no
 * longer has it, unless that is pruned.
 */
export function declaredBeside({ program }: ProgramSnapshot, documents: readonly SourceFile[], prune: boolean): DeclaredIds {
  if (program === undefined) return {}
  const paths = new Set(documents.map((one) => one.path))
  const idsOf = (records: ReadonlyMap<string, { readonly record: unknown }>): string[] =>
    [...records].flatMap(([id, { record }]) => {
      const { source } = record as { readonly source?: { readonly file: string } }
      return prune && source !== undefined && paths.has(source.file) ? [] : [id]
    })
  return {
    phase: idsOf(program.phases),
    milestone: idsOf(program.milestones),
    task: idsOf(program.tasks),
    risk: idsOf(program.risks),
    property: idsOf(program.properties),
    requirement: idsOf(program.requirements),
    component: idsOf(program.components),
    gate: idsOf(program.gates),
    role: idsOf(program.roles),
  }
}

/** The plan that brings a new revision of its documents into a program. */
export async function planRevision(
  root: string,
  program: ProgramSnapshot,
  imported: ImportedProgram,
  documents: readonly SourceFile[],
  prune: boolean,
): Promise<PlannedMerge> {
  const { baselinePath, fileNameOf, planMerge } = await import('@refractor/core/import')
  const { folders } = program
  const path = baselinePath(folders.specification, fileNameOf(program.id))
  const text = readTexts(root, path.slice(0, path.lastIndexOf('/')), /\.json$/)[path]
  return planMerge(imported, {
    folders,
    schemas: await schemaTexts(),
    current: currentFiles(program),
    baseline: text === undefined ? undefined : { path, text },
    documents,
    inbox: readTexts(root, folders.inbox, /\.md$/),
    prune,
  })
}
