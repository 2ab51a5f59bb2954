import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { type VcsAnswer, type VcsQuestion, vcsKey } from '@refractor/core'
import { dirtyPaths } from './git.ts'
import { readHead } from './git-head.ts'
import { gitRoot, runGit } from './git-process.ts'
import type { ProofContext } from './proofs.ts'
import { type ReadTag, readTags } from './vcs-tags.ts'

type Merged = Extract<VcsQuestion, { ask: 'merged' }>

const unreadable = (because: string): VcsAnswer => ({ state: 'unreadable', because })

/** Names of branches and tags that cannot be read as anything else (git-check-ref-format(1), and more narrow). */
export const isRefName = (name: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}._+@/-]{0,200}$/u.test(name) && !/\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./]$/.test(name)

function clean(root: string): VcsAnswer {
  const answer = dirtyPaths(root)
  if (!answer.ok) return unreadable(answer.diagnostic.message)
  const [first] = [...answer.value].sort()
  if (first === undefined) return { state: 'yes', because: 'everything is committed' }
  const more = answer.value.size === 1 ? '' : ` and ${answer.value.size - 1} more`
  return { state: 'no', because: `${first}${more} ${more === '' ? 'is' : 'are'} not committed` }
}

/** Object ids of the branches that some names stand for: as they are at the remote, else here. */
function branchesOf(root: string, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  const refs = names.flatMap((name) => [`refs/remotes/origin/${name}`, `refs/remotes/${name}`, `refs/heads/${name}`])
  const answer = runGit(root, ['for-each-ref', '--format=%(objectname) %(refname)', '--', ...refs])
  if (!answer.ok) return undefined
  const oids = new Map(answer.stdout.split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]))
  return new Map(
    names.flatMap((name, index) => {
      const oid = refs
        .slice(index * 3, index * 3 + 3)
        .map((ref) => oids.get(ref))
        .find((one) => one !== undefined)
      return oid === undefined ? [] : [[name, oid] as const]
    }),
  )
}

const isShallow = (root: string): boolean => {
  const answer = runGit(root, ['rev-parse', '--is-shallow-repository'])
  return !answer.ok || answer.stdout.trim() !== 'false'
}

/** Object ids of a few expressions (`<commit>:<path>`, `<commit>^{tree}`); undefined where there is none. */
function objects(root: string, expressions: readonly string[]): (string | undefined)[] | undefined {
  const answer = runGit(root, ['cat-file', '--batch-check=%(objectname)'], { input: `${expressions.join('\n')}\n` })
  if (!answer.ok) return undefined
  return answer.stdout.split('\n').map((line) => (/^[0-9a-f]{40,64}$/.test(line) ? line : undefined))
}

function merged(root: string, { into, path }: Merged, head: string, branch: string | undefined): VcsAnswer {
  if (branch === undefined) return unreadable(`the branch ${into} is not known here: git fetch origin ${into}`)
  const below = relative(gitRoot(root) as string, realpathSync.native(root))
    .split(sep)
    .join('/')
  const file = path === undefined ? undefined : `${below === '' ? '' : `${below}/`}${path}`
  const place = file === undefined ? '^{tree}' : `:${file}`
  const pair = objects(root, [`${head}${place}`, `${branch}${place}`])
  if (pair === undefined) return unreadable(`git cannot compare with ${into}`)
  const [here, there] = pair
  // The same content is the same, whichever commits brought it there: a squash merge makes new ones.
  if (here !== undefined && here === there) return { state: 'yes', because: `${path ?? 'HEAD'} is merged into ${into}` }
  if (path !== undefined)
    return { state: 'no', because: here === undefined ? `${path} is not committed` : `${path} is another one on ${into}` }
  const answer = runGit(root, ['merge-base', '--is-ancestor', head, branch])
  if (answer.ok) return { state: 'yes', because: `HEAD is merged into ${into}` }
  if (answer.exitCode !== 1) return unreadable(answer.problem)
  return isShallow(root)
    ? unreadable('the history is cut off here: git fetch --unshallow')
    : { state: 'no', because: `HEAD is not merged into ${into}` }
}

const tagAnswer = (name: string, tag: ReadTag | undefined): VcsAnswer => {
  if (tag === undefined) return { state: 'no', because: `there is no tag ${name} here` }
  return { state: 'yes', because: tag.because, ...(tag.signedBy !== undefined && { signedBy: tag.signedBy }) }
}

/** Answers what checks of kind vcs ask, in a few calls of git however many they are. No hook, filter or other code is run. */
export function vcsAnswers(root: string, questions: readonly VcsQuestion[], context: ProofContext): ReadonlyMap<string, VcsAnswer> {
  const isRepository = gitRoot(root) !== undefined
  const head = isRepository ? (context.head ?? readHead(root).commit) : undefined
  const tags = questions.flatMap((one) => (one.ask === 'tag' && isRefName(one.name) ? [one.name] : []))
  const names = [...new Set(questions.flatMap((one) => (one.ask === 'merged' && isRefName(one.into) ? [one.into] : [])))]
  const found = isRepository && tags.length > 0 ? readTags(root, tags, context) : undefined
  const branches = isRepository && names.length > 0 ? branchesOf(root, names) : undefined

  const answer = (question: VcsQuestion): VcsAnswer => {
    if (!isRepository) return unreadable('this is not a git repository')
    if (question.ask === 'clean') return context.head === undefined ? clean(root) : { state: 'yes', because: 'a commit is judged' }
    if (question.ask === 'tag') {
      if (!isRefName(question.name)) return unreadable(`${JSON.stringify(question.name)} is no name of a tag`)
      return found === undefined ? unreadable('git cannot read the tags') : tagAnswer(question.name, found.get(question.name))
    }
    if (!isRefName(question.into)) return unreadable(`${JSON.stringify(question.into)} is no name of a branch`)
    if (head === undefined) return unreadable('there is no commit yet')
    return branches === undefined ? unreadable('git cannot read the branches') : merged(root, question, head, branches.get(question.into))
  }
  return new Map(questions.map((question) => [vcsKey(question), answer(question)]))
}
