import { type Diagnostic, diagnostic } from '@refractor/core'
import { runGit } from './git-process.ts'
import { porcelain } from './porcelain.ts'

/** A tag that was made, or that is there already. */
export type TagMade = { readonly ok: true; readonly made: boolean } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const refusal = (message: string, help: string): Diagnostic[] => [diagnostic('git/not-tagged', message, { help })]

/** The commit that a tag names, and the message of an annotated one; undefined when there is no tag of this name. */
function tagOf(root: string, name: string): { readonly commit: string; readonly message: string } | undefined {
  const format = '%(objecttype) %(*objectname) %(objectname)%0a%(contents)'
  const answer = runGit(root, ['for-each-ref', `--format=${format}`, `refs/tags/${name}`])
  const [head = '', ...message] = answer.ok ? answer.stdout.split('\n') : []
  const [type, peeled, object] = head.split(' ')
  if (type === undefined || object === undefined) return undefined
  return { commit: peeled || object, message: message.join('\n').trim() }
}

/** The paragraph that tells one tag from another; what follows it may depend on when the tag was made. */
const opening = (message: string): string => message.trim().split(/\n\n/).slice(0, 2).join('\n\n')

/** Git would take these for something else wherever the tag is named, or does so in other versions. */
const misleading = /^(?:-|refs\/|(?:@|[A-Z_]*HEAD)$)/

/** Why a tag of this name cannot be made; looked at before anything is changed. A tag with the same first two paragraphs is the wanted one. */
export function cannotTag(root: string, name: string, message: string): Diagnostic[] {
  const help = 'choose another name: --tag NAME'
  if (misleading.test(name) || !runGit(root, ['check-ref-format', `refs/tags/${name}`]).ok)
    return refusal(`${name} is no name for a tag`, help)
  const there = tagOf(root, name)
  if (there === undefined || opening(there.message) === opening(message)) return []
  return refusal(`there is a tag ${name} already, and it is not that of this review`, help)
}

/** Makes an annotated tag, signed when git is set to sign tags. One that is there with the same message is left as it is. */
export async function tagCommit(root: string, name: string, commit: string, message: string): Promise<TagMade> {
  const problems = cannotTag(root, name, message)
  if (problems.length > 0) return { ok: false, diagnostics: problems }
  if (tagOf(root, name) !== undefined) return { ok: true, made: false }
  const answer = await porcelain(root, ['tag', '-a', '-m', message, name, commit])
  if (answer.ok) return { ok: true, made: true }
  return {
    ok: false,
    diagnostics: refusal(`the tag ${name} was not made: ${answer.problem}`, 'run the command again: what is done is not done twice'),
  }
}
