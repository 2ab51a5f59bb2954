import type { EvidenceUse, Finding, Reason } from './result.ts'

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

/** "1 box", "2 boxes". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}
