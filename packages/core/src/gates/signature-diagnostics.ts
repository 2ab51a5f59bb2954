import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import { provenOf } from './approvals/proven.ts'
import type { Case, Facts, RecordFile } from './case.ts'
import { identityOf } from './identity.ts'
import { authorText } from './record-claims.ts'

type Author = Parameters<typeof identityOf>[1]

/**
 * Records whose signature is good and that of somebody else: they name a person who did not sign them. Signatures that do not hold at
 * all were reported when they were verified.
 */
export function signedByOthers(program: Program, records: Case, facts: Facts): Diagnostic[] {
  if (facts.proofs === undefined) return []
  const { proofs } = facts
  const of = <T>(files: readonly RecordFile<T>[], author: (record: T) => Author): Diagnostic[] =>
    files.flatMap((file) => {
      const { path } = file.source
      if (file.record === undefined || proofs.get(path)?.signature?.state !== 'good') return []
      const name = author(file.record)
      const { bad } = provenOf(program, path, identityOf(program, name), facts)
      if (bad === undefined) return []
      return [
        diagnostic('signature/bad', `${path} is said to be by ${authorText(name)}: ${bad}`, {
          location: locate(file, ''),
          help: 'let who is named sign it, or record it anew as who signed it',
        }),
      ]
    })
  return [
    ...of(records.approvals, ({ by }) => by),
    ...of(records.waivers ?? [], ({ by }) => by),
    ...of(records.evidence, ({ author }) => author),
    ...of(records.reviews, ({ author }) => author),
  ]
}
