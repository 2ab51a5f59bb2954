/** The lines of a text, looked at without taking it apart: files are long, and what is looked for in them is short. */
export interface Line {
  readonly start: number
  /** Without the line break. */
  readonly end: number
  /** Spaces at its start. */
  readonly indent: number
}

const [newline, space, carriageReturn, hash, tab] = [10, 32, 13, 35, 9]

function lineFrom(text: string, start: number): Line {
  let end = text.indexOf('\n', start)
  if (end < 0) end = text.length
  let at = start
  while (at < end && text.charCodeAt(at) === space) at++
  return { start, end, indent: at - start }
}

/** The line that an offset lies in. */
export function lineAt(text: string, offset: number): Line {
  return lineFrom(text, offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1)
}

/** True for a line that says nothing: blank, or a comment. */
function isSilent(text: string, { start, end, indent }: Line): boolean {
  const first = text.charCodeAt(start + indent)
  if (start + indent >= end || first === hash) return true
  if (first !== tab && first !== carriageReturn) return false
  return text.slice(start + indent, end).trim() === ''
}

/** The next line below that says something; `to` is where the text ends. */
export function lineBelow(text: string, line: Line, to: number = text.length): Line | undefined {
  for (let start = line.end + 1; start < to; ) {
    const next = lineFrom(text, start)
    if (!isSilent(text, next)) return next
    start = next.end + 1
  }
  return undefined
}

/** The next line above that says something. */
export function lineAbove(text: string, line: Line): Line | undefined {
  for (let end = line.start - 1; end >= 0; ) {
    const next = lineFrom(text, end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1)
    if (!isSilent(text, next)) return next
    end = next.start - 1
  }
  return undefined
}

/** True when the line begins with the dash of a list. */
export function isDash(text: string, { start, end, indent }: Line): boolean {
  if (text.charCodeAt(start + indent) !== 45) return false
  const next = text.charCodeAt(start + indent + 1)
  return start + indent + 1 >= end || next === space || next === newline || next === carriageReturn
}
