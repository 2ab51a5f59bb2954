import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import type { Program } from '../link/program-types.ts'
import type { Checklist } from '../load/checklist-types.ts'
import { boxesOf } from './tick-conflicts.ts'

/** The required boxes that are open, and the fences that may hide some; a box of a task that the program calls optional never blocks. */
export function openBoxes(program: Program, checklist: Checklist): Diagnostic[] {
  const hidden = checklist.diagnostics
    .filter((one) => one.code === 'checklist/unclosed-fence')
    .map((one) =>
      diagnostic('checklist/open-box', 'a code fence that is never closed may hide boxes', { location: one.location, help: one.help }),
    )
  const open = boxesOf(checklist).flatMap((box) => {
    const task = box.id === undefined ? undefined : program.tasks.get(box.id)
    if (box.ticked || box.optional || task?.record.optional === true) return []
    const name = box.id ?? JSON.stringify(box.text)
    const help = task ? `${command(program, 'task done', task.id)}, and tick the box` : 'tick the box once it is true'
    return [diagnostic('checklist/open-box', `the box ${name} is open`, { location: box.location, help })]
  })
  return [...hidden, ...open]
}
