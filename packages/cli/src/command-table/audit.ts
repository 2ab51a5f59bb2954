import type { CommandSpec } from '../command-spec.ts'

/** The log of what was done. */
export const audit: readonly CommandSpec[] = [
  {
    words: ['audit', 'log'],
    group: 'Reports',
    summary: 'what was done, by whom and when',
    options: [
      { flags: '--id <id>', summary: 'events about this id, or about a file or folder', repeats: true },
      { flags: '--gate <id>', summary: 'the life of a gate: its own events and those of its criteria' },
      { flags: '--type <type>', summary: 'events of this type: approval.added, or approval for all of them', repeats: true },
      { flags: '--actor <who>', summary: 'a part of a name or address' },
      { flags: '--since <date>', summary: 'not before this day or time' },
      { flags: '--until <date>', summary: 'not after this day or time' },
      { flags: '--last <count>', summary: 'only the last ones' },
    ],
    examples: ['audit log', 'audit log --gate P2', 'audit log --type approval --since 2026-11-01'],
    needs: 'workspace',
    load: () => import('../commands/audit-log.ts'),
  },
  {
    words: ['audit', 'verify'],
    group: 'Reports',
    summary: 'check that the log is whole, and that the records are what it says',
    options: [{ flags: '--base <rev>', summary: 'a revision that is trusted: what it has must still be there' }],
    examples: ['audit verify', 'audit verify --base origin/main'],
    needs: 'workspace',
    load: () => import('../commands/audit-verify.ts'),
  },
]
