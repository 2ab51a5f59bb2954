import type { CommandSpec } from '../command-spec.ts'
import { checklists } from './checklists.ts'
import { everyday } from './everyday.ts'
import { evidence } from './evidence.ts'
import { gates } from './gates.ts'
import { reports } from './reports.ts'
import { setup } from './setup.ts'

/** Every command that is built, in the order of the help. */
export const commandTable: readonly CommandSpec[] = [...everyday, ...gates, ...evidence, ...checklists, ...reports, ...setup]
