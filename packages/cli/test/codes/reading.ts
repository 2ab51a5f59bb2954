import { loadRecord } from '@refractor/core/load'
import { type CodeCase, lines, phase } from './case.ts'

const tasks = 'specification/tasks.yaml'
const firstPhase = 'specification/phases/P0.yaml'

/** Text that does not parse, and text that parses and is no record. */
export const reading = {
  'yaml/syntax': {
    files: { [tasks]: lines('format: 1', 'tasks:', '  - id: "T1"', '    title: "Pack') },
    argv: 'validate',
    place: `${tasks}:5:1`,
    exitCode: 2,
  },
  'yaml/duplicate-key': {
    files: { [firstPhase]: phase('title: "Plan everything"') },
    argv: 'validate',
    place: `${firstPhase}:4:1`,
    exitCode: 2,
  },
  'yaml/too-large': {
    files: { [tasks]: lines('format: 1', `# ${'.'.repeat(1 << 20)}`) },
    argv: 'validate',
    place: `${tasks}:1:1`,
    exitCode: 2,
  },
  'yaml/too-deep': {
    files: { [tasks]: lines('format: 1', `tasks: ${'['.repeat(65)}${']'.repeat(65)}`) },
    argv: 'validate',
    place: `${tasks}:2:71`,
    exitCode: 2,
  },
  'yaml/alias': {
    files: { [firstPhase]: phase('goals: &goals ["Nothing is lost."]', 'scope: *goals') },
    argv: 'validate',
    place: `${firstPhase}:4:8`,
    exitCode: 2,
  },
  'yaml/several-documents': {
    files: { [firstPhase]: phase('---', 'id: "P1"') },
    argv: 'validate',
    place: `${firstPhase}:4:1`,
    exitCode: 2,
  },
  'yaml/not-text': {
    files: { [tasks]: Buffer.from('format: 1\n# caf\u00e9\n', 'latin1') },
    argv: 'validate',
    place: `${tasks}:1:1`,
    exitCode: 2,
  },
  // A record that is no JSON is an evidence/invalid-record (approval/…, review/…) of the case; only the loader itself says more.
  'json/syntax': {
    raise: () => loadRecord('evidence', { path: 'metadata.json', text: '{ "author": "lead@example.org", }' }).diagnostics,
    place: 'metadata.json:1:33',
    exitCode: 1,
  },
  'json/duplicate-key': {
    raise: () =>
      loadRecord('evidence', { path: 'metadata.json', text: '{ "author": "a", "date": "2026-11-20", "author": "b" }' }).diagnostics,
    place: 'metadata.json:1:40',
    exitCode: 1,
  },
  'schema/invalid-value': {
    files: { [firstPhase]: phase('window: "soon"') },
    argv: 'validate',
    place: `${firstPhase}:4:9`,
    exitCode: 2,
  },
  'schema/missing-key': {
    files: { [firstPhase]: lines('format: 1', 'id: "P0"') },
    argv: 'validate',
    place: `${firstPhase}:1:1`,
    exitCode: 2,
  },
  'schema/unknown-key': {
    files: { [firstPhase]: phase('goal: "Nothing is lost."') },
    argv: 'validate',
    place: `${firstPhase}:4:1`,
    exitCode: 2,
  },
  'schema/format-version': {
    files: { [firstPhase]: phase().replace('format: 1', 'format: 9') },
    argv: 'validate',
    place: `${firstPhase}:1:9`,
    exitCode: 2,
  },
  'schema/unquoted-id': {
    files: { [firstPhase]: phase('tasks:', '  - { id: 0.10, title: "Pack" }') },
    argv: 'validate',
    place: `${firstPhase}:5:11`,
    exitCode: 2,
  },
} satisfies Record<string, CodeCase>
