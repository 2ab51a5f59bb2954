// tested-for: P3.R1
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placedAt, referenceReader } from '../../src/trace/source-reference.ts'
import { expectLinear } from '../growth.ts'

const read = referenceReader(['AP', 'SR', 'VR', 'Spec Document'])
const ids = (text: string): string[] => read(text).map(({ alias, id }) => (alias === undefined ? `free: ${id}` : id))

describe('references into documents', () => {
  it.each([
    ['AP L14–L17', ['AP L14-L17']],
    ['AP L14-17', ['AP L14-L17']],
    ['AP L17-L14', ['AP L14-L17']],
    ['AP L14', ['AP L14']],
    ['AP:14-17', ['AP L14-L17']],
    ['AP: L14', ['AP L14']],
    ['AP: 14 things', ['AP']],
    ['AP#L14-L17', ['AP L14-L17']],
    ['AP lines 14 to 17', ['AP L14-L17']],
    ['AP line 14', ['AP L14']],
    ['AP ll. 14…17', ['AP L14-L17']],
    ['AP L14, L18-20, 22', ['AP L14', 'AP L18-L20', 'AP L22']],
    ['SR §3 B-003', ['SR §3 B-003']],
    ['SR § 3', ['SR §3']],
    ['VR section 2.1', ['VR §2.1']],
    ['VR sec. 4', ['VR §4']],
    ['VR Section A.2', ['VR §A.2']],
    ['VR §2–§4', ['VR §2-§4']],
    ['VR §2.1, 2.2', ['VR §2.1', 'VR §2.2']],
    ['VR §2.1, 3 things', ['VR §2.1']],
    ['VR §3 R-005 (CHALLENGE)', ['VR §3 R-005']],
    ['SR §2 (Risks), §3 (Blind spots), §5', ['SR §2', 'SR §3', 'SR §5']],
    ['SR M-002, R-004 and R-010', ['SR M-002', 'SR R-004', 'SR R-010']],
    ['SR §3 B-001, B-002', ['SR §3 B-001', 'SR §3 B-002']],
    ['VR NEW-RISK-003', ['VR NEW-RISK-003']],
    ['SR §4 A-001…A-010. Mitigations follow.', ['SR §4 A-001..A-010']],
    ['SR A-001-010', ['SR A-001-010']],
    ['SR A-001 to 010', ['SR A-001..A-010']],
    ['SR §"Risk  register" R-1', ['SR §"Risk register" R-1']],
    ['SR section “Open questions”', ['SR §"Open questions"']],
    ['SR section «Вопросы»', ['SR §"Вопросы"']],
    ['AP §3 L4-5', ['AP §3 L4-L5']],
    ['Spec Document §1.2', ['Spec Document §1.2']],
    ['SR §3 B-003; AP L14 and VR §2 R-007', ['SR §3 B-003', 'AP L14', 'VR §2 R-007']],
    ['AP L14\nSR §1', ['AP L14', 'SR §1']],
    ['see AP L14', ['AP L14']],
    ['AP', ['AP']],
    ['AP, SR', ['AP']],
    ['AP; SR', ['AP', 'SR']],
  ])('reads %j', (text, expected) => {
    expect(ids(text)).toEqual(expected)
  })

  it.each([
    ['the AP protocol', ['free: the AP protocol']],
    ['RFC 2119; ISO  9001', ['free: RFC 2119', 'free: ISO 9001']],
    ['SR-12 and APX L4', ['free: SR-12 and APX L4']],
    ['docs/AP.md', ['free: docs/AP.md']],
    ['', []],
    [' ; ', []],
  ])('finds no document in %j', (text, expected) => {
    expect(ids(text)).toEqual(expected)
  })

  it('tells the parts of a reference', () => {
    expect(read('SR §3 B-003')).toEqual([
      { text: 'SR §3 B-003', id: 'SR §3 B-003', alias: 'SR', section: { name: '3' }, record: { id: 'B-003' } },
    ])
    expect(read('AP L14–L17, 20')).toEqual([
      { text: 'AP L14–L17', id: 'AP L14-L17', alias: 'AP', lines: { from: 14, to: 17 } },
      { text: '20', id: 'AP L20', alias: 'AP', lines: { from: 20, to: 20 } },
    ])
    expect(read('VR §2-§4')[0]?.section).toEqual({ name: '2', to: '4' })
  })

  it('takes the longest of several aliases', () => {
    const names = referenceReader(['Plan', 'Plan B'])('Plan B L3').map(({ alias }) => alias)
    expect(names).toEqual(['Plan B'])
  })

  it('takes everything as free text without aliases', () => {
    expect(referenceReader([' '])('AP L14; x').map(({ id }) => id)).toEqual(['AP L14', 'x'])
  })

  it('writes a reference with other lines', () => {
    const [reference] = read('AP §3 L4-5')
    expect(reference && placedAt(reference, { from: 8, to: 9 })).toBe('AP §3 L8-L9')
  })

  it('reads its own spelling as the same reference', () => {
    const place = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 })).map(([from, more]) => `L${from}–L${from + more}`),
      fc.constantFrom(
        '§3',
        '§2.1',
        '§2–§4',
        '§"Risks"',
        '§“The "large" boxes”',
        '§«4»',
        'B-003',
        '§3 B-003',
        'A-001…A-010',
        '§4 A-001…A-010',
        '§3 L2-4',
      ),
    )
    const text = fc.tuple(fc.constantFrom('AP', 'SR', 'Spec Document'), place).map(([alias, where]) => `${alias} ${where}`)
    fc.assert(
      fc.property(text, (one) => {
        const [found] = read(one)
        expect(found?.alias).toBeDefined()
        expect(read(found?.id ?? '').map(({ text: _, ...rest }) => rest)).toEqual(
          [{ ...found, text: undefined }].map(({ text: _, ...rest }) => rest),
        )
      }),
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (alias, text) => void referenceReader([alias, 'AP'])(`AP ${text}`)))
  })

  it('takes no time for ids without an end', () => {
    expectLinear((size) => {
      for (let at = 0; at < 50; at++) read(`AP A${'1'.repeat(size)}é`)
    }, 245)
  })

  it('looks at the beginning of a monstrous text only', () => {
    expect(read(`AP L1 ${'AP L2, '.repeat(100_000)}`).length).toBeLessThan(400)
  })
})
