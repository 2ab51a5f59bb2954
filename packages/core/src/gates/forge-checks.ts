import type { ForgeCheck } from './case.ts'
import { commitIdOf, fieldsOf, textOf } from './forge-json.ts'

/** Conclusions that were read from what a forge exported, and why some of it cannot be used. */
export interface ForgeChecksRead {
  readonly checks: readonly ForgeCheck[]
  /** Nothing of it is an answer: the shape is unknown, or pages of it are missing. */
  readonly problem?: string
  /** Names of checks that do not say for which commit they are; they count for none. */
  readonly withoutCommit: readonly string[]
}

/** Words of the forges for one and the same thing. */
const words: Readonly<Record<string, string>> = {
  passed: 'success',
  pass: 'success',
  failed: 'failure',
  fail: 'failure',
  error: 'failure',
  canceled: 'cancelled',
  cancel: 'cancelled',
  skipping: 'skipped',
  queued: 'pending',
  in_progress: 'pending',
  waiting: 'pending',
  requested: 'pending',
  expected: 'pending',
  created: 'pending',
  preparing: 'pending',
  waiting_for_resource: 'pending',
  waiting_for_callback: 'pending',
  running: 'pending',
  scheduled: 'pending',
  manual: 'pending',
}
function conclusionOf(state: string): string {
  const word = state.toLowerCase()
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? word
}

/** A check as one of the forges writes it; undefined for what is none. `commit` is what the export says of all of them. */
function checkOf(value: unknown, commit: string | undefined): ForgeCheck | undefined {
  const one = fieldsOf(value)
  if (one === undefined) return undefined
  const name = textOf(one['name']) ?? textOf(one['context'])
  const state = textOf(one['conclusion']) ?? textOf(one['status']) ?? textOf(one['state']) ?? textOf(one['bucket'])
  if (name === undefined || state === undefined) return undefined
  // A status says its commit only in its address.
  const inAddress = /\/statuses\/([0-9a-fA-F]{40,64})$/.exec(textOf(one['url']) ?? '')?.[1]
  const own =
    commitIdOf(one['head_sha']) ??
    commitIdOf(one['sha']) ??
    commitIdOf(one['commit']) ??
    commitIdOf(fieldsOf(one['commit'])?.['id']) ??
    commitIdOf(inAddress)
  const app = textOf(fieldsOf(one['app'])?.['slug']) ?? textOf(one['app']) ?? textOf(fieldsOf(one['creator'])?.['login'])
  const environment = textOf(one['environment'])
  // A run that is not over has no conclusion yet, whatever an earlier one had.
  const isOpen = textOf(one['status']) !== undefined && conclusionOf(textOf(one['status']) as string) === 'pending'
  return {
    name,
    commit: own ?? commit ?? '',
    conclusion: isOpen ? 'pending' : conclusionOf(state),
    ...(app !== undefined && { app }),
    ...(environment !== undefined && { environment }),
  }
}

/** The lists of checks in one document, each with the commit and the number of checks that the document names. */
interface List {
  readonly of: readonly unknown[]
  readonly commit: string | undefined
  readonly total: number | undefined
  /** The newest entry of a name comes first, and the others are history. */
  readonly isHistory: boolean
}

function listOf(value: unknown): List[] | undefined {
  if (Array.isArray(value)) {
    const pages = value.map(listOfPage)
    if (value.length > 0 && pages.every((page) => page !== undefined)) return pages.flat()
    const statuses = value.every((one) => fieldsOf(one)?.['context'] !== undefined)
    return [{ of: value, commit: undefined, total: undefined, isHistory: statuses }]
  }
  return listOfPage(value)
}

function listOfPage(value: unknown): List[] | undefined {
  const page = fieldsOf(value)
  if (page === undefined) return undefined
  const total = typeof page['total_count'] === 'number' ? page['total_count'] : undefined
  const list = (key: string, commit?: string): List[] =>
    Array.isArray(page[key]) ? [{ of: page[key], commit, total, isHistory: false }] : []
  const found = [
    ...list('check_runs'),
    ...list('statuses', commitIdOf(page['sha'])),
    ...list('statusCheckRollup', commitIdOf(page['headRefOid'])),
    ...list('checks', commitIdOf(page['commit'])),
  ]
  return found.length > 0 ? found : undefined
}

function newestOnly(checks: readonly ForgeCheck[]): ForgeCheck[] {
  return [...new Map([...checks].reverse().map((one) => [JSON.stringify([one.name, one.commit]), one])).values()].reverse()
}

/**
 * Reads what a forge exported of the checks of a commit: check runs and statuses of GitHub (with all pages), `gh pr view --json
 * headRefOid,statusCheckRollup`, commit statuses and jobs of GitLab, or a plain list of `{name, commit, conclusion, app?}`. Never throws.
 */
export function readForgeChecks(value: unknown): ForgeChecksRead {
  const lists = listOf(value)
  if (lists === undefined) return { checks: [], withoutCommit: [], problem: 'it holds no list of checks' }
  const checks: ForgeCheck[] = []
  let strange = 0
  for (const { of, commit, isHistory } of lists) {
    const read = of.map((one) => checkOf(one, commit))
    strange += read.filter((one) => one === undefined).length
    const known = read.flatMap((one) => one ?? [])
    checks.push(...(isHistory ? newestOnly(known) : known))
  }
  // What is on a page that is not here may have failed.
  const total = Math.max(0, ...lists.map((one) => one.total ?? 0))
  const listed = lists.filter((one) => one.total !== undefined).reduce((sum, one) => sum + one.of.length, 0)
  const problem =
    strange > 0
      ? `${strange} of its entries ${strange === 1 ? 'is no check' : 'are no checks'}`
      : listed < total
        ? `it holds ${listed} of ${total} checks: the other pages are missing`
        : undefined
  const withoutCommit = [...new Set(checks.filter(({ commit }) => commit === '').map(({ name }) => name))]
  return { checks: problem === undefined ? checks : [], withoutCommit, ...(problem !== undefined && { problem }) }
}
