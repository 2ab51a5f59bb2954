import { command, shellWord } from '../../link/command-line.ts'
import type { DeliverableEntry } from '../../link/program-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { needsProof } from '../ask-proofs.ts'
import { askRecords } from '../ask-records.ts'
import { allOf, anyOf, type PartFinding } from '../compose.ts'
import { askPatterns, askProof } from '../facts-asked.ts'
import { about, unmet, unreadable } from '../finding.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { artifactsOf } from '../record-claims.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { resolvePatterns } from '../resolve-paths.ts'
import { type ReadEvidence, recordsFor, recordsOfPlaces } from '../speaks-for.ts'
import { explainCommand } from './explain-command.ts'
import { runFailed } from './outcome-of-run.ts'

type Check = LeafOf<'evidence'>

/** Something that records have to list. */
interface Wanted {
  readonly patterns: readonly string[]
  /** The deliverable that it is, when the plan names it. */
  readonly deliverable: DeliverableEntry | undefined
}

/** The deliverables of the milestone of an acceptance gate, else of the whole phase. */
export function deliverablesOf({ program, gate }: Pick<CriterionContext, 'program' | 'gate'>): DeliverableEntry[] {
  const all = [...program.deliverables.values()]
  return gate.milestone === undefined
    ? all.filter((one) => gate.phase !== undefined && one.phase === gate.phase)
    : all.filter((one) => one.milestone === gate.milestone)
}

function wantedOf(check: Check, context: CriterionContext): Wanted[] {
  if (Array.isArray(check.covers)) return [{ patterns: check.covers, deliverable: undefined }]
  return deliverablesOf(context).map((deliverable) => ({
    patterns: deliverable.record.path === undefined ? [] : [deliverable.record.path],
    deliverable,
  }))
}

/** The records that may cover something: those of the criterion, of its gate, and of the milestone of the deliverable. */
function recordsCovering(
  { program, case: records, criterion }: CriterionContext,
  deliverable: DeliverableEntry | undefined,
): ReadEvidence[] {
  const places = [criterion.gate, ...(deliverable?.milestone === undefined ? [] : [deliverable.milestone])]
  return [...new Set([...recordsFor(program, records, criterion), ...recordsOfPlaces(program, records, places)])]
}

const bare = (path: string): string => path.replace(/\/$/, '')

/** A record covers a path when it lists it as an artifact, and the run behind it did not fail. */
function judgeCover(path: string, record: EvidenceRecord, criterion: string): Judgement {
  const listed = artifactsOf(record).some((artifact) => bare(artifact.path) === bare(path))
  if (!listed) return { says: 'nothing' }
  if (runFailed(record, criterion, true)) return { says: 'failed', because: `the record of ${path} says that it failed`, oneSided: true }
  return { says: 'passed', because: `${path} is covered` }
}

function judgePath(path: string, check: Check, files: readonly ReadEvidence[], context: JudgeContext): PartFinding {
  const finding = verdictOnRecords(files, context, {
    judge: (record) => judgeCover(path, record, context.criterion.id),
    environment: check.environment,
    nothing: `no record lists ${path}`,
    fix: `${command(context.program, 'evidence add', context.criterion.id)} --artifact ${shellWord(path)}`,
  })
  return finding.outcome === 'unmet' && finding.open === undefined ? about(finding, [path]) : finding
}

function judgeWanted({ patterns, deliverable }: Wanted, check: Check, context: JudgeContext): PartFinding {
  const fix = explainCommand(context)
  if (deliverable && patterns.length === 0) return unmet('undefined', `deliverable ${deliverable.id} has no path`, { fix })
  const files = recordsCovering(context, deliverable)
  const findings = resolvePatterns(patterns, context.facts, true).map(({ pattern, paths }): PartFinding => {
    const each = (): PartFinding => {
      if (paths === undefined) return unreadable(`the files of ${pattern} cannot be listed`, { fix })
      if (paths.length === 0) return unmet('missing', `no file matches ${pattern}`, { fix })
      return allOf(
        paths.map((path) => judgePath(path, check, files, context)),
        fix,
      )
    }
    // A directory is covered as a whole, by its tree, or file by file.
    return pattern.endsWith('/') ? anyOf([judgePath(pattern, check, files, context), each()], fix) : each()
  })
  return allOf(findings, fix)
}

export const evidence: CriterionKind<'evidence'> = {
  kinds: ['evidence'],
  asks(check, context, asked) {
    for (const { patterns, deliverable } of wantedOf(check, context)) {
      const files = recordsCovering(context, deliverable)
      askRecords(asked, files)
      for (const file of files) if (needsProof(context.program, file, context.criterion.record.trust)) askProof(asked, file.source.path)
      askPatterns(asked, patterns)
      askPatterns(asked, patterns, 'digests')
    }
  },
  judge(check, context) {
    const wanted = wantedOf(check, context)
    if (wanted.length === 0)
      return unmet('missing', `${context.gate.milestone ?? context.gate.phase ?? context.gate.id} has no deliverables`, {
        fix: explainCommand(context),
      })
    return allOf(
      wanted.map((one) => judgeWanted(one, check, context)),
      explainCommand(context),
    )
  },
  wants(check, context) {
    const wanted = wantedOf(check, context).flatMap(({ patterns, deliverable }) =>
      patterns.length > 0 ? patterns : (deliverable?.id ?? []),
    )
    return wanted.length === 0
      ? 'deliverables with paths, each covered by a fresh record'
      : `fresh records that list ${wanted.join(', ')} as artifacts`
  },
  command: (_check, { program, criterion }) => `${command(program, 'evidence add', criterion.id)} --artifact FILE`,
}
