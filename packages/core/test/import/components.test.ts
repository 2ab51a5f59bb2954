import { describe, expect, it } from 'vitest'
import { readComponents } from '../../src/import/read/components.ts'
import { readingOf } from './template-reading.ts'

const graph = `## Dependency graph

### Overview
\`\`\`mermaid
graph TD
  A --> B
\`\`\`

### Formulas

| Equation | Book | Depends On | Used By |
|---|---|---|---|
| F 1 (Sum) | First | None | F 2 |
| F 2 (Mean) | First | F 1 | F 9, Alg 1 |
| F 9 | Second | First F 2, F 1 | |
| | | | |

### Modules

\`\`\`
┌──────────────────────────────┐
│ Level 0: Base (no parts)      │
│ ├── sum.py (adds)             │
│ └── parts/mean.py             │
├──────────────────────────────┤
│ Level 1: Table Core           │
│ ├── row.py ─── requires: nothing     │
│ ├── cell.py (F 2) ─── requires: row   │
│ └── grid.py ── requires: all above    │
├──────────────────────────────┤
│ Level 2: Top                  │
│ ├── page.py ─── requires: Table parts, sum │
│ ├── book.py ─── requires: Level 1 │
│ └── shop.py ─── requires: Table modules and page │
└──────────────────────────────┘
\`\`\`
`

describe('component graphs', () => {
  const { section, scope, reading, draft, unclaimed } = readingOf(graph)
  const read = readComponents(section, scope, reading)
  const component = (id: string) => draft.components.find((each) => each.id === id)

  it('are read from tables and drawings, with no line lost', () => {
    expect(read).toBe(true)
    expect(draft.components.map((each) => [each.id, each.type, each.level])).toEqual([
      ['F 1', 'equation', undefined],
      ['F 2', 'equation', undefined],
      ['F 9', 'equation', undefined],
      ['sum', 'module', 0],
      ['mean', 'module', 0],
      ['row', 'module', 1],
      ['cell', 'module', 1],
      ['grid', 'module', 1],
      ['page', 'module', 2],
      ['book', 'module', 2],
      ['shop', 'module', 2],
    ])
    expect(unclaimed()).toEqual([16])
  })

  it('keep what the plan says beside the ids', () => {
    expect(component('F 1')).toEqual({
      id: 'F 1',
      type: 'equation',
      title: 'Sum',
      attributes: { Book: 'First', 'Depends On': 'None', 'Used By': 'F 2' },
    })
    expect(component('mean')).toEqual({
      id: 'mean',
      type: 'module',
      path: 'parts/mean.py',
      level: 0,
      attributes: { Level: 'Level 0: Base (no parts)' },
    })
    expect(component('cell')?.attributes).toEqual({ Level: 'Level 1: Table Core', Note: 'F 2' })
    expect(draft.program.attributes).toEqual({ Overview: 'graph TD\n  A --> B' })
  })

  it.each([
    ['F 2', ['F 1'], undefined],
    ['F 9', ['F 2', 'F 1'], 'First F 2, F 1'],
    ['row', undefined, 'nothing'],
    ['cell', ['row'], undefined],
    ['grid', ['row', 'cell'], 'all above'],
    ['page', ['sum'], 'Table parts, sum'],
    ['book', ['row', 'cell', 'grid'], 'Level 1'],
    ['shop', ['row', 'cell', 'grid', 'page'], 'Table modules and page'],
  ])('%s depends on %j', (id, ids, words) => {
    expect(component(id)?.dependsOn).toEqual(ids)
    const { 'Depends On': table, Requires: drawing } = component(id)?.attributes ?? {}
    expect(table ?? drawing).toBe(words)
  })

  it('are not seen where a table lists something else', () => {
    const other = readingOf('## Dependencies\n\n| Task | Depends On |\n|---|---|\n| 1.1 | None |\n')
    expect(readComponents(other.section, other.scope, other.reading)).toBe(false)
    expect(other.draft.components).toEqual([])
  })

  it('have ids that the model can hold', () => {
    const other = readingOf('## Graph\n\n| Module | Requires |\n|---|---|\n| `src/a/b.ts` | None |\n| src/c/b.ts | b |\n')
    expect(readComponents(other.section, other.scope, other.reading)).toBe(true)
    expect(other.draft.components.map(({ id, path, title, dependsOn }) => [id, path, title, dependsOn])).toEqual([
      ['b', 'src/a/b.ts', 'src/a/b.ts', undefined],
      ['b-2', 'src/c/b.ts', 'src/c/b.ts', ['b']],
    ])
  })

  it('stay quick on many lines of the same name', () => {
    const lines = Array.from({ length: 20_000 }, () => '├── a.py requires: all above')
    const many = readingOf(['## Graph', '', '```', 'Level 0: x', ...lines, '```'].join('\n'))
    expect(readComponents(many.section, many.scope, many.reading)).toBe(true)
    expect(many.draft.components).toHaveLength(20_000)
  })
})
