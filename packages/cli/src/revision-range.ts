import { type Diagnostic, diagnostic } from '@refractor/core'
import { type Change, readChange, resolveRevision } from '@refractor/workspace'

/** What a change from one revision to another did, or why that cannot be told. */
export type RangeRead =
  | { readonly ok: true; readonly base: string; readonly head: string; readonly change: Change }
  | { readonly ok: false; readonly diagnostic: Diagnostic }

/** The two ends of "BASE..HEAD"; what is left out of it after the dots is HEAD. Undefined for anything else. */
function endsOf(range: string): { readonly base: string; readonly head: string } | undefined {
  const [base, head, ...more] = range.split('..')
  if (!base || head === undefined || head.startsWith('.') || more.length > 0) return undefined
  return { base, head: head === '' ? 'HEAD' : head }
}

const badRange = (range: string): Diagnostic =>
  diagnostic('cli/usage', `${range} is no range of revisions`, { help: 'write it as BASE..HEAD, e.g. origin/main..HEAD' })

/** Reads what a change did, from a range on the command line. */
export async function readRange(root: string, range: string): Promise<RangeRead> {
  const ends = endsOf(range)
  if (ends === undefined) return { ok: false, diagnostic: badRange(range) }
  const [base, head] = [resolveRevision(root, ends.base), resolveRevision(root, ends.head)]
  if (!base.ok) return base
  if (!head.ok) return head
  const read = readChange(root, base.commit, head.commit)
  return read.ok ? { ok: true, base: base.commit, head: head.commit, change: read.change } : read
}
