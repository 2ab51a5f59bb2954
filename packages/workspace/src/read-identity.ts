import { runGit } from './git-process.ts'
import type { Identity } from './types.ts'

/**
 * Who git says is at work: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else `user.name` and `user.email`. Self-asserted.
 * Never made up from the name of the machine: `undefined` when either is not set.
 */
export function readIdentity(root: string): Identity | undefined {
  let name = process.env['GIT_AUTHOR_NAME']
  let email = process.env['GIT_AUTHOR_EMAIL']
  if (!name || !email) {
    const answer = runGit(root, ['config', '-z', '--get-regexp', '^user\\.(name|email)$'])
    // "key\nvalue" each; a later one overrides an earlier one.
    const values = new Map(
      (answer.ok ? answer.stdout : '').split('\0').map((pair) => [pair.split('\n', 1)[0], pair.slice(pair.indexOf('\n') + 1)] as const),
    )
    name ||= values.get('user.name')
    email ||= values.get('user.email')
  }
  // What ends a name or an address in a commit cannot be part of one.
  const [cleanName, cleanEmail] = [name, email].map((value) => value?.replace(/[<>\r\n\0]/g, '').trim())
  return cleanName && cleanEmail ? { name: cleanName, email: cleanEmail } : undefined
}
