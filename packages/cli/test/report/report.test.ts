// tested-for: P5.R4
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '@refractor/core/page'
import { describe, expect, it } from 'vitest'
import { golden, scenarios } from '../transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const edit = (s: ReturnType<typeof scenario>, path: string, from: string, to: string): void => {
  const text = readFileSync(join(s.root, path), 'utf8')
  expect(text).toContain(from)
  s.write(path, text.replace(from, to), `edit ${path}`)
}

/** The move with dates: work was planned from 2 November on, and some of it is done. */
async function underWay(): Promise<ReturnType<typeof scenario>> {
  const s = scenario()
  edit(s, 'specification/program.yaml', 'name:', 'start: 2026-11-02\nname:')
  edit(s, 'specification/phases/P0.yaml', 'state: open\n', 'state: open\n        estimate: "5 days"\n')
  s.at('2026-11-02T09:00:00Z')
  s.commit('The plan of the move')
  s.git('tag', 'v1')
  s.at('2026-11-09T09:00:00Z')
  await s.refractor('milestone start P0.M1')
  s.commit('Begun')
  s.at('2026-11-21T10:00:00Z')
  return s
}

const reportOf = async (s: ReturnType<typeof scenario>, line = 'report --json --no-history'): Promise<Report> =>
  JSON.parse((await s.refractor(line)).stdout) as Report

describe('report', () => {
  it('writes Markdown, and a comment for a pull request', async () => {
    const s = await underWay()
    await s.refractor('report --baseline v1')
    await s.refractor('report --as comment --no-history')
    await s.refractor('report --markdown STATUS.md --no-history')
    await expect(s.transcript()).toMatchFileSnapshot(`../${golden('report')}`)
  })

  it('has the whole of it as data, and the same bytes again', async () => {
    const s = await underWay()
    const { stdout } = await s.refractor('report --json --baseline v1')
    const report = JSON.parse(stdout) as Report
    expect((await s.refractor('report --json --baseline v1')).stdout).toBe(stdout)
    expect(report.phases.map(({ id, state }) => `${id} ${state}`)).toEqual(['P0 in-progress', 'P1 planned'])
    expect(report.gates.find(({ id }) => id === 'P0')).toMatchObject({ verdict: 'unmet', due: true, stage: 'exit' })
    const task = report.schedule?.activities.find(({ id }) => id === 'P0.M1.T1')
    expect(report.schedule).toMatchObject({ mode: 'dated', today: '2026-11-21', baselineName: 'v1' })
    expect(task).toMatchObject({
      key: 'task:P0.M1.T1',
      parent: 'milestone:P0.M1',
      phase: 'P0',
      baseline: { start: '2026-11-02', finish: '2026-11-06' },
      late: true,
    })
    expect(report.schedule?.links.length).toBeGreaterThan(0)
    expect(report.risks.length).toBeGreaterThan(0)
    expect(report.matrices.map(({ title }) => title)).toContain('Risks and tasks')
    expect(report.history.length).toBeGreaterThan(1)
    expect(report.events[0]).toMatchObject({
      actor: 'Lead',
      type: 'milestone.started',
      ids: ['P0.M1'],
      words: expect.stringContaining('planned → in-progress'),
    })
    expect(report.summary).toMatch(/^0 of 2 phases closed; 1 due gate open \(\d criteria\); forecast to end 20\d\d-/)
  })

  it('takes the form from the name of the output, and writes what is named', async () => {
    const s = await underWay()
    await s.refractor('report --output page.html --no-history')
    expect(readFileSync(join(s.root, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    await s.refractor('report --output status.md --no-history')
    expect(readFileSync(join(s.root, 'status.md'), 'utf8')).toMatch(/^# Status of The harbour library/)
    const { stdout, code } = await s.refractor('report --html a.html --markdown b.md --json --no-history')
    expect(code).toBe(0)
    const { written } = JSON.parse(stdout) as { written: { file: string; bytes: number }[] }
    for (const { file, bytes } of written) expect(readFileSync(join(s.root, file)).length).toBe(bytes)
    expect(written.map(({ file }) => file)).toEqual(['a.html', 'b.md'])
  })

  it('is refused where it cannot be made or written, and then nothing is', async () => {
    const s = scenario()
    const refusals = [
      ['report --as comment --html a.html', 2],
      ['report --html a.html --markdown a.html', 2],
      ['report --html a.html --dry-run', 2],
      ['report --html missing/a.html --no-history', 2],
      ['report --html .git/a.html --no-history', 2],
      ['report --output a.pdf', 2],
      ['report --as poem', 2],
      ['report --html a.html --baseline nowhere', 4],
    ] as const
    for (const [line, expected] of refusals) {
      const { code, stderr } = await s.refractor(line)
      expect(code, line).toBe(expected)
      expect(stderr, line).not.toBe('')
    }
    for (const file of ['a.html', 'a.pdf', '.git/a.html']) expect(existsSync(join(s.root, file)), file).toBe(false)
  })

  it('follows no link to where it writes', async () => {
    const s = scenario()
    symlinkSync('specification/program.yaml', join(s.root, 'a.html'))
    expect((await s.refractor('report --html a.html --no-history')).code).not.toBe(0)
    expect(readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')).toMatch(/^format: 1/)
  })

  it('is made before the first commit', async () => {
    const s = scenario()
    const first = await reportOf(s, 'report --json')
    expect(first.commit).toBeUndefined()
    expect(first.history.length).toBeLessThanOrEqual(1)
  })

  it('tells errors of the plan, and decides no gate until they are mended', async () => {
    const s = scenario()
    s.commit('The plan of the move')
    edit(s, 'specification/phases/P1.yaml', 'title:', 'titel: "x"\ntitle:')
    const { stdout, code } = await s.refractor('report --json --no-history')
    const report = JSON.parse(stdout) as Report
    expect(code).toBe(0)
    expect(report.summary).toContain('have errors')
    expect(report.findings[0]).toMatchObject({ severity: 'error' })
    expect(report.gates.every(({ verdict }) => verdict === 'unknown')).toBe(true)
  })

  it('links to the forge at the commit, without the token of the remote, and not to what was changed here', async () => {
    const s = scenario()
    s.git('remote', 'add', 'origin', 'https://lead:ghp_secret@github.com/Harbour/Library.git')
    s.commit('The plan of the move')
    s.write('specification/risks.yaml', readFileSync(join(s.root, 'specification/risks.yaml'), 'utf8').replace('format: 1', 'format: 1 '))
    const { stdout } = await s.refractor('report --json --no-history')
    const report = JSON.parse(stdout) as Report
    const commit = s.git('rev-parse', 'HEAD').trim()
    expect(report.phases[0]?.place?.href).toBe(`https://github.com/Harbour/Library/blob/${commit}/specification/phases/P0.yaml#L1`)
    expect(report.risks.every(({ place }) => place?.href === undefined)).toBe(true)
    expect(stdout).not.toContain('ghp_secret')
    expect((await s.refractor('report --no-history')).stdout).not.toContain('ghp_secret')
  })

  it('tells what decisions are worth', async () => {
    const s = scenario()
    s.write('docs/route.md', '# The route\n\n## By lift\n\nA.\n\n## By stairs\n\nB.\n')
    s.commit('The plan of the move')
    s.as('Insurer', 'insurer@example.org')
    await s.refractor('approve P0.3')
    s.as('Lead', 'lead@example.org')
    await s.refractor('waive P0.2 --days 14 --reason "The scales are broken."')
    const before = await reportOf(s)
    expect(before.approvals).toMatchObject([{ target: 'P0.3', decision: 'approve', by: 'Insurer', standing: 'counts' }])
    expect(before.waivers).toMatchObject([{ criterion: 'P0.2', state: 'requested', reason: 'The scales are broken.' }])
    expect(JSON.stringify(before.gates)).not.toContain('@example.org')
    edit(s, 'specification/phases/P0.yaml', 'The insurer has agreed to the route.', 'The insurer has agreed to every route.')
    const after = await reportOf(s)
    expect(after.approvals).toMatchObject([{ standing: 'void: the criterion changed since' }])
  })

  it('is of one program', async () => {
    const s = scenario()
    s.write('refractor.yaml', 'format: 1\nprograms:\n  - { id: "harbour", default: true }\n  - { id: "garden" }\n')
    s.write('specification/garden/program.yaml', 'format: 1\nid: "garden"\nname: "Garden"\n')
    const { stderr, code } = await s.refractor('report')
    expect(code).toBe(2)
    expect(stderr).toContain('--program harbour')
    expect((await reportOf(s, 'report --json --no-history --program garden')).program.id).toBe('garden')
  })
})
