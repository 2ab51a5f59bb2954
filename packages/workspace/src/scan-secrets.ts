import { type Diagnostic, diagnostic, findSecrets, locationOf, type SecretFinding, type SourceFile } from '@refractor/core'

/** Rule of the preset that lets a comment in the text switch the scan off; evidence must not be able to. */
const switchOff = /filter-comments/

const overlaps = (one: SecretFinding, other: SecretFinding): boolean =>
  one.location.line <= (other.location.endLine ?? other.location.line) && other.location.line <= (one.location.endLine ?? one.location.line)

/**
 * What looks like a secret in some texts: our own table, and the rules of secretlint for the formats of single vendors.
 * Both run offline; secretlint is loaded only here. A text that it cannot get through counts as a finding.
 */
export async function scanForSecrets(sources: readonly SourceFile[]): Promise<SecretFinding[]> {
  const [{ lintSource }, { rules }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ])
  const used = rules.filter((rule) => !switchOff.test(rule.meta.id)).map((rule) => ({ id: rule.meta.id, rule, options: {} }))
  const findings: SecretFinding[] = []
  for (const source of sources) {
    const own = findSecrets(source)
    findings.push(...own)
    try {
      const answer = await lintSource({
        source: { filePath: source.path, content: source.text, contentType: 'text', ext: '' },
        options: { config: { rules: used }, noPhysicFilePath: true, maskSecrets: true },
      })
      for (const { ruleId, range } of answer.messages) {
        const finding = { rule: ruleId.replace(/^.*secretlint-rule-/, ''), location: locationOf(source, range[0], range[1]) }
        if (!own.some((known) => overlaps(known, finding))) findings.push(finding)
      }
    } catch {
      findings.push({ rule: 'text that cannot be scanned', location: locationOf(source, 0) })
    }
  }
  return findings
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
