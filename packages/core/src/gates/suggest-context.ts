import type { LeafCheck } from '../schema/check.ts'

/** What a plan says around a criterion; the more of it is given, the more can be proposed. */
export interface ProposalContext {
  /** Documents and other results of the same milestone or phase, with their paths where the plan gives them. */
  readonly deliverables?: readonly { readonly title: string; readonly path?: string | undefined }[] | undefined
  /** False where nothing is handed over, so that no record could ever cover it; unknown where it is left out. */
  readonly hasDeliverables?: boolean | undefined
  /** The folder that results of this place belong in, for those of which the plan gives no path. */
  readonly folder?: string | undefined
  readonly phase?: string | undefined
  readonly milestone?: string | undefined
  /** Commands that the plan gives for the criterion. */
  readonly commands?: readonly string[] | undefined
  /** What the plan expects of them. */
  readonly expected?: string | undefined
  /** Ids of every phase, so that "phase 2" can be told to be `P2`. */
  readonly phases?: readonly string[] | undefined
  /** Gates that the plan names: quality gates, tiers. */
  readonly gates?: readonly { readonly id: string; readonly title?: string | undefined }[] | undefined
}

/** Finds what a clause may ask for; undefined where it says nothing of the kind. */
export type Rule = (statement: string, context: ProposalContext) => LeafCheck | undefined

/** Words that say little about which document is meant. */
const common = new Set([
  'the',
  'and',
  'for',
  'with',
  'all',
  'each',
  'every',
  'new',
  'our',
  'its',
  'are',
  'was',
  'has',
  'docs',
  'file',
  'files',
])

/** A word without its ending in the plural: "boundaries" and "boundary" are the same. */
export function singular(word: string): string {
  if (/[^aeiou]ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|z)es$/i.test(word)) return word.slice(0, -2)
  return /[^su]s$/i.test(word) && word.length > 3 && !/(?:is|us|ss)$/i.test(word) ? word.slice(0, -1) : word
}

/** The words of a text that tell it apart, lower case and in the singular. */
function tellingWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map(singular).filter((word) => word.length > 2 && !common.has(word)))]
}

const isPath = (path: string): boolean =>
  path.length <= 512 && /^[\w.@-][\w.@*-]*(?:\/[\w.@*-]+)*\/?$/.test(path) && !path.split('/').includes('..')

type Deliverable = NonNullable<ProposalContext['deliverables']>[number]

/** The words of a deliverable: a plan may ask for them a hundred thousand times. */
const wordsOf = new WeakMap<Deliverable, ReadonlySet<string>>()

function deliverableWords(deliverable: Deliverable): ReadonlySet<string> {
  const known = wordsOf.get(deliverable)
  if (known) return known
  const { title, path = '' } = deliverable
  const words = new Set(tellingWords(`${title.slice(0, 300)} ${path.split('/').slice(-2).join(' ')}`))
  wordsOf.set(deliverable, words)
  return words
}

/** The path of the deliverable that these words mean: the one that shares most of them. Undefined where none does, or it has no path. */
export function deliverablePath(subject: string, { deliverables = [] }: ProposalContext): string | undefined {
  const wanted = tellingWords(subject)
  let best: { readonly path: string | undefined; readonly shared: number } | undefined
  for (const deliverable of deliverables.slice(0, 200)) {
    const words = deliverableWords(deliverable)
    const shared = wanted.filter((word) => words.has(word)).length
    if (shared > (best?.shared ?? 0)) best = { path: deliverable.path, shared }
  }
  return best?.path !== undefined && isPath(best.path) ? best.path : undefined
}

/**
 * Where the document that these words name is or will be: the path of the deliverable, or else any file with that word in the folder of
 * the place.
 */
export function documentPath(subject: string, context: ProposalContext): string | undefined {
  const path = deliverablePath(subject, context)
  if (path !== undefined) return path.endsWith('/') ? `${path}**` : path
  const word = /([\p{L}\p{N}-]+)\W*$/u.exec(subject.slice(-200))?.[1]?.toLowerCase()
  const { folder } = context
  if (word === undefined || folder === undefined || !/^[a-z\d-]{3,40}$/.test(word)) return undefined
  const pattern = `${folder.replace(/\/+$/, '')}/*${singular(word)}*`
  return isPath(pattern) ? pattern : undefined
}

/** The phase that a number or name means: "2" may be `P2`. As it stands where no phase is known; a range is none. */
export function phaseId(name: string, { phases = [] }: ProposalContext): string | undefined {
  if (/^\d+-\d+$/.test(name)) return undefined
  if (phases.length === 0) return name
  const bare = name.toLowerCase()
  return (
    phases.find((id) => id.toLowerCase() === bare) ??
    phases.find((id) => id.toLowerCase().replace(/^(?:phase)?[\s._-]*p?(?=\d)/, '') === bare.replace(/^p(?=\d)/, ''))
  )
}

/** Cuts a list of terms: "a, b, and c (see below)" gives a, b, c. At most eight, none longer than sixty characters. */
export function termsIn(text: string): string[] {
  const plain = text
    .replace(/\([^()]{0,200}\)/g, ' ')
    .replace(/[`*"“”]/g, '')
    .replace(/[.;:].*$/, '')
  return plain
    .split(/\s*(?:,|\s\/\s|&|\+|\band\b|\bor\b)\s*/i)
    .map((term) => term.replace(/^(?:(?:the|an?|its|their|clear|measurable|documented|guidance for|details? (?:of|on))\s)+/i, '').trim())
    .filter((term) => term !== '' && term.length <= 60 && /[\p{L}\p{N}]/u.test(term) && !/^(?:etc|more)$/i.test(term))
    .slice(0, 8)
}

const fileName =
  /\.(?:md|mdx|txt|rst|adoc|csv|tsv|jsonc?|ya?ml|toml|xml|html|css|ini|cfg|conf|lock|env|py|ipynb|[cm]?[jt]sx?|rs|go|java|kts?|rb|php|[ch]|[ch]pp|cs|swift|sql|sh|ps1|proto|graphql|tf|pdf|docx?|xlsx?|pptx?|svg|png|drawio|feature)$|^(?:Makefile|Dockerfile|LICENSE|CODEOWNERS|README)$|\/$/

/** Paths in code spans: `docs/plan.md`, `pyproject.toml`. */
export function pathsIn(statement: string): string[] {
  const spans = [...statement.matchAll(/`([^`\s]{1,200})`/g)].map((match) => match[1] as string)
  return [...new Set(spans.filter((span) => isPath(span) && fileName.test(span)))]
}
