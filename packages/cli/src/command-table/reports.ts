import type { CommandSpec } from '../command-spec.ts'

export const reports: readonly CommandSpec[] = [
  {
    words: ['phase', 'list'],
    group: 'Reports',
    summary: 'the phases',
    examples: ['phase list'],
    needs: 'program',
    load: () => import('../commands/phase-list.ts'),
  },
  {
    words: ['milestone', 'list'],
    group: 'Reports',
    summary: 'the milestones',
    options: [{ flags: '--state <state>', summary: 'only those in this state' }],
    examples: ['milestone list', 'milestone list --state in-progress'],
    needs: 'program',
    load: () => import('../commands/milestone-list.ts'),
  },
  {
    words: ['task', 'list'],
    group: 'Reports',
    summary: 'the tasks',
    options: [
      { flags: '--state <state>', summary: 'only those in this state' },
      { flags: '--phase <id>', summary: 'only those of this phase' },
    ],
    examples: ['task list --phase P2', 'task list --state open'],
    needs: 'program',
    load: () => import('../commands/task-list.ts'),
  },
  {
    words: ['risk', 'list'],
    group: 'Reports',
    summary: 'the risks: how grave, who, which tasks, what is late',
    options: [
      { flags: '--open', summary: 'only those that are neither mitigated nor closed' },
      { flags: '--by <order>', summary: 'severity, likelihood, impact, owner, review or state; default: as in the plan' },
      { flags: '--matrix', summary: 'as a matrix of impact and likelihood' },
      { flags: '--as <form>', summary: 'the form; default: by the name of --output', choices: ['text', 'markdown', 'csv'] },
    ],
    examples: ['risk list', 'risk list --open --by severity', 'risk list --matrix', 'risk list --output risks.md'],
    needs: 'program',
    load: () => import('../commands/risk-list.ts'),
  },
  {
    words: ['export'],
    group: 'Reports',
    summary: 'write the program for others: markdown, needs-json, csv or raci',
    args: '<format>',
    options: [
      { flags: '--type <type>', summary: 'csv: records of this type only', repeats: true },
      {
        flags: '--as <form>',
        summary: 'raci: the form of the chart',
        choices: ['markdown', 'csv', 'html', 'xlsx'],
      },
    ],
    examples: [
      'export markdown --output PLAN.md',
      'export needs-json --output needs.json',
      'export csv --type risk --output risks.csv',
      'export raci --output raci.html',
    ],
    needs: 'program',
    load: () => import('../commands/export.ts'),
  },
]
