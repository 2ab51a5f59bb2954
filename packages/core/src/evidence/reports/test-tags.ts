/** Names of tests are written by anybody: only their beginning is looked at, and only so many tags of a report are kept. */
export const longestTagged = 500
export const mostTags = 10_000

const id = '[\\p{L}][\\p{L}\\p{N}]*(?:[-_.][\\p{L}\\p{N}]+)*|[0-9]+(?:\\.[0-9]+)+[a-z]?'
/** "[P-3]", "[T-014, 1.2]", "[refractor: P-3]"; not the brackets of "items[3]". */
const bracketed = new RegExp(
  `(?<![\\p{L}\\p{N}_\\])])\\[\\s*(?:[^\\s:\\]]{1,40}:\\s*)?((?:${id})(?:\\s*[,;]\\s*(?:${id})|\\s+(?:${id}))*)\\s*\\]`,
  'gu',
)
/** "@P-3", as Playwright and Cucumber have tags. */
const marked = new RegExp(`(?<![\\p{L}\\p{N}_])@(${id})(?![\\p{L}\\p{N}_])`, 'gu')
/** "Property 3: …", "property_3". */
const property = /(?<![\p{L}\p{N}])property[ _-]?(\d{1,6})(?![\p{L}\p{N}]|\.\d)/giu
/** "refractor: P-3, T-014" outside of brackets. */
const worded = new RegExp(`(?<![\\p{L}\\p{N}_./-])refractor:\\s*((?:${id})(?:\\s*,\\s*(?:${id}))*)`, 'gu')
/** "P-3: closes", "T-014 closes": an id with a digit at the very beginning. */
const leading = /^\s*((?=[^\s:]*\d)[\p{L}][\p{L}\p{N}]*(?:[-_.][\p{L}\p{N}]+)*)(?=\s*:|\s)/u

/**
 * The ids that the name of a test may carry as tags, each once. What is none of the program is dropped when the result is recorded, so
 * that a number in brackets does no harm.
 */
export function tagsOfName(name: string): string[] {
  const text = name.slice(0, longestTagged)
  const tags = new Set<string>()
  const add = (list: string | undefined): void => {
    for (const one of list?.split(/[\s,;]+/) ?? []) if (/\d/.test(one)) tags.add(one)
  }
  add(leading.exec(text)?.[1])
  for (const [, list] of text.matchAll(bracketed)) add(list)
  for (const [, one] of text.matchAll(marked)) add(one)
  for (const [, list] of text.matchAll(worded)) add(list)
  for (const [, number] of text.matchAll(property)) tags.add(`Property ${Number(number)}`)
  return [...tags]
}

/** Names of properties of a test case that say what it is about. */
const about = /^(?:refractor|requirements?|reqs?|verifies|validates|covers|propert(?:y|ies)|tasks?|risks?|tags?)$/i

/** The ids of a property: `<property name="refractor" value="P-3, T-014"/>`. Known ids may have blanks in them, so only commas part them. */
export function tagsOfProperty(name: string | undefined, value: string | undefined): string[] {
  if (name === undefined || value === undefined || !about.test(name.trim())) return []
  return value
    .slice(0, longestTagged)
    .split(/[,;\n]/)
    .map((one) => one.trim().replace(/^@/, ''))
    .filter((one) => one !== '' && one.length <= 128)
}
