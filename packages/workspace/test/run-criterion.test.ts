import { createHash } from 'node:crypto'
import { existsSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type RunOptions, runCriterion } from '../src/run-criterion.ts'
import { apply, atHead, codes, evidenceWorkspace, recordOf, statesOf } from './support/evidence-workspace.ts'
import { git, readText, writeFiles } from './support/temp.ts'

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
const folder = 'docs/evidence/P2/P2.1-20261121T050000Z'
const node = process.execPath

/** A workspace whose criterion P2.1 runs a script with Node; `check` adds to the check, `more` to the criterion. */
async function withScript(script: string, check = '', more = '', files: Readonly<Record<string, string>> = {}) {
  const argv = JSON.stringify([node, '-e', script])
  return evidenceWorkspace(
    { 'P2.1': `${more === '' ? '' : `${more}, `}check: { kind: command, argv: ${argv}${check === '' ? '' : `, ${check}`} }` },
    files,
  )
}

async function run(script: string, check = '', options: RunOptions = {}, files: Readonly<Record<string, string>> = {}) {
  const { root, context } = await withScript(script, check, '', files)
  return { root, context, planned: await runCriterion(context, 'P2.1', options) }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A zombie has ended; nobody has read its exit code yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(condition()).toBe(true)
}

describe('a run', () => {
  it('is recorded with digests of what it printed, and not with the text', async () => {
    const chunks: Uint8Array[] = []
    const { root, context, planned } = await run("console.log('to stdout'); console.error('to stderr')", '', {
      onOutput: (chunk) => chunks.push(chunk),
      environment: 'ci',
    })
    expect(planned).toMatchObject({ ok: true, exitCode: 0, diagnostics: [], path: `${folder}/metadata.json` })
    const record = recordOf(planned)
    expect(record).toMatchObject({
      kind: 'command',
      gate: 'P2',
      criteria: ['P2.1'],
      dirty: false,
      result: { outcome: 'passed' },
      artifacts: [],
      inputs: [{ patterns: [], files: 3 }],
      environment: { name: 'ci', os: process.platform, arch: process.arch, node: process.version },
      producer: {
        tool: 'refractor',
        version: '0.1.0',
        argv: [node, '-e', expect.any(String)],
        exitCode: 0,
        attempt: 1,
        startedAt: context.stamp.now,
        stdout: { sha256: sha256('to stdout\n'), bytes: 10 },
        stderr: { sha256: sha256('to stderr\n'), bytes: 10 },
      },
    })
    expect(record.producer?.durationMs).toBeGreaterThan(0)
    expect(JSON.stringify(planned)).not.toMatch(/"to std/)
    expect(Buffer.concat(chunks).toString().split('\n').sort()).toEqual(['', 'to stderr', 'to stdout'])
    apply(root, planned)
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'valid' })
  })

  it.each([
    ['process.exit(3)', '', 3, 'failed'],
    ['process.exit(3)', 'exitCodes: [3, 5]', 3, 'passed'],
    ['', 'exitCodes: [3]', 0, 'failed'],
    ["process.kill(process.pid, 'SIGKILL')", '', null, 'failed'],
  ])('%j %s ends with %s: %s', async (script, check, exitCode, outcome) => {
    const { planned } = await run(script, check)
    expect(planned).toMatchObject({ ok: true, exitCode })
    expect(recordOf(planned).result?.outcome).toBe(outcome)
    if (exitCode === null) expect(recordOf(planned).producer).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
  })

  it('counts its attempts by criterion and arguments', async () => {
    const { root, context } = await withScript('process.exit(1)')
    const attempts: unknown[] = []
    for (let i = 0; i < 3; i++) {
      const planned = await runCriterion(context, 'P2.1')
      attempts.push(recordOf(planned).producer?.attempt)
      apply(root, planned)
    }
    writeFiles(root, {
      'docs/evidence/P2/broken/metadata.json': '{ "P2.1"',
      'docs/evidence/P2/other/metadata.json': JSON.stringify({
        criteria: ['P2.1'],
        producer: { argv: ['other'] },
        author: 'a',
        date: '2026-01-01',
      }),
      'docs/evidence/P2/foreign/metadata.json': JSON.stringify({ ...recordOf(await runCriterion(context, 'P2.1')), program: 'another' }),
    })
    attempts.push(recordOf(await runCriterion(context, 'P2.1')).producer?.attempt)
    expect(attempts).toEqual([1, 2, 3, 4])
  })

  it('takes the first command of a composition, its folder, no shell and no input', async () => {
    const argv = JSON.stringify([
      node,
      '-e',
      "process.stdout.write([process.cwd().split('/').pop(), process.argv[1], require('node:fs').readFileSync(0).length].join(' '))",
      '$HOME; echo no',
    ])
    const { context } = await evidenceWorkspace({
      'P2.1': `check: { all: [{ kind: attest, claim: c }, { not: { kind: command, argv: ${argv}, cwd: src } }] }`,
    })
    const planned = await runCriterion(context, 'P2.1')
    expect(recordOf(planned).producer).toMatchObject({ cwd: 'src', stdout: { sha256: sha256('src $HOME; echo no 0') } })
  })

  it('that prints 50 MB is digested and passed on', async () => {
    let bytes = 0
    const { planned } = await run(
      "const b = Buffer.alloc(1 << 20, 'x'); for (let i = 0; i < 50; i++) require('node:fs').writeSync(1, b)",
      '',
      {
        onOutput: (chunk) => {
          bytes += chunk.length
        },
      },
    )
    expect(recordOf(planned).producer?.stdout).toEqual({ sha256: sha256(Buffer.alloc(50 << 20, 'x')), bytes: 50 << 20 })
    expect(bytes).toBe(50 << 20)
  })
})

describe('a timeout', () => {
  it('ends a process that ignores SIGTERM, and everything that it started', async () => {
    const script =
      "process.on('SIGTERM', () => {}); const c = require('node:child_process').spawn(process.execPath, ['-e', \"process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)\"], { stdio: 'inherit' }); require('node:fs').writeFileSync('build/pids', process.pid + ' ' + c.pid); setInterval(() => {}, 1000)"
    const { root, context } = await withScript(script, 'timeout: PT1S')
    writeFiles(root, { 'build/x': '' })
    const started = performance.now()
    const planned = await runCriterion(context, 'P2.1', { graceMs: 300 })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(planned).toMatchObject({ ok: true, exitCode: null })
    expect(recordOf(planned)).toMatchObject({
      result: { outcome: 'failed' },
      producer: { exitCode: null, signal: 'SIGKILL', timedOut: true },
    })
    const pids = readText(root, 'build/pids').split(' ').map(Number)
    expect(pids).toHaveLength(2)
    await until(() => !pids.some(isAlive))
  })

  it('that a process obeys with exit code 0 is a failure all the same', async () => {
    const { planned } = await run("process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)", 'timeout: PT1S')
    expect(planned.exitCode).toBe(0)
    expect(recordOf(planned)).toMatchObject({ result: { outcome: 'failed' }, producer: { timedOut: true } })
  })

  it('is no reason to wait for a child that keeps the output open', async () => {
    const started = performance.now()
    const { planned } = await run(
      "require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit', detached: true }).unref(); console.log('done'); process.exit(0)",
      '',
      { graceMs: 200 },
    )
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(recordOf(planned)).toMatchObject({ result: { outcome: 'passed' }, producer: { stdout: { bytes: 5 } } })
  })
})

it('that is interrupted is not recorded', async () => {
  const { context } = await withScript("process.on('SIGINT', () => process.exit(0)); console.log('up'); setInterval(() => {}, 1000)")
  const listeners = process.listenerCount('SIGINT')
  const planned = await runCriterion(context, 'P2.1', { onOutput: () => process.emit('SIGINT', 'SIGINT') })
  expect(codes(planned.diagnostics)).toEqual(['evidence/not-run'])
  expect(planned).toMatchObject({ ok: false, exitCode: 0 })
  expect(process.listenerCount('SIGINT')).toBe(listeners)
})

describe('a report', () => {
  const write = (path: string, text: string): string =>
    `const fs = require('node:fs'); fs.mkdirSync('build', { recursive: true }); fs.writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(text)});`
  const passing = '<testsuite name="s"><testcase name="t"/></testsuite>'
  const failing = '<testsuite name="s"><testcase name="t"><failure/></testcase></testsuite>'

  it('of this run is read and kept, with metrics and artifacts', async () => {
    const script = `${write('build/r.xml', passing)} fs.writeFileSync('build/m.json', '{"metrics":[{"name":"p95","value":3}]}'); fs.mkdirSync('out'); fs.writeFileSync('out/a.csv', 'x')`
    const { root, context } = await withScript(
      script,
      'report: build/r.xml, metrics: build/m.json, artifacts: ["out/*.csv", "out/"]',
      'inputs: ["src/**"]',
    )
    const planned = await runCriterion(context, 'P2.1')
    expect(planned).toMatchObject({ ok: true, diagnostics: [] })
    const record = recordOf(planned)
    expect(record.dirty).toBe(false)
    expect(record.artifacts?.map((one) => (one as { path: string }).path)).toEqual([
      `${folder}/r.xml`,
      `${folder}/m.json`,
      'out/',
      'out/a.csv',
    ])
    expect(record.result).toEqual({
      outcome: 'passed',
      tests: {
        total: 1,
        passed: 1,
        failed: 0,
        skipped: 0,
        suites: [{ name: 's', total: 1, passed: 1, failed: 0, skipped: 0 }],
        report: `${folder}/r.xml`,
      },
      metrics: [{ name: 'p95', value: 3 }],
    })
    apply(root, planned)
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'valid' })
  })

  it('or an artifact that the command did not make is an error', async () => {
    const { planned } = await run('', 'artifacts: ["out/*.csv"]')
    expect(codes(planned.diagnostics)).toEqual(['evidence/missing-artifact'])
    expect(recordOf(planned).result).toEqual({ outcome: 'failed' })
  })

  it('with failures fails a run that ended well', async () => {
    const { root, planned } = await run(write('build/r.xml', failing), 'report: build/r.xml')
    expect(planned).toMatchObject({ ok: true, exitCode: 0, diagnostics: [] })
    expect(recordOf(planned).result).toMatchObject({ outcome: 'failed', tests: { failed: 1 } })
    apply(root, planned)
    expect(readText(root, `${folder}/r.xml`)).toBe(failing)
  })

  it.each([
    ['that is older than the run', '', { 'build/r.xml': passing }],
    ['that the run did not write', '', {}],
    [
      'that is older and copied with its times',
      "const fs = require('node:fs'); fs.copyFileSync('src/old.xml', 'build/r.xml'); fs.utimesSync('build/r.xml', 1, 1)",
      { 'build/r.xml': passing },
    ],
    ['that is cut off', write('build/r.xml', passing.slice(0, 30)), {}],
  ])('%s is an error and makes the run a failure', async (_, script, files) => {
    const { root, context } = await withScript(script, 'report: build/r.xml', '', { 'src/old.xml': passing })
    writeFiles(root, files)
    if (existsSync(join(root, 'build/r.xml'))) utimesSync(join(root, 'build/r.xml'), 1_700_000_000, 1_700_000_000)
    const planned = await runCriterion(context, 'P2.1')
    expect(codes(planned.diagnostics)).toEqual(['evidence/report'])
    expect(planned).toMatchObject({ ok: true, exitCode: 0 })
    expect(recordOf(planned).result).toEqual({ outcome: 'failed' })
  })

  it('from the future that the run did not touch is not of this run', async () => {
    const { root, context } = await withScript('', 'report: build/r.xml')
    writeFiles(root, { 'build/r.xml': passing })
    utimesSync(join(root, 'build/r.xml'), 4_000_000_000, 4_000_000_000)
    expect(codes((await runCriterion(context, 'P2.1')).diagnostics)).toEqual(['evidence/report'])
  })

  it('with a secret is recorded without it, and says so', async () => {
    const secret = `gh${'p_'}${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(2).slice(0, 36)}`
    const report = passing.replace('"t"', `"${secret}"`)
    // Put together by the command: its own words are recorded too, and are not output.
    const script = write('build/r.xml', report).replace(secret, `${secret.slice(0, 9)}" + "${secret.slice(9)}`)
    const { context } = await withScript(script, 'report: build/r.xml')
    const planned = await runCriterion(context, 'P2.1')
    expect(codes(planned.diagnostics)).toContain('warning: evidence/secret')
    expect(JSON.stringify(planned)).not.toContain(secret)
    const replacement = '[redacted: github-token]'
    expect(recordOf(planned).redactions).toEqual([
      { path: expect.stringMatching(/\/r\.xml$/), rule: 'github-token', replacement, count: 1 },
    ])
    const copy = planned.ok ? planned.plan.steps.find((step) => step.type === 'create' && step.path.endsWith('/r.xml')) : undefined
    expect(copy).toMatchObject({ text: report.replace(secret, replacement) })
    const allowed = recordOf(await runCriterion(context, 'P2.1', { allowSecret: 'a test key' }))
    expect(allowed).toMatchObject({ secretsAllowed: { reason: 'a test key' } })
    expect(allowed.redactions).toBeUndefined()
  })

  it('with a secret stops the recording where the policy says so', async () => {
    const secret = `gh${'p_'}${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(2).slice(0, 36)}`
    const { context } = await withScript(write('build/r.xml', passing.replace('"t"', `"${secret}"`)), 'report: build/r.xml')
    const policy = { record: { secrets: { redact: false } } } as unknown as NonNullable<typeof context.program.policy>
    const planned = await runCriterion({ ...context, program: { ...context.program, policy } }, 'P2.1')
    expect(codes(planned.diagnostics)).toContain('evidence/secret')
    expect(planned).toMatchObject({ ok: false, exitCode: 0 })
    expect(JSON.stringify(planned)).not.toContain(secret)
  })
})

describe('inputs', () => {
  it('that are not committed make the record dirty', async () => {
    const { root, context } = await withScript('')
    writeFiles(root, { 'src/main.ts': 'changed\n' })
    const planned = await runCriterion(context, 'P2.1')
    expect(recordOf(planned).dirty).toBe(true)
    expect(codes(planned.diagnostics)).toEqual(['warning: evidence/dirty'])
  })

  it('that the run changes make the record dirty; outputs elsewhere do not', async () => {
    const script = "require('node:fs').writeFileSync('src/main.ts', 'changed')"
    const dirty = await run(script)
    expect(recordOf(dirty.planned).dirty).toBe(true)
    expect(dirty.planned.diagnostics).toMatchObject([{ code: 'evidence/dirty', message: expect.stringContaining('src/main.ts') }])
    const { context } = await withScript(script, '', 'inputs: ["specification/**"]')
    expect(recordOf(await runCriterion(context, 'P2.1')).dirty).toBe(false)
  })

  it('that are taken away while it runs make the record dirty', async () => {
    const { context } = await withScript("require('node:fs').unlinkSync('src/main.ts')", '', 'inputs: ["src/**"]')
    expect(recordOf(await runCriterion(context, 'P2.1')).dirty).toBe(true)
  })

  it('are bound as they were before the run', async () => {
    const { root, context } = await withScript('', '', 'inputs: ["src/**"]')
    apply(root, await runCriterion(context, 'P2.1'))
    writeFiles(root, { 'src/main.ts': 'changed\n' })
    git(root, 'commit', '-qam', 'change')
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'stale' })
    apply(root, await runCriterion(atHead(context, '2026-11-21T05:00:01Z'), 'P2.1'))
    expect(Object.values(await statesOf(root, '2026-11-21T05:00:02Z'))).toEqual(['stale', 'valid'])
  })
})

describe('nothing is run or recorded', () => {
  it.each([
    ['P2.9', '', ['cli/unknown-id']],
    ['P2', '', ['cli/unknown-id']],
    ['P2.1', 'check: { kind: attest, claim: c }', ['evidence/not-run']],
    ['P2.1', '', ['evidence/not-run']],
    ['P2.1', 'check: { kind: command, argv: ["touch", "ran"], proposed: true }', ['evidence/not-run']],
    ['P2.1', 'check: { kind: command, argv: ["touch", "ran"], cwd: nowhere }', ['evidence/not-run']],
    ['P2.1', 'check: { kind: command, argv: ["no-such-program-anywhere"] }', ['evidence/not-run']],
    ['P2.1', 'check: { kind: command, argv: ["./src/main.ts"] }', ['evidence/not-run']],
    ['P2.1', 'inputs: ["nowhere/**"], check: { kind: command, argv: ["touch", "ran"] }', ['cli/usage']],
  ])('for %s with %s', async (id, criterion, expected) => {
    const { root, context } = await evidenceWorkspace({ 'P2.1': criterion })
    const planned = await runCriterion(context, id)
    expect(codes(planned.diagnostics)).toEqual(expected)
    expect(planned).toMatchObject({ ok: false, exitCode: null })
    for (const one of planned.diagnostics) expect(one.help).toBeTruthy()
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })

  it('without a commit', async () => {
    const { context } = await withScript('')
    expect(codes((await runCriterion({ ...context, stamp: { ...context.stamp, commit: undefined } }, 'P2.1')).diagnostics)).toEqual([
      'git/no-commit',
    ])
  })

  it('with an argument that no program can be given', async () => {
    const { context } = await evidenceWorkspace({ 'P2.1': `check: { kind: command, argv: ["${node}", "a\\0b"] }` })
    expect(codes((await runCriterion(context, 'P2.1')).diagnostics)).toEqual(['evidence/not-run'])
  })

  it('with arguments that are too long', async () => {
    const { context } = await evidenceWorkspace({ 'P2.1': `check: { kind: command, argv: ["${node}", "${'x'.repeat(300_000)}"] }` })
    expect(codes((await runCriterion(context, 'P2.1')).diagnostics)).toEqual(['evidence/not-run'])
  })
})

describe('one run for several criteria', () => {
  const check = (script: string): string => `check: { all: [{ kind: command, argv: ${JSON.stringify([node, '-e', script])} }] }`

  it('speaks for all that demand the same command on the same inputs, and the command runs once', async () => {
    const chunks: Uint8Array[] = []
    const { root, context } = await evidenceWorkspace({ 'P2.1': check("console.log('ran')"), 'P2.2': check("console.log('ran')") })
    const planned = await runCriterion(context, ['P2.1', 'P2.2'], { onOutput: (chunk) => chunks.push(chunk) })
    expect(recordOf(planned).criteria).toEqual(['P2.1', 'P2.2'])
    expect(Buffer.concat(chunks).toString()).toBe('ran\n')
    apply(root, planned)
    expect(Object.values(await statesOf(root))).toEqual(['valid'])
  })

  it.each([
    ['another command', check("console.log('two')")],
    ['other inputs', `inputs: ["README.md"], ${check("console.log('one')")}`],
  ])('is refused for %s', async (_, other) => {
    const { context } = await evidenceWorkspace({ 'P2.1': check("console.log('one')"), 'P2.2': other })
    expect(codes((await runCriterion(context, ['P2.1', 'P2.2'])).diagnostics)).toEqual(['evidence/not-run'])
  })
})
