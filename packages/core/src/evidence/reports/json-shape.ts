/** Reads untrusted JSON values without believing their shape. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The value when it is an object, else undefined. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** An own property; inherited ones (`constructor`, …) do not exist in JSON. */
export function own(value: unknown, key: string): unknown {
  const object = asObject(value)
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}

export function ownText(value: unknown, key: string): string | undefined {
  const found = own(value, key)
  return typeof found === 'string' ? found : undefined
}

export function ownList(value: unknown, key: string): readonly unknown[] | undefined {
  const found = own(value, key)
  return Array.isArray(found) ? found : undefined
}

/** A count: a whole number from 0. */
export function ownCount(value: unknown, key: string): number | undefined {
  const found = own(value, key)
  return Number.isSafeInteger(found) && (found as number) >= 0 ? (found as number) : undefined
}
