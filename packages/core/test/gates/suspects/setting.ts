import type { Case, Facts, RecordFile } from '../../../src/gates/case.ts'
import { judgeGates } from '../../../src/gates/judge.ts'
import type { GateResult } from '../../../src/gates/result.ts'
import { foundationNow } from '../../../src/gates/suspects/remembered.ts'
import type { Program } from '../../../src/link/program-types.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import type { LinkReview } from '../../../src/schema/trace.ts'
import { buildGraph } from '../../../src/trace/build-graph.ts'
import { isReviewable } from '../../../src/trace/link-memory.ts'
import { meaningsOf, rememberedNow } from '../../../src/trace/meaning.ts'
import type { SourceDocument } from '../../../src/trace/trace-types.ts'
import { buildProgram } from '../../build-program.ts'
import { caseOf, evidence, factsOf, fileOf, now } from '../build.ts'

/** Texts of the files of a program, without the folder, the extension and the format. */
export type Plan = Readonly<Record<string, string>>

export const plan: Plan = {
  program: 'id: demo\nname: Demo\nsources: { AP: docs/ap.md }\n',
  requirements: `requirements:
  - { id: "1", title: Moving, text: "All is moved." }
  - { id: "1.1", title: Lift, text: "It carries 250 kg.", parent: "1" }
  - { id: "1.2", title: Route, text: "Every box has a route." }
`,
  'phases/P0': `id: "P0"
title: Plan
milestones:
  - id: "P0.M1"
    title: Route
    tasks:
      - { id: "T1", title: Route, requirements: ["1.2"] }
    acceptance:
      - { id: "P0.M1.1", statement: "It is written.", check: { kind: attest, claim: written } }
tasks:
  - { id: "T2", title: Lift, prerequisites: ["T3"] }
  - { id: "T3", title: Tell, sourceRefs: ["AP L1-L2"] }
entry:
  criteria:
    - { id: "P0.E1", statement: "It may begin.", check: { kind: attest, claim: begin } }
exit:
  criteria:
    - { id: "P0.1", statement: "It fits.", traces: ["1.1"], check: { kind: attest, claim: fits } }
`,
  'phases/P1': `id: "P1"
title: Pack
tasks: [{ id: "T4", title: Pack }]
exit:
  criteria:
    - { id: "P1.1", statement: "It is packed.", check: { kind: attest, claim: packed } }
    - { id: "P1.2", statement: "P0 is done.", check: { kind: gate, gate: "P0" } }
`,
}

/** The program of a plan in which some texts are replaced: `edit('requirements', '250 kg', '300 kg')`. */
export function programOf(texts: Plan = plan): Program {
  return buildProgram(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`specification/${name}.yaml`, `format: 1\n${text}`])))
}

/** The plan with some words of a file replaced. */
export const edited = (...edits: readonly Edit[]): Plan => editedFrom(plan, ...edits)

type Edit = readonly [name: string, from: string, to: string]

/** The same of another plan. */
export function editedFrom(from_: Plan, ...edits: readonly Edit[]): Plan {
  const texts: Record<string, string> = { ...from_ }
  for (const [name, from, to] of edits) {
    if (!texts[name]?.includes(from)) throw new Error(`${name} does not say ${from}`)
    texts[name] = texts[name].replace(from, to)
  }
  return texts
}

export const documents = (text = 'Boxes first.\nThen shelves.\n'): SourceDocument[] => [{ alias: 'AP', path: 'docs/ap.md', text }]

/** A review of every link of a program as it is; or of what `targets` says. */
export function linkReview(program: Program, more: Partial<LinkReview> = {}): RecordFile<LinkReview> {
  const meaningOf = meaningsOf(program, documents())
  const targets = buildGraph(program)
    .links.filter(isReviewable)
    .map(({ relation, from, to }) => ({ ...rememberedNow(to, meaningOf), from: [`${relation} ${from}`] }))
  const file = fileOf('', {
    format: 1,
    kind: 'link-review',
    program: 'demo',
    reason: 'looked at',
    by: 'Ada <ada@example.org>',
    at: '2026-11-20T10:00:00Z',
    trust: 'self',
    targets,
    ...more,
  } as LinkReview)
  return { ...file, source: { path: `.refractor/links/${file.sha256.slice(-4)}.json`, text: '' } }
}

/** Good evidence of an observation, as it is made for a program: it remembers what it rests on. */
export function observed(
  program: Program,
  criterion: string,
  more: Partial<EvidenceRecord> & Record<string, unknown> = {},
  path = `docs/evidence/${criterion}/metadata.json`,
): RecordFile<EvidenceRecord> {
  const check = program.criteria.get(criterion)?.record.check as { claim: string }
  return evidence(
    {
      criteria: [criterion],
      result: { observations: [{ claim: check.claim, value: true }] },
      remembers: foundationNow(program, { criteria: [criterion] }, documents()),
      ...more,
    },
    path,
  )
}

/** Evidence for every criterion of the plan that asks for some, made for this program. */
export const allObserved = (program: Program, date = '2026-11-21T11:00:00Z'): RecordFile<EvidenceRecord>[] =>
  ['P0.M1.1', 'P0.E1', 'P0.1', 'P1.1'].map((id) => observed(program, id, { date }, `docs/evidence/${id}/${date}/metadata.json`))

export const facts = (more: Partial<Facts> = {}): Facts => ({ ...factsOf(), trace: { documents: documents() }, ...more })

export function judged(program: Program, records: Partial<Case>, id = 'P0', about: Facts = facts()): GateResult {
  const [gate] = judgeGates(program, caseOf(records), about, [id], { now }).gates
  if (gate === undefined) throw new Error(`no gate ${id}`)
  return gate
}

/** "P0 unmet: P0.1 met, P0.links unmet suspect" */
export const said = ({ id, verdict, criteria }: GateResult): string =>
  `${id} ${verdict}: ${criteria.map((one) => [one.id, one.outcome, ...(one.reason ? [one.reason] : [])].join(' ')).join(', ')}`
