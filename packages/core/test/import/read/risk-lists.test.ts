import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/import/read/reading.ts'
import { isFromList, readRiskHeading, readRiskItems, readRiskSections } from '../../../src/import/read/risk-lists.ts'
import type { Risk } from '../../../src/schema/plan-records.ts'
import { itemsIn, open } from '../tables-reading.ts'

function list(text: string, scope: Partial<Scope> = { field: 'risks' }, known: readonly Risk[] = []) {
  const opened = open(text)
  opened.reading.draft.risks.push(...known)
  const read = readRiskItems(itemsIn(opened.section.blocks), { ...opened.scope, ...scope }, opened.reading)
  return { ...opened, read, risks: opened.reading.draft.risks }
}

describe('a list of risks', () => {
  it.each([
    ['- The roof leaks', { id: 'RISK-1', title: 'The roof leaks' }],
    ['- R-1 (High): The roof leaks', { id: 'R-1', severity: 'High', title: 'The roof leaks' }],
    ['- R2 – Risk: The roof leaks', { id: 'R2', title: 'The roof leaks' }],
    ['- R3', { id: 'R3', title: 'R3' }],
    ['- **The roof leaks**: rain comes in', { title: 'The roof leaks', attributes: { detail: 'rain comes in' } }],
    ['- [The roof leaks] → mend it', { title: 'The roof leaks', mitigation: 'mend it' }],
    ['- **[The roof leaks]** -> Mitigation: mend it', { title: 'The roof leaks', mitigation: 'mend it' }],
    ['- Risk: the roof leaks → mend it', { title: 'the roof leaks', mitigation: 'mend it' }],
    ['- Rain grows from 10 → 50 mm', { title: 'Rain grows from 10 → 50 mm' }],
    ['- The roof → 2 tiles', { title: 'The roof → 2 tiles' }],
    ['- **Leak**: pots → floor', { title: 'Leak', attributes: { detail: 'pots → floor' } }],
    ['- Note: → nothing', { title: 'Note:', mitigation: 'nothing' }],
    [
      '- R-1 rain\n  - Mitigation: a roof\n    - of tiles\n  - Mitigation: pots',
      { mitigation: 'a roof\nof tiles', attributes: { Mitigation: 'pots' } },
    ],
    ['- R-1 rain\n  - Owner / next action: Robin', { owner: 'Robin' }],
    ['- R-1 rain\n  - Trigger:', { trigger: 'Trigger' }],
    ['- R-1 rain\n  - falls\n    - often\n\n  in spring', { attributes: { detail: ['falls', 'often', 'in spring'] } }],
  ])('%j', (text, risk) => {
    const { read, risks, unclaimed } = list(`# Risks\n\n${text}\n`)
    expect(read).toBe(true)
    expect(risks).toMatchObject([risk])
    expect(isFromList(risks[0] as Risk)).toBe(true)
    expect(unclaimed()).toEqual([1])
  })

  it('speaks of risks that are known', () => {
    const { risks } = list('# Risks\n\n- R-1 rain\n- R-2 wind\n- R-3\n-\n', { field: 'risks', label: 'Top risks' }, [
      { id: 'R-1', title: 'R-1' },
      { id: 'R-2', title: 'Storm' },
      { id: 'R-3', title: 'Hail' },
    ])
    expect(risks).toEqual([
      { id: 'R-1', title: 'rain' },
      { id: 'R-2', title: 'Storm', attributes: { 'Top risks': 'wind' } },
      { id: 'R-3', title: 'Hail' },
    ])
    expect(isFromList(risks[0] as Risk)).toBe(false)
    expect(list('# Risks\n\n- R-2 wind\n', {}, [{ id: 'R-2', title: 'Storm' }]).risks[0]?.attributes).toEqual({ title: 'wind' })
  })

  it.each([
    ['with boxes', '- [ ] R-1 rain', { field: 'risks' as const }],
    ['without entries', 'words', { field: 'risks' as const }],
    ['of measures', '- Mend the roof', { field: 'risks' as const, label: 'Risk mitigation strategies' }],
    ['of which half have no id', '- R-1 rain\n- wind', {}],
    ['with two ids in an entry', '- R-1 and R-2 are mild', {}],
  ])('is none: one %s', (_name, text, scope) => {
    const { read, risks } = list(`# Words\n\n${text}\n`, scope)
    expect([read, risks]).toEqual([false, []])
  })

  it('needs no heading where most entries have ids', () => {
    expect(list('# Words\n\n- R-1 rain\n- R-2 wind\n- sun\n', {}).risks.map(({ id }) => id)).toEqual(['R-1', 'R-2', 'RISK-3'])
  })
})

describe('headings of risks', () => {
  const read = (text: string) => {
    const opened = open(text)
    return { ...opened, read: readRiskSections(opened.section, opened.scope, opened.reading), risks: opened.reading.draft.risks }
  }

  it('have labelled lines below them', () => {
    const {
      read: done,
      risks,
      unclaimed,
    } = read(`# Risks

## Risk 1: Rain
**Impact:** High

It falls.

**Mitigation:**
- a roof
- pots

**Colour:**
- grey

## R-2 (Low): Wind → lee
- Owner: Robin

\`\`\`
blows
\`\`\`

## Risk 3

## Words
`)
    expect(done).toBe(true)
    expect(risks).toMatchObject([
      { id: 'RISK-1', title: 'Rain', impact: 'High', mitigation: 'a roof\npots', attributes: { detail: 'It falls.', Colour: 'grey' } },
      { id: 'R-2', severity: 'Low', title: 'Wind → lee', owner: 'Robin' },
      { title: 'Risk 3' },
    ])
    expect(unclaimed()).toEqual([18, 19, 20, 24])
  })

  it('keep what is done behind an arrow', () => {
    expect(read('# Risks\n\n## Risk 1: Rain → a roof\n').risks).toMatchObject([{ title: 'Rain', mitigation: 'a roof' }])
  })

  it('are left alone where none is a risk', () => {
    expect(read('# Risks\n\n## Words\n')).toMatchObject({ read: false, risks: [] })
  })

  it.each([
    ['## RISK-001 - Rain', true],
    ['## R-1', true],
    ['## R-1 and R-2', false],
    ['## Rain', false],
  ])('stand anywhere when they carry an id: %s', (text, expected) => {
    const { section, reading } = open(`${text}\n\nIt falls.\n`)
    expect(readRiskHeading(section, reading)).toBe(expected)
    expect(reading.draft.risks).toHaveLength(expected ? 1 : 0)
    expect(readRiskHeading({ ...section, heading: undefined } as never, reading)).toBe(false)
  })
})
