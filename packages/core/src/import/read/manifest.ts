import type { Criterion } from '../../schema/gate.ts'
import type { Block, Code, Line, Section } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'
import { addGate, idWords } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'

/** An entry of a tree: the column that its name begins in, its name, what is said of it. */
interface Entry {
  readonly line: Line
  readonly column: number
  readonly name: string
  readonly comment: string
}

const branch = /^([\s│┃|]*)(?:[├└┣┗╰+`\\][─━-]{1,3}[>]?|[|]--)\s*(\S.*)$/u
const pathName = /^(?:\.{1,2}\/)?[\w.@\-[\]{}()<>*#]+(?:\/[\w.@\-[\]{}()<>*#]+)*\/?$/u
/** Directories below each other that a path is made of. */
const deepest = 24
const emptyByNature = /(?:^|\/)(?:__init__\.py|py\.typed|\.gitkeep|\.keep|\.nojekyll)$/

/** The name of an entry and the comment behind it: "model.py   # main class", "src/ — code". */
function nameAndComment(text: string): { name: string; comment: string } {
  const match = /^(\S+?)(?:(?:\s+(?:#|\/\/|←|<-|—|–|--)\s*|\s{2,}|\s+(?=\())(.*))?$/u.exec(text.trim())
  return match ? { name: match[1] as string, comment: (match[2] ?? '').trim() } : { name: text.trim(), comment: '' }
}

/** Reads a tree line by line; undefined for a line that is only a trunk or blank. */
function entryOf(line: Line): Entry | undefined {
  const match = branch.exec(line.text)
  if (match) return { line, column: [...(match[1] as string)].length + 1, ...nameAndComment(match[2] as string) }
  const text = line.text.replace(/^[\s│┃]+/u, '')
  return text === '' ? undefined : { line, column: 0, ...nameAndComment(text) }
}

/** Headings that describe how files lie, and ask for none. */
const describes = /structure|layout|changed|current|existing|struktur|estructura|estrutura|структура|结构|結構|構造|構成|구조/iu

/** Whether the words above a tree name files that are to be there at the end. */
export function asksForFiles(words: string): boolean {
  return !describes.test(words)
}

/** Whether code is a tree of files: branches whose names are paths. */
export function isTreeOfFiles(body: readonly Line[]): boolean {
  const entries = body.slice(0, 400).flatMap((line) => entryOf(line) ?? [])
  const branches = entries.filter((entry) => entry.column > 0)
  if (branches.length === 0) return entries.length > 0 && entries.every((entry) => pathName.test(entry.name) && /[./]/.test(entry.name))
  return entries.every((entry) => pathName.test(entry.name)) && entries.some((entry) => /[./]/.test(entry.name))
}

/**
 * Reads a tree of files as a gate: one criterion for each file, so that each can be missing on its own and keeps what the plan says of
 * it. A directory without files is a criterion too; the others are in the paths of their files.
 */
export function readFileTree(code: Code, title: string, scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  const entries = code.body.flatMap((line) => entryOf(line) ?? [])
  if (entries.length === 0) return false
  const gate = addGate(idWords(title === '' ? 'files' : title), title, 'quality', scope, reading)
  const path: { column: number; name: string }[] = []
  entries.forEach((entry, at) => {
    while (path.length > 0 && (path.at(-1) as { column: number }).column >= entry.column) path.pop()
    const name = entry.name.replace(/\/+$/, '')
    const isParent = (entries[at + 1]?.column ?? 0) > entry.column
    const whole = [...path.map((part) => part.name), name].join('/')
    if (isParent && path.length < deepest) path.push({ column: entry.column, name })
    if (isParent && entry.comment === '') {
      account.map(entry.line, gate, 'criteria')
      return
    }
    const place = isParent || entry.name.endsWith('/') ? `${whole}/` : whole
    const criterion = draft.addCriterion(gate.id, gate.criteria, entry.comment === '' ? place : `${place}: ${entry.comment}`)
    proposeArtifact(criterion, place)
    account.map(entry.line, criterion, 'statement')
  })
  const rest = [code.open, ...code.body.filter((line) => !isBlank(line) && !account.isClaimed(line)), ...(code.close ? [code.close] : [])]
  account.map(rest, gate, 'criteria')
  return true
}

function proposeArtifact(criterion: Criterion, path: string): void {
  const clean = path.replace(/^\.\//, '')
  // A path with placeholders or outside of the repository is no path yet.
  if (!/^[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(clean) || clean.split('/').includes('..') || clean.length > 512) return
  criterion.check = { kind: 'artifact', paths: [clean], ...(emptyByNature.test(clean) && { nonEmpty: false }), proposed: true }
}

/** Reads a section that lists the files of the result: each tree below it becomes a gate. */
export function readManifest(section: Section, scope: Scope, reading: Reading): boolean {
  if (!asksForFiles(section.heading?.text ?? '')) return false
  const gates = reading.draft.gates.length + (scope.phase?.gates?.length ?? 0)
  const read = (blocks: readonly Block[], title: string): boolean =>
    blocks.map((block) => block.type === 'code' && isTreeOfFiles(block.body) && readFileTree(block, title, scope, reading)).some(Boolean)
  let any = read(section.blocks, section.heading?.text ?? '')
  for (const part of section.sections) {
    if (!read(part.blocks, part.heading?.text ?? '')) continue
    any = true
    const made = (scope.phase?.gates ?? reading.draft.gates).at(-1)
    if (made && part.heading) reading.account.map(part.heading.lines, made, 'title')
  }
  if (!any) return false
  const made = [...(scope.phase?.gates ?? reading.draft.gates)].slice(
    -(reading.draft.gates.length + (scope.phase?.gates?.length ?? 0) - gates),
  )
  if (section.heading)
    for (const gate of made) reading.account.map(section.heading.lines, gate, section.sections.length > 0 ? 'stage' : 'title')
  return true
}
