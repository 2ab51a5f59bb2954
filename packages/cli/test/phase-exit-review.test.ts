// tested-for: P4.R6
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const program = join(repository, 'packages/cli/dist/refractor.cjs')
const script = join(repository, 'docs/examples/phase-exit-review.sh')
const guide = join(repository, 'docs/guide/phase-exit-review.md')

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'scripts/build.mjs'), '--if-needed'], { stdio: 'inherit' })
}, 120_000)

/** What differs from run to run: ids that git or a random number gives, and times that were measured. */
function steady(output: string): string {
  return output
    .replace(/\b(at|Commit:|^ {2}\d{4}-\d\d-\d\d \d\d:\d\d ) ([0-9a-f]{7})\b/gm, '$1 0000000')
    .replace(/( \d\d:\d\d {2})[0-9a-f]{7}(?= )/g, '$10000000')
    .replace(/(\d{8}T\d{6}Z)-[0-9a-f]{8}\b/g, '$1-00000000')
    .replace(/-[0-9a-f]{12}\.json/g, '-000000000000.json')
    .replace(/(audit\/\d{8})-[0-9a-f]{16}/g, '$1-0000000000000000')
    .replace(/RTO\s+[\d.]+\s+m?s(\s*[,·])\s+RPO\s+[\d.]+\s+m?s/g, 'RTO 400 ms$1 RPO 0 ms')
    .replace(/^( {2}✓ .*) [\d.]+ m?s$/gm, '$1 10 ms')
}

it('a phase exit review runs by script, as the guide shows', () => {
  const refractor = join(folder, 'refractor')
  writeFileSync(refractor, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
  chmodSync(refractor, 0o755)
  const workspace = join(folder, 'tides')
  execFileSync('mkdir', [workspace])
  const env = { ...process.env, REFRACTOR: refractor, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync('sh', [script], { cwd: workspace, encoding: 'utf8', env })
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' })

  expect(execFileSync('git', ['status', '--porcelain'], { cwd: workspace, encoding: 'utf8' })).toBe('')
  const tags = execFileSync('git', ['tag', '--list'], { cwd: workspace, encoding: 'utf8' }).split('\n')
  expect(tags).toEqual(expect.arrayContaining(['tides/P0', 'tides/P0-again']))

  const [before, rest] = readFileSync(guide, 'utf8').split('```text transcript\n') as [string, string]
  const after = rest.slice(rest.lastIndexOf('```'))
  return expect(`${before}\`\`\`text transcript\n${steady(stdout).trim()}\n${after}`).toMatchFileSnapshot(guide)
}, 60_000)
