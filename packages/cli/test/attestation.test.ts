import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEnvelope, preAuthentication, type VerdictStatement } from '@refractor/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'refractor-attest-'))
const key = join(folder, 'key')
const scenarios: Scenario[] = []
beforeAll(() => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  for (const one of scenarios) one.remove()
})

const phase = (id: string, check: string): string =>
  `format: 1\nid: "${id}"\ntitle: "${id}"\nexit:\n  criteria:\n    - { id: "${id}.1", statement: "It holds.", check: ${check} }\n`

/** A workspace with P0, which asks for a file, and P1, which asks for a verdict on P0. */
function begun(trust = 'self'): Scenario {
  const s = new Scenario()
  scenarios.push(s)
  s.write('refractor.yaml', 'format: 1\n')
  const publicKey = readFileSync(`${key}.pub`, 'utf8').trim()
  const people = `people:\n  - { id: build, name: Build, kind: bot, keys: ["${publicKey}"] }\n`
  s.write('specification/program.yaml', `format: 1\nid: demo\nname: Demo\n${people}`)
  s.write('specification/phases/P0.yaml', phase('P0', '{ kind: artifact, paths: ["plan.md"] }'))
  const check = `{ kind: gate, gate: "P0", verdict: "docs/verdict.json" }, trust: ${trust}`
  s.write('specification/phases/P1.yaml', phase('P1', check))
  s.write('plan.md', '# Plan\n')
  s.write('docs/.gitkeep', '')
  s.commit('The plan')
  return s
}

const read = (s: Scenario, path = 'docs/verdict.json'): unknown => JSON.parse(readFileSync(join(s.root, path), 'utf8'))
const verdictOf = async (s: Scenario, line: string): Promise<unknown> => {
  const { gates } = JSON.parse((await s.refractor(`${line} --json`)).stdout) as { gates: { criteria: object[] }[] }
  return gates[0]?.criteria[0]
}

describe('gate check --attest', () => {
  it('writes what was judged, and a gate of another time can ask for it', async () => {
    const s = begun()
    expect((await s.refractor('gate check P0 --attest docs/verdict.json')).code).toBe(0)
    const commit = s.git('rev-parse', 'HEAD').trim()
    const statement = read(s) as VerdictStatement
    expect(statement.subject[0]?.digest).toEqual({ gitCommit: commit, gitTree: s.git('rev-parse', 'HEAD^{tree}').trim() })
    expect(statement.predicate).toMatchObject({ timeCreated: '2026-11-21T10:00:00Z', properties: ['REFRACTOR_GATE_MET:demo/P0'] })
    expect(statement.predicate.verifier.policies).toMatchObject([
      { name: 'demo', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ])
    expect((await s.refractor('gate check P1')).code).toBe(0)
    s.write('specification/phases/P0.yaml', phase('P0', '{ kind: artifact, paths: ["other.md"] }'))
    expect(await verdictOf(s, 'gate check P1')).toMatchObject({ outcome: 'unmet', reason: 'stale' })
  })

  it('is refused where git would run or believe it', async () => {
    const s = begun()
    const config = readFileSync(join(s.root, '.git/config'), 'utf8')
    const { code, stdout } = await s.refractor('gate check P0 --attest .git/config')
    expect([code, stdout]).toEqual([2, expect.stringContaining('lies in a .git folder')])
    expect(readFileSync(join(s.root, '.git/config'), 'utf8')).toBe(config)
  })

  it('says when changes were judged that are in no commit, and that proves nothing', async () => {
    const s = begun()
    s.write('plan.md', '# Another plan\n')
    await s.refractor('gate check P0 --attest docs/verdict.json')
    expect(read(s)).toMatchObject({ predicate: { dirty: true } })
    expect(await verdictOf(s, 'gate check P1')).toMatchObject({ outcome: 'unmet', reason: 'dirty' })
  })

  it('judges two revisions, and names both', async () => {
    const s = begun()
    const base = s.git('rev-parse', 'HEAD').trim()
    s.write('notes.md', 'More.\n')
    s.commit('More')
    const head = s.git('rev-parse', 'HEAD').trim()
    expect((await s.refractor(`gate check P0 --base ${base} --head ${head} --attest ../verdict.json`)).code).toBe(0)
    expect(read(s, '../verdict.json')).toMatchObject({
      subject: [{ digest: { gitCommit: head, gitTree: s.git('rev-parse', 'HEAD^{tree}').trim() } }],
      predicate: { base: { digest: { gitCommit: base } } },
    })
  })

  it('signs over the whole statement, as other tools can verify', async () => {
    const s = begun('signed')
    expect((await s.refractor(`gate check P0 --attest docs/verdict.json --attest-key ${key}`)).code).toBe(0)
    const envelope = openEnvelope(read(s))
    const [signature = ''] = envelope?.signatures ?? []
    const [allowed, written] = [join(folder, 'allowed'), join(folder, 'signature')]
    writeFileSync(allowed, `build namespaces="refractor-verdict-v1" ${readFileSync(`${key}.pub`, 'utf8')}`)
    writeFileSync(written, signature)
    const input = preAuthentication(envelope?.payload as NonNullable<typeof envelope>['payload'])
    const argv = ['-Y', 'verify', '-f', allowed, '-I', 'build', '-n', 'refractor-verdict-v1', '-s', written]
    expect(execFileSync('ssh-keygen', argv, { input, encoding: 'utf8' })).toContain('Good')
    expect(await verdictOf(s, 'gate check P1')).toMatchObject({ outcome: 'met' })
    // One changed letter, and it is no verdict but tampering.
    const path = join(s.root, 'docs/verdict.json')
    const text = readFileSync(path, 'utf8')
    const payload = Buffer.from((envelope?.payload.text ?? '').replace('"met"', '"nil"').replace('10:00:00', '10:00:01')).toString('base64')
    writeFileSync(path, text.replace(/"payload": "[^"]*"/, `"payload": "${payload}"`))
    expect((await s.refractor('gate check P1')).code).toBe(3)
    expect(await verdictOf(s, 'gate check P1')).toMatchObject({ outcome: 'unmet', reason: 'tampered' })
  })

  it('without a signature is not enough where one is asked for', async () => {
    const s = begun('signed')
    await s.refractor('gate check P0 --attest docs/verdict.json')
    expect(await verdictOf(s, 'gate check P1')).toMatchObject({ outcome: 'unmet', reason: 'invalid' })
  })

  it('writes nothing that it cannot stand for', async () => {
    const s = begun()
    expect((await s.refractor(`gate check P0 --attest docs/verdict.json --attest-key ${folder}/none`)).code).not.toBe(0)
    expect(() => read(s)).toThrow()
    symlinkSync(join(s.root, 'plan.md'), join(s.root, 'docs/verdict.json'))
    expect((await s.refractor('gate check P0 --attest docs/verdict.json')).code).toBe(4)
    expect(readFileSync(join(s.root, 'plan.md'), 'utf8')).toBe('# Plan\n')
  })
})
