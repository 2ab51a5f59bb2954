// Proves the promise of the README: on a fresh clone with an empty home, each of the two commands works as the first
// command ever run. Clones HEAD twice into a temporary folder; needs Node, git and the package registry.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'refractor fresh-'))
const failures = []

function freshClone(name) {
  const folder = join(scratch, name)
  const home = join(scratch, `${name}-home`)
  mkdirSync(home)
  const cloned = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder], { encoding: 'utf8' })
  if (cloned.status !== 0) throw new Error(`git clone failed: ${cloned.stderr}`)
  // Only what a new machine has: a path, an empty home, and the settings without which the registry is out of reach.
  const keep = [
    'PATH',
    'LANG',
    'TMPDIR',
    ...Object.keys(process.env).filter((key) =>
      /^(npm_config_(registry|cafile)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(key),
    ),
  ]
  const env = Object.fromEntries(keep.filter((key) => process.env[key] !== undefined).map((key) => [key, process.env[key]]))
  // What the runner prints is searched, so without colours.
  return { folder, env: { ...env, HOME: home, CI: 'true', NO_COLOR: '1' } }
}

function run(label, clone, argv, allowed, check = () => undefined, cwd = clone.folder) {
  const result = spawnSync(argv[0], argv.slice(1), {
    cwd,
    env: clone.env,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const problem = result.error
    ? String(result.error)
    : allowed.includes(result.status)
      ? check(result)
      : `exit code ${result.status}, expected ${allowed.join(' or ')}`
  process.stdout.write(`${problem ? 'FAILED' : 'ok'}  ${label} (exit code ${result.status})\n`)
  if (problem) {
    failures.push(`${label}: ${problem}\n${result.stdout?.slice(-2000)}\n${result.stderr?.slice(-4000)}`)
  }
}

const oneDocument = (result) => {
  try {
    const document = JSON.parse(result.stdout)
    return document.command === 'gate check' && document.exitCode === result.status ? undefined : 'stdout is not the report'
  } catch (error) {
    return `stdout is not one JSON document: ${error}`
  }
}

try {
  const first = freshClone('first')
  // 0 once P2 is met, 1 until then; every other code means that the tool did not answer.
  run(
    './refractor gate check P2 --json, first command',
    first,
    [join(first.folder, 'refractor'), 'gate', 'check', 'P2', '--json'],
    [0, 1],
    oneDocument,
  )
  run(
    './refractor gate check P2, from a sub-folder',
    first,
    [join(first.folder, 'refractor'), 'gate', 'check', 'P2'],
    [0, 1],
    (r) => (r.stdout.includes('P2') && r.stderr === '' ? undefined : 'the second run is not quiet'),
    join(first.folder, 'docs'),
  )
  run('npm test, after it', first, ['npm', 'test'], [0])
  const second = freshClone('second')
  run('npm test, first command', second, ['npm', 'test'], [0], (r) =>
    /Tests\s+\d+ passed/.test(r.stdout) ? undefined : 'no test was counted',
  )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (failures.length > 0) {
  process.stderr.write(`${failures.join('\n\n')}\n`)
  process.exitCode = 1
}
