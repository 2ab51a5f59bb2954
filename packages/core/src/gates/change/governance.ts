import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { command } from '../../link/command-line.ts'
import { locationOfEntry, type Program } from '../../link/program-types.ts'
import type { Case, Facts } from '../case.ts'
import { governanceApproval } from './governance-approval.ts'
import { changesJudge, type JudgeDifference, type JudgeFiles, judgeDifferences, judgeDigest } from './judge-parts.ts'

/** A judge: a program and the files that belong to it. */
export interface Judge {
  readonly program: Program
  readonly files: JudgeFiles
}

/** What a change does to the judge, and what is wrong with that. */
export interface ChangeOfJudge {
  /** Digest of the judge of head: what an approval of the policy is bound to. */
  readonly digest: string | undefined
  readonly changed: readonly JudgeDifference[]
  readonly diagnostics: readonly Diagnostic[]
}

const shownParts = 6

function inWords(changed: readonly JudgeDifference[]): string {
  const parts = changed.slice(0, shownParts).map(({ part, change }) => `${part} ${change}`)
  return changed.length > shownParts ? `${parts.join(', ')} and ${changed.length - shownParts} more` : parts.join(', ')
}

/** Files that only base counts as part of its judge, and that the change touches all the same: no approval of the new judge covers them. */
function uncovered(base: Judge, dropped: JudgeDropped): Diagnostic[] {
  if (dropped.length === 0) return []
  const { policy } = base.program
  return [
    diagnostic('policy/unapproved-change', `this change takes ${dropped.join(', ')} out of governance.paths and changes it as well`, {
      ...(policy && { location: locationOfEntry(policy, 'governance', 'paths') }),
      help: 'do it in two changes: first the policy, then the files',
    }),
  ]
}

/** Paths that match `governance.paths` of base, not those of head, and differ. */
export type JudgeDropped = readonly string[]

type Policy = NonNullable<Program['policy']>

/** The version of the policy of a change must not fall, and must grow with the judge. */
function versionProblem(before: Policy, head: Judge, since: Judge, changed: readonly JudgeDifference[]): Diagnostic | undefined {
  const [next, started] = [head.program.policy, since.program.policy]
  const { version } = before.record
  const now = next?.record.version
  if (now === undefined && started !== undefined) {
    return diagnostic('policy/rolled-back', `this change removes ${before.file.source.path}, which is at version ${version} in base`, {
      location: locationOfEntry(before),
      help: 'restore it: a policy is changed by a higher version, never removed',
    })
  }
  if (next !== undefined && now !== undefined && started !== undefined && now < started.record.version) {
    return diagnostic('policy/rolled-back', `the policy goes back from version ${started.record.version} to ${now}`, {
      location: locationOfEntry(next, 'version'),
      help: `set version: ${version + 1}`,
    })
  }
  if (!changesJudge(changed) || (now !== undefined && now > version)) return undefined
  return diagnostic(
    'policy/version-kept',
    `the judge changes, and the policy is at version ${now ?? 'none'}, not above the ${version} of base: ${inWords(changed)}`,
    {
      location: locationOfEntry(next ?? before, 'version'),
      help: `set version: ${version + 1}${started?.record.version === version ? '' : ', once base is merged into head'}`,
    },
  )
}

/** What is compared: base decides; `since` is where head left it, base itself where head holds all of base. */
export interface Judges {
  readonly base: Judge
  /** Undefined where the change takes the program away. */
  readonly head: Judge | undefined
  readonly since: Judge
}

/**
 * Whether a change may change the judge. Without a policy in base it may, and it is said. With one, the number of the policy never
 * falls and grows with every change; and where base has `governance`, its people have to approve the very judge that head has.
 */
export function checkJudge(
  { base, head, since }: Judges,
  dropped: JudgeDropped,
  decided: { readonly case: Case; readonly facts: Facts; readonly now: string },
): ChangeOfJudge {
  const { program } = base
  const { policy } = program
  if (head === undefined) {
    const removed = `this change removes the program ${program.id}`
    const details = { location: locationOfEntry(program.file), help: 'keep it, or remove it where no gate is judged' }
    return {
      digest: undefined,
      changed: [{ part: 'program id', change: 'removed', location: locationOfEntry(program.file) }],
      diagnostics: [diagnostic(policy === undefined ? 'policy/judge-changed' : 'policy/rolled-back', removed, details)],
    }
  }
  const changed = judgeDifferences(since, head)
  const digest = judgeDigest(head.program, head.files)
  if (policy === undefined)
    return {
      digest,
      changed,
      diagnostics: changed.length === 0 ? [] : [listed(changed, 'base has no policy that says who must approve it')],
    }
  const version = versionProblem(policy, head, since, changed)
  const diagnostics: Diagnostic[] = version === undefined ? [] : [version]
  if (changed.length === 0) return { digest, changed, diagnostics }
  if (policy.record.governance === undefined) {
    diagnostics.push(listed(changed, 'the policy of base has no governance'))
    return { digest, changed, diagnostics }
  }
  const approval = governanceApproval(program, policy.record.governance, digest, decided)
  if (!approval.approved) {
    diagnostics.push(
      diagnostic(
        'policy/unapproved-change',
        `the judge changes without the approval that base asks for (${approval.because}): ${inWords(changed)}`,
        {
          location: changed[0]?.location ?? locationOfEntry(policy, 'governance'),
          help: `let them approve it on the branch of the change: ${command(program, 'approve policy')}`,
        },
      ),
    )
  }
  diagnostics.push(...uncovered(base, dropped))
  return { digest, changed, diagnostics }
}

function listed(changed: readonly JudgeDifference[], why: string): Diagnostic {
  const location = changed.find((one) => one.change !== 'removed')?.location ?? changed[0]?.location
  return diagnostic('policy/judge-changed', `this change changes what decides: ${inWords(changed)}`, {
    ...(location && { location }),
    help: `look at it with care, for ${why}`,
  })
}
