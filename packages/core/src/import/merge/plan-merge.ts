import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import { sha256Hex } from '../../load/digest.ts'
import { editYaml } from '../../load/edit-document.ts'
import type { SourceFile } from '../../load/source.ts'
import type { Step } from '../../plan/plan.ts'
import { type Schemas, yamlStep } from '../../plan/workspace-files.ts'
import type { SchemaName } from '../../schema/registry.ts'
import type { ImportedProgram } from '../imported.ts'
import { namesOf } from '../lead.ts'
import { checkFiles } from '../write/check-files.ts'
import { fileNameOf } from '../write/files.ts'
import type { PlannedImport } from '../write/plan-import.ts'
import { writeRecords } from '../write/records.ts'
import { baselinePath, baselineText, emptyBaseline, readBaseline } from './baseline.ts'
import { mergeChecklists } from './checklists.ts'
import { madeIds } from './made-ids.ts'
import { mergeRecords } from './merge-records.ts'
import type { MergeChanges } from './merge-types.ts'
import type { FileValue } from './units.ts'

/** A file of the program as it is. */
export interface CurrentFile extends FileValue {
  readonly source: SourceFile
}

export interface MergeOptions {
  readonly folders: ProgramFolders
  readonly schemas: Schemas
  /** Every YAML file of the program that an import writes. */
  readonly current: readonly CurrentFile[]
  /** What the last import wrote; undefined when that is not known. */
  readonly baseline: SourceFile | undefined
  /** The documents that are imported. */
  readonly documents: readonly SourceFile[]
  /** Texts of the files of the inbox, by path. */
  readonly inbox: Readonly<Record<string, string>>
  /** Take out what the plan no longer has. */
  readonly prune: boolean
}

export type PlannedMerge = PlannedImport & { readonly merge: MergeChanges }

/** Kinds of files that hold one list of records each. */
const nameOfFile: Partial<Record<SchemaName, string>> = { program: 'the program' }

/**
 * The plan that brings a new revision of its documents into a program. Three versions are compared field by field: what the last import
 * wrote, what the plan says now, and what the files say now. What only the plan changed is taken; what only people changed stays; where
 * both changed the same field, the file stays and the conflict is reported at its place. States and checks that were set are never
 * touched, and neither are records that no import made.
 */
export function planMerge(imported: ImportedProgram, options: MergeOptions): PlannedMerge {
  const { folders, schemas, current, documents } = options
  const written = writeRecords(imported, folders)
  const path = baselinePath(folders.specification, fileNameOf(imported.program.id))
  const baseline = readBaseline(options.baseline)
  const diagnostics: Diagnostic[] = [...imported.diagnostics, ...written.diagnostics]
  if (options.baseline !== undefined && baseline === undefined) {
    diagnostics.push(
      diagnostic('import/no-baseline', `${path} cannot be read, so every difference counts as a conflict`, {
        location: { file: path, line: 1, column: 1 },
        help: 'put the last good version of it back (git checkout), and import again',
      }),
    )
  }
  const merged = mergeRecords({
    next: written.files,
    current,
    baseline: baseline ?? emptyBaseline,
    isMade: imported.writesIds ? () => false : madeIds(documents),
    sources: imported.sources,
    prune: options.prune,
  })
  diagnostics.push(...merged.diagnostics)
  const steps: Step[] = []
  const texts = new Map(current.map(({ source }) => [source.path, source.text]))
  for (const [file, edits] of merged.edits) {
    const { source } = file as CurrentFile
    const text = editYaml(source, edits)
    if (text === undefined) {
      diagnostics.push(
        diagnostic('workspace/unwritable', `${source.path} cannot be changed without losing something`, {
          location: { file: source.path, line: 1, column: 1 },
          help: 'write it in blocks, one key a line, and import again',
        }),
      )
      continue
    }
    if (text === source.text) continue
    texts.set(source.path, text)
    steps.push({ type: 'edit', path: source.path, before: sha256Hex(source.text), text, why: 'the new revision of the plan' })
  }
  for (const { path, schema, value, text } of merged.created(folders)) {
    steps.push(yamlStep(path, schema, text, nameOfFile[schema] ?? `new: ${String(value['title'] ?? schema)}`, schemas))
    texts.set(path, text)
  }
  const checklists = mergeChecklists(written.checklists, folders, options.inbox, (baseline ?? emptyBaseline).checklists)
  steps.push(...checklists.steps)
  diagnostics.push(...checklists.diagnostics)
  const text = baselineText({ records: merged.baseline, checklists: checklists.baseline })
  if (options.baseline === undefined) steps.push({ type: 'create', path, text, why: 'what the plan said, for the next import' })
  else if (options.baseline.text !== text)
    steps.push({ type: 'edit', path, before: sha256Hex(options.baseline.text), text, why: 'what the plan said, for the next import' })
  const { added, changed, moved, removed, conflicts } = merged.changes
  // What is known of the documents is brought up to date only together with what they say.
  const isNews = added.length + changed.length + moved.length + removed.length + conflicts.length > 0 || steps.length > 0
  const blocked = diagnostics.some((one) => one.severity === 'error' && one.code !== 'import/conflict')
  const title = isNews
    ? `import a new revision of ${namesOf(imported.sources)} into ${imported.program.id}`
    : `${imported.program.id} holds ${namesOf(imported.sources)} already`
  const files = steps.flatMap((step) => (step.type === 'move' ? [] : [step.path]))
  const defects = checkFiles(
    [...texts].map(([path, text]) => ({ path, text })),
    folders,
  ).diagnostics
  if (blocked) return { ok: false, diagnostics, defects: [], files: [], merge: merged.changes }
  const event = { type: 'program.revised', program: imported.program.id, details: { source: namesOf(imported.sources) } }
  const plan = { title, steps: isNews ? steps : [], event }
  return { ok: true, plan, diagnostics, defects, files: isNews ? files : [], merge: merged.changes }
}
