import { type CodeCase, lines, phase } from './case.ts'

const first = 'specification/phases/P0.yaml'

/** What views leave out, and what a chart of responsibilities lacks. */
export const views = {
  'trace/no-accountable': {
    files: { [first]: phase('milestones:', '  - { id: "M1", title: "The cellar is dry", owner: "TBD" }') },
    argv: 'trace matrix raci',
    place: `${first}:5:11`,
    exitCode: 0,
  },
  'trace/view-cut': {
    files: {
      'specification/tasks.yaml': lines(
        'format: 1',
        'tasks:',
        ...Array.from({ length: 301 }, (_, n) => `  - { id: "T${n}", title: "Box ${n}" }`),
      ),
    },
    argv: 'trace graph --of task --as mermaid',
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
