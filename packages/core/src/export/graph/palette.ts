import type { Relation, TraceType } from '../../schema/trace.ts'

/** Colours of types, for a light page: strong enough for a line, and told apart by their words as well. */
export const typeColors: Readonly<Record<TraceType, string>> = {
  phase: '#57606a',
  milestone: '#0550ae',
  task: '#0969da',
  deliverable: '#8250df',
  gate: '#116329',
  criterion: '#2da44e',
  risk: '#cf222e',
  requirement: '#9a6700',
  property: '#bf3989',
  component: '#1b7c83',
  playbook: '#6e7781',
  question: '#6e7781',
  decision: '#6e7781',
  action: '#6e7781',
  role: '#953800',
  person: '#953800',
  source: '#6639ba',
  file: '#424a53',
  test: '#1a7f37',
  box: '#6e7781',
  commit: '#424a53',
  evidence: '#1f883d',
  approval: '#1f883d',
}

/** Colours of the relations that are commonest together. */
export const relationColors: Readonly<Record<Relation, string>> = {
  satisfies: '#0969da',
  validates: '#bf3989',
  tests: '#1a7f37',
  mitigates: '#cf222e',
  needs: '#57606a',
  refines: '#9a6700',
  uses: '#1b7c83',
  builds: '#8250df',
  implements: '#424a53',
  cites: '#6639ba',
  verifies: '#2da44e',
  proves: '#116329',
  approves: '#116329',
  names: '#6e7781',
  mirrors: '#6e7781',
  'part-of': '#8c959f',
}

export const suspectColor = '#bc4c00'
