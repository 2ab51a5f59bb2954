import { type Diagnostic, diagnostic, type Plan } from '@refractor/core'
import { ignoredPaths } from '@refractor/workspace'

/** That git ignores files which a plan made: a record that no other clone gets proves nothing there. */
export function ignoredWarning(root: string, plan: Plan): Diagnostic[] {
  const made = plan.steps.flatMap((step) => (step.type === 'create' ? step.path : step.type === 'move' ? step.to : []))
  const [first, ...more] = ignoredPaths(root, made)
  if (first === undefined) return []
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  return [
    diagnostic('git/ignored', `git ignores ${first}${others}: no other clone will have it`, {
      location: { file: first, line: 1, column: 1 },
      help: `git check-ignore -v ${first}, and narrow that pattern: /junit.xml is the one at the top only`,
    }),
  ]
}
