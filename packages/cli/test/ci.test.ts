import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseYaml } from '@refractor/core/load'
import { afterAll, describe, expect, it } from 'vitest'
import { githubFiles } from '../src/ci/github.ts'
import { gitlabFiles } from '../src/ci/gitlab.ts'
import { type CiFile, pinnedTool, unknownTool } from '../src/ci/tool.ts'
import { repositoryOfAddress } from '../src/ci/tool-source.ts'
import { Scenario } from './transcripts/scenario.ts'

const commit = 'a'.repeat(40)
const tool = { repository: 'example/refractor', commit }
const given = `--tool example/refractor@${commit}`

const scenarios: Scenario[] = []
afterAll(() => {
  for (const one of scenarios) one.remove()
})

function scenario(fixture?: string): Scenario {
  const s = new Scenario(fixture)
  scenarios.push(s)
  return s
}

const read = (s: Scenario, path: string): string => readFileSync(join(s.root, path), 'utf8')

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly script?: readonly string[]
  readonly variables?: Readonly<Record<string, unknown>>
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}
interface Workflow {
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

/** As a workflow writes it. */
const expression = (text: string): string => `\${{ ${text} }}`

const parse = (file: CiFile): unknown => {
  const { value, diagnostics } = parseYaml({ path: file.path, text: file.text })
  expect(diagnostics).toEqual([])
  return value
}

describe('the workflows of GitHub', () => {
  const [judge, producer] = githubFiles(tool).map((file) => ({ text: file.text, value: parse(file) as Workflow })) as [
    { text: string; value: Workflow },
    { text: string; value: Workflow },
  ]
  const both = [judge, producer]

  it('have no right but to read, and keep no token', () => {
    for (const { value } of both) {
      expect(value.permissions).toEqual({})
      for (const { permissions, steps = [] } of Object.values(value.jobs)) {
        expect(permissions).toEqual({ contents: 'read' })
        const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
        expect(checkouts).toHaveLength(2)
        for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false })
      }
    }
  })

  it('pin the tool and every action by commit', () => {
    for (const { value, text } of both) {
      for (const { uses } of Object.values(value.jobs).flatMap(({ steps = [] }) => steps))
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/)
      expect(text).toContain(`repository: example/refractor\n          ref: ${commit}\n`)
    }
  })

  it('paste nothing of an event into a script', () => {
    for (const { value } of both)
      for (const { run = '' } of Object.values(value.jobs).flatMap(({ steps = [] }) => steps)) expect(run).not.toContain('${{')
  })

  it('judge from the base, always, and in the queue too', () => {
    expect(Object.keys(judge.value.on)).toEqual(['pull_request_target', 'merge_group'])
    for (const on of Object.values(judge.value.on)) expect(Object.keys(on ?? {}).filter((key) => key !== 'types')).toEqual([])
    const [job] = Object.values(judge.value.jobs)
    expect(job?.if).toBeUndefined()
    expect(job?.steps?.[0]?.with).toMatchObject({ ref: expression('env.BASE'), 'fetch-depth': 0 })
    expect(job?.env?.['BASE']).toBe(expression('github.event.pull_request.base.sha || github.event.merge_group.base_sha'))
    const scripts = (job?.steps ?? []).map(({ run = '' }) => run).join('\n')
    // Objects are fetched; nothing of them is checked out, installed or run.
    expect(scripts).not.toMatch(/git (?:checkout|switch|merge|pull|worktree)|npm|pnpm|yarn|npx/)
    expect(scripts).toContain('.refractor/tool/refractor gate check --changed "$BASE..$HEAD"')
  })

  it('run code of the change only where there is nothing to take', () => {
    expect(producer.value.on).toEqual({ pull_request: null })
    expect(producer.text).not.toMatch(/secrets\.|github\.token/)
  })
})

describe('the jobs of GitLab', () => {
  const [file, pipeline] = gitlabFiles(tool, false) as [CiFile, CiFile]
  const jobs = parse(file) as Readonly<Record<string, Job>>

  it('check out nothing of the change where it is judged', () => {
    const { gate } = jobs
    expect(gate?.variables).toMatchObject({ GIT_STRATEGY: 'none' })
    expect(gate?.script?.join('\n')).toContain('git checkout --quiet --detach refs/remotes/origin/base')
    expect(gate?.script?.join('\n')).not.toMatch(/checkout[^\n]*CI_COMMIT_SHA/)
    expect(jobs['.refractor']?.variables).toMatchObject({ REFRACTOR_TOOL: 'example/refractor', REFRACTOR_COMMIT: commit })
  })

  it('are included by the pipeline', () => {
    expect(parse(pipeline)).toEqual({ include: [{ local: `/${file.path}` }] })
    expect(gitlabFiles(tool, true)).toEqual([file])
  })
})

describe('init --ci', () => {
  it('adds the jobs to a workspace that there is, and nothing else', async () => {
    const s = scenario('harbour-library')
    s.commit('The plan')
    expect((await s.refractor(`init --ci github ${given}`)).code).toBe(0)
    const written = s
      .git('status', '--porcelain', '--untracked-files=all')
      .split('\n')
      .filter((line) => line !== '' && !line.includes('.refractor/audit/'))
    expect(written.sort()).toEqual(['?? .github/workflows/evidence.yml', '?? .github/workflows/gate.yml'])
    expect(read(s, '.github/workflows/gate.yml')).toBe(githubFiles(tool)[0]?.text)
    // Once more changes nothing, and says so.
    const again = await s.refractor(`init --ci github ${given}`)
    expect([again.code, again.stdout]).toEqual([0, 'the jobs of github are there already\n'])
  })

  it('comes with a new workspace', async () => {
    const s = scenario()
    const { code, stdout } = await s.refractor(`init --id demo --ci gitlab ${given}`)
    expect(code).toBe(0)
    // What no file can do is said.
    expect(stdout).toContain('Pipelines must succeed')
    expect(stdout).toContain('merge: { none: allow }')
    expect(read(s, '.gitlab/refractor.yml')).toContain(commit)
    expect(read(s, '.gitlab-ci.yml')).toContain('include:')
    expect((await s.refractor('validate')).code).toBe(0)
  })

  it('leaves a pipeline alone that there is', async () => {
    const s = scenario('harbour-library')
    s.write('.gitlab-ci.yml', 'stages: [test]\n')
    expect((await s.refractor(`init --ci gitlab ${given}`)).code).toBe(0)
    expect(read(s, '.gitlab-ci.yml')).toBe('stages: [test]\n')
    expect(existsSync(join(s.root, '.gitlab/refractor.yml'))).toBe(true)
  })

  it('replaces no job that says something else', async () => {
    const s = scenario('harbour-library')
    s.write('.github/workflows/gate.yml', 'name: mine\n')
    const { code, stderr } = await s.refractor(`init --ci github ${given}`)
    expect([code, stderr]).toEqual([1, expect.stringContaining('workspace/would-overwrite')])
    expect(read(s, '.github/workflows/gate.yml')).toBe('name: mine\n')
    expect(existsSync(join(s.root, '.github/workflows/evidence.yml'))).toBe(false)
  })

  it.each([
    ['init --tool a/b@c', 2],
    ['init --ci github --tool a/b@main', 2],
    ['init --ci bitbucket', 2],
    [`init --id demo --ci github ${given}`, 2],
  ])('%s in a workspace is refused', async (line, code) => {
    const s = scenario('harbour-library')
    expect((await s.refractor(line)).code).toBe(code)
    expect(existsSync(join(s.root, '.github'))).toBe(false)
  })

  it('is refused below the top of a repository, where no forge would look', async () => {
    const s = scenario()
    mkdirSync(join(s.root, 'plan'))
    const { code, stderr } = await s.refractor(`-C plan init --id demo --ci github ${given}`)
    expect([code, stderr]).toEqual([2, expect.stringContaining('not at the top of its repository')])
    expect(existsSync(join(s.root, 'plan/refractor.yaml'))).toBe(false)
  })
})

describe('the tool', () => {
  it('is pinned by a whole commit', () => {
    expect(pinnedTool(`a/b@${commit}`)).toEqual({ repository: 'a/b', commit })
    expect(pinnedTool(`group/sub/b@${'0'.repeat(64)}`)?.repository).toBe('group/sub/b')
    for (const text of [
      '',
      'a/b',
      'a/b@main',
      `a@${commit}`,
      `a/b@${commit}0`,
      `a/b\n@${commit}`,
      `$(x)/b@${commit}`,
      `${unknownTool.repository}@COMMIT`,
    ])
      expect(pinnedTool(text), text).toBeUndefined()
  })

  it.each([
    ['https://forge.example/owner/name.git', 'owner/name'],
    ['https://forge.example/owner/name/', 'owner/name'],
    ['git@forge.example:owner/name.git', 'owner/name'],
    ['ssh://git@forge.example:22/group/sub/name', 'group/sub/name'],
    ['/home/somebody/name', undefined],
    ['../name', undefined],
  ])('of %s is %s', (address, repository) => expect(repositoryOfAddress(address)).toBe(repository))

  it('without the user and the password of its address', () =>
    expect(repositoryOfAddress('https://user:token@forge.example/owner/name/')).toBe('owner/name'))
})
