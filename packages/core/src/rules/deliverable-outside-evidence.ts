import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A deliverable with a folder of its own, where the plan demands that they all lie under its evidence folder. */
export const deliverableOutsideEvidence = defineRule({
  code: 'plan/deliverable-outside-evidence',
  find(program, report) {
    const root = program.file.record.evidence
    if (root === undefined) return
    for (const deliverable of program.deliverables.values()) {
      const { path } = deliverable.record
      if (path === undefined || !path.replace(/\/$/, '').includes('/') || path.startsWith(`${root}/`)) continue
      report(`deliverable ${deliverable.id} lies in ${path}, outside of ${root}/`, {
        ...placeOf(deliverable, 'path'),
        help: `move it below ${root}/, or change evidence in ${program.file.file.source.path}`,
      })
    }
  },
})
