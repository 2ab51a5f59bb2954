import type { CommandSpec } from '../command-spec.ts'
import { signOptions } from '../sign-options.ts'

/** Criteria that are let pass for a time. */
export const exceptions: readonly CommandSpec[] = [
  {
    words: ['waive'],
    group: 'Decisions',
    mutates: true,
    summary: 'ask to let a criterion pass for a time; approve, reject, revoke or renew a waiver',
    args: '<id>',
    options: [
      { flags: '--reason <text>', summary: 'why it cannot be met now, and why that is acceptable' },
      { flags: '--until <date>', summary: 'the last day on which it counts' },
      { flags: '--days <n>', summary: 'or: for how many days' },
      { flags: '--finding <what>', summary: 'only this: a test, a file, a box that is open' },
      { flags: '--risk <id>', summary: 'the risk that is taken' },
      { flags: '--task <id>', summary: 'the task that will make the waiver needless', repeats: true },
      { flags: '--compensating <text>', summary: 'what is done instead', repeats: true },
      { flags: '--break-glass', summary: 'in an emergency: at once, alone, for 72 hours at most' },
      { flags: '--hours <n>', summary: 'with --break-glass: for how many hours' },
      { flags: '--approve', summary: 'approve a waiver that somebody else asks for' },
      { flags: '--reject', summary: 'reject it' },
      { flags: '--revoke', summary: 'end it' },
      { flags: '--renew', summary: 'ask to let it last longer' },
      { flags: '--role <role>', summary: 'the role in which you decide' },
      { flags: '--comment <text>', summary: 'a remark' },
      ...signOptions,
    ],
    examples: [
      'waive P2.4 --days 14 --reason "the slow disk is replaced in week 50" --task T-031',
      'waive W-001 --approve',
      'waive W-001 --renew --days 14',
      'waive P2.4 --break-glass --hours 12 --reason "production is down, the fix has to go out"',
    ],
    needs: 'program',
    load: () => import('../commands/waive.ts'),
  },
  {
    words: ['waiver', 'list'],
    group: 'Decisions',
    summary: 'the waivers there are, and what each is worth now',
    args: '[ids...]',
    options: [{ flags: '--all', summary: 'those that were rejected or revoked as well' }],
    examples: ['waiver list', 'waiver list P2'],
    needs: 'program',
    load: () => import('../commands/waiver-list.ts'),
  },
]
