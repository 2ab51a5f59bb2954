import { type AuditTip, newEvent, sha256Hex, verifyAudit } from '@refractor/core'
import type { CodeCase } from './case.ts'

/** An event as a file; `subjects` are paths and their texts. */
function event(tips: readonly AuditTip[], subjects: Readonly<Record<string, string>> = {}) {
  return newEvent(
    {
      type: 'task.done',
      program: 'harbour',
      actor: 'Lead <lead@example.org>',
      at: '2026-11-21T09:00:00Z',
      subjects: Object.entries(subjects).map(([path, text]) => ({ path, sha256: sha256Hex(text) })),
      ids: ['P0.T1'],
      nonce: '0'.repeat(32),
    },
    tips,
  )
}

const first = event([])
const second = event([{ id: first.id, lamport: 1 }])
const early = event([{ id: first.id, lamport: 6 }])
const approval = '.refractor/approvals/P0.1-approve.json'
const signed = event([], { [approval]: '{}\n' })
const strange = '.refractor/audit/notes.txt'

/** What can be wrong with the audit log. */
export const audit = {
  'audit/invalid-event': { files: { [strange]: 'Do not forget.\n' }, argv: 'audit verify', place: `${strange}:1:1`, exitCode: 3 },
  'audit/wrong-id': {
    files: { [first.path]: first.text.replace('P0.T1', 'P0.T2') },
    argv: 'audit verify',
    place: `${first.path}:1:1`,
    exitCode: 3,
  },
  'audit/missing-parent': { files: { [second.path]: second.text }, argv: 'audit verify', place: `${second.path}:1:1`, exitCode: 3 },
  'audit/wrong-number': {
    files: { [first.path]: first.text, [early.path]: early.text },
    argv: 'audit log',
    place: `${early.path}:1:1`,
    exitCode: 3,
  },
  'audit/event-removed': {
    raise: () => {
      const log = { entries: [{ path: first.path, id: sha256Hex(first.text), event: JSON.parse(first.text) }], broken: [] }
      return verifyAudit({ entries: [], broken: [] }, { base: { name: 'origin/main', log } }).diagnostics
    },
    place: `${first.path}:1:1`,
    exitCode: 3,
  },
  'audit/file-differs': {
    files: { [signed.path]: signed.text, [approval]: '{ }\n' },
    argv: 'audit verify',
    place: `${approval}:1:1`,
    exitCode: 3,
  },
  'audit/unlogged': { files: { [approval]: '{}\n' }, argv: 'audit verify', place: `${approval}:1:1`, exitCode: 0 },
} as const satisfies Record<string, CodeCase>
