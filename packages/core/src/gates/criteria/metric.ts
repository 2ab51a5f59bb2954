import { shellWord } from '../../link/command-line.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { EvidenceRecord } from '../../schema/records.ts'
import { askRecords } from '../ask-records.ts'
import { unmet } from '../finding.ts'
import { durationOf, instantOf } from '../instant.ts'
import type { CriterionKind } from '../judging.ts'
import { comparisonOf } from '../numbers.ts'
import { type Judgement, verdictOnRecords } from '../record-verdict.ts'
import { recordsFor } from '../speaks-for.ts'
import { explainCommand } from './explain-command.ts'
import { runFailed } from './outcome-of-run.ts'
import { recordingCommand } from './recording-command.ts'

type Check = LeafOf<'metric'>
type Metric = NonNullable<NonNullable<EvidenceRecord['result']>['metrics']>[number]
type Baseline = NonNullable<Check['baseline']>

/** One demand on a metric: whether it holds, in words; a text where the record does not say enough to tell. */
type Demand = { readonly holds: boolean; readonly expected: string; readonly found: string } | string

function inUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? String(value) : unit === '%' ? `${value} %` : `${value} ${unit}`
}

function baselineText({ name, abs, rel, direction }: Baseline): string {
  const tolerance = rel === undefined ? String(abs) : `${Math.round(rel * 1e6) / 1e4} %`
  const side = direction === 'higher-is-better' ? 'at most below' : direction === 'lower-is-better' ? 'at most above' : 'of'
  return `within ${tolerance} ${side} ${name}`
}

function compareWithBaseline(wanted: Baseline, metric: Metric): Demand {
  const recorded = metric.baseline
  if (recorded?.name !== wanted.name) return `the record has no baseline ${wanted.name}`
  const tolerance = wanted.rel === undefined ? wanted.abs : wanted.rel * Math.abs(recorded.value)
  if (!Number.isFinite(tolerance) || !Number.isFinite(recorded.value) || !Number.isFinite(metric.value)) return 'a number is not finite'
  const above = metric.value - recorded.value
  const within = tolerance as number
  const notBelow = above >= -within
  const notAbove = above <= within
  const direction = wanted.direction ?? 'either'
  const holds = direction === 'higher-is-better' ? notBelow : direction === 'lower-is-better' ? notAbove : notBelow && notAbove
  return {
    holds,
    expected: baselineText(wanted),
    found: `${inUnit(metric.value, metric.unit)}, ${wanted.name} ${inUnit(recorded.value, metric.unit)}`,
  }
}

function compareTrend(trend: NonNullable<Check['trend']>, metric: Metric): Demand {
  const series = metric.series ?? []
  if (series.length < 2) return `a trend needs a series of at least 2 values, the record has ${series.length}`
  if (!series.every(Number.isFinite)) return 'a number is not finite'
  const [first, last] = [series[0] as number, series.at(-1) as number]
  return { holds: trend === 'decreasing' ? last < first : last > first, expected: trend, found: `from ${first} to ${last}` }
}

/** Every demand of a check on a metric; none means that nothing decides it. */
function demandsOf(check: Check): ((metric: Metric) => Demand)[] {
  const demands: ((metric: Metric) => Demand)[] = []
  const threshold = comparisonOf(check)
  const { baseline, trend } = check
  if (threshold) {
    demands.push((metric) => {
      if (!Number.isFinite(metric.value)) return 'a number is not finite'
      const unit = check.unit === undefined ? '' : ` ${check.unit}`
      return { holds: threshold.holds(metric.value), expected: `${threshold.text}${unit}`, found: inUnit(metric.value, metric.unit) }
    })
  }
  if (baseline) demands.push((metric) => compareWithBaseline(baseline, metric))
  if (trend) demands.push((metric) => compareTrend(trend, metric))
  return demands
}

/** True when the check says what decides it: a whole threshold, a baseline or a trend, and no half threshold beside them. */
export function isDecided(check: Check): boolean {
  const halfThreshold =
    [check.op, check.value, check.min, check.max].some((part) => part !== undefined) && comparisonOf(check) === undefined
  return !halfThreshold && demandsOf(check).length > 0
}

/** Why a measurement proves too little, whatever its value. */
function tooWeak({ samples, window }: Check, metric: Metric): string | undefined {
  if (samples !== undefined && !(metric.samples !== undefined && metric.samples >= samples))
    return `${metric.samples ?? 'no'} samples, at least ${samples} are asked for`
  if (window === undefined) return undefined
  const span = metric.window === undefined ? Number.NaN : instantOf(metric.window.to) - instantOf(metric.window.from)
  return span >= durationOf(window) ? undefined : `measured over a shorter window than ${window}`
}

/** What a record says to a check: every metric of that name, unit and aggregation has to meet every demand. */
export function judgeMetrics(check: Check, record: EvidenceRecord, criterion: string): Judgement {
  const named = (record.result?.metrics ?? []).filter((metric) => metric.name === check.metric)
  if (runFailed(record, criterion, named.length > 0)) return { says: 'failed', because: 'the run failed', oneSided: true }
  const unclear = (because: string): Judgement => ({ says: 'unclear', reason: 'invalid', because })
  const first = named[0]
  if (first === undefined) return { says: 'nothing' }
  const { unit, aggregation } = check
  const alike = named.filter(
    (metric) => (unit === undefined || metric.unit === unit) && (aggregation === undefined || metric.aggregation === aggregation),
  )
  if (alike.length === 0) {
    const unlike = named.find((metric) => unit !== undefined && metric.unit !== unit)
    return unclear(
      unlike
        ? `recorded in ${unlike.unit ?? 'no unit'}, asked for in ${unit}`
        : `recorded as ${first.aggregation ?? 'no aggregation'}, asked for as ${aggregation}`,
    )
  }
  const results = alike.flatMap((metric) => demandsOf(check).map((demand) => ({ metric, demand: demand(metric) })))
  const unsaid = results.find(({ demand }) => typeof demand === 'string')
  if (unsaid) return unclear(unsaid.demand as string)
  const decided = results as { metric: Metric; demand: Exclude<Demand, string> }[]
  // There is one at least: a check without a demand is never asked about records.
  const shown = decided.find(({ demand }) => !demand.holds) ?? (decided[0] as (typeof decided)[number])
  const weak = alike.map((metric) => tooWeak(check, metric)).find((why) => why !== undefined)
  return {
    says: shown.demand.holds ? 'passed' : 'failed',
    because: `${aggregation === undefined ? '' : `${aggregation} `}${check.metric} ${shown.demand.found}`,
    expected: shown.demand.expected,
    found: shown.demand.found,
    flaw: weak === undefined ? undefined : { reason: 'invalid', because: weak },
  }
}

export const metric: CriterionKind<'metric'> = {
  kinds: ['metric'],
  asks: (_check, context, asked) => askRecords(asked, recordsFor(context.program, context.case, context.criterion)),
  judge(check, context) {
    const { program, criterion } = context
    if (!isDecided(check))
      return unmet('undefined', `${check.metric} has no threshold, baseline or trend`, { fix: explainCommand(context) })
    return verdictOnRecords(recordsFor(program, context.case, criterion), context, {
      judge: (record) => judgeMetrics(check, record, criterion.id),
      environment: check.environment,
      nothing: `no record of ${check.metric} speaks for ${criterion.id}`,
      fix: this.command(check, context),
    })
  },
  wants(check) {
    if (!isDecided(check)) return `a threshold for ${check.metric}: op and value, a baseline or a trend`
    const unit = check.unit === undefined ? '' : ` ${check.unit}`
    const threshold = comparisonOf(check)
    const parts = [
      ...(threshold ? [`${threshold.text}${unit}`] : []),
      ...(check.baseline ? [baselineText(check.baseline)] : []),
      ...(check.trend ? [check.trend] : []),
      ...(check.samples === undefined ? [] : [`from ${check.samples} samples or more`]),
      ...(check.window === undefined ? [] : [`over ${check.window} or longer`]),
      ...(check.environment === undefined ? [] : [`on ${check.environment}`]),
    ]
    return `a recorded ${check.aggregation === undefined ? '' : `${check.aggregation} `}${check.metric} ${parts.join(', ')}`
  },
  command(check, context) {
    const { metric: name, unit = '', aggregation } = check
    const value = `${name}=VALUE${unit}${aggregation === undefined ? '' : `@${aggregation}`}`
    return recordingCommand(context, 'metrics', `--metric ${shellWord(value)}`)
  },
}
