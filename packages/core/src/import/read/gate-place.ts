import { suggestChecks } from '../../gates/suggest.ts'
import type { Criterion, Gate } from '../../schema/gate.ts'
import type { Item } from '../scan/block.ts'
import { giveInlineCommand } from './inline-command.ts'
import { proposeCheck } from './propose-check.ts'
import type { Reading, Scope } from './reading.ts'

/** Makes a gate of the phase that the place lies in, or of the program. Its id is made of these words. */
export function addGate(words: string, title: string, stage: NonNullable<Gate['stage']>, scope: Scope, reading: Reading): Gate {
  const { draft } = reading
  const wanted = scope.phase ? `${scope.phase.id}.${words}` : words
  const id = draft.freeId('gate', wanted)
  const gate = draft.named<Gate>({ id, ...(title !== '' && { title }), stage, criteria: [] }, 'gate', id)
  if (scope.phase) {
    scope.phase.gates ??= []
    scope.phase.gates.push(gate)
  } else draft.gates.push(gate)
  return gate
}

/** Words as part of an id: letters and digits of any language, joined by dashes. */
export function idWords(text: string): string {
  const id = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40)
    .replace(/[-.]+$/, '')
  return id === '' ? 'gate' : id
}

/** A criterion for an entry of a list, with the raw mark of its box; its lines are claimed, and what hangs below it goes with it. */
export function addCriterionOf(item: Item, gate: Gate, reading: Reading): Criterion {
  const words = item.box?.id === undefined ? item.text : `${item.box.id} ${item.text}`
  const criterion = reading.draft.addCriterion(gate.id, gate.criteria, words === '' ? item.marker : words)
  if (item.box) criterion.mark = item.box.mark
  proposeCheck(criterion, suggestChecks(criterion.statement)[0])
  giveInlineCommand(criterion)
  reading.account.map(item.lines, criterion, 'statement')
  return criterion
}
