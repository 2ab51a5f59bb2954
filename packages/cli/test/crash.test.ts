// tested-for: P4.R1
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'scripts/build.mjs'), '--if-needed'], { stdio: 'inherit' })
}, 120_000)

it('a sample of the crash matrix: nothing lost, nothing twice, nothing half done; and every command that changes a workspace has its scenario', () => {
  const args = [join(repository, 'scripts/crash-matrix.mjs'), '--quick', '--program', join(repository, 'packages/cli/dist/refractor.cjs')]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(`${stdout}${stderr}`).toMatch(/^\d+ kills of 1 commands \(\d+ of them of recoveries\), \d+ states, \d+ s: 0 faults\n$/)
  expect(status).toBe(0)
})
