import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it, test, vi } from 'vitest'
import { askGitHub, readChecksFile } from '../src/read-checks.ts'
import { readText, tempFolder } from './support/temp.ts'

const sha = '1'.repeat(40)
const list = JSON.stringify([{ name: 'build', commit: sha, conclusion: 'success' }])

describe('a file of conclusions', () => {
  it('is read', async () => {
    const root = tempFolder({ 'checks.json': list })
    expect(await readChecksFile(join(root, 'checks.json'), 'checks.json')).toEqual({
      checks: [{ name: 'build', commit: sha, conclusion: 'success' }],
      diagnostics: [],
    })
  })

  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /cannot be read/],
    ['a key twice', `[{"name":"a","name":"b","conclusion":"success","commit":"${sha}"}]`, /checks in checks\.json cannot be read: .*name/],
    ['no list', '{"message":"Not Found"}', /it holds no list of checks/],
    ['a page that is missing', '{"total_count":2,"check_runs":[]}', /the other pages are missing/],
  ])('with %s is no answer', async (_, text, problem) => {
    const root = tempFolder({ 'checks.json': text })
    const { checks, diagnostics } = await readChecksFile(join(root, 'checks.json'), 'checks.json')
    expect(checks).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'checks/unreadable', severity: 'error', message: expect.stringMatching(problem) }])
  })

  it('that is not there, or no file, is no answer', async () => {
    const root = tempFolder()
    for (const [path, why] of [
      ['none.json', 'it does not exist'],
      ['.', 'it is no file'],
    ] as const)
      expect((await readChecksFile(join(root, path), path)).diagnostics).toMatchObject([
        { code: 'checks/unreadable', message: `the checks in ${path} cannot be read: ${why}` },
      ])
  })

  it('says which checks name no commit', async () => {
    const root = tempFolder({ 'checks.json': '[{"name":"build","state":"SUCCESS"}]' })
    expect((await readChecksFile(join(root, 'checks.json'), 'checks.json')).diagnostics).toMatchObject([
      { code: 'checks/no-commit', severity: 'warning' },
    ])
  })
})

describe.skipIf(process.platform === 'win32')('the client of the forge', () => {
  /** A `gh` that writes down what it was asked, and answers this. */
  function gh(answer: string, code = 0): string {
    const root = tempFolder({
      'bin/gh': `#!/bin/sh\nprintf '%s\\n' "$@" > "${'$'}{0%/*}/asked"\ncat <<'END'\n${answer}\nEND\nexit ${code}\n`,
    })
    chmodSync(join(root, 'bin/gh'), 0o755)
    vi.stubEnv('PATH', `${join(root, 'bin')}${delimiter}${process.env['PATH']}`)
    return root
  }

  it('is asked for all pages of one commit', async () => {
    const root = gh(`[{"total_count":1,"check_runs":[{"name":"build","head_sha":"${sha}","status":"completed","conclusion":"success"}]}]`)
    expect((await askGitHub(root, sha)).checks).toEqual([{ name: 'build', commit: sha, conclusion: 'success' }])
    expect(readText(root, 'bin/asked').split('\n')).toEqual([
      'api',
      '--paginate',
      '--slurp',
      `repos/{owner}/{repo}/commits/${sha}/check-runs?per_page=100`,
      '',
    ])
    vi.unstubAllEnvs()
  })

  it('that fails gives no answer', async () => {
    const root = gh('', 4)
    expect((await askGitHub(root, sha)).diagnostics).toMatchObject([
      { code: 'checks/unreadable', message: expect.stringContaining('gh ended with 4') },
    ])
    vi.stubEnv('PATH', root)
    expect((await askGitHub(root, sha)).diagnostics[0]?.message).toContain('gh is not installed')
    vi.unstubAllEnvs()
  })

  it('is not asked about anything but a commit', async () => {
    const root = tempFolder()
    for (const commit of [undefined, '--help', 'main'])
      expect((await askGitHub(root, commit)).diagnostics[0]?.message).toContain('there is no commit to ask about')
  })
})
