import { describe, expect, it } from 'vitest'
import { readRequirements } from '../../../src/import/read/requirements.ts'
import { open } from '../tables-reading.ts'

function read(text: string) {
  const opened = open(text)
  const { draft } = opened.reading
  const root = { level: 0, blocks: [], sections: [opened.section] } as never
  const done = readRequirements(root, opened.scope, opened.reading)
  const rows = draft.requirements.map(({ source, title, ...rest }) => ({ ...rest, title }))
  return { done, rows, program: draft.program, unclaimed: opened.unclaimed() }
}

describe('a requirement', () => {
  it('may hold others, sections of its own and what is below those', () => {
    const { rows, unclaimed } = read(`# Wishes

## Requirement 1: Track

---
<!-- for the printer -->

### Requirement 1.1: By day

It is light.

### Remarks

A few.

#### Requirement 1.2: By night

1. THE system SHALL shine
3. THE system SHALL rest
   * well
2. THE system SHALL wake
`)
    expect(rows).toEqual([
      { id: '1', title: 'Track', text: 'Remarks\nA few.' },
      { id: '1.1', title: 'By day', text: 'It is light.' },
      { id: '1.2', title: 'By night' },
      { id: '1.2.1', title: 'THE system SHALL shine', parent: '1.2' },
      { id: '1.2.3', title: 'THE system SHALL rest', parent: '1.2', text: 'well' },
      { id: '1.2.4', title: 'THE system SHALL wake', parent: '1.2' },
    ])
    expect(unclaimed).toEqual([1, 5, 6])
  })

  it('may have its criteria on lines with ids, over several lines', () => {
    const { rows, unclaimed } = read(`# Requirement 2: Print

As agreed,
in short:
2.1 WHEN a parcel is packed THEN the system SHALL print
its label
2.2 THE system SHALL cut it

- **AC-7**: The label sticks
- **Acceptance Criteria**

**Acceptance Scenarios**:

- Given rain, it holds
- [x] Given sun, it holds
`)
    expect(rows).toEqual([
      { id: '2', title: 'Print', text: 'As agreed,\nin short:\n**Acceptance Criteria**' },
      { id: '2.1', title: 'WHEN a parcel is packed THEN the system SHALL print its label', parent: '2' },
      { id: '2.2', title: 'THE system SHALL cut it', parent: '2' },
      { id: 'AC-7', title: 'The label sticks', parent: '2' },
      { id: '2.2-2', title: 'Given rain, it holds', parent: '2' },
      { id: '2.3', title: 'Given sun, it holds', parent: '2', attributes: { mark: '[x]' } },
    ])
    expect(unclaimed).toEqual([])
  })

  it('has scenarios with parts', () => {
    const { rows, unclaimed } = read(`# Delta

## MODIFIED Requirements

### Requirement: Print / cut: labels

The system SHALL print.

#### Scenario: The printer is away for more than an hour
- **WHEN** it is away

##### Then
- **THEN** the label waits

#### Scenario: Rain

### Requirement: Read

The system SHALL read.
`)
    expect(rows).toEqual([
      {
        id: 'Print   cut: labels',
        title: 'Print / cut: labels',
        text: 'The system SHALL print.',
        attributes: { change: 'MODIFIED Requirements' },
      },
      {
        id: 'Print   cut: labels.The printer is away for m',
        title: 'The printer is away for more than an hour',
        parent: 'Print   cut: labels',
        text: '**WHEN** it is away\nThen\n**THEN** the label waits',
      },
      { id: 'Print   cut: labels.Rain', title: 'Rain', parent: 'Print   cut: labels' },
      { id: 'Read', title: 'Read', text: 'The system SHALL read.', attributes: { change: 'MODIFIED Requirements' } },
    ])
    expect(unclaimed).toEqual([1])
  })

  it('whose name is no id still has one', () => {
    expect(read('# Requirement: //\n').rows).toEqual([{ id: 'requirement', title: '//' }])
  })
})

describe('requirements by their codes', () => {
  it('stand in lists and on lines, with words around them', () => {
    const { rows, program, unclaimed } = read(`# Demo

## Functional Requirements

Words before.

- FR-001: Print
  - in black

- FR-002 Cut

Words between.

> 9.9 WHEN quoted THEN it SHALL be left alone

1.1 WHEN a label is read THEN it SHALL be shown
at once

- 1.2 THE label SHALL be kept
- [ ] FR-003 a box is none
`)
    expect(rows).toEqual([
      { id: 'FR-001', title: 'Print', text: 'in black', attributes: { section: 'Functional Requirements' } },
      { id: 'FR-002', title: 'Cut', attributes: { section: 'Functional Requirements' } },
      { id: '1.1', title: 'WHEN a label is read THEN it SHALL be shown at once', attributes: { section: 'Functional Requirements' } },
      { id: '1.2', title: 'THE label SHALL be kept', attributes: { section: 'Functional Requirements' } },
    ])
    expect(program.name).toBe('Demo')
    expect(unclaimed.filter((line) => [1, 3, 7, 8, 10].includes(line))).toEqual([])
  })

  it.each([['# Words\n\n- FR-001: Print\n'], ['# Words\n\nPrint\n'], ['# Words\n\n## More\n\n- [ ] 1.1 THE box SHALL be none\n']])(
    'are not seen without the words for them: %j',
    (text) => {
      expect(read(text)).toMatchObject({ done: false, rows: [] })
    },
  )
})
