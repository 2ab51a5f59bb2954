import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { milestones, phased } from './plans.ts'

const fixtures = [phased, milestones]
const marks = [
  '- [x] ',
  '- [ ] ',
  '> ',
  '| a | b |\n| - | - |',
  '```',
  '<!--',
  '**',
  '# ',
  '## Phase 1: X ',
  '  ',
  '1. ',
  '\t',
  '---',
  '- **Exit:** ',
  '`',
  '((',
  'M1: ',
]

type Change = readonly ['delete' | 'double' | 'swap' | 'indent' | 'insert' | 'cut', number, number]

function changed(text: string, changes: readonly Change[]): string {
  const lines = text.split('\n')
  for (const [kind, a, b] of changes) {
    const at = a % lines.length
    const other = b % lines.length
    const line = lines[at] ?? ''
    if (kind === 'delete' && lines.length > 1) lines.splice(at, 1)
    else if (kind === 'double') lines.splice(other, 0, line)
    else if (kind === 'swap') [lines[at], lines[other]] = [lines[other] ?? '', line]
    else if (kind === 'indent') lines[at] = ' '.repeat(b % 9) + line.trimStart()
    else if (kind === 'insert') lines[at] = (marks[b % marks.length] ?? '') + line
    else lines[at] = line.slice(0, b % (line.length + 1))
  }
  return lines.join('\n')
}

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('delete', 'double', 'swap', 'indent', 'insert', 'cut'),
  fc.nat(500),
  fc.nat(500),
)

test('whatever happens to a plan, every line is accounted for and made ids are unique', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fixtures), fc.array(change, { maxLength: 25 }), (fixture, changes) => {
      const text = changed(fixture, changes)
      const imported = importDocuments([{ path: 'p.md', text }])
      const nonBlank = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [at + 1]))
      expect([...new Set(imported.uses.map((use) => use.line))]).toEqual(nonBlank)
      expect(imported.accounting).toMatchObject({ nonBlank: nonBlank.length, unmapped: 0 })
      expect(imported.accounting.mapped + imported.accounting.kept).toBe(nonBlank.length)
      const milestoneIds = imported.phases.flatMap((phase) => (phase.milestones ?? []).map((milestone) => milestone.id))
      const criteria = imported.phases.flatMap((phase) => [
        ...(phase.exit?.criteria ?? []),
        ...(phase.milestones ?? []).flatMap((one) => one.acceptance ?? []),
      ])
      for (const ids of [imported.phases.map((phase) => phase.id), milestoneIds, criteria.map((one) => one.id)])
        expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 150 },
  )
})

test('kept lines stand word for word in the notes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fixtures), fc.array(change, { maxLength: 15 }), (fixture, changes) => {
      const text = changed(fixture, changes)
      const imported = importDocuments([{ path: 'p.md', text }])
      const lines = text.split('\n')
      const all = JSON.stringify({ ...imported, uses: [], sources: [] })
      for (const use of imported.uses)
        if (use.use === 'kept') expect(all).toContain(JSON.stringify(lines[use.line - 1]?.replace(/\r$/, '')).slice(1, -1))
    }),
    { numRuns: 60 },
  )
})
