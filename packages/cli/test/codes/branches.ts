import { newEvent } from '@refractor/core'
import { type CodeCase, lines } from './case.ts'

/** An event that nothing came before, as a branch writes it. */
function said(type: string, to: string, actor: string): Readonly<Record<string, string>> {
  const event = newEvent(
    {
      type,
      program: 'harbour',
      actor: `${actor} <${actor.toLowerCase()}@example.org>`,
      at: '2026-11-21T09:00:00Z',
      subjects: [],
      ids: ['P0.T1'],
      details: { to },
      nonce: '0'.repeat(32),
    },
    [],
  )
  return { [event.path]: event.text }
}

/** What a merge of branches may leave. */
export const branches = {
  'merge/conflict-left': {
    files: {
      'specification/phases/P1.yaml': lines(
        'format: 1',
        'id: "P1"',
        '<<<<<<< ours (main)',
        'title: "Pack"',
        '=======',
        'title: "Carry"',
        '>>>>>>> theirs (feature)',
      ),
    },
    argv: 'validate',
    place: 'specification/phases/P1.yaml:3:1',
    exitCode: 2,
  },
  'merge/concurrent-states': {
    files: { ...said('task.done', 'done', 'Lead'), ...said('task.reopened', 'in-progress', 'Robin') },
    argv: 'validate',
    place: 'specification/phases/P0.yaml:5:5',
    exitCode: 0,
  },
} as const satisfies Readonly<Record<string, CodeCase>>
