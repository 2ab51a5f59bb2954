import type { LeafOf } from '../../schema/check.ts'
import type { PartFinding } from '../compose.ts'
import { askSet, keysOf, type SetKeys, setInWords } from '../coverage-sets.ts'
import { about, met, unmet, unreadable } from '../finding.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { countMatches } from '../key-matches.ts'
import type { EvidenceUse } from '../result.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'coverage'>

/** Files beyond these are not listed one by one. */
const listed = 20

function usesOf(files: readonly string[], { facts }: JudgeContext): EvidenceUse[] {
  return [...new Set(files)].slice(0, listed).map((path) => {
    const sha256 = facts.files.get(path)?.sha256
    return { path, ...(sha256 !== undefined && { sha256 }) }
  })
}

function unknownSet(keys: Exclude<SetKeys, { state: 'known' }>, fix: string): PartFinding {
  return keys.state === 'unreadable' ? unreadable(keys.because, { fix }) : unmet(keys.state, keys.because, { fix })
}

/** A part of a whole that is large enough, but for what division does to the last digit. */
const reaches = (part: number, whole: number, ratio: number): boolean => part >= ratio * whole - 1e-9

function judge(check: Check, context: JudgeContext): PartFinding {
  const fix = explainCommand(context)
  const { match = 'equal', min = 1, ratio = 1 } = check
  if (check.each === undefined || check.in === undefined)
    return unmet('undefined', 'says neither what is to be covered nor by what', { fix })
  const each = keysOf(check.each, context)
  if (each.state !== 'known') return unknownSet(each, fix)
  const among = keysOf(check.in, context)
  if (among.state !== 'known') return unknownSet(among, fix)
  const evidence = usesOf([...each.files, ...among.files], context)
  const what = setInWords(check.each)
  const by = setInWords(check.in)
  const counts = countMatches(each.keys, among.keys, match)
  if (counts.size === 0) return unmet('missing', `there is nothing to cover: ${what}`, { evidence, fix })
  const open = [...counts].filter(([, found]) => found < min).map(([key]) => key)
  const covered = counts.size - open.length
  const expected = `${ratio === 1 ? 'each' : `${percent(ratio)} %`} of ${what} in ${by}${min === 1 ? '' : `, ${min} times`}`
  const details = { expected, found: `${covered} of ${counts.size}`, evidence }
  if (covered > 0 && reaches(covered, counts.size, ratio)) return met(`${covered} of ${counts.size} covered by ${by}`, details)
  const shown = open.length > 3 ? `${open.slice(0, 3).join(', ')} and ${open.length - 3} more` : open.join(', ')
  // What is not there is missing: from that the opposite does not follow.
  return about(unmet('missing', `${covered} of ${counts.size} covered by ${by}: not ${shown}`, { ...details, fix }), open)
}

const percent = (ratio: number): number => Math.round(ratio * 10_000) / 100

export const coverage: CriterionKind<'coverage'> = {
  kinds: ['coverage'],
  asks(check, _context, asked) {
    if (check.each !== undefined) askSet(asked, check.each)
    if (check.in !== undefined) askSet(asked, check.in)
  },
  judge,
  wants({ each, in: among, match, min = 1, ratio = 1, about: topic }) {
    if (each === undefined || among === undefined) return `two sets, each and in${topic === undefined ? '' : ` (it is about ${topic})`}`
    const times = min === 1 ? '' : ` ${min} times`
    const how = match === undefined || match === 'equal' ? '' : match === 'contains' ? ', as a part' : ', in any case'
    return `${ratio === 1 ? 'each' : `${percent(ratio)} %`} of ${setInWords(each)} is in ${setInWords(among)}${times}${how}`
  },
  command: (_check, context) => explainCommand(context),
}
