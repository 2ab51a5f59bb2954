import type { GateBody } from '../../schema/gate.ts'
import type { Field } from '../words/words.ts'
import type { Reading, Scope } from './reading.ts'

/** The gate that the words of a place were just read into, for commands that stand right below them; undefined when it is empty. */
export function gateJustRead(
  field: Field | undefined,
  scope: Scope,
  reading: Reading,
): { readonly id: string; readonly body: GateBody } | undefined {
  const { phase, milestone, task } = scope
  if (task) return undefined
  let gate: { id: string; body: GateBody } | undefined
  if (milestone) {
    // A milestone has no gates beside its acceptance: those of its phase are not what was just read.
    const isRead = field === 'acceptance' || field === 'exit' || field === 'quality'
    if (isRead) gate = { id: milestone.id, body: { criteria: milestone.acceptance ?? [] } }
  } else if (
    field === 'checkpoint' ||
    field === 'quality' ||
    (!phase && (field === 'acceptance' || field === 'exit' || field === 'entry'))
  ) {
    const last = (phase ? phase.gates : reading.draft.gates)?.at(-1)
    if (last) gate = { id: last.id, body: last }
  } else if (phase && (field === 'exit' || field === 'acceptance') && phase.exit) gate = { id: phase.id, body: phase.exit }
  else if (phase && field === 'entry' && phase.entry) gate = { id: `${phase.id}.entry`, body: phase.entry }
  return gate && gate.body.criteria.length > 0 ? gate : undefined
}
