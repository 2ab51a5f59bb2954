import type { Box, Checklist } from '../load/checklist-types.ts'
import { lineStarts } from '../load/source.ts'
import type { TagIds } from './code-tags.ts'
import type { BoxReference } from './trace-types.ts'

/** Words before references, as plans in several languages have them. The English ones may end in a noun: "Validates: Requirements 2.1". */
const labels: readonly (readonly [RegExp, BoxReference['relation']])[] = [
  [/^(?:requirements?|reqs?|requisitos?|exigences?|anforderung(?:en)?|требовани[ея]|需求|要件|요구사항)$/iu, 'satisfies'],
  [/^(?:satisfies|implements|covers)$/iu, 'satisfies'],
  [/^(?:validates|verifies|validation|valida|valide|проверяет|验证|検証|검증)$/iu, 'validates'],
]

/** "_Requirements: 1.1, 1.2_", "**Validates: Requirements 2.1**", "- Requirements: 3.1": a label, a colon, a list. */
const labelled = /^(\s*(?:[-*+•]\s+)?)([_*]{0,3})([\p{L}][\p{L} ]{0,30}?)[_*]{0,3}\s*[:：]\s*[_*]{0,3}(.+)$/u
const noun = /^(?:(?:requirements?|reqs?\.?|requisitos?|需求|要件)\s+)(?=[\p{L}]?[\d.-]*\d)/iu
/** An id, a range of ids, or "all"; prose is no reference. */
const reference =
  /^(?:all(?:\s+requirements)?|[\p{L}\p{N}][\p{L}\p{N}._-]*\d[a-z]?(?:\s*(?:-|–|—|~|\.\.\.?|…|to|through)\s*[\p{L}\p{N}._-]*\d[a-z]?)?)$/iu
const longestId = 128
/** "all (but the last)" */
const remark = /(?<=\S)\s\([^()]{0,200}\)$/u
const apart = /\s*[,;，、]\s*|\s+(?:and|&|und|y|et|e|и|和|及)\s+/iu
const range = /\s*(?:–|—|~|\.\.\.?|…|\s(?:to|through)\s)\s*/iu

function idsOf(list: string): string[] {
  let end = list.length
  while (end > 0 && /[_*\s]/u.test(list.charAt(end - 1))) end--
  const text = list.slice(0, end).replace(/[.。]$/u, '')
  const inner = /^\[(.*)\]$/u.exec(text)?.[1] ?? text
  const parts = inner.split(apart).map((part) =>
    part
      .replace(remark, '')
      .replace(/^[[(`]+|[\])`]+$/gu, '')
      .replace(noun, ''),
  )
  return parts.every((part) => part === '' || (part.length <= longestId && reference.test(part)))
    ? parts.flatMap((part) => (part === '' ? [] : /^all\b/i.test(part) ? 'all' : part.replace(range, '-')))
    : []
}

function referenceOn(
  line: string,
): { readonly column: number; readonly relation: BoxReference['relation']; readonly ids: string[] } | undefined {
  const found = labelled.exec(line.slice(0, 2000))
  if (found === null) return undefined
  const [, lead = '', , label = '', list = ''] = found
  const relation = labels.find(([pattern]) => pattern.test(label))?.[1]
  const ids = relation === undefined ? [] : idsOf(list)
  return relation === undefined || ids.length === 0 ? undefined : { column: lead.length + 1, relation, ids }
}

/**
 * What the boxes of a checklist speak of: a box with an id mirrors the record of that id, and a line below a box that names requirements
 * ("_Requirements: 1.1_", "Validates: 2.1") is about that box: of several that enclose it the nearest. Code in fences says nothing, and
 * the number of an entry ("1. Write it") is no id unless records have such.
 */
export function boxReferences(checklist: Pick<Checklist, 'source' | 'boxes'>, known: TagIds): BoxReference[] {
  const { source } = checklist
  const boxes = checklist.boxes.filter((box) => !box.inFence)
  const found: BoxReference[] = []
  const starts = lineStarts(source)
  const { path, text } = source
  let next = 0
  let fence: string | undefined
  /** Boxes that enclose the line, the outermost first. */
  const open: Box[] = []
  for (let index = 0; index < starts.length; index++) {
    const line = text.slice(starts[index], starts[index + 1]).replace(/[\r\n]+$/, '')
    const marker = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (marker !== undefined) {
      if (fence === undefined) fence = marker
      else if (marker.startsWith(fence) && line.trim() === marker) fence = undefined
      continue
    }
    if (fence !== undefined) continue
    // A heading ends what the boxes above it enclose.
    if (/^#{1,6}\s/.test(line)) open.length = 0
    const box = boxes[next]?.line === index + 1 ? boxes[next++] : undefined
    if (box) {
      while (open.length > 0 && (open.at(-1) as Box).indent >= box.indent) open.pop()
      open.push(box)
      if (box.id !== undefined && (known.has(box.id) || known.looksLike(box.id) || known.looksMeant(box.id)))
        found.push({
          path,
          line: box.line,
          column: box.location.column,
          box: box.id,
          boxLine: box.line,
          relation: 'mirrors',
          ids: [box.id],
        })
      continue
    }
    const indent = (/^\s*/.exec(line) as RegExpExecArray)[0].replace(/\t/g, '    ').length
    const above = open.filter((one) => one.indent < indent).at(-1) ?? (line.trim() === '' ? undefined : open.at(-1))
    const named = above && referenceOn(line)
    if (above && named) {
      const { column, relation, ids } = named
      found.push({ path, line: index + 1, column, box: above.id, boxLine: above.line, relation, ids })
    }
  }
  return found
}
