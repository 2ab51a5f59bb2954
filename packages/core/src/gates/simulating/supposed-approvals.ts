import { leavesOf } from '../../link/checks-of.ts'
import { isGlob } from '../../link/path-pattern.ts'
import type { CriterionEntry, Program } from '../../link/program-types.ts'
import { isAssigned } from '../../link/state.ts'
import type { ApprovalRecord } from '../../schema/records.ts'
import type { Case, Facts, FileFact, Proof, RecordFile } from '../case.ts'
import { criterionDefinition } from '../definition.ts'
import { globOfDirectory } from '../facts-asked.ts'
import { presentDigest } from '../present-digest.ts'
import { resolvePatterns } from '../resolve-paths.ts'

/** Somebody who could approve. */
export interface Approver {
  /** As a record would name them. */
  readonly by: string
  /** As people call them. */
  readonly name: string
  /** Id of the person of the program; undefined for the owner of a role who is none. */
  readonly person: string | undefined
}

const approverOf = (program: Program, id: string): Approver[] => {
  const person = program.people.get(id)?.record
  if (person === undefined || person.kind === 'bot') return []
  const [address] = person.emails ?? []
  return [{ by: address === undefined ? id : `${person.name ?? id} <${address}>`, name: person.name ?? id, person: id }]
}

/** Who holds a role, or is the person of that id: people of the program, and the owner that the role names. */
export function approversFor(program: Program, word: string): Approver[] {
  const holders = [...program.people.values()]
    .filter(({ record }) => record.roles?.includes(word))
    .flatMap(({ id }) => approverOf(program, id))
  const owner = program.roles.get(word)?.record.owner
  if (owner === undefined || !isAssigned(owner)) return holders.length > 0 ? holders : approverOf(program, word)
  const known = [...program.people.values()].find(({ id, record }) =>
    [id, record.name, ...(record.emails ?? [])].some((one) => one !== undefined && owner.includes(one)),
  )
  const owning =
    known === undefined ? [{ by: owner, name: owner.replace(/\s*<.*$/, '') || owner, person: undefined }] : approverOf(program, known.id)
  return [...holders, ...owning.filter((one) => !holders.some(({ by }) => by === one.by))]
}

/** Everybody who could approve anything. */
export const anybody = (program: Program): Approver[] => [...program.people.keys()].flatMap((id) => approverOf(program, id))

function subjectsOf(patterns: readonly string[], records: Case, facts: Facts): ApprovalRecord['subjects'] {
  const paths = resolvePatterns(patterns, facts, true).flatMap((one) => one.paths ?? [])
  return [...new Set(paths)].flatMap((path) => {
    const { sha256 } = presentDigest(path, records, facts)
    return sha256 === undefined ? [] : [{ path, sha256 }]
  })
}

const supposedFile: FileFact = { state: 'file', sha256: 'f'.repeat(64), size: 1 }

/** The facts as they would be with every file that is to be approved: only somebody who approves may see them. */
function withSubjects(facts: Facts, patterns: readonly string[]): Facts {
  const files = new Map(facts.files)
  const globs = new Map(facts.globs)
  for (const { pattern, paths } of resolvePatterns(patterns, facts, true)) {
    const isOne = paths?.length === 1 && paths[0] === pattern
    if (isOne && (files.get(pattern)?.state ?? 'missing') === 'missing') files.set(pattern, supposedFile)
    if (paths?.length !== 0) continue
    const key = pattern.endsWith('/') && !isGlob(pattern) ? globOfDirectory(pattern) : pattern
    globs.set(key, ['supposed'])
    files.set('supposed', supposedFile)
  }
  return { ...facts, files, globs }
}

/** The case and the facts as they would be after these people had approved, signed and with all that is asked for, what some criteria want approved. */
export function withApprovals(
  program: Program,
  records: Case,
  facts: Facts,
  criteria: readonly CriterionEntry[],
  approvers: readonly Approver[],
  now: string,
  isWritten: boolean,
): { readonly case: Case; readonly facts: Facts; readonly factsOfApprovals?: Facts } {
  if (approvers.length === 0 && !isWritten) return { case: records, facts }
  const patterns = criteria.flatMap(({ record }) =>
    leavesOf(record).flatMap(({ leaf }) => (leaf.kind === 'approval' ? (leaf.subjects ?? []) : [])),
  )
  const complete = withSubjects(facts, patterns)
  const files: RecordFile<ApprovalRecord>[] = []
  const proofs = new Map<string, Proof>(facts.proofs)
  for (const criterion of criteria) {
    for (const [part, { leaf }] of leavesOf(criterion.record).entries()) {
      if (leaf.kind !== 'approval') continue
      const subjects = subjectsOf(leaf.subjects ?? [], records, complete)
      for (const [index, { by, person }] of approvers.entries()) {
        // A digest that no file has: nothing revokes it.
        const path = `.refractor/approvals/supposed/${criterion.id}-${part}-${index}.json`
        const record: ApprovalRecord = {
          format: 1,
          program: program.id,
          decision: 'approve',
          target: { type: 'criterion', id: criterion.id },
          definition: criterionDefinition(criterion),
          subjects,
          by,
          ...(leaf.forum !== undefined && { forum: leaf.forum, forumDate: now.slice(0, 10) }),
          ...((leaf.minutes || leaf.forum !== undefined) && { minutes: 'supposed' }),
          ...(leaf.aspect !== undefined && { aspect: leaf.aspect }),
          at: now,
          trust: 'signed',
        }
        files.push({ source: { path, text: '' }, record, positions: {}, diagnostics: [], sha256: `supposed-${path}` })
        proofs.set(path, {
          ...(person !== undefined && { signature: { state: 'good', person } as const }),
          written: { commit: '0'.repeat(40), at: now, author: by },
        })
      }
    }
  }
  return {
    case: { ...records, approvals: [...records.approvals, ...files] },
    facts: { ...facts, proofs },
    factsOfApprovals: { ...complete, proofs },
  }
}
