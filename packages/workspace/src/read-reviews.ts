import { readFileSync, statSync } from 'node:fs'
import {
  type ChangeReviewed,
  type Diagnostic,
  diagnostic,
  type ForgeDecisions,
  forgeDecisions,
  type Program,
  readForgeReviews,
} from '@refractor/core'
import { fileProblem } from './find-path.ts'
import { decodeText } from './read-file.ts'

/** The reviews of a change at its forge, to be seen by a program; or why they cannot be read. */
export type ReviewsRead =
  | { readonly ok: true; readonly decisions: (program: Program, about: Omit<ChangeReviewed, 'name'>) => ForgeDecisions }
  | { readonly ok: false; readonly diagnostic: Diagnostic }

const largest = 16 << 20

function refused(name: string, problem: string): ReviewsRead {
  const help = 'export them again: gh api --paginate --slurp "repos/{owner}/{repo}/pulls/NUMBER/reviews" > reviews.json'
  return { ok: false, diagnostic: diagnostic('forge/invalid-reviews', `the reviews in ${name} cannot be read: ${problem}`, { help }) }
}

/** Reads the reviews that a forge exported. `path` is absolute, `name` what the file is called in findings. */
export async function readReviewsFile(path: string, name: string): Promise<ReviewsRead> {
  let bytes: Buffer
  try {
    const facts = statSync(path)
    if (!facts.isFile()) return refused(name, 'it is no file')
    if (facts.size > largest) return refused(name, `it is larger than ${largest >> 20} MiB`)
    bytes = readFileSync(path)
  } catch (error) {
    return refused(name, fileProblem(error))
  }
  const text = decodeText(bytes)
  if (text === undefined) return refused(name, 'it is not UTF-8 text')
  const { parseJson } = await import('@refractor/core/load')
  const { value, diagnostics } = parseJson({ path: name, text })
  const broken = diagnostics.find((one) => one.severity === 'error')
  if (broken !== undefined) return refused(name, broken.message)
  const read = readForgeReviews(value)
  if (read.problem !== undefined) return refused(name, read.problem)
  return { ok: true, decisions: (program, about) => forgeDecisions(program, read, { ...about, name }) }
}
