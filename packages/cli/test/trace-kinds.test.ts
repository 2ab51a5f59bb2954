// tested-for: P3.R2
import { expect, it } from 'vitest'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

const program = (rules: string): string => `format: 1
id: "harbour"
name: "The harbour library moves house"
trace:
  rules:
${rules}  tags:
    - paths: ["test/**"]
`

const phase = `format: 1
id: "P1"
title: "Pack and carry"
window: "2-4"
tasks:
  - id: "P1.T1"
    title: "Pack the reading room"
    requirements: ["1.1-1.2"]
    children:
      - { id: "P1.T1.a", title: "Pack the atlas" }
  - id: "P1.T2"
    title: "Measure the damp of the new cellar"
    risks: ["R2"]
exit:
  criteria:
    - id: "P1.1"
      statement: "Every risk has a task."
      check: { kind: trace, rule: mitigated }
    - id: "P1.2"
      statement: "Every requirement is covered by a task and a test."
      check: { kind: trace, every: requirement, has: [task, test] }
    - id: "P1.3"
      statement: "No reference leads nowhere."
      check: { kind: trace, none: [dangling] }
    - id: "P1.4"
      statement: "Every room has a list, and each list says which shelves it is about."
      check:
        all:
          - kind: coverage
            each: { list: [reading-room, cellar] }
            in: { glob: "docs/rooms/*.md", key: stem }
          - kind: coverage
            each: { cross: [{ list: [reading-room, cellar] }, { list: [north, south] }] }
            in: { csv: "docs/shelves.csv", column: "shelf" }
    - id: "P1.5"
      statement: "Each title is proven."
      check: { kind: coverage, proposed: true, about: "titles" }
`

const requirements = (second: string): string => `format: 1
requirements:
  - { id: "1.1", title: "The atlas goes lying down" }
  - { id: "${second}", title: "The reading room is packed last" }
`

it('gates that ask for links and for coverage', async () => {
  const s = scenario()
  s.write('specification/program.yaml', program('    - { id: mitigated, every: risk, has: { type: task, relation: mitigates } }\n'))
  s.write('specification/phases/P1.yaml', phase)
  s.write('specification/phases/P0.yaml', 'format: 1\nid: "P0"\ntitle: "Plan the move"\n')
  s.write(
    'specification/risks.yaml',
    'format: 1\nrisks:\n  - { id: "R1", title: "A small lift" }\n  - { id: "R2", title: "A damp cellar" }\n',
  )
  s.write('specification/requirements.yaml', requirements('1.2'))
  s.write('test/packing.test.js', '// refractor: 1.1, P9.T1\n')
  s.write('docs/rooms/reading-room.md', '# Reading room\n')
  s.write('docs/shelves.csv', 'shelf,boxes\nreading-room/north,12\nreading-room/south,9\ncellar/north,\n')
  s.commit('The plan of the move, with its links')

  await s.refractor('gate check P1')
  await s.refractor('gate explain P1 P1.2')
  await s.refractor('gate explain P1 P1.4')
  await s.refractor('gate accept-check P1.5')
  await s.refractor('gate check P1 --json')

  s.write('specification/phases/P1.yaml', phase.replace('risks: ["R2"]', 'risks: ["R1", "R2"]'), 'T2 also looks after R1')
  s.write('test/packing.test.js', '// refractor: 1.1, 1.2\n', 'the tag names what there is')
  s.write('docs/rooms/cellar.md', '# Cellar\n')
  s.write('docs/shelves.csv', 'shelf,boxes\nreading-room/north,12\nreading-room/south,9\ncellar/north,4\ncellar/south,2\n')
  s.commit('Close the gaps')
  await s.refractor('gate check P1')

  s.write('specification/requirements.yaml', requirements('1.9'), 'requirement 1.2 is called 1.9 by mistake')
  await s.refractor('gate check P1')
  s.write('specification/program.yaml', program('    - { id: covered, every: risk, has: task }\n'), 'the rule is renamed')
  await s.refractor('gate check P1')
  await expect(s.transcript()).toMatchFileSnapshot(golden('trace-kinds'))
})
