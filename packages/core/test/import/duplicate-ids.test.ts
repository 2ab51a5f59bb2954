import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { planImport } from '../../src/import/write/plan-import.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

/** What is told of ids, and the texts of the files that are written. */
function read(path: string, ...lines: string[]) {
  const imported = importDocuments([{ path, text: `${lines.join('\n')}\n` }])
  const planned = planImport(imported, { folders, schemas: {}, documents: [] })
  const told = planned.diagnostics.filter((one) => /^import\/(?:duplicate|unfit)-id$/.test(one.code))
  const errors = planned.defects.filter((one) => one.severity === 'error')
  expect(errors).toEqual([])
  const texts = planned.ok ? planned.plan.steps.flatMap((step) => ('text' in step ? [step.text] : [])).join('\n') : ''
  return { imported, told, texts }
}

describe('two phases of one number', () => {
  it('are both kept when they have other titles, and the second one is told of', () => {
    const { imported, told } = read('plan.md', '# Pond', '', '## Phase 1 — Dig the pond', '', 'Deep.', '', '## Phase 1 — Plant the pond')
    expect(imported.phases).toMatchObject([
      { id: 'P1', title: 'Dig the pond' },
      { id: 'P1-2', title: 'Plant the pond', attributes: { id: 'P1' } },
    ])
    expect(told).toMatchObject([
      { code: 'import/duplicate-id', location: { line: 7 }, related: [{ message: 'first here', location: { file: 'plan.md', line: 3 } }] },
    ])
  })

  it.each(['## Phase 1', '## Phase 1 — Dig', '## Phase 1: Dig the pond in detail'])(
    'are one when the second heading is "%s"',
    (heading) => {
      const { imported, told } = read(
        'plan.md',
        '# Pond',
        '',
        '## Phase 1 — Dig the pond',
        '',
        'Deep.',
        '',
        heading,
        '',
        '- **Goals:** Water.',
      )
      expect(imported.phases).toMatchObject([{ id: 'P1', goals: ['Water.'] }])
      expect(imported.phases).toHaveLength(1)
      expect(told).toEqual([])
    },
  )
})

it('milestones of one id are told of', () => {
  const { imported, told } = read('plan.md', '# Pond', '', '## Phase 1 — Dig', '', '### Milestone M1 — Hole', '', '### Milestone M1 — Fish')
  expect(imported.phases[0]?.milestones).toMatchObject([{ id: 'M1' }, { id: 'P1.M1', attributes: { id: 'M1' } }])
  expect(told).toMatchObject([{ location: { line: 7 }, related: [{ location: { line: 5 } }] }])
})

it('tasks of one id are told of, in headings and in lists', () => {
  const { told } = read(
    'plan.md',
    '# Pond',
    '',
    '## Phase 1 — Dig',
    '',
    '### Task D-1: Dig',
    '',
    'Deep.',
    '',
    '### Task D-1: Rest',
    '',
    'Long.',
  )
  expect(told).toMatchObject([{ location: { line: 9 }, related: [{ location: { line: 5 } }] }])
})

describe('rows of one id', () => {
  it('are two tasks of one table', () => {
    const { told, texts } = read('plan.md', '# Pond', '', '| ID | Task |', '| --- | --- |', '| T-001 | Dig |', '| T-001 | Fill |')
    expect(told).toMatchObject([
      { code: 'import/duplicate-id', location: { line: 6 }, related: [{ message: 'first here', location: { file: 'plan.md', line: 5 } }] },
    ])
    expect(texts).toMatch(/id: "T-001-2"[\s\S]*id: "T-001"/)
  })

  it('are two tasks of two tables when no word of their titles is the same', () => {
    const table = (title: string) => ['| ID | Task |', '| --- | --- |', `| T-001 | ${title} |`, '']
    const { imported, told } = read('plan.md', '# Pond', '', ...table('Dig the hole'), 'Later:', '', ...table('Buy fish'))
    expect(imported.tasks).toHaveLength(2)
    expect(told).toMatchObject([{ location: { line: 11 } }])
    expect(read('plan.md', '# Pond', '', ...table('Dig the hole'), 'Later:', '', ...table('Hole, details')).imported.tasks).toHaveLength(1)
  })

  it('are two risks, and one when the second row says nothing new', () => {
    const risks = (...rows: string[]) =>
      read('plan.md', '# Pond', '', '## Risks', '', '| ID | Risk | Impact |', '| --- | --- | --- |', ...rows)
    const { imported, told } = risks('| R-1 | Frost | High |', '| R-1 | Drought | Low |')
    expect(imported.risks).toMatchObject([
      { title: 'Frost', impact: 'High' },
      { title: 'Drought', impact: 'Low' },
    ])
    expect(told).toMatchObject([{ location: { line: 8 }, related: [{ location: { line: 7 } }] }])
    expect(risks('| R-1 | Frost | High |', '| R-1 | Frost | High |').imported.risks).toHaveLength(1)
  })
})

describe('ids that had to be changed', () => {
  it('are told of in a file of Task Master, and what names them follows', () => {
    const tasks = [
      { id: 'A/1', title: 'Dig' },
      { id: 'B', title: 'Fill', dependencies: ['A/1'] },
      { id: 'B', title: 'Fish' },
    ]
    const { told, texts } = read('tasks.json', ...JSON.stringify({ tasks }, undefined, 1).split('\n'))
    expect(told.map((one) => [one.code, one.location?.line])).toEqual([
      ['import/duplicate-id', 14],
      ['import/unfit-id', 3],
    ])
    expect(texts).toMatch(/id: "A-1"[\s\S]*id: "A\/1"/)
    expect(texts).toMatch(/prerequisites:\s*(?:\[|- )"A-1"/)
  })

  it('are told of in a task file', () => {
    const { told, texts } = read('tasks/a.md', '---', 'id: A/1', 'title: Dig', 'status: To Do', '---', '')
    expect(told).toMatchObject([{ code: 'import/unfit-id' }])
    expect(texts).toContain('id: "A-1"')
  })
})
