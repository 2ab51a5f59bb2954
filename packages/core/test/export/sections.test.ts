import { describe, expect, it } from 'vitest'
import { componentSections } from '../../src/export/markdown/components.ts'
import { clauseLine, commandCode, criterionItems } from '../../src/export/markdown/criteria.ts'
import { differences } from '../../src/export/markdown/differences.ts'
import { gateSections, phaseGates } from '../../src/export/markdown/gates.ts'
import { milestoneHeading, phaseOfTitle } from '../../src/export/markdown/headings.ts'
import { boxMark, sameState, stateWord } from '../../src/export/markdown/marks.ts'
import { milestoneSection } from '../../src/export/markdown/milestones.ts'
import { dependencyLines, phaseSection } from '../../src/export/markdown/phases.ts'
import {
  decisionSections,
  observabilitySections,
  playbookSections,
  riskSections,
  roleSection,
} from '../../src/export/markdown/registers.ts'
import { propertySections, requirementSections } from '../../src/export/markdown/requirements.ts'
import { taskBoxes } from '../../src/export/markdown/task-boxes.ts'
import { taskListParts } from '../../src/export/markdown/task-list.ts'
import { taskBlocks, taskList } from '../../src/export/markdown/tasks.ts'
import { english, type Writing } from '../../src/export/markdown/writing.ts'
import type { ProgramRecords } from '../../src/import/imported.ts'
import type { Gate } from '../../src/schema/gate.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { Task } from '../../src/schema/plan-records.ts'

type Parts = Partial<Omit<ProgramRecords, 'program'>> & { readonly program?: object }

function recordsWith({ program, ...lists }: Parts): ProgramRecords {
  const none = { phases: [], tasks: [], risks: [], requirements: [], properties: [], components: [], playbooks: [], gates: [] }
  const rest = { metrics: [], alerts: [], questions: [], decisions: [], actions: [], checklists: [] }
  return { ...none, ...rest, ...lists, program: { format: 1, id: 'mill', name: 'The mill turns again', ...program } }
}

function writingOf(parts: Parts, how: Partial<Pick<Writing, 'genre' | 'outright' | 'marked'>> = {}): Writing {
  const records = recordsWith(parts)
  return { genre: 'phased-program', outright: new Set(), marked: new Set(), ...how, records, words: english, written: new Set() }
}

const phase = (fields: object = {}): PhaseFile => ({ format: 1, id: 'P1', title: 'Wheel', ...fields }) as PhaseFile

describe('requirements', () => {
  it('are headings with their texts, labels and criteria below them', () => {
    const writing = writingOf({
      requirements: [
        { id: '1', title: 'Flour', text: 'As a miller I grind.\n\nEvery day.', attributes: { Source: 'the village' } },
        { id: '1.1', title: 'WHEN water flows THE wheel SHALL turn', parent: '1' },
        { id: 'noise', title: 'It is quiet at night', parent: '1' },
        { id: '1.2.b', title: 'It stops', parent: '1' },
        { id: 'dust', title: 'Little dust' },
      ],
    })
    expect(requirementSections(writing)).toEqual([
      '## Requirements',
      '',
      '### Requirement 1: Flour',
      '',
      'As a miller I grind.',
      'Every day.',
      '',
      '- **Source:** the village',
      '',
      '#### Acceptance Criteria',
      '',
      '1. WHEN water flows THE wheel SHALL turn',
      '- noise It is quiet at night',
      '- 1.2.b It stops',
      '',
      '### Requirement dust: Little dust',
    ])
  })

  it('are nothing where there are none', () => {
    expect([requirementSections(writingOf({})), propertySections(writingOf({}))]).toEqual([[], []])
  })
})

describe('properties that no task names', () => {
  it('are headings with what they validate', () => {
    const named = { id: 'Property 3', title: 'Named by a task' }
    const writing = writingOf({
      properties: [
        { id: 'Property 1', title: 'Nothing is lost', text: 'For all sacks.', validates: ['1.1', '1.2'] },
        { id: 'Property 2', title: 'Dry' },
        named,
      ],
    })
    writing.written.add(named)
    expect(propertySections(writing)).toEqual([
      '## Correctness Properties',
      '',
      '### Property 1: Nothing is lost',
      '',
      'For all sacks.',
      '',
      '**Validates: Requirements 1.1, 1.2**',
      '',
      '### Property 2: Dry',
    ])
  })
})

describe('components', () => {
  it('stand in a table for each kind, and in drawn levels where they have levels', () => {
    const writing = writingOf({
      components: [
        { id: 'gear', type: 'part', title: 'Big gear', dependsOn: ['axle'], attributes: { Wood: ['oak', 'ash'] } },
        { id: 'axle', type: 'part' },
        { id: 'rope', type: 'part', attributes: { 'Depends On': 'hemp (bought)' } },
        { id: 'stone', level: 0, path: 'stone.md', attributes: { Level: 'Level 0 (ground)', Note: 'heavy', Requires: 'a cart' } },
        { id: 'hopper', level: 1, title: 'Hopper', dependsOn: ['stone'] },
        { id: 'shoe', level: 1 },
      ],
    })
    expect(componentSections(writing)).toEqual([
      '## Dependency Graph',
      '',
      '### Part Dependencies',
      '',
      '| Part | Wood | Depends On |',
      '|---|---|---|',
      '| gear (Big gear) | oak<br>ash | axle |',
      '| axle |  | None |',
      '| rope |  | hemp (bought) |',
      '',
      '### Component Dependencies',
      '',
      '```',
      'Level 0 (ground)',
      '├── stone.md (heavy) ─── requires: a cart',
      'Level 1',
      '├── Hopper ─── requires: stone',
      '├── shoe',
      '```',
    ])
    expect(componentSections(writingOf({ components: [{ id: 'sluice' }] }))).toContain('| Component | Depends On |')
  })
})

describe('registers', () => {
  it('risks whose table has ids name their tasks in a column', () => {
    const risks = [
      { id: 'RISK-1', title: 'Drought', tasks: ['T-1', 'T-2'], attributes: { Season: ['summer', 'autumn'] } },
      { id: 'flood', title: 'flood' },
    ]
    expect(riskSections(writingOf({ risks }, { marked: new Set(['risks']) }))).toEqual([
      '## Risk Register',
      '',
      '| ID | Risk | Tasks | Season |',
      '|---|---|---|---|',
      '| RISK-1 | Drought | T-1, T-2 | summer<br>autumn |',
      '| flood |  |  |  |',
    ])
    expect(riskSections(writingOf({ risks }))).toEqual(expect.arrayContaining(['## Risk-to-Task Mapping', '- RISK-1 → T-1, T-2']))
  })

  it('roles have a title beside their id only where it says more', () => {
    const roles = [
      { id: 'MI', title: 'Miller', responsibilities: ['grinds', 'sells'] },
      { id: 'CA', title: 'CA', owner: 'Ada' },
      { id: 'BO' },
    ]
    expect(roleSection(writingOf({ program: { roles } })).slice(2)).toEqual([
      '| Role | Primary Owner | Responsibilities |',
      '|---|---|---|',
      '| Miller (MI) |  | grinds<br>sells |',
      '| CA | Ada |  |',
      '| BO |  |  |',
    ])
    expect(roleSection(writingOf({}))).toEqual([])
  })

  it('a playbook without lists is its heading and its labels', () => {
    expect(playbookSections(writingOf({ playbooks: [{ id: 'dam', title: 'Dam break', attributes: { Who: 'all' } }] }))).toEqual([
      '## Dam break',
      '',
      '- **Who:** all',
    ])
  })

  it('a playbook with checkpoints says them in the words that the plan had', () => {
    const playbooks = [
      {
        id: 'dam',
        title: 'Dam break',
        checkpoints: ['the gate', 'the wheel'],
        attributes: { 'Checkpoint words': 'at the gate and the wheel' },
      },
      { id: 'ice', title: 'Ice', checkpoints: ['the wheel'], attributes: { Snapshots: ['a', 'b'] } },
      { id: 'fire', title: 'Fire', checkpoints: ['the roof'] },
    ]
    const lines = playbookSections(writingOf({ playbooks }))
    expect(lines).toContain('- **Checkpoint words:** at the gate and the wheel')
    expect(lines).toEqual(expect.arrayContaining(['- **Checkpoints:**', '  - the wheel', '  - the roof']))
    expect(lines.join('\n')).not.toContain('Snapshots')
  })

  it('triggers and steps stand on one line only where they can be told apart again', () => {
    const one = (id: string, triggers: string[], steps: string[]) => ({ id, title: `Case ${id}`, triggers, steps })
    const lines = playbookSections(
      writingOf({
        playbooks: [
          one('a', ['smoke', 'sparks'], ['shout', 'run']),
          one('b', ['smoke, or worse', 'sparks'], ['shout.', 'run']),
          { id: 'c', title: 'Bare' },
        ],
      }),
    )
    expect(lines).toEqual(expect.arrayContaining(['- **Triggers:** smoke, sparks.', '- **Steps:** shout → run.']))
    expect(lines).toEqual(expect.arrayContaining(['  - smoke, or worse', '  - shout.']))
  })

  it('plans for the worst are labels over steps', () => {
    const playbooks = [
      { id: 'contingency-1', title: 'No rain', triggers: ['No rain'], steps: ['Wait', 'Pray'] },
      { id: 'contingency-2', title: 'No wind', triggers: ['No wind'] },
    ]
    expect(playbookSections(writingOf({ playbooks }))).toEqual([
      '## Contingency Plans',
      '',
      '**No rain:**',
      '1. Wait',
      '2. Pray',
      '',
      '**No wind:**',
    ])
  })

  it('metrics and alerts with ids of their own are tables, others lists', () => {
    const metrics = [{ id: 'sacks', title: 'Sacks a day' }]
    const alerts = [{ id: 'A1', title: 'Stone is hot' }]
    const gates = [{ id: 'all', stage: 'quality', summary: 'Everything holds.', includes: ['P1'], criteria: [] }] as unknown as Gate[]
    expect(observabilitySections(writingOf({ metrics, alerts, gates }, { marked: new Set(['metrics']) }))).toEqual([
      '## Observability & Validation',
      '',
      '- **Alerts:**',
      '  - Stone is hot',
      '- **all:** Everything holds.',
      '',
      '## Metrics',
      '',
      '| ID | Metric |',
      '|---|---|',
      '| sacks | Sacks a day |',
    ])
  })

  it('questions and decisions are lists while they are words alone', () => {
    expect(
      decisionSections(
        writingOf({
          questions: [
            { id: 'Q1', title: 'Oak or ash?' },
            { id: 'Q7', title: 'Who pays?' },
          ],
          decisions: [{ id: 'D1', title: 'Oak', date: '2026-01-02', owner: 'Ada' }],
        } as Parts),
      ),
    ).toEqual([
      '## Open Questions',
      '',
      '- Oak or ash?',
      '- Q7: Who pays?',
      '',
      '## Decisions',
      '',
      '| ID | Decision | Owner | Due |',
      '|---|---|---|---|',
      '| D1 | Oak | Ada | 2026-01-02 |',
    ])
    const answered = decisionSections(writingOf({ questions: [{ id: 'Q1', title: 'Oak or ash?', answer: 'Ash' }] } as Parts))
    expect(answered).toContain('| Q1 | Oak or ash? | Ash |')
  })

  it('action items are those of meetings, with the minutes that ask for them', () => {
    const item = { id: 'P1.A1', title: 'Buy oak', owner: 'Ada', state: 'done', due: '2026-01-09', meeting: 'outbox/P1/minutes/a.md' }
    expect(decisionSections(writingOf({ actions: [item] }))).toEqual([
      '## Meeting Actions',
      '',
      '| ID | Meeting Action | Owner | Status | Due | Minutes |',
      '|---|---|---|---|---|---|',
      '| P1.A1 | Buy oak | Ada | done | 2026-01-09 | outbox/P1/minutes/a.md |',
    ])
    expect(decisionSections(writingOf({ actions: [{ id: 'A1', title: 'Buy oak' }] }))).toContain('- Buy oak')
  })
})

describe('milestones', () => {
  const section = (fields: object) => milestoneSection({ id: 'P1.M1', title: 'Axle', ...fields } as never, 3, writingOf({}))

  it('say what they wait for on a line of its own where they have no duration', () => {
    expect(
      section({
        relations: [
          { type: 'after', milestone: 'P1.M0' },
          { type: 'after', milestone: 'P0.M1', text: 'the P0.M1 review' },
        ],
      }),
    ).toContain('- **Depends on:**')
    expect(section({ relations: [{ type: 'after', milestone: 'P1.M0' }] })).toContain('- **Depends on:** P1.M0')
  })

  it('say relations behind their duration, in the words of the plan', () => {
    const duration = '3 days'
    const overlap = { type: 'overlap', milestone: 'P1.M0', text: 'overlaps last day of P1.M0' }
    expect(section({ duration })).toContain('- **Target Duration:** 3 days.')
    expect(section({ duration, relations: [overlap] })).toContain('- **Target Duration:** 3 days (overlaps last day of P1.M0).')
    expect(section({ duration, relations: [{ type: 'after', milestone: 'P1.M0', text: 'starts after P1.M0' }] })).toContain(
      '- **Target Duration:** 3 days (starts after P1.M0).',
    )
    const bare = section({
      duration,
      relations: [
        { type: 'after', milestone: 'P1.M0' },
        { type: 'overlap', milestone: 'P1.M3' },
      ],
    })
    expect(bare).toEqual(expect.arrayContaining(['- **Depends on:** P1.M0', '- **Target Duration:** 3 days.']))
  })

  it('have the words, labels and blocks of their fields', () => {
    const lines = section({
      summary: 'Turned\nand true.',
      status: 'late',
      accountable: ['MI', 'CA'],
      supporting: ['BO'],
      owner: 'Ada',
      priority: 'P0',
      due: '2026-03-04',
      inputs: ['an oak'],
      tasks: [{ id: 'T-1', title: 'Fell', owner: 'Bo' }],
      acceptance: [{ id: 'P1.M1.1', statement: 'It is round' }],
    })
    expect(lines).toEqual(
      expect.arrayContaining([
        'Turned',
        '- **Status:** late',
        '- **A:** MI & CA',
        '- **S:** BO',
        '- **Owner:** Ada',
        '- **Priority:** P0',
        '- **Due:** 2026-03-04',
        '- **Inputs:** an oak',
        '- **Acceptance Criteria:**',
        '  - It is round',
      ]),
    )
    expect(lines.filter((line) => line.startsWith('| T-1'))).toHaveLength(1)
  })

  it('are named by a comment where no heading would give their id', () => {
    const heading = (id: string, title: string) => milestoneHeading({ id, title } as never, 3, writingOf({}))
    expect(heading('M2', 'Axle')).toBe('### Milestone M2 — Axle')
    expect(heading('axle work', 'Axle')).toBe('### Axle <!-- milestone: axle work -->')
    expect(heading('P1.M1', 'P1.M1')).toContain('P1.M1')
  })
})

describe('phases', () => {
  it('say dependencies with their notes, unless the note names the phases itself', () => {
    const dependencies = ['P0', 'setup', { phase: 'P2', note: 'the wheel' }, { phase: 'P3', note: 'Phase 3, its dam' }, { phase: 'P4' }]
    expect(dependencyLines(phase({ dependencies }))).toEqual([
      '- **Dependencies:**',
      '  - Phases 0, setup, 4',
      '  - Phase 2 (the wheel)',
      '  - Phase 3, its dam',
    ])
    expect(dependencyLines(phase({ dependencies: [] }))).toEqual([])
  })

  it('of a plan of milestones have their exit behind the milestones', () => {
    const one = phase({
      milestones: [{ id: 'P1.M1', title: 'Axle' }],
      exit: { criteria: [{ id: 'P1.1', statement: 'It turns' }] },
      commands: ['make wheel'],
      window: '0-2',
    })
    const lines = phaseSection(one, 2, writingOf({ phases: [one] }, { genre: 'milestone-plan' }))
    expect(lines.slice(-3)).toEqual(['### Exit Gate P1', '', '- It turns'])
    expect(lines).toContain('make wheel')
  })

  it.each([
    ['Phase 1: Wheel', {}, 'P1'],
    ['Phase 1: Wheel (Weeks 0-2)', { window: '0-2' }, 'P1'],
    ['Phase 1: Wheel (Weeks 0-2)', { window: '3-4' }, undefined],
    ['Phase 2: Wheel', {}, undefined],
    ['Phase 1: Stone', {}, undefined],
    ['The wheel', {}, undefined],
  ])('the title %j opens the only phase %j: %s', (name, fields, id) => {
    expect(phaseOfTitle(writingOf({ phases: [phase(fields)], program: { name } }))?.id).toBe(id)
  })
})

describe('gates', () => {
  const gate = (fields: object): Gate => ({ id: 'G1', criteria: [], ...fields }) as Gate
  const statement = (text: string, fields: object = {}) => ({ id: 'c1', statement: text, ...fields })

  it('of a phase are lines, or labels over their criteria', () => {
    const gates = [
      gate({ title: 'All is dry', stage: 'checkpoint', criteria: [statement('All is dry', { commands: ['feel it'], expected: 'dry' })] }),
      gate({ id: 'G2', stage: 'quality', criteria: [statement('One'), statement('Two')] }),
    ]
    const writing = writingOf({})
    expect(phaseGates(gates, writing)).toEqual([
      '**Checkpoint:** All is dry',
      '```bash',
      'feel it',
      '# Expected: dry',
      '```',
      '',
      '**G2:**',
      '- One',
      '- Two',
    ])
    expect(phaseGates(gates, writing)).toEqual([])
    expect(phaseGates([gate({ title: 'Oil', criteria: [statement('It is oiled')] })], writingOf({}, { genre: 'task-list' }))).toEqual([
      '**Oil**: It is oiled',
    ])
  })

  it('of the program stand under headings by their stage', () => {
    const gates = [
      gate({ id: 'tier', title: 'Least', stage: 'tier', criteria: [statement('It turns')] }),
      gate({ id: 'files', title: 'Files', stage: 'quality', criteria: [statement('src/wheel.ts: the wheel'), statement('docs/')] }),
      gate({ id: 'look', title: 'Look: it turns', stage: 'checkpoint', criteria: [statement('it turns', { commands: ['look'] })] }),
      gate({ id: 'hear', stage: 'checkpoint', criteria: [statement('no creak')], attributes: { Hour: 'noon' } }),
      gate({ id: 'words', title: 'Words', summary: 'All agree.' }),
      gate({ id: 'rest', criteria: [statement('Nothing is open', { mark: 'x' })] }),
    ]
    const lines = gateSections(gates, writingOf({ gates }))
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '## Success Criteria',
      '### Least',
      '## File Manifest',
      '### Files',
      '## Verification Checkpoints',
      '### Look: it turns',
      '### hear',
      '## Quality Gates',
      '## rest',
    ])
    expect(lines).toEqual(
      expect.arrayContaining(['src/wheel.ts  # the wheel', 'docs/', '- no creak', '- **Hour:** noon', '- [x] Nothing is open']),
    )
    expect(gateSections(gates.slice(-1), writingOf({ gates }, { marked: new Set(['gates']) }))[0]).toBe('## rest <!-- gate: rest -->')
  })

  it('a clause line is made only of clauses that can be told apart', () => {
    expect(clauseLine([statement('a'), statement('b')])).toBe('a; b.')
    expect(clauseLine([statement('a.')])).toBe('a.')
    for (const list of [[], [statement('a; b')], [statement('a.'), statement('b')], [statement('a', { mark: 'x' })]])
      expect(clauseLine(list)).toBeUndefined()
  })

  it('criteria stand below the heading of their group, with details and commands', () => {
    const criteria = [
      statement('A', { attributes: { group: 'Water', detail: 'cold' } }),
      statement('B', { attributes: { group: 'Water', detail: ['clear', 'deep'] } }),
      statement('C', { attributes: { group: ['x'] }, commands: ['import wheel'] }),
    ]
    expect(criterionItems(criteria, writingOf({}))).toEqual([
      '- Water',
      '  - A',
      '    - cold',
      '  - B',
      '    - clear',
      '    - deep',
      '- C',
      '  ```python',
      '  import wheel',
      '  ```',
    ])
    expect(commandCode(undefined)).toEqual([])
  })
})

describe('marks of tasks', () => {
  const plain = writingOf({})
  const legend = writingOf({ program: { attributes: { legend: ['x = dropped'] } } })

  it('are those of the plan until the state changes, and all of them where a legend explains them', () => {
    expect(boxMark({ value: 'done', mark: ' ' } as never, plain)).toBe('x')
    expect(boxMark({ value: 'done', mark: ' ' } as never, legend)).toBe(' ')
    expect(boxMark({ value: 'dropped', mark: 'd' } as never, plain)).toBe('d')
    expect(boxMark('dropped' as never, plain)).toBe(' ')
    expect(boxMark(undefined, plain)).toBe(' ')
  })

  it('as words say nothing of a task that is open', () => {
    expect(stateWord({ value: 'done', mark: 'Done' } as never, plain)).toBe('Done')
    expect(stateWord({ value: 'done', mark: 'Open' } as never, plain)).toBe('done')
    expect(stateWord('open', plain)).toBeUndefined()
    expect(stateWord('in-progress', plain)).toBe('in-progress')
  })

  it.each([
    [undefined, 'planned', true],
    ['done', 'open', false],
    ['done', { value: 'done', mark: 'x' }, true],
    [{ value: 'done', mark: 'x' }, { value: 'done', mark: 'x' }, true],
    [{ value: 'done', mark: 'x' }, { value: 'done', mark: '✓' }, false],
    [{ value: 'done', mark: ' ' }, { value: 'done', mark: 'x' }, true],
    [{ value: 'done', mark: ' ' }, 'done', false],
    [null, 'null', true],
  ])('%j and %j are the same: %s', (wanted, found, isSame) => expect(sameState(wanted, found)).toBe(isSame))
})

describe('tasks', () => {
  const task = (fields: object = {}): Task => ({ id: 'T-1', title: 'Fell the oak', ...fields }) as Task

  it('name properties with the title, the part and the remark that stand at this mention', () => {
    const properties = [
      { id: 'Property 1', title: 'Round', attributes: { remarks: ['first words', 'second words'] } },
      { id: 'Property 2', title: 'Strong', attributes: { parts: ['a'], alsoDefined: 'T-1: Very strong' } },
      { id: 'Property 3', title: 'Property 3' },
      { id: 'wheel.Fast-2', title: 'It is fast', attributes: { numbered: 'no' } },
    ]
    const names = [...properties.map((one) => one.id), 'Property 9']
    const writing = writingOf({ properties }, { genre: 'task-list' })
    const mentions = new Map<string, number>()
    const [, ...lines] = taskBoxes([task({ properties: names })], '', mentions, writing)
    expect(lines).toEqual([
      '  - **Property 1: Round** first words',
      '  - **Property 2: Very strong** (a)',
      '  - **Property 3**',
      '  - **Fast: It is fast**',
      '  - **Property 9**',
    ])
    expect(taskBoxes([task({ id: 'T-2', properties: ['Property 1', 'Property 2'] })], '', mentions, writing)).toEqual([
      '- [ ] T-2 Fell the oak',
      '  - **Property 1: Round** second words',
      '  - **Property 2: Strong**',
    ])
  })

  it('have the marks of optional and parallel work unless their titles say it', () => {
    const box = (fields: object): string | undefined => taskBoxes([task(fields)], '', new Map(), writingOf({}))[0]
    expect(box({ optional: true })).toBe('- [ ]* T-1 Fell the oak')
    expect(box({ optional: true, title: 'Sing (optional)' })).toBe('- [ ] T-1 Sing (optional)')
    expect(box({ parallel: true })).toBe('- [ ] T-1 [P] Fell the oak')
    expect(box({ parallel: true, title: 'Sing (P)' })).toBe('- [ ] T-1 Sing (P)')
    expect(box({ id: 'T1' })).toBe('- [ ] Fell the oak')
    expect(box({ attributes: { id: '#4' } })).toContain('#4')
    expect(box({ id: 'an oak', title: 'an oak: felled' })).toContain('<!-- id: an oak -->')
  })

  it('of a place are a list of ids, a numbered list, a table, or headings', () => {
    const writing = writingOf({})
    expect(taskList(undefined, 'P1', writing)).toEqual([])
    expect(taskList(['T-1', 'T-2'], 'P1', writing)).toEqual(['- **Tasks:** T-1, T-2.'])
    expect(taskList([task({ id: 'P1.T1', detail: ['Axe', 'Saw'] }), task({ id: 'P1.T2', detail: 'Cart' })], 'P1', writing)).toEqual([
      '- **Tasks:**',
      '  1. Fell the oak',
      '     - Axe',
      '     - Saw',
      '  2. Fell the oak',
      '     - Cart',
    ])
    expect(taskList([task({ id: 'T1' })], undefined, writing)).toEqual(['- **Tasks:**', '  1. Fell the oak'])
    expect(taskList([task()], 'P1', writing)).toBeUndefined()
    expect(taskBlocks(undefined, 3, writing)).toEqual([])
    expect(taskBlocks(['T-1'], 3, writing)).toEqual([])
    expect(taskBlocks([task({ detail: ['Axe', 'Saw'], owner: 'Bo' })], 3, writing)).toEqual([
      '### Task T-1: Fell the oak',
      '',
      'Axe',
      '',
      'Saw',
      '',
      '- **Owner:** Bo',
    ])
    expect(taskBlocks([task()], 3, writingOf({}, { marked: new Set(['phases']) }))).toEqual(['### Fell the oak <!-- task: T-1 -->'])
    const items = [task({ optional: true, attributes: { '#': '4', Room: 'barn' } }), task({ id: 'T-2', title: 'Saw it' })]
    expect(taskBlocks(items, 3, writingOf({}, { genre: 'work-breakdown' }))).toEqual([
      '- [4] T-1: Fell the oak',
      '  - **Room**: barn',
      '- T-2: Saw it',
    ])
  })
})

describe('a list of tasks', () => {
  it('groups its roots, and says waves, legends and iterations', () => {
    const writing = writingOf(
      {
        program: { attributes: { waves: ['1: T-1, T-2', 'last: T-3'], legend: 'x = done' } },
        properties: [{ id: 'Property 1', title: 'Round', iterations: 100 }],
        tasks: [
          { id: 'T-1', title: 'Fell', attributes: { group: 'Wood work' } },
          { id: 'T-2', title: 'Saw', attributes: { group: 'Wood work' } },
          { id: 'T-3', title: 'Rest', attributes: { group: ['***'] } },
        ],
      },
      { genre: 'task-list' },
    )
    const { top, end } = taskListParts(writing)
    expect(top).toEqual([
      '- Property tests run 100 iterations each',
      '',
      'x = done',
      '',
      '## Wood work',
      '',
      '- [ ] T-1 Fell',
      '- [ ] T-2 Saw',
      '',
      '## ***',
      '',
      '- [ ] T-3 Rest',
    ])
    expect(JSON.parse(end.slice(3, -1).join('\n'))).toEqual({
      waves: [
        { id: 1, tasks: ['T-1', 'T-2'] },
        { id: 'last', tasks: ['T-3'] },
      ],
    })
  })

  it('says no iterations that are said outright, or that differ', () => {
    const properties = [{ id: 'Property 1', title: 'Round', iterations: 100 }]
    const topOf = (writing: Writing) => taskListParts(writing).top
    expect(topOf(writingOf({ properties }, { genre: 'task-list', outright: new Set(['property Property 1\niterations']) }))).toEqual([])
    expect(
      topOf(writingOf({ properties: [...properties, { id: 'Property 2', title: 'Dry', iterations: 5 }] }, { genre: 'task-list' })),
    ).toEqual([])
  })

  it('has phases that tasks make at the top, in the order of the plan, and others below', () => {
    const made = (id: string, lines?: string) =>
      phase({
        id: `P${id}`,
        title: `Part ${id}`,
        tasks: [
          {
            id: `R${id}`,
            title: `Phase ${id}: Part ${id}`,
            children: [{ id: `R${id}.1`, title: 'Step', checkpoint: true }],
            ...(lines && { source: { file: 'mill.md', lines } }),
          },
        ],
      })
    const gates = [{ id: 'R1.1.checkpoint', criteria: [] }] as unknown as Gate[]
    const sectioned = phase({
      id: 'P3',
      title: 'Stone',
      tasks: ['T-9', { id: 'S', title: 'Dress it' }],
      gates: [{ id: 'R2.1.checkpoint', criteria: [] }],
    })
    const writing = writingOf({ phases: [made('2', '9'), made('1', '3-4'), sectioned], gates }, { genre: 'task-list' })
    const { top, sections } = taskListParts(writing)
    expect(top.filter((line) => line.startsWith('- '))).toEqual(['- [ ] R1: Phase 1: Part 1', '- [ ] R2: Phase 2: Part 2'])
    expect(sections).toEqual(['## Phase 3 — Stone', '', '- [ ] Dress it <!-- id: S -->'])
    expect(writing.written.has(gates[0] as Gate)).toBe(true)
    const unplaced = taskListParts(writingOf({ phases: [made('2'), made('1')] }, { genre: 'task-list' })).top
    expect(unplaced.filter((line) => line.startsWith('- '))).toEqual(['- [ ] R2: Phase 2: Part 2', '- [ ] R1: Phase 1: Part 1'])
  })
})

describe('differences', () => {
  const found = (first: Parts, second: Parts): string[] =>
    [...differences(recordsWith(first), recordsWith(second))].map(({ record, field }) => `${record} ${field}`)

  it('name the record and the field', () => {
    const task = (fields: object = {}) => ({ tasks: [{ id: 'T-1', title: 'Fell', ...fields }] }) as Parts
    expect(found(task({ state: 'open' }), task())).toEqual([])
    expect(found(task({ notes: ['a'] }), task({ notes: [{ text: 'a', source: { file: 'x' } }] }))).toEqual([])
    expect(found(task({ notes: ['a'] }), task())).toEqual(['task T-1 notes'])
    expect(found(task({ attributes: { Room: 'barn' } }), task())).toEqual(['task T-1 attributes.Room'])
    expect(found(task(), task({ attributes: { Room: 'barn' } }))).toEqual(['task T-1 attributes.Room'])
    expect(found(task({ children: [{ id: 'a', title: 'A' }] }), task({ children: [{ id: 'a', title: 'B' }] }))).toEqual(['task a title'])
    expect(found(task({ children: ['a'] }), task({ children: ['b'] }))).toEqual(['task T-1 children'])
    expect(found(task(), { tasks: [] })).toEqual(['program tasks'])
    const exit = (statement: string) => ({ phases: [phase({ exit: { criteria: [{ id: 'P1.1', statement }] } })] })
    expect(found(exit('a'), exit('b'))).toEqual(['criterion P1.1 statement'])
    const entry = (summary: string) => ({ phases: [phase({ entry: { summary, criteria: [] } })] })
    expect(found(entry('a'), entry('b'))).toEqual(['gate P1.entry summary'])
  })

  it('in checklists are one difference, wherever they stood', () => {
    const list = (lines: string[], at: string) => ({
      checklists: [{ name: 'oil', phase: 'P1', title: 'Oil', lines, source: { file: 'mill.md', lines: at } }],
    })
    expect(found(list(['- [ ] a'], '1'), list(['- [ ] a'], '2'))).toEqual([])
    expect(found(list(['- [ ] a'], '1'), list(['- [ ] b'], '1'))).toEqual(['program checklists'])
  })
})
