import type { Facts } from '../case.ts'
import { clockSkew, instantOf } from '../instant.ts'
import type { SnapshotFile } from './snapshot-files.ts'

/** What a snapshot is worth. `because` says it in words, about the snapshot. */
export interface SnapshotStanding {
  readonly file: SnapshotFile
  readonly state: 'present' | 'missing' | 'tampered' | 'invalid' | 'unreadable'
  readonly because: string
  /** When it was taken, in milliseconds. */
  readonly at: number
}

/** How a snapshot stands: its objects are here, and hold what its record says. */
export function snapshotStanding(file: SnapshotFile, facts: Facts, now: string): SnapshotStanding {
  const { id, date, tree, digest, files } = file.record
  const at = instantOf(date)
  const is = (state: SnapshotStanding['state'], because: string): SnapshotStanding => ({ file, state, because: `${id} ${because}`, at })
  if (!(at <= instantOf(now) + clockSkew)) return is('invalid', 'says that it is of a time to come')
  const fact = facts.snapshots?.get(tree)
  if (fact === undefined) return is('unreadable', 'was not looked at')
  if (fact.state === 'unreadable') return is('unreadable', `cannot be read: ${fact.because}`)
  if (fact.state === 'absent') return is('missing', 'is recorded, and its objects are not in this clone')
  if (fact.digest !== digest || fact.files !== files) return is('tampered', 'does not hold what its record says')
  return is('present', 'is whole')
}
