import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import { addAttribute } from './attribute.ts'
import type { Draft } from './draft.ts'
import type { Entry } from './entries.ts'
import type { Reading } from './reading.ts'

const nothing = /^(?:none|n\/?a|nil|no|keine?|ninguna?|nenhuma?|aucune?|нет|无|無|なし|없음|brak|[-–—]+)(?=$|[\s.,;(（])/iu
const phaseList =
  /\b(?:phases?|phasen|fases?|stages?|etapas?|étapes?|этап\p{L}*|фаз\p{L}*|фаза)\s*([\dA-Z][\w.]*(?:\s*(?:,|&|\+|and|und|y|e|et|и|[-–—~]|to|through|bis)\s*(?:phase\s+)?[\dA-Z][\w.]*)*)|(?:阶段|階段|フェーズ|단계)\s*(\d[\d.]*(?:\s*(?:、|,|和|と|[-–—~至])\s*\d[\d.]*)*)|(?<![\w.])(P\d+(?:\.\d+)?(?:\s*(?:,|&|and|[-–—])\s*P?\d+(?:\.\d+)?)*)(?![\w.])/giu
const range = /^(.+?)\s*(?:[-–—~至]|to|through|bis)\s*(?:phase\s+)?(.+)$/i

/** Phases and milestones by id, once all are declared: only read from what is done later. */
interface Declared {
  readonly phases: ReadonlyMap<string, PhaseFile>
  readonly top: readonly PhaseFile[]
  readonly places: ReadonlyMap<PhaseFile, number>
  readonly milestones: ReadonlyMap<string, Milestone>
}

const declared = new WeakMap<Draft, Declared>()

function declaredIn(draft: Draft): Declared {
  const known = declared.get(draft)
  if (known) return known
  const top = draft.phases.filter((phase) => phase.parent === undefined)
  const made: Declared = {
    phases: new Map(draft.phases.map((phase) => [phase.id, phase])),
    top,
    places: new Map(top.map((phase, at) => [phase, at])),
    milestones: new Map(
      draft.phases.flatMap((phase) => (phase.milestones ?? []).map((milestone) => [milestone.id.toLowerCase(), milestone] as const)),
    ),
  }
  declared.set(draft, made)
  return made
}

/** The declared phase that a word of a dependency names: "0", "P0", "B1". */
function phaseCalled(label: string, draft: Draft): PhaseFile | undefined {
  const bare = label
    .trim()
    .replace(/^phase\s+/i, '')
    .replace(/\.$/, '')
  const { phases } = declaredIn(draft)
  return phases.get(bare) ?? phases.get(`P${bare}`)
}

/** The phases that a list such as "0–2, 4 and 5" names; ranges stand for the declared phases between. */
function phasesIn(list: string, draft: Draft): PhaseFile[] {
  const { top, places } = declaredIn(draft)
  return list.split(/\s*(?:,|、|&|\+|\band\b|\bund\b|\by\b|\be\b|\bet\b|и|和|と)\s*/iu).flatMap((part) => {
    const whole = phaseCalled(part, draft)
    if (whole) return [whole]
    const ends = range.exec(part)
    if (!ends) return []
    const [first, last] = [phaseCalled(ends[1] as string, draft), phaseCalled(ends[2] as string, draft)]
    const [from, to] = [first ? (places.get(first) ?? -1) : -1, last ? (places.get(last) ?? -1) : -1]
    if (from === -1 || to === -1) return [first, last].filter((phase) => phase !== undefined)
    return top.slice(Math.min(from, to), Math.max(from, to) + 1)
  })
}

/** What a dependency says beside the names: the words in brackets, or else the whole of it. */
function noteOf(text: string, named: string): string | undefined {
  const line = text.replace(/(?<=[^.])\.$/, '').trim()
  const inside = /^\s*[(（](.*)[)）]\s*$/su.exec(line.slice(line.indexOf(named) + named.length))
  if (line.startsWith(named) && inside) return inside[1]?.trim()
  return line === named ? undefined : line
}

/** Reads what a phase depends on when all phases are known; what names no other phase is kept in its own words. */
export function readPhaseDependencies(phase: PhaseFile, entries: readonly Entry[], label: string, reading: Reading): boolean {
  const { draft, account } = reading
  for (const { text, lines } of entries) {
    account.map(lines, phase, 'dependencies')
    draft.later.push(() => resolve(phase, text, label, reading))
  }
  return entries.length > 0
}

function resolve(phase: PhaseFile, text: string, label: string, { draft }: Reading): void {
  if (nothing.test(text)) {
    phase.dependencies ??= []
    addAttribute(phase, label, text)
    return
  }
  const ids: { id: string; note: string | undefined }[] = []
  for (const match of text.slice(0, 4000).matchAll(phaseList)) {
    const list = match[1] ?? match[2] ?? match[3] ?? ''
    for (const other of phasesIn(list, draft)) if (other !== phase) ids.push({ id: other.id, note: noteOf(text, match[0]) })
  }
  phase.dependencies ??= []
  for (const { id, note } of ids)
    if (!phase.dependencies.some((edge) => (typeof edge === 'string' ? edge : edge.phase) === id))
      phase.dependencies.push(note === undefined ? id : { phase: id, note })
  if (ids.length === 0) addAttribute(phase, label, text)
  if (phase.dependencies.length === 0) delete phase.dependencies
}

/** The ids of milestones that a text names among the declared ones. */
export function milestonesNamed(text: string, draft: Draft): Milestone[] {
  const all = declaredIn(draft).milestones
  const tokens = text.slice(0, 4000).match(/[\p{L}\d]+(?:[.-][\p{L}\d]+)*/gu) ?? []
  return [
    ...new Set(
      tokens.flatMap(
        (token, at) =>
          all.get(token.toLowerCase()) ?? (/^milestones?$/i.test(tokens[at - 1] ?? '') ? (all.get(`m${token.toLowerCase()}`) ?? []) : []),
      ),
    ),
  ]
}

/** Milestones that must be accepted before: relations of type after, when all milestones are known. */
export function readMilestoneDependencies(milestone: Milestone, entries: readonly Entry[], label: string, reading: Reading): boolean {
  const { draft, account } = reading
  for (const { text, lines } of entries) {
    account.map(lines, milestone, 'relations')
    draft.later.push(() => {
      const others = milestonesNamed(text, draft).filter((other) => other !== milestone)
      if (others.length === 0) return addAttribute(milestone, label, text)
      milestone.relations ??= []
      for (const other of others) milestone.relations.push({ type: 'after', milestone: other.id, text })
    })
  }
  return entries.length > 0
}
