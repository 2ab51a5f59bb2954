import { comparePrograms, type ProgramSide } from '../../src/compare/compare-programs.ts'
import type { ProgramDifference } from '../../src/compare/compare-types.ts'
import type { Case, Facts } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import { buildProgram, loadFiles } from '../build-program.ts'

type Texts = Readonly<Record<string, string>>

export const now = '2026-11-21T10:00:00Z'

export const noCase: Case = { evidence: [], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [] }
const noFacts: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** A side of a comparison, from the texts of its files below `specification/`. */
export function side(texts: Texts, { case: records = noCase, trace }: { case?: Case; trace?: Facts['trace'] } = {}): ProgramSide {
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`specification/${path}`, text]))
  const program = buildProgram(files)
  const facts: Facts = { ...noFacts, ...(trace && { trace }) }
  const { gates } = judgeGates(program, records, facts, [...program.gates.keys()], { now })
  return { program, files: loadFiles(files), case: records, gates, facts, now }
}

export const compare = (base: Texts, head: Texts): ProgramDifference => comparePrograms(side(base), side(head))

/** "changed task T-1 title", in short. */
export function short({ records }: Pick<ProgramDifference, 'records'>): string[] {
  return records.map(({ change, type, id, was, fields, moved, within }) =>
    [
      change,
      type,
      was === undefined ? id : `${was}→${id}`,
      ...fields.map(({ field }) => field),
      ...moved.map(({ what, before, after }) => `${what}:${before ?? ''}→${after ?? ''}`),
      ...(within === undefined ? [] : [`in ${within}`]),
    ].join(' '),
  )
}

/** Every list of a difference that is not empty, by name. */
export function told({ records, files, settings, policy, links, gates, case: cases }: ProgramDifference): string[] {
  const lists = { records, files, settings, policy, ...links, gates, cases }
  return Object.entries(lists).flatMap(([name, list]) => (list.length > 0 ? [name] : []))
}
