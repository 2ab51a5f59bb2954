import type { Program } from '../../src/link/program-types.ts'
import { buildProgram } from '../build-program.ts'

/** What stands in a task beside its id and title: "estimate: 2 days, prerequisites: [A]". */
export type TaskTexts = Readonly<Record<string, string>>

const list = (tasks: TaskTexts): string =>
  Object.entries(tasks)
    .map(([id, rest]) => `  - { id: "${id}", title: "Task ${id}"${rest === '' ? '' : `, ${rest}`} }\n`)
    .join('')

/** A program of one phase with these tasks, that begins on a Monday. `program` and `phase` are further lines of their files. */
export function planOf(
  tasks: TaskTexts,
  more: { readonly program?: string; readonly phase?: string; readonly risks?: string } = {},
): Program {
  return buildProgram({
    'specification/program.yaml': `format: 1\nid: demo\nname: Demo\n${more.program ?? 'start: 2026-01-05\n'}`,
    'specification/phases/P1.yaml': `format: 1\nid: "P1"\ntitle: "Build"\n${more.phase ?? ''}tasks:\n${list(tasks)}`,
    ...(more.risks !== undefined && { 'specification/risks.yaml': `format: 1\nrisks:\n${more.risks}` }),
  })
}

/** Eight hours. */
export const day = 480
