import { placeBefore } from '../link/evidence-folder.ts'
import type { Program } from '../link/program-types.ts'
import type { EvidenceRecord } from '../schema/records.ts'
import type { RecordFile } from './case.ts'

type Artifact = NonNullable<EvidenceRecord['artifacts']>[number]

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/**
 * A record of superseded evidence that a review moved, read for what it is: its bytes still name its artifacts where they lay, and
 * those of its own folder have moved with it. Any other record is given back as it is.
 */
export function asMoved<F extends RecordFile<EvidenceRecord>>(program: Pick<Program, 'folders' | 'file'>, file: F): F {
  const { path } = file.source
  const was = placeBefore(program, path)
  if (was === undefined) return file
  const [from, to] = [folderOf(was), folderOf(path)]
  const moved = (one: string): string => (one.startsWith(from) ? to + one.slice(from.length) : one)
  const artifacts = file.record?.artifacts?.map((artifact): Artifact => {
    if (typeof artifact === 'string') return moved(artifact)
    return artifact.path === undefined ? artifact : { ...artifact, path: moved(artifact.path) }
  })
  return { ...file, was, ...(file.record && artifacts && { record: { ...file.record, artifacts } }) }
}

/** True when a record is among those that are named, by path or by digest. */
export function isNamedAs(names: { has(name: string): boolean }, file: RecordFile<EvidenceRecord>): boolean {
  return names.has(file.source.path) || (file.was !== undefined && names.has(file.was)) || names.has(file.sha256)
}
