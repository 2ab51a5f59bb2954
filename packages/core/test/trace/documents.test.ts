import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexDocument } from '../../src/trace/document-index.ts'
import { cite } from '../../src/trace/document-section.ts'
import { textFingerprint } from '../../src/trace/fingerprint.ts'
import { findMoved, lineDigests } from '../../src/trace/moved-lines.ts'
import { referenceReader, type SourceReference } from '../../src/trace/source-reference.ts'
import { expectLinear } from '../growth.ts'

const read = referenceReader(['SR'])
const reference = (text: string): SourceReference => read(`SR ${text}`)[0] as SourceReference
const document = (text: string, more: object = {}) => ({ alias: 'SR', path: 'docs/SR.md', text, ...more })
const citeIn = (text: string, where: string) => cite(indexDocument(document(text)), reference(where))

/** The lines that a reference leads to, as text. */
function cited(text: string, where: string): string | undefined {
  const found = citeIn(text, where)
  if (found.state !== 'found') return undefined
  return text
    .split(/\r\n|\n|\r/)
    .slice(found.span.from - 1, found.span.to)
    .join('\n')
}

const report = `---
title: Report
---
# Report

## 1. Summary
All is well.

## 2. Findings
### 2.1 Open
| Id | Finding |
|----|---------|
| B-001 | Nobody owns the gate. |
| B-002 | See B-001. |

### 2.2 Closed
- **B-003**: the log is read
  by nobody.

  It grows.
- B-004 follows NEW-B-003.

## 3 Risk register: what may go wrong
R-007 is named here first.
And goes on.

R-007: it breaks.

\`\`\`
## 9. No heading
\`\`\`
## Notes
The end.
`

describe('citations', () => {
  it.each([
    ['§1', '## 1. Summary\nAll is well.\n'],
    ['§2.1', '### 2.1 Open\n| Id | Finding |\n|----|---------|\n| B-001 | Nobody owns the gate. |\n| B-002 | See B-001. |\n'],
    ['§"Risk register"', cited(report, '§3')],
    ['§"risk register: what may go wrong"', cited(report, '§3')],
    ['§"Notes"', '## Notes\nThe end.'],
    ['B-001', '| B-001 | Nobody owns the gate. |'],
    ['§2 B-002', '| B-002 | See B-001. |'],
    ['§2.2 B-003', '- **B-003**: the log is read\n  by nobody.\n\n  It grows.'],
    ['B-004', '- B-004 follows NEW-B-003.'],
    ['NEW-B-003', '- B-004 follows NEW-B-003.'],
    ['R-007', 'R-007: it breaks.'],
    ['B-001..B-003', cited(report, 'L13-L20')],
    ['L6', '## 1. Summary'],
    ['L6-L7', '## 1. Summary\nAll is well.'],
    ['§1 L6', '## 1. Summary'],
    ['', report.trimEnd()],
  ])('of %j are found', (where, expected) => {
    expect(expected).toBeDefined()
    expect(cited(report, where)).toBe(expected)
  })

  it('of a range of sections reach to the end of the last', () => {
    expect(cited(report, '§1–§2')).toBe(`${cited(report, '§1')}\n${cited(report, '§2')}`)
  })

  it.each([
    ['§9', { state: 'section-absent', name: '9', headings: [{ title: 'Report' }, {}, {}, { number: '2.1', title: 'Open' }, {}, {}, {}] }],
    ['§1–§9', { state: 'section-absent', name: '9' }],
    ['§"Risk reg"', { state: 'section-absent', name: 'Risk reg' }],
    ['B-999', { state: 'record-absent', id: 'B-999' }],
    ['§1 B-001', { state: 'record-absent', id: 'B-001' }],
    ['B-001..B-999', { state: 'record-absent', id: 'B-999' }],
    ['L30-L99', { state: 'lines-beyond-end', last: 33 }],
  ])('of %j are not', (where, expected) => expect(citeIn(report, where)).toMatchObject(expected))

  it('find headings of other kinds', () => {
    const text = 'Report\n======\n\nOne\n---\nfirst\n\n2. Two\n------\nsecond\n\n4. Four\n~~~~~~~\nfourth\n\n== 3. Three\nthird\n'
    expect(cited(text, '§"One"')).toBe('One\n---\nfirst\n')
    expect(cited(text, '§2')).toBe('2. Two\n------\nsecond\n\n4. Four\n~~~~~~~\nfourth\n')
    expect(cited(text, '§4')).toBe('4. Four\n~~~~~~~\nfourth\n')
    expect(cited(text, '§3')).toBe('== 3. Three\nthird')
  })

  it.each([
    ['## §3 Scope', '3'],
    ['## Section 3: Scope', '3'],
    ['## 3) Scope', '3'],
    ['## **3.** Scope', '3'],
    ['## A.1 Scope', 'A.1'],
    ['## 第3章 范围', '3'],
    ['## Scope ##', '"scope"'],
  ])('know the number in %j', (line, name) => expect(cited(`# T\n${line}\ntext\n`, `§${name}`)).toBe(`${line}\ntext`))

  it('take neither a table nor a list nor a rule for a heading', () => {
    expect(indexDocument(document('a | b\n--- | ---\n1 | 2\n\n- one\n---\n\n---\ntext\n***\n')).headings).toEqual([])
    expect(indexDocument(document('---\nfront: 1\n---\n')).headings).toEqual([])
  })

  it('mean the same under another line end, byte order mark and white space', () => {
    const other = `\ufeff${report.replaceAll('\n', '\r\n').replaceAll('. ', '.   ')}`
    for (const where of ['§2', 'B-003', 'L6-L7', ''])
      expect(citeIn(other, where)).toMatchObject({ fingerprint: (citeIn(report, where) as { fingerprint: string }).fingerprint })
  })

  it('of a file that is no text mean the whole of it', () => {
    const index = indexDocument(document('ab12', { isDigest: true }))
    for (const where of ['§2', 'L99', 'B-1', ''])
      expect(cite(index, reference(where))).toMatchObject({ state: 'found', fingerprint: textFingerprint('ab12') })
  })

  it('change with what they cite, and with nothing else', () => {
    const line = fc.constantFrom('# 1. One', '# 2. Two', '## 2.1 Sub', 'R-1 text', '- R-2 more', '', 'plain', '| R-3 |', '```')
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.constantFrom('§1', '§2', '§2.1', 'R-1', 'R-2', '§2 R-3', 'L1-L3'),
        (lines, where) => {
          const text = lines.join('\n')
          const found = citeIn(text, where)
          if (found.state !== 'found') return
          const { from, to } = found.span
          expect(from).toBeGreaterThanOrEqual(1)
          expect(to).toBeLessThanOrEqual(Math.max(1, lines.length))
          expect(found.fingerprint).toBe(textFingerprint(lines.slice(from - 1, to).join('\n')))
        },
      ),
    )
  })
})

describe('lines that have moved', () => {
  const index = (text: string) => indexDocument(document(text))
  const moved = (before: string, from: number, to: number, after: string) =>
    findMoved(index(after), lineDigests(index(before), { from, to }))

  it('are found where they stand now', () => {
    expect(moved('a\nb\nc\nd', 2, 3, 'new\nx\na\nb\nc\nd')).toEqual({ from: 4, to: 5 })
    expect(moved('a\nb\nc\nd', 2, 3, 'b\nc')).toEqual({ from: 1, to: 2 })
    expect(moved('a\nb\nc\nd', 2, 3, 'a\nb\nc\nd')).toEqual({ from: 2, to: 3 })
  })

  it('are the nearest of several', () => {
    expect(moved('x\na\nb', 2, 3, 'a\nb\nx\nx\na\nb\nx\na\nb')).toEqual({ from: 1, to: 2 })
    expect(moved('x\nx\nx\nx\na\nb', 5, 6, 'a\nb\nx\na\nb\nx\na\nb')).toEqual({ from: 4, to: 5 })
    // Of two that are as near, the first.
    expect(moved('x\nx\nx\na', 4, 4, 'x\na\nx\nx\nx\na')).toEqual({ from: 2, to: 2 })
  })

  it('may overlap themselves', () => {
    expect(moved('a\na\nb', 1, 3, 'a\na\na\nb')).toEqual({ from: 2, to: 4 })
  })

  it('never begin above the document, nor end below it', () => {
    expect(moved('x\n\n\nb\n\n\ny', 2, 6, 'b')).toEqual({ from: 1, to: 1 })
  })

  it('keep the blank lines around them', () => {
    expect(moved('\na\n\nb', 1, 3, 'x\n\na\n\nb')).toEqual({ from: 2, to: 4 })
    expect(moved('\na\n', 1, 2, 'a')).toEqual({ from: 1, to: 1 })
  })

  it('are gone when their text has changed, or was blank', () => {
    expect(moved('a\nb\nc', 2, 3, 'a\nb\nC')).toBeUndefined()
    expect(moved('a\nb\nc', 2, 3, '')).toBeUndefined()
    expect(moved('\n\na', 1, 2, '\n\na')).toBeUndefined()
  })

  it('are found as a plain search finds them', () => {
    const line = fc.constantFrom('a', 'b', '')
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.array(line, { maxLength: 14 }), (lines, after) => {
        fc.pre(lines[0] !== '' && lines.at(-1) !== '')
        const text = after.join('\n').replace(/\n$/, '')
        const all = text.split('\n')
        const starts = all.flatMap((_, at) => (lines.every((one, row) => all[at + row] === one) ? at + 1 : []))
        const found = moved(lines.join('\n'), 1, lines.length, text)
        expect(found?.from).toBe(starts[0])
        if (found) expect(found.to - found.from + 1).toBe(lines.length)
      }),
    )
  })

  it('take time in proportion to the document', () => {
    expectLinear((size) => {
      const many = 'a\n'.repeat(2 * size)
      const remembered = lineDigests(index(many), { from: 1, to: size })
      expect(findMoved(index(`${many}b\n`), remembered)).toEqual({ from: 1, to: size })
    }, 1000)
  })
})

it('looks into a large document often, in linear time', () => {
  expectLinear((size) => {
    const text = Array.from({ length: size }, (_, at) => (at % 10 === 0 ? `## ${at / 10}. Part\n` : `R-${at} text\n`)).join('')
    const index = indexDocument(document(text))
    for (let at = 0; at < size / 2; at++) cite(index, reference(at % 2 === 0 ? `R-${at}` : `§${at % (size / 10)}`))
  }, 2000)
})
