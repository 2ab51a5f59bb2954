import { type Diagnostic, diagnostic, findRecords, knownIds, nearest, type Program } from '@refractor/core'
import type { Snapshot } from './types.ts'

/** A value, or every reason why there is none. */
export type Chosen<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const refuse = (...diagnostics: readonly Diagnostic[]): { ok: false; diagnostics: readonly Diagnostic[] } => ({ ok: false, diagnostics })

/**
 * The program with this id, or without an id the default one (or the only one). It is refused while its files have errors: a
 * decision on half a program could be the wrong one.
 */
export function chooseProgram(snapshot: Snapshot, id?: string): Chosen<Program> {
  const { programs } = snapshot
  const chosen =
    id === undefined
      ? (programs.find((one) => one.isDefault) ?? (programs.length === 1 ? programs[0] : undefined))
      : programs.find((one) => one.id === id)
  const ids = programs.map((one) => one.id)
  if (chosen === undefined) {
    if (programs.length === 0) return refuse(...snapshot.diagnostics)
    if (id === undefined)
      return refuse(
        diagnostic('link/ambiguous-id', `there are several programs and none is the default one: ${ids.join(', ')}`, {
          help: 'name the program',
          expected: ids,
        }),
      )
    const close = nearest(id, ids)
    return refuse(
      diagnostic('cli/unknown-id', `there is no program ${id}`, {
        help: `use one of: ${ids.join(', ')}`,
        expected: close.length > 0 ? close : ids,
      }),
    )
  }
  const errors = [...snapshot.workspace.diagnostics, ...chosen.diagnostics].filter((one) => one.severity === 'error')
  return chosen.program === undefined || errors.length > 0 ? refuse(...errors) : { ok: true, value: chosen.program }
}

/** The gate that an id stands for among these programs: `P2`, or `program/P2` where several have one. */
export function chooseGate(programs: readonly Program[], id: string): Chosen<{ readonly program: Program; readonly gate: string }> {
  const found = findRecords(programs, id).filter((one) => one.type === 'gate')
  const [first] = found
  if (found.length > 1) {
    const expected = found.map((one) => `${one.program.id}/${one.entry.id}`)
    return refuse(
      diagnostic('link/ambiguous-id', `gate ${id} is found in ${found.map((one) => one.program.id).join(' and ')}`, {
        help: `say which: ${expected.join(' or ')}`,
        expected,
      }),
    )
  }
  if (first !== undefined) return { ok: true, value: { program: first.program, gate: first.entry.id } }
  const expected = nearest(id, knownIds(programs, ['gate']))
  return refuse(
    diagnostic('cli/unknown-id', `there is no gate ${id}`, {
      help: expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'refractor gate list',
      expected,
    }),
  )
}
