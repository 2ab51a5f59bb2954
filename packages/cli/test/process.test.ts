import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const program = join(repository, 'packages/cli/dist/refractor.cjs')

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function refractor(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { code: status, stdout, stderr }
}

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'scripts/build.mjs'), '--if-needed'], { stdio: 'inherit' })
}, 120_000)

const open: Scenario[] = []
afterAll(() => {
  for (const one of open) one.remove()
})

function workspace(): Scenario {
  const made = new Scenario('harbour-library')
  open.push(made)
  return made
}

describe('the built program', () => {
  it('prints its version, and help, and exits with 0', () => {
    expect(refractor('/', ['--version'])).toEqual({
      code: 0,
      stdout: `${(JSON.parse(readFileSync(join(repository, 'packages/cli/package.json'), 'utf8')) as { version: string }).version}\n`,
      stderr: '',
    })
    expect(refractor('/', ['--help'])).toMatchObject({ code: 0, stderr: '' })
  })

  it('0: the answer is yes', () => {
    const s = workspace()
    expect(refractor(s.root, ['validate'])).toMatchObject({ code: 0, stderr: '' })
  })

  it('1: the answer is no', () => {
    const s = workspace()
    const ended = refractor(s.root, ['gate', 'check', 'P0', '--json'])
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout)).toMatchObject({ exitCode: 1, gates: [{ id: 'P0', verdict: 'unmet' }] })
  })

  it('2: usage, and a program that does not hold together', () => {
    const s = workspace()
    expect(refractor(s.root, ['gate', 'check', 'P99'])).toMatchObject({ code: 2, stdout: '' })
    expect(refractor(s.root, ['gate', 'chekc'])).toMatchObject({ code: 2, stdout: '' })
    s.write('specification/risks.yaml', 'format: 1\nrisks: [{ id: "R1", title: "x", tasks: ["NONE"] }]\n')
    expect(refractor(s.root, ['gate', 'check', 'P0']).code).toBe(2)
  })

  it('3: a byte of an archived checklist is flipped', () => {
    const s = workspace()
    s.write(
      'specification/phases/P0.yaml',
      'format: 1\nid: "P0"\ntitle: "Plan"\nexit:\n  criteria:\n    - { id: "P0.1", statement: "Archived", check: { kind: archived, phase: "P0" } }\n',
    )
    s.write('specification/risks.yaml', 'format: 1\nrisks: [{ id: "R2", title: "Damp" }]\n')
    s.write('inbox/P0/move.md', '---\nphase: P0\n---\n\n- [x] The keys are handed over\n')
    s.commit('The plan')
    expect(refractor(s.root, ['review', 'P0'])).toMatchObject({ code: 0, stderr: '' })
    expect(refractor(s.root, ['gate', 'check']).code).toBe(0)
    const archived = join(s.root, 'outbox/P0/move.md')
    writeFileSync(archived, readFileSync(archived, 'utf8').replace('keys', 'kegs'))
    expect(refractor(s.root, ['gate', 'check']).code).toBe(3)
    expect(refractor(s.root, ['gate', 'check', '--format', 'github']).code).toBe(3)
  })

  it('4: nothing is due, and a file that cannot be read', () => {
    const s = workspace()
    expect(refractor(s.root, ['gate', 'check']).code).toBe(4)
    // A folder in the place of a record cannot be read as a file, not even by root.
    s.write('docs/evidence/P0/run/metadata.json/keep', '')
    expect(refractor(s.root, ['gate', 'check', 'P0']).code).toBe(4)
  })

  it('70: refractor itself failed; the stack is on standard error, and JSON is still one document', () => {
    const s = workspace()
    const broken = {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent('Date.prototype.toISOString=()=>{throw new Error("the clock is broken")}')}`,
    }
    const ended = refractor(s.root, ['status', '--json'], broken)
    expect(ended.code).toBe(70)
    expect(ended.stderr).toContain('the clock is broken')
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schemaVersion: 1,
      command: 'status',
      exitCode: 70,
      diagnostics: [{ code: 'cli/internal' }],
    })
  })

  it('loses nothing to a pipe that is full and does not wait', () => {
    const s = workspace()
    const all = refractor(s.root, ['schema', 'phase']).stdout
    // A stream of Node makes its pipe one that does not wait, for all who share it; the reader comes late.
    const other = `"${process.execPath}" -e 'process.stdout.write("."); setTimeout(() => {}, 1500)'`
    const pipe = `{ ${other} & sleep 0.5; "${process.execPath}" "${program}" schema phase; wait; } | { sleep 1; cat; }`
    expect(all.length).toBeGreaterThan(1 << 16)
    expect(spawnSync('sh', ['-c', pipe], { cwd: s.root, encoding: 'utf8' }).stdout).toBe(`.${all}`)
  })

  it('ends quietly when its reader goes away', () => {
    const s = workspace()
    const ended = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" schema phase | head -1`], { cwd: s.root, encoding: 'utf8' })
    expect(ended).toMatchObject({ status: 0, stdout: '{\n', stderr: '' })
  })
})
