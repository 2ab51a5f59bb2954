import { expect, it } from 'vitest'
import { placeholdersIn } from '../../src/link/placeholder-text.ts'
import { hostile, quickly } from '../hostile.ts'

it.each<[string, readonly string[], readonly string[]]>([
  ['', [], []],
  [
    'Ship {Project Name} by {{date}} and {{ owner }}',
    ['{{date}}', '{{ owner }}', '{Project Name}'],
    ['{{date}}', '{{ owner }}', '{Project Name}'],
  ],
  ['Ask <Team Name> or <OWNER>', ['<Team Name>', '<OWNER>'], ['<Team Name>', '<OWNER>']],
  [
    '[Your Name], [Owner], [X days], [N%], [Insert the budget]',
    ['[Your Name]', '[Owner]', '[X days]', '[N%]', '[Insert the budget]'],
    ['[Your Name]', '[Owner]', '[X days]', '[N%]', '[Insert the budget]'],
  ],
  ['Date: YYYY-MM-DD', ['YYYY-MM-DD'], ['YYYY-MM-DD']],
  ['**Date:** YYYY-MM-DD', ['YYYY-MM-DD'], ['YYYY-MM-DD']],
  ['{N} tests, {N} runs', [], ['{N}']],
  ['Phase{N}: R-### and <Button> [X]', [], ['{N}', '<Button>', '[X]', 'R-###']],
  ['GET /users/{id} and `{Project Name}`', [], ['{Project Name}', '{id}']],
  ['files are named YYYY-MM-DD-name.md', [], ['YYYY-MM-DD']],
  ['$\\mathcal{L}_{total} = \\text{Big Sum}$ and $'.concat('{name of it}'), [], []],
  ['[Owner](owner.md) [Owner][1] - [x] done', [], []],
  ['a Map<String> of {a: 1, b} and x < y > z', [], []],
])('finds what is to be filled in: %s', (text, inPlan, inTemplate) => {
  expect(placeholdersIn(text, false)).toEqual(inPlan)
  expect(placeholdersIn(text, true).sort()).toEqual([...inTemplate].sort())
})

it.each(hostile(['{', '{{', '{{ ', '<', '<A', '[', '[X', '[Your ', '`', '` ', '{A ', 'A', '#', ': ', '\\a', 'A-#', 'YYYY-MM-DD ']))(
  'is linear on %j and so on',
  (_, text) => quickly(() => [placeholdersIn(text, true), placeholdersIn(text, false)]),
)
