import { describe, expect, test } from 'vitest'
import { containerHeading } from '../../src/import/read/container-heading.ts'
import { wordsOf } from '../../src/import/words/table.ts'

const words = wordsOf()

describe('headings that open a part of the plan', () => {
  test.each([
    ['Phase 0 — Setup (Weeks 0-2)', 'phase', '0', 'Setup', { window: '0-2' }],
    ['**Phase 1: Build (Weeks 28+)**', 'phase', '1', 'Build', { window: '28+' }],
    ['🚀 Phase 2: Ship (✅ COMPLETE)', 'phase', '2', 'Ship', { status: '✅ COMPLETE' }],
    ['Phase 3.5 - Polish', 'phase', '3.5', 'Polish', {}],
    ['Phase B1: Core', 'phase', 'B1', 'Core', {}],
    ['Phase A — Prepare', 'phase', 'A', 'Prepare', {}],
    ['Phase 1 (Weeks 1-2): Ground', 'phase', '1', 'Ground', { window: '1-2' }],
    ['Phase 4: Docs (3 days)', 'phase', '4', 'Docs', { duration: '3 days' }],
    ['Phase 4: Docs (Months 1-3)', 'phase', '4', 'Docs', { due: 'Months 1-3' }],
    ['第一阶段：设计（3天）', 'phase', '1', '设计', { duration: '3天' }],
    ['阶段 2：开发', 'phase', '2', '开发', {}],
    ['フェーズ3: 実装', 'phase', '3', '実装', {}],
    ['1단계: 설계', 'phase', '1', '설계', {}],
    ['Этап 2. Запуск', 'phase', '2', 'Запуск', {}],
    ['Fase 2: Despliegue', 'phase', '2', 'Despliegue', {}],
    ['2.1 Phase 7: Late', 'phase', '7', 'Late', {}],
    ['Milestone P0.M1 — Freeze', 'milestone', 'P0.M1', 'Freeze', {}],
    ['M1.5 — Effects ⬅ *current*', 'milestone', 'M1.5', 'Effects', { status: '⬅ current' }],
    ['M3: Tools 🟡 Almost Done', 'milestone', 'M3', 'Tools', { status: '🟡 Almost Done' }],
    ['M1 (completed)', 'milestone', 'M1', 'M1', { status: 'completed' }],
    ['Milestone MVP: First', 'milestone', 'MVP', 'First', {}],
    ['Meilenstein 4: Abnahme', 'milestone', '4', 'Abnahme', {}],
    ['Task 1.1: Write', 'task', '1.1', 'Write', {}],
    ['CMB-001 - Handle turns', 'task', 'CMB-001', 'Handle turns', {}],
    ['Sprint 2: Sync', 'group', '2', 'Sync', {}],
    ['EPIC A — Cache (P0)', 'group', 'A', 'Cache (P0)', {}],
    ['Week 1-2: Start', 'span', '1-2', 'Start', {}],
  ])('%s', (text, kind, label, title, parts) => {
    expect(containerHeading(text, words)).toMatchObject({ kind, label, title, ...parts })
  })

  test.each([
    'Overview',
    'Phases',
    'Phase Overview',
    'Phase 1 Deliverables',
    'Tasks',
    'Milestones',
    'M0 Definition of Done',
    'ADR-001: Choice',
    'R-001 — Risk',
    'A plan for phase 2',
    'Phase 2 is open',
    'UTF-8',
    '',
    'Weekly review',
    '3天',
    'x'.repeat(700),
  ])('is not fooled by %s', (text) => {
    expect(containerHeading(text, words)).toBeUndefined()
  })

  test('takes words of a user', () => {
    const own = wordsOf([{ containers: { phase: ['chapter'] }, fields: { goals: ['moon'] }, states: { done: ['bottled'] } }])
    expect(containerHeading('Chapter 3: End', own)).toMatchObject({ kind: 'phase', label: '3' })
    expect([own.field('Moon:'), own.state('Bottled'), words.field('moon')]).toEqual(['goals', 'done', undefined])
  })
})
