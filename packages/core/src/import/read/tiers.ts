import type { Criterion, Gate } from '../../schema/gate.ts'
import type { Block, Item, Line, Section } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { labelOf, plainWords } from '../scan/inline.ts'
import { addCriterionOf, addGate } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'

type Kind = 'minimum' | 'full' | 'stretch'

const kinds: readonly (readonly [Kind, RegExp])[] = [
  [
    'stretch',
    /\b(?:stretch|ideal|nice[ -]to[ -]have|could[ -]have|bonus|exceptional|aspirational|gold)\b|растяж|wunschziel|挑战|理想|ストレッチ|도전/iu,
  ],
  ['minimum', /\b(?:minimum|minimal|mvp|must[ -]have|baseline|bronze|mínimo|mindest\p{L}*)\b|минимальн|最低|最小|必須|必须|최소/iu],
  [
    'full',
    /\b(?:full|target|complete|should[ -]have|silver|expected|completo|complet|vollständig\p{L}*|voll(?:er)?)\b|полн|完全|目标|目標|전체/iu,
  ],
]
const allAbove =
  /^(?:all|everything|alle|todos?|todas|tous|все|всё)\b.{0,60}(?:\babove\b|\bprevious\b|\bpreceding\b|\bminimum\b|\bmvp\b|\bfull\b|\bmust[ -]haves?\b|obigen|vorherigen|anteriores|ci-dessus|précédents|выше)|^(?:上記|以上|上述|위의)/iu

/** Which tier a heading or label names; undefined where it names none. */
export function tierOf(words: string): Kind | undefined {
  if (words.length > 200) return undefined
  const text = plainWords(words)
  return text.length > 80 ? undefined : kinds.find(([, pattern]) => pattern.test(text))?.[0]
}

/** A tier of the plan before it is a record. */
interface Tier {
  readonly kind: Kind
  readonly title: string
  readonly heading: readonly Line[]
  readonly items: readonly Item[]
  /** A tier in one line: "**Minimum:** all tests pass". */
  readonly text: string
}

const isItem = (block: Block): block is Item => block.type === 'item'

/** Tiers under labels: a paragraph or an entry that is the label, with a list below it or text behind it. */
function labelled(blocks: readonly Block[]): Tier[] {
  const tiers: (Omit<Tier, 'items'> & { items: Item[] })[] = []
  for (const block of blocks) {
    const words =
      block.type === 'item' ? block.text : block.type === 'paragraph' && block.lines.length === 1 ? (block.lines[0] as Line).text : ''
    const label = words === '' || words.length > 2000 ? undefined : labelOf(words)
    const kind = label?.bold ? tierOf(label.label) : undefined
    const below = block.type === 'item' ? block.blocks.filter(isItem) : []
    if (label && kind && !(block.type === 'item' && block.box)) {
      tiers.push({
        kind,
        title: label.label,
        heading: block.type === 'item' || block.type === 'paragraph' ? block.lines : [],
        items: below,
        text: label.text,
      })
    } else if (block.type === 'item') tiers.at(-1)?.items.push(block)
  }
  return tiers
}

function tiersIn(section: Section): Tier[] {
  const below = section.sections.flatMap((part): Tier[] => {
    const kind = tierOf(part.heading?.text ?? '')
    const items = part.blocks.filter(isItem)
    return kind && part.heading && items.length > 0 && part.sections.length === 0
      ? [{ kind, title: part.heading.text, heading: part.heading.lines, items, text: '' }]
      : []
  })
  return below.length > 0 ? below : labelled(section.blocks)
}

/** "All above criteria": the tier before counts here too. The words stay a criterion, with a check that is only proposed. */
function include(criterion: Criterion, gate: Gate, before: Gate | undefined): void {
  if (before === undefined || !allAbove.test(plainWords(criterion.statement))) return
  gate.includes = [before.id]
  criterion.check = { kind: 'gate', gate: before.id, proposed: true }
}

/**
 * Reads tiers of success (minimum, full, stretch) as gates. At least two of them must stand side by side, or the place be named so:
 * a heading "Success criteria" alone is no tier.
 */
export function readTiers(section: Section, scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  const tiers = tiersIn(section).filter((tier) => tier.items.length > 0 || tier.text !== '')
  const title = section.heading?.text ?? ''
  const own = tierOf(title)
  if (tiers.length === 0 && own && scope.field === 'tiers' && section.heading && section.sections.length === 0) {
    const items = section.blocks.filter(isItem)
    if (items.length > 0) tiers.push({ kind: own, title, heading: section.heading.lines, items, text: '' })
  } else if (new Set(tiers.map((tier) => tier.kind)).size < 2) return false
  if (tiers.length === 0) return false
  let before: Gate | undefined
  for (const tier of tiers) {
    const gate = addGate(tier.kind, tier.title, 'tier', scope, reading)
    account.map(tier.heading, gate, 'title')
    if (tier.text !== '') {
      const criterion = draft.addCriterion(gate.id, gate.criteria, tier.text)
      account.map(tier.heading, criterion, 'statement')
      include(criterion, gate, before)
    }
    for (const item of tier.items) {
      const criterion = addCriterionOf(item, gate, reading)
      keepBelow(item, criterion, reading)
      include(criterion, gate, before)
    }
    before = gate
  }
  if (section.heading && section.heading.lines !== tiers[0]?.heading)
    account.map(section.heading.lines, scope.phase ?? draft.program, 'gates')
  return true
}

/** What hangs below an entry becomes notes of its criterion. */
function keepBelow(item: Item, criterion: Criterion, reading: Reading): void {
  const below = item.blocks.flatMap(linesOf)
  const [first, last] = [below[0], below.at(-1)]
  if (first && last) reading.account.region(first.number, last.number, criterion)
}
