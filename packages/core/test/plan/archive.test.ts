import { describe, expect, test } from 'vitest'
import { criterionDefinition, gateDefinition } from '../../src/gates/definition.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { planArchive } from '../../src/plan/archive.ts'
import { caseAfterArchive } from '../../src/plan/case-after.ts'
import type { ApprovalRecord } from '../../src/schema/records.ts'
import { ArchiveRecord } from '../../src/schema/records.ts'
import { caseOf, findings, phaseYaml, planOf, programOf, programYaml, recordFile, stamp } from './sample.ts'

const path = 'inbox/P0/P0.md'
const done = `---
phase: P0
dashboards: [https://example.org/d/1]
approvals: [steering 2026-11-19]
---
# P0

- [x] **P0.M1.D1** The charter
- [ ]* **P0.2** The checklist is archived
- [ ] **P0.M1.T3** Polish
- [X] by hand
\`\`\`
- [ ] an example
\`\`\`
`
const noApprovals = phaseYaml.replace(/ {4}- id: P0.1[\s\S]*?(?= {4}- id: P0.2)/, '').replace('      after: [P0.1]\n', '')
const plain = (archive = '') => programOf({ program: `${programYaml}${archive}`, phases: { 'phases/P0.yaml': noApprovals } })
const archive = (text = done, program = plain(), parts: Parameters<typeof caseOf>[0] = {}) =>
  planArchive(program, caseOf({ inbox: { [path]: text }, ...parts }), [path], stamp)

describe('the plan', () => {
  test('moves the file and writes its metadata beside it', () => {
    const { steps, title } = planOf(archive())
    expect(title).toBe('archive 1 checklist')
    expect(steps.map((step) => step.type)).toEqual(['move', 'create'])
    expect(steps[0]).toMatchObject({ from: path, to: 'outbox/P0/P0.md', before: sha256Hex(done) })
    const metadata = steps[1]?.type === 'create' ? steps[1] : undefined
    expect(metadata?.path).toBe('outbox/P0/P0.metadata.json')
    expect(ArchiveRecord.parse(JSON.parse(metadata?.text ?? ''))).toEqual({
      format: 1,
      kind: 'archived-checklist',
      program: 'demo',
      phase: 'P0',
      from: path,
      path: 'outbox/P0/P0.md',
      sha256: sha256Hex(done),
      author: stamp.author,
      date: stamp.now,
      commit: stamp.commit,
      boxes: { total: 4, ticked: 2 },
    })
  })

  test('follows the name of the program, and leaves a pointer that is no checklist', () => {
    const { steps } = planOf(archive(done, plain('archive: { name: "{date}_{phase}_{name}.md", pointer: true }\n')))
    expect(steps.map((step) => (step.type === 'move' ? step.to : step.path))).toEqual([
      'outbox/P0/2026-11-20_P0_P0.md',
      'outbox/P0/2026-11-20_P0_P0.metadata.json',
      'inbox/P0/2026-11-20_P0_P0.archived.txt',
    ])
    expect(steps[2]).toMatchObject({ text: 'outbox/P0/2026-11-20_P0_P0.md\n' })
  })

  test('a commit that does not exist yet is a warning', () => {
    const result = planArchive(plain(), caseOf({ inbox: { [path]: done } }), [path], { ...stamp, commit: undefined })
    expect(findings(result)).toEqual(['git/no-commit'])
    expect(planOf(result).steps[1]).not.toHaveProperty('commit')
  })

  test('what is archived already needs nothing', () => {
    const metadata = recordFile('outbox/P0/P0.metadata.json', {
      format: 1,
      kind: 'archived-checklist',
      program: 'demo',
      phase: 'P0',
      from: path,
      path: 'outbox/P0/P0.md',
      sha256: '0',
      author: 'a',
      date: stamp.now,
    } as ArchiveRecord)
    const records = caseOf({ outbox: { 'outbox/P0/P0.md': done }, metadata: [metadata] })
    expect(planOf(planArchive(plain(), records, [path, 'outbox/P0/P0.md'], stamp)).steps).toEqual([])
  })

  test('several checklists at once', () => {
    const other = 'inbox/P0/A.md'
    const { title, steps } = planOf(
      planArchive(plain(), caseOf({ inbox: { [path]: done, [other]: '- [x] one' } }), [path, other, path], stamp),
    )
    expect(title).toBe('archive 2 checklists')
    expect(steps).toHaveLength(4)
  })

  test('a document without boxes', () => {
    expect(archive('# RFC 1\n').ok).toBe(true)
  })
})

describe('refused', () => {
  test.each([
    ['an open box', done.replace('[X] by', '[ ] by'), ['checklist/open-box inbox/P0/P0.md:11']],
    ['a box marked otherwise', done.replace('[X] by', '[-] by'), ['checklist/open-box inbox/P0/P0.md:11']],
    ['a tick that disagrees', done.replace('[ ] **P0.M1.T3', '[x] **P0.M1.T3'), ['checklist/conflict inbox/P0/P0.md:10']],
    ['front matter that cannot be read', done.replace('phase: P0', 'phase: ['), ['checklist/front-matter inbox/P0/P0.md:3']],
    ['another phase', done.replace('phase: P0', 'phase: P1'), ['checklist/missing-metadata inbox/P0/P0.md:1']],
  ])('%s', (_, text, expected) => {
    expect(findings(archive(text)).map((one) => one.replace(/:(2|3)$/, ':3'))).toEqual(expected)
  })

  test.each([
    ['phase', 'phase: P0'],
    ['dashboards', 'dashboards: [https://example.org/d/1]'],
    ['approvals', 'approvals: [steering 2026-11-19]'],
  ])('front matter without %s, where the program demands it', (key, line) => {
    const program = plain(`archive: { require: [${key}] }\n`)
    expect(archive(done, program).ok).toBe(true)
    for (const instead of ['', `${key}: []`, `${key}: TBD`, `${key}:`, `${key}: {}`, `${key}: false`]) {
      const text = done.replace(`${line}\n`, instead === '' ? '' : `${instead}\n`)
      expect(findings(archive(text, program))).toEqual(['checklist/missing-metadata inbox/P0/P0.md:1'])
      expect(archive(text).ok).toBe(true)
    }
  })

  test('nothing is overwritten: not the checklist, not the metadata, not in another case', () => {
    const program = plain()
    const expected = ['checklist/already-archived inbox/P0/P0.md:1']
    expect(findings(archive(done, program, { outbox: { 'outbox/P0/p0.md': '' } }))).toEqual(expected)
    expect(findings(archive(done, program, { unreadable: [{ path: 'outbox/P0/P0.md', reason: 'not UTF-8' }] }))).toEqual(expected)
    expect(findings(archive(done, program, { unreadable: [{ path: 'outbox/P0/P0.metadata.json', reason: 'not JSON' }] }))).toEqual(expected)
    const metadata = recordFile('outbox/P0/P0.metadata.json', { path: 'outbox/P0/old.md' } as ArchiveRecord)
    expect(findings(archive(done, program, { outbox: { 'outbox/P0/old.md': '' }, metadata: [metadata] }))).toEqual(expected)
  })

  test('two checklists that would get one name', () => {
    const other = 'inbox/P0/sub/P0.md'
    const result = planArchive(plain(), caseOf({ inbox: { [path]: done, [other]: done } }), [path, other], stamp)
    expect(findings(result)).toEqual(['checklist/already-archived inbox/P0/sub/P0.md:1'])
  })

  test('unknown paths and open boxes are said together', () => {
    const result = planArchive(plain(), caseOf({ inbox: { [path]: '- [ ] one\n- [ ] two\n' } }), [path, 'inbox/P0/P9.md'], stamp)
    expect(findings(result)).toEqual(['cli/unknown-id', 'checklist/open-box inbox/P0/P0.md:1', 'checklist/open-box inbox/P0/P0.md:2'])
  })
})

describe('approvals come first', () => {
  const program = programOf()
  const criterion = program.criteria.get('P0.1')
  const record = (changes: Partial<ApprovalRecord> = {}) =>
    recordFile('.refractor/approvals/1.json', {
      format: 1,
      program: 'demo',
      decision: 'approve',
      target: { type: 'criterion', id: 'P0.1' },
      definition: criterionDefinition(criterion as never),
      subjects: [],
      by: stamp.author,
      at: stamp.now,
      trust: 'self',
      ...changes,
    } satisfies ApprovalRecord)
  const withApprovals = (...approvals: ReturnType<typeof record>[]) => findings(archive(done, program, { approvals }))

  test('an approval of the criterion or of its gate, by who holds the role', () => {
    expect(withApprovals()).toEqual(['state/guard specification/phases/P0.yaml:27'])
    expect(withApprovals(record())).toEqual([])
    expect(withApprovals(record({ role: 'TL' }))).toEqual([])
    expect(
      withApprovals(record({ target: { type: 'gate', id: 'P0' }, definition: gateDefinition(program.gates.get('P0') as never) })),
    ).toEqual([])
  })

  test.each([
    ['a rejection', { decision: 'reject' }],
    ['of another program', { program: 'other' }],
    ['of another definition', { definition: '0'.repeat(64) }],
    ['of another criterion', { target: { type: 'criterion', id: 'P0.2' } }],
    ['by somebody else', { by: 'Eve' }],
  ] as const)('%s does not count', (_, changes) => {
    expect(withApprovals(record(changes as Partial<ApprovalRecord>))).toHaveLength(1)
  })

  const variant = (from: string, to: string) =>
    findings(archive(done, programOf({ phases: { 'phases/P0.yaml': phaseYaml.replace(from, to) } })))

  test.each([
    ['recommended', 'statement: The charter is approved', 'statement: The charter is approved\n      level: recommended'],
    ['conditional', 'statement: The charter is approved', 'statement: The charter is approved\n      when: { milestone: P0.M1 }'],
    ['proposed', 'kind: approval, roles: [TL]', 'kind: approval, proposed: true, roles: [TL]'],
    [
      'one of several ways',
      '{ kind: approval, roles: [TL], subjects: [docs/charter.md] }',
      '{ any: [{ kind: approval }, { kind: archived }] }',
    ],
  ])('an approval that is %s is left to the gate', (_, from, to) => {
    expect(variant(from, to)).toEqual([])
  })

  test('an approval that waits for the archive comes after it', () => {
    const text = phaseYaml
      .replace('      after: [P0.1]\n', '')
      .replace('statement: The charter is approved', 'statement: The charter is approved\n      after: [P0.3]')
      .concat('    - { id: P0.3, statement: Filed, after: [P0.2] }\n')
    expect(findings(archive(done, programOf({ phases: { 'phases/P0.yaml': text } })))).toEqual([])
  })

  test('all parts of a composition are demanded, with or without roles', () => {
    expect(
      variant('{ kind: approval, roles: [TL], subjects: [docs/charter.md] }', '{ all: [{ kind: approval }, { kind: archived }] }'),
    ).toHaveLength(1)
  })

  test('the checklist of a milestone waits for the approvals of its acceptance only', () => {
    expect(findings(archive(done.replace('phase: P0', 'phase: P0\nmilestone: P0.M1'), program))).toEqual([])
    expect(findings(archive(done.replace('phase: P0', 'phase: P0\nmilestone: P0.M9'), program))).toEqual([])
  })
})

test('the case after it: the checklist is in the outbox, with the metadata that the plan writes', () => {
  const records = caseOf({ inbox: { 'inbox/P0/A.md': '# A\n', [path]: done }, outbox: { 'outbox/P0/Z.md': '' } })
  const plan = planOf(planArchive(plain('archive: { pointer: true }\n'), records, [path], stamp))
  const after = caseAfterArchive(records, plan)
  expect(after.inbox.map((file) => file.checklist.source.path)).toEqual(['inbox/P0/A.md'])
  expect(after.outbox.map((file) => file.checklist.source.path)).toEqual(['outbox/P0/P0.md', 'outbox/P0/Z.md'])
  const [moved] = after.outbox
  expect(moved).toMatchObject({
    phase: 'P0',
    sha256: sha256Hex(done),
    metadata: { record: { path: 'outbox/P0/P0.md', sha256: sha256Hex(done) } },
  })
  expect(moved?.checklist.boxes[0]?.location).toMatchObject({ file: 'outbox/P0/P0.md', line: 8 })
  const text = plan.steps.flatMap((step) => (step.type === 'create' && step.path.endsWith('.json') ? [step.text] : [])).join()
  expect(moved?.metadata?.sha256).toBe(sha256Hex(text))
  expect(caseAfterArchive(records, { steps: [] })).toEqual(records)
  expect(caseAfterArchive(records, { steps: plan.steps.slice(0, 1) }).outbox[0]?.metadata).toBeUndefined()
})

test('what looks like a secret is not archived, and not shown', () => {
  const token = `gh${'p_'}${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(2).slice(0, 36)}`
  const outcome = archive(done.replace('by hand', `by hand, with ${token}`))
  expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'evidence/secret', location: { file: path, line: 11 } }] })
  expect(JSON.stringify(outcome)).not.toContain(token)
})
