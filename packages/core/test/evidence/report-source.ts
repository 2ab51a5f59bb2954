import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '../../src/load/source.ts'

export function sourceOf(text: string, path = 'build/report'): SourceFile {
  return { path, text }
}

/** A report that the named tool has really written. */
export function fixture(name: string): SourceFile {
  return { path: `build/${name}`, text: readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8') }
}

/** Every proper prefix of a text, at most `count` of them, evenly spread: what a killed writer leaves behind. */
export function prefixes(text: string, count = 60): string[] {
  const body = text.trimEnd()
  const step = Math.max(1, Math.floor(body.length / count))
  const cuts: string[] = []
  for (let end = 0; end < body.length; end += step) cuts.push(body.slice(0, end))
  return cuts
}
