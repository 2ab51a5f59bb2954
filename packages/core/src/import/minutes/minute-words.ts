import { foldedLabel } from '../scan/inline.ts'

/** What a heading, a label or a column of minutes stands for. */
export type MinuteWord = 'decisions' | 'actions' | 'owner' | 'due' | 'state' | 'date' | 'forum' | 'participants' | 'id'

const list = (words: string): readonly string[] => words.split(/,\s+/)

const table: Readonly<Record<MinuteWord, readonly string[]>> = {
  decisions: list(
    'decision, decisions, decisions made, decisions taken, key decisions, decided, agreed, agreement, agreements, resolution, resolutions, resolved, entscheidung, entscheidungen, beschluss, beschlüsse, décision, décisions, decisión, decisiones, decisão, decisões, besluit, besluiten, решение, решения, 决定, 決定, 決定事項, 결정',
  ),
  actions: list(
    'action, actions, action item, action items, action point, action points, action list, ai, todo, todos, to do, to-do, to-dos, next step, next steps, follow up, follow-up, follow ups, follow-ups, tasks, task, open actions, new actions, aufgabe, aufgaben, maßnahme, maßnahmen, aktion, aktionen, nächste schritte, actions à mener, prochaines étapes, tâches, acción, acciones, tareas, próximos pasos, ação, ações, próximos passos, actie, acties, actiepunten, действия, поручения, задачи, 行动项, 行动, 待办, アクション, 行動項目, 액션, 할 일',
  ),
  owner: list(
    'owner, owners, who, assignee, assignees, assigned to, assigned, responsible, lead, person, by whom, verantwortlich, zuständig, wer, responsable, responsável, ответственный, verantwoordelijke, wie, 负责人, 担当, 担当者, 담당',
  ),
  due: list(
    'due, due date, due on, due by, deadline, by when, target date, target, when, complete by, until, frist, termin, fällig, fällig am, bis, bis wann, échéance, date limite, fecha límite, plazo, vencimiento, prazo, срок, до, 截止, 截止日期, 期限, 期日, 마감',
  ),
  state: list('state, status, done, zustand, stand, statut, estado, статус, 状态, 状態, 상태'),
  date: list('date, meeting date, held, held on, datum, fecha, data, дата, 日期, 日付, 날짜'),
  forum: list(
    'forum, meeting, meeting name, board, committee, gremium, sitzung, besprechung, réunion, comité, reunión, reunião, совещание, 会议, 会議, 회의',
  ),
  participants: list(
    'participant, participants, attendee, attendees, attendance, present, in attendance, people, teilnehmer, teilnehmende, anwesend, anwesende, présents, participantes, asistentes, asistencia, presentes, aanwezig, участники, присутствовали, 与会者, 参加者, 出席者, 참석자',
  ),
  id: list('id, no, no., nr, nr., #, number, ref, nummer, número, numéro, номер, 编号, 番号, 번호'),
}

const byWord = new Map(Object.entries(table).flatMap(([meaning, words]) => words.map((word) => [word, meaning as MinuteWord] as const)))

/** What a heading, a label or the header of a column stands for; "3. Action items (new)" is a list of actions. */
export function minuteWord(text: string): MinuteWord | undefined {
  const folded = foldedLabel(text)
    .replace(/^\d+(?:\.\d+)*[.)]?\s+/, '')
    .replace(/\s*\([^()]{0,80}\)$/, '')
    .trim()
  return byWord.get(folded)
}

/** The same for a heading, which may say more: "Decisions of the board", "Review of action items". */
export function sectionWord(text: string): 'decisions' | 'actions' | 'participants' | undefined {
  const exact = minuteWord(text)
  if (exact === 'decisions' || exact === 'actions' || exact === 'participants') return exact
  const folded = foldedLabel(text)
  if (/\b(?:action (?:items?|points?)|actions|next steps|to-?dos|follow-?ups)\b/.test(folded)) return 'actions'
  if (/\b(?:decisions?|resolutions?)\b/.test(folded)) return 'decisions'
  return undefined
}
