import type { CommandSpec } from '../command-spec.ts'

/** Around the review of a phase: what the meeting needs, and the way back. */
export const reviews: readonly CommandSpec[] = [
  {
    words: ['review', 'pack'],
    group: 'Gates',
    summary: 'one file with everything that the review of a phase needs',
    args: '<phase>',
    options: [{ flags: '--as <form>', summary: 'default: what the ending of --output says, else markdown', choices: ['markdown', 'html'] }],
    examples: ['review pack P2', 'review pack P2 --output P2.html'],
    needs: 'program',
    load: () => import('../commands/review-pack.ts'),
  },
  {
    words: ['review', 'reopen'],
    group: 'Gates',
    mutates: true,
    summary: 'open a closed phase again; its review is kept',
    args: '<phase>',
    options: [{ flags: '--reason <text>', summary: 'why: it is kept with the review' }],
    examples: ['review reopen P2 --reason "the load test used the old build"'],
    needs: 'program',
    load: () => import('../commands/review-reopen.ts'),
  },
]
