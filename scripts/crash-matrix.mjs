// Proves that a command which is killed loses nothing, doubles nothing and leaves nothing half done. Every command that changes a
// workspace runs on a real repository and is killed (SIGKILL, a real process) between each two calls with which it, or a git that it
// starts, changes something on disk. Each state that this leaves is judged: `gate check` is refused if and only if a journal is open;
// `refractor recover` leads to the state before or the state after, byte for byte, audit log included, with nothing left behind; and
// the command, run again, ends where it ends otherwise. The recovery is killed at each of its calls as well, and so on, until no state
// is new. The calls are counted below the engine, in the file system functions of Node, so that nothing can be left out; a call that
// the engine does not announce as a fault point is a fault too.
// node scripts/crash-matrix.mjs [--quick | --full] [--only WORDS] [--program FILE] [--keep]. Writes reports/crash.json; exit code 1 over any fault.
import { fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { buildProgram } from './crash-player.mjs'
import { scenarios, throughout } from './crash-scenarios.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    program: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const mode = options.quick ? 'quick' : options.full ? 'full' : 'usual'

/** What a kill leaves is in the memory of the system, wherever the files are; and there they are made and removed quickest. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const scratch = realpathSync(mkdtempSync(join(place, 'refractor-crash-')))
const workers = new Set()

/** The commands that change a workspace, as the table of commands has them. */
async function mutatingCommands() {
  const file = join(scratch, 'commands.mjs')
  const built = await rolldown({
    input: 'packages/cli/src/command-table/index.ts',
    platform: 'node',
    external: (id) => /\/(?:commands\/|at-revision)/.test(id),
    resolve: { conditionNames: ['development', 'node', 'import', 'default'] },
    logLevel: 'silent',
  })
  await built.write({ file, format: 'esm', codeSplitting: false })
  await built.close()
  const { commandTable } = await import(pathToFileURL(file).href)
  return commandTable.filter((one) => one.mutates).map((one) => one.words.join(' '))
}

/** Gives the scenarios to processes, one at a time each. */
function play(wanted, program) {
  const answers = []
  const open = [...wanted]
  const one = (number) =>
    new Promise((resolve, reject) => {
      const worker = fork(fileURLToPath(new URL('crash-worker.mjs', import.meta.url)), [join(scratch, `w${number}`), program, mode])
      workers.add(worker)
      let isDone = false
      worker.on('message', (message) => {
        if (!message.ready) {
          answers.push(message)
          tell(message)
        }
        const next = open.shift() ?? null
        isDone = next === null
        worker.send(next)
      })
      worker.on('error', reject)
      worker.on('exit', (code, signal) => {
        workers.delete(worker)
        if (code === 0 && isDone) resolve()
        else reject(new Error(`a process of the matrix ended with ${signal ?? code}`))
      })
    })
  return Promise.all(Array.from({ length: Math.min(availableParallelism(), wanted.length) }, (_, number) => one(number))).then(
    () => answers,
  )
}

function tell({ name, counts, recoveries, faults }) {
  if (counts !== undefined && !options.quick)
    console.log(
      `${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name}: ${counts.points} calls, ${counts.kills} kills; ${counts.states} states, ${recoveries} recoveries killed ${counts.recoveryKills} times`,
    )
}

try {
  const commands = await mutatingCommands()
  const known = new Set([...scenarios.map((one) => one.command), ...throughout])
  const faults = [
    ...commands
      .filter((one) => !known.has(one))
      .map((one) => `${one}: changes a workspace, and no scenario of scripts/crash-scenarios.mjs runs it`),
    ...[...known]
      .filter((one) => !commands.includes(one))
      .map((one) => `${one}: has a scenario, and is no command that changes a workspace`),
  ]
  const wanted = scenarios.filter((one) => options.only === undefined || one.command.startsWith(options.only) || one.name === options.only)
  const chosen = options.quick && options.only === undefined ? wanted.filter((one) => one.quick) : wanted
  const runnable = chosen.filter((one) => commands.includes(one.command))
  const started = Date.now()
  const answers = await play(runnable, options.program ?? buildProgram(join(scratch, 'dist')))
  faults.push(...answers.flatMap((one) => one.faults))
  const add = (name) => answers.reduce((sum, { counts }) => sum + (counts?.[name] ?? 0), 0)
  const kills = add('kills') + add('recoveryKills')
  const played = new Set(answers.filter(({ counts }) => counts !== undefined).map((one) => one.command))
  const metrics = [
    { name: 'crash.combinations', value: kills, unit: 'runs' },
    { name: 'crash.commands', value: played.size, unit: 'commands' },
    { name: 'crash.states', value: add('states'), unit: 'states' },
    { name: 'crash.recoveries', value: add('recoveryKills'), unit: 'runs' },
    { name: 'crash.lost', value: add('lost'), unit: 'records' },
    { name: 'crash.doubled', value: add('doubled'), unit: 'records' },
    { name: 'crash.between', value: add('between'), unit: 'states' },
    { name: 'crash.faults', value: faults.length, unit: 'faults' },
  ]
  // A sample is no proof.
  if (mode !== 'quick' && options.only === undefined && options.program === undefined) {
    mkdirSync('reports', { recursive: true })
    writeFileSync('reports/crash.json', `${JSON.stringify({ metrics }, null, 2)}\n`)
  }
  for (const one of faults.slice(0, 60)) console.log(one)
  if (faults.length > 60) console.log(`and ${faults.length - 60} more`)
  console.log(
    `${kills} kills of ${played.size} commands (${add('recoveryKills')} of them of recoveries), ${add('states')} states, ${Math.round((Date.now() - started) / 1000)} s: ${faults.length} faults`,
  )
  process.exitCode = faults.length === 0 && kills > 0 ? 0 : 1
} finally {
  for (const worker of workers) worker.kill()
  if (!options.keep) rmSync(scratch, { recursive: true, force: true })
}
