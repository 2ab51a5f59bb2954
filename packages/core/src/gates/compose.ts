import { met, pointsOf, unmet } from './finding.ts'
import type { EvidenceUse, Finding } from './result.ts'

/** A finding inside a criterion. */
export interface PartFinding extends Finding {
  /** A failure that says nothing about the opposite (a run that crashed, say): `not` leaves it as it is. */
  readonly oneSided?: true
}

/** The same use of evidence counts once, in order of first mention. */
export function usesOf(findings: readonly PartFinding[]): EvidenceUse[] {
  const byPath = new Map<string, EvidenceUse>()
  for (const { evidence } of findings) for (const use of evidence) if (!byPath.has(use.path)) byPath.set(use.path, use)
  return [...byPath.values()]
}

/** "first; second; third, and 2 more". */
function joined(phrases: readonly string[]): string {
  const shown = [...new Set(phrases)]
  return shown.length > 3 ? `${shown.slice(0, 3).join('; ')}, and ${shown.length - 3} more` : shown.join('; ')
}

/** The finding that decides a composition, with how many others are open too. */
function decidedBy(findings: readonly PartFinding[], decisive: PartFinding): PartFinding {
  const others = findings.filter((finding) => finding.outcome !== 'met').length - 1
  const because = others > 0 ? `${decisive.because} (and ${others} more)` : decisive.because
  return { ...decisive, because, evidence: usesOf(findings), open: findings.flatMap(pointsOf) }
}

const isTampered = (finding: PartFinding): boolean => finding.reason === 'tampered'
const isFailed = (finding: PartFinding): boolean => finding.reason === 'failed' && !finding.oneSided

/**
 * At least `n` of some findings are met. What was tampered with decides everything. It is `failed`, which `not` inverts, only when it
 * could not be met whatever the undetermined ones turned out to be.
 */
export function nOf(n: number, findings: readonly PartFinding[], fix: string): PartFinding {
  const tampered = findings.find(isTampered)
  if (tampered) return decidedBy(findings, tampered)
  if (!(n >= 1) || n > findings.length) return unmet('undefined', `asks for ${n} of ${findings.length} checks`, { fix })
  const good = findings.filter((finding) => finding.outcome === 'met')
  if (good.length >= n) return met(joined(good.map((finding) => finding.because)), { evidence: usesOf(good) })
  const failed = findings.find(isFailed)
  if (failed && findings.length - findings.filter(isFailed).length < n) return decidedBy(findings, failed)
  const unknown = findings.find((finding) => finding.outcome === 'unknown')
  if (unknown && good.length + findings.filter((finding) => finding.outcome === 'unknown').length >= n) return decidedBy(findings, unknown)
  // What is neither met nor failed nor unknown is what is lacking: there is some, or one of the rules above had decided.
  return decidedBy(findings, findings.find((finding) => finding.outcome === 'unmet' && !isFailed(finding)) as PartFinding)
}

export function allOf(findings: readonly PartFinding[], fix: string): PartFinding {
  return nOf(findings.length, findings, fix)
}

export function anyOf(findings: readonly PartFinding[], fix: string): PartFinding {
  return nOf(1, findings, fix)
}

/** Inverts only what is determined: met becomes failed, failed becomes met; missing, stale, unknown and the rest stay what they are. */
export function not(finding: PartFinding, fix: string): PartFinding {
  const { because, evidence, expected, found } = finding
  if (finding.outcome === 'met') return unmet('failed', `holds and must not: ${because}`, { expected, found, evidence, fix })
  if (isFailed(finding)) return met(`does not hold: ${because}`, { expected, found, evidence })
  return finding
}
