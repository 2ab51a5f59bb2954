import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { gitObjects, parseBatch } from '../src/git-objects.ts'
import { spawned } from './support/spawned.ts'
import { git, tempFolder, tempRepository } from './support/temp.ts'

vi.mock('node:child_process', async (original) => (await import('./support/spawned.ts')).counted(await original()))
afterEach(spawned.forget)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const limits = { blob: 1000, batch: 1000, kept: 1000, keptTogether: 1000 }
const texts = { 'a.txt': 'aaaaaaaaaa', 'b.txt': 'bbbbbbbbbb', 'c.txt': 'c\n\nc', 'empty.txt': '' }

function blobs(root: string, withSize = true): { oid: string; size: number | undefined }[] {
  return Object.entries(texts).map(([path, text]) => ({
    oid: git(root, 'rev-parse', `HEAD:${path}`),
    size: withSize ? text.length : undefined,
  }))
}

describe('blobs', () => {
  test.each([true, false])('are read together, once (size known: %s)', (withSize) => {
    const root = tempRepository(texts)
    const wanted = blobs(root, withSize)
    spawned.forget()
    const objects = gitObjects(root)
    objects.load(wanted)
    expect(wanted.map((blob) => objects.fact(blob))).toEqual(
      Object.values(texts).map((text) => ({ ok: true, size: text.length, sha256: sha256(text), lfs: false })),
    )
    expect(wanted.map((blob) => objects.bytes(blob))).toEqual(Object.values(texts).map((text) => ({ ok: true, bytes: Buffer.from(text) })))
    objects.load(wanted)
    expect(spawned.calls.length).toBe(withSize ? 1 : 2)
  })

  test('one process reads no more than its share, and one blob that is larger by itself', () => {
    const root = tempRepository(texts)
    const wanted = blobs(root)
    for (const [batch, processes] of [
      [24, 1],
      [20, 2],
      [5, 3],
    ] as const) {
      spawned.forget()
      const objects = gitObjects(root, { ...limits, batch })
      objects.load(wanted)
      expect([batch, spawned.calls.length]).toEqual([batch, processes])
      expect(objects.fact(wanted[1] as (typeof wanted)[0])).toMatchObject({ sha256: sha256(texts['b.txt']) })
    }
  })

  test('what does not stay in memory is read again when it is asked for', () => {
    const root = tempRepository(texts)
    const wanted = blobs(root)
    for (const own of [{ kept: 9 }, { keptTogether: 4 }]) {
      const objects = gitObjects(root, { ...limits, ...own })
      objects.load(wanted)
      spawned.forget()
      for (const blob of [...wanted, ...wanted]) expect(objects.bytes(blob)).toMatchObject({ ok: true })
      expect(spawned.calls.length).toBe(2)
    }
  })

  test('one that is too large, missing, or of a broken repository has a reason', () => {
    const root = tempRepository(texts)
    const [first, second] = blobs(root) as [{ oid: string; size: number }, { oid: string; size: number }]
    expect(gitObjects(root, { ...limits, blob: 9 }).bytes(first)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('too large'),
    })
    const nowhere = { oid: '0'.repeat(40), size: 1 }
    const objects = gitObjects(root)
    objects.load([nowhere, second])
    expect(objects.bytes(nowhere)).toMatchObject({ ok: false, problem: expect.stringContaining('git fetch') })
    expect(objects.fact({ ...nowhere, size: undefined })).toMatchObject({ ok: false })
    expect(objects.fact(second)).toMatchObject({ ok: true })
    expect(gitObjects(root).fact({ oid: '1'.repeat(40), size: undefined })).toMatchObject({ ok: false })
    expect(gitObjects(tempFolder()).fact(first)).toMatchObject({ ok: false, problem: expect.stringContaining('not a git repository') })
    expect(gitObjects(tempFolder()).fact({ ...first, size: undefined })).toMatchObject({ ok: false })
    rmSync(join(root, '.git/objects', first.oid.slice(0, 2), first.oid.slice(2)))
    expect(gitObjects(root).fact(first)).toMatchObject({ ok: false })
  })
})

describe('the answer of git', () => {
  const [one, two] = ['1'.repeat(40), '2'.repeat(40)]

  test('is taken apart by length, not by lines', () => {
    const output = Buffer.from(`${one} blob 5\na\n${two.slice(0, 3)}\n${two} missing\n`)
    expect(parseBatch(output, [one, two])).toEqual([
      { oid: one, bytes: Buffer.from('a\n222') },
      { oid: two, problem: expect.any(String) },
    ])
  })

  test('that ends early answers only what it holds', () => {
    expect(parseBatch(Buffer.from(`${one} blob 9\nshort`), [one, two])).toEqual([])
    expect(parseBatch(Buffer.from(''), [one])).toEqual([])
    expect(parseBatch(Buffer.from(`${two} blob 1\nx\n`), [one])).toEqual([{ oid: one, problem: expect.any(String) }])
  })
})
