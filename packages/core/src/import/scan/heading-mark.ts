/** What the comment at the end of a heading says that it opens: "## Title <!-- phase: P1 -->". */
export interface HeadingMark {
  readonly kind: 'phase' | 'milestone' | 'task' | 'gate'
  readonly id: string
}

const mark = /^<!-- (phase|milestone|task|gate): (\S(?:.*\S)?) -->$/

/** The words of a heading, and the mark at their end. */
export function withoutMark(text: string): { readonly text: string; readonly mark: HeadingMark | undefined } {
  const trimmed = text.trimEnd()
  const at = trimmed.endsWith(' -->') ? trimmed.lastIndexOf('<!-- ') : -1
  const match = at < 0 ? null : mark.exec(trimmed.slice(at))
  if (!match) return { text, mark: undefined }
  return { text: trimmed.slice(0, at).trimEnd(), mark: { kind: match[1] as HeadingMark['kind'], id: match[2] as string } }
}
