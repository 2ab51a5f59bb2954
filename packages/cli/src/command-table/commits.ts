import type { CommandSpec } from '../command-spec.ts'

/** Messages of commits, and what a change would need. */
export const commits: readonly CommandSpec[] = [
  {
    words: ['commit', 'check'],
    group: 'Gates',
    summary: 'check that the milestones and phases that commit messages name exist',
    args: '[file]',
    options: [
      { flags: '--range <base..head>', summary: 'the commits that head has and base has not' },
      { flags: '--title <text>', summary: 'the title of a pull request' },
    ],
    examples: ['commit check .git/COMMIT_EDITMSG', 'commit check --range origin/main..HEAD --title "P3.M2: Read revisions"'],
    needs: 'program',
    load: () => import('../commands/commit-check.ts'),
  },
  {
    words: ['gate', 'simulate'],
    group: 'Gates',
    summary: 'what it would take to meet a gate, or what its verdict would be if',
    args: '<id>',
    options: [
      { flags: '--with-approval <role>', summary: 'if somebody with this role approved', repeats: true },
      { flags: '--with-waiver <criterion>', summary: 'if this criterion were waived', repeats: true },
      { flags: '--with-evidence <criterion>', summary: 'if there were good evidence for this criterion', repeats: true },
    ],
    examples: ['gate simulate P2', 'gate simulate P2 --with-approval architect --with-evidence P2.4'],
    needs: 'program',
    load: () => import('../commands/gate-simulate.ts'),
  },
]
