import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Diagnostic, diagnostic, nearest, type SourceFile } from '@refractor/core'
import { documentsIn, foldersWithDocuments } from './document-folders.ts'
import { errorCode, fileProblem } from './find-path.ts'
import { decodeText } from './read-file.ts'

/** Largest document that is read, in bytes, and the most that are read together. */
export const documentLimits = { bytes: 20 << 20, documents: 2000 } as const

/** Documents as text, with paths as the workspace knows them; or what is wrong with each of them. */
export interface DocumentsRead {
  readonly sources: readonly SourceFile[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Reading {
  readonly root: string
  readonly sources: SourceFile[]
  readonly diagnostics: Diagnostic[]
  /** Real paths that were read. */
  readonly seen: Set<string>
  readonly names: Set<string>
}

const isInside = (root: string, path: string): boolean => {
  const inside = relative(root, path)
  return inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function missing(given: string, path: string): Diagnostic {
  const near = nearest(basename(path), namesIn(dirname(path))).map((name) => given.slice(0, given.length - basename(given).length) + name)
  const help = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'name a Markdown file, or a folder of them'
  return diagnostic('cli/usage', `${given} does not exist`, { help, expected: near })
}

/** The path that the workspace knows a document by; one from elsewhere has only its name, for the rest says nothing to anybody else. */
function pathOf({ root, names }: Reading, path: string): string {
  if (isInside(root, path)) return relative(root, path).split(sep).join('/')
  for (let parts = 1; ; parts++) {
    const name = path.split(sep).filter(Boolean).slice(-parts).join('/')
    if (!names.has(name) || parts > 20) return name
  }
}

/** The text of one file, or what is wrong with it. */
function textOf(given: string, real: string, stats: Stats): string | Diagnostic {
  const refuse = (code: 'import/too-large' | 'import/not-text' | 'workspace/unreadable', problem: string, help: string): Diagnostic =>
    diagnostic(code, `cannot read ${given}: ${problem}`, { help })
  if (!stats.isFile())
    return refuse('workspace/unreadable', 'it is neither a file nor a directory', 'name a Markdown file, or a folder of them')
  if (stats.size > documentLimits.bytes)
    return refuse('import/too-large', `it is larger than ${documentLimits.bytes >> 20} MiB`, 'split the plan into several documents')
  let bytes: Buffer
  try {
    bytes = readFileSync(real)
  } catch (error) {
    return refuse('workspace/unreadable', fileProblem(error), 'make it a file that you may read')
  }
  const text = decodeText(bytes)
  return text === undefined || text.includes('\0') ? refuse('import/not-text', 'it is not UTF-8 text', 'save the document as UTF-8') : text
}

/** A folder without documents; those below it that have some are named instead. */
function empty(given: string, folder: string): Diagnostic {
  const inside = foldersWithDocuments(folder).map((name) => `${given.replace(/[/\\]+$/, '')}/${name}`)
  const help = inside.length > 0 ? `name a folder below it: ${inside.join(', ')}` : 'name a Markdown file, or a folder of them'
  return diagnostic('cli/usage', `${given} holds no plan`, { help, expected: inside })
}

function read(reading: Reading, given: string, path: string, isListed: boolean): void {
  const { root, sources, diagnostics, seen, names } = reading
  let real: string
  let stats: Stats
  try {
    lstatSync(path)
    real = realpathSync.native(path)
    stats = statSync(real)
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
    diagnostics.push(
      isMissing
        ? missing(given, path)
        : diagnostic('workspace/unreadable', `cannot read ${given}: ${fileProblem(error)}`, { help: 'make it a file that you may read' }),
    )
    return
  }
  // A link in the repository that leads out of it could smuggle in what nobody named.
  if (isInside(root, path) && !isInside(root, real)) {
    diagnostics.push(
      diagnostic('workspace/unsafe-path', `${given} is a symbolic link that leads out of the workspace`, {
        help: 'name the file that it leads to',
      }),
    )
    return
  }
  if (seen.has(real)) return
  seen.add(real)
  if (!stats.isDirectory() || isListed) {
    const text = textOf(given, real, stats)
    if (typeof text !== 'string') {
      diagnostics.push(text)
      return
    }
    const name = pathOf(reading, isInside(root, real) ? real : path)
    names.add(name)
    sources.push({ path: name, text })
    return
  }
  const inside = documentsIn(real)
  if (inside.length === 0) diagnostics.push(empty(given, real))
  for (const name of inside) read(reading, `${given.replace(/[/\\]+$/, '')}/${name}`, join(path, name), true)
}

/**
 * Reads the documents that a person names, relative to `from`: files, or folders, of which the documents are taken. Paths are those
 * of the workspace at `root`; a document from elsewhere is known by its name. Nothing is written.
 */
export function readDocuments(root: string, from: string, given: readonly string[]): DocumentsRead {
  const reading: Reading = { root: realpathSync.native(root), sources: [], diagnostics: [], seen: new Set(), names: new Set() }
  const start = realpathSync.native(from)
  for (const path of given) read(reading, path, resolve(start, path), false)
  if (reading.sources.length > documentLimits.documents) {
    const message = `${reading.sources.length} documents are more than one program can be made of; at most ${documentLimits.documents} are read`
    reading.diagnostics.push(diagnostic('import/too-large', message, { help: 'name the documents of one plan' }))
  }
  return { sources: reading.sources, diagnostics: reading.diagnostics }
}
