import { describe, expect, it, test } from 'vitest'
import { diagnostic } from '../../../src/diagnostics/catalog.ts'
import type { ArchivedChecklist, Case, ChecklistFile } from '../../../src/gates/case.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import { archivedOf, box, caseOf, checklistOf, criterion, gateOf, hash, outcome, programOf } from '../build.ts'

const program = (check: Partial<LeafOf<'checklist'>>) =>
  programOf({
    phases: [
      {
        id: 'P0',
        milestones: [
          {
            id: 'P0.M1',
            title: 'M1',
            tasks: [
              { id: 'T1', title: 'one', state: 'done' },
              { id: 'T2', title: 'two' },
              { id: 'T3', title: 'three', optional: true },
            ],
            acceptance: [criterion('P0.M1.1', { kind: 'checklist', ...check })],
          },
          { id: '7', title: 'M7', acceptance: [criterion('7.1', { kind: 'checklist', ...check })] },
        ],
        exit: { criteria: [criterion('P0.1', { kind: 'checklist', ...check })] },
      },
    ],
    gates: [{ id: 'free', criteria: [criterion('free.1', { kind: 'checklist', ...check })] }],
  })

const of = (records: Partial<Case>, check: Partial<LeafOf<'checklist'>> = {}, gate = 'P0') => {
  const [result] = gateOf(program(check), caseOf(records), undefined, gate).criteria
  if (!result) throw new Error('no result')
  return result
}
const inbox = (...boxes: readonly ReturnType<typeof box>[]): { inbox: ChecklistFile[] } => ({
  inbox: [checklistOf('inbox/P0/list.md', boxes)],
})
const at = { file: 'inbox/P0/list.md', line: 1, column: 1 }

describe('boxes', () => {
  test.each<[string, Partial<Case>, string]>([
    ['all ticked', inbox(box('[x] a'), box('[x] b')), 'met'],
    ['one open', inbox(box('[x] a'), box('[ ] b')), 'unmet pending'],
    ['an optional one open', inbox(box('[x] a'), box('[ ] b', { optional: true })), 'met'],
    ['one open in a fence', inbox(box('[x] a'), box('[ ] b', { inFence: true })), 'met'],
    ['ticked in a fence only', inbox(box('[x] a', { inFence: true })), 'unmet missing'],
    ['optional ones only', inbox(box('[x] a', { optional: true })), 'unmet missing'],
    ['none', inbox(), 'unmet missing'],
    ['no checklist', {}, 'unmet missing'],
    ['ticked, and the task is done', inbox(box('[x] one', { id: 'T1' })), 'met'],
    ['ticked, and the task is not done', inbox(box('[x] two', { id: 'T2' })), 'unmet conflict'],
    ['open, and the task is done', inbox(box('[ ] one', { id: 'T1' })), 'unmet conflict'],
    ['open, and the task is not done', inbox(box('[ ] two', { id: 'T2' })), 'unmet pending'],
    ['a task that the program calls optional', inbox(box('[x] a'), box('[ ] three', { id: 'T3' })), 'met'],
    ['an optional task, ticked and not done', inbox(box('[x] a'), box('[x] three', { id: 'T3' })), 'met'],
    ['a milestone has to be ticked only', inbox(box('[x] m', { id: 'P0.M1' })), 'met'],
    ['an open milestone', inbox(box('[ ] m', { id: 'P0.M1' })), 'unmet pending'],
    ['an unknown id has to be ticked only', inbox(box('[x] m', { id: 'X9' })), 'met'],
    ['a conflict beside an open box', inbox(box('[ ] a'), box('[x] two', { id: 'T2' })), 'unmet conflict'],
    ['in the outbox', { outbox: [archivedOf('outbox/P0/list.md', [box('[x] a')])] }, 'met'],
    ['open in the outbox', { outbox: [archivedOf('outbox/P0/list.md', [box('[ ] a')])] }, 'unmet pending'],
    ['in both', { ...inbox(box('[x] a')), outbox: [archivedOf('outbox/P0/old.md', [box('[ ] a')])] }, 'unmet pending'],
    ['changed in the outbox', { outbox: [archivedOf('outbox/P0/list.md', [box('[x] a')], { sha256: hash('d') })] }, 'unmet tampered'],
    ['archived without metadata', { outbox: [archivedOf('outbox/P0/list.md', [box('[x] a')], null)] }, 'met'],
    ['of another phase', { inbox: [checklistOf('inbox/P1/list.md', [box('[x] a')])] }, 'unmet missing'],
  ])('%s', (_, records, expected) => expect(outcome(of(records))).toBe(expected))

  it('enough of them', () => {
    const two = inbox(box('[x] a'), box('[x] b'), box('[x] c', { optional: true }))
    expect([1, 2, 3].map((minBoxes) => outcome(of(two, { minBoxes })))).toEqual(['met', 'met', 'unmet missing'])
    expect(of(two, { minBoxes: 3 }).because).toBe('2 boxes, at least 3 are asked for')
  })

  it('open boxes are no failure that could be inverted', () => {
    const not = programOf({ phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { not: { kind: 'checklist' } })] } }] })
    expect(outcome(gateOf(not, caseOf(inbox(box('[ ] a')))).criteria[0] as never)).toBe('unmet pending')
  })
})

describe('which checklists', () => {
  const forMilestone = (milestone: unknown): ChecklistFile => checklistOf('inbox/P0/m.md', [box('[x] a')], { frontMatter: { milestone } })
  test.each<[string, Partial<Case>, Partial<LeafOf<'checklist'>>, string, string]>([
    ['of the milestone', { inbox: [forMilestone('P0.M1')] }, {}, 'P0.M1', 'met'],
    ['of another milestone', { inbox: [forMilestone('P0.M2')] }, {}, 'P0.M1', 'unmet missing'],
    ['of no milestone', inbox(box('[x] a')), {}, 'P0.M1', 'unmet missing'],
    ['of a milestone whose id is a number', { inbox: [forMilestone(7)] }, {}, '7', 'met'],
    ['of something that is no id', { inbox: [forMilestone(['P0.M1'])] }, {}, 'P0.M1', 'unmet missing'],
    ['of a milestone in the phase', { inbox: [forMilestone('P0.M1')] }, {}, 'P0', 'met'],
    ['by path', inbox(box('[x] a')), { paths: ['inbox/P0/*.md'] }, 'P0', 'met'],
    ['by path, of another phase', { inbox: [checklistOf('inbox/P1/list.md', [box('[x] a')])] }, { paths: ['inbox/**'] }, 'P0', 'met'],
    ['by a path that matches none', inbox(box('[x] a')), { paths: ['inbox/P0/*.md', 'inbox/P0/other.md'] }, 'P0', 'unmet missing'],
    [
      'by path, less an excluded one',
      { inbox: [checklistOf('inbox/P0/a.md', [box('[x] a')]), checklistOf('inbox/P0/b.md', [box('[ ] b')])] },
      { paths: ['inbox/P0/*.md', '!inbox/P0/b.md'] },
      'P0',
      'met',
    ],
    ['by path, for a gate of no phase', inbox(box('[x] a')), { paths: ['inbox/P0/list.md'] }, 'free', 'met'],
    ['of a gate of no phase', inbox(box('[x] a')), {}, 'free', 'unmet undefined'],
  ])('%s', (_, records, check, gate, expected) => expect(outcome(of(records, check, gate))).toBe(expected))
})

describe('what cannot be read', () => {
  const unread = (path: string): Partial<Case> => ({ ...inbox(box('[x] a')), unreadable: [{ path, reason: 'denied' }] })
  test.each<[string, string, Partial<LeafOf<'checklist'>>, string]>([
    ['a checklist of the phase', 'inbox/P0/secret.md', {}, 'unknown unreadable'],
    ['an archived one', 'outbox/P0/secret.md', {}, 'unknown unreadable'],
    ['of a phase with an encoded folder', 'inbox/P%30/secret.md', {}, 'unknown unreadable'],
    ['of another phase', 'inbox/P1/secret.md', {}, 'met'],
    ['no checklist', 'inbox/P0/picture.png', {}, 'met'],
    ['elsewhere', 'docs/P0/secret.md', {}, 'met'],
    ['among the paths', 'inbox/P0/secret.md', { paths: ['inbox/P0/*'] }, 'unknown unreadable'],
    ['not among the paths', 'inbox/P0/secret.md', { paths: ['inbox/P0/list.md'] }, 'met'],
  ])('%s', (_, path, check, expected) => expect(outcome(of(unread(path), check))).toBe(expected))

  it('an unclosed fence or broken front matter makes it invalid', () => {
    const faulty = (code: 'checklist/unclosed-fence' | 'checklist/front-matter' | 'checklist/box-in-code'): Partial<Case> => ({
      inbox: [checklistOf('inbox/P0/list.md', [box('[x] a')], { diagnostics: [diagnostic(code, 'x', { location: at })] })],
    })
    expect(of(faulty('checklist/unclosed-fence'))).toMatchObject({
      reason: 'invalid',
      because: 'inbox/P0/list.md has a code fence that is never closed',
    })
    expect(of(faulty('checklist/front-matter'))).toMatchObject({
      reason: 'invalid',
      because: 'inbox/P0/list.md has front matter that cannot be read',
    })
    expect(outcome(of(faulty('checklist/box-in-code')))).toBe('met')
    expect(outcome(of(faulty('checklist/front-matter'), {}, 'P0.M1'))).toBe('unmet invalid')
  })
})

describe('words', () => {
  it('names the first open box and the checklist', () => {
    expect(of(inbox(box('[x] a'), box('[ ] write it down'), box('[ ] c')))).toMatchObject({
      because: '2 boxes open, first "write it down"',
      expected: '3 ticked',
      found: '1 of 3 ticked',
      evidence: [{ path: 'inbox/P0/list.md', sha256: hash('c') }],
      fix: 'refractor checklist check inbox/P0/list.md',
    })
    expect(of(inbox(box(`[ ] ${'long '.repeat(20)}`))).because).toBe(`1 box open, first "${'long '.repeat(8)}…"`)
    expect(of(inbox(box('[ ] two', { id: 'T2' }))).because).toBe('1 box open, first T2')
  })
  it('names both sides of a conflict', () => {
    expect(of(inbox(box('[x] two', { id: 'T2' })))).toMatchObject({
      because: 'T2 is ticked and its state is open',
      found: '0 of 1 ticked',
      fix: 'refractor checklist check inbox/P0/list.md',
    })
    expect(of(inbox(box('[ ] one', { id: 'T1' }))).because).toBe('T1 is open and its state is done')
  })
  it('counts what is ticked', () => {
    expect(of(inbox(box('[x] a'))).because).toBe('1 box ticked in 1 checklist')
    expect(of({ inbox: [checklistOf('inbox/P0/a.md', [box('[x] a')]), checklistOf('inbox/P0/b.md', [box('[x] a')])] }).because).toBe(
      '2 boxes ticked in 2 checklists',
    )
  })
  it('says what to do about nothing', () => {
    expect(of({})).toMatchObject({ because: 'there is no checklist', fix: 'refractor checklist new P0' })
    expect(of({}, {}, 'P0.M1').fix).toBe('refractor checklist new P0.M1')
    expect(of(inbox())).toMatchObject({ because: 'there is no box to tick' })
    expect(of({}, {}, 'free')).toMatchObject({
      because: 'free belongs to no phase, so paths has to say which checklists',
      fix: 'refractor gate explain free free.1',
    })
    expect(of({ outbox: [archivedOf('outbox/P0/list.md', [], { sha256: hash('d') }) as ArchivedChecklist] })).toMatchObject({
      because: 'outbox/P0/list.md changed since it was archived',
    })
    expect(of({}, { paths: ['!a'] }, 'free').fix).toBe('refractor checklist check')
    expect(of({}, { paths: ['inbox/x.md'] })).toMatchObject({
      because: 'no checklist matches inbox/x.md',
      fix: 'refractor checklist check',
    })
  })
})
