import { pageOfRemote } from '@refractor/workspace'
import { describe, expect, it } from 'vitest'
import { forgeLinks, forgeOf } from '../../src/report/forge-links.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const remote = (url: string, folder = '') => {
  const page = pageOfRemote(url)
  return page === undefined ? undefined : { ...page, folder }
}
const fileLink = (url: string, path: string, line?: number, folder = '', env = {}): string | undefined =>
  forgeLinks(remote(url, folder), commit, env, () => true).file(path, line)

describe('the page of a remote', () => {
  it.each([
    ['https://github.com/Team/Plan.git', 'https', 'github.com', 'Team/Plan'],
    ['https://user:ghp_secret@github.com/team/plan', 'https', 'github.com', 'team/plan'],
    ['https://oauth2:glpat-secret@gitlab.example.org:8443/a/b/c.git', 'https', 'gitlab.example.org:8443', 'a/b/c'],
    ['http://forge.example.org:3000/team/plan/', 'http', 'forge.example.org:3000', 'team/plan'],
    ['git@github.com:team/plan.git', 'https', 'github.com', 'team/plan'],
    ['ssh://git@git.example.org:2222/team/plan.git', 'https', 'git.example.org', 'team/plan'],
    ['ssh://git@ssh.github.com:443/team/plan.git', 'https', 'github.com', 'team/plan'],
    ['git@altssh.bitbucket.org:team/plan.git', 'https', 'bitbucket.org', 'team/plan'],
    ['https://github.com/team/plan.git?token=secret#x', 'https', 'github.com', 'team/plan'],
  ])('%s', (url, scheme, host, path) => {
    expect(pageOfRemote(url)).toEqual({ scheme, host, path })
  })

  it.each([
    '/srv/git/plan.git',
    '../plan',
    'C:\\work\\plan',
    'file:///srv/git/plan.git',
    'work:team/plan.git',
    'https://localhost/team/plan',
    'https://git hub.com/team/plan',
    'https://github.com/',
    'https://github.com/../../x',
    'https://exa"mple.org/team/plan',
    'javascript:alert(1)',
    '',
  ])('%j has none', (url) => {
    expect(pageOfRemote(url)).toBeUndefined()
  })
})

describe('a deep link', () => {
  it.each([
    ['git@github.com:team/plan.git', 'tasks.yaml', `https://github.com/team/plan/blob/${commit}/tasks.yaml#L7`],
    ['git@github.com:team/plan.git', 'PLAN.md', `https://github.com/team/plan/blob/${commit}/PLAN.md?plain=1#L7`],
    ['git@gitlab.com:a/b/plan.git', 'tasks.yaml', `https://gitlab.com/a/b/plan/-/blob/${commit}/tasks.yaml#L7`],
    ['https://codeberg.org/team/plan.git', 'tasks.yaml', `https://codeberg.org/team/plan/src/commit/${commit}/tasks.yaml#L7`],
    ['https://codeberg.org/team/plan.git', 'a.md', `https://codeberg.org/team/plan/src/commit/${commit}/a.md?display=source#L7`],
    ['git@bitbucket.org:team/plan.git', 'tasks.yaml', `https://bitbucket.org/team/plan/src/${commit}/tasks.yaml#lines-7`],
  ])('%s %s', (url, path, link) => {
    expect(fileLink(url, path, 7)).toBe(link)
    // Without a line nothing of a line is said.
    expect(fileLink(url, path)).toBe(link.replace(/(?:\?plain=1|\?display=source)?#.*$/, ''))
  })

  it('leads into the folder of the workspace, and encodes what a path may hold', () => {
    expect(fileLink('git@github.com:team/plan.git', 'a b/#1?%.yaml', 1, 'plans/x/')).toBe(
      `https://github.com/team/plan/blob/${commit}/plans/x/a%20b/%231%3F%25.yaml#L1`,
    )
  })

  it('is made only of what lies in the commit as it is here', () => {
    const links = forgeLinks(remote('git@github.com:team/plan.git'), commit, {}, (path) => path !== 'new.yaml')
    expect(links.file('new.yaml', 1)).toBeUndefined()
    expect(links.file('old.yaml', 1)).toBeDefined()
    expect(links.commit(commit)).toBe(`https://github.com/team/plan/commit/${commit}`)
    expect(links.commit('HEAD; rm')).toBeUndefined()
    expect(forgeLinks(remote('git@github.com:team/plan.git'), undefined, {}, () => true).file('a.yaml')).toBeUndefined()
  })

  it('needs a forge that is known by its name, or by what its runner says', () => {
    const url = 'https://git.example.org/team/plan.git'
    expect(fileLink(url, 'a.yaml')).toBeUndefined()
    const said = [
      [{ GITHUB_SERVER_URL: 'https://git.example.org' }, 'github'],
      [{ GITHUB_SERVER_URL: 'https://git.example.org', GITEA_ACTIONS: 'true' }, 'gitea'],
      [{ CI_SERVER_URL: 'https://git.example.org' }, 'gitlab'],
      [{ CI_SERVER_URL: 'https://other.example.org' }, undefined],
    ] as const
    for (const [env, kind] of said) expect(forgeOf('git.example.org', env)).toBe(kind)
    expect(forgeOf('github.example.org')).toBe('github')
    // A host that only looks like one.
    expect(forgeOf('notgithub.com')).toBeUndefined()
  })
})
