import type { TraceType } from '../schema/trace.ts'

/** Types that do not take an s. */
const irregular: Readonly<Partial<Record<string, string>>> = {
  criterion: 'criteria',
  property: 'properties',
  person: 'people',
  box: 'boxes',
  evidence: 'evidence records',
}

/** "risks", "criteria"; the word for one is the type itself. */
export const manyOf = (type: string): string => irregular[type] ?? `${type}s`

/** The type that a word means: "risk", "risks", "Criteria". */
export function typeNamed(word: string, types: readonly TraceType[]): TraceType | undefined {
  const lower = word.toLowerCase()
  return types.find((type) => lower === type || lower === manyOf(type))
}
