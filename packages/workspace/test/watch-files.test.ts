// tested-for: P5.R5
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileWatch, type WatchOptions, watchFiles } from '../src/watch-files.ts'
import { watchedFolders } from '../src/watched-folders.ts'

let root: string
let watch: FileWatch | undefined
let changes = 0
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-watch-')))
  changes = 0
})
afterEach(() => {
  watch?.close()
  watch = undefined
  rmSync(root, { recursive: true, force: true })
})

const write = (path: string, text = 'x'): void => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: root })

function begin(options: Partial<WatchOptions> = {}): void {
  watch = watchFiles({
    folders: () => watchedFolders(root, ['specification']),
    onChange: () => changes++,
    quietMs: 20,
    mostMs: 60,
    pollMs: 20,
    ...options,
  })
}

const rest = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms))

/** Waits for the next change; the number of changes then stays for a while. */
async function told(act: () => void): Promise<boolean> {
  await rest(60)
  const before = changes
  act()
  for (let turn = 0; turn < 100 && changes === before; turn++) await rest(20)
  return changes > before
}

describe.each([false, true])('with looking only: %s', (poll) => {
  it('tells of files that are written, replaced, made and removed, in new folders too', async () => {
    write('specification/program.yaml')
    begin({ poll })
    expect(await told(() => write('specification/program.yaml', 'longer'))).toBe(true)
    const replace = (): void => {
      write('specification/new.tmp', 'replaced')
      renameSync(join(root, 'specification/new.tmp'), join(root, 'specification/program.yaml'))
    }
    expect(await told(replace)).toBe(true)
    expect(await told(() => write('specification/phases/deep/P0.yaml'))).toBe(true)
    expect(await told(() => write('specification/phases/deep/P0.yaml', 'longer'))).toBe(true)
    expect(await told(() => rmSync(join(root, 'specification/phases'), { recursive: true }))).toBe(true)
    expect(await told(() => write('specification/phases/deep/P0.yaml'))).toBe(true)
  })
})

describe('what is watched', () => {
  it('is told once for many changes at a time, and not after the end', async () => {
    write('specification/program.yaml')
    begin({ quietMs: 200, mostMs: 5_000 })
    await rest(50)
    for (let index = 0; index < 50; index++) write(`specification/${index}.yaml`)
    await rest(500)
    expect(changes).toBe(1)
    watch?.close()
    write('specification/last.yaml')
    await rest(250)
    expect(changes).toBe(1)
  })

  it('does not wait for ever while files change all the time', async () => {
    write('specification/program.yaml')
    begin({ quietMs: 100, mostMs: 200 })
    await rest(50)
    for (let index = 0; index < 20; index++) {
      write('specification/program.yaml', String(index))
      await rest(30)
    }
    expect(changes).toBeGreaterThan(0)
  })

  it('is what git would list, the commits and the branches, and nothing that git ignores', async () => {
    git('init', '-q', '-b', 'main')
    write('.gitignore', 'build/\n')
    write('specification/program.yaml')
    write('src/deep/one.ts')
    write('build/out.js')
    write('node_modules/x/index.js')
    git('add', '.gitignore', 'specification', 'src')
    git('commit', '-qm', 'one')
    const folders = watchedFolders(root, ['specification', 'outbox']).map(({ path }) => path.slice(root.length + 1))
    expect(folders.slice(0, 4)).toEqual(['', '.git', '.git/refs/heads', 'outbox'])
    expect(folders).toEqual(expect.arrayContaining(['specification', 'src', 'src/deep']))
    expect(folders).not.toContain('build')
    begin()
    await rest(60)
    expect(await told(() => git('commit', '-q', '--allow-empty', '-m', 'two'))).toBe(true)
    await rest(100)
    const before = changes
    write('build/out.js', 'again')
    git('status')
    await rest(150)
    expect(changes).toBe(before)
    expect(await told(() => git('switch', '-q', '-c', 'topic/one'))).toBe(true)
  })

  it('is bounded: some folders are looked at, the others left out', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) write(`${name}/file`)
    begin({ most: 2 })
    expect(watch?.state()).toEqual({ watched: 1, polled: 2, left: 4 })
    expect(await told(() => write('b/file', 'longer'))).toBe(true)
  })

  it('may be missing', async () => {
    begin({ folders: () => [{ path: join(root, 'nowhere') }, { path: root, only: new Set(['one']) }] })
    expect(watch?.state()).toEqual({ watched: 1, polled: 0, left: 0 })
    await rest(60)
    write('two')
    await rest(150)
    expect(changes).toBe(0)
    expect(await told(() => write('one'))).toBe(true)
  })
})
