import { describe, expect, it } from 'vitest'
import { isSlot, isTemplate, nestedFenceReport, placeholderReport, placeholdersIn } from '../../src/import/read/placeholders.ts'
import { linesIn } from '../../src/import/scan/lines.ts'

const linesOf = (...texts: string[]) => linesIn({ path: 'plan.md', text: texts.join('\n') })
const found = (...texts: string[]) => placeholdersIn(linesOf(...texts)).map((each) => each.text)

describe('placeholders', () => {
  it.each([
    ['# Plan: {Project Name}', ['{Project Name}']],
    ['**Intent:** {Check | Rebuild all}', ['{Check | Rebuild all}']],
    ['{{DATE}} and {{OWNER_NAME}}', ['{{DATE}}', '{{OWNER_NAME}}']],
    ['tests/test_case{N}_{name}.py', ['{N}', '{name}']],
    ['Coverage: {X}%', ['{X}']],
    ['[Project Name] by [X days]', ['[Project Name]', '[X days]']],
    ['<Project/Initiative> of <owner-name>', ['<Project/Initiative>', '<owner-name>']],
    ['Date: YYYY-MM-DD', ['YYYY-MM-DD']],
    ['R-### → [Task-IDs], M-XXX', ['R-###', '[Task-IDs]', 'M-XXX']],
    ['$ARGUMENTS', ['$ARGUMENTS']],
    ['[Короткая цель]', ['[Короткая цель]']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    'mkdir -p src/{layers,parts}',
    'a [link](https://x.test/y) and [^note]',
    '[the ref]: https://x.test/',
    '[the ref]: ../plan.md',
    '- [ ] a box, - [x] another',
    'const a = {b: 1}; f({}); $\u007bHOME}',
    'import {Plan} from "./plan"; type {Plan}; call({name}); x => {y}',
    '<br> <details> </div> <https://x.test> <a href="x">y</a> a < b > c',
    '[US1] [P] [P0] - [01] BL-001',
    'tags: [plan, template, steps]',
    'items[index] and \\[escaped name]',
  ])('finds none in %s', (text) => {
    expect(found(text)).toEqual([])
  })

  it('counts each once with its first place, in fences only the unmistakable ones', () => {
    const lines = linesOf('# {A b}', '```sh', 'run {A b} <file> [name]', '```', 'see <the file>')
    expect(placeholdersIn(lines)).toEqual([
      { text: '{A b}', line: 1, column: 3, count: 2 },
      { text: '<the file>', line: 5, column: 5, count: 1 },
    ])
    const report = placeholderReport('plan.md', lines)
    expect(report).toMatchObject({ code: 'import/placeholder', severity: 'info', location: { file: 'plan.md', line: 1, column: 3 } })
    expect(report?.related?.map((each) => [each.message, each.location.line])).toEqual([
      ['{A b} (2 times)', 1],
      ['<the file>', 5],
    ])
  })

  it('reports nothing where there is none, and one in the singular', () => {
    expect(placeholderReport('plan.md', linesOf('# Plan'))).toBeUndefined()
    expect(placeholderReport('plan.md', linesOf('# {Plan}'))?.message).toContain('1 placeholder,')
  })
})

describe('a template', () => {
  const prose = Array.from({ length: 60 }, (_none, at) => `line ${at}`)
  it.each([
    ['a placeholder in the title and another', true, ['# Plan: {Name}', ...prose, '```', '{N}', '```']],
    ['a title that says so, and a placeholder in a fence', true, ['# Plan Template', ...prose, '```', 'YYYY-MM-DD', '```']],
    ['a title that says so in another language', true, ['# 計画テンプレート', ...prose, '`YYYY-MM-DD`']],
    ['a title that says so without a placeholder', false, ['# Template engine', ...prose]],
    ['many placeholders', true, ['# Plan', '[Owner name]', '[Start date]', '[End date]', '[The goal]', ...prose]],
    ['a few in a short document', true, ['# Plan', '- Phase 1: [Start date] - [End date]', '- more']],
    ['a few in a long document', false, ['# Plan', '[Start date]', '[End date]', ...prose]],
    ['usage of commands in code spans', false, ['# Tasks', '- run `tool <verb> <the id>`']],
    ['code with braces', false, ['# Plan', '```py', 'f"{name} {other}"', '```', ...prose]],
    ['nothing', false, []],
  ])('%s: %s', (_name, expected, lines) => {
    expect(isTemplate(linesOf(...lines))).toBe(expected)
  })
})

describe('a value to be filled in', () => {
  it.each([
    ['{{GOALS}}', true],
    ['[Risk]: [Mitigation strategy]', true],
    ['1. **[Step one]**', false],
    ['**[Step one]** — {N}', true],
    ['[Step one] and more', false],
    ['a plain text', false],
    ['...', false],
    ['[Step one] '.repeat(80), false],
  ])('%s: %s', (text, expected) => {
    expect(isSlot(text)).toBe(expected)
  })
})

describe('the report of a plan in a fence', () => {
  it('names its lines, and is none without them', () => {
    const [open, close] = linesOf('```markdown', '```')
    expect(nestedFenceReport('plan.md', [])).toBeUndefined()
    expect(nestedFenceReport('plan.md', [open as never, close as never])).toMatchObject({
      code: 'import/nested-fence',
      severity: 'info',
      location: { file: 'plan.md', line: 1, column: 1 },
    })
  })
})
