import {
  type Case,
  diagnostic,
  type EvidenceRecord,
  findRecords,
  instantOf,
  type Program,
  type RecordFile,
  recordsFor,
  toStatement,
} from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { repositoryPath } from '../repository-path.ts'

/** The record at a path, in a folder, or the newest one that speaks for a criterion. */
function find(context: WorkspaceContext, program: Program, read: Case, name: string): RecordFile<EvidenceRecord> | undefined {
  const path = repositoryPath(context, name)
  const at = read.evidence.find(({ source }) => source.path === path || source.path === `${path?.replace(/\/$/, '')}/metadata.json`)
  if (at !== undefined) return at
  const criterion = findRecords([program], name).find((one) => one.type === 'criterion')
  const entry = criterion && program.criteria.get(criterion.entry.id)
  const records = entry === undefined ? [] : recordsFor(program, read, entry).filter((one) => one.record !== undefined)
  return [...records].sort((a, b) => instantOf(b.record?.date ?? '') - instantOf(a.record?.date ?? ''))[0]
}

/** A record as an in-toto Statement v1. */
export async function run(context: WorkspaceContext, [name = '']: readonly string[]): Promise<Answer> {
  for (const program of context.programs) {
    const { case: read } = await readProgramCase(context, program)
    const file = find(context, program, read, name)
    if (file?.record === undefined) continue
    const statement = toStatement(file.record, { path: file.source.path, sha256: file.sha256 })
    return {
      command: context.command,
      diagnostics: [],
      data: { path: file.source.path, statement, text: JSON.stringify(statement, null, 2) },
    }
  }
  return refused(context.command, [
    diagnostic('cli/unknown-id', `there is no readable record ${name}`, { help: 'refractor evidence list' }),
  ])
}
