import { placeOf, type RecordSource } from '../link/planned-place.ts'
import type { Entry } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import { defineRule } from './rule.ts'

type Owned = Entry<{ readonly owner?: string | undefined; readonly source?: RecordSource | undefined }>

/** An owner who is named as nobody: TBD, "-", "?". A record without an owner at all is another matter. */
export const ownerTbd = defineRule({
  code: 'plan/owner-tbd',
  find(program, report) {
    const kinds: readonly (readonly [string, ReadonlyMap<string, Owned>])[] = [
      ['role', program.roles],
      ['milestone', program.milestones],
      ['task', program.tasks],
      ['risk', program.risks],
      ['question', program.questions],
      ['action', program.actions],
    ]
    for (const [kind, records] of kinds)
      for (const entry of records.values()) {
        const { owner } = entry.record
        if (owner === undefined || isAssigned(owner)) continue
        report(`${kind} ${entry.id} has no owner yet: ${owner}`, {
          ...placeOf(entry, 'owner'),
          help: `set owner of ${kind} ${entry.id} in ${entry.file.source.path}`,
        })
      }
  },
})
