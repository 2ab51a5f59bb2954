import { expect, it } from 'vitest'
import { tagIds } from '../../src/trace/code-tags.ts'
import { namingCommits } from '../../src/trace/naming-commits.ts'

const ids = tagIds(['T-014', 'P2', 'P2.M1', '1.1', 'core'])
const commit = (subject: string, body = '', parents = ['p']) => ({ oid: subject, at: '2026-03-01T00:00:00Z', subject, body, parents })
const named = (subject: string, body = '', parents?: string[]) =>
  namingCommits([commit(subject, body, parents)], ids, ['Milestone', 'Phase']).flatMap((one) => one.ids)

it.each([
  ['T-014: write it', '', ['T-014']],
  ['[P2.M1, T-014] write', '', ['P2.M1', 'T-014']],
  ['fix(core): a bug', '', ['core']],
  ['fixup! T-014: write it', '', ['T-014']],
  ['Write it', 'Milestone: P2.M1\nSigned-off-by: A <a@example.org>', ['P2.M1']],
  ['Write it', 'Requirements: 1.1, P2', ['1.1', 'P2']],
  ['alpha/T-014: write', '', ['alpha/T-014']],
  ['T-014: write', 'Task: T-014', ['T-014']],
  ['T-999: typo', '', ['T-999']],
  ['fix: T-014 in prose', '', []],
  ['Write T-014', 'T-014 is done.', []],
])('finds what %j names', (subject, body, expected) => expect(named(subject, body)).toEqual(expected))

it('finds nothing in a merge', () => {
  expect(named('T-014: merge', '', ['a', 'b'])).toEqual([])
})

it('keeps who said it and when', () => {
  expect(namingCommits([commit('P2: go'), commit('no')], ids, [])).toEqual([
    { oid: 'P2: go', subject: 'P2: go', at: '2026-03-01T00:00:00Z', ids: ['P2'] },
  ])
})
