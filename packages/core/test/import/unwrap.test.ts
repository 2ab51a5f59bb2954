import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesIn } from '../../src/import/scan/lines.ts'
import { unwrapTemplate } from '../../src/import/scan/unwrap.ts'

const unwrapped = (text: string) => unwrapTemplate(linesIn({ path: 'plan.md', text }))
const fence = '```'
const nested = [
  '# How to plan',
  '',
  `${fence}markdown`,
  '# Plan: {Name}',
  `${fence}bash`,
  'npm test',
  fence,
  `${fence}`,
  'tree',
  fence,
  '- [ ] done',
  fence,
  'the end',
]

describe('a template in a fence that is no longer than those inside', () => {
  it('is taken out of it, with the lines before and after kept apart', () => {
    const found = unwrapped(nested.join('\n'))
    expect(found.wrapper.map((line) => line.number)).toEqual([3, 12])
    expect(found.before.map((line) => line.number)).toEqual([1, 2])
    expect(found.lines.map((line) => line.number)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(found.after.map((line) => line.text)).toEqual(['the end'])
  })

  it('is known by a fence with a language inside, though all fences close', () => {
    const lines = [`${fence}markdown`, '# A', fence, 'x', fence, `${fence}js`, 'y', fence, fence, 'z', fence, fence]
    expect(unwrapped(lines.join('\n')).wrapper.map((line) => line.number)).toEqual([1, 12])
  })

  it('may begin with front matter', () => {
    const found = unwrapped([`${fence}md`, '---', 'title: x', '---', '', '# Plan', `${fence}js`, 'code', fence, fence].join('\n'))
    expect(found.wrapper).toHaveLength(2)
  })

  it.each([
    ['a document without fences', ['# Plan', '- [ ] a']],
    ['fences that all close', [`${fence}markdown`, '# A', fence, `${fence}bash`, 'x', fence]],
    ['a longer outer fence, whose content is code', ['````markdown', '# A', `${fence}bash`, 'x', fence, '````']],
    ['a fence that is open by mistake', ['# Plan', `${fence}bash`, 'npm test']],
    ['an example that is no plan', [`${fence}markdown`, 'just words', fence, 'x', fence, fence]],
    ['an empty example', [`${fence}markdown`, fence, 'x', fence, '', fence, `${fence}`]],
    ['fences that do not pair inside either', [`${fence}markdown`, '# A', fence, 'x', fence, fence, 'y', fence, `${fence}js`]],
    ['two examples one after the other', [`${fence}markdown`, '# A', fence, 'text', fence, 'x', fence]],
    ['examples that hold each other', [`${fence}markdown`, '# A', `${fence}js`, 'x', `${fence}js`, fence, fence]],
    ['an open fence before it', ['~~~', 'x', `${fence}markdown`, '# A', fence, 'x', fence, fence]],
  ])('leaves %s alone', (_name, lines) => {
    const found = unwrapped(lines.join('\n'))
    expect(found.wrapper).toEqual([])
    expect(found.lines.map((line) => line.text)).toEqual(lines)
  })

  it('loses no line of any document', () => {
    const line = fc.constantFrom(fence, `${fence}markdown`, `${fence}js`, '~~~', '# A', 'text', '', '````')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (texts) => {
        const lines = linesIn({ path: 'p.md', text: texts.join('\n') })
        const found = unwrapTemplate(lines)
        const numbers = [...found.before, ...found.wrapper.slice(0, 1), ...found.lines, ...found.wrapper.slice(1), ...found.after]
        expect(numbers.map((each) => each.number)).toEqual(lines.map((each) => each.number))
      }),
    )
  })
})
