import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import { sha256Hex } from '../../load/digest.ts'
import { editYaml } from '../../load/edit-document.ts'
import { isMapping } from '../../load/parsed.ts'
import type { SourceFile } from '../../load/source.ts'
import { maxYamlBytes, parseYaml } from '../../load/yaml.ts'
import type { Planned, Step } from '../../plan/plan.ts'
import { type Schemas, withSchema, workspaceSteps, yamlStep } from '../../plan/workspace-files.ts'
import type { ImportedProgram } from '../imported.ts'
import { namesOf } from '../lead.ts'
import { baselinePath, baselineText, newBaseline } from '../merge/baseline.ts'
import { checklistDigest } from '../merge/checklists.ts'
import { madeIds } from '../merge/made-ids.ts'
import { unitsOf } from '../merge/units.ts'
import { checkFiles } from './check-files.ts'
import { checklistFile, fileNameOf } from './files.ts'
import { type WrittenProgram, writeRecords } from './records.ts'

export interface ImportPlanOptions {
  readonly folders: ProgramFolders
  /** JSON Schemas, for editors. */
  readonly schemas: Schemas
  /** The documents that are imported. */
  readonly documents: readonly SourceFile[]
  /** Texts of files that a new workspace would add to or leave alone, and of checklists that are there, by path. */
  readonly existing?: Readonly<Record<string, string>>
  /** The workspace that the program is added to; without it a new one is made. */
  readonly workspace?: {
    /** refractor.yaml. */
    readonly source: SourceFile
    /** Id of the program that has the folders to itself so far; with it, refractor.yaml gets a list of programs. */
    readonly onlyProgram?: string | undefined
    /** Whether the imported program has to be listed in refractor.yaml. */
    readonly isListed: boolean
  }
}

/** A plan, what `validate` will say of what it writes, and the paths that the program is written to. */
export type PlannedImport = Planned & { readonly defects: readonly Diagnostic[]; readonly files: readonly string[] }

/** refractor.yaml with one more program. The one that was alone stays the default one, for its folders do not move. */
function listProgram(source: SourceFile, id: string, onlyProgram: string | undefined): string | undefined {
  const { value } = parseYaml(source)
  if (!isMapping(value)) return undefined
  const listed = Array.isArray(value['programs']) ? (value['programs'] as readonly unknown[]) : undefined
  if (listed === undefined) {
    const programs = [...(onlyProgram === undefined ? [] : [{ id: onlyProgram, default: true }]), { id }]
    return editYaml(source, [{ type: 'set', path: ['programs'], value: programs }])
  }
  const first = listed[0]
  const isAlone = listed.length === 1 && isMapping(first) && !('default' in first)
  return editYaml(source, [
    ...(isAlone ? [{ type: 'set', path: ['programs', 0, 'default'], value: true } as const] : []),
    { type: 'insert', path: ['programs', listed.length], entries: [{ value: { id } }] },
  ])
}

/** Files that are larger than what is read back. */
function tooLarge(written: WrittenProgram): Diagnostic[] {
  return written.files.flatMap(({ path, text }) => {
    const bytes = new TextEncoder().encode(text).length
    if (bytes <= maxYamlBytes) return []
    return [
      diagnostic('import/too-large', `${path} would have ${bytes} bytes; at most ${maxYamlBytes} are read`, {
        help: 'split the plan into several documents, and import each as a program of its own (--id)',
      }),
    ]
  })
}

/** A text without a phase, task, gate or anything else of a plan is kept as notes, but it is more likely the wrong file. */
function nothingFound(imported: ImportedProgram): Diagnostic[] {
  const { program, phases, tasks, risks, requirements, properties, components, playbooks, gates, metrics, decisions, actions, checklists } =
    imported
  const lists = [
    phases,
    tasks,
    risks,
    requirements,
    properties,
    components,
    playbooks,
    gates,
    metrics,
    decisions,
    actions,
    checklists,
    program.roles ?? [],
  ]
  if (lists.some((list) => list.length > 0)) return []
  const [first] = imported.sources
  return [
    diagnostic(
      'import/nothing-found',
      `nothing in ${imported.sources.map((one) => one.file).join(', ')} is a phase, a task, a gate or a risk`,
      {
        location: first && { file: first.file, line: 1, column: 1 },
        help: 'is it the right document? --words FILE says what the words of your plan stand for, --genre what shape it has',
      },
    ),
  ]
}

/**
 * The plan that makes a program of what was imported: its YAML files, its checklists in the inbox, and around them a workspace where
 * there is none. Only new files, and lines added to refractor.yaml, .gitignore and .gitattributes: nothing is overwritten.
 */
export function planImport(imported: ImportedProgram, options: ImportPlanOptions): PlannedImport {
  const { folders, schemas, existing = {}, workspace } = options
  const written = writeRecords(imported, folders)
  const diagnostics = [...imported.diagnostics, ...written.diagnostics, ...nothingFound(imported), ...tooLarge(written)]
  const refuse = (): PlannedImport => ({ ok: false, diagnostics, defects: [], files: [] })
  if (diagnostics.some((one) => one.severity === 'error')) return refuse()
  const steps: Step[] = []
  const surroundings = workspace === undefined ? workspaceSteps(schemas, existing) : { first: [], last: [] }
  steps.push(...surroundings.first)
  if (workspace?.isListed) {
    const { source, onlyProgram } = workspace
    const text = listProgram(source, imported.program.id, onlyProgram)
    if (text === undefined) {
      diagnostics.push(
        diagnostic('workspace/unwritable', `${source.path} cannot be changed: a program cannot be added to its list`, {
          location: { file: source.path, line: 1, column: 1 },
          help: `add "- id: ${JSON.stringify(imported.program.id)}" below programs: by hand, and import again`,
        }),
      )
      return refuse()
    }
    steps.push({ type: 'edit', path: source.path, before: sha256Hex(source.text), text, why: 'lists the new program' })
  }
  const texts = written.files.map(({ path, schema, text }) => ({ path, text: withSchema(path, schema, text, schemas) }))
  for (const { path, schema, text, why } of written.files) steps.push(yamlStep(path, schema, text, why, schemas))
  const digests = new Map<string, string>()
  const taken = new Set(Object.keys(existing).map((path) => path.toLowerCase()))
  for (const checklist of written.checklists) {
    const { path, text } = checklistFile(checklist, folders, taken)
    digests.set(path, checklistDigest(text))
    steps.push({ type: 'create', path, text, why: checklist.phase === '' ? 'a checklist' : `a checklist of ${checklist.phase}` })
  }
  const baseline = newBaseline(unitsOf(written.files), imported.writesIds ? () => false : madeIds(options.documents), digests)
  const path = baselinePath(folders.specification, fileNameOf(imported.program.id))
  steps.push({ type: 'create', path, text: baselineText(baseline), why: 'what the plan said, for the next import' })
  steps.push(...surroundings.last)
  const files = steps.flatMap((step) => (step.type === 'create' && !step.path.startsWith('.refractor/') ? [step.path] : []))
  const title = `import ${namesOf(imported.sources)} as ${imported.program.id}`
  const event = { type: 'program.imported', program: imported.program.id, details: { source: namesOf(imported.sources) } }
  return { ok: true, plan: { title, steps, event }, diagnostics, defects: checkFiles(texts, folders).diagnostics, files }
}
