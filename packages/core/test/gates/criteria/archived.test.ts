import { describe, expect, it, test } from 'vitest'
import { diagnostic } from '../../../src/diagnostics/catalog.ts'
import type { ArchivedChecklist, Case } from '../../../src/gates/case.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import { archivedOf, box, caseOf, checklistOf, criterion, fileOf, gateOf, hash, outcome, programOf } from '../build.ts'

const of = (records: Partial<Case>, check: Partial<LeafOf<'archived'>> = {}, gate = 'P0') => {
  const program = programOf({
    phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', { kind: 'archived', ...check })] } }, { id: 'P1' }],
    gates: [{ id: 'free', criteria: [criterion('free.1', { kind: 'archived', ...check })] }],
  })
  const [result] = gateOf(program, caseOf(records), undefined, gate).criteria
  if (!result) throw new Error('no result')
  return result
}
const one = archivedOf('outbox/P0/list.md')
const unreadMetadata: ArchivedChecklist = { ...one, metadata: fileOf('outbox/P0/list.metadata.json', undefined) }
const waiting = checklistOf('inbox/P0/next.md', [box('[x] a')])

describe('archived', () => {
  test.each<[string, Partial<Case>, Partial<LeafOf<'archived'>>, string]>([
    ['in the outbox', { outbox: [one] }, {}, 'met'],
    ['nothing', {}, {}, 'unmet missing'],
    ['of another phase', { outbox: [archivedOf('outbox/P1/list.md')] }, {}, 'unmet missing'],
    ['of the phase that is named', { outbox: [archivedOf('outbox/P1/list.md')] }, { phase: 'P1' }, 'met'],
    ['not of the phase that is named', { outbox: [one] }, { phase: 'P1' }, 'unmet missing'],
    ['without metadata', { outbox: [archivedOf('outbox/P0/list.md', undefined, null)] }, {}, 'unmet missing'],
    ['with unreadable metadata', { outbox: [unreadMetadata] }, {}, 'unmet invalid'],
    ['changed', { outbox: [archivedOf('outbox/P0/list.md', undefined, { sha256: hash('d') })] }, {}, 'unmet tampered'],
    ['with metadata of another phase', { outbox: [archivedOf('outbox/P0/list.md', undefined, { phase: 'P1' })] }, {}, 'unmet invalid'],
    [
      'with metadata of another program',
      { outbox: [archivedOf('outbox/P0/list.md', undefined, { program: 'other' })] },
      {},
      'unmet invalid',
    ],
    [
      'one good, one changed',
      { outbox: [archivedOf('outbox/P0/a.md', undefined, null), archivedOf('outbox/P0/b.md', undefined, { sha256: hash('d') })] },
      {},
      'unmet tampered',
    ],
    ['one good, one without metadata', { outbox: [one, archivedOf('outbox/P0/b.md', undefined, null)] }, {}, 'unmet missing'],
    ['another still in the inbox', { outbox: [one], inbox: [waiting] }, {}, 'unmet pending'],
    ['all still in the inbox', { inbox: [waiting] }, {}, 'unmet pending'],
    ['a document without boxes in the inbox', { outbox: [one], inbox: [checklistOf('inbox/P0/rfc.md', [])] }, {}, 'met'],
    [
      'a document with boxes in code in the inbox',
      { outbox: [one], inbox: [checklistOf('inbox/P0/rfc.md', [box('[ ] a', { inFence: true })])] },
      {},
      'met',
    ],
    ['a checklist of another phase in the inbox', { outbox: [one], inbox: [checklistOf('inbox/P1/next.md', [box('[ ] a')])] }, {}, 'met'],
    ['as many as asked for', { outbox: [one, archivedOf('outbox/P0/b.md')] }, { min: 2 }, 'met'],
    ['too few', { outbox: [one] }, { min: 2 }, 'unmet missing'],
    ['none asked for is one', {}, { min: 0 }, 'unmet missing'],
    ['by path', { outbox: [one] }, { paths: ['outbox/P0/*.md'] }, 'met'],
    ['by path, another in the inbox', { outbox: [one], inbox: [waiting] }, { paths: ['outbox/P0/*.md'] }, 'met'],
    ['by path, one of them in the inbox', { outbox: [one], inbox: [waiting] }, { paths: ['*/P0/*.md'] }, 'unmet pending'],
    [
      'by path, another changed',
      { outbox: [one, archivedOf('outbox/P0/b.md', undefined, { sha256: hash('d') })] },
      { paths: ['outbox/P0/list.md'] },
      'met',
    ],
    ['by a path that matches none', { outbox: [one] }, { paths: ['outbox/P0/*.md', 'outbox/P0/x.md'] }, 'unmet missing'],
    [
      'by path, less an excluded one',
      { outbox: [one, archivedOf('outbox/P0/b.md', undefined, null)] },
      { paths: ['outbox/P0/*.md', '!outbox/P0/b.md'] },
      'met',
    ],
    [
      'an unreadable checklist',
      { outbox: [one], unreadable: [{ path: 'inbox/P0/secret.md', reason: 'denied' }] },
      {},
      'unknown unreadable',
    ],
    [
      'an unreadable archived checklist',
      { outbox: [one], unreadable: [{ path: 'outbox/P0/secret.md', reason: 'denied' }] },
      {},
      'unknown unreadable',
    ],
    [
      'unreadable metadata',
      { outbox: [one], unreadable: [{ path: 'outbox/P0/list.metadata.json', reason: 'denied' }] },
      {},
      'unknown unreadable',
    ],
    [
      'one changed and one unreadable',
      {
        outbox: [archivedOf('outbox/P0/list.md', undefined, { sha256: hash('d') })],
        unreadable: [{ path: 'outbox/P0/secret.md', reason: 'denied' }],
      },
      {},
      'unmet tampered',
    ],
    ['an unreadable picture', { outbox: [one], unreadable: [{ path: 'outbox/P0/x.png', reason: 'denied' }] }, {}, 'met'],
  ])('%s', (_, records, check, expected) => expect(outcome(of(records, check))).toBe(expected))

  it('boxes that an unclosed fence may hide keep it in the inbox', () => {
    const hidden = checklistOf('inbox/P0/x.md', [box('[ ] a', { inFence: true })], {
      diagnostics: [diagnostic('checklist/unclosed-fence', 'x')],
    })
    expect(outcome(of({ outbox: [one], inbox: [hidden] }))).toBe('unmet pending')
  })

  it('of a gate of no phase', () => {
    expect(of({ outbox: [one] }, {}, 'free')).toMatchObject({
      reason: 'undefined',
      because: 'free belongs to no phase, so phase has to say whose checklists',
    })
    expect(outcome(of({ outbox: [one] }, { phase: 'P0' }, 'free'))).toBe('met')
  })

  it('says what is the matter', () => {
    expect(of({ outbox: [one] })).toMatchObject({
      because: '1 archived checklist',
      evidence: [{ path: 'outbox/P0/list.md', sha256: hash('c') }, { path: 'outbox/P0/list.metadata.json' }],
    })
    expect(of({ inbox: [waiting] })).toMatchObject({
      because: 'inbox/P0/next.md is not archived yet',
      fix: 'refractor checklist archive inbox/P0/next.md',
    })
    expect(of({})).toMatchObject({ because: '0 archived checklists, at least 1 must be', expected: '1 or more', found: '0' })
    expect(of({ outbox: [archivedOf('outbox/P0/list.md', undefined, null)] })).toMatchObject({
      because: 'outbox/P0/list.md has no metadata',
      evidence: [{ path: 'outbox/P0/list.md' }],
    })
    expect(of({ outbox: [unreadMetadata] }).because).toBe('the metadata of outbox/P0/list.md cannot be read')
    expect(of({ outbox: [archivedOf('outbox/P0/list.md', undefined, { sha256: hash('d') })] }).because).toBe(
      'outbox/P0/list.md changed since it was archived',
    )
    expect(of({ outbox: [archivedOf('outbox/P0/list.md', undefined, { phase: 'P1' })] }).because).toBe(
      'the metadata of outbox/P0/list.md is about another checklist',
    )
    expect(of({ outbox: [one] }, { paths: ['x'] }).because).toBe('no archived checklist matches x')
  })
})
