import { resolve } from 'node:path'
import { type Diagnostic, diagnostic, type ForgeCheck } from '@refractor/core'
import { askGitHub, type JudgeProgramOptions, readChecksFile, readReviewsFile } from '@refractor/workspace'
import type { Level } from './blocking-level.ts'
import type { CommandContext } from './context.ts'

/** What a forge says, as options of `gate check` name it. */
export interface InputOptions {
  readonly checks?: string
  readonly reviews?: string
  readonly branch?: string
  readonly attest?: string
  readonly attestKey?: string
}

/** What `gate check` takes. */
export interface GateCheckOptions extends InputOptions {
  readonly all?: boolean
  readonly level?: Level
}

interface ChecksGiven {
  readonly checks: readonly ForgeCheck[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Conclusions of checks: from a file, or from GitHub where somebody asks for that. Without --checks nothing is read. */
async function checksGiven(
  { cwd }: Pick<CommandContext, 'cwd'>,
  { checks: source }: InputOptions,
  about: { readonly root: string; readonly commit: string | undefined },
): Promise<ChecksGiven> {
  if (source === undefined) return { checks: undefined, diagnostics: [] }
  return source === 'gh' ? askGitHub(about.root, about.commit) : readChecksFile(resolve(cwd, source), source)
}

/** What --checks and --reviews give to a judgement. */
export interface InputsGiven extends Pick<JudgeProgramOptions, 'checks' | 'reviews'> {
  readonly diagnostics: readonly Diagnostic[]
}

/** Reviews at a forge, of the commit that is judged, as approvals; they count where the policy accepts them. */
async function reviewsGiven(
  { cwd, now }: Pick<CommandContext, 'cwd' | 'now'>,
  { reviews: file }: InputOptions,
  { commit: head }: { readonly commit: string | undefined },
): Promise<Pick<InputsGiven, 'reviews' | 'diagnostics'>> {
  if (file === undefined) return { diagnostics: [] }
  if (head === undefined)
    return {
      diagnostics: [diagnostic('git/no-commit', 'there is no commit that reviews could be about', { help: 'git init && git commit' })],
    }
  const read = await readReviewsFile(resolve(cwd, file), file)
  return read.ok ? { reviews: (program) => read.decisions(program, { head, now }), diagnostics: [] } : { diagnostics: [read.diagnostic] }
}

/** Reads what options name beside the repository. */
export async function inputsGiven(
  context: Pick<CommandContext, 'cwd' | 'now'>,
  options: InputOptions,
  about: { readonly root: string; readonly commit: string | undefined },
): Promise<InputsGiven> {
  const [checks, reviews] = [await checksGiven(context, options, about), await reviewsGiven(context, options, about)]
  return { ...checks, ...reviews, diagnostics: [...checks.diagnostics, ...reviews.diagnostics] }
}

/** Options that need another one beside them. */
export function optionsAlone({ branch, attest, attestKey }: InputOptions, isChange: boolean): Diagnostic[] {
  const alone = (option: string, needs: string): Diagnostic =>
    diagnostic('cli/usage', `${option} says nothing without ${needs}`, { help: `give ${needs}, or leave ${option} out` })
  return [
    ...(branch !== undefined && !isChange ? [alone('--branch', '--changed')] : []),
    ...(attestKey !== undefined && attest === undefined ? [alone('--attest-key', '--attest')] : []),
  ]
}
