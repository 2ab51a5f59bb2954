import type { CommandSpec } from '../command-spec.ts'
import { audit } from './audit.ts'
import { changes } from './changes.ts'
import { checklists } from './checklists.ts'
import { commits } from './commits.ts'
import { decisions } from './decisions.ts'
import { everyday } from './everyday.ts'
import { evidence } from './evidence.ts'
import { exceptions } from './exceptions.ts'
import { gates } from './gates.ts'
import { recovery } from './recovery.ts'
import { reports } from './reports.ts'
import { reviews } from './reviews.ts'
import { setup } from './setup.ts'
import { trace } from './trace.ts'

/** Every command that is built, in the order of the help. */
export const commandTable: readonly CommandSpec[] = [
  ...everyday,
  ...gates,
  ...decisions,
  ...reviews,
  ...exceptions,
  ...commits,
  ...evidence,
  ...checklists,
  ...audit,
  ...trace,
  ...changes,
  ...recovery,
  ...reports,
  ...setup,
]
