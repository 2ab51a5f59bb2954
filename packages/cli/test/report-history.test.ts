// tested-for: P5.R3
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReportHistoryData } from '../src/report-history-data.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios()

const program = (more = 'start: 2026-09-07\n'): string => `format: 1\nid: harbour\nname: The harbour library moves house\n${more}`

/** A phase with two milestones; of each how many tasks it has, and how many of them are done. */
function phase(id: string, first: readonly [number, number], second: readonly [number, number], after?: string): string {
  const milestone = ([tasks, done]: readonly [number, number], index: number): string =>
    [
      `  - id: ${id}.M${index + 1}`,
      `    title: Part ${index + 1} of ${id}`,
      ...(done === tasks ? ['    state: accepted'] : []),
      '    tasks:',
      ...Array.from({ length: tasks }, (_, one) =>
        [
          `      - id: ${id}.M${index + 1}.T${one + 1}`,
          `        title: Boxes ${one + 1} of ${id}.M${index + 1}`,
          '        estimate: 2 days',
          ...(one > 0 ? [`        prerequisites: [${id}.M${index + 1}.T${one}]`] : []),
          ...(one < done ? ['        state: done'] : []),
        ].join('\n'),
      ),
    ].join('\n')
  const depends = after === undefined ? '' : `dependencies: [${after}]\n`
  return `format: 1\nid: ${id}\ntitle: Phase ${id}\n${depends}milestones:\n${[first, second].map(milestone).join('\n')}\nexit:\n  criteria:\n    - id: ${id}.1\n      statement: The boxes are there\n`
}
const [p0, p1] = ['specification/phases/P0.yaml', 'specification/phases/P1.yaml']

it('the past of a program: what was done, what was added, and how far its ends moved', async () => {
  const s = scenario()
  s.at('2026-09-07T10:00:00Z')
  s.write('refractor.yaml', 'format: 1\n')
  s.write('specification/program.yaml', program())
  s.write(p0, phase('P0', [2, 0], [1, 0]))
  s.write(p1, phase('P1', [2, 0], [2, 0], 'P0'))
  s.commit('The plan')
  s.git('tag', 'agreed')
  s.at('2026-09-11T10:00:00Z')
  s.write(p0, phase('P0', [2, 2], [1, 0]))
  s.commit('The first part is done')
  s.at('2026-09-16T10:00:00Z')
  s.write(p1, phase('P1', [3, 0], [2, 0], 'P0'))
  s.commit('More boxes than anybody thought')
  s.at('2026-09-17T10:00:00Z')
  s.write(p1, 'format: 1\nid: [P1\n', 'break a file')
  s.commit('Broken')
  s.at('2026-09-24T10:00:00Z')
  s.write(p0, phase('P0', [2, 2], [1, 1]))
  s.write(p1, phase('P1', [3, 1], [1, 0], 'P0'))
  s.commit('Mended, and one part smaller')
  s.at('2026-10-06T10:00:00Z')
  s.write(p1, phase('P1', [3, 3], [1, 0], 'P0'))
  await s.refractor('report history')
  await s.refractor('report history --since agreed --by commit')
  await s.refractor('report history --since 2026-09-16 --by day --format markdown')
  await s.refractor('report history --max 2 --by commit --as csv')
  s.note('what the change did to the dates')
  await s.refractor('diff agreed')
  await s.refractor('diff agreed..HEAD --format markdown')
  s.note('mistakes')
  await s.refractor('report history --max 1')
  await s.refractor('report history --by month')
  await s.refractor('report history --since v9')
  await s.refractor('report history --output history.pdf')
  await expect(s.transcript()).toMatchFileSnapshot(golden('report-history'))
})

describe('a history', () => {
  it('counts in working days where the plan names no start, and says nothing of ends where it has no durations', async () => {
    const s = scenario()
    s.write('refractor.yaml', 'format: 1\n')
    s.write('specification/program.yaml', program(''))
    s.write(p0, phase('P0', [2, 0], [1, 0]))
    s.commit('The plan')
    s.at('2026-11-23T10:00:00Z')
    s.write(p0, phase('P0', [3, 1], [1, 0]))
    const { data, text } = await history(s)
    expect(data.points.map(({ finish, finishDay }) => [finish, finishDay])).toEqual([
      [undefined, 6],
      [undefined, 8],
    ])
    expect(data.slips.map(({ key, days }) => [key, days])).toEqual([
      ['milestone:P0.M1', 2],
      ['milestone:P0.M2', 2],
      ['gate:P0', 2],
    ])
    expect(text).toContain('+2 working days')
    const without = readFileSync(join(s.root, p0), 'utf8').replaceAll(/^ +estimate.*\n/gm, '')
    s.write(p0, without)
    s.commit('No durations')
    const { data: ordered } = await history(s, '--since HEAD')
    expect(ordered.points.at(-1)).toMatchObject({ scope: 4, done: 1, gates: {} })
    expect(ordered.points.at(-1)).not.toHaveProperty('finishDay')
  })

  it('ends with the work tree only where that differs from the last commit', async () => {
    const s = scenario()
    s.write('refractor.yaml', 'format: 1\n')
    s.write('specification/program.yaml', program())
    s.write(p0, phase('P0', [1, 0], [1, 0]))
    expect((await history(s)).data.points).toMatchObject([{ commit: null, scope: 2 }])
    s.commit('The plan')
    expect((await history(s)).data.points).toMatchObject([{ commit: s.git('rev-parse', 'HEAD').trim(), scope: 2 }])
    s.write(p0, phase('P0', [1, 1], [1, 0]))
    expect((await history(s)).data.points).toMatchObject([{ done: 0 }, { commit: null, done: 1, accepted: 1 }])
  })
})

async function history(s: ReturnType<typeof scenario>, more = ''): Promise<{ data: ReportHistoryData; text: string }> {
  const { stdout } = await s.refractor(`report history --json ${more}`)
  const { stdout: text } = await s.refractor(`report history ${more}`)
  return { data: JSON.parse(stdout) as ReportHistoryData, text }
}
