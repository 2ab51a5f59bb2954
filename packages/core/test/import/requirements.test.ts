import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportedProgram } from '../../src/import/imported.ts'
import { readDesign } from '../../src/import/read/design.ts'
import { readRequirements } from '../../src/import/read/requirements.ts'
import { open } from './tables-reading.ts'

const read = (text: string, path = 'specs/parcel/requirements.md'): ImportedProgram => importDocuments([{ path, text }])
const rows = (program: ImportedProgram): unknown[] => program.requirements.map(({ id, title, parent }) => [id, title, parent])

describe('requirements', () => {
  it('have a story, text and numbered criteria', () => {
    const program = read(`# Requirements Document

## Introduction

Parcels travel.

## Requirements

### Requirement 1: Track

**User Story:** As a sender, I want to see it.

It matters.

**Rationale:** trust

#### Acceptance Criteria

1. WHEN it moves THEN the system SHALL say so
   - within a minute
2. WHILE it rests the system SHALL be quiet

- [ ] the map is shown

#### Remarks

Later.

### Requirement 2

#### Acceptance Criteria

1. THE system SHALL list
1. THE system SHALL sort
`)
    expect(rows(program)).toEqual([
      ['1', 'Track', undefined],
      ['1.1', 'WHEN it moves THEN the system SHALL say so', '1'],
      ['1.2', 'WHILE it rests the system SHALL be quiet', '1'],
      ['1.3', 'the map is shown', '1'],
      ['2', 'Requirement 2', undefined],
      ['2.1', 'THE system SHALL list', '2'],
      ['2.2', 'THE system SHALL sort', '2'],
    ])
    expect(program.requirements[0]).toMatchObject({
      text: '**User Story:** As a sender, I want to see it.\nIt matters.\nRemarks\nLater.',
      attributes: { Rationale: 'trust' },
    })
    expect(program.requirements[1]?.text).toBe('within a minute')
    expect(program.requirements[3]?.attributes).toEqual({ mark: '[ ]' })
    expect(program.program.summary).toBe('Parcels travel.')
    expect(program.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it.each([
    ['### 要件 3: 追跡', '3', '追跡'],
    ['### 需求 3：跟踪', '3', '跟踪'],
    ['### Требование 3 — Учёт', '3', 'Учёт'],
    ['### Requisito 3.1. Ver', '3.1', 'Ver'],
    ['### REQ-003: Track', 'REQ-003', 'Track'],
    ['### User Story 3 - Track', 'US3', 'Track'],
    ['### Requirement: Track it', 'Track it', 'Track it'],
    ['### **Requirement 3** Track', '3', 'Track'],
  ])('are named by %s', (heading, id, title) => {
    expect(rows(read(`# Requirements\n\n${heading}\n\n1. WHEN a THEN b\n`))).toEqual([
      [id, title, undefined],
      [`${id}.1`, 'WHEN a THEN b', id],
    ])
  })

  it('may be numbers under a heading that says what they are', () => {
    expect(rows(read('# Spec\n\n## Requirements\n\n### 1. Track\n\n- **AC-1**: it is seen\n'))).toEqual([
      ['1', 'Track', undefined],
      ['AC-1', 'it is seen', '1'],
    ])
  })

  it('of a bug stand on lines with ids', () => {
    const program = read(
      `# Bugfix Requirements Document

## Bug Analysis

### Current Behavior (Defect)

1.1 WHEN a scan is late THEN the system loses it
and says nothing

1.2 WHEN it rains THEN the system sleeps

### Expected Behavior (Correct)

2.1 WHEN a scan is late THEN the system SHALL keep it
`,
      'specs/late/bugfix.md',
    )
    expect(rows(program)).toEqual([
      ['1.1', 'WHEN a scan is late THEN the system loses it and says nothing', undefined],
      ['1.2', 'WHEN it rains THEN the system sleeps', undefined],
      ['2.1', 'WHEN a scan is late THEN the system SHALL keep it', undefined],
    ])
    expect(program.requirements.map((one) => one.attributes?.section)).toEqual([
      'Current Behavior (Defect)',
      'Current Behavior (Defect)',
      'Expected Behavior (Correct)',
    ])
  })

  it('keep both when an id comes twice', () => {
    expect(rows(read('# Requirements\n\n### Requirement 1: a\n\n### Requirement 1: b\n'))).toEqual([
      ['1', 'a', undefined],
      ['1-2', 'b', undefined],
    ])
  })

  it('are not seen where there are none', () => {
    const { section, reading, scope } = open('# Plan\n\n## Requirements\n\n- fast\n- small\n')
    expect(readRequirements(section, scope, reading)).toBe(false)
    expect(readDesign(section, scope, reading)).toBe(false)
    expect(reading.draft.requirements).toEqual([])
  })
})

describe('designs', () => {
  const design = (text: string): ImportedProgram => read(text, 'specs/parcel/design.md')

  it('define properties under headings or labels', () => {
    const program = design(`# Design Document

## Overview

Words.

## Correctness Properties

Some of them:

### Property 1: Order is kept

*For any* queue, it is.

- in memory
- on disk

**Validates: Requirements 1.1, 1.2-1.4**

### Property 2

Nothing is lost.

## More

**Property 3: Sums hold**
*For any* sum.
**Validates: Requirements 2.1**
`)
    expect(program.properties).toMatchObject([
      { id: 'Property 1', title: 'Order is kept', text: '*For any* queue, it is.\nin memory\non disk', validates: ['1.1', '1.2-1.4'] },
      { id: 'Property 2', title: 'Property 2', text: 'Nothing is lost.' },
      { id: 'Property 3', title: 'Sums hold', text: '*For any* sum.', validates: ['2.1'] },
    ])
    expect(program.accounting.unmapped).toBe(0)
  })

  it('keep the other title that a property has in another document', () => {
    const program = importDocuments([
      { path: 'a/design.md', text: '# Design\n\n### Property 1: Order\n' },
      { path: 'a/tasks.md', text: '- [ ] 1. a\n  - **Property 1: Sums**\n- [ ] 2. b\n- [ ] 3. c\n' },
    ])
    expect(program.properties).toMatchObject([{ title: 'Order', attributes: { alsoDefined: '1: Sums' } }])
  })
})
