import { type CodeCase, lines, phase } from './case.ts'

const first = 'specification/phases/P0.yaml'
const register = 'specification/risks.yaml'

/** Risks whose work or review is late. */
export const risks = {
  'trace/risk-late': {
    files: {
      [first]: phase('tasks:', '  - { id: "T1", title: "Dry the cellar", due: "2026-10-01" }'),
      [register]: lines('format: 1', 'risks:', '  - { id: "R1", title: "The cellar is damp", tasks: ["T1"] }'),
    },
    argv: 'risk list',
    place: `${register}:3:11`,
    exitCode: 0,
  },
  'trace/risk-review-due': {
    files: {
      [first]: phase('tasks:', '  - { id: "T1", title: "Dry the cellar" }'),
      [register]: lines('format: 1', 'risks:', '  - { id: "R1", title: "Damp", tasks: ["T1"], review: "2026-10-01" }'),
    },
    argv: 'risk list',
    place: `${register}:3:55`,
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
