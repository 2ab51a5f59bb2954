import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const numbered = `# Garden Plan

## Phase 1: Beds
- **Tasks:** G-1 and dig around
### Tasks
1. 
2. \`DONE\` G-1 Dig
3. \`maybe\` Rake
   - Owner: Ann
   - wet
   - [ ] box
   \`\`\`bash
   make rake
   \`\`\`
   - **Note:** bold
- **Tools:**
  - Spade
  - Fork
## Work
Words before.
1. \`DONE\` Sow
2. \`TODO\` Water
   plain words

   Another paragraph.
## Phase A Planting
## Phase X Ray
## Phase B sowing
## Phase C 种
## Phase 1 targets
- Big
## Phase 1 dependencies
- Phase 2
`

const bareIds = `Garden Wall
===========

words
=====

## P1: Dig ##
### Sub #hash#
text
## P2 — Wall (3 days) ###
- **Tasks:**
  - brick
## P3: 
## ##
word
## Title#
a
 b
===
`

const batches = `# Loom Plan

## Batch 1: Warp
- tie
## Batch 2: Weft
- weave

**LOOM-12: Fix shuttle**
- oil it
- Owner: Ann

**Goals:**
**Risks:**
- It breaks
`

const numerals = `# 计划

## 第十阶段：设计
- 目标：好
## 第十二阶段：实施
- 做
## 第二十阶段：测试
- 测
## 第二十一阶段 发布
- 发
## 第1周
`

const requirements = `# Requirements

## Requirements
- WHEN rain falls THE roof SHALL hold
- FR-001: It shines
  More text
  - detail below
  - second below

  A paragraph.
- **FR-002**: It rings

WHEN wind blows THE door SHALL shut
and stay shut
IF fire THEN THE bell SHALL ring

### Requirement 1: Roof
**User Story:** As a guest, I want a roof, so that I am dry.

#### Acceptance Criteria
1. WHEN it rains THE roof SHALL hold
2. 
3. The roof is red

## Design words
See this.
`

const design = `# Design: Lamp

## Components
| Module | Needs |
|---|---|
| Wick | Oil |

\`\`\`
Level 0: Base
├── Wax
└── CON \`x.y\`
\`\`\`

## Correctness Properties
Property 1: Bright
*For any* night it shines.

- Property 2: Warm
- **Property 3**: Quiet

### Property 4: Still
**Validates: Requirements 1.1**

### Properties
Text.
`

describe('headings of a whole plan', () => {
  it('reads numbered entries with states as tasks', () => {
    const imported = read(numbered)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Beds',
        tasks: [
          { id: 'G-1', title: 'Dig', state: { value: 'done', mark: 'DONE' } },
          { id: 'P1.T2', title: '`maybe` Rake', detail: ['wet'], owner: 'Ann', commands: ['make rake'], attributes: { Note: 'bold' } },
          { id: 'P1.T3', title: 'Spade', attributes: { group: '**Tools:**' } },
          { id: 'P1.T4', title: 'Fork', attributes: { group: '**Tools:**' } },
        ],
        attributes: { Tasks: 'G-1 and dig around' },
        notes: [{ text: '1. ' }],
      },
      { id: 'C', title: '种' },
    ])
    expect(imported.tasks).toMatchObject([
      { id: 'T1', title: 'Sow', state: { value: 'done', mark: 'DONE' } },
      { id: 'T2', title: 'Water plain words', state: { value: 'open', mark: 'TODO' }, detail: 'Another paragraph.' },
    ])
    expect(imported.program).toMatchObject({
      name: 'Garden Plan',
      genre: 'phased-program',
      attributes: { 'Phase 1 targets': 'Big', 'Phase 1 dependencies': 'Phase 2' },
      notes: [{ text: 'Words before.' }, { text: '## Phase A Planting\n## Phase X Ray\n## Phase B sowing' }],
    })
    expect(linesOf(imported.phases)).toEqual(['P1: 3-5', 'C: 29'])
  })

  it('reads bare ids, underlined titles and closing marks', () => {
    const imported = read(bareIds)
    expect(imported.phases).toMatchObject([
      { id: 'P1', title: 'Dig', notes: [{ text: '### Sub #hash#\ntext' }] },
      { id: 'P2', title: 'Wall', duration: '3 days', tasks: [{ id: 'P2.T1', title: 'brick' }] },
    ])
    expect(imported.program).toMatchObject({
      name: 'Garden Wall',
      genre: 'phased-program',
      notes: [{ text: 'words' }, { text: '## P3: \n## ##\nword\n## Title#\na\n b' }],
    })
    expect(linesOf(imported.phases)).toEqual(['P1: 7', 'P2: 10-11'])
  })

  it('reads batches as phases and a bold line as a task', () => {
    const imported = read(batches)
    expect(imported.phases).toMatchObject([
      { id: 'Batch1', title: 'Warp', scope: ['tie'] },
      { id: 'Batch2', title: 'Weft', scope: ['weave'], tasks: [{ id: 'LOOM-12', title: 'Fix shuttle', owner: 'Ann', detail: ['oil it'] }] },
    ])
    expect(imported.risks).toMatchObject([{ id: 'RISK-1', title: 'It breaks' }])
    expect(linesOf(imported.phases)).toEqual(['Batch1: 3-4', 'Batch2: 5-6'])
  })

  it('reads Chinese numerals', () => {
    const imported = read(numerals)
    expect(imported.phases).toMatchObject([
      { id: 'P10', title: '设计', scope: ['目标：好'] },
      { id: 'P12', title: '实施', scope: ['做'] },
      { id: 'P20', title: '测试', scope: ['测'] },
      { id: 'P21', title: '发布', scope: ['发'] },
    ])
    expect(linesOf(imported.phases)).toEqual(['P10: 3-4', 'P12: 5-6', 'P20: 7-8', 'P21: 9-10'])
  })

  it('reads coded requirements and their criteria', () => {
    const imported = read(requirements)
    expect(imported.requirements).toMatchObject([
      {
        id: 'FR-001',
        title: 'It shines More text',
        attributes: { section: 'Requirements' },
        text: 'detail below\nsecond below\nA paragraph.',
      },
      { id: 'FR-002', title: 'It rings', attributes: { section: 'Requirements' } },
      { id: '1', title: 'Roof', text: '**User Story:** As a guest, I want a roof, so that I am dry.' },
      { id: '1.1', title: 'WHEN it rains THE roof SHALL hold', parent: '1' },
      { id: '1.2', title: '2.', parent: '1' },
      { id: '1.3', title: 'The roof is red', parent: '1' },
    ])
    expect(imported.program).toMatchObject({
      name: 'plans',
      genre: 'phased-program',
      attributes: { titles: 'Requirements' },
      summary: 'WHEN wind blows THE door SHALL shut and stay shut IF fire THEN THE bell SHALL ring',
      notes: [{ text: '- WHEN rain falls THE roof SHALL hold' }, { text: '## Design words\nSee this.' }],
    })
  })

  it('reads properties and components of a design', () => {
    const imported = read(design)
    expect(imported.properties).toMatchObject([
      { id: 'Property 3', title: 'Quiet' },
      { id: 'Property 4', title: 'Still', validates: ['1.1'] },
    ])
    expect(imported.components).toMatchObject([
      { id: 'Wick', type: 'module', attributes: { Needs: 'Oil' } },
      { id: 'Wax', type: 'component', level: 0, attributes: { Level: 'Level 0: Base' } },
      { id: 'CON', type: 'component', level: 0, attributes: { Level: 'Level 0: Base', Note: '`x.y`' } },
    ])
    expect(imported.program).toMatchObject({
      name: 'Design: Lamp',
      genre: 'phased-program',
      attributes: { 'Property 1': 'Bright *For any* night it shines.', 'Property 2': 'Warm' },
      notes: [{ text: '### Properties\nText.' }],
    })
  })
})
