import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { type Diagnostic, diagnostic, type ForgeCheck, readForgeChecks } from '@refractor/core'
import { oidPattern } from './git-head.ts'

/** Conclusions of checks, and what is wrong with them. Without `checks` there is nothing to judge on. */
export interface ChecksRead {
  readonly checks: readonly ForgeCheck[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const largest = 16 << 20
const help = 'export them again: gh api --paginate --slurp "repos/{owner}/{repo}/commits/COMMIT/check-runs" > checks.json'

const refused = (name: string, problem: string): ChecksRead => ({
  checks: undefined,
  diagnostics: [diagnostic('checks/unreadable', `the checks in ${name} cannot be read: ${problem}`, { help })],
})

async function parsed(name: string, text: string): Promise<ChecksRead> {
  const { parseJson } = await import('@refractor/core/load')
  const { value, diagnostics } = parseJson({ path: name, text })
  const broken = diagnostics.find((one) => one.severity === 'error')
  if (broken !== undefined) return refused(name, broken.message)
  const { checks, problem, withoutCommit } = readForgeChecks(value)
  if (problem !== undefined) return refused(name, problem)
  const loose = withoutCommit.map((check) =>
    diagnostic('checks/no-commit', `${name} does not say for which commit ${check} is, so it counts for none`, {
      help: 'export the commit as well: gh pr view --json headRefOid,statusCheckRollup',
    }),
  )
  return { checks, diagnostics: loose }
}

/** Reads the conclusions of checks from a file that a forge exported. `path` is absolute, `name` what it is called in findings. */
export async function readChecksFile(path: string, name: string): Promise<ChecksRead> {
  try {
    const facts = statSync(path)
    if (!facts.isFile()) return refused(name, 'it is no file')
    if (facts.size > largest) return refused(name, `it is larger than ${largest} bytes`)
    return await parsed(name, readFileSync(path, 'utf8'))
  } catch (error) {
    return refused(name, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String((error as Error).message))
  }
}

/**
 * Asks GitHub for the check runs of a commit, with its own client `gh` and the rights of its user. Only for who asks for it: nothing else
 * of a gate check uses the network.
 */
export async function askGitHub(root: string, commit: string | undefined): Promise<ChecksRead> {
  const name = 'the answer of gh'
  if (commit === undefined || !oidPattern.test(commit)) return refused(name, 'there is no commit to ask about')
  const address = `repos/{owner}/{repo}/commits/${commit}/check-runs?per_page=100`
  const run = spawnSync('gh', ['api', '--paginate', '--slurp', address], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: largest,
    timeout: 60_000,
    windowsHide: true,
    env: { ...process.env, GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' },
  })
  if (run.error !== undefined)
    return refused(name, 'code' in run.error && run.error.code === 'ENOENT' ? 'gh is not installed' : run.error.message)
  if (run.status !== 0) return refused(name, run.stderr.trim().split('\n')[0]?.slice(0, 200) || `gh ended with ${run.status}`)
  return parsed(name, run.stdout)
}
