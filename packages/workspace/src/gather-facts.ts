import { type Diagnostic, type FactsNeeded, type FileFact, type InputsFact, inputsKey, isRepoPath, matcher } from '@refractor/core'
import { knownCommits } from './git.ts'
import { inputMatcher } from './input-matcher.ts'
import { parsedFact } from './parsed-fact.ts'
import { sha256Of, unreadableFile } from './read-file.ts'
import type { FactsContext, GatheredFacts } from './types.ts'
import { workTree } from './work-tree.ts'

/**
 * Answers everything that gates ask about the repository, in one go: every file is read once, and git is started at most
 * twice (the list of files, the commits) however much is asked. What cannot be answered is left out and said in `diagnostics`.
 */
export async function gatherFacts(root: string, needed: FactsNeeded, context: FactsContext): Promise<GatheredFacts> {
  const { tree = workTree(root) } = context
  const diagnostics: Diagnostic[] = []

  let list: { files: readonly string[] | undefined } | undefined
  const listed = (): readonly string[] | undefined => {
    if (list === undefined) {
      const answer = tree.files()
      if (!answer.ok) diagnostics.push(answer.diagnostic)
      list = { files: answer.ok ? answer.value : undefined }
    }
    return list.files
  }

  const reader = tree.facts(listed)
  const files = new Map<string, FileFact>()
  const globs = new Map<string, readonly string[]>()
  const ask = (path: string, withText: boolean): FileFact => {
    const fact = reader.fact(path, withText)
    files.set(path, fact)
    return fact
  }
  const texts = new Set([...needed.texts, ...(needed.parse ?? [])])
  tree.prefetch([...needed.files, ...texts])
  for (const path of new Set([...needed.files, ...texts])) if (!needed.globs.includes(path)) ask(path, texts.has(path))
  for (const pattern of new Set(needed.globs)) {
    const all = listed()
    if (all === undefined) continue
    const matches = matcher([pattern])
    // A file whose very name is the pattern (a bracket in it, say) is meant too; it never hides what the pattern matches.
    const candidates =
      isRepoPath(pattern) && tree.stat(pattern).state === 'file'
        ? [...new Set([...all.filter(matches), pattern])].sort()
        : all.filter(matches)
    tree.prefetch(candidates)
    globs.set(
      pattern,
      candidates.filter((path) => ask(path, texts.has(pattern)).state !== 'missing'),
    )
  }
  for (const path of (needed.parse ?? []).flatMap((one) => globs.get(one) ?? [one])) {
    const fact = files.get(path)
    if (fact !== undefined) files.set(path, await parsedFact(path, fact))
  }

  const inputs = new Map<string, InputsFact>()
  for (const patterns of needed.inputs) {
    const key = inputsKey(patterns)
    const all = listed()
    if (inputs.has(key) || all === undefined) continue
    const matches = inputMatcher(context.folders, patterns)
    const lines: string[] = []
    let complete = true
    const matched = all.filter(matches)
    tree.prefetch(matched)
    for (const [index, path] of matched.entries()) {
      context.onFile?.(index, matched.length)
      const answer = reader.inputLine(path)
      if (answer === undefined) continue
      if ('line' in answer) lines.push(answer.line)
      else {
        complete = false
        diagnostics.push(unreadableFile(path, 'unreadable', answer.problem))
      }
    }
    if (complete) inputs.set(key, { sha256: sha256Of(lines.join('')), files: lines.length })
  }

  let commits: ReadonlySet<string> | undefined
  if (context.commits !== undefined) {
    const answer = knownCommits(root, context.commits)
    // Not knowing a commit is a note and never decides anything, so neither does not being able to ask.
    if (answer.ok) commits = answer.value
  }
  return { head: tree.head(), knownCommits: commits, files, globs, inputs, diagnostics }
}
