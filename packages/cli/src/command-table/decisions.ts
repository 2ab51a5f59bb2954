import type { CommandSpec, OptionSpec } from '../command-spec.ts'
import { reviewOptions } from '../review-options.ts'
import { signOptions } from '../sign-options.ts'

const role: OptionSpec = { flags: '--role <role>', summary: 'the role in which you decide' }
const comment: OptionSpec = { flags: '--comment <text>', summary: 'a remark' }

/** Approving and rejecting take the same options. */
const decisionOptions: readonly OptionSpec[] = [
  role,
  { flags: '--forum <name>', summary: 'the meeting that decided' },
  { flags: '--forum-date <date>', summary: 'when it met' },
  { flags: '--minutes <file>', summary: 'the minutes of that meeting' },
  { flags: '--aspect <aspect>', summary: 'what of it is decided on' },
  { flags: '--subject <path>', summary: 'what is decided on, when the criterion does not say it', repeats: true },
  comment,
]

/** What people decide: yes, no, taking it back, and that a phase is closed. */
export const decisions: readonly CommandSpec[] = [
  {
    words: ['approve'],
    group: 'Decisions',
    mutates: true,
    summary: 'approve a gate, a criterion or a milestone as it stands now, or the policy',
    args: '<id>',
    options: [...decisionOptions, { flags: '--expires <date>', summary: 'the last day on which it counts' }, ...signOptions],
    examples: [
      'approve P2.3 --role architect',
      'approve P0 --forum "steering review" --minutes docs/minutes/2026-11-20.md',
      'approve P2.3 --sign',
      'approve policy',
    ],
    needs: 'program',
    load: () => import('../commands/approve.ts'),
  },
  {
    words: ['reject'],
    group: 'Decisions',
    mutates: true,
    summary: 'reject a gate, a criterion or a milestone, or the policy',
    args: '<id>',
    options: [...decisionOptions, ...signOptions],
    examples: ['reject P2.3 --comment "the limits are missing"'],
    needs: 'program',
    load: () => import('../commands/reject.ts'),
  },
  {
    words: ['revoke'],
    group: 'Decisions',
    mutates: true,
    summary: 'take back what you approved or rejected',
    args: '<id>',
    options: [role, { flags: '--of <person>', summary: 'take back what somebody else decided: for who governs' }, comment, ...signOptions],
    examples: ['revoke P2.3 --comment "I had the wrong file"'],
    needs: 'program',
    load: () => import('../commands/revoke.ts'),
  },
  {
    words: ['review', 'run'],
    group: 'Gates',
    mutates: true,
    summary: 'close a phase and archive its checklists, if its exit gate is met',
    args: '<phase>',
    options: reviewOptions,
    examples: [
      'review P2',
      'review run P2 --dry-run',
      'review P2 --minutes inbox/P2/minutes.md --commit --tag',
      'review P2 --record-failed',
    ],
    needs: 'program',
    load: () => import('../commands/review-run.ts'),
  },
]
