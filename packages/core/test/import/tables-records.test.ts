import { describe, expect, it } from 'vitest'
import type { Gate } from '../../src/schema/gate.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { readTables } from './tables-reading.ts'

describe('tables of other records', () => {
  it('reads requirements', () => {
    const { reading } = readTables(
      '| Req ID | Requirement | Description | Priority |\n|---|---|---|---|\n| FR-1 | Dry hold | No leaks | Must |\n',
    )
    expect(reading.draft.requirements).toEqual([{ id: 'FR-1', title: 'Dry hold', text: 'No leaks', attributes: { Priority: 'Must' } }])
  })

  it('reads questions, with the id that a title begins with, and decisions', () => {
    const { reading } = readTables(
      '| Question | Owner | Status | Blocks |\n|---|---|---|---|\n| `Q-02` who steers | Mate | open | 3.4 |\n| Why? | | | |\n\n| # | Decision |\n|---|---|\n| 1 | Sail at dawn |\n\n| # | Decision | Date |\n|---|---|---|\n| 1 | Sail at dusk | 2030-01-31 |\n',
    )
    expect(reading.draft.questions).toEqual([
      { id: 'Q-02', title: 'who steers', owner: 'Mate', state: 'open', attributes: { Blocks: '3.4' } },
      { id: 'Q2', title: 'Why?' },
    ])
    expect(reading.draft.decisions).toEqual([
      { id: '1', title: 'Sail at dawn' },
      { id: '1-2', title: 'Sail at dusk', date: '2030-01-31' },
    ])
  })

  it('reads action items of meetings; those of a plan alone are its tasks', () => {
    const { reading } = readTables(
      '| ID | Meeting action | Owner | Due | Minutes | Room |\n|---|---|---|---|---|---|\n| A-4 | Splice | Mate | 2030-01-31 | log/1.md | aft |\n| | Caulk | | soon | | |\n\n| ID | Action item | Owner |\n|---|---|---|\n| T-1 | Row | Mate |\n',
    )
    expect(reading.draft.actions).toEqual([
      { id: 'A-4', title: 'Splice', owner: 'Mate', due: '2030-01-31', meeting: 'log/1.md', attributes: { Room: 'aft' } },
      { id: 'A2', title: 'Caulk', attributes: { Due: 'soon' } },
    ])
    expect(reading.draft.tasks.map(({ id }) => id)).toEqual(['T-1'])
  })

  it('reads metrics and assumptions, with their other columns as notes', () => {
    const { reading } = readTables(
      '| Metric | Target |\n|---|---|\n| Speed | 7 kn |\n\n| # | Assumption | If it proves false |\n|---|---|---|\n| A1 | Fair wind | Row |\n',
    )
    expect(reading.draft.metrics).toEqual([{ id: 'metric-1', title: 'Speed', notes: ['Target: 7 kn'] }])
    expect(reading.draft.program.assumptions).toEqual([{ id: 'A1', title: 'Fair wind', notes: ['If it proves false: Row'] }])
  })

  it('reads deliverables of a phase, with the file that a column names', () => {
    const phase: PhaseFile = { format: 1, id: 'P1', title: 'One' }
    readTables('| Deliverable | File | Notes |\n|---|---|---|\n| Chart | `maps/north.svg` | in ink |\n| Log | by hand | |\n', () => ({
      phase,
    }))
    expect(phase.deliverables).toEqual([
      { id: 'P1.D1', title: 'Chart', path: 'maps/north.svg', notes: ['Notes: in ink'] },
      { id: 'P1.D2', title: 'Log', notes: ['File: by hand'] },
    ])
  })

  it('keeps deliverables of the program as labels', () => {
    const { reading, unclaimed } = readTables('| Deliverable | File |\n|---|---|\n| Chart | a.svg |\n')
    expect(reading.draft.program.attributes).toEqual({ Chart: 'a.svg' })
    expect(unclaimed()).toEqual([1, 2])
  })

  it('reads criteria of the gate that the table stands under', () => {
    const body: Gate = { id: 'G', criteria: [] }
    readTables('| Criterion | Target |\n|---|---|\n| Holds water | 3 days |\n', () => ({ gate: { id: 'G', body }, field: 'acceptance' }))
    expect(body.criteria).toMatchObject([{ id: 'G.1', statement: 'Holds water', attributes: { Target: '3 days' } }])
  })

  it.each([
    [
      'a log of changes',
      '| Version | Date | Changes |\n|---|---|---|\n| 1.0 | May | First |\n',
      { '1.0': ['Date: May', 'Changes: First'] },
    ],
    ['lines of work', '| Work | Est. lines |\n|---|---|\n| Sails | 600 |\n', { Sails: '600' }],
    ['priorities', '| Priority | Item | Change |\n|---|---|---|\n| P0 | Mast | Taller |\n', { P0: ['Item: Mast', 'Change: Taller'] }],
    ['rows without a name', '| A thing | B thing |\n|---|---|\n| | alone |\n', { 'B thing': 'alone' }],
    ['two rows of one name', '| A thing | B thing |\n|---|---|\n| x | 1 |\n| x | 2 |\n', { x: ['1', '2'] }],
    ['more cells than columns', '| A thing | B thing |\n|---|---|\n| x | 1 | 2 |\n', { x: ['B thing: 1', '2'] }],
  ])('keeps %s as labels', (_, text, attributes) => {
    const { reading } = readTables(text)
    expect(reading.draft.program.attributes).toEqual(attributes)
    expect(reading.draft.tasks).toEqual([])
  })

  it('reads milestones by their ids, in a phase of their own where there is none', () => {
    const { reading } = readTables(
      '| # | Milestone | Reached when | Weeks |\n|---|---|---|---|\n| `M0` | Keel laid | The keel lies | 2 |\n| `M1` | Launch | It floats | |\n',
    )
    expect(reading.draft.phases).toMatchObject([
      {
        milestones: [
          { id: 'M0', title: 'Keel laid', due: '2', attributes: { 'Reached when': 'The keel lies' } },
          { id: 'M1', title: 'Launch' },
        ],
      },
    ])
  })

  it('gives accountable and supporting roles to the milestones of a matrix', () => {
    const { reading } = readTables(
      '| Milestone | Harbour Master (HM) | Crew |\n|---|---|---|\n| M1 Launch | A | R |\n| Dinner | I | A |\n',
      ({ reading: { draft } }) => {
        draft.phases.push({ format: 1, id: 'P1', title: 'x', milestones: [{ id: 'M1', title: 'Launch' }] })
        return {}
      },
    )
    expect(reading.draft.phases[0]?.milestones).toEqual([{ id: 'M1', title: 'Launch', accountable: ['HM'], supporting: ['Crew'] }])
  })

  it('puts tasks into the phase and milestone that their columns name', () => {
    const { reading } = readTables(
      '| ID | Task | Phase | Milestone | Risk | Depends on |\n|---|---|---|---|---|---|\n| T1 | x | Phase 1 | M1 | R-1 | M1 |\n| T2 | y | Later | — | high | |\n',
      ({ reading: { draft } }) => {
        draft.phases.push({ format: 1, id: 'P1', title: 'Build', milestones: [{ id: 'M1', title: 'Launch' }] })
        draft.risks.push({ id: 'R-1', title: 'Rot' })
        return {}
      },
    )
    expect(reading.draft.phases[0]).toMatchObject({ tasks: ['T1'], milestones: [{ id: 'M1', tasks: ['T1'] }] })
    expect(reading.draft.tasks).toEqual([
      { id: 'T1', title: 'x', risks: ['R-1'], attributes: { Phase: 'Phase 1', 'Depends on': 'M1' } },
      { id: 'T2', title: 'y', attributes: { Phase: 'Later', Risk: 'high' } },
    ])
  })
})
