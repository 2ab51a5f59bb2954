import type { Diagnostic } from '@refractor/core'
import type { ChangeData, RevisionData } from '../../change-data.ts'
import type { ReporterContext } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

const short = ({ revision, commit }: RevisionData): string => {
  const id = commit.slice(0, 7)
  return commit.startsWith(revision) ? id : `${id} (${revision})`
}

/** True where no gate was asked for because none applies, and not because that could not be told. */
const isNone = (picked: ChangeData['picked'], diagnostics: readonly Pick<Diagnostic, 'code'>[]): boolean =>
  picked?.length === 0 && !diagnostics.some(({ code }) => code === 'gate/unknown-branch' || code === 'policy/unknown-gate')

/** "base 1a2b3c4 (origin/main) · head 5d6e7f8": what was judged, and why each gate was asked for. Nothing where there is one revision. */
export function changeLines(
  { base, head, picked }: Partial<ChangeData>,
  diagnostics: readonly Pick<Diagnostic, 'code'>[],
  { width, paint }: ReporterContext,
): string[] {
  if (base === undefined || head === undefined) return []
  const lines = wrapBehind('', `base ${short(base)} · head ${short(head)}`, width).map(paint.faint)
  const several = new Set(picked?.map(({ program }) => program)).size > 1
  for (const { program, gate, because } of picked ?? [])
    lines.push(...wrapBehind(`${several ? `${program}/${gate}` : gate}: `, because.join('; '), width).map(paint.faint))
  if (isNone(picked, diagnostics)) lines.push('No gate applies to this change.')
  return [...lines, '']
}

/** Gates that only head has, with how they would stand. */
export function newGateLines({ newGates = [] }: Partial<ChangeData>, { width }: ReporterContext): string[] {
  if (newGates.length === 0) return []
  const shown = newGates.map(({ id, verdict }) => `${id} (${verdict})`).join(', ')
  return ['', ...wrapBehind('  New in head, deciding once merged: ', shown, width)]
}
