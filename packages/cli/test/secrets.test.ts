import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const scenarios: Scenario[] = []
afterAll(() => {
  for (const one of scenarios) one.remove()
})

function scenario(): Scenario {
  const s = new Scenario('harbour-library')
  scenarios.push(s)
  s.commit('The plan')
  return s
}

// Made up for this test; put together here, so that no scanner of this repository finds it.
const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')

it('a secret in the words of an approval is not recorded', async () => {
  const s = scenario()
  const { code, stdout, stderr } = await s.refractor(`approve P0.1 --comment "use ${token}"`)
  expect([code, stderr]).toEqual([1, expect.stringContaining('evidence/secret')])
  expect(stdout + stderr).not.toContain(token)
  expect(readdirSync(s.root, { recursive: true }).filter((path) => String(path).includes('approve'))).toEqual([])
})

it('a secret in a checklist is found, and kept out of the archive', async () => {
  const s = scenario()
  s.write('inbox/P0/keys.md', `# Keys\n\n- [x] The key is ${token}\n`)
  s.commit('A checklist')
  for (const line of ['checklist check', 'checklist archive inbox/P0/keys.md -y']) {
    const { code, stdout, stderr } = await s.refractor(line)
    expect(code, line).toBe(1)
    expect(stdout + stderr).toContain('inbox/P0/keys.md:3:18')
    expect(stdout + stderr).not.toContain(token)
  }
  expect(existsSync(join(s.root, 'inbox/P0/keys.md'))).toBe(true)
})

it.skipIf(process.platform === 'win32')('what a link leads to is never quoted, and a pipe is not waited for', async () => {
  const s = scenario()
  writeFileSync(join(s.root, '..', 'precious.txt'), 'only for my eyes\n')
  symlinkSync(join(s.root, '..', 'precious.txt'), join(s.root, 'specification/requirements.yaml'))
  execFileSync('mkfifo', [join(s.root, 'specification/decisions.yaml')])
  for (const format of ['text', 'json', 'markdown', 'github', 'sarif', 'junit']) {
    const { stdout, stderr } = await s.refractor(`validate --format ${format}`)
    expect(stdout).toContain('specification/requirements.yaml')
    expect(stdout).toContain('specification/decisions.yaml')
    expect(stdout + stderr).not.toContain('only for my eyes')
  }
})
