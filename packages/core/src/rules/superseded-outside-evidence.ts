import { supersededFolder } from '../link/evidence-folder.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** Superseded evidence that would go where no records are read: a review leaves it where it is, for what failed must not disappear. */
export const supersededOutsideEvidence = defineRule({
  code: 'plan/superseded-outside-evidence',
  find(program, report) {
    const { evidence } = program.folders
    const folder = supersededFolder(program)
    if (folder.startsWith(`${evidence}/`)) return
    report(`superseded evidence cannot go to ${folder}: it is not below ${evidence}/, so reviews leave it where it is`, {
      location: locationOfEntry(program.file, 'review', 'superseded'),
      help: `name a folder below ${evidence}/`,
    })
  },
})
