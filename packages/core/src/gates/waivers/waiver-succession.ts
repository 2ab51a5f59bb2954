import type { WaiverRecord } from '../../schema/waiver.ts'

/** True when two waivers of one criterion may be about the same thing. */
function overlaps(one: Pick<WaiverRecord, 'finding'>, other: Pick<WaiverRecord, 'finding'>): boolean {
  const same = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b
  return same(one.finding?.reason, other.finding?.reason) && same(one.finding?.locator, other.finding?.locator)
}

/** What tells which waivers came before which. */
export interface Succession {
  readonly id: string
  readonly request: Pick<WaiverRecord, 'criterion' | 'finding' | 'breakGlass'> | undefined
  readonly end: number
  /** Enough people approved it at some time, whatever came of it later. */
  readonly given: boolean
}

/**
 * The waivers given before one for the same criterion, however they call themselves; the one that ends last comes last. They are put in
 * the order of their ends, which nobody can date back. What broke the glass is followed only by what does so again.
 */
export function predecessors<T extends Succession>({ id, request, end }: Omit<Succession, 'given'>, all: readonly T[]): T[] {
  return all
    .filter((other) => {
      if (request === undefined || other.request === undefined || other.id === id || !other.given) return false
      if (other.request.criterion !== request.criterion || !overlaps(other.request, request)) return false
      if (other.request.breakGlass === true && request.breakGlass !== true) return false
      return other.end < end || (other.end === end && other.id < id)
    })
    .sort((a, b) => a.end - b.end)
}
