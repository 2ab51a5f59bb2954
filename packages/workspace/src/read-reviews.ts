import {
  type ChangeReviewed,
  type Diagnostic,
  diagnostic,
  type ForgeDecisions,
  forgeDecisions,
  type Program,
  readForgeReviews,
} from '@refractor/core'
import { readExport } from './read-export.ts'

/** The reviews of a change at its forge, to be seen by a program; or why they cannot be read. */
export type ReviewsRead =
  | { readonly ok: true; readonly decisions: (program: Program, about: Omit<ChangeReviewed, 'name'>) => ForgeDecisions }
  | { readonly ok: false; readonly diagnostic: Diagnostic }

function refused(name: string, problem: string): ReviewsRead {
  const help = 'export them again: gh api --paginate --slurp "repos/{owner}/{repo}/pulls/NUMBER/reviews" > reviews.json'
  return { ok: false, diagnostic: diagnostic('forge/invalid-reviews', `the reviews in ${name} cannot be read: ${problem}`, { help }) }
}

/** Reads the reviews that a forge exported. `path` is absolute, `name` what the file is called in findings. */
export async function readReviewsFile(path: string, name: string): Promise<ReviewsRead> {
  const exported = await readExport(path, name)
  if (!exported.ok) return refused(name, exported.problem)
  const read = readForgeReviews(exported.value)
  if (read.problem !== undefined) return refused(name, read.problem)
  return { ok: true, decisions: (program, about) => forgeDecisions(program, read, { ...about, name }) }
}
