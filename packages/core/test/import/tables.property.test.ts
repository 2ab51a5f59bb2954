import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'

const headers = [
  'ID',
  'Task',
  'Task ID',
  'Risk',
  'Risk ID',
  'Phase',
  'Milestone',
  'Role',
  'Owner',
  'Status',
  'Depends on',
  'Unblocks',
  'Priority',
  'Effort',
  'Weeks',
  'Due',
  'Start date',
  'Impact',
  'Likelihood',
  'Mitigation',
  'Deliverable',
  'File',
  'Requirement',
  'Question',
  'Decision',
  'Metric',
  'Assumption',
  'Criterion',
  'Source',
  'Inputs',
  'Outputs',
  'Acceptance criteria',
  'Entry criteria',
  'Exit criteria',
  'Goals',
  'Scope',
  'Tasks',
  'Risks',
  'Description',
  'Notes',
  'Field',
  'Value',
  '',
  '#',
  '__proto__',
  'Epic',
  'Responsibilities',
  'Validates',
  'Commands',
  'Component',
] as const
const cells = [
  '',
  '—',
  'N/A',
  'T-1',
  '**T-2**',
  '`T-3`',
  '1.1',
  '0.10',
  'P1',
  'Phase 1',
  'Phase 2 — Sail',
  'M1',
  'M2 Launch',
  'R-1',
  'T-1..T-3',
  'T-1, T-2; words',
  'All previous',
  'done',
  '✅ Done',
  '🔴 BLOCKED',
  'A',
  'R',
  'A/R',
  'high',
  'a<br>b',
  '0-2',
  'Week 3',
  '2030-01-01',
  '<Name>',
  'maps/a.md',
  'Harbour Master (HM)',
  'a/b',
  'Total',
  'some words; more, and more',
  'Q-1 who',
  '[x](y)',
  '§ 4',
] as const
const headings = [
  '# Plan',
  '## Phase 1: Sail',
  '### Milestone 1: Keel',
  '## Risks',
  '## Roles',
  '## Tasks',
  '## Exit Criteria',
  '## Milestones',
  '## Phases',
  '## Deliverables',
  '## Notes',
  '## 2. Work',
] as const

const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.record({
    heading: fc.constantFrom(...headings),
    header: fc.array(fc.constantFrom(...headers), { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(fc.constantFrom(...cells), { minLength: 1, maxLength: width + 1 }), { maxLength: 6 }),
  }),
)

it('accounts for every line of any table, and reads it the same way twice', () => {
  fc.assert(
    fc.property(fc.array(table, { minLength: 1, maxLength: 5 }), (tables) => {
      const text = tables
        .map(
          ({ heading, header, rows }) =>
            `${heading}\n\n| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}\n${rows.map((row) => `| ${row.join(' | ')} |\n`).join('')}`,
        )
        .join('\n')
      const read = () => importDocuments([{ path: 'plan.md', text }])
      const program = read()
      expect(program.accounting.unmapped).toBe(0)
      expect(program.accounting.mapped + program.accounting.kept).toBe(program.accounting.nonBlank)
      expect(JSON.stringify(read())).toBe(JSON.stringify(program))
    }),
    { numRuns: 150 },
  )
}, 30_000)
