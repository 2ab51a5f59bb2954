import { basename, dirname, resolve } from 'node:path'
import { diagnostic, idToFileName, nearest, type SourceFile, type Step, sha256Hex } from '@refractor/core'
import type { ImportedProgram, PlannedImport, PlannedMerge, WordTable } from '@refractor/core/import'
import { discover, type ProgramSnapshot, readDocuments } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { programIdFor } from '../import-id.ts'
import { writeImportReport } from '../import-report.ts'
import { declaredBeside, planRevision } from '../import-revision.ts'
import { findTarget, foldersOf, type ImportTarget } from '../import-target.ts'
import { mutate } from '../mutate.ts'
import { readNewWorkspace, schemaTexts } from '../new-workspace.ts'
import { withProgress } from '../progress.ts'

export interface ImportOptions {
  readonly into?: string
  readonly prune?: boolean
  readonly genre?: ImportedProgram['genre']
  readonly id?: string
  readonly name?: string
  readonly words?: string
  readonly report?: string
}

/** Characters that an id may hold; the schema says the same and more, but it is not loaded for one word. */
const idPattern = /^[^\s/\\\p{Control}](?:[^/\\\p{Control}]*[^\s/\\\p{Control}])?$/u

/** The schema says the same, but it is not loaded for one word. */
const genres = [
  'phased-program',
  'milestone-plan',
  'plan-template',
  'task-list',
  'work-breakdown',
] as const satisfies readonly ImportedProgram['genre'][]

function usageProblem({ id, into, genre }: ImportOptions): Answer['diagnostics'] {
  if (genre !== undefined && !genres.includes(genre)) {
    const near = nearest(genre, genres)
    return [
      diagnostic('cli/usage', `there is no genre ${genre}`, {
        help: `use one of: ${genres.join(', ')}`,
        expected: near.length > 0 ? near : genres,
      }),
    ]
  }
  if (id !== undefined && (!idPattern.test(id) || id.length > 128))
    return [diagnostic('cli/usage', `${JSON.stringify(id)} cannot be an id`, { help: 'use letters, digits, dots and dashes' })]
  if (id !== undefined && into !== undefined)
    return [diagnostic('cli/usage', '--id and --into contradict each other', { help: 'refractor import --help' })]
  return []
}

/** The words that the user adds; undefined when there are none. */
async function readWordsFile(
  root: string,
  cwd: string,
  given: string,
): Promise<{ words?: WordTable | undefined; diagnostics: Answer['diagnostics'] }> {
  const { sources, diagnostics } = readDocuments(root, cwd, [given])
  const source = sources[0]
  if (source === undefined) return { diagnostics }
  const { readWords } = await import('@refractor/core/import')
  return readWords(source)
}

/** How the program is to be called: as the user says, or else after its documents. */
function named(imported: ImportedProgram, name: string | undefined): ImportedProgram {
  return name === undefined ? imported : { ...imported, program: { ...imported.program, name } }
}

/** The files of a sample give way to those of the plan. */
function inPlaceOf({ files }: ProgramSnapshot, planned: PlannedImport): PlannedImport {
  if (!planned.ok) return planned
  const left = new Map([files.program, ...files.phases].flatMap((file) => (file ? [[file.source.path, sha256Hex(file.source.text)]] : [])))
  const steps = planned.plan.steps.map((step): Step => {
    const before = step.type === 'create' ? left.get(step.path) : undefined
    if (step.type !== 'create' || before === undefined) return step
    left.delete(step.path)
    return { ...step, type: 'edit', before }
  })
  const gone = [...left].map(([path, before]): Step => ({ type: 'remove', path, before, why: 'the untouched sample of init' }))
  return { ...planned, plan: { ...planned.plan, steps: [...steps, ...gone] } }
}

async function planFor(
  target: ImportTarget,
  imported: ImportedProgram,
  documents: readonly SourceFile[],
  prune: boolean,
): Promise<PlannedImport | PlannedMerge> {
  const { planImport } = await import('@refractor/core/import')
  if (target.kind === 'revision') return planRevision(target.root, target.program, imported, documents, prune)
  if (target.kind === 'new-workspace') {
    const { schemas, existing } = await readNewWorkspace(target.root)
    return planImport(imported, { folders: foldersOf(undefined, undefined), schemas, existing, documents })
  }
  const { onlyProgram, isListed, sample, snapshot } = target
  const { workspace } = snapshot
  const folders = foldersOf(workspace.record, isListed ? idToFileName(imported.program.id) : undefined)
  const planned = planImport(imported, {
    folders,
    schemas: await schemaTexts(),
    documents,
    workspace: { source: workspace.source, onlyProgram, isListed },
  })
  return sample === undefined ? planned : inPlaceOf(sample, planned)
}

/** Reads Markdown plans and makes a program of them; a document that was imported before is a new revision of its program. */
export async function run(context: CommandContext, files: readonly string[], options: ImportOptions): Promise<Answer> {
  const { command, cwd } = context
  const misused = usageProblem(options)
  if (misused.length > 0) return refused(command, misused)
  const discovery = discover(cwd)
  const root = discovery.ok ? discovery.root : cwd
  const { sources, diagnostics } = readDocuments(root, cwd, files)
  if (diagnostics.length > 0) return refused(command, diagnostics)
  const found = await findTarget(
    context,
    sources.map(({ path, text }) => ({ path, sha256: sha256Hex(text) })),
    options,
  )
  if (!found.ok) return refused(command, found.diagnostics)
  const { target } = found
  const extra = options.words === undefined ? { diagnostics: [] } : await readWordsFile(root, cwd, options.words)
  if (extra.diagnostics.length > 0) return refused(command, extra.diagnostics)
  const { importDocuments } = await import('@refractor/core/import')
  const taken = target.kind === 'new-program' ? target.snapshot.programs.map((one) => one.id) : []
  const sample = target.kind === 'new-program' ? target.sample : undefined
  const first = resolve(cwd, files[0] as string)
  const imported = await withProgress(context, 'Reading documents', (onDocument) =>
    named(
      importDocuments(sources, {
        genre: options.genre,
        programId:
          target.kind === 'revision'
            ? target.program.id
            : (options.id ?? sample?.id ?? programIdFor(basename(first), basename(dirname(first)), basename(root), taken)),
        isNamed: target.kind === 'revision' || options.id !== undefined || sample !== undefined,
        words: 'words' in extra ? extra.words : undefined,
        declared: target.kind === 'revision' ? declaredBeside(target.program, sources, options.prune === true) : undefined,
        onDocument,
      }),
      options.name ?? (target.kind === 'revision' ? target.program.files.program?.record?.name : undefined),
    ),
  )
  const planned = await planFor(target, imported, sources, options.prune === true)
  const unreported = await writeImportReport(context, options.report, imported, sources)
  const problems = planned.defects.filter((one) => one.severity !== 'info')
  const count = (severity: string): number => problems.filter((one) => one.severity === severity).length
  return mutate(context, unreported.length > 0 ? { ok: false, diagnostics: [...planned.diagnostics, ...unreported] } : planned, {
    root: target.root,
    next: problems.length > 0 ? 'refractor validate' : 'refractor status',
    ...(target.kind === 'revision' && { ask: `Bring this revision into ${target.program.id}?` }),
    data: {
      program: imported.program.id,
      source: imported.sources[0],
      ...(imported.sources.length > 1 && { sources: imported.sources }),
      genre: imported.genre,
      counts: imported.counts,
      accounting: imported.accounting,
      defects: { errors: count('error'), warnings: count('warning') },
      proposed: planned.defects.filter((one) => one.code === 'plan/proposed-check').length,
      ...('merge' in planned && { merge: planned.merge }),
      files: planned.files,
    },
  })
}
