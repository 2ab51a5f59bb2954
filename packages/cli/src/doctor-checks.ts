import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { discover, networkFileSystem, openJournal, readHead, readIdentity, readSnapshot, repositoryStatus } from '@refractor/workspace'
import type { CommandContext } from './context.ts'
import { environmentProblems } from './environment-problems.ts'
import { mergeDriverChecks } from './merge-setup.ts'
import type { DoctorCheck } from './reporters/text/doctor.ts'

const leastNode = [20, 19] as const

function node(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  const fix = `install Node ${leastNode.join('.')} or later`
  return enough
    ? { name: 'node', state: 'ok', message: process.versions.node }
    : { name: 'node', state: 'fail', message: `${process.versions.node} is too old`, fix }
}

async function git(folder: string): Promise<DoctorCheck[]> {
  const read = await repositoryStatus(folder)
  const version = read.ok ? read.status.version : read.version
  if (version === undefined) return [{ name: 'git', state: 'fail', message: 'git was not found', fix: 'install git' }]
  const installed: DoctorCheck = { name: 'git', state: 'ok', message: version }
  const { commit, branch } = readHead(folder)
  if (commit === undefined && branch === undefined)
    return [installed, { name: 'repository', state: 'warn', message: 'this is not a git repository', fix: 'git init' }]
  if (commit === undefined)
    return [installed, { name: 'repository', state: 'warn', message: 'there is no commit yet', fix: 'git add . && git commit' }]
  const place = `${branch ?? 'detached'} at ${commit.slice(0, 7)}`
  if (!read.ok)
    return [installed, { name: 'repository', state: 'warn', message: `${place}; ${read.diagnostic.message}`, fix: 'git status' }]
  const { changed } = read.status
  // Evidence of uncommitted inputs does not count, so say it before somebody records it.
  const message = changed === 0 ? `${place}, clean` : `${place}, ${changed} uncommitted ${changed === 1 ? 'file' : 'files'}`
  return [installed, { name: 'repository', state: 'ok', message }]
}

function identity(folder: string): DoctorCheck {
  const who = readIdentity(folder)
  if (who !== undefined) return { name: 'identity', state: 'ok', message: `${who.name} <${who.email}>` }
  return {
    name: 'identity',
    state: 'warn',
    message: 'git does not know who you are',
    fix: 'git config user.name "Your Name" && git config user.email you@example.org',
  }
}

function cache(root: string): DoctorCheck {
  const folder = [join(root, '.refractor', 'cache'), join(root, '.refractor'), root].find((path) => existsSync(path)) ?? root
  try {
    accessSync(folder, constants.W_OK)
    return { name: 'cache', state: 'ok', message: '.refractor/cache can be written' }
  } catch {
    return {
      name: 'cache',
      state: 'warn',
      message: '.refractor/cache cannot be written: every run reads all files anew',
      fix: 'make the folder writable',
    }
  }
}

/** Said only where the workspace lies elsewhere than on a disk of this machine. */
function fileSystem(root: string): DoctorCheck[] {
  const kind = networkFileSystem(root)
  if (kind === undefined) return []
  const fix = 'let one machine at a time change it, and share by git'
  return [{ name: 'file system', state: 'warn', message: `${kind}: locks are weaker between machines there`, fix }]
}

/** Variables that mean nothing; said only where there are some. Those of refractor itself keep every command from running. */
function environment({ io }: CommandContext): DoctorCheck[] {
  return environmentProblems(io.env).map(({ code, message, help }) => {
    const state = code === 'config/invalid-environment' && message.startsWith('REFRACTOR_') ? 'fail' : 'warn'
    return { name: 'environment', state, message, ...(help !== undefined && { fix: help }) }
  })
}

/** A change that was stopped half way; said only where there is one. */
async function journal(root: string): Promise<DoctorCheck[]> {
  const open = await openJournal(root)
  if (open === undefined) return []
  return open.isAlive
    ? [{ name: 'journal', state: 'warn', message: 'another process is changing the workspace', fix: 'wait for it to end' }]
    : [{ name: 'journal', state: 'fail', message: `${open.path}: a change was stopped half way`, fix: 'refractor recover' }]
}

async function workspace(context: CommandContext): Promise<DoctorCheck[]> {
  const discovery = discover(context.cwd)
  if (!discovery.ok) return [{ name: 'workspace', state: 'warn', message: 'there is no refractor.yaml here', fix: 'refractor init' }]
  const open = await journal(discovery.root)
  const { programs, diagnostics } = await readSnapshot(discovery.root)
  const errors = diagnostics.filter((one) => one.severity === 'error').length
  const found = `${discovery.root}: ${programs.map((one) => one.id).join(', ') || 'no program'}`
  const around = [cache(discovery.root), ...fileSystem(discovery.root), ...open, ...mergeDriverChecks(discovery.root)]
  if (errors > 0) return [{ name: 'workspace', state: 'fail', message: `${found}, not valid`, fix: 'refractor validate' }, ...around]
  return [{ name: 'workspace', state: 'ok', message: found }, ...around]
}

function runner({ io }: CommandContext): DoctorCheck[] {
  if (!io.env['GITHUB_ACTIONS']) return []
  const missing = ['GITHUB_STEP_SUMMARY', 'GITHUB_OUTPUT', 'GITHUB_WORKSPACE'].filter((name) => !io.env[name])
  if (missing.length === 0) return [{ name: 'runner', state: 'ok', message: 'job summary and outputs can be written' }]
  return [{ name: 'runner', state: 'warn', message: `${missing.join(', ')} not set`, fix: 'run refractor in a step of a job' }]
}

/** Looks at everything that a run needs. */
export async function doctorChecks(context: CommandContext): Promise<DoctorCheck[]> {
  return [
    node(),
    ...(await git(context.cwd)),
    identity(context.cwd),
    ...(await workspace(context)),
    ...runner(context),
    ...environment(context),
  ]
}
