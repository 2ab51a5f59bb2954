import { hostname } from 'node:os'
import type { PathProbe } from '@refractor/workspace'
import { vi } from 'vitest'
import { networkWarning } from '../../src/network-warning.ts'
import { type CodeCase, lines } from './case.ts'

const inbox = 'inbox/P0/move.md'
const done = lines('# The move', '', '- [x] The keys are handed over')
const template = lines('format: 1', 'name: "plan"', 'title: "A plan"', 'placeholders:', '  - { key: name, prompt: "Name" }')
const lock = JSON.stringify({
  pid: process.pid,
  host: hostname(),
  owner: 'someone else',
  command: 'close P0',
  since: '2026-11-21T09:59:00.000Z',
  token: '0123456789abcdef',
})
const onNfs: PathProbe = { platform: 'linux', realPath: (path) => path, fileSystem: () => 0x6969, mounts: () => '' }

/** A second goes by whenever somebody looks at the clock, so that nothing is waited for. */
function hurry(): void {
  let now = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => {
    now += 1_000
    return now
  })
}

/** The folder, git and the command line itself. */
export const surroundings = {
  'workspace/not-found': { files: { 'refractor.yaml': null }, argv: 'status', exitCode: 2 },
  'workspace/exists': { argv: 'init --id other', exitCode: 2 },
  'workspace/no-program': {
    files: { 'specification/program.yaml': null },
    argv: 'status',
    place: 'specification/program.yaml:1:1',
    exitCode: 2,
  },
  'workspace/unreadable': {
    files: { 'specification/tasks.yaml/tasks.md': 'Pack.\n' },
    argv: 'validate',
    place: 'specification/tasks.yaml:1:1',
    exitCode: 4,
  },
  'workspace/unknown-file': {
    files: { 'specification/risk.yaml': 'format: 1\n' },
    argv: 'validate',
    place: 'specification/risk.yaml:1:1',
    exitCode: 0,
  },
  'workspace/unwritable': { files: { '.refractor': 'no folder\n' }, argv: 'task start P0.T1', exitCode: 4 },
  'workspace/unsafe-path': { argv: 'checklist check ../elsewhere.md', exitCode: 2 },
  'workspace/symlink': {
    files: { 'elsewhere/move.md': done, 'inbox/P0': { linkTo: '../elsewhere' } },
    argv: 'validate',
    place: 'inbox/P0:1:1',
    exitCode: 0,
  },
  'workspace/locked': {
    files: { '.refractor/lock': lock },
    argv: 'task start P0.T1',
    io: () => {
      hurry()
      return {}
    },
    exitCode: 4,
  },
  'workspace/network-file-system': { raise: () => networkWarning('/srv/plan', onNfs), exitCode: 0 },
  'config/invalid-environment': { argv: 'status', io: () => ({ env: { REFRACTOR_WAIT: 'soon' } }), exitCode: 2 },
  'config/unknown-environment': { argv: 'config show', io: () => ({ env: { REFRACTOR_WIAT: '5' } }), exitCode: 0 },
  'workspace/changed-underneath': {
    files: { [inbox]: done },
    argv: `checklist archive ${inbox}`,
    // An editor saves the file while the question is open.
    io: (copy) => ({
      interactive: true,
      ask: () => {
        copy.write({ [inbox]: `${done}- [ ] One more\n` })
        return Promise.resolve(true)
      },
    }),
    place: `${inbox}:1:1`,
    exitCode: 4,
  },
  'workspace/would-overwrite': {
    files: { 'inbox/P0/P0.md': done },
    argv: 'checklist new P0',
    place: 'inbox/P0/P0.md:1:1',
    exitCode: 1,
  },
  'template/invalid': {
    files: { 'refractor.yaml': null, 'plan/template.yaml': template, 'plan/docs/link.md': { linkTo: '../template.yaml' } },
    argv: 'init --template ./plan',
    exitCode: 2,
  },
  'template/placeholder': {
    files: { 'refractor.yaml': null, 'plan/template.yaml': template, 'plan/notes.yaml': 'name: {{name}}\n' },
    argv: 'init --template ./plan',
    place: 'plan/notes.yaml:1:7',
    exitCode: 2,
  },
  'git/unavailable': { files: { '.git/index': 'no index\n' }, argv: 'evidence add P0.1 --observe agreed', exitCode: 4 },
  'git/no-identity': { files: { '.git/config': '[core]\n\trepositoryformatversion = 0\n' }, argv: 'approve P0.1', exitCode: 4 },
  'git/no-commit': { files: { '.git/refs/heads/main': null }, argv: 'evidence add P0.1 --observe agreed', exitCode: 4 },
  'cli/usage': { argv: 'gate chek', exitCode: 2 },
  'cli/unknown-id': { argv: 'gate check P22', exitCode: 2 },
  'cli/internal': {
    argv: 'status',
    io: () => ({
      now: () => {
        throw new Error('the clock is broken')
      },
    }),
    exitCode: 70,
  },
} satisfies Record<string, CodeCase>
