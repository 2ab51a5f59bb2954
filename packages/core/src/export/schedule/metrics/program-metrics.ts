import type { CriterionResult, GateResult } from '../../../gates/result.ts'
import { isInForce, type Waiver } from '../../../gates/waivers/waiver-standing.ts'
import type { Program } from '../../../link/program-types.ts'
import type { Schedule } from '../../../schedule/schedule-types.ts'
import { inDays } from '../days.ts'
import type { MetricFamily, Sample } from './metrics-text.ts'

/** A metric or an alert that the plan asks for. */
export interface Watched {
  readonly id: string
  readonly title: string
  readonly metric?: string | undefined
}

/** What is measured. Lists are in order of the plan. */
export interface MetricFacts {
  readonly program: Program
  /** RFC 3339. */
  readonly now: string
  readonly gates: readonly GateResult[]
  readonly phases: readonly { readonly id: string; readonly state: 'planned' | 'in-progress' | 'closed' }[]
  readonly waivers: readonly Waiver[]
  /** The plan as it is written, and as of now; the same where it names no first day. */
  readonly plan: Schedule
  readonly forecast: Schedule
  /** Times of the snapshots, and the gates that each was taken at. */
  readonly snapshots: readonly { readonly date: string; readonly gates: readonly string[] }[]
  /** Gates of the pipeline that a snapshot has to be taken at. */
  readonly checkpoints: readonly string[]
  readonly drills: readonly {
    readonly outcome: string
    readonly date: string
    readonly scenario: string
    readonly rto?: number | undefined
  }[]
  /** How often a snapshot was restored, by the audit log. */
  readonly rollbacks: number
  readonly metrics: readonly Watched[]
  readonly alerts: readonly Watched[]
}

const verdicts = ['met', 'unmet', 'unknown'] as const
const phaseStates = ['planned', 'in-progress', 'closed'] as const

const counted = (words: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const seconds = (time: string | undefined): number => (time === undefined ? Number.NaN : Date.parse(time) / 1000)

function gateFamilies({ gates }: MetricFacts): MetricFamily[] {
  const labels = ({ id, phase, stage }: GateResult) => ({ gate: id, stage, phase })
  const required = (gate: GateResult): readonly CriterionResult[] => gate.criteria.filter(({ level }) => level === 'required')
  return [
    {
      name: 'refractor_gate_verdict',
      type: 'stateset',
      help: 'What is decided of a gate.',
      samples: gates.flatMap((gate) =>
        verdicts.map((one): Sample => ({ labels: { ...labels(gate), refractor_gate_verdict: one }, value: gate.verdict === one ? 1 : 0 })),
      ),
    },
    {
      name: 'refractor_gate_due',
      type: 'gauge',
      help: '1 where a gate has to be met now.',
      samples: gates.map((gate) => ({ labels: labels(gate), value: gate.due ? 1 : 0 })),
    },
    {
      name: 'refractor_gate_criteria',
      type: 'gauge',
      help: 'Required criteria of a gate by their outcome.',
      samples: gates.flatMap((gate) =>
        [...counted(required(gate).map(({ outcome }) => outcome))].map(([outcome, value]) => ({
          labels: { ...labels(gate), outcome },
          value,
        })),
      ),
    },
    {
      name: 'refractor_gates',
      type: 'gauge',
      help: 'Gates by what is decided of them, and by whether they are due.',
      samples: [true, false].flatMap((due) =>
        verdicts.map((verdict) => ({
          labels: { due: due ? 'yes' : 'no', verdict },
          value: gates.filter((gate) => gate.due === due && gate.verdict === verdict).length,
        })),
      ),
    },
  ]
}

function waiverFamilies({ waivers, now }: MetricFacts): MetricFamily[] {
  const inForce = waivers.filter((one) => isInForce(one) && Number.isFinite(one.end))
  const labels = ({ id, request }: Waiver) => ({ waiver: id, criterion: request?.criterion })
  const states = counted(waivers.map(({ state }) => state))
  return [
    {
      name: 'refractor_waivers',
      type: 'gauge',
      help: 'Waivers by state.',
      samples: ['requested', 'active', 'expiring', 'expired', 'rejected', 'revoked', 'void', 'malformed'].map((state) => ({
        labels: { state },
        value: states.get(state) ?? 0,
      })),
    },
    {
      name: 'refractor_waiver_left_days',
      type: 'gauge',
      unit: 'days',
      help: 'Days until a waiver in force ends, as of this export.',
      samples: inForce.map((one) => ({
        labels: labels(one),
        value: Math.max(0, Number(((one.end - Date.parse(now)) / 86_400_000).toFixed(2))),
      })),
    },
    {
      name: 'refractor_waiver_end_timestamp_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'When a waiver in force ends.',
      samples: inForce.map((one) => ({ labels: labels(one), value: Math.floor(one.end / 1000) })),
    },
  ]
}

function scheduleFamilies({ phases, plan, forecast }: MetricFacts): MetricFamily[] {
  const isDated = forecast.mode === 'dated'
  const lengths = (schedule: Schedule): Sample[] =>
    phases.flatMap(({ id }) => {
      const found = schedule.activities.get(`phase:${id}`)
      if (found?.dates === undefined || found.open) return []
      return [{ labels: { phase: id }, value: inDays(found.early.to - found.early.from, schedule) }]
    })
  const ends = (schedule: Schedule, of: string): Sample[] =>
    schedule.mode !== 'dated'
      ? []
      : phases.flatMap(({ id }) => {
          const found = schedule.activities.get(`phase:${id}`)
          return found?.dates === undefined || found.open ? [] : [{ labels: { phase: id, of }, value: seconds(found.dates.finish) }]
        })
  const finish = (schedule: Schedule, of: string): Sample[] =>
    schedule.mode === 'dated' && schedule.finish !== undefined ? [{ labels: { of }, value: seconds(schedule.finish) }] : []
  const progress = counted([...forecast.activities.values()].filter(({ type }) => type === 'task').map((one) => one.progress))
  return [
    {
      name: 'refractor_phase_state',
      type: 'stateset',
      help: 'How far a phase is.',
      samples: phases.flatMap(({ id, state }) =>
        phaseStates.map((one) => ({ labels: { phase: id, refractor_phase_state: one }, value: one === state ? 1 : 0 })),
      ),
    },
    {
      name: 'refractor_phase_planned_days',
      type: 'gauge',
      unit: 'days',
      help: 'Working days from the start to the end of a phase as planned.',
      samples: lengths(plan),
    },
    {
      name: 'refractor_phase_forecast_days',
      type: 'gauge',
      unit: 'days',
      help: 'Working days from the start to the end of a phase as of now.',
      samples: isDated ? lengths(forecast) : [],
    },
    {
      name: 'refractor_phase_finish_timestamp_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'The last day of a phase, of the plan and of the forecast.',
      samples: [...ends(plan, 'plan'), ...(isDated ? ends(forecast, 'forecast') : [])],
    },
    {
      name: 'refractor_finish_timestamp_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'The last day of everything, of the plan and of the forecast.',
      samples: [...finish(plan, 'plan'), ...(isDated ? finish(forecast, 'forecast') : [])],
    },
    {
      name: 'refractor_tasks',
      type: 'gauge',
      help: 'Tasks by how far they are.',
      samples: ['planned', 'started', 'done'].map((one) => ({ labels: { progress: one }, value: progress.get(one) ?? 0 })),
    },
  ]
}

function recoveryFamilies({ snapshots, checkpoints, drills, rollbacks }: MetricFacts): MetricFamily[] {
  const newest = snapshots.reduce((last, { date }) => Math.max(last, seconds(date)), Number.NEGATIVE_INFINITY)
  const times = new Map<string, { readonly at: number; readonly rto: number }>()
  for (const { date, scenario, rto } of drills) {
    const at = seconds(date)
    if (rto !== undefined && at >= (times.get(scenario)?.at ?? Number.NEGATIVE_INFINITY)) times.set(scenario, { at, rto })
  }
  return [
    { name: 'refractor_snapshots', type: 'gauge', help: 'Snapshots that are kept.', samples: [{ labels: {}, value: snapshots.length }] },
    {
      name: 'refractor_snapshot_timestamp_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'When the newest snapshot was taken.',
      samples: [{ labels: {}, value: newest }],
    },
    {
      name: 'refractor_checkpoint_snapshots',
      type: 'gauge',
      help: 'Snapshots by the gate of the pipeline that they were taken at.',
      samples: checkpoints.map((checkpoint) => ({
        labels: { checkpoint },
        value: snapshots.filter(({ gates }) => gates.includes(checkpoint)).length,
      })),
    },
    {
      name: 'refractor_drills',
      type: 'gauge',
      help: 'Records of rehearsals by their outcome.',
      samples: ['passed', 'warned', 'failed', 'none'].map((outcome) => ({
        labels: { outcome },
        value: drills.filter((one) => one.outcome === outcome).length,
      })),
    },
    {
      name: 'refractor_drill_recovery_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'How long the newest rehearsal of a scenario took until everything was back.',
      samples: [...times].map(([scenario, { rto }]) => ({ labels: { scenario }, value: rto })),
    },
    {
      name: 'refractor_rollbacks',
      type: 'counter',
      help: 'How often a snapshot was restored, by the audit log.',
      samples: [{ labels: {}, value: rollbacks }],
    },
  ]
}

/** What of a metric that a plan asks for is measured here, by its words; what nothing measures names no series. */
const series: readonly (readonly [RegExp, string])[] = [
  [/\b(?:roll-?backs?|restor\w*)\b.*\bcheckpoint|\bcheckpoint/i, 'refractor_checkpoint_snapshots'],
  [/\broll-?backs?\b|\brestor(?:es?|ed|ations?)\b/i, 'refractor_rollbacks_total'],
  [/\bwaivers?\b.*\bexpir|\bexpir.*\bwaivers?\b/i, 'refractor_waiver_end_timestamp_seconds'],
  [/\bwaivers?\b/i, 'refractor_waivers'],
  [/\bdrills?\b|\brehearsals?\b/i, 'refractor_drills'],
  [/\bsnapshots?\b/i, 'refractor_snapshots'],
  [/\bgates?\b/i, 'refractor_gates'],
]

function watchedFamilies({ metrics, alerts }: MetricFacts): MetricFamily[] {
  const info = (kind: 'metric' | 'alert', list: readonly Watched[]): MetricFamily => ({
    name: `refractor_plan_${kind}`,
    type: 'info',
    help: `${kind === 'metric' ? 'Metrics' : 'Alerts'} that the plan asks for; series: what of this export measures it.`,
    samples: list.map(({ id, title, metric }) => ({
      labels: { [kind]: id, title, of: metric, series: series.find(([words]) => words.test(title))?.[1] },
      value: 1,
    })),
  })
  return [info('metric', metrics), info('alert', alerts)]
}

/** A program as metrics: what its gates, waivers, phases and means of recovery are like as of now. */
export function programMetrics(facts: MetricFacts): MetricFamily[] {
  const { id, file } = facts.program
  const families: MetricFamily[] = [
    {
      name: 'refractor_program',
      type: 'info',
      help: 'The program that is measured.',
      samples: [{ labels: { name: file.record.name }, value: 1 }],
    },
    ...gateFamilies(facts),
    ...waiverFamilies(facts),
    ...scheduleFamilies(facts),
    ...recoveryFamilies(facts),
    ...watchedFamilies(facts),
  ]
  return families.map((family) => ({
    ...family,
    samples: family.samples.map(({ labels, value }) => ({ labels: { program: id, ...labels }, value })),
  }))
}
