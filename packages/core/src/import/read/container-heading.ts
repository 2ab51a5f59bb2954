import { plainWords } from '../scan/inline.ts'
import type { ContainerKind, Words } from '../words/words.ts'
import { withDigits } from './numerals.ts'
import { type TitleParts, titleParts } from './title-parts.ts'

/** A heading that opens a part of the plan: "Phase 0 — Foundations (Weeks 0-2)", "Milestone P0.M1 — Freeze", "第一阶段：设计". */
export interface ContainerHeading extends TitleParts {
  readonly kind: ContainerKind
  /** The word before the number, as the plan has it; "" where the id stands alone ("M1 — Core"). */
  readonly word: string
  /** "0", "B1", "P0.M1", "1-2". */
  readonly label: string
  /** Words follow the number without a mark between them: "Phase 1 targets" may speak of phase 1 instead of opening it. */
  readonly isLoose: boolean
}

const number = String.raw`[A-Z]{0,4}-?\d{1,4}(?:[.-][A-Z]?\d{1,4}){0,4}[a-z]?`
const label = new RegExp(
  String.raw`^(?:\s|[#№-]|no\.)*(${number}|[A-Z]{1,2}|[IVX]{1,5}|[А-Я]|[一二三四五六七八九十]{1,3})(?:\s*[–—~～]\s*(\d{1,4})(?!\/|\.\d))?(?![\p{L}\p{N}])`,
  'u',
)
/** "Milestone MVP: Title": a name in capitals with a mark after it. */
const namedLabel = /^\s+([A-Z][A-Z0-9]{1,11})(?=\s*[:：—–]|\s+-\s)/u
const counted = /^第?\s*(\d{1,3}(?:[-–~]\d{1,3})?|[一二三四五六七八九十]{1,3})\s*(\p{L}{1,6})/u
const bareMilestone = /^((?:[A-Z]{1,3}\d{1,3}[.-])?M\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?=$|[\s:：.)(（–—-])/u
/** Ids of tickets. Risks, decisions, requirements, questions and standards have such ids too and are no tasks. */
const ticket = /^([A-Z][A-Z0-9]{0,9}(?:(?<=\d)[a-z])?(?:-[A-Z0-9]{1,9}){0,3}-\d{1,5}[a-z]?)(?=$|[\s:：.)–—|-])/u
const noTicket =
  /^(?:D|DR|PR|R|RISK|NEW-RISK|ADR|REQ|FR|NFR|Q|DEC|AC|UC|KPI|RFC|CVE|UTF|ISO|SHA|G|C|A|S|P|WEEK|DAY|PHASE|GPT|H|COVID|DOC|EN|SQ)-/
const separator = /^\s*(?:[:：.)|、,，]|[-–—](?=\s|$)|[–—])\s*/u

interface Pattern {
  readonly start: RegExp
  readonly words: ReadonlySet<string>
}

const patterns = new WeakMap<Words, Pattern>()

function patternOf(words: Words): Pattern {
  const known = patterns.get(words)
  if (known) return known
  const escaped = words.containerWords.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const made = { start: new RegExp(`^(${escaped.join('|')})(?![\\p{Ll}])`, 'iu'), words: new Set(words.containerWords) }
  patterns.set(words, made)
  return made
}

/** Headings without the emoji, numbers and emphasis before the word that matters. */
function bare(text: string): string {
  return plainWords(text)
    .replace(/^\[([^\]]{1,40})\]\s*/u, '$1 ')
    .replace(/^(?:§\s*)?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+(?=\p{L})/u, '')
    .replace(/^(?:[^\p{L}\p{N}(]{1,6})(?=[\p{L}\p{N}])/u, '')
}

/** Reads a heading as the head of a phase, milestone, task, span of time or group; undefined for every other heading. */
export function containerHeading(text: string, words: Words): ContainerHeading | undefined {
  if (text.length > 600) return undefined
  // The state may be an emoji at the end, which plain words leave out.
  const status = titleParts(text.replace(/[*_`~]+/g, ''), words).status
  const plain = bare(text)
  const found = named(plain, words) ?? numberedFirst(plain, words) ?? withId(plain, words)
  if (!found) return undefined
  const { kind, word, id, rest } = found
  const parts = titleParts(rest.replace(separator, ''), words)
  const title = parts.title === '' ? plain.slice(0, plain.length - rest.length).trim() : parts.title
  return {
    ...parts,
    ...(parts.status === undefined && status !== undefined && { status }),
    kind,
    word,
    label: withDigits(id),
    title,
    isLoose: rest.trim() !== '' && !separator.test(rest) && !/^\s*[([（【]/.test(rest),
  }
}

interface Found {
  readonly kind: ContainerKind
  readonly word: string
  readonly id: string
  readonly rest: string
}

/** "Phase 2: Build", "Sprint A — X". */
function named(plain: string, words: Words): Found | undefined {
  const start = patternOf(words).start.exec(plain)
  const word = start?.[1]
  const kind = word === undefined ? undefined : words.container(word)
  if (word === undefined || kind === undefined) return undefined
  const after = plain.slice(word.length)
  const match = label.exec(after) ?? namedLabel.exec(after)
  // "Phasea" and "Tasks" are other words; a letter must stand apart ("Phase A", not "Phase Alpha").
  if (!match || (/^\p{L}/u.test(after) && !/^[一二三四五六七八九十]/.test(after))) return undefined
  const rest = after.slice(match[0].length)
  if (!isTitle(rest, match[1] as string, words)) return undefined
  return { kind, word, id: match[2] === undefined ? (match[1] as string) : `${match[1]}-${match[2]}`, rest }
}

/** "第一阶段：设计", "1단계: 설계", "第1周". */
function numberedFirst(plain: string, words: Words): Found | undefined {
  const match = counted.exec(plain)
  if (!match) return undefined
  for (const word of patternOf(words).words) {
    if (!/[^\p{ASCII}\u0080-\u024f]/u.test(word) || !(match[2] as string).startsWith(word)) continue
    const kind = words.container(word) as ContainerKind
    const rest = plain.slice(plain.indexOf(word) + word.length)
    // "3天" is a length of time and "2 阶段 实施" a count: only "第" or a mark after it makes a place in order.
    const isPlaced = plain.startsWith('第') || separator.test(rest) || /^\s*[(（]/.test(rest) || (rest === '' && kind !== 'span')
    if (!isPlaced) return undefined
    return { kind, word, id: match[1] as string, rest }
  }
  return undefined
}

/** "M1.5 — Effects", "CMB-001 - Turn handling". */
function withId(plain: string, words: Words): Found | undefined {
  const milestone = bareMilestone.exec(plain)
  if (milestone && !isRemark(plain.slice(milestone[0].length), words))
    return { kind: 'milestone', word: '', id: milestone[1] as string, rest: plain.slice(milestone[0].length) }
  const id = ticket.exec(plain)
  if (!id || noTicket.test(plain)) return undefined
  const rest = plain.slice(id[0].length)
  return rest === '' || separator.test(rest) || /^\s+\p{Lu}/u.test(rest) ? { kind: 'task', word: '', id: id[1] as string, rest } : undefined
}

/** "M0 definition of done" and "M1 acceptance testing" speak of a milestone and do not open it. */
function isRemark(rest: string, words: Words): boolean {
  if (rest.trim() === '' || separator.test(rest) || /^\s*[([（【]/.test(rest)) return false
  return (
    !/^\s*[\p{Lu}\p{Lo}\p{Extended_Pictographic}]/u.test(rest) ||
    words.field(rest) !== undefined ||
    /^\s*(?:acceptance|testing|status|review|results?|summary|notes?)\b/i.test(rest)
  )
}

/** What follows the number must be a title: "Phase 1 deliverables" names a field of it, "Phase 2 is open" is a sentence. */
function isTitle(rest: string, id: string, words: Words): boolean {
  if (rest.trim() === '' || separator.test(rest) || /^\s*[([（【]/.test(rest)) return true
  if (/^[A-Z]{1,2}$/.test(id)) return /^\s+[\p{Lu}\p{Lo}]/u.test(rest) && id !== 'A' && id !== 'I' && id !== 'X'
  return /^\s*[^\p{Ll}\s]/u.test(rest) && words.field(rest) === undefined
}
