import { join } from 'node:path'
import {
  type Diagnostic,
  diagnostic,
  type Loaded,
  nearest,
  optionalFiles,
  type ProgramFiles,
  type RecordOf,
  type SchemaName,
  type SplitName,
  splitFiles,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { isWithin } from './program-folders.ts'
import { limits, unreadableFile } from './read-file.ts'
import type { RecordCache } from './record-cache.ts'

/** The specification of one program as it was read. `complete` is false when something that exists could not be; `diagnostics` are those that no file holds. */
export interface SpecificationRead {
  readonly files: ProgramFiles
  readonly complete: boolean
  readonly diagnostics: readonly Diagnostic[]
}

type OptionalName = (typeof optionalFiles)[number]

const start = (file: string) => ({ file, line: 1, column: 1 })

function misnamed(folder: string, name: string, better: string): Diagnostic {
  const path = join(folder, name).replaceAll('\\', '/')
  return diagnostic('workspace/unknown-file', `${path} is not read: no file of a specification has this name`, {
    location: start(path),
    help: `if it is meant to be ${better}, rename it to ${folder}/${better}`,
    expected: [better],
  })
}

/** The known name that a wrong one was probably meant to be; only files that look like a part of the specification. */
function intended(name: string): string | undefined {
  if (name === 'phases') return undefined
  const stem = name.replace(/\.ya?ml$/i, '')
  if (stem === name) return name.includes('.') ? undefined : nearest(name, ['phases'])[0]
  // Properties stand beside the requirements that they are about, not in a file of their own.
  if (/^propert(?:y|ies)$/i.test(stem)) return 'requirements/properties.yaml'
  const [closest] = nearest(stem, ['program', ...optionalFiles])
  return closest === undefined || name === `${closest}.yaml` ? undefined : `${closest}.yaml`
}

/** Reads `program.yaml`, the optional files and `phases/*.yaml` of one specification folder. `skip` are folders of other programs. */
export async function readProgramFiles(
  tree: Pick<FileTree, 'names' | 'readText'>,
  cache: Pick<RecordCache, 'record'>,
  folder: string,
  skip: readonly string[],
): Promise<SpecificationRead> {
  const diagnostics: Diagnostic[] = []
  let complete = true

  const load = async <N extends SchemaName>(name: N, path: string): Promise<Loaded<RecordOf<N>> | undefined> => {
    const read = tree.readText(path, limits.specification)
    if (read.ok) return cache.record(name, read)
    if (read.kind === 'missing') return undefined
    complete = false
    // It stays in the list, so that references into it are not said to lead nowhere.
    return { source: { path, text: '' }, record: undefined, positions: {}, diagnostics: [unreadableFile(path, read.kind, read.problem)] }
  }
  const list = (place: string): readonly string[] => {
    const { names, problem } = tree.names(place)
    if (problem !== undefined) {
      diagnostics.push(unreadableFile(place, 'unreadable', problem))
      complete = false
    }
    return names.filter((name) => !skip.some((other) => isWithin(other, `${place}/${name}`)))
  }

  const names = list(folder)
  for (const name of names) {
    const better = intended(name)
    if (better !== undefined) diagnostics.push(misnamed(folder, name, better))
  }
  // What the folder does not list is still tried under its exact name: a listing may spell it in other case.
  const program = await load('program', `${folder}/program.yaml`)
  const optional: { -readonly [N in OptionalName]?: Loaded<RecordOf<N>> } = {}
  const loadOptional = async <N extends OptionalName>(name: N): Promise<void> => {
    const loaded = await load(name, `${folder}/${name}.yaml`)
    if (loaded !== undefined) (optional as Record<string, unknown>)[name] = loaded
  }
  for (const name of optionalFiles) await loadOptional(name)

  /** Every YAML file of a folder of the specification. */
  const loadAll = async <N extends SchemaName>(name: N, place: string): Promise<Loaded<RecordOf<N>>[]> => {
    const found: Loaded<RecordOf<N>>[] = []
    for (const file of list(place)) {
      if (/\.yaml$/.test(file)) {
        const loaded = await load(name, `${place}/${file}`)
        if (loaded !== undefined) found.push(loaded)
      } else if (/\.ya?ml$/i.test(file)) diagnostics.push(misnamed(place, file, file.replace(/\.ya?ml$/i, '.yaml')))
    }
    return found
  }
  const phases = await loadAll('phase', `${folder}/phases`)
  const parts: { -readonly [N in SplitName]?: Loaded<RecordOf<N>>[] } = {}
  for (const name of splitFiles) {
    if (names.includes(name)) (parts as Record<string, unknown>)[name] = await loadAll(name, `${folder}/${name}`)
  }
  return { files: { program, phases, ...optional, ...(Object.keys(parts).length > 0 && { parts }) }, complete, diagnostics }
}
