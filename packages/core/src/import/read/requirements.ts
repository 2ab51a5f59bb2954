import type { Location } from '../../diagnostics/diagnostic.ts'
import type { Requirement } from '../../schema/plan-records.ts'
import { type Block, type Heading, type Item, type Line, linesOf, type Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import type { Reading, Scope } from './reading.ts'
import { criterionId, earsLine, requirementNamed } from './requirement-names.ts'
import { textsBelow } from './task-body.ts'
import { taskLabelOf } from './task-label.ts'
import { readBlocks, readSection } from './walk.ts'

/** Only the root of a document has no heading. */
const headingOf = (section: Section): Heading => section.heading as Heading

const usable = /^[^\s/\\\p{Cc}](?:[^/\\\p{Cc}]{0,126}[^\s/\\\p{Cc}])?$/u

/**
 * Reads a requirements document: `### Requirement 1: Title` with a user story and numbered acceptance criteria ("1.1" by their place),
 * bug reports whose lines carry ids ("1.1 WHEN … THEN …"), specifications with `### Requirement: Name` and `#### Scenario: …`, user
 * stories, coded requirements (`**FR-001**: …`). False when it holds none of them.
 */
export function readRequirements(root: Section, scope: Scope, reading: Reading): boolean {
  if (!holdsRequirements(root, false, reading)) return false
  visit(root, false, scope, reading)
  return true
}

const isWithin = (section: Section, within: boolean, { words }: Reading): boolean =>
  within || (section.heading !== undefined && words.field(plainWords(section.heading.text)) === 'requirements')

function isCoded(block: Block, within: boolean): boolean {
  if (block.type === 'paragraph') return !block.quoted && block.lines.some((line) => earsLine(line.text) !== undefined)
  if (block.type !== 'item' || block.box) return false
  return (
    earsLine(block.text) !== undefined || (within && /^\*{0,2}(?:[A-Z]{1,6}-)+\d/.test(block.text) && criterionId(block.text) !== undefined)
  )
}

function holdsRequirements(section: Section, around: boolean, reading: Reading): boolean {
  const within = isWithin(section, around, reading)
  if (section.heading && requirementNamed(section.heading.text, around, reading.words)) return true
  return (
    section.blocks.some((block) => isCoded(block, within)) || section.sections.some((below) => holdsRequirements(below, within, reading))
  )
}

/** `place`: where the plan writes the id; none for an id that is made. */
function newRequirement(wanted: string, title: string, reading: Reading, parent?: Requirement, place?: Location): Requirement {
  const { draft } = reading
  const fit = usable.test(wanted)
    ? wanted
    : wanted
        .replace(/[/\\\p{Cc}]+/gu, ' ')
        .trim()
        .slice(0, 110)
        .trim()
  const requirement: Requirement = { id: '', title, ...(parent && { parent: parent.id }) }
  if (place !== undefined && fit === wanted) draft.giveId(requirement, 'requirement', wanted, place)
  else requirement.id = draft.freeId('requirement', fit === '' ? 'requirement' : fit)
  draft.named(requirement, 'requirement', requirement.id)
  draft.requirements.push(requirement)
  return requirement
}

const placeOf = (lines: readonly Line[], { file }: Reading): Location => ({ file, line: lines[0]?.number ?? 1, column: 1 })

function addText(requirement: Requirement, text: string): void {
  if (text !== '') requirement.text = requirement.text === undefined ? text : `${requirement.text}\n${text}`
}

function visit(section: Section, around: boolean, scope: Scope, reading: Reading, change?: Heading): void {
  const { heading } = section
  const name = heading && requirementNamed(heading.text, around, reading.words)
  if (heading && name) {
    readRequirement(
      section,
      name.id === '' ? name.title : name.id,
      name.title === '' ? plainWords(heading.text) : name.title,
      scope,
      reading,
      change,
    )
    return
  }
  if (heading && !holdsRequirements(section, around, reading)) {
    readSection(section, scope, reading)
    return
  }
  const within = isWithin(section, around, reading)
  if (heading) {
    const { account, draft } = reading
    const isTitle = heading.text.includes(draft.program.name)
    if (within || isTitle) account.map(heading.lines, draft.program, isTitle ? 'name' : 'requirements')
  }
  let others: Block[] = []
  const flush = (): void => {
    if (others.length > 0) readBlocks(others, scope, reading)
    others = []
  }
  for (const block of section.blocks) {
    if (!isCoded(block, within)) {
      others.push(block)
      continue
    }
    flush()
    readCoded(block, heading, reading)
  }
  flush()
  const said = heading && /^(?:added|modified|removed|renamed)\s/i.test(plainWords(heading.text)) ? heading : change
  for (const below of section.sections) visit(below, within, scope, reading, said)
}

/** Lines that are requirements by themselves; the heading above says what kind they are. */
function readCoded(block: Block, heading: Heading | undefined, reading: Reading): void {
  const { account } = reading
  const add = (found: { id: string; text: string }, lines: readonly Line[]): Requirement => {
    const requirement = newRequirement(found.id, found.text, reading, undefined, placeOf(lines, reading))
    account.map(lines, requirement, 'title')
    if (heading !== undefined) {
      addAttribute(requirement, 'section', heading.text)
      if (!heading.lines.some((line) => account.isClaimed(line))) account.map(heading.lines, requirement, 'attributes.section')
    }
    return requirement
  }
  if (block.type === 'item') {
    const requirement = add(earsLine(block.text) ?? criterionId(block.text) ?? { id: block.marker, text: block.text }, block.lines)
    addBelow(block, requirement, reading)
    return
  }
  let last: Requirement | undefined
  for (const line of linesOf(block)) {
    const found = earsLine(line.text)
    if (found) last = add(found, [line])
    else if (last) {
      last.title = `${last.title} ${line.text.trim()}`
      account.map(line, last, 'title')
    }
  }
}

function addBelow(item: Item, requirement: Requirement, reading: Reading): void {
  for (const text of textsBelow(item.blocks, 0)) addText(requirement, text)
  for (const block of item.blocks) reading.account.map(linesOf(block), requirement, 'text')
}

function readRequirement(section: Section, id: string, title: string, scope: Scope, reading: Reading, change?: Heading): void {
  const { account, words } = reading
  const { lines } = headingOf(section)
  const requirement = newRequirement(id, title, reading, undefined, placeOf(lines, reading))
  account.map(lines, requirement, 'title')
  if (change) {
    // "## ADDED Requirements": what the change does to them.
    addAttribute(requirement, 'change', plainWords(change.text))
    if (!change.lines.some((line) => account.isClaimed(line))) account.map(change.lines, requirement, 'attributes.change')
  }
  account.region((lines[0] as Line).number, lastLine(section), requirement)
  readBody(section.blocks, requirement, reading, false)
  for (const below of section.sections) {
    const { text, lines: own } = headingOf(below)
    const scenario = /^(?:scenario|szenario|escenario|cenário|scénario|сценарий|场景|シナリオ|시나리오)\s*\d*\s*[:：]\s*(.+)$/iu.exec(
      plainWords(text),
    )
    if (scenario) readScenario(below, scenario[1] as string, requirement, reading)
    else if (requirementNamed(text, false, words)) visit(below, false, scope, reading)
    else {
      account.map(own, requirement, 'acceptance')
      const isCriteria = words.field(plainWords(text)) === 'acceptance' || /criteria/i.test(text)
      if (!isCriteria) addText(requirement, text)
      readBody(below.blocks, requirement, reading, isCriteria)
      for (const deeper of below.sections) visit(deeper, false, scope, reading)
    }
  }
}

function lastLine(section: Section): number {
  const below = section.sections.at(-1)
  if (below) return lastLine(below)
  const block = section.blocks.at(-1)
  return ((block ? linesOf(block) : headingOf(section).lines).at(-1) as Line).number
}

function readScenario(section: Section, title: string, parent: Requirement, reading: Reading): void {
  const scenario = newRequirement(`${parent.id.slice(0, 100)}.${shortTitle(title)}`, title, reading, parent)
  reading.account.map(headingOf(section).lines, scenario, 'title')
  for (const text of textsBelow(section.blocks, 0)) addText(scenario, text)
  for (const block of section.blocks) reading.account.map(linesOf(block), scenario, 'text')
  for (const below of section.sections) {
    addText(scenario, headingOf(below).text)
    reading.account.map(headingOf(below).lines, scenario, 'text')
    for (const text of textsBelow(below.blocks, 0)) addText(scenario, text)
    for (const block of below.blocks) reading.account.map(linesOf(block), scenario, 'text')
  }
}

const shortTitle = (title: string): string =>
  title
    .replace(/[/\\]+/g, ' ')
    .slice(0, 25)
    .trim()

/** Reads what stands under a requirement: its text, and the entries that are its acceptance criteria. */
function readBody(blocks: readonly Block[], requirement: Requirement, reading: Reading, isCriteria: boolean): void {
  const { account, words } = reading
  let place = 0
  let criteria = isCriteria
  for (const block of blocks) {
    if (block.type === 'item' && (criteria || block.ordinal !== undefined || criterionId(block.text) || earsLine(block.text))) {
      place = block.ordinal !== undefined && block.ordinal > place ? block.ordinal : place + 1
      addCriterion(block, place, requirement, reading)
    } else if (block.type === 'paragraph' && block.lines.some((line) => earsLine(line.text)))
      readChildren(block.lines, requirement, reading)
    else if (block.type !== 'rule' && block.type !== 'comment') {
      const first = block.type === 'paragraph' ? taskLabelOf(block.lines.map((line) => line.text.trim()).join(' ')) : undefined
      // "**Acceptance Scenarios**:" heads the list that follows.
      if (first && first.text === '' && words.field(first.label.replace(/\s+scenarios$/i, ' criteria')) === 'acceptance') {
        criteria = true
        account.map(linesOf(block), requirement, 'acceptance')
        continue
      }
      if (first?.isSet && first.text !== '' && !/story|история|故事|ストーリー|historia|história/i.test(first.label))
        addAttribute(requirement, first.label, `${first.text} ${first.rest ?? ''}`.trim())
      else for (const text of textsBelow([block], 0)) addText(requirement, text)
      account.map(linesOf(block), requirement, 'text')
    }
  }
}

function addCriterion(item: Item, place: number, parent: Requirement, reading: Reading): void {
  const own = criterionId(item.text)
  const criterion = newRequirement(
    own?.id ?? `${parent.id.slice(0, 100)}.${place}`,
    own?.text ?? (item.text === '' ? item.marker : item.text),
    reading,
    parent,
  )
  if (item.box) addAttribute(criterion, 'mark', `[${item.box.mark}]`)
  reading.account.map(item.lines, criterion, 'title')
  addBelow(item, criterion, reading)
}

function readChildren(lines: readonly Line[], parent: Requirement, reading: Reading): void {
  let last = parent
  for (const line of lines) {
    const found = earsLine(line.text)
    if (found) last = newRequirement(found.id, found.text, reading, parent)
    else if (last === parent) addText(parent, line.text.trim())
    else last.title = `${last.title} ${line.text.trim()}`
    reading.account.map(line, last, last === parent ? 'text' : 'title')
  }
}
