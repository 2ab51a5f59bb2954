import { describe, expect, it } from 'vitest'
import { numberedGate, readGateBlock } from '../../src/import/read/gate-blocks.ts'
import { callsProgram, giveInlineCommand } from '../../src/import/read/inline-command.ts'
import type { Item } from '../../src/import/scan/block.ts'
import type { Criterion } from '../../src/schema/gate.ts'
import { readingOf } from './template-reading.ts'

describe('a command in the words of a criterion', () => {
  it.each<[string, Partial<Criterion>]>([
    [
      '`npm test` → 12 pass, 0 fail',
      { commands: ['npm test'], expected: '12 pass, 0 fail', check: { kind: 'command', argv: ['npm', 'test'], proposed: true } },
    ],
    [
      '`ruff format` - no changes',
      { commands: ['ruff format'], expected: 'no changes', check: { kind: 'command', argv: ['ruff', 'format'], proposed: true } },
    ],
    ['`npm run {name}`: works', { commands: ['npm run {name}'], expected: 'works' }],
    ['`plan.md`: reviewed', {}],
    ['`npm test` must pass', {}],
    ['all is well', {}],
  ])('%s', (statement, expected) => {
    const criterion: Criterion = { id: '1', statement }
    giveInlineCommand(criterion)
    expect(criterion).toEqual({ id: '1', statement, ...expected })
  })

  it('keeps a check that the words carry, unless an arrow shows the result', () => {
    const check = { kind: 'test', proposed: true } as const
    const dash: Criterion = { id: '1', statement: '`pytest` - all pass', check }
    giveInlineCommand(dash)
    expect(dash.check).toEqual(check)
    const arrow: Criterion = { id: '1', statement: '`pytest` → all pass', check }
    giveInlineCommand(arrow)
    expect(arrow.check).toMatchObject({ kind: 'command' })
    const settled: Criterion = { id: '1', statement: '`pytest` → all pass', check: { kind: 'test' } }
    giveInlineCommand(settled)
    expect(settled.check).toEqual({ kind: 'test' })
  })

  it.each([
    ['$ anything', true],
    ['./run.sh all', true],
    ['git', true],
    ['github', false],
    ['word list', false],
  ])('%s: %s', (line, expected) => {
    expect(callsProgram(line)).toBe(expected)
  })
})

describe('a numbered gate', () => {
  const block = (...entries: string[]) => {
    const found = readingOf(`**Gate 1.1: the tables are valid**\n\n${entries.join('\n')}\n`)
    const [title, ...items] = found.root.blocks
    const lines = title?.type === 'paragraph' ? title.lines : []
    return { ...found, lines, items: items as Item[] }
  }

  it('has its pass criteria as criteria, and keeps the other labels', () => {
    const { lines, items, scope, reading, draft, unclaimed } = block(
      '- **Method:** run the loader',
      '- **Pass Criteria:** 100% of the rows load',
      '- **Validator:** the data owner',
    )
    expect(readGateBlock('Gate 1.1: the tables are valid', lines, items, scope, reading)).toBe(true)
    expect(draft.gates).toMatchObject([
      {
        id: 'gate-1.1',
        title: 'Gate 1.1: the tables are valid',
        stage: 'checkpoint',
        attributes: { Method: 'run the loader', Validator: 'the data owner' },
        criteria: [{ statement: '100% of the rows load' }],
      },
    ])
    expect(unclaimed()).toEqual([])
  })

  it('without pass criteria has its name as the criterion', () => {
    const { lines, items, scope, reading, draft } = block('- **Method:** run the loader')
    expect(readGateBlock('Gate 1.1: the tables are valid', lines, items, scope, reading)).toBe(true)
    expect(draft.gates[0]?.criteria.map((criterion) => criterion.statement)).toEqual(['the tables are valid'])
    const bare = block('- **Method:** run the loader')
    readGateBlock('Gate 7', bare.lines, bare.items, bare.scope, bare.reading)
    expect(bare.draft.gates[0]?.criteria.map((criterion) => criterion.statement)).toEqual(['Gate 7'])
  })

  it('has plain entries as criteria', () => {
    const { lines, items, scope, reading, draft, unclaimed } = block('- [x] it runs', '- plain words')
    expect(readGateBlock('Gate 1.1: x', lines, items, scope, reading)).toBe(true)
    expect(draft.gates[0]?.criteria.map((criterion) => [criterion.statement, criterion.mark])).toEqual([
      ['it runs', 'x'],
      ['plain words', undefined],
    ])
    expect(unclaimed()).toEqual([])
  })

  it('is none without a number or a list', () => {
    const { lines, items, scope, reading, draft, unclaimed } = block('- **Method:** run', '- plain words')
    expect(readGateBlock('Gate', lines, items, scope, reading)).toBe(false)
    expect(readGateBlock('Gate 1', lines, [], scope, reading)).toBe(false)
    expect([draft.gates, unclaimed()]).toEqual([[], [1, 3, 4]])
  })

  it.each([
    ['Gate 1.1.1: name', { number: '1.1.1', title: 'name' }],
    ['Quality Gate G2 — checks', { number: 'G2', title: 'checks' }],
    ['Gate: all pass', undefined],
    ['Gateway 1', undefined],
    [`Gate 1: ${'x'.repeat(400)}`, undefined],
  ])('%s', (words, expected) => {
    expect(numberedGate(words)).toEqual(expected)
  })
})
