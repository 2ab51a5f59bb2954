import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { foldId } from '../../link/natural-order.ts'
import { type Loaded, locate, pointer } from '../../load/loaded.ts'
import { isMapping, valueAt } from '../../load/parsed.ts'
import type { SourceFile } from '../../load/source.ts'
import { parseYaml } from '../../load/yaml.ts'
import { yamlText } from '../../load/yaml-text.ts'
import { renameReferences } from '../write/fit-ids.ts'
import { type BaselineRecord, baselineRecord } from './baseline.ts'
import { fieldChanges } from './fields.ts'
import { identity, identityOf, isEdited, isWithin, sourceFileOf, withoutId } from './identity.ts'
import { matchUnits } from './match.ts'
import { type MergedRecords, type MergeInput, noChanges } from './merge-types.ts'
import { listKey, ProgramEdits } from './program-edits.ts'
import { type FileValue, fieldsOf, isNested, keyOf, type Path, type Unit, unitsOf } from './units.ts'

type Value = Record<string, unknown>

class Merge {
  readonly #input: MergeInput
  readonly #next: readonly Unit[]
  readonly #current: readonly Unit[]
  readonly #match: ReadonlyMap<Unit, Unit>
  readonly #edits = new ProgramEdits()
  readonly #created = new Map<FileValue, Value>()
  readonly #baseline = new Map<string, BaselineRecord>()
  readonly #positions = new Map<FileValue, Pick<Loaded<unknown>, 'source' | 'positions'>>()
  readonly #taken = new Map<string, Set<string>>()
  readonly #done = new Set<Unit>()
  /** Records of the last import that are no longer in the program, by name, or by their words where the ids were made. */
  readonly #deleted = new Map<string, string>()
  /** Records of the plan by the record that they stand in, and those of each list in order. */
  readonly #children = new Map<Unit, Unit[]>()
  readonly #siblings = new Map<string, Unit[]>()
  readonly changes = noChanges()
  readonly diagnostics: Diagnostic[] = []

  constructor(input: MergeInput) {
    this.#input = input
    this.#next = unitsOf(input.next)
    this.#current = unitsOf(input.current)
    const { records } = input.baseline
    this.#match = matchUnits({
      next: this.#next,
      current: this.#current,
      isMade: input.isMade,
      wasMade: (unit) => records.get(keyOf(unit))?.made === true,
    })
    for (const unit of this.#next) {
      const children = unit.holder && this.#children.get(unit.holder)
      if (children) children.push(unit)
      else if (unit.holder) this.#children.set(unit.holder, [unit])
      const list = listKey(unit.file, unit.path.slice(0, -1))
      const siblings = this.#siblings.get(list)
      if (siblings) siblings.push(unit)
      else this.#siblings.set(list, [unit])
    }
    for (const { kind, id } of this.#current) this.#takenIds(kind).add(foldId(id))
    const present = new Set(this.#current.map(keyOf))
    for (const [name, { fields, made }] of records) {
      if (!present.has(name)) this.#deleted.set(made ? identity(name.slice(0, name.indexOf(' ')), fields) : name, name)
    }
    this.#takeOverIds()
  }

  run(): MergedRecords {
    for (const unit of this.#next) {
      const current = this.#match.get(unit)
      if (current !== undefined) this.#mergeUnit(unit, current)
      else if (!this.#done.has(unit) && !this.#stayDeleted(unit)) this.#addUnit(unit)
    }
    this.#removeUnits()
    return {
      edits: this.#edits.finish(),
      created: () =>
        [...this.#created].map(([file, value]) => ({ path: file.path, schema: file.schema, why: '', value, text: yamlText(value) })),
      baseline: new Map([...this.#input.baseline.records, ...this.#baseline]),
      changes: this.changes,
      diagnostics: this.diagnostics,
    }
  }

  #takenIds(kind: string): Set<string> {
    let ids = this.#taken.get(kind)
    if (ids === undefined) {
      ids = new Set()
      this.#taken.set(kind, ids)
    }
    return ids
  }

  /** Records keep the ids that they have in the program; what names them in the new plan is told so. */
  #takeOverIds(): void {
    const renamed = new Map<string, string>()
    for (const unit of this.#next) {
      const current = this.#match.get(unit)
      const isOwn = unit.list !== undefined || unit.kind === 'phase'
      let id = current?.id ?? unit.id
      if (current === undefined && isOwn && this.#takenIds(unit.kind).has(foldId(id))) id = this.#freeId(unit.kind, id)
      if (current === undefined) this.#takenIds(unit.kind).add(foldId(id))
      if (id === unit.id || !isOwn) continue
      renamed.set(unit.id, id)
      unit.value['id'] = id
    }
    if (renamed.size > 0) for (const { value } of this.#input.next) renameReferences(value, (id) => renamed.get(id))
  }

  /** The next number behind the ids of a list: "P1.M1.4" after "P1.M1.3". */
  #freeId(kind: string, wanted: string): string {
    const [, stem = `${wanted}-`, number = '1'] = /^(.*?)(\d{1,9})$/.exec(wanted) ?? []
    for (let count = Number(number) + 1; ; count++) if (!this.#takenIds(kind).has(foldId(`${stem}${count}`))) return `${stem}${count}`
  }

  /** The name that a record has in the program. */
  #nameOf(unit: Unit): string {
    const current = this.#match.get(unit)
    return keyOf(
      current ?? { kind: unit.kind, id: unit.list === undefined && unit.kind !== 'phase' ? unit.id : String(unit.value['id'] ?? unit.id) },
    )
  }

  #remember(unit: Unit): void {
    const holder = unit.holder && this.#nameOf(unit.holder)
    const made = this.#input.isMade(unit) || (this.#match.has(unit) && this.#input.baseline.records.get(this.#nameOf(unit))?.made === true)
    this.#baseline.set(this.#nameOf(unit), baselineRecord(unit, holder, made))
  }

  #mergeUnit(unit: Unit, current: Unit): void {
    const name = keyOf(current)
    const before = this.#input.baseline.records.get(name)
    const isProgram = unit.kind === 'program'
    const fields = fieldChanges(fieldsOf(unit), fieldsOf(current), before, isProgram && !this.#isKnownSource())
    const real = fields.filter(({ field }) => field !== 'source')
    for (const change of fields) {
      const path = [...current.path, change.field]
      if (change.type === 'conflict')
        this.#conflict(current, path, `the plan and people changed ${change.field} of ${name}; it stays as it is`, unit)
      else if (change.value === undefined) this.#edits.add(current.file, { type: 'remove', path })
      else this.#edits.add(current.file, { type: 'set', path, value: change.value })
    }
    if (isProgram) this.#mergeSources(current)
    if (real.some((change) => change.type === 'take')) this.changes.changed.push(name)
    this.#remember(unit)
    if (unit.list !== undefined) this.#moveUnit(unit, current, before)
  }

  /** Whether one of the documents is the one that the program was made from: then the plan may change what the program is called. */
  #isKnownSource(): boolean {
    const program = this.#current.find((one) => one.kind === 'program')
    const imports = program?.value['imports']
    const files = new Set(this.#input.sources.map((one) => one.file))
    return Array.isArray(imports) && imports.some((one) => isMapping(one) && files.has(String(one['file'])))
  }

  #mergeSources(program: Unit): void {
    const old = Array.isArray(program.value['imports']) ? (program.value['imports'] as readonly unknown[]) : []
    const files = new Map(this.#input.sources.map(({ file, sha256, lines }) => [file, { file, lines, sha256 }]))
    const kept = old.map((one) => {
      const file = isMapping(one) ? String(one['file']) : ''
      const fresh = files.get(file)
      files.delete(file)
      return fresh ?? one
    })
    const imports = [...kept, ...files.values()]
    if (JSON.stringify(imports) !== JSON.stringify(old)) this.#edits.add(program.file, { type: 'set', path: ['imports'], value: imports })
  }

  /** A record that the plan puts elsewhere goes there, unless somebody has put it elsewhere already. */
  #moveUnit(unit: Unit, current: Unit, before: BaselineRecord | undefined): void {
    const there = unit.holder && this.#nameOf(unit.holder)
    const here = current.holder && keyOf(current.holder)
    if (there === here || before === undefined || before.holder === there) return
    const name = keyOf(current)
    if (before.holder !== here) {
      this.#conflict(
        current,
        current.path,
        `the plan moved ${name} to ${there ?? 'the program'}, people moved it to ${here ?? 'the program'}; it stays`,
        unit,
      )
      return
    }
    this.changes.moved.push(name)
    // A new record around it takes it along.
    const holder = unit.holder
    if (holder !== undefined && !this.#match.has(holder)) return
    this.#edits.list(current.file, current.path.slice(0, -1)).removed.add(current.path.at(-1) as number)
    this.#insert(unit, this.#mergedValue(unit), current.file === this.#fileOf(unit) ? current.path : undefined)
  }

  /** The value that a record of the program will have, for one that is written anew. */
  #mergedValue(unit: Unit): Value {
    const current = this.#match.get(unit)
    if (current === undefined) return unit.value
    const value: Value = structuredClone(current.value)
    const changes = fieldChanges(fieldsOf(unit), fieldsOf(current), this.#input.baseline.records.get(keyOf(current)), false)
    for (const change of changes) {
      if (change.type !== 'take') continue
      if (change.value === undefined) delete value[change.field]
      else value[change.field] = change.value
    }
    return value
  }

  /** What people took out of the program stays out; the plan having changed it meanwhile is worth a word. */
  #stayDeleted(unit: Unit): boolean {
    const name = this.#deleted.get(this.#input.isMade(unit) ? identityOf(unit.kind, fieldsOf(unit)) : keyOf(unit))
    if (name === undefined) return false
    const before = this.#input.baseline.records.get(name) as BaselineRecord
    const fields = baselineRecord(unit, undefined, false).fields
    const isChanged = Object.keys({ ...fields, ...before.fields }).some(
      (field) => field !== 'source' && fields[field] !== before.fields[field],
    )
    const holder = unit.holder && this.#match.get(unit.holder)
    if (isChanged && holder !== undefined)
      this.#conflict(holder, holder.path, `the plan changed ${name}, which people removed; it stays removed`, unit)
    const leave = (one: Unit): void => {
      this.#done.add(one)
      this.#remember(one)
      for (const child of this.#children.get(one) ?? []) if (!this.#match.has(child)) leave(child)
    }
    leave(unit)
    return true
  }

  /** A record that the program does not have, with all that stands in it; what the program has elsewhere comes along from there. */
  #addUnit(unit: Unit): void {
    const value = this.#takeAlong(unit)
    this.changes.added.push(this.#nameOf(unit))
    if (unit.list === undefined && unit.holder !== undefined) {
      const holder = this.#match.get(unit.holder)
      if (holder !== undefined) this.#edits.add(holder.file, { type: 'set', path: [...holder.path, unit.kind], value: withoutId(value) })
    } else if (unit.list === undefined) this.#created.set(unit.file, value)
    else this.#insert(unit, value, undefined)
  }

  #takeAlong(unit: Unit): Value {
    this.#done.add(unit)
    this.#remember(unit)
    const value: Value = Object.fromEntries(Object.entries(unit.value).filter(([key, one]) => !isNested(unit.kind, key, one)))
    for (const child of this.#children.get(unit) ?? []) {
      const current = this.#match.get(child)
      let own: Value
      if (current !== undefined && child.list !== undefined) {
        this.#edits.list(current.file, current.path.slice(0, -1)).removed.add(current.path.at(-1) as number)
        own = this.#mergedValue(child)
      } else own = this.#takeAlong(child)
      if (child.list === undefined) value[child.kind] = withoutId(own)
      else value[child.list] = [...((value[child.list] as unknown[] | undefined) ?? []), own]
    }
    return value
  }

  /** The file of the program that a record of the plan goes to. */
  #fileOf(unit: Unit): FileValue | undefined {
    const holder = unit.holder && this.#match.get(unit.holder)
    if (holder !== undefined) return holder.file
    return (
      this.#input.current.find((file) => file.path === unit.file.path) ??
      this.#input.current.find((file) => file.schema === unit.file.schema && file.schema !== 'phase')
    )
  }

  /** Puts a record behind the one that it follows in the plan. */
  #insert(unit: Unit, value: Value, from: Path | undefined): void {
    const file = this.#fileOf(unit)
    const list = unit.list as string
    if (file === undefined) {
      const fresh = this.#created.get(unit.file) ?? { format: 1 }
      fresh[list] = [...((fresh[list] as unknown[] | undefined) ?? []), value]
      this.#created.set(unit.file, fresh)
      return
    }
    const holder = unit.holder && this.#match.get(unit.holder)
    const path: Path = [...(holder?.path ?? []), list]
    const change = this.#edits.list(file, path)
    change.insertions.push({ index: this.#indexFor(unit, file, path), value, from })
  }

  #indexFor(unit: Unit, file: FileValue, path: Path): number {
    const siblings = this.#siblings.get(listKey(unit.file, unit.path.slice(0, -1))) ?? []
    for (let at = siblings.indexOf(unit) - 1; at >= 0; at--) {
      const current = this.#match.get(siblings[at] as Unit)
      if (current !== undefined && current.file === file && pointer('', ...current.path.slice(0, -1)) === pointer('', ...path))
        return (current.path.at(-1) as number) + 1
    }
    const entries = valueAt(file.value, path)
    const hasMatched = siblings.some((one) => this.#match.has(one))
    return hasMatched || !Array.isArray(entries) ? 0 : entries.length
  }

  /** Records of these documents that the plan no longer has. */
  #removeUnits(): void {
    const kept = new Set(this.#match.values())
    const files = new Set(this.#input.sources.map((one) => one.file))
    const gone = new Set<Unit>()
    for (const unit of this.#current) {
      const before = this.#input.baseline.records.get(keyOf(unit))
      if (kept.has(unit) || before === undefined || (unit.list === undefined && unit.kind !== 'phase')) continue
      const from = sourceFileOf(unit)
      if (from === undefined ? !this.#isKnownSource() : !files.has(from)) continue
      if (unit.holder !== undefined && gone.has(unit.holder)) {
        gone.add(unit)
        continue
      }
      const name = keyOf(unit)
      const isChanged = isEdited(unit, before)
      const hasKept = this.#current.some((one) => kept.has(one) && isWithin(one, unit))
      if (!this.#input.prune || unit.list === undefined) this.changes.removed.push(name)
      else if (isChanged || hasKept) this.#conflict(unit, unit.path, `the plan no longer has ${name}, but people changed it; it stays`)
      else {
        gone.add(unit)
        this.changes.pruned.push(name)
        this.#edits.list(unit.file, unit.path.slice(0, -1)).removed.add(unit.path.at(-1) as number)
        this.#baseline.delete(name)
      }
    }
  }

  /** Says that a record stays as it is; `next` is what the plan says of it now. */
  #conflict(unit: Unit, path: Path, message: string, next?: Unit): void {
    this.changes.conflicts.push(keyOf(unit))
    const location = locate(this.#placesOf(unit.file), pointer('', ...path))
    const source = next?.value['source']
    const lines = isMapping(source) && typeof source['lines'] === 'string' ? `, lines ${source['lines']}` : ''
    const where = isMapping(source) ? `${String(source['file'])}${lines}` : 'the plan'
    this.diagnostics.push(
      diagnostic('import/conflict', message, {
        location,
        help: `compare it with ${where}, and write here what holds; the next import keeps it`,
      }),
    )
  }

  #placesOf(file: FileValue): Pick<Loaded<unknown>, 'source' | 'positions'> {
    const known = this.#positions.get(file)
    if (known) return known
    const source = (file as FileValue & { source: SourceFile }).source
    const places = { source, positions: parseYaml(source).positions }
    this.#positions.set(file, places)
    return places
  }
}

/** Brings the records of a new revision into those of a program; see `planMerge`. */
export function mergeRecords(input: MergeInput): MergedRecords {
  return new Merge(input).run()
}
