import type { Diagnostic } from '@refractor/core'
import { importDocuments, type ProgramRecords, planImport } from '@refractor/core/import'
import { type CodeCase, type Files, lines } from './case.ts'

const plan = 'docs/plan.md'
const phase = ['# The garden', '', '## Phase 1 — Dig', '']
const written = (...rest: readonly string[]): Files => ({ [plan]: lines(...phase, ...rest) })
const argv = `import ${plan} --id garden`
const again = `import ${plan} --into garden`
const baseline = 'specification/garden/.import/garden.json'

/** What writing a program tells about records that no file can hold; the readers make ids and values fit where they see them. */
function planned(records: Partial<ProgramRecords>): readonly Diagnostic[] {
  const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
  const imported = { ...importDocuments([{ path: plan, text: lines(...phase) }]), ...records }
  return planImport(imported, { folders, schemas: {}, documents: [] }).diagnostics
}
const source = { file: plan, lines: '5' }

/** Plans that become programs, and what they hold that no program can. */
export const importing = {
  'import/duplicate-id': {
    files: written('| ID | Task |', '| --- | --- |', '| T-1 | Dig |', '| T-1 | Dig deeper |'),
    argv,
    place: `${plan}:8:1`,
    exitCode: 0,
  },
  'import/unknown-reference': {
    files: written('| ID | Task | Depends on |', '| --- | --- | --- |', '| T-1 | Dig | T-9 |'),
    argv,
    place: `${plan}:7:15`,
    exitCode: 0,
  },
  'import/unfit-id': { raise: () => planned({ tasks: [{ id: 'A/1', title: 'Dig', source }] }), place: `${plan}:5:1`, exitCode: 0 },
  'import/unfit-value': {
    raise: () => planned({ risks: [{ id: 'R1', title: 'Frost', review: 'in spring', tasks: [], source }] }),
    place: `${plan}:5:1`,
    exitCode: 0,
  },
  'import/placeholder': {
    files: written('- **Goals:** Dig {N} beds in {M} days.', '- **Owner:** {Name}'),
    argv,
    place: `${plan}:5:18`,
    exitCode: 0,
  },
  'import/nested-fence': {
    files: { [plan]: lines('```markdown', ...phase, '```sh', 'dig', '```', '', '## Phase 2 — Plant', '```') },
    argv,
    place: `${plan}:1:1`,
    exitCode: 0,
  },
  'import/template-left-out': {
    files: {
      [plan]: lines(
        '# Garden_Plan.md',
        '## 1. Aims',
        '- Dig eight beds before the first frost of the year',
        '## 2. Work',
        '- K-1 was given to the gardeners, who have begun at the north wall',
        '## 3. Risks',
        '- A late frost may take the seedlings of several weeks',
        '',
        '## Garden Plan — <Name of the garden>',
        '### 1) Aims',
        '-',
        '### 2) Work',
        '- Work Name',
        '  - Entrance Criteria:',
        '### 3) Risks',
        '- R-### → [ids]',
      ),
    },
    argv,
    place: `${plan}:9:1`,
    exitCode: 0,
  },
  'import/too-large': {
    files: written(...Array.from({ length: 9_000 }, (_, at) => `- [ ] T-${at} ${'Dig '.repeat(30)}`)),
    argv,
    exitCode: 2,
  },
  'import/not-text': { files: { [plan]: Uint8Array.of(0x23, 0x20, 0xe4, 0x0a) }, argv, exitCode: 2 },
  'import/program-exists': { files: written('- **Goals:** Eight beds.'), argv: `import ${plan} --id harbour`, exitCode: 2 },
  'import/nothing-found': { files: { [plan]: lines('# The garden', '', 'It rained.') }, argv, place: `${plan}:1:1`, exitCode: 0 },
  'import/no-baseline': {
    files: written('- **Goals:** Eight beds.'),
    before: [argv],
    after: { [baseline]: 'none\n' },
    argv: again,
    place: `${baseline}:1:1`,
    exitCode: 0,
  },
  'import/conflict': {
    files: written('- **Goals:** Eight beds.'),
    before: [argv],
    after: {
      ...written('- **Goals:** Nine beds.'),
      'specification/garden/phases/P1.yaml': lines('format: 1', 'id: "P1"', 'title: "Dig"', 'goals: ["Ten beds."]'),
    },
    argv: again,
    place: 'specification/garden/phases/P1.yaml:4:8',
    exitCode: 1,
  },
} satisfies Record<string, CodeCase>
