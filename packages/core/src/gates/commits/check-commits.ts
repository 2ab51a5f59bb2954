import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts'
import { isMergeMessage, type Mention, type MessageText, mentionsIn, subjectOf } from '../../link/commit-mentions.ts'
import { type CommitText, isMerge, messageOf } from '../../link/commit-text.ts'
import type { Program } from '../../link/program-types.ts'
import { idOfWork, type Meaning, meaningOf, type NamedWork, nameIndex } from './named.ts'
import { type CommitRules, commitRules } from './rules.ts'

/** Messages to check. All parts that are given belong to one change. */
export interface MessagesToCheck {
  /** A message that is being written, and the path of its file. */
  readonly draft?: { readonly text: string; readonly path: string }
  readonly commits?: readonly CommitText[]
  /** The title of a pull request. */
  readonly title?: string
}

/** What one message names. */
export interface CheckedMessage {
  /** Object id of the commit; of a draft its path; of a title "title". */
  readonly message: string
  readonly subject: string
  /** Ids of milestones and phases, each once, in order of the text. */
  readonly names: readonly string[]
}

export interface CheckedCommits {
  readonly messages: readonly CheckedMessage[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Place {
  /** How the message is called in a sentence. */
  readonly label: string
  readonly path: string | undefined
}

function placeOf({ line, column, word }: Mention, { path }: Place): Location | undefined {
  return path === undefined ? undefined : { file: path, line, column, endLine: line, endColumn: column + word.length }
}

function problemOf(mention: Mention, meaning: Meaning, place: Place): Diagnostic[] {
  const { word, line, column } = mention
  const location = placeOf(mention, place)
  const at = `${place.label} (line ${line}, column ${column})`
  if (meaning.is === 'ambiguous') {
    const { expected } = meaning
    return [
      diagnostic('commit/ambiguous-id', `${at} names ${word}, which several programs have`, {
        location,
        expected,
        help: `say which: ${expected.join(' or ')}`,
      }),
    ]
  }
  if (meaning.is !== 'unknown') return []
  const { expected, type } = meaning
  const what = type === undefined ? 'which is no milestone and no phase' : `which is a ${type}, and no milestone or phase`
  const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'refractor milestone list shows what there is'
  return [diagnostic('commit/unknown-id', `${at} names ${word}, ${what}`, { location, expected, help })]
}

function namesNothing(message: string, path: string | undefined, { trailers }: CommitRules): Diagnostic {
  const location = path === undefined ? undefined : { file: path, line: 1, column: 1 }
  return diagnostic('commit/names-nothing', message, {
    location,
    help: `begin the subject with an id and a colon, or add a line at the end: ${trailers[0]}: <id>`,
  })
}

const distinct = (works: readonly NamedWork[]): string[] => [...new Set(works.map(idOfWork))]

/**
 * Checks that what messages of commits and titles of pull requests name exists, and that those name something that must (policy
 * `commits`). Merges name nothing of their own; `fixup!` and reverts name what the commit names that they are about.
 */
export function checkCommits(programs: readonly Program[], { draft, commits = [], title }: MessagesToCheck): CheckedCommits {
  const rules = commitRules(programs)
  const index = nameIndex(programs)
  const messages: CheckedMessage[] = []
  const diagnostics: Diagnostic[] = []
  let named = 0

  const check = (id: string, message: MessageText, place: Place, mustName: boolean): void => {
    const works: NamedWork[] = []
    for (const mention of mentionsIn(message, rules.trailers)) {
      const meaning = meaningOf(mention, index)
      if ('works' in meaning) works.push(...meaning.works)
      diagnostics.push(...problemOf(mention, meaning, place))
    }
    named += works.length
    if (works.length === 0 && mustName) diagnostics.push(namesNothing(`${place.label} names no milestone and no phase`, place.path, rules))
    messages.push({ message: id, subject: subjectOf(message) ?? '', names: distinct(works) })
  }

  const every = rules.require === 'every'
  if (draft !== undefined) {
    const message = { text: draft.text, isDraft: true }
    const subject = subjectOf(message)
    // Git itself refuses an empty message, or gives up the commit.
    if (subject !== undefined) check(draft.path, message, { label: 'the message', path: draft.path }, every && !isMergeMessage(subject))
  }
  // With squash merges the title is the subject of the one commit that there will be.
  if (title !== undefined) {
    const isAlone = rules.require === 'one' && commits.length === 0
    check('title', { text: title }, { label: 'the title', path: undefined }, every || isAlone)
  }
  for (const commit of commits) {
    check(commit.oid, messageOf(commit), { label: `commit ${commit.oid.slice(0, 7)}`, path: undefined }, every && !isMerge(commit))
  }
  if (rules.require === 'one' && commits.length > 0 && named === 0) {
    const message =
      commits.length === 1
        ? 'the only commit names no milestone and no phase'
        : `not one of the ${commits.length} commits names a milestone or phase`
    diagnostics.push(namesNothing(message, undefined, rules))
  }
  return { messages, diagnostics }
}
