import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Case, ChecklistFile } from '../gates/case.ts'
import { phaseState } from '../gates/phase-state.ts'
import { knownIds } from '../link/find.ts'
import type { Program } from '../link/program-types.ts'
import type { Box } from '../load/checklist-types.ts'
import { archiveDemands } from './archive-demands.ts'
import { secretsIn } from './checklist-secrets.ts'
import { boxesOf, conflictDiagnostic, tickConflicts } from './tick-conflicts.ts'

/** Boxes whose id an earlier box of the same file has, and boxes whose id nothing in the program has. */
function idFaults(file: ChecklistFile, known: ReadonlySet<string>): Diagnostic[] {
  const first = new Map<string, Box>()
  return boxesOf(file.checklist).flatMap((box) => {
    if (box.id === undefined) return []
    const earlier = first.get(box.id)
    if (earlier) {
      const related = [{ message: 'the first one', location: earlier.location }]
      return [
        diagnostic('checklist/duplicate-id', `two boxes carry the id ${box.id}`, {
          location: box.location,
          related,
          help: 'remove one of them',
        }),
      ]
    }
    first.set(box.id, box)
    if (known.has(box.id)) return []
    const help = 'correct the id, or write the box without one'
    return [
      diagnostic('checklist/unknown-id', `the box names ${box.id}, which the program does not have`, {
        location: box.location,
        expected: nearest(box.id, known),
        help,
      }),
    ]
  })
}

/**
 * The findings about all checklists: front matter that cannot be read, ticks that disagree with the program, ids that are
 * unknown or doubled, and (as warnings) what archiving will demand. What a closed phase has archived is history.
 */
export function checkChecklists(program: Program, records: Case): Diagnostic[] {
  const known = new Set(knownIds([program]))
  const inbox = records.inbox.flatMap((file) => [
    ...file.checklist.diagnostics,
    ...tickConflicts(program, file.checklist).map((conflict) => conflictDiagnostic(conflict, file.checklist.source.path, false)),
    ...idFaults(file, known),
    ...secretsIn(file.checklist.source),
    ...archiveDemands(program, file).map((one) => ({ ...one, severity: 'warning' as const })),
  ])
  const outbox = records.outbox.flatMap((file) => {
    if (program.phases.has(file.phase) && phaseState(program, file.phase, records) === 'closed') return []
    return tickConflicts(program, file.checklist).map((conflict) => conflictDiagnostic(conflict, file.checklist.source.path, true))
  })
  return sortDiagnostics([...inbox, ...outbox])
}
