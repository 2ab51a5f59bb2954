import type { RecordType } from '../link/record-types.ts'
import { recordFingerprint } from '../trace/fingerprint.ts'
import type { SpecificationFile } from './record-places.ts'
import { type ReadYaml, recordLooks } from './record-sight.ts'
import type { RecordVersion } from './record-version.ts'

/** A file as it was before a commit, or after it. */
export interface FileVersion {
  readonly text: string
  readonly file: SpecificationFile
}

const idLine = /^ *(?:- +)?id:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|([^\s"'#|>&*!{[%@`][^#\n]*?))[ \t]*(?:#.*)?\r?$/gm

/** The ids that lines of a text declare. */
function idsIn(versions: readonly FileVersion[]): Set<string> {
  const ids = new Set<string>()
  for (const { text } of versions) for (const [, double, single, plain] of text.matchAll(idLine)) ids.add(double ?? single ?? plain ?? '')
  return ids
}

/** More ids than this come or go only with whole files. */
const most = 200

/**
 * The id that a record has on the other side of a commit: one that is only there, and whose record, of the same type, means the same. Two
 * such ids are none. `here` and `there` are the files that the commit changed, on the side that has the record and on the other one.
 */
export function renamedId(
  { type, fields }: RecordVersion,
  here: readonly FileVersion[],
  there: readonly FileVersion[],
  read: ReadYaml,
): string | undefined {
  const own = idsIn(here)
  const candidates = [...idsIn(there)].filter((id) => id !== '' && !own.has(id))
  if (candidates.length > most) return undefined
  const meaning = recordFingerprint(type, fields)
  const same = candidates.filter((id) => {
    const looks = recordLooks(id, read)
    return there.some(({ text, file }) => meaningIn(looks.look(text, file), type) === meaning)
  })
  return same.length === 1 ? same[0] : undefined
}

function meaningIn(sights: ReadonlyMap<RecordType, RecordVersion> | 'unreadable', type: RecordType): string | undefined {
  const version = sights === 'unreadable' ? undefined : sights.get(type)
  return version && recordFingerprint(type, version.fields)
}
