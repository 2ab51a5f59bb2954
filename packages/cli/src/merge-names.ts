import { readHead } from '@refractor/workspace'
import type { CommandContext } from './context.ts'

/** What git gives as a name; older versions leave the %X of the driver as it is. */
const given = (name: string | undefined): string | undefined =>
  name === undefined || name === '' || name.startsWith('%') ? undefined : name

/** The names of the branches that git is merging, as it hands them to what it runs: GITHEAD_<commit>=<name>. */
function mergedNames({ io }: CommandContext): string[] {
  const names = Object.entries(io.env).flatMap(([key, name]) => (/^GITHEAD_[0-9a-f]{40,64}$/.test(key) && name ? [name] : []))
  return [...new Set(names)].filter((name) => !/[\r\n]/.test(name))
}

/** What stands behind the marks of a conflict. */
export function markNames(context: CommandContext, ours: string | undefined, theirs: string | undefined): { ours: string; theirs: string } {
  const branch = given(ours) ?? readHead(context.cwd).branch
  const merged = mergedNames(context)
  const other = given(theirs) ?? (merged.length === 1 ? merged[0] : undefined)
  const named = (side: string, name: string | undefined): string => (name === undefined ? side : `${side} (${name})`)
  return { ours: named('ours', branch), theirs: named('theirs', other) }
}
