import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { keepsEditorsOut } from '../gates/approvals/exclusions.ts'
import type { Facts, FactsNeeded, FileFact } from '../gates/case.ts'
import { askEditor, askPatterns, askTrace, factsNeeded, nothingAsked } from '../gates/facts-asked.ts'
import { resolvePatterns } from '../gates/resolve-paths.ts'
import { isGlob } from '../link/path-pattern.ts'
import type { Program } from '../link/program-types.ts'
import { citesDocuments } from '../trace/meaning.ts'
import { type ApprovalTarget, approvalTarget, policyTarget } from './approval-target.ts'

/** The patterns of what is approved: those of the request, else those of the approval checks of the target. */
export function subjectPatterns(target: ApprovalTarget, requested: readonly string[] | undefined): string[] {
  return [...new Set(requested ?? target.checks.flatMap((check) => check.subjects ?? []))]
}

/** What has to be known of the repository before something can be approved. An unknown id needs nothing. */
export function approvalFactsNeeded(
  program: Program,
  id: string,
  request: { readonly subjects?: readonly string[]; readonly judge?: string },
): FactsNeeded {
  const target = request.judge === undefined ? approvalTarget(program, id) : policyTarget(program, request.judge)
  const asked = nothingAsked()
  const patterns = target ? subjectPatterns(target, request.subjects) : []
  askPatterns(asked, patterns, 'digests')
  // Only for a warning, so files that are named are enough.
  if (keepsEditorsOut(program)) for (const path of patterns) if (!isGlob(path) && !/^!|\/$/.test(path)) askEditor(asked, path)
  if (citesDocuments(program)) askTrace(asked, ['documents'])
  return factsNeeded(asked)
}

export interface Subjects {
  /** The files, in order of path; a directory stands for the files in it. */
  readonly subjects: readonly { readonly path: string; readonly sha256: string }[]
  /** Subjects that do not exist or cannot be read; nobody can approve those. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The files that patterns stand for, with their digests. */
export function expandSubjects(patterns: readonly string[], facts: Facts, location: Location): Subjects {
  const found = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  for (const { pattern, paths = [] } of resolvePatterns(patterns, facts, true)) {
    for (const path of paths.length > 0 ? paths : [pattern]) {
      const fact = facts.files.get(path)
      if (fact?.state === 'file' && fact.sha256 !== undefined) found.set(path, fact.sha256)
      else diagnostics.push(withoutDigest(path, paths.length > 0 ? fact : undefined, location))
    }
  }
  const subjects = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sha256]) => ({ path, sha256 }))
  return { subjects, diagnostics }
}

function withoutDigest(path: string, fact: FileFact | undefined, location: Location): Diagnostic {
  if (fact === undefined || fact.state === 'missing') {
    const help = `write ${path} first, or name other subjects with --subject`
    return diagnostic('evidence/missing-artifact', `${path} is to be approved and does not exist`, { location, help })
  }
  const isDirectory = fact.state === 'directory'
  const help = isDirectory ? `name the directory with a slash at its end: ${path}/` : 'make the file readable'
  const problem = isDirectory ? 'it is a directory' : (fact.problem ?? 'it cannot be read')
  return diagnostic('workspace/unreadable', `${path} is to be approved and has no digest: ${problem}`, { location, help })
}
