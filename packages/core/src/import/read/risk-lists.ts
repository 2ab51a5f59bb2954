import type { Risk } from '../../schema/plan-records.ts'
import { type Block, type Heading, type Item, linesOf, type Section } from '../scan/block.ts'
import { labelOf, plainWords } from '../scan/inline.ts'
import type { Field, Words } from '../words/words.ts'
import { addAttribute } from './attribute.ts'
import { entriesOf, itemsIn } from './entries.ts'
import { labelledParts } from './label-lines.ts'
import type { Reading, Scope } from './reading.ts'

const fields = ['impact', 'likelihood', 'severity', 'owner', 'trigger', 'mitigation', 'contingency', 'category', 'status'] as const
const riskId = /^\**((?:R|RK|RISK|NEW-RISK)-?\d{1,4}[a-z]?)\**(?=$|[\s:.)(–—-])(?!\s*(?:and|or|to|through|via|und|y|e|et)\b)/iu
/** "Risk Mitigation" over a list names what is done, not what may go wrong. */
const ofMeasures = /\brisk mitigations?\b|\bmitigation (?:strateg|measure|plan)/iu
const heading = /^(?:risk|riesgo|risque|risco|risiko|риск|风险|リスク|위험)\s*#?\d+/iu

/** Risks that a list names; a table that names them too has the better title. */
const listed = new WeakSet<Risk>()

export function isFromList(risk: Risk): boolean {
  return listed.has(risk)
}

interface Named {
  readonly id: string | undefined
  readonly severity: string | undefined
  readonly title: string
  /** What follows the title behind a colon. */
  readonly rest: string
  /** What follows it behind an arrow. */
  readonly mitigation?: string
}

/** "[Words] → what is done about it", as design documents of changes write it; without brackets, an arrow between numbers is none. */
const marked = /^(?:\*\*)?\[([^[\]]{1,400})\](?:\*\*)?\s*(?:→|⇒|->|=>)\s*(\S.*)$/su
const arrow = /^([^→]{0,400}[^→\s\d])\s{0,9}→\s*((?!\d)\S.*)$/su

/** "R-1 (High): Words", "**Words**: more", "Risk: words". */
function named(text: string, reading: Reading): Named {
  const match = riskId.exec(text)
  const behind = match ? text.slice(match[0].length) : text
  const severity = match ? /^\s*[(（]([^()（）]{1,30})[)）]/u.exec(behind) : null
  const words = behind
    .slice(severity?.[0].length ?? 0)
    .replace(/^\s*[:.)–—-]+\s*/u, '')
    .trim()
  const label = labelOf(words)
  const parts = match ? null : (marked.exec(words) ?? (label?.bold === true ? null : arrow.exec(words)))
  if (parts) {
    const [, title = '', mitigation = ''] = parts
    return {
      id: undefined,
      severity: undefined,
      title: withoutLabel(title, reading),
      rest: '',
      mitigation: withoutLabel(mitigation, reading),
    }
  }
  if (label && reading.words.field(label.label) === 'risks' && label.text !== '')
    return { id: match?.[1], severity: severity?.[1], title: label.text, rest: '' }
  const isTitle = label?.bold === true && label.text !== '' && reading.words.field(label.label) === undefined
  return { id: match?.[1], severity: severity?.[1], title: isTitle ? label.label : words, rest: isTitle ? label.text : '' }
}

/** "Mitigation: words" without the label that says the same as the arrow. */
function withoutLabel(text: string, { words }: Reading): string {
  const label = labelOf(text)
  const field = label === undefined || label.text === '' ? undefined : words.field(label.label)
  return label !== undefined && (field === 'risks' || field === 'mitigation') ? label.text : text
}

/** Reads a list under a heading or label that speaks of risks, or whose entries begin with ids of risks, into the register. */
export function readRiskItems(items: readonly Item[], scope: Scope, reading: Reading): boolean {
  if (items.some((item) => item.box)) return false
  const withId = items.filter((item) => riskId.test(item.text)).length
  const isOfRisks = scope.field === 'risks' && !ofMeasures.test(scope.label ?? '')
  if (items.length === 0 || (withId * 2 <= items.length && !isOfRisks)) return false
  const known = new Map(reading.draft.risks.map((risk) => [risk.id, risk]))
  for (const item of items) {
    if (item.text === '') continue
    const { id, severity, title, rest, mitigation } = named(item.text, reading)
    const before = id === undefined ? undefined : known.get(id)
    const risk = before ?? addRisk(id, title, reading)
    known.set(risk.id, risk)
    if (before && before.title === before.id && title !== '') before.title = title
    else if (before && title !== '' && before.title !== title) addAttribute(before, plainWords(scope.label ?? '') || 'title', title)
    if (severity !== undefined) setField(risk, 'severity', 'severity', severity, reading.words)
    if (rest !== '') addAttribute(risk, 'detail', rest)
    if (mitigation !== undefined) setField(risk, 'mitigation', 'mitigation', mitigation, reading.words)
    reading.account.map(item.lines, risk, 'title')
    readBelow(item.blocks, risk, reading)
  }
  return true
}

function addRisk(id: string | undefined, title: string, { draft }: Reading): Risk {
  const own = id ?? draft.freeId('risk', `RISK-${draft.risks.length + 1}`)
  const risk = draft.named<Risk>({ id: own, title: title === '' ? own : title }, 'risk', own)
  draft.risks.push(risk)
  listed.add(risk)
  return risk
}

function setField(risk: Risk, field: Field | undefined, label: string, text: string, words: Words): void {
  // "Owner / next action" is an owner, with more.
  const meaning = field ?? words.field(label.split('/')[0] as string)
  const own = fields.find((name) => name === meaning)
  if (own !== undefined && risk[own] === undefined) risk[own] = text
  else addAttribute(risk, label, text)
}

/** What hangs below a risk: labelled entries go to their fields, the rest is detail. */
function readBelow(blocks: readonly Block[], risk: Risk, reading: Reading): void {
  const { account, words } = reading
  for (const block of blocks) {
    if (block.type === 'item') {
      const label = labelOf(block.text)
      const below = entriesOf({ text: '', lines: [], items: itemsIn(block.blocks) }).map((entry) => entry.text)
      if (label)
        setField(
          risk,
          words.field(label.label),
          label.label,
          [label.text, ...below].filter((text) => text !== '').join('\n') || label.label,
          words,
        )
      else for (const text of [block.text, ...below]) addAttribute(risk, 'detail', text)
      account.map(linesOf(block), risk, 'detail')
    } else if (block.type === 'paragraph') {
      const text = block.lines.map((line) => line.text.trim()).join(' ')
      addAttribute(risk, 'detail', text)
      account.map(block.lines, risk, 'detail')
    }
  }
}

/** Reads headings such as "Risk 1: Words" under a heading on risks, with the labelled lines below each of them. */
export function readRiskSections(section: Section, _scope: Scope, reading: Reading): boolean {
  const { account } = reading
  let read = false
  for (const part of section.sections) {
    if (!part.heading || !(heading.test(plainWords(part.heading.text)) || riskId.test(part.heading.text))) continue
    readRisk(part, part.heading, reading)
    read = true
  }
  if (read && section.heading) account.map(section.heading.lines, reading.draft.program, 'risks')
  return read
}

const ownHeading = /^(?:NEW-)?(?:RISK|RK|R)-\d{1,4}[a-z]?\s*(?:[:.)—–-]|$)/u

/** Reads a section whose heading is a risk with its id, wherever it stands: "### RISK-001 - Words". */
export function readRiskHeading(section: Section, reading: Reading): boolean {
  if (!section.heading || !ownHeading.test(plainWords(section.heading.text))) return false
  readRisk(section, section.heading, reading)
  return true
}

function readRisk(part: Section, head: Heading, reading: Reading): void {
  const { account, words } = reading
  const text = plainWords(head.text)
    .replace(heading, '')
    .replace(/^\s*[:.)–—-]+\s*/u, '')
  const { id, severity, title, mitigation } = named(text, reading)
  const risk = addRisk(id, title || head.text, reading)
  if (severity !== undefined) risk.severity = severity
  if (mitigation !== undefined) risk.mitigation = mitigation
  account.map(head.lines, risk, 'title')
  let label: string | undefined
  for (const block of part.blocks) {
    if (block.type === 'paragraph') {
      label = undefined
      for (const said of labelledParts(block, words)) {
        if (said.label === undefined) addAttribute(risk, 'detail', said.text)
        else if (said.text === '') label = said.label
        else setField(risk, words.field(said.label), said.label, said.text, words)
      }
      account.map(block.lines, risk, 'detail')
    } else if (block.type === 'item' && label !== undefined) {
      const texts = entriesOf({ text: '', lines: [], items: [block] }).map((entry) => entry.text)
      const field = fields.find((name) => name === words.field(label as string))
      for (const entry of texts) {
        if (field !== undefined) risk[field] = risk[field] === undefined ? entry : `${risk[field]}\n${entry}`
        else addAttribute(risk, label, entry)
      }
      account.map(linesOf(block), risk, field ?? 'detail')
    } else if (block.type === 'item') readBelow([block], risk, reading)
  }
}
