// Plays one scenario of the crash matrix: the command is killed at each of its calls, and so is the recovery of every state that
// this leaves, and the recovery of every new state that comes of that, until there is none. A process of its own; see crash-matrix.mjs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { copy, Player } from './crash-player.mjs'
import { damage, differences, isTemporary, openJournals, readGit, readTree, sha256 } from './crash-tree.mjs'

const [scratch, program, mode] = process.argv.slice(2)
const player = new Player(program, scratch)
const work = join(scratch, 'work')
const log = join(scratch, 'points')

/** How many kills of recoveries a scenario may cost: where there would be more, every n-th state stands for the others. */
const mostOf = ({ thorough }) => ({ quick: 4, usual: thorough ? 40 : 8, full: Infinity })[mode]

const codesOf = ({ stdout }) => {
  try {
    return JSON.parse(stdout).diagnostics.map(({ code }) => code)
  } catch {
    return ['no JSON']
  }
}
const told = (result) => `exit ${result.signal ?? result.status}, ${codesOf(result).join(' ')}`.trim()

class Matrix {
  faults = []
  counts = { kills: 0, recoveryKills: 0, states: 0, lost: 0, doubled: 0, between: 0, points: 0 }

  constructor(scenario) {
    this.scenario = scenario
    this.name = scenario.name === undefined ? scenario.command : `${scenario.command} (${scenario.name})`
    const slug = this.name.replace(/[^a-z]+/g, '-')
    this.before = join(scratch, `${slug}-before`)
    this.states = join(scratch, `${slug}-states`)
    this.seen = new Map()
  }

  fault(where, text) {
    if (this.faults.length < 200) this.faults.push(`${this.name}: ${where}: ${text}`)
  }

  /** Runs a command line in `work`: the calls that it made. */
  counted(line, crash) {
    rmSync(log, { force: true })
    const result = player.run(work, line, { crash: { ...crash, log } })
    const points = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []
    return { result, points }
  }

  state() {
    const tree = readTree(work)
    return this.usesGit ? { ...tree, git: readGit(work) } : tree
  }

  /** The same state has the same key. Journals hold the time and the process, and tokens are drawn anew by each recovery. */
  key({ files, journal, git = '' }) {
    const plain = (text) => text.replace(/[0-9a-f]{16}(?=[.-])/g, 'TOKEN')
    const open = [...journal].map(([path]) => {
      const full = join(work, path)
      if (path.endsWith('/')) return `${path}\n`
      const text = readFileSync(full, 'utf8').replace(/"(?:pid|startedAt|started|at|since)": ?(?:\d+|"[^"]*")/g, '')
      return `${plain(path)} ${plain(text)}\n`
    })
    return sha256([...files].map(([path, state]) => `${plain(path)} ${state}\n`).join('') + open.sort().join('') + git)
  }

  /** What the command does when nothing happens to it: the state after it, its calls, and what comes of running it again. */
  learn() {
    player.prepare(this.scenario, this.before)
    const snapshots = join(this.before, '.refractor/snapshots')
    const [snapshot = ''] = existsSync(snapshots) ? readdirSync(snapshots) : []
    this.scenario.line = this.scenario.line.replace('{snapshot}', snapshot.replace('.json', ''))
    copy(this.before, work)
    this.start = readTree(work)
    const first = this.counted(this.scenario.line, { seed: 'run' })
    this.points = first.points
    this.counts.points = first.points.length
    this.usesGit = first.points.some((point) => point.startsWith('git '))
    this.after = this.state()
    this.codes = [first.result.status]
    if (first.result.status !== (this.scenario.code ?? 0))
      throw new Error(`${this.name} does nothing here: ${told(first.result)}\n${first.result.stdout}${first.result.stderr}`)
    if (differences(this.after.files, this.start.files).length === 0 && !this.usesGit) throw new Error(`${this.name} changes nothing here`)
    for (const one of new Set(first.points.filter((point) => /^(?:unannounced|unexpected)/.test(point)))) this.fault('calls', one)
    this.verdict = player.run(work, 'gate check').status
    const second = player.run(work, this.scenario.line, { crash: { seed: 'run' } })
    this.codes.push(second.status)
    this.again = this.state()
    copy(this.before, work)
    this.verdictBefore = player.run(work, 'gate check').status
    if (this.usesGit) this.startGit = readGit(work)
    if (this.scenario.half !== undefined) {
      copy(this.before, work)
      player.run(work, this.scenario.half, { crash: { seed: 'run' } })
      this.half = readTree(work)
    }
    copy(this.before, work)
    player.run(work, this.scenario.line, { crash: { seed: 'run' } })
    const other = this.state()
    const differs = differences(other.files, this.after.files)
    if (differs.length > 0) throw new Error(`${this.name} is not the same in every run: ${differs.join(', ')}`)
  }

  /** Which of the states that there may be this one is. */
  judge(where, { files, journal, git }) {
    const is = (state, other) => differences(files, state.files).length === 0 && (git === undefined || git === other)
    if (is(this.start, this.startGit)) return 'before'
    if (is(this.after, this.after.git)) return 'after'
    // A command of two transactions may be stopped between them.
    if (this.half !== undefined && differences(files, this.half.files).length === 0) return 'half'
    // What git does comes after the transaction: run again, the command completes it.
    if (git !== undefined && differences(files, this.after.files).length === 0) return 'after'
    if (git !== undefined && differences(files, this.start.files).length === 0) return 'before'
    const { lost, doubled } = damage(files, this.start.files, this.after.files)
    this.counts.between += 1
    this.counts.lost += lost
    this.counts.doubled += doubled
    const shown = [this.start, this.after].map((one) => differences(files, one.files).slice(0, 4).join(', '))
    this.fault(
      where,
      `neither before (${shown[0]}) nor after (${shown[1]}); lost ${lost}, doubled ${doubled}; journal: ${[...journal.keys()].join(', ')}`,
    )
    return 'between'
  }

  leftovers(where, { files, journal }) {
    const rest = [...journal.keys(), ...[...files.keys()].filter(isTemporary)]
    if (rest.length > 0) this.fault(where, `left behind: ${rest.join(', ')}`)
  }

  /** Kills a command line in `work` at a call. Undefined when it ended by itself. */
  kill(line, at, side, seed, where) {
    const result = player.run(work, line, { crash: { at, side, seed } })
    if (result.signal === 'SIGKILL') return true
    this.fault(where, `was not killed: ${told(result)}`)
    return false
  }

  /** Takes note of the state that a kill has left in `work`; where it is a new one, keeps it. */
  note(where, depth) {
    const state = this.state()
    const key = this.key(state)
    if (this.seen.has(key)) return
    this.counts.states += 1
    const folder = join(this.states, String(this.counts.states))
    const one = { where, depth, folder, open: openJournals(state).length > 0, state }
    this.seen.set(key, one)
    this.waiting.push(one)
    copy(work, folder)
  }

  /** Checks a state: what a reader is told, what recovery makes of it, and what the command makes of it when it is run again. */
  examine({ where, folder, depth, open, state }) {
    copy(folder, work)
    const read = player.run(work, 'gate check')
    const refused = read.status === 4 && codesOf(read).includes('workspace/journal-open')
    if (open !== refused) this.fault(where, `gate check: ${told(read)}, and ${open ? 'a journal is open' : 'none is open'}`)
    if (!open) {
      const which = this.judge(where, { ...state, journal: new Map() })
      const wanted = { before: this.verdictBefore, after: this.verdict }[which]
      if (wanted !== undefined && read.status !== wanted)
        this.fault(where, `gate check: ${told(read)}, and it was ${wanted} in the state ${which}`)
    }
    copy(folder, work)
    const { result, points } = this.counted('recover', { seed: `recovery ${depth}` })
    // Where no workspace is yet, and nothing was begun, there is nothing to recover either.
    const isNothing = !open && !state.files.has('refractor.yaml') && codesOf(result).includes('workspace/not-found')
    if (result.status !== 0 && !isNothing) this.fault(where, `recover: ${told(result)}`)
    const recovered = this.state()
    this.judge(`${where}, recovered`, recovered)
    this.leftovers(`${where}, recovered`, recovered)
    copy(folder, work)
    const repeated = player.run(work, this.scenario.line, { crash: { seed: 'run' } })
    if (!this.codes.includes(repeated.status)) this.fault(where, `run again: ${told(repeated)}`)
    const end = this.state()
    const ends = [this.after, this.again, ...(this.half === undefined ? [] : [{ ...this.half, git: end.git }])]
    const isEnd = ends.some((one) => differences(end.files, one.files).length === 0 && end.git === one.git)
    if (!isEnd) {
      this.judge(`${where}, run again`, end)
      this.fault(
        where,
        `run again, the command does not end where it ends otherwise: ${differences(end.files, this.after.files).join(', ') || 'git differs'}`,
      )
    }
    // The draft of a journal is taken away by the next change or by `recover`; a command that has nothing left to do makes no change.
    const drafts = [...end.journal.keys()].filter((path) => path.endsWith('.preparing.json.new'))
    if (this.half !== undefined) for (const path of drafts) end.journal.delete(path)
    this.leftovers(`${where}, run again`, end)
    return points.length
  }

  /** Kills the recovery of a state at each of its calls. */
  killRecovery({ where, folder, depth }, length) {
    for (let at = 1; at <= length; at += mode === 'quick' ? 8 : 1) {
      for (const side of at === length ? ['before', 'after'] : ['before']) {
        copy(folder, work)
        const place = `${where}; its recovery ${side} call ${at}`
        this.counts.recoveryKills += 1
        if (this.kill('recover', at, side, `recovery ${depth}`, place)) this.note(place, depth + 1)
      }
    }
  }

  play() {
    mkdirSync(this.states, { recursive: true })
    this.waiting = []
    this.learn()
    // What a call leaves is what the next one finds: before the first, and after each, are all the states that there are.
    const stride = mode === 'quick' ? Math.max(1, Math.floor(this.points.length / 4)) : 1
    for (let at = 1; at <= this.points.length; at += stride) {
      for (const side of mode === 'full' || at === 1 ? ['before', 'after'] : ['after']) {
        copy(this.before, work)
        const where = `${side} call ${at} (${this.points[at - 1]})`
        this.counts.kills += 1
        if (this.kill(this.scenario.line, at, side, 'run', where)) this.note(where, 0)
      }
    }
    // Breadth first: the states that the command itself leaves come before those of killed recoveries.
    let spent = 0
    const most = mostOf(this.scenario)
    const lengths = new Map()
    const killed = new Set()
    while (this.waiting.length > 0) {
      const states = this.waiting.splice(0)
      for (const one of states) lengths.set(one, this.examine(one))
      const open = states.filter((one) => one.open)
      const cost = open.reduce((sum, one) => sum + lengths.get(one) + 1, 0)
      const step = Math.min(open.length, Math.max(1, Math.ceil(cost / Math.max(1, most - spent))))
      if (spent >= most) continue
      for (const [index, one] of open.entries()) {
        if (index % step !== Math.floor(step / 2)) continue
        killed.add(one)
        spent += lengths.get(one) + 1
        this.killRecovery(one, lengths.get(one))
      }
      for (const one of states) rmSync(one.folder, { recursive: true, force: true })
    }
    rmSync(this.states, { recursive: true, force: true })
    return { name: this.name, command: this.scenario.command, counts: this.counts, recoveries: killed.size, faults: this.faults }
  }
}

process.on('message', (scenario) => {
  if (scenario === null) {
    process.disconnect()
    return
  }
  let answer
  try {
    answer = new Matrix(scenario).play()
  } catch (error) {
    answer = {
      name: scenario.name ?? scenario.command,
      command: scenario.command,
      faults: [error instanceof Error ? error.stack : String(error)],
    }
  }
  process.send(answer)
})
process.send({ ready: true })
