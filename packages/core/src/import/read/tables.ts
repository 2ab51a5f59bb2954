import type { Table } from '../scan/block.ts'
import type { Draft } from './draft.ts'
import type { Reading, Scope } from './reading.ts'
import { indexOf, type RecordIndex } from './record-index.ts'
import { isNothing } from './table-cells.ts'
import { columnsOf } from './table-columns.ts'
import { readMilestoneRows, readPhaseRows } from './table-containers.ts'
import { kindOf, type TableKind } from './table-kind.ts'
import type { TableReading } from './table-reading.ts'
import {
  readActionRows,
  readAssumptionRows,
  readCriterionRows,
  readDecisionRows,
  readDeliverableRows,
  readMetricRows,
  readPlainRows,
  readQuestionRows,
  readRequirementRows,
} from './table-records.ts'
import { readRiskRows } from './table-risks.ts'
import { readRaciRows, readRoleRows } from './table-roles.ts'
import { readTaskRows } from './table-tasks.ts'

const readers: Readonly<Record<TableKind, (parts: TableReading) => void>> = {
  tasks: readTaskRows,
  risks: readRiskRows,
  roles: readRoleRows,
  milestones: readMilestoneRows,
  phases: readPhaseRows,
  deliverables: readDeliverableRows,
  requirements: readRequirementRows,
  questions: readQuestionRows,
  decisions: readDecisionRows,
  actions: readActionRows,
  metrics: readMetricRows,
  assumptions: readAssumptionRows,
  criteria: readCriterionRows,
  raci: readRaciRows,
  attributes: readPlainRows,
}

type Step = (index: RecordIndex, last: (() => void)[]) => void

const waiting = new WeakMap<Draft, Step[]>()

/**
 * Reads a table by its columns; false when no row says anything. The rows wait for `readWaitingTables`: a table may stand above the
 * headings that declare what it speaks of.
 */
export function readTable(table: Table, scope: Scope, reading: Reading): boolean {
  if (!table.rows.some((row) => row.cells.some((cell) => !isNothing(cell)))) return false
  const columns = columnsOf(table, reading.words)
  const kind = kindOf(table, columns, scope, reading.words)
  const steps = waiting.get(reading.draft) ?? []
  waiting.set(reading.draft, steps)
  steps.push((index, last) => readers[kind]({ table, columns, scope, reading, index, last }))
  return true
}

/** Takes a step when the rows of every table have been read: references to what they declare. */
export function afterTables(draft: Draft, step: (index: RecordIndex) => void): void {
  const steps = waiting.get(draft) ?? []
  waiting.set(draft, steps)
  steps.push((index, last) => last.push(() => step(index)))
}

/** Reads the rows of all tables that were met. To be called once, when every document has been walked. */
export function readWaitingTables(draft: Draft): void {
  const steps = waiting.get(draft) ?? []
  waiting.delete(draft)
  if (steps.length === 0) return
  const index = indexOf(draft)
  const last: (() => void)[] = []
  for (const step of steps) step(index, last)
  for (const step of last) step()
}
