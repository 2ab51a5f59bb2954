import { type Diagnostic, diagnostic } from '@refractor/core'
import { discover, readStateAt } from '@refractor/workspace'
import { type Answer, type RevisionAt, refused } from './answer.ts'
import type { CommandSpec } from './command-spec.ts'
import { type CommandContext, contextOf } from './context.ts'

type Load = Exclude<CommandSpec, { readonly needs: 'nothing' }>['load']

/** A revision without a workspace is not helped by making one here. */
const inRevision =
  (revision: string) =>
  (one: Diagnostic): Diagnostic =>
    one.code === 'workspace/not-found'
      ? {
          ...one,
          message: `there is no refractor.yaml in ${revision}`,
          help: 'name a revision that has a workspace: git log -- refractor.yaml',
        }
      : one

/**
 * A command on a workspace, run on a revision of git instead of the work tree. Gates are judged at the time of its commit, so that what
 * was fresh then counts as fresh, unless --now gives another time.
 */
export async function atRevision(load: Load) {
  return {
    async run(context: CommandContext, args: readonly string[], options: { readonly at: string }): Promise<Answer> {
      const { command, cwd, common } = context
      // A bare clone, or one without a checkout, holds no refractor.yaml.
      const discovery = discover(cwd)
      const root = discovery.ok ? discovery.root : cwd
      const read = await readStateAt(root, options.at)
      if (!read.ok) return { ...refused(command, read.diagnostics.map(inRevision(options.at))), revisions: { root } }
      const { tree, committedAt, snapshot } = read.value
      const at: RevisionAt = { revision: options.at, commit: tree.commit, committedAt }
      const place = { revisions: { root, at } }
      const opened = contextOf({ ...context, now: common.now === undefined ? committedAt : context.now }, root, snapshot)
      if (!opened.ok) return { ...refused(command, opened.diagnostics), ...place }
      if (opened.context.programs.length === 0)
        return { ...refused(command, [...opened.context.diagnostics, ...none(opened.context.diagnostics, options.at)]), ...place }
      const answer = await (await load()).run({ ...opened.context, tree }, args, options as never)
      const data = { at, ...answer.data, ...('next' in answer.data && { next: [] }) }
      return { ...answer, diagnostics: [...tree.diagnostics, ...answer.diagnostics], data, ...place }
    },
  }
}

const none = (found: readonly Diagnostic[], revision: string): Diagnostic[] =>
  found.some((one) => one.severity === 'error')
    ? []
    : [diagnostic('workspace/no-program', `${revision} has no program`, { help: 'name another revision' })]
