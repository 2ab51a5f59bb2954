import type { Diagnostic, Location, Severity } from '@refractor/core'
import { codeFrame } from './frame.ts'
import { plural } from './gate-words.ts'
import type { Paint } from './paint.ts'
import type { ReporterContext } from './reporter.ts'
import { wrapBehind, wrapHanging } from './wrap.ts'

const colour = (paint: Paint, severity: Severity): ((text: string) => string) =>
  ({ error: paint.bad, warning: paint.warn, info: paint.faint })[severity]

export const placeOf = ({ file, line, column }: Location): string => `${file}:${line}:${column}`

function frameLines(at: Location, context: ReporterContext): { gutter: string; lines: string[] } {
  const { width, paint, sources } = context
  const number = String(at.line)
  const gutter = ' '.repeat(number.length)
  const source = sources.get(at.file)
  const frame = source === undefined ? undefined : codeFrame(source, at, Math.max(10, width - number.length - 3))
  const place = wrapBehind(`${gutter}--> `, placeOf(at), width)
  if (frame === undefined) return { gutter, lines: place }
  const bar = paint.faint(' |')
  return {
    gutter,
    lines: [...place, `${gutter}${bar}`, `${number}${bar} ${frame.code}`.trimEnd(), `${gutter}${bar} ${paint.bad(frame.marks)}`],
  }
}

/** One finding: what is wrong, where, the line with its marks, and what to do. */
function finding(one: Diagnostic, context: ReporterContext): string[] {
  const { width, paint } = context
  const head = `${one.severity}[${one.code}]`
  const lines = wrapHanging(`${head}: ${one.message}`, width)
  lines[0] = colour(paint, one.severity)(head) + (lines[0] as string).slice(head.length)
  const frame = one.location && frameLines(one.location, context)
  const gutter = frame?.gutter ?? ''
  if (frame) lines.push(...frame.lines)
  for (const { message, location } of one.related ?? [])
    lines.push(...wrapBehind(`${gutter} = note: `, `${message} (${placeOf(location)})`, width))
  if (one.help !== undefined) lines.push(...wrapBehind(`${gutter} = help: `, one.help, width))
  return lines
}

/** "2 errors, 1 warning" */
export function summaryOf(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length
  const parts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('info'), 'note'],
  ] as const
  return parts
    .filter(([number]) => number > 0)
    .map(([number, noun]) => plural(number, noun))
    .join(', ')
}

/** Findings as text, a blank line after each. */
export function findingsText(diagnostics: readonly Diagnostic[], context: ReporterContext): string[] {
  return diagnostics.flatMap((one) => [...finding(one, context), ''])
}
