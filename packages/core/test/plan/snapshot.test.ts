// tested-for: P4.R4
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../src/gates/case.ts'
import { isSnapshotGate, pipelineGates, snapshotPath, snapshotsOf } from '../../src/gates/snapshots/snapshot-files.ts'
import { lineCounts } from '../../src/plan/line-counts.ts'
import type { Stamp } from '../../src/plan/plan.ts'
import { planRestore, type RestoreFile, type RestoreSides, restoreChanges } from '../../src/plan/restore.ts'
import { planSnapshot, snapshotRecord } from '../../src/plan/snapshot.ts'
import { SnapshotRecord } from '../../src/schema/snapshot.ts'
import { caseOf, criterion, exitOf, fileOf, folders, hash, reviewOf } from '../gates/build.ts'

const stamp: Stamp = { now: '2026-11-21T12:00:00Z', author: 'Ada <ada@example.org>', commit: 'c'.repeat(40) }
const content = { tree: 'a'.repeat(40), digest: hash('a'), files: 3, bytes: 42 }
const program = exitOf([criterion('P0.1', { kind: 'attest', claim: 'x' })], {
  program: { snapshots: { gates: ['Plan / Code', 'Deploy'] } },
})

const recordFile = (more: Partial<SnapshotRecord> = {}): RecordFile<SnapshotRecord> => {
  const record = { ...snapshotRecord(program, undefined, content, {}, stamp), ...more }
  return fileOf(snapshotPath(record.id), record)
}

describe('the record of a snapshot', () => {
  it('says what the schema asks for, and nothing that is not known', () => {
    const planned = planSnapshot(program, caseOf(), { ...content, seconds: 0.5 }, { gates: ['Deploy', 'Deploy'], reason: 'why not' }, stamp)
    const step = planned.ok ? planned.plan.steps[0] : undefined
    const record = step?.type === 'create' ? (JSON.parse(step.text) as SnapshotRecord) : undefined
    expect(SnapshotRecord.safeParse(record).success).toBe(true)
    expect(record).toMatchObject({ gates: ['Deploy'], reason: 'why not', commit: stamp.commit, seconds: 0.5 })
    expect(Object.keys(record ?? {})).not.toEqual(expect.arrayContaining(['since', 'previous', 'paths']))
    expect(step?.type === 'create' && step.path).toBe(`.refractor/snapshots/${record?.id}.json`)
  })

  it('is told to the audit log with ids that it can hold', () => {
    const planned = planSnapshot(program, caseOf(), content, { gates: ['Plan / Code', 'P0'] }, stamp)
    expect(planned.ok && planned.plan.event).toMatchObject({ type: 'snapshot.created', ids: ['P0'], details: { gates: 'Plan / Code, P0' } })
  })

  it('knows the one before it, but not one that is later', () => {
    const before = recordFile({ date: '2026-11-21T11:00:00Z' })
    const after = recordFile({ date: '2026-11-21T12:01:00Z' })
    const of = (file: RecordFile<SnapshotRecord>) =>
      planSnapshot(program, caseOf({ snapshots: [file] }), { ...content, digest: hash('b') }, {}, stamp).record
    expect(of(before)).toMatchObject({ since: 3600, previous: before.record?.id })
    expect(of(after)).not.toHaveProperty('since')
  })

  test.each<[string, Partial<SnapshotRecord>, readonly string[], boolean]>([
    ['the same', { gates: ['Deploy'] }, ['Deploy'], true],
    ['the same, at more gates', { gates: ['Deploy', 'P0'] }, ['P0'], true],
    ['the same, at another gate', { gates: ['Deploy'] }, ['P0'], false],
    ['the same, of other files', { paths: ['src/'] }, [], false],
    ['another content', { digest: hash('b') }, [], false],
    ['another tree', { tree: 'b'.repeat(40) }, [], false],
  ])('there is one with %s', (_, more, gates, already) => {
    const planned = planSnapshot(program, caseOf({ snapshots: [recordFile(more)] }), content, { gates }, stamp)
    expect(planned.ok && planned.plan.steps.length === 0).toBe(already)
  })

  it('counts only under its own name, the newest first', () => {
    const [one, two] = [recordFile({ id: '20261121T110000Z-00000001', date: '2026-11-21T11:00:00Z' }), recordFile()]
    const stray = fileOf('.refractor/snapshots/other.json', recordFile().record)
    const found = snapshotsOf(program, { snapshots: [stray, one, two, fileOf('.refractor/snapshots/x.json', undefined)] })
    expect(found.map(({ record }) => record.id)).toEqual([two.record?.id, one.record?.id])
    expect(snapshotsOf(program, {})).toEqual([])
  })

  it('is taken at gates of the program and of its pipeline', () => {
    expect(pipelineGates(program)).toEqual(['Plan / Code', 'Deploy'])
    expect(['P0', 'Deploy', 'deploy'].map((gate) => isSnapshotGate(program, gate))).toEqual([true, true, false])
    expect(planSnapshot(program, caseOf(), content, { gates: ['nothing like it'] }, stamp)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'cli/unknown-id', help: expect.stringContaining('snapshots: gates:') as string }],
    })
  })
})

const file = (path: string, digit: string, mode = '100644'): RestoreFile => ({ path, mode, sha256: hash(digit) })
const snapshot = recordFile().record as SnapshotRecord
const sides = (past: RestoreFile[], present: RestoreFile[], more: Partial<RestoreSides> = {}): RestoreSides => ({
  record: snapshot,
  past,
  present,
  folders: [folders],
  paths: [],
  ...more,
})
const plan = (given: RestoreSides, records = caseOf()) =>
  planRestore(
    program,
    records,
    given,
    restoreChanges(given),
    { bytesOf: ({ path }) => Buffer.from(path), keep: { id: 'kept', steps: [] }, sha256: hash('9') },
    stamp,
  )

describe('a restore', () => {
  it('makes one step for each file, bound to what is there', () => {
    const past = [file('new', 'a', '100755'), file('same', 'b'), file('text', 'c'), file('mode', 'd', '100755'), file('plain', 'd')]
    const present = [
      file('same', 'b'),
      { ...file('text', 'e'), raw: hash('f') },
      file('mode', 'd'),
      file('plain', 'd', '100755'),
      file('gone', '1'),
    ]
    const planned = plan(sides(past, present))
    expect(planned.ok && planned.plan.steps.map(({ why: _, ...step }) => step)).toEqual([
      { type: 'remove', path: 'gone', before: hash('1') },
      { type: 'edit', path: 'mode', before: hash('d'), text: '', bytes: Buffer.from('mode'), mode: 0o755 },
      { type: 'create', path: 'new', text: '', bytes: Buffer.from('new'), mode: 0o755 },
      { type: 'edit', path: 'plain', before: hash('d'), text: '', bytes: Buffer.from('plain'), mode: 0o644 },
      { type: 'edit', path: 'text', before: hash('f'), text: '', bytes: Buffer.from('text') },
    ])
    expect(planned.ok && planned.plan.basis).toEqual([{ path: snapshotPath(snapshot.id), sha256: hash('9') }])
    expect(planned.ok && planned.plan.event?.details).toEqual({ snapshot: snapshot.id, kept: 'kept', added: 1, changed: 3, removed: 1 })
  })

  it('of nothing is nothing', () => {
    const planned = plan(sides([file('same', 'b')], [file('same', 'b')]))
    expect(planned).toMatchObject({ ok: true, plan: { steps: [], title: `everything is as in ${snapshot.id} already` } })
  })

  it('says which phases it opens, closes, and closes otherwise', () => {
    const closing = (sha256: string) => fileOf('outbox/P0/metadata.json', reviewOf({}).record, sha256)
    const closed = caseOf({ reviews: [closing(hash('1'))] })
    const said = (given: RestoreSides, records = closed) => plan(given, records).diagnostics.map(({ code, message }) => [code, message])
    const review = file('outbox/P0/metadata.json', '1')
    expect(said(sides([], [review]))).toEqual([['snapshot/reopens', expect.stringContaining('is open again') as string]])
    expect(said(sides([{ ...review, sha256: hash('2') }], [review]))).toEqual([
      ['snapshot/reopens', expect.stringContaining('another review') as string],
    ])
    expect(said(sides([review], []), caseOf())).toEqual([['snapshot/reopens', expect.stringContaining('counts as closed again') as string]])
    expect(said(sides([file('outbox/P0/list.md', '1')], []), caseOf())).toEqual([])
  })

  it.each([
    ['records of the tool, in other letters', '.Refractor/approvals/x.json', []],
    ['evidence, in other letters', 'docs/Evidence/P0/r/metadata.json', ['added']],
    ['what is known of past reviews', 'outbox/P0/_history/20261121T100000Z-failed.json', ['added']],
    ['the same in other letters', 'outbox/P0/_History/20261121T100000Z-closed.json', ['added']],
  ])('only ever adds %s', (_, path, added) => {
    const changes = (past: RestoreFile[], present: RestoreFile[]) =>
      restoreChanges(sides(past, present)).changes.map(({ change }) => change)
    expect(changes([], [file(path, '1')])).toEqual([])
    expect(changes([file(path, '2')], [file(path, '1')])).toEqual([])
    expect(changes([file(path, '1')], [])).toEqual(added)
  })

  it('never touches the records of the tool, changes evidence or makes links; whatever else there is becomes as it was', () => {
    const path = fc.constantFrom(
      'a',
      'src/b',
      '.refractor/approvals/x.json',
      'docs/evidence/P0/r/metadata.json',
      'docs/c',
      'outbox/P0/d.md',
    )
    const one = fc.record({ path, digit: fc.constantFrom('1', '2'), mode: fc.constantFrom('100644', '100755', '120000') })
    const files = fc
      .uniqueArray(one, { selector: (each) => each.path })
      .map((list) => list.map((each) => file(each.path, each.digit, each.mode)))
    fc.assert(
      fc.property(files, files, (past, present) => {
        const { changes } = restoreChanges(sides(past, present))
        const after = new Map(present.map((each) => [each.path, each]))
        for (const { path: at, change, past: then } of changes) {
          expect(at.startsWith('.refractor/')).toBe(false)
          expect(at.startsWith('docs/evidence/') && change !== 'added').toBe(false)
          expect([then?.mode, after.get(at)?.mode]).not.toContain('120000')
          expect(after.has(at)).toBe(change !== 'added')
          if (then === undefined) after.delete(at)
          else after.set(at, then)
        }
        const left = (each: RestoreFile) => !each.path.startsWith('.refractor/') && !each.path.startsWith('docs/evidence/')
        const links = new Set([...past, ...present].filter(({ mode }) => mode === '120000').map((each) => each.path))
        const plain = (list: Iterable<RestoreFile>) =>
          [...list]
            .filter((each) => left(each) && !links.has(each.path))
            .map((each) => `${each.mode} ${each.path} ${each.sha256}`)
            .sort()
        expect(plain(after.values())).toEqual(plain(past))
      }),
    )
  })
})

describe('lines that came and went', () => {
  test.each([
    ['', '', 0, 0],
    ['a\n', 'a\n', 0, 0],
    ['', 'a\nb\n', 2, 0],
    ['a\nb\n', '', 0, 2],
    ['a\nb\nc\n', 'a\nB\nc\n', 1, 1],
    ['a\nb\nc\n', 'b\na\nc\n', 1, 1],
    ['a', 'a\nb', 1, 0],
  ])('%j → %j', (before, after, added, removed) => expect(lineCounts(before, after)).toEqual({ added, removed }))

  it('are counted in long texts, too', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}`)
    expect(lineCounts(lines.join('\n'), [...lines].reverse().join('\n'))).toEqual({ added: 0, removed: 0 })
    expect(lineCounts(lines.join('\n'), ['x', ...lines.slice(0, -1).reverse(), 'y'].join('\n'))).toEqual({ added: 2, removed: 1 })
  })

  it('add up', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { added, removed } = lineCounts(before.map((line) => `${line}\n`).join(''), after.map((line) => `${line}\n`).join(''))
        expect(before.length - removed).toBe(after.length - added)
        expect(Math.min(added, removed)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
