import {
  type BoxReference,
  boxReferences,
  type Case,
  type CodeTag,
  commitRules,
  type Diagnostic,
  diagnostic,
  idsElsewhere,
  matcher,
  namingCommits,
  type Program,
  recordReferences,
  type SourceDocument,
  sortDiagnostics,
  type TagIds,
  type TraceSources,
  tagFinder,
  taggedResults,
  traceIds,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { lfsPointer } from './lfs-pointer.ts'
import { namingLog } from './naming-log.ts'
import { isWithin } from './program-folders.ts'
import { readCase } from './read-case.ts'
import { limits } from './read-file.ts'
import type { Snapshot } from './types.ts'
import { workTree } from './work-tree.ts'

/** What of `TraceSources` is wanted. */
export type WantedSources = readonly (keyof TraceSources)[]

/** What speaks of the records of a program from outside of it, and what of it could not be read. */
export interface TraceSourcesRead {
  readonly sources: TraceSources
  readonly diagnostics: readonly Diagnostic[]
}

/** What is known already. */
export interface TraceSourcesContext {
  readonly program: Program
  /** Evidence, approvals and checklists of it. */
  readonly records: Case
  /** All programs of the workspace: what names one of the others is no fault of this one. */
  readonly programs?: readonly Program[] | undefined
}

interface Reading extends TraceSourcesContext {
  readonly root: string
  readonly tree: FileTree
  readonly ids: TagIds
  readonly diagnostics: Diagnostic[]
}

const at = (file: string) => ({ file, line: 1, column: 1 })

/**
 * Tags of all files that the program names; undefined where nobody knows which files there are. The bytes are searched for the word before
 * anything is made of them.
 */
function readTags({ program, tree, ids, diagnostics }: Reading): CodeTag[] | undefined {
  const wanted = program.file.record.trace?.tags ?? []
  if (wanted.length === 0) return []
  const listed = tree.files()
  if (!listed.ok) {
    diagnostics.push(listed.diagnostic)
    return undefined
  }
  const all = listed.value.filter((path) => !isWithin('.refractor', path))
  const rules = wanted.map(({ paths, word = 'refractor', as }) => ({
    matches: matcher(paths),
    bytes: Buffer.from(word),
    find: tagFinder(word, ids),
    as,
  }))
  const paths = all.filter((path) => rules.some((rule) => rule.matches(path)))
  tree.prefetch(paths)
  const tags = new Map<string, CodeTag>()
  for (const path of paths) {
    // A link is no file of its own, what it leads to is searched at its own place; a submodule is another repository.
    const entry = tree.stat(path)
    if (entry.state !== 'file' || entry.link) continue
    const read = tree.readText(path, limits.text)
    if (!read.ok) {
      // What is binary, or gone by now, has no tags; what is too large, or may not be read, could have some.
      if (read.kind === 'too-large' || read.kind === 'unreadable')
        diagnostics.push(
          diagnostic('trace/unread-file', `no tags were looked for in ${path}: ${read.problem}`, {
            location: at(path),
            help: 'take it out of trace.tags in program.yaml, or make it a file that can be read',
          }),
        )
      continue
    }
    for (const { matches, bytes, find, as } of rules) {
      if (!matches(path) || !read.bytes.includes(bytes)) continue
      for (const tag of find(path, read.source.text, as)) tags.set(`${path}:${tag.line}:${tag.column}`, tag)
    }
  }
  return [...tags.values()]
}

/** The documents that the plan cites. What is no text stands for itself as a whole: its digest is its text. */
function readCited({ program, tree }: Reading): SourceDocument[] {
  const sources = Object.entries(program.file.record.sources ?? {}).flatMap(([alias, source]) => {
    const path = typeof source === 'string' ? source : source.path
    return path === undefined ? [] : { alias, path }
  })
  tree.prefetch(sources.map(({ path }) => path))
  const facts = tree.facts(() => undefined)
  return sources.flatMap(({ alias, path }): SourceDocument[] => {
    const read = tree.readText(path, limits.text)
    if (read.ok) {
      const pointer = lfsPointer(read.bytes)
      return [{ alias, path, ...(pointer ? { text: pointer.sha256, isDigest: true } : { text: read.source.text }) }]
    }
    if (read.kind === 'missing' || read.kind === 'unreadable') return []
    const sha256 = read.sha256 ?? facts.fact(path).sha256
    return sha256 === undefined ? [] : [{ alias, path, text: sha256, isDigest: true }]
  })
}

function readCommits({ root, tree, program, ids, diagnostics }: Reading): TraceSources['commits'] | undefined {
  const head = program.file.record.trace?.commits === false ? undefined : tree.head()
  if (head === undefined) return []
  const log = namingLog(root, head)
  if (!log.ok) {
    diagnostics.push(
      diagnostic('git/unavailable', `git does not tell the messages of the commits: ${log.problem}`, {
        help: 'run git status; trace: { commits: false } in program.yaml leaves them out',
      }),
    )
    return undefined
  }
  return namingCommits(log.commits, ids, commitRules([program]).trailers)
}

function readBoxes({ records, ids }: Reading): BoxReference[] {
  const inbox = records.inbox.flatMap(({ checklist }) => boxReferences(checklist, ids))
  const outbox = records.outbox.flatMap(({ checklist }) => boxReferences(checklist, ids))
  // What was archived is history: an id that is gone since is no mistake of it.
  return [...inbox, ...outbox.filter(({ relation, ids: named }) => relation !== 'mirrors' || named.every((id) => ids.has(id)))]
}

/** What checklists of base say, where head has them in other words or not at all. */
function readFormer({ records, ids }: Reading): Pick<TraceSources, 'formerBoxes'> {
  const { former = [] } = records
  return former.length === 0 ? {} : { formerBoxes: former.flatMap(({ checklist }) => boxReferences(checklist, ids)) }
}

/** Gathers what is wanted, on disk or in a revision: each file is read once, and git is started at most twice. Writes nothing. */
export function gatherTraceSources(
  root: string,
  context: TraceSourcesContext,
  wanted: WantedSources,
  tree: FileTree = workTree(root),
): TraceSourcesRead {
  const { program, records, programs = [] } = context
  const diagnostics: Diagnostic[] = []
  const reading: Reading = { ...context, root, tree, ids: traceIds(program), diagnostics }
  const wants = (source: keyof TraceSources): boolean => wanted.includes(source)
  // What nobody could read is left out, so that a gate does not take it for nothing.
  const tags = wants('tags') ? readTags(reading) : undefined
  const commits = wants('commits') ? readCommits(reading) : undefined
  const sources: TraceSources = {
    ...(tags && { tags }),
    ...(wants('boxes') && { boxes: readBoxes(reading), ...readFormer(reading) }),
    ...(commits && { commits }),
    ...(wants('results') && { results: taggedResults(program, records.evidence) }),
    ...(wants('records') && { records: recordReferences(program, records.evidence, records.approvals) }),
    ...(wants('documents') && { documents: readCited(reading) }),
    ...(programs.length > 1 && { elsewhere: idsElsewhere(program, programs) }),
  }
  return { sources, diagnostics: sortDiagnostics(diagnostics) }
}

/** Everything there is, for a report on the whole program. */
export const allTraceSources: WantedSources = ['tags', 'boxes', 'commits', 'results', 'records', 'documents']

/**
 * Reads what speaks of the records of a program from outside of its files: tags in code, checklists, commits, test results, evidence and
 * approvals, cited documents. With `tree` it is that of a revision. What the case holds is read unless it is given.
 */
export async function readTraceSources(
  snapshot: Snapshot,
  program: Program,
  wanted: WantedSources = allTraceSources,
  options: { readonly tree?: FileTree | undefined; readonly case?: Case | undefined } = {},
): Promise<TraceSourcesRead> {
  const { tree } = options
  const needsCase = wanted.some((one) => one === 'boxes' || one === 'results' || one === 'records')
  const nothing: Case = { evidence: [], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [] }
  const records = options.case ?? (needsCase ? (await readCase(snapshot, program, tree && { tree })).case : nothing)
  const programs = snapshot.programs.flatMap((one) => one.program ?? [])
  return gatherTraceSources(snapshot.root, { program, records, programs }, wanted, tree)
}
