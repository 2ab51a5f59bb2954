import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const refractorVersion = JSON.stringify({ packageManager: 'pnpm@10.34.9' })

/** What the bundle of these tests does: it shows its arguments, and ends with the code that it is told. */
const bundle = 'process.stdout.write(JSON.stringify(process.argv.slice(2)) + "\\n"); process.exitCode = Number(process.env.CODE ?? 0)\n'
/** In place of the bundler: notes that it ran, "builds" the entry from the source, and leaves the stamp as the real one does. */
const builder = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const { buildStamp, describeSources, dist, entry, root } = createRequire(import.meta.url)('./bootstrap.cjs')
appendFileSync(root + '/builds', 'built\\n')
const source = readFileSync(root + '/packages/cli/src/bin.ts', 'utf8')
if (source.includes('BROKEN')) process.exit(1)
mkdirSync(dist, { recursive: true })
writeFileSync(entry, source)
writeFileSync(buildStamp, describeSources())
`
const fakeNpm = `#!/bin/sh
echo "$@" >> "$TREE/installs"
echo "packages: 412"
if [ -n "$FAIL" ]; then echo "npm error code $FAIL" >&2; exit 1; fi
mkdir -p "$TREE/node_modules"
sleep "\${SLOW:-0}"
`
const fakePnpm = `#!/bin/sh
if [ "$1" = --version ]; then echo "$PNPM_VERSION"; exit 0; fi
echo "own pnpm $@" >> "$TREE/installs"
mkdir -p "$TREE/node_modules"
`

let scratch: string
let tree: string
let env: NodeJS.ProcessEnv

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}
const read = (path: string): string => (existsSync(join(tree, path)) ? readFileSync(join(tree, path), 'utf8') : '')
const script = (path: string, text: string): void => {
  write(path, text)
  chmodSync(join(tree, path), 0o755)
}
const refractor = (args: readonly string[] = [], more: NodeJS.ProcessEnv = {}, cwd = tree, command = join(tree, 'refractor')) =>
  spawnSync(process.execPath, [command, ...args], { cwd, env: { ...env, ...more }, encoding: 'utf8' })
/** A change that the clock of the file system is sure to show. */
const touch = (path: string): void => utimesSync(join(tree, path), new Date(), new Date(statSync(join(tree, path)).mtimeMs + 5000))

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'refractor-boot-'))
  tree = join(scratch, 'a clone')
  for (const name of ['refractor', 'scripts/bootstrap.cjs', 'scripts/exclusive.cjs', 'scripts/install.cjs', 'scripts/compile-cache.cjs'])
    cpSync(join(repository, name), join(tree, name))
  write('scripts/build.mjs', builder)
  write('package.json', refractorVersion)
  write('pnpm-lock.yaml', 'lockfileVersion: 9\n')
  write('packages/cli/package.json', '{}')
  write('packages/cli/src/bin.ts', bundle)
  write('packages/core/package.json', '{}')
  write('packages/core/src/index.ts', '')
  mkdirSync(join(tree, 'packages/left-behind/node_modules'), { recursive: true })
  script('bin/npm', fakeNpm)
  env = {
    PATH: [join(tree, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOME: scratch,
    TREE: tree,
    PNPM_VERSION: '',
  }
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('./refractor', () => {
  test('installs and builds once, and keeps standard output for the answer', () => {
    const first = refractor(['gate', 'check', 'P2'])
    expect(first.stdout).toBe('["gate","check","P2"]\n')
    expect(first.stderr).toMatch(/installing the locked dependencies/)
    expect(first.stderr).not.toMatch(/packages: 412/)
    const second = refractor(['--version'])
    expect([second.status, second.stdout, second.stderr]).toEqual([0, '["--version"]\n', ''])
    expect(read('installs')).toBe(
      'exec --yes --package=pnpm@10.34.9 -- pnpm install --frozen-lockfile --prod=false --reporter=append-only --config.confirmModulesPurge=false\n',
    )
    expect(read('builds')).toBe('built\n')
  })

  test.each([0, 1, 2, 3, 4, 70])('passes exit code %i on', (code) => {
    expect(refractor([], { CODE: String(code) }).status).toBe(code)
  })

  test('works from a sub-folder and through a link', () => {
    expect(refractor([], {}, join(tree, 'packages/cli')).status).toBe(0)
    symlinkSync(join(tree, 'refractor'), join(scratch, 'link'))
    expect(refractor(['x'], {}, scratch, join(scratch, 'link')).stdout).toBe('["x"]\n')
  })

  test.each([
    ['a source changed', () => touch('packages/cli/src/bin.ts')],
    ['a source was added', () => write('packages/core/src/gates/new.ts', '')],
    ['the bundler changed', () => touch('scripts/build.mjs')],
    ['the bundle is gone', () => rmSync(join(tree, 'packages/cli/dist/refractor.cjs'))],
  ])('builds again when %s', (_, change) => {
    refractor()
    change()
    expect(refractor().status).toBe(0)
    refractor()
    expect(read('builds')).toBe('built\nbuilt\n')
  })

  test.each([
    ['changed', () => write('packages/core/src/gates/one.ts', 'longer')],
    ['was added', () => write('packages/core/src/gates/new.ts', '')],
    ['was removed', () => rmSync(join(tree, 'packages/core/src/gates/one.ts'))],
    ['was renamed', () => renameSync(join(tree, 'packages/core/src/gates/one.ts'), join(tree, 'packages/core/src/gates/two.ts'))],
    ['came with a new package', () => write('packages/new/package.json', '{}') ?? write('packages/new/src/index.ts', '')],
    ['came with a manifest', () => write('packages/left-behind/package.json', '{}') ?? write('packages/left-behind/src/index.ts', '')],
  ])('builds again when a source %s long after the last build', (_, change) => {
    write('packages/core/src/gates/one.ts', '')
    for (const folder of ['cli/src', 'core/src', 'core/src/gates']) utimesSync(join(tree, 'packages', folder), 1e9, 1e9)
    refractor()
    expect(read('packages/cli/dist/.built-from')).not.toContain('young')
    refractor()
    expect(read('builds')).toBe('built\n')
    change()
    expect(refractor().status).toBe(0)
    refractor()
    expect(read('builds')).toBe('built\nbuilt\n')
  })

  describe('of what the everyday commands load', () => {
    /** A stamp for them as the real builder leaves it: the words of the others, then the sources that these commands can load. */
    const everyday = builder
      .concat(`
const line = describeSources().split('\\n').find((one) => one.startsWith('packages/cli/src/bin.ts '))
writeFileSync(everydayStamp, 'import gate/simulate\\n' + line + '\\n')
`)
      .replace('buildStamp, ', 'buildStamp, everydayStamp, ')

    beforeEach(() => {
      write('scripts/build.mjs', everyday)
      write('packages/core/src/import/one.ts', '')
      refractor()
    })

    test.each([
      [['gate', 'check'], 'built\n'],
      [['gate', 'simulate', 'P2'], 'built\nbuilt\n'],
      [['-C', '.', 'import', 'PLAN.md'], 'built\nbuilt\n'],
      [['simulate'], 'built\n'],
    ])('%j after a change of another source: %j', (words, builds) => {
      write('packages/core/src/import/one.ts', 'longer')
      refractor(words)
      expect(read('builds')).toBe(builds)
    })

    test('a change of a source that they load is seen', () => {
      write('packages/cli/src/bin.ts', `${bundle}// changed\n`)
      refractor(['gate', 'check'])
      expect(read('builds')).toBe('built\nbuilt\n')
    })

    test('without that stamp every source counts', () => {
      write('packages/core/src/index.ts', 'again')
      rmSync(join(tree, 'packages/cli/dist/.built-from-everyday'))
      refractor(['gate', 'check'])
      expect(read('builds')).toBe('built\nbuilt\n')
    })
  })

  test('does not build again when a folder was touched and its files are the same', () => {
    refractor()
    utimesSync(join(tree, 'packages/core/src'), 1e9, 1e9)
    write('packages/core/src/passing.ts', '')
    rmSync(join(tree, 'packages/core/src/passing.ts'))
    refractor()
    expect(read('builds')).toBe('built\n')
  })

  test('builds again when a source is removed', () => {
    write('packages/core/src/old.ts', '')
    refractor()
    rmSync(join(tree, 'packages/core/src/old.ts'))
    refractor()
    expect(read('builds')).toBe('built\nbuilt\n')
  })

  test('installs again when the lock file changed, and not when someone has installed by hand', () => {
    refractor()
    write('pnpm-lock.yaml', 'lockfileVersion: 9\nmore: 1\n')
    refractor()
    expect(read('installs').split('\n')).toHaveLength(3)
    write('pnpm-lock.yaml', 'lockfileVersion: 9\nmore: 22\n')
    write('node_modules/.pnpm/lock.yaml', 'lockfileVersion: 9\nmore: 22\n')
    expect(refractor().status).toBe(0)
    expect(read('installs').split('\n')).toHaveLength(3)
  })

  test('does not answer when the build fails, and never runs an older bundle', () => {
    refractor()
    write('packages/cli/src/bin.ts', 'BROKEN')
    touch('packages/cli/src/bin.ts')
    const { status, stdout, stderr } = refractor()
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(/build failed/)
  })

  test('says when the registry is out of reach', () => {
    const { status, stdout, stderr } = refractor([], { FAIL: 'ECONNREFUSED' })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(/npm error code ECONNREFUSED[\s\S]*registry is out of reach/)
    expect(refractor([], { FAIL: 'EBADPLATFORM' }).stderr).toMatch(/installation failed; see above/)
    expect(refractor().status).toBe(0)
  })

  test('uses the pnpm on PATH when its major fits', () => {
    script('bin/pnpm', fakePnpm)
    refractor([], { PNPM_VERSION: '10.1.0' })
    expect(read('installs')).toMatch(/^own pnpm install --frozen-lockfile/)
    rmSync(join(tree, 'node_modules'), { recursive: true })
    refractor([], { PNPM_VERSION: '11.0.0' })
    expect(read('installs')).toMatch(/\nexec --yes --package=pnpm@10/)
  })

  test('two first runs at once install and build once', async () => {
    const start = () =>
      new Promise<number | null>((done) => {
        spawn(process.execPath, [join(tree, 'refractor')], { cwd: tree, env: { ...env, SLOW: '0.4' }, stdio: 'ignore' }).on('close', done)
      })
    expect(await Promise.all([start(), start(), start()])).toEqual([0, 0, 0])
    expect(read('installs').split('\n')).toHaveLength(2)
    expect(existsSync(join(tree, 'packages/cli/dist/.lock'))).toBe(false)
  })

  test('a lock of a process that is gone does not stand in the way', () => {
    const gone = spawnSync(process.execPath, ['-e', '0']).pid
    write('packages/cli/dist/.lock/owner', `${gone} ${hostname()}`)
    expect(refractor().status).toBe(0)
  })

  test('an installation leaves no trace of who started it', () => {
    script('bin/npm', '#!/bin/sh\nenv > "$TREE/seen"\nmkdir -p "$TREE/node_modules"\n')
    refractor([], { npm_config_omit: 'dev', npm_config_dry_run: 'true', HOME: '' })
    expect(read('seen')).not.toMatch(/npm_config_(?:omit|dry_run)=/)
    expect(read('seen')).not.toMatch(/^HOME=$/m)
  })
})

describe('the guard against other package managers', () => {
  test.each([
    ['npm/11.0.0 node/v20', 1],
    ['yarn/1.22.0 npm/? node/v20', 1],
    ['pnpm/10.34.9 npm/? node/v20', 0],
    ['', 0],
  ])('%s: %i', (agent, code) => {
    const result = spawnSync(process.execPath, [join(repository, 'scripts/only-pnpm.cjs')], {
      env: { npm_config_user_agent: agent },
      encoding: 'utf8',
    })
    expect(result.status).toBe(code)
    expect(result.stderr.includes('pnpm')).toBe(code === 1)
  })
})
