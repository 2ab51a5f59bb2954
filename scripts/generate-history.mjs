// Makes a repository whose program has a long history, always the same for the same number of commits: branches and merges, states that
// change, files and folders that are renamed, texts that are only written in another way. What happens to one task is known exactly.
// Usage: node scripts/generate-history.mjs FOLDER [--commits 10000] [--tasks 1000]
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateProgram } from './generate-program.mjs'

const people = ['Ada Example <ada@example.org>', 'Lead <lead@example.org>', 'Seed <seed@example.org>']
const firstDay = Date.UTC(2024, 0, 1) / 1000

/** Numbers below a limit, the same in every run. */
function numbers(seed) {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** Writes the stream that `git fast-import` reads, and keeps the files of the newest commit of each branch. */
class Stream {
  #parts = []
  commits = 0

  /** Files: path to text, or undefined for one that goes. Answers with the mark of the commit. */
  commit(subject, files, parents = []) {
    this.commits += 1
    const mark = this.commits
    const at = `${firstDay + mark * 600} +0000`
    const who = people[mark % people.length]
    const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`
    this.#parts.push(
      `commit refs/heads/main\nmark :${mark}\nauthor ${who} ${at}\ncommitter ${who} ${at}\n${data(subject)}`,
      ...parents.map((one, index) => `${index === 0 ? 'from' : 'merge'} :${one}\n`),
      // What goes is taken away first: a file may come where a folder was.
      ...Object.entries(files).flatMap(([path, text]) => (text === undefined ? [`D ${path}\n`] : [])),
      ...Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [`M 100644 inline ${path}\n${data(text)}`])),
      '\n',
    )
    return mark
  }

  get text() {
    return this.#parts.join('')
  }
}

/** The lines of a task: from its dash to the next one. */
function taskSpan(text, id) {
  const start = text.indexOf(`      - id: ${id}\n`)
  if (start < 0) throw new Error(`there is no task ${id}`)
  const below = text.indexOf('\n', start) + 1
  const next = /^(?: {0,5}\S| {6}- )/m.exec(text.slice(below))
  return [start, next === null ? text.length : below + next.index]
}

function editTask(text, id, edit) {
  const [start, end] = taskSpan(text, id)
  return text.slice(0, start) + edit(text.slice(start, end)) + text.slice(end)
}

const stateTo = (state) => (lines) => lines.replace(/state: .*/, `state: ${state}`)
const states = ['open', 'in-progress', 'done']
const stateOn = (lines) => lines.replace(/state: (.*)/, (_, state) => `state: ${states[(states.indexOf(state) + 1) % states.length]}`)
const titleTo = (title) => (lines) => lines.replace(/title: .*/, `title: ${title}`)
const ownerTo = (owner) => (lines) => lines.replace(/(?:\n {8}owner: .*)?\n$/, `\n        owner: ${owner}\n`)

/** The stream, the task to follow, and what must be told of it: [subject, what]. */
function historyOf(commits, tasks) {
  const files = new Map([...generateProgram({ tasks, phases: 10 })].filter(([path]) => !path.startsWith('docs/')))
  const next = numbers(commits)
  const stream = new Stream()
  let folder = 'specification'
  /** The file of each phase; one is renamed on the way. */
  const phases = Array.from({ length: 10 }, (_, index) => `phases/P${index}.yaml`)
  const pathOf = (phase) => `${folder}/${phases[phase]}`
  const perPhase = tasks / 10
  const idOf = (phase, index) => `T${String(phase * perPhase + index + 1).padStart(6, '0')}`
  const followed = idOf(3, 5)
  const expected = []

  let tip = stream.commit('Generate a program', Object.fromEntries(files))
  expected.push(['Generate a program', 'added'])
  const change = (subject, changed) => {
    for (const [path, text] of Object.entries(changed)) text === undefined ? files.delete(path) : files.set(path, text)
    tip = stream.commit(subject, changed, [tip])
  }
  const edited = (phase, id, edit) => ({ [pathOf(phase)]: editTask(files.get(pathOf(phase)), id, edit) })
  const follow = (subject, what, changed) => {
    change(subject, changed)
    expected.push([subject, what])
  }
  /** Any task but the one that is followed. */
  const someTask = (phase) => idOf(phase, 10 + next(perPhase - 10))

  const moveFolder = (to) => {
    const changed = { 'refractor.yaml': `format: 1\nfolders:\n  specification: ${to}\n` }
    for (const [path, text] of files) {
      if (!path.startsWith(`${folder}/`)) continue
      changed[path] = undefined
      changed[to + path.slice(folder.length)] = text
    }
    folder = to
    return changed
  }

  /** A branch that changes one phase while main changes another one, and their merge. */
  const branch = (subject, onSide, onMain, atMerge = {}) => {
    const base = tip
    const side = stream.commit(`${subject} on a branch`, onSide, [base])
    change(`${subject} beside it`, onMain)
    for (const [path, text] of Object.entries({ ...onSide, ...atMerge })) files.set(path, text)
    tip = stream.commit(`Merge: ${subject}`, { ...onSide, ...atMerge }, [tip, side])
  }

  const turns = [
    () => follow('Start it', 'state', edited(3, followed, stateTo('in-progress'))),
    () => {
      const [old, text] = [pathOf(3), files.get(pathOf(3))]
      phases[3] = 'phases/P3-third.yaml'
      follow('Rename the file', 'file', { [old]: undefined, [pathOf(3)]: text })
    },
    () => follow('Say it better', 'title', edited(3, followed, titleTo('Build the part that is followed'))),
    () => follow('Rename the folder', 'file', moveFolder('plan')),
    () => {
      // From one phase into another one: out of one file, into another.
      const text = files.get(pathOf(3))
      const [start, end] = taskSpan(text, followed)
      const into = files.get(pathOf(4))
      const [place] = taskSpan(into, idOf(4, 5))
      const lines = text.slice(start, end)
      follow('Move it', 'file', {
        [pathOf(3)]: text.slice(0, start) + text.slice(end),
        [pathOf(4)]: into.slice(0, place) + lines + into.slice(place),
      })
    },
    () => {
      branch('Give it an owner', edited(4, followed, ownerTo('ada')), edited(5, someTask(5), stateTo('done')))
      expected.push(['Give it an owner on a branch', 'owner'])
    },
    () => {
      const onSide = edited(4, followed, titleTo('A title of the branch'))
      const evil = { [pathOf(4)]: editTask(onSide[pathOf(4)], followed, titleTo('A title of the merge')) }
      branch('Call it two things', onSide, edited(5, someTask(5), stateTo('open')), evil)
      expected.push(['Call it two things on a branch', 'title'], ['Merge: Call it two things', 'title'])
    },
    () => follow('Finish it', 'state', edited(4, followed, stateTo('done'))),
  ]
  const every = Math.floor(commits / (turns.length + 1))
  while (stream.commits < commits) {
    const due = turns.length > 0 && stream.commits >= every * (9 - turns.length)
    // A branch takes three commits.
    const left = commits - stream.commits
    const phase = next(10)
    if (due && left > 3) turns.shift()()
    else if (stream.commits % 40 === 0 && left > 3) {
      const other = (phase + 1) % 10
      branch(
        `Two tasks at once ${stream.commits}`,
        edited(phase, someTask(phase), stateOn),
        edited(other, someTask(other), titleTo(`Part ${stream.commits}`)),
      )
    } else if (stream.commits % 5 === 0) change(`Write code ${stream.commits}`, { [`src/part-${next(200)}.txt`]: `${stream.commits}\n` })
    else if (stream.commits % 97 === 0) change('Say what this is', { [pathOf(phase)]: `# Looked through\n${files.get(pathOf(phase))}` })
    else if (stream.commits % 3 === 0)
      change(`Find a title ${stream.commits}`, edited(phase, someTask(phase), titleTo(`Part ${stream.commits}`)))
    else change(`Go on ${stream.commits}`, edited(phase, someTask(phase), stateOn))
  }
  return { text: stream.text, commits: stream.commits, followed, phase: 'P4', expected }
}

/** Makes the repository; answers with what must be found in it. */
export function writeHistory(folder, { commits, tasks = 1000 }) {
  const { text, ...made } = historyOf(commits, tasks)
  mkdirSync(folder, { recursive: true })
  const git = (args, input) => {
    const run = spawnSync('git', args, { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 28 })
    if (run.status !== 0) throw new Error(`git ${args[0]} failed: ${run.stderr}`)
  }
  git(['init', '--quiet', '-b', 'main', '--template='])
  git(['config', 'user.name', 'Lead'])
  git(['config', 'user.email', 'lead@example.org'])
  git(['fast-import', '--quiet'], text)
  git(['reset', '--quiet', '--hard', 'main'])
  return made
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { commits: { type: 'string', default: '10000' }, tasks: { type: 'string', default: '1000' } },
  })
  const [folder] = positionals
  if (!folder) throw new Error('name the folder to write to')
  console.log(JSON.stringify(writeHistory(folder, { commits: Number(values.commits), tasks: Number(values.tasks) }), null, 2))
}
