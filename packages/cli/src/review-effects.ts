import {
  type ClosedReview,
  type Diagnostic,
  diagnostic,
  idToFileName,
  type Plan,
  type Program,
  type ReviewRecord,
  reviewCommitMessage,
  reviewPath,
  reviewTagMessage,
  sha256Hex,
} from '@refractor/core'
import {
  cannotCommit,
  cannotTag,
  commitFiles,
  dirtyPaths,
  lastCommitOf,
  type ReviewWritten,
  reviewWritten,
  tagCommit,
  workTree,
} from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import type { ReviewOptions } from './review-options.ts'

/** What git was told of a review. */
export interface GitEffects {
  /** The commit of the review; `made` is false when it was there already. */
  readonly commit?: { readonly id: string; readonly made: boolean }
  readonly tag?: { readonly name: string; readonly made: boolean }
}

/** The name of the tag of a phase, unless --tag names another. */
const tagName = (program: Program, phase: string, tag: string | true): string =>
  tag === true ? `${idToFileName(program.id)}/${idToFileName(phase)}` : tag

type Wanted = Pick<ReviewOptions, 'commit' | 'tag'>

const wantsGit = ({ commit, tag }: Wanted): boolean => commit === true || tag !== undefined

/** What stands in the way of the commit or the tag of a plan; looked at before it is applied. */
export function gitProblems(context: WorkspaceContext, program: Program, phase: string, plan: Plan, options: Wanted): Diagnostic[] {
  const { root } = context
  if (!wantsGit(options)) return []
  const busy = cannotCommit(root)
  if (busy.length > 0 || options.tag === undefined) return busy
  if (options.commit !== true) {
    const help = 'add --commit, or tag it once the review is committed'
    return [diagnostic('cli/usage', '--tag names a commit, and the review is not committed yet', { help })]
  }
  const path = reviewPath(program, phase)
  const step = plan.steps.find((one) => one.type === 'create' && one.path === path)
  if (step?.type !== 'create') return []
  const closed: ClosedReview = { record: JSON.parse(step.text) as ClosedReview['record'], path, sha256: sha256Hex(step.text) }
  return cannotTag(root, tagName(program, phase, options.tag), reviewTagMessage(program, closed, []))
}

/** What a review of a phase that is closed wrote; undefined where its record cannot be read. */
async function closedReview(
  context: WorkspaceContext,
  program: Program,
  phase: string,
): Promise<{ readonly closed: ClosedReview & { readonly record: ReviewRecord }; readonly written: ReviewWritten } | undefined> {
  const path = reviewPath(program, phase)
  const read = workTree(context.root).readText(path, 64 << 20)
  if (!read.ok) return undefined
  const written = await reviewWritten(context.root, path, read.sha256)
  const record = JSON.parse(read.source.text) as ReviewRecord
  return { closed: { record, path, sha256: read.sha256, event: written.event?.id }, written }
}

function leftOut(changed: readonly string[]): Diagnostic[] {
  const [first] = changed
  if (first === undefined) return []
  const more = changed.length > 1 ? ` (and ${changed.length - 1} more)` : ''
  return [
    diagnostic('git/not-committed', `${first}${more} was changed since the review, and is not part of its commit`, {
      severity: 'warning',
      location: { file: first, line: 1, column: 1 },
      help: 'commit it yourself',
    }),
  ]
}

/** What the review rests on and no commit holds: in a clone the closed phase would count as tampered with, or its gate would not be there. */
function notInGit(root: string, record: ReviewRecord, written: readonly string[]): Diagnostic[] {
  const plan = record.baseline?.plan ?? []
  const bound = [...record.criteria.flatMap(({ evidence }) => evidence), ...record.approvals, ...record.artifacts, ...plan].map(
    ({ path }) => path,
  )
  const own = new Set(written)
  const dirty = dirtyPaths(
    root,
    bound.filter((path) => !own.has(path)),
  )
  const [first, ...more] = dirty.ok ? [...dirty.value].sort() : []
  if (first === undefined) return []
  const others = more.length > 0 ? ` (and ${more.length} more)` : ''
  return [
    diagnostic('git/not-committed', `the review rests on ${first}${others}, which no commit holds`, {
      severity: 'warning',
      location: { file: first, line: 1, column: 1 },
      help: 'commit it as well: in a clone the closed phase is judged without it',
    }),
  ]
}

/** Commits and tags what the review of a closed phase wrote. What is done is not done twice, so that a second run completes the first. */
export async function gitEffects(
  context: WorkspaceContext,
  program: Program,
  phase: string,
  options: Wanted,
): Promise<{ readonly git?: GitEffects; readonly diagnostics: readonly Diagnostic[] }> {
  if (!wantsGit(options)) return { diagnostics: [] }
  const { root } = context
  const found = await closedReview(context, program, phase)
  if (found === undefined) return { diagnostics: [] }
  const { closed, written } = found
  const diagnostics: Diagnostic[] = []
  let git: GitEffects = {}
  if (options.commit === true) {
    if (written.event === undefined) {
      const message = `the audit log does not tell what the review of ${phase} wrote, so it is not committed`
      return { git, diagnostics: [diagnostic('git/not-committed', message, { help: `git add ${closed.path} && git commit` })] }
    }
    const made = await commitFiles(root, written.paths, reviewCommitMessage(program, closed))
    if (!made.ok) return { git, diagnostics: made.diagnostics }
    const id = lastCommitOf(root, closed.path)
    if (id !== undefined) git = { commit: { id, made: made.made } }
    if (made.made) diagnostics.push(...leftOut(written.changed))
    diagnostics.push(...notInGit(root, closed.record, written.paths))
  }
  if (options.tag === undefined) return { git, diagnostics }
  const name = tagName(program, phase, options.tag)
  const commit = lastCommitOf(root, closed.path)
  if (commit === undefined) {
    const help = 'commit it first: --commit'
    return {
      git,
      diagnostics: [...diagnostics, diagnostic('git/not-tagged', `the review of ${phase} is not committed as it is`, { help })],
    }
  }
  const tagged = await tagCommit(root, name, commit, reviewTagMessage(program, closed, written.heads))
  if (!tagged.ok) return { git, diagnostics: [...diagnostics, ...tagged.diagnostics] }
  return { git: { ...git, tag: { name, made: tagged.made } }, diagnostics }
}
