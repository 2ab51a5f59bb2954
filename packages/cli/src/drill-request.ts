import { type Diagnostic, diagnostic, durationOf, type EvidenceRecord, type Playbook, shellWord } from '@refractor/core'
import type { SignOptions } from './sign-options.ts'

type Drill = NonNullable<NonNullable<EvidenceRecord['result']>['drill']>
export type DrillStep = NonNullable<Drill['steps']>[number]

/** What `drill` is told on the command line. */
export interface DrillOptions extends SignOptions {
  readonly snapshot?: string
  readonly for?: readonly string[]
  readonly scenario?: string
  readonly playbook?: string
  readonly outcome?: 'passed' | 'failed'
  readonly step?: readonly string[]
  readonly participant?: readonly string[]
  readonly rto?: string
  readonly rpo?: string
  readonly artifact?: readonly string[]
  readonly note?: string
  readonly environment?: string
  readonly allowSecret?: string
  readonly again?: boolean
}

/** True where people did the exercise, and only its result is recorded. */
export const isExercise = ({ scenario, outcome, step, snapshot }: DrillOptions): boolean =>
  outcome !== undefined || step !== undefined || (scenario !== undefined && snapshot === undefined)

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

const units: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }

/** Seconds of "PT25M", "90s", "25min", "2h"; NaN for anything else. */
export function secondsOf(text: string): number {
  const short = /^(\d{1,9}(?:\.\d{1,3})?) ?(s|m|min|h|d)$/.exec(text)
  return short ? Number(short[1]) * (units[short[2] as string] as number) : durationOf(text) / 1000
}

/** "3=passed" is the third step of the playbook; any other name is taken as it is. */
function parseStep(text: string, planned: readonly string[]): DrillStep | undefined {
  const at = text.lastIndexOf('=')
  const [name, outcome] = [
    text.slice(0, at).trim(),
    text
      .slice(at + 1)
      .trim()
      .toLowerCase(),
  ]
  if (at < 1 || name === '' || (outcome !== 'passed' && outcome !== 'failed' && outcome !== 'skipped')) return undefined
  const number = /^\d{1,3}$/.test(name) ? Number(name) : 0
  return { title: planned[number - 1] ?? name, outcome }
}

/** A number that is the number of no step. */
function noSuchStep(text: string, { id, steps: planned = [] }: Playbook): Diagnostic | undefined {
  const number = /^\s*(\d+)\s*=/.exec(text)?.[1]
  if (number === undefined || planned.includes(number) || (Number(number) >= 1 && Number(number) <= planned.length)) return undefined
  const count = planned.length === 1 ? '1 step' : `${planned.length} steps`
  return usage(`--step ${text}: playbook ${id} has ${count}`, `see them: refractor playbook show ${shellWord(id)}`)
}

/** Every step of the playbook in its order: one that nobody spoke of was not done. Steps of no playbook come last. */
function inOrder(given: readonly DrillStep[], planned: readonly string[]): DrillStep[] {
  if (given.length === 0) return []
  const byTitle = new Map(given.map((step) => [step.title, step]))
  const other = given.filter(({ title }) => !planned.includes(title))
  return [...planned.map((title) => byTitle.get(title) ?? ({ title, outcome: 'skipped' } as const)), ...other]
}

/** What people did, ready to be recorded. */
export interface Exercise {
  readonly outcome: 'passed' | 'failed'
  readonly drill: Omit<Drill, 'scenario'>
}

export type ExerciseRead =
  | { readonly ok: true; readonly exercise: Exercise }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

function timesOf({ rto, rpo }: DrillOptions): { readonly times: Pick<Drill, 'rto' | 'rpo'>; readonly problems: Diagnostic[] } {
  const given = Object.entries({ rto, rpo }).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
  return {
    times: Object.fromEntries(given.map(([name, text]) => [name, secondsOf(text)])),
    problems: given
      .filter(([, text]) => !(secondsOf(text) >= 0))
      .map(([name, text]) => usage(`--${name} ${text} is no length of time`, `write it as 25min, 90s, 2h or PT25M`)),
  }
}

/** The exercise that the options tell of, or everything that is wrong with them. It never passes because nobody said how it went. */
export function readExercise(options: DrillOptions, playbook: Playbook | undefined): ExerciseRead {
  const { outcome, step = [], participant } = options
  const planned = playbook?.steps ?? []
  const parsed = step.map((text) => ({ text, step: parseStep(text, planned) }))
  const problems = parsed.flatMap(({ text, step: one }) => {
    if (one === undefined)
      return [usage(`--step ${text} is not title=outcome`, 'write it as "Open the lock=passed", failed or skipped; or 3=passed')]
    return (playbook && noSuchStep(text, playbook)) ?? []
  })
  const steps = inOrder(
    parsed.flatMap((one) => one.step ?? []),
    planned,
  )
  const failed = steps.find((one) => one.outcome === 'failed')
  if (outcome === undefined && steps.length === 0)
    problems.push(usage('nobody says how the exercise went', 'give --outcome passed or failed, or each --step "title=passed"'))
  if (outcome === 'passed' && failed !== undefined)
    problems.push(
      usage(`the outcome is passed, and the step "${failed.title}" failed`, 'record it as failed, or mend it and rehearse again'),
    )
  const { times, problems: wrong } = timesOf(options)
  const all = [...problems, ...wrong]
  if (all.length > 0) return { ok: false, diagnostics: all }
  return {
    ok: true,
    exercise: {
      outcome: outcome ?? (failed === undefined ? 'passed' : 'failed'),
      drill: {
        ...(playbook !== undefined && { playbook: playbook.id }),
        ...times,
        ...(participant !== undefined && { participants: [...participant] }),
        ...(steps.length > 0 && { steps }),
      },
    },
  }
}
