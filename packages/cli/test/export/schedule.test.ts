import { afterEach, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const program = (start: string): string => `format: 1
id: harbour
name: Harbour library
${start}calendar: { holidays: ["2027-01-06"] }
`

const phase = `format: 1
id: P0
title: Plan the move
milestones:
  - id: P0.M1
    title: The route is known
    owner: Lead
    tasks:
      - { id: T1, title: "Draw: the route", estimate: 2 days }
      - { id: T2, title: Walk it, estimate: 1 day, depends: [{ on: T1, type: SS, lag: "-1 day" }] }
exit:
  criteria:
    - { id: P0.1, statement: The route is agreed. }
`

it('a schedule for other tools', async () => {
  const s = new Scenario()
  open.push(s)
  s.write('refractor.yaml', 'format: 1\n')
  s.write('specification/program.yaml', program('start: "2027-01-04"\n'))
  s.write('specification/phases/P0.yaml', phase)
  await s.refractor('export mermaid --plan')
  await s.refractor('export mermaid --plan --output GANTT.mmd')
  await s.refractor('export schedule --plan')
  await s.refractor('export schedule --output schedule.pdf')
  await s.refractor('export ical --type task --type gate --plan')
  await s.refractor('export ical --type risk')
  await s.refractor('export taskjuggler')
  await s.refractor('export openmetrics')
  await s.refractor('export openmetrics --plan')
  await s.refractor('export ical --from 2027-02-30')
  s.write('specification/program.yaml', program(''))
  await s.refractor('export ical')
  await s.refractor('export mermaid')
  await s.refractor('export taskjuggler --from 2027-01-04 --output plan.tjp')
  s.write('specification/phases/P0.yaml', phase.replace(/, estimate: [^,}]*/g, ''))
  await s.refractor('export mermaid')
  await s.refractor('export ical')
  await expect(s.transcript()).toMatchFileSnapshot('../golden/transcripts/export-schedule.txt')
})
