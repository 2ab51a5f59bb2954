import type { Case, Diagnostic, EvidenceRecord, Planned, Program } from '@refractor/core'
import { recordState } from '../../../core/src/gates/record-state.ts'
import { applyPlan } from '../../src/apply-plan.ts'
import type { EvidenceContext } from '../../src/evidence-types.ts'
import { gatherFacts } from '../../src/gather-facts.ts'
import { readHead } from '../../src/git.ts'
import { readCase } from '../../src/read-case.ts'
import { readSnapshot } from '../../src/read-snapshot.ts'
import { tempRepository } from './temp.ts'

export const now = '2026-11-21T05:00:00Z'

/** A criterion of P2 as flow YAML: `check: {…}, inputs: [...]`. */
export interface Criteria {
  readonly [id: string]: string
}

const phase = (criteria: Criteria): string =>
  `format: 1
id: P2
title: Trust
exit:
  criteria:
${Object.entries(criteria)
  .map(([id, body]) => `    - { id: ${JSON.stringify(id)}, statement: holds${body === '' ? '' : `, ${body}`} }`)
  .join('\n')}
milestones:
  - { id: P2.M1, title: First, acceptance: [{ id: P2.M1.1, statement: done, check: { kind: evidence } }] }
`

export interface EvidenceWorkspace {
  readonly root: string
  readonly program: Program
  readonly context: EvidenceContext
}

/** A committed workspace with a phase P2 that has these criteria, and some source files. */
export async function evidenceWorkspace(
  criteria: Criteria = { 'P2.1': 'check: { kind: test }' },
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<EvidenceWorkspace> {
  const root = tempRepository({
    'refractor.yaml': 'format: 1\n',
    'specification/program.yaml': 'format: 1\nid: golden\nname: Golden\n',
    'specification/phases/P2.yaml': phase(criteria),
    'src/main.ts': 'export const a = 1\n',
    '.gitignore': 'build/\n.refractor/\n',
    ...files,
  })
  return { root, ...(await load(root)) }
}

async function load(root: string): Promise<{ program: Program; context: EvidenceContext }> {
  const snapshot = await readSnapshot(root, { cache: false })
  const program = snapshot.programs[0]?.program
  if (!program) throw new Error(JSON.stringify(snapshot.diagnostics))
  return {
    program,
    context: {
      root,
      program,
      folders: [program.folders],
      stamp: { now, author: 'A <a@example.org>', commit: readHead(root).commit },
      version: '0.1.0',
    },
  }
}

/** The context as it is after a commit. */
export function atHead(context: EvidenceContext, at: string = now): EvidenceContext {
  return { ...context, stamp: { ...context.stamp, now: at, commit: readHead(context.root).commit } }
}

export function apply(root: string, planned: Planned): void {
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics))
  const applied = applyPlan(root, planned.plan)
  if (!applied.ok) throw new Error(JSON.stringify(applied.diagnostics))
}

export const codes = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map((one) => `${one.severity === 'error' ? '' : `${one.severity}: `}${one.code}`)

/** What the gate says of every record of the workspace, by its path: the same reading and the same digests as in a check. */
export async function statesOf(root: string, at: string = now): Promise<Record<string, string>> {
  const snapshot = await readSnapshot(root, { cache: false })
  const program = snapshot.programs[0]?.program as Program
  const read: Case = (await readCase(snapshot, program, { cache: false })).case
  const files = read.evidence.flatMap(({ record }) =>
    (record?.artifacts ?? []).flatMap((one) => (typeof one === 'string' ? one : (one.path ?? []))),
  )
  const inputs = read.evidence.flatMap(({ record }) =>
    (record?.inputs ?? []).flatMap((one) => (typeof one === 'string' ? [] : [one.patterns ?? []])),
  )
  const facts = await gatherFacts(root, { files, texts: [], globs: [], inputs }, { folders: [program.folders] })
  return Object.fromEntries(read.evidence.map((file) => [file.source.path, recordState(file, facts, { now: at }).state]))
}

export function recordOf(planned: { readonly record?: EvidenceRecord }): EvidenceRecord {
  if (!planned.record) throw new Error('there is no record')
  return planned.record
}
