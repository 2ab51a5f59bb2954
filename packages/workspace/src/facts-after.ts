import { type Facts, type FileFact, matcher, type Step } from '@refractor/core'
import { sha256Of } from './read-file.ts'

/** What is known of a file that a step writes. */
function written({ text, bytes }: { readonly text: string; readonly bytes?: Uint8Array }): FileFact {
  const size = bytes?.length ?? Buffer.byteLength(text)
  return { state: 'file', sha256: sha256Of(bytes ?? text), size, ...(bytes === undefined && { text }) }
}

/** The facts as they will be when some steps are done. Only of what was asked for before, or is written by them, is something known. */
export function factsAfter(facts: Facts, steps: readonly Step[], textOf: (path: string) => string | undefined): Facts {
  if (steps.length === 0) return facts
  const files = new Map<string, FileFact>(facts.files)
  for (const step of steps) {
    if (step.type === 'remove') files.set(step.path, { state: 'missing' })
    else if (step.type !== 'move') files.set(step.path, written(step))
    else {
      const text = textOf(step.from)
      const known = files.get(step.from) ?? { state: 'file', sha256: step.before }
      files.set(step.to, known.text === undefined && text !== undefined ? { ...known, text } : known)
      files.set(step.from, { state: 'missing' })
    }
  }
  const touched = steps.flatMap((step) => (step.type === 'move' ? [step.from, step.to] : [step.path]))
  const globs = new Map(
    [...facts.globs].map(([pattern, paths]) => {
      const matches = matcher([pattern])
      const now = new Set([...paths, ...touched.filter(matches)])
      return [pattern, [...now].filter((path) => files.get(path)?.state !== 'missing').sort()] as const
    }),
  )
  return { ...facts, files, globs }
}
