// What must come of many processes that change one workspace at the same time, without anything of refractor in it: see prove-concurrency.mjs.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

export const phases = ['P0', 'P1', 'P2', 'P3']
const numbers = [1, 2, 3, 4, 5]
export const tasks = phases.flatMap((phase) => numbers.map((number) => `${phase}.T${number}`))
export const milestones = phases.flatMap((phase) => [`${phase}.M1`, `${phase}.M2`])
export const criteria = phases.flatMap((phase) => [`${phase}.1`, `${phase}.2`])

/** The state of each record stands in a line of its own, so that the model can set it without knowing YAML. */
export const phaseText = (phase) => `format: 1
id: ${phase}
title: Phase ${phase}
tasks:
${numbers.map((number) => `  - { id: ${phase}.T${number}, title: Task ${number}, state: open }`).join('\n')}
milestones:
  - { id: ${phase}.M1, title: First, state: planned }
  - { id: ${phase}.M2, title: Second, state: planned }
exit:
  criteria:
    - { id: ${phase}.1, statement: The plan is agreed, waivable: true, check: { kind: attest, claim: agreed } }
    - { id: ${phase}.2, statement: The room is seen, waivable: true, check: { kind: approval } }
`
export const placeOf = (id) => `specification/phases/${id.slice(0, 2)}.yaml`

/** The text with another state of one record. */
const withState = (text, id, state) => text.replace(new RegExp(`(\\{ id: ${id.replace('.', '\\.')}, .*state: )[\\w-]+`), `$1${state}`)

const linesOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [])
// A process that was killed may have left half a line.
export const entriesOf = (file) =>
  linesOf(file).flatMap((line) => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })

/** The event that a command line makes, as a pattern of its type. */
const eventOf = ([noun, verb]) =>
  ({
    task: { start: /^task\.started$/, done: /^task\.done$/, reopen: /^task\.reopened$/ }[verb],
    milestone: { start: /^milestone\.started$/, submit: /^milestone\.submitted$/, reopen: /^milestone\.reopened$/ }[verb],
    approve: /^approval\.added$/,
    revoke: /revoked/,
    evidence: /^evidence\.added$/,
    checklist: /^checklist\.created$/,
    waive: /^waiver\./,
  })[noun]
const subjectOf = (argv) => argv.find((word) => /^P\d/.test(word))

/** What a process was told must have happened once, and what it was not told about at most once: it was killed before the answer. */
export function compareLogs(name, runs, events) {
  const own = events.filter((event) => event.actor === `${name} <${name}@example.org>`)
  let reached = new Set([0])
  let told = 0
  for (const log of runs) {
    const entries = entriesOf(log)
    const results = new Map(entries.filter((one) => one.exitCode !== undefined).map((one) => [one.index, one]))
    for (const { index, argv } of entries.filter((one) => one.argv)) {
      const result = results.get(index)
      if (result !== undefined && !result.applied) continue
      if (result !== undefined) told++
      const next = new Set(result === undefined ? reached : [])
      for (const at of reached) {
        const event = own[at]
        if (event !== undefined && eventOf(argv).test(event.type) && event.ids.includes(subjectOf(argv))) next.add(at + 1)
      }
      if (next.size === 0)
        return {
          told,
          faults: [
            `${name}: ${argv.join(' ')} was told done after ${Math.max(...reached)} of its ${own.length} events, and is not in the log`,
          ],
        }
      reached = next
    }
  }
  return {
    told,
    faults: reached.has(own.length) ? [] : [`${name}: ${own.length} events, and only ${Math.max(...reached)} can be told by its commands`],
  }
}

/** Replays the log; gives what each file must be, and the states after each event. */
export function replay(files, events) {
  const faults = []
  const texts = new Map(Object.entries(files))
  const made = new Map()
  const states = new Map([...tasks.map((id) => [id, 'open']), ...milestones.map((id) => [id, 'planned'])])
  const history = [new Map(states)]
  let before
  for (const [index, { event, id }] of events.entries()) {
    const { lamport, parents, type, ids, details, subjects } = event
    if (lamport !== index + 1) faults.push(`event ${index + 1} carries the number ${lamport}`)
    if (parents.join() !== (before ?? '')) faults.push(`event ${lamport} does not follow the one before it`)
    before = id
    if (/^(?:task|milestone)\./.test(type)) {
      const [subject] = ids
      const path = placeOf(subject)
      if (details.from !== states.get(subject))
        faults.push(`event ${lamport}: ${subject} was ${states.get(subject)}, not ${details.from}: an update was lost`)
      states.set(subject, details.to)
      texts.set(path, withState(texts.get(path), subject, details.to))
      if (subjects[0].sha256 !== sha256(texts.get(path)))
        faults.push(`event ${lamport}: ${path} is not what the events before it make: an update was lost`)
    } else
      for (const { path, sha256: digest } of subjects) {
        if (made.has(path)) faults.push(`event ${lamport}: ${path} was made twice`)
        made.set(path, digest)
      }
    history.push(new Map(states))
  }
  return { faults, texts, made, history }
}

/** Every reading must be the state after some event, and no reader sees time run backwards. */
export function compareReadings(runs, history) {
  const keys = (ids) => history.map((states) => JSON.stringify(ids.map((id) => states.get(id))))
  const known = { tasks: keys(tasks), milestones: keys(milestones) }
  const faults = []
  let readings = 0
  let least = 0
  for (const log of runs)
    for (const { states, exitCode, codes } of entriesOf(log)) {
      if (exitCode === undefined) continue
      readings++
      if (codes.some((code) => code !== 'workspace/journal-open') && exitCode !== 1)
        faults.push(`a reader was told ${codes.join(', ')} (exit code ${exitCode})`)
      if (states === undefined || Object.keys(states).length === 0) continue
      const [ids, list] = 'P0.T1' in states ? [tasks, known.tasks] : [milestones, known.milestones]
      const at = list.indexOf(JSON.stringify(ids.map((id) => states[id])), least)
      if (at === -1) faults.push('a reader saw a state that never was, or an older one than before')
      else least = at
    }
  return { readings, faults }
}
