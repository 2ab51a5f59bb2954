import type { Program } from '../link/program-types.ts'
import { outboxFolder } from './archive-name.ts'

/** What a file of the history of a phase tells of. */
export type HistoryKind = 'closed' | 'reopened' | 'failed'

/** Where the reviews of a phase are kept that do not close it (any more). Nothing in it is judged. */
export function historyFolder(program: Program, phase: string): string {
  return `${outboxFolder(program, phase)}/_history`
}

/** "20261120T100000Z" of an RFC 3339 time in UTC. */
export const compactTime = (now: string): string => now.replace(/\.\d+/, '').replace(/[-:]/g, '')

/** `outbox/P2/_history/20261120T100000Z-closed.json` */
export function historyPath(program: Program, phase: string, at: string, kind: HistoryKind): string {
  return `${historyFolder(program, phase)}/${compactTime(at)}-${kind}.json`
}
