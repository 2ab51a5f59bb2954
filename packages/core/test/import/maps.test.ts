import { describe, expect, it } from 'vitest'
import { readMapping } from '../../src/import/read/maps.ts'
import { itemsIn, open } from './tables-reading.ts'

function map(text: string, field?: 'risk-map') {
  const opened = open(text)
  const read = readMapping(itemsIn(opened.section.blocks), { ...opened.scope, ...(field && { field }) }, opened.reading)
  return { ...opened, read, risks: opened.reading.draft.risks }
}

describe('readMapping', () => {
  it('reads risks and the tasks against them', () => {
    const { read, risks, unclaimed } = map('- R-1 → K-1, K-2\n- **R-2** -> `K-3`\n- NEW-RISK-7 => K-1.\n')
    expect(read).toBe(true)
    expect(risks).toEqual([
      { id: 'R-1', title: 'R-1', tasks: ['K-1', 'K-2'] },
      { id: 'R-2', title: 'R-2', tasks: ['K-3'] },
      { id: 'NEW-RISK-7', title: 'NEW-RISK-7', tasks: ['K-1'] },
    ])
    expect(unclaimed()).toEqual([])
  })

  it('adds to a risk that it knows, each task once', () => {
    const { risks } = map('- R-1 → K-1, K-2\n- R-1, R-2 → K-2\n')
    expect(risks.map(({ id, tasks }) => [id, tasks])).toEqual([
      ['R-1', ['K-1', 'K-2']],
      ['R-2', ['K-2']],
    ])
  })

  it.each([
    ['no arrows', '- R-1: K-1\n- R-2: K-2\n'],
    ['prose', '- the storm → wait in the lee\n- R-2 → K-1\n- fog → anchor\n'],
    ['other ids', '- K-1 → K-2\n'],
    ['several arrows', '- R-1 → K-1 → K-2\n'],
    ['nothing', ''],
  ])('leaves %s alone', (_, text) => {
    const { read, risks } = map(text)
    expect([read, risks]).toEqual([false, []])
  })

  it('takes any ids under a heading that says what the list is', () => {
    const { read, risks, unclaimed } = map('- K-1 → K-2\n- R-### → [ids]\n', 'risk-map')
    expect(read).toBe(true)
    expect(risks).toEqual([{ id: 'K-1', title: 'K-1', tasks: ['K-2'] }])
    expect(unclaimed()).toEqual([2])
  })
})
