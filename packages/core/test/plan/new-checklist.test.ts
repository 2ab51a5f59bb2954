import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChecklist } from '../../src/load/checklist.ts'
import { planNewChecklist } from '../../src/plan/new-checklist.ts'
import { caseOf, findings, phaseYaml, planOf, programOf, stamp } from './sample.ts'

function textOf(program = programOf(), id = 'P0'): { path: string; text: string } {
  const [step] = planOf(planNewChecklist(program, caseOf(), id, stamp)).steps
  if (step?.type !== 'create') throw new Error('a new file was expected')
  return step
}

test('the checklist of a phase, word for word', () => {
  const phases = {
    'phases/P0.yaml': phaseYaml.replace(
      'title: Write\n',
      'title: "Write\\n  it"\n        state: done\n        children: [{ id: P0.M1.T1.1, title: Draft, state: done }]\n',
    ),
  }
  const { path, text } = textOf(programOf({ phases }))
  expect(path).toBe('inbox/P0/P0.md')
  expect(text).toBe(`---
phase: "P0"
created: "2026-11-20"
dashboards: []
approvals: []
---

# P0 Foundations

## Tasks

- [x] **P0.M1.T1** Write it
  - [x] **P0.M1.T1.1** Draft
- [ ] **P0.M1.T2** Check
- [ ]* **P0.M1.T3** Polish

## Deliverables

- [ ] **P0.M1.D1** The charter

## Criteria

- [ ] **P0.M1.1** The charter is there
- [ ] **P0.1** The charter is approved
- [ ]* **P0.2** The checklist is archived
`)
})

test('the checklist of a milestone', () => {
  const { path, text } = textOf(programOf(), 'demo/P0.M1')
  expect(path).toBe('inbox/P0/P0.M1.md')
  const { frontMatter, boxes, title, diagnostics } = parseChecklist({ path, text })
  expect(diagnostics).toEqual([])
  expect(title).toBe('P0.M1 Charter')
  expect(frontMatter).toEqual({ phase: 'P0', milestone: 'P0.M1', created: '2026-11-20', dashboards: [], approvals: [] })
  expect(boxes.map((box) => box.id)).toEqual(['P0.M1.T1', 'P0.M1.T2', 'P0.M1.T3', 'P0.M1.D1', 'P0.M1.1'])
})

test('a phase with nothing in it has a checklist to be written by hand', () => {
  const { text } = textOf(programOf({ phases: { 'phases/P0.yaml': 'format: 1\nid: "0.10"\ntitle: Empty\n' } }), '0.10')
  expect(text).not.toContain('##')
  expect(parseChecklist({ path: 'a.md', text }).frontMatter['phase']).toBe('0.10')
})

describe('refused', () => {
  test('a checklist is never overwritten, whatever its case, readable or not', () => {
    const program = programOf()
    expect(findings(planNewChecklist(program, caseOf({ inbox: { 'inbox/P0/p0.md': '' } }), 'P0', stamp))).toEqual([
      'workspace/would-overwrite inbox/P0/P0.md:1',
    ])
    expect(
      findings(planNewChecklist(program, caseOf({ unreadable: [{ path: 'inbox/P0/P0.md', reason: 'not UTF-8' }] }), 'P0', stamp)),
    ).toEqual(['workspace/would-overwrite inbox/P0/P0.md:1'])
  })

  test('an id that is no phase or milestone', () => {
    const result = planNewChecklist(programOf(), caseOf(), 'P0.M1.T1', stamp)
    expect(findings(result)).toEqual(['cli/unknown-id'])
    expect(result.diagnostics[0]?.message).toContain('is a task')
  })
})

test('whatever the titles say, the boxes carry the ids, ticks and stars of the program', () => {
  const id = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,4}([.-][A-Za-z0-9]{1,4}){0,3}$/)
  const title = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      'a (optional)',
      '**bold** first',
      '- [x] nested',
      '---',
      '```',
      '# no heading',
      '* star',
      'T-9: other',
      '2.4 other',
      ': colon',
      '\n\n- [ ] **X** new line',
    ),
  )
  const tasks = fc.uniqueArray(fc.record({ id, title, optional: fc.boolean(), done: fc.boolean() }), {
    selector: (task) => task.id.toLowerCase(),
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(tasks, (list) => {
      const records = list
        .filter((task) => task.title.trim() !== '')
        .map(({ done, ...task }) => ({ ...task, state: done ? 'done' : 'open' }))
      const program = programOf({ phases: { 'phases/Q.yaml': JSON.stringify({ format: 1, id: 'zz', title: 'Q', tasks: records }) } })
      const { boxes } = parseChecklist(textOf(program, 'zz'))
      expect(boxes.map(({ id, ticked, optional, inFence }) => ({ id, ticked, optional, inFence }))).toEqual(
        records.map(({ id, state, optional }) => ({ id, ticked: state === 'done', optional, inFence: false })),
      )
    }),
    { numRuns: 80 },
  )
})
