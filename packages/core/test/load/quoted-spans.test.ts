import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doubleQuotedSpans } from '../../src/load/quoted-spans.ts'

const found = (text: string): string[] => doubleQuotedSpans(text).map(([start, end]) => text.slice(start, end))

describe('double-quoted scalars', () => {
  test.each([
    ['a: "b"\n', ['"b"']],
    ['"k": "v" # "comment"\n', ['"k"', '"v"']],
    ['a: b "c" d\n', []],
    ['a: \'x "y" z\'\n', []],
    ['a: |\n  "not this"\nb: "this"\n', ['"this"']],
    ['{"a": ["b", "c \\" d"]}', ['"a"', '"b"', '"c \\" d"']],
    ['a: "two\n  lines"\nb: >-\n  "x"\n', ['"two\n  lines"']],
    ['- { id: "1", t: plain"quote }\n', ['"1"']],
    ['\ufeffa: "b"\n', ['"b"']],
    ['a: "never closed', ['"never closed']],
    // A control character that the lexer uses as a mark.
    ['[\u001f"{"', ['"']],
    ['a: "\u0002"\nb: \u0018"x"\nc: "\u001f"\n', ['"\u0002"', '"\u001f"']],
  ])('%j', (text, expected) => expect(found(text)).toEqual(expected))

  test('any text: in order, inside the text, each begins with a quote', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('"', "'", 'a', ':', ' ', '\n', '{', '}', '[', ']', ',', '-', '#', '|', '\\', '\u001f', '\u0002', '\u0018'),
        }),
        (text) => {
          let before = 0
          for (const [start, end] of doubleQuotedSpans(text)) {
            expect(start).toBeGreaterThanOrEqual(before)
            expect(end).toBeLessThanOrEqual(text.length)
            expect(text[start]).toBe('"')
            before = end
          }
        },
      ),
    )
  })
})
