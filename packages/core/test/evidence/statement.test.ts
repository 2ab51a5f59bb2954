import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toStatement } from '../../src/evidence/statement.ts'
import type { EvidenceRecord } from '../../src/schema/records.ts'

/** in-toto attestation framework v1: Statement and ResourceDescriptor, strictly. */
const Digest = z.record(z.string().min(1), z.string().regex(/^[0-9a-f]+$/)).refine((set) => Object.keys(set).length > 0)
const descriptor = {
  name: z.string().min(1).optional(),
  uri: z.string().min(1).optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
}
const Subject = z.strictObject({ ...descriptor, digest: Digest })
const Resource = z.strictObject({ ...descriptor, digest: Digest.optional() }).refine((one) => one.name ?? one.uri ?? one.digest)
const Instant = z.iso.datetime({ offset: false })
const Statement = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(Subject).min(1),
  predicateType: z.literal('https://refractor.dev/evidence/v1'),
  predicate: z.strictObject({
    format: z.int().optional(),
    program: z.string().optional(),
    kind: z.string().optional(),
    gate: z.string().optional(),
    milestone: z.string().optional(),
    criteria: z.array(z.string()).optional(),
    author: z.looseObject({ id: z.string() }),
    createdAt: Instant,
    source: z.strictObject({ digest: z.strictObject({ gitCommit: z.string() }).optional(), dirty: z.boolean().optional() }).optional(),
    inputs: z.array(Resource).optional(),
    unboundArtifacts: z.array(Resource).optional(),
    producer: z
      .looseObject({
        tool: z.string().optional(),
        version: z.string().optional(),
        invocation: z
          .strictObject({
            argv: z.array(z.string()).optional(),
            cwd: z.string().optional(),
            exitCode: z.int().nullable().optional(),
            signal: z.string().optional(),
            timedOut: z.boolean().optional(),
            attempt: z.int().optional(),
            startedAt: Instant.optional(),
            durationMs: z.number().optional(),
            stdout: z.unknown().optional(),
            stderr: z.unknown().optional(),
          })
          .optional(),
      })
      .optional(),
    environment: z.looseObject({}).optional(),
    result: z.looseObject({}).optional(),
    validity: z.looseObject({ expires: Instant.nullable().optional() }).optional(),
    supersedes: z.array(Resource).optional(),
    secretsAllowed: z.looseObject({}).optional(),
    notes: z.string().optional(),
  }),
})

const sha = 'ab'.repeat(32)
const oid = 'cd'.repeat(20)
const file = { path: 'docs/evidence/P2/x/metadata.json', sha256: 'ef'.repeat(32) }
const least: EvidenceRecord = { author: 'a@example.org', date: '2026-11-21' }
const full: EvidenceRecord = {
  format: 1,
  program: 'golden',
  kind: 'command',
  gate: 'P2',
  milestone: 'P2.M1',
  criteria: ['P2.1'],
  author: { id: 'a@example.org', kind: 'human' },
  date: '2026-11-21T05:00:00Z',
  commit: oid,
  dirty: false,
  inputs: [
    { patterns: ['src/**', '!src/x'], sha256: sha, files: 3 },
    { patterns: [], sha256: sha, files: 9 },
    { path: 'a.csv', sha256: sha },
    'by hand',
  ],
  artifacts: [
    { path: 'a.csv', sha256: sha, gitBlob: oid, size: 3 },
    { path: 'dir/', gitTree: oid },
    { uri: 'https://example.org/w.bin', sha256: sha },
    'notes.md',
    { path: 'b.csv' },
  ],
  producer: {
    tool: 'refractor',
    version: '0.1.0',
    argv: ['make', 'test'],
    exitCode: 0,
    attempt: 2,
    startedAt: '2026-11-21T05:00:00Z',
    durationMs: 12.5,
    stdout: { sha256: sha, bytes: 0 },
  },
  environment: { name: 'ci', os: 'linux' },
  result: { outcome: 'passed', tests: { total: 1, passed: 1, failed: 0, skipped: 0 } },
  validity: { expires: '2027-01-01' },
  supersedes: [sha, 'docs/evidence/P2/old/metadata.json'],
  notes: 'n',
}

describe('a statement', () => {
  it.each([
    ['the least record', least],
    ['a full one', full],
  ])('of %s fits in-toto v1', (_, record) => {
    const statement = toStatement(record, file)
    expect(Statement.parse(JSON.parse(JSON.stringify(statement)))).toEqual(statement)
  })

  it('has the artifacts with digests as subjects', () => {
    expect(toStatement(full, file).subject).toEqual([
      { name: 'a.csv', digest: { sha256: sha, gitBlob: oid }, annotations: { size: 3 } },
      { name: 'dir/', digest: { gitTree: oid } },
      { uri: 'https://example.org/w.bin', digest: { sha256: sha } },
    ])
    expect(toStatement(full, file).predicate.unboundArtifacts).toEqual([{ name: 'notes.md' }, { name: 'b.csv' }])
  })

  it('is about the record itself when nothing else has a digest', () => {
    for (const artifacts of [undefined, [], ['notes.md']]) {
      expect(toStatement({ ...least, ...(artifacts && { artifacts }) }, file).subject).toEqual([
        { name: file.path, digest: { sha256: file.sha256 } },
      ])
    }
  })

  it('tells the digest of a set of inputs from that of a file', () => {
    expect(toStatement(full, file).predicate.inputs).toEqual([
      { name: 'src/** !src/x', digest: { refractorInputSet: sha }, annotations: { patterns: ['src/**', '!src/x'], files: 3 } },
      { name: 'default inputs', digest: { refractorInputSet: sha }, annotations: { patterns: [], files: 9 } },
      { name: 'a.csv', digest: { sha256: sha } },
      { name: 'by hand' },
    ])
  })

  it('names instants, source and predecessors as in-toto does', () => {
    expect(toStatement(full, file).predicate).toMatchObject({
      createdAt: full.date,
      source: { digest: { gitCommit: oid }, dirty: false },
      validity: { expires: '2027-01-01T00:00:00Z' },
      supersedes: [{ digest: { sha256: sha } }, { name: 'docs/evidence/P2/old/metadata.json' }],
    })
    expect(toStatement(least, file).predicate).toEqual({ author: { id: 'a@example.org' }, createdAt: '2026-11-21T00:00:00Z' })
    expect(toStatement({ ...least, validity: { expires: null } }, file).predicate.validity).toEqual({ expires: null })
  })

  it('loses nothing, whatever the record holds', () => {
    const values = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : value === undefined ? [] : [value]
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(full) as (keyof EvidenceRecord)[]),
        fc.dictionary(
          fc.string({ minLength: 1 }).map((key) => `x-${key}`),
          fc.jsonValue(),
        ),
        (keys, extra) => {
          const record = { ...extra, ...least, ...Object.fromEntries(keys.map((key) => [key, full[key]])) } as EvidenceRecord
          const there = new Set(values(toStatement(record, file)).map((value) => JSON.stringify(value)))
          for (const value of values(record)) {
            const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00Z` : value
            expect(there.has(JSON.stringify(value)) || there.has(JSON.stringify(day)), JSON.stringify(value)).toBe(true)
          }
        },
      ),
    )
  })
})
