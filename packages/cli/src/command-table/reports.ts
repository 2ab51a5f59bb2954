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
    summary: 'the risks, and the tasks against them',
    examples: ['risk list'],
    needs: 'program',
    load: () => import('../commands/risk-list.ts'),
  },
  {
    words: ['export'],
    group: 'Reports',
    summary: 'write the program as a Markdown plan again, in its genre',
    args: '<format>',
    examples: ['export markdown', 'export markdown --output PLAN.md'],
    needs: 'program',
    load: () => import('../commands/export.ts'),
  },
]
