import type { NextStep } from '../../next-steps.ts'
import { oneLine } from '../printable.ts'
import type { TextBody } from '../reporter.ts'
import { cut, wrapBehind } from '../wrap.ts'

/** A command on each line, and below it what it is for. */
export const nextText: TextBody = (answer, { width, paint }) => {
  const next = answer.data['next'] as readonly NextStep[]
  if (next.length === 0)
    return [
      answer.data['closed'] === true ? 'nothing to do: every phase is closed' : 'no command is next: refractor status shows what is open',
    ]
  return next.flatMap(({ command, why }) => [
    ...wrapBehind('  ', command, width).map(paint.command),
    paint.faint(`      ${cut(oneLine(why), width - 6)}`),
  ])
}
