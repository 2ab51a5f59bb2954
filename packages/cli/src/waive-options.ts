import { type Diagnostic, diagnostic } from '@refractor/core'
import type { SignOptions } from './sign-options.ts'

/** What `waive` is told on the command line. */
export interface WaiveOptions extends SignOptions {
  readonly reason?: string
  readonly until?: string
  readonly days?: string
  readonly finding?: string
  readonly risk?: string
  readonly task?: readonly string[]
  readonly compensating?: readonly string[]
  readonly breakGlass?: boolean
  readonly hours?: string
  readonly approve?: boolean
  readonly reject?: boolean
  readonly revoke?: boolean
  readonly renew?: boolean
  readonly role?: string
  readonly comment?: string
}

/** What is to be done: ask for a waiver, or something with one that there is. */
export type WaiveAction = 'ask' | 'renew' | 'approved' | 'rejected' | 'revoked'

const actions = { approve: 'approved', reject: 'rejected', revoke: 'revoked', renew: 'renew' } as const

const usage = (message: string, help: string): Diagnostic => diagnostic('cli/usage', message, { help })

const asking = ['reason', 'until', 'days', 'hours', 'finding', 'risk', 'task', 'compensating', 'breakGlass'] as const
const flag = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** A whole number from 1 on; undefined for anything else. */
const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined

/** The one thing that the options ask for, or what is wrong with them. `isWaiver`: the id is that of a waiver. */
export function actionOf(
  id: string,
  isWaiver: boolean,
  options: WaiveOptions,
): { readonly action: WaiveAction } | { readonly problems: readonly Diagnostic[] } {
  const chosen = (Object.keys(actions) as (keyof typeof actions)[]).filter((key) => options[key] === true)
  const [first, second] = chosen
  const action: WaiveAction = first === undefined ? 'ask' : actions[first]
  const isAsking = action === 'ask' || action === 'renew'
  const problems: Diagnostic[] = []
  if (first !== undefined && second !== undefined)
    problems.push(usage(`--${first} and --${second} exclude each other`, 'do one after the other'))
  if (isWaiver && first === undefined)
    problems.push(usage(`${id} is a waiver`, 'say what to do with it: --approve, --reject, --revoke or --renew'))
  if (!isWaiver && first !== undefined)
    problems.push(usage(`${id} is a criterion, and --${first} is about a waiver`, 'name the waiver: refractor waiver list'))
  const idle = isAsking ? [] : asking.filter((key) => options[key] !== undefined)
  if (idle.length > 0)
    problems.push(usage(`${idle.map(flag).join(', ')} says nothing when a waiver is ${action}`, 'leave it out, or say it with --comment'))
  if (action === 'ask' && !isWaiver && options.reason === undefined)
    problems.push(usage('a waiver has a reason', 'give it with --reason "why it cannot be met now, and why that is acceptable"'))
  const ends = (['until', 'days', 'hours'] as const).filter((key) => options[key] !== undefined)
  if (ends.length > 1) problems.push(usage(`${ends.map(flag).join(' and ')} exclude each other`, 'give one of them'))
  if (options.hours !== undefined && options.breakGlass !== true)
    problems.push(usage('--hours is for --break-glass', 'give --days or --until'))
  for (const key of ['days', 'hours'] as const)
    if (options[key] !== undefined && wholeNumber(options[key]) === undefined)
      problems.push(usage(`--${key} ${options[key]} is no whole number`, `for example --${key} 14`))
  return problems.length > 0 ? { problems } : { action }
}

/** When a waiver is to end, as the core takes it. */
export function endOf({ until, days, hours }: WaiveOptions, now: string): { readonly until?: string; readonly days?: number } {
  if (until !== undefined) return { until }
  if (days !== undefined) return { days: Number(days) }
  return hours === undefined ? {} : { until: new Date(Date.parse(now) + Number(hours) * 3_600_000).toISOString().replace(/\.\d{3}Z$/, 'Z') }
}
