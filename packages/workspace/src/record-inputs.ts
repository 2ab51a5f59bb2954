import { type Diagnostic, diagnostic, inputsKey } from '@refractor/core'
import type { EvidenceContext, Input } from './evidence-types.ts'
import { gatherFacts } from './gather-facts.ts'
import { dirtyPaths } from './git.ts'
import { inputMatcher } from './input-matcher.ts'
import { isWithin } from './program-folders.ts'

/** Sets of input patterns; [] stands for the default inputs. */
export type InputSets = readonly (readonly string[])[]

export type InputsRead =
  | { readonly ok: true; readonly inputs: readonly Input[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Digests of the inputs as they are now, made by the same code as the gate's. Inputs that match nothing would prove nothing. */
export async function readInputs(context: EvidenceContext, sets: InputSets): Promise<InputsRead> {
  const facts = await gatherFacts(context.root, { files: [], texts: [], globs: [], inputs: sets }, { folders: context.folders })
  const diagnostics: Diagnostic[] = [...facts.diagnostics]
  const inputs: Input[] = []
  for (const patterns of sets) {
    const fact = facts.inputs.get(inputsKey(patterns))
    if (fact && fact.files > 0) inputs.push({ patterns: [...patterns], sha256: fact.sha256, files: fact.files })
    else if (fact) {
      const message =
        patterns.length === 0 ? 'there is no file that the evidence could depend on' : `no file matches the inputs ${patterns.join(' ')}`
      diagnostics.push(
        diagnostic('cli/usage', message, { help: 'give patterns of files that git knows, as inputs of the criterion or with --input' }),
      )
    } else if (diagnostics.length === 0)
      diagnostics.push(diagnostic('git/unavailable', 'the inputs cannot be read', { help: 'git status' }))
  }
  return diagnostics.length === 0 ? { ok: true, inputs } : { ok: false, diagnostics }
}

/**
 * Paths that differ from HEAD among the inputs and the given artifacts. What lies in the evidence folder is part of the
 * evidence: it is committed together with the record.
 */
export function uncommitted(
  context: EvidenceContext,
  sets: InputSets,
  artifacts: Iterable<string> = [],
): { readonly paths: readonly string[] } | Diagnostic {
  const answer = dirtyPaths(context.root)
  if (!answer.ok) return answer.diagnostic
  const inputs = sets.map((patterns) => inputMatcher(context.folders, patterns))
  const named = [...artifacts].filter((path) => !isWithin(context.program.folders.evidence, path))
  const folders = named.filter((path) => path.endsWith('/'))
  const exact = new Set(named)
  return {
    paths: [...answer.value]
      .filter((path) => inputs.some((matches) => matches(path)) || exact.has(path) || folders.some((folder) => path.startsWith(folder)))
      .sort(),
  }
}

/** The warning for a record that will not count; names the first few paths. */
export function dirtyWarning(paths: readonly string[], why = 'not committed'): Diagnostic {
  const shown = paths.slice(0, 3).join(', ')
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : ''
  return diagnostic(
    'evidence/dirty',
    `the record will not count: ${shown || 'an input'}${more} ${paths.length > 1 ? 'are' : 'is'} ${why}`,
    { help: 'commit, and record again' },
  )
}
