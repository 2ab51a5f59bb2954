import { describe, expect, it } from 'vitest'
import { windowStart } from '../../src/link/phase-order.ts'
import { linkTexts } from '../build-program.ts'

type Phase = readonly [id: string, body?: string]
function order(phases: readonly Phase[]): string[] {
  const texts = phases.map(([id, body = '']) => [`specification/phases/${id}.yaml`, `format: 1\nid: "${id}"\ntitle: T\n${body}\n`])
  return [...(linkTexts(Object.fromEntries(texts)).program?.phases.keys() ?? [])]
}

describe('the order of phases', () => {
  it.each<[string, Phase[], string[]]>([
    ['by id where nothing else is said', [['P10'], ['P2'], ['P1']], ['P1', 'P2', 'P10']],
    [
      'by window, as numbers',
      [
        ['A', 'window: 10-12'],
        ['B', 'window: "9"'],
        ['C', 'window: 0.5-2'],
        ['D', 'window: 28+'],
      ],
      ['C', 'B', 'A', 'D'],
    ],
    ['phases without a window last', [['A'], ['B', 'window: 28+']], ['B', 'A']],
    ['dependencies first', [['P1', 'dependencies: [P9]'], ['P2'], ['P9']], ['P9', 'P1', 'P2']],
    ['parents first', [['a', 'parent: z'], ['z']], ['z', 'a']],
    [
      'window before dependency',
      [
        ['A', 'window: 0-2\ndependencies: [B]'],
        ['B', 'window: 2-4'],
      ],
      ['A', 'B'],
    ],
    [
      'dependencies among equal windows, also through others',
      [
        ['A', 'window: 0-2\ndependencies: [B]'],
        ['B', 'window: 2-4\ndependencies: [C]'],
        ['C', 'window: 0-2'],
      ],
      ['C', 'A', 'B'],
    ],
    ['circles cut at the smallest id', [['P2', 'dependencies: [P1]'], ['P1', 'dependencies: [P2]'], ['P0']], ['P0', 'P2', 'P1']],
    ['unknown dependencies do not matter', [['P2'], ['P1', 'dependencies: [P9]\nparent: P8']], ['P1', 'P2']],
    ['a diamond', [['D', 'dependencies: [B, C]'], ['C', 'dependencies: [A]'], ['B', 'dependencies: [A]'], ['A']], ['A', 'B', 'C', 'D']],
  ])('%s', (_, phases, expected) => {
    expect(order(phases)).toEqual(expected)
    expect(order([...phases].reverse())).toEqual(expected)
  })

  it.each([
    ['0-2', 0],
    ['28+', 28],
    ['1.5 – 3', 1.5],
    ['4', 4],
    ['soon', undefined],
    [undefined, undefined],
  ])('a window %s starts at %s', (window, start) => {
    expect(windowStart(window)).toBe(start)
  })
})
