import { describe, expect, test } from 'vitest'
import { auditedPaths, isAudited } from '../../src/audit/check-files.ts'
import { verifyAudit } from '../../src/audit/verify-audit.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { append, type EventFiles, logOf, mergeOf } from './history.ts'

const path = '.refractor/approvals/P0.3-approve.json'
const folders = [{ evidence: 'docs/evidence', outbox: 'outbox' }]
const [a, b, c] = [sha256Hex('a'), sha256Hex('b'), sha256Hex('c')]

function found(files: EventFiles, digest: string | null, options: Parameters<typeof verifyAudit>[1] = {}) {
  return verifyAudit(logOf(files), { ...options, files: new Map([[path, digest]]) }).diagnostics
}
const wrote = (files: EventFiles, sha256: string | null): string => append(files, { subjects: [{ path, sha256 }] })

describe('a record', () => {
  test('must be what the last event about it says', () => {
    const files: EventFiles = new Map()
    wrote(files, a)
    append(files)
    expect(found(files, a)).toEqual([])
    expect(found(files, b)).toMatchObject([
      { code: 'audit/file-differs', severity: 'error', message: expect.stringContaining('was changed') },
    ])
    expect(found(files, null)).toMatchObject([{ code: 'audit/file-differs', message: expect.stringContaining('was removed') }])
    wrote(files, b)
    expect(found(files, b)).toEqual([])
    expect(found(files, a)).toHaveLength(1)
    wrote(files, null)
    expect(found(files, null)).toEqual([])
    expect(found(files, b)).toMatchObject([{ message: expect.stringContaining('is there again') }])
  })

  test('that two branches wrote is as one of them left it', () => {
    const files: EventFiles = new Map()
    wrote(files, a)
    const [one, other] = [new Map(files), new Map(files)]
    wrote(one, b)
    append(other)
    wrote(other, c)
    const merged = mergeOf(one, other)
    expect(found(merged, b)).toEqual([])
    expect(found(merged, c)).toEqual([])
    expect(found(merged, a)).toMatchObject([{ related: [{}, {}] }])
    expect(found(merged, null)).toHaveLength(1)
    // The event after the merge has the last word again, even where it comes by way of others.
    append(merged)
    const event = wrote(merged, b)
    expect(found(merged, b)).toEqual([])
    expect(found(merged, c)).toMatchObject([{ related: [{ location: { file: event } }] }])
  })

  test('that one branch wrote twice, beside a busy one, is as it left it', () => {
    const files: EventFiles = new Map()
    append(files)
    const [one, other] = [new Map(files), new Map(files)]
    wrote(one, a)
    wrote(one, b)
    for (let count = 0; count < 4; count++) append(other)
    const merged = mergeOf(one, other)
    expect(found(merged, b)).toEqual([])
    expect(found(merged, a)).toHaveLength(1)
  })

  test('that was written after branches had met is as it was left last', () => {
    const files: EventFiles = new Map()
    append(files)
    const [one, other] = [new Map(files), new Map(files)]
    append(one)
    append(other)
    const merged = mergeOf(one, other)
    wrote(merged, a)
    append(merged)
    wrote(merged, b)
    expect(found(merged, b)).toEqual([])
    expect(found(merged, a)).toHaveLength(1)
    // And one that was written before, in between and after.
    const early: EventFiles = new Map()
    wrote(early, a)
    const [left, right] = [new Map(early), new Map(early)]
    wrote(left, b)
    append(right)
    const both = mergeOf(left, right)
    expect(found(both, b)).toEqual([])
    expect(found(both, a)).toHaveLength(1)
    wrote(both, c)
    expect(found(both, c)).toEqual([])
    expect(found(both, b)).toHaveLength(1)
  })

  test('that is mentioned twice by one event is as it says last', () => {
    const files: EventFiles = new Map()
    append(files, {
      subjects: [
        { path, sha256: null },
        { path, sha256: a },
      ],
    })
    expect(found(files, a)).toEqual([])
    expect(found(files, null)).toHaveLength(1)
  })

  test('that differs in base already is a warning, as long as nobody touches it again', () => {
    const files: EventFiles = new Map()
    wrote(files, a)
    const base = (digest: string | null) => ({ name: 'main', log: logOf(files), files: new Map([[path, digest]]) })
    const head = new Map(files)
    append(head)
    expect(found(head, null, { base: base(null) })).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('in main already') },
    ])
    expect(found(head, b, { base: base(null) })).toMatchObject([{ severity: 'error' }])
    expect(found(head, b, { base: base(a) })).toMatchObject([{ severity: 'error' }])
    expect(found(head, a, { base: base(b) })).toEqual([])
  })

  test('is not compared where nobody says what it is', () => {
    const files: EventFiles = new Map()
    wrote(files, a)
    expect(verifyAudit(logOf(files))).toMatchObject({ files: 0, diagnostics: [] })
    expect(verifyAudit(logOf(files), { files: new Map() })).toMatchObject({ files: 0, diagnostics: [] })
  })
})

test('records are told from files that people edit', () => {
  const isRecord = isAudited(folders)
  for (const one of [
    path,
    `${path}.sig`,
    '.refractor/waivers/W-001.json',
    'outbox/P0/P0.md',
    'outbox/P0/metadata.json',
    'docs/evidence/P0/run/metadata.json',
    'docs/evidence/P0/run/metadata.json.sig',
  ])
    expect(isRecord(one), one).toBe(true)
  for (const one of [
    'inbox/P0/P0.md',
    'outbox/.gitkeep',
    'docs/evidence/P0/run/junit.xml',
    'docs/evidence/.gitkeep',
    'docs/metadata.json',
    'specification/phases/P0.yaml',
    '.refractor/schema/audit.schema.json',
  ])
    expect(isRecord(one), one).toBe(false)
  const files: EventFiles = new Map()
  append(files, {
    subjects: [
      { path: 'refractor.yaml', sha256: a },
      { path, sha256: a },
      { path: 'outbox/P0/P0.md', sha256: a },
    ],
  })
  expect(auditedPaths(logOf(files), folders)).toEqual([path, 'outbox/P0/P0.md'])
})

test('records that no event speaks of are told in one note', () => {
  const files: EventFiles = new Map()
  wrote(files, a)
  const records = [path, 'z.json', 'y.json', 'x.json']
  expect(verifyAudit(logOf(files), { records }).diagnostics).toMatchObject([
    {
      code: 'audit/unlogged',
      severity: 'info',
      location: { file: 'x.json' },
      message: 'no event speaks of x.json and 2 more',
      related: [{}, {}],
    },
  ])
  expect(verifyAudit(logOf(files), { records: [path] }).diagnostics).toEqual([])
  expect(verifyAudit(logOf(files), { records: ['x.json'] }).diagnostics).toMatchObject([{ message: 'no event speaks of x.json' }])
})
