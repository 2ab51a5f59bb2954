import type { Program } from '@refractor/core'
import { publicKey } from './ssh-signature.ts'

/** Whose key it is. */
export interface KeyOwner {
  /** Id of the person. */
  readonly person: string
  readonly active?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined
}

/** The owners of every key of the roster, by "type base64". Remarks are left out, and what is no key is no one's. */
export function keyOwners(program: Program): ReadonlyMap<string, readonly KeyOwner[]> {
  const owners = new Map<string, KeyOwner[]>()
  for (const [person, { record }] of program.people) {
    for (const text of record.keys ?? []) {
      const key = publicKey(text)
      const known = key === undefined ? undefined : (owners.get(key) ?? [])
      if (key !== undefined && known !== undefined && !known.some((one) => one.person === person))
        owners.set(key, [...known, { person, ...(record.active && { active: record.active }) }])
    }
  }
  return owners
}
