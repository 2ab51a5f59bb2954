import type { ReportActivity, ReportLink, ReportMatrix, ReportPoint, ReportRisk, ReportSchedule } from '../../../src/page/report-model.ts'

const day = 86_400_000
const start = Date.UTC(2026, 2, 2)
export const dateAt = (days: number): string => new Date(start + days * day).toISOString().slice(0, 10)

/** A plan of phases in sequence, with milestones in sequence and tasks in sequence, one after the other: every number is known. */
export function exampleSchedule(phases: number, milestones: number, tasks: number, mode: ReportSchedule['mode'] = 'dated'): ReportSchedule {
  const activities: ReportActivity[] = []
  const links: ReportLink[] = []
  const dates = (from: number, to: number) => (mode === 'order' ? {} : { start: dateAt(from), finish: dateAt(to) })
  let at = 0
  let before: string | undefined
  const done = Math.floor((phases * milestones * tasks) / 3)
  let count = 0
  for (let p = 0; p < phases; p++) {
    const phase = activities.length
    activities.push({} as ReportActivity)
    const phaseStart = at
    for (let m = 0; m < milestones; m++) {
      const milestone = activities.length
      activities.push({} as ReportActivity)
      const from = at
      for (let t = 0; t < tasks; t++) {
        const length = 1 + ((p * 7 + m * 3 + t * 5) % 6)
        const id = `P${p}.M${m + 1}.T${t + 1}`
        const critical = t % 3 !== 2
        const begin = critical ? at : from
        activities.push({
          key: `task:${id}`,
          type: 'task',
          id,
          title: `Write part ${t + 1} of the work <${p}>`,
          parent: `milestone:P${p}.M${m + 1}`,
          phase: `P${p}`,
          owner: ['Ann', 'Bo', 'Cem'][count % 3] as string,
          state: count < done ? 'done' : count === done ? 'in-progress' : 'planned',
          progress: count < done ? 'done' : count === done ? 'started' : 'planned',
          done: count < done ? 1 : count === done ? 0.4 : 0,
          ...dates(begin, begin + length),
          critical,
          float: critical ? 0 : 3,
          ...(mode === 'dated' && { baseline: { start: dateAt(begin - 2), finish: dateAt(begin + length - 3) } }),
          ...(count === done && { late: true as const }),
          ...(t === 4 && { event: true as const }),
        })
        if (critical) {
          if (before !== undefined) links.push({ from: before, to: `task:${id}`, type: 'FS', driving: true })
          before = `task:${id}`
          at += length + 1
        } else links.push({ from: `task:P${p}.M${m + 1}.T${t}`, to: `task:${id}`, type: 'SS', driving: false })
        count++
      }
      activities[milestone] = {
        key: `milestone:P${p}.M${m + 1}`,
        type: 'milestone',
        id: `P${p}.M${m + 1}`,
        title: `Milestone ${m + 1}`,
        parent: `phase:P${p}`,
        phase: `P${p}`,
        state: 'planned',
        progress: count <= done ? 'done' : 'planned',
        done: count <= done ? 1 : 0,
        ...dates(from, at - 1),
        critical: true,
      }
    }
    activities[phase] = {
      key: `phase:P${p}`,
      type: 'phase',
      id: `P${p}`,
      title: `Phase of the number ${p}`,
      phase: `P${p}`,
      state: 'planned',
      progress: count <= done ? 'done' : 'planned',
      done: count <= done ? 1 : 0.2,
      ...dates(phaseStart, at - 1),
      critical: true,
      ...(p === phases - 1 && phases > 1 && { open: true as const }),
    }
    activities.push({
      key: `gate:P${p}`,
      type: 'gate',
      id: `P${p}`,
      title: `Exit of phase ${p}`,
      parent: `phase:P${p}`,
      phase: `P${p}`,
      state: 'open',
      progress: count <= done ? 'done' : 'planned',
      done: 0,
      ...dates(at - 1, at - 1),
      critical: p % 2 === 0,
    })
  }
  return {
    mode,
    activities,
    links,
    criticalPath: links.filter((one) => one.driving).map((one) => one.to),
    forecasts: [],
    assumptions: [],
    health: [],
    ...(mode !== 'order' && { start: dateAt(0), finish: dateAt(at) }),
    ...(mode === 'dated' && { today: dateAt(Math.floor(at / 3)), baselineName: 'v1.0' }),
  }
}

const words = ['low', 'medium', 'high', 'very high']
export const exampleRisks: readonly ReportRisk[] = Array.from({ length: 20 }, (_, index) => ({
  id: `R-${String(index + 1).padStart(3, '0')}`,
  title: `Risk ${index + 1}`,
  ...(index < 18 && { impact: words[index % 4] as string, likelihood: words[(index * 7) % 3] as string }),
  tasks: [],
}))

export const exampleMatrix: ReportMatrix = {
  title: 'Requirements and tasks',
  rows: Array.from({ length: 24 }, (_, index) => ({ id: `R${index + 1}`, title: `The system shall do the thing of number ${index + 1}` })),
  columns: Array.from({ length: 30 }, (_, index) => ({ id: `T-${String(index + 1).padStart(3, '0')}`, title: `Task ${index + 1}` })),
  cells: Array.from({ length: 22 }, (_, index) => [index, (index * 5) % 28, 'satisfies'] as const),
}

export const exampleHistory: readonly ReportPoint[] = Array.from({ length: 16 }, (_, index) => ({
  at: `${dateAt(index * 6)}T09:00:00Z`,
  commit: String(index).repeat(40).slice(0, 40),
  scope: 40 + Math.floor(index / 4) * 6,
  done: Math.min(50, index * 3),
  milestones: 12,
  accepted: Math.floor(index / 2),
  finish: dateAt(120 + index * 2),
  gates: { P0: dateAt(20), P1: dateAt(50 + (index > 4 ? 8 : 0)), P2: dateAt(90 + index), P3: dateAt(100 - index) },
}))
