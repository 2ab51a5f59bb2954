import { type ProposalContext, phaseId, type Rule } from './suggest-context.ts'

/** The ids that follow a word, up to the first word that is none: "milestones P0.M1 and P0.M2 accepted". */
function idsAfter(word: RegExp, statement: string): string[] {
  const match = word.exec(statement)
  if (!match) return []
  const ids: string[] = []
  for (const token of statement.slice(match.index + match[0].length).split(/[\s,]+/)) {
    if (/\d/.test(token) && /^[\w.-]+$/.test(token)) ids.push(token.replace(/\.$/, ''))
    else if (token !== '' && !/^(?:and|&|to|through|both)$/i.test(token)) break
  }
  return ids
}

const inPhase = (phase: string | undefined): { where?: { phase: string } } => (phase === undefined ? {} : { where: { phase } })

const phaseNamed = (statement: string, context: ProposalContext): string | undefined => {
  const name = /\bphase\s([\w.-]{1,20}?)[\s,.;)]/i.exec(`${statement} `)?.[1]
  return name === undefined ? undefined : phaseId(name, context)
}

/** "Milestones M1 and M2 accepted", "interface designs accepted", "all modules integrated". */
export const suggestMilestones: Rule = (statement, context) => {
  const accepted = { kind: 'query', from: 'milestones', expect: 'all', that: { state: 'accepted' } } as const
  if (/\bmilestones?\b/i.test(statement)) {
    if (!/\b(?:accepted|complete|completed|done)\b/i.test(statement)) return undefined
    const ids = idsAfter(/\bmilestones?\b/i, statement)
    return { kind: 'query', from: 'milestones', ...(ids.length > 0 && { where: { id: ids } }), expect: 'all', that: { state: 'accepted' } }
  }
  if (
    context.phase !== undefined &&
    /\b(?:is|are|been)?\s?accepted[\s.]*$/i.test(statement) &&
    !/\b(?:risks?|residual|polic(?:y|ies)|offers?|terms|stor(?:y|ies)|quotes?|changes?|pull requests?|prs?)\b/i.test(statement)
  )
    return { ...accepted, ...inPhase(context.phase) }
  const whole = /^all\s[^`]{2,60}\s(?:integrated|delivered|finished|completed?|shipped|done)[\s.]*$/i.test(statement)
  const others = /\b(?:tasks?|tests?|checks?|criteria|reviews?|steps|boxes|items?)\b/i
  return whole && context.phase !== undefined && !others.test(statement) ? { ...accepted, ...inPhase(context.phase) } : undefined
}

/** "every milestone of phase 3 has its owner assigned", "roles assigned". */
export const suggestOwners: Rule = (statement, context) => {
  if (!/\b(?:owners?|roles?|stakeholders?|responsibilit(?:y|ies))\b[^.;]{0,60}\b(?:assigned|named|appointed|filled)\b/i.test(statement))
    return undefined
  if (/\bmilestones?\b/i.test(statement))
    return {
      kind: 'query',
      from: 'milestones',
      ...inPhase(phaseNamed(statement, context)),
      expect: 'all',
      that: { accountable: 'assigned' },
    }
  if (/\btasks?\b/i.test(statement))
    return { kind: 'query', from: 'tasks', ...inPhase(phaseNamed(statement, context)), expect: 'all', that: { owner: 'assigned' } }
  if (/\brisks?\b/i.test(statement)) return { kind: 'query', from: 'risks', expect: 'all', that: { owner: 'assigned' } }
  return { kind: 'query', from: 'roles', expect: 'all', that: { owner: 'assigned' } }
}

/** "Backlog filled for phase 2", "work scheduled for phase 3", "all tasks done", "decisions recorded", "no open questions". */
export const suggestQuery: Rule = (statement, context) => {
  const some = { expect: 'count', op: 'gte', value: 1 } as const
  if (/\bbacklog\b[^.;]{0,60}\b(?:seeded|populated|filled|groomed|refined|maintained|prioriti[sz]ed|created|ready)\b/i.test(statement))
    return { kind: 'query', from: 'tasks', ...inPhase(phaseNamed(statement, context)), ...some }
  if (/\b(?:scheduled|planned|slated)\s(?:for|in)\sphase\s/i.test(statement))
    return { kind: 'query', from: 'tasks', ...inPhase(phaseNamed(statement, context)), ...some }
  if (/\ball\s(?:[\p{L}-]+\s){0,4}(?:tasks?|sub-?tasks?|work items)\b.{0,40}\b(?:completed?|done|closed|finished)\b/iu.test(statement))
    return {
      kind: 'query',
      from: 'tasks',
      where: { ...inPhase(context.phase).where, optional: false },
      expect: 'all',
      that: { state: 'done' },
    }
  if (/\bno\s(?:open|unresolved|unanswered|outstanding)\s(?:[\p{L}-]+\s)?questions\b/iu.test(statement))
    return { kind: 'query', from: 'questions', where: { state: 'open' }, expect: 'count', op: 'eq', value: 0 }
  if (
    /\b(?:captur|record|log|track|document)(?:e|es|s|ed|ing)?\s(?:the\s|all\s|key\s)?decisions\b|\bdecisions\b[^.;]{0,30}\b(?:captured|recorded|logged|tracked|documented)\b/i.test(
      statement,
    )
  )
    return { kind: 'query', from: 'decisions', ...some }
  return undefined
}

const linked = /\b(?:requirements?|tasks?|risks?|tests?|tickets?|issues?|designs?|stories|properties|changes|findings?)\b/i

const joinable: Readonly<Record<string, 'requirement' | 'task' | 'risk' | 'test' | 'property' | 'component' | 'deliverable'>> = {
  requirement: 'requirement',
  requirements: 'requirement',
  task: 'task',
  tasks: 'task',
  risk: 'risk',
  risks: 'risk',
  test: 'test',
  tests: 'test',
  property: 'property',
  properties: 'property',
  component: 'component',
  components: 'component',
  deliverable: 'deliverable',
  deliverables: 'deliverable',
}

/** "each requirement is mapped to a test": two types that the program knows, and nothing beside them that would say which of them. */
function typesJoined(statement: string): { every: (typeof joinable)[string]; has: (typeof joinable)[string] } | undefined {
  const [, each = '', other = ''] =
    /^(?:each|every|all)\s(\p{L}+)\s(?:is|are|must be)\s(?:mapped|linked|traced|traceable|covered)\s(?:to|with|by)\s(?:an?\s|at least one\s|one or more\s)?(\p{L}+)[\s.]*$/iu.exec(
      statement,
    ) ?? []
  const [every, has] = [joinable[each.toLowerCase()], joinable[other.toLowerCase()]]
  return every === undefined || has === undefined || every === 'test' ? undefined : { every, has }
}

/** Links between the records of a plan: "each requirement is mapped to a test", "R-1 → T-4", "_Requirements: 1.1_". */
export const suggestTrace: Rule = (statement) => {
  const label = /^[_*\s]{0,4}(requirements?|validates|satisfies|traces? to|implements)\s*:[_*\s]{0,4}\S/i.exec(statement)?.[1]
  if (label !== undefined) return { kind: 'trace', about: 'requirements' }
  if (/^[\p{Lu}][\p{L}\d_.-]{0,30}\d\s*(?:→|->|=>|⇒)\s*[\p{L}]/u.test(statement)) return { kind: 'trace', every: 'risk', has: 'task' }
  const each =
    /\b(?:each|every|all)\s(?:[\p{L}-]+\s){0,2}?([\p{L}-]+)\b[^.;]{0,60}?\b(?:mapped|linked|traced|traceable|traces?\sto|references?|covered by)\b/iu.exec(
      statement,
    )?.[1]
  const pair = typesJoined(statement)
  if (pair !== undefined) return { kind: 'trace', ...pair }
  if (each !== undefined && linked.test(each)) return { kind: 'trace', about: each.toLowerCase() }
  if (/\b(?:with|carry|carries|include)\s(?:references?|links?|traceability)\sto\b|\btraceab(?:le|ility)\b|\btraced\sto\b/i.test(statement))
    return { kind: 'trace' }
  if (
    /\b(?:aligns?|aligned)\swith\b[^.;]{0,60}\b(?:requirements?|matrix|specs?|specification|designs?|architecture|roadmap)\b/i.test(
      statement,
    )
  )
    return { kind: 'trace' }
  return /\bids?\b.{0,60}\b(?:commit messages?|commits|pull requests|branch names)\b/i.test(statement)
    ? { kind: 'trace', about: 'commits' }
    : undefined
}

/** What is covered, without what is done with it: "verdict persisted" is a verdict. */
const withoutParticiple = (each: string): string =>
  each.replace(/(?<=[\p{L}\p{N}])\s(?!(?:need|seed|feed|speed|bed|embed)$)[a-z]{2,20}ed$/u, '')

/** For every one of these there is one of those: "each service has a runbook", "all endpoints documented", "three tests per rule". */
export const suggestCoverage: Rule = (statement) => {
  const has = /^(?:all|each|every)\s(.{2,60}?)\s(?:has|have|had|with)\s(.{2,120})$/i.exec(statement)
  if (has && !/^(?:rows?|entr(?:y|ies)|lines?)\b|\btests?$/i.test(has[1] as string))
    return { kind: 'coverage', about: `${withoutParticiple(has[1] as string)}: ${(has[2] as string).replace(/\.$/, '')}` }
  const covers = /\bcovers?\s(?:all|every|each)\s(.{2,100}?)[\s.]*$/i.exec(statement)?.[1]
  if (covers !== undefined) return { kind: 'coverage', about: covers }
  const all =
    /^all\s(.{2,60}?)\s(?:(?:are|is|have been)\s)?(?:fully\s)?(?:written|documented|implemented|logged|covered|ported|migrated|listed|described|specified|tested|reviewed)\b/i.exec(
      statement,
    )?.[1]
  if (all !== undefined) return { kind: 'coverage', about: all }
  const per =
    /(?:^|\s)(\d{1,4}|\{\w{1,20}\}|one|two|three|a)\s(?:[\p{L}-]+\s){0,2}tests?\s(?:per|for (?:each|every))\s(.{2,60}?)[\s.]*$/iu.exec(
      statement,
    )
  if (per) return { kind: 'coverage', about: `${per[2]}: ${per[1]} tests` }
  const added = /^(.{2,60}?\stests?)\s(?:(?:are|have been)\s)?(?:added|written|created|implemented|in place)[\s.]*$/i.exec(statement)?.[1]
  if (added !== undefined) return { kind: 'coverage', about: added }
  return /^(?:[\p{L}-]+\s)?documentation\s(?:is\s)?complete[\s.]*$/iu.test(statement)
    ? { kind: 'coverage', about: 'documentation' }
    : undefined
}

/** "Phase A exit met", "quality gates pass". */
export const suggestGate: Rule = (said, context) => {
  // What stands in brackets, or says until when, is no condition.
  const statement = said
    .replace(/\([^()]{0,200}\)/g, ' ')
    .replace(/\b(?:until|till|before|after|since|by|at|from|for)\s(?:the\s)?phases?\s.*$/i, ' ')
  const name =
    /\bphases?\s([\w.-]{1,20})\s(?:is\s|are\s)?(?:exit|gate|launch|complete|completed|closed|accepted|finished|signed[ -]off)\b/i.exec(
      statement,
    )?.[1] ?? /\b(?:completion|exit|launch|close|end)\sof\sphase\s([\w-]{1,20}(?:\.\d{1,4})?)\b/i.exec(statement)?.[1]
  const gate = name === undefined ? undefined : phaseId(name, context)
  // A gate cannot wait for itself.
  if (gate !== undefined) return gate === context.phase ? undefined : { kind: 'gate', gate }
  if (!/\bquality\s(?:gates?|checks?|criteria)\b/i.test(statement) || !/\b(?:pass(?:es|ed|ing)?|met|green)\b/i.test(statement))
    return undefined
  const quality = context.gates?.find(({ id, title = '' }) => /\bquality\b/i.test(`${id} ${title}`) && !/\bpass/i.test(title))
  return quality === undefined ? undefined : { kind: 'gate', gate: quality.id }
}
