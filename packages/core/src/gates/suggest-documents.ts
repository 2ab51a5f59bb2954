import type { LeafCheck, LeafOf } from '../schema/check.ts'
import { deliverablePath, documentPath, type ProposalContext, pathsIn, type Rule, singular, termsIn } from './suggest-context.ts'

/** Things that can be opened and read. */
const document =
  /\b(?:documents?|documentation|docs|plans?|specs?|specifications?|templates?|reports?|results?|guides?|runbooks?|playbooks?|manuals?|readme|registers?|matri(?:x|ces)|tables?|lists?|packages?|polic(?:y|ies)|protocols?|schemas?|charters?|sheets?|logs?|notes?|summar(?:y|ies)|diagrams?|proposals?|checklists?|pages?|changelog|backlog|inventor(?:y|ies)|cards?|post-?mortems?)\b/i
const says =
  /^(.{2,80}?)\s(?:(?:must|should|shall|will|also)\s){0,2}(?:includes?|contains?|captures?|describes?|specif(?:y|ies)|provides?)\s(.{2,300})$/i
/** Words that are nouns as well, and things that are no documents have something too. */
const saysOrIs = /^(.{2,80}?)\s(?:(?:must|should|shall|will|also)\s){0,2}(?:lists?|reports?|names?|has|have)\s(.{2,300})$/i
const annotated =
  /^(.{2,80}?)\s(?:(?:is|are|have been)\s)?(?:annotated|categori[sz]ed|triaged|tagged|ranked|scored|labell?ed|classified|rated|prioriti[sz]ed|listed)\swith\s(.{2,200})$/i
const extended =
  /^(.{2,80}?)\s(?:(?:is|are|has been|have been)\s)?(?:updated|documented|extended|published|written|logged|recorded|amended)\s(?:with|capturing|including|covering|describing)\s(.{2,300})$/i
const rows =
  /^(?:each|every|all)\s(?:\w+\s)?(?:rows?|entr(?:y|ies)|items?|lines?)\b(?:\s(?:of|in)\s(.{2,60}?))?\s(?:has|have|names|lists|carr(?:y|ies)|with)\s(.{2,200})$/i

/** The only document among the deliverables that is a table. */
function onlyTable({ deliverables = [] }: ProposalContext): string | undefined {
  const paths = deliverables.flatMap(({ path }) => (path !== undefined && /\.(?:csv|md)$/.test(path) ? [path] : []))
  return paths.length === 1 ? paths[0] : undefined
}

const describes = /(?:^|\s)(?:what|why|how|who|whom|which|where|when|whether|each|every|all|any|that|enough|sufficient)(?:\s|$)/i

/** "sections: goals, risks", "columns owner and due date", "git commit, driver version". */
function asksFor(
  path: string,
  text: string,
): Pick<LeafCheck & { kind: 'content' }, 'headings' | 'columns' | 'contains' | 'frontMatter'> | undefined {
  const match =
    /^(?:the\s|at least\s)?(?:(?:following|required|mandatory)\s)?(sections?|headings?|chapters?|columns?|fields?)\s*:?\s*(?:for|on|named)?\s*(.*)$/i.exec(
      text,
    )
  const terms = termsIn(match?.[2] ?? text)
  // A description of what is to be found is no text that could be searched for.
  if (terms.length === 0 || terms.some((term) => describes.test(term))) return undefined
  const what = match?.[1]?.toLowerCase() ?? ''
  if (/^(?:section|heading|chapter)/.test(what)) return { headings: terms }
  return /\.csv$/.test(path) || /^column/.test(what) ? { columns: terms.map(singular) } : { contains: terms }
}

/** "Each row has an owner and a due date", "Findings listed with owner and due date". */
export const suggestRows: Rule = (statement, context) => {
  const row = rows.exec(statement)
  const table = row ?? annotated.exec(statement)
  if (!table) return undefined
  const subject = table[1] ?? ''
  const path = pathsIn(subject)[0] ?? documentPath(subject, context) ?? (row ? onlyTable(context) : undefined)
  const terms = termsIn(table[2] as string).map(singular)
  return path === undefined || terms.length === 0 ? undefined : { kind: 'content', paths: [path], eachRow: terms }
}

/** The subject of a clause that says what a document has in it, and what that is. */
function saidOf(statement: string): readonly [string, string, isDocument: boolean] | undefined {
  const extension = extended.exec(statement)
  if (extension) return [extension[1] as string, extension[2] as string, true]
  const strong = says.exec(statement)
  if (strong) return [strong[1] as string, strong[2] as string, document.test(strong[1] as string)]
  const weak = saysOrIs.exec(statement)
  const [, subject = '', rest = ''] = weak ?? []
  const last = subject.split(' ').slice(-2).join(' ')
  return weak && (document.test(last) || pathsIn(subject).length > 0 || /^(?:the\s)?(?:sections?|headings?|columns?)\b/i.test(rest))
    ? [subject, rest, document.test(last)]
    : undefined
}

/** "The test plan includes automated and manual checks", "guide updated with examples". */
export const suggestContent: Rule = (statement, context) => {
  const said = saidOf(statement)
  if (!said) return undefined
  const [subject, rest, isDocument] = said
  const known = pathsIn(subject)[0] ?? deliverablePath(subject, context)
  const path = known === undefined ? (isDocument ? documentPath(subject, context) : undefined) : known.endsWith('/') ? `${known}**` : known
  const asked = path === undefined ? undefined : asksFor(path, rest)
  return path === undefined || asked === undefined ? undefined : { kind: 'content', paths: [path], ...asked }
}

const there =
  /^(.{2,120}?)\s(?:(?:is|are|has been|have been)\s)?(?:exists?|present|created|configured|defined|drafted|baselined|available|published|written|generated|committed|checked in|set up|pinned|locked|frozen|in place|delivered|updated)\b[\s.]*(?:\(.{0,200}\)[\s.]*)?$/i

/** "`Makefile` exists", "Schema and protocol baselined": only where the plan gives the paths. */
export const suggestArtifact: Rule = (statement, context) => {
  const subject = there.exec(statement)?.[1]
  if (subject === undefined) return undefined
  // "all parts of `plan.md`" are not the plan itself.
  const own = subject.replace(/\b(?:of|from|per|in|by|to|with|using|via)\s(?:the\s)?`[^`]{1,200}`/gi, ' ')
  if (own !== subject && pathsIn(own).length === 0) return undefined
  const spans = pathsIn(own)
  if (spans.length > 0) return { kind: 'artifact', paths: spans }
  const found = subject.split(/\s*(?:,|\band\b|&)\s*/).flatMap((part) => (part === '' ? [] : (deliverablePath(part, context) ?? [])))
  const paths = [...new Set(found)]
  const made = paths.length === 0 && document.test(subject) ? documentPath(subject, context) : undefined
  if (paths.length > 0) return { kind: 'artifact', paths }
  return made === undefined ? undefined : { kind: 'artifact', paths: [made] }
}

const captured =
  /\b(?:captur|record|collect|attach|provid)\w{0,4}\s(?:the\s|all\s|supporting\s)?evidence\b|\bevidence\s(?:is\s|has been\s)?(?:captured|recorded|collected|attached|stored|filed)\b/i
const stored = /\b(?:stored|kept|saved|filed|recorded|published)\b.{0,120}\b(?:metadata|provenance)\b/i
const carried =
  /\b(?:outputs?|results?|artifacts?|reports?|runs?|deliverables?)\s(?:must\s)?(?:includes?|carry|carries|have|has|come with)\s(?:\w+\s)?(?:metadata|provenance)\b/i
const checksums = /\b(?:checksums?|hashes|digests)\b.{0,60}\b(?:verified|recorded|match(?:es)?|confirmed)\b/i

function evidenceIn(statement: string, context: ProposalContext): LeafOf<'evidence'> | undefined {
  if (captured.test(statement) || stored.test(statement) || carried.test(statement)) return { kind: 'evidence' }
  if (checksums.test(statement)) {
    const path = deliverablePath('checksum hash digest', context)
    return { kind: 'evidence', ...(path !== undefined && { covers: [path] }) }
  }
  const environment = /\b(staging|pre-?production|sandbox|production)\b[\w\s-]{0,30}\bused\b/i.exec(statement)?.[1]
  return environment === undefined ? undefined : { kind: 'evidence', environment: environment.toLowerCase() }
}

/**
 * "Evidence captured", "reports stored with metadata", "checksums verified", "staging used for the checks". Where nothing is handed over
 * that a record could list, a person says that it is so.
 */
export const suggestEvidence: Rule = (statement, context) => {
  const check = evidenceIn(statement, context)
  if (check === undefined || check.covers !== undefined || context.hasDeliverables !== false) return check
  return { kind: 'attest', claim: statement.replace(/\.$/, '') }
}
