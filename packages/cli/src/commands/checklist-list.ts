import type { Box, Checklist, ChecklistFile, Program } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'

const counted = (checklist: Checklist): readonly Box[] => checklist.boxes.filter((box) => !box.inFence && !box.optional)

function line(program: Program, { checklist, phase }: ChecklistFile, archived: boolean): object {
  const boxes = counted(checklist)
  return {
    path: checklist.source.path,
    program: program.id,
    phase,
    title: checklist.title ?? null,
    archived,
    boxes: boxes.length,
    ticked: boxes.filter((box) => box.ticked).length,
  }
}

/** Checklists of the inbox and the outbox. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const diagnostics = [...context.diagnostics]
  const checklists: object[] = []
  for (const program of context.programs) {
    const read = await readProgramCase(context, program)
    diagnostics.push(...read.diagnostics)
    checklists.push(
      ...read.case.inbox.map((file) => line(program, file, false)),
      ...read.case.outbox.map((file) => line(program, file, true)),
    )
  }
  return { command: context.command, diagnostics, data: { checklists } }
}
