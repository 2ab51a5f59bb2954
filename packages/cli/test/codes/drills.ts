import { type CodeCase, lines } from './case.ts'
import { emptySnapshot } from './snapshots.ts'

const first = 'specification/phases/P0.yaml'

/** What is said of rehearsals. */
export const drills = {
  'drill/no-snapshot': { argv: 'drill', exitCode: 1 },
  // Nothing came back, so there is no program in it.
  'drill/failed': { files: emptySnapshot.files, argv: 'drill', place: `${emptySnapshot.path}:1:1`, exitCode: 1 },
  'drill/not-asked': {
    files: {
      [first]: lines(
        'format: 1',
        'id: "P0"',
        'title: "Plan the move"',
        'exit:',
        '  criteria:',
        '    - id: "P0.1"',
        '      statement: "The flood was rehearsed."',
        '      check: { kind: drill, scenarios: [flood] }',
      ),
    },
    argv: 'drill --for P0.1',
    place: `${first}:8:14`,
    exitCode: 2,
  },
} satisfies Readonly<Record<string, CodeCase>>
