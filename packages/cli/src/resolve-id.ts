import { type Diagnostic, diagnostic, type Found, findRecords, knownIds, nearest, type RecordType } from '@refractor/core'
import type { WorkspaceContext } from './context.ts'

export type Resolved = { readonly ok: true; readonly found: Found } | { readonly ok: false; readonly diagnostic: Diagnostic }

const nouns = (types: readonly RecordType[]): string => (types.length > 3 ? 'record' : types.join(' or '))

/**
 * What an id on the command line stands for, among these types; of several types in one program the first listed wins
 * (a milestone and its acceptance gate share their id). In several programs it is ambiguous.
 */
export function resolveId(context: Pick<WorkspaceContext, 'programs'>, id: string, types: readonly RecordType[]): Resolved {
  const found = findRecords(context.programs, id).filter((one) => types.includes(one.type))
  const programs = [...new Set(found.map((one) => one.program))]
  if (programs.length > 1) {
    const expected = programs.map((program) => `${program.id}/${id}`)
    return {
      ok: false,
      diagnostic: diagnostic('link/ambiguous-id', `${id} is found in ${programs.map((one) => one.id).join(' and ')}`, {
        help: `say which: ${expected.join(' or ')}`,
        expected,
      }),
    }
  }
  const best = types.map((type) => found.find((one) => one.type === type)).find((one) => one !== undefined)
  if (best !== undefined) return { ok: true, found: best }
  const expected = nearest(id, knownIds(context.programs, types))
  const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : `refractor ${listCommand(types)} shows what there is`
  return { ok: false, diagnostic: diagnostic('cli/unknown-id', `there is no ${nouns(types)} ${id}`, { help, expected }) }
}

function listCommand(types: readonly RecordType[]): string {
  const first = types[0]
  return first === 'gate' || first === 'phase' || first === 'milestone' || first === 'task' || first === 'risk' || first === 'playbook'
    ? `${first} list`
    : 'status'
}

/** The same for several ids: all of them, or everything that is wrong with them. */
export function resolveIds(
  context: Pick<WorkspaceContext, 'programs'>,
  ids: readonly string[],
  types: readonly RecordType[],
): { readonly found: readonly Found[]; readonly problems: readonly Diagnostic[] } {
  const resolved = ids.map((id) => resolveId(context, id, types))
  return {
    found: resolved.flatMap((one) => (one.ok ? [one.found] : [])),
    problems: resolved.flatMap((one) => (one.ok ? [] : [one.diagnostic])),
  }
}
