import {
  type Diagnostic,
  diagnostic,
  locationOf,
  redaction,
  redactSpans,
  type SecretFinding,
  type SecretSpan,
  type SourceFile,
  secretSpans,
} from '@refractor/core'

/** Rule of the preset that lets a comment in the text switch the scan off; evidence must not be able to. */
const switchOff = /filter-comments/

const unscannable = 'text that cannot be scanned'

type Scan = (source: SourceFile) => Promise<SecretSpan[]>

/** True for spans on the same lines of a text: one secret, found twice. */
function onSameLine(source: SourceFile, a: SecretSpan, b: SecretSpan): boolean {
  const [one, other] = [locationOf(source, a.start, a.end), locationOf(source, b.start, b.end)]
  return one.line <= (other.endLine ?? other.line) && other.line <= (one.endLine ?? one.line)
}

/** Loads secretlint, which knows the formats of single vendors. Our own table is asked first; both work offline. */
async function scanner(): Promise<Scan> {
  const [{ lintSource }, { rules }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ])
  const used = rules.filter((rule) => !switchOff.test(rule.meta.id)).map((rule) => ({ id: rule.meta.id, rule, options: {} }))
  return async (source) => {
    const own = secretSpans(source.text)
    try {
      const answer = await lintSource({
        source: { filePath: source.path, content: source.text, contentType: 'text', ext: '' },
        options: { config: { rules: used }, noPhysicFilePath: true, maskSecrets: true },
      })
      const theirs = answer.messages.map(({ ruleId, range: [start, end] }) => ({
        rule: ruleId.replace(/^.*secretlint-rule-/, ''),
        start,
        end,
      }))
      return [...own, ...theirs.filter((span) => !own.some((known) => onSameLine(source, known, span)))]
    } catch {
      return [...own, { rule: unscannable, start: 0, end: 0 }]
    }
  }
}

/** What looks like a secret in some texts. A text that cannot be got through counts as a finding. */
export async function scanForSecrets(sources: readonly SourceFile[]): Promise<SecretFinding[]> {
  const scan = await scanner()
  const findings: SecretFinding[] = []
  for (const source of sources)
    findings.push(
      ...(await scan(source)).map(({ rule, start, end }) => ({ rule, location: locationOf(source, start, Math.max(start, end)) })),
    )
  return findings
}

/** What was replaced in a text: never the secret, only the rule that found it. */
export interface Redaction {
  readonly path: string
  readonly rule: string
  readonly replacement: string
  readonly count: number
}

/** One span for each stretch of text that some spans cover, under the rule that comes first. */
function merged(spans: readonly SecretSpan[]): SecretSpan[] {
  const result: SecretSpan[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last === undefined || span.start >= last.end) result.push(span)
    else result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) }
  }
  return result
}

/** A text without what looks like a secret in it, and what was replaced. What is found again afterwards is for the next scan to refuse. */
export async function redactSecrets(source: SourceFile): Promise<{ readonly text: string; readonly redactions: readonly Redaction[] }> {
  const spans = merged((await (await scanner())(source)).filter(({ start, end }) => end > start))
  const counts = new Map<string, number>()
  for (const { rule } of spans) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const redactions = [...counts].map(([rule, count]) => ({ path: source.path, rule, replacement: redaction(rule), count }))
  return { text: redactSpans(source.text, spans), redactions }
}

/** Findings as diagnostics: errors that stop the recording, or warnings where a reason allows them. */
export function secretDiagnostics(findings: readonly SecretFinding[], allowed: boolean): Diagnostic[] {
  return findings.map(({ rule, location }) =>
    diagnostic('evidence/secret', `${location.file} holds what looks like a secret (${rule})`, {
      location,
      severity: allowed ? 'warning' : 'error',
      help: allowed
        ? 'make sure that it is no secret: evidence is committed'
        : 'take it out (and revoke it if it is real), or give a reason with --allow-secret',
    }),
  )
}

/** What was replaced, as warnings: a secret that a command prints is still one that somebody can read. */
export function redactionDiagnostics(redactions: readonly Redaction[]): Diagnostic[] {
  return redactions.map(({ path, rule, count, replacement }) =>
    diagnostic(
      'evidence/secret',
      `${path} held what looks like a secret (${rule}); it is recorded as "${replacement}"${count > 1 ? `, ${count} times` : ''}`,
      {
        severity: 'warning',
        help: 'revoke it if it is real, and make the command not print it',
      },
    ),
  )
}
