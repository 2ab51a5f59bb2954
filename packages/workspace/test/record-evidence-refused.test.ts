import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EvidenceRequest } from '../src/evidence-types.ts'
import { recordEvidence } from '../src/record-evidence.ts'
import { codes, evidenceWorkspace, recordOf } from './support/evidence-workspace.ts'
import { tempFolder, writeFiles } from './support/temp.ts'

const seen = [{ claim: 'works', value: true }] as const
/** Put together here, so that no scanner takes this file for a leak. */
const secret = `gh${'p_'}${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(2).slice(0, 36)}`

async function refused(request: Partial<EvidenceRequest>, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const { root, context } = await evidenceWorkspace()
  writeFiles(root, files)
  const planned = await recordEvidence(context, { target: 'P2.1', observations: seen, ...request })
  expect(planned.ok).toBe(false)
  for (const one of planned.diagnostics.filter((found) => found.severity === 'error')) expect(one.help).toBeTruthy()
  return planned.diagnostics
}

describe('secrets', () => {
  it.each<[string, Partial<EvidenceRequest>, Record<string, string>, object]>([
    [
      'in a report',
      { reports: ['build/r.xml'] },
      { 'build/r.xml': `<testsuite>\n<testcase name="t"><system-out>${secret}</system-out></testcase></testsuite>` },
      { location: { file: 'build/r.xml', line: 2, column: 32 } },
    ],
    [
      'in an artifact',
      { artifacts: ['src/key.txt'] },
      { 'src/key.txt': `one\n${secret}\n` },
      { location: { file: 'src/key.txt', line: 2, column: 1 } },
    ],
    ['in a folder', { artifacts: ['src'] }, { 'src/deep/key.txt': secret }, { location: { file: 'src/deep/key.txt', line: 1, column: 1 } }],
    ['in notes', { notes: `see ${secret}` }, {}, { message: expect.stringContaining('notes') }],
    ['in an observation', { observations: [{ claim: 'key', value: secret }] }, {}, { message: expect.stringContaining('result') }],
  ])('%s stop the recording', async (_, request, files, finding) => {
    const diagnostics = await refused(request, files)
    expect(diagnostics.filter((one) => one.severity === 'error')).toMatchObject([{ code: 'evidence/secret', ...finding }])
    expect(JSON.stringify(diagnostics)).not.toContain(secret)
  })

  it('of vendors that only secretlint knows are found, and no comment switches that off', async () => {
    const text = `// secretlint-disable\nSG.${'a1B2c3D4e5F6g7H8i9J0kL'}.${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5k3Xq9ZbT7mW'}\n`
    expect(
      (await refused({ artifacts: ['src/key.txt'] }, { 'src/key.txt': text })).filter((one) => one.severity === 'error'),
    ).toMatchObject([{ code: 'evidence/secret', location: { line: 2 } }])
  })

  it('are recorded for a reason, which is kept', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'build/r.xml': `<testsuite><testcase name="${secret}"/></testsuite>` })
    const planned = await recordEvidence(context, { target: 'P2.1', reports: ['build/r.xml'], allowSecret: 'a revoked key' })
    expect(recordOf(planned).secretsAllowed).toEqual({ reason: 'a revoked key' })
    expect(new Set(codes(planned.diagnostics))).toEqual(new Set(['warning: evidence/secret']))
  })

  it('are not looked for in binary files', async () => {
    const { context } = await evidenceWorkspace(undefined, { 'docs/x.bin': Buffer.from(`\u00ff${secret}`, 'latin1') })
    expect((await recordEvidence(context, { target: 'P2', artifacts: ['docs/x.bin'] })).ok).toBe(true)
  })

  it('in texts that are too long are warned about', async () => {
    const { context } = await evidenceWorkspace(undefined, {
      'docs/long.txt': 'x'.repeat((16 << 20) + 1),
      'docs/long.bin': new Uint8Array((16 << 20) + 1),
    })
    const planned = await recordEvidence(context, { target: 'P2', artifacts: ['docs/long.txt', 'docs/long.bin'] })
    expect(planned.ok).toBe(true)
    expect(planned.diagnostics).toMatchObject([
      { code: 'evidence/secret', severity: 'warning', message: expect.stringContaining('docs/long.txt') },
    ])
  })
})

describe('is refused', () => {
  it.each<[string, Partial<EvidenceRequest>, string[]]>([
    ['an unknown target', { target: 'P2.9' }, ['cli/unknown-id']],
    ['a task as target', { target: 'golden' }, ['cli/unknown-id']],
    ['nothing', { observations: [] }, ['cli/usage']],
    ['a number that is none', { metrics: [{ name: 'x', value: Number.NaN }] }, ['cli/usage']],
    ['a metric without a name', { metrics: [{ name: '', value: 1 }] }, ['cli/usage']],
    [
      'a metric that is given twice',
      {
        metrics: [
          { name: 'x', value: 1 },
          { name: 'x', value: 2 },
        ],
      },
      ['cli/usage'],
    ],
    ['an empty claim', { observations: [{ claim: '', value: true }] }, ['cli/usage']],
    ['an infinite value', { observations: [{ claim: 'x', value: Number.POSITIVE_INFINITY }] }, ['cli/usage']],
    ['a day that does not exist', { expires: '2027-02-30' }, ['cli/usage']],
    ['a time without a zone', { expires: '2027-01-01T00:00:00' }, ['cli/usage']],
    ['an empty reason', { allowSecret: ' ' }, ['cli/usage']],
    ['an unknown predecessor', { supersedes: ['docs/none/metadata.json', '../x'] }, ['cli/usage', 'cli/usage']],
    ['inputs that match nothing', { inputs: ['nowhere/**'] }, ['cli/usage']],
    [
      'an artifact that is not there',
      { artifacts: ['docs/none.csv', 'docs/*.none', 'docs/none/'] },
      ['evidence/missing-artifact', 'evidence/missing-artifact', 'evidence/missing-artifact'],
    ],
    [
      'a path outside',
      { artifacts: ['../x', '/etc/passwd'], reports: ['../y'] },
      ['workspace/unsafe-path', 'workspace/unsafe-path', 'workspace/unsafe-path'],
    ],
    ['a report that is not there', { reports: ['build/none.xml'] }, ['evidence/report']],
    ['a value that no record can hold', { environment: '' }, ['cli/usage']],
    [
      'everything that is wrong, at once',
      { target: 'P9', expires: 'soon', metrics: [{ name: 'x', value: Number.NaN }] },
      ['cli/unknown-id', 'cli/usage', 'cli/usage'],
    ],
  ])('%s', async (_, request, expected) => {
    expect(codes(await refused(request)).sort()).toEqual(expected)
  })

  it('a report that is cut off, no text, or too long', async () => {
    expect(codes(await refused({ reports: ['build/r.xml'] }, { 'build/r.xml': '<testsuite>' }))).toEqual(['evidence/report'])
    expect(codes(await refused({ reports: ['build/r.xml'] }, { 'build/r.xml': new Uint8Array([60, 255, 254]) }))).toEqual([
      'evidence/report',
    ])
    expect(codes(await refused({ reports: ['build/r.xml'] }, { 'build/r.xml': ' '.repeat((16 << 20) + 1) }))).toEqual(['evidence/report'])
  })

  it('a link that leads out, an empty folder', async () => {
    const { root, context } = await evidenceWorkspace()
    const elsewhere = tempFolder({ 'x.csv': 'secret\n' })
    symlinkSync(join(elsewhere, 'x.csv'), join(root, 'docs-link.csv'))
    symlinkSync(elsewhere, join(root, 'folder-link'))
    writeFiles(root, { 'build/x': '' })
    const planned = await recordEvidence(context, {
      target: 'P2.1',
      artifacts: ['docs-link.csv', 'folder-link/x.csv', 'build'],
      reports: ['folder-link/x.csv'],
    })
    expect(codes(planned.diagnostics).sort()).toEqual([
      'evidence/missing-artifact',
      'evidence/report',
      'workspace/unreadable',
      'workspace/unreadable',
    ])
  })

  it('anything without a commit', async () => {
    const { context } = await evidenceWorkspace()
    const planned = await recordEvidence(
      { ...context, stamp: { ...context.stamp, commit: undefined } },
      { target: 'P2.1', observations: seen },
    )
    expect(codes(planned.diagnostics)).toEqual(['git/no-commit'])
  })

  it('anything while git cannot answer', async () => {
    const { root, context } = await evidenceWorkspace()
    rmSync(join(root, '.git'), { recursive: true })
    expect(codes((await recordEvidence(context, { target: 'P2.1', observations: seen })).diagnostics)).toEqual(['git/unavailable'])
  })
})
