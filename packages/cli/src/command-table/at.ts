import type { CommandSpec, OptionSpec } from '../command-spec.ts'

type OfWorkspace = Exclude<CommandSpec, { readonly needs: 'nothing' }>

export const atOption: OptionSpec = { flags: '--at <revision>', summary: 'as this revision of git has it, at the time of its commit' }

/** What `onRevisions` is for a command that can look at a revision as it looks at the work tree. */
export const at = (load: OfWorkspace['load']): NonNullable<CommandSpec['onRevisions']> => ({
  options: ['at'],
  load: async () => (await import('../at-revision.ts')).atRevision(load),
})
