import type { ProgramFiles } from '@refractor/core'

/** False for a program with a file that is no record: all that stands in it would look as if it were gone. */
export function isWhole({ program, phases, parts = {}, ...others }: ProgramFiles): boolean {
  const files = [program, ...phases, ...Object.values(others), ...Object.values(parts).flat()]
  return files.every((file) => file === undefined || file.record !== undefined)
}
