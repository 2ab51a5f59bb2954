import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entropy } from '../../src/evidence/secret-rules.ts'
import { findSecrets, redact } from '../../src/evidence/secrets.ts'
import { processorTime } from '../growth.ts'
import { sourceOf } from './report-source.ts'

const rules = (text: string) => findSecrets(sourceOf(text)).map((one) => one.rule)
/** Put together at run time, so that no scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join('')
const random = (length: number) => 'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(Math.ceil(length / 32)).slice(0, length)

const secrets: readonly [string, string][] = [
  ['aws-access-key', join('AK', 'IA', 'QXW2ERT5YUI3OPAS')],
  ['aws-access-key', join('AS', 'IA', 'QXW2ERT5YUI3OPAS')],
  ['github-token', join('gh', 'p_', random(36))],
  ['github-token', join('github', '_pat_', random(60))],
  ['gitlab-token', join('gl', 'pat-', random(20))],
  ['slack-token', join('xo', 'xb-', random(30))],
  ['slack-webhook', join('https://hooks.', 'slack.com/services/', 'T0/B0/', random(24))],
  ['npm-token', join('np', 'm_', random(36))],
  ['stripe-key', join('sk_', 'live_', random(24))],
  ['google-api-key', join('AI', 'za', random(35))],
  ['model-api-key', join('sk-', 'ant-', random(40))],
  ['json-web-token', join('ey', 'J', random(20), '.ey', 'J', random(30), '.', random(43))],
  ['private-key', join('-----BEGIN RSA ', 'PRIVATE KEY-----\n', random(64), '\n-----END RSA ', 'PRIVATE KEY-----')],
  ['private-key', join('-----BEGIN ', 'PRIVATE KEY-----')],
  ['private-key', join('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')],
  ['basic-auth-url', join('postgres://', 'admin', ':', 's3cr3t', '@db.example/x')],
  ['authorization-header', join('Authorization', ': Bearer ', random(40))],
  ['assigned-secret', join('pass', 'word = "', random(12), '"')],
  ['assigned-secret', join('"client_', 'secret": "', random(32), '"')],
  ['assigned-secret', join('API_', "KEY='", random(24), "'")],
  ['assigned-secret', join('AWS_SECRET_ACCESS_', 'KEY=', random(40))],
]

describe('finds', () => {
  it.each(secrets)('%s, sample %#', (rule, text) => {
    expect(rules(text)).toEqual([rule])
    expect(rules(`before ${text}\nafter`)).toEqual([rule])
    expect(rules(`{"line":"${text.includes('"') ? 'x' : text.replace(/\n/g, ' ')}"}`)).toEqual(text.includes('"') ? [] : [rule])
  })

  it('each with its place, and never the secret itself', () => {
    const [, token] = secrets[2] as [string, string]
    const found = findSecrets({ path: 'docs/log.txt', text: `one\r\n  ${token} and ${token}\n` })
    expect(found).toEqual([
      { rule: 'github-token', location: { file: 'docs/log.txt', line: 2, column: 3, endLine: 2, endColumn: 3 + token.length } },
      {
        rule: 'github-token',
        location: { file: 'docs/log.txt', line: 2, column: 8 + token.length, endLine: 2, endColumn: 8 + 2 * token.length },
      },
    ])
    expect(JSON.stringify(found)).not.toContain(token)
  })

  it('the format rather than the assignment around it', () => {
    expect(rules(`token = "${(secrets[2] as [string, string])[1]}"`)).toEqual(['github-token'])
  })
})

describe('lets pass', () => {
  it.each([
    `password = "\${DB_PASSWORD}"`,
    'password: "<your password here>"',
    'token = "{{ secrets.TOKEN }}"',
    'secret="************"',
    'api_key: "xxxxxxxxxxxxxxxx"',
    'password = "password"',
    'the password must be changed',
    'token: string',
    'tokens_per_second = 1234.5678',
    'const token = parser.nextToken()',
    'secret = process.env.SECRET',
    'postgres://user:$PASS@host',
    'https://example.com:8080/a@b',
    'https://example.com/?at=user@example.com',
    `sha256: ${'ab12'.repeat(16)}`,
    `"commit": "${'0123456789abcdef'.repeat(3).slice(0, 40)}"`,
    'AKIAIOSFODNN7',
    '-----BEGIN PUBLIC KEY-----',
    'eyJhbGciOi.not.a.token',
    'npm_package_name',
    'pwd: /usr/local/bin',
  ])('a text that only looks like one, %#', (text) => {
    expect(rules(text)).toEqual([])
  })
})

it('redacts every secret and nothing else', () => {
  for (const [rule, text] of secrets) {
    const redacted = redact(`a ${text} b ${text} c`)
    expect(redacted.match(/\[redacted: [a-z-]+\]/g)).toEqual([`[redacted: ${rule}]`, `[redacted: ${rule}]`])
    expect(redacted.startsWith('a ') && redacted.endsWith(' c')).toBe(true)
    expect(rules(redacted)).toEqual([])
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (rules(text).length === 0) expect(redact(text)).toBe(text)
    }),
  )
})

it('measures entropy in bits', () => {
  expect(entropy('aaaa')).toBe(0)
  expect(entropy('abcd')).toBe(2)
})

it('stays linear on text made against its patterns', () => {
  const unit = 200_000
  const texts = [
    'eyJ'.repeat(unit),
    'eyJ-'.repeat(unit),
    'a'.repeat(4 * unit),
    'http://a:'.repeat(unit / 4),
    'password='.repeat(unit / 4),
    '-----BEGIN PRIVATE KEY-----'.repeat(unit / 20),
    ' '.repeat(4 * unit),
    `authorization:bearer ${'x'.repeat(unit)}`,
    'token   =   '.repeat(unit / 4),
    'hooks.slack.com/services/'.repeat(unit / 10),
  ]
  for (const text of texts) {
    const started = processorTime()
    findSecrets(sourceOf(text))
    expect(processorTime() - started, text.slice(0, 20)).toBeLessThan(1500)
  }
})
