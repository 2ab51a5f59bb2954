import { expect, test } from 'vitest'
import { wordsOf } from '../../src/import/words/table.ts'

const words = wordsOf()

test.each([
  ['Goals', 'goals'],
  ['**Goals:**', 'goals'],
  ['🎯 Goals', 'goals'],
  ['3. Acceptance Criteria', 'acceptance'],
  ['Exit Gate P0', 'exit'],
  ['Exit criteria (audit)', 'exit'],
  ['Validation & Governance', 'exit'],
  ['Target Duration', 'duration'],
  ['A', 'accountable'],
  ['交付物', 'deliverables'],
  ['六、验收标准', 'acceptance'],
  ['完了条件', 'exit'],
  ['완료 기준', 'exit'],
  ['Критерии приёмки', 'acceptance'],
  ['Zieldatum', 'due'],
  ['entregables', 'deliverables'],
  ['critérios de aceitação', 'acceptance'],
  ['livrables', 'deliverables'],
  ['zależności', 'dependencies'],
  ['پیش‌نیاز', 'dependencies'],
  ['Risks & Assumptions', 'risks'],
  ['whatever else', undefined],
  ['', undefined],
])('the label %s', (label, field) => {
  expect(words.field(label)).toBe(field)
})

test.each([
  ['✅ Complete', 'done'],
  ['DONE (2026-02-08)', 'done'],
  ['TODO', 'open'],
  ['IN_PROGRESS', 'in-progress'],
  ['進行中', 'in-progress'],
  ['⚪ Not Started', 'open'],
  ['⏸️ Paused — week 7', 'blocked'],
  ['geplant', 'planned'],
  ['done, mostly', 'done'],
  ['a long tale', undefined],
  ['', undefined],
])('the state %s', (text, state) => {
  expect(words.state(text)).toBe(state)
})

test('a column may mean something else than a label', () => {
  expect([words.column('Task'), words.field('Task')]).toEqual(['title', 'tasks'])
  expect([words.column('#'), words.column('Est. Hours'), words.column('**Owner**')]).toEqual(['id', 'estimate', 'owner'])
})
