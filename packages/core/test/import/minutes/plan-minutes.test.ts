// tested-for: P4.R6
import { describe, expect, it } from 'vitest'
import { type MinutesContext, planMinutes } from '../../../src/import/minutes/plan-minutes.ts'
import { linkProgram } from '../../../src/link/link-program.ts'
import type { Program } from '../../../src/link/program-types.ts'
import { sha256Hex } from '../../../src/load/digest.ts'
import { loadRecord } from '../../../src/load/record.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { phaseYaml, programOf, programYaml, stamp } from '../../plan/sample.ts'

const text = `# Steering review 2026-11-20

Participants: Grace Hopper, Ada Lovelace

## Decisions

- P0 is closed.

## Action items

- [ ] Ask both harbours for a contact (owner: grace, due: 2026-12-01)
- Write it down
- [x] A7: done long ago (owner: Ada Lovelace, due: 2026-11-01)
`
const outside = { path: '/somewhere/2026-11-20.md', text }
const archived = 'outbox/P0/minutes/2026-11-20.md'
const decisions = 'specification/decisions/P0-2026-11-20.yaml'

const context = (files: Readonly<Record<string, string>> = {}): MinutesContext => ({
  schemas: { decisions: '{}' },
  textAt: (path) => files[path],
})
const textOf = (steps: readonly Step[], path: string): string => {
  const step = steps.find((one) => one.type === 'create' && one.path === path)
  if (step?.type !== 'create') throw new Error(`nothing creates ${path}`)
  return step.text
}

/** The sample program with further files of decisions. */
function withDecisions(...texts: readonly string[]): Program {
  const source = (path: string, body: string) => ({ path: `specification/${path}`, text: body })
  const { program, diagnostics } = linkProgram({
    folders: { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' },
    isDefault: true,
    files: {
      program: loadRecord('program', source('program.yaml', programYaml)),
      phases: [loadRecord('phase', source('phases/P0.yaml', phaseYaml))],
      parts: { decisions: texts.map((body, index) => loadRecord('decisions', source(`decisions/${index}.yaml`, body))) },
    },
  })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return program as Program
}

describe('planMinutes', () => {
  const { steps, diagnostics, record } = planMinutes(programOf(), outside, 'P0', stamp, context())

  it('archives the document as it is, and writes the records to a file of their own', () => {
    expect(steps.map((step) => [step.type, 'path' in step ? step.path : step.to])).toEqual([
      ['create', archived],
      ['create', decisions],
    ])
    expect(textOf(steps, archived)).toBe(text)
    expect(textOf(steps, decisions).split('\n')[0]).toBe('# yaml-language-server: $schema=../../.refractor/schema/decisions.schema.json')
  })

  it('binds the document and names the records', () => {
    expect(record).toEqual({
      path: archived,
      sha256: sha256Hex(text),
      date: '2026-11-20',
      forum: 'Steering review',
      participants: ['Grace Hopper', 'Ada Lovelace'],
      decisions: ['P0.D1'],
      actions: ['P0.A1', 'P0.A2', 'A7'],
    })
  })

  it('writes records that the program links', () => {
    const program = withDecisions(textOf(steps, decisions))
    expect([...program.decisions.values()].map(({ record: one }) => one)).toEqual([
      {
        id: 'P0.D1',
        title: 'P0 is closed.',
        phase: 'P0',
        date: '2026-11-20',
        forum: 'Steering review',
        source: { file: archived, lines: '7' },
      },
    ])
    expect(
      [...program.actions.values()].map(({ record: { id, title, owner, due, state, meeting } }) => ({
        id,
        title,
        owner,
        due,
        state,
        meeting,
      })),
    ).toEqual([
      { id: 'P0.A1', title: 'Ask both harbours for a contact', owner: 'grace', due: '2026-12-01', state: undefined, meeting: archived },
      { id: 'P0.A2', title: 'Write it down', owner: undefined, due: undefined, state: undefined, meeting: archived },
      { id: 'A7', title: 'done long ago', owner: 'Ada Lovelace', due: '2026-11-01', state: 'done', meeting: archived },
    ])
  })

  it('says what an action lacks', () => {
    expect(diagnostics.map(({ code, message, location }) => [code, message, location?.line])).toEqual([
      ['review/unclear-action', 'action P0.A2 has no owner and no due date', 12],
    ])
  })

  it('changes nothing the second time', () => {
    const program = withDecisions(textOf(steps, decisions))
    const again = planMinutes(program, outside, 'P0', stamp, context({ [archived]: text, [decisions]: textOf(steps, decisions) }))
    expect(again).toEqual({ steps: [], diagnostics: [], record })
    const own = planMinutes(program, { path: archived, text }, 'P0', stamp, context({ [archived]: text }))
    expect(own).toEqual({ steps: [], diagnostics: [], record })
  })

  it('never takes a name or an id that is taken', () => {
    const program = withDecisions(textOf(steps, decisions))
    const other = `${text}\nMore.\n`
    const next = planMinutes(program, { ...outside, text: other }, 'P0', stamp, context({ [archived]: text, [decisions]: 'x' }))
    expect(next.steps.map((step) => ('path' in step ? step.path : ''))).toEqual([
      'outbox/P0/minutes/2026-11-20-2.md',
      'specification/decisions/P0-2026-11-20-2.yaml',
    ])
    // A7 is carried over: it is there already, and done.
    expect(next.record).toMatchObject({ decisions: ['P0.D2'], actions: ['A7', 'P0.A3', 'P0.A4'] })
    expect(next.diagnostics.filter(({ message }) => message.includes('A7'))).toEqual([])
  })

  it('says when minutes and plan disagree about an action that is carried over', () => {
    const program = withDecisions('format: 1\nactions:\n  - { id: A7, title: long ago, state: waiting }\n')
    const { diagnostics: found, record: made } = planMinutes(program, outside, 'P0', stamp, context())
    expect(found.map(({ message }) => message)).toContain('action A7 is done in the minutes and waiting in the plan')
    expect(made?.actions).toContain('A7')
  })

  it('keeps the id of another record in the words', () => {
    const source = {
      path: 'm.md',
      text: '## Actions\n\n- AI-12 finish it (owner: Ada, due: soon)\n- [ ] **P0.M1.T1** go on (owner: Ada, due: 2026-12-01)\n',
    }
    const made = planMinutes(programOf(), source, 'P0', stamp, context())
    const program = withDecisions(textOf(made.steps, 'specification/decisions/P0-2026-11-20.yaml'))
    expect([...program.actions.values()].map(({ id, record: one }) => [id, one.title, one.notes])).toEqual([
      ['AI-12', 'finish it', ['due: soon']],
      ['P0.A1', 'P0.M1.T1 go on', undefined],
    ])
    expect(made.diagnostics.map(({ message }) => message)).toEqual(['action AI-12 has a due date that is no day: soon'])
  })

  it('moves minutes that lie in the inbox', () => {
    const made = planMinutes(programOf(), { path: 'inbox/P0/minutes.md', text }, 'P0', stamp, context())
    expect(made.steps[0]).toMatchObject({
      type: 'move',
      from: 'inbox/P0/minutes.md',
      to: 'outbox/P0/minutes/minutes.md',
      before: sha256Hex(text),
    })
  })

  it('files minutes in which nothing was decided, and says so', () => {
    const made = planMinutes(programOf(), { path: 'x/Notes of today.md', text: 'We talked.\n' }, 'P0', stamp, context())
    expect(made.steps.map((step) => ('path' in step ? step.path : ''))).toEqual(['outbox/P0/minutes/Notes%20of%20today.md'])
    expect(made.diagnostics.map(({ code }) => code)).toEqual(['review/empty-minutes'])
    expect(made.record).toEqual({ path: 'outbox/P0/minutes/Notes%20of%20today.md', sha256: sha256Hex('We talked.\n'), date: '2026-11-20' })
  })

  it('files no secrets', () => {
    const secret = `## Decisions\n\n- use ${'AKIA'}${'IOSFODNN7EXAMPL2'}\n`
    const made = planMinutes(programOf(), { path: 'm.md', text: secret }, 'P0', stamp, context())
    expect(made.steps).toEqual([])
    expect(made.record).toBeUndefined()
    expect(made.diagnostics.map(({ code }) => code)).toEqual(['evidence/secret'])
  })
})
