import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

const binary = /\.(?:xlsx?|xlsm|ods|docx?|odt|pptx?|odp|pdf|zip|7z|rar|vsdx?|mpp|pbix)$/i

/** A deliverable in a format that no check can look into. */
export const opaqueDeliverable = defineRule({
  code: 'plan/opaque-deliverable',
  find(program, report) {
    for (const deliverable of program.deliverables.values()) {
      const { path = '' } = deliverable.record
      if (!binary.test(path)) continue
      report(`deliverable ${deliverable.id} is ${path}, which no check can look into`, {
        ...placeOf(deliverable, 'path'),
        help: 'keep it as text (CSV, Markdown, YAML), or put an export beside it',
      })
    }
  },
})
