import type { Program } from '@refractor/core'
import { pathFinder } from './find-path.ts'
import { limits, readText } from './read-file.ts'
import { walk } from './walk.ts'

/** How many records of this criterion there are of a run of exactly these arguments; what cannot be read does not count. */
export function earlierRuns(root: string, program: Program, criterion: string, argv: readonly string[]): number {
  const find = pathFinder(root)
  const wanted = JSON.stringify(argv)
  let count = 0
  for (const path of walk(find, program.folders.evidence, { want: (name) => name === 'metadata.json' }).files) {
    const read = readText(find, path, limits.evidence)
    // Most records do not name the criterion; parsing those would be in vain.
    if (!read.ok || !read.source.text.includes(JSON.stringify(criterion))) continue
    try {
      const record = JSON.parse(read.source.text) as { program?: unknown; criteria?: unknown; producer?: { argv?: unknown } } | null
      if (record?.program !== undefined && record.program !== program.id) continue
      if (Array.isArray(record?.criteria) && record.criteria.includes(criterion) && JSON.stringify(record.producer?.argv) === wanted)
        count++
    } catch {
      // A record that is no JSON is reported by the gate.
    }
  }
  return count
}
