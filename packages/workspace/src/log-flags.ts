/** What every `git log` here is run with: no setting, driver, signature check or note of a repository shows in what is listed. */
export const plainLog = [
  '-z',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-notes',
  '--no-color',
  '--encoding=UTF-8',
] as const

/** The files that a commit changes, by their whole object ids, each under its own name. */
export const rawChanges = ['--raw', '--no-abbrev', '--no-renames'] as const
