import { namedDocuments, nameOf } from '../link/named-documents.ts'
import { inPlanAt } from '../link/planned-place.ts'
import { locate } from '../load/loaded.ts'
import { defineRule } from './rule.ts'

/** A document that the plan names and the repository does not hold. Says nothing when the files of the repository are not known. */
export const documentAbsent = defineRule({
  code: 'plan/document-absent',
  find(program, report, { files, read }) {
    if (program.file.record.template === true) return
    const documents = namedDocuments(program)
    const present = documents.length === 0 ? undefined : files?.()
    if (present === undefined) return
    const imported = (program.file.record.imports ?? []).map(({ file }) => file)
    const names = new Set([...present, ...imported].map(nameOf))
    for (const { name, pointer } of documents) {
      if (names.has(nameOf(name))) continue
      report(`the plan names ${name}, which is not in the repository`, {
        location: locate(program.file.file, pointer),
        related: inPlanAt(program.file.record.source, name, read),
        help: `add ${name}, or say in ${program.file.file.source.path} where it is`,
      })
    }
  },
})
