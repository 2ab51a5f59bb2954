import type { CodeCase } from './case.ts'
import { checklists } from './checklists.ts'
import { deciding } from './deciding.ts'
import { evidence } from './evidence.ts'
import { importing } from './importing.ts'
import { planDefects } from './plan-defects.ts'
import { planning } from './planning.ts'
import { reading } from './reading.ts'
import { surroundings } from './surroundings.ts'

/** How each diagnostic code is raised. */
export const table: Readonly<Record<string, CodeCase>> = {
  ...reading,
  ...planning,
  ...planDefects,
  ...importing,
  ...checklists,
  ...evidence,
  ...deciding,
  ...surroundings,
}
