import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sha256Hex } from '../load/digest.ts'
import { lineStarts, type SourceFile } from '../load/source.ts'
import type { Genre } from '../schema/program.ts'
import { type BoxCounts, countBoxes, countRecords } from './counts.ts'
import { importRecords, isExchanged } from './exchange/import-records.ts'
import { finishDocument, placeTheRest, weeksConvention } from './finish.ts'
import { isBacklogTask } from './formats/backlog-task.ts'
import { type Front, frontOf, readFront } from './formats/front-matter.ts'
import { readFormat } from './formats/read-format.ts'
import type { ImportedProgram, LineUse, ProgramRecords } from './imported.ts'
import { genreOfFile, hasSubject, isBareTitle, leadingSource, subjectOf } from './lead.ts'
import { proposeChecks, withoutProposals } from './propose.ts'
import { Account } from './read/account.ts'
import { addAttribute } from './read/attribute.ts'
import { readDesign } from './read/design.ts'
import { readDocument } from './read/document.ts'
import { Draft } from './read/draft.ts'
import { leaveOutTemplate } from './read/left-out.ts'
import { isImplied } from './read/phases.ts'
import { isTemplate, nestedFenceReport, placeholderReport } from './read/placeholders.ts'
import type { Reading, Scope } from './read/reading.ts'
import { readRequirements } from './read/requirements.ts'
import { readSourceAliases } from './read/source-refs.ts'
import { readStatements, type Stated, takeStatements } from './read/statements.ts'
import { keepSurvey, surveyDocument, surveyOf } from './read/survey.ts'
import { readWaitingTables } from './read/tables.ts'
import { readTaskComponents } from './read/task-components.ts'
import { readTaskList } from './read/task-list.ts'
import { declareTaskStates } from './read/task-states.ts'
import { readTitlePrerequisites } from './read/title-prerequisites.ts'
import { recogniseGenre } from './recognise.ts'
import type { Heading, Line, Section } from './scan/block.ts'
import { scanBlocks } from './scan/blocks.ts'
import { plainWords } from './scan/inline.ts'
import { linesIn } from './scan/lines.ts'
import { outline } from './scan/outline.ts'
import { splitDocuments } from './scan/split.ts'
import { unwrapTemplate } from './scan/unwrap.ts'
import { type DeclaredIds, moveUnknownReferences } from './unknown-references.ts'
import { wordsOf } from './words/table.ts'
import type { Words, WordTable } from './words/words.ts'

export interface ImportOptions {
  /** The genre of the documents; recognised for each of them when it is left out. */
  readonly genre?: Genre | undefined
  readonly programId?: string | undefined
  /** Records that come from another program bring its id, unless this one is what somebody asked for. */
  readonly isNamed?: boolean | undefined
  /** Words beside those that are known; they win. */
  readonly words?: WordTable | undefined
  /** Whether criteria whose wording carries a check get it as a proposal; they do unless this is false. */
  readonly proposals?: boolean | undefined
  /** What the program that the documents belong to declares beside them: references to it are known. */
  readonly declared?: DeclaredIds | undefined
  /** Called before each document is read, with how many were and how many there are. */
  readonly onDocument?: ((done: number, total: number) => void) | undefined
}

interface Document {
  readonly source: SourceFile
  readonly account: Account
  readonly root: Section
  readonly genre: Genre
  readonly isTemplate: boolean
  /** Lines of the plan, without wrapper and appended template. */
  readonly lines: readonly Line[]
  /** What is said outright; its lines are not in the sections. */
  readonly stated: Stated
  readonly wrapper: readonly Line[]
  readonly templateLines: readonly Line[]
  /** Keys above the text, where the document begins with some. */
  readonly front: Front | undefined
}

/** Reads Markdown plans as one program. No line is lost: each is part of a field, or a note of the record that it stands by. */
export function importDocuments(sources: readonly SourceFile[], options: ImportOptions = {}): ImportedProgram {
  const words = wordsOf(options.words ? [options.words] : [])
  if (sources.length > 0 && sources.every(isExchanged)) {
    const { programId = idFrom(sources[0]?.path ?? 'program'), isNamed = true, genre, declared } = options
    return importRecords(sources, { programId, isNamed, genre, words, declared })
  }
  const documents = sources.map((source) => openDocument(source, words, options))
  const leading = leadingSource(sources)
  const lead = documents.find(({ source }) => source === leading)
  const titles = [...(lead ? [lead] : []), ...documents]
  const named = titles.map((document) => titleOf(document, 1, words)).find((title) => title !== undefined)
  const path = leading?.path ?? 'program'
  const subject = hasSubject(path) ? subjectOf(path) : (options.programId ?? subjectOf(path))
  const name = named ?? (lead && titleOf(lead, 6, words)) ?? subject
  const draft = new Draft(options.programId ?? idFrom(path), name)
  const genre = options.genre ?? lead?.genre ?? 'phased-program'
  draft.program.genre = genre
  for (const source of sources.filter(isExchanged)) draft.diagnostics.push(besidePlan(source))
  for (const [index, document] of documents.entries()) {
    options.onDocument?.(index, documents.length)
    readOne(document, words, draft)
  }
  readWaitingTables(draft)
  for (const step of draft.later) step()
  readTitlePrerequisites(draft)
  readTaskComponents(draft)
  for (const { stated, account } of documents) {
    readStatements(stated.statements, draft, account)
    account.map(stated.genreLines, draft.program, 'genre')
  }
  if (options.proposals === false) withoutProposals(draft)
  else proposeChecks(draft)
  declareTaskStates(draft)
  if (documents.length > 0 && documents[0]?.isTemplate && draft.program.template === undefined) draft.program.template = true
  if (draft.program.template === false) delete draft.program.template
  const weeks = weeksConvention(draft.phases.filter((phase) => phase.parent === undefined).map((phase) => phase.window))
  if (weeks !== undefined) draft.program.weeks = weeks
  const uses = documents.flatMap(({ account }) => finishDocument(account, draft))
  draft.program.source ??= { file: sources[0]?.path ?? 'program' }
  placeTheRest(draft)
  moveUnknownReferences(
    draft,
    documents.map(({ account }) => account),
    options.declared,
  )
  return result(documents, draft, genre, uses)
}

/** Records of another program say by themselves what they are; a plan beside them would have to be guessed together with them. */
function besidePlan({ path }: SourceFile): Diagnostic {
  return diagnostic('import/nothing-found', `${path} holds records; beside a plan its lines are only kept as notes`, {
    location: { file: path, line: 1, column: 1 },
    help: `import ${path} by itself: refractor import ${path} --into ID adds its records`,
  })
}

function openDocument(source: SourceFile, words: Words, options: ImportOptions): Document {
  const all = linesIn(source)
  const parts = splitDocuments(all)
  const plan = parts.find((part) => !part.isTemplate) ?? parts[0] ?? { lines: all, isTemplate: false }
  const templateLines = parts.filter((part) => part !== plan).flatMap((part) => part.lines)
  const front = plan.lines[0] === all[0] ? frontOf(all) : undefined
  const isTask: boolean = isBacklogTask(front)
  const above = isTask ? undefined : front
  const body = above ? plan.lines.slice(all.length - above.body.length) : plan.lines
  const unwrapped = unwrapTemplate(body)
  const starts = lineStarts(source)
  const stated = takeStatements(unwrapped.lines)
  const root = outline(scanBlocks(source, stated.lines, (line) => starts[line.number - 1] ?? 0))
  const fileGenre = genreOfFile(source.path) ?? (isTask ? 'task-list' : undefined)
  const template = fileGenre === undefined && (unwrapped.wrapper.length > 0 || isTemplate(unwrapped.lines))
  const account = new Account(source.path, all)
  keepSurvey(account, surveyDocument(root, words))
  const genre = options.genre ?? stated.genre ?? fileGenre ?? recogniseGenre(root, { words, isTemplate: template, account })
  const around = { wrapper: unwrapped.wrapper, templateLines, front: above }
  return { source, account, root, genre, isTemplate: template, lines: unwrapped.lines, stated, ...around }
}

function readOne(document: Document, words: Words, draft: Draft): void {
  const { source, account, root, genre, lines, wrapper } = document
  const { program } = draft
  const reading: Reading = { draft, account, words, genre, file: source.path }
  const scope: Scope = { holder: program }
  const title = root.sections.length > 0 ? root.sections[0]?.heading : undefined
  if (wrapper.length > 0) account.map(wrapper, program, 'template')
  if (document.front) readFront(document.front, reading)
  if (title && title.level === 1) keepTitle(title, reading)
  if (readFormat(source, root, scope, reading)) return
  if (isSpecification(document, words) && (readRequirements(root, scope, reading) || readDesign(root, scope, reading))) return
  if (genre === 'task-list') readTaskList(root, scope, reading)
  else readDocument(root, scope, reading)
  leaveOutTemplate(document.templateLines, reading)
  readSourceAliases(lines, reading)
  const report = document.isTemplate ? placeholderReport(source.path, lines) : undefined
  if (report) draft.diagnostics.push(report)
  const fence = nestedFenceReport(source.path, wrapper)
  if (fence) draft.diagnostics.push(fence)
}

/** The title of the leading document names the program; those of the others are kept beside it. */
function keepTitle(title: Heading, { draft, account }: Reading): void {
  const words = plainWords(title.text)
  const isName = words === '' || draft.program.name.includes(words)
  if (!isName) addAttribute(draft.program, 'titles', title.text)
  account.map(title.lines, draft.program, isName ? 'name' : 'attributes.titles')
}

/** Requirements and designs are no plans: their name says so, or nothing in them is a phase, a milestone, a task or a list of boxes. */
function isSpecification({ source, root, account, genre }: Document, words: Words): boolean {
  const name = `${source.path} ${root.sections[0]?.heading?.text ?? ''}`
  if (/requirement|bugfix|\bdesign\b|\bspec(?:ification)?\b|需求|要件|요구|설계|设计|設計/iu.test(name.replace(/[_-]/g, ' ')))
    return genre !== 'task-list'
  const { counts } = surveyOf(account)
  return (
    genre === 'phased-program' &&
    counts.phase + counts.milestone + counts.task + counts.group + counts.span === 0 &&
    namesRequirements(root, words)
  )
}

function namesRequirements(section: Section, words: Words): boolean {
  const { heading } = section
  const named =
    heading !== undefined &&
    (words.field(heading.text) === 'requirements' || /^\W*(?:requirement|user stor(?:y|ies)|需求|要件)/iu.test(heading.text))
  return named || section.sections.some((part) => namesRequirements(part, words))
}

function result(documents: readonly Document[], draft: Draft, genre: Genre, uses: readonly LineUse[]): ImportedProgram {
  const kept = uses.filter((use) => use.use === 'kept').length
  const nonBlank = documents.reduce((sum, { account }) => sum + account.lines.filter((line) => line.text.trim() !== '').length, 0)
  const seen = new Map<string, Set<number>>()
  for (const { file, line } of uses) (seen.get(file) ?? seen.set(file, new Set()).get(file))?.add(line)
  const accounted = documents.reduce((sum, { account }) => sum + (seen.get(account.file)?.size ?? 0), 0)
  const boxes = documents
    .map(({ root }) => countBoxes(root))
    .reduce((sum: BoxCounts, one) => ({ checkboxes: sum.checkboxes + one.checkboxes, checked: sum.checked + one.checked }), {
      checkboxes: 0,
      checked: 0,
    })
  const records: ProgramRecords = {
    program: draft.program,
    phases: draft.phases,
    tasks: draft.tasks,
    risks: draft.risks,
    requirements: draft.requirements,
    properties: draft.properties,
    components: draft.components,
    playbooks: draft.playbooks,
    gates: draft.gates,
    metrics: draft.metrics,
    alerts: draft.alerts,
    questions: draft.questions,
    decisions: draft.decisions,
    actions: draft.actions,
    checklists: draft.checklists,
  }
  return {
    ...records,
    genre,
    sources: documents.map(({ source, account }) => ({ file: source.path, lines: account.lines.length, sha256: sha256Hex(source.text) })),
    uses,
    counts: countRecords(records, boxes, isImplied),
    accounting: { nonBlank, mapped: accounted - kept, kept, unmapped: nonBlank - accounted },
    diagnostics: draft.diagnostics,
  }
}

/** The first heading that is a title; one of a numbered part ("1. Implementation") is none. */
function titleOf({ source, root }: Document, level: number, { field }: Words): string | undefined {
  const title = root.sections.find((section) => section.level <= level)?.heading
  const words = title === undefined ? '' : plainWords(title.text)
  return words === '' || isBareTitle(words, source.path) || (level > 1 && (/^\d+[.)\s]/.test(words) || field(words) !== undefined))
    ? undefined
    : words
}

/** An id for the program: the name of its first document. */
function idFrom(path: string): string {
  const words =
    subjectOf(path)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-').slice(0, 60) || 'program'
}
