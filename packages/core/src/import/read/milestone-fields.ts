import type { Milestone } from '../../schema/phase.ts'
import type { Field } from '../words/words.ts'
import { readClauses } from './clauses.ts'
import { readDeliverables } from './deliverables.ts'
import { readMilestoneDependencies } from './dependencies.ts'
import { readDuration } from './durations.ts'
import { type Content, entriesOf } from './entries.ts'
import type { Reading, Scope } from './reading.ts'
import { addSummary, keepAsAttribute, pushTexts, setOne } from './values.ts'

const roleId = /^[\p{L}\p{N}][\p{L}\p{N} .-]{0,39}$/u

/** "TL & RL", "TL, IE": ids of roles. A text that is no list of them stays whole elsewhere. */
function rolesIn(text: string): string[] | undefined {
  const parts = text
    .replace(/\.$/, '')
    .split(/\s*(?:,|&|\+|;|\band\b)\s*/u)
    .filter((part) => part !== '')
  return parts.length > 0 && parts.every((part) => roleId.test(part)) ? parts : undefined
}

export function readMilestoneField(milestone: Milestone, field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  const label = scope.label ?? field
  const { draft, account } = reading
  switch (field) {
    case 'accountable':
    case 'supporting': {
      const roles = content.items.length === 0 ? rolesIn(content.text) : undefined
      if (roles === undefined) return keepAsAttribute(milestone, label, content, reading)
      milestone[field] = [...(milestone[field] ?? []), ...roles]
      account.map(content.lines, milestone, field)
      return true
    }
    case 'owner':
    case 'status':
    case 'priority':
    case 'due':
      return setOne(milestone, field, content, label, reading)
    case 'window':
      return setOne(milestone, 'due', content, label, reading)
    case 'duration':
    case 'estimate':
      if (content.items.length > 0 || content.text === '') return keepAsAttribute(milestone, label, content, reading)
      readDuration(milestone, content.text, content.lines, reading)
      return true
    case 'inputs':
      return pushTexts(milestone, 'inputs', entriesOf(content), reading)
    case 'deliverables':
    case 'outputs':
      return readDeliverables(milestone, content, label, reading)
    case 'dependencies':
      return readMilestoneDependencies(milestone, entriesOf(content), label, reading)
    case 'acceptance':
    case 'exit':
    case 'quality': {
      const criteria = draft.acceptance(milestone)
      const read = readClauses(content, { id: milestone.id, body: { criteria }, splitsItems: false }, reading)
      if (criteria.length === 0) delete milestone.acceptance
      return read
    }
    case 'goals':
    case 'objectives':
    case 'summary':
    case 'detail':
      return content.items.length > 0 || field === 'goals' || field === 'objectives'
        ? keepAsAttribute(milestone, label, content, reading)
        : addSummary(milestone, entriesOf(content), reading)
    case 'assumptions':
    case 'constraints':
    case 'questions':
    case 'decisions':
    case 'actions':
    case 'tasks':
    case 'notes':
      return false
    default:
      return keepAsAttribute(milestone, label, content, reading)
  }
}
