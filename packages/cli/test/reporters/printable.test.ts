import { describe, expect, it } from 'vitest'
import { json } from '../../src/reporters/json.ts'
import { withoutCommands } from '../../src/reporters/printable.ts'
import { gateCheckText } from '../../src/reporters/text/gate-check.ts'
import { text } from '../../src/reporters/text.ts'
import { context } from './context.ts'
import { criterion, gate, hostileAnswer } from './harbour.ts'

/** What a runner of GitHub would obey in the log of a step. */
const command = /^\s*::|##\[/

describe('withoutCommands', () => {
  it.each([
    ['::set-output name=x::y', ': set-output name=x::y'],
    ['   ::error::gone', '   : error::gone'],
    ['a ::error::gone', 'a ::error::gone'],
    ['a ##[error]gone', 'a # [error]gone'],
    ['### [a](b) Rust::path', '### [a](b) Rust::path'],
  ])('of the line %j is %j', (line, expected) => {
    expect(withoutCommands.text(line)).toBe(expected)
    expect(withoutCommands.text(line)).toHaveLength(line.length)
    expect(withoutCommands.text(line)).not.toMatch(command)
  })

  it('of JSON and XML means the same', () => {
    const value = { a: '##[error]x', '##[b': '::c' }
    const written = withoutCommands.json(JSON.stringify(value))
    expect(written).not.toMatch(command)
    expect(JSON.parse(written)).toEqual(value)
    expect(withoutCommands.xml('::a::b ##[c')).toBe('&#58;:a&#58;:b ##&#91;c')
  })
})

it.each([40, 60, 80, 100, 120])('no line of an answer of %i columns is a command of a workflow', (width) => {
  const words = '::error::gone ##[error]gone '.repeat(12)
  const answer = {
    ...hostileAnswer,
    gates: [
      gate({
        title: words,
        criteria: [criterion({ id: '::add-mask::1', statement: words, outcome: 'unmet', because: words, fix: words })],
      }),
    ],
  }
  for (const output of [text(answer, context({ width }), gateCheckText), json(answer, context())])
    for (const line of output.split('\n')) expect(line).not.toMatch(command)
})
