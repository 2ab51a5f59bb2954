import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from '@refractor/core'
import { describe, expect, test } from 'vitest'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import type { CaseRead } from '../src/types.ts'
import { demo, programYaml } from './support/program.ts'
import { tempFolder } from './support/temp.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const zeros = '0'.repeat(64)

async function caseOf(root: string, id = 'demo'): Promise<CaseRead> {
  const snapshot = await readSnapshot(root)
  const program = snapshot.programs.find((one) => one.id === id)?.program as Program
  return readCase(snapshot, program)
}

const json = (value: object): string => `${JSON.stringify(value)}\n`
const evidence = (extra: object = {}): string =>
  json({ format: 1, author: 'Ana <ana@example.org>', date: '2026-11-20', gate: 'P0', ...extra })
const approval = (program: string): string =>
  json({
    format: 1,
    program,
    decision: 'approve',
    target: { type: 'gate', id: 'P0' },
    definition: zeros,
    subjects: [],
    by: 'Ana <ana@example.org>',
    at: '2026-11-20T10:00:00Z',
    trust: 'self',
  })
const archive = json({
  format: 1,
  kind: 'archived-checklist',
  program: 'demo',
  phase: 'P0',
  from: 'inbox/P0/a.md',
  path: 'outbox/P0/a.md',
  sha256: zeros,
  author: 'Ana',
  date: '2026-11-20T10:00:00Z',
})
const review = json({
  format: 1,
  kind: 'review',
  program: 'demo',
  phase: 'P0',
  gate: 'P0',
  verdict: 'met',
  author: 'Ana',
  date: '2026-11-20T10:00:00Z',
  criteria: [],
  approvals: [],
  archived: [],
  artifacts: [],
})

describe('a case', () => {
  test('is empty without any folder', async () => {
    expect(await caseOf(tempFolder(demo))).toEqual({
      case: {
        evidence: [],
        approvals: [],
        inbox: [],
        outbox: [],
        reviews: [],
        waivers: [],
        linkReviews: [],
        snapshots: [],
        unreadable: [],
      },
      diagnostics: [],
    })
  })

  test('holds the signature beside each record; one that cannot be read is one without text', async () => {
    const root = tempFolder({
      ...demo,
      '.refractor/approvals/a.json': approval('demo'),
      '.refractor/approvals/a.json.sig': 'signed',
      '.refractor/approvals/b.json': approval('demo'),
      '.refractor/approvals/b.json.sig': 'x'.repeat(20_000),
      '.refractor/approvals/c.json': approval('demo'),
      '.refractor/approvals/gone.json.sig': 'signed',
      'docs/evidence/P0/a/metadata.json': evidence(),
      'docs/evidence/P0/a/metadata.json.sig': new Uint8Array([0xff]),
      'outbox/P0/metadata.json': review,
      'outbox/P0/metadata.json.sig': 'signed',
    })
    const { case: read, diagnostics } = await caseOf(root)
    const signatures = [...read.approvals, ...read.evidence, ...read.reviews].map(({ source, signature }) => [source.path, signature?.text])
    expect([signatures, diagnostics]).toEqual([
      [
        ['.refractor/approvals/a.json', 'signed'],
        ['.refractor/approvals/b.json', ''],
        ['.refractor/approvals/c.json', undefined],
        ['docs/evidence/P0/a/metadata.json', ''],
        ['outbox/P0/metadata.json', 'signed'],
      ],
      [],
    ])
  })

  test('holds everything that is decided on, with its digests, in order of path', async () => {
    const files = {
      'docs/evidence/P0/b/metadata.json': evidence(),
      'docs/evidence/P0/a/metadata.json': evidence({ kind: 'test' }),
      'docs/evidence/P0/a/report.json': '{}',
      'docs/evidence/metadata.json': evidence(),
      '.refractor/approvals/2.json': approval('demo'),
      '.refractor/approvals/P0/1.json': approval('demo'),
      '.refractor/approvals/other.json': approval('other'),
      'inbox/P0/a.md': '# A\n\n- [x] **P0.M1.T1** done\n- [ ] open\n',
      'inbox/Phase%201/b.MD': '- [ ] b\n',
      'inbox/README.md': '- [ ] not a checklist of a phase\n',
      'inbox/P0/deep/c.md': '- [ ] c\n',
      'inbox/P0/notes.txt': 'x',
      'outbox/P0/a.md': '- [x] a\n',
      'outbox/P0/a.metadata.json': archive,
      'outbox/P0/b.md': '- [x] b\n',
      'outbox/P0/metadata.json': review,
    }
    const { case: read, diagnostics } = await caseOf(tempFolder({ ...demo, ...files }))
    expect(diagnostics).toEqual([])
    expect(read.unreadable).toEqual([])
    expect(read.evidence.map((one) => one.source.path)).toEqual([
      'docs/evidence/P0/a/metadata.json',
      'docs/evidence/P0/b/metadata.json',
      'docs/evidence/metadata.json',
    ])
    expect(read.evidence[0]).toMatchObject({
      sha256: sha256(files['docs/evidence/P0/a/metadata.json']),
      record: { kind: 'test', gate: 'P0' },
      positions: { '/kind': [expect.any(Number), expect.any(Number)] },
    })
    expect(read.approvals.map((one) => one.source.path)).toEqual(['.refractor/approvals/2.json', '.refractor/approvals/P0/1.json'])
    expect(read.inbox.map((one) => [one.checklist.source.path, one.phase, one.checklist.boxes.length])).toEqual([
      ['inbox/P0/a.md', 'P0', 2],
      ['inbox/Phase%201/b.MD', 'Phase 1', 1],
    ])
    expect(read.inbox[0]?.sha256).toBe(sha256(files['inbox/P0/a.md']))
    expect(read.outbox.map((one) => [one.checklist.source.path, one.metadata?.record?.from])).toEqual([
      ['outbox/P0/a.md', 'inbox/P0/a.md'],
      ['outbox/P0/b.md', undefined],
    ])
    expect(read.outbox[0]?.metadata?.sha256).toBe(sha256(archive))
    expect(read.reviews).toMatchObject([{ record: { phase: 'P0' }, sha256: sha256(review) }])
  })

  test('of one program does not hold what is in the folders of another', async () => {
    const root = tempFolder({
      'refractor.yaml': 'format: 1\nprograms: [{ id: demo, default: true }, { id: beta }]\n',
      'specification/program.yaml': programYaml,
      'specification/beta/program.yaml': 'format: 1\nid: beta\nname: Beta\n',
      'docs/evidence/P0/metadata.json': evidence(),
      'docs/evidence/beta/P0/metadata.json': evidence(),
      'inbox/P0/a.md': '- [ ] a\n',
      'inbox/beta/P0/b.md': '- [ ] b\n',
      'inbox/beta/stray.md': '- [ ] c\n',
      'outbox/P0/metadata.json': review,
      'outbox/beta/P0/metadata.json': review.replace('demo', 'beta'),
      '.refractor/approvals/1.json': approval('demo'),
      '.refractor/approvals/2.json': approval('beta'),
    })
    const paths = ({ case: read }: CaseRead) =>
      [...read.evidence, ...read.inbox.map((one) => one.checklist), ...read.reviews, ...read.approvals].map((one) => one.source.path)
    expect(paths(await caseOf(root))).toEqual([
      'docs/evidence/P0/metadata.json',
      'inbox/P0/a.md',
      'outbox/P0/metadata.json',
      '.refractor/approvals/1.json',
    ])
    expect(paths(await caseOf(root, 'beta'))).toEqual([
      'docs/evidence/beta/P0/metadata.json',
      'inbox/beta/P0/b.md',
      'outbox/beta/P0/metadata.json',
      '.refractor/approvals/2.json',
    ])
  })

  test('of two programs that share a folder of evidence holds it for both', async () => {
    const root = tempFolder({
      'refractor.yaml': 'format: 1\nprograms: [{ id: demo, default: true }, { id: beta }]\n',
      'specification/program.yaml': `${programYaml}evidence: docs/golden\n`,
      'specification/beta/program.yaml': 'format: 1\nid: beta\nname: Beta\nevidence: docs/golden\n',
      'docs/golden/P0/metadata.json': evidence(),
    })
    expect((await caseOf(root)).case.evidence).toHaveLength(1)
    expect((await caseOf(root, 'beta')).case.evidence).toHaveLength(1)
  })
})

describe('a record that is not valid', () => {
  test('is kept without its content and said where it stands', async () => {
    const { case: read, diagnostics } = await caseOf(
      tempFolder({
        ...demo,
        'docs/evidence/P0/metadata.json': '{\n  "format": 1,\n  "author": "Ana",\n  "date": "yesterday"\n}\n',
        '.refractor/approvals/1.json': '{ broken\n',
        'outbox/P0/a.md': '- [x] a\n',
        'outbox/P0/a.metadata.json': '{}\n',
        'outbox/P0/metadata.json': '{ "format": 1 }\n',
      }),
    )
    expect(read.evidence).toMatchObject([{ record: undefined }])
    expect(read.approvals).toMatchObject([{ record: undefined }])
    expect(read.outbox[0]?.metadata).toMatchObject({ record: undefined })
    expect(read.reviews).toMatchObject([{ record: undefined }])
    expect(new Set(diagnostics.map((one) => `${one.code} ${one.severity} ${one.location?.file}`))).toEqual(
      new Set([
        'approval/invalid-record warning .refractor/approvals/1.json',
        'checklist/invalid-record warning outbox/P0/a.metadata.json',
        'evidence/invalid-record warning docs/evidence/P0/metadata.json',
        'review/invalid-record error outbox/P0/metadata.json',
      ]),
    )
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'evidence/invalid-record', location: expect.objectContaining({ line: 4, column: 11 }) }),
    )
    expect(read.evidence[0]?.diagnostics).toMatchObject([{ code: 'evidence/invalid-record' }])
  })

  test('because it is not text or too large has a digest all the same', async () => {
    const { case: read, diagnostics } = await caseOf(
      tempFolder({
        ...demo,
        'docs/evidence/a/metadata.json': Buffer.from([0xff]),
        'docs/evidence/b/metadata.json': ' '.repeat((1 << 20) + 1),
        '.refractor/approvals/x.json': ' '.repeat((256 << 10) + 1),
      }),
    )
    expect(read.evidence.map((one) => [one.source.path, one.record])).toEqual([
      ['docs/evidence/a/metadata.json', undefined],
      ['docs/evidence/b/metadata.json', undefined],
    ])
    expect(read.evidence[0]?.sha256).toBe(
      createHash('sha256')
        .update(Buffer.from([0xff]))
        .digest('hex'),
    )
    expect(diagnostics.map((one) => one.code)).toEqual(['approval/invalid-record', 'evidence/invalid-record', 'evidence/invalid-record'])
    expect(read.unreadable).toEqual([])
  })
})

describe('a file that cannot be read', () => {
  test('is never skipped in silence', async () => {
    const outside = tempFolder({ 'metadata.json': evidence(), 'c.md': '- [ ] c\n' })
    const root = tempFolder({
      ...demo,
      'docs/evidence/P0/ok/metadata.json': evidence(),
      'inbox/P0/a.md': '- [x] a\n',
      'outbox/P0/x.md': 'x',
    })
    mkdirSync(join(root, 'docs/evidence/P0/metadata.json'))
    symlinkSync(join(outside, 'metadata.json'), join(root, 'docs/evidence/metadata.json'))
    symlinkSync(outside, join(root, 'docs/evidence/out'))
    symlinkSync('nowhere', join(root, 'inbox/P0/b.md'))
    symlinkSync(join(outside, 'c.md'), join(root, 'outbox/P0/c.md'))
    mkdirSync(join(root, 'outbox/P0/x.metadata.json'))
    const { case: read, diagnostics } = await caseOf(root)
    const paths = [
      'docs/evidence/P0/metadata.json',
      'docs/evidence/metadata.json',
      'docs/evidence/out',
      'inbox/P0/b.md',
      'outbox/P0/c.md',
      'outbox/P0/x.metadata.json',
    ]
    expect(read.unreadable.map((one) => one.path).sort()).toEqual(paths)
    expect(diagnostics.map((one) => [one.code, one.location?.file])).toEqual(paths.map((path) => ['workspace/unreadable', path]))
    expect(read.evidence).toHaveLength(1)
    expect(read.inbox).toHaveLength(1)
    expect(read.outbox).toMatchObject([{ metadata: undefined }])
  })

  test('a checklist that is not text cannot be judged', async () => {
    const { case: read } = await caseOf(tempFolder({ ...demo, 'inbox/P0/a.md': Buffer.from([0xff]) }))
    expect(read.unreadable).toEqual([{ path: 'inbox/P0/a.md', reason: 'it is not UTF-8 text' }])
  })

  test('a whole folder may be', async () => {
    const root = tempFolder({ ...demo, 'docs/evidence': 'a file' })
    symlinkSync(tempFolder({ 'P0/a.md': '- [ ] a\n' }), join(root, 'inbox'))
    const { case: read } = await caseOf(root)
    expect(read.unreadable.map((one) => one.path)).toEqual(['docs/evidence', 'inbox'])
  })
})

test('links to folders are not entered: inside the evidence in silence, elsewhere with a warning', async () => {
  const root = tempFolder({ ...demo, 'docs/evidence/P0/metadata.json': evidence(), 'elsewhere/x/metadata.json': evidence() })
  symlinkSync('P0', join(root, 'docs/evidence/latest'))
  symlinkSync('..', join(root, 'docs/evidence/P0/up'))
  symlinkSync('../../elsewhere', join(root, 'docs/evidence/more'))
  symlinkSync('nowhere', join(root, 'docs/evidence/broken'))
  const { case: read, diagnostics } = await caseOf(root)
  expect(read.evidence).toHaveLength(1)
  // "P0/up" is the folder of docs/evidence itself, so what it leads to is met anyway; "broken" leads nowhere.
  expect(diagnostics).toMatchObject([{ code: 'workspace/symlink', severity: 'warning', location: { file: 'docs/evidence/more' } }])
})

test('the folder of a phase that is a link inside the workspace is said', async () => {
  const root = tempFolder({ ...demo, 'elsewhere/a.md': '- [ ] a\n' })
  mkdirSync(join(root, 'inbox'))
  symlinkSync('../elsewhere', join(root, 'inbox/P0'))
  const { case: read, diagnostics } = await caseOf(root)
  expect(read.inbox).toEqual([])
  expect(diagnostics).toMatchObject([{ code: 'workspace/symlink', location: { file: 'inbox/P0' } }])
})
