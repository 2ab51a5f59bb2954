import { command } from '../../link/command-line.ts'
import { matchesName } from '../../link/name-pattern.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { Facts, ForgeCheck } from '../case.ts'
import { allOf, type PartFinding } from '../compose.ts'
import { count, met, unmet } from '../finding.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'check'>

/** Conclusions that say that it does not hold; every other one only says that nobody found out. */
const failures: readonly string[] = ['failure', 'timed_out', 'action_required', 'startup_failure']

/** The commit that the checks must be about. */
const commitOf = ({ change, head }: Facts): string | undefined => change?.head ?? head

/** Names and apps are compared without case: forges show them in several spellings. */
const sameWord = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase()

/** One name, in one environment if that is asked for: every check that fits it has to pass. */
function judgeName(
  name: string,
  environment: string | undefined,
  check: Check,
  checks: readonly ForgeCheck[],
  context: JudgeContext,
): PartFinding {
  const fix = forgeCheck.command(check, context)
  const called = environment === undefined ? name : `${name} in ${environment}`
  const fitting = checks.filter(
    (one) =>
      matchesName(name, one.name) &&
      (environment === undefined || (one.environment !== undefined && sameWord(one.environment, environment))),
  )
  const byApp = check.app === undefined ? fitting : fitting.filter((one) => sameWord(one.app, check.app as string))
  if (fitting.length > 0 && byApp.length === 0) {
    const apps = [...new Set(fitting.map((one) => one.app ?? 'nobody knows who'))].join(', ')
    return unmet('invalid', `${called} was reported by ${apps}, not by ${check.app}`, { expected: String(check.app), found: apps, fix })
  }
  const commit = commitOf(context.facts)
  const here = commit === undefined ? [] : byApp.filter((one) => one.commit === commit)
  if (here.length === 0) {
    const elsewhere = byApp.find((one) => one.commit !== '')
    if (elsewhere !== undefined)
      return unmet('stale', `${called} was reported for commit ${elsewhere.commit.slice(0, 7)}, not for this one`, { fix })
    if (byApp.length > 0) return unmet('invalid', `${called} does not say for which commit it is`, { fix })
    return unmet('missing', `no check ${called} was reported`, { fix })
  }
  const passing: readonly string[] = check.conclusions ?? ['success']
  const expected = passing.join(' or ')
  const open = here.filter((one) => !passing.includes(one.conclusion))
  const worst = open.find((one) => failures.includes(one.conclusion)) ?? open.find((one) => one.conclusion !== 'pending') ?? open[0]
  if (worst === undefined) return met(here.length === 1 ? `${called} passed` : `${called}: ${count(here.length, 'check')} passed`)
  const { conclusion } = worst
  const reason = conclusion === 'pending' ? 'pending' : failures.includes(conclusion) ? 'failed' : 'missing'
  const verb = conclusion === 'pending' ? 'has not ended' : `ended with ${conclusion}`
  const label = environment === undefined ? worst.name : `${worst.name} in ${environment}`
  return unmet(reason, `${label} ${verb}`, { expected, found: conclusion, fix })
}

/** Conclusions of checks that a forge ran, as it exported them. Nothing is asked of a forge here. */
export const forgeCheck: CriterionKind<'check'> = {
  kinds: ['check'],
  judge(check, context) {
    const { checks } = context.facts
    if (check.names === undefined) return unmet('undefined', 'does not name the checks of the forge', { fix: explainCommand(context) })
    const { names } = check
    const fix = this.command(check, context)
    if (checks === undefined) return unmet('missing', 'no conclusions of checks were given', { fix })
    return allOf(
      names.flatMap((name) => (check.environments ?? [undefined]).map((one) => judgeName(name, one, check, checks, context))),
      fix,
    )
  },
  wants({ names = [], app, conclusions, environments }) {
    const parts = [
      `${names.length === 0 ? 'checks that it names' : `the checks ${names.join(', ')}`} at the forge, for this commit, with ${(conclusions ?? ['success']).join(' or ')}`,
      ...(app === undefined ? [] : [`reported by ${app}`]),
      ...(environments ? [`in each of ${environments.join(', ')}`] : []),
    ]
    return parts.join(', ')
  },
  command: (check, context) =>
    check.names === undefined ? explainCommand(context) : `${command(context.program, 'gate check', context.gate.id)} --checks FILE`,
}
