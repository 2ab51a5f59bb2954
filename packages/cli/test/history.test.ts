// tested-for: P3.R5
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

it('the history of a record', async () => {
  const s = scenario()
  const phase = 'specification/phases/P0.yaml'
  const edit = (path: string, from: string, to: string, what: string): void => {
    const text = readFileSync(join(s.root, path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`)
    s.write(path, text.replace(from, to), what)
  }
  s.write('docs/route.md', '# The route\n')
  s.commit('The plan of the move')
  s.at('2026-11-22T09:00:00Z')
  await s.refractor('milestone start P0.M1')
  await s.refractor('task start P0.M1.T2')
  s.commit('Start with the boxes')

  s.as('Grace Example', 'grace@example.org')
  s.at('2026-11-22T11:00:00Z')
  s.git('checkout', '-q', '-b', 'weights')
  edit(
    phase,
    'title: "Weigh and measure the atlas cabinet"',
    'title: "Weigh and measure the atlas cabinet, and label it"',
    'say what the boxes need',
  )
  s.commit('Boxes need labels')
  s.git('checkout', '-q', 'main')
  s.write('docs/route.md', '# The route\n\nBy lift.\n')
  s.commit('By lift')
  s.git('merge', '-q', '--no-ff', '-m', 'Merge the labels', 'weights')
  s.note('git merge weights')

  s.at('2026-11-23T08:00:00Z')
  s.git('mv', phase, 'specification/phases/prepare.yaml')
  s.commit('A file name that people know')
  s.at('2026-11-23T09:00:00Z')
  renameSync(join(s.root, 'specification'), join(s.root, 'plan'))
  writeFileSync(join(s.root, 'refractor.yaml'), `${readFileSync(join(s.root, 'refractor.yaml'), 'utf8')}folders:\n  specification: plan\n`)
  s.commit('The plan has a folder of its own name')
  await s.refractor('task done P0.M1.T2')
  await s.refractor('history P0.M1.T2')
  s.commit('The boxes are weighed')
  await s.refractor('evidence run P0.2')
  await s.refractor('approve P0.3 --role insurer')
  s.at('2026-11-24T09:00:00Z')
  s.commit('Weights recorded')
  s.note('everything that speaks of it')
  await s.refractor('history P0 --all')
  await s.refractor('history P0.2 --all')
  await s.refractor('history P0.M1.T2 --all')
  await s.refractor('history P0.M1.T2 --json')
  s.note('a record that is there no more, and one that never was')
  edit('plan/risks.yaml', '"R1"', '"R9"', 'give the risk another id')
  s.commit('Number the risks anew')
  await s.refractor('history R1')
  await s.refractor('history R9')
  await s.refractor('history R7')
  await s.refractor('history P1.T2 --format markdown')
  await expect(s.transcript()).toMatchFileSnapshot(golden('history'))
})
