// The exit review of a phase, as a script: says how the gate stands, and closes the phase if it is met.
//
//   npx tsx --conditions=development packages/workspace/examples/phase-exit-review.ts <folder> <phase> [--apply]
//
// Exit codes are those of refractor: 0 met, 1 not met, 2 not valid, 3 tampered with, 4 no answer.
import { type Diagnostic, exitCodeFor, type GateResult } from '@refractor/core'
import { openWorkspace } from '@refractor/workspace'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

function sayFindings(diagnostics: readonly Diagnostic[]): void {
  for (const { severity, code, message, location, help } of diagnostics) {
    const place = location === undefined ? '' : `${location.file}:${location.line}:${location.column} `
    say(`${severity}[${code}] ${place}${message}${help === undefined ? '' : ` (${help})`}`)
  }
}

function sayGate({ id, verdict, criteria }: GateResult): void {
  say(`gate ${id}: ${verdict}`)
  for (const { id: criterion, outcome, because, fix } of criteria) {
    say(`  ${criterion} ${outcome}: ${because}`)
    if (outcome !== 'met' && fix !== undefined) say(`    next: ${fix}`)
  }
}

const [folder = '.', phase = 'P0', ...flags] = process.argv.slice(2)
const answer = { command: 'phase-exit-review', data: {} }

const opened = await openWorkspace(folder)
if (opened.ok) {
  const { workspace } = opened
  // The gate as the review would leave it: the checklists count as archived. Nothing is written yet.
  const review = await workspace.planReview(phase)
  // A closed phase needs no review; its gate is judged on the record of the one that closed it.
  const { gates, diagnostics } =
    review.ok && !review.gate
      ? await workspace.checkGates([phase])
      : { gates: review.gate ? [review.gate] : [], diagnostics: review.diagnostics }
  gates.forEach(sayGate)
  sayFindings(diagnostics)
  process.exitCode = exitCodeFor({ ...answer, gates, diagnostics })
  if (review.ok && process.exitCode === 0) {
    for (const step of review.plan.steps) say(step.type === 'move' ? `move ${step.from} to ${step.to}` : `${step.type} ${step.path}`)
    if (flags.includes('--apply') && review.plan.steps.length > 0) {
      const applied = workspace.apply(review.plan)
      if (!applied.ok) sayFindings(applied.diagnostics)
      say(applied.ok ? `${phase} is closed` : `${phase} stays open`)
      if (!applied.ok) process.exitCode = exitCodeFor({ ...answer, diagnostics: applied.diagnostics })
    }
  }
} else {
  sayFindings(opened.diagnostics)
  process.exitCode = exitCodeFor({ ...answer, diagnostics: opened.diagnostics })
}
