import { type CodeCase, lines } from './case.ts'

const token = '0123456789abcdef'
const inbox = 'inbox/P0/move.md'
const journalAt = (state: string): string => `.refractor/journal/${token}.${state}.json`
const journal = (...steps: readonly object[]): string =>
  JSON.stringify({ version: 1, token, title: 'move a box', pid: 1, host: 'dock', startedAt: '2026-11-21T09:00:00Z', folders: [], steps })
const edit = { type: 'edit', path: 'docs/route.md', before: '0'.repeat(64), after: '1'.repeat(64) }

/** What was stopped half way, and plans that came too late. */
export const recovering = {
  'workspace/journal-open': {
    files: { [journalAt('committed')]: journal(edit) },
    argv: 'status',
    place: `${journalAt('committed')}:1:1`,
    exitCode: 4,
  },
  'workspace/recovered': { files: { [journalAt('preparing')]: journal(edit) }, argv: 'task start P0.T1', exitCode: 0 },
  'workspace/recovery-conflict': {
    files: { [journalAt('committed')]: journal(edit) },
    argv: 'recover',
    place: 'docs/route.md:1:1',
    exitCode: 4,
  },
  'workspace/invalid-journal': {
    files: { [journalAt('rolling-back')]: '{}' },
    argv: 'recover',
    place: `${journalAt('rolling-back')}:1:1`,
    exitCode: 4,
  },
  'workspace/stale-plan': {
    files: { [inbox]: lines('# The move', '', '- [x] The keys are handed over') },
    argv: `checklist archive ${inbox}`,
    // Somebody else starts a task while the question is open.
    io: (copy) => ({
      interactive: true,
      ask: async () => {
        await copy.refractor('task start P0.T1')
        return true
      },
    }),
    exitCode: 4,
  },
} satisfies Record<string, CodeCase>
