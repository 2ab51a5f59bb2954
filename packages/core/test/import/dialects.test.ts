import { describe, expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'

const read = (text: string) => importDocuments([{ path: 'plan.md', text }])

describe('phases', () => {
  test('a second heading of the same phase goes on with it', () => {
    const { phases } = read(
      '# P\n## Overview of phases\n### Phase 1: Ground (Months 1-3)\n- a\n\n## Phase 1: Ground (Months 1-3)\n### Phase 1 Deliverables\n- x\n- y\n',
    )
    expect(phases.map(({ id, deliverables }) => [id, deliverables?.length])).toEqual([['P1', 2]])
  })

  test('two phases of one number and different names stay two', () => {
    const { phases } = read('# P\n## Track A\n### Phase 1: Digging\n## Track B\n### Phase 1: Singing\n')
    expect(phases.map(({ id, title }) => [id, title])).toEqual([
      ['P1', 'Digging'],
      ['P1-2', 'Singing'],
    ])
  })

  test('weeks inside a phase are parts of it and are not counted', () => {
    const { phases, counts } = read('# P\n## Phase 1: A\n### Week 1: B\n- **Deliverables**:\n  - ✅ c\n### Week 2: D\n')
    expect(phases.map(({ id, parent }) => [id, parent])).toEqual([
      ['P1', undefined],
      ['P1.Week1', 'P1'],
      ['P1.Week2', 'P1'],
    ])
    expect(phases[1]?.deliverables).toMatchObject([{ title: 'c', state: { value: 'done', mark: '✅' } }])
    expect(counts.phases).toBe(1)
  })

  test('bullets right under a phase are its scope, prose its summary', () => {
    expect(read('# P\n## Phase 1: A (Complete)\nSome words.\n\n- one\n- two\n').phases[0]).toMatchObject({
      status: 'Complete',
      summary: 'Some words.',
      scope: ['one', 'two'],
    })
  })

  test('headings such as P1 — Title are phases when there are several', () => {
    expect(read('# P\n## P1 — A\n## P2 — B\n').phases.map((phase) => phase.id)).toEqual(['P1', 'P2'])
    expect(read('# P\n### P1\n### P2\n').phases).toEqual([])
  })

  test('sprints are phases where nothing else is; spans too', () => {
    expect(read('# P\n## Sprint 1: A\n## Sprint 2: B\n').phases.map((phase) => phase.id)).toEqual(['Sprint1', 'Sprint2'])
    expect(read('# P\n## Week 1: A\n## Week 2: B\n').phases.map((phase) => phase.id)).toEqual(['Week1', 'Week2'])
  })

  test('a title may be the phase itself; boxes without ids are a checklist', () => {
    const { phases, checklists, counts } = read(
      '# Phase 0 — Setup Checklist\n\n## Planning\n- [x] a\n- [ ] b\n\n## Exit Criteria\n- [ ] c\n',
    )
    expect(phases[0]).toMatchObject({ id: 'P0', exit: { criteria: [{ statement: 'c', mark: ' ' }] } })
    expect(checklists).toMatchObject([{ phase: 'P0', title: 'Planning', lines: ['- [x] a', '- [ ] b'] }])
    expect(counts).toMatchObject({ checkboxes: 3, checked: 1, tasks: 0 })
  })
})

describe('milestones and tasks', () => {
  test('milestones without phases are counted, and no phase is', () => {
    const { counts, phases } = read(
      '# P\n### Milestone M0 - Core (P0)\n#### CMB-001 - Turn\n- Priority: P0\n- Status: DONE (today)\n- Acceptance Criteria:\n  1. It turns.\n### Milestone M1 - More\n',
    )
    expect(counts).toMatchObject({ phases: 0, milestones: 2, tasks: 1, tasksDone: 1 })
    expect(phases[0]?.milestones?.[0]?.tasks).toMatchObject([
      { id: 'CMB-001', priority: 'P0', state: { value: 'done' }, acceptance: ['It turns.'] },
    ])
  })

  test('several labels in one paragraph', () => {
    const { phases } = read(
      '# P\n## Phase 1: A\n#### Task 1.2: B\n**Duration:** 2 hours  \n**Dependencies:** Task 1.1  \n**Deliverable:** x, y\n',
    )
    expect(phases[0]?.tasks).toMatchObject([{ id: '1.2', estimate: '2 hours', attributes: { prerequisites: '1.1' }, outputs: ['x, y'] }])
  })

  test('a numbered list with states is a list of tasks', () => {
    const { tasks, counts } = read('# P\n1. `DONE` one\n2. `TODO` two\n')
    expect(tasks).toMatchObject([{ id: 'T1', title: 'one', state: { value: 'done', mark: 'DONE' } }, { state: { value: 'open' } }])
    expect(counts.tasksDone).toBe(1)
  })

  test('milestones depend on milestones; what names none stays in its own words', () => {
    const [phase] = read('# P\n## M1: A\n## M2: B\n**Dependencies:** M1 complete\n## M3: C\n**Dependencies:** good weather\n').phases
    expect(phase?.milestones?.[1]?.relations).toMatchObject([{ type: 'after', milestone: 'M1' }])
    expect(phase?.milestones?.[2]).toMatchObject({ attributes: { Dependencies: 'good weather' } })
  })
})

test('labels that no field stands for keep their words', () => {
  expect(read('# P\n## Phase 1: A\n- **Mood:** sunny\n- **Colours:**\n  - red\n    - dark\n').phases[0]?.attributes).toEqual({
    Mood: 'sunny',
    Colours: ['red', 'dark'],
  })
})

test('prose makes no records', () => {
  const imported = read('# Vision\n\nWe like it.\n\n## Why\n\nBecause.\n\n- a\n- b\n\n## How\n\nSlowly.\n')
  expect(imported.counts).toMatchObject({ phases: 0, milestones: 0, tasks: 0, criteria: 0 })
  expect(imported.program.notes?.length).toBeGreaterThan(0)
  expect(imported.accounting.unmapped).toBe(0)
})

test('nothing at all is a program too', () => {
  expect(importDocuments([])).toMatchObject({ phases: [], accounting: { nonBlank: 0, unmapped: 0 } })
  expect(read('').accounting).toEqual({ nonBlank: 0, mapped: 0, kept: 0, unmapped: 0 })
  expect(read('\ufeff\r\n  \r\n').accounting.nonBlank).toBe(0)
})
