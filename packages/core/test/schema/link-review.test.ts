// tested-for: P3.R3
import { describe, expect, test } from 'vitest'
import { LinkReview } from '../../src/schema/trace.ts'

const review = (from: string, target: object = {}) => ({
  format: 1,
  kind: 'link-review',
  program: 'demo',
  reason: 'read',
  by: 'Ada',
  at: '2026-11-21T10:00:00Z',
  trust: 'self',
  targets: [{ type: 'task', id: 'T1', fingerprint: `sha256:v1:${'a'.repeat(64)}`, from: [from], ...target }],
})

describe('a review of links', () => {
  test.each([
    ['a record', 'satisfies task:T-014', true],
    ['a file whose name has a space and a colon', 'tests test:a b: c.ts#3', true],
    // Git takes such names, and one of them must not make the whole review unreadable.
    ['a file whose name has a line end', 'tests test:a\nb.ts', true],
    ['no relation', 'task:T-014', false],
    ['no type', 'satisfies T-014', false],
    ['no id', 'satisfies task:', false],
  ])('names who points to it: %s', (_, from, isValid) => {
    expect(LinkReview.safeParse(review(from)).success).toBe(isValid)
  })

  test.each([
    ['an older recipe of a fingerprint', { fingerprint: `sha256:v9:${'0'.repeat(64)}` }, true],
    ['no recipe', { fingerprint: `sha256:${'0'.repeat(64)}` }, false],
    ['a short digest', { fingerprint: 'sha256:v1:abc' }, false],
    ['digests of fields', { fields: { title: '0123abcd' } }, true],
    ['digests of fields that are none', { fields: { title: 'x' } }, false],
    ['a field of a later version', { later: true }, true],
  ])('holds what it remembers: %s', (_, target, isValid) => {
    expect(LinkReview.safeParse(review('satisfies task:T-014', target)).success).toBe(isValid)
  })
})
