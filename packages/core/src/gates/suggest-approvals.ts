import type { LeafOf } from '../schema/check.ts'

type Approval = LeafOf<'approval'>

const verb = '(?:reviewed|approved|authori[sz]ed|accepted|signed[ -]off|endorsed)'
const passive = new RegExp(String.raw`\b${verb}\b[^.;]{0,80}?\bby\s(.{1,120})`, 'i')
/** "sign-off from the owner" */
const given = /\b(?:sign-?off|approval)\s(?:is\s)?(?:given\s|obtained\s|received\s)?(?:from|by)\s(.{1,120})/i
const active =
  /^(.{1,80}?)\s(?:approv(?:es?|ing)|approval(?=[\s.]*$|\s(?:(?:is|was|has been)\s)?(?:for|of|on|before|to|obtained|given|granted|received|recorded|documented)\b)|authori[sz](?:es?|ing)|signs?[ -]off|sign-offs?|(confirm(?:s|ing)))\b/i
/** "policies approved", "register reviewed in the meeting"; not "a reviewed workflow", "peer-reviewed". */
const alone =
  /(?<![\w-])(?:reviewed|approved|authori[sz]ed|signed[ -]off|endorsed|adopted|ratified)(?=[\s.)]*$|\s(?:in|by|with|for|at|on|and|or|after|before|during|as|to|when|if|&)\s|\s?[,;:(/–—])/i

/** A body that decides, rather than a role that somebody holds. */
const isForum = (name: string): boolean => /\b(?:reviews?|committee|board|meeting|council|forum|steering)\b/i.test(name)

/** Words of a sentence, not of the name of a role or forum. */
const sentence =
  /(?:^|\s)(?:includes?|has|have|is|are|was|were|been|each|every|any|no|not|must|should|shall|will|can|may|requires?|needs?|covers?|contains?|gets?|it|this|they|we|you|today|then|least|one|two|three|evidence|documents?|default|hand|other|than|someone|somebody|anyone|whoever)(?:\s|$)/i

/** "TL", "head of operations", "Change Advisory Board": few words, and none of a sentence. */
const isName = (name: string): boolean =>
  /^[\p{L}\p{N}]/u.test(name) && /\p{L}/u.test(name) && name.length <= 40 && name.split(' ').length <= 5 && !sentence.test(name)

/** Cuts a list of names where the sentence goes on. */
function namesIn(text: string): string[] {
  const end =
    /\s(?:for|before|prior|with|on|after|at|in|to|that|who|which|across|as|via|through|listed|named|obtained|given|granted|received|recorded|documented|using|when|once|if)(?:\s|$)|[.;:(]/i.exec(
      text,
    )
  const list = text.slice(0, end?.index ?? text.length)
  return list
    .split(/\s*(?:,|&|\+|\/|\band\b)\s*/i)
    .map((name) =>
      name
        .replace(/[`*]/g, '')
        .replace(/^(?:reviewed|approved|authori[sz]ed|accepted|signed[ -]off|endorsed)\sby\s/i, '')
        .replace(/^(?:the|all|both|our|an?|external)\s/i, '')
        .trim(),
    )
    .filter(isName)
}

/** The names in front of the verb; none where they are a part of a sentence. */
const decidersIn = (subject: string): string[] => (sentence.test(subject) ? [] : namesIn(subject))

function from(names: readonly string[], aspect: string | undefined): Approval | undefined {
  const forum = names.find(isForum)
  const more = aspect === undefined ? {} : { aspect }
  if (forum !== undefined && names.length === 1) return { kind: 'approval', forum, ...more }
  const roles = [...new Set(names.map((name) => name.replace(/\sreviews?$/i, '')))]
  return roles.length === 0 ? undefined : { kind: 'approval', roles, ...more }
}

/** "reviewed by TL and RL for fairness", "steering review approves the scope", "architecture and safety sign-off", "policies approved". */
export function suggestApproval(statement: string): Approval | undefined {
  const by = (passive.exec(statement) ?? given.exec(statement))?.[1]
  if (by !== undefined) return from(namesIn(by), /\sfor\s([\p{L}-]{3,30})/iu.exec(by)?.[1]?.toLowerCase()) ?? { kind: 'approval' }
  const [, subject, confirms] = active.exec(statement) ?? []
  // A test may confirm something as well; only a body that decides does it by deciding.
  if (subject !== undefined && !/\b(?:cannot|not|never|nobody)$/i.test(subject) && (confirms === undefined || isForum(subject)))
    return from(decidersIn(subject), undefined) ?? { kind: 'approval' }
  if (/^sign-off meeting\b/i.test(statement)) return { kind: 'approval', forum: 'sign-off meeting' }
  return alone.test(statement) && !/\bmilestones?\b/i.test(statement) ? { kind: 'approval' } : undefined
}
