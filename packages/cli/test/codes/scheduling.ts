import { type CodeCase, phase, program, secondPhase } from './case.ts'

const first = 'specification/phases/P0.yaml'
const second = 'specification/phases/P1.yaml'
const file = 'specification/program.yaml'
const dated = { [file]: program('start: "2026-11-02"', 'weeks: half-open') }

/** What a schedule shows to be wrong. */
export const scheduling = {
  'schedule/cycle': {
    files: {
      ...dated,
      [first]: phase(
        'tasks:',
        '  - { id: "T1", title: "Pack", estimate: "2 days", depends: [{ on: "T2" }] }',
        '  - { id: "T2", title: "Carry", estimate: "1 day", depends: [{ on: "T1" }] }',
      ),
    },
    argv: 'schedule --plan',
    place: `${first}:6:62`,
    exitCode: 1,
  },
  'schedule/unreadable-duration': {
    files: { ...dated, [first]: phase('tasks:', '  - { id: "T1", title: "Pack", estimate: "a while" }') },
    argv: 'schedule --plan',
    place: `${first}:5:42`,
    exitCode: 0,
  },
  'schedule/after-open-end': {
    files: {
      ...dated,
      [first]: phase('window: "2+"'),
      [second]: secondPhase('dependencies: ["P0"]', 'duration: "2 days"', 'tasks:', '  - { id: "T1", title: "Carry", estimate: "1 day" }'),
    },
    argv: 'schedule --plan',
    place: `${second}:4:16`,
    exitCode: 0,
  },
  'schedule/impossible-lead': {
    files: {
      ...dated,
      [first]: phase(
        'milestones:',
        '  - { id: "M1", title: "Pack", duration: "2 days", owner: "Lead" }',
        '  - { id: "M2", title: "Carry", duration: "5 days", owner: "Lead", relations: [{ type: overlaps, milestone: "M1", amount: "3 days" }] }',
      ),
    },
    argv: 'schedule --plan',
    place: `${first}:6:80`,
    exitCode: 0,
  },
  'schedule/late': {
    files: { ...dated, [first]: phase('tasks:', '  - { id: "T1", title: "Pack", estimate: "4 days", due: "2026-11-03" }') },
    argv: 'schedule --plan',
    place: `${first}:5:57`,
    exitCode: 0,
  },
  'schedule/not-exported': {
    files: {
      ...dated,
      [first]: phase(
        'tasks:',
        '  - { id: "T1", title: "Pack", estimate: "2 days" }',
        '  - { id: "T2", title: "Carry", estimate: "1 day", depends: [{ on: "T1", type: SS, lag: "-1 day" }] }',
      ),
    },
    argv: 'export taskjuggler',
    exitCode: 0,
  },
  'schedule/spread': {
    files: {
      ...dated,
      [first]: phase('tasks:', '  - { id: "T1", title: "Pack", estimate: "4 days", spread: { low: "6 days", high: "5 days" } }'),
    },
    argv: 'schedule --risk --trials 10',
    place: `${first}:5:67`,
    exitCode: 0,
  },
  'schedule/out-of-sequence': {
    files: {
      ...dated,
      [first]: phase(
        'tasks:',
        '  - { id: "T1", title: "Measure", estimate: "1 day" }',
        '  - { id: "T2", title: "Order", estimate: "1 day", state: done, prerequisites: ["T1"] }',
      ),
    },
    argv: 'schedule',
    place: `${first}:6:81`,
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
