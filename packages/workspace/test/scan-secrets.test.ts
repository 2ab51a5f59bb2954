import { describe, expect, it } from 'vitest'
import { redactionDiagnostics, redactSecrets, scanForSecrets } from '../src/scan-secrets.ts'

// Made up for this test, in the form of keys of vendors; put together here, so that no scanner of this repository finds them.
const github = `gh${'p_'}${'k3Xq9ZbT7mWv2LpR8sYd4NfH6jCg1Ae5'.repeat(2).slice(0, 36)}`
const sendgrid = `SG${'.'}${'a1B2c3D4e5F6g7H8i9J0kL'}${'.'}${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V'}`

describe('redactSecrets', () => {
  it('replaces what our table and what the rules of vendors find, and counts it', async () => {
    const text = `first ${github}\nsecond ${github}\nthird ${sendgrid}\nlast\n`
    const { text: redacted, redactions } = await redactSecrets({ path: 'build/log.txt', text })
    expect(redacted).not.toContain(github)
    expect(redacted).not.toContain(sendgrid)
    expect(redacted.split('\n')).toHaveLength(5)
    expect(redacted).toMatch(/^first \[redacted: github-token\]\nsecond \[redacted: github-token\]\nthird \[redacted: [a-z-]+\]\nlast\n$/)
    expect(redactions[0]).toEqual({ path: 'build/log.txt', rule: 'github-token', replacement: '[redacted: github-token]', count: 2 })
    expect(redactions).toHaveLength(2)
    expect(JSON.stringify(redactions)).not.toContain(github)
    expect(await scanForSecrets([{ path: 'build/log.txt', text: redacted }])).toEqual([])
  })

  it('leaves other text as it is', async () => {
    const text = 'no secret: 4f1c2a9\r\n\ttoken count: 12\n'
    expect(await redactSecrets({ path: 'a', text })).toEqual({ text, redactions: [] })
  })

  it('is told as a warning without the secret', async () => {
    const { redactions } = await redactSecrets({ path: 'a', text: `${github} ${github}` })
    expect(redactionDiagnostics(redactions)).toMatchObject([
      { code: 'evidence/secret', severity: 'warning', message: expect.stringContaining('recorded as "[redacted: github-token]", 2 times') },
    ])
  })
})
