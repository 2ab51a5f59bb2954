import type { EvidenceUse, Finding, OpenPoint, Reason } from './result.ts'

export interface FindingDetails {
  readonly expected?: string | undefined
  readonly found?: string | undefined
  readonly evidence?: readonly EvidenceUse[] | undefined
  /** The command to run next. */
  readonly fix?: string | undefined
}

function details({ expected, found, evidence, fix }: FindingDetails): Pick<Finding, 'expected' | 'found' | 'evidence' | 'fix'> {
  return {
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
    evidence: evidence ?? [],
    ...(fix !== undefined && { fix }),
  }
}

export function met(because: string, more: Omit<FindingDetails, 'fix'> = {}): Finding {
  return { outcome: 'met', because, ...details(more) }
}

export function unmet(reason: Reason, because: string, more: FindingDetails & { readonly fix: string }): Finding {
  return { outcome: 'unmet', reason, because, ...details(more) }
}

/** Nobody can tell: something that had to be read was not. */
export function unreadable(because: string, more: FindingDetails & { readonly fix: string }): Finding {
  return { outcome: 'unknown', reason: 'unreadable', because, ...details(more) }
}

/**
 * What is open in a finding, point by point; nothing in one that is met. Where a check does not say it, the reason is open about each
 * record or file that the finding rests on.
 */
export function pointsOf({ outcome, reason, open, evidence }: Finding): readonly OpenPoint[] {
  if (outcome !== 'unmet' && outcome !== 'unknown') return []
  if (open !== undefined) return open
  const why = reason ?? 'missing'
  return evidence.length === 0 ? [{ reason: why }] : evidence.map(({ path }) => ({ reason: why, about: path }))
}

/** The same finding, saying what exactly is open. */
export function about<T extends Finding>(finding: T, names: readonly string[]): T {
  const { reason } = finding
  return reason === undefined || names.length === 0 ? finding : { ...finding, open: names.map((name) => ({ reason, about: name })) }
}

/** "1 box", "2 boxes". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}
