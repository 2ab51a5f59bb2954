import { type CodeCase, type Files, lines, phase, program } from './case.ts'

const fingerprint = `sha256:v1:${'0'.repeat(64)}`
const file = '.refractor/links/20261120T100000Z-000000000000.json'
const record = 'docs/evidence/P0/route/metadata.json'
const first = 'specification/phases/P0.yaml'

const plan: Files = {
  'specification/requirements.yaml': lines(
    'format: 1',
    'requirements:',
    '  - { id: "1.2", title: "The route", text: "Every box has one." }',
  ),
  [first]: phase('tasks:', '  - { id: "P0.T1", title: "Write the route", requirements: ["1.2"] }'),
}

/** A review of the only link, made when the requirement meant something else. */
const review = `${JSON.stringify({
  format: 1,
  kind: 'link-review',
  program: 'harbour',
  reason: 'the route was read',
  by: 'Lead <lead@example.org>',
  at: '2026-11-20T10:00:00Z',
  trust: 'self',
  targets: [{ type: 'requirement', id: '1.2', fingerprint, from: ['satisfies task:P0.T1'] }],
})}\n`

/** What is said of links and of what records remember. */
export const links = {
  'trace/suspect': { files: { ...plan, [file]: review }, argv: 'trace', place: `${first}:5:61`, exitCode: 1 },
  'trace/unreviewed': {
    files: { ...plan, 'specification/program.yaml': program('trace: { unreviewed: error }') },
    argv: 'trace',
    place: `${first}:5:61`,
    exitCode: 1,
  },
  'trace/invalid-record': { files: { [file]: '{ "format": 1 }\n' }, argv: 'trace', place: `${file}:1:1`, exitCode: 1 },
  'evidence/suspect': {
    files: {
      [record]: lines(
        '{',
        '  "author": "Lead <lead@example.org>", "date": "2026-11-20T10:00:00Z", "criteria": ["P0.1"],',
        `  "remembers": [{ "type": "criterion", "id": "P0.1", "fingerprint": "${fingerprint}" }]`,
        '}',
      ),
    },
    argv: 'evidence verify',
    place: `${record}:1:1`,
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
