import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import { sha256Hex } from '../../load/digest.ts'
import type { Step } from '../../plan/plan.ts'
import type { ImportedChecklist } from '../imported.ts'
import { checklistFile } from '../write/files.ts'
import { shortDigest } from './baseline.ts'

export interface MergedChecklists {
  readonly steps: readonly Step[]
  readonly diagnostics: readonly Diagnostic[]
  readonly baseline: ReadonlyMap<string, string>
}

/** Digest of what a checklist says, apart from the line of its front matter that tells where it stands in the plan. */
export const checklistDigest = (text: string): string => shortDigest(contentOf(text))

const contentOf = (text: string): string => text.replace(/^source: \{.*\}\n/m, '')

/** Checklists of the new revision: new ones are made, those that nobody touched are replaced, and ticks and edits of people stay. */
export function mergeChecklists(
  checklists: readonly ImportedChecklist[],
  folders: ProgramFolders,
  inbox: Readonly<Record<string, string>>,
  before: ReadonlyMap<string, string>,
): MergedChecklists {
  const steps: Step[] = []
  const diagnostics: Diagnostic[] = []
  const baseline = new Map(before)
  const taken = new Set<string>()
  for (const checklist of checklists) {
    const { path, text } = checklistFile(checklist, folders, taken)
    const digest = checklistDigest(text)
    const known = before.get(path)
    const present = inbox[path]
    baseline.set(path, digest)
    if (present === undefined) {
      // One that is gone was archived or removed by somebody.
      if (known === undefined)
        steps.push({ type: 'create', path, text, why: checklist.phase === '' ? 'a checklist' : `a checklist of ${checklist.phase}` })
      continue
    }
    const own = checklistDigest(present)
    if (digest === known || digest === own) continue
    if (own === known) steps.push({ type: 'edit', path, before: sha256Hex(present), text, why: 'the new revision of the plan' })
    else {
      diagnostics.push(
        diagnostic('import/conflict', `the plan and people changed ${path}; it stays as it is`, {
          location: { file: path, line: 1, column: 1 },
          help: `compare it with ${checklist.source.file}, lines ${checklist.source.lines}`,
        }),
      )
    }
  }
  return { steps, diagnostics, baseline }
}
