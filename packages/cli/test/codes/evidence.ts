import { type CodeCase, lines, phaseWithCheck } from './case.ts'

const path = 'docs/evidence/P0/route/metadata.json'
const other = 'a'.repeat(64)

/** A record that speaks for P0.1; `rest` are the last lines of it, from line 4. */
const record = (...rest: readonly string[]): string =>
  lines('{', '  "author": "Lead <lead@example.org>", "date": "2026-11-20T10:00:00Z",', '  "criteria": ["P0.1"],', ...rest, '}')

// In two halves, so that nobody takes the test itself for a leak.
const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')

/** Records of evidence, and what stands in the way of making one. */
export const evidence = {
  'evidence/invalid-record': {
    files: { [path]: '{ "author": "lead@example.org" }\n' },
    argv: 'validate',
    place: `${path}:1:1`,
    exitCode: 0,
  },
  'evidence/unproven': {
    files: { [path]: record('  "artifacts": ["docs/route.md"]') },
    argv: 'evidence verify',
    place: `${path}:1:1`,
    exitCode: 0,
  },
  'evidence/unknown-commit': {
    files: { [path]: record(`  "commit": "${'0'.repeat(40)}"`) },
    argv: 'evidence verify',
    place: `${path}:4:13`,
    exitCode: 0,
  },
  'evidence/tampered': {
    files: { [path]: record('  "artifacts": [', `    { "path": "docs/route.md", "sha256": "${other}" }`, '  ]') },
    argv: 'evidence verify',
    place: `${path}:5:5`,
    exitCode: 3,
  },
  'evidence/missing-artifact': {
    files: { [path]: record('  "artifacts": [', `    { "path": "docs/stairs.md", "sha256": "${other}" }`, '  ]') },
    argv: 'evidence verify',
    place: `${path}:5:5`,
    exitCode: 1,
  },
  'evidence/stale': {
    files: { [path]: record('  "inputs": [', `    { "path": "docs/route.md", "sha256": "${other}" }`, '  ]') },
    argv: 'evidence verify',
    place: `${path}:1:1`,
    exitCode: 0,
  },
  'evidence/dirty': {
    files: { [path]: record('  "dirty": true') },
    argv: 'evidence verify',
    place: `${path}:1:1`,
    exitCode: 0,
  },
  'evidence/secret': {
    files: { 'docs/lift.md': lines('# The lift', '', `key: ${token}`) },
    argv: 'evidence add P0.1 --artifact docs/lift.md',
    place: 'docs/lift.md:3:6',
    exitCode: 1,
  },
  'evidence/report': {
    files: { 'reports/lift.xml': lines('<testsuite name="lift" tests="2">', '  <testcase name="door"/>') },
    argv: 'evidence add P0.1 --report reports/lift.xml',
    place: 'reports/lift.xml:1:1',
    exitCode: 1,
  },
  'evidence/not-run': {
    files: { 'specification/phases/P0.yaml': phaseWithCheck('{ kind: command, argv: ["no-such-program-anywhere"] }') },
    argv: 'evidence run P0.1',
    place: 'specification/phases/P0.yaml:6:7',
    exitCode: 4,
  },
  'evidence/unknown-target': {
    files: { [path]: record('  "gate": "P9"') },
    argv: 'evidence verify',
    place: `${path}:4:11`,
    exitCode: 2,
  },
} satisfies Record<string, CodeCase>
