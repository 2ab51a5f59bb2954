import { shellWord } from '../../link/command-line.ts'
import type { LeafOf } from '../../schema/check.ts'
import { type VcsQuestion, vcsKey } from '../case.ts'
import { askVcs } from '../facts-asked.ts'
import { met, unmet, unreadable } from '../finding.ts'
import { holdsRole, identityOf } from '../identity.ts'
import type { CriterionKind } from '../judging.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'vcs'>

/** The one thing that a check asks git; undefined for a check that the schema would refuse. */
function questionOf({ clean, tag, merged, path }: Check): VcsQuestion | undefined {
  if (clean) return { ask: 'clean' }
  if (tag !== undefined) return { ask: 'tag', name: tag }
  return typeof merged !== 'string' ? undefined : { ask: 'merged', into: merged, ...(path !== undefined && { path }) }
}

/** A fact about the repository that git answers. */
export const vcs: CriterionKind<'vcs'> = {
  kinds: ['vcs'],
  asks(check, _context, asked) {
    const question = questionOf(check)
    if (question) askVcs(asked, question)
  },
  judge(check, context) {
    const fix = this.command(check, context)
    const question = questionOf(check)
    if (question === undefined) {
      const lack = check.merged ? 'does not name the branch' : check.tagged ? 'does not name the tag' : 'asks nothing of the repository'
      return unmet('undefined', lack, { fix })
    }
    const answer = context.facts.vcs?.get(vcsKey(question))
    if (answer === undefined) return unreadable('git was not asked', { fix })
    if (answer.state === 'unreadable') return unreadable(answer.because, { fix })
    // What is not there yet has not failed: `not` must not make a yes of a tag that somebody deleted.
    if (answer.state === 'no') return unmet('missing', answer.because, { fix })
    if (!check.signed && check.roles === undefined) return met(answer.because)
    if (answer.signedBy === undefined) return unmet('invalid', `${check.tag} has no good signature: ${answer.because}`, { fix })
    const signer = identityOf(context.program, answer.signedBy)
    const name = signer.person?.name ?? signer.label
    if (check.roles !== undefined && !check.roles.some((role) => holdsRole(context.program, signer, role)))
      return unmet('invalid', `${check.tag} is signed by ${name}, who does not hold ${check.roles.join(' or ')}`, { fix })
    return met(`${check.tag} is signed by ${name}`)
  },
  wants({ clean, tag, tagged, signed, roles, merged, path }) {
    if (clean) return 'that everything is committed'
    if (tag !== undefined) {
      const by = roles ? ` by somebody who holds ${roles.join(' or ')}` : ' by a person of the program'
      return `the tag ${tag}${signed || roles ? `, signed${by}` : ''}`
    }
    if (tagged) return 'a tag that it names'
    return merged === undefined
      ? 'a question to git'
      : `that ${path ?? 'HEAD'} is merged into ${merged === true ? 'a branch that it names' : merged}`
  },
  command({ clean, tag, signed, roles, merged }, context) {
    if (clean) return 'git status'
    if (tag !== undefined) return signed || roles ? `git tag -s ${shellWord(tag)}` : `git tag -a ${shellWord(tag)}`
    return typeof merged === 'string' ? `git switch ${shellWord(merged)}` : explainCommand(context)
  },
}
