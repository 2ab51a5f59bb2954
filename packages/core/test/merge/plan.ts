import fc from 'fast-check'

/** A phase with everything that a merge has to tell apart. */
export const base = `# The plan of the move
format: 1
id: "P0"
title: "Plan the move"
summary: "All"
goals:
  - "First"
  - "Second"
  - "Third"

milestones:
  # The boxes
  - id: "P0.M1"
    title: "The boxes are there"
    state: planned
    accountable: ["lead"]
    tasks:
      - id: "P0.M1.T1"
        title: "Carry the boxes"
        state: open # not yet
      - id: "P0.M1.T2"
        title: "Count the boxes"
        detail: |
          One by one.

          Twice.
        prerequisites: ["P0.M1.T1"]
  - id: "P0.M2"
    title: "The boxes are weighed"
    tasks:
      - id: "P0.M2.T1"
        title: "Weigh them"
# Gates
exit:
  criteria:
    - id: "P0.1"
      statement: "The route is written down."
      check:
        kind: artifact
        paths: ["a.md"]
# The end
`

type Edit = (text: string) => string

const replacements: readonly [RegExp, string][] = [
  [/state: planned/, 'state: accepted'],
  [/state: planned\n/, 'state: in-progress\n'],
  [/state: open/, 'state: done'],
  [/ # not yet/, ' # soon'],
  [/"Carry the boxes"/, '"Carry all boxes"'],
  [/"Carry the boxes"/, "'Carry the boxes'"],
  [/\["lead"\]/, '["lead", "crew"]'],
  [/\["lead"\]/, '["pilot", "lead"]'],
  [/ {2}- "Second"\n/, ''],
  [/ {2}- "First"\n {2}- "Second"\n/, '  - "Second"\n  - "First"\n'],
  [/ {2}- "Third"\n/, '  - "Third"\n  - "A fourth goal"\n'],
  [/ {6}- id: "P0\.M1\.T2"\n/, '      - id: "N1"\n        title: "New"\n      - id: "P0.M1.T2"\n'],
  [/ {8}title: "Weigh them"\n/, '        title: "Weigh them"\n      - id: "N1"\n        title: "Another"\n'],
  [/ {8}title: "Weigh them"\n/, '        title: "Weigh them"\n        state: open\n'],
  [/ {10}Twice\./, '          Thrice.'],
  [/kind: artifact/, 'kind: archived'],
  [/"a\.md"/, '"b.md"'],
  [/# The boxes/, '# All of the boxes'],
  [/# Gates\n/, ''],
  [/ {6}- id: "P0\.M1\.T1"\n[\s\S]*?(?= {6}- id: "P0\.M1\.T2")/, ''],
  [/summary: "All"\n/, ''],
  [/summary: "All"\n/, 'summary: "All"\nowner: "Robin"\n'],
]

/** A few changes of the plan, each by a person who knows what a file looks like. */
export const edits: fc.Arbitrary<Edit> = fc
  .uniqueArray(fc.constantFrom(...replacements), { maxLength: 6 })
  .map((chosen) => (text) => chosen.reduce((before, [from, to]) => before.replace(from, to), text))
