import { audit } from './audit.ts'
import { branches } from './branches.ts'
import type { CodeCase } from './case.ts'
import { changing } from './changing.ts'
import { checklists } from './checklists.ts'
import { closing } from './closing.ts'
import { deciding } from './deciding.ts'
import { drills } from './drills.ts'
import { evidence } from './evidence.ts'
import { importing } from './importing.ts'
import { jobs } from './jobs.ts'
import { links } from './links.ts'
import { merging } from './merging.ts'
import { planDefects } from './plan-defects.ts'
import { planning } from './planning.ts'
import { policies } from './policies.ts'
import { reading } from './reading.ts'
import { recovering } from './recovering.ts'
import { revisions } from './revisions.ts'
import { risks } from './risks.ts'
import { scheduling } from './scheduling.ts'
import { signatures } from './signatures.ts'
import { snapshots } from './snapshots.ts'
import { surroundings } from './surroundings.ts'
import { traceRules } from './trace-rules.ts'
import { traceSources } from './trace-sources.ts'
import { views } from './views.ts'
import { waivers } from './waivers.ts'

/** How each diagnostic code is raised. */
export const table: Readonly<Record<string, CodeCase>> = {
  ...reading,
  ...planning,
  ...planDefects,
  ...importing,
  ...jobs,
  ...checklists,
  ...drills,
  ...evidence,
  ...deciding,
  ...closing,
  ...policies,
  ...waivers,
  ...audit,
  ...merging,
  ...branches,
  ...revisions,
  ...changing,
  ...links,
  ...risks,
  ...scheduling,
  ...signatures,
  ...snapshots,
  ...surroundings,
  ...recovering,
  ...traceRules,
  ...traceSources,
  ...views,
}
