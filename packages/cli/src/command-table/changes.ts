import type { CommandSpec } from '../command-spec.ts'

/** What changed between two revisions, and the past of one record. */
export const changes: readonly CommandSpec[] = [
  {
    words: ['diff'],
    group: 'Tracing',
    summary: 'what a change means: records, links, gates and schedule',
    args: '[range]',
    examples: ['diff', 'diff main', 'diff v1.0..v2.0', 'diff origin/main...HEAD --format markdown'],
    needs: 'nothing',
    load: () => import('../commands/diff.ts'),
  },
  {
    words: ['history'],
    group: 'Tracing',
    summary: 'a record through the commits: what it said, and who changed it',
    args: '<id>',
    options: [{ flags: '--all', summary: 'also evidence, approvals, waivers and events about it' }],
    examples: ['history T-014', 'history P2.3 --all'],
    needs: 'workspace',
    load: () => import('../commands/history.ts'),
  },
]
