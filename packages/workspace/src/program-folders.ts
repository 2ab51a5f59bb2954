import { idToFileName, type ProgramFolders, type RecordOf } from '@refractor/core'

const trim = (path: string): string => path.replace(/\/+$/, '')

/**
 * Where the folders of a program are. The default program uses the folders of refractor.yaml as they are, every other one
 * has `<id>/` below each. An evidence folder that program.yaml names is taken as it stands.
 */
export function programFolders(
  workspace: RecordOf<'workspace'> | undefined,
  id: string,
  isDefault: boolean,
  evidence?: string,
): ProgramFolders {
  const folders = workspace?.folders
  const below = isDefault ? '' : `/${idToFileName(id)}`
  return {
    specification: trim(folders?.specification ?? 'specification') + below,
    inbox: trim(folders?.inbox ?? 'inbox') + below,
    outbox: trim(folders?.outbox ?? 'outbox') + below,
    evidence: evidence === undefined ? trim(folders?.evidence ?? 'docs/evidence') + below : trim(evidence),
  }
}

/** True when `path` is `folder` or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
