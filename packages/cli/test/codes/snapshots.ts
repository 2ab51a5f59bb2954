import { type CodeCase, type Files, lines, program } from './case.ts'

const id = '20261120T090000Z-0a1b2c3d'
const file = `.refractor/snapshots/${id}.json`
/** The tree without a file, which every repository has, and the digest of nothing. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const record = (more: object = {}): Files => ({
  [file]: `${JSON.stringify({
    format: 1,
    kind: 'snapshot',
    program: 'harbour',
    id,
    author: 'Keeper <keeper@example.org>',
    date: '2026-11-20T09:00:00Z',
    tree: emptyTree,
    digest: ofNothing,
    files: 0,
    bytes: 0,
    ...more,
  })}\n`,
})

/** A snapshot that holds nothing, and is whole. */
export const emptySnapshot = { path: file, files: record() }

/** A repository inside this one, as far as git looks. */
const inner: Files = { 'inner/.git/HEAD': 'ref: refs/heads/main\n', 'inner/.git/objects/.keep': '', 'inner/.git/refs/.keep': '' }
const none: Files = { 'specification/program.yaml': program('snapshots: { paths: ["nothing/"] }') }
const evidence = 'docs/evidence/P0/r1/metadata.json'
const proof: Files = { [evidence]: lines('{ "author": "Keeper <keeper@example.org>", "date": "2026-11-20T09:30:00Z" }') }

/** What is said of snapshots. */
export const snapshots = {
  'snapshot/invalid-record': { files: { [file]: '{ "format": 1 }\n' }, argv: 'snapshot list', place: `${file}:1:1`, exitCode: 0 },
  'snapshot/empty': { files: none, argv: 'snapshot create', exitCode: 1 },
  'snapshot/not-kept': { files: inner, argv: 'snapshot create', place: 'inner:1:1', exitCode: 0 },
  'snapshot/absent': { files: record({ tree: 'e'.repeat(40) }), argv: 'snapshot verify', place: `${file}:1:1`, exitCode: 1 },
  'snapshot/unprotected': { files: record(), argv: 'snapshot verify latest', place: `${file}:1:1`, exitCode: 0 },
  'snapshot/tampered': { files: record({ digest: '0'.repeat(64) }), argv: 'snapshot verify', place: `${file}:1:1`, exitCode: 3 },
  'snapshot/not-restored': {
    files: { ...record(), ...proof },
    argv: `snapshot restore ${id} docs/evidence --dry-run`,
    place: `${evidence}:1:1`,
    exitCode: 0,
  },
  'snapshot/reopens': {
    files: record(),
    before: ['review run P0'],
    argv: `snapshot restore ${id} outbox --dry-run`,
    place: 'outbox/P0/metadata.json:1:1',
    exitCode: 0,
  },
} satisfies Readonly<Record<string, CodeCase>>
