/** A kind of secret and how it is recognised. Group 1, where there is one, is the secret; else the whole match is. */
export interface SecretRule {
  readonly rule: string
  /** Global; every start is decided within a bounded or token-wide scan, so that the cost is linear in the text. */
  readonly pattern: RegExp
  /** Says of a match whether it can be a secret; default yes. */
  readonly accept?: (secret: string) => boolean
}

/** What people write where a secret would stand: variables, masks, angle brackets. */
const placeholder =
  /^(?:[$%<{[]|\*{3}|\.{3}|-{3}|x{4}|process\.env|os\.environ|env[.[]|null\b|none\b|true$|false$|undefined\b)|redacted|\*{4}|x{6}/i

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** A value that is no word of a language: enough entropy, and more than letters unless it is long. */
function looksRandom(value: string): boolean {
  if (placeholder.test(value)) return false
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value)
  return entropy(value) >= (mixed ? 2.75 : 3.2) && (mixed || value.length >= 12)
}

const notToken = '(?<![A-Za-z0-9_-])'
const token = (source: string): RegExp => new RegExp(notToken + source, 'g')

/** Well-known formats first, then assignments that say themselves that they are secret. */
export const secretRules: readonly SecretRule[] = [
  {
    rule: 'private-key',
    pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,20000}-----END [A-Z0-9 ]{1,60}-----)?/g,
  },
  { rule: 'aws-access-key', pattern: token('(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])') },
  { rule: 'github-token', pattern: token('(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})') },
  { rule: 'gitlab-token', pattern: token('gl(?:pat|dt|rt|ptt|soat)-[A-Za-z0-9_-]{20,255}') },
  { rule: 'slack-token', pattern: token('xox[abeoprs]-[A-Za-z0-9-]{10,255}') },
  { rule: 'slack-webhook', pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,255}/g },
  { rule: 'npm-token', pattern: token('npm_[A-Za-z0-9]{36}') },
  { rule: 'stripe-key', pattern: token('(?:sk|rk)_live_[A-Za-z0-9]{16,255}') },
  { rule: 'google-api-key', pattern: token('AIza[A-Za-z0-9_-]{35}') },
  { rule: 'model-api-key', pattern: token('sk-(?:ant|proj|svcacct)-[A-Za-z0-9_-]{20,255}') },
  { rule: 'json-web-token', pattern: token('eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{16,}') },
  {
    rule: 'basic-auth-url',
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`<>]{1,100}:([^\s/:@"'`<>]{3,200})@/gi,
    accept: (value) => !placeholder.test(value),
  },
  {
    rule: 'authorization-header',
    pattern: /authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:basic|bearer)\s{1,3}([A-Za-z0-9+/=._~-]{12,4000})/gi,
    accept: looksRandom,
  },
  {
    rule: 'assigned-secret',
    pattern:
      /(?:password|passwd|passphrase|pwd|secret|token|credentials?|(?:api|access|account|private|signing|encryption)[_-]?key)(?:[_-]?(?:key|value|token))?["'`]?\s{0,5}(?::=|=>|[:=])\s{0,5}["'`]([^\s"'`]{8,255})["'`]/gi,
    accept: looksRandom,
  },
  {
    rule: 'assigned-secret',
    // Without quotes it may be a word of prose or code, so it must be long and mix letters and digits.
    pattern:
      /(?:password|passwd|passphrase|secret|token|(?:api|access|account|private)[_-]?key)(?:[_-]?(?:key|value|token))?\s{0,3}[:=]\s{0,3}([A-Za-z0-9+/=_~!@#%^&*-]{12,255})/gi,
    accept: (value) => /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= 3 && !placeholder.test(value),
  },
]
