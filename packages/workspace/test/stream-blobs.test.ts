import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { streamBlobs } from '../src/stream-blobs.ts'
import { git, tempFolder, tempRepository } from './support/temp.ts'

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function store(root: string, bytes: Uint8Array): string {
  return execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: bytes, encoding: 'utf8' }).trim()
}

describe('blobs that are read one after the other', () => {
  test('are whole, in the order of the questions, whatever their sizes', async () => {
    const root = tempRepository({})
    // Around what a pipe gives at once, and with line breaks where a header could end.
    const sizes = [0, 1, 2, 4095, 65_535, 65_536, 65_537, 200_000, 3, 0, 70_000]
    const blobs = sizes.map((size, index) => Buffer.alloc(size, index % 2 === 0 ? '\n' : `blob ${index}\n`))
    const oids = blobs.map((bytes) => store(root, bytes))
    const seen: [string, string][] = []
    expect(await streamBlobs(root, oids, (oid, bytes) => seen.push([oid, digest(bytes)]))).toBeUndefined()
    expect(seen).toEqual(oids.map((oid, index) => [oid, digest(blobs[index] as Buffer)]))
  })

  test('are passed over when they are no text that anybody wrote, or no blobs', async () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const large = store(root, Buffer.alloc((16 << 20) + 1, 'x'))
    const small = store(root, Buffer.from('small'))
    const seen: string[] = []
    const see = (_oid: string, bytes: Buffer): void => void seen.push(bytes.toString())
    expect(await streamBlobs(root, [large, small, git(root, 'rev-parse', 'HEAD'), small, large], see)).toBeUndefined()
    expect(seen).toEqual(['small', 'small'])
  })

  test('that are not here are counted', async () => {
    const root = tempRepository({ 'a.txt': 'a', 'b.txt': 'b' })
    const [a, b] = ['a.txt', 'b.txt'].map((path) => git(root, 'rev-parse', `HEAD:${path}`)) as [string, string]
    rmSync(join(root, '.git/objects', a.slice(0, 2), a.slice(2)), { force: true })
    const seen: string[] = []
    expect(await streamBlobs(root, [a, b], (oid) => seen.push(oid))).toMatch(/one version of a file; git fetch/)
    expect(await streamBlobs(root, [a, b, a], () => undefined)).toMatch(/2 versions of files/)
    expect(seen).toEqual([b])
  })

  test('need no git where nothing is asked, and say why it does not answer', async () => {
    expect(await streamBlobs('/nowhere', [], () => undefined)).toBeUndefined()
    expect(await streamBlobs(tempFolder(), ['0'.repeat(40)], () => undefined)).toMatch(/not a git repository/)
    const root = tempRepository({ 'a.txt': 'a' })
    vi.stubEnv('PATH', root)
    expect(await streamBlobs(root, ['0'.repeat(40)], () => undefined)).toBe('git is not installed')
    vi.unstubAllEnvs()
  })

  test('end when what looks at them fails', async () => {
    const root = tempRepository({ 'a.txt': 'a' })
    const oid = git(root, 'rev-parse', 'HEAD:a.txt')
    const fail = (): void => {
      throw new Error('cannot look')
    }
    await expect(streamBlobs(root, [oid], fail)).rejects.toThrow('cannot look')
  })
})
