import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { leavesOf } from './checks-of.ts'
import { type CriterionEntry, locationOfEntry, type Program } from './program-types.ts'
import { type Reference, type ReferenceCheck, referenceCheck } from './reference-check.ts'

/** Words that a query may put in place of a value. */
const queryWords = new Set(['assigned', 'unassigned'])

function checkCriterion(program: Program, criterion: CriterionEntry, references: ReferenceCheck): void {
  const noun = 'criterion'
  const from = criterion
  for (const [index, id] of (criterion.record.after ?? []).entries()) {
    references.check({ to: 'criterion', as: 'preceding criterion', noun, id, from, path: `after/${index}` })
  }
  for (const [index, id] of (criterion.record.traces ?? []).entries()) {
    references.check({ to: 'record', as: 'traced record', noun, id, from, path: `traces/${index}` })
  }
  for (const { leaf, pointer, proposed } of leavesOf(criterion.record)) {
    // A proposal is not in force: what it names may still have to be declared.
    const severity = proposed ? 'info' : undefined
    const check = (reference: Pick<Reference, 'to' | 'as' | 'id'>, path: string): void =>
      references.check({ ...reference, noun, from, path: `${pointer}/${path}`, severity })
    // A verdict may be that of a gate of another program, which is not here.
    if (leaf.kind === 'gate' && leaf.program === undefined) check({ to: 'gate', as: 'gate', id: leaf.gate }, 'gate')
    if ((leaf.kind === 'gate' || leaf.kind === 'approval' || leaf.kind === 'vcs') && program.roles.size > 0)
      for (const [index, id] of (leaf.roles ?? []).entries()) check({ to: 'role', as: 'role', id }, `roles/${index}`)
    if (leaf.kind === 'trace' && leaf.rule !== undefined) checkRuleName(program, criterion, references, leaf.rule, `${pointer}/rule`)
    if (leaf.kind === 'archived' && leaf.phase !== undefined) check({ to: 'phase', as: 'phase', id: leaf.phase }, 'phase')
    else if (leaf.kind === 'schedule' && leaf.finish?.of !== undefined)
      check({ to: 'record', as: 'scheduled record', id: leaf.finish.of }, 'finish/of')
    else if (leaf.kind === 'query') {
      for (const to of ['phase', 'milestone'] as const) {
        const id = leaf.where?.[to]
        if (typeof id === 'string' && !queryWords.has(id)) check({ to, as: to, id }, `where/${to}`)
      }
    }
  }
}

/** A criterion that names a coverage rule of program.yaml; one without an id is called by its place, from 1. */
function checkRuleName(program: Program, from: CriterionEntry, references: ReferenceCheck, name: string, path: string): void {
  const names = (program.file.record.trace?.rules ?? []).map(({ id }, index) => id ?? String(index + 1))
  // Without a readable program file nobody knows its rules.
  if (program.id === '' || names.includes(name)) return
  const near = nearest(name, names)
  references.diagnostics.push(
    diagnostic('trace/unknown-rule', `trace rule ${name} of criterion ${from.id} does not exist`, {
      location: locationOfEntry(from, path),
      help:
        near.length > 0
          ? `write ${near.join(' or ')}, or declare rule ${name} under trace.rules in ${program.file.file.source.path}`
          : `declare rule ${name} under trace.rules in ${program.file.file.source.path}`,
      expected: near,
    }),
  )
}

/** What the proposals of a criterion name and the program lacks: only a remark so far, errors once they are in force. */
export function missingForProposals(program: Program, criterion: CriterionEntry): Diagnostic[] {
  const references = referenceCheck(program, new Map(), { incomplete: new Set(), hidden: new Set() })
  checkCriterion(program, criterion, references)
  return references.diagnostics.filter((one) => one.severity === 'info')
}

/** Checks every reference that gates and criteria make. */
export function checkGateReferences(program: Program, references: ReferenceCheck): void {
  for (const gate of program.gates.values()) {
    for (const [index, id] of (gate.record.includes ?? []).entries()) {
      references.check({ to: 'gate', as: 'included gate', noun: 'gate', id, from: gate, path: `includes/${index}` })
    }
    for (const [index, id] of (gate.record.covers ?? []).entries()) {
      references.check({ to: 'task', as: 'task', noun: 'gate', id, from: gate, path: `covers/${index}` })
    }
    // Included criteria are checked where they are declared.
    for (const criterion of gate.criteria) if (criterion.gate === gate.id) checkCriterion(program, criterion, references)
  }
}
