import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChecklist } from '../../src/load/checklist.ts'
import { boxReferences } from '../../src/trace/box-references.ts'
import { tagIds } from '../../src/trace/code-tags.ts'

const known = tagIds(['T-1', '2.1', '2.2', 'P0.M1'])
const read = (text: string) => boxReferences(parseChecklist({ path: 'inbox/P0/a.md', text }), known)
const named = (text: string) =>
  read(text).map(({ relation, box, boxLine, ids }) => `${boxLine}${box ? ` ${box}` : ''} ${relation} ${ids.join(' ')}`)

describe('boxes', () => {
  it('mirror the record whose id they carry', () => {
    expect(read('- [ ] T-1 write\n- [x] plain\n  - [ ] **P0.M1** sub')).toEqual([
      { path: 'inbox/P0/a.md', line: 1, column: 1, box: 'T-1', boxLine: 1, relation: 'mirrors', ids: ['T-1'] },
      { path: 'inbox/P0/a.md', line: 3, column: 3, box: 'P0.M1', boxLine: 3, relation: 'mirrors', ids: ['P0.M1'] },
    ])
  })

  it('with the number of a list or a strange word mirror nothing', () => {
    expect(named('- [ ] 1. write\n- [ ] `v1.2` out\n- [ ] 9.9 new')).toEqual(['3 9.9 mirrors 9.9'])
    expect(named('- [ ] T-99 typo\n- [ ] REQ-7 other')).toEqual(['1 T-99 mirrors T-99', '2 REQ-7 mirrors REQ-7'])
  })

  it('are spoken of by the lines below them', () => {
    const text = `- [ ] 2.1 parent
  - text
  - _Requirements: 1.1, 1.2_
  - [ ]* 2.2 child
    - **Property 1: X**
    - **Validates: Requirements 3.2, 3.3**
  _Requirements: 4.1_
- [ ] no id
  - Requirements: 5.1
`
    expect(named(text)).toEqual([
      '1 2.1 mirrors 2.1',
      '1 2.1 satisfies 1.1 1.2',
      '4 2.2 mirrors 2.2',
      '4 2.2 validates 3.2 3.3',
      '1 2.1 satisfies 4.1',
      '8 satisfies 5.1',
    ])
    expect(read(text)[1]).toMatchObject({ line: 3, column: 5 })
  })

  it.each([
    ['_Requirements: 1.1_', ['1.1']],
    ['_Requirements: 1.1-1.4, 2.1_', ['1.1-1.4', '2.1']],
    ['_Requirements: 1.1 – 1.4_', ['1.1-1.4']],
    ['_Requirements: 1.1 through 1.4_', ['1.1-1.4']],
    ['_Requirements: [1.1, 1.2]_', ['1.1', '1.2']],
    ['_Requirements: All_', ['all']],
    ['_Requirements: all requirements_', ['all']],
    ['_Requirements: all (wiring), 1.2 (part)_', ['all', '1.2']],
    ['_需求：1.1、1.2_', ['1.1', '1.2']],
    ['**Validates: Requirements 2.1 and 2.2**', ['2.1', '2.2']],
    ['**Validates**: REQ-1, REQ-2.', ['REQ-1', 'REQ-2']],
    ['* Implements: `REQ-1`', ['REQ-1']],
    ['Covers: REQ-AUTH-02', ['REQ-AUTH-02']],
    ['Requirements: Integration requirements', undefined],
    ['Requirements: all frontend ones', undefined],
    ['Requirements: 3 of them', undefined],
    ['Requirements:', undefined],
    ['Time: 10', undefined],
    ['The requirements: 1.1', undefined],
    ['https://example.org: 1.1', undefined],
  ])('reads %j', (line, ids) => expect(read(`- [ ] box\n  ${line}`)[0]?.ids).toEqual(ids))

  it('say nothing in fences, above the first box and behind a heading', () => {
    expect(named('_Requirements: 1.1_\n- [ ] a\n```\n_Requirements: 1.2_\n- [ ] T-1\n```\n# Next\n_Requirements: 1.3_\n')).toEqual([])
    expect(named('- [ ] a\n~~~~\n```\n_Requirements: 1.2_\n~~~~\n_Requirements: 1.3_')).toEqual(['1 satisfies 1.3'])
  })

  it('keep their lines under any line end', () => {
    const text = '- [ ] T-1\n  _Requirements: 1.1_\n'
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text))
  })

  it('never throw', () => {
    const line = fc.constantFrom('- [ ] T-1', '  - [x] 2.1 a', '_Requirements: 1.1_', '    Validates: 2', '```', '# H', '', '\t- [ ]')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        for (const { line: at, boxLine } of read(lines.join('\n'))) {
          expect(boxLine).toBeLessThanOrEqual(at)
          expect(lines[boxLine - 1]).toMatch(/\[.?\]/)
        }
      }),
    )
  })
})
