import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { milestoneStates, taskStates } from '../../link/state.ts'
import { sha256Hex } from '../../load/digest.ts'
import { isMapping } from '../../load/parsed.ts'
import type { SourceFile } from '../../load/source.ts'
import type { Genre, ProgramFile } from '../../schema/program.ts'
import { countRecords } from '../counts.ts'
import type { ImportedProgram, LineUse, ProgramRecords } from '../imported.ts'
import type { DeclaredIds } from '../unknown-references.ts'
import type { Words } from '../words/words.ts'
import { assemble } from './assemble.ts'
import { fill, type Ids, type Incoming } from './from-exchange.ts'
import { typeOf } from './meaning.ts'
import type { RawFile, RawRecord } from './raw.ts'
import { looksLikeNeeds, readNeeds } from './read-needs.ts'
import { looksLikeRecords, readRecordsCsv } from './read-records-csv.ts'
import type { ExchangedType } from './shape.ts'
import type { StateWords } from './status.ts'

/** True for a file in one of the open formats that hold records. */
export const isExchanged = (source: SourceFile): boolean => looksLikeNeeds(source) || looksLikeRecords(source)

export interface ExchangeOptions {
  /** Id of the program; the file may say another one. */
  readonly programId: string
  /** The file may not: somebody named the program. */
  readonly isNamed: boolean
  readonly genre?: Genre | undefined
  readonly words: Words
  readonly declared?: DeclaredIds | undefined
}

const holdersOf = ({ values }: RawRecord): string[] =>
  ['part_of', 'parent_needs', 'parent_need'].flatMap((key) => [values[key]].flat()).filter((one): one is string => typeof one === 'string')

/** The records with an id of their own each; the second one of a type with an id gets a number. */
function incomingOf(raws: readonly RawRecord[], diagnostics: Diagnostic[]): Incoming[] {
  const taken = new Map<string, RawRecord>()
  return raws.map((raw) => {
    const { type } = typeOf(raw.type)
    const given = raw.values['record_id']
    const wanted = typeof given === 'string' && given !== '' ? given : raw.id === '' ? `${type}-1` : raw.id
    let id = wanted
    for (let count = 2; taken.has(`${type} ${id}`); count++) id = `${wanted}-${count}`
    const first = taken.get(`${type} ${wanted}`)
    taken.set(`${type} ${id}`, raw)
    if (first !== undefined && raw.id !== '')
      diagnostics.push(
        diagnostic('import/duplicate-id', `${type} ${wanted} stands twice; the second one is ${id} in the program`, {
          location: { file: raw.file, line: raw.lines[0], column: 1 },
          related: [{ message: 'first here', location: { file: first.file, line: first.lines[0], column: 1 } }],
          help: 'give each of them its own id, and import it again',
        }),
      )
    return { raw, type, id, record: { id }, lists: new Map(), holders: holdersOf(raw) }
  })
}

/** Every line that is not blank belongs to a record, or to the program around them. */
function usesOf(sources: readonly SourceFile[], all: readonly Incoming[]): { uses: LineUse[]; nonBlank: number } {
  const uses: LineUse[] = []
  let nonBlank = 0
  const byFile = new Map(sources.map(({ path }) => [path, new Map<number, string>()]))
  for (const { raw, type, id } of all)
    for (let line = raw.lines[0]; line <= raw.lines[1]; line++) byFile.get(raw.file)?.set(line, `${type} ${id}`)
  for (const { path, text } of sources) {
    const names = byFile.get(path) ?? new Map<number, string>()
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (line.trim() === '') continue
      nonBlank++
      const record = names.get(index + 1) ?? 'program'
      uses.push({ file: path, line: index + 1, use: 'mapped', record: record.startsWith('program ') ? 'program' : record, field: 'title' })
    }
  }
  return { uses, nonBlank }
}

const wordsIn = (value: unknown, usual: readonly string[]): readonly string[] =>
  Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === 'string') ? (value as string[]) : usual

function statesOf(program: Incoming | undefined): StateWords {
  const states = program?.raw.values['states']
  const own = isMapping(states) ? states : {}
  return { milestone: wordsIn(own['milestone'], milestoneStates), task: wordsIn(own['task'], taskStates) }
}

/** Reads files of the open formats as one program. Nothing of a record is lost: what no field stands for becomes an attribute of it. */
export function importRecords(sources: readonly SourceFile[], options: ExchangeOptions): ImportedProgram {
  const files = sources.map((source): RawFile => (looksLikeNeeds(source) ? readNeeds(source) : readRecordsCsv(source)))
  const diagnostics = files.flatMap((file) => file.diagnostics)
  const all = incomingOf(
    files.flatMap((file) => file.records),
    diagnostics,
  )
  const byId = new Map<string, Incoming>()
  for (const one of all) if (!byId.has(one.raw.id)) byId.set(one.raw.id, one)
  const declared = new Map(Object.entries(options.declared ?? {}).map(([type, ids]) => [type, new Set(ids)]))
  const unknown: Diagnostic[] = []
  const ids: Ids = {
    get: (id) => byId.get(id),
    missing({ raw, type, id }, name, targets) {
      unknown.push(
        diagnostic('import/unknown-reference', `${type} ${id} names ${targets.join(', ')} (${name}), which nothing declares`, {
          location: { file: raw.file, line: raw.lines[0], column: 1 },
          help: `it stands in attributes of ${id} now; declare it, and name it in a field`,
        }),
      )
    },
    isDeclared: (type: ExchangedType, id) => declared.get(type)?.has(id) === true,
  }
  const own = all.find(({ type }) => type === 'program')
  const states = statesOf(own)
  for (const one of all) fill(one, ids, options.words, states)
  diagnostics.push(...unknown)
  const title = files.map((file) => file.title).find((one) => one !== undefined && one.trim() !== '')
  const id = options.isNamed || own === undefined ? options.programId : own.id
  const program = { name: title ?? id, ...own?.record, format: 1, id } as ProgramFile
  const records: ProgramRecords = { program, ...assemble(all, byId, ids) }
  const { uses, nonBlank } = usesOf(sources, all)
  return {
    ...records,
    genre: options.genre ?? program.genre ?? 'phased-program',
    writesIds: true,
    sources: sources.map(({ path, text }) => ({
      file: path,
      lines: text.split(/\r\n|\r|\n/).length - (/[\r\n]$/.test(text) ? 1 : 0),
      sha256: sha256Hex(text),
    })),
    uses,
    counts: countRecords(records, { checkboxes: 0, checked: 0 }, () => false),
    accounting: { nonBlank, mapped: nonBlank, kept: 0, unmapped: 0 },
    diagnostics,
  }
}
