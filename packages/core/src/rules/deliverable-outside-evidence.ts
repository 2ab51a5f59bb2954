import { placeOf } from '../link/planned-place.ts'
import { habit } from '../link/traced-tasks.ts'
import { defineRule } from './rule.ts'

/** A deliverable with a folder of its own, where the plan keeps its deliverables under its evidence folder. */
export const deliverableOutsideEvidence = defineRule({
  code: 'plan/deliverable-outside-evidence',
  find(program, report) {
    const root = program.file.record.evidence
    if (root === undefined) return
    const inFolders = [...program.deliverables.values()].filter(({ record }) => record.path?.includes('/'))
    const outside = inFolders.filter(({ record }) => !`${record.path}/`.startsWith(`${root}/`))
    if (inFolders.length - outside.length < habit * inFolders.length) return
    for (const deliverable of outside)
      report(`deliverable ${deliverable.id} lies in ${deliverable.record.path}, outside of ${root}/`, {
        ...placeOf(deliverable, 'path'),
        help: `move it below ${root}/, or change evidence in ${program.file.file.source.path}`,
      })
  },
})
