import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, padTo } from '../../src/reporters/display-width.ts'
import { codeFrame } from '../../src/reporters/frame.ts'
import { codeSpan, plainMarkdown } from '../../src/reporters/markdown.ts'
import { printable } from '../../src/reporters/printable.ts'
import { cell, columnWidths, tableLines } from '../../src/reporters/table.ts'
import { cut, wrap, wrapBehind } from '../../src/reporters/wrap.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['書庫', 4],
    ['e\u0301', 1],
    ['한글', 4],
    ['🚚', 2],
    ['✓', 1],
    ['Å', 1],
  ])('%j is %i wide', (text, width) => expect(displayWidth(text)).toBe(width))

  it('pads by columns, not by characters', () => expect(padTo('書', 4)).toBe('書  '))
})

describe('wrap', () => {
  it('loses nothing but white space, and never goes over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width)
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('breaks at spaces first', () => expect(wrap('one two three', 7)).toEqual(['one two', 'three']))
  it('indents behind a prefix', () => expect(wrapBehind('a: ', 'one two', 6)).toEqual(['a: one', '   two']))
  it.each([
    ['short', 10, 'short'],
    ['rather long', 6, 'rathe…'],
    ['書庫の本', 5, '書庫…'],
  ])('cuts %j to %i columns', (text, width, expected) => expect(cut(text, width)).toBe(expected))
})

describe('table', () => {
  it('gives up where no readable width is left', () => {
    expect(columnWidths([[cell('a'.repeat(30)), cell('b'.repeat(30))]], 20)).toBeUndefined()
    expect(tableLines([[cell('a'.repeat(30)), cell('b')]], 20)).toEqual([`  ${'a'.repeat(18)}`, `  ${'a'.repeat(12)} · b`])
  })

  it('then puts the cells of a row behind each other, and breaks between them', () => {
    const row = ['P0', 'Plan the move', '', 'in progress', '0/2 tasks', 'a gate that is unmet'].map((text) => cell(text))
    expect(tableLines([row], 34)).toEqual(['  P0  Plan the move · in progress', '    0/2 tasks', '    a gate that is unmet'])
    const painted = cell('x'.repeat(40), (text) => `<${text}>`)
    expect(tableLines([[cell('P0'), painted, cell('y'.repeat(30))]], 34)).toEqual([
      '  P0',
      `    <${'x'.repeat(30)}>`,
      `    <${'x'.repeat(10)}>`,
      `    ${'y'.repeat(30)}`,
    ])
  })

  it('shrinks only the wide columns', () => {
    expect(columnWidths([[cell('id'), cell('x'.repeat(50)), cell('y'.repeat(60))]], 60)).toEqual([2, 27, 27])
  })

  it('leaves no space at the end of a line', () => {
    for (const line of tableLines(
      [
        [cell('a'), cell('b')],
        [cell('long'), cell('')],
      ],
      40,
    ))
      expect(line).toBe(line.trimEnd())
  })
})

describe('codeFrame', () => {
  const frame = (line: string, column: number, endColumn: number | undefined, width = 40) =>
    codeFrame(`first\n${line}\r\nlast`, { file: 'f', line: 2, column, ...(endColumn !== undefined && { endLine: 2, endColumn }) }, width)

  it.each<[string, string, number, number | undefined, string]>([
    ['marks a span', 'id: P1', 5, 7, '    ^^'],
    ['marks one column without an end', 'id: P1', 5, undefined, '    ^'],
    ['counts a wide character as two', '書庫: P1', 5, 7, '      ^^'],
    ['counts a tab as two', '\tid: P1', 6, 8, '      ^^'],
    ['marks the end of a line', 'id:', 4, undefined, '   ^'],
  ])('%s', (_, line, column, end, marks) => expect(frame(line, column, end)?.marks).toBe(marks))

  it('marks to the end of the line when the span goes on', () => {
    expect(codeFrame('abc def\nghi', { file: 'f', line: 1, column: 5, endLine: 2, endColumn: 2 }, 40)?.marks).toBe('    ^^^')
  })

  it('moves a long line so that the mark is in sight', () => {
    const found = frame(`${'a'.repeat(100)} P9 ${'b'.repeat(100)}`, 102, 104)
    expect(found?.code.slice(found.marks.indexOf('^'), found.marks.indexOf('^') + 2)).toBe('P9')
    expect(displayWidth(found?.code ?? '')).toBeLessThanOrEqual(40)
  })

  it('is absent where the file has no such line', () => expect(codeFrame('one', { file: 'f', line: 7, column: 1 }, 40)).toBeUndefined())

  it('never fails and never goes over', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.nat(20),
        fc.nat(30),
        fc.integer({ min: 10, max: 60 }),
        (source, line, column, width) => {
          const found = codeFrame(
            source,
            { file: 'f', line: line + 1, column: column + 1, endLine: line + 1, endColumn: column + 5 },
            width,
          )
          if (found === undefined) return
          expect(displayWidth(found.code)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})

describe('text of files', () => {
  it('shows control characters instead of obeying them', () => {
    expect(printable('a\u001b[1mb\u202ec\r\nd')).toBe('a\\u001b[1mb\\u202ec\nd')
  })

  it.each([
    ['a|b', 'a\\|b'],
    ['<b>&', '&lt;b&gt;&amp;'],
    ['two\nlines', 'two lines'],
    ['1. x', '1\\. x'],
    ['_x_ `y`', '\\_x\\_ \\`y\\`'],
  ])('%j is plain in Markdown', (text, expected) => expect(plainMarkdown(text)).toBe(expected))

  it('mentions nobody and links nowhere', () => {
    expect(plainMarkdown('@all')).not.toMatch(/@\w/)
    expect(plainMarkdown('https://example.org')).not.toContain('https://')
  })

  it.each([
    ['P1', '`P1`'],
    ['a`b', '`` a`b ``'],
    ['a|b', '`a|b`'],
    ['', '`  `'],
  ])('%j as code', (text, expected) => expect(codeSpan(text)).toBe(expected))
})
