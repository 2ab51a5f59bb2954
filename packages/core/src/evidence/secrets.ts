import type { Location } from '../diagnostics/diagnostic.ts'
import { locationOf, type SourceFile } from '../load/source.ts'
import { secretRules } from './secret-rules.ts'

/** Where something that looks like a secret stands, and what kind it is; never the secret itself. */
export interface SecretFinding {
  readonly rule: string
  readonly location: Location
}

/** A span of text, `end` exclusive. */
export interface SecretSpan {
  readonly rule: string
  readonly start: number
  readonly end: number
}

/** Spans that look like secrets, in order, without overlap: of two that touch the same text the earlier rule wins. */
export function secretSpans(text: string): SecretSpan[] {
  const spans: (SecretSpan & { readonly rank: number })[] = []
  for (const [rank, { rule, pattern, accept }] of secretRules.entries()) {
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0]
      if (accept && !accept(secret)) continue
      const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(match[1]))
      spans.push({ rule, start, end: start + secret.length, rank })
    }
  }
  spans.sort((a, b) => a.start - b.start || a.rank - b.rank)
  const kept: (SecretSpan & { readonly rank: number })[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (!last || span.start >= last.end) kept.push(span)
    else
      kept[kept.length - 1] = {
        rule: span.rank < last.rank ? span.rule : last.rule,
        rank: Math.min(span.rank, last.rank),
        start: last.start,
        end: Math.max(last.end, span.end),
      }
  }
  return kept.map(({ rule, start, end }) => ({ rule, start, end }))
}

/** What looks like a secret in a file, in order of place. */
export function findSecrets(source: SourceFile): SecretFinding[] {
  return secretSpans(source.text).map(({ rule, start, end }) => ({ rule, location: locationOf(source, start, end) }))
}

/** What stands where a secret of a rule stood. */
export const redaction = (rule: string): string => `[redacted: ${rule}]`

/** The text with these spans replaced; they do not overlap, and come in order. */
export function redactSpans(text: string, spans: readonly SecretSpan[]): string {
  let result = ''
  let from = 0
  for (const { rule, start, end } of spans) {
    result += text.slice(from, start) + redaction(rule)
    from = end
  }
  return result + text.slice(from)
}

/** The text with everything that looks like a secret replaced by the name of its rule. */
export function redact(text: string): string {
  return redactSpans(text, secretSpans(text))
}
