import { diagnostic } from '../diagnostics/catalog.ts'
import type { Case } from '../gates/case.ts'
import { shellWord } from '../link/command-line.ts'
import { idToFileName } from '../link/file-name.ts'
import { knownIds } from '../link/find.ts'
import type { PhaseEntry, Program } from '../link/program-types.ts'
import { type ChecklistScope, checklistText } from './checklist-text.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'

function scopeOf(program: Program, id: string): ChecklistScope | undefined {
  const phase = program.phases.get(id)
  if (phase) return { phase }
  const milestone = program.milestones.get(id)
  return milestone && { phase: program.phases.get(milestone.phase) as PhaseEntry, milestone }
}

/** Makes the checklist of a phase or a milestone in its inbox. Never overwrites one. */
export function planNewChecklist(program: Program, records: Case, id: string, stamp: Stamp): Planned {
  const scope = scopeOf(program, localId(program, id))
  if (!scope)
    return refused([unknownId(program, id, 'phase or milestone', knownIds([program], ['phase', 'milestone']), 'refractor milestone list')])
  const subject = (scope.milestone ?? scope.phase).id
  const path = `${program.folders.inbox}/${idToFileName(scope.phase.id)}/${idToFileName(subject)}.md`
  const present = [...records.inbox.map((file) => file.checklist.source.path), ...records.unreadable.map((file) => file.path)]
  const own = records.inbox.find((file) => file.checklist.source.path === path)?.checklist
  const isSame = own !== undefined && own.frontMatter['phase'] === scope.phase.id && own.frontMatter['milestone'] === scope.milestone?.id
  if (isSame) return planned(`the checklist of ${subject} is there already: ${path}`, [])
  if (present.some((other) => other.toLowerCase() === path.toLowerCase())) {
    const help = `continue with it (refractor checklist check ${shellWord(path)}), or move it away first`
    return refused([
      diagnostic('workspace/would-overwrite', `${path} exists already`, { location: { file: path, line: 1, column: 1 }, help }),
    ])
  }
  const text = checklistText(program, scope, stamp.now.slice(0, 10))
  return planned(`make the checklist of ${subject}`, [{ type: 'create', path, text, why: `checklist of ${subject}` }], [], {
    type: 'checklist.created',
    program: program.id,
    ids: [subject],
  })
}
