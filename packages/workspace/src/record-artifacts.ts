import { closeSync, openSync, readSync } from 'node:fs'
import { type Diagnostic, diagnostic, isGlob, matcher, type SourceFile } from '@refractor/core'
import type { Artifact, EvidenceContext } from './evidence-types.ts'
import { type FindPath, fileProblem, pathFinder } from './find-path.ts'
import { gatherFacts } from './gather-facts.ts'
import { listFiles } from './git.ts'
import { objectFormat } from './git-head.ts'
import { hashFile, readText } from './read-file.ts'
import { unsafePath, workspacePath } from './workspace-path.ts'

/** Longest text that is looked through for secrets, and largest report that is read: 16 MiB. */
export const textLimit = 16 << 20

export interface ArtifactsRead {
  readonly artifacts: readonly Artifact[]
  /** Their text where they are text. */
  readonly texts: readonly SourceFile[]
  readonly diagnostics: readonly Diagnostic[]
}

const missing = (path: string, why: string): Diagnostic =>
  diagnostic('evidence/missing-artifact', `${path} ${why}`, { help: 'give a file or folder that exists, or a pattern that matches' })

/** True when the file starts like a binary one: there is a NUL, as git looks for it. */
function isBinary(absolute: string): boolean {
  const start = Buffer.alloc(8000)
  const file = openSync(absolute, 'r')
  try {
    return start.subarray(0, readSync(file, start, 0, start.length, 0)).includes(0)
  } finally {
    closeSync(file)
  }
}

/** The text of a file for the scan; binary files have none, text that is too long is said to be left out. */
function textOf(find: FindPath, path: string): { text?: SourceFile; diagnostic?: Diagnostic } {
  const read = readText(find, path, textLimit)
  if (read.ok) return { text: read.source }
  const found = find(path)
  if (read.kind !== 'too-large' || found.state !== 'file' || isBinary(found.absolute)) return {}
  return {
    diagnostic: diagnostic('evidence/secret', `${path} is too long to be looked through for secrets`, {
      severity: 'warning',
      help: 'make sure that it holds none: evidence is committed',
    }),
  }
}

/** Artifacts with the digests that the gate will compute again; directories by their git tree. */
export async function readArtifacts(context: EvidenceContext, given: readonly string[]): Promise<ArtifactsRead> {
  const { root } = context
  const diagnostics: Diagnostic[] = []
  const patterns: string[] = []
  for (const one of new Set(given)) {
    const path = workspacePath(root, one)
    if (path === undefined) diagnostics.push(unsafePath(one))
    else patterns.push(path)
  }
  const wanted = patterns.filter((path) => !path.startsWith('!'))
  if (wanted.length === 0) return { artifacts: [], texts: [], diagnostics }
  const facts = await gatherFacts(
    root,
    { files: wanted, texts: [], globs: wanted.filter(isGlob), inputs: [] },
    { folders: context.folders },
  )
  diagnostics.push(...facts.diagnostics)
  const excluded = matcher(patterns.filter((path) => path.startsWith('!')).map((path) => path.slice(1)))
  const find = pathFinder(root)
  const format = objectFormat(root)
  const listed = listFiles(root)
  const known = new Set(listed.ok ? listed.value : [])
  const artifacts = new Map<string, Artifact>()
  const texts: SourceFile[] = []
  const addText = (path: string): void => {
    const { text, diagnostic: problem } = textOf(find, path)
    if (text) texts.push(text)
    if (problem) diagnostics.push(problem)
  }

  // A path that exists is meant as it stands, even with a star in its name.
  const matchesOf = (one: string): readonly string[] | undefined =>
    (facts.files.get(one)?.state ?? 'missing') === 'missing' && isGlob(one) && !one.endsWith('/') ? (facts.globs.get(one) ?? []) : undefined
  for (const pattern of wanted) if (matchesOf(pattern)?.length === 0) diagnostics.push(missing(pattern, 'matches no file'))
  for (const path of wanted.flatMap((one) => matchesOf(one) ?? [one])) {
    const fact = facts.files.get(path)
    const name = fact?.state === 'directory' ? `${path.replace(/\/$/, '')}/` : path
    if (excluded(path) || artifacts.has(name)) continue
    if (fact?.state === 'unreadable')
      diagnostics.push(
        diagnostic('workspace/unreadable', `cannot read ${path}: ${fact.problem ?? 'it cannot be read'}`, {
          help: 'give a regular file or folder inside the workspace',
        }),
      )
    else if (fact?.state === 'directory') {
      if (!fact.entries || fact.gitTree === undefined) diagnostics.push(missing(name, 'holds no file that git would keep'))
      else {
        artifacts.set(name, { path: name, gitTree: fact.gitTree })
        for (const file of known) if (file.startsWith(name)) addText(file)
      }
    } else if (fact?.sha256 !== undefined && fact.size !== undefined) {
      const found = find(path)
      try {
        const gitBlob = found.state === 'file' ? hashFile(found.absolute, format, `blob ${found.stats.size}\0`) : undefined
        artifacts.set(path, { path, sha256: fact.sha256, ...(gitBlob && { gitBlob }), size: fact.size })
      } catch (error) {
        diagnostics.push(
          diagnostic('workspace/unreadable', `cannot read ${path}: ${fileProblem(error)}`, { help: 'give a file that you may read' }),
        )
      }
      if (listed.ok && !known.has(path))
        diagnostics.push(
          diagnostic('evidence/dirty', `git ignores ${path}, so nobody else will find it`, {
            help: 'keep it in a folder that git does not ignore',
          }),
        )
      addText(path)
    } else diagnostics.push(missing(path, 'does not exist'))
  }
  return { artifacts: [...artifacts.values()].sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1)), texts, diagnostics }
}
