// The repository that scripts/trace-gate-check.mjs judges: an ordinary program, and code planted wherever git or npm lets a repository
// name some. Every planted program writes its name into the file `ran`.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const program = `format: 1
id: traced
name: Traced
roles:
  - { id: lead, owner: Lead }
people:
  - { id: lead, name: Lead, emails: [lead@example.org], roles: [lead], keys: ["KEY"] }
`
const phase = (statement) => `format: 1
id: P1
title: Trace
paths: ["src/**"]
tasks:
  - { id: P1.T1, title: Begin, state: in-progress }
exit:
  criteria:
    - { id: P1.1, statement: "${statement}", check: { kind: artifact, paths: ["docs/plan.md"] } }
    - { id: P1.2, statement: "The command passes.", check: { kind: command, argv: ["./planted.sh"] } }
    - { id: P1.3, statement: "The lead agrees.", check: { kind: approval, roles: [lead] }, trust: signed }
    - { id: P1.4, statement: "The plan has a head.", check: { kind: content, paths: ["docs/*.md"], headings: ["Plan"] } }
`

/** Makes it in a folder, with a home and a place for keys beside it. */
export function traceRepository({ scratch, repository, home, ran, tool }) {
  /** What a developer has, without anything that is set up on this machine. */
  const plainEnv = {
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: 'C',
    TMPDIR: scratch,
    NO_COLOR: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-11-20T10:00:00Z',
    GIT_COMMITTER_DATE: '2026-11-20T10:00:00Z',
  }

  function must(argv, env = plainEnv) {
    const result = spawnSync(argv[0], argv.slice(1), { cwd: repository, env, encoding: 'utf8' })
    if (result.error || result.status !== 0) throw new Error(`${argv.join(' ')}: ${result.error ?? result.stderr}`)
    return result.stdout.trim()
  }
  const git = (...args) => must(['git', ...args])

  function write(path, text) {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), text)
  }

  const planted = join(scratch, 'planted')
  function plant() {
    const hooks = [
      'post-checkout',
      'post-index-change',
      'pre-auto-gc',
      'reference-transaction',
      'fsmonitor-watchman',
      'post-merge',
      'pre-commit',
    ]
    for (const name of hooks) {
      writeFileSync(join(repository, '.git/hooks', name), readFileSync(planted))
      chmodSync(join(repository, '.git/hooks', name), 0o755)
    }
    const settings = {
      'core.fsmonitor': planted,
      'core.sshCommand': planted,
      'core.pager': planted,
      'core.editor': planted,
      'core.askPass': planted,
      'core.alternateRefsCommand': planted,
      'core.gitProxy': planted,
      'credential.helper': planted,
      'diff.external': planted,
      'diff.planted.textconv': planted,
      'diff.planted.command': planted,
      'filter.planted.clean': planted,
      'filter.planted.smudge': planted,
      'filter.planted.process': planted,
      'merge.planted.driver': planted,
      'gpg.program': planted,
      'gpg.ssh.program': planted,
      'log.showSignature': 'true',
      'pager.log': planted,
      'uploadpack.packObjectsHook': planted,
      'alias.status': `!${planted}`,
      'remote.origin.url': `ext::${planted}`,
      'remote.origin.promisor': 'true',
      'remote.origin.vcs': 'planted',
      'protocol.ext.allow': 'always',
      'extensions.partialClone': 'origin',
      'submodule.sub.update': `!${planted}`,
    }
    for (const [key, value] of Object.entries(settings)) git('config', key, value)
    git('config', 'core.repositoryFormatVersion', '1')
  }

  function makeRepository() {
    git('init', '--quiet', '--initial-branch=main', '.')
    git('config', 'user.name', 'Lead')
    git('config', 'user.email', 'lead@example.org')
    must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(scratch, 'key')])
    const key = readFileSync(join(scratch, 'key.pub'), 'utf8').trim()
    write('refractor.yaml', 'format: 1\n')
    write('specification/program.yaml', program.replace('KEY', key))
    write('specification/phases/P1.yaml', phase('There is a plan.'))
    write('docs/plan.md', '# Plan\n')
    write('src/main.txt', 'main\n')
    const script = readFileSync(planted)
    for (const path of ['planted.sh', 'refractor', 'git', 'ssh-keygen', 'node_modules/.bin/git']) {
      write(path, script)
      chmodSync(join(repository, path), 0o755)
    }
    write('package.json', JSON.stringify({ scripts: { preinstall: planted, refractor: planted, prepare: planted } }))
    write('.npmrc', `script-shell=${planted}\nnode-options=--require ${planted}\n`)
    write('.gitattributes', '*.md filter=planted diff=planted merge=planted\n')
    git('add', '--all')
    git('commit', '--quiet', '-m', 'The base')
    git('checkout', '--quiet', '-b', 'change')
    write('src/main.txt', 'changed\n')
    git('commit', '--quiet', '-a', '-m', 'P1.T1: change')
    git('checkout', '--quiet', 'main')
  }

  /** A signed approval on the base, and the change on top of it; planted code is only put there afterwards. */
  function make() {
    writeFileSync(planted, `#!/bin/sh\necho "$0 $*" >> ${ran}\ncat 2>/dev/null\nexit 0\n`)
    chmodSync(planted, 0o755)
    makeRepository()
    must([process.execPath, tool, 'approve', 'P1.3', '--role', 'lead', '--key', join(scratch, 'key'), '-y'])
    git('add', '--all')
    git('commit', '--quiet', '-m', 'The lead agrees')
    git('checkout', '--quiet', 'change')
    git('merge', '--quiet', '--no-edit', 'main')
    git('checkout', '--quiet', 'main')
    const revisions = { base: git('rev-parse', 'main'), head: git('rev-parse', 'change') }
    plant()
    return revisions
  }

  return { plainEnv, planted, git, make }
}
