import { command, shellWord } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import { allOf } from '../compose.ts'
import { about, count } from '../finding.ts'
import { distinctPersons, identityOf } from '../identity.ts'
import { durationOf } from '../instant.ts'
import type { CriterionContext, CriterionKind } from '../judging.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { recordsFor } from '../speaks-for.ts'
import { runFailed } from './outcome-of-run.ts'

type Check = LeafOf<'drill'>
type DrillResult = NonNullable<NonNullable<EvidenceRecord['result']>['drill']>

/** What `refractor drill` rehearses by itself. */
export const rollback = 'rollback'

export const scenariosOf = (check: Check): readonly string[] => [...new Set(check.scenarios ?? [rollback])]

const folded = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** True when both name the same scenario: neither letter case nor spacing makes two of one. */
export const sameScenario = (one: string, other: string): boolean => folded(one) === folded(other)

const units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** "850 ms", "42 s", "2 h 5 min". */
export function secondsInWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  let rest = Math.round(seconds)
  const parts = units.flatMap(([size, unit]) => {
    const n = Math.floor(rest / size)
    rest -= n * size
    return n === 0 ? [] : [`${n} ${unit}`]
  })
  return parts.slice(0, 2).join(' ')
}

interface Limit {
  readonly name: 'rto' | 'rpo'
  readonly most: string
  readonly what: string
}

const limitsOf = ({ rto, rpo }: Check): Limit[] => [
  ...(rto === undefined ? [] : [{ name: 'rto' as const, most: rto, what: 'the way back took' }]),
  ...(rpo === undefined ? [] : [{ name: 'rpo' as const, most: rpo, what: 'it would have lost' }]),
]

/** Different people, whichever of their names the record has; a bot is none. */
const participants = (program: Program, { participants: names = [] }: DrillResult): number =>
  distinctPersons(names.map((name) => identityOf(program, name)).filter(({ bot }) => !bot)).length

type Flaw = { readonly reason: 'invalid' | 'missing'; readonly because: string }

/** Why a rehearsal that ended well proves less than is asked for. */
function flawOf(program: Program, check: Check, drill: DrillResult): Flaw | undefined {
  const unmeasured = limitsOf(check).find(({ name }) => !Number.isFinite(drill[name]))
  if (unmeasured) return { reason: 'missing', because: `the record has no ${unmeasured.name.toUpperCase()}` }
  const wanted = check.participants ?? 0
  const came = participants(program, drill)
  const skipped = drill.steps?.find((step) => step.outcome === 'skipped')
  if (came < wanted) return { reason: 'missing', because: `${count(came, 'person', 'people')} took part, at least ${wanted} must` }
  return skipped && { reason: 'missing', because: `the step "${skipped.title}" was skipped` }
}

/** What a record says to one scenario. That it failed, or took too long, is plain; what was not measured proves nothing. */
function judgeDrill(program: Program, check: Check, scenario: string, record: EvidenceRecord, criterion: string): Judgement {
  const drill = record.result?.drill
  const isAbout = drill !== undefined && sameScenario(drill.scenario, scenario)
  if (drill === undefined) return runFailed(record, criterion, false) ? failedRun : { says: 'nothing' }
  if (!isAbout) return { says: 'nothing' }
  const failedStep = drill.steps?.find((step) => step.outcome === 'failed')
  if (failedStep) return { says: 'failed', because: `the step "${failedStep.title}" failed`, found: 'failed' }
  const { outcome } = record.result ?? {}
  if (outcome === 'failed') return { says: 'failed', because: `${scenario} was rehearsed and failed`, found: 'failed' }
  const over = limitsOf(check).find(({ name, most }) => drill[name] !== undefined && !(drill[name] * 1000 <= durationOf(most)))
  if (over) {
    const found = secondsInWords(drill[over.name] as number)
    return { says: 'failed', because: `${over.what} ${found}`, expected: `${over.name.toUpperCase()} ≤ ${over.most}`, found }
  }
  if (outcome !== 'passed') return { says: 'unclear', reason: 'invalid', because: 'the record does not say that it ended well' }
  const measured = (['rto', 'rpo'] as const).flatMap((name) => {
    const value = drill[name]
    return value === undefined ? [] : [`${name.toUpperCase()} ${secondsInWords(value)}`]
  })
  return {
    says: 'passed',
    because: [`${scenario} was rehearsed`, ...measured].join(', '),
    found: measured.join(', ') || undefined,
    flaw: flawOf(program, check, drill),
  }
}

const failedRun: Judgement = { says: 'failed', because: 'the record says that it failed', oneSided: true }

/** `refractor drill` does the rollback by itself; anything else is done by people, and recorded. */
function drillCommand({ program, criterion }: Pick<CriterionContext, 'program' | 'criterion'>, scenario: string, check: Check): string {
  const people = ' --participant NAME'.repeat(check.participants ?? 0)
  const words = sameScenario(scenario, rollback) ? people : ` --scenario ${shellWord(scenario)} --outcome passed${people}`
  return `${command(program, 'drill --for', criterion.id)}${words}`
}

export const drill: CriterionKind<'drill'> = {
  kinds: ['drill'],
  asks: (_check, context, asked) => askRecords(asked, recordsFor(context.program, context.case, context.criterion)),
  judge(check, context) {
    const { program, criterion } = context
    const files = recordsFor(program, context.case, criterion)
    const findings = scenariosOf(check).map((scenario) => {
      const finding = verdictOnRecords(files, context, {
        judge: (record) => judgeDrill(program, check, scenario, record, criterion.id),
        nothing: `no rehearsal of "${scenario}" is recorded for ${criterion.id}`,
        fix: drillCommand(context, scenario, check),
      })
      return finding.outcome === 'unmet' && finding.open === undefined ? about(finding, [scenario]) : finding
    })
    return allOf(findings, this.command(check, context))
  },
  wants(check) {
    const scenarios = scenariosOf(check).map((scenario) => `"${scenario}"`)
    const parts = [`a recorded rehearsal of ${scenarios.join(' and one of ')} that ended well`]
    if (check.rto !== undefined) parts.push(`back within ${check.rto}`)
    if (check.rpo !== undefined) parts.push(`no more than ${check.rpo} of work lost`)
    if (check.participants !== undefined) parts.push(`${count(check.participants, 'person', 'people')} or more took part`)
    return parts.join(', ')
  },
  command: (check, context) => drillCommand(context, scenariosOf(check)[0] as string, check),
}
