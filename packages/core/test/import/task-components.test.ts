// tested-for: P3.R1
import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'

const fence = '```'
const plan = `# Tide table, step by step

## Dependencies

### Equation dependencies

| Equation | Book | Depends On |
|---|---|---|
| F 1 (Sum) | First | None |
| F 2 (Mean) | First | F 1 |

### Module dependencies

${fence}
┌──────────────────────────────┐
│ Level 0: Base (no parts)      │
│ ├── sum.py (adds)             │
│ └── mean.py                   │
├──────────────────────────────┤
│ Level 1: Table                │
│ └── row.py ─── requires: sum  │
└──────────────────────────────┘
${fence}

## Phases

### Phase 1: Formulas

| Task | Equation | Test File |
|------|---------|-----------|
| 1.1 | F 1: Sum | tests/test_sum.py |
| 1.2 | F 2 | tests/test_mean.py |
| 1.3 | F 7: Tides | tests/test_tides.py |

### Phase 2: Modules

| Task | Module | Tests |
|------|--------|-------|
| 2.1 | \`src/base/sum.py\` | test_sum.py |
| 2.2 | \`src/row.py\` | test_row.py |
| 2.3 | \`src/other.py\` | test_other.py |
| 2.4 | Sum | test_more.py |
`

describe('tasks that are named after components', () => {
  it('build them, where the name is a number of a series or a file of the drawing', () => {
    const { phases, components } = importDocuments([{ path: 'plan.md', text: plan }])
    expect(components.map(({ id }) => id)).toEqual(['F 1', 'F 2', 'sum', 'mean', 'row'])
    const tasks = phases.flatMap((phase) => (phase.tasks ?? []).filter((task) => typeof task !== 'string'))
    expect(tasks.map(({ id, title, components: built }) => [id, title, built])).toEqual([
      ['1.1', 'F 1: Sum', ['F 1']],
      ['1.2', 'F 2', ['F 2']],
      ['1.3', 'F 7: Tides', undefined],
      ['2.1', '`src/base/sum.py`', ['sum']],
      ['2.2', '`src/row.py`', ['row']],
      ['2.3', '`src/other.py`', undefined],
      ['2.4', 'Sum', undefined],
    ])
  })

  it('say nothing where several components have the file', () => {
    const twice = plan.replace('│ └── row.py ─── requires: sum  │', '│ └── more/sum.py               │')
    const { phases } = importDocuments([{ path: 'plan.md', text: twice }])
    const tasks = phases.flatMap((phase) => (phase.tasks ?? []).filter((task) => typeof task !== 'string'))
    expect(tasks.find(({ id }) => id === '2.1')?.components).toBeUndefined()
  })
})
