import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadRecord } from '../../src/load/record.ts'
import { planMilestoneState } from '../../src/plan/milestone-state.ts'
import { planTaskState } from '../../src/plan/task-state.ts'
import { planTicks } from '../../src/plan/ticks.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { caseOf, planOf, programOf, programYaml } from './sample.ts'

/** How a state may stand in a file: absent, plain, quoted, in braces, over lines, with comments. */
const stateForm = fc.constantFrom(
  (_: string, __: string) => '',
  (word: string, indent: string) => `${indent}state: ${word}\n`,
  (word: string, indent: string) => `${indent}state:   "${word}"   # why: as the plan has it\n`,
  (word: string, indent: string) => `${indent}'state': '${word}' # "quoted"\n`,
  (word: string, indent: string) => `${indent}state: {value: ${word}, mark: "-"} # both\n`,
  (word: string, indent: string) =>
    `${indent}state:\n${indent}  # the mark first\n${indent}  mark: ' '   # raw\n\n${indent}  value: ${word}\n`,
)
const before = fc.constantFrom('', '  # a comment\n', '\n')
const title = fc.constantFrom('Write', '"Write: it"', "'state: done'", '"state"', '>-\n      folded\n      title')

interface Shape {
  readonly form: (word: string, indent: string) => string
  readonly before: string
  readonly title: string
  readonly detail: boolean
}

const shape: fc.Arbitrary<Shape> = fc.record({ form: stateForm, before, title, detail: fc.boolean() })

/** A phase with one milestone, in the form of the first shape, and a task for each shape, in the state that `words` has for it. */
function phaseOf(shapes: readonly Shape[], words: readonly string[], newline: string): string {
  const tasks = shapes.map(
    (one, index) =>
      `${one.before}  - id: T-${index}\n    title: ${one.title}\n${one.form(words[index] as string, '    ')}${one.detail ? '    detail: [state, done]   # kept\n' : ''}`,
  )
  const milestone = `  - id: M-1\n    title: One\n    owner: Ada\n${shapes[0]?.form('planned', '    ')}`
  return `format: 1\nid: P0\ntitle: Start\nmilestones:\n${milestone}tasks:\n${tasks.join('')}# the end\n`.replace(/\n/g, newline)
}

const wordsOf = (state: unknown, initial: string): string =>
  state === undefined ? initial : typeof state === 'string' ? state : (state as { value: string }).value

/** Every line that says nothing of a state, with its line break. */
function otherLines(text: string, newline: string): string[] {
  return text.split(newline).filter((line) => !/^\s*(?:'?state'?:|mark:|value:)/.test(line))
}

/** The phase with one state set as it should be: the word, and the mark in step. */
function withState(phase: PhaseFile, place: (copy: PhaseFile) => { state?: unknown }, word: string, finished: boolean): PhaseFile {
  const copy = structuredClone(phase)
  const record = place(copy)
  record.state = typeof record.state === 'object' ? { value: word, mark: finished ? 'x' : ' ' } : word
  return copy
}

test('an edit of a state changes its own lines only, and reads back as exactly the intended state', () => {
  fc.assert(
    fc.property(
      fc.array(shape, { minLength: 1, maxLength: 5 }),
      fc.nat(4),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('start', 'done', 'reopen', 'milestone'),
      (shapes, pick, newline, verb) => {
        const word = verb === 'reopen' ? 'done' : 'open'
        const text = phaseOf(
          shapes,
          shapes.map(() => word),
          newline,
        )
        const index = pick % shapes.length
        const program = programOf({ phases: { 'phases/P0.yaml': text } })
        const original = loadRecord('phase', { path: 'P0.yaml', text }).record as PhaseFile
        const present = wordsOf((original.tasks?.[index] as { state?: unknown } | undefined)?.state, 'open')
        const result = verb === 'milestone' ? planMilestoneState(program, 'M-1', 'start', {}) : planTaskState(program, `T-${index}`, verb)
        if (verb === 'reopen' && present === 'open') {
          expect(result.ok).toBe(false)
          return
        }
        const [step] = planOf(result).steps
        if (step?.type !== 'edit') throw new Error('an edit was expected')
        expect(otherLines(step.text, newline)).toEqual(otherLines(text, newline))
        const intended =
          verb === 'milestone'
            ? withState(original, (copy) => copy.milestones?.[0] as { state?: unknown }, 'in-progress', false)
            : withState(
                original,
                (copy) => copy.tasks?.[index] as { state?: unknown },
                verb === 'done' ? 'done' : 'in-progress',
                verb === 'done',
              )
        expect(loadRecord('phase', { path: 'P0.yaml', text: step.text })).toMatchObject({ record: intended, diagnostics: [] })
      },
    ),
    { numRuns: 100 },
  )
})

test('ticks carried over either way make the checklist and the program agree', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ shape, ticked: fc.boolean(), done: fc.boolean() }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('to-boxes', 'to-states'),
      (rows, direction) => {
        const text = phaseOf(
          rows.map((row) => row.shape),
          rows.map(({ done }) => (done ? 'done' : 'open')),
          '\n',
        )
        const path = 'inbox/P0/P0.md'
        const list = rows.map(({ ticked }, index) => `- [${ticked ? 'x' : ' '}] **T-${index}** title\n`).join('')
        const program = programOf({ program: programYaml, phases: { 'phases/P0.yaml': text } })
        const plan = planOf(planTicks(program, caseOf({ inbox: { [path]: list } }), path, direction))
        expect(plan.steps.length).toBeLessThanOrEqual(1)
        const [step] = plan.steps
        const after = step?.type === 'edit' ? step : undefined
        const nowProgram =
          after && after.path !== path ? programOf({ program: programYaml, phases: { 'phases/P0.yaml': after.text } }) : program
        const nowList = after?.path === path ? after.text : list
        expect(planOf(planTicks(nowProgram, caseOf({ inbox: { [path]: nowList } }), path, direction)).steps).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})
