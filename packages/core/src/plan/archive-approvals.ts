import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { decisionsFor } from '../gates/approval-records.ts'
import type { Case, ChecklistFile } from '../gates/case.ts'
import { holdsRole, identityOf } from '../gates/identity.ts'
import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { Check, LeafOf } from '../schema/check.ts'

/** Approvals that a check demands whatever else holds: those under `any`, `nOf` and `not`, and proposed ones, are left to the gate. */
function demanded(check: Check | undefined): LeafOf<'approval'>[] {
  if (check === undefined || check.proposed) return []
  if ('kind' in check) return check.kind === 'approval' ? [check] : []
  return 'all' in check ? check.all.flatMap(demanded) : []
}

/** True when the criterion waits, however far, for one that asks about the archive: then it comes after archiving. */
function comesAfterArchive(program: Program, criterion: CriterionEntry): boolean {
  const open = [...(criterion.record.after ?? [])]
  const seen = new Set<string>()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const before = program.criteria.get(id)
    if (!before || seen.has(id)) continue
    seen.add(id)
    if (leavesOf(before.record).some(({ leaf }) => leaf.kind === 'archived')) return true
    open.push(...(before.record.after ?? []))
  }
  return false
}

/**
 * The approvals that the gate of a checklist demands and that nobody has given: checklists are archived after approvals. Whether an
 * approval still holds (subjects, authors, rejections) is for the gate to judge; here only what is absent is named.
 */
export function approvalsMissing(program: Program, records: Case, file: ChecklistFile): Diagnostic[] {
  const milestone = file.checklist.frontMatter['milestone']
  const gate = program.gates.get(milestone === undefined ? file.phase : String(milestone))
  return (gate?.criteria ?? []).flatMap((criterion) => {
    const { level, when, check } = criterion.record
    if (!gate || (level ?? 'required') !== 'required' || when !== undefined || comesAfterArchive(program, criterion)) return []
    const leaves = demanded(check)
    if (leaves.length === 0) return []
    const approvers = decisionsFor({ program, case: records, gate, criterion })
      .filter((file) => file.current && file.record.decision === 'approve' && file.revokedBy === undefined)
      .map((file) => identityOf(program, file.record.by))
    const roles = [...new Set(leaves.flatMap((leaf) => leaf.roles ?? []))]
    const missing = roles.filter((role) => !approvers.some((person) => holdsRole(program, person, role)))
    if (missing.length === 0 && approvers.length > 0) return []
    const message = `${file.checklist.source.path} cannot be archived: ${criterion.id} is not approved${missing.length > 0 ? ` by ${missing.join(', ')}` : ''}`
    return [diagnostic('state/guard', message, { location: locationOfEntry(criterion), help: command(program, 'approve', criterion.id) })]
  })
}
