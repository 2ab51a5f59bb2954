// Proves that files of other tools are read as those tools write them: installs the real ones from the package registry into a temporary
// folder, lets each write a small project without asking anybody anything, imports that with ./refractor and compares what it became:
// node scripts/prove-formats.mjs [--only <name>] [--keep]. Needs Node, git, the registry, and about a gigabyte in the temporary folder.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'boolean' } } })
const scratch = mkdtempSync(join(tmpdir(), 'refractor-formats-'))
const limits = { install: 300_000, command: 60_000 }

// What a new machine has, and the settings without which the registry is out of reach; tools shall tell nobody that they ran.
const kept = Object.entries(process.env).filter(([key]) =>
  /^(PATH|LANG|TMPDIR|npm_config_(registry|cafile|cache)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(key),
)
const home = join(scratch, 'home')
mkdirSync(home)
const env = {
  ...Object.fromEntries(kept),
  HOME: home,
  CI: 'true',
  NO_COLOR: '1',
  DO_NOT_TRACK: '1',
  OPENSPEC_TELEMETRY: '0',
  TASKMASTER_SKIP_AUTO_UPDATE: '1',
}

class Failure extends Error {}

/** Runs a command to its end; its output, or a failure with the end of what it said. */
function run(cwd, argv, { timeout = limits.command, allowed = [0] } = {}) {
  const result = spawnSync(argv[0], argv.slice(1), {
    cwd,
    env,
    encoding: 'utf8',
    timeout,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().slice(-1500)
  if (result.error) throw new Failure(`${argv.slice(0, 4).join(' ')}: ${result.error.message}`)
  if (!allowed.includes(result.status)) throw new Failure(`${argv.slice(0, 4).join(' ')}: exit code ${result.status}\n${said}`)
  return result.stdout
}

/** Installs one package without running its scripts; why it cannot be used here, or undefined. */
function install(folder, { name, version, bin }) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const argv = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const result = spawnSync('npm', [...argv, `${name}@${version}`], { cwd: folder, env, encoding: 'utf8', timeout: limits.install })
  if (result.error?.code === 'ETIMEDOUT') return `no end after ${limits.install / 1000} s`
  if (result.error) return result.error.message
  // Of what npm says only the code, for the rest names places.
  if (result.status !== 0) return /npm (?:error|ERR!) code (\S+)/.exec(result.stderr)?.[1] ?? `npm ends with ${result.status}`
  const started = spawnSync(process.execPath, [join(folder, 'node_modules', name, bin), '--version'], { env, timeout: limits.command })
  return started.status === 0 ? undefined : `does not start on Node ${process.version}`
}

const write = (folder, files) => {
  for (const [path, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  }
}

const change = 'openspec/changes/add-labels'
const tools = [
  {
    name: '@fission-ai/openspec',
    version: '1.13.2',
    bin: 'bin/openspec.js',
    /** The tool makes the folders and judges the documents, which are written by hand as it asks for them. */
    make(tool, folder) {
      tool('init', '--tools', 'none', '.')
      tool('new', 'change', 'add-labels', '--description', 'Labels on parcels')
      write(join(folder, change), {
        'proposal.md': [
          '# Proposal',
          '## Why',
          'Parcels leave without labels, so nobody knows where they go. A label mends that.',
          '## What Changes',
          '- Add a label printer',
          '- Parcels without a label are not taken',
          '## Capabilities',
          '### New Capabilities',
          '- `labels`: printing and reading labels',
          '## Impact',
          '- `src/print.ts`',
        ],
        'design.md': [
          '# Design',
          '## Context',
          'There is one printer.',
          '## Goals / Non-Goals',
          '**Goals:**',
          '- A label within two seconds',
          '**Non-Goals:**',
          '- Colours',
          '## Decisions',
          "- The printer's own queue, for it survives a restart",
          '## Risks / Trade-offs',
          '- [The queue fills up] → print the oldest first',
        ],
        'tasks.md': [
          '# Tasks',
          '## 1. Printer',
          '- [x] 1.1 Draw the label',
          '- [ ] 1.2 Print the label',
          '## 2. Scanner',
          '- [ ] 2.1 Read the label',
        ],
        'specs/labels/spec.md': [
          '# Spec Delta',
          '## Purpose',
          'Labels say where a parcel goes, so that nobody needs to open it to find out.',
          '## ADDED Requirements',
          '### Requirement: Label printing',
          'The system SHALL print a label for every parcel.',
          '#### Scenario: Printer is ready',
          '- **WHEN** a parcel is packed',
          '- **THEN** its label is printed',
          '### Requirement: Label reading',
          'The system SHALL read a label.',
          '#### Scenario: Clean label',
          '- **WHEN** a clean label is scanned',
          '- **THEN** the address is shown',
        ],
      })
      tool('validate', 'add-labels', '--strict')
      const [listed] = JSON.parse(tool('list', '--json')).changes
      return { tasks: listed.totalTasks, tasksDone: listed.completedTasks }
    },
    path: change,
    files: 5,
    expected: {
      program: 'add-labels',
      counts: { phases: 2, tasks: 3, tasksDone: 1, checkboxes: 3, checked: 1, risks: 1 },
      tasks: { 1.1: 'done', 1.2: 'open', 2.1: 'open' },
      records: {
        1.1: { title: 'Draw the label', state: { value: 'done', mark: 'x' } },
        'Label printing': { text: 'The system SHALL print a label for every parcel.', attributes: { change: 'ADDED Requirements' } },
        'Label reading.Clean label': { parent: 'Label reading' },
        'RISK-1': { title: 'The queue fills up', mitigation: 'print the oldest first' },
      },
    },
  },
  {
    name: 'backlog.md',
    version: '1.52.0',
    bin: 'cli.js',
    make(tool) {
      tool('init', 'Depot', '--defaults', '--integration-mode', 'none')
      tool('config', 'set', 'checkActiveBranches', 'false')
      tool(
        ...[
          'task',
          'create',
          'Store scans',
          '-d',
          'Scans are kept: all of them.\n\nEven "late" ones.',
          '-a',
          '@robin',
          '-s',
          'In Progress',
        ],
        ...['-l', 'core,store', '--priority', 'high', '--ac', 'A scan is stored', '--ac', 'A late scan is marked', '--dod', 'Reviewed'],
        ...['--plan', '1. Look\n2. Write', '--due-date', '2027-01-05', '--type', 'feature'],
      )
      tool('task', 'create', 'Index: scans', '-p', 'TASK-1', '--depends-on', 'TASK-1')
      tool('task', 'create', 'Print labels', '--dep', 'TASK-1,TASK-1.1', '-l', 'print', '--ref', 'src/print.ts')
      tool('milestone', 'add', 'First delivery')
      tool('task', 'create', 'Ship it', '-s', 'Done', '-m', 'First delivery', '--ac', 'It runs', '--final-summary', 'All shipped.')
      tool('task', 'edit', '1', '--check-ac', '1', '--notes', 'Use the log.')
      tool('task', 'edit', '3', '--check-ac', '1')
      tool('draft', 'create', 'Perhaps later')
      return {}
    },
    path: 'backlog',
    files: 5,
    expected: {
      program: 'depot',
      counts: { milestones: 1, tasks: 4, tasksDone: 1, checkboxes: 4, checked: 2 },
      tasks: { 'TASK-1': 'in-progress', 'TASK-1.1': 'open', 'TASK-2': 'open', 'TASK-3': 'done' },
      records: {
        'TASK-1': {
          title: 'Store scans',
          state: { value: 'in-progress', mark: 'In Progress' },
          owner: '@robin',
          priority: 'high',
          due: '2027-01-05',
          detail: ['Scans are kept: all of them.', 'Even "late" ones.'],
          acceptance: ['[x] #1 A scan is stored', '[ ] #2 A late scan is marked'],
          attributes: {
            labels: ['core', 'store'],
            type: 'feature',
            'Definition of Done': '[ ] #1 Reviewed',
            'Implementation Notes': 'Use the log.',
          },
        },
        'TASK-1.1': { title: 'Index: scans', prerequisites: ['TASK-1'] },
        'TASK-2': { prerequisites: ['TASK-1', 'TASK-1.1'], attributes: { labels: 'print', references: 'src/print.ts' } },
        'TASK-3': { acceptance: ['[x] #1 It runs'], attributes: { milestone: 'm-0', 'Final Summary': 'All shipped.' } },
        'm-0': { title: 'First delivery', tasks: ['TASK-3'] },
      },
    },
  },
  {
    name: 'task-master-ai',
    version: '0.43.1',
    bin: 'dist/task-master.js',
    /** Its own commands need no keys as long as every field is given; only the empty list is ours, for nothing else makes one. */
    make(tool, folder) {
      tool('init', '--yes', '--name=Depot', '--no-git', '--no-aliases', '--no-git-tasks', '--rules=cursor')
      write(folder, { '.taskmaster/tasks/tasks.json': ['{ "master": { "tasks": [] } }'] })
      tool('add-task', '--title=Store scans', '--description=Keep them', '--details=All of them', '--priority=high')
      tool('add-task', '--title=Print labels', '--description=On paper', '--dependencies=1')
      tool('add-subtask', '--parent=1', '--title=Write the log', '--description=One line each')
      tool('add-subtask', '--parent=1', '--title=Index', '--dependencies=1.1')
      tool('set-status', '--id=1.1', '--status=done')
      tool('set-status', '--id=2', '--status=deferred')
      tool('tags', 'add', 'next', '--description=Later things')
      tool('add-task', '--title=Elsewhere', '--description=Far away', '--tag=next')
      tool('validate-dependencies')
      return {}
    },
    path: '.taskmaster',
    files: 1,
    expected: {
      program: 'depot',
      counts: { tasks: 5, tasksDone: 1, checkboxes: 0 },
      tasks: { 1: 'in-progress', 1.1: 'done', 1.2: 'open', 2: 'skipped', 'next.1': 'open' },
      records: {
        1: { title: 'Store scans', priority: 'high', detail: ['Keep them', 'All of them'] },
        1.2: { prerequisites: ['1.1'] },
        2: { prerequisites: ['1'], state: { value: 'skipped', mark: 'deferred' } },
      },
    },
  },
]

/** Where a value lacks what is expected of it; more may be there. */
function differences(found, expected, at) {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return isDeepStrictEqual(found, expected) ? [] : [`${at} is ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]
  return Object.entries(expected).flatMap(([key, value]) => differences(found?.[key], value, `${at}.${key}`))
}

/** Imports what a tool wrote, and says what is wrong with the program. */
function compare(folder, { path, files, expected }, known) {
  const refractor = (...argv) =>
    JSON.parse(run(folder, [process.execPath, join(root, 'refractor'), ...argv, '--json'], { allowed: [0, 1, 2] }))
  const { exitCode, program, sources, source, counts, accounting, defects } = refractor('import', path)
  if (exitCode !== 0) return [`import ends with ${exitCode}`]
  const checked = refractor('validate')
  const listed = refractor('task', 'list').tasks ?? []
  return [
    ...differences(program, expected.program, 'program'),
    ...differences((sources ?? [source]).length, files, 'files'),
    ...differences(counts, { ...expected.counts, ...known }, 'counts'),
    ...differences(accounting.unmapped, 0, 'unmapped'),
    ...differences(defects.errors, 0, 'errors'),
    ...differences(
      checked.diagnostics.filter((one) => one.severity === 'error').map((one) => one.code),
      [],
      'validate',
    ),
    ...differences(Object.fromEntries(listed.map(({ id, state }) => [id, state])), expected.tasks, 'states'),
    ...differences(listed.length, Object.keys(expected.tasks).length, 'tasks'),
    ...Object.entries(expected.records).flatMap(([id, record]) => differences(refractor('show', id).record, record, id)),
  ]
}

const results = []
try {
  for (const tool of tools.filter(({ name }) => options.only === undefined || name.includes(options.only))) {
    const started = Date.now()
    const at = join(scratch, `tool-${results.length}`)
    const folder = join(scratch, `${results.length}`, 'depot')
    const result = { name: tool.name, version: tool.version, wrong: [], why: install(at, tool) }
    results.push(result)
    try {
      if (result.why === undefined) {
        mkdirSync(folder, { recursive: true })
        run(folder, ['git', 'init', '--quiet'])
        run(folder, ['git', 'config', 'user.email', 'depot@example.org'])
        run(folder, ['git', 'config', 'user.name', 'Depot'])
        const cli = join(at, 'node_modules', tool.name, tool.bin)
        const known = tool.make((...argv) => run(folder, [process.execPath, cli, ...argv]), folder)
        result.wrong = compare(folder, tool, known)
      }
    } catch (error) {
      result.wrong = [error instanceof Failure ? error.message : String(error?.stack ?? error)]
    }
    // Some of them are large.
    if (!options.keep) rmSync(at, { recursive: true, force: true })
    const seconds = ((Date.now() - started) / 1000).toFixed(0)
    const state = result.why !== undefined ? `not installable: ${result.why}` : result.wrong.length === 0 ? 'ok' : 'FAILED'
    console.log(`${state}  ${tool.name} ${tool.version} (${seconds} s)`)
    for (const one of result.wrong) console.log(`  ${one}`)
  }
} finally {
  if (options.keep) console.log(`kept in ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}

const installed = results.filter((one) => one.why === undefined)
const exact = installed.filter((one) => one.wrong.length === 0)
if (options.only === undefined) {
  const metrics = [
    { name: 'formats.tools', value: results.length, unit: 'tools' },
    { name: 'formats.installed', value: installed.length, unit: 'tools' },
    { name: 'formats.exact', value: exact.length, unit: 'tools' },
  ]
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(join(root, 'reports', 'formats.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
}
console.log(`${exact.length} of ${installed.length} tools that could be installed are read as they write`)
// Nothing proved is no proof.
process.exitCode = installed.length > 0 && exact.length === installed.length ? 0 : installed.length === 0 ? 4 : 1
