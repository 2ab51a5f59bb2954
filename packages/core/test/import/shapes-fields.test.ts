import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const programFields = `# Mint Plan

## Requirements
- Coins are round.

## Inputs
- Silver
- Gold

## Out of Scope
- Paper money

## Assumptions
- Silver stays cheap
- Gold is found

## Conventions
- Lists must link their dashboards before archiving.
- Coins are weighed twice.
- Notes must carry a phase before archiving.
- Papers carry approvals before archiving.

## Evidence
- Evidence is kept under \`proof/<id>/\`.

## Archive Policy
- Old lists go to the cellar.

## Task States
\`Todo -> Doing -> Done\`. No skipping.

## Milestone States
Draft → Ready → Ready

## Open Questions
- **Q-7:** Who strikes the coins?
  - The smith has no time.
- Where is the press?

## Decisions
- ADR-3: Use silver
  - Gold is rare.
- Keep a log

## Checkpoint
- Weigh all coins.

## Quality Gate
- No coin is bent
- [ ] Q-1 Each coin shines
  - [x] C-9 in sun
  - plain rain
    - [ ] at night

## Entry Criteria
- Roof is on

## Exit Criteria
- **Group of two:**
  - Coins counted
  - Coins packed
- Chest locked
  \`\`\`bash
  test -f chest
  \`\`\`

\`\`\`bash
ls chest
\`\`\`

## Summary
- a list
- of lines

## Metrics
- Coins per day
`

const phaseFields = `# Field Plan

## Phase 1: Plough (Weeks 1-2)
- **Summary:** Turn the soil.
- **Description:**
  - Deep
  - Wide
- **Timeline:** Weeks 3-4
- **Entry Criteria:**
- **Inputs:** Horses; Ploughs
- **Duration:** 3 days
- **Due:** 2030-03-04
- **Status:** open
- **Owner:** Ann
- **Accountable:** Bob
- **Quality Gate:** Soil is loose
- **Checkpoint:** Stones are gone
- **Colour:** brown

### Status
open

### Timeline
- first
- second

### Assumptions
- Dry days

### Open Questions
- How deep?
  - Two feet?

### Decisions
- D-9: Use oxen

### Constraints
- No rain

### Entry Criteria
- Seeds bought

\`\`\`bash
test -f seeds
\`\`\`

### Quality Gates
- Soil measured

\`\`\`bash
make soil
\`\`\`

### Summary
- one
- two

## Phase 1: Plough (Weeks 2-3)
Again.

## Phase 1: Plough
Other.

## Phase 2: Sow
**Dependencies:** Phases 1-9, Phase 1, P1

## Phase 3: Reap
**Dependencies:** Phases 2–1 and 8

## Phase 4: Thresh
**Dependencies:** Phase 4

### Milestone M1: Chaff (Weeks 5-6)
- **Goals:** be quick
- **Window:** week 5
- **Timeline:** Weeks 1-2
- **Acceptance Criteria:** 
- **Acceptance:** Chaff is gone
- **Quality:** Fine
- **Status:** open
- **Duration:**
  - 1 day
- **Summary:** Beat it
- **Notes:** well
- **Assumptions:** wind
- **Estimate:** 2 days
- free words
- more free words

### Milestone M1: Chaff away (Week 7)
- **Exit Criteria:**
  - Chaff burnt

\`\`\`bash
ls ash
\`\`\`

## Milestone P2.M5: Seeds
- **Tasks:**
  1. Sow
### Milestone M1: Chaff away
- free

#### Task 7: Nail (Weeks 2-3) [in progress]
- **Window:** May
- **Accountable:** Cid
- **Status:** maybe
- **Status:** done
- **Estimate:** 3d
- **Inputs:** nails
- **Goals:** hold
- **Notes:** loud
- **Exit Criteria:** holds
- **Commands:** \`make nail\`
- **Dependencies:** none
- **Summary:** hit
- **Detail:** hard
- **Unknown:** label
- plain entry
- plain other

**NAIL-1: Bend it**

- bent
`

const stateChains = `# Clock Plan

Task States: \`Todo -> Doing -> Done\`

**Ticket States:** \`Todo → Doing → Done\`

**Milestone States:** \`Draft → Done → Complete\`

**States:** a; b

**Goals:** tick

**Milestones:** two

**Tasks:** wind

**Notes:** loud

**Assumptions:**

**Summary:** It ticks.
`

const citations = `# Cite Plan

Taken from \`docs/Action_Plan.md\` (AP L1-9) and \`Notes.md\` (NO) and \`docs/Action_Plan.md\` (AP).
And \`Once.md\` (ON), see ON 3. \`my file.txt\` (MF) MF p. 3 and MF 4.

<!-- Rules: Every task must have a source. No exceptions!  -->

<!-- Each task needs a source -->

## Phase 1: Read (Week 1)
- **Dependencies:** AP 3, AP §4
- read
## Phase 2: Write (Week 4)
- write
## Phase 3: Print (Week 5)
- print
---
`

const sameNames = `# Loop Plan

## Milestone M1: Alpha beta
text
## Phase 1: Stone wall
### Sprint A: Push
- one
### Phase 1: Zebra crossing
- two
### Milestone M1: Gamma delta
- three
## Phase 2: Wood
### Milestone M1: Epsilon zeta
- four
#### Task 5: Paint (due 2030-03-04)
**GO-1: Run**
- five

## Phase 2 exit criteria
- All done
## Phase 2 leftovers
- x
## Phase 3: Rope
**Dependencies:** Phase 2-7, phases 1, 2; P1
## Phase 4: Net
**Dependencies:** M1 and milestone 1
## Phasea Other
`

const playbooks = `# Fire Plan

## Phase 1: Watch
Watch the hill.

## Rollback Playbook
Loose words without a label.

Severity: high

Location: 

Triggers: smoke, flame

Steps:

- Ring the bell
  - twice
  - Checkpoints: gate
- Call: the brigade
- Steps: run → hide

Checkpoints: after each door (North, South), count heads.

- Decisions: stay; leave

## Runbooks
### Small fire
1. Pour water
   - Decision: leave or stay
2. Wait
### Talk
Only talk.
### Checkpoints only
- Snapshot: take one (alone)
- plain words
- Colour: red
- Snapshot:
  - keep it

`

describe('labels and headings of a whole plan', () => {
  it('reads the fields of a program', () => {
    const imported = read(programFields)
    expect(imported.program).toMatchObject({
      name: 'Mint Plan',
      genre: 'task-list',
      attributes: {
        Requirements: 'Coins are round.',
        Inputs: ['Silver', 'Gold'],
        'Exit Criteria': 'ls chest',
        Summary: ['a list', 'of lines'],
      },
      constraints: ['Paper money'],
      assumptions: ['Silver stays cheap', 'Gold is found'],
      conventions: [
        'Lists must link their dashboards before archiving.',
        'Coins are weighed twice.',
        'Notes must carry a phase before archiving.',
        'Papers carry approvals before archiving.',
        'Evidence: Evidence is kept under `proof/<id>/`.',
        'Archive Policy: Old lists go to the cellar.',
      ],
      archive: { require: ['approvals'] },
      evidence: 'proof',
      notes: [
        { text: '## Task States\n`Todo -> Doing -> Done`. No skipping.\n## Milestone States\nDraft → Ready → Ready' },
        { text: '- No coin is bent' },
      ],
    })
    expect(imported.tasks).toMatchObject([
      {
        id: 'Q-1',
        title: 'Each coin shines',
        state: { value: 'open', mark: ' ' },
        attributes: { group: 'Quality Gate' },
        children: [
          { id: 'C-9', title: 'in sun', state: { value: 'done', mark: 'x' } },
          { id: 'Q-1.T1', title: 'at night', state: { value: 'open', mark: ' ' }, attributes: { group: 'plain rain' } },
        ],
      },
    ])
    expect(imported.gates).toMatchObject([
      { id: 'checkpoint', title: 'Checkpoint', stage: 'checkpoint', criteria: [{ id: 'checkpoint.1', statement: 'Weigh all coins.' }] },
      { id: 'entry-criteria', title: 'Entry Criteria', stage: 'entry', criteria: [{ id: 'entry-criteria.1', statement: 'Roof is on' }] },
      {
        id: 'exit-criteria',
        title: 'Exit Criteria',
        stage: 'exit',
        criteria: [
          { id: 'exit-criteria.1', statement: 'Coins counted', attributes: { group: '**Group of two:**' } },
          { id: 'exit-criteria.2', statement: 'Coins packed', attributes: { group: '**Group of two:**' } },
          {
            id: 'exit-criteria.3',
            statement: 'Chest locked',
            commands: ['test -f chest'],
            check: { kind: 'command', argv: ['test', '-f', 'chest'], proposed: true },
          },
        ],
      },
    ])
    expect(imported.questions).toMatchObject([
      { id: 'Q-7', title: 'Who strikes the coins?', attributes: { detail: 'The smith has no time.' } },
      { id: 'Q2', title: 'Where is the press?' },
    ])
    expect(imported.decisions).toMatchObject([
      { id: 'ADR-3', title: 'Use silver', attributes: { detail: 'Gold is rare.' } },
      { id: 'D2', title: 'Keep a log' },
    ])
  })

  it('reads the fields of phases, milestones and tasks', () => {
    const imported = read(phaseFields)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Plough',
        window: '1-2',
        summary: 'Turn the soil.\n\nAgain.\n\nOther.',
        attributes: {
          Description: ['Deep', 'Wide'],
          Due: '2030-03-04',
          Accountable: 'Bob',
          Colour: 'brown',
          Status: 'open',
          Timeline: ['first', 'second'],
          Constraints: 'No rain',
          Summary: ['one', 'two'],
          window: '2-3',
        },
        due: 'Weeks 3-4',
        inputs: ['Horses; Ploughs'],
        duration: '3 days',
        status: 'open',
        owner: 'Ann',
        gates: [
          { id: 'P1.quality', title: 'Quality Gate', stage: 'quality', criteria: [{ id: 'P1.quality.1', statement: 'Soil is loose' }] },
          {
            id: 'P1.checkpoint',
            title: 'Stones are gone',
            stage: 'checkpoint',
            criteria: [{ id: 'P1.checkpoint.1', statement: 'Stones are gone' }],
          },
          {
            id: 'P1.quality-2',
            title: 'Quality Gates',
            stage: 'quality',
            criteria: [{ id: 'P1.quality-2.1', statement: 'Soil measured' }],
          },
        ],
        scope: ['**Entry Criteria:**'],
        entry: { criteria: [{ id: 'P1.entry.1', statement: 'Seeds bought' }] },
        commands: ['test -f seeds', 'make soil'],
      },
      {
        id: 'P2',
        title: 'Sow',
        milestones: [{ id: 'P2.M5', title: 'Seeds', tasks: [{ id: 'P2.M5.T1', title: 'Sow' }] }],
        dependencies: ['P1'],
      },
      { id: 'P3', title: 'Reap', dependencies: ['P1', 'P2'] },
      {
        id: 'P4',
        title: 'Thresh',
        milestones: [
          {
            id: 'M1',
            title: 'Chaff',
            attributes: {
              weeks: ['5-6', '7'],
              Goals: 'be quick',
              Timeline: 'Weeks 1-2',
              Quality: 'Fine',
              Duration: '1 day',
              Notes: 'well',
              other: ['**Acceptance Criteria:**', 'free words', 'more free words'],
              title: ['Chaff away', 'Chaff away'],
              bash: 'ls ash',
              scope: 'free',
            },
            due: 'week 5',
            acceptance: [
              { id: 'M1.1', statement: 'Chaff is gone' },
              { id: 'M1.2', statement: 'Chaff burnt' },
            ],
            status: 'open',
            summary: 'Beat it',
            duration: '2 days',
            tasks: [
              {
                id: '7',
                title: 'Nail',
                attributes: {
                  weeks: '2-3',
                  status: 'in progress',
                  Status: ['maybe', 'done'],
                  Goals: 'hold',
                  Notes: 'loud',
                  Dependencies: 'none',
                  Unknown: 'label',
                  'NAIL-1': 'Bend it',
                },
                state: { value: 'in-progress', mark: 'in progress' },
                due: 'May',
                role: 'Cid',
                estimate: '3d',
                inputs: ['nails'],
                acceptance: ['holds'],
                commands: ['`make nail`'],
                detail: ['hit', 'hard', 'plain entry', 'plain other', 'bent'],
              },
            ],
          },
        ],
        attributes: { Dependencies: 'Phase 4' },
      },
    ])
    expect(imported.questions).toMatchObject([{ id: 'Q1', title: 'How deep?', phase: 'P1', attributes: { detail: 'Two feet?' } }])
    expect(imported.decisions).toMatchObject([{ id: 'D-9', title: 'Use oxen', phase: 'P1' }])
    expect(imported.program).toMatchObject({ name: 'Field Plan', genre: 'milestone-plan', assumptions: ['Dry days', 'wind'] })
  })

  it('reads chains of states, in the spelling of the tool where it is the same', () => {
    const imported = read(stateChains)
    expect(imported.program).toMatchObject({
      name: 'Clock Plan',
      genre: 'phased-program',
      states: { task: ['open', 'in-progress', 'done'], milestone: ['Draft', 'Done', 'Complete'] },
      attributes: {
        'Task States': '`Todo -> Doing -> Done`',
        'Ticket States': '`Todo → Doing → Done`',
        'Milestone States': '`Draft → Done → Complete`',
        States: 'a; b',
        Milestones: 'two',
        Tasks: 'wind',
        Notes: 'loud',
      },
      objectives: ['tick'],
      summary: 'It ticks.',
      notes: [{ text: '**Assumptions:**' }],
    })
  })

  it('reads letters for documents, and the rules of comments', () => {
    const imported = read(citations)
    expect(imported.program).toMatchObject({
      name: 'Cite Plan',
      genre: 'phased-program',
      summary:
        'Taken from `docs/Action_Plan.md` (AP L1-9) and `Notes.md` (NO) and `docs/Action_Plan.md` (AP). And `Once.md` (ON), see ON 3. `my file.txt` (MF) MF p. 3 and MF 4.',
      rules: { taskNeedsSource: true },
      conventions: ['Every task must have a source.', 'No exceptions!', 'Each task needs a source'],
      sources: { AP: { title: 'docs/Action_Plan.md', path: 'docs/Action_Plan.md' }, MF: { title: 'my file.txt' } },
      weeks: 'inclusive',
    })
    expect(imported.phases).toMatchObject([
      { id: 'P1', title: 'Read', window: '1', scope: ['read'], attributes: { Dependencies: 'AP 3, AP §4' } },
      { id: 'P2', title: 'Write', window: '4', scope: ['write'] },
      { id: 'P3', title: 'Print', window: '5', scope: ['print'] },
    ])
  })

  it('tells phases and milestones of one name apart by their titles', () => {
    const imported = read(sameNames)
    expect(imported.phases).toMatchObject([
      { id: 'milestones', title: 'Loop Plan', milestones: [{ id: 'M1', title: 'Alpha beta', summary: 'text' }] },
      { id: 'P1', title: 'Stone wall', milestones: [{ id: 'P1.M1', title: 'Gamma delta', attributes: { scope: 'three' } }] },
      { id: 'P1.Sprint-A', title: 'Push', parent: 'P1', scope: ['one'] },
      { id: 'P1.P1', title: 'Zebra crossing', parent: 'P1', scope: ['two'] },
      {
        id: 'P2',
        title: 'Wood',
        milestones: [
          {
            id: 'P2.M1',
            title: 'Epsilon zeta',
            attributes: { scope: 'four' },
            tasks: [{ id: '5', title: 'Paint', due: 'due 2030-03-04', attributes: { 'GO-1': 'Run' }, detail: ['five'] }],
          },
        ],
      },
      {
        id: 'P3',
        title: 'Rope',
        dependencies: [
          { phase: 'P2', note: 'Phase 2-7, phases 1, 2; P1' },
          { phase: 'P1', note: 'Phase 2-7, phases 1, 2; P1' },
        ],
      },
      { id: 'P4', title: 'Net', attributes: { Dependencies: 'M1 and milestone 1' } },
    ])
    expect(imported.gates).toMatchObject([
      {
        id: 'phase-2-exit-criteria',
        title: 'Phase 2 exit criteria',
        stage: 'exit',
        criteria: [{ id: 'phase-2-exit-criteria.1', statement: 'All done' }],
      },
    ])
    expect(imported.program).toMatchObject({
      name: 'Loop Plan',
      genre: 'milestone-plan',
      attributes: { 'Phase 2 leftovers': 'x' },
      notes: [{ text: '## Phasea Other' }],
    })
    expect(linesOf(imported.phases)).toEqual([
      'milestones: -',
      'P1: 5',
      'P1.Sprint-A: 6-7',
      'P1.P1: 8-9',
      'P2: 12',
      'P3: 23-24',
      'P4: 25-26',
    ])
  })

  it('reads playbooks under labels and numbers', () => {
    const imported = read(playbooks)
    expect(imported.playbooks).toMatchObject([
      {
        id: 'rollback-playbook',
        title: 'Rollback Playbook',
        attributes: { Severity: 'high', Checkpoints: 'after each door (North, South), count heads.' },
        triggers: ['smoke', 'flame'],
        steps: ['Ring the bell', 'twice', 'Call: the brigade', 'run', 'hide'],
        checkpoints: ['gate', 'North', 'South'],
        decisions: ['stay', 'leave'],
        notes: [{ text: 'Loose words without a label.' }, { text: 'Location: ' }],
      },
      { id: 'small-fire', title: 'Small fire', steps: ['Pour water', 'Wait'], decisions: ['leave or stay'] },
      {
        id: 'checkpoints-only',
        title: 'Checkpoints only',
        checkpoints: ['take one (alone)', 'keep it'],
        attributes: { Colour: 'red' },
        notes: [{ text: '- plain words' }],
      },
    ])
    expect(imported.program).toMatchObject({ name: 'Fire Plan', genre: 'phased-program', notes: [{ text: '### Talk\nOnly talk.' }] })
  })
})
