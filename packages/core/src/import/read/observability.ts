import type { Gate } from '../../schema/gate.ts'
import type { Alert, MetricRecord } from '../../schema/plan-records.ts'
import type { Item, Line, Section } from '../scan/block.ts'
import { labelOf, plainWords, splitOutside } from '../scan/inline.ts'
import { idWords } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'

type Part = 'metrics' | 'alerts' | 'quality'

const partWords: readonly (readonly [Part, RegExp])[] = [
  ['metrics', /^(?:key |core )?(?:metrics?|metriken|métricas|métriques|kpis?|指标|メトリクス|指標|지표|метрики)\b/iu],
  ['alerts', /^(?:alerts?|alarms?|alarme|alertas|alertes|告警|アラート|알림|оповещения)/iu],
  ['quality', /^(?:qa|quality) gates?$/iu],
]

const ofPhases = /\bphase exit (?:criteria|gates?)\b/i

function partOf(label: string, reading: Reading): Part | undefined {
  const field = reading.words.field(label)
  if (field === 'metrics' || field === 'alerts' || field === 'quality') return field
  return partWords.find(([, words]) => words.test(label))?.[0]
}

/**
 * Reads a section on metrics, alerts and quality gates: labelled entries, lists under a label or under a heading that is one.
 * False when it has none of them.
 */
export function readObservability(section: Section, _scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  let above = section.heading && partOf(plainWords(section.heading.text).replace(/^\d+(?:\.\d+)*[.)]?\s+/, ''), reading)
  let read = false
  for (const block of section.blocks) {
    if (block.type !== 'item' && block.type !== 'paragraph') continue
    const labelled = labelOf(
      block.type === 'item' ? block.text : block.lines.length < 50 ? block.lines.map((line) => line.text.trim()).join(' ') : '',
    )
    const named = labelled && partOf(labelled.label, reading)
    if (block.type === 'paragraph') {
      above = named
      if (!labelled || named === undefined) continue
      if (labelled.text === '') account.map(block.lines, draft.program, named)
      else readPart(named, labelled.label, labelled.text, block.lines, [], reading)
      read = true
    } else if (labelled && named !== undefined) {
      readPart(named, labelled.label, labelled.text, block.lines, below(block), reading)
      read = true
    } else if (above === 'metrics' || above === 'alerts') {
      readPart(above, '', '', [], [block], reading)
      read = true
    }
  }
  if (read && section.heading) account.map(section.heading.lines, draft.program, 'observability')
  return read
}

function below(item: Item): Item[] {
  return item.blocks.flatMap((block) => (block.type === 'item' ? [block] : []))
}

function readPart(part: Part, label: string, text: string, lines: readonly Line[], items: readonly Item[], reading: Reading): void {
  const add = part === 'metrics' ? addMetric : addAlert
  if (part === 'quality') {
    addQualityGate(label, text, [...lines, ...items.flatMap((item) => item.lines)], items, reading)
    return
  }
  for (const entry of listed(text.replace(/[.。]$/, ''))) add(entry, lines, reading)
  for (const item of items) {
    if (item.text !== '') add(item.text, item.lines, reading)
    readPart(part, label, '', [], below(item), reading)
  }
  if (text === '' && lines.length > 0) reading.account.map(lines, reading.draft.program, part)
}

/** What one line lists: parted at semicolons, or else at commas outside brackets. */
function listed(line: string): string[] {
  const clauses = splitOutside(line, ';')
  return clauses.length > 1 ? clauses : splitOutside(line, ',')
}

export function addMetric(title: string, lines: readonly Line[], { draft, account }: Reading): MetricRecord {
  const id = draft.freeId('metric', idWords(title))
  const metric = draft.named<MetricRecord>({ id, title }, 'metric', id)
  draft.metrics.push(metric)
  account.map(lines, metric, 'title')
  return metric
}

export function addAlert(title: string, lines: readonly Line[], { draft, account }: Reading): Alert {
  const id = draft.freeId('alert', idWords(title))
  const alert = draft.named<Alert>({ id, title }, 'alert', id)
  draft.alerts.push(alert)
  account.map(lines, alert, 'title')
  return alert
}

/** A gate for the whole program. "Exit criteria above" includes the exit gates of the phases; the other clauses are its words. */
function addQualityGate(label: string, text: string, lines: readonly Line[], items: readonly Item[], { draft, account }: Reading): void {
  const id = draft.freeId('gate', idWords(label))
  const gate = draft.named<Gate>({ id, title: label, stage: 'quality', criteria: [] }, 'gate', id)
  const clauses = [...splitOutside(text.replace(/[.。]$/, ''), ';'), ...items.map((item) => item.text)]
  const exits = draft.phases.filter((phase) => phase.exit).map((phase) => phase.id)
  const isAll = clauses.some((clause) => ofPhases.test(clause)) && exits.length > 0
  if (text !== '') gate.summary = text
  if (isAll) {
    gate.includes = exits
    // What holds for the exits of all phases alike is a rule of the program.
    const rules = clauses.filter((clause) => !ofPhases.test(clause))
    if (rules.length > 0) draft.program.conventions = [...(draft.program.conventions ?? []), ...rules]
  } else for (const clause of clauses) if (clause !== '') draft.addCriterion(id, gate.criteria, clause)
  draft.gates.push(gate)
  account.map(lines, gate, 'criteria')
}
