import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { lines, phaseWithCheck, program } from './codes/case.ts'
import { gitAt } from './codes/git-at.ts'
import { WorkspaceCopies, type WorkspaceCopy } from './codes/workspace-copy.ts'

const copies = new WorkspaceCopies()
afterAll(() => copies.remove())

const folder = '.refractor/approvals'

function git({ root }: WorkspaceCopy, ...args: readonly string[]): string {
  return gitAt(root, ...args)
}

/** A workspace in which P0.1 needs the approval of the lead, with a key of the lead on the roster. */
function workspace(policy: readonly string[], more = ''): WorkspaceCopy {
  const copy = copies.copy()
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(copy.root, '.git/lead')])
  const key = readFileSync(join(copy.root, '.git/lead.pub'), 'utf8').trim()
  copy.write({
    'specification/program.yaml': program('roles:', '  - { id: lead }'),
    'specification/policy.yaml': lines(
      'format: 1',
      'version: 1',
      'people:',
      `  - { id: lead, emails: [lead@example.org], roles: [lead], keys: ["${key}"], accounts: ["github:lead-example"] }`,
      '  - { id: writer, emails: [writer@example.org] }',
      ...policy,
    ),
    'specification/phases/P0.yaml': phaseWithCheck('{ kind: approval, roles: [lead], subjects: [docs/route.md] }').replace(
      '      check:',
      `${more}      check:`,
    ),
    'docs/route.md': '# The route, written by somebody else\n',
  })
  git(copy, 'add', '-A')
  git(copy, '-c', 'user.name=Writer', '-c', 'user.email=writer@example.org', 'commit', '-q', '-m', 'the plan')
  return copy
}

const records = ({ root }: WorkspaceCopy): string[] => readdirSync(join(root, folder)).sort()
const codesOf = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }): string[] =>
  diagnostics.map(({ code }) => code)

describe('a policy that asks for signatures', () => {
  test('is met by a signed approval, and not by one without', async () => {
    const copy = workspace(['trust: { lead: signed }'])
    await copy.refractor('approve P0.1')
    expect((await copy.refractor('gate check P0')).exitCode).toBe(1)
    expect(await copy.refractor('approve P0.1 --key .git/lead')).toMatchObject({ exitCode: 0 })
    expect((await copy.refractor('gate check P0')).exitCode).toBe(0)
    git(copy, 'add', '-A')
    git(copy, 'commit', '-q', '-m', 'approve')
    expect((await copy.refractor('gate check P0')).exitCode).toBe(0)
  })

  test('takes the key of git, and names the repository', async () => {
    const copy = workspace(['trust: { lead: signed }', 'repository: example.org/harbour'])
    git(copy, 'config', 'gpg.format', 'ssh')
    git(copy, 'config', 'user.signingkey', join(copy.root, '.git/lead.pub'))
    expect(await copy.refractor('approve P0.1 --sign --dry-run')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('approve P0.1 --sign')).toMatchObject({ exitCode: 0 })
    const [record = '', signature = ''] = records(copy)
    expect(signature).toBe(`${record}.sig`)
    const saved = JSON.parse(readFileSync(join(copy.root, folder, record), 'utf8')) as object
    expect(saved).toMatchObject({ repository: 'example.org/harbour', trust: 'signed' })
    expect((await copy.refractor('gate check P0')).exitCode).toBe(0)
    copy.write({
      'specification/policy.yaml': readFileSync(join(copy.root, 'specification/policy.yaml'), 'utf8').replace('org/harbour', 'org/other'),
    })
    expect((await copy.refractor('gate check P0')).exitCode).toBe(1)
  })

  test('ends with a violation of integrity once a signed record is edited, also where nobody asked for a signature', async () => {
    const copy = workspace([])
    await copy.refractor('approve P0.1 --key .git/lead')
    const path = join(copy.root, folder, records(copy)[0] as string)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"approve"', '"reject"'))
    const ended = await copy.refractor('gate check P0')
    expect([ended.exitCode, codesOf(ended)]).toEqual([3, ['signature/bad']])
  })

  test('asks the same of evidence', async () => {
    const copy = workspace([], '      trust: signed\n')
    copy.write({
      'specification/phases/P0.yaml': phaseWithCheck('{ kind: metric, metric: crates, op: lte, value: 9 }').replace(
        '      check:',
        '      trust: signed\n      check:',
      ),
    })
    git(copy, 'add', '-A')
    git(copy, 'commit', '-q', '-m', 'a number')
    expect(await copy.refractor('evidence add P0.1 --metric crates=3')).toMatchObject({ exitCode: 0 })
    expect((await copy.refractor('gate check P0')).exitCode).toBe(1)
    expect(await copy.refractor('evidence add P0.1 --metric crates=3 --key .git/lead')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('gate check P0')).toMatchObject({ exitCode: 0 })
    expect(codesOf(await copy.refractor('evidence verify'))).not.toContain('signature/bad')
    const evidence = join(copy.root, 'docs/evidence/P0')
    const [name = ''] = readdirSync(evidence).filter((one) => readdirSync(join(evidence, one)).length === 2)
    const path = join(evidence, name, 'metadata.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"value": 3', '"value": 2'))
    for (const command of ['evidence verify', 'evidence verify P0.1', 'gate check P0']) {
      const ended = await copy.refractor(command)
      expect([command, ended.exitCode, codesOf(ended)]).toEqual([command, 3, expect.arrayContaining(['signature/bad'])])
    }
  })
})

test('a policy that asks for signed reviews closes a phase with one, and not without', async () => {
  const copy = workspace(['review: [{ roles: [lead], trust: signed }]'])
  await copy.refractor('approve P0.1')
  git(copy, 'add', '-A')
  git(copy, 'commit', '-q', '-m', 'approve')
  expect(await copy.refractor('review run P0 --key .git/lead -y')).toMatchObject({ exitCode: 0 })
  expect(readdirSync(join(copy.root, 'outbox/P0')).sort()).toEqual(['metadata.json', 'metadata.json.sig'])
  expect(await copy.refractor('gate check P0')).toMatchObject({ exitCode: 0 })
  const path = join(copy.root, 'outbox/P0/metadata.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"verdict": "met"', '"verdict":  "met"'))
  const ended = await copy.refractor('gate check P0')
  expect([ended.exitCode, codesOf(ended)]).toEqual([3, expect.arrayContaining(['signature/bad'])])
})

describe('reviews at the forge', () => {
  const review = (commit: string, state = 'APPROVED'): string =>
    JSON.stringify([{ id: 1, user: { login: 'Lead-Example' }, state, commit_id: commit, submitted_at: '2026-11-21T09:00:00Z' }])

  test('of the commit that is judged meet an approval, others do not', async () => {
    const copy = workspace(['forge: { accept: [github] }'])
    const head = git(copy, 'rev-parse', 'HEAD')
    const check = async (text: string): Promise<number> => {
      writeFileSync(join(copy.root, '.git/reviews.json'), text)
      return (await copy.refractor('gate check P0 --reviews .git/reviews.json')).exitCode
    }
    expect(await check(review(head))).toBe(0)
    expect(await check(review('0'.repeat(40)))).toBe(1)
    expect(await check(review(head, 'CHANGES_REQUESTED'))).toBe(1)
    expect(await check(review(head, 'DISMISSED'))).toBe(1)
    expect((await copy.refractor('gate check P0')).exitCode).toBe(1)
  })

  test('count between two revisions by the policy of base', async () => {
    const copy = workspace(['forge: { accept: [github] }'])
    git(copy, 'tag', 'base')
    copy.write({ 'notes.md': 'a note\n' })
    git(copy, 'add', '-A')
    git(copy, '-c', 'user.name=Writer', '-c', 'user.email=writer@example.org', 'commit', '-q', '-m', 'a note')
    writeFileSync(join(copy.root, '.git/reviews.json'), review(git(copy, 'rev-parse', 'HEAD')))
    const ended = await copy.refractor('gate check P0 --base base --head HEAD --reviews .git/reviews.json')
    expect([ended.exitCode, ended.diagnostics]).toEqual([0, []])
    expect((await copy.refractor('gate check P0 --base base --head HEAD')).exitCode).toBe(1)
  })
})
