import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keygenUnavailable } from '../../../workspace/src/ssh-keygen.ts'
import type { Io } from '../../src/io.ts'
import { type CodeCase, lines, phaseWithCheck, program } from './case.ts'
import { gitAt } from './git-at.ts'
import type { WorkspaceCopy } from './workspace-copy.ts'

const record = '.refractor/approvals/P0.1-approve-0.json'
const approved = 'approve P0.1 --subject docs/route.md'

/** Nobody has the private part of it. */
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtqJ7zOtqQtYqOo0CpvDNlMV3HeJDpjrASKGLWDopir'

const people = (...more: readonly string[]): string =>
  program('people:', `  - { id: lead, emails: [lead@example.org]${more.map((one) => `, ${one}`).join('')} }`)

const approving = phaseWithCheck('{ kind: approval }')
const policy = (...more: readonly string[]): string => lines('format: 1', 'version: 1', ...more)

const approvalRecord = lines(
  JSON.stringify({
    format: 1,
    program: 'harbour',
    decision: 'approve',
    target: { type: 'criterion', id: 'P0.1' },
    definition: '0'.repeat(64),
    subjects: [],
    by: 'Lead <lead@example.org>',
    at: '2026-11-20T10:00:00Z',
    trust: 'signed',
  }),
)

/** A key of this run, for who has none on the roster. */
function withKey({ root }: WorkspaceCopy): Partial<Io> {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(root, 'key')])
  return {}
}

/** Git without any setting but those of the repository. */
const withoutKey = ({ root }: WorkspaceCopy): Partial<Io> => {
  execFileSync('git', ['config', 'gpg.format', 'openpgp'], { cwd: root })
  return {}
}

/** Everything is committed, and then the clone holds that one commit only. */
function cutOff({ root }: WorkspaceCopy): Partial<Io> {
  const git = (...args: readonly string[]): string => gitAt(root, ...args)
  git('add', '-A')
  git('commit', '-q', '-m', 'all of it')
  writeFileSync(join(root, '.git/shallow'), `${git('rev-parse', 'HEAD')}\n`)
  return {}
}

const reviewed = (text: string) => ({ 'specification/policy.yaml': policy('forge: { accept: [github] }'), 'reviews.json': text })
const check = 'gate check P0 --reviews reviews.json'
const review = (login: string): string =>
  lines(JSON.stringify([{ id: 1, user: { login }, state: 'APPROVED', commit_id: '0'.repeat(40), submitted_at: '2026-11-20T10:00:00Z' }]))

/** Signatures, and reviews at a forge. */
export const signatures = {
  'signature/bad': {
    files: {
      'specification/program.yaml': people(`keys: ["${key}"]`),
      'specification/phases/P0.yaml': approving,
      [record]: approvalRecord,
      [`${record}.sig`]: 'no signature\n',
    },
    argv: 'gate check P0',
    place: `${record}:1:1`,
    exitCode: 3,
  },
  'signature/unavailable': { raise: () => [keygenUnavailable('ssh-keygen is not installed')], exitCode: 4 },
  'signature/no-key': {
    files: { 'specification/phases/P0.yaml': approving },
    argv: `${approved} --sign`,
    io: withoutKey,
    exitCode: 2,
  },
  'signature/not-signed': {
    files: { 'specification/phases/P0.yaml': approving },
    argv: `${approved} --key docs/route.md`,
    exitCode: 4,
  },
  'signature/unknown-key': {
    files: { 'specification/program.yaml': people(), 'specification/phases/P0.yaml': approving },
    argv: `${approved} --key key`,
    io: withKey,
    exitCode: 1,
  },
  'git/shallow-history': {
    files: {
      'specification/policy.yaml': policy('people: []'),
      'specification/program.yaml': people(),
      'specification/phases/P0.yaml': approving,
    },
    before: [approved],
    argv: 'gate check P0',
    io: cutOff,
    exitCode: 4,
  },
  'forge/invalid-reviews': { files: reviewed('{ "message": "Not Found" }\n'), argv: check, exitCode: 2 },
  'forge/not-accepted': { files: { 'reviews.json': review('lead') }, argv: check, exitCode: 2 },
  'forge/review-ignored': { files: reviewed(review('nobody')), argv: check, exitCode: 0 },
} satisfies Record<string, CodeCase>
