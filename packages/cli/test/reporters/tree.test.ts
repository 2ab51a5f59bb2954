import { describe, expect, it } from 'vitest'
import { plainPaint } from '../../src/reporters/paint.ts'
import { treeLines } from '../../src/reporters/tree.ts'

const marked = (text: string): string => `<${text}>`

describe('a tree', () => {
  const branch = {
    text: 'needed by T-4: Print the tables (task) ! leans on a suspect link',
    painted: [
      ['T-4', marked],
      ['! leans on a suspect link', marked],
    ] as const,
  }

  it('paints parts of a text', () =>
    expect(treeLines([branch], 80, plainPaint)).toEqual(['  └─ needed by <T-4>: Print the tables (task) <! leans on a suspect link>']))

  it('paints a part that goes on in the next line, in both', () =>
    expect(treeLines([branch, { text: 'last' }], 60, plainPaint)).toEqual([
      '  ├─ needed by <T-4>: Print the tables (task) <! leans on a>',
      '  │     <suspect link>',
      '  └─ last',
    ]))

  it('leaves what it does not find as it is', () =>
    expect(
      treeLines(
        [
          {
            text: 'one two',
            painted: [
              ['three', marked],
              ['', marked],
              ['two', marked],
            ],
          },
        ],
        80,
        plainPaint,
      ),
    ).toEqual(['  └─ one <two>']))
})
