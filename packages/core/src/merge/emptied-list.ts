import { isMapping } from '../load/parsed.ts'
import { isWhole } from './identity.ts'
import type { Part } from './yaml-parts.ts'

/**
 * A list of words that one side took away with its key while the other side changed it, as if its last entry had been taken out:
 * no such list and an empty one say the same. Undefined for everything else.
 */
export function emptiedList(base: Part, kept: Part): Part | undefined {
  const isWords = [base, kept].every(({ value }) => Array.isArray(value) && !value.some((one) => isMapping(one) || Array.isArray(one)))
  if (!isWords || base.key === undefined || isWhole(base.key) || base.body.kind !== kept.body.kind) return undefined
  const after = base.body.kind === 'leaf' ? base.body.after : ''
  return { ...base, value: [], text: '', body: { kind: 'leaf', raw: '[]', after, flow: [] } }
}

/** True when nothing is left of it in either decision. */
export const isEmptyList = (values: { readonly ours: unknown; readonly theirs: unknown }): boolean =>
  [values.ours, values.theirs].every((one) => Array.isArray(one) && one.length === 0)
