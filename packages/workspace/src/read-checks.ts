import { spawnSync } from 'node:child_process'
import { type Diagnostic, diagnostic, type ForgeCheck, readForgeChecks } from '@refractor/core'
import { oidPattern } from './git-head.ts'
import { type ExportRead, largestExport, parseExport, readExport } from './read-export.ts'

/** Conclusions of checks, and what is wrong with them. Without `checks` there is nothing to judge on. */
export interface ChecksRead {
  readonly checks: readonly ForgeCheck[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const help = 'export them again: gh api --paginate --slurp "repos/{owner}/{repo}/commits/COMMIT/check-runs" > checks.json'

const refused = (name: string, problem: string): ChecksRead => ({
  checks: undefined,
  diagnostics: [diagnostic('checks/unreadable', `the checks in ${name} cannot be read: ${problem}`, { help })],
})

function checksIn(name: string, exported: ExportRead): ChecksRead {
  if (!exported.ok) return refused(name, exported.problem)
  const { checks, problem, withoutCommit } = readForgeChecks(exported.value)
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
  return checksIn(name, await readExport(path, name))
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
    maxBuffer: largestExport,
    timeout: 60_000,
    windowsHide: true,
    env: { ...process.env, GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' },
  })
  if (run.error !== undefined)
    return refused(name, 'code' in run.error && run.error.code === 'ENOENT' ? 'gh is not installed' : run.error.message)
  if (run.status !== 0) return refused(name, run.stderr.trim().split('\n')[0]?.slice(0, 200) || `gh ended with ${run.status}`)
  return checksIn(name, await parseExport(name, run.stdout))
}
