import { type Document, isScalar, isSeq, parseDocument } from 'yaml'
import { canonicalJson } from './digest.ts'
import { isMapping, valueAt } from './parsed.ts'
import type { SourceFile } from './source.ts'
import { type NewEntry, YamlSplices } from './splice-yaml.ts'
import { parseYaml } from './yaml.ts'

type Path = readonly (string | number)[]

/** A change of a YAML file: a member gets a value, a member or an entry goes, entries come before the one at the end of the path. */
export type YamlEdit =
  | { readonly type: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly type: 'remove'; readonly path: Path }
  /** `from`: the entry of this file whose lines are taken as they are. */
  | { readonly type: 'insert'; readonly path: Path; readonly entries: readonly { readonly value: unknown; readonly from?: Path }[] }

/** From the end of the file to its start, what stands in an entry before the entry: so each path is still right when its turn comes. */
function fromTheEnd(a: YamlEdit, b: YamlEdit): number {
  for (let index = 0; index < Math.min(a.path.length, b.path.length); index++) {
    const [left, right] = [a.path[index] as string | number, b.path[index] as string | number]
    if (left === right) continue
    return typeof left === 'number' && typeof right === 'number' ? right - left : left < right ? 1 : -1
  }
  // At one place: first what goes, then what comes before it.
  return b.path.length - a.path.length || Number(a.type === 'insert') - Number(b.type === 'insert')
}

/** Makes the changes to plain values. */
function applyTo(root: unknown, edits: readonly YamlEdit[]): unknown {
  const copy = structuredClone(root)
  for (const edit of edits) {
    const parent = valueAt(copy, edit.path.slice(0, -1)) as Record<PropertyKey, unknown>
    const key = edit.path.at(-1) as string | number
    if (edit.type === 'insert')
      (parent as unknown as unknown[]).splice(Number(key), 0, ...edit.entries.map((entry) => structuredClone(entry.value)))
    else if (edit.type === 'set') parent[key] = structuredClone(edit.value)
    else if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  }
  return copy
}

/** By splicing the lines; undefined where the file is written in a way that this does not know. */
function spliced(source: SourceFile, edits: readonly YamlEdit[]): string | undefined {
  const splices = new YamlSplices(source)
  const entryOf = ({ value, from }: { value: unknown; from?: Path }): NewEntry => {
    const lines = from === undefined ? undefined : splices.linesOf(from)
    return lines === undefined ? { value } : { lines }
  }
  for (const edit of edits) {
    const { path } = edit
    const list = path.slice(0, -1)
    const done =
      edit.type === 'set'
        ? splices.set(path, edit.value)
        : edit.type === 'insert'
          ? splices.insert(list, Number(path.at(-1)), edit.entries.map(entryOf))
          : typeof path.at(-1) === 'number'
            ? splices.removeEntry(path)
            : splices.remove(path)
    if (!done) return undefined
  }
  return splices.result()
}

function applyEdit(document: Document, edit: YamlEdit): void {
  const { path } = edit
  if (edit.type === 'remove') document.deleteIn(path)
  else if (edit.type === 'insert') {
    const list = document.getIn(path.slice(0, -1))
    if (isSeq(list)) list.items.splice(Number(path.at(-1)), 0, ...edit.entries.map((entry) => document.createNode(entry.value)))
  } else {
    const node = document.createNode(edit.value)
    const old = document.getIn(path, true)
    // A comment behind a value belongs to its line, not to the value.
    if (isScalar(old) && isScalar(node) && old.comment != null) node.comment = old.comment
    document.setIn(path, node)
  }
}

/** By the document model of the library, which keeps comments and writes the rest anew. */
function rewritten(source: SourceFile, edits: readonly YamlEdit[]): string {
  const document = parseDocument(source.text, { version: '1.2', schema: 'core', merge: false, prettyErrors: false, logLevel: 'silent' })
  for (const edit of edits) applyEdit(document, edit)
  // Ids and texts are quoted as everywhere; the keys of mappings that are made here stay plain.
  const plain = document.toString({
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    flowCollectionPadding: isPadded(source.text),
  })
  return source.text.includes('\r\n') ? plain.replace(/\r?\n/g, '\r\n') : plain
}

const isPadded = (text: string): boolean => /[[{] \S/.test(text) || !/[[{]\S/.test(text)

/**
 * The text of a YAML file with some values changed: only the lines of those values change where the file is written in blocks, and
 * comments stay in any case. Paths are those of the file as it is. Undefined when it cannot be read without findings, or when no
 * way gives a text that reads back as exactly the wanted values.
 */
export function editYaml(source: SourceFile, edits: readonly YamlEdit[]): string | undefined {
  if (edits.length === 0) return source.text
  const before = parseYaml(source)
  if (before.diagnostics.length > 0 || !isMapping(before.value)) return undefined
  const ordered = [...edits].sort(fromTheEnd)
  try {
    const expected = canonicalJson(applyTo(before.value, ordered))
    const isExact = (text: string | undefined): text is string => {
      const after = text === undefined ? undefined : parseYaml({ path: source.path, text })
      return after !== undefined && after.diagnostics.length === 0 && canonicalJson(after.value) === expected
    }
    const text = spliced(source, ordered)
    if (isExact(text)) return text
    const whole = rewritten(source, ordered)
    return isExact(whole) ? whole : undefined
  } catch {
    // An edit that names a place that is not there, or a text that the library gives up on.
    return undefined
  }
}
