import { describe, expect, it } from 'vitest'
import { type CheckEdit, editChecks } from '../../src/plan/accept-edit.ts'

const change = (text: string, ...edits: readonly (Partial<CheckEdit> & { at: string })[]) =>
  editChecks(
    { path: 'a.yaml', text },
    edits.map((edit) => ({ accept: false, set: {}, ...edit })),
  )

describe('an edit that cannot be made', () => {
  it.each<[string, string, Partial<CheckEdit> & { at: string }]>([
    ['of a check that is not there', 'a: 1\n', { at: '/b', accept: true }],
    ['of what is no check', 'a: 1\n', { at: '/a', accept: true }],
    ['of a mark that is not there', 'a:\n  kind: test\n', { at: '/a', accept: true }],
    ['of a check without a kind', 'a:\n  all: []\n', { at: '/a', set: { value: 1 } }],
    ['of a mark that is all there is', 'a:\n  - proposed: true\n', { at: '/a/0', accept: true }],
    ['over a comment', 'a:\n  kind: metric\n  paths: # why\n    - x\n', { at: '/a', set: { paths: ['y'] } }],
  ])('is named: %s', (_name, text, edit) => expect(change(text, edit)).toEqual({ ok: false, stuck: [edit.at] }))

  it('is found among those that can', () => {
    const text = 'a: { kind: test, proposed: true }\nb: { kind: test }\nc: { kind: test, proposed: true }\n'
    const edits = ['/a', '/b', '/c'].map((at) => ({ at, accept: true }))
    expect(change(text, ...edits)).toEqual({ ok: false, stuck: ['/b'] })
  })

  it('twice is both of them', () => {
    const edit = { at: '/a', accept: true }
    expect(change('a: { kind: test, proposed: true }\n', edit, edit)).toEqual({ ok: false, stuck: ['/a', '/a'] })
  })
})

describe('what is filled in', () => {
  it.each([
    ['kind: metric', 'kind: metric\nvalue: 3'],
    ['name: a\r\nkind: metric', 'name: a\r\nkind: metric\r\nvalue: 3'],
    ['name: a\nkind: metric', 'name: a\nkind: metric\nvalue: 3'],
  ])('stands behind the kind at the end of the file: %j', (text, after) => {
    expect(change(text, { at: '', set: { value: 3 } })).toEqual({ ok: true, text: after })
  })
})

it.each([
  ['{ proposed: true , kind: test }\n', '{ kind: test }\n'],
  ['- proposed: true\n  kind: test\n', '- kind: test\n'],
  ['- kind: test\n  proposed: true # ask\n', '- kind: test\n  # ask\n'],
])('the mark goes from %j', (text, after) => {
  expect(change(text, { at: text.startsWith('-') ? '/0' : '', accept: true })).toEqual({ ok: true, text: after })
})
