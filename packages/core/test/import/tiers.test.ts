import { describe, expect, it } from 'vitest'
import { readTiers, tierOf } from '../../src/import/read/tiers.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { readingOf, shortGates } from './template-reading.ts'

const underHeadings = `## Success

### Least That Counts (minimum)
- [ ] all tests pass
- [x] it builds
  - on two systems

### Full result
- [ ] All above criteria
- [ ] it is fast

### Stretch
- [ ] it sings
`

describe('tiers of success', () => {
  it('under headings become gates, the second with the first in it', () => {
    const { section, scope, reading, draft, unclaimed } = readingOf(underHeadings)
    expect(readTiers(section, scope, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([
      ['minimum', 'tier', ['all tests pass', 'it builds']],
      ['full', 'tier', ['All above criteria', 'it is fast']],
      ['stretch', 'tier', ['it sings']],
    ])
    expect(draft.gates.map((gate) => [gate.title, gate.includes])).toEqual([
      ['Least That Counts (minimum)', undefined],
      ['Full result', ['minimum']],
      ['Stretch', undefined],
    ])
    expect(draft.gates[0]?.criteria.map((criterion) => criterion.mark)).toEqual([' ', 'x'])
    expect(draft.gates[1]?.criteria[0]?.check).toEqual({ kind: 'gate', gate: 'minimum', proposed: true })
    expect(draft.gates[0]?.criteria[0]?.check).toMatchObject({ kind: 'test', proposed: true })
    // What hangs below a criterion is its note.
    expect(unclaimed()).toEqual([6])
  })

  it.each([
    ['paragraphs', '## Success\n\n**Minimum:**\n\n- it works\n\n**Target:**\n\n- Everything above\n- it is fast\n'],
    ['entries', '## Success\n\n- **Minimum:**\n  - it works\n- **Target:**\n  - Everything above\n  - it is fast\n'],
    ['lines', '## Success\n\n- **Minimum**: it works\n- **Target**: Everything above\n- it is fast\n'],
  ])('under labels: %s', (_name, text) => {
    const { section, scope, reading, draft, unclaimed } = readingOf(text)
    expect(readTiers(section, scope, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([
      ['minimum', 'tier', ['it works']],
      ['full', 'tier', ['Everything above', 'it is fast']],
    ])
    expect(draft.gates[1]?.includes).toEqual(['minimum'])
    expect(unclaimed()).toEqual([])
  })

  it('of a phase are gates of the phase', () => {
    const { section, scope, reading, draft } = readingOf(underHeadings)
    const phase: PhaseFile = { format: 1, id: 'P1', title: 'Build' }
    readTiers(section, { ...scope, phase }, reading)
    expect(draft.gates).toEqual([])
    expect(phase.gates?.map((gate) => gate.id)).toEqual(['P1.minimum', 'P1.full', 'P1.stretch'])
  })

  it('may be one alone where the place is named so', () => {
    const { section, scope, reading, draft } = readingOf('## Stretch goals\n\n- it sings\n')
    expect(readTiers(section, scope, reading)).toBe(false)
    expect(readTiers(section, { ...scope, field: 'tiers' }, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([['stretch', 'tier', ['it sings']]])
  })

  it.each([
    ['a plain list', '## Success criteria\n\n- [ ] it works\n- [ ] it is fast\n'],
    ['one tier among other headings', '## Success\n\n### Minimum\n- a\n\n### Measures\n- b\n'],
    ['tiers without content', '## Success\n\n### Minimum\n\n### Full\n'],
    ['nothing', '## Stretch\n'],
  ])('are not seen in %s', (_name, text) => {
    const { section, scope, reading, draft, unclaimed } = readingOf(text)
    expect(readTiers(section, { ...scope, field: 'tiers' }, reading)).toBe(false)
    expect(draft.gates).toEqual([])
    expect(unclaimed()).not.toEqual([])
  })

  it('include only what comes before', () => {
    const { section, scope, reading, draft } = readingOf('## Success\n\n### Minimum\n- All above\n\n### Stretch\n- All minimum criteria\n')
    readTiers(section, scope, reading)
    expect(draft.gates.map((gate) => gate.includes)).toEqual([undefined, ['minimum']])
  })

  it.each([
    ['Must have', 'minimum'],
    ['MVP', 'minimum'],
    ['最低目標', 'minimum'],
    ['Полный успех', 'full'],
    ['Nice to have', 'stretch'],
    ['Results', undefined],
    [`Minimum ${'x'.repeat(100)}`, undefined],
  ])('%s is %s', (words, kind) => {
    expect(tierOf(words)).toBe(kind)
  })
})
