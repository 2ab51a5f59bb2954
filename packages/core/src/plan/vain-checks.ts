import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { deliverablesOf } from '../gates/criteria/evidence.ts'
import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { missingForProposals } from '../link/gate-references.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { LeafCheck } from '../schema/check.ts'

/** What a check of kind trace or coverage has to say before it can decide anything. */
function aimIn(leaf: LeafCheck): string | undefined {
  if (leaf.kind === 'coverage') return leaf.each === undefined ? 'each and in' : undefined
  if (leaf.kind !== 'trace') return undefined
  return [leaf.rule, leaf.every, leaf.rules, leaf.none].every((one) => one === undefined)
    ? 'rule, every and has, rules, or none'
    : undefined
}

/** Checks of links that do not say which. */
export function aimless(criterion: CriterionEntry, named: boolean): Diagnostic[] {
  return leavesOf(criterion.record).flatMap(({ leaf, pointer }) => {
    const what = aimIn(leaf)
    if (what === undefined) return []
    const said = leaf.kind === 'coverage' ? 'what is covered by what' : 'what is linked with what'
    return diagnostic('gate/incomplete-check', `the check of ${criterion.id} does not say ${said}, so it would decide nothing`, {
      help: `write ${what} in the check of ${criterion.id}, in ${criterion.file.source.path}`,
      ...(named ? { location: locationOfEntry(criterion, pointer) } : { severity: 'warning' }),
    })
  })
}

/** Evidence of deliverables that the plan does not have: no record could ever cover them. `filled`: the checks that get files named. */
export function coverless(program: Program, criterion: CriterionEntry, named: boolean, filled: ReadonlyMap<string, unknown>): Diagnostic[] {
  const gate = program.gates.get(criterion.gate)
  if (gate === undefined || deliverablesOf({ program, gate }).length > 0) return []
  return leavesOf(criterion.record).flatMap(({ leaf, pointer }) => {
    if (leaf.kind !== 'evidence' || Array.isArray(leaf.covers) || filled.has(pointer)) return []
    const place = gate.milestone ?? gate.phase ?? gate.id
    const message = `the check of ${criterion.id} asks for evidence of the deliverables of ${place}, which has none`
    return diagnostic('gate/incomplete-check', message, {
      help: `say which files: ${command(program, 'gate accept-check', criterion.id)} --path PATH; or ask for an attestation in its place`,
      ...(named ? { location: locationOfEntry(criterion, pointer) } : { severity: 'warning' }),
    })
  })
}

/** What the check names and the program lacks: in force it would make the whole program invalid. */
export function dangling(program: Program, criterion: CriterionEntry, named: boolean): Diagnostic[] {
  return missingForProposals(program, criterion).map(({ message, help, location, expected }) =>
    diagnostic('gate/incomplete-check', `${message}, so the check cannot be in force`, {
      help,
      ...(expected && { expected }),
      ...(named ? { location } : { severity: 'warning' }),
    }),
  )
}
