import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import type { Case, Facts } from './case.ts'
import { isJudged } from './judge-criterion.ts'
import type { RecordState } from './record-state.ts'
import { type EvidenceFile, type ReadEvidence, recordsFor } from './speaks-for.ts'

/** Where a record lists a path among its artifacts; the record itself where it does not. */
export function artifactLocation(file: EvidenceFile, path: string | undefined): Location {
  const index = (file.record?.artifacts ?? []).findIndex((artifact) => (typeof artifact === 'string' ? artifact : artifact.path) === path)
  return locate(file, index < 0 ? '' : `/artifacts/${index}`)
}

/** An artifact of a record differs from its digest. */
export function tamperedDiagnostic(file: EvidenceFile, { because, path }: RecordState, program: Program): Diagnostic {
  return diagnostic('evidence/tampered', `${because}: ${file.source.path} no longer speaks for it`, {
    location: artifactLocation(file, path),
    help: `restore the artifact, or record the evidence again and remove this record; see ${command(program, 'evidence verify')}`,
  })
}

/** The commit of a record is not in the repository: a note, for what counts is the content. */
export function unknownCommit(file: ReadEvidence, facts: Facts): Diagnostic[] {
  const { commit } = file.record
  if (commit === undefined || facts.knownCommits === undefined || facts.knownCommits.has(commit)) return []
  const message = `${file.source.path} was made at ${commit.slice(0, 12)}, which is not in this repository`
  return [
    diagnostic('evidence/unknown-commit', message, {
      location: locate(file, '/commit'),
      help: 'nothing has to be done: digests of the content decide, and a squash or rebase drops commits',
    }),
  ]
}

/** What is to be said about the records that speak for some criteria. */
export function recordDiagnostics(
  program: Program,
  records: Case,
  facts: Facts,
  criteria: readonly CriterionEntry[],
  stateOf: (file: EvidenceFile) => RecordState,
): Diagnostic[] {
  const files = new Set(
    criteria.filter((criterion) => isJudged(program, criterion)).flatMap((criterion) => recordsFor(program, records, criterion)),
  )
  return [...files].flatMap((file) => {
    const state = stateOf(file)
    return [...(state.state === 'tampered' ? [tamperedDiagnostic(file, state, program)] : []), ...unknownCommit(file, facts)]
  })
}
