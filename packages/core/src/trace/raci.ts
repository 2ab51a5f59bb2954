import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { locationOfEntry, type MilestoneEntry, type Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { Matrix, MatrixCell, MatrixHead } from './matrix.ts'

/** The letters of the chart. Plans say who is accountable (A) and who supports (S). */
const letters = { accountable: 'A', supporting: 'S' } as const

/** Roles that a milestone names and the program does not declare stand in the chart as well, last. */
function rolesOf(program: Program): Map<string, { readonly title: string; readonly declared: boolean; place(): Location | undefined }> {
  const roles = new Map(
    [...program.roles.values()].map((role) => [
      role.id,
      { title: role.record.title ?? '', declared: true, place: () => locationOfEntry(role) },
    ]),
  )
  for (const milestone of program.milestones.values()) {
    for (const field of ['accountable', 'supporting'] as const) {
      for (const [index, id] of (milestone.record[field] ?? []).entries())
        if (!roles.has(id)) roles.set(id, { title: '', declared: false, place: () => locationOfEntry(milestone, field, index) })
    }
  }
  return roles
}

/** Roles down, milestones across; A and S in the cells. A role that is both has both letters. */
export function raciChart(program: Program): Matrix {
  const roles = rolesOf(program)
  const places = new Map([...roles.keys()].map((id, index) => [id, index]))
  const milestones = [...program.milestones.values()]
  const cells: Map<number, Set<string>>[] = [...roles].map(() => new Map())
  const columns = milestones.map((milestone, column): MatrixHead => {
    const own = new Set<string>()
    for (const field of ['accountable', 'supporting'] as const) {
      for (const id of milestone.record[field] ?? []) {
        const row = cells[places.get(id) as number] as Map<number, Set<string>>
        const marks = row.get(column) ?? new Set()
        row.set(column, marks.add(letters[field]))
        own.add(id)
      }
    }
    return { ...headOf(milestone), filled: own.size }
  })
  return {
    of: { rows: 'role', columns: 'milestone' },
    rows: [...roles].map(([id, role], index) => ({
      key: `role:${id}`,
      id,
      ...role,
      filled: (cells[index] as Map<number, Set<string>>).size,
    })),
    columns,
    size: { rows: roles.size, columns: columns.length, pairs: cells.reduce((sum, row) => sum + row.size, 0) },
    cells: cells.map((row) =>
      [...row].map(([column, marks]): MatrixCell => ({ column, marks: [...marks].sort(), indirect: false, suspect: false })),
    ),
    cut: false,
  }
}

const headOf = (milestone: MilestoneEntry): Omit<MatrixHead, 'filled'> => ({
  key: `milestone:${milestone.id}`,
  id: milestone.id,
  title: milestone.record.title,
  declared: true,
  place: () => locationOfEntry(milestone, 'accountable'),
})

/** A milestone needs somebody who is accountable: a role, or an owner of its own. One that has several is left to the plan. */
export function checkAccountable(program: Program): Diagnostic[] {
  return [...program.milestones.values()]
    .filter(({ record }) => (record.accountable ?? []).length === 0 && !isAssigned(record.owner))
    .map((milestone) =>
      diagnostic('trace/no-accountable', `nobody is accountable for milestone ${milestone.id}`, {
        location: locationOfEntry(milestone, 'id'),
        help: `name a role in accountable of milestone ${milestone.id}, or its owner`,
      }),
    )
}
