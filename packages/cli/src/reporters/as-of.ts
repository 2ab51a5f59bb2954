import type { Answer } from '../answer.ts'
import type { ReporterContext } from './reporter.ts'
import { wrapBehind } from './wrap.ts'

/** "As of v1.0 · 4f1c2a9 · 2026-11-20 10:00 UTC": what an answer with --at is about; nothing for any other. */
export function asOf({ revisions }: Pick<Answer, 'revisions'>, { width, paint }: ReporterContext): string[] {
  const at = revisions?.at
  if (at === undefined) return []
  const commit = at.commit.slice(0, 7)
  const names = at.commit.startsWith(at.revision) ? [commit] : [at.revision, commit]
  const time = `${at.committedAt.slice(0, 16).replace('T', ' ')} UTC`
  return [...wrapBehind('As of ', [...names, time].join(' · '), width).map(paint.faint), '']
}
