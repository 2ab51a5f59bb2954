import { expect, test } from 'vitest'
import { type EventFilter, eventsThat, lifeOfGate } from '../../src/audit/life.ts'
import { verifyAudit } from '../../src/audit/verify-audit.ts'
import { criterion, exitOf } from '../gates/build.ts'
import { append, type EventFiles, logOf } from './history.ts'

const files: EventFiles = new Map()
append(files, { type: 'program.created', at: '2026-11-20T09:00:00Z' })
append(files, { type: 'evidence.added', ids: ['P0.2', 'P0'], subjects: [{ path: 'docs/evidence/P0/metadata.json', sha256: null }] })
append(files, { type: 'approval.added', ids: ['P0.3'], actor: 'Insurer <insurer@example.org>', at: '2026-11-21T23:59:59.500Z' })
append(files, { type: 'approval.revoked', ids: ['P0.3'], at: '2026-11-22T08:00:00Z' })
append(files, { type: 'task.done', ids: ['P0.3'], program: 'port', at: '2026-11-23T08:00:00Z' })
const { entries } = verifyAudit(logOf(files))

test.each<[EventFilter, number[]]>([
  [{}, [1, 2, 3, 4, 5]],
  [{ ids: new Set(['P0.3']) }, [3, 4, 5]],
  [{ ids: new Set(['P0.3']), program: 'harbour' }, [3, 4]],
  [{ ids: new Set(['P0', 'P9']) }, [2]],
  [{ ids: new Set(['port']) }, [5]],
  [{ ids: new Set(['docs/evidence/P0/metadata.json']) }, [2]],
  [{ ids: new Set(['docs/evidence']) }, [2]],
  [{ ids: new Set(['docs/evi']) }, []],
  [{ types: ['approval'] }, [3, 4]],
  [{ types: ['approval.added', 'task'] }, [3, 5]],
  [{ types: ['approv'] }, []],
  [{ actor: 'INSURER@' }, [3]],
  [{ since: '2026-11-22' }, [4, 5]],
  [{ since: '2026-11-22T08:00:00Z' }, [4, 5]],
  [{ since: '2026-11-22T08:00:01Z' }, [5]],
  [{ until: '2026-11-21' }, [1, 2, 3]],
  [{ until: '2026-11-22T08:00:00Z' }, [1, 2, 3, 4]],
  [{ since: '2026-11-21', until: '2026-11-21', actor: 'lead' }, [2]],
])('events that %j', (filter, numbers) => {
  expect(eventsThat(entries, filter).map(({ event }) => event.lamport)).toEqual(numbers)
})

test('the life of a gate is that of its criteria as well', () => {
  const program = exitOf([criterion('P0.1', undefined), criterion('P0.2', undefined)])
  expect([...lifeOfGate(program, 'P0')]).toEqual(['P0', 'P0.1', 'P0.2'])
  expect([...lifeOfGate(program, 'P9')]).toEqual(['P9'])
})
