import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import { locate } from '../load/loaded.ts'
import type { Case, Facts } from './case.ts'
import { isJudged } from './judge-criterion.ts'
import { isNamedAs } from './moved-evidence.ts'
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

/** True when a valid record among these names a record that it supersedes. */
function isSuperseded(file: EvidenceFile, among: readonly ReadEvidence[], stateOf: (file: EvidenceFile) => RecordState): boolean {
  return among.some((one) => isNamedAs(new Set(one.record.supersedes), file) && stateOf(one).state === 'valid')
}

/** What is to be said about the records that speak for some criteria. */
export function recordDiagnostics(
  program: Program,
  records: Case,
  facts: Facts,
  criteria: readonly CriterionEntry[],
  stateOf: (file: EvidenceFile) => RecordState,
): Diagnostic[] {
  const lists = criteria.filter((criterion) => isJudged(program, criterion)).map((criterion) => recordsFor(program, records, criterion))
  const files = new Set(lists.flat())
  // Wherever a record that was tampered with speaks, another has to speak in its place; whether that one passes, the criterion says.
  const isReplaced = (file: ReadEvidence): boolean => lists.every((list) => !list.includes(file) || isSuperseded(file, list, stateOf))
  return [...files].flatMap((file) => {
    const state = stateOf(file)
    const isSpoiled = state.state === 'tampered' && !isReplaced(file)
    return [...(isSpoiled ? [tamperedDiagnostic(file, state, program)] : []), ...unknownCommit(file, facts)]
  })
}
