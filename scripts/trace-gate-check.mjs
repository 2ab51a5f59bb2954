// Proves that a gate check runs no code of the project, no shell, and opens no connection: node scripts/trace-gate-check.mjs [--keep].
// Makes a repository that would run planted code wherever git or npm lets a repository name some, runs real gate checks in it, and
// writes down every process and connection: of Node by a module loaded into it, of everything below by programs of the same names that
// stand first on the path, and by strace where there is one. Writes reports/trace.json; exit code 1 when anything else was started.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { traceRepository } from './trace-repository.mjs'

const { root } = createRequire(import.meta.url)('./bootstrap.cjs')
const { values: options } = parseArgs({ options: { keep: { type: 'boolean' }, tool: { type: 'string' } } })
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-trace-')))
const hook = fileURLToPath(new URL('trace-processes.cjs', import.meta.url))
const [repository, home, shims] = ['repository', 'home', 'shims'].map((name) => join(scratch, name))
const [ran, trace, calls] = ['ran', 'trace.jsonl', 'calls.txt'].map((name) => join(scratch, name))
for (const folder of [repository, home, shims]) mkdirSync(folder)

/** What git may be asked: nothing that writes, fetches or runs a program of the configuration. */
const questions = new Set([
  'cat-file',
  'config',
  'diff-tree',
  'for-each-ref',
  'log',
  'ls-files',
  'ls-tree',
  'merge-base',
  'rev-list',
  'rev-parse',
  'status',
  'symbolic-ref',
])
const safety = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'protocol.allow=never']
/** Programs that a repository could want to have run; each is recorded, and none of them does anything. */
const decoys = [
  'sh',
  'bash',
  'dash',
  'zsh',
  'env',
  'node',
  'npm',
  'npx',
  'pnpm',
  'python3',
  'perl',
  'curl',
  'wget',
  'ssh',
  'gpg',
  'vi',
  'less',
  'gh',
]
const violations = []

const tool = options.tool ?? join(root, 'packages/cli/dist/refractor.cjs')
const { plainEnv, planted, git, make } = traceRepository({ scratch, repository, home, ran, tool })

// --- the trace ------------------------------------------------------------------------------------------------------

const real = (name) =>
  process.env.PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
const shell = real('sh')

function makeShims() {
  for (const name of ['git', 'ssh-keygen']) {
    const quoted = `for word in "$@"; do printf '%s\\037' "$word"; done`
    writeFileSync(
      join(shims, name),
      `#!${shell}\n{ printf '%s\\037' ${name}; ${quoted}; printf '\\n'; } >> ${calls}\nexec ${real(name)} "$@"\n`,
    )
  }
  for (const name of decoys) writeFileSync(join(shims, name), `#!${shell}\nprintf '%s\\037\\n' ${name} >> ${calls}\nexit 97\n`)
  for (const name of readdirSync(shims)) chmodSync(join(shims, name), 0o755)
}

const strace = (() => {
  const path = real('strace')
  return path !== undefined && spawnSync(path, ['-f', '-o', '/dev/null', 'true']).status === 0 ? path : undefined
})()

const lines = (path) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [])

/** What may be started: git with a question and its safety, and ssh-keygen that verifies or, when asked to attest, signs. */
function problemOf([name, ...words], signs) {
  if (name === 'ssh-keygen')
    return words[0] === '-Y' && (words[1] === 'verify' || words[1] === 'find-principals' || (signs && words[1] === 'sign'))
      ? undefined
      : 'ssh-keygen is asked for something else'
  if (name !== 'git') return 'this is neither git nor ssh-keygen'
  const missing = safety.filter((setting) => words[words.indexOf(setting) - 1] !== '-c')
  if (missing.length > 0) return `without -c ${missing.join(', ')}`
  let at = 0
  while (words[at] === '-c' || words[at]?.startsWith('--')) at += words[at] === '-c' ? 2 : 1
  return questions.has(words[at]) ? undefined : `git ${words[at]} is no question`
}

/** A process below, as strace saw it. Programs of git itself are no other than git. */
function straced(path, signs) {
  const found = []
  let processes = 0
  for (const line of lines(path)) {
    const started = /execve\("([^"]+)", (\[.*?\]), .*\) = 0$/.exec(line)
    if (started) {
      processes += 1
      const name = started[1].split('/').at(-1)
      const isShim = started[1].startsWith(`${shims}/`) && (name === 'git' || name === 'ssh-keygen')
      const isOurs =
        started[1] === process.execPath ||
        started[1] === real('git') ||
        (started[1] === real('ssh-keygen') && (signs || started[2].includes('"verify"')))
      const isGits = /\/git-core\/git(?:-[a-z-]+)?$/.test(started[1])
      if (!isShim && !isOurs && !isGits) found.push(`strace: ${started[1]} ${started[2].slice(0, 200)}`)
    }
    // A socket of the system (name services, logging) leaves the machine as little as a file does, but is not needed either.
    if (/connect\(.*sa_family=AF_INET/.test(line) || /socket\(AF_INET/.test(line)) found.push(`strace: ${line.slice(0, 200)}`)
  }
  return { found, processes }
}

function snapshotOf(folder, isLeftOut, prefix = '') {
  const found = []
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
    if (isLeftOut(path)) continue
    if (entry.isDirectory()) found.push(...snapshotOf(folder, isLeftOut, path))
    else {
      const { mtimeMs } = statSync(join(folder, path))
      found.push(
        `${path} ${mtimeMs} ${createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex')}`,
      )
    }
  }
  return found
}

const counted = { runs: 0, processes: 0 }

/** Runs the tool under the trace; what it started that it may not start. */
function traced(argv, { signs = false } = {}) {
  for (const path of [ran, trace, calls, join(scratch, 'strace.txt')]) rmSync(path, { force: true })
  const before = snapshotOf(repository, (path) => path.startsWith('.refractor/cache'))
  const env = {
    ...plainEnv,
    PATH: shims,
    NODE_OPTIONS: `--require ${hook}`,
    TRACE_FILE: trace,
    // What a shell or a job may have set up; none of it is ours to obey.
    GIT_EXTERNAL_DIFF: planted,
    GIT_SSH_COMMAND: planted,
    GIT_ASKPASS: planted,
    GIT_PAGER: planted,
    GIT_EDITOR: planted,
    SSH_ASKPASS: planted,
    SSH_ASKPASS_REQUIRE: 'force',
    PAGER: planted,
    EDITOR: planted,
    SHELL: planted,
  }
  const command = [process.execPath, tool, ...argv]
  const below =
    strace === undefined ? [] : [strace, '-f', '-qq', '-s', '400', '-e', 'trace=execve,connect,socket', '-o', join(scratch, 'strace.txt')]
  const [first, ...rest] = [...below, ...command]
  const result = spawnSync(first, rest, { cwd: repository, env, encoding: 'utf8', timeout: 120_000 })
  const found = []
  for (const line of lines(trace)) {
    const entry = JSON.parse(line)
    if (entry.kind === 'connection') found.push(`a connection (${entry.via})`)
    else if (entry.shell) found.push(`a shell: ${entry.program}`)
    else if (problemOf([entry.program, ...entry.argv], signs))
      found.push(`${entry.program} ${entry.argv.join(' ')}: ${problemOf([entry.program, ...entry.argv], signs)}`)
  }
  for (const line of lines(calls)) {
    const words = line.split('\x1f').slice(0, -1)
    const problem = problemOf(words, signs)
    if (problem) found.push(`${words.join(' ')}: ${problem}`)
  }
  const seen = straced(join(scratch, 'strace.txt'), signs)
  found.push(...seen.found)
  for (const line of lines(ran)) found.push(`planted code ran: ${line}`)
  const after = snapshotOf(repository, (path) => path.startsWith('.refractor/cache'))
  for (const line of after) if (!before.includes(line)) found.push(`written: ${line.split(' ')[0]}`)
  counted.processes += lines(calls).length
  return { ...result, found: [...new Set(found)] }
}

function check(label, argv, { allowed = [0, 1], signs = false, expects = () => undefined } = {}) {
  const result = traced(argv, { signs })
  counted.runs += 1
  const problems = [...result.found]
  if (!allowed.includes(result.status)) problems.push(`exit code ${result.status}: ${result.stdout}${result.stderr}`.slice(0, 2000))
  const problem = expects(result)
  if (problem !== undefined) problems.push(problem)
  violations.push(...problems.map((one) => `${label}: ${one}`))
  process.stdout.write(
    `${problems.length > 0 ? 'FAILED' : 'ok    '}  ${label} (${lines(calls).length} processes)\n${problems.map((one) => `          ${one}\n`).join('')}`,
  )
}

/** The trace must bite: what runs code of the project on purpose has to be found, and the planted code has to be able to run. */
function proveTheTrace() {
  const run = traced(['evidence', 'run', 'P1.2'])
  if (!run.found.some((one) => one.startsWith('planted code ran')))
    violations.push(`the trace is blind: evidence run was not found\n${run.stdout}${run.stderr}`)
  git('reset', '--quiet', '--hard')
  git('clean', '--quiet', '-d', '--force')
  rmSync(ran, { force: true })
  spawnSync('git', ['status'], { cwd: repository, env: plainEnv })
  if (lines(ran).length === 0) violations.push('nothing is planted: a plain git status ran none of it')
  process.stdout.write(`ok      the trace sees a command that runs, and git runs what is planted\n`)
}

// --- the runs -------------------------------------------------------------------------------------------------------

try {
  if (options.tool === undefined) spawnSync(process.execPath, [join(root, 'refractor'), '--version'], { stdio: 'ignore' })
  const { base, head } = make()
  makeShims()
  proveTheTrace()
  const verdict = join(scratch, 'verdict.json')
  check('gate check, cold', ['gate', 'check'])
  check('gate check, warm', ['gate', 'check'])
  check('gate check P1 --format sarif', ['gate', 'check', 'P1', '--format', 'sarif'])
  check('gate check P1 --base --head', ['gate', 'check', 'P1', '--base', base, '--head', head])
  check('gate check by names of branches', ['gate', 'check', 'P1', '--base', 'main', '--head', 'change', '--json'], {
    // The signature of the approval was verified: otherwise nothing is known of what verifying starts.
    expects: () =>
      lines(calls).some((line) => line.startsWith('ssh-keygen\x1f-Y\x1fverify\x1f')) ? undefined : 'no signature was verified',
  })
  check('gate check --changed', ['gate', 'check', '--changed', `${base}..${head}`, '--branch', 'main'], { allowed: [0, 1, 4] })
  check('gate check of a revision that is not here', ['gate', 'check', 'P1', '--base', 'f'.repeat(40), '--head', head], { allowed: [4] })
  check(
    'gate check --attest',
    ['gate', 'check', 'P1', '--base', base, '--head', head, '--attest', verdict, '--attest-key', join(scratch, 'key')],
    {
      signs: true,
      expects: () => (existsSync(verdict) ? undefined : 'no verdict was written'),
    },
  )
  check('gate explain', ['gate', 'explain', 'P1'])
  check('audit verify', ['audit', 'verify'], { allowed: [0, 1, 4] })
} catch (error) {
  violations.push(String(error instanceof Error ? error.stack : error))
} finally {
  if (options.keep) process.stdout.write(`kept: ${scratch}\n`)
  else rmSync(scratch, { recursive: true, force: true })
}

const metrics = [
  { name: 'trace.violations', value: violations.length, unit: 'violations' },
  { name: 'trace.runs', value: counted.runs, unit: 'runs' },
  { name: 'trace.processes', value: counted.processes, unit: 'processes' },
]
mkdirSync(join(root, 'reports'), { recursive: true })
writeFileSync(join(root, 'reports/trace.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
process.stdout.write(
  `\n${counted.runs} runs, ${counted.processes} processes, ${violations.length} violations (${strace === undefined ? 'without strace' : 'with strace'})\n`,
)
if (violations.length > 0) {
  process.stderr.write(`${violations.join('\n')}\n`)
  process.exitCode = 1
}
