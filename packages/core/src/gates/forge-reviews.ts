import { commitIdOf, type Fields, fieldsOf, textOf } from './forge-json.ts'

/** A review as a forge tells it, before anybody is known by name. */
export interface ForgeReview {
  readonly id: string
  readonly account: string
  readonly bot: boolean
  /** `none`: dismissed, or taken back. */
  readonly decision: 'approve' | 'reject' | 'none'
  /** The commit that was looked at. */
  readonly commit: string | undefined
  /** RFC 3339; absent where the forge does not say it. */
  readonly at: string | undefined
}

/** The reviews of one change, oldest first, as they were read from what a forge exported. */
export interface ForgeReviewsRead {
  readonly provider: 'github' | 'gitlab' | undefined
  readonly reviews: readonly ForgeReview[]
  /** Nothing of it is an answer: the shape is not known. */
  readonly problem?: string
}

const time = (value: unknown): string | undefined => {
  const milliseconds = Date.parse(textOf(value) ?? '')
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString()
}

const unknownShape = (problem: string): ForgeReviewsRead => ({ provider: undefined, reviews: [], problem })

// A remark says nothing for or against, and a review that is not sent yet is none.
const gitHubStates: Readonly<Record<string, ForgeReview['decision'] | 'silent'>> = {
  APPROVED: 'approve',
  CHANGES_REQUESTED: 'reject',
  DISMISSED: 'none',
  COMMENTED: 'silent',
  PENDING: 'silent',
}

/** `GET /repos/{owner}/{repo}/pulls/{number}/reviews`, or the reviews of `gh pr view --json reviews`. */
function gitHub(all: readonly unknown[]): ForgeReviewsRead {
  const reviews: ForgeReview[] = []
  for (const [index, value] of all.entries()) {
    const one = fieldsOf(value)
    const user = fieldsOf(one?.['user']) ?? fieldsOf(one?.['author'])
    const [account, state] = [textOf(user?.['login']), textOf(one?.['state'])]
    // Somebody who left has no account any more: their review decides nothing.
    if (one === undefined || state === undefined) return unknownShape(`review ${index + 1} has no state`)
    const decision = Object.hasOwn(gitHubStates, state) ? gitHubStates[state] : undefined
    if (decision === undefined) return unknownShape(`review ${index + 1} has the unknown state ${JSON.stringify(state.slice(0, 40))}`)
    if (decision === 'silent' || account === undefined) continue
    const bot = user?.['type'] === 'Bot' || user?.['is_bot'] === true || account.endsWith('[bot]')
    const commit = commitIdOf(one['commit_id']) ?? commitIdOf(fieldsOf(one['commit'])?.['oid'])
    const at = time(one['submitted_at'] ?? one['submittedAt'])
    reviews.push({ id: String(one['id'] ?? index + 1), account, bot, decision, commit, at })
  }
  const timeOf = ({ at = '' }: ForgeReview): string => at
  // Those of one time stay in the order in which the forge gives them.
  reviews.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0))
  return { provider: 'github', reviews }
}

/**
 * `GET /projects/{id}/merge_requests/{iid}/approvals` or `…/approval_state`, with the commit that they are about as `sha`, for GitLab
 * does not say it there; and, where wanted, `…/reviewers`.
 */
function gitLab(value: Fields): ForgeReviewsRead {
  const commit = commitIdOf(value['sha']) ?? commitIdOf(fieldsOf(value['diff_refs'])?.['head_sha'])
  const lists = [
    value['approved_by'],
    ...(Array.isArray(value['rules']) ? value['rules'] : []).map((rule) => fieldsOf(rule)?.['approved_by']),
  ]
  const reviews = new Map<string, ForgeReview>()
  const add = (one: Fields | undefined, decision: 'approve' | 'reject', at: unknown): void => {
    const account = textOf(one?.['username'])
    if (account === undefined) return
    const bot = one?.['bot'] === true || /^(?:project|group)_\d+_bot/.test(account)
    reviews.set(account.toLowerCase(), { id: account, account, bot, decision, commit, at: time(at) })
  }
  for (const list of lists) {
    for (const entry of Array.isArray(list) ? list : []) {
      const one = fieldsOf(entry)
      add(fieldsOf(one?.['user']) ?? one, 'approve', one?.['approved_at'])
    }
  }
  for (const entry of Array.isArray(value['reviewers']) ? value['reviewers'] : []) {
    const one = fieldsOf(entry)
    if (one?.['state'] === 'requested_changes') add(fieldsOf(one['user']), 'reject', one['updated_at'] ?? one['created_at'])
  }
  return { provider: 'gitlab', reviews: [...reviews.values()] }
}

/** Reads the reviews of a change from the JSON of a forge: of GitHub a list (or pages of it), of GitLab who approved. */
export function readForgeReviews(value: unknown): ForgeReviewsRead {
  if (Array.isArray(value)) return value.length > 0 && value.every(Array.isArray) ? gitHub(value.flat(1)) : gitHub(value)
  const fields = fieldsOf(value)
  if (fields === undefined) return unknownShape('it is neither a list nor an object')
  for (const key of ['reviews', 'latestReviews']) if (Array.isArray(fields[key])) return gitHub(fields[key])
  if (Array.isArray(fields['approved_by']) || Array.isArray(fields['rules'])) return gitLab(fields)
  return unknownShape('it holds neither reviews (GitHub) nor approved_by or rules (GitLab)')
}
