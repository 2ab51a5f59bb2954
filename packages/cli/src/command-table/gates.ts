import type { CommandSpec, OptionSpec } from '../command-spec.ts'

/** Approving and rejecting take the same options. */
const decisionOptions: readonly OptionSpec[] = [
  { flags: '--role <role>', summary: 'the role in which you decide' },
  { flags: '--forum <name>', summary: 'the meeting that decided' },
  { flags: '--forum-date <date>', summary: 'when it met' },
  { flags: '--minutes <file>', summary: 'the minutes of that meeting' },
  { flags: '--aspect <aspect>', summary: 'what of it is decided on' },
  { flags: '--subject <path>', summary: 'what is decided on, when the criterion does not say it', repeats: true },
  { flags: '--comment <text>', summary: 'a remark' },
]

export const gates: readonly CommandSpec[] = [
  {
    words: ['gate', 'check'],
    group: 'Gates',
    summary: 'decide gates: is it met, and if not, what is missing',
    args: '[ids...]',
    options: [
      { flags: '--all', summary: 'every gate, not only those that are due' },
      { flags: '--level <level>', summary: 'criteria up to this level must be met', choices: ['required', 'recommended', 'stretch'] },
      { flags: '--strict', summary: 'warnings, and criteria of every level, count as well' },
    ],
    examples: ['gate check', 'gate check P2', 'gate check P2 --format markdown'],
    needs: 'program',
    load: () => import('../commands/gate-check.ts'),
  },
  {
    words: ['gate', 'list'],
    group: 'Gates',
    summary: 'every gate with its verdict',
    examples: ['gate list'],
    needs: 'program',
    load: () => import('../commands/gate-list.ts'),
  },
  {
    words: ['gate', 'explain'],
    group: 'Gates',
    summary: 'what each criterion asks for, and the commands that would meet it',
    args: '<id> [criterion]',
    examples: ['gate explain P2', 'gate explain P2 P2.3'],
    needs: 'program',
    load: () => import('../commands/gate-explain.ts'),
  },
  {
    words: ['approve'],
    group: 'Gates',
    summary: 'approve a gate, a criterion or a milestone as it stands now',
    args: '<id>',
    options: decisionOptions,
    examples: ['approve P2.3 --role architect', 'approve P0 --forum "steering review" --minutes docs/minutes/2026-11-20.md'],
    needs: 'program',
    load: () => import('../commands/approve.ts'),
  },
  {
    words: ['reject'],
    group: 'Gates',
    summary: 'reject a gate, a criterion or a milestone',
    args: '<id>',
    options: decisionOptions,
    examples: ['reject P2.3 --comment "the limits are missing"'],
    needs: 'program',
    load: () => import('../commands/reject.ts'),
  },
  {
    words: ['review', 'run'],
    group: 'Gates',
    summary: 'close a phase and archive its checklists, if its exit gate is met',
    args: '<phase>',
    examples: ['review P2', 'review run P2 --dry-run'],
    needs: 'program',
    load: () => import('../commands/review-run.ts'),
  },
]
