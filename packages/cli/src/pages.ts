import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from './io.ts'

/** The page of a diagnostic code, from the first folder that has it. The code must be one of the catalogue: it becomes a path. */
export function readPage(io: Pick<Io, 'pagesDirs'>, code: string): string | undefined {
  for (const folder of io.pagesDirs) {
    try {
      return readFileSync(join(folder, `${code}.md`), 'utf8')
    } catch {
      // The next folder may have it; the catalogue always has a title.
    }
  }
  return undefined
}
