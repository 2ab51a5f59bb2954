import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addEdge, type Edge, findCycles } from '../../src/link/cycles.ts'

function graphOf(edges: readonly (readonly [string, string])[]): Map<string, Edge<string>[]> {
  const graph = new Map<string, Edge<string>[]>()
  for (const [from, to] of edges) addEdge(graph, from, to, `${from}>${to}`)
  return graph
}
const paths = (edges: readonly (readonly [string, string])[]) => findCycles(graphOf(edges)).map(({ ids }) => ids.join(' '))

describe('circles of a graph', () => {
  it.each<[string, [string, string][], string[]]>([
    [
      'none',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
      [],
    ],
    ['a loop', [['a', 'a']], ['a']],
    [
      'one, with a tail and an exit',
      [
        ['x', 'c'],
        ['c', 'b'],
        ['b', 'a'],
        ['a', 'c'],
        ['b', 'y'],
      ],
      ['a c b'],
    ],
    [
      'two apart',
      [
        ['T10', 'T9'],
        ['T9', 'T10'],
        ['T2', 'T1'],
        ['T1', 'T2'],
      ],
      ['T1 T2', 'T9 T10'],
    ],
    [
      'the shortest through the smallest',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
        ['b', 'a'],
      ],
      ['a b'],
    ],
    [
      'two steps between the same nodes',
      [
        ['a', 'b'],
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['a b'],
    ],
  ])('%s', (_, edges, expected) => expect(paths(edges)).toEqual(expected))

  it('gives the step of each id', () => {
    expect(
      findCycles(
        graphOf([
          ['b', 'a'],
          ['a', 'b'],
        ]),
      ),
    ).toEqual([
      {
        ids: ['a', 'b'],
        steps: [
          { to: 'b', why: 'a>b' },
          { to: 'a', why: 'b>a' },
        ],
      },
    ])
  })

  it('agrees with reachability, whatever the order of the edges', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(node, node), { selector: ([a, b]) => a + b, maxLength: 16 }), (edges) => {
        const reached = (from: string): Set<string> => {
          const seen = new Set<string>()
          const open = [from]
          for (let id = open.pop(); id !== undefined; id = open.pop()) {
            for (const [a, b] of edges)
              if (a === id && !seen.has(b)) {
                seen.add(b)
                open.push(b)
              }
          }
          return seen
        }
        const parts = new Set<string>()
        for (const id of 'abcdefg')
          if (reached(id).has(id))
            parts.add(
              [...reached(id)]
                .filter((to) => reached(to).has(id))
                .sort()
                .join(''),
            )
        const found = findCycles(graphOf(edges))
        expect(found.map(({ ids }) => ids[0])).toEqual([...parts].map((part) => part[0]).sort())
        for (const { ids, steps } of found) {
          expect(steps.map(({ to }) => to)).toEqual([...ids.slice(1), ids[0]])
          expect(steps.every(({ to, why }, i) => why === `${ids[i]}>${to}`)).toBe(true)
          expect(new Set(ids).size).toBe(ids.length)
        }
        expect(findCycles(graphOf([...edges].reverse())).map(({ ids }) => ids[0])).toEqual(found.map(({ ids }) => ids[0]))
      }),
    )
  })

  it('walks a chain and a circle of 100,000 nodes', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => [`n${i}`, `n${i + 1}`] as const)
    expect(paths(chain)).toEqual([])
    expect(findCycles(graphOf([...chain, ['n100000', 'n0']]))[0]?.ids).toHaveLength(100_001)
  })
})
