import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Case, envelopeOf, type Program, preAuthentication } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ProofContext, type ProofsRead, readProofs } from '../src/proofs.ts'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { namespaces } from '../src/ssh-keygen.ts'
import { commitAs, gitAs } from './support/history.ts'
import { type Key, makeKeys, sign } from './support/keys.ts'
import { tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const keys = makeKeys({ lead: 'ed25519', spare: 'ecdsa', old: 'rsa', other: 'ed25519', stranger: 'ed25519' })
const [lead, builder] = ['Lead <lead@example.org>', 'Builder <builder@example.org>']
const now = '2026-11-21T05:00:00Z'
const record = '.refractor/approvals/P0.json'
const signature = `${record}.sig`

/** An approval as it lies on disk; `comment` tells several apart. */
const approval = (comment = ''): string =>
  `${JSON.stringify({
    format: 1,
    program: 'golden',
    decision: 'approve',
    target: { type: 'gate', id: 'P0' },
    definition: 'a'.repeat(64),
    subjects: [],
    by: lead,
    at: '2026-01-01T00:00:00Z',
    trust: 'signed',
    comment,
  })}\n`

const person = (id: string, texts: readonly string[], extra = ''): string =>
  `  - { id: ${id}, emails: [${id}@example.org], keys: ${JSON.stringify(texts)}${extra} }\n`

const roster = person('lead', [`${keys.lead.text} a remark`, keys.spare.text, keys.old.text]) + person('other', [keys.other.text])

const plan = (people: string): Record<string, string> => ({
  'refractor.yaml': 'format: 1\n',
  'specification/program.yaml': `format: 1\nid: golden\nname: Golden\npeople:\n${people}`,
})

const repository = (files: Readonly<Record<string, string>> = {}, people = roster, format?: 'sha256'): string =>
  tempRepository({ ...plan(people), ...files }, format)

const signed = (text: string, key = keys.lead, namespace: string = namespaces.approval): Record<string, string> => ({
  [record]: text,
  [signature]: sign(text, key, namespace),
})

async function open(root: string): Promise<{ program: Program; records: Case }> {
  const snapshot = await readSnapshot(root, { cache: false })
  const program = snapshot.programs[0]?.program
  if (!program) throw new Error(JSON.stringify(snapshot.diagnostics))
  return { program, records: (await readCase(snapshot, program, { cache: false })).case }
}

/** What stands behind every record of the case. */
async function proofsOf(root: string, about: Partial<ProofContext> = {}, editors: readonly string[] = []): Promise<ProofsRead> {
  const { program, records } = await open(root)
  const paths = [...records.approvals, ...records.evidence].map(({ source }) => source.path)
  return readProofs(root, { proofs: paths, editors }, { program, records, now, ...about })
}

const proofOf = async (root: string, about: Partial<ProofContext> = {}) => (await proofsOf(root, about)).proofs.get(record)

const because = (text: string | RegExp) => ({ state: 'bad', because: expect.stringMatching(text) })

afterEach(() => vi.unstubAllEnvs())

describe('a signature', () => {
  test.each(['lead', 'spare', 'old'] as const)('by any key of a person is theirs (%s)', async (key) => {
    const root = repository(signed(approval(), keys[key]))
    expect((await proofOf(root))?.signature).toEqual({ state: 'good', person: 'lead' })
  })

  test('of evidence has a namespace of its own', async () => {
    const path = 'docs/evidence/P0/run/metadata.json'
    const text = `${JSON.stringify({ author: lead, date: '2026-01-01', gate: 'P0' })}\n`
    const good = repository({ [path]: text, [`${path}.sig`]: sign(text, keys.lead, namespaces.evidence) })
    expect((await proofsOf(good)).proofs.get(path)?.signature).toEqual({ state: 'good', person: 'lead' })
    const swapped = repository({ [path]: text, [`${path}.sig`]: sign(text, keys.lead, namespaces.approval) })
    expect((await proofsOf(swapped)).proofs.get(path)?.signature).toEqual(because(/made for "refractor-approval-v1"/))
  })

  test('names who signed, whoever the record names', async () => {
    const root = repository(signed(approval(), keys.other))
    expect((await proofOf(root))?.signature).toEqual({ state: 'good', person: 'other' })
  })

  test('is bad, and a finding, once the record is edited', async () => {
    const root = repository({ ...signed(approval()), [record]: approval('edited') })
    const { proofs, diagnostics } = await proofsOf(root)
    expect(proofs.get(record)?.signature).toEqual(because('not what was signed'))
    expect(diagnostics.map(({ code, location }) => [code, location?.file])).toEqual([['signature/bad', record]])
  })

  test.each([
    ['another purpose', signed(approval(), keys.lead, 'git'), /made for "git"/],
    ['a key of nobody', signed(approval(), keys.stranger), /nobody on the roster/],
    ['no text', { [record]: approval(), [signature]: '' }, /no SSH signature/],
    [
      'two signatures',
      { [record]: approval(), [signature]: sign(approval(), keys.lead, namespaces.approval).repeat(2) },
      /no SSH signature/,
    ],
    [
      'a line before it',
      { [record]: approval(), [signature]: `x\n${sign(approval(), keys.lead, namespaces.approval)}` },
      /no SSH signature/,
    ],
    ['a very long text', { [record]: approval(), [signature]: 'x'.repeat(1 << 20) }, /no SSH signature/],
    [
      'a cut one',
      { [record]: approval(), [signature]: sign(approval(), keys.lead, namespaces.approval).replace(/\n.*\n-----END/, '\n-----END') },
      /./,
    ],
  ])('is bad: %s', async (_, files, words) => {
    expect((await proofOf(repository(files as Record<string, string>)))?.signature).toEqual(because(words))
  })

  test('is bad when its key was taken off the roster, or given to two persons', async () => {
    const gone = repository(signed(approval()), person('lead', [keys.spare.text]))
    expect((await proofOf(gone))?.signature).toEqual(because(/nobody on the roster/))
    const shared = repository(signed(approval()), roster + person('third', [keys.lead.text]))
    expect((await proofOf(shared))?.signature).toEqual(because(/belongs to lead and to third/))
  })

  test('an id or a remark that would change an allowed_signers file changes nothing', async () => {
    const people =
      `  - { id: "*,!lead cert-authority", keys: ["${keys.other.text} x", "${keys.lead.text} namespaces=\\"*\\""] }\n` +
      `  - { id: "lead", keys: ["${keys.spare.text} #,* cert-authority ${keys.stranger.text}"] }\n`
    const root = repository({ ...signed(approval(), keys.stranger) }, people)
    expect((await proofOf(root))?.signature).toEqual(because(/nobody on the roster/))
    const own = repository(signed(approval(), keys.lead), people)
    expect((await proofOf(own))?.signature).toEqual({ state: 'good', person: '*,!lead cert-authority' })
  })

  test('is absent without one, and asked for by nobody else', async () => {
    const root = repository({ [record]: approval() })
    expect(await proofOf(root)).not.toHaveProperty('signature')
    const { program, records } = await open(root)
    expect(readProofs(root, {}, { program, records, now }).proofs.size).toBe(0)
  })

  test('cannot be verified without ssh-keygen, which is no bad signature', async () => {
    const root = repository(signed(approval()))
    const { program, records } = await open(root)
    const folder = tempFolder()
    mkdirSync(join(folder, 'bin'))
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
    writeFileSync(join(folder, 'bin/git'), `#!/bin/sh\nexec ${git} "$@"\n`, { mode: 0o755 })
    vi.stubEnv('PATH', join(folder, 'bin'))
    const { proofs, diagnostics } = readProofs(root, { proofs: [record] }, { program, records, now })
    expect(proofs.has(record)).toBe(false)
    expect(diagnostics.map(({ code }) => code)).toEqual(['signature/unavailable'])
  })

  test('of a verdict stands in its envelope', async () => {
    const path = 'out/verdict.json'
    const payload = { type: 'application/vnd.in-toto+json', text: '{"predicateType":"verdict"}' }
    const envelope = (key: Key, namespace: string): string => envelopeOf(payload, sign(preAuthentication(payload), key, namespace))
    const verify = async (text: string) => {
      const root = repository({ [path]: text })
      const { program, records } = await open(root)
      const files = new Map([[path, { state: 'file', text, parsed: JSON.parse(text) as unknown } as const]])
      return readProofs(root, { proofs: [path] }, { program, records, now }, files).proofs.get(path)
    }
    const good = await verify(envelope(keys.lead, namespaces.verdict))
    expect(good).toMatchObject({ signature: { state: 'good', person: 'lead' }, landed: { author: 'A <a@example.org>' } })
    expect((await verify(envelope(keys.lead, namespaces.approval)))?.signature).toEqual(because(/made for/))
    expect(
      (await verify(envelope(keys.lead, namespaces.verdict).replace('"payload": "', '"payload": "IA==')))?.signature,
    ).not.toMatchObject({
      state: 'good',
    })
    expect(await verify('{"predicateType":"verdict"}')).not.toHaveProperty('signature')
  })

  test('starts one ssh-keygen for each, and git twice for all; nothing where nobody asks', async () => {
    const second = '.refractor/approvals/P1.json'
    const files = {
      ...signed(approval()),
      [second]: approval('b'),
      [`${second}.sig`]: sign(approval('b'), keys.other, namespaces.approval),
    }
    const root = repository(files)
    const { program, records } = await open(root)
    const bin = tempFolder()
    const log = join(bin, 'log')
    for (const name of ['git', 'ssh-keygen']) {
      const real = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> ${log}\nexec ${real} "$@"\n`, { mode: 0o755 })
    }
    vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`)
    readProofs(root, {}, { program, records, now })
    expect(existsSync(log)).toBe(false)
    readProofs(root, { proofs: [record, second], editors: ['a.txt', 'b.txt'] }, { program, records, now })
    const started = readFileSync(log, 'utf8').trim().split('\n')
    expect(started.map((line) => / (log|-Y verify) /.exec(line)?.[1]).sort()).toEqual(['-Y verify', '-Y verify', 'log', 'log'])
    expect(
      started.filter((line) => line.includes('verify')).every((line) => /-n refractor-approval-v1 .*-Overify-time=\d{14}/.test(line)),
    ).toBe(true)
  })

  test('leaves no folder behind', async () => {
    const root = repository(signed(approval()))
    const folder = tempFolder()
    vi.stubEnv('TMPDIR', folder)
    expect((await proofOf(root))?.signature?.state).toBe('good')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('when a key was valid', () => {
  const until = (to: string): string => person('lead', [keys.lead.text], `, active: { from: "2026-01-01", to: "${to}" }`)

  test('is judged at the time of landing', async () => {
    const root = repository({}, until('2026-06-30'))
    commitAs(root, { author: lead, at: '2026-06-30T23:00:00Z' }, signed(approval()))
    expect((await proofOf(root))?.signature).toEqual({ state: 'good', person: 'lead' })
    const late = repository({}, until('2026-06-30'))
    commitAs(late, { author: lead, at: '2026-07-01T00:00:01Z' }, signed(approval()))
    expect((await proofOf(late))?.signature).toEqual(because(/not valid when it landed/))
  })

  test('is now for what has not landed, whatever the record and the commit say', async () => {
    const root = repository({}, until('2026-06-30'))
    const base = gitAs(root, { author: lead, at: now }, 'rev-parse', 'HEAD')
    expect((await proofOf(root, { base }))?.signature).toBeUndefined()
    writeFiles(root, signed(approval()))
    expect((await proofOf(root, { base }))?.signature).toEqual(because(/not valid/))
    commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, {})
    expect((await proofOf(root, { base }))?.signature).toEqual(because(/not valid/))
  })

  test('is never before the commit that it landed on, however it is dated', async () => {
    const root = repository({}, until('2026-06-30'))
    commitAs(root, { author: builder, at: '2026-09-01T00:00:00Z' }, { 'a.txt': 'a' })
    commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    const proof = await proofOf(root)
    expect(proof?.landed?.at).toBe('2026-09-01T00:00:00Z')
    expect(proof?.signature).toEqual(because(/not valid/))
  })

  test('is when the signature landed, where that came later than the record', async () => {
    const root = repository({}, until('2026-06-30'))
    const files = signed(approval())
    commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, { [record]: files[record] as string })
    commitAs(root, { author: lead, at: '2026-08-01T00:00:00Z' }, { [signature]: files[signature] as string })
    const proof = await proofOf(root)
    expect(proof?.landed?.at).toBe('2026-02-01T00:00:00Z')
    expect(proof?.signature).toEqual(because(/not valid/))
  })
})

describe('landing', () => {
  test('through a merge: the time of the merge, the author of the commit that wrote it', async () => {
    const root = repository()
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', '-b', 'topic')
    const wrote = commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'main')
    commitAs(root, { author: builder, at: '2026-02-02T00:00:00Z' }, { 'a.txt': 'a' })
    gitAs(root, { author: builder, at: '2026-02-03T00:00:00Z' }, 'merge', '-q', '--no-ff', '-m', 'merge', 'topic')
    const merge = gitAs(root, { author: builder, at: now }, 'rev-parse', 'HEAD')
    const proof = await proofOf(root)
    expect(proof?.landed).toEqual({ commit: merge, at: '2026-02-03T00:00:00Z', author: lead })
    expect(proof?.written).toEqual({ commit: wrote, at: '2026-02-01T00:00:00Z', author: lead })
  })

  test('through a squash: the commit that came of it', async () => {
    const root = repository()
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', '-b', 'topic')
    commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, { [record]: approval('draft') })
    commitAs(root, { author: lead, at: '2026-02-01T01:00:00Z' }, signed(approval()))
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'main')
    gitAs(root, { author: lead, at: now }, 'merge', '-q', '--squash', 'topic')
    const squashed = commitAs(root, { author: lead, at: '2026-02-02T00:00:00Z', committed: '2026-02-05T00:00:00Z' }, {})
    expect((await proofOf(root))?.landed).toEqual({ commit: squashed, at: '2026-02-05T00:00:00Z', author: lead })
    expect((await proofOf(root))?.written?.commit).toBe(squashed)
  })

  test('through a rebase: the new commit, with the time at which it was made', async () => {
    const root = repository()
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', '-b', 'topic')
    const before = commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'main')
    commitAs(root, { author: builder, at: '2026-02-02T00:00:00Z' }, { 'a.txt': 'a' })
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'topic')
    gitAs(root, { author: builder, at: '2026-02-03T00:00:00Z' }, 'rebase', '-q', 'main')
    gitAs(root, { author: builder, at: now }, 'checkout', '-q', 'main')
    gitAs(root, { author: builder, at: now }, 'merge', '-q', '--ff-only', 'topic')
    const proof = await proofOf(root)
    expect(proof?.landed).toMatchObject({ at: '2026-02-03T00:00:00Z', author: lead })
    expect(proof?.landed?.commit).not.toBe(before)
  })

  test('a record that a change brings has not landed, and was written', async () => {
    const root = repository()
    const base = gitAs(root, { author: lead, at: now }, 'rev-parse', 'HEAD')
    const head = commitAs(root, { author: builder, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    expect(await proofOf(root, { base, head })).toEqual({
      signature: { state: 'good', person: 'lead' },
      written: { commit: head, at: '2026-02-01T00:00:00Z', author: builder },
    })
    writeFiles(root, signed(approval('not committed')))
    expect(await proofOf(root)).toEqual({ signature: { state: 'good', person: 'lead' } })
  })

  test('is the first time, also of a record that was taken away and came back', async () => {
    const root = repository()
    const first = commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, { [record]: approval() })
    commitAs(root, { author: builder, at: '2026-03-01T00:00:00Z' }, { [record]: null })
    commitAs(root, { author: builder, at: '2026-04-01T00:00:00Z' }, { [record]: approval() })
    expect((await proofOf(root))?.landed).toEqual({ commit: first, at: '2026-02-01T00:00:00Z', author: lead })
  })

  test('is of the record as it is: another text at its path landed on its own', async () => {
    const root = repository()
    commitAs(root, { author: builder, at: '2026-02-01T00:00:00Z' }, { [record]: approval('other') })
    const commit = commitAs(root, { author: lead, at: '2026-03-01T00:00:00Z' }, { [record]: approval() })
    expect((await proofOf(root))?.landed?.commit).toBe(commit)
  })

  test('is known in a repository of SHA-256 and in a folder of a repository', async () => {
    const root = repository({}, roster, 'sha256')
    const commit = commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    expect((await proofOf(root))?.landed?.commit).toBe(commit)
    const top = tempRepository({})
    const inner = Object.fromEntries(
      Object.entries({ ...plan(roster), ...signed(approval()) }).map(([path, text]) => [`tools/plan/${path}`, text]),
    )
    const within = commitAs(top, { author: lead, at: '2026-02-01T00:00:00Z' }, inner)
    expect((await proofOf(join(top, 'tools/plan')))?.landed?.commit).toBe(within)
  })

  test('a clone that was cut off knows no author, and says so', async () => {
    const root = repository()
    commitAs(root, { author: lead, at: '2026-02-01T00:00:00Z' }, signed(approval()))
    commitAs(root, { author: builder, at: '2026-03-01T00:00:00Z' }, { 'a.txt': 'a' })
    const clone = join(tempFolder(), 'clone')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${root}`, clone], { stdio: 'ignore' })
    const { proofs, diagnostics } = await proofsOf(clone)
    expect(proofs.get(record)).toMatchObject({ landed: { at: '2026-03-01T00:00:00Z', author: '' }, written: { author: '' } })
    expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([['git/shallow-history', 'git fetch --unshallow']])
  })

  test('a base that is not there is no answer, and a name is no base', async () => {
    const root = repository(signed(approval()))
    for (const base of ['0'.repeat(40), 'main', '--output=x']) {
      const { proofs, diagnostics } = await proofsOf(root, { base })
      expect([diagnostics.map(({ code }) => code), proofs.get(record)?.landed]).toEqual([['git/unavailable'], undefined])
    }
    expect(existsSync(join(root, 'x'))).toBe(false)
  })

  test('there is none outside of a repository, and before its first commit', async () => {
    const folder = tempFolder({ ...plan(roster), ...signed(approval()) })
    expect(await proofOf(folder)).toEqual({ signature: { state: 'good', person: 'lead' } })
    gitAs(folder, { author: lead, at: now }, 'init', '-q')
    expect(await proofOf(folder)).toEqual({ signature: { state: 'good', person: 'lead' } })
  })

  test('a mailmap, a setting and a hook of the repository change nothing and are not run', async () => {
    const root = repository()
    commitAs(
      root,
      { author: builder, at: '2026-02-01T00:00:00Z' },
      { ...signed(approval()), '.mailmap': `${lead} <builder@example.org>\n` },
    )
    for (const setting of [
      'log.showSignature=true',
      'log.follow=true',
      'log.diffMerges=off',
      'diff.relative=false',
      `diff.external=touch ${root}/ran`,
      `core.fsmonitor=touch ${root}/ran`,
    ]) {
      const [name = '', value = ''] = setting.split('=')
      gitAs(root, { author: lead, at: now }, 'config', name, value)
    }
    expect((await proofOf(root))?.landed?.author).toBe(builder)
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })
})

describe('the last editor', () => {
  test('is who changed a path last, on whatever branch', async () => {
    const root = repository({ 'a.txt': '1', 'b.txt': '1', 'c.txt': '1' })
    commitAs(root, { author: builder, at: '2026-02-01T00:00:00Z' }, { 'a.txt': '2', 'b.txt': '2' })
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', '-b', 'topic')
    commitAs(root, { author: lead, at: '2026-02-02T00:00:00Z' }, { 'b.txt': '3' })
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'main')
    commitAs(root, { author: builder, at: '2026-02-03T00:00:00Z' }, { 'd.txt': '1' })
    gitAs(root, { author: builder, at: '2026-02-04T00:00:00Z' }, 'merge', '-q', '--no-ff', '-m', 'merge', 'topic')
    const { editors } = await proofsOf(root, {}, ['a.txt', 'b.txt', 'c.txt', 'none.txt'])
    expect(Object.fromEntries(editors)).toEqual({ 'a.txt': builder, 'b.txt': lead, 'c.txt': 'A <a@example.org>' })
  })

  test('is who merged, where the merge wrote something of its own', async () => {
    const root = repository({ 'a.txt': '1' })
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', '-b', 'topic')
    commitAs(root, { author: lead, at: '2026-02-02T00:00:00Z' }, { 'a.txt': '2' })
    gitAs(root, { author: lead, at: now }, 'checkout', '-q', 'main')
    commitAs(root, { author: lead, at: '2026-02-02T00:00:00Z' }, { 'b.txt': '1' })
    gitAs(root, { author: builder, at: '2026-02-04T00:00:00Z' }, 'merge', '-q', '--no-ff', '--no-commit', 'topic')
    commitAs(root, { author: builder, at: '2026-02-04T00:00:00Z' }, { 'a.txt': '3' })
    expect((await proofsOf(root, {}, ['a.txt'])).editors.get('a.txt')).toBe(builder)
  })
})
