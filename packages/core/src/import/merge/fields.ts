import { type BaselineRecord, shortDigest } from './baseline.ts'

/** What becomes of one field of a record that both sides have. */
export type FieldChange =
  | { readonly field: string; readonly type: 'take'; readonly value: unknown }
  | { readonly field: string; readonly type: 'conflict' }

/** Fields that say where the plan has the record: they follow the plan always. */
const following: ReadonlySet<string> = new Set(['source'])
/** Fields that belong to the program once it exists: no plan changes them, whoever set them. */
const owned: ReadonlySet<string> = new Set(['state', 'evidence', 'genre', 'imports', 'template'])
/** Fields that are not worth a quarrel: what people made of them stays. */
const quiet: ReadonlySet<string> = new Set(['check', 'notes', 'mark', 'path'])

type Fields = Readonly<Record<string, unknown>>

/**
 * Three-way: a field that only the plan changed since the last import is taken, one that only people changed stays, and where both
 * changed it there is a conflict. Without a baseline nobody knows who changed what: then only fields that the program lacks are taken.
 */
export function fieldChanges(next: Fields, current: Fields, baseline: BaselineRecord | undefined, onlyAdd: boolean): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of new Set([...Object.keys(next), ...Object.keys(current)])) {
    if (owned.has(field)) continue
    const [theirs, ours] = [shortDigest(next[field] ?? null), shortDigest(current[field] ?? null)]
    if (theirs === ours) continue
    const take = { field, type: 'take', value: next[field] } as const
    if (following.has(field)) {
      if (next[field] !== undefined) changes.push(take)
      continue
    }
    const isLacking = current[field] === undefined
    if (onlyAdd) {
      if (isLacking) changes.push(take)
      continue
    }
    const before = baseline === undefined ? undefined : (baseline.fields[field] ?? shortDigest(null))
    if (before === ours) changes.push(take)
    else if (before === theirs || next[field] === undefined) continue
    else if (before === undefined && isLacking) changes.push(take)
    else if (!quiet.has(field)) changes.push({ field, type: 'conflict' })
  }
  return changes
}
