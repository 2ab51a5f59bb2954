import { expect, test } from 'vitest'
import { pathsOf } from '../../src/plan/plan.ts'
import { describePlan } from '../../src/plan/print.ts'

test('each step is a line, and the last line counts them', () => {
  const plan = {
    title: 'archive 1 checklist and close P0',
    steps: [
      { type: 'move', from: 'inbox/P0/P0.md', to: 'outbox/P0/P0.md', before: '0', why: 'complete' },
      { type: 'create', path: 'outbox/P0/P0.metadata.json', text: '{}', why: 'its metadata' },
      { type: 'create', path: 'outbox/P0/metadata.json', text: '{}', why: 'the review' },
      { type: 'edit', path: '.gitignore', before: '0', text: '', why: 'the cache stays out' },
    ],
  } as const
  expect(describePlan(plan)).toEqual([
    '→ move inbox/P0/P0.md to outbox/P0/P0.md: complete',
    '+ create outbox/P0/P0.metadata.json: its metadata',
    '+ create outbox/P0/metadata.json: the review',
    '~ edit .gitignore: the cache stays out',
    '2 to create, 1 to edit, 1 to move',
  ])
  expect(pathsOf(plan)).toEqual(['outbox/P0/P0.md', 'outbox/P0/P0.metadata.json', 'outbox/P0/metadata.json', '.gitignore'])
})

test('a plan without steps changes nothing', () => {
  expect(describePlan({ title: 'it is so already', steps: [] })).toEqual(['nothing to change'])
})
