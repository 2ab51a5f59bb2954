import type {
  Report,
  ReportActivity,
  ReportCriterion,
  ReportEvent,
  ReportGate,
  ReportLink,
  ReportMatrix,
  ReportPhase,
  ReportPlace,
  ReportPoint,
  ReportRisk,
} from '../../src/page/report-model.ts'

const day = 86_400_000

/** A day so many days after another one. */
export const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)

/** The working day (Monday to Friday) so many working days after a Monday. */
const workingDay = (monday: string, days: number): string => addDays(monday, Math.floor(days / 5) * 7 + (days % 5))

const place = (file: string, line: number): ReportPlace => ({
  file,
  line,
  href: `https://forge.example/team/plan/blob/0123456789abcdef0123456789abcdef01234567/${file}#L${line}`,
})

/** Numbers that look like chance and are the same in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

/** Titles that a page must survive: markup, quotes, a right-to-left mark, a long word, nothing but spaces. */
export const hostileTitles: readonly string[] = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)> & "quoted" \'single\'',
  'right-to-left \u202Etxet\u202C and a null \u0000 char',
  'Обзор кодовой базы — 設計審查 🚦',
  `${'unbroken'.repeat(30)}`,
  '| pipes | and `code` and [link](javascript:alert(1)) |',
  '<!-- comment --> ]]> --> <![CDATA[',
  '   ',
]

const owners = ['Platform', 'Data', 'Evaluation', 'Safety', 'Release', 'Documentation']

export interface SampleSize {
  /** How many tasks. */
  readonly tasks: number
  readonly phases?: number
  /** Milestones of each phase. */
  readonly milestones?: number
  readonly mode?: 'dated' | 'relative' | 'order'
  readonly seed?: number
  /** Titles that a page must survive. */
  readonly hostile?: boolean
}

const criterionOf = (id: string, statement: string, outcome: string, line: number): ReportCriterion => ({
  id,
  statement,
  kind: outcome === 'met' ? 'evidence' : 'metric',
  level: 'required',
  outcome,
  ...(outcome === 'unmet' && { reason: 'missing', fix: `refractor evidence add ${id} --artifact reports/${id}.json` }),
  because: outcome === 'met' ? '1 record is valid and fresh' : `no evidence record speaks for ${id}`,
  place: place(`specification/phases/${id.split('.')[0]}.yaml`, line),
  evidence:
    outcome === 'met'
      ? [
          {
            path: `docs/evidence/${id}/run/metadata.json`,
            href: place(`docs/evidence/${id}/run/metadata.json`, 1).href as string,
          },
        ]
      : [],
})

/** A report with everything in it, of any size; the same arguments give the same value. */
export function sampleReport({
  tasks,
  phases: phaseCount = Math.max(1, Math.min(12, Math.round(tasks / 20))),
  milestones: perPhase = Math.max(1, Math.min(20, Math.round(tasks / phaseCount / 8))),
  mode = 'dated',
  seed = 1,
  hostile = false,
}: SampleSize): Report {
  const draw = numbersFrom(seed)
  const start = '2026-01-05'
  const today = addDays(start, Math.round(Math.sqrt(tasks) * 7))
  const dated = mode !== 'order'
  const titleOf = (words: string, at: number): string => (hostile ? (hostileTitles[at % hostileTitles.length] as string) : words)
  const activities: ReportActivity[] = []
  const links: ReportLink[] = []
  const phases: ReportPhase[] = []
  const gates: ReportGate[] = []
  const criticalPath: string[] = []
  const perMilestone = Math.max(1, Math.ceil(tasks / (phaseCount * perPhase)))
  let made = 0
  let phaseStart = 0

  const dates = (from: number, to: number, critical: boolean): Partial<ReportActivity> =>
    dated
      ? {
          start: workingDay(start, from),
          finish: workingDay(start, Math.max(from, to - 1)),
          float: critical ? 0 : 1 + draw(20),
          ...(draw(3) > 0 && {
            baseline: {
              start: workingDay(start, Math.max(0, from - draw(4))),
              finish: workingDay(start, Math.max(from, to - 1 - draw(5))),
            },
          }),
          ...(draw(12) === 0 && { late: true as const }),
        }
      : {}

  for (let p = 0; p < phaseCount; p++) {
    const id = `P${p}`
    const state = p === 0 ? 'closed' : p <= Math.ceil(phaseCount / 3) ? 'in-progress' : 'planned'
    const rows: ReportActivity[] = []
    let milestoneStart = phaseStart
    let doneTasks = 0
    let phaseTasks = 0
    for (let m = 0; m < perPhase && made < tasks; m++) {
      const milestone = `${id}.M${m + 1}`
      let at = milestoneStart
      let end = milestoneStart
      const children: ReportActivity[] = []
      for (let t = 0; t < perMilestone && made < tasks; t++, made++) {
        const task = `${milestone}.T${t + 1}`
        const length = 1 + draw(6)
        const isCritical = t % 2 === 0
        const progress = state === 'closed' ? 'done' : state === 'planned' ? 'planned' : (['done', 'started', 'planned'] as const)[draw(3)]
        children.push({
          key: `task:${task}`,
          type: 'task',
          id: task,
          title: titleOf(`Task ${t + 1} of ${milestone}: measure, decide, write it down`, made),
          parent: `milestone:${milestone}`,
          phase: id,
          ...(draw(5) > 0 && { owner: owners[draw(owners.length)] as string }),
          state: progress === 'done' ? 'done' : progress === 'started' ? 'in-progress' : 'open',
          progress: progress as 'planned' | 'started' | 'done',
          done: progress === 'done' ? 1 : progress === 'started' ? 0.4 : 0,
          critical: isCritical,
          ...dates(at, at + length, isCritical),
          place: place(`specification/phases/${id}.yaml`, 10 + made),
        })
        if (t > 0) links.push({ from: `task:${milestone}.T${t}`, to: `task:${task}`, type: t % 7 === 3 ? 'SS' : 'FS', driving: isCritical })
        if (isCritical) criticalPath.push(`task:${task}`)
        if (progress === 'done') doneTasks++
        phaseTasks++
        end = Math.max(end, at + length)
        if (isCritical) at += length
      }
      rows.push(
        {
          key: `milestone:${milestone}`,
          type: 'milestone',
          id: milestone,
          title: titleOf(`Milestone ${m + 1} of ${id}`, m + 3),
          parent: `phase:${id}`,
          phase: id,
          owner: owners[(p + m) % owners.length] as string,
          state: state === 'closed' ? 'accepted' : state === 'in-progress' && m === 0 ? 'in-progress' : 'planned',
          progress: state === 'closed' ? 'done' : state === 'in-progress' && m === 0 ? 'started' : 'planned',
          done: state === 'closed' ? 1 : 0.25,
          critical: true,
          ...dates(milestoneStart, end, true),
          place: place(`specification/phases/${id}.yaml`, 4 + m),
        },
        ...children,
      )
      if (m > 0) links.push({ from: `milestone:${id}.M${m}`, to: `milestone:${milestone}`, type: 'FS', driving: true })
      milestoneStart = end
    }
    const isOpen = mode === 'dated' && p === phaseCount - 1 && phaseCount > 2
    activities.push(
      {
        key: `phase:${id}`,
        type: 'phase',
        id,
        title: titleOf(`Phase ${p}: ${['Discovery', 'Foundations', 'Pilot', 'Migration', 'Parity', 'Release'][p % 6]}`, p),
        phase: id,
        state,
        progress: state === 'closed' ? 'done' : state === 'in-progress' ? 'started' : 'planned',
        done: phaseTasks === 0 ? 0 : doneTasks / phaseTasks,
        critical: !isOpen,
        ...dates(phaseStart, milestoneStart, true),
        ...(isOpen && { open: true as const }),
        place: place(`specification/phases/${id}.yaml`, 1),
      },
      ...rows,
      {
        key: `gate:${id}`,
        type: 'gate',
        id,
        title: `Exit of ${id}`,
        parent: `phase:${id}`,
        phase: id,
        state: state === 'closed' ? 'met' : 'unmet',
        progress: state === 'closed' ? 'done' : 'planned',
        done: state === 'closed' ? 1 : 0,
        critical: true,
        ...(dated && { start: workingDay(start, milestoneStart), finish: workingDay(start, milestoneStart) }),
        place: place(`specification/phases/${id}.yaml`, 90),
      },
    )
    if (p > 0) links.push({ from: `phase:P${p - 1}`, to: `phase:${id}`, type: 'FS', driving: true })
    criticalPath.push(`gate:${id}`)
    const verdict = state === 'closed' ? 'met' : 'unmet'
    const criteria = Array.from({ length: 3 + draw(4) }, (_, at) =>
      criterionOf(
        `${id}.${at + 1}`,
        titleOf(`Clause ${at + 1} of the exit of ${id} holds`, at + p),
        state === 'closed' || (state === 'in-progress' && at === 0) ? 'met' : state === 'in-progress' && at === 1 ? 'waived' : 'unmet',
        91 + at,
      ),
    )
    gates.push({
      id,
      title: `Exit of ${id}`,
      phase: id,
      stage: 'exit',
      verdict,
      due: state !== 'planned',
      criteria,
      place: place(`specification/phases/${id}.yaml`, 90),
    })
    phases.push({
      id,
      title: titleOf(`Phase ${p}: ${['Discovery', 'Foundations', 'Pilot', 'Migration', 'Parity', 'Release'][p % 6]}`, p),
      state,
      because:
        state === 'closed'
          ? 'reviewed and closed'
          : state === 'planned'
            ? 'nothing of it has begun'
            : `${criteria.length - 2} criteria are open`,
      milestones: { done: state === 'closed' ? perPhase : 0, total: perPhase },
      tasks: { done: doneTasks, total: phaseTasks },
      verdict,
      window: isOpen ? `${p * 4}+` : `${p * 4}-${p * 4 + 4}`,
      place: place(`specification/phases/${id}.yaml`, 1),
    })
    phaseStart = milestoneStart
  }

  const finish = workingDay(start, Math.max(0, phaseStart - 1))
  const taskRows = activities.filter(({ type }) => type === 'task')
  const risks: ReportRisk[] = Array.from({ length: Math.min(40, Math.max(2, Math.round(tasks / 25))) }, (_, at) => ({
    id: `R-${String(at + 1).padStart(3, '0')}`,
    title: titleOf(`Risk ${at + 1}: a supplier changes its terms`, at + 1),
    ...(at % 9 !== 8 && {
      impact: ['low', 'medium', 'high'][draw(3)] as string,
      likelihood: ['low', 'medium', 'high'][draw(3)] as string,
    }),
    ...(at % 4 === 0 && { severity: 'high' }),
    ...(at % 3 !== 0 && { owner: owners[draw(owners.length)] as string }),
    status: ['open', 'mitigated', 'closed'][draw(3)] as string,
    tasks: Array.from({ length: draw(3) }, () => taskRows[draw(taskRows.length)] as ReportActivity).map(({ id, state, phase }) => ({
      id,
      state,
      ...(phase !== undefined && { phase }),
    })),
    place: place('specification/risks.yaml', 2 + at * 6),
  }))
  const rows = taskRows.slice(0, 120).map(({ id, title, phase }) => ({ id, title, ...(phase !== undefined && { phase }) }))
  const columns = Array.from({ length: Math.min(30, Math.max(2, Math.round(tasks / 10))) }, (_, at) => ({
    id: `REQ-${at + 1}`,
    title: titleOf(`Requirement ${at + 1}`, at),
  }))
  const matrix: ReportMatrix = {
    title: 'Tasks and requirements',
    rows,
    columns,
    cells: rows.flatMap((_, row) => (row % 5 === 4 ? [] : [[row, draw(columns.length), 'implements'] as const])),
  }
  const history: ReportPoint[] = Array.from({ length: 24 }, (_, at) => ({
    at: addDays(start, at * 7),
    commit: (at + 1).toString(16).padStart(40, '0'),
    scope: Math.max(1, Math.round(tasks * (0.8 + at / 120))),
    done: Math.round((tasks * at) / 40),
    milestones: phaseCount * perPhase,
    accepted: Math.min(phaseCount * perPhase, Math.floor(at / 4)),
    ...(dated && { finish: addDays(finish, -24 + at), gates: Object.fromEntries(gates.map(({ id }) => [id, addDays(finish, at - 24)])) }),
  }))
  const events: ReportEvent[] = Array.from({ length: Math.min(100, tasks) }, (_, at) => ({
    at: `${addDays(today, -at)}T09:00:00Z`,
    actor: owners[at % owners.length] as string,
    type: ['task.done', 'milestone.started', 'evidence.added', 'approval.recorded'][at % 4] as string,
    ids: [taskRows[at % taskRows.length]?.id ?? 'P0'],
    words: titleOf(`${taskRows[at % taskRows.length]?.id ?? 'P0'} was marked as done`, at),
  }))

  return {
    program: { id: 'sample', name: hostile ? '</title><script>alert(2)</script>' : 'Sample program' },
    at: `${today}T12:00:00Z`,
    commit: '0123456789abcdef0123456789abcdef01234567',
    branch: 'main',
    version: '0.1.0',
    summary: `${gates.filter(({ due, verdict }) => due && verdict !== 'met').length} of ${gates.length} gates are due and open; next: refractor gate explain P1`,
    next: [
      { command: 'refractor gate explain P1', why: 'two criteria of P1 have no evidence' },
      { command: 'refractor evidence run P1.3', why: 'a command decides P1.3' },
    ],
    phases,
    gates,
    schedule: {
      mode,
      ...(dated && { start, finish, today, baselineName: 'v1' }),
      activities,
      links,
      criticalPath,
      forecasts: [
        ...gates.map(({ id, title }, at) => ({
          id,
          title,
          ...(dated && {
            planned: addDays(finish, -(gates.length - at) * 14),
            forecast: addDays(finish, -(gates.length - at) * 14 + at),
            baseline: addDays(finish, -(gates.length - at) * 14 - 3),
            p50: addDays(finish, -(gates.length - at) * 14 + at + 2),
            p80: addDays(finish, -(gates.length - at) * 14 + at + 6),
            p95: addDays(finish, -(gates.length - at) * 14 + at + 11),
          }),
        })),
        {
          id: 'finish',
          title: 'Everything',
          ...(dated && {
            planned: finish,
            forecast: addDays(finish, 3),
            baseline: addDays(finish, -4),
            p50: addDays(finish, 5),
            p80: addDays(finish, 9),
            p95: addDays(finish, 15),
          }),
        },
      ],
      assumptions: ['windows are read as inclusive weeks (weeks: half-open says otherwise)'],
      health: [
        { rule: 'missing-logic', value: '3 %', limit: '5 %', ok: true, offenders: [] },
        { rule: 'leads', value: '1', limit: '0', ok: false, offenders: taskRows.slice(0, 3).map(({ id }) => id) },
      ],
    },
    risks,
    matrices: [matrix],
    history,
    approvals: [
      { target: 'P0', decision: 'approve', by: 'lead@example.org', role: 'Lead', at: `${start}T10:00:00Z`, standing: 'valid' },
      {
        target: 'P1',
        decision: 'reject',
        by: 'safety@example.org',
        role: 'Safety',
        at: `${today}T08:00:00Z`,
        expires: addDays(today, 30),
        standing: 'valid',
      },
    ],
    waivers: [
      {
        id: 'W-1',
        criterion: 'P1.2',
        state: 'in-force',
        reason: titleOf('the supplier delivers in March', 0),
        expires: addDays(today, 12),
        daysLeft: 12,
      },
    ],
    actions: [
      { id: 'A-1', title: titleOf('Ask the supplier', 2), owner: 'Release', due: addDays(today, -3), overdue: true, state: 'open' },
      { id: 'A-2', title: 'Book the review', overdue: false, state: 'done' },
    ],
    events,
    eventsTotal: events.length * 3,
    findings: [
      {
        severity: 'warning',
        code: 'plan/window-too-short',
        message: titleOf('phase P1 has 9 weeks of work in a window of 6', 1),
        place: place('specification/phases/P1.yaml', 3),
        help: 'move milestones, or make the window longer',
      },
      { severity: 'error', code: 'link/unknown-id', message: 'REQ-99 is not declared', place: place('specification/tasks.yaml', 12) },
    ],
  }
}

/** Small enough to be read whole. */
export const smallReport: Report = sampleReport({ tasks: 12, phases: 3, milestones: 2 })
/** Text that is meant to break out of its place. */
export const hostileReport: Report = sampleReport({ tasks: 24, phases: 3, milestones: 2, hostile: true })
/** A plan without durations: order only. */
export const undatedReport: Report = sampleReport({ tasks: 12, phases: 3, milestones: 2, mode: 'order' })

/** A program of which nothing is known yet. */
export const emptyReport: Report = {
  program: { id: 'empty', name: 'Empty' },
  at: '2026-01-05T12:00:00Z',
  version: '0.1.0',
  summary: 'nothing is planned yet',
  next: [],
  phases: [],
  gates: [],
  schedule: undefined,
  risks: [],
  matrices: [],
  history: [],
  approvals: [],
  waivers: [],
  actions: [],
  events: [],
  eventsTotal: 0,
  findings: [],
}
