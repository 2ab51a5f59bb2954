import { type Diagnostic, diagnostic, type SnapshotFact, snapshotRefs } from '@refractor/core'
import { keptSnapshots, snapshotFacts, snapshotProblem } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type FoundSnapshot, findSnapshots, readSnapshots, type SnapshotState, snapshotLine } from '../snapshot-data.ts'

/** A snapshot whose objects are here, and that git may throw away: it has no ref, or one that leads elsewhere. */
function unprotected({ file }: FoundSnapshot, kept: ReturnType<typeof keptSnapshots>): Diagnostic[] {
  if ('problem' in kept) return []
  const { id, tree } = file.record
  const to = kept.get(id)
  if (to === tree) return []
  const message = to === undefined ? `no ref keeps the objects of ${id}` : `${snapshotRefs}${id} leads to another tree`
  const help = to === undefined ? 'refractor snapshot create makes the refs that are missing' : `git update-ref -d ${snapshotRefs}${id}`
  return [diagnostic('snapshot/unprotected', message, { location: { file: file.source.path, line: 1, column: 1 }, help })]
}

const stateOf = (fact: SnapshotFact, problem: Diagnostic | undefined): SnapshotState =>
  fact.state !== 'present' ? fact.state : problem === undefined ? 'whole' : 'tampered'

/** Reads everything that snapshots hold, and compares it with their records: all of them, or those that are named. */
export async function run(context: WorkspaceContext, ids: readonly string[]): Promise<Answer> {
  const read = await readSnapshots(context)
  const told = [...context.diagnostics, ...read.flatMap((one) => one.diagnostics)]
  const named = findSnapshots(read, ids)
  if (named.problems.length > 0) return refused(context.command, [...told, ...named.problems])
  const all = read.flatMap(({ program, snapshots }) => snapshots.map((file) => ({ program, file })))
  const wanted = ids.length === 0 ? all : named.found
  const facts = snapshotFacts(
    context.root,
    wanted.map(({ file }) => file.record.tree),
  )
  const kept = keptSnapshots(context.root)
  const checked = wanted.map((one) => {
    const fact = facts.get(one.file.record.tree) ?? { state: 'absent' as const }
    const problem = snapshotProblem(one.file.record, fact)
    const problems = problem === undefined ? unprotected(one, kept) : [problem]
    return { line: { ...snapshotLine(one.file), state: stateOf(fact, problem) }, problems }
  })
  return {
    command: context.command,
    diagnostics: [...told, ...checked.flatMap(({ problems }) => problems)],
    data: { snapshots: checked.map(({ line }) => line) },
  }
}
