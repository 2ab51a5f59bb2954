import { idToFileName } from '../link/file-name.ts'
import { placeOf } from '../link/planned-place.ts'
import type { Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { PhaseFile } from '../schema/phase.ts'
import { defineRule } from './rule.ts'

/** Words of its own, and not only "..." or "TBD". */
function saysSomething({
  summary,
  status,
  scope = [],
  goals = [],
  inputs = [],
  commands = [],
  attributes = {},
  notes = [],
}: PhaseFile): boolean {
  const said = notes.map((note) => (typeof note === 'string' ? note : note.text))
  const texts = [summary, status, ...scope, ...goals, ...inputs, ...commands, ...Object.values(attributes).flat(), ...said]
  return texts.some((text) => isAssigned(text?.replace(/[^\p{L}\d]+/gu, ' ')))
}

/** Folders of phases in the inbox and the outbox that hold something: a checklist is work, too. */
function foldersWithFiles(program: Program, files: readonly string[]): Set<string> {
  const { inbox, outbox } = program.folders
  return new Set(
    [inbox, outbox].flatMap((folder) =>
      files
        .filter((path) => path.startsWith(`${folder}/`))
        .flatMap(
          (path) =>
            path
              .slice(folder.length + 1)
              .split('/')
              .slice(0, -1)[0] ?? [],
        ),
    ),
  )
}

/** A phase that holds nothing to do and nothing to hand over, beside others that do. */
export const emptyPhase = defineRule({
  code: 'plan/empty-phase',
  find(program, report, { files }) {
    const parents = new Set([...program.phases.values()].map(({ record }) => record.parent))
    const empty = [...program.phases.values()].filter(
      (phase) =>
        !parents.has(phase.id) &&
        phase.tasks.length + phase.milestones.length + phase.deliverables.length + phase.gates.length === 0 &&
        !saysSomething(phase.record),
    )
    if (empty.length === 0 || empty.length === program.phases.size) return
    const checklists = foldersWithFiles(program, files?.() ?? [])
    for (const phase of empty) {
      if (checklists.has(idToFileName(phase.id))) continue
      report(`phase ${phase.id} is empty: it has no tasks, no milestones, no deliverables and no gate`, {
        ...placeOf(phase, 'id'),
        help: `write down what belongs to ${phase.id}, or remove it`,
      })
    }
  },
})
