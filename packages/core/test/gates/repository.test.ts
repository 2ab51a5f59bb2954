import { describe, expect, test } from 'vitest'
import { isForeign, namesRepository, repositoryOf } from '../../src/gates/repository.ts'
import type { Program } from '../../src/link/program-types.ts'
import { boundTo } from '../../src/plan/bound-to.ts'
import { approvalOf, caseOf, exitOf, fileOf } from './build.ts'

const plain = exitOf([])
const withPolicy = (repository?: string): Program => ({
  ...plain,
  policy: { id: 'demo', record: { format: 1, version: 1, ...(repository && { repository }) }, file: plain.file.file, pointer: '' },
})
const stamp = { repository: 'example.org/fork/name' }

describe('the name of the repository', () => {
  test('is that of policy, which holds in every fork, else that of the remote', () => {
    expect(repositoryOf(withPolicy('example.org/owner/name'), stamp.repository)).toBe('example.org/owner/name')
    expect(repositoryOf(withPolicy(), stamp.repository)).toBe(stamp.repository)
    expect(repositoryOf(plain, undefined)).toBeUndefined()
  })

  test('stands in records under a policy and in signed ones, and in no others', () => {
    expect(boundTo(plain, undefined, stamp)).toEqual({})
    expect(boundTo(plain, 'self', stamp)).toEqual({})
    expect(boundTo(plain, 'signed', stamp)).toEqual(stamp)
    expect(boundTo(withPolicy(), undefined, stamp)).toEqual(stamp)
    expect(boundTo(withPolicy('example.org/owner/name'), undefined, stamp)).toEqual({ repository: 'example.org/owner/name' })
    expect(boundTo(withPolicy(), 'signed', {})).toEqual({})
  })

  test('makes a record of another one foreign, where both have one', () => {
    const facts = { repository: 'example.org/owner/name' }
    expect(isForeign({ repository: 'example.org/owner/other' }, facts)).toBe(true)
    expect(isForeign({ repository: 'example.org/owner/name' }, facts)).toBe(false)
    expect(isForeign({}, facts)).toBe(false)
    expect(isForeign({ repository: 'example.org/owner/other' }, {})).toBe(false)
  })

  test('is needed where a record has one', () => {
    expect(namesRepository(caseOf({ approvals: [approvalOf({})] }))).toBe(false)
    expect(namesRepository(caseOf({ approvals: [approvalOf({}), approvalOf(stamp)] }))).toBe(true)
    expect(namesRepository(caseOf({ waivers: [fileOf('.refractor/waivers/w.json', undefined)] }))).toBe(false)
  })
})
