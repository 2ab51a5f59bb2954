import { type Case, type Facts, type FileFact, type GateResult, judgeGates, planReview, type Program, type Stamp } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { gateData } from './gate-data.ts'
import { factsFor, readProgramCase } from './judge.ts'
import { mutate } from './mutate.ts'

const nothingKnown: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

const judgeLive = (program: Program, read: Case, facts: Facts, phase: string, now: string): GateResult =>
  judgeGates(program, read, facts, [phase], { now, live: true }).gates[0] as GateResult

/** The case as the review would leave it. Only for asking what has to be known about it: nothing is decided here. */
function caseAfterReview(program: Program, read: Case, phase: string, stamp: Stamp): Case {
  let after = read
  const remember = (future: Case): GateResult => {
    after = future
    return judgeLive(program, future, nothingKnown, phase, stamp.now)
  }
  planReview(program, read, phase, remember, stamp)
  return after
}

/** The facts as the review would leave them: what it archives lies in the outbox with the content it has now. */
function factsAfterReview(facts: Facts, before: Case, after: Case): Facts {
  const files = new Map<string, FileFact>(facts.files)
  const known = new Set(before.outbox.map((file) => file.checklist.source.path))
  for (const { checklist, sha256, metadata } of after.outbox) {
    if (known.has(checklist.source.path)) continue
    files.set(checklist.source.path, { state: 'file', sha256, text: checklist.source.text })
    if (metadata !== undefined) files.set(metadata.source.path, { state: 'file', sha256: metadata.sha256, text: metadata.source.text })
  }
  const left = new Set(after.inbox.map((file) => file.checklist.source.path))
  for (const { checklist } of before.inbox) if (!left.has(checklist.source.path)) files.set(checklist.source.path, { state: 'missing' })
  return { ...facts, files }
}

/** The exit review of a phase: judged on the state that it would produce, and applied only if that is met. */
export async function reviewPhase(context: WorkspaceContext, program: Program, phase: string, stamp: Stamp): Promise<Answer> {
  const { case: read, diagnostics } = await readProgramCase(context, program)
  const after = program.gates.has(phase) ? caseAfterReview(program, read, phase, stamp) : read
  const gathered = await factsFor(context, program, after, program.gates.has(phase) ? [phase] : [], { live: true })
  const facts = factsAfterReview(gathered, read, after)
  const outcome = planReview(program, read, phase, (future) => judgeLive(program, future, facts, phase, context.now), stamp)
  const gates = outcome.gate === undefined ? [] : [outcome.gate]
  const data = { gates: gates.map((gate) => gateData(gate)) }
  const answer = await mutate(context, outcome, { root: context.root, ask: `Close ${phase}?`, data })
  return { ...answer, gates, diagnostics: [...diagnostics, ...gathered.diagnostics, ...answer.diagnostics] }
}
