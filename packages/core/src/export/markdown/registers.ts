import type { Playbook, Risk } from '../../schema/plan-records.ts'
import { apart, attributeLines, heading, type Lines, labelled, table } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

const oneText = (texts: string | readonly string[] | undefined): string | undefined =>
  typeof texts === 'string' || texts === undefined ? texts : texts.join('<br>')

interface Row {
  readonly attributes?: Readonly<Record<string, string | string[]>> | undefined
}

function attributeColumns(rows: readonly Row[]): { label: string; cells: (string | undefined)[] }[] {
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.attributes ?? {})))]
  return labels.map((label) => ({ label, cells: rows.map((row) => oneText(row.attributes?.[label])) }))
}

const column = <T>(label: string, rows: readonly T[], cellOf: (row: T) => string | undefined) => ({ label, cells: rows.map(cellOf) })

/** The register of risks, and the map from risks to the tasks against them. */
export function riskSections(writing: Writing): Lines {
  const risks = writing.records.risks.map((risk) => shown(`risk ${risk.id}`, risk, writing))
  const isMapped = (risk: Risk): boolean =>
    risk.title === risk.id && Object.keys(risk).every((field) => ['id', 'title', 'tasks', 'source', 'notes'].includes(field))
  const isMarked = writing.marked.has('risks')
  const registered = isMarked ? risks : risks.filter((risk) => !isMapped(risk))
  const areNumbered = registered.every((risk, at) => risk.id === `RISK-${at + 1}`)
  const rows = table([
    ...(areNumbered &&
    !isMarked &&
    registered.some((risk) => Object.keys(risk).some((field) => !['id', 'title', 'tasks', 'source', 'notes'].includes(field)))
      ? []
      : [column('ID', registered, (risk) => risk.id)]),
    column('Risk', registered, (risk) => (risk.title === risk.id ? undefined : risk.title)),
    column('Category', registered, (risk) => risk.category),
    column('Severity', registered, (risk) => risk.severity),
    column('Likelihood', registered, (risk) => risk.likelihood),
    column('Impact', registered, (risk) => risk.impact),
    column('Mitigation', registered, (risk) => risk.mitigation),
    column('Contingency', registered, (risk) => risk.contingency),
    column('Trigger', registered, (risk) => risk.trigger),
    column('Owner', registered, (risk) => risk.owner),
    column('Status', registered, (risk) => risk.status),
    column('Tasks', registered, (risk) => (isMarked ? risk.tasks?.join(', ') : undefined)),
    ...attributeColumns(registered),
  ])
  const edges = risks.flatMap((risk) => (risk.tasks === undefined || isMarked ? [] : [`- ${risk.id} → ${risk.tasks.join(', ')}`]))
  return apart(
    rows.length > 0 ? [heading(2, 'Risk Register'), '', ...rows] : [],
    edges.length > 0 ? [heading(2, 'Risk-to-Task Mapping'), '', ...edges] : [],
    writing.records.risks.flatMap((risk) => saidOutright(`risk ${risk.id}`, risk, writing)),
  )
}

export function roleSection(writing: Writing): Lines {
  const roles = (writing.records.program.roles ?? []).map((role) => shown(`role ${role.id}`, role, writing))
  const rows = table([
    column('Role', roles, ({ id, title }) => (title === undefined || title === id ? id : `${title} (${id})`)),
    column('Primary Owner', roles, (role) => role.owner),
    column('Responsibilities', roles, (role) => role.responsibilities?.join('<br>')),
    ...attributeColumns(roles),
  ])
  const outright = (writing.records.program.roles ?? []).flatMap((role) => saidOutright(`role ${role.id}`, role, writing))
  return rows.length === 0 ? [] : apart([heading(2, 'Roles & Responsibilities')], rows, outright)
}

const steps = (texts: readonly string[] | undefined): string[] => (texts ?? []).map((text, at) => `${at + 1}. ${text}`)

function playbookSection(one: Playbook, writing: Writing): Lines {
  const playbook = shown(`playbook ${one.id}`, one, writing)
  const attributes = { ...playbook.attributes }
  const label = playbook.checkpoints === undefined ? undefined : Object.keys(attributes).find((name) => /checkpoint|snapshot/i.test(name))
  const sentence = label === undefined ? undefined : attributes[label]
  if (label !== undefined) delete attributes[label]
  const isChain = (playbook.steps ?? []).length > 1 && !playbook.steps?.some((step) => /→|->|=>|\.$/.test(step))
  const isList = (playbook.triggers ?? []).length > 1 && !playbook.triggers?.some((text) => /[,;]|\.$/.test(text))
  return apart(
    [heading(2, playbook.title)],
    [
      ...(typeof sentence === 'string' ? [`- **${label}:** ${sentence}`] : labelled('Checkpoints', playbook.checkpoints, true)),
      ...(isList ? [`- **Triggers:** ${playbook.triggers?.join(', ')}.`] : labelled('Triggers', playbook.triggers, true)),
      ...labelled('Decisions', playbook.decisions, true),
      ...(isChain ? [`- **Steps:** ${playbook.steps?.join(' → ')}.`] : labelled('Steps', playbook.steps, true)),
      ...attributeLines(attributes).bullets,
    ],
  )
}

/** Plans for the worst, each a label over its steps; playbooks under headings. */
export function playbookSections(writing: Writing): Lines {
  const { playbooks } = writing.records
  const isContingency = (one: Playbook): boolean =>
    /^contingency-\d+$/.test(one.id) && one.triggers?.length === 1 && one.triggers[0] === one.title
  const contingencies = playbooks.filter(isContingency).map((one) => shown(`playbook ${one.id}`, one, writing))
  return apart(
    contingencies.length > 0 ? [heading(2, 'Contingency Plans')] : [],
    ...contingencies.map((one) => [`**${one.title}:**`, ...steps(one.steps)]),
    ...playbooks.filter((one) => !isContingency(one)).map((one) => playbookSection(one, writing)),
    playbooks.flatMap((one) => saidOutright(`playbook ${one.id}`, one, writing)),
  )
}

/** Metrics and alerts under one heading, with the gate that holds for the whole program; as tables where they have ids of their own. */
export function observabilitySections(writing: Writing): Lines {
  const { metrics, alerts, gates } = writing.records
  const all = [
    { title: 'Metrics', type: 'metric', list: metrics },
    { title: 'Alerts', type: 'alert', list: alerts },
  ] as const
  const gate = gates.find(({ summary, stage, includes }) => stage === 'quality' && summary !== undefined && includes !== undefined)
  const outright = all.flatMap(({ type, list }) => list.flatMap((one) => saidOutright(`${type} ${one.id}`, one, writing)))
  const tables = all.map(
    ({ title, type, list }): Lines =>
      list.length > 0 && writing.marked.has(`${type}s`)
        ? [heading(2, title), '', ...table([column('ID', list, (one) => one.id), column(title.slice(0, -1), list, (one) => one.title)])]
        : [],
  )
  const bullets = [
    ...all.flatMap(({ title, type, list }) =>
      writing.marked.has(`${type}s`)
        ? []
        : labelled(
            title,
            list.map((one) => one.title),
            true,
          ),
    ),
    ...(gate ? [`- **${gate.title ?? gate.id}:** ${gate.summary}`] : []),
  ]
  return apart(bullets.length > 0 ? [heading(2, 'Observability & Validation')] : [], bullets, ...tables, outright)
}

/** What questions, decisions and action items have in common. */
interface Point extends Row {
  readonly id: string
  readonly title: string
  readonly owner?: string | undefined
  readonly state?: string | undefined
  readonly due?: string | undefined
  readonly date?: string | undefined
  readonly answer?: string | undefined
  /** The path of the minutes. */
  readonly meeting?: string | undefined
}

/**
 * Open questions, decisions and action items of meetings: lists, or tables where they say more than words. Action items are called
 * those of meetings, for "Action Items" alone is read as tasks.
 */
export function decisionSections(writing: Writing): Lines {
  const { questions, decisions, actions } = writing.records
  const all = [
    { type: 'question', title: 'Open Questions', head: 'Question', prefix: 'Q', list: questions, day: 'due' },
    { type: 'decision', title: 'Decisions', head: 'Decision', prefix: 'D', list: decisions, day: 'date' },
    { type: 'action', title: 'Meeting Actions', head: 'Meeting Action', prefix: 'A', list: actions, day: 'due' },
  ] as const
  return apart(
    ...all.flatMap(({ type, title, head, prefix, list: records, day }): Lines[] => {
      if (records.length === 0) return []
      const list = records.map((one: Point) => shown(`${type} ${one.id}`, one, writing))
      const isPlain =
        !writing.marked.has(`${type}s`) &&
        list.every(
          (one) =>
            one.owner === undefined &&
            one.state === undefined &&
            one.attributes === undefined &&
            one[day] === undefined &&
            one.answer === undefined &&
            one.meeting === undefined,
        )
      const lines = isPlain
        ? list.map((one, at) => (one.id === `${prefix}${at + 1}` ? `- ${one.title}` : `- ${one.id}: ${one.title}`))
        : table([
            column('ID', list, (one) => one.id),
            column(head, list, (one) => one.title),
            column('Owner', list, (one) => one.owner),
            column('Status', list, (one) => one.state),
            column('Due', list, (one) => one[day]),
            column('Answer', list, (one) => one.answer),
            column('Minutes', list, (one) => one.meeting),
            ...attributeColumns(list),
          ])
      return [[heading(2, title), '', ...lines], records.flatMap((one: Point) => saidOutright(`${type} ${one.id}`, one, writing))]
    }),
  )
}
