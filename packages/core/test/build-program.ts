import type { Location } from '../src/diagnostics/diagnostic.ts'
import { type LinkInput, linkProgram } from '../src/link/link-program.ts'
import type { LinkResult, Program, ProgramFolders } from '../src/link/program-types.ts'
import type { Loaded } from '../src/load/loaded.ts'
import { optionalFiles, type ProgramFiles } from '../src/load/program-files.ts'
import { loadRecord } from '../src/load/record.ts'
import { locationOf } from '../src/load/source.ts'
import type { RecordOf, SchemaName } from '../src/schema/registry.ts'

export const folders: ProgramFolders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

const minimalProgram = 'format: 1\nid: demo\nname: Demo\n'

/** Loads the files of one program from their texts; a program file is made up when there is none. */
export function loadFiles(texts: Readonly<Record<string, string>>): ProgramFiles {
  const load = <N extends SchemaName>(name: N, path: string): Loaded<RecordOf<N>> =>
    loadRecord(name, { path, text: texts[path] ?? minimalProgram })
  const paths = Object.keys(texts)
  const known = new Set(['specification/program.yaml', ...optionalFiles.map((name) => `specification/${name}.yaml`)])
  const stray = paths.filter((path) => !known.has(path) && !path.startsWith('specification/phases/'))
  if (stray.length > 0) throw new Error(`not a file of a program: ${stray.join(', ')}`)
  return {
    program: load('program', 'specification/program.yaml'),
    phases: paths.filter((path) => path.startsWith('specification/phases/')).map((path) => load('phase', path)),
    ...Object.fromEntries(
      optionalFiles.flatMap((name) =>
        texts[`specification/${name}.yaml`] === undefined ? [] : [[name, load(name, `specification/${name}.yaml`)]],
      ),
    ),
  }
}

/** Loads and links `{ 'specification/phases/P0.yaml': '<yaml>', … }`. */
export function linkTexts(texts: Readonly<Record<string, string>>, input: Partial<LinkInput> = {}): LinkResult {
  return linkProgram({ folders, isDefault: true, files: loadFiles(texts), ...input })
}

/** The same for a program that has to be free of errors. Throws with the findings otherwise. */
export function buildProgram(texts: Readonly<Record<string, string>>, input: Partial<LinkInput> = {}): Program {
  const { program, diagnostics } = linkTexts(texts, input)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (program === undefined || errors.length > 0) {
    throw new Error(
      `the program has errors:\n${errors.map(({ code, message, location }) => `${location?.file}:${location?.line} ${code} ${message}`).join('\n')}`,
    )
  }
  return program
}

/** A place as a short text, "phases/P0:4:9": without the specification folder and the extension. */
export function place(location: Location | undefined): string {
  return `${location?.file.replace(/^specification\/|\.yaml$/g, '')}:${location?.line}:${location?.column}`
}

/** Findings as short lines, "code place". */
export function lines(diagnostics: LinkResult['diagnostics']): string[] {
  return diagnostics.map(({ code, location }) => `${code} ${place(location)}`)
}

/** Takes the marks § out of the texts and tells the places in front of which they stood, in order of path. */
export function marked<T extends Readonly<Record<string, string>>>(texts: T): { readonly texts: T; readonly places: readonly string[] } {
  const places: string[] = []
  const plain: [string, string][] = []
  for (const [path, text] of Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first = '', ...rest] = text.split('§')
    let clean = first
    for (const part of rest) {
      places.push(place(locationOf({ path, text: `${clean} ` }, clean.length)))
      clean += part
    }
    plain.push([path, clean])
  }
  return { texts: Object.fromEntries(plain) as T, places }
}
