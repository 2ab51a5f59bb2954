import { linkProgram } from '../../src/link/link-program.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Loaded } from '../../src/load/loaded.ts'
import type { ProgramFiles } from '../../src/load/program-files.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import type { ProgramFile } from '../../src/schema/program.ts'
import { folders } from '../build-program.ts'

const loaded = <T>(path: string, record: T): Loaded<T> => ({ source: { path, text: '' }, record, positions: {}, diagnostics: [] })

/** A program of records as they are, without text: for properties, which make many. */
export function made(
  phases: readonly Omit<PhaseFile, 'format'>[],
  more: { readonly program?: Partial<ProgramFile>; readonly tasks?: readonly Task[] } = {},
): Program {
  const files: ProgramFiles = {
    program: loaded('specification/program.yaml', { format: 1, id: 'demo', name: 'Demo', start: '2026-01-05', ...more.program }),
    phases: phases.map((record) => loaded(`specification/phases/${record.id}.yaml`, { format: 1, ...record })),
    ...(more.tasks && { tasks: loaded('specification/tasks.yaml', { format: 1, tasks: [...more.tasks] }) }),
  }
  const { program } = linkProgram({ folders, isDefault: true, files })
  if (program === undefined) throw new Error('the program cannot be linked')
  return program
}

export const task = (id: string, rest: Partial<Task> = {}): Task => ({ id, title: id, ...rest })
