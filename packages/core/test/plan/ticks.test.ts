import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/load/digest.ts'
import { checkChecklists } from '../../src/plan/check-checklists.ts'
import { planTicks } from '../../src/plan/ticks.ts'
import { caseOf, findings, phaseYaml, planOf, programOf, programYaml, recordFile } from './sample.ts'

const path = 'inbox/P0/P0.md'
const boxes = (...lines: string[]) => `---\nphase: P0\n---\n# P0\n\n${lines.join('\n')}\n`
const withTasks = (t1: string, t2 = 'open') =>
  programOf({
    phases: {
      'phases/P0.yaml': phaseYaml.replace('title: Write\n', `title: Write\n        state: ${t1}\n`).replace('value: open', `value: ${t2}`),
    },
  })

describe('to the boxes', () => {
  test('each box takes over the state of its task, and nothing else changes', () => {
    const text = boxes(
      '- [ ] **P0.M1.T1** Write',
      '- [x]* **P0.M1.T3** Polish',
      '- [ ] by hand',
      '- [ ] **P0.M1.T2** Check',
      '- [x] **P0.M1** Charter',
    )
    const plan = planOf(planTicks(withTasks('done'), caseOf({ inbox: { [path]: text } }), path, 'to-boxes'))
    const [step] = plan.steps
    expect(plan.steps).toHaveLength(1)
    expect(step?.type === 'edit' && step.before).toBe(sha256Hex(text))
    expect(step?.type === 'edit' && step.text).toBe(
      text
        .replace('[ ] **P0.M1.T1', '[x] **P0.M1.T1')
        .replace('[x]* **P0.M1.T3', '[ ]* **P0.M1.T3')
        .replace('[x] **P0.M1**', '[ ] **P0.M1**'),
    )
  })

  test('marks that are not one letter long, and the line endings of another system', () => {
    const text = boxes('- [✔] **P0.M1.T1** Write', '- [X] **P0.M1.T3** Polish').replace(/\n/g, '\r\n')
    const [step] = planOf(planTicks(withTasks('open'), caseOf({ inbox: { [path]: text } }), path, 'to-boxes')).steps
    expect(step?.type === 'edit' && step.text).toBe(text.replace('[✔]', '[ ]').replace('[X]', '[ ]'))
  })
})

test('a box that is not where it was read is not touched', () => {
  const records = caseOf({ inbox: { [path]: boxes('- [ ] **P0.M1.T1** Write') } })
  const [file] = records.inbox
  if (!file) throw new Error('one checklist was expected')
  const moved = { ...file, checklist: { ...file.checklist, boxes: file.checklist.boxes.map((box) => ({ ...box, markOffset: 0 })) } }
  expect(findings(planTicks(withTasks('done'), { ...records, inbox: [moved] }, path, 'to-boxes'))).toEqual([
    'checklist/conflict inbox/P0/P0.md:6',
  ])
})

describe('to the states', () => {
  test('ticks finish and reopen tasks in one edit of the file', () => {
    const text = boxes('- [x] **P0.M1.T1** Write', '- [x] **P0.M1.T2** Check', '- [ ] **P0.M1.T3** Polish')
    const before = phaseYaml.replace('optional: true', 'optional: true\n        state: done')
    const program = programOf({ phases: { 'phases/P0.yaml': before } })
    const plan = planOf(planTicks(program, caseOf({ inbox: { [path]: text } }), path, 'to-states'))
    const [step] = plan.steps
    expect(plan.steps).toHaveLength(1)
    expect(step?.type === 'edit' && step.text).toBe(
      before
        .replace('optional: true\n        state: done', 'optional: true\n        state: in-progress')
        .replace('title: Write\n', 'title: Write\n        state: done\n')
        .replace('{value: open, mark: " "}', '{value: done, mark: "x"}'),
    )
  })

  test('a reopened task goes back to its first state where there are two', () => {
    const program = programOf({
      program: `${programYaml}states: { task: [todo, done] }\n`,
      phases: {
        'phases/P0.yaml': phaseYaml.replace(/ {8}state:.*\n/, '').replace('title: Write\n', 'title: Write\n        state: done\n'),
      },
    })
    const [step] = planOf(planTicks(program, caseOf({ inbox: { [path]: boxes('- [ ] **P0.M1.T1** Write') } }), path, 'to-states')).steps
    expect(step?.type === 'edit' && step.text).toContain('title: Write\n        state: todo\n')
  })

  test('tasks of several files: one edit each', () => {
    const program = programOf({
      tasks: 'format: 1\ntasks:\n  - { id: T-1, title: Elsewhere }\n',
      phases: { 'phases/P0.yaml': `${phaseYaml}tasks: [T-1]\n` },
    })
    const plan = planOf(
      planTicks(program, caseOf({ inbox: { [path]: boxes('- [x] **T-1** Elsewhere', '- [x] **P0.M1.T1** Write') } }), path, 'to-states'),
    )
    expect(plan.steps.map((step) => step.type === 'edit' && step.path)).toEqual([
      'specification/phases/P0.yaml',
      'specification/tasks.yaml',
    ])
  })

  test.each([
    ['a prerequisite stays open', ['- [x] **P0.M1.T2** Check'], 'state/guard specification/phases/P0.yaml:15'],
    [
      'a prerequisite is reopened by the same ticks',
      ['- [ ] **P0.M1.T1** Write', '- [x] **P0.M1.T2** Check'],
      'state/guard specification/phases/P0.yaml:16',
      'done',
    ],
    ['a milestone is not accepted by a tick', ['- [x] **P0.M1** Charter'], 'state/guard inbox/P0/P0.md:6'],
    [
      'two boxes of one task contradict each other',
      ['- [x] **P0.M1.T1** Write', '- [ ] **P0.M1.T1** Write'],
      'checklist/conflict inbox/P0/P0.md:6',
    ],
  ])('refused: %s', (_, lines, finding, t1 = undefined as string | undefined) => {
    const program = t1 === undefined ? programOf() : withTasks(t1)
    expect(findings(planTicks(program, caseOf({ inbox: { [path]: boxes(...lines) } }), path, 'to-states'))).toEqual([finding])
  })

  test('a finished milestone is not reopened by an open box', () => {
    const program = programOf({ phases: { 'phases/P0.yaml': phaseYaml.replace('state: planned', 'state: accepted') } })
    const result = planTicks(program, caseOf({ inbox: { [path]: boxes('- [ ] **P0.M1** Charter') } }), path, 'to-states')
    expect(result.diagnostics[0]?.help).toBe('refractor milestone reopen P0.M1')
  })
})

describe('which file', () => {
  const archived = 'outbox/P0/P0.md'
  const text = boxes('- [x] **P0.M1.T1** Write')

  test('agreement needs nothing', () => {
    expect(planOf(planTicks(withTasks('done'), caseOf({ inbox: { [path]: text } }), path, 'to-states')).steps).toEqual([])
  })

  test('an archived checklist is never edited; its ticks may still be carried over', () => {
    const records = caseOf({ outbox: { [archived]: text } })
    expect(findings(planTicks(programOf(), records, archived, 'to-boxes'))).toEqual(['state/guard outbox/P0/P0.md:1'])
    expect(planOf(planTicks(programOf(), records, archived, 'to-states')).steps).toHaveLength(1)
  })

  test('a path that is no checklist, and one that cannot be read', () => {
    const records = caseOf({ inbox: { [path]: text }, unreadable: [{ path: 'inbox/P0/b.md', reason: 'not UTF-8' }] })
    const unknown = planTicks(programOf(), records, 'inbox/P0/P1.md', 'to-boxes')
    expect(findings(unknown)).toEqual(['cli/unknown-id'])
    expect(unknown.diagnostics[0]?.expected).toEqual([path])
    expect(findings(planTicks(programOf(), records, 'inbox/P0/b.md', 'to-boxes'))).toEqual(['workspace/unreadable inbox/P0/b.md:1'])
  })
})

describe('checkChecklists', () => {
  const check = (program: ReturnType<typeof programOf>, parts: Parameters<typeof caseOf>[0]) => checkChecklists(program, caseOf(parts))

  test('ticks that disagree, with both commands', () => {
    const found = check(withTasks('done'), {
      inbox: {
        'inbox/P0/my list.md': boxes(
          '- [ ] **P0.M1.T1** Write',
          '- [x] **P0.M1** Charter',
          '- [x] P0.M1.D1: nobody owns this tick',
          '```',
          '- [ ] **P0.M1.T1** example',
          '```',
        ),
      },
    })
    expect(findings({ diagnostics: found })).toEqual([
      'checklist/conflict inbox/P0/my list.md:6',
      'checklist/conflict inbox/P0/my list.md:7',
      'checklist/box-in-code inbox/P0/my list.md:10',
    ])
    expect(found[0]?.help).toContain("refractor checklist check 'inbox/P0/my list.md' --to-boxes")
    expect(found[0]?.help).toContain('--to-states')
    expect(found[0]?.related?.[0]?.location.line).toBe(12)
  })

  test('ids that are unknown or doubled', () => {
    const found = check(programOf(), {
      inbox: { [path]: boxes('- [ ] **P0.M1.T9** What', '- [ ] **P0.M1.T1** Write', '- [ ] **P0.M1.T1** Write again', '- [ ] no id') },
    })
    expect(findings({ diagnostics: found })).toEqual(['checklist/unknown-id inbox/P0/P0.md:6', 'checklist/duplicate-id inbox/P0/P0.md:8'])
    expect(found[0]?.expected).toContain('P0.M1.T1')
  })

  test('what archiving will demand is only a warning', () => {
    const program = programOf({ program: `${programYaml}archive: { require: [phase, dashboards, approvals] }\n` })
    const found = check(program, { inbox: { [path]: '# P0\n' } })
    expect(found.map((one) => `${one.severity} ${one.code}`)).toEqual(Array(3).fill('warning checklist/missing-metadata'))
  })

  test('front matter that cannot be read', () => {
    const found = check(programOf(), { inbox: { [path]: '---\nphase: [\n---\n# P0\n' } })
    expect(found.map((one) => one.code)).toContain('checklist/front-matter')
  })

  test('an archived checklist disagrees until its phase is closed', () => {
    const outbox = { 'outbox/P0/P0.md': boxes('- [x] **P0.M1.T1** Write') }
    const open = check(programOf(), { outbox })
    expect(findings({ diagnostics: open })).toEqual(['checklist/conflict outbox/P0/P0.md:6'])
    expect(open[0]?.help).not.toContain('--to-boxes')
    const review = {
      format: 1,
      kind: 'review',
      program: 'demo',
      phase: 'P0',
      gate: 'P0',
      verdict: 'met',
      author: 'a',
      date: '2026-11-19T00:00:00Z',
      criteria: [],
      approvals: [],
      archived: [],
      artifacts: [],
    } as const
    expect(
      check(programOf(), {
        outbox,
        reviews: [recordFile('outbox/P0/metadata.json', { ...review, criteria: [], approvals: [], archived: [], artifacts: [] })],
      }),
    ).toEqual([])
  })

  test('a folder that is no phase of the program', () => {
    expect(check(programOf(), { outbox: { 'outbox/P9/P9.md': boxes('- [ ] **P0.M1.T1** Write') } })).toEqual([])
  })
})
