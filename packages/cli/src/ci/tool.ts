/** Where a job gets the tool from: a repository of the forge, and the commit that it is pinned to. */
export interface PinnedTool {
  /** "owner/name". */
  readonly repository: string
  /** Full object id. */
  readonly commit: string
}

/** What stands in the files until somebody says where the tool is kept; a job with it fails, and lets nothing through. */
export const unknownTool: PinnedTool = { repository: 'OWNER/refractor', commit: 'COMMIT' }

/** Reads `owner/name@commit`; undefined for anything that a workflow could not pin. */
export function pinnedTool(text: string): PinnedTool | undefined {
  const [, repository, commit] = /^([A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)+)@([0-9a-f]{40}|[0-9a-f]{64})$/.exec(text) ?? []
  return repository === undefined || commit === undefined ? undefined : { repository, commit }
}

/** A file of a forge. */
export interface CiFile {
  readonly path: string
  readonly text: string
  readonly why: string
}
