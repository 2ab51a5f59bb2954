import type { ChecklistFile } from '../gates/case.ts'
import { idToFileName } from '../link/file-name.ts'
import type { Program } from '../link/program-types.ts'

/** Where a checklist goes, and what is written beside it. */
export interface ArchivePaths {
  readonly archived: string
  readonly metadata: string
  /** In the folder that the checklist leaves; not Markdown, so that nothing takes it for a checklist. */
  readonly pointer: string
}

/** The folder of a phase in the outbox. */
export function outboxFolder(program: Program, phase: string): string {
  return `${program.folders.outbox}/${idToFileName(phase)}`
}

/** The record that closes a phase. */
export function reviewPath(program: Program, phase: string): string {
  return `${outboxFolder(program, phase)}/metadata.json`
}

/** The metadata beside an archived checklist. */
export function metadataPath(archived: string): string {
  return `${archived.replace(/\.md$/i, '')}.metadata.json`
}

/** The archived name follows the pattern of the program ({date}, {phase}, {name}; default "{name}.md"). `day` is YYYY-MM-DD. */
export function archivePaths(program: Program, file: ChecklistFile, day: string): ArchivePaths {
  const { path } = file.checklist.source
  const folder = path.slice(0, path.lastIndexOf('/'))
  const values: Readonly<Record<string, string>> = {
    date: day,
    phase: idToFileName(file.phase),
    name: path.slice(folder.length + 1).replace(/\.md$/i, ''),
  }
  const name = (program.file.record.archive?.name ?? '{name}.md').replace(
    /\{(date|phase|name)\}/g,
    (_, key: string) => values[key] as string,
  )
  const archived = `${outboxFolder(program, file.phase)}/${name}`
  return { archived, metadata: metadataPath(archived), pointer: `${folder}/${name.replace(/\.md$/i, '')}.archived.txt` }
}
