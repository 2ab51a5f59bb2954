import type { PhaseFile } from '../../schema/phase.ts'
import type { Field } from '../words/words.ts'
import { readCheckpointLine } from './checkpoints.ts'
import { readClauses } from './clauses.ts'
import { readDeliverables } from './deliverables.ts'
import { readPhaseDependencies } from './dependencies.ts'
import { type Content, entriesOf } from './entries.ts'
import { readMilestoneField } from './milestone-fields.ts'
import { readProgramField } from './program-fields.ts'
import { readQualityGate } from './quality-gate.ts'
import type { Reading, Scope } from './reading.ts'
import { readTaskField } from './task-fields.ts'
import { windowIn } from './title-parts.ts'
import { addSummary, keepAsAttribute, pushTexts, setOne } from './values.ts'

/** Reads a label with its text and list into the innermost record of its place; false where that record has no field for it. */
export function readField(field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  if (scope.task) return readTaskField(scope.task, field, content, scope, reading)
  if (scope.milestone) return readMilestoneField(scope.milestone, field, content, scope, reading)
  if (scope.phase) return readPhaseField(scope.phase, field, content, scope, reading)
  return readProgramField(field, content, scope, reading)
}

function readPhaseField(phase: PhaseFile, field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  const label = scope.label ?? field
  const { draft } = reading
  const gate = (stage: 'entry' | 'exit'): boolean => {
    const isNew = phase[stage] === undefined
    const body = draft.phaseGate(phase, stage)
    const read = readClauses(content, { id: stage === 'exit' ? phase.id : `${phase.id}.entry`, body, splitsItems: true }, reading)
    if (isNew && body.criteria.length === 0) delete phase[stage]
    return read
  }
  switch (field) {
    case 'goals':
    case 'objectives':
      return pushTexts(phase, 'goals', entriesOf(content), reading)
    case 'scope':
      return pushTexts(phase, 'scope', entriesOf(content), reading)
    case 'inputs':
      return pushTexts(phase, 'inputs', entriesOf(content), reading)
    case 'summary':
    case 'detail':
      return content.items.length > 0 ? keepAsAttribute(phase, label, content, reading) : addSummary(phase, entriesOf(content), reading)
    case 'deliverables':
    case 'outputs':
      return readDeliverables(phase, content, label, reading)
    case 'dependencies':
      return readPhaseDependencies(phase, entriesOf(content), label, reading)
    case 'exit':
    case 'acceptance':
      return gate('exit')
    case 'quality':
      return readQualityGate(content, label, scope, reading)
    case 'checkpoint':
      return readCheckpointLine(content, scope, reading)
    case 'entry':
      return gate('entry')
    case 'duration':
    case 'estimate':
      return setOne(phase, 'duration', content, label, reading)
    case 'window': {
      const window = content.items.length === 0 ? windowIn(content.text) : undefined
      if (window === undefined || phase.window !== undefined) return setOne(phase, 'due', content, label, reading)
      return setOne(phase, 'window', { ...content, text: window }, label, reading)
    }
    case 'due':
      return setOne(phase, 'due', content, label, reading)
    case 'status':
      return setOne(phase, 'status', content, label, reading)
    case 'owner':
    case 'accountable':
      return setOne(phase, 'owner', content, label, reading)
    case 'assumptions':
    case 'constraints':
    case 'questions':
    case 'decisions':
    case 'actions':
    case 'tasks':
    case 'notes':
      return false
    default:
      return keepAsAttribute(phase, label, content, reading)
  }
}
