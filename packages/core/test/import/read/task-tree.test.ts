import { describe, expect, it } from 'vitest'
import { growTree, hasBox, type TaskGroup, type TaskNode } from '../../../src/import/read/task-tree.ts'
import { itemsIn, open } from '../tables-reading.ts'

function grow(text: string, parent?: TaskGroup) {
  const { section, scope } = open(`# Tasks\n\n${text}\n`)
  const group: TaskGroup = { name: '', qualifier: 'G', scope, label: undefined, headings: [], parent, byId: new Map() }
  const nodes: TaskNode[] = []
  for (const item of itemsIn(section.blocks)) growTree(item, group, nodes)
  const rows = nodes.map((node) => [
    node.written ?? node.item.text,
    node.parent?.written ?? node.parent?.item.text,
    node.bullet?.text,
    node.body.map((block) => (block.type === 'item' ? block.text : block.type)),
  ])
  return { section, group, nodes, rows }
}

describe('the tree of boxes', () => {
  it('nests by id first, then by indentation', () => {
    expect(
      grow(`- [ ] 1. Build
  - [ ] 1.1 Dig
    - a detail
    - [ ] deeper
- [ ] 2. Ship
  - [ ] 1.2 Wall
- [ ] 1.2.3.4 Brick
- [ ] 9.1 Alone
`).rows,
    ).toEqual([
      ['1', undefined, undefined, []],
      ['1.1', '1', undefined, ['a detail']],
      ['deeper', '1.1', undefined, []],
      ['2', undefined, undefined, []],
      ['1.2', '1', undefined, []],
      ['1.2.3.4', '1.2', undefined, []],
      ['9.1', undefined, undefined, []],
    ])
  })

  it('looks for parents in the groups around', () => {
    const { group } = grow('- [ ] 1 Build\n')
    const { nodes } = grow('- [ ] 1.1 Dig\n', group)
    expect(nodes[0]?.parent?.written).toBe('1')
  })

  it('keeps bullets that only head boxes', () => {
    expect(
      grow(`- Ground
  - words about it
  - [ ] 1 Dig
- [ ] 2 Wall
  - Stones
    - [ ] 2.1 Pick

    Some words.
    - none of clay
`).rows,
    ).toEqual([
      ['1', undefined, 'Ground', []],
      ['2', undefined, undefined, ['paragraph', 'none of clay']],
      ['2.1', '2', 'Stones', []],
    ])
  })

  it('takes no id for a path when it is longer than ids are', () => {
    const long = Array.from({ length: 70 }, () => '1').join('.')
    expect(grow(`- [ ] 1 Build\n- [ ] ${long} Dig\n`).nodes[1]?.parent).toBeUndefined()
  })

  it('knows which blocks hold boxes', () => {
    const { section } = grow('- words\n- [ ] box\n- words\n  - more\n    - [x] box\n\nparagraph\n')
    expect(section.blocks.map(hasBox)).toEqual([false, true, true, false])
  })
})
