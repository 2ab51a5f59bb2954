import type { Location } from '@refractor/core'
import { characterWidth, displayWidth } from './display-width.ts'
import { printable } from './printable.ts'

const tab = '  '
const visible = (text: string): string => printable(text.replace(/\t/g, tab))

/** Where the window of a long line begins, so that the marked part is inside it. */
function windowFrom(line: string, column: number, width: number): number {
  if (displayWidth(line) <= width || column < width - 10) return 0
  let dropped = 0
  let index = 0
  for (const character of line) {
    if (column - dropped <= Math.floor(width / 2)) break
    dropped += characterWidth(character)
    index += character.length
  }
  return index
}

function clip(text: string, width: number): string {
  let taken = 0
  let result = ''
  for (const character of text) {
    taken += characterWidth(character)
    if (taken > width) break
    result += character
  }
  return result
}

/** The line that a finding is about and the marks below it; undefined where the file does not have that line. */
export function codeFrame(source: string, at: Location, width: number): { readonly code: string; readonly marks: string } | undefined {
  const line = source.split(/\r\n|\r|\n/)[at.line - 1]
  if (line === undefined) return undefined
  const before = visible(line.slice(0, at.column - 1))
  const sameLine = at.endLine === undefined || at.endLine === at.line
  const marked = visible(line.slice(at.column - 1, sameLine ? (at.endColumn ?? at.column) - 1 : undefined))
  const whole = visible(line)
  const from = windowFrom(whole, displayWidth(before), width)
  const indent = displayWidth(before.slice(from))
  const code = clip(whole.slice(from), width).trimEnd()
  const length = Math.max(1, Math.min(displayWidth(marked.trimEnd()), width - indent))
  return { code, marks: ' '.repeat(indent) + '^'.repeat(length) }
}
