// A workspace that is made for a proof, and the built program run on it: as it is, killed at a point, or with an editor let in.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stages } from './crash-scenarios.mjs'

const repository = fileURLToPath(new URL('..', import.meta.url))
const preload = fileURLToPath(new URL('crash-preload.cjs', import.meta.url))

export const times = { prepare: '2026-11-21T10:00:00Z', run: '2026-11-21T11:00:00Z' }

/** Nothing of the machine decides: no configuration of the user, one time, one time zone. */
const environment = (now) => ({
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_DATE: now,
  GIT_COMMITTER_DATE: now,
  LC_ALL: 'C',
  NO_COLOR: '1',
  TZ: 'UTC',
})

/** The arguments of a command line; quotes hold some together. */
export const words = (line) => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'))

const must = (result, what) => {
  if (result.error || result.status !== 0)
    throw new Error(`${what}: ${result.error ?? `ended with ${result.signal ?? result.status}\n${result.stdout}${result.stderr}`}`)
  return result.stdout
}

/** Builds the program from the sources as they are, into a folder of its own: other builds leave it alone. The file to run. */
export function buildProgram(folder) {
  must(spawnSync(process.execPath, [join(repository, 'scripts/build.mjs'), '--out', folder], { encoding: 'utf8' }), 'build')
  const entry = join(folder, 'quick.cjs')
  // As ./refractor runs it, with the code that was compiled once.
  writeFileSync(
    entry,
    `require(${JSON.stringify(join(repository, 'scripts/compile-cache.cjs'))}).useCompileCache(__dirname)\nrequire('./refractor.cjs')\n`,
  )
  return entry
}

export const copy = (from, to) => {
  rmSync(to, { recursive: true, force: true })
  must(spawnSync('cp', ['-a', '--reflink=auto', from, to], { encoding: 'utf8' }), 'cp')
}

export class Player {
  constructor(program, scratch) {
    this.program = program
    this.scratch = scratch
    mkdirSync(scratch, { recursive: true })
  }

  git(root, ...args) {
    return must(spawnSync('git', args, { cwd: root, encoding: 'utf8', env: environment(times.prepare) }), `git ${args.join(' ')}`)
  }

  /** Runs a command line in `root`. `crash` goes to the preload; what is left out of it is seeded and nothing more. */
  run(root, line, { now = times.run, crash = {}, json = true, node = [], before = [] } = {}) {
    const args = typeof line === 'string' ? words(line) : line
    const argv = [process.execPath, ...node, '--require', preload, this.program, ...args, '--now', now, ...(json ? ['--json'] : []), '-y']
    const [file, ...rest] = [...before, ...argv]
    const result = spawnSync(file, rest, {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGTERM',
      env: { ...environment(now), CRASH: JSON.stringify({ root, seed: 'run', ...crash }) },
    })
    if (result.error) throw new Error(`${args.join(' ')}: ${result.error}`)
    return result
  }

  /** Takes the steps of a story in `root`. */
  play(root, steps, label) {
    for (const [index, step] of steps.entries()) {
      if (step.run !== undefined) {
        const result = this.run(root, step.run, { now: times.prepare, crash: { seed: `${label} ${index}` } })
        must(result, step.run)
      } else if (step.write !== undefined) {
        mkdirSync(dirname(join(root, step.write)), { recursive: true })
        writeFileSync(join(root, step.write), step.text)
      } else if (step.change !== undefined) {
        const file = join(root, step.change)
        const text = readFileSync(file, 'utf8')
        if (!text.includes(step.from)) throw new Error(`${step.change} does not say ${step.from}`)
        writeFileSync(file, text.replaceAll(step.from, step.to))
      } else if (step.tick !== undefined) {
        const file = join(root, step.tick)
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('[ ]', '[x]'))
      } else if (step.remove !== undefined) rmSync(join(root, step.remove))
      else if (step.commit !== undefined) {
        this.git(root, 'add', '-A')
        this.git(root, 'commit', '-q', '--allow-empty', '-m', step.commit)
      } else if (step.as !== undefined) this.identify(root, step.as)
      else if (step.git !== undefined) this.git(root, ...step.git)
      else throw new Error(`no such step: ${JSON.stringify(step)}`)
    }
  }

  identify(root, name) {
    this.git(root, 'config', 'user.name', name)
    this.git(root, 'config', 'user.email', `${name.toLowerCase()}@example.org`)
  }

  /** A folder with the workspace of a stage; made once. */
  stage(name) {
    const folder = join(this.scratch, `stage-${name}`)
    if (existsSync(folder)) return folder
    const index = stages.findIndex((one) => one.name === name)
    const { fixture, steps } = stages[index]
    const making = join(this.scratch, 'work')
    rmSync(making, { recursive: true, force: true })
    if (name === 'empty' || fixture !== undefined) {
      mkdirSync(making)
      if (fixture !== undefined) cpSync(join(repository, fixture), making, { recursive: true })
      this.git(making, '-c', 'init.templateDir=', 'init', '-q', '-b', 'main')
      this.identify(making, 'Lead')
    } else copy(this.stage(stages[index - 1].name), making)
    this.play(making, steps, name)
    copy(making, folder)
    return folder
  }

  /** A folder with the workspace that a scenario starts from. */
  prepare(scenario, folder) {
    const from = this.stage(scenario.from)
    copy(from, join(this.scratch, 'work'))
    this.play(join(this.scratch, 'work'), scenario.steps ?? [], `${scenario.command} ${scenario.name ?? ''}`)
    if (scenario.as !== undefined) this.identify(join(this.scratch, 'work'), scenario.as)
    rmSync(join(this.scratch, 'work/.refractor/cache'), { recursive: true, force: true })
    copy(join(this.scratch, 'work'), folder)
  }
}
