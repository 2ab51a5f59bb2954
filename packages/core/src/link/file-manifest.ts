import { nameOf } from './named-documents.ts'
import type { GateEntry, Program } from './program-types.ts'

/** A manifest has at least so many files. */
const fewest = 4

/** The path that a criterion of a manifest asks for; undefined when it asks for something else. */
function pathOf({ record: { check, statement } }: GateEntry['criteria'][number]): string | undefined {
  if (check === undefined || !('kind' in check) || check.kind !== 'artifact') return undefined
  const [path] = check.paths
  return check.paths.length === 1 && path !== undefined && statement.startsWith(path) ? path : undefined
}

/** The gates that list the files which are to be there at the end: each of their criteria is a path. */
export const manifestsOf = (program: Program): GateEntry[] =>
  [...program.gates.values()].filter(
    ({ stage, criteria }) => stage === 'quality' && criteria.length >= fewest && criteria.every((one) => pathOf(one) !== undefined),
  )

/** Whether manifests hold a file of this name; undefined when they do not list files of its kind or of its folder at all. */
export type InManifest = (path: string) => boolean | undefined

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase()
const topOf = (path: string): string => path.slice(0, path.indexOf('/') + 1)

/** Reads manifests. A folder stands for everything in it; a name without a folder may lie in any. */
export function inManifest(manifests: readonly GateEntry[]): InManifest {
  const paths = manifests.flatMap(({ criteria }) => criteria.flatMap((one) => pathOf(one) ?? []))
  const files = paths.filter((path) => !path.endsWith('/'))
  const folders = paths.filter((path) => path.endsWith('/'))
  const [names, extensions, tops] = [new Set(files.map(nameOf)), new Set(files.map(extensionOf)), new Set(paths.map(topOf))]
  return (path) => {
    if (!extensions.has(extensionOf(path)) || (path.includes('/') && !tops.has(topOf(path)))) return undefined
    return names.has(nameOf(path)) || folders.some((folder) => path.startsWith(folder))
  }
}

const file =
  /(?<![\p{L}\d_./*{}-])((?:[\p{L}\d_.-]{1,80}\/){0,12}[\p{L}\d_-]{1,80}(?:\.[\p{L}\d_-]{1,40}){0,3}\.(?:py|ipynb|ts|tsx|js|jsx|mjs|cjs|go|rs|java|kt|kts|swift|c|cc|cpp|h|hpp|cs|rb|php|ex|exs|scala|sql|sh|ya?ml|toml|json|proto|md))(?![\p{L}\d_/*{}-]|\.[\p{L}\d])/gu

/** Source files and documents that a text names. Patterns and placeholders name none. */
export const filesIn = (text: string): string[] => [...text.slice(0, 5_000).matchAll(file)].map(([, path]) => path as string)
