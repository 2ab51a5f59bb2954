import { createHash } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordEvidence } from '../src/record-evidence.ts'
import { apply, atHead, codes, evidenceWorkspace, now, recordOf, statesOf } from './support/evidence-workspace.ts'
import { git, readText, writeFiles } from './support/temp.ts'

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
const junit = '<testsuite name="a.test.ts"><testcase name="works"/></testsuite>\n'
const folder = 'docs/evidence/P2/P2.1-20261121T050000Z'
const seen = [{ claim: 'works', value: true }] as const
describe('a record', () => {
  it('of everything at once says what was measured', async () => {
    const { root, context } = await evidenceWorkspace(
      { 'P2.1': 'check: { kind: test }' },
      { 'docs/a.csv': 'x,y\n', 'docs/set/one.txt': '1\n', 'docs/set/two.txt': '2\n', 'docs/bin.dat': new Uint8Array([0, 255, 1]) },
    )
    writeFiles(root, { 'build/junit.xml': junit, 'build/metrics.json': '{"metrics":[{"name":"p95","value":3}]}' })
    const planned = await recordEvidence(context, {
      target: 'P2.1',
      artifacts: ['docs/a.csv', 'docs/set', 'docs/*.dat'],
      reports: ['build/junit.xml'],
      metricsFile: 'build/metrics.json',
      metrics: [{ name: 'latency', value: 27.9, unit: 'ms' }],
      observations: [{ claim: 'looks right', value: true, link: 'https://example.org' }],
      environment: 'ci',
      expires: '2027-01-31',
      notes: 'by hand',
    })
    expect(planned).toMatchObject({ ok: true, diagnostics: [], path: `${folder}/metadata.json` })
    const record = recordOf(planned)
    expect(record).toEqual({
      format: 1,
      program: 'golden',
      kind: 'test',
      gate: 'P2',
      criteria: ['P2.1'],
      author: 'A <a@example.org>',
      date: now,
      commit: git(root, 'rev-parse', 'HEAD'),
      dirty: false,
      inputs: [{ patterns: [], sha256: expect.stringMatching(/^[0-9a-f]{64}$/), files: 7 }],
      artifacts: [
        { path: `${folder}/junit.xml`, sha256: sha256(junit), gitBlob: expect.stringMatching(/^[0-9a-f]{40}$/), size: junit.length },
        { path: `${folder}/metrics.json`, sha256: expect.any(String), gitBlob: expect.any(String), size: 38 },
        { path: 'docs/a.csv', sha256: sha256('x,y\n'), gitBlob: git(root, 'rev-parse', 'HEAD:docs/a.csv'), size: 4 },
        {
          path: 'docs/bin.dat',
          sha256: sha256(new Uint8Array([0, 255, 1])),
          gitBlob: git(root, 'rev-parse', 'HEAD:docs/bin.dat'),
          size: 3,
        },
        { path: 'docs/set/', gitTree: git(root, 'rev-parse', 'HEAD:docs/set') },
      ],
      producer: { tool: 'refractor', version: '0.1.0' },
      environment: { name: 'ci' },
      result: {
        outcome: 'passed',
        tests: {
          total: 1,
          passed: 1,
          failed: 0,
          skipped: 0,
          suites: [{ name: 'a.test.ts', total: 1, passed: 1, failed: 0, skipped: 0 }],
          report: `${folder}/junit.xml`,
        },
        metrics: [
          { name: 'latency', value: 27.9, unit: 'ms' },
          { name: 'p95', value: 3 },
        ],
        observations: [{ claim: 'looks right', value: true, link: 'https://example.org' }],
      },
      validity: { expires: '2027-01-31' },
      remembers: [{ type: 'criterion', id: 'P2.1', fingerprint: expect.stringMatching(/^sha256:v1:[0-9a-f]{64}$/) }],
      notes: 'by hand',
    })
    apply(root, planned)
    expect(readText(root, `${folder}/junit.xml`)).toBe(junit)
    expect(JSON.parse(readText(root, `${folder}/metadata.json`))).toEqual(record)
    expect(git(root, 'hash-object', `${folder}/junit.xml`)).toBe((record.artifacts as { gitBlob: string }[])[0]?.gitBlob)
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'valid' })
  })

  it.each([
    ['P2', { gate: 'P2' }],
    ['P2.M1', { milestone: 'P2.M1' }],
    ['P2.M1.1', { gate: 'P2.M1', criteria: ['P2.M1.1'], kind: 'evidence' }],
    ['golden/P2.1', { gate: 'P2', criteria: ['P2.1'] }],
  ])('for %s says whom it speaks for', async (target, speaksFor) => {
    const { context } = await evidenceWorkspace()
    const { gate, milestone, criteria, kind } = recordOf(await recordEvidence(context, { target, observations: seen }))
    expect({ gate, milestone, criteria, kind }).toMatchObject(speaksFor)
  })

  it('uses the inputs of the criterion, and those that are named on top', async () => {
    const { context } = await evidenceWorkspace({ 'P2.1': 'inputs: ["src/**"], check: { kind: test }', 'P2.2': 'check: { kind: test }' })
    const patterns = async (target: string, inputs?: string[]) =>
      recordOf(await recordEvidence(context, { target, observations: seen, inputs })).inputs?.map((one) =>
        typeof one === 'string' ? one : one.patterns,
      )
    expect(await patterns('P2.1')).toEqual([['src/**']])
    expect(await patterns('P2.1', ['specification/**'])).toEqual([['src/**'], ['specification/**']])
    expect(await patterns('P2.2', ['specification/**'])).toEqual([['specification/**']])
    expect(await patterns('P2.2', [])).toEqual([[]])
  })

  it('never goes over another one', async () => {
    const { root, context } = await evidenceWorkspace()
    const dates: string[] = []
    for (const expected of [folder, `${folder}-2`, `${folder}-3`]) {
      const planned = await recordEvidence(context, { target: 'P2.1', observations: seen, again: true })
      expect(planned.path).toBe(`${expected}/metadata.json`)
      dates.push(recordOf(planned).date)
      apply(root, planned)
    }
    // The last one decides, and not the one that says no.
    const first = Date.parse(context.stamp.now)
    expect(dates.map((one) => Date.parse(one) - first)).toEqual([0, 1000, 2000])
  })

  it('takes absolute paths and ./ as they are meant', async () => {
    const { root, context } = await evidenceWorkspace()
    const planned = await recordEvidence(context, {
      target: 'P2.1',
      artifacts: [join(root, 'src/main.ts'), './src/main.ts', `${join(root, 'src')}/`],
    })
    expect(recordOf(planned).artifacts?.map((one) => (one as { path: string }).path)).toEqual(['src/', 'src/main.ts'])
  })

  it('supersedes records by path or digest', async () => {
    const { root, context } = await evidenceWorkspace()
    apply(root, await recordEvidence(context, { target: 'P2.1', observations: seen }))
    const supersedes = [`./${folder}/metadata.json`, 'a'.repeat(64)]
    expect(recordOf(await recordEvidence(context, { target: 'P2.1', observations: seen, supersedes })).supersedes).toEqual([
      `${folder}/metadata.json`,
      'a'.repeat(64),
    ])
  })
})

describe('reports', () => {
  it('with CR LF are kept byte for byte', async () => {
    const { root, context } = await evidenceWorkspace()
    const text = `\ufeff<testsuite name="s">\r\n<testcase name="t"><failure/></testcase>\r\n</testsuite>\r\n`
    writeFiles(root, { 'build/junit.xml': text })
    const planned = await recordEvidence(context, { target: 'P2.1', reports: ['build/junit.xml'] })
    expect(recordOf(planned).result).toMatchObject({ outcome: 'failed', tests: { total: 1, failed: 1 } })
    apply(root, planned)
    expect(readText(root, `${folder}/junit.xml`)).toBe(text)
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'valid' })
  })

  it('of one name are kept apart', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'build/a/r.xml': junit, 'build/b/R.xml': junit, 'build/metadata.json': '{"metrics":[{"name":"x","value":1}]}' })
    const planned = await recordEvidence(context, { target: 'P2.1', reports: ['build/a/r.xml', 'build/b/R.xml', 'build/metadata.json'] })
    expect(planned.ok && planned.plan.steps.map((step) => step.type === 'create' && step.path.slice(folder.length + 1))).toEqual([
      'r.xml',
      '2-R.xml',
      '2-metadata.json',
      'metadata.json',
    ])
    expect(recordOf(planned).result?.tests).toMatchObject({ total: 2, report: `${folder}/r.xml` })
  })

  it('lose the folder of this machine from the names of suites', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, {
      'build/r.json': JSON.stringify({
        numTotalTests: 1,
        testResults: [{ name: `${root}/src/a.test.ts`, status: 'failed', assertionResults: [{ status: 'failed', fullName: 't' }] }],
      }),
    })
    const { tests } = recordOf(await recordEvidence(context, { target: 'P2.1', reports: ['build/r.json'] })).result ?? {}
    expect(tests).toMatchObject({ suites: [{ name: 'src/a.test.ts' }], failures: ['src/a.test.ts > t'] })
  })

  it('of coverage are metrics', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'build/lcov.info': 'SF:a\nDA:1,1\nDA:2,0\nend_of_record\n' })
    expect(recordOf(await recordEvidence(context, { target: 'P2.1', reports: ['build/lcov.info'] })).result).toEqual({
      metrics: [{ name: 'coverage.lines', value: 50, unit: '%' }],
    })
  })

  it('decide against a better outcome', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'build/r.xml': '<testsuite><testcase><error/></testcase></testsuite>', 'build/none.xml': '<testsuites/>' })
    const planned = await recordEvidence(context, { target: 'P2.1', reports: ['build/r.xml'], outcome: 'passed' })
    expect(recordOf(planned).result?.outcome).toBe('failed')
    expect(codes(planned.diagnostics)).toEqual(['warning: evidence/report'])
    expect(recordOf(await recordEvidence(context, { target: 'P2.1', reports: ['build/none.xml'] })).result?.outcome).toBeUndefined()
    expect(
      recordOf(await recordEvidence(context, { target: 'P2.1', reports: ['build/none.xml'], outcome: 'warned' })).result?.outcome,
    ).toBe('warned')
  })

  it('that are too many suites keep their totals', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, {
      'build/r.xml': `<testsuites>${Array.from({ length: 15_000 }, (_, i) => `<testsuite name="suite number ${i}"><testcase/></testsuite>`).join('')}</testsuites>`,
    })
    const planned = await recordEvidence(context, { target: 'P2.1', reports: ['build/r.xml'] })
    expect(recordOf(planned).result?.tests).toMatchObject({ total: 15_000, passed: 15_000 })
    expect(recordOf(planned).result?.tests?.suites).toBeUndefined()
    expect(codes(planned.diagnostics)).toEqual(['warning: evidence/report'])
  })
})

describe('later the gate finds', () => {
  async function recorded() {
    const { root, context } = await evidenceWorkspace(
      { 'P2.1': 'inputs: ["src/**"], check: { kind: test }' },
      { 'docs/a.csv': 'x\n', 'docs/set/one.txt': '1\n' },
    )
    writeFiles(root, { 'build/junit.xml': junit })
    apply(root, await recordEvidence(context, { target: 'P2.1', reports: ['build/junit.xml'], artifacts: ['docs/a.csv', 'docs/set'] }))
    return { root, state: async () => (await statesOf(root))[`${folder}/metadata.json`] }
  }
  it.each([
    ['a changed artifact', { 'docs/a.csv': 'y\n' }, 'tampered'],
    ['a changed report', { [`${folder}/junit.xml`]: junit.replace('works', 'Works') }, 'tampered'],
    ['a changed folder', { 'docs/set/one.txt': '2\n' }, 'tampered'],
    ['a longer folder', { 'docs/set/two.txt': '2\n' }, 'tampered'],
    ['a changed input', { 'src/main.ts': 'export const a = 2\n' }, 'stale'],
    ['a new input', { 'src/more.ts': '' }, 'stale'],
    ['nothing about other files', { 'README.md': 'hello\n' }, 'valid'],
  ])('%s', async (_, files, expected) => {
    const { root, state } = await recorded()
    expect(await state()).toBe('valid')
    writeFiles(root, files)
    expect(await state()).toBe(expected)
  })
  it('a missing artifact', async () => {
    const { root, state } = await recorded()
    unlinkSync(join(root, 'docs/a.csv'))
    expect(await state()).toBe('missing')
  })
  it('nothing after the record was committed', async () => {
    const { root, state } = await recorded()
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'evidence')
    expect(await state()).toBe('valid')
  })
})

describe('uncommitted', () => {
  it('inputs make the record dirty, and say so', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'src/main.ts': 'changed\n', 'src/a.ts': '', 'src/b.ts': '', 'src/c.ts': '' })
    const planned = await recordEvidence(context, { target: 'P2.1', observations: seen })
    expect(recordOf(planned).dirty).toBe(true)
    expect(planned.diagnostics).toMatchObject([
      { code: 'evidence/dirty', severity: 'warning', message: expect.stringContaining('src/a.ts, src/b.ts, src/c.ts and 1 more') },
    ])
    apply(root, planned)
    expect(await statesOf(root)).toEqual({ [`${folder}/metadata.json`]: 'dirty' })
  })
  it.each([
    ['an artifact', { 'docs/a.csv': 'x\n' }, ['docs/a.csv'], true],
    ['a folder of artifacts', { 'docs/set/a.csv': 'x\n' }, ['docs/set'], true],
    ['evidence', { 'docs/evidence/P2/a.csv': 'x\n' }, ['docs/evidence/P2/a.csv'], false],
    ['other files', { 'README.md': 'x\n' }, ['src/main.ts'], false],
  ])('%s', async (_, files, artifacts, dirty) => {
    const { root, context } = await evidenceWorkspace({ 'P2.1': 'inputs: ["src/**"]' })
    writeFiles(root, files)
    expect(recordOf(await recordEvidence(context, { target: 'P2.1', artifacts })).dirty).toBe(dirty)
  })
  it('records do not make the next one dirty', async () => {
    const { root, context } = await evidenceWorkspace()
    apply(root, await recordEvidence(context, { target: 'P2.1', observations: seen }))
    expect(recordOf(await recordEvidence(atHead(context), { target: 'P2.1', observations: seen })).dirty).toBe(false)
  })
  it('artifacts that git ignores are warned about', async () => {
    const { root, context } = await evidenceWorkspace()
    writeFiles(root, { 'build/out.csv': 'x\n' })
    expect(codes((await recordEvidence(context, { target: 'P2.1', artifacts: ['build/out.csv'] })).diagnostics)).toEqual([
      'warning: evidence/dirty',
    ])
  })
})
