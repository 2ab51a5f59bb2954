import { type Block, type Item, linesOf, type Paragraph, type Section } from '../scan/block.ts'
import { labelOf, plainWords } from '../scan/inline.ts'
import type { ContainerKind, Field } from '../words/words.ts'
import { readCheckpoints } from './checkpoints.ts'
import { readCode } from './code.ts'
import { readComponents } from './components.ts'
import { containerHeading } from './container-heading.ts'
import { readContingency } from './contingency.ts'
import { readField } from './fields.ts'
import { numberedGate } from './gate-blocks.ts'
import { gateJustRead } from './gate-read.ts'
import { labelledParts } from './label-lines.ts'
import { readList } from './lists.ts'
import { readManifest } from './manifest.ts'
import { openMarked } from './marked-headings.ts'
import { readMetadata } from './metadata.ts'
import { readObservability } from './observability.ts'
import { openMilestone, openPhase, openTask, phaseSpokenOf } from './phases.ts'
import { readPlaybook } from './playbook.ts'
import { readProse } from './prose.ts'
import type { Reading, Scope } from './reading.ts'
import { readRiskHeading, readRiskSections } from './risk-lists.ts'
import { readRulesComment } from './source-refs.ts'
import { barePhase, partHeading, surveyOf } from './survey.ts'
import { readTable } from './tables.ts'
import { openWork, readOutlineLines } from './task-lines.ts'
import { readTiers } from './tiers.ts'
import { titleParts } from './title-parts.ts'

type SectionReader = (section: Section, scope: Scope, reading: Reading) => boolean

/** Readers of whole sections, by what the heading says. */
const sectionReaders: Readonly<Partial<Record<Field, readonly SectionReader[]>>> = {
  tiers: [readTiers],
  acceptance: [readTiers],
  checkpoint: [readCheckpoints],
  components: [readComponents],
  manifest: [readManifest],
  metadata: [readMetadata],
  contingency: [readContingency],
  risks: [readRiskSections],
  playbook: [readPlaybook],
  metrics: [readObservability],
  alerts: [readObservability],
  quality: [readObservability, readCheckpoints],
}

const dependencyGraph = /\bgraph\b|\bhierarchy\b|依赖图|依存関係図/iu

/** Reads a section: what its heading opens, its blocks, and the sections below it. */
export function readSection(section: Section, scope: Scope, reading: Reading): void {
  if (readRiskHeading(section, reading)) {
    for (const part of section.sections) readSection(part, scope, reading)
    return
  }
  const inner = openSection(section, scope, reading)
  const last = lastLine(section)
  if (section.heading && last !== undefined)
    reading.account.region((section.heading.lines[0] as { number: number }).number, last, inner.holder)
  if (readBySection(section, inner, reading)) {
    readRest(section, inner, reading)
    return
  }
  readBlocks(section.blocks, inner, reading)
  const place = isCutOff(section, scope, inner) ? outside(scope) : inner
  for (const part of section.sections) readSection(part, place, reading)
  claimHeading(section, inner, reading)
}

/** A line drawn below the blocks of a phase or milestone that has no parts above it ends it: what follows speaks of the whole plan. */
function isCutOff(section: Section, scope: Scope, inner: Scope): boolean {
  const opened = inner.holder !== scope.holder && inner.task === undefined
  if (!opened || section.blocks.at(-1)?.type !== 'rule' || section.blocks.length < 2) return false
  const [first] = section.sections
  return first !== undefined && section.sections.length === 1 && first.level > section.level
}

function readBySection(section: Section, scope: Scope, reading: Reading): boolean {
  if (scope.field === undefined || scope.label === undefined || section.heading === undefined) return false
  if (scope.label !== section.heading.text) return false
  return (sectionReaders[scope.field] ?? []).some((read) => read(section, scope, reading))
}

/** What a reader of a whole section left over goes the common way. */
function readRest(section: Section, scope: Scope, reading: Reading): void {
  const isFree = (block: Block): boolean => !linesOf(block).some((line) => reading.account.isClaimed(line))
  readBlocks(section.blocks.filter(isFree), scope, reading)
  for (const part of section.sections)
    if (part.heading && !reading.account.isClaimed(part.heading.lines[0] as never) && part.blocks.every(isFree))
      readSection(part, scope, reading)
}

/** Where the blocks of a section stand: in the record that its heading opens, or under the label that it is. */
function openSection(section: Section, scope: Scope, reading: Reading): Scope {
  const { heading } = section
  if (!heading) return scope
  const { words, account } = reading
  const survey = surveyOf(account)
  const marked = openMarked(heading, scope, reading)
  if (marked) return marked
  const found = containerHeading(heading.text, words)
  if (found?.kind === 'task') {
    const task = openTask(heading, found, scope, reading)
    return { ...(scope.phase && { phase: scope.phase }), ...(scope.milestone && { milestone: scope.milestone }), task, holder: task }
  }
  if (found?.kind === 'milestone') {
    const { milestone, phase } = openMilestone(heading, found, scope, reading)
    return { phase, milestone, holder: milestone }
  }
  const spoken = found ? phaseSpokenOf(found, reading) : undefined
  if (found && spoken) {
    const about = words.field(found.title)
    return { phase: spoken, holder: spoken, label: heading.text, ...(about !== undefined && { field: about }) }
  }
  if (found && opensPhase(found.kind, survey.top, scope)) {
    const phase = openPhase(heading, found, scope, reading)
    return { phase, holder: phase }
  }
  const bare = survey.barePhases ? barePhase.exec(plainWords(heading.text)) : null
  if (bare) {
    const parts = titleParts(
      heading.text.slice(heading.text.indexOf(bare[1] as string) + (bare[1] as string).length).replace(/^\s*[:：—–-]?\s*/u, ''),
      words,
    )
    const phase = openPhase(
      heading,
      { ...parts, kind: 'phase', word: '', label: bare[1] as string, title: parts.title || (bare[1] as string), isLoose: false },
      outside(scope),
      reading,
    )
    return { phase, holder: phase }
  }
  const numbered = survey.part === undefined || scope.phase ? null : partHeading.exec(plainWords(heading.text))
  if (numbered && (numbered[1] as string).toLowerCase() === survey.part) {
    const rest = plainWords(heading.text).slice(numbered[0].length)
    const parts = titleParts(rest.replace(/^\s*[:：—–-]?\s*/u, ''), words)
    const opened = {
      ...parts,
      kind: 'group' as const,
      word: (numbered[1] as string).toLowerCase(),
      label: numbered[2] as string,
      isLoose: false,
    }
    const phase = openPhase(heading, opened, scope, reading)
    return { phase, holder: phase }
  }
  const field = words.field(heading.text)
  const work = field === undefined ? openWork(section, scope, reading) : undefined
  if (work) return { ...scopeOf(scope), ...(work.isDetail && { task: work.task }), holder: work.task }
  const graph = field === undefined && dependencyGraph.test(heading.text) ? 'components' : field
  const place = scopeOf(scope)
  return { ...place, ...(graph !== undefined && { field: graph }), label: heading.text }
}

/** Phases and groups of work open a phase; spans of time only inside of one, or where the plan has nothing else. */
function opensPhase(kind: ContainerKind, top: ContainerKind | undefined, scope: Scope): boolean {
  if (kind === 'phase' || kind === top) return true
  if (kind === 'group') return !scope.milestone && !scope.task
  return scope.phase !== undefined && !scope.milestone && !scope.task
}

function outside({ phase: _phase, milestone: _milestone, task: _task, ...scope }: Scope): Scope {
  return scope
}

/** A heading that is a label is part of the field that what stands under it went to. */
function claimHeading(section: Section, scope: Scope, reading: Reading): void {
  const { heading } = section
  if (!heading || scope.label !== heading.text || reading.account.isClaimed(heading.lines[0] as never)) return
  // Rows of tables are claimed later, when every heading has been read.
  const read =
    section.blocks.some((block) =>
      block.type === 'table' ? block.rows.length > 0 : linesOf(block).some((line) => reading.account.isClaimed(line)),
    ) ||
    (section.blocks.length === 0 &&
      isHeadOf(scope.field) &&
      section.sections.some((part) => part.heading?.lines.some((line) => reading.account.isClaimed(line))))
  if (read) reading.account.map(heading.lines, scope.holder, scope.field ?? 'attributes')
}

/** "## Execution Phases" above the headings of phases. */
function isHeadOf(field: Field | undefined): boolean {
  return field !== undefined
}

function lastLine(section: Section): number | undefined {
  const part = section.sections.at(-1)
  if (part) return lastLine(part)
  const block = section.blocks.at(-1)
  return (block ? linesOf(block).at(-1) : section.heading?.lines.at(-1))?.number
}

/** Reads blocks in their order. A label alone on its line speaks for the list, table or code that follows it. */
export function readBlocks(blocks: readonly Block[], outer: Scope, reading: Reading): void {
  let scope = outer
  let place = scope
  let label: Paragraph | undefined
  const done = (): void => {
    place = scope
    label = undefined
  }
  /** The line of the label is part of what the blocks under it say. */
  const claimLabel = (read: boolean, below: Scope): void => {
    if (!read || !label) return
    const free = label.lines.filter((line) => !reading.account.isClaimed(line))
    // Of several labels in a paragraph only the last one speaks for what follows.
    const own = free.length === label.lines.length ? free : free.filter((line) => line === label?.lines.at(-1))
    reading.account.map(own, below.holder, below.field ?? 'attributes')
  }
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block
    if (block.type === 'item') {
      const items: Item[] = [block]
      while (blocks[at + 1]?.type === 'item') items.push(blocks[++at] as Item)
      claimLabel(readList(items, place, reading, readBlocks), place)
      done()
    } else if (block.type === 'table') {
      claimLabel(readTable(block, place, reading), place)
      done()
    } else if (block.type === 'code') {
      claimLabel(readCode(block, place, reading), place)
      done()
    } else if (block.type === 'comment') readRulesComment(block, reading)
    else if (block.type === 'paragraph') {
      const task = openBoldTask(block, outer, reading)
      if (task) scope = task
      done()
      if (task) continue
      const next = blocks[at + 1]
      const opened = readParagraph(block, next?.type, scope, reading)
      if (opened) {
        place = opened
        label = opened === scope ? undefined : block
      }
    }
  }
}

const boldLine = /^\s*(\*\*|__)(?![*_\s])([^*_]{3,300})\1\s*$/

/** "**STORY-001: Title**" alone on its line does the work of a heading: what follows it is said of the task. */
function openBoldTask(block: Paragraph, scope: Scope, reading: Reading): Scope | undefined {
  const [line] = block.lines
  const text = block.lines.length === 1 && !block.quoted && !scope.task ? boldLine.exec(line?.text ?? '')?.[2] : undefined
  const found = text === undefined ? undefined : containerHeading(text, reading.words)
  if (text === undefined || found?.kind !== 'task' || found.word !== '' || found.isLoose) return undefined
  const task = openTask({ type: 'heading', level: 6, text, lines: block.lines }, found, scope, reading)
  return { ...(scope.phase && { phase: scope.phase }), ...(scope.milestone && { milestone: scope.milestone }), task, holder: task }
}

/** Reads a paragraph; returns the place that it opens for what follows when it ends with a bare label. */
function readParagraph(block: Paragraph, next: Block['type'] | undefined, scope: Scope, reading: Reading): Scope | undefined {
  const { words } = reading
  if (readOutlineLines(block, scope, reading)) return undefined
  const parts = labelledParts(block, words)
  let opened: Scope | undefined
  for (const [index, part] of parts.entries()) {
    if (part.label === undefined) {
      const said = labelOf(part.text)
      // "Features:" above a list names it, though it is not set in bold.
      if (index === parts.length - 1 && next !== undefined && next !== 'paragraph' && next !== 'rule' && said?.text === '') {
        const field = words.field(said.label)
        // A sentence that only leads over to the list ("These rules hold:") leaves the field of the heading in force.
        opened = {
          ...(field === undefined ? scope : scopeOf(scope)),
          ...(field !== undefined && { field }),
          label: said.label,
          isLabelled: true,
        }
      } else readProse(part, block, scope, reading)
      continue
    }
    const field = words.field(part.label)
    const place: Scope = { ...scopeOf(scope), ...(field !== undefined && { field }), label: part.label, isLabelled: true }
    // "**Gate 1.1: the name**" over a list: its words are those of the gate.
    if (part.text !== '' && next === 'item' && index === parts.length - 1 && numberedGate(part.label)) {
      opened = { ...scopeOf(scope), label: `${part.label}: ${part.text}`, isLabelled: true }
      continue
    }
    if (part.text === '' && index === parts.length - 1 && next !== undefined && next !== 'paragraph' && next !== 'rule') opened = place
    else if (part.text !== '') {
      readLabelled(field, part.text, part.lines, place, reading)
      const gate = next === 'code' && index === parts.length - 1 ? gateJustRead(field, place, reading) : undefined
      if (gate) opened = { ...place, gate }
    }
  }
  return opened
}

function scopeOf({ field: _field, label: _label, isLabelled: _isLabelled, ...scope }: Scope): Scope {
  return scope
}

function readLabelled(field: Field | undefined, text: string, lines: Paragraph['lines'], scope: Scope, reading: Reading): void {
  const content = { text, lines, items: [] }
  if (field !== undefined && readField(field, content, scope, reading)) return
  readList([], scope, reading, readBlocks, content)
}
