import { describe, expect, it } from 'vitest'
import { linesOf, read } from './shapes.ts'

const gateCommands = `# Kiln Plan

**Quality Gate:** Bread is brown

\`\`\`bash
make bread
\`\`\`

**Entry Criteria:** Oven is built

\`\`\`bash
make oven
\`\`\`

**Acceptance Criteria:** Oven is hot

\`\`\`bash
make hot
\`\`\`

**Exit Criteria:** Oven is cold

\`\`\`bash
make cold
\`\`\`

**Checkpoint:** Oven is clean

\`\`\`bash
make clean
\`\`\`

## Phase 1: Fire
**Quality Gate:** Coal is dry

\`\`\`bash
make dry
\`\`\`

**Checkpoint:** Coal is black

\`\`\`bash
make black
\`\`\`

**Exit Criteria:** Fire is lit

\`\`\`bash
make lit
\`\`\`

**Entry Criteria:** Wood is cut

\`\`\`bash
make wood
\`\`\`

**Goals:** Warm

\`\`\`bash
make warm
\`\`\`

### Milestone M1: Open
**Acceptance Criteria:** Door opens

\`\`\`bash
make door
\`\`\`

**Quality Gate:** Door closes

\`\`\`bash
make close
\`\`\`

**Exit Criteria:** Door locks

\`\`\`bash
make lock
\`\`\`

**Inputs:** Key

\`\`\`bash
make key
\`\`\`

**Checkpoint:** Door is shut

\`\`\`bash
make shut
\`\`\`

#### Task 2.1: Sweep
**Acceptance Criteria:** Swept

\`\`\`bash
make swept
\`\`\`
`

const fences = `# Kiln Plan

## Exit Criteria
- [ ] Kiln is hot
  \`\`\`python
  print(1)
  \`\`\`
- Pots are glazed
  \`\`\`bash
  # only words here
  \`\`\`
- Bricks ring
  \`\`\`bash
  make bricks
  # Expected: ring
  \`\`\`
  \`\`\`bash
  make bricks again
  # Expected: ring twice
  \`\`\`
- Vents open
  \`\`\`bash
  # Expected: air
  \`\`\`
  \`\`\`bash
  ls vents
  \`\`\`

\`\`\`bash
# 1. Open the door
make door
\`\`\`

## Phase 1: Fire

\`\`\`bash
# Expected: smoke
make fire
\`\`\`

### Dependency Graph

\`\`\`mermaid
graph TD
  A --> B
\`\`\`

\`\`\`
Level 0: Roots

├── core/heat.py (the heart)
├── Flame
├── Smoke Box ── requires Flame

Level 1: Leaves
├── Ash
\`\`\`

## Phase 2: Cool

\`\`\`bash
# 1. Open the door
# Then close it
make shut
`

const graphs = `# Oven Plan

## Quality Gate
- Bread is brown

\`\`\`bash
make bread
\`\`\`

## Entry Criteria
- Oven is built

\`\`\`bash
make oven
\`\`\`

## Acceptance Criteria

\`\`\`bash
make none
\`\`\`

## Checkpoint
- Bread is warm

\`\`\`bash
make warm
\`\`\`

## Component Graph
| Module | Depends on | | Owner |
|---|---|---|---|
| oven/heat.py | Salt | hot | Ann | more |
| Salt (The salt) | | | |
| | x | | |

\`\`\`
Level 0: Roots
\`\`\`

### Modules
\`\`\`
Equation levels
Level 1
- \`Dough!\`
- x
├── src/
some words
\`\`\`

### Level tree
\`\`\`
├── early
Level 2: Two
├── late depends on early
\`\`\`

## File Manifest
Words.

\`\`\`
├── src/
│   ├── main.py  # start
│   └── lib/

└── README.md
\`\`\`

### New files
\`\`\`
docs/
├── guide.md
\`\`\`

### Talk
No tree.

## Files
\`\`\`
README.md
src/a.py
\`\`\`
`

const openFence = `# Kiln Plan

## Phase 1: Fire

- **Deliverables:** Coal, \`ash/log.md\`, ✅ Wood, and ✅ x
- **Artifact:** One, two
- **Outputs:**
  - [x] C-1 Smoke
  - \` \`

**Gate 1.2:** a; b

### Quality Gate
- [ ] G-1 Fire holds
  - [x] C-1 in wind
    - sub
  -

### Checkpoints
- [ ] C-2
- [ ]

### Run

\`\`\`bash
echo "a" && make fire
# 1. Open the door
# Then close it
make shut
`

describe('code of a whole plan', () => {
  it('gives commands below a line to the gate that the line was read into', () => {
    const imported = read(gateCommands)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Fire',
        gates: [
          {
            id: 'P1.quality',
            title: 'Quality Gate',
            stage: 'quality',
            criteria: [
              {
                id: 'P1.quality.1',
                statement: 'Coal is dry',
                commands: ['make dry'],
                check: { kind: 'command', argv: ['make', 'dry'], proposed: true },
              },
            ],
          },
          {
            id: 'P1.checkpoint',
            title: 'Coal is black',
            stage: 'checkpoint',
            criteria: [
              {
                id: 'P1.checkpoint.1',
                statement: 'Coal is black',
                commands: ['make black'],
                check: { kind: 'command', argv: ['make', 'black'], proposed: true },
              },
            ],
          },
        ],
        exit: {
          criteria: [
            {
              id: 'P1.1',
              statement: 'Fire is lit',
              commands: ['make lit'],
              check: { kind: 'command', argv: ['make', 'lit'], proposed: true },
            },
          ],
        },
        entry: {
          criteria: [
            {
              id: 'P1.entry.1',
              statement: 'Wood is cut',
              commands: ['make wood'],
              check: { kind: 'command', argv: ['make', 'wood'], proposed: true },
            },
          ],
        },
        goals: ['Warm'],
        commands: ['make warm'],
        milestones: [
          {
            id: 'M1',
            title: 'Open',
            acceptance: [
              {
                id: 'M1.1',
                statement: 'Door opens',
                commands: ['make door'],
                check: { kind: 'command', argv: ['make', 'door'], proposed: true },
              },
              {
                id: 'M1.2',
                statement: 'Door closes',
                commands: ['make close'],
                check: { kind: 'command', argv: ['make', 'close'], proposed: true },
              },
              {
                id: 'M1.3',
                statement: 'Door locks',
                commands: ['make lock'],
                check: { kind: 'command', argv: ['make', 'lock'], proposed: true },
              },
            ],
            inputs: ['Key'],
            attributes: { bash: ['make key', 'make shut'], Checkpoint: 'Door is shut' },
            tasks: [{ id: '2.1', title: 'Sweep', acceptance: ['Swept'], commands: ['make swept'] }],
          },
        ],
      },
    ])
    expect(imported.gates).toMatchObject([
      {
        id: 'quality-gate',
        title: 'Quality Gate',
        stage: 'quality',
        criteria: [
          {
            id: 'quality-gate.1',
            statement: 'Bread is brown',
            commands: ['make bread'],
            check: { kind: 'command', argv: ['make', 'bread'], proposed: true },
          },
        ],
      },
      {
        id: 'entry-criteria',
        title: 'Entry Criteria',
        stage: 'entry',
        criteria: [
          {
            id: 'entry-criteria.1',
            statement: 'Oven is built',
            commands: ['make oven'],
            check: { kind: 'command', argv: ['make', 'oven'], proposed: true },
          },
        ],
      },
      {
        id: 'acceptance-criteria',
        title: 'Acceptance Criteria',
        stage: 'acceptance',
        criteria: [
          {
            id: 'acceptance-criteria.1',
            statement: 'Oven is hot',
            commands: ['make hot'],
            check: { kind: 'command', argv: ['make', 'hot'], proposed: true },
          },
        ],
      },
      {
        id: 'exit-criteria',
        title: 'Exit Criteria',
        stage: 'exit',
        criteria: [
          {
            id: 'exit-criteria.1',
            statement: 'Oven is cold',
            commands: ['make cold'],
            check: { kind: 'command', argv: ['make', 'cold'], proposed: true },
          },
        ],
      },
      {
        id: 'checkpoint',
        title: 'Oven is clean',
        stage: 'checkpoint',
        criteria: [
          {
            id: 'checkpoint.1',
            statement: 'Oven is clean',
            commands: ['make clean'],
            check: { kind: 'command', argv: ['make', 'clean'], proposed: true },
          },
        ],
      },
    ])
    expect(linesOf(imported.phases)).toEqual(['P1: 33, 58-62'])
  })

  it('reads commands, words and what is expected below criteria', () => {
    const imported = read(fences)
    expect(imported.phases).toMatchObject([
      { id: 'P1', title: 'Fire', commands: ['make fire'], attributes: { Expected: 'smoke', 'Dependency Graph': 'graph TD\n  A --> B' } },
      { id: 'P2', title: 'Cool', commands: ['# 1. Open the door\n# Then close it\nmake shut'] },
    ])
    expect(imported.components).toMatchObject([
      { id: 'heat', type: 'module', path: 'core/heat.py', level: 0, attributes: { Level: 'Level 0: Roots', Note: 'the heart' } },
      { id: 'Flame', type: 'module', level: 0, attributes: { Level: 'Level 0: Roots' } },
      { id: 'Smoke', type: 'module', level: 0, attributes: { Level: 'Level 0: Roots', Note: 'Box' }, dependsOn: ['Flame'] },
      { id: 'Ash', type: 'module', level: 1, attributes: { Level: 'Level 1: Leaves' } },
    ])
    expect(imported.gates).toMatchObject([
      {
        id: 'exit-criteria',
        title: 'Exit Criteria',
        stage: 'exit',
        criteria: [
          { id: 'exit-criteria.1', statement: 'Kiln is hot', mark: ' ' },
          { id: 'exit-criteria.2', statement: 'Pots are glazed', commands: ['# only words here'] },
          {
            id: 'exit-criteria.3',
            statement: 'Bricks ring',
            commands: ['make bricks', 'make bricks again'],
            expected: 'ring\nring twice',
            check: { kind: 'command', argv: ['make', 'bricks', 'again'], proposed: true },
          },
          {
            id: 'exit-criteria.4',
            statement: 'Vents open',
            expected: 'air',
            commands: ['ls vents'],
            check: { kind: 'command', argv: ['ls', 'vents'], proposed: true },
          },
        ],
      },
    ])
    expect(imported.program).toMatchObject({
      name: 'Kiln Plan',
      genre: 'phased-program',
      attributes: { python: '  print(1)', 'Exit Criteria': '# 1. Open the door\nmake door' },
    })
  })

  it('reads graphs of components and trees of files', () => {
    const imported = read(graphs)
    expect(imported.components).toMatchObject([
      { id: 'Dough!', type: 'module', level: 1, attributes: { Level: 'Level 1' } },
      { id: 'x', type: 'module', level: 1, attributes: { Level: 'Level 1' } },
      { id: 'src', type: 'module', path: 'src/', level: 1, attributes: { Level: 'Level 1' } },
      { id: 'early', type: 'module' },
      { id: 'late', type: 'module', level: 2, attributes: { Level: 'Level 2: Two' }, dependsOn: ['early'] },
      {
        id: 'heat',
        type: 'module',
        title: 'oven/heat.py',
        path: 'oven/heat.py',
        attributes: { 'column 3': 'hot', Owner: 'Ann', 'column 5': 'more' },
        dependsOn: ['Salt'],
      },
      { id: 'Salt', type: 'module', title: 'The salt' },
    ])
    expect(imported.gates).toMatchObject([
      { id: 'quality-gate', title: 'Quality Gate', stage: 'quality', criteria: [{ id: 'quality-gate.1', statement: 'Bread is brown' }] },
      { id: 'entry-criteria', title: 'Entry Criteria', stage: 'entry', criteria: [{ id: 'entry-criteria.1', statement: 'Oven is built' }] },
      {
        id: 'checkpoint',
        title: 'Checkpoint',
        stage: 'checkpoint',
        criteria: [
          {
            id: 'checkpoint.1',
            statement: 'Bread is warm',
            commands: ['make warm'],
            check: { kind: 'command', argv: ['make', 'warm'], proposed: true },
          },
        ],
      },
      {
        id: 'file-manifest',
        title: 'File Manifest',
        stage: 'quality',
        criteria: [
          { id: 'file-manifest.1', statement: 'src/main.py: start', check: { kind: 'artifact', paths: ['src/main.py'], proposed: true } },
          { id: 'file-manifest.2', statement: 'src/lib/', check: { kind: 'artifact', paths: ['src/lib/'], proposed: true } },
          { id: 'file-manifest.3', statement: 'README.md', check: { kind: 'artifact', paths: ['README.md'], proposed: true } },
        ],
      },
      {
        id: 'new-files',
        title: 'New files',
        stage: 'quality',
        criteria: [
          { id: 'new-files.1', statement: 'docs/guide.md', check: { kind: 'artifact', paths: ['docs/guide.md'], proposed: true } },
        ],
      },
      {
        id: 'files',
        title: 'Files',
        stage: 'quality',
        criteria: [
          { id: 'files.1', statement: 'README.md', check: { kind: 'artifact', paths: ['README.md'], proposed: true } },
          { id: 'files.2', statement: 'src/a.py', check: { kind: 'artifact', paths: ['src/a.py'], proposed: true } },
        ],
      },
    ])
    expect(imported.program).toMatchObject({
      name: 'Oven Plan',
      genre: 'phased-program',
      attributes: {
        'Quality Gate': 'make bread',
        'Entry Criteria': 'make oven',
        'Acceptance Criteria': 'make none',
        'Component Graph': 'Level 0: Roots',
      },
      notes: [{ text: '| | x | | |' }, { text: 'Words.' }, { text: '### Talk\nNo tree.' }],
    })
  })

  it('reads commands of a fence that stays open', () => {
    const imported = read(openFence)
    expect(imported.phases).toMatchObject([
      {
        id: 'P1',
        title: 'Fire',
        deliverables: [
          { id: 'P1.D1', title: 'Coal' },
          { id: 'P1.D2', title: 'ash/log.md', path: 'ash/log.md' },
          { id: 'P1.D3', title: 'Wood', state: { value: 'done', mark: '✅' } },
          { id: 'P1.D4', title: 'x', state: { value: 'done', mark: '✅' } },
        ],
        attributes: { Artifact: 'One, two' },
        exit: {
          criteria: [
            { id: 'P1.1', statement: 'a' },
            { id: 'P1.2', statement: 'b' },
          ],
        },
        commands: ['echo "a" && make fire', '# 1. Open the door\n# Then close it\nmake shut'],
        tasks: [
          { id: 'C-1', title: 'Smoke', state: { value: 'done', mark: 'x' }, attributes: { group: '**Outputs:**' } },
          {
            id: 'G-1',
            title: 'Fire holds',
            state: { value: 'open', mark: ' ' },
            attributes: { group: 'Quality Gate' },
            children: [{ id: 'C-1-2', title: 'in wind', state: { value: 'done', mark: 'x' }, attributes: { id: 'C-1' }, detail: ['sub'] }],
          },
          { id: 'C-2', title: 'C-2', state: { value: 'open', mark: ' ' }, attributes: { group: 'Checkpoints' } },
          {
            id: 'P1.checkpoints.T1',
            title: 'P1.checkpoints.T1',
            state: { value: 'open', mark: ' ' },
            attributes: { group: 'Checkpoints' },
          },
        ],
      },
    ])
  })
})
