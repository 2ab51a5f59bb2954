import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditPath } from '../../src/audit/audit-log.ts'
import { newEvent } from '../../src/audit/new-event.ts'
import { verifyAudit } from '../../src/audit/verify-audit.ts'
import { canonicalJson, sha256Hex } from '../../src/load/digest.ts'
import type { AuditEvent } from '../../src/schema/audit-event.ts'
import { processorTime } from '../growth.ts'
import { append, type EventFiles, logOf, mergeOf } from './history.ts'

const codesOf = (files: EventFiles, options: Parameters<typeof verifyAudit>[1] = {}): string[] =>
  verifyAudit(logOf(files), options).diagnostics.map((one) => `${one.code} ${one.location?.file}`)

/** A line of three events. */
function line(): { files: EventFiles; paths: string[] } {
  const files: EventFiles = new Map()
  return { files, paths: [append(files), append(files), append(files)] }
}

const baseOf = (files: EventFiles) => ({ name: 'main', log: logOf(files) })

describe('a log', () => {
  test('without events holds', () => {
    expect(verifyAudit(logOf(new Map()))).toEqual({ entries: [], heads: [], files: 0, diagnostics: [] })
  })

  test('of one branch holds, in order', () => {
    const { files, paths } = line()
    const reversed = new Map([...files].reverse())
    const verified = verifyAudit(logOf(reversed))
    expect(verified.diagnostics).toEqual([])
    expect(verified.entries.map((one) => one.path)).toEqual(paths)
    expect(verified.heads).toEqual([verified.entries[2]?.id])
  })

  test('of two merged branches holds, and the next event builds on both', () => {
    const { files } = line()
    const [one, other] = [new Map(files), new Map(files)]
    append(one)
    append(other)
    append(other)
    const merged = mergeOf(one, other)
    expect(verifyAudit(logOf(merged))).toMatchObject({ heads: [expect.any(String), expect.any(String)], diagnostics: [] })
    append(merged)
    const verified = verifyAudit(logOf(merged))
    expect(verified).toMatchObject({ heads: [expect.any(String)], diagnostics: [] })
    expect(verified.entries.at(-1)?.event).toMatchObject({ lamport: 6, parents: [expect.any(String), expect.any(String)] })
  })

  test.each<[string, (text: string) => string, string]>([
    ['another actor', (text) => text.replace('Lead', 'Robin'), 'audit/wrong-id'],
    ['a final line feed', (text) => `${text}\n`, 'audit/invalid-event'],
    ['a key twice', (text) => text.replace('{', '{"v":1,'), 'audit/invalid-event'],
    ['an unknown key', (text) => text.replace(',"v":1', ',"v":1,"w":2'), 'audit/invalid-event'],
    ['nothing in it', () => '', 'audit/invalid-event'],
    ['a list', () => '[]', 'audit/invalid-event'],
    ['a deep nest', () => '['.repeat(100_000), 'audit/invalid-event'],
  ])('with an event that was edited is told at its place: %s', (_what, edit, code) => {
    const { files, paths } = line()
    const path = paths[1] as string
    files.set(path, edit(files.get(path) as string))
    // What builds on it is not to blame.
    expect(codesOf(files)).toEqual([`${code} ${path}`])
  })

  test('with an event under another name is told once', () => {
    const { files, paths } = line()
    const path = paths[1] as string
    const renamed = path.replace('/00000002-', '/00000007-')
    files.set(renamed, files.get(path) as string)
    files.delete(path)
    expect(verifyAudit(logOf(files)).diagnostics).toMatchObject([
      { code: 'audit/wrong-id', location: { file: renamed }, message: expect.stringContaining('its name says 7') },
    ])
  })

  test('with a file that is no event is told', () => {
    const { files } = line()
    files.set('.refractor/audit/notes.md', '{}')
    expect(codesOf(files)).toEqual(['audit/invalid-event .refractor/audit/notes.md'])
  })

  test('that lacks an event in the middle is told by the one that builds on it', () => {
    const { files, paths } = line()
    files.delete(paths[0] as string)
    expect(codesOf(files)).toEqual([`audit/missing-parent ${paths[1]}`])
    expect(codesOf(files, { base: baseOf(line().files) })).toContain(`audit/missing-parent ${paths[1]}`)
  })

  test.each([
    ['too low', [1], 1],
    ['too high', [1], 9],
    ['high without a parent', [], 4],
    ['too low with two parents', [1, 2], 2],
  ] as const)('with a number that is %s is told', (_what, parents, lamport) => {
    const { files, paths } = line()
    const ids = parents.map((at) => sha256Hex(files.get(paths[at - 1] as string) as string)).sort()
    const sample = JSON.parse(files.get(paths[0] as string) as string) as AuditEvent
    const text = canonicalJson({ ...sample, parents: ids, lamport, nonce: 'f'.repeat(16) })
    const path = auditPath(lamport, sha256Hex(text))
    files.set(path, text)
    expect(codesOf(files)).toEqual([`audit/wrong-number ${path}`])
  })

  test('that cannot be read is no answer, rather than a wrong one', () => {
    const broken = [{ path: '.refractor/audit', problem: 'EACCES', unreadable: true as const }]
    expect(verifyAudit({ entries: [], broken }).diagnostics).toMatchObject([{ code: 'workspace/unreadable' }])
  })
})

describe('given base', () => {
  test('a branch that went on holds, and so does one that merged base', () => {
    const { files } = line()
    const head = new Map(files)
    append(head)
    expect(codesOf(head, { base: baseOf(files) })).toEqual([])
    append(files)
    expect(codesOf(mergeOf(head, files), { base: baseOf(files) })).toEqual([])
  })

  test('what was removed, edited or made unreadable is named once', () => {
    const { files, paths } = line()
    const [first, second, third] = paths as [string, string, string]
    const base = baseOf(files)
    const without = (path: string): EventFiles => new Map([...files].filter(([one]) => one !== path))
    for (const path of paths) expect(codesOf(without(path), { base })).toEqual([`audit/event-removed ${path}`])
    expect(codesOf(new Map(), { base })).toEqual([first, second, third].map((path) => `audit/event-removed ${path}`))
    for (const path of paths) {
      const edited = new Map(files).set(path, (files.get(path) as string).replace('harbour', 'port'))
      expect(codesOf(edited, { base })).toEqual([`audit/event-removed ${path}`])
      const spoilt = new Map(files).set(path, '{')
      expect(codesOf(spoilt, { base })).toEqual([`audit/event-removed ${path}`])
      expect(verifyAudit(logOf(spoilt), { base }).diagnostics[0]?.message).toContain('was changed')
    }
  })
})

/** A random history: some branches that write and merge each other, and what main had on the way. */
const steps = fc.array(fc.record({ branch: fc.nat(3), from: fc.option(fc.nat(3), { nil: undefined }) }), { minLength: 3, maxLength: 25 })

function histories(work: readonly { branch: number; from: number | undefined }[]): { base: EventFiles; head: EventFiles } {
  const root: EventFiles = new Map()
  append(root)
  const branches: EventFiles[] = [0, 1, 2, 3].map(() => new Map(root))
  let base: EventFiles = new Map(root)
  for (const [index, { branch, from }] of work.entries()) {
    const own = branches[branch] as EventFiles
    if (from !== undefined) branches[branch] = mergeOf(own, branches[from] as EventFiles)
    append(branches[branch] as EventFiles)
    if (index === work.length >> 1) base = new Map(branches[branch])
  }
  return { base, head: branches.reduce(mergeOf, base) }
}

describe('whatever is merged', () => {
  test('the log holds, in base and with base', () => {
    fc.assert(
      fc.property(steps, (work) => {
        const { base, head } = histories(work)
        expect(codesOf(head)).toEqual([])
        expect(codesOf(head, { base: baseOf(base) })).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('every deletion and every edit of what base has is found', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (work, pick) => {
        const { base, head } = histories(work)
        const path = [...base.keys()][pick % base.size] as string
        const deleted = new Map([...head].filter(([one]) => one !== path))
        expect(codesOf(deleted, { base: baseOf(base) })).toContain(`audit/event-removed ${path}`)
        const event = JSON.parse(head.get(path) as string) as AuditEvent
        // A clever edit: the file gets the name that fits what it says now.
        const forged = newEvent({ ...event, actor: 'Nobody <nobody@example.org>' }, [])
        const edited = new Map(deleted).set(forged.path, forged.text)
        expect(codesOf(edited, { base: baseOf(base) })).toContain(`audit/event-removed ${path}`)
      }),
      { numRuns: 60 },
    )
  })
})

test('ten thousand events are verified in a moment', () => {
  const entries = []
  let parents: string[] = []
  for (let lamport = 1; lamport <= 10_000; lamport++) {
    const { text, path, id } = newEvent(
      {
        type: 'evidence.added',
        program: 'harbour',
        actor: 'Lead',
        at: '2026-11-21T10:00:00Z',
        subjects: [{ path: `docs/evidence/${lamport % 2_000}/metadata.json`, sha256: 'a'.repeat(64) }],
        nonce: lamport.toString(16).padStart(16, '0'),
      },
      parents.map((parent) => ({ id: parent, lamport: lamport - 1 })),
    )
    parents = [id]
    entries.push({ path, id, event: JSON.parse(text) as AuditEvent })
  }
  const files = new Map(Array.from({ length: 2_000 }, (_, at) => [`docs/evidence/${at}/metadata.json`, 'a'.repeat(64)] as const))
  const log = { entries, broken: [] }
  const started = processorTime()
  const verified = verifyAudit(log, { files, base: { name: 'main', log, files } })
  expect(verified).toMatchObject({ files: 2_000, diagnostics: [] })
  expect(processorTime() - started).toBeLessThan(5_000)
})
