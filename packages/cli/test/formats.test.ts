// tested-for: P3.R6
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const foreign = JSON.stringify(
  {
    project: 'Harbour crane',
    current_version: '1.2',
    versions: {
      '1.2': {
        needs: {
          REQ_1: {
            id: 'REQ_1',
            type: 'req',
            title: 'Lifts 40 kg',
            content: 'The crane lifts a box of books.',
            status: 'approved',
            tags: ['crane'],
          },
          IMPL_1: { id: 'IMPL_1', type: 'impl', title: 'A stronger rope', status: 'done', links: ['REQ_1', 'REQ_9'], asil: 'B' },
          TC_1: { id: 'TC_1', type: 'test', title: 'Lift forty books', links: ['REQ_1'] },
        },
      },
    },
  },
  null,
  1,
)

it('open formats: out, and back in', async () => {
  const s = scenario()
  await s.refractor('export csv --type risk')
  await s.refractor('export csv --type rsik')
  await s.refractor('export raci')
  await s.refractor('export raci --as csv')
  await s.refractor('export markdown --as csv')
  await s.refractor('export needs-json --output needs.json')
  await s.refractor('import needs.json --id copy --dry-run')
  s.write('crane.json', foreign)
  await s.refractor('import crane.json --id crane -y')
  await s.refractor('show IMPL_1')
  s.write('crane.csv', 'type,id,title,status,satisfies\nrequirement,REQ_9,Never drops a box,,\ntask,TASK_2,A brake,,REQ_9\n')
  await s.refractor('import crane.csv --into crane -y')
  await s.refractor('show crane/TASK_2')
  await s.refractor('export csv --type task --program crane')
  await s.refractor('export needs-json')
  await s.refractor('export raci --program harbour --as html --output raci.html')
  await s.refractor('export raci --program harbour --output raci.xlsx')
  expect(readFileSync(join(s.root, 'raci.html'), 'utf8')).toContain('<!doctype html>')
  expect(readFileSync(join(s.root, 'raci.xlsx')).subarray(0, 2).toString()).toBe('PK')
  await s.refractor('export raci --program harbour --as pdf')
  await expect(s.transcript()).toMatchFileSnapshot(golden('formats'))
})
