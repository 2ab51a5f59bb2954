import { type CodeCase, lines, program } from './case.ts'

const inbox = 'inbox/P0/move.md'
const done = lines('# The move', '', '- [x] The keys are handed over')

/** What can be wrong with a checklist, and with archiving it. */
export const checklists = {
  'checklist/box-in-code': {
    files: { [inbox]: lines('- [x] A box', '', '```', '- [ ] An example', '```') },
    argv: 'checklist check',
    place: `${inbox}:4:1`,
    exitCode: 0,
  },
  'checklist/unclosed-fence': {
    files: { [inbox]: lines('- [x] A box', '', '```', '- [ ] Another one') },
    argv: 'checklist check',
    place: `${inbox}:3:1`,
    exitCode: 0,
  },
  'checklist/conflict': {
    files: { [inbox]: lines('- [x] **P0.T1** Write docs/route.md') },
    argv: 'checklist check',
    place: `${inbox}:1:1`,
    exitCode: 1,
  },
  'checklist/unknown-id': {
    files: { [inbox]: lines('- [ ] **P0.T9** Write docs/stairs.md') },
    argv: 'checklist check',
    place: `${inbox}:1:1`,
    exitCode: 0,
  },
  'checklist/duplicate-id': {
    files: { [inbox]: lines('- [ ] **P0.T1** Write docs/route.md', '- [ ] **P0.T1** Write it again') },
    argv: 'checklist check',
    place: `${inbox}:2:1`,
    exitCode: 0,
  },
  'checklist/front-matter': {
    files: { [inbox]: lines('---', 'phase: P0', 'dashboards: [', '---', '', '- [x] A box') },
    argv: 'checklist check',
    place: `${inbox}:4:1`,
    exitCode: 1,
  },
  'checklist/missing-metadata': {
    files: {
      [inbox]: done,
      'specification/program.yaml': program('archive: { require: [dashboards] }'),
    },
    argv: `checklist archive ${inbox}`,
    place: `${inbox}:1:1`,
    exitCode: 1,
  },
  'checklist/open-box': {
    files: { [inbox]: lines('# The move', '', '- [ ] The keys are handed over') },
    argv: `checklist archive ${inbox}`,
    place: `${inbox}:3:1`,
    exitCode: 1,
  },
  'checklist/invalid-record': {
    files: { [inbox]: done },
    before: [`checklist archive ${inbox}`],
    after: { 'outbox/P0/move.metadata.json': '{ "format": 1,' },
    argv: 'validate',
    place: 'outbox/P0/move.metadata.json:1:15',
    exitCode: 0,
  },
  'checklist/already-archived': {
    files: { [inbox]: done },
    before: [`checklist archive ${inbox}`],
    after: { [inbox]: done },
    argv: `checklist archive ${inbox}`,
    place: `${inbox}:1:1`,
    exitCode: 1,
  },
} satisfies Record<string, CodeCase>
