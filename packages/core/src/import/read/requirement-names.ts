import { splitId } from '../../load/box-id.ts'
import { plainWords } from '../scan/inline.ts'
import type { Words } from '../words/words.ts'

/** What the heading of a requirement says. */
export interface RequirementName {
  /** As written ("1", "FR-001"); "US1" for a user story; "" when only a name is given. */
  readonly id: string
  readonly title: string
}

const story = /^(?:user\s)?story\s{1,2}#?(\d+)\b\s{0,3}[-–—:.]{0,2}\s{0,3}(.*)$/is
/** "Requirement 1: Title", "要件 1：…", "Требование 2". */
const worded = /^(\p{L}{2,20})\s{0,2}#?((?:[A-Z]{1,4}-?)?\d+(?:\.\d+)*)(?![\p{L}\d])\s{0,3}[-–—:：.)]{0,2}\s{0,3}(.*)$/su
const coded =
  /^((?:[A-Z]{1,6}-)+\d+(?:\.\d+)*[a-z]?|(?:REQ|FR|NFR|UR|BR|SR|US|AC)-?\d+(?:\.\d+)*)(?![\p{L}\d-])\s{0,3}[-–—:：.)]{0,2}\s{0,3}(.*)$/su
const numbered = /^(\d+(?:\.\d+)*)[.)]?\s{1,3}(\S.*)$/s
const named = /^(\p{L}{2,20})\s?[:：]\s{0,3}(\S.*)$/su

/** Reads the heading of a requirement. `within`: it stands under a heading "Requirements", where a number alone is enough. */
export function requirementNamed(heading: string, within: boolean, words: Words): RequirementName | undefined {
  const text = plainWords(heading)
  const tale = story.exec(text)
  if (tale) return { id: `US${tale[1]}`, title: tale[2] as string }
  const means = (word: string): boolean => /^requirement$/i.test(word) || words.field(word) === 'requirements'
  const word = worded.exec(text)
  if (word && means(word[1] as string)) return { id: word[2] as string, title: word[3] as string }
  const code = coded.exec(text)
  if (code) return { id: code[1] as string, title: code[2] as string }
  const name = named.exec(text)
  if (name && /^requirement$/i.test(name[1] as string)) return { id: '', title: name[2] as string }
  const number = within ? numbered.exec(text) : null
  return number ? { id: number[1] as string, title: number[2] as string } : undefined
}

/** The id that a criterion carries itself: "1.1 WHEN …", "**AC-1**: …", "FR-001: …"; a lone number is none. */
export function criterionId(text: string): { id: string; text: string } | undefined {
  const bold = /^\*\*([^*]{1,30}?)[:：]?\*\*\s*[:：]?\s*(.*)$/s.exec(text)
  const { id, text: rest } = splitId(bold ? `${bold[1]}: ${bold[2]}` : text)
  return id !== undefined && /[.\-A-Za-z]/.test(id) && rest !== '' ? { id, text: rest } : undefined
}

const ears = /^(?:WHEN|WHILE|IF|WHERE|THE|FOR|GIVEN|AS|ON)\b/
/** "1.1 WHEN …": a line that is a criterion by itself. */
export function earsLine(text: string): { id: string; text: string } | undefined {
  const match = /^(?:\*\*)?(\d+(?:\.\d+)+)\.?(?:\*\*)?[:.]?\s+(\S.*)$/s.exec(text.trim())
  return match && (ears.test((match[2] as string).replace(/^[*_`]+/, '')) || /\bSHALL\b/.test(match[2] as string))
    ? { id: match[1] as string, text: match[2] as string }
    : undefined
}
