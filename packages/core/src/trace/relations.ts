import { recordTypes } from '../link/record-types.ts'
import type { Relation, TraceType } from '../schema/trace.ts'

/** A relation in words: how it reads from its start ("T-014 satisfies 1.2") and from its end ("1.2 is satisfied by T-014"). */
export interface RelationWords {
  readonly forward: string
  readonly backward: string
}

/** Every relation in the order in which links are sorted and shown. */
export const relationWords: Readonly<Record<Relation, RelationWords>> = {
  satisfies: { forward: 'satisfies', backward: 'satisfied by' },
  validates: { forward: 'validates', backward: 'validated by' },
  tests: { forward: 'tests', backward: 'tested by' },
  mitigates: { forward: 'mitigates', backward: 'mitigated by' },
  needs: { forward: 'needs', backward: 'needed by' },
  refines: { forward: 'refines', backward: 'refined by' },
  uses: { forward: 'uses', backward: 'used by' },
  builds: { forward: 'builds', backward: 'built by' },
  implements: { forward: 'implements', backward: 'implemented by' },
  cites: { forward: 'cites', backward: 'cited by' },
  verifies: { forward: 'verifies', backward: 'verified by' },
  proves: { forward: 'proves', backward: 'proven by' },
  approves: { forward: 'approves', backward: 'approved by' },
  names: { forward: 'names', backward: 'named by' },
  mirrors: { forward: 'mirrors', backward: 'mirrored by' },
  'part-of': { forward: 'is part of', backward: 'holds' },
}

/** Every relation, in order. */
export const relations = Object.keys(relationWords) as readonly Relation[]

/** Every type of what links join, in the order in which they are sorted and shown. */
export const traceTypes = [
  ...recordTypes,
  'source',
  'file',
  'test',
  'box',
  'commit',
  'evidence',
  'approval',
] as const satisfies readonly TraceType[]
