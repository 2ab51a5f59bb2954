import { secondsInWords } from '../../gates/criteria/drill.ts'
import type { CriterionResult } from '../../gates/result.ts'
import type { PackChanges, ReviewPack } from './review-pack.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'faint'

/** A text of one line. */
export interface Cell {
  readonly text: string
  readonly tone?: Tone
  /** A path, an id, a command: set as it is. */
  readonly code?: true
}

export type Block =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'text'; readonly cell: Cell }
  | { readonly type: 'facts'; readonly rows: readonly (readonly [label: string, value: Cell])[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly cells: readonly Cell[] }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'commands'; readonly rows: readonly { readonly command: string; readonly why: string }[] }

const plain = (text: string, tone?: Tone): Cell => ({ text, ...(tone !== undefined && { tone }) })
const code = (text: string): Cell => ({ text, code: true })

const outcomeTone: Readonly<Record<CriterionResult['outcome'], Tone>> = {
  met: 'good',
  unmet: 'bad',
  waived: 'warn',
  'not-applicable': 'faint',
  unknown: 'bad',
}
const verdictTone = (verdict: string): Tone => (verdict === 'met' ? 'good' : 'bad')

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`
const day = (at: string): string => at.slice(0, 10)

const duration = (seconds: number | undefined): string => (seconds === undefined ? '' : secondsInWords(seconds))

/** A section; what is empty says so, for that is what a meeting wants to know. */
function section(heading: string, blocks: readonly Block[], empty: string): Block[] {
  return [{ type: 'heading', text: heading }, ...(blocks.length > 0 ? blocks : [{ type: 'text', cell: plain(empty, 'faint') } as const])]
}

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): Block[] =>
  rows.length === 0 ? [] : [{ type: 'table', head, rows }]

/** What the meeting goes through, in order; points without anything to talk about are left out. */
function agendaOf(pack: ReviewPack): string[] {
  const overdue = pack.actions.filter((one) => one.overdue).length
  const open =
    pack.gate?.criteria.filter((one) => one.level === 'required' && (one.outcome === 'unmet' || one.outcome === 'unknown')).length ?? 0
  const risks = pack.risks.filter((one) => one.open).length
  const point = (count: number, text: string): string[] => (count === 0 ? [] : [text])
  return [
    ...point(pack.actions.length, `Action items: ${pack.actions.length} open${overdue === 0 ? '' : `, ${overdue} overdue`}`),
    ...point(
      pack.changes === undefined ? 0 : 1,
      `What changed since ${pack.changes?.phase} was reviewed on ${day(pack.changes?.date ?? '')}`,
    ),
    `Exit gate: ${pack.gate === undefined ? 'there is none' : `${pack.gate.verdict}${open === 0 ? '' : `, ${many(open, 'criterion', 'criteria')} open`}`}`,
    ...point(pack.needed.length, `Approvals that are still needed: ${pack.needed.length}`),
    ...point(pack.waivers.length, `Waivers: ${pack.waivers.length}`),
    ...point(risks, `Risks: ${risks} open`),
    ...point(pack.questions.length, `Questions: ${pack.questions.length} open`),
    pack.state === 'closed'
      ? `Phase ${pack.phase} is closed`
      : pack.gate === undefined
        ? `Decision: what the exit gate of ${pack.phase} asks for; without one it cannot be closed`
        : `Decision: close ${pack.phase}, or not`,
    ...point(pack.follows.length, `What comes next: ${pack.follows.map(({ id }) => id).join(', ')}`),
  ]
}

function criterionRow(one: CriterionResult): Cell[] {
  const evidence = one.evidence.map(({ path }) => path)
  const shown = evidence.length > 3 ? `${evidence.slice(0, 3).join(', ')} and ${evidence.length - 3} more` : evidence.join(', ')
  const level = one.level === 'required' ? '' : ` (${one.level})`
  return [
    code(one.id),
    plain(`${one.statement}${level}`),
    plain(one.reason === undefined ? one.outcome : `${one.outcome}: ${one.reason}`, outcomeTone[one.outcome]),
    plain(one.waiver === undefined ? one.because : `${one.waiver.id}: ${one.waiver.covered.because}`),
    shown === '' ? plain('none', 'faint') : code(shown),
  ]
}

function changesOf(changes: PackChanges | undefined): Block[] {
  if (changes === undefined) return []
  const intro = `Since the review of ${changes.phase} on ${day(changes.date)}, at ${changes.commit.slice(0, 12)}.`
  if (changes.unknown !== undefined) return [{ type: 'text', cell: plain(`${intro} ${changes.unknown}`, 'warn') }]
  const rows = changes.records.map(({ change, type, id, title, fields }) => [
    plain(change),
    plain(type),
    code(id),
    plain(title),
    plain(fields.join(', '), 'faint'),
  ])
  const flipped = changes.gates.map(({ id, before, after }) => [
    code(id),
    plain(before ?? 'not there'),
    plain(after ?? 'not there', verdictTone(after ?? '')),
  ])
  return [
    { type: 'text', cell: plain(intro) },
    ...table(['Change', 'Record', 'Id', 'Title', 'Fields'], rows),
    ...table(['Gate', 'Was', 'Is'], flipped),
  ]
}

const severityTone = (severity: string | undefined): Tone | undefined =>
  severity !== undefined && /crit|high|severe/i.test(severity)
    ? 'bad'
    : severity !== undefined && /med|moderate/i.test(severity)
      ? 'warn'
      : undefined

const point = ({ id, title, owner, due, overdue }: ReviewPack['actions'][number]): Cell[] => [
  code(id),
  plain(title),
  owner === undefined ? plain('nobody', 'warn') : plain(owner),
  due === undefined ? plain('no date', 'warn') : plain(overdue ? `${due}, overdue` : due, overdue ? 'bad' : undefined),
]

/** The exit gate, what waits for people, and what was conceded. */
function decisionOf(pack: ReviewPack): Block[] {
  const { gate } = pack
  return [
    ...section(
      'Exit gate',
      gate === undefined ? [] : table(['Criterion', 'What it asks', 'Outcome', 'Because', 'Evidence'], gate.criteria.map(criterionRow)),
      'The phase has no exit gate, so nothing can close it.',
    ),
    ...table(
      ['Other gate', 'Title', 'Verdict'],
      pack.others.map(({ id, title, verdict }) => [code(id), plain(title), plain(verdict, verdictTone(verdict))]),
    ),
    ...(pack.hindrances.length === 0
      ? []
      : section(
          'In the way of closing it',
          [
            {
              type: 'list',
              ordered: false,
              cells: pack.hindrances.map(({ message, help }) => plain(help === undefined ? message : `${message} (${help})`)),
            },
          ],
          '',
        )),
    ...section(
      'Approvals still needed',
      table(
        ['Criterion', 'What it asks', 'From', 'Because'],
        pack.needed.map(({ id, statement, who, because }) => [code(id), plain(statement), plain(who.join('; ')), plain(because)]),
      ),
      'None.',
    ),
    ...section(
      'Approvals given',
      table(
        ['Of', 'By', 'Role', 'When'],
        pack.approvals.map(({ of, by, role, at }) => [code(of), plain(by), plain(role ?? ''), plain(day(at))]),
      ),
      'None are used.',
    ),
    ...section(
      'Waivers',
      table(
        ['Waiver', 'Criterion', 'Ends', 'What it covers'],
        pack.waivers.map(({ id, criterion, until, breakGlass, found }) => [
          code(id),
          code(criterion),
          plain(day(until), 'warn'),
          plain(breakGlass ? `${found} (emergency)` : found),
        ]),
      ),
      'None.',
    ),
  ]
}

/** What the work stands at. */
function workOf(pack: ReviewPack): Block[] {
  return [
    ...section('Action items', table(['Action', 'What', 'Owner', 'Due'], pack.actions.map(point)), 'None are open.'),
    ...section('Open questions', table(['Question', 'What', 'Owner', 'Due'], pack.questions.map(point)), 'None.'),
    ...section(
      'Risks of the phase',
      table(
        ['Risk', 'Title', 'Severity', 'State', 'Owner', 'Against it'],
        pack.risks.map(({ id, title, severity, state, open, owner, mitigation, tasks }) => [
          code(id),
          plain(title),
          plain(severity ?? 'not rated', severityTone(severity)),
          plain(state, open ? undefined : 'good'),
          owner === undefined ? plain('nobody', 'warn') : plain(owner),
          plain([mitigation, tasks.join(', ')].filter((text) => text !== undefined && text !== '').join('; ')),
        ]),
      ),
      'No risk leans on a task of this phase.',
    ),
    ...section(
      'Milestones',
      table(
        ['Milestone', 'Title', 'State', 'Owner', 'Tasks', 'Acceptance'],
        pack.milestones.map(({ id, title, state, owners, tasks, verdict }) => [
          code(id),
          plain(title),
          plain(state),
          owners.length === 0 ? plain('nobody', 'warn') : plain(owners.join(', ')),
          plain(`${tasks.done}/${tasks.total}`),
          verdict === undefined ? plain('no gate', 'faint') : plain(verdict, verdictTone(verdict)),
        ]),
      ),
      'None.',
    ),
    ...(pack.changes === undefined ? [] : section('What changed', changesOf(pack.changes), 'Nothing.')),
    ...section(
      'Snapshots and rehearsals',
      [
        ...table(
          ['Snapshot', 'Taken', 'At'],
          pack.snapshots.map(({ id, date, gates }) => [code(id), plain(date.slice(0, 16).replace('T', ' ')), plain(gates.join(', '))]),
        ),
        ...table(
          ['Rehearsal', 'When', 'Outcome', 'Time to recover', 'Work lost'],
          pack.drills.map(({ scenario, date, outcome, rto, rpo }) => [
            plain(scenario),
            plain(day(date)),
            plain(outcome, outcome === 'passed' ? 'good' : 'bad'),
            plain(duration(rto)),
            plain(duration(rpo)),
          ]),
        ),
      ],
      'None.',
    ),
  ]
}

/** What closing it does, and how it is done. */
function closingOf(pack: ReviewPack): Block[] {
  const effects = [
    ...pack.checklists.map(({ from, to }) => `${from} is archived as ${to}`),
    ...pack.states.map(({ id, to }) => `${id} becomes ${to}`),
    ...pack.seeds.map((path) => `${path} is made`),
    ...pack.follows.map(({ id, title }) => `${id} ${title} can begin`),
  ]
  return [
    ...(effects.length === 0
      ? []
      : section('What closing it does', [{ type: 'list', ordered: false, cells: effects.map((text) => plain(text)) }], '')),
    ...section('To run in the meeting', pack.commands.length === 0 ? [] : [{ type: 'commands', rows: pack.commands }], 'Nothing.'),
  ]
}

/** The title of a pack. */
export const packTitle = ({ phase, title, program }: ReviewPack): string => `Review of ${phase} ${title} (${program.name})`

/** The pack as blocks, whatever they become. */
export function packBlocks(pack: ReviewPack): Block[] {
  const verdict = pack.state === 'closed' ? 'closed' : (pack.gate?.verdict ?? 'no exit gate')
  const counts = pack.gate?.counts
  const tally =
    counts === undefined ? '' : ` (${counts.met} met, ${counts.unmet} unmet, ${counts.waived} waived, ${counts.unknown} unknown)`
  const tone = pack.state === 'closed' || (verdict === 'met' && pack.hindrances.length === 0) ? 'good' : 'bad'
  return [
    {
      type: 'facts',
      rows: [
        ['Verdict', plain(`${verdict}${tally}`, tone)],
        ...(pack.forum === undefined ? [] : [['Forum', plain(pack.forum)] as const]),
        ['State', plain(pack.state.replace('-', ' '))],
        ...(pack.window === undefined ? [] : [['Weeks', plain(pack.window)] as const]),
        [
          'As of',
          plain(`${pack.at.slice(0, 16).replace('T', ' ')} UTC${pack.commit === undefined ? '' : `, ${pack.commit.slice(0, 12)}`}`),
        ],
      ],
    },
    ...(pack.goals.length === 0
      ? []
      : section('Goals', [{ type: 'list', ordered: false, cells: pack.goals.map((text) => plain(text)) }], '')),
    ...section('Agenda', [{ type: 'list', ordered: true, cells: agendaOf(pack).map((text) => plain(text)) }], ''),
    ...decisionOf(pack),
    ...workOf(pack),
    ...closingOf(pack),
  ]
}
