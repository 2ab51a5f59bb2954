import type { Property } from '../../schema/plan-records.ts'
import { type Block, linesOf, type Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { namedProperty, type PropertyName, propertyName } from './property-index.ts'
import type { Reading, Scope } from './reading.ts'
import { referencesIn } from './references.ts'
import { textsBelow, withNew } from './task-body.ts'
import { taskLabelOf } from './task-label.ts'
import { readBlocks, readSection } from './walk.ts'

/** "Property 1: Title", as a heading or as a label at the start of a block. */
function nameIn(text: string, isHeading: boolean, { words }: Reading): PropertyName | undefined {
  const isWord = (word: string): boolean => /^(?:correctness )?property$/i.test(word) || words.field(word) === 'properties'
  const label = taskLabelOf(isHeading ? plainWords(text) : text)
  if (label && (label.isSet || isHeading)) return propertyName(label.label, label.text, label.rest, isWord)
  const dash = isHeading ? /^(.{1,40}?)\s+[-–—]\s+(.+)$/s.exec(plainWords(text)) : null
  if (dash) return propertyName(dash[1] as string, dash[2] as string, '', isWord)
  // A heading may be the number alone: "Property 7".
  const alone = isHeading ? propertyName(plainWords(text), '', '', isWord) : undefined
  return alone?.number === '' ? undefined : alone
}

const nameOfBlock = (block: Block, reading: Reading): PropertyName | undefined => {
  const text = block.type === 'item' ? block.text : block.type === 'paragraph' ? (block.lines[0]?.text ?? '') : ''
  const name = text === '' ? undefined : nameIn(text, false, reading)
  return name && name.number !== '' ? name : undefined
}

function holdsProperties(section: Section, reading: Reading): boolean {
  if (section.heading && nameIn(section.heading.text, true, reading)) return true
  return (
    section.blocks.some((block) => nameOfBlock(block, reading) !== undefined) ||
    section.sections.some((below) => holdsProperties(below, reading))
  )
}

/** Reads a design document whose correctness properties tasks and tests refer to. False when it names no property. */
export function readDesign(root: Section, scope: Scope, reading: Reading): boolean {
  if (!holdsProperties(root, reading)) return false
  visit(root, scope, reading)
  return true
}

function visit(section: Section, scope: Scope, reading: Reading): void {
  const { heading } = section
  const { account, draft } = reading
  if (heading && !holdsProperties(section, reading)) {
    readSection(section, scope, reading)
    return
  }
  const name = heading && nameIn(heading.text, true, reading)
  let property: Property | undefined
  if (heading && name) {
    property = namedProperty(name, '', reading)
    account.map(heading.lines, property, 'title')
  } else if (heading) {
    const isTitle = heading.text.includes(draft.program.name)
    if (isTitle || reading.words.field(plainWords(heading.text)) === 'properties')
      account.map(heading.lines, draft.program, isTitle ? 'name' : 'properties')
  }
  const isHeaded = property !== undefined
  let others: Block[] = []
  for (const block of section.blocks) {
    const inner = nameOfBlock(block, reading)
    const first = block.type === 'item' || block.type === 'paragraph' ? block.lines[0] : undefined
    if (inner && first && !isHeaded) {
      property = namedProperty(inner, '', reading)
      account.map(first, property, 'title')
      readText(block, property, reading, true)
    } else if (property && block.type !== 'rule' && block.type !== 'comment') readText(block, property, reading, false)
    else others.push(block)
  }
  if (others.length > 0) readBlocks(others, scope, reading)
  others = []
  for (const below of section.sections) visit(below, scope, reading)
}

/** The words of a property, and what it validates. */
function readText(block: Block, property: Property, reading: Reading, isFirst: boolean): void {
  const { account, words } = reading
  const lines = linesOf(block).slice(isFirst ? 1 : 0)
  const texts = isFirst
    ? block.type === 'item'
      ? textsBelow(block.blocks, 0)
      : lines.map((line) => line.text.trim())
    : textsBelow([block], 0)
  for (const text of texts) {
    const bare = text.replace(/^[-*+]\s+/, '')
    const label = taskLabelOf(bare)
    if (label && words.field(label.label) === 'validates' && label.text !== '') {
      property.validates = withNew(property.validates, referencesIn(label.text, words))
    } else property.text = property.text === undefined ? text : `${property.text}\n${text}`
  }
  account.map(lines, property, 'text')
}
