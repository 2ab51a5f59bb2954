import type { CommandSpec } from '../command-spec.ts'

export const checklists: readonly CommandSpec[] = [
  {
    words: ['checklist', 'new'],
    group: 'Checklists',
    mutates: true,
    summary: 'a checklist of the tasks of a phase or milestone, in the inbox',
    args: '<id>',
    examples: ['checklist new P2.M1'],
    needs: 'program',
    load: () => import('../commands/checklist-new.ts'),
  },
  {
    words: ['checklist', 'list'],
    group: 'Checklists',
    summary: 'the checklists of the inbox and the outbox',
    examples: ['checklist list'],
    needs: 'program',
    load: () => import('../commands/checklist-list.ts'),
  },
  {
    words: ['checklist', 'check'],
    group: 'Checklists',
    mutates: true,
    summary: 'do the boxes and the states agree; and carry one over to the other',
    args: '[paths...]',
    options: [
      { flags: '--to-states', summary: 'carry the ticks of the boxes over to the states of the tasks' },
      { flags: '--to-boxes', summary: 'carry the states of the tasks over to the boxes' },
    ],
    examples: ['checklist check', 'checklist check inbox/P2/P2.M1.md --to-states'],
    needs: 'program',
    load: () => import('../commands/checklist-check.ts'),
  },
  {
    words: ['checklist', 'archive'],
    group: 'Checklists',
    mutates: true,
    summary: 'move finished checklists to the outbox, with their metadata',
    args: '<paths...>',
    examples: ['checklist archive inbox/P2/P2.M1.md'],
    needs: 'program',
    load: () => import('../commands/checklist-archive.ts'),
  },
]
